-- Exposures of experiments: who was answered by which arm first, each unit once, and their counts.
-- The experiments themselves are the control plane's state.

CREATE TABLE experiment_exposure
(
  experiment_id text    NOT NULL,
  unit          text COLLATE "C" NOT NULL, -- a track's id, or a user's hash
  arm           text    NOT NULL,
  model_version text    NOT NULL, -- the version that the arm names or, where it names none, that answered; empty before the track was tagged
  period        integer NOT NULL CHECK (period >= 0),
  stratum       bigint  NOT NULL, -- the periods in which the unit's place of the hash range was in the experiment, a bit each
  failed        integer NOT NULL CHECK (failed IN (0, 1)),
  exposed_at    bigint  NOT NULL,
  PRIMARY KEY (experiment_id, unit)
);

-- What counting the rows would give; written in their transaction.
CREATE TABLE experiment_count
(
  experiment_id text    NOT NULL,
  period        integer NOT NULL,
  stratum       bigint  NOT NULL,
  arm           text COLLATE "C" NOT NULL,
  exposed       bigint  NOT NULL CHECK (exposed >= 0),
  failed        bigint  NOT NULL CHECK (failed >= 0),
  PRIMARY KEY (experiment_id, period, stratum, arm)
);

-- Outcomes are joined from the feedback since an experiment's start, which is far less than its exposures.
CREATE INDEX feedback_created ON feedback (created_at);
