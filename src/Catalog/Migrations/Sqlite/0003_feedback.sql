-- Feedback on predictions, the labels that it comes to, and the queue of what a person should listen to.
-- Stretches are whole microseconds; a length of 0 stands for the whole track.

-- No row is ever deleted, and none goes with its track: what an author took back is marked.
CREATE TABLE feedback
(
  feedback_no   INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of acceptance; a clock may stand still or go back
  feedback_id   TEXT    NOT NULL UNIQUE,
  track_id      TEXT    NOT NULL,
  clip_index    INTEGER CHECK (clip_index >= 0),
  start_us      INTEGER NOT NULL CHECK (start_us >= 0),
  duration_us   INTEGER NOT NULL CHECK (duration_us >= 0),
  author        TEXT    NOT NULL,
  kind          INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
  verdict       INTEGER NOT NULL CHECK (verdict BETWEEN 0 AND 1),
  emotion       INTEGER CHECK (emotion BETWEEN 0 AND 3),
  -- The prediction that it is about.
  label         INTEGER NOT NULL CHECK (label BETWEEN 0 AND 3),
  confidence    REAL    NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  model_version TEXT    NOT NULL,
  schema_id     TEXT    NOT NULL,
  predicted_at  INTEGER NOT NULL,
  content_hash  TEXT,
  created_at    INTEGER NOT NULL,
  undone_at     INTEGER,
  CHECK ((clip_index IS NULL) = (duration_us = 0)),
  CHECK (verdict <> 0 OR (emotion IS NOT NULL AND emotion = label)),
  CHECK (verdict <> 1 OR emotion IS NULL OR emotion <> label)
) STRICT;

CREATE INDEX feedback_track  ON feedback (track_id, feedback_no);
CREATE INDEX feedback_author ON feedback (author, feedback_no);

-- What standing feedback on one stretch comes to; no row where it does not decide.
CREATE TABLE label
(
  track_id    TEXT    NOT NULL,
  start_us    INTEGER NOT NULL CHECK (start_us >= 0),
  duration_us INTEGER NOT NULL CHECK (duration_us >= 0),
  clip_index  INTEGER CHECK (clip_index >= 0),
  emotion     INTEGER NOT NULL CHECK (emotion BETWEEN 0 AND 3),
  weight      REAL    NOT NULL,
  total       REAL    NOT NULL,
  voters      INTEGER NOT NULL CHECK (voters >= 1),
  resolved_at INTEGER NOT NULL,
  PRIMARY KEY (track_id, start_us, duration_us)
) STRICT, WITHOUT ROWID;

-- A track's place in the queue; score is null while it is not in it: labelled, untagged, or sure and contradicted by nobody.
CREATE TABLE review_entry
(
  track_id     TEXT    NOT NULL PRIMARY KEY REFERENCES track (track_id) ON DELETE CASCADE,
  disagreement REAL    NOT NULL DEFAULT 0 CHECK (disagreement BETWEEN 0 AND 1),
  plays        INTEGER NOT NULL DEFAULT 0 CHECK (plays >= 0),
  score        REAL    CHECK (score BETWEEN 0 AND 1)
) STRICT, WITHOUT ROWID;

CREATE INDEX review_entry_score ON review_entry (score DESC, track_id) WHERE score IS NOT NULL;

-- Tracks that are tagged already, scored as every later write scores them. The second of four is the greatest of the lesser ones of all pairs.
INSERT INTO review_entry (track_id, score)
SELECT track_id, 0.4 * CASE decision WHEN 2 THEN 1.0 ELSE 0.5 END + 0.15 * (1 - MAX(0.0, MIN(1.0, MAX(p_happy, p_sad, p_angry, p_relaxed) - MAX(
    MIN(p_happy, p_sad), MIN(p_happy, p_angry), MIN(p_happy, p_relaxed), MIN(p_sad, p_angry), MIN(p_sad, p_relaxed), MIN(p_angry, p_relaxed)))))
FROM track WHERE decision IN (1, 2);
