"""Works as they are cited: those found to be one made one, and what persons corrected put over the rest.

A work keeps its own row whatever happens here: joining and correcting are told beside it and can be taken back.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from sourcekeeper.errors import StoreError
from sourcekeeper.model import Correction, Field, Item, Origin, Source, Work
from sourcekeeper.store.part import source_of
from sourcekeeper.store.records import field_data, field_of, from_json, item_of, to_json
from sourcekeeper.store.sqlite import Row
from sourcekeeper.store.times import time_of, time_text
from sourcekeeper.store.works import Works

# The numbers of works with a living citation, in order of citation; for a joined work the one it is joined to.
_LIVING_WORKS = """
    SELECT coalesce(j.target, c.work) AS cited FROM citations c LEFT JOIN work_joins j ON j.work = c.work
    WHERE c.ended_at IS NULL AND c.work IS NOT NULL {filter} GROUP BY cited ORDER BY min(c.place)
"""
# Works with those joined to them: one row a member, the work itself first.
_MEMBERS = """
    SELECT wanted.value AS cited, w.seq, w.id, w.key, w.item
    FROM json_each(:wanted) wanted JOIN works w ON w.seq = wanted.value
    UNION ALL
    SELECT j.target AS cited, w.seq, w.id, w.key, w.item
    FROM json_each(:wanted) wanted JOIN work_joins j ON j.target = wanted.value JOIN works w ON w.seq = j.work
    ORDER BY cited, w.seq
"""
_SOURCES_OF_MEMBERS = """
    SELECT ws.work, s.id, s.url, s.comparison_key, f.key AS fetch_key
    FROM json_each(?) wanted JOIN work_sources ws ON ws.work = wanted.value
    JOIN sources s ON s.seq = ws.source JOIN fetch_keys f ON f.seq = s.fetch_key ORDER BY ws.work, ws.position
"""
_CORRECTIONS_OF_MEMBERS = """
    SELECT c.* FROM json_each(?) wanted JOIN corrections c ON c.work = wanted.value ORDER BY c.rowid
"""
_CITED = "SELECT coalesce(j.target, w.seq) FROM works w LEFT JOIN work_joins j ON j.work = w.seq WHERE w.id = ?"
_CITED_OF_SOURCE = """
    SELECT DISTINCT coalesce(j.target, ws.work) FROM sources s JOIN work_sources ws ON ws.source = s.seq
    LEFT JOIN work_joins j ON j.work = ws.work WHERE s.id = ? ORDER BY 1
"""
_WORK_OF_KEY = "SELECT work_id FROM cite_keys WHERE folded = ?"

_TARGET = "SELECT target FROM work_joins WHERE work = ?"
_JOIN = """
    INSERT INTO work_joins (work, target, made_at, by_person, because) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (work) DO UPDATE SET target = excluded.target, made_at = excluded.made_at,
        by_person = excluded.by_person, because = excluded.because
"""
_BRING_ALONG = "UPDATE work_joins SET target = ? WHERE target = ?"
_UNJOIN = "DELETE FROM work_joins WHERE work = ?"
_OTHERS_OF = "SELECT work FROM work_joins WHERE target = ? ORDER BY work"
_PART = """
    INSERT INTO work_partings (work, other, made_at, because) VALUES (?, ?, ?, ?)
    ON CONFLICT (work, other) DO UPDATE SET made_at = excluded.made_at, because = excluded.because
"""
_UNPART = "DELETE FROM work_partings WHERE work = ? AND other = ?"
_IS_PARTED = """
    SELECT 1 FROM work_partings p
    LEFT JOIN work_joins a ON a.work = p.work LEFT JOIN work_joins b ON b.work = p.other
    WHERE (coalesce(a.target, p.work), coalesce(b.target, p.other)) IN (VALUES (:one, :two), (:two, :one))
"""
_LOSE_IDENTITY = "INSERT INTO lost_identities (work, identity) VALUES (?, ?) ON CONFLICT DO NOTHING"
_DROP_IDENTITY = "DELETE FROM work_identities WHERE work = ? AND identity = ?"
# Works that a rule joined to one and that share no identity with it, or with another joined to it.
_JOINED_BY_NOTHING = """
    SELECT j.work FROM work_joins j WHERE j.target = :root AND NOT j.by_person AND NOT EXISTS (
        SELECT 1 FROM work_identities mine JOIN work_identities other USING (identity)
        LEFT JOIN work_joins o ON o.work = other.work
        WHERE mine.work = j.work AND other.work <> j.work AND coalesce(o.target, other.work) = :root
    )
