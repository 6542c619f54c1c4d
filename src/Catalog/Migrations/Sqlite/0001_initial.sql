-- The catalogue: tracks, clips, cached features, model artefacts, backfills.
-- Times are ticks of 100 ns since 1970-01-01 UTC: a file's time must come back exactly as it was read. Enum numbers are those of the C# enums and never move.

CREATE TABLE track
(
  track_id      TEXT    NOT NULL PRIMARY KEY,
  version       INTEGER NOT NULL CHECK (version >= 1),
  title         TEXT,
  artist        TEXT,
  album         TEXT,
  source        TEXT,
  genre         TEXT,
  year          INTEGER,
  -- The audio, as it was when it was last analysed; all or nothing.
  path          TEXT,
  size_bytes    INTEGER,
  modified_at   INTEGER,
  content_hash  TEXT,
  duration_s    REAL,
  sample_rate   INTEGER,
  channels      INTEGER,
  bitrate_kbps  REAL,
  -- The emotion over the whole track; all or nothing.
  label         INTEGER CHECK (label BETWEEN 0 AND 3),
  confidence    REAL    CHECK (confidence BETWEEN 0 AND 1),
  p_happy       REAL,
  p_sad         REAL,
  p_angry       REAL,
  p_relaxed     REAL,
  decision      INTEGER CHECK (decision BETWEEN 0 AND 2),
  model_version TEXT,
  schema_id     TEXT,
  predicted_at  INTEGER,
  method        INTEGER CHECK (method BETWEEN 0 AND 1),
  clip_count    INTEGER CHECK (clip_count >= 1),
  CHECK ((path IS NULL) = (size_bytes IS NULL) AND (path IS NULL) = (modified_at IS NULL) AND (path IS NULL) = (content_hash IS NULL)
    AND (path IS NULL) = (duration_s IS NULL) AND (path IS NULL) = (sample_rate IS NULL) AND (path IS NULL) = (channels IS NULL)
    AND (path IS NULL) = (bitrate_kbps IS NULL)),
  CHECK ((label IS NULL) = (confidence IS NULL) AND (label IS NULL) = (p_happy IS NULL) AND (label IS NULL) = (p_sad IS NULL)
    AND (label IS NULL) = (p_angry IS NULL) AND (label IS NULL) = (p_relaxed IS NULL) AND (label IS NULL) = (decision IS NULL)
    AND (label IS NULL) = (model_version IS NULL) AND (label IS NULL) = (schema_id IS NULL) AND (label IS NULL) = (predicted_at IS NULL)
    AND (label IS NULL) = (method IS NULL) AND (label IS NULL) = (clip_count IS NULL))
) STRICT, WITHOUT ROWID;

-- Searches: each filter and each order has an index; a page is read along it from a key, never by skipping rows.
CREATE INDEX track_confidence ON track (confidence, track_id);
CREATE INDEX track_label      ON track (label, confidence, track_id);
CREATE INDEX track_decision   ON track (decision, confidence, track_id);
CREATE INDEX track_artist     ON track (artist, track_id) WHERE artist IS NOT NULL;
CREATE INDEX track_album      ON track (album, track_id)  WHERE album IS NOT NULL;
CREATE INDEX track_genre      ON track (genre, track_id)  WHERE genre IS NOT NULL;
CREATE INDEX track_year       ON track (year, track_id)   WHERE year IS NOT NULL;

CREATE TABLE clip
(
  track_id      TEXT    NOT NULL REFERENCES track (track_id) ON DELETE CASCADE,
  clip_index    INTEGER NOT NULL CHECK (clip_index >= 0),
  start_s       REAL    NOT NULL CHECK (start_s >= 0),
  duration_s    REAL    NOT NULL CHECK (duration_s >= 0),
  label         INTEGER CHECK (label BETWEEN 0 AND 3),
  confidence    REAL    CHECK (confidence BETWEEN 0 AND 1),
  p_happy       REAL,
  p_sad         REAL,
  p_angry       REAL,
  p_relaxed     REAL,
  decision      INTEGER CHECK (decision BETWEEN 0 AND 2),
  model_version TEXT,
  schema_id     TEXT,
  predicted_at  INTEGER,
  PRIMARY KEY (track_id, clip_index),
  CHECK ((label IS NULL) = (confidence IS NULL) AND (label IS NULL) = (p_happy IS NULL) AND (label IS NULL) = (p_sad IS NULL)
    AND (label IS NULL) = (p_angry IS NULL) AND (label IS NULL) = (p_relaxed IS NULL) AND (label IS NULL) = (decision IS NULL)
    AND (label IS NULL) = (model_version IS NULL) AND (label IS NULL) = (schema_id IS NULL) AND (label IS NULL) = (predicted_at IS NULL))
) STRICT, WITHOUT ROWID;

