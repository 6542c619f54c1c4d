-- Drift: what models saw and said, window by window, the alerts that came of it, and the trainings that followed.
-- Counts are whole numbers that add up place by place, each in 7-bit groups, the lowest first.

-- The last flush of each process that counts: one that is sent again is known by its number.
CREATE TABLE drift_source
(
  source     TEXT    NOT NULL PRIMARY KEY,
  sequence   INTEGER NOT NULL CHECK (sequence >= 1),
  flushed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The window that is open, one row per model and process, so that processes do not wait for each other.
CREATE TABLE drift_open
(
  model_version TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  since         INTEGER NOT NULL,
  row_count     INTEGER NOT NULL CHECK (row_count >= 0),
  dropped       INTEGER NOT NULL CHECK (dropped >= 0),
  counts        BLOB    NOT NULL,
  PRIMARY KEY (model_version, source)
) STRICT;

CREATE TABLE drift_window
(
  window_no     INTEGER PRIMARY KEY AUTOINCREMENT,
  model_version TEXT    NOT NULL,
  opened_at     INTEGER NOT NULL,
  closed_at     INTEGER NOT NULL CHECK (closed_at >= opened_at),
  row_count     INTEGER NOT NULL CHECK (row_count >= 0),
  dropped       INTEGER NOT NULL CHECK (dropped >= 0),
  sources       INTEGER NOT NULL CHECK (sources >= 1),
  counts        BLOB    NOT NULL,
  -- What was found; all or nothing, null until it was judged.
  level           INTEGER CHECK (level BETWEEN 0 AND 2),
  drifted         INTEGER CHECK (drifted >= 0),
  mean_confidence REAL,
  review_rate     REAL,
  labelled        INTEGER,
  macro_f1        REAL,
  estimated_f1    REAL,
  report          TEXT,
  CHECK ((report IS NULL) = (level IS NULL) AND (report IS NULL) = (drifted IS NULL))
) STRICT;

CREATE INDEX drift_window_model      ON drift_window (model_version, window_no);
CREATE INDEX drift_window_closed     ON drift_window (closed_at);
CREATE INDEX drift_window_unreported ON drift_window (window_no) WHERE report IS NULL;

CREATE TABLE drift_alert
(
  alert_no      INTEGER PRIMARY KEY AUTOINCREMENT,
  alert_id      TEXT    NOT NULL UNIQUE,
  model_version TEXT    NOT NULL,
  subject       TEXT    NOT NULL,
  level         INTEGER NOT NULL CHECK (level BETWEEN 1 AND 2),
  raised_at     INTEGER NOT NULL,
  raised_in     INTEGER NOT NULL, -- window_no; the window may be gone
  seen_in       INTEGER NOT NULL,
  evidence      TEXT    NOT NULL,
  advice        TEXT    NOT NULL,
  cleared_at    INTEGER,
  cleared_by    TEXT,
  acknowledged_at     INTEGER,
  acknowledged_by     TEXT,
  acknowledged_reason TEXT,
  CHECK ((cleared_at IS NULL) = (cleared_by IS NULL)),
  CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
) STRICT;

-- At most one that stands for each thing.
CREATE UNIQUE INDEX drift_alert_active ON drift_alert (model_version, subject) WHERE cleared_at IS NULL;
CREATE INDEX drift_alert_standing ON drift_alert (alert_no) WHERE cleared_at IS NULL;
CREATE INDEX drift_alert_model    ON drift_alert (model_version, alert_no);
CREATE INDEX drift_alert_cleared  ON drift_alert (cleared_at) WHERE cleared_at IS NOT NULL;

CREATE TABLE training
(
  training_no   INTEGER PRIMARY KEY AUTOINCREMENT,
  training_id   TEXT    NOT NULL UNIQUE,
  state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
  trigger       INTEGER NOT NULL CHECK (trigger BETWEEN 0 AND 4),
  actor         TEXT    NOT NULL,
  reason        TEXT    NOT NULL,
  champion      TEXT    NOT NULL,
  requested_at  INTEGER NOT NULL,
  started_at    INTEGER,
  finished_at   INTEGER,
  attempts      INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  worker        TEXT,
  lease_until   INTEGER NOT NULL DEFAULT 0,
  token         INTEGER NOT NULL DEFAULT 0, -- rises with every claim: a fencing token
  model_version TEXT,
  labels        INTEGER,
  row_count     INTEGER,
  accuracy      REAL,
  macro_f1      REAL,
  problem       TEXT,
  CHECK ((finished_at IS NULL) = (state < 2))
) STRICT;

-- One at a time: the index of what is not finished takes one row.
CREATE UNIQUE INDEX training_active ON training ((0)) WHERE state < 2;
CREATE INDEX label_resolved ON label (resolved_at);
