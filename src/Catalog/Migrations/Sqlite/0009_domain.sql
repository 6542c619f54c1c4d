-- Why a prediction is left to review where it is not its probabilities alone, and how many tracks of a job are for being out of the model's domain.

ALTER TABLE track ADD COLUMN review_reason INTEGER CHECK (review_reason = 0);
ALTER TABLE clip  ADD COLUMN review_reason INTEGER CHECK (review_reason = 0);

ALTER TABLE backfill_chunk ADD COLUMN out_of_domain INTEGER NOT NULL DEFAULT 0 CHECK (out_of_domain >= 0);
