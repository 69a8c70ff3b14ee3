-- What the page at an address says of itself, as last read while the address showed what was cited. Kept apart from
-- the item of the work, which is what the notes say: joined when a bibliography is written, so that both stay known.
CREATE TABLE page_items (
    fetch_key INTEGER PRIMARY KEY REFERENCES fetch_keys (seq),
    item TEXT NOT NULL,                                 -- JSON
    read_at TEXT NOT NULL
);
