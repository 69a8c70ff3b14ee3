"""What the parts of the store have in common: a database, and how a source is read from a row."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sourcekeeper.errors import StoreError
from sourcekeeper.model import Source
from sourcekeeper.store.sqlite import Database, Row, listed

# A statement that yields single sources begins so; `source_of` reads its rows.
SELECT_SOURCE = """
    SELECT s.seq, s.id, s.url, s.comparison_key, f.key AS fetch_key
    FROM sources s JOIN fetch_keys f ON f.seq = s.fetch_key
"""

_SOURCES_BY_NUMBER = """
    SELECT s.seq, s.id, s.url, s.comparison_key, f.key AS fetch_key
    FROM json_each(?) wanted JOIN sources s ON s.seq = wanted.value JOIN fetch_keys f ON f.seq = s.fetch_key
"""
_SOURCE_NUMBER = "SELECT seq FROM sources WHERE id = ?"
_SOURCE_NUMBERS = "SELECT id, seq FROM sources WHERE id IN (SELECT value FROM json_each(?))"
_DOCUMENT_NUMBER = "SELECT seq FROM documents WHERE id = ?"
_WORK_NUMBER = "SELECT seq FROM works WHERE id = ?"
_WORK_NUMBERS = "SELECT id, seq FROM works WHERE id IN (SELECT value FROM json_each(?))"


def source_of(row: Row) -> Source:
    """Read a source from a row of `SELECT_SOURCE`."""
    return Source(id=row["id"], url=row["url"], comparison_key=row["comparison_key"], fetch_key=row["fetch_key"])


class Part:
    """One theme of the store. Holds nothing but the database, which all parts share."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _source_number(self, source_id: str) -> int:
        return self._number(_SOURCE_NUMBER, "source", source_id)

    def _document_number(self, document_id: str) -> int:
        return self._number(_DOCUMENT_NUMBER, "document", document_id)

    def _work_number(self, work_id: str) -> int:
        return self._number(_WORK_NUMBER, "work", work_id)

    def _source_numbers(self, ids: Collection[str]) -> dict[str, int]:
        return self._numbers(_SOURCE_NUMBERS, "source", ids)

    def _work_numbers(self, ids: Collection[str]) -> dict[str, int]:
        return self._numbers(_WORK_NUMBERS, "work", ids)

    def _load_sources(self, numbers: str) -> Iterable[tuple[int, Source]]:
        return ((row["seq"], source_of(row)) for row in self._database.rows(_SOURCES_BY_NUMBER, (numbers,)))

    def _number(self, sql: str, kind: str, id: str) -> int:
        number: int | None = self._database.value(sql, (id,))
        if number is None:
            raise self._unknown(kind, id)
        return number

    def _numbers(self, sql: str, kind: str, ids: Collection[str]) -> dict[str, int]:
        numbers: dict[str, int] = {row["id"]: row["seq"] for row in self._database.rows(sql, (listed(ids),))}
        for id in ids:
            if id not in numbers:
                raise self._unknown(kind, id)
        return numbers

    def _unknown(self, kind: str, id: str) -> StoreError:
        return StoreError(f"the store {self._database.path} knows no {kind} {id!r}", f"Write the {kind} first.")
