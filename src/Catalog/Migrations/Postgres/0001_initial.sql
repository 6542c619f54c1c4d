-- The catalogue: tracks, clips, cached features, model artefacts, backfills.
-- Each migration has its twin of the same number for SQLite, with the same tables and columns; flags are 0 and 1 in both, so that one text serves both.
-- Times are ticks of 100 ns since 1970-01-01 UTC: a file's time must come back exactly as it was read. Enum numbers are those of the C# enums and never move.
-- Ids sort by their code points, whatever the database's own collation is.

-- A key for texts of any length: an index entry must stay below a third of a page. The encoding is fixed, so the result never changes.
CREATE FUNCTION text_key(value text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN sha256(convert_to(value, 'UTF8'));

CREATE TABLE track
(
  track_id      text COLLATE "C" NOT NULL PRIMARY KEY,
  version       bigint NOT NULL CHECK (version >= 1),
  title         text,
  artist        text,
  album         text,
  source        text,
  genre         text,
  year          integer,
  -- The audio, as it was when it was last analysed; all or nothing.
  path          text,
  size_bytes    bigint,
  modified_at   bigint,
  content_hash  text,
  duration_s    double precision,
  sample_rate   integer,
  channels      integer,
  bitrate_kbps  double precision,
  -- The emotion over the whole track; all or nothing.
  label         integer CHECK (label BETWEEN 0 AND 3),
  confidence    double precision CHECK (confidence BETWEEN 0 AND 1),
  p_happy       double precision,
  p_sad         double precision,
  p_angry       double precision,
  p_relaxed     double precision,
  decision      integer CHECK (decision BETWEEN 0 AND 2),
  model_version text,
  schema_id     text,
  predicted_at  bigint,
  method        integer CHECK (method BETWEEN 0 AND 1),
  clip_count    integer CHECK (clip_count >= 1),
  CHECK ((path IS NULL) = (size_bytes IS NULL) AND (path IS NULL) = (modified_at IS NULL) AND (path IS NULL) = (content_hash IS NULL)
    AND (path IS NULL) = (duration_s IS NULL) AND (path IS NULL) = (sample_rate IS NULL) AND (path IS NULL) = (channels IS NULL)
    AND (path IS NULL) = (bitrate_kbps IS NULL)),
  CHECK ((label IS NULL) = (confidence IS NULL) AND (label IS NULL) = (p_happy IS NULL) AND (label IS NULL) = (p_sad IS NULL)
    AND (label IS NULL) = (p_angry IS NULL) AND (label IS NULL) = (p_relaxed IS NULL) AND (label IS NULL) = (decision IS NULL)
    AND (label IS NULL) = (model_version IS NULL) AND (label IS NULL) = (schema_id IS NULL) AND (label IS NULL) = (predicted_at IS NULL)
    AND (label IS NULL) = (method IS NULL) AND (label IS NULL) = (clip_count IS NULL))
);

-- Searches: each filter and each order has an index; a page is read along it from a key, never by skipping rows.
CREATE INDEX track_confidence ON track (confidence, track_id);
CREATE INDEX track_untagged   ON track (track_id) WHERE confidence IS NULL;
CREATE INDEX track_label      ON track (label, confidence, track_id);
CREATE INDEX track_decision   ON track (decision, confidence, track_id);
CREATE INDEX track_artist     ON track (text_key(artist), track_id) WHERE artist IS NOT NULL;
CREATE INDEX track_album      ON track (text_key(album), track_id)  WHERE album IS NOT NULL;
CREATE INDEX track_genre      ON track (text_key(genre), track_id)  WHERE genre IS NOT NULL;
CREATE INDEX track_year       ON track (year, track_id)   WHERE year IS NOT NULL;

CREATE TABLE clip
(
  track_id      text COLLATE "C" NOT NULL REFERENCES track (track_id) ON DELETE CASCADE,
  clip_index    integer NOT NULL CHECK (clip_index >= 0),
  start_s       double precision NOT NULL CHECK (start_s >= 0),
  duration_s    double precision NOT NULL CHECK (duration_s >= 0),
  label         integer CHECK (label BETWEEN 0 AND 3),
  confidence    double precision CHECK (confidence BETWEEN 0 AND 1),
  p_happy       double precision,
  p_sad         double precision,
  p_angry       double precision,
  p_relaxed     double precision,
  decision      integer CHECK (decision BETWEEN 0 AND 2),
  model_version text,
  schema_id     text,
  predicted_at  bigint,
  PRIMARY KEY (track_id, clip_index),
  CHECK ((label IS NULL) = (confidence IS NULL) AND (label IS NULL) = (p_happy IS NULL) AND (label IS NULL) = (p_sad IS NULL)
    AND (label IS NULL) = (p_angry IS NULL) AND (label IS NULL) = (p_relaxed IS NULL) AND (label IS NULL) = (decision IS NULL)
    AND (label IS NULL) = (model_version IS NULL) AND (label IS NULL) = (schema_id IS NULL) AND (label IS NULL) = (predicted_at IS NULL))
);

-- The feature cache: one row for a content under one schema and clip plan, and one for each of its clips. Lengths in the key are whole microseconds.
CREATE TABLE feature_set
(
  set_id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  content_hash   text NOT NULL,
  schema_id      text NOT NULL,
  clip_length_us bigint NOT NULL CHECK (clip_length_us > 0),
  clip_hop_us    bigint NOT NULL CHECK (clip_hop_us > 0),
  clip_count     integer NOT NULL CHECK (clip_count >= 0),
  path           text NOT NULL,
  size_bytes     bigint NOT NULL,
  modified_at    bigint NOT NULL,
  duration_s     double precision NOT NULL,
  sample_rate    integer NOT NULL,
  channels       integer NOT NULL,
  bitrate_kbps   double precision NOT NULL,
  stored_at      bigint NOT NULL,
  UNIQUE (content_hash, schema_id, clip_length_us, clip_hop_us)
);

CREATE TABLE feature_clip
(
  set_id     bigint NOT NULL REFERENCES feature_set (set_id) ON DELETE CASCADE,
  clip_index integer NOT NULL CHECK (clip_index >= 0),
  start_s    double precision NOT NULL,
  duration_s double precision NOT NULL,
  vector     bytea NOT NULL CHECK (octet_length(vector) % 4 = 0), -- float32, little-endian, in the schema's order
  PRIMARY KEY (set_id, clip_index)
);

-- Numbers do not get smaller by compression.
ALTER TABLE feature_clip ALTER COLUMN vector SET STORAGE EXTERNAL;

CREATE TABLE model_artefact
(
  version   text NOT NULL PRIMARY KEY,
  stored_at bigint NOT NULL,
  archive   bytea NOT NULL
);

ALTER TABLE model_artefact ALTER COLUMN archive SET STORAGE EXTERNAL;

CREATE TABLE backfill_job
(
  job_no         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- the order of acceptance; a clock may stand still or go back
  job_id         text NOT NULL UNIQUE,
  source         text NOT NULL,
  force          integer NOT NULL CHECK (force IN (0, 1)),
  dry_run        integer NOT NULL CHECK (dry_run IN (0, 1)),
  state          integer NOT NULL CHECK (state BETWEEN 0 AND 6),
  created_at     bigint NOT NULL,
  started_at     bigint,
  finished_at    bigint,
  error          text,
  listed         integer NOT NULL DEFAULT 0 CHECK (listed IN (0, 1)),
  next_number    bigint NOT NULL DEFAULT 0,
  next_chunk     bigint NOT NULL DEFAULT 0,
  listing_token  bigint NOT NULL DEFAULT 0,        -- rises with every claim: a fencing token
  listing_worker text,                               -- null: nobody holds it
  listing_until  bigint NOT NULL DEFAULT 0
);

CREATE INDEX backfill_job_state    ON backfill_job (state, job_no);
CREATE INDEX backfill_job_unlisted ON backfill_job (job_no) WHERE listed = 0;

-- Counters live on the chunk: each is changed by its lease's holder only, and a job's counts need no look at its items.
CREATE TABLE backfill_chunk
(
  job_no        bigint NOT NULL REFERENCES backfill_job (job_no) ON DELETE CASCADE,
  chunk_id      bigint NOT NULL,
  first_number  bigint NOT NULL,
  last_number   bigint NOT NULL CHECK (last_number >= first_number), -- a chunk's items are numbered without gaps
  tagged        integer NOT NULL DEFAULT 0 CHECK (tagged >= 0),
  unchanged     integer NOT NULL DEFAULT 0 CHECK (unchanged >= 0),
  failed        integer NOT NULL DEFAULT 0 CHECK (failed >= 0),
  planned       integer NOT NULL DEFAULT 0 CHECK (planned >= 0),
  audio_seconds double precision NOT NULL DEFAULT 0 CHECK (audio_seconds >= 0),
  complete      integer NOT NULL CHECK (complete IN (0, 1)),
  token         bigint NOT NULL DEFAULT 0,                           -- rises with every claim: a fencing token
  worker        text,                                                  -- null: nobody holds it
  lease_until   bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (job_no, chunk_id),
  CHECK (tagged + unchanged + failed + planned <= last_number - first_number + 1),
  CHECK ((complete = 1) = (tagged + unchanged + failed + planned = last_number - first_number + 1))
)
-- Leases change often and are no key: a row that fits into its page again leaves the indexes alone. Completed chunks leave the index of the open ones soon.
WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

CREATE INDEX backfill_chunk_open ON backfill_chunk (job_no, chunk_id) WHERE complete = 0;

CREATE TABLE backfill_item
(
  job_no   bigint NOT NULL REFERENCES backfill_job (job_no) ON DELETE CASCADE,
  number   bigint NOT NULL CHECK (number >= 0),
  item     text NOT NULL,
  path     text NOT NULL,
  track_id text COLLATE "C" NOT NULL,
  title    text,
  artist   text,
  album    text,
  source   text,
  genre    text,
  year     integer,
  state    integer NOT NULL CHECK (state BETWEEN 0 AND 4),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  error    text CHECK (error IS NULL OR state = 3),
  fault    integer NOT NULL DEFAULT 0 CHECK (fault BETWEEN 0 AND 2 AND (fault = 0 OR state = 3)), -- 1: a bad entry, 2: a track id that is taken
  PRIMARY KEY (job_no, number)
)
WITH (fillfactor = 85);

CREATE UNIQUE INDEX backfill_item_item  ON backfill_item (job_no, text_key(item));
CREATE UNIQUE INDEX backfill_item_track ON backfill_item (job_no, track_id) WHERE fault = 0;
