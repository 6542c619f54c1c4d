-- What listeners did with recommended tracks. There is no index here that counts of emotions are read from, as on SQLite: an entry must stay below a third of a
-- page, and artists, albums and genres may be longer. Counts scan the table, or search it by what they are filtered by.
-- Times are ticks of 100 ns since 1970-01-01 UTC.

-- Users are known by a hash only, salted with this; it never leaves the catalogue.
CREATE TABLE event_salt
(
  one  integer NOT NULL PRIMARY KEY CHECK (one = 1),
  salt bytea   NOT NULL CHECK (length(salt) = 32)
);

-- Two random UUIDs are 244 random bits.
INSERT INTO event_salt (one, salt) VALUES (1, decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

CREATE TABLE listening_event
(
  event_no    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- the order of acceptance; a clock may stand still or go back
  event_id    text COLLATE "C" NOT NULL UNIQUE,
  kind        integer NOT NULL CHECK (kind BETWEEN 0 AND 3),
  track_id    text COLLATE "C" NOT NULL,
  unit        bytea CHECK (length(unit) = 16),
  session     text COLLATE "C",
  at          bigint NOT NULL,
  position_s  double precision CHECK (position_s >= 0),
  duration_s  double precision CHECK (duration_s > 0),
  rating      double precision CHECK (rating BETWEEN 1 AND 5),
  experiment  text COLLATE "C",
  arm         text COLLATE "C",
  received_at bigint NOT NULL,
  CHECK ((kind = 3) = (rating IS NOT NULL)),
  CHECK ((experiment IS NULL) = (arm IS NULL))
);

CREATE INDEX listening_event_at      ON listening_event (at, event_no);
CREATE INDEX listening_event_session ON listening_event (session, track_id) WHERE session IS NOT NULL AND kind = 0;
CREATE INDEX listening_event_arm     ON listening_event (experiment, arm, unit) WHERE experiment IS NOT NULL AND unit IS NOT NULL;