-- The feature cache: one row for a content under one schema and clip plan, and one for each of its clips. Lengths in the key are whole microseconds.
CREATE TABLE feature_set
(
  set_id         INTEGER PRIMARY KEY,
  content_hash   TEXT    NOT NULL,
  schema_id      TEXT    NOT NULL,
  clip_length_us INTEGER NOT NULL CHECK (clip_length_us > 0),
  clip_hop_us    INTEGER NOT NULL CHECK (clip_hop_us > 0),
  clip_count     INTEGER NOT NULL CHECK (clip_count >= 0),
  path           TEXT    NOT NULL,
  size_bytes     INTEGER NOT NULL,
  modified_at    INTEGER NOT NULL,
  duration_s     REAL    NOT NULL,
  sample_rate    INTEGER NOT NULL,
  channels       INTEGER NOT NULL,
  bitrate_kbps   REAL    NOT NULL,
  stored_at      INTEGER NOT NULL,
  UNIQUE (content_hash, schema_id, clip_length_us, clip_hop_us)
) STRICT;

-- A table with row ids: its rows are over a kilobyte, and those of a table without row ids would spill into pages of their own.
CREATE TABLE feature_clip
(
  set_id     INTEGER NOT NULL REFERENCES feature_set (set_id) ON DELETE CASCADE,
  clip_index INTEGER NOT NULL CHECK (clip_index >= 0),
  start_s    REAL    NOT NULL,
  duration_s REAL    NOT NULL,
  vector     BLOB    NOT NULL CHECK (length(vector) % 4 = 0), -- float32, little-endian, in the schema's order
  PRIMARY KEY (set_id, clip_index)
) STRICT;

CREATE TABLE model_artefact
(
  version   TEXT    NOT NULL PRIMARY KEY,
  stored_at INTEGER NOT NULL,
  archive   BLOB    NOT NULL
) STRICT;

CREATE TABLE backfill_job
(
  job_no         INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of acceptance; a clock may stand still or go back
  job_id         TEXT    NOT NULL UNIQUE,
  source         TEXT    NOT NULL,
  force          INTEGER NOT NULL CHECK (force IN (0, 1)),
  dry_run        INTEGER NOT NULL CHECK (dry_run IN (0, 1)),
  state          INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
  created_at     INTEGER NOT NULL,
  started_at     INTEGER,
  finished_at    INTEGER,
  error          TEXT,
  listed         INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1)),
  next_number    INTEGER NOT NULL DEFAULT 0,
  next_chunk     INTEGER NOT NULL DEFAULT 0,
  listing_token  INTEGER NOT NULL DEFAULT 0,        -- rises with every claim: a fencing token
  listing_worker TEXT,                              -- null: nobody holds it
  listing_until  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX backfill_job_state    ON backfill_job (state, job_no);
CREATE INDEX backfill_job_unlisted ON backfill_job (job_no) WHERE listed = 0;

-- Counters live on the chunk: each is changed by its lease's holder only, and a job's counts need no look at its items.
CREATE TABLE backfill_chunk
(
  job_no        INTEGER NOT NULL REFERENCES backfill_job (job_no) ON DELETE CASCADE,
  chunk_id      INTEGER NOT NULL,
  first_number  INTEGER NOT NULL,
  last_number   INTEGER NOT NULL CHECK (last_number >= first_number), -- a chunk's items are numbered without gaps
  tagged        INTEGER NOT NULL DEFAULT 0 CHECK (tagged >= 0),
  unchanged     INTEGER NOT NULL DEFAULT 0 CHECK (unchanged >= 0),
  failed        INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0),
  planned       INTEGER NOT NULL DEFAULT 0 CHECK (planned >= 0),
  audio_seconds REAL    NOT NULL DEFAULT 0 CHECK (audio_seconds >= 0),
  complete      INTEGER NOT NULL CHECK (complete IN (0, 1)),
  token         INTEGER NOT NULL DEFAULT 0,                           -- rises with every claim: a fencing token
  worker        TEXT,                                                 -- null: nobody holds it
  lease_until   INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (job_no, chunk_id),
  CHECK (tagged + unchanged + failed + planned <= last_number - first_number + 1),
  CHECK (complete = (tagged + unchanged + failed + planned = last_number - first_number + 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX backfill_chunk_open ON backfill_chunk (job_no, chunk_id) WHERE complete = 0;

CREATE TABLE backfill_item
(
  job_no   INTEGER NOT NULL REFERENCES backfill_job (job_no) ON DELETE CASCADE,
  number   INTEGER NOT NULL CHECK (number >= 0),
  item     TEXT    NOT NULL,
  path     TEXT    NOT NULL,
  track_id TEXT    NOT NULL,
  title    TEXT,
  artist   TEXT,
  album    TEXT,
  source   TEXT,
  genre    TEXT,
  year     INTEGER,
  state    INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  error    TEXT    CHECK (error IS NULL OR state = 3),
  fault    INTEGER NOT NULL DEFAULT 0 CHECK (fault BETWEEN 0 AND 2 AND (fault = 0 OR state = 3)), -- 1: a bad entry, 2: a track id that is taken
  PRIMARY KEY (job_no, number),
  UNIQUE (job_no, item)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX backfill_item_track ON backfill_item (job_no, track_id) WHERE fault = 0;
