-- What a source showed when it was first seen well, and how sites say that a page is not there.

-- JSON of the text that later visits are compared with: fingerprint, digest, title, time. Empty until it was seen.
ALTER TABLE fetch_keys ADD COLUMN cited_text TEXT NOT NULL DEFAULT '';

-- What a site answers to an address in a folder that cannot exist. Asked again when it is a month old.
CREATE TABLE site_answers (
    folder TEXT PRIMARY KEY,                            -- host and folder, numbers in it alike
    answer TEXT NOT NULL,                               -- JSON
    asked_at TEXT NOT NULL
) WITHOUT ROWID;
