-- What shadows said of stored clips, and what silos counted of models.

-- The latest word of each version on each clip. The content's hash and the stretch say whether it is about what is stored now.
CREATE TABLE shadow_prediction
(
  model_version text NOT NULL,
  track_id      text COLLATE "C" NOT NULL REFERENCES track (track_id) ON DELETE CASCADE,
  clip_index    integer NOT NULL CHECK (clip_index >= 0),
  start_us      bigint NOT NULL CHECK (start_us >= 0),
  duration_us   bigint NOT NULL CHECK (duration_us > 0),
  content_hash  text NOT NULL,
  schema_id     text NOT NULL,
  p_happy       double precision NOT NULL CHECK (p_happy BETWEEN 0 AND 1),
  p_sad         double precision NOT NULL CHECK (p_sad BETWEEN 0 AND 1),
  p_angry       double precision NOT NULL CHECK (p_angry BETWEEN 0 AND 1),
  p_relaxed     double precision NOT NULL CHECK (p_relaxed BETWEEN 0 AND 1),
  tempo_bpm     double precision,
  predicted_at  bigint NOT NULL,
  sample_key    bigint NOT NULL, -- a hash of track and clip: the first rows by it are a fair sample, the same for every version
  PRIMARY KEY (model_version, track_id, clip_index)
);

CREATE INDEX shadow_prediction_sample ON shadow_prediction (model_version, sample_key);
CREATE INDEX shadow_prediction_track  ON shadow_prediction (track_id, clip_index);

-- Counts of one run of a silo since it began; whoever reads sums them over the runs.
CREATE TABLE scoring_statistics
(
  model_version    text NOT NULL,
  answered_by      text NOT NULL, -- the model itself, where the counts are of its own answers
  run_id           text NOT NULL,
  silo             text NOT NULL,
  state            integer NOT NULL CHECK (state BETWEEN 0 AND 2),
  problem          text,
  requests         bigint NOT NULL CHECK (requests >= 0),
  failed           bigint NOT NULL CHECK (failed >= 0),
  dropped          bigint NOT NULL CHECK (dropped >= 0),
  benched          bigint NOT NULL CHECK (benched >= 0),
  unstored         bigint NOT NULL CHECK (unstored >= 0),
  hangs            bigint NOT NULL CHECK (hangs >= 0),
  predictions      bigint NOT NULL CHECK (predictions >= 0),
  reviews          bigint NOT NULL CHECK (reviews >= 0),
  answered_reviews bigint NOT NULL CHECK (answered_reviews >= 0),
  latency          bytea NOT NULL, -- counts of LatencyHistogram
  started_at       bigint NOT NULL,
  updated_at       bigint NOT NULL,
  PRIMARY KEY (model_version, answered_by, run_id)
);

-- Shadows that come or go make some tracks be looked at again: those that are in the queue because of one.
CREATE INDEX review_entry_contradicted ON review_entry (track_id) WHERE disagreement > 0;
