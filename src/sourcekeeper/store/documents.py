"""Documents, their revisions, notes and citations.

A citation is one row, with the last revision it stands in: when its id comes again in the next revision the row moves
there, when it does not the citation is ended. Living citations are those not ended.

`place` orders citations over the whole store: the document's number in the high bits, and below it a running number
in reading order that leaves room for the addresses of each citation. So ``place + position`` of an address is unique,
and "in order of citation" is one integer to sort by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from sourcekeeper.errors import StoreError
from sourcekeeper.model import Document
from sourcekeeper.ports import StoredCitation, StoredDocument, StoredNote
from sourcekeeper.store.part import Part
from sourcekeeper.store.records import about_data, citation_data, citation_of, from_json, note_data, note_of, to_json
from sourcekeeper.store.sqlite import BATCH, Row
from sourcekeeper.store.times import time_of, time_text

_PLACE_BITS = 38
"""Room for 270 thousand million addresses in a document, and for 33 million documents."""

# A document at its current revision. The origin comes as bytes: the path of a file may hold bytes that are no UTF-8.
_DOCUMENTS = """
    SELECT d.seq, d.id, CAST(d.origin AS BLOB) AS origin, d.revision, r.digest, r.format, r.about, r.read_at,
           coalesce(c.name, '') AS collection
    FROM documents d JOIN revisions r ON r.seq = d.revision LEFT JOIN collections c ON c.seq = d.collection
"""
_BY_ORIGIN = _DOCUMENTS + "WHERE d.origin = CAST(? AS TEXT)"
_BY_ID = _DOCUMENTS + "WHERE d.id = ?"
_AFTER = _DOCUMENTS + "WHERE d.seq > ? ORDER BY d.seq LIMIT ?"
_WHICH_CITE = """
    WHERE d.seq IN (
        SELECT c.document FROM sources s JOIN citation_sources l ON l.source = s.seq
        JOIN citations c ON c.seq = l.citation AND c.ended_at IS NULL WHERE s.id = ?)
    ORDER BY d.seq
"""
_CITING = _DOCUMENTS + _WHICH_CITE

_ADD_DOCUMENT = "INSERT INTO documents (id, origin) VALUES (?, CAST(? AS TEXT))"
_MOVE_DOCUMENT = "UPDATE documents SET origin = CAST(? AS TEXT) WHERE seq = ?"
_ADD_REVISION = """
    INSERT INTO revisions (document, digest, format, about, first_read_at, read_at) VALUES (?, ?, ?, ?, ?, ?)
