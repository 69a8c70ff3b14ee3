"""Forgetting sources for good: their rows go, and their address goes out of what was read of the texts citing them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from sourcekeeper.model import Item
from sourcekeeper.store.part import Part
from sourcekeeper.store.records import (
    citation_data,
    citation_of,
    from_json,
    item_data,
    item_of,
    note_data,
    note_of,
    to_json,
)
from sourcekeeper.store.sqlite import listed
from sourcekeeper.store.times import time_of, time_text
from sourcekeeper.web.forgotten import LEFT_OUT, Forgotten, page_digest

# Sources that differ in their fragment only share visits, copies and captures: they go together.
_OF_SAME_PAGES = """
    SELECT t.seq, t.fetch_key, t.url, f.key
    FROM sources s JOIN sources t ON t.fetch_key = s.fetch_key
    JOIN fetch_keys f ON f.seq = t.fetch_key WHERE s.id IN (SELECT value FROM json_each(?))
"""
_COUNTED = {
    "checks": "SELECT coalesce(sum(times), 0) FROM checks WHERE fetch_key IN (SELECT value FROM json_each(?))",
    "captures": "SELECT count(*) FROM captures WHERE fetch_key IN (SELECT value FROM json_each(?))",
    "snapshots": "SELECT count(*) FROM snapshots WHERE fetch_key IN (SELECT value FROM json_each(?))",
    "copies": "SELECT count(*) FROM copies WHERE fetch_key IN (SELECT value FROM json_each(?))",
}
_DECISIONS = "SELECT count(*) FROM decisions WHERE source IN (SELECT value FROM json_each(?))"

_CITATIONS = """
    SELECT seq, citation FROM citations WHERE seq IN (
        SELECT citation FROM citation_sources WHERE source IN (SELECT value FROM json_each(?)))
"""
_NOTES = """
    SELECT n.rowid AS seq, n.note FROM notes n JOIN revisions r ON r.seq = n.revision WHERE r.document IN (
        SELECT c.document FROM citations c JOIN citation_sources l ON l.citation = c.seq
        WHERE l.source IN (SELECT value FROM json_each(?)))
"""
_NOTE_LESS = """
    UPDATE revisions SET digest = digest || ? WHERE document IN (
        SELECT c.document FROM citations c JOIN citation_sources l ON l.citation = c.seq
        WHERE l.source IN (SELECT value FROM json_each(?)))
    AND digest NOT LIKE '%' || ?
"""
_WORKS = """
    SELECT seq, item FROM works WHERE seq IN (
        SELECT work FROM work_sources WHERE source IN (SELECT value FROM json_each(:sources))
        UNION SELECT c.work FROM citations c JOIN citation_sources l ON l.citation = c.seq
        WHERE l.source IN (SELECT value FROM json_each(:sources)))
"""
_MERGED = "SELECT file, key, fields FROM merged_entries"

_BY_FETCH_KEY = (
    "UPDATE fetch_keys SET last_check = NULL WHERE seq IN (SELECT value FROM json_each(?))",
    "DELETE FROM captures WHERE fetch_key IN (SELECT value FROM json_each(?))",
    "DELETE FROM snapshots WHERE fetch_key IN (SELECT value FROM json_each(?))",
    "DELETE FROM checks WHERE fetch_key IN (SELECT value FROM json_each(?))",
    "DELETE FROM copies WHERE fetch_key IN (SELECT value FROM json_each(?))",
    "DELETE FROM page_items WHERE fetch_key IN (SELECT value FROM json_each(?))",
)
_BY_SOURCE = (
    "DELETE FROM decisions WHERE source IN (SELECT value FROM json_each(?))",
    "DELETE FROM citation_sources WHERE source IN (SELECT value FROM json_each(?))",
    "DELETE FROM work_sources WHERE source IN (SELECT value FROM json_each(?))",
    "DELETE FROM source_aliases WHERE source IN (SELECT value FROM json_each(?))",
    "DELETE FROM sources WHERE seq IN (SELECT value FROM json_each(?))",
)
_FETCH_KEYS = "DELETE FROM fetch_keys WHERE seq IN (SELECT value FROM json_each(?))"
_IDENTITIES = (
    "DELETE FROM work_identities WHERE identity IN (SELECT value FROM json_each(?))",
    "DELETE FROM lost_identities WHERE identity IN (SELECT value FROM json_each(?))",
)
_KNOWN_BY = "INSERT INTO work_identities (identity, work) VALUES (?, ?) ON CONFLICT DO NOTHING"
_MARK = """
    INSERT INTO forgotten (key_digest, forgotten_at) VALUES (?, ?) ON CONFLICT (key_digest) DO NOTHING
