-- Feedback on predictions, the labels that it comes to, and the queue of what a person should listen to.
-- Stretches are whole microseconds; a length of 0 stands for the whole track.

-- No row is ever deleted, and none goes with its track: what an author took back is marked.
CREATE TABLE feedback
(
  feedback_no   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- the order of acceptance; a clock may stand still or go back
  feedback_id   text NOT NULL UNIQUE,
  track_id      text COLLATE "C" NOT NULL,
  clip_index    integer CHECK (clip_index >= 0),
  start_us      bigint NOT NULL CHECK (start_us >= 0),
  duration_us   bigint NOT NULL CHECK (duration_us >= 0),
  author        text NOT NULL,
  kind          integer NOT NULL CHECK (kind BETWEEN 0 AND 2),
  verdict       integer NOT NULL CHECK (verdict BETWEEN 0 AND 1),
  emotion       integer CHECK (emotion BETWEEN 0 AND 3),
  -- The prediction that it is about.
  label         integer NOT NULL CHECK (label BETWEEN 0 AND 3),
  confidence    double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  model_version text NOT NULL,
  schema_id     text NOT NULL,
  predicted_at  bigint NOT NULL,
  content_hash  text,
  created_at    bigint NOT NULL,
  undone_at     bigint,
  CHECK ((clip_index IS NULL) = (duration_us = 0)),
  CHECK (verdict <> 0 OR (emotion IS NOT NULL AND emotion = label)),
  CHECK (verdict <> 1 OR emotion IS NULL OR emotion <> label)
);

CREATE INDEX feedback_track  ON feedback (track_id, feedback_no);
CREATE INDEX feedback_author ON feedback (author, feedback_no);

-- What standing feedback on one stretch comes to; no row where it does not decide.
CREATE TABLE label
(
  track_id    text COLLATE "C" NOT NULL,
  start_us    bigint NOT NULL CHECK (start_us >= 0),
  duration_us bigint NOT NULL CHECK (duration_us >= 0),
  clip_index  integer CHECK (clip_index >= 0),
  emotion     integer NOT NULL CHECK (emotion BETWEEN 0 AND 3),
  weight      double precision NOT NULL,
  total       double precision NOT NULL,
  voters      integer NOT NULL CHECK (voters >= 1),
  resolved_at bigint NOT NULL,
  PRIMARY KEY (track_id, start_us, duration_us)
);

-- A track's place in the queue; score is null while it is not in it: labelled, untagged, or sure and contradicted by nobody.
CREATE TABLE review_entry
(
  track_id     text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES track (track_id) ON DELETE CASCADE,
  disagreement double precision NOT NULL DEFAULT 0 CHECK (disagreement BETWEEN 0 AND 1),
  plays        bigint NOT NULL DEFAULT 0 CHECK (plays >= 0),
  score        double precision CHECK (score BETWEEN 0 AND 1)
);

CREATE INDEX review_entry_score ON review_entry (score DESC, track_id) WHERE score IS NOT NULL;