"""
_SET_CURRENT = "UPDATE documents SET revision = ? WHERE seq = ?"
_READ_AGAIN = "UPDATE revisions SET read_at = ? WHERE seq = ?"
_ADD_NOTE = "INSERT INTO notes (revision, position, note) VALUES (?, ?, ?)"

# A citation is new, or moves to this revision; one that was ended may live again.
_PUT_CITATION = """
    INSERT INTO citations (document, id, revision, note, place, work, citation, begun_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (document, id) DO UPDATE SET revision = excluded.revision, note = excluded.note,
        place = excluded.place, work = excluded.work, citation = excluded.citation, ended_at = NULL
"""
_END_VANISHED = "UPDATE citations SET ended_at = ? WHERE document = ? AND revision <> ? AND ended_at IS NULL"
_UNLINK_SOURCES = """
    DELETE FROM citation_sources WHERE citation IN (SELECT seq FROM citations WHERE revision = ?)
"""
_LINK_SOURCES = """
    INSERT INTO citation_sources (citation, position, source)
    SELECT seq, ?, ? FROM citations WHERE document = ? AND id = ?
"""

_CURRENT_REVISION = "SELECT revision FROM documents WHERE id = ?"
_NOTES = "SELECT position, note FROM notes WHERE revision = ? AND position > ? ORDER BY position LIMIT ?"
# Citations of a stretch of notes, with their sources: one row an address.
_CITATIONS = """
    SELECT c.seq, c.note, c.id, c.citation, w.id AS work_id, s.id AS source_id
    FROM citations c LEFT JOIN works w ON w.seq = c.work
    LEFT JOIN citation_sources l ON l.citation = c.seq LEFT JOIN sources s ON s.seq = l.source
    WHERE c.revision = ? AND c.note BETWEEN ? AND ? ORDER BY c.place, l.position
"""
_ENDED = """
    SELECT c.seq, c.id, c.citation, w.id AS work_id, s.id AS source_id
    FROM citations c JOIN documents d ON d.seq = c.document LEFT JOIN works w ON w.seq = c.work
    LEFT JOIN citation_sources l ON l.citation = c.seq LEFT JOIN sources s ON s.seq = l.source
    WHERE d.id = ? AND c.ended_at IS NOT NULL ORDER BY c.ended_at DESC, c.place, c.seq, l.position
"""

_ADD_COLLECTION = "INSERT INTO collections (name) VALUES (?) ON CONFLICT (name) DO NOTHING"
_SET_COLLECTION = "UPDATE documents SET collection = (SELECT seq FROM collections WHERE name = ?) WHERE seq = ?"


class Documents(Part):
    """The documents of a store."""

    def find_document(self, origin: str) -> StoredDocument | None:
        """Return the document of this origin."""
        row = self._database.row(_BY_ORIGIN, (_origin_bytes(origin),))
        return None if row is None else _document_of(row)

    def documents(self) -> Iterator[StoredDocument]:
        """Yield all documents, in the order they were first read."""
        last = 0
        while rows := self._database.rows(_AFTER, (last, BATCH)):
            yield from map(_document_of, rows)
            last = rows[-1]["seq"]

    def citing_documents(self, source_id: str) -> tuple[StoredDocument, ...]:
        """Return the documents with a living citation of a source, in the order they were first read."""
        return tuple(map(_document_of, self._database.rows(_CITING, (source_id,))))

    def record_revision(self, document_id: str, document: Document, notes: Sequence[StoredNote], at: datetime) -> None:
        """Write a revision. What the last revision cited and this one does not is ended, not deleted.

        Recording the digest that is current already changes nothing but the time of reading. A citation is known
        again by its id, which need be unique within its document only. A document known under another origin moves.
        Raises StoreError when a work or source is unknown, or when another document has this origin.
        """
        with self._database.transaction():
            known = self._database.row(_BY_ID, (document_id,))
            if known is not None and _origin_of(known) != document.origin:
                self._database.execute(_MOVE_DOCUMENT, (_origin_bytes(document.origin), known["seq"]))
            if known is not None and known["digest"] == document.digest:
                self._database.execute(_READ_AGAIN, (time_text(at), known["revision"]))
                return
            number = known["seq"] if known is not None else self._add_document(document_id, document.origin)
            revision = self._add_revision(number, document, at)
            self._write_notes(number, revision, notes, at)
            self._database.execute(_END_VANISHED, (time_text(at), number, revision))

    def _add_document(self, document_id: str, origin: str) -> int:
        if (other := self.find_document(origin)) is not None:
            raise StoreError(f"{origin} is already the document {other.id!r}", "Look it up by its origin first.")
        return self._database.execute(_ADD_DOCUMENT, (document_id, _origin_bytes(origin)))

    def _add_revision(self, number: int, document: Document, at: datetime) -> int:
        about = about_data(document.title, document.language, document.published, document.problems)
        read_at = time_text(at)
        revision = self._database.execute(
            _ADD_REVISION, (number, document.digest, document.format, to_json(about), read_at, read_at)
        )
        self._database.execute(_SET_CURRENT, (revision, number))
        return revision

    def _write_notes(self, number: int, revision: int, notes: Sequence[StoredNote], at: datetime) -> None:
        cited = [(position, citation) for position, note in enumerate(notes) for citation in note.citations]
        _refuse_repeated_ids(cited)
        works = self._work_numbers({citation.work_id for _, citation in cited if citation.work_id is not None})
        sources = self._source_numbers({id for _, citation in cited for id in citation.source_ids})
        self._database.execute_many(
            _ADD_NOTE, ((revision, position, to_json(note_data(note.note))) for position, note in enumerate(notes))
        )
        place = number << _PLACE_BITS
        rows = []
        for position, citation in cited:
            work = None if citation.work_id is None else works[citation.work_id]
            contents = to_json(citation_data(citation.citation))
            rows.append((number, citation.id, revision, position, place, work, contents, time_text(at)))
            place += 1 + len(citation.source_ids)
        self._database.execute_many(_PUT_CITATION, rows)
        self._database.execute(_UNLINK_SOURCES, (revision,))
        self._database.execute_many(
            _LINK_SOURCES,
            (
                (position, sources[source_id], number, citation.id)
                for _, citation in cited
                for position, source_id in enumerate(citation.source_ids)
            ),
        )

    def notes(self, document_id: str) -> Iterator[StoredNote]:
        """Yield the notes of the current revision, in order; none for an unknown document."""
        revision = self._database.value(_CURRENT_REVISION, (document_id,))
        last = -1
        while rows := self._database.rows(_NOTES, (revision, last, BATCH)):
            citations = self._citations(revision, rows[0]["position"], rows[-1]["position"])
            for row in rows:
                yield StoredNote(
                    note=note_of(from_json(row["note"])), citations=tuple(citations.get(row["position"], ()))
                )
            last = rows[-1]["position"]

    def ended_citations(self, document_id: str) -> Iterator[StoredCitation]:
        """Yield the citations that vanished from a document, as they last stood there, the latest ended first."""
        rows = self._database.rows(_ENDED, (document_id,))
        for _, group in groupby(rows, key=lambda row: row["seq"]):
            yield _citation_of(list(group))

    def _citations(self, revision: int, first: int, last: int) -> dict[int, list[StoredCitation]]:
        found: dict[int, list[StoredCitation]] = {}
        rows = self._database.rows(_CITATIONS, (revision, first, last))
        for _, group in groupby(rows, key=lambda row: row["seq"]):
            addresses = list(group)
            found.setdefault(addresses[0]["note"], []).append(_citation_of(addresses))
        return found

    def set_collection(self, document_id: str, name: str) -> None:
        """Put a document into a collection, which is made when it is new; an empty name takes it out."""
        with self._database.transaction():
            if name:
                self._database.execute(_ADD_COLLECTION, (name,))
            self._database.execute(_SET_COLLECTION, (name, self._document_number(document_id)))


def _refuse_repeated_ids(cited: Sequence[tuple[int, StoredCitation]]) -> None:
    seen: set[str] = set()
    for _, citation in cited:
        if citation.id in seen:
            raise StoreError(f"two citations of one document have the id {citation.id!r}")
        seen.add(citation.id)


def _origin_bytes(origin: str) -> bytes:
    return origin.encode("utf-8", "surrogatepass")


def _origin_of(row: Row) -> str:
    return bytes(row["origin"]).decode("utf-8", "surrogatepass")


def _document_of(row: Row) -> StoredDocument:
    about = from_json(row["about"])
    return StoredDocument(
        id=row["id"],
        origin=_origin_of(row),
        format=row["format"],
        digest=row["digest"],
        title=about.get("title"),
        language=about.get("language"),
        published=about.get("published"),
        read_at=time_of(row["read_at"]),
        collection=row["collection"],
    )


def _citation_of(addresses: Sequence[Row]) -> StoredCitation:
    row = addresses[0]
    return StoredCitation(
        id=row["id"],
        citation=citation_of(from_json(row["citation"])),
        work_id=row["work_id"],
        source_ids=tuple(address["source_id"] for address in addresses if address["source_id"] is not None),
    )
