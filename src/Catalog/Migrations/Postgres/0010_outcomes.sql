-- Outcomes of experiments are joined from the events that name them.
CREATE INDEX listening_event_experiment ON listening_event (experiment, at) WHERE experiment IS NOT NULL;
