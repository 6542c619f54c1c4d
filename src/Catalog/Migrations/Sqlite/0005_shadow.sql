-- What shadows said of stored clips, and what silos counted of models.

-- The latest word of each version on each clip. The content's hash and the stretch say whether it is about what is stored now.
CREATE TABLE shadow_prediction
(
  model_version TEXT    NOT NULL,
  track_id      TEXT    NOT NULL REFERENCES track (track_id) ON DELETE CASCADE,
  clip_index    INTEGER NOT NULL CHECK (clip_index >= 0),
  start_us      INTEGER NOT NULL CHECK (start_us >= 0),
  duration_us   INTEGER NOT NULL CHECK (duration_us > 0),
  content_hash  TEXT    NOT NULL,
  schema_id     TEXT    NOT NULL,
  p_happy       REAL    NOT NULL CHECK (p_happy BETWEEN 0 AND 1),
  p_sad         REAL    NOT NULL CHECK (p_sad BETWEEN 0 AND 1),
  p_angry       REAL    NOT NULL CHECK (p_angry BETWEEN 0 AND 1),
  p_relaxed     REAL    NOT NULL CHECK (p_relaxed BETWEEN 0 AND 1),
  tempo_bpm     REAL,
  predicted_at  INTEGER NOT NULL,
  sample_key    INTEGER NOT NULL, -- a hash of track and clip: the first rows by it are a fair sample, the same for every version
  PRIMARY KEY (model_version, track_id, clip_index)
) STRICT, WITHOUT ROWID;

CREATE INDEX shadow_prediction_sample ON shadow_prediction (model_version, sample_key);
CREATE INDEX shadow_prediction_track  ON shadow_prediction (track_id, clip_index);

-- Counts of one run of a silo since it began; whoever reads sums them over the runs.
CREATE TABLE scoring_statistics
(
  model_version    TEXT    NOT NULL,
  answered_by      TEXT    NOT NULL, -- the model itself, where the counts are of its own answers
  run_id           TEXT    NOT NULL,
  silo             TEXT    NOT NULL,
  state            INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
  problem          TEXT,
  requests         INTEGER NOT NULL CHECK (requests >= 0),
  failed           INTEGER NOT NULL CHECK (failed >= 0),
  dropped          INTEGER NOT NULL CHECK (dropped >= 0),
  benched          INTEGER NOT NULL CHECK (benched >= 0),
  unstored         INTEGER NOT NULL CHECK (unstored >= 0),
  hangs            INTEGER NOT NULL CHECK (hangs >= 0),
  predictions      INTEGER NOT NULL CHECK (predictions >= 0),
  reviews          INTEGER NOT NULL CHECK (reviews >= 0),
  answered_reviews INTEGER NOT NULL CHECK (answered_reviews >= 0),
  latency          BLOB    NOT NULL, -- counts of LatencyHistogram
  started_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  PRIMARY KEY (model_version, answered_by, run_id)
) STRICT, WITHOUT ROWID;

-- Shadows that come or go make some tracks be looked at again: those that are in the queue because of one.
CREATE INDEX review_entry_contradicted ON review_entry (track_id) WHERE disagreement > 0;
