"""Sources, works and cite keys, as they were recorded; `cited` makes of works what is cited."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from sourcekeeper.errors import StoreError
from sourcekeeper.model import Source, Work
from sourcekeeper.store.part import SELECT_SOURCE, Part, source_of
from sourcekeeper.store.records import from_json, item_data, item_of, to_json
from sourcekeeper.store.sqlite import Row, listed
from sourcekeeper.store.times import time_text
from sourcekeeper.web.addresses.wire import host_of

# --- sources

_BY_KEY = SELECT_SOURCE + "WHERE s.comparison_key = ?"
_BY_OLD_KEY = SELECT_SOURCE + "JOIN source_aliases a ON a.source = s.seq WHERE a.comparison_key = ?"
_BY_KEYS = SELECT_SOURCE + "JOIN json_each(?) wanted ON s.comparison_key = wanted.value"
_BY_OLD_KEYS = """
    SELECT a.comparison_key AS old_key, s.id, s.url, s.comparison_key, f.key AS fetch_key
    FROM json_each(?) wanted JOIN source_aliases a ON a.comparison_key = wanted.value
    JOIN sources s ON s.seq = a.source JOIN fetch_keys f ON f.seq = s.fetch_key
"""
_SOURCE_BY_ID = SELECT_SOURCE + "WHERE s.id = ?"

_ADD_FETCH_KEY = "INSERT INTO fetch_keys (key, host) VALUES (?, ?) ON CONFLICT (key) DO NOTHING"
_ADD_SOURCE = """
    INSERT INTO sources (id, url, comparison_key, fetch_key, added_at)
    VALUES (?, ?, ?, (SELECT seq FROM fetch_keys WHERE key = ?), ?)
"""
_IS_SOURCE_KNOWN = "SELECT 1 FROM sources WHERE id = ?"
_KEEP_OLD_KEY = """
    INSERT INTO source_aliases (comparison_key, source) SELECT comparison_key, seq FROM sources WHERE id = ?
"""
_DROP_ALIAS = "DELETE FROM source_aliases WHERE comparison_key = ?"
_SET_KEY = "UPDATE sources SET comparison_key = ? WHERE id = ?"

# The numbers of sources with a living citation, in order of citation.
_LIVING_SOURCES = """
    SELECT l.source FROM citations c JOIN citation_sources l ON l.citation = c.seq
    WHERE c.ended_at IS NULL {filter} GROUP BY l.source ORDER BY min(c.place + l.position)
"""
_OF_DOCUMENTS = """
    AND c.document IN (SELECT seq FROM documents WHERE id IN (SELECT value FROM json_each(?)))
"""

# --- works

_WORKS = "SELECT seq, id, key, item FROM works WHERE seq IN (SELECT value FROM json_each(?))"
_SOURCES_OF_WORKS = """
    SELECT ws.work, s.id, s.url, s.comparison_key, f.key AS fetch_key
    FROM json_each(?) wanted JOIN work_sources ws ON ws.work = wanted.value
    JOIN sources s ON s.seq = ws.source JOIN fetch_keys f ON f.seq = s.fetch_key
    ORDER BY ws.work, ws.position
"""
_WORK_BY_ID = "SELECT seq FROM works WHERE id = ?"
# The work known by the first of these identities; of two works with one identity, the older.
_WORK_BY_IDENTITY = """
    SELECT i.work FROM json_each(?) wanted JOIN work_identities i ON i.identity = wanted.value
    ORDER BY wanted.key, i.work LIMIT 1
"""
_WORKS_BY_IDENTITY = """
    SELECT DISTINCT i.work FROM json_each(?) wanted JOIN work_identities i ON i.identity = wanted.value ORDER BY i.work
"""
_IS_KEY_TAKEN = "SELECT 1 FROM cite_keys WHERE folded = ?"
_GIVE_KEY = "INSERT INTO cite_keys (folded, work_id, given_at) VALUES (?, ?, ?)"
_ADD_WORK = "INSERT INTO works (id, key, item, added_at, changed_at) VALUES (?, ?, ?, ?, ?)"
_SET_ITEM = "UPDATE works SET item = ?, changed_at = ? WHERE seq = ?"
# Not what a person took off the work: see lost_identities.
_ADD_IDENTITY = """
    INSERT INTO work_identities (identity, work)
    SELECT :identity, :work WHERE NOT EXISTS (
        SELECT 1 FROM lost_identities WHERE work = :work AND identity = :identity
    ) ON CONFLICT DO NOTHING
