-- What is known of jobs that are done says nothing of one that has just begun: with statistics the planner takes it for a single item, any index that begins with the job looks
-- as good as the right one, and every question about some items reads all of them. Without, it takes a job for a two-hundredth of the table.
ALTER TABLE backfill_item ALTER COLUMN job_no SET STATISTICS 0;
