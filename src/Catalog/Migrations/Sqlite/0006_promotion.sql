-- What model versions do on traffic, and replays of the catalogue by candidates.

-- One row for what one silo's process has counted of one version at one revision of the registry in one stretch of time; written anew as it grows, summed when it is read.
CREATE TABLE model_traffic
(
  model_version TEXT    NOT NULL,
  revision      INTEGER NOT NULL,
  from_time     INTEGER NOT NULL,
  silo          TEXT    NOT NULL,
  requests      INTEGER NOT NULL CHECK (requests >= 0),
  errors        INTEGER NOT NULL CHECK (errors BETWEEN 0 AND requests),
  slow          INTEGER NOT NULL CHECK (slow BETWEEN 0 AND requests),
  predictions   INTEGER NOT NULL CHECK (predictions >= 0),
  reviews       INTEGER NOT NULL CHECK (reviews BETWEEN 0 AND predictions),
  interactive   TEXT    NOT NULL, -- latencies as bin=count with spaces between
  bulk          TEXT    NOT NULL,
  PRIMARY KEY (model_version, revision, from_time, silo)
) STRICT, WITHOUT ROWID;

CREATE INDEX model_traffic_time ON model_traffic (from_time);
CREATE INDEX feedback_model     ON feedback (model_version, created_at);

-- The last replay of each version. A run holds a number: one that was taken over by another silo writes no more.
CREATE TABLE model_replay
(
  model_version TEXT    NOT NULL PRIMARY KEY,
  replay_id     TEXT    NOT NULL,
  champion      TEXT    NOT NULL,
  sample        INTEGER CHECK (sample >= 1), -- null: the whole catalogue
  least_fall    REAL    NOT NULL,
  greatest_fall REAL    NOT NULL,
  state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
  run           INTEGER NOT NULL DEFAULT 0,
  created_at    INTEGER NOT NULL,
  started_at    INTEGER,
  finished_at   INTEGER,
  tracks        INTEGER NOT NULL DEFAULT 0 CHECK (tracks >= 0),
  of_tracks     INTEGER,                     -- null until the tracks are counted
  clips         INTEGER NOT NULL DEFAULT 0 CHECK (clips >= 0),
  missing       INTEGER NOT NULL DEFAULT 0 CHECK (missing >= 0),
  error         TEXT,
  result        TEXT                         -- JSON
) STRICT, WITHOUT ROWID;
