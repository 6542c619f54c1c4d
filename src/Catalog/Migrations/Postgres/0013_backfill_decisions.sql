-- How the tagged tracks of a job were decided upon. Jobs of before count none.
ALTER TABLE backfill_chunk ADD COLUMN accepted    integer NOT NULL DEFAULT 0 CHECK (accepted >= 0);
ALTER TABLE backfill_chunk ADD COLUMN top_two     integer NOT NULL DEFAULT 0 CHECK (top_two >= 0);
ALTER TABLE backfill_chunk ADD COLUMN left_review integer NOT NULL DEFAULT 0 CHECK (left_review >= 0);