"""
_UNMARK = "DELETE FROM forgotten WHERE key_digest = ?"
_FORGOTTEN = "SELECT key_digest, forgotten_at FROM forgotten"


class Forgetting(Part):
    """What a store forgot."""

    def forgotten(self) -> Mapping[str, datetime]:
        """Return the digests of the pages that were forgotten (`web.forgotten.page_digest`), and when."""
        return {row["key_digest"]: time_of(row["forgotten_at"]) for row in self._database.rows(_FORGOTTEN)}

    def remember_again(self, url: str) -> bool:
        """Take back that an address was forgotten; whether it had been. What was purged does not come back."""
        with self._database.transaction():
            was_forgotten = page_digest(url) in self.forgotten()
            self._database.execute(_UNMARK, (page_digest(url),))
        return was_forgotten

    def forget(
        self,
        url: str,
        source_ids: Collection[str],
        at: datetime,
        *,
        identity_of: Callable[[str], str],
        known_by: Callable[[Item], str],
    ) -> Mapping[str, int]:
        """Delete the sources of a page and all that hangs on them; mark the page. Return how much it was.

        Sources that differ from these in their fragment only go too. What notes say stays as it was written. Works
        lose the identity that the address gives (`identity_of`), and are known by what `known_by` says of their item
        instead. What was deleted is overwritten in the file.
        """
        self._database.rows("PRAGMA secure_delete = ON")
        with self._database.transaction():
            rows = self._database.rows(_OF_SAME_PAGES, (listed(source_ids),))
            literal = sorted({text for row in rows for text in (row["url"], row["key"])})
            gone = Forgotten(frozenset({page_digest(url)}), literal)
            identities = {identity for text in literal if not (identity := identity_of(text)).startswith("doi:")}
            numbers = ([row["seq"] for row in rows], sorted({row["fetch_key"] for row in rows}))
            counts = self._purge(numbers, gone, identities, known_by)
            self._database.execute_many(_MARK, [(digest, time_text(at)) for digest in gone.digests])
        self._database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        return counts

    def _purge(
        self,
        numbers: tuple[list[int], list[int]],
        gone: Forgotten,
        identities: Collection[str],
        known_by: Callable[[Item], str],
    ) -> Mapping[str, int]:
        sources, pages = (to_json(each) for each in numbers)
        counts = {"sources": len(numbers[0])}
        counts |= {name: self._database.value(sql, (pages,)) for name, sql in _COUNTED.items()}
        counts["decisions"] = self._database.value(_DECISIONS, (sources,))
        counts["citations"] = self._rewrite_texts(sources, gone)
        counts["works"] = self._rewrite_works(sources, gone, known_by)
        self._rewrite_merged(gone)
        for sql in _BY_FETCH_KEY:
            self._database.execute(sql, (pages,))
        for sql in _BY_SOURCE:
            self._database.execute(sql, (sources,))
        self._database.execute(_FETCH_KEYS, (pages,))
        for sql in _IDENTITIES:
            self._database.execute(sql, (listed(identities),))
        return counts

    def _rewrite_texts(self, sources: str, gone: Forgotten) -> int:
        """Take the address out of what was made of the notes; return how many citations named it."""
        self._database.execute(_NOTE_LESS, (LEFT_OUT, sources, LEFT_OUT))
        notes = self._database.rows(_NOTES, (sources,))
        self._database.execute_many(
            "UPDATE notes SET note = ? WHERE rowid = ?",
            [(to_json(note_data(gone.out_of_note(note_of(from_json(row["note"]))))), row["seq"]) for row in notes],
        )
        citations = self._database.rows(_CITATIONS, (sources,))
        self._database.execute_many(
            "UPDATE citations SET citation = ? WHERE seq = ?",
            [
                (to_json(citation_data(gone.out_of_citation(citation_of(from_json(row["citation"]))))), row["seq"])
                for row in citations
            ],
        )
        return len(citations)

    def _rewrite_works(self, sources: str, gone: Forgotten, known_by: Callable[[Item], str]) -> int:
        works = self._database.rows(_WORKS, {"sources": sources})
        for row in works:
            item = gone.out_of_item(item_of(from_json(row["item"])))
            self._database.execute("UPDATE works SET item = ? WHERE seq = ?", (to_json(item_data(item)), row["seq"]))
            self._database.execute(_KNOWN_BY, (known_by(item), row["seq"]))
        return len(works)

    def _rewrite_merged(self, gone: Forgotten) -> None:
        """Take it out of what we remember of people's own .bib files; the files themselves are theirs."""
        for row in self._database.rows(_MERGED):
            fields = from_json(row["fields"])
            kept = {
                name: value for name, value in fields.items() if not any(each in str(value) for each in gone.literal)
            }
            if len(kept) < len(fields):
                self._database.execute(
                    "UPDATE merged_entries SET fields = ? WHERE file = ? AND key = ?",
                    (to_json(kept), row["file"], row["key"]),
                )
