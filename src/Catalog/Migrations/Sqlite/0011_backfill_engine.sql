-- Work that ends its worker, jobs that go before others, and the facts that rates are measured from.

ALTER TABLE backfill_job ADD COLUMN priority INTEGER NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 9);
ALTER TABLE backfill_job ADD COLUMN rescore  INTEGER NOT NULL DEFAULT 0 CHECK (rescore IN (0, 1));

-- Listed in the same order.
DROP INDEX IF EXISTS backfill_job_unlisted;
CREATE INDEX backfill_job_unlisted ON backfill_job (priority DESC, job_no) WHERE listed = 0;

-- How often a lease on the chunk ran out with its worker gone, how often in a row with one item only, and the last item that was
-- handed out with the last lease.
ALTER TABLE backfill_chunk ADD COLUMN losses    INTEGER NOT NULL DEFAULT 0 CHECK (losses >= 0);
ALTER TABLE backfill_chunk ADD COLUMN alone     INTEGER NOT NULL DEFAULT 0 CHECK (alone >= 0);
ALTER TABLE backfill_chunk ADD COLUMN handed_to INTEGER;

-- Seconds that workers spent on items that they analysed, and when the last result came.
ALTER TABLE backfill_chunk ADD COLUMN busy_seconds REAL NOT NULL DEFAULT 0 CHECK (busy_seconds >= 0);
ALTER TABLE backfill_chunk ADD COLUMN worked_at    INTEGER;

CREATE INDEX backfill_chunk_held   ON backfill_chunk (job_no) WHERE worker IS NOT NULL;
CREATE INDEX backfill_chunk_worked ON backfill_chunk (job_no, worked_at) WHERE worked_at IS NOT NULL;
CREATE INDEX backfill_chunk_busy   ON backfill_chunk (worked_at) WHERE busy_seconds > 0;
