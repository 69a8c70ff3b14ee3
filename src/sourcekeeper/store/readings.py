"""Addresses that can be read in two ways: which citations may mean which, and the choice written back to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sourcekeeper.model import Address, Citation, Source
from sourcekeeper.store.part import Part
from sourcekeeper.store.records import citation_data, citation_of, from_json, note_data, note_of, to_json

# Living citations of a source, with the place of its address among theirs.
_CITATIONS = """
    SELECT c.seq, c.work, c.citation, c.revision, c.note, l.position
    FROM citation_sources l JOIN citations c ON c.seq = l.citation
    WHERE l.source = ? AND c.ended_at IS NULL ORDER BY c.place
"""
_SET_CITATION = "UPDATE citations SET citation = ? WHERE seq = ?"
_LINK = "UPDATE citation_sources SET source = ? WHERE citation = ? AND position = ?"
_NOTE = "SELECT note FROM notes WHERE revision = ? AND position = ?"
_SET_NOTE = "UPDATE notes SET note = ? WHERE revision = ? AND position = ?"
_IS_LINKED_STILL = """
    SELECT 1 FROM citations c JOIN citation_sources l ON l.citation = c.seq
    WHERE c.work = ? AND l.source = ? AND c.ended_at IS NULL
"""
_SOURCES_OF_WORK = "SELECT source FROM work_sources WHERE work = ? ORDER BY position"
_CLEAR_SOURCES = "DELETE FROM work_sources WHERE work = ?"
_ADD_SOURCE = "INSERT INTO work_sources (work, position, source) VALUES (?, ?, ?)"
_ADD_IDENTITY = "INSERT INTO work_identities (identity, work) VALUES (?, ?) ON CONFLICT DO NOTHING"


@dataclass(frozen=True, slots=True)
class _Ambiguous:
    """A citation whose address can be read otherwise."""

    number: int
    work: int | None
    note: tuple[int, int]
    citation: Citation
    position: int
    """Of the address among those of the citation."""
    other: str
    """The other reading of it."""


def _otherwise(addresses: Sequence[Address], meant: Address) -> tuple[Address, ...]:
    """Return addresses with the one that is meant, wherever it is written so, read otherwise."""
    wanted = meant.cited, meant.url
    return tuple(each.read_otherwise() if (each.cited, each.url) == wanted else each for each in addresses)


class Readings(Part):
    """The readings of a store's addresses."""

    def other_reading(self, source_id: str) -> str | None:
        """Return what an address may be that is cited as this source; None where it can be read in one way only."""
        found = self._read_otherwise(self._source_number(source_id))
        return next((each.other for each in found), None)

    def read_otherwise(self, source_id: str, into: Source, identities: Sequence[str]) -> int:
        """Have living citations of a source mean another one that their address can be read as; return how many.

        The cited string stays; works get the source in place of the first, and are known by `identities` too. `into`
        has to be in the store.
        """
        with self._database.transaction():
            before, after = self._source_number(source_id), self._source_number(into.id)
            moved = [each for each in self._read_otherwise(before) if each.other == into.url]
            for each in moved:
                self._write_reading(each, after)
            for work in dict.fromkeys(each.work for each in moved if each.work is not None):
                self._exchange(work, before, after)
                self._database.execute_many(_ADD_IDENTITY, ((identity, work) for identity in identities))
        return len(moved)

    def _read_otherwise(self, source: int) -> Iterator[_Ambiguous]:
        """Yield the citations whose address can be read otherwise."""
        for row in self._database.rows(_CITATIONS, (source,)):
            citation, position = citation_of(from_json(row["citation"])), row["position"]
            other = citation.addresses[position].other_reading if position < len(citation.addresses) else None
            if other is not None:
                yield _Ambiguous(row["seq"], row["work"], (row["revision"], row["note"]), citation, position, other)

    def _write_reading(self, each: _Ambiguous, source: int) -> None:
        """Write the other reading into a citation and its note, and link the citation to its source."""
        address = each.citation.addresses[each.position]
        citation = replace(each.citation, addresses=_otherwise(each.citation.addresses, address))
        self._database.execute(_SET_CITATION, (to_json(citation_data(citation)), each.number))
        self._database.execute(_LINK, (source, each.number, each.position))
        written = self._database.value(_NOTE, each.note)
        if written is not None:
            note = note_of(from_json(written))
            note = replace(note, addresses=_otherwise(note.addresses, address))
            self._database.execute(_SET_NOTE, (to_json(note_data(note)), *each.note))

    def _exchange(self, work: int, before: int, after: int) -> None:
        """Put a source in place of another in a work; both stay where something still cites the first."""
        sources = [row["source"] for row in self._database.rows(_SOURCES_OF_WORK, (work,))]
        is_cited = self._database.row(_IS_LINKED_STILL, (work, before)) is not None
        wanted: list[int] = []
        for each in sources:
            wanted += [after, *([before] if is_cited else [])] if each == before else [each]
        self._database.execute(_CLEAR_SOURCES, (work,))
        rows = ((work, position, source) for position, source in enumerate(dict.fromkeys(wanted)))
        self._database.execute_many(_ADD_SOURCE, rows)
