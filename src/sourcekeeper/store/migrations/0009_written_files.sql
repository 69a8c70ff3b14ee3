-- The bibliographies that `keep` wrote, each as it was written: what a person changed since, or put there, is theirs.

CREATE TABLE written_files (
    file TEXT PRIMARY KEY,                              -- absolute path
    digest TEXT NOT NULL                                -- SHA-256 of its bytes
);
