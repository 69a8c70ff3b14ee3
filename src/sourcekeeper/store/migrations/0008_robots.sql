-- What sites say of robots, so that each is asked once a day.

CREATE TABLE robots (
    site TEXT PRIMARY KEY,                              -- scheme, host and port: https://example.org
    said TEXT NOT NULL,                                 -- its robots.txt; empty where it has none
    asked_at TEXT NOT NULL
);
