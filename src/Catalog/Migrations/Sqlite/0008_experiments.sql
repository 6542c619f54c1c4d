-- Exposures of experiments: who was answered by which arm first, each unit once, and their counts.
-- The experiments themselves are the control plane's state.

CREATE TABLE experiment_exposure
(
  experiment_id TEXT    NOT NULL,
  unit          TEXT    NOT NULL, -- a track's id, or a user's hash
  arm           TEXT    NOT NULL,
  model_version TEXT    NOT NULL, -- the version that the arm names or, where it names none, that answered; empty before the track was tagged
  period        INTEGER NOT NULL CHECK (period >= 0),
  stratum       INTEGER NOT NULL, -- the periods in which the unit's place of the hash range was in the experiment, a bit each
  failed        INTEGER NOT NULL CHECK (failed IN (0, 1)),
  exposed_at    INTEGER NOT NULL,
  PRIMARY KEY (experiment_id, unit)
) STRICT, WITHOUT ROWID;

-- What counting the rows would give; written in their transaction.
CREATE TABLE experiment_count
(
  experiment_id TEXT    NOT NULL,
  period        INTEGER NOT NULL,
  stratum       INTEGER NOT NULL,
  arm           TEXT    NOT NULL,
  exposed       INTEGER NOT NULL CHECK (exposed >= 0),
  failed        INTEGER NOT NULL CHECK (failed >= 0),
  PRIMARY KEY (experiment_id, period, stratum, arm)
) STRICT, WITHOUT ROWID;

-- Outcomes are joined from the feedback since an experiment's start, which is far less than its exposures.
CREATE INDEX feedback_created ON feedback (created_at);
