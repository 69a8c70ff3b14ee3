-- What is due is picked host by host: a night of a million sources must not need a list of them.

ALTER TABLE fetch_keys ADD COLUMN host TEXT NOT NULL DEFAULT '';  -- lower case, no port; empty of what has none
UPDATE fetch_keys SET host = host_of(key);                        -- a function of the program's own
CREATE INDEX fetch_keys_due_at_host ON fetch_keys (host, next_visit, seq);
DROP INDEX fetch_keys_by_next_visit;
