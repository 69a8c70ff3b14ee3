-- A store of shape 9 with a little of everything, as SQL text. Never edited.
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE accounts (
    seq INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    first_used_at TEXT NOT NULL
);
INSERT INTO "accounts" VALUES(1,'0a1b','2026-03-01T12:00:00.000000Z');
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
, options TEXT NOT NULL DEFAULT '{}');
INSERT INTO "captures" VALUES(1,'k',1,1,'archived','{"code":"same-snapshot","arguments":[["age","3 h"]]}','{"job_id":"j","url":"https://example.org/a","submitted_at":"2026-03-01T12:00:00.000000Z","poll_after_microseconds":0}',1,0,NULL,NULL,1,'2026-03-01T12:00:00.000000Z','2026-03-01T12:00:00.000000Z','{"screenshot":true}');
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
INSERT INTO "checks" VALUES(1,1,'alive',0.9,'http-200','[]',200,'https://example.org/a','2026-03-01T12:00:00.000000Z','2026-03-02T12:00:00.000000Z',2,2,'{}');
INSERT INTO "checks" VALUES(2,1,'gone',0.9,'http-200','[]',200,'https://example.org/a','2026-03-03T12:00:00.000000Z','2026-03-03T12:00:00.000000Z',1,1,'{}');
CREATE TABLE citation_sources (
    citation INTEGER NOT NULL REFERENCES citations (seq),
    position INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES sources (seq),
    PRIMARY KEY (citation, position)
) WITHOUT ROWID;
INSERT INTO "citation_sources" VALUES(2,0,1);
INSERT INTO "citation_sources" VALUES(2,1,2);
INSERT INTO "citation_sources" VALUES(1,0,3);
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
INSERT INTO "citations" VALUES(1,1,'c0',1,0,274877906944,2,'{"text":"Citation c0"}','2026-03-01T12:00:00.000000Z','2026-03-02T12:00:00.000000Z');
INSERT INTO "citations" VALUES(2,1,'c1',2,0,274877906944,1,'{"text":"Citation c1"}','2026-03-02T12:00:00.000000Z',NULL);
CREATE TABLE cite_keys (
    folded TEXT PRIMARY KEY,
    work_id TEXT NOT NULL,
    given_at TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "cite_keys" VALUES('autre','work-autre','2026-03-01T12:00:00.000000Z');
INSERT INTO "cite_keys" VALUES('old','work-old','2026-03-01T12:00:00.000000Z');
INSERT INTO "cite_keys" VALUES('tour2020','w','2026-03-01T12:00:00.000000Z');
INSERT INTO "cite_keys" VALUES('tourabis','work-tourabis','2026-03-01T12:00:00.000000Z');
CREATE TABLE collections (
    seq INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
INSERT INTO "collections" VALUES(1,'lettres');
CREATE TABLE consents (
    seq INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (seq),
    given_at TEXT NOT NULL,
    how TEXT NOT NULL
);
INSERT INTO "consents" VALUES(1,1,'2026-03-01T12:00:00.000000Z','asked');
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
INSERT INTO "copies" VALUES(1,1,'urn:uuid:1','1.warc.gz',12,'sha1:X','','2026-03-01T12:00:00.000000Z');
CREATE TABLE corrections (
    work INTEGER NOT NULL REFERENCES works (seq),
    field TEXT NOT NULL,
    value TEXT NOT NULL,                                -- JSON
    made_at TEXT NOT NULL, because TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (work, field)
);
INSERT INTO "corrections" VALUES(1,'title','{"value":"Juste","origin":"person"}','2026-03-01T12:00:00.000000Z','');
INSERT INTO "corrections" VALUES(1,'publisher','{"value":"Seuil","origin":"person"}','2026-03-01T12:00:00.000000Z','page de titre');
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
INSERT INTO "decisions" VALUES(1,1,'ignore','2026-03-01T12:00:00.000000Z','vu',NULL,NULL);
CREATE TABLE documents (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL UNIQUE,
    collection INTEGER REFERENCES collections (seq),
    revision INTEGER REFERENCES revisions (seq)         -- the current one
);
INSERT INTO "documents" VALUES(1,'d','/lettre.md',1,2);
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
, cited_text TEXT NOT NULL DEFAULT '', host TEXT NOT NULL DEFAULT '');
INSERT INTO "fetch_keys" VALUES(1,'https://example.org/a','2026-03-10T12:00:00.000000Z',2,'ok','2026-03-03T12:00:00.000000Z','','','','','{"at":"2026-03-01T12:00:00.000000Z","title":"Été"}','example.org');
INSERT INTO "fetch_keys" VALUES(2,'https://example.org/b','',NULL,NULL,NULL,'','','','','','example.org');
INSERT INTO "fetch_keys" VALUES(3,'https://example.org/c','',NULL,NULL,NULL,'','','','','','example.org');
CREATE TABLE forgotten (
    key_digest TEXT PRIMARY KEY,
    forgotten_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE lost_identities (
    work INTEGER NOT NULL REFERENCES works (seq),
    identity TEXT NOT NULL,
    PRIMARY KEY (work, identity)
) WITHOUT ROWID;
INSERT INTO "lost_identities" VALUES(1,'url:1:https://example.org/z');
CREATE TABLE merged_entries (
    file TEXT NOT NULL,
    key TEXT NOT NULL,                                  -- in small letters
    fields TEXT NOT NULL,
    PRIMARY KEY (file, key)
) WITHOUT ROWID;
INSERT INTO "merged_entries" VALUES('/refs.bib','tour2020','{"@":"book","title":"{Été}"}');
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO "meta" VALUES('sandbox','no');
INSERT INTO "meta" VALUES('created_at','2026-03-01T12:00:00.000000Z');
CREATE TABLE migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at TEXT NOT NULL
);
INSERT INTO "migrations" VALUES(1,'first_shape','2026-03-01T12:00:00.000000Z');
INSERT INTO "migrations" VALUES(2,'page_items','2026-01-05T09:00:00.000000Z');
INSERT INTO "migrations" VALUES(3,'joined_works','2026-01-05T09:00:00.000000Z');
INSERT INTO "migrations" VALUES(4,'capture_options','2026-01-05T09:00:00.000000Z');
INSERT INTO "migrations" VALUES(5,'cited_texts','2026-01-05T09:00:00.000000Z');
INSERT INTO "migrations" VALUES(6,'confirmed_again','2026-03-01T12:00:00.000000Z');
INSERT INTO "migrations" VALUES(7,'hosts_due','2026-01-05T09:00:00.000000Z');
INSERT INTO "migrations" VALUES(8,'robots','2026-01-05T09:00:00.000000Z');
INSERT INTO "migrations" VALUES(9,'written_files','2026-01-05T09:00:00.000000Z');
CREATE TABLE notes (
    revision INTEGER NOT NULL REFERENCES revisions (seq),
    position INTEGER NOT NULL,
    note TEXT NOT NULL,                                 -- JSON
    PRIMARY KEY (revision, position)
);
INSERT INTO "notes" VALUES(1,0,'{"id":"n-1","number":"1","text":"Voir « L’été – 100 % »","addresses":[{"cited":"www.example.org/a","url":"http://www.example.org/a","untrimmed":"http://www.example.org/a.","marks":["no-scheme","joined-lines"],"place":{"start":3,"end":20}}],"calls":[{"label":"1","context":"Une phrase.","place":{"path":"/html/body/p[2]"}},{"label":"1","context":""}],"place":{"start":0,"end":0},"problems":[{"reason":{"code":"odd","arguments":[["count",2],["name","é"],["share",0.5]]},"where":{}}],"emphasised":[[0,4],[7,9]]}');
INSERT INTO "notes" VALUES(2,0,'{"id":"n-1","number":"1","text":"Voir « L’été – 100 % »","addresses":[{"cited":"www.example.org/a","url":"http://www.example.org/a","untrimmed":"http://www.example.org/a.","marks":["no-scheme","joined-lines"],"place":{"start":3,"end":20}}],"calls":[{"label":"1","context":"Une phrase.","place":{"path":"/html/body/p[2]"}},{"label":"1","context":""}],"place":{"start":0,"end":0},"problems":[{"reason":{"code":"odd","arguments":[["count",2],["name","é"],["share",0.5]]},"where":{}}],"emphasised":[[0,4],[7,9]]}');
CREATE TABLE page_items (
    fetch_key INTEGER PRIMARY KEY REFERENCES fetch_keys (seq),
    item TEXT NOT NULL,                                 -- JSON
    read_at TEXT NOT NULL
);
INSERT INTO "page_items" VALUES(1,'{"title":{"value":"Page","origin":"page"}}','2026-03-02T12:00:00.000000Z');
CREATE TABLE revisions (
    seq INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (seq),
    digest TEXT NOT NULL,
    format TEXT NOT NULL,
    about TEXT NOT NULL,                                -- JSON: title, language, published, problems
    first_read_at TEXT NOT NULL,
    read_at TEXT NOT NULL
);
INSERT INTO "revisions" VALUES(1,1,'1','markdown','{"title":"Lettre d’été","language":"fr","published":"2025-12-31"}','2026-03-01T12:00:00.000000Z','2026-03-01T12:00:00.000000Z');
INSERT INTO "revisions" VALUES(2,1,'2','markdown','{"title":"Lettre d’été","language":"fr","published":"2025-12-31"}','2026-03-02T12:00:00.000000Z','2026-03-02T12:00:00.000000Z');
CREATE TABLE robots (
    site TEXT PRIMARY KEY,                              -- scheme, host and port: https://example.org
    said TEXT NOT NULL,                                 -- its robots.txt; empty where it has none
    asked_at TEXT NOT NULL
);
INSERT INTO "robots" VALUES('https://example.org','User-agent: *','2026-01-05T12:00:00.000000Z');
CREATE TABLE runs (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    command TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    ending TEXT NOT NULL
);
INSERT INTO "runs" VALUES(1,'r','keep','2026-03-01T12:00:00.000000Z','2026-03-01T13:00:00.000000Z','done');
CREATE TABLE site_answers (
    folder TEXT PRIMARY KEY,                            -- host and folder, numbers in it alike
    answer TEXT NOT NULL,                               -- JSON
    asked_at TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "site_answers" VALUES('https://a.example/0/','{"at":"2026-03-01T12:00:00.000000Z","status":404}','2026-03-01T12:00:00.000000Z');
CREATE TABLE snapshots (
    seq INTEGER PRIMARY KEY,
    fetch_key INTEGER NOT NULL REFERENCES fetch_keys (seq),
    uri TEXT NOT NULL,
    original TEXT NOT NULL,
    taken_at TEXT,
    archive TEXT NOT NULL,
    origin TEXT NOT NULL,
    shows TEXT NOT NULL,
    confirmed_at TEXT, screenshot TEXT NOT NULL DEFAULT '', final_url TEXT NOT NULL DEFAULT '', confirmations INTEGER NOT NULL DEFAULT 0, confirm_next TEXT, missed_since TEXT, lost_at TEXT,
    UNIQUE (fetch_key, uri)
);
INSERT INTO "snapshots" VALUES(1,1,'https://web.archive.org/web/20260301120000/https://example.org/a','https://example.org/a','2026-03-01T12:00:00.000000Z','web.archive.org','made','text','2026-03-02T12:00:00.000000Z','https://web.archive.org/web/20260301120000/http://web.archive.org/screenshot/https://example.org/a','',0,'2026-03-02T12:00:00.000000Z',NULL,NULL);
CREATE TABLE source_aliases (
    comparison_key TEXT PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES sources (seq)
) WITHOUT ROWID;
INSERT INTO "source_aliases" VALUES('1:https://example.org/c',3);
CREATE TABLE sources (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,
    comparison_key TEXT NOT NULL UNIQUE,
    fetch_key INTEGER NOT NULL REFERENCES fetch_keys (seq),
    added_at TEXT NOT NULL
);
INSERT INTO "sources" VALUES(1,'source-a','https://example.org/a','1:https://example.org/a',1,'2026-03-01T12:00:00.000000Z');
INSERT INTO "sources" VALUES(2,'source-bx','https://example.org/b#x','1:https://example.org/b#x',2,'2026-03-01T12:00:00.000000Z');
INSERT INTO "sources" VALUES(3,'source-c','https://example.org/c','2:c',3,'2026-03-01T12:00:00.000000Z');
CREATE TABLE work_identities (
    identity TEXT NOT NULL,
    work INTEGER NOT NULL REFERENCES works (seq),
    PRIMARY KEY (identity, work)
) WITHOUT ROWID;
INSERT INTO "work_identities" VALUES('doi:10.1/x',1);
INSERT INTO "work_identities" VALUES('isbn:9782358721967:book',3);
INSERT INTO "work_identities" VALUES('doi:10.1234/x',4);
CREATE TABLE work_joins (
    work INTEGER PRIMARY KEY REFERENCES works (seq),
    target INTEGER NOT NULL REFERENCES works (seq),
    made_at TEXT NOT NULL,
    by_person INTEGER NOT NULL,                         -- 1, or 0 for a rule
    because TEXT NOT NULL
);
INSERT INTO "work_joins" VALUES(3,1,'2026-03-01T12:00:00.000000Z',1,'même livre');
CREATE TABLE work_partings (
    work INTEGER NOT NULL REFERENCES works (seq),
    other INTEGER NOT NULL REFERENCES works (seq),
    made_at TEXT NOT NULL,
    because TEXT NOT NULL,
    PRIMARY KEY (work, other)
) WITHOUT ROWID;
INSERT INTO "work_partings" VALUES(4,1,'2026-03-01T12:00:00.000000Z','deux éditions');
CREATE TABLE work_sources (
    work INTEGER NOT NULL REFERENCES works (seq),
    position INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES sources (seq),
    PRIMARY KEY (work, position)
) WITHOUT ROWID;
INSERT INTO "work_sources" VALUES(1,0,1);
INSERT INTO "work_sources" VALUES(1,1,2);
CREATE TABLE works (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    item TEXT NOT NULL,                                 -- JSON
    added_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
);
INSERT INTO "works" VALUES(1,'w','tour2020','{"type":{"value":"article-journal","origin":"derived"},"title":{"value":"L\u2019\u00ab \u00e9t\u00e9 \u00bb\u0000\ud800","span":[0,9],"confidence":0.25,"other":""},"author":{"value":[{"family":"de la Tour","given":"\u00c8ve"},{"literal":"ONG"},{}],"other":[]},"editor":{"value":[]},"issued":{"value":{"start":[2020,1],"end":[2021],"circa":true},"origin":"page","other":{"start":[1999,12,31]}},"note":{"value":"","origin":"person"}}','2026-03-01T12:00:00.000000Z','2026-03-01T12:00:00.000000Z');
INSERT INTO "works" VALUES(2,'work-old','old','{"title":{"value":"old"}}','2026-03-01T12:00:00.000000Z','2026-03-01T12:00:00.000000Z');
INSERT INTO "works" VALUES(3,'work-tourabis','tourabis','{"title":{"value":"tourabis"}}','2026-03-01T12:00:00.000000Z','2026-03-01T12:00:00.000000Z');
INSERT INTO "works" VALUES(4,'work-autre','autre','{"title":{"value":"autre"}}','2026-03-01T12:00:00.000000Z','2026-03-01T12:00:00.000000Z');
CREATE TABLE written_files (
    file TEXT PRIMARY KEY,                              -- absolute path
    digest TEXT NOT NULL                                -- SHA-256 of its bytes
);
INSERT INTO "written_files" VALUES('/lettre.bib','ab');
CREATE INDEX revisions_of_document ON revisions (document);
CREATE INDEX citations_of_revision ON citations (revision, place);
CREATE INDEX living_citations_of_work ON citations (work, place) WHERE ended_at IS NULL;
CREATE INDEX citations_of_source ON citation_sources (source);
CREATE INDEX sources_of_fetch_key ON sources (fetch_key);
CREATE INDEX works_of_source ON work_sources (source);
CREATE INDEX identities_of_work ON work_identities (work);
CREATE INDEX checks_of_fetch_key ON checks (fetch_key, first_at);
CREATE INDEX copies_of_fetch_key ON copies (fetch_key);
CREATE INDEX captures_of_fetch_key ON captures (fetch_key, seq);
CREATE INDEX captures_by_state ON captures (state, fetch_key, seq);
CREATE INDEX captures_of_snapshot ON captures (snapshot);
CREATE INDEX consents_of_document ON consents (document, given_at);
CREATE INDEX joins_of_target ON work_joins (target);
CREATE INDEX snapshots_by_confirm_next ON snapshots (confirm_next) WHERE confirm_next IS NOT NULL;
CREATE INDEX fetch_keys_due_at_host ON fetch_keys (host, next_visit, seq);
COMMIT;
PRAGMA application_id = 1936420978;
PRAGMA user_version = 9;
