-- The first shape of the store.
--
-- Never edited once released: what changes later goes into the next number.
-- `seq` is the store's own number of a row and never leaves it; `id` is the opaque name the program gave.
-- Times are text, RFC 3339 in UTC with microseconds, all of one length: they sort as they are.
-- Records without columns of their own are JSON (records.py), with what is at its default left out.
-- Plain SQLite of 2020 is enough (no STRICT, no RETURNING): Python 3.11 still runs on 3.34.

-- Facts of the store itself: `sandbox` (yes or no, for ever), `created_at`.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at TEXT NOT NULL
);

CREATE TABLE runs (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    command TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    ending TEXT NOT NULL
);

-- Documents -----------------------------------------------------------------------------------------------------

CREATE TABLE collections (
    seq INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE documents (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL UNIQUE,
    collection INTEGER REFERENCES collections (seq),
    revision INTEGER REFERENCES revisions (seq)         -- the current one
);

CREATE TABLE revisions (
    seq INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (seq),
    digest TEXT NOT NULL,
    format TEXT NOT NULL,
    about TEXT NOT NULL,                                -- JSON: title, language, published, problems
    first_read_at TEXT NOT NULL,
    read_at TEXT NOT NULL
);
CREATE INDEX revisions_of_document ON revisions (document);

CREATE TABLE notes (
    revision INTEGER NOT NULL REFERENCES revisions (seq),
    position INTEGER NOT NULL,
    note TEXT NOT NULL,                                 -- JSON
    PRIMARY KEY (revision, position)
);

-- One row a citation, with the last revision it stands in. One that vanished is ended, not deleted.
CREATE TABLE citations (
    seq INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (seq),
    id TEXT NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (seq),
    note INTEGER NOT NULL,                              -- position of its note in the revision
    place INTEGER NOT NULL,                             -- order over the whole store, see documents.py
    work INTEGER REFERENCES works (seq),
    citation TEXT NOT NULL,                             -- JSON
    begun_at TEXT NOT NULL,
    ended_at TEXT,
    UNIQUE (document, id)
);
CREATE INDEX citations_of_revision ON citations (revision, place);
CREATE INDEX living_citations_of_work ON citations (work, place) WHERE ended_at IS NULL;

-- The sources of a citation's addresses, in the order of the addresses.
CREATE TABLE citation_sources (
    citation INTEGER NOT NULL REFERENCES citations (seq),
    position INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES sources (seq),
    PRIMARY KEY (citation, position)
) WITHOUT ROWID;
CREATE INDEX citations_of_source ON citation_sources (source);

-- Works and sources ---------------------------------------------------------------------------------------------

-- What is visited, copied and captured: an address without its fragment, and where it stands.
CREATE TABLE fetch_keys (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    next_visit TEXT NOT NULL DEFAULT '',                -- empty: never visited, so longest due
    last_check INTEGER REFERENCES checks (seq),
    standing TEXT,
    since TEXT,
    fingerprint TEXT NOT NULL DEFAULT '',               -- this and the next three: of the last full answer (2xx)
    body_digest TEXT NOT NULL DEFAULT '',
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT ''
);
CREATE INDEX fetch_keys_by_next_visit ON fetch_keys (next_visit, seq);

CREATE TABLE sources (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    comparison_key TEXT NOT NULL UNIQUE,
    fetch_key INTEGER NOT NULL REFERENCES fetch_keys (seq),
    added_at TEXT NOT NULL
);
CREATE INDEX sources_of_fetch_key ON sources (fetch_key);

-- Comparison keys a source had under an older rule.
CREATE TABLE source_aliases (
    comparison_key TEXT PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES sources (seq)
) WITHOUT ROWID;

CREATE TABLE works (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    item TEXT NOT NULL,                                 -- JSON
    added_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
);

-- Every cite key ever given, in small letters. Rows are never deleted: a key means one work for ever.
CREATE TABLE cite_keys (
    folded TEXT PRIMARY KEY,
    work_id TEXT NOT NULL,
    given_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE work_sources (
    work INTEGER NOT NULL REFERENCES works (seq),
    position INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES sources (seq),
    PRIMARY KEY (work, position)
) WITHOUT ROWID;
CREATE INDEX works_of_source ON work_sources (source);

-- What a work can be known by again: a DOI, an ISBN, a comparison key … Two works may share one.
CREATE TABLE work_identities (
    identity TEXT NOT NULL,
    work INTEGER NOT NULL REFERENCES works (seq),
    PRIMARY KEY (identity, work)
) WITHOUT ROWID;
CREATE INDEX identities_of_work ON work_identities (work);

-- The fields of an item that a person set.
CREATE TABLE corrections (
    work INTEGER NOT NULL REFERENCES works (seq),
    field TEXT NOT NULL,
    value TEXT NOT NULL,                                -- JSON
    made_at TEXT NOT NULL,
    PRIMARY KEY (work, field)
);

-- Checks and copies ---------------------------------------------------------------------------------------------

-- Equal consecutive checks (verdict, status, final address, reason code) are one row.
CREATE TABLE checks (
    seq INTEGER PRIMARY KEY,
    fetch_key INTEGER NOT NULL REFERENCES fetch_keys (seq),
    verdict TEXT NOT NULL,
    confidence REAL NOT NULL,
    reason_code TEXT NOT NULL,
    reason_arguments TEXT NOT NULL,                     -- JSON, of the last check
    status INTEGER,
    final_url TEXT NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    times INTEGER NOT NULL,
    days INTEGER NOT NULL,                              -- different days (UTC) among them
    facts TEXT NOT NULL                                 -- JSON, of the last check: hops, failure
);
CREATE INDEX checks_of_fetch_key ON checks (fetch_key, first_at);

-- Local WARC records.
CREATE TABLE copies (
    seq INTEGER PRIMARY KEY,
    fetch_key INTEGER NOT NULL REFERENCES fetch_keys (seq),
    record_id TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    start INTEGER NOT NULL,                             -- offset into the file, in bytes
    payload_digest TEXT NOT NULL,
    truncated TEXT NOT NULL,
    kept_at TEXT NOT NULL
);
CREATE INDEX copies_of_fetch_key ON copies (fetch_key);

-- Captures ------------------------------------------------------------------------------------------------------

-- Whose captures these are: a short digest of an access key, never the key.
CREATE TABLE accounts (
    seq INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    first_used_at TEXT NOT NULL
);

CREATE TABLE snapshots (
    seq INTEGER PRIMARY KEY,
    fetch_key INTEGER NOT NULL REFERENCES fetch_keys (seq),
    uri TEXT NOT NULL,
    original TEXT NOT NULL,
    taken_at TEXT,
    archive TEXT NOT NULL,
    origin TEXT NOT NULL,
    shows TEXT NOT NULL,
    confirmed_at TEXT,
    UNIQUE (fetch_key, uri)
);

CREATE TABLE captures (
    seq INTEGER PRIMARY KEY,                            -- the highest of a fetch key is its latest
    id TEXT NOT NULL UNIQUE,
    fetch_key INTEGER NOT NULL REFERENCES fetch_keys (seq),
    source INTEGER NOT NULL REFERENCES sources (seq),
    state TEXT NOT NULL,
    reason TEXT,                                        -- JSON
    ticket TEXT,                                        -- JSON
    account INTEGER REFERENCES accounts (seq),
    attempts INTEGER NOT NULL,
    sent_at TEXT,
    next_try TEXT,
    snapshot INTEGER REFERENCES snapshots (seq),
    begun_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
);
CREATE INDEX captures_of_fetch_key ON captures (fetch_key, seq);
CREATE INDEX captures_by_state ON captures (state, fetch_key, seq);
CREATE INDEX captures_of_snapshot ON captures (snapshot);

-- People --------------------------------------------------------------------------------------------------------

CREATE TABLE decisions (
    seq INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES sources (seq),
    kind TEXT NOT NULL,
    made_at TEXT NOT NULL,
    because TEXT NOT NULL,
    until TEXT,
    replacement TEXT,
    UNIQUE (source, kind)
);

-- All agreements ever given; the newest counts.
CREATE TABLE consents (
    seq INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (seq),
    given_at TEXT NOT NULL,
    how TEXT NOT NULL
);
CREATE INDEX consents_of_document ON consents (document, given_at);
