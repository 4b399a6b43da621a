-- One row a turn. Nothing tells who asked, or when on that day.
CREATE TABLE turn (
  day     TEXT NOT NULL,     -- 2026-11-23
  version TEXT NOT NULL,
  kind    TEXT NOT NULL,
  reason  TEXT,
  intents TEXT NOT NULL,     -- ids with a blank between them
  band    INTEGER NOT NULL,
  helpful INTEGER,
  text    TEXT               -- masked, and sealed where a key is set
);
CREATE INDEX turn_day ON turn (day);
