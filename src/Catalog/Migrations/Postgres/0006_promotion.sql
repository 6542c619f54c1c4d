-- What model versions do on traffic, and replays of the catalogue by candidates.

-- One row for what one silo's process has counted of one version at one revision of the registry in one stretch of time; written anew as it grows, summed when it is read.
CREATE TABLE model_traffic
(
  model_version text    NOT NULL,
  revision      bigint  NOT NULL,
  from_time     bigint  NOT NULL,
  silo          text    NOT NULL,
  requests      bigint  NOT NULL CHECK (requests >= 0),
  errors        bigint  NOT NULL CHECK (errors BETWEEN 0 AND requests),
  slow          bigint  NOT NULL CHECK (slow BETWEEN 0 AND requests),
  predictions   bigint  NOT NULL CHECK (predictions >= 0),
  reviews       bigint  NOT NULL CHECK (reviews BETWEEN 0 AND predictions),
  interactive   text    NOT NULL, -- latencies as bin=count with spaces between
  bulk          text    NOT NULL,
  PRIMARY KEY (model_version, revision, from_time, silo)
);

CREATE INDEX model_traffic_time ON model_traffic (from_time);
CREATE INDEX feedback_model     ON feedback (model_version, created_at);

-- The last replay of each version. A run holds a number: one that was taken over by another silo writes no more.
CREATE TABLE model_replay
(
  model_version text    NOT NULL PRIMARY KEY,
  replay_id     text    NOT NULL,
  champion      text    NOT NULL,
  sample        integer CHECK (sample >= 1), -- null: the whole catalogue
  least_fall    double precision NOT NULL,
  greatest_fall double precision NOT NULL,
  state         integer NOT NULL CHECK (state BETWEEN 0 AND 4),
  run           bigint  NOT NULL DEFAULT 0,
  created_at    bigint  NOT NULL,
  started_at    bigint,
  finished_at   bigint,
  tracks        bigint  NOT NULL DEFAULT 0 CHECK (tracks >= 0),
  of_tracks     bigint,                     -- null until the tracks are counted
  clips         bigint  NOT NULL DEFAULT 0 CHECK (clips >= 0),
  missing       bigint  NOT NULL DEFAULT 0 CHECK (missing >= 0),
  error         text,
  result        text                         -- JSON
);
