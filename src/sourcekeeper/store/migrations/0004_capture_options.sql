-- What a person wants of a capture besides the page, and where the archive put its picture of it.

ALTER TABLE captures ADD COLUMN options TEXT NOT NULL DEFAULT '{}';  -- JSON
ALTER TABLE snapshots ADD COLUMN screenshot TEXT NOT NULL DEFAULT '';
