-- What listeners did with recommended tracks, and an index that counts of emotions are read from.
-- Times are ticks of 100 ns since 1970-01-01 UTC.

-- Users are known by a hash only, salted with this; it never leaves the catalogue.
CREATE TABLE event_salt
(
  one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  salt BLOB    NOT NULL CHECK (length(salt) = 32)
) STRICT;

INSERT INTO event_salt (one, salt) VALUES (1, randomblob(32));

CREATE TABLE listening_event
(
  event_no    INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of acceptance; a clock may stand still or go back
  event_id    TEXT    NOT NULL UNIQUE,
  kind        INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),
  track_id    TEXT    NOT NULL,
  unit        BLOB    CHECK (length(unit) = 16),
  session     TEXT,
  at          INTEGER NOT NULL,
  position_s  REAL    CHECK (position_s >= 0),
  duration_s  REAL    CHECK (duration_s > 0),
  rating      REAL    CHECK (rating BETWEEN 1 AND 5),
  experiment  TEXT,
  arm         TEXT,
  received_at INTEGER NOT NULL,
  CHECK ((kind = 3) = (rating IS NOT NULL)),
  CHECK ((experiment IS NULL) = (arm IS NULL))
) STRICT;

CREATE INDEX listening_event_at      ON listening_event (at, event_no);
CREATE INDEX listening_event_session ON listening_event (session, track_id) WHERE session IS NOT NULL AND kind = 0;
CREATE INDEX listening_event_arm     ON listening_event (experiment, arm, unit) WHERE experiment IS NOT NULL AND unit IS NOT NULL;

-- All that counts of emotions need: they scan this and never the rows.
CREATE INDEX track_stats ON track (genre, artist, album, year, label, decision, confidence, clip_count);
