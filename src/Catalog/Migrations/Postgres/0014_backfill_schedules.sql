-- Backfills that run again and again, what those that watch a source have seen there, and which jobs are runs of one.

ALTER TABLE backfill_job ADD COLUMN schedule_id  text;
ALTER TABLE backfill_job ADD COLUMN changes_only integer NOT NULL DEFAULT 0 CHECK (changes_only IN (0, 1));

CREATE TABLE backfill_schedule
(
  schedule_no   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- the order of acceptance
  schedule_id   text NOT NULL UNIQUE,
  source        text NOT NULL,
  force         integer NOT NULL CHECK (force IN (0, 1)),
  priority      integer NOT NULL CHECK (priority BETWEEN 0 AND 9),
  rescore       integer NOT NULL CHECK (rescore IN (0, 1)),
  every         bigint,                                          -- lengths are ticks of 100 ns, as times are
  watch_every   bigint,
  window_start  bigint NOT NULL,                                 -- since midnight
  window_end    bigint NOT NULL,
  time_zone     text NOT NULL,
  state         integer NOT NULL CHECK (state BETWEEN 0 AND 2),
  created_at    bigint NOT NULL,
  runs          bigint NOT NULL CHECK (runs >= 0),
  job_id        text,
  changes_only  integer NOT NULL CHECK (changes_only IN (0, 1)),
  full_due_at   bigint,
  watched_at    bigint,
  problem       text,
  version       bigint NOT NULL CHECK (version >= 1),
  CHECK (every IS NOT NULL OR watch_every IS NOT NULL)
);

CREATE TABLE backfill_seen
(
  schedule_no bigint NOT NULL REFERENCES backfill_schedule (schedule_no) ON DELETE CASCADE,
  item_key    text COLLATE "C" NOT NULL, -- SHA-256 of the item's name: names may be longer than a key
  size_bytes  bigint NOT NULL,
  modified_at bigint NOT NULL,
  PRIMARY KEY (schedule_no, item_key)
);

-- As with the items of jobs: what is known of other schedules says nothing of a new one.
ALTER TABLE backfill_seen ALTER COLUMN schedule_no SET STATISTICS 0;