"""
_CLEAR_SOURCES = "DELETE FROM work_sources WHERE work = ?"
_ADD_WORK_SOURCE = "INSERT INTO work_sources (work, position, source) VALUES (?, ?, ?)"


class Works(Part):
    """The works and sources of a store."""

    # --- sources

    def find_source(self, comparison_key: str) -> Source | None:
        """Return the source of this key, old keys (aliases) included."""
        row = self._database.row(_BY_KEY, (comparison_key,)) or self._database.row(_BY_OLD_KEY, (comparison_key,))
        return None if row is None else source_of(row)

    def find_sources(self, comparison_keys: Collection[str]) -> dict[str, Source]:
        """Return the sources of those keys that are known, old keys included."""
        wanted = listed(comparison_keys)
        found = {row["old_key"]: source_of(row) for row in self._database.rows(_BY_OLD_KEYS, (wanted,))}
        now = {row["comparison_key"]: source_of(row) for row in self._database.rows(_BY_KEYS, (wanted,))}
        return found | now

    def source(self, source_id: str) -> Source | None:
        """Return a source by its id."""
        row = self._database.row(_SOURCE_BY_ID, (source_id,))
        return None if row is None else source_of(row)

    def add_source(self, source: Source, at: datetime) -> None:
        """Write a new source. Raises StoreError when its id or comparison key is known."""
        self.add_sources([source], at)

    def add_sources(self, sources: Sequence[Source], at: datetime) -> None:
        """Write new sources, all or none. Raises StoreError when an id or comparison key is known."""
        added_at = time_text(at)
        with self._database.transaction():
            for key, other in self.find_sources([source.comparison_key for source in sources]).items():
                raise StoreError(
                    f"the source {other.id!r} has the comparison key {key!r} already",
                    "Look sources up by their key first.",
                )
            keys = [(each.fetch_key, host_of(each.fetch_key)) for each in sources]
            rows = [(each.id, each.url, each.comparison_key, each.fetch_key, added_at) for each in sources]
            self._database.execute_many(_ADD_FETCH_KEY, keys)
            self._database.execute_many(_ADD_SOURCE, rows)

    def rekey_source(self, source_id: str, comparison_key: str) -> None:
        """Give a source the key of a newer rule; the old one still finds it. Raises StoreError when it is taken."""
        with self._database.transaction():
            self._source_number(source_id)
            other = self.find_source(comparison_key)
            if other is not None and other.id != source_id:
                raise StoreError(f"the source {other.id!r} has the comparison key {comparison_key!r} already")
            if other is not None and other.comparison_key == comparison_key:
                return
            self._database.execute(_DROP_ALIAS, (comparison_key,))
            self._database.execute(_KEEP_OLD_KEY, (source_id,))
            self._database.execute(_SET_KEY, (comparison_key, source_id))

    def sources(self, document_ids: Collection[str] | None = None) -> Iterator[Source]:
        """Yield sources with a living citation, in order of citation; those of some documents, or all."""
        numbers = self._living(_LIVING_SOURCES, document_ids)
        yield from self._database.stream(numbers, self._load_sources)

    def _living(self, sql: str, document_ids: Collection[str] | None) -> array[int]:
        if document_ids is None:
            return self._database.numbers(sql.format(filter=""))
        return self._database.numbers(sql.format(filter=_OF_DOCUMENTS), (listed(document_ids),))

    # --- works

    def find_work(self, identities: Sequence[str]) -> Work | None:
        """Return the work that has one of these identities, the first that fits."""
        return self._work_numbered(self._database.value(_WORK_BY_IDENTITY, (listed(identities),)))

    def work(self, work_id: str) -> Work | None:
        """Return a work by its id."""
        return self._work_numbered(self._database.value(_WORK_BY_ID, (work_id,)))

    def works_known_by(self, identities: Sequence[str]) -> tuple[Work, ...]:
        """Return every work that has one of these identities, the oldest first."""
        numbers = self._database.numbers(_WORKS_BY_IDENTITY, (listed(identities),))
        found = dict(self._load_works(to_json(numbers.tolist())))
        return tuple(found[number] for number in numbers)

    def _work_numbered(self, number: int | None) -> Work | None:
        if number is None:
            return None
        return next((work for _, work in self._load_works(to_json([number]))), None)

    def add_work(self, work: Work, identities: Sequence[str], at: datetime) -> None:
        """Write a new work with its sources and what it can be known by again.

        Sources not yet in the store are added. Raises StoreError when the id is known or the key was ever given.
        """
        with self._database.transaction():
            if self.is_key_taken(work.key):
                raise StoreError(f"the cite key {work.key!r} was given before", "Propose another key.")
            self._database.execute(_GIVE_KEY, (work.key.casefold(), work.id, time_text(at)))
            number = self._database.execute(
                _ADD_WORK, (work.id, work.key, to_json(item_data(work.item)), time_text(at), time_text(at))
            )
            self._attach(number, work, identities, at)

    def update_work(self, work: Work, identities: Sequence[str], at: datetime) -> None:
        """Write a work's item and sources anew; its key stays, identities are added to."""
        with self._database.transaction():
            number = self._work_number(work.id)
            self._database.execute(_SET_ITEM, (to_json(item_data(work.item)), time_text(at), number))
            self._database.execute(_CLEAR_SOURCES, (number,))
            self._attach(number, work, identities, at)

    def _attach(self, number: int, work: Work, identities: Sequence[str], at: datetime) -> None:
        for source in work.sources:
            if self._database.row(_IS_SOURCE_KNOWN, (source.id,)) is None:
                self.add_source(source, at)
        sources = self._source_numbers([source.id for source in work.sources])
        self._database.execute_many(
            _ADD_WORK_SOURCE,
            ((number, position, sources[source.id]) for position, source in enumerate(work.sources)),
        )
        self._database.execute_many(_ADD_IDENTITY, ({"identity": identity, "work": number} for identity in identities))

    def is_key_taken(self, key: str) -> bool:
        """Whether a cite key was ever given, upper and lower case alike."""
        return self._database.row(_IS_KEY_TAKEN, (key.casefold(),)) is not None

    def _load_works(self, numbers: str) -> Iterable[tuple[int, Work]]:
        sources: dict[int, list[Source]] = {}
        for row in self._database.rows(_SOURCES_OF_WORKS, (numbers,)):
            sources.setdefault(row["work"], []).append(source_of(row))
        for row in self._database.rows(_WORKS, (numbers,)):
            yield row["seq"], work_of(row, sources.get(row["seq"], ()))


def work_of(row: Row, sources: Sequence[Source]) -> Work:
    """Read a work from its row."""
    return Work(id=row["id"], key=row["key"], item=item_of(from_json(row["item"])), sources=tuple(sources))
