-- Backfills that run again and again, what those that watch a source have seen there, and which jobs are runs of one.

ALTER TABLE backfill_job ADD COLUMN schedule_id  TEXT;
ALTER TABLE backfill_job ADD COLUMN changes_only INTEGER NOT NULL DEFAULT 0 CHECK (changes_only IN (0, 1));

CREATE TABLE backfill_schedule
(
  schedule_no   INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of acceptance
  schedule_id   TEXT NOT NULL UNIQUE,
  source        TEXT NOT NULL,
  force         INTEGER NOT NULL CHECK (force IN (0, 1)),
  priority      INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 9),
  rescore       INTEGER NOT NULL CHECK (rescore IN (0, 1)),
  every         INTEGER,                                          -- lengths are ticks of 100 ns, as times are
  watch_every   INTEGER,
  window_start  INTEGER NOT NULL,                                 -- since midnight
  window_end    INTEGER NOT NULL,
  time_zone     TEXT NOT NULL,
  state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
  created_at    INTEGER NOT NULL,
  runs          INTEGER NOT NULL CHECK (runs >= 0),
  job_id        TEXT,
  changes_only  INTEGER NOT NULL CHECK (changes_only IN (0, 1)),
  full_due_at   INTEGER,
  watched_at    INTEGER,
  problem       TEXT,
  version       INTEGER NOT NULL CHECK (version >= 1),
  CHECK (every IS NOT NULL OR watch_every IS NOT NULL)
) STRICT;

CREATE TABLE backfill_seen
(
  schedule_no INTEGER NOT NULL REFERENCES backfill_schedule (schedule_no) ON DELETE CASCADE,
  item_key    TEXT    NOT NULL, -- SHA-256 of the item's name: names may be longer than a key
  size_bytes  INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  PRIMARY KEY (schedule_no, item_key)
) STRICT, WITHOUT ROWID;
