-- Drift: what models saw and said, window by window, the alerts that came of it, and the trainings that followed.
-- Counts are whole numbers that add up place by place, each in 7-bit groups, the lowest first.

-- The last flush of each process that counts: one that is sent again is known by its number.
CREATE TABLE drift_source
(
  source     text NOT NULL PRIMARY KEY,
  sequence   bigint NOT NULL CHECK (sequence >= 1),
  flushed_at bigint NOT NULL
);

-- The window that is open, one row per model and process, so that processes do not wait for each other.
CREATE TABLE drift_open
(
  model_version text NOT NULL,
  source        text NOT NULL,
  since         bigint NOT NULL,
  row_count     bigint NOT NULL CHECK (row_count >= 0),
  dropped       bigint NOT NULL CHECK (dropped >= 0),
  counts        bytea NOT NULL,
  PRIMARY KEY (model_version, source)
);

CREATE TABLE drift_window
(
  window_no     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model_version text NOT NULL,
  opened_at     bigint NOT NULL,
  closed_at     bigint NOT NULL CHECK (closed_at >= opened_at),
  row_count     bigint NOT NULL CHECK (row_count >= 0),
  dropped       bigint NOT NULL CHECK (dropped >= 0),
  sources       integer NOT NULL CHECK (sources >= 1),
  counts        bytea NOT NULL,
  -- What was found; all or nothing, null until it was judged.
  level           integer CHECK (level BETWEEN 0 AND 2),
  drifted         integer CHECK (drifted >= 0),
  mean_confidence double precision,
  review_rate     double precision,
  labelled        integer,
  macro_f1        double precision,
  estimated_f1    double precision,
  report          text,
  CHECK ((report IS NULL) = (level IS NULL) AND (report IS NULL) = (drifted IS NULL))
);

CREATE INDEX drift_window_model      ON drift_window (model_version, window_no);
CREATE INDEX drift_window_closed     ON drift_window (closed_at);
CREATE INDEX drift_window_unreported ON drift_window (window_no) WHERE report IS NULL;

CREATE TABLE drift_alert
(
  alert_no      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alert_id      text NOT NULL UNIQUE,
  model_version text NOT NULL,
  subject       text NOT NULL,
  level         integer NOT NULL CHECK (level BETWEEN 1 AND 2),
  raised_at     bigint NOT NULL,
  raised_in     bigint NOT NULL, -- window_no; the window may be gone
  seen_in       bigint NOT NULL,
  evidence      text NOT NULL,
  advice        text NOT NULL,
  cleared_at    bigint,
  cleared_by    text,
  acknowledged_at     bigint,
  acknowledged_by     text,
  acknowledged_reason text,
  CHECK ((cleared_at IS NULL) = (cleared_by IS NULL)),
  CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
);

-- At most one that stands for each thing.
CREATE UNIQUE INDEX drift_alert_active ON drift_alert (model_version, subject) WHERE cleared_at IS NULL;
CREATE INDEX drift_alert_standing ON drift_alert (alert_no) WHERE cleared_at IS NULL;
CREATE INDEX drift_alert_model    ON drift_alert (model_version, alert_no);
CREATE INDEX drift_alert_cleared  ON drift_alert (cleared_at) WHERE cleared_at IS NOT NULL;

CREATE TABLE training
(
  training_no   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  training_id   text NOT NULL UNIQUE,
  state         integer NOT NULL CHECK (state BETWEEN 0 AND 4),
  trigger       integer NOT NULL CHECK (trigger BETWEEN 0 AND 4),
  actor         text NOT NULL,
  reason        text NOT NULL,
  champion      text NOT NULL,
  requested_at  bigint NOT NULL,
  started_at    bigint,
  finished_at   bigint,
  attempts      integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  worker        text,
  lease_until   bigint NOT NULL DEFAULT 0,
  token         bigint NOT NULL DEFAULT 0, -- rises with every claim: a fencing token
  model_version text,
  labels        bigint,
  row_count     bigint,
  accuracy      double precision,
  macro_f1      double precision,
  problem       text,
  CHECK ((finished_at IS NULL) = (state < 2))
);

-- One at a time: the index of what is not finished takes one row.
CREATE UNIQUE INDEX training_active ON training ((0)) WHERE state < 2;
CREATE INDEX label_resolved ON label (resolved_at);
