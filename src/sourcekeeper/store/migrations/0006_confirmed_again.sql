-- Snapshots are confirmed again and again, and sources can be forgotten for good.

ALTER TABLE snapshots ADD COLUMN final_url TEXT NOT NULL DEFAULT '';            -- where its redirects ended
ALTER TABLE snapshots ADD COLUMN confirmations INTEGER NOT NULL DEFAULT 0;      -- after the first proof
ALTER TABLE snapshots ADD COLUMN confirm_next TEXT;                             -- NULL: nobody relies on it
ALTER TABLE snapshots ADD COLUMN missed_since TEXT;                             -- NULL: it was there at the last look
ALTER TABLE snapshots ADD COLUMN lost_at TEXT;
CREATE INDEX snapshots_by_confirm_next ON snapshots (confirm_next) WHERE confirm_next IS NOT NULL;

-- What was proved before is due at once: a run's budget spreads it.
UPDATE snapshots SET confirm_next = confirmed_at
WHERE confirmed_at IS NOT NULL AND seq IN (SELECT snapshot FROM captures WHERE state = 'archived');

-- Addresses a person had forgotten: SHA-256 of the comparison key, so that the address itself is not kept.
CREATE TABLE forgotten (
    key_digest TEXT PRIMARY KEY,
    forgotten_at TEXT NOT NULL
) WITHOUT ROWID;
