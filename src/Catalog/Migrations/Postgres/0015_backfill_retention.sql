-- What chunks of old jobs had counted when they were deleted: counts stay true for ever, rows do not.
ALTER TABLE backfill_job ADD COLUMN swept_items          bigint NOT NULL DEFAULT 0 CHECK (swept_items >= 0);
ALTER TABLE backfill_job ADD COLUMN swept_tagged         bigint NOT NULL DEFAULT 0 CHECK (swept_tagged >= 0);
ALTER TABLE backfill_job ADD COLUMN swept_unchanged      bigint NOT NULL DEFAULT 0 CHECK (swept_unchanged >= 0);
ALTER TABLE backfill_job ADD COLUMN swept_out_of_domain  bigint NOT NULL DEFAULT 0 CHECK (swept_out_of_domain >= 0);
ALTER TABLE backfill_job ADD COLUMN swept_accepted       bigint NOT NULL DEFAULT 0 CHECK (swept_accepted >= 0);
ALTER TABLE backfill_job ADD COLUMN swept_top_two        bigint NOT NULL DEFAULT 0 CHECK (swept_top_two >= 0);
ALTER TABLE backfill_job ADD COLUMN swept_left_review    bigint NOT NULL DEFAULT 0 CHECK (swept_left_review >= 0);
ALTER TABLE backfill_job ADD COLUMN swept_audio_seconds  double precision NOT NULL DEFAULT 0 CHECK (swept_audio_seconds >= 0);

CREATE INDEX backfill_job_finished ON backfill_job (finished_at) WHERE finished_at IS NOT NULL;