"""
_DROP_SOURCE = "DELETE FROM work_sources WHERE work = ? AND source = ?"
# Citations of a work whose first address is a source's.
_MOVE_CITATIONS = """
    UPDATE citations SET work = :into WHERE work = :work AND seq IN (
        SELECT citation FROM citation_sources WHERE source = :source AND position = 0
    )
"""

_MOVE_CITATION = """
    UPDATE citations SET work = :into
    WHERE work = :work AND id = :id AND document = (SELECT seq FROM documents WHERE id = :document)
"""

_CORRECTIONS = "SELECT * FROM corrections WHERE work = (SELECT seq FROM works WHERE id = ?) ORDER BY rowid"
_SET_CORRECTION = """
    INSERT INTO corrections (work, field, value, made_at, because) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (work, field) DO UPDATE SET value = excluded.value, made_at = excluded.made_at,
        because = excluded.because
"""
_DROP_CORRECTION = "DELETE FROM corrections WHERE work = ? AND field = ?"


class WorksAsCited(Works):
    """The works of a store as they go into a bibliography, and what people say of works."""

    def works(self, document_ids: Collection[str] | None = None) -> Iterator[Work]:
        """Yield works with a living citation as they are cited, in order of citation; of some documents, or all."""
        yield from self._database.stream(self._living(_LIVING_WORKS, document_ids), self._load_cited)

    def cited_work(self, work_id: str) -> Work | None:
        """Return a work as it is cited: the one it is joined to, corrections over all."""
        return self._cited_numbered(self._database.value(_CITED, (work_id,)))

    def work_with_key(self, key: str) -> Work | None:
        """Return the work, as it was recorded, to which a cite key was given, in any case of letters."""
        work_id = self._database.value(_WORK_OF_KEY, (key.casefold(),))
        return None if work_id is None else self.work(work_id)

    def works_of_source(self, source_id: str) -> tuple[Work, ...]:
        """Return the works, as they are cited, that have this source."""
        numbers = self._database.numbers(_CITED_OF_SOURCE, (source_id,))
        return tuple(self._database.stream(numbers, self._load_cited))

    def _cited_numbered(self, number: int | None) -> Work | None:
        found = array("q", [] if number is None else [number])
        return next(self._database.stream(found, self._load_cited), None)

    def _load_cited(self, numbers: str) -> Iterable[tuple[int, Work]]:
        members: dict[int, list[Row]] = {}
        for row in self._database.rows(_MEMBERS, {"wanted": numbers}):
            members.setdefault(row["cited"], []).append(row)
        everyone = to_json([row["seq"] for rows in members.values() for row in rows])
        sources: dict[int, list[Source]] = {}
        for row in self._database.rows(_SOURCES_OF_MEMBERS, (everyone,)):
            sources.setdefault(row["work"], []).append(source_of(row))
        corrections: dict[int, list[Correction]] = {}
        for row in self._database.rows(_CORRECTIONS_OF_MEMBERS, (everyone,)):
            corrections.setdefault(row["work"], []).append(_correction_of(row))
        for cited, rows in members.items():
            rows.sort(key=lambda row: row["seq"] != cited)
            yield cited, _made_one(rows, sources, corrections)

    # --- joining

    def join_works(self, work_id: str, into_id: str, at: datetime, *, by_person: bool, because: str = "") -> bool:
        """Say that a work is the same as another, with all that are joined to it; return whether anything changed.

        A rule does not join what a person parted; a person's word takes a parting back. Raises StoreError for works
        that are unknown.
        """
        with self._database.transaction():
            work, target = (self._root(self._work_number(id)) for id in (work_id, into_id))
            if work == target:
                return False
            if not by_person and self._database.row(_IS_PARTED, {"one": work, "two": target}):
                return False
            for pair in ((work, target), (target, work)):
                self._database.execute(_UNPART, pair)
            self._database.execute(_BRING_ALONG, (target, work))
            self._database.execute(_JOIN, (work, target, time_text(at), int(by_person), because))
            return True

    def part_works(self, work_id: str, other_id: str, at: datetime, *, because: str = "") -> None:
        """Say that two works are not the same: they are joined no more, and no rule joins them again.

        Both keep their rows, keys and citations. Of several joined works the first named leaves, alone. Raises
        StoreError for works that are unknown, or when both names mean one work.
        """
        with self._database.transaction():
            work, other = self._work_number(work_id), self._work_number(other_id)
            if work == other:
                raise StoreError(f"{work_id!r} and {other_id!r} are one work", "Part it by its addresses.")
            if self._root(work) == self._root(other):
                self._leave(work)
            self._database.execute(_PART, (work, other, time_text(at), because))

    def _leave(self, work: int) -> None:
        """Take a work out of those it is joined with; where it was the first, the oldest of them takes its place."""
        if self._root(work) != work:
            self._database.execute(_UNJOIN, (work,))
            return
        first, *_ = self._database.numbers(_OTHERS_OF, (work,))
        self._database.execute(_UNJOIN, (first,))
        self._database.execute(_BRING_ALONG, (first, work))

    def _root(self, number: int) -> int:
        target: int | None = self._database.value(_TARGET, (number,))
        return number if target is None else target

    def move_source(self, source_id: str, work_id: str, into_id: str, identities: Sequence[str]) -> None:
        """Make a source of a work the source of another, with the citations whose first address it is.

        What names the source (`identities`) names the first work no more, for ever.
        """
        with self._database.transaction():
            source, work, into = self._source_number(source_id), self._work_number(work_id), self._work_number(into_id)
            self._database.execute_many(_LOSE_IDENTITY, ((work, identity) for identity in identities))
            self._database.execute_many(_DROP_IDENTITY, ((work, identity) for identity in identities))
            self._database.execute(_MOVE_CITATIONS, {"into": into, "work": work, "source": source})
            self._database.execute(_DROP_SOURCE, (work, source))

    def move_citations(self, work_id: str, into_id: str, citations: Iterable[tuple[str, str]]) -> None:
        """Make citations of a work, named by document and citation, citations of another."""
        with self._database.transaction():
            work, into = self._work_number(work_id), self._work_number(into_id)
            self._database.execute_many(
                _MOVE_CITATION,
                ({"work": work, "into": into, "document": document, "id": id} for document, id in citations),
            )

    def forget_identities(self, work_id: str, identities: Collection[str]) -> None:
        """Know a work by these identities no more; what a rule joined by nothing else is joined no more."""
        if not identities:
            return
        with self._database.transaction():
            number = self._work_number(work_id)
            self._database.execute_many(_DROP_IDENTITY, ((number, identity) for identity in identities))
            for lone in self._database.numbers(_JOINED_BY_NOTHING, {"root": self._root(number)}):
                self._database.execute(_UNJOIN, (lone,))

    def are_parted(self, work_id: str, other_id: str) -> bool:
        """Whether a person said that two works, or those they are joined to, are not the same."""
        pair = {"one": self._root(self._work_number(work_id)), "two": self._root(self._work_number(other_id))}
        return self._database.row(_IS_PARTED, pair) is not None

    # --- corrections

    def corrections(self, work_id: str) -> tuple[Correction, ...]:
        """Return what a person corrected in a work, in the order it was first said."""
        return tuple(map(_correction_of, self._database.rows(_CORRECTIONS, (work_id,))))

    def record_corrections(self, work_id: str, corrections: Sequence[Correction]) -> None:
        """Write what a person corrected; of one field the newest word counts, others said before stay."""
        with self._database.transaction():
            number = self._work_number(work_id)
            self._database.execute_many(
                _SET_CORRECTION,
                (
                    (
                        number,
                        each.field,
                        to_json(field_data(Field(value=each.value, origin=Origin.PERSON))),
                        time_text(each.made_at),
                        each.because,
                    )
                    for each in corrections
                ),
            )

    def drop_corrections(self, work_id: str, fields: Collection[str]) -> None:
        """Take corrections back: what note and page say counts again. One that never was is no error."""
        with self._database.transaction():
            number = self._work_number(work_id)
            self._database.execute_many(_DROP_CORRECTION, ((number, name) for name in fields))


def _made_one(rows: Sequence[Row], sources: dict[int, list[Source]], corrections: dict[int, list[Correction]]) -> Work:
    """Make one work of those that are joined, the one that gives its key first: the others fill its gaps."""
    fields: dict[str, Field] = {}
    said: dict[str, Correction] = {}
    for row in rows:
        for name, field in item_of(from_json(row["item"])).fields.items():
            fields.setdefault(name, field)
        for each in corrections.get(row["seq"], ()):
            said.setdefault(each.field, each)
    return Work(
        id=rows[0]["id"],
        key=rows[0]["key"],
        item=Item(fields=fields).corrected(said.values()),
        sources=_all_sources([sources.get(row["seq"], []) for row in rows]),
        other_keys=tuple(row["key"] for row in rows[1:]),
        corrections=tuple(said.values()),
    )


def _all_sources(of_members: Sequence[list[Source]]) -> tuple[Source, ...]:
    """Return the sources of joined works, each once; those of a single work as they are."""
    if len(of_members) == 1:
        return tuple(of_members[0])
    return tuple({source.id: source for sources in of_members for source in sources}.values())


def _correction_of(row: Row) -> Correction:
    return Correction(
        field=row["field"],
        value=field_of(from_json(row["value"])).value,
        made_at=time_of(row["made_at"]),
        because=row["because"],
    )
