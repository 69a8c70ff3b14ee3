-- What people say of works, works that are one, and what we wrote into bibliographies of others.

ALTER TABLE corrections ADD COLUMN because TEXT NOT NULL DEFAULT '';

-- Works that are the same as another. The work keeps its row, its key and its citations, so it can be parted again.
-- `target` is never itself joined to a third.
CREATE TABLE work_joins (
    work INTEGER PRIMARY KEY REFERENCES works (seq),
    target INTEGER NOT NULL REFERENCES works (seq),
    made_at TEXT NOT NULL,
    by_person INTEGER NOT NULL,                         -- 1, or 0 for a rule
    because TEXT NOT NULL
);
CREATE INDEX joins_of_target ON work_joins (target);

-- A person's word that two works are not the same: no rule joins them again. One row for either order.
CREATE TABLE work_partings (
    work INTEGER NOT NULL REFERENCES works (seq),
    other INTEGER NOT NULL REFERENCES works (seq),
    made_at TEXT NOT NULL,
    because TEXT NOT NULL,
    PRIMARY KEY (work, other)
) WITHOUT ROWID;

-- What a work is not known by, though a citation of it said so: a person parted it from another that is.
CREATE TABLE lost_identities (
    work INTEGER NOT NULL REFERENCES works (seq),
    identity TEXT NOT NULL,
    PRIMARY KEY (work, identity)
) WITHOUT ROWID;

-- Entries of a person's .bib file as far as we wrote them: fields with their values, JSON.
CREATE TABLE merged_entries (
    file TEXT NOT NULL,
    key TEXT NOT NULL,                                  -- in small letters
    fields TEXT NOT NULL,
    PRIMARY KEY (file, key)
) WITHOUT ROWID;
