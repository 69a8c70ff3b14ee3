"""A document that was read goes into the store: its citations are joined to works, its addresses to sources.

Joining is by identity (`citing.keys.identities`): what was seen before keeps its work and its cite key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sourcekeeper.citing import keys
from sourcekeeper.model import Address, Citation, CitedNote, Document, Item, Source, Work
from sourcekeeper.ports import Store, StoredCitation, StoredDocument, StoredNote
from sourcekeeper.web.memento import ArchivedAddress, parse_archive_address
from sourcekeeper.web.urls import comparison_key, fetch_key

READING_RULES = 1
"""Raised when reading or citing gets better, so that an unchanged text is read anew."""

NewId = Callable[[], str]
"""Gives an opaque id never given before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedDocument:
    """A stored document, with the archive addresses it cites: source id to address."""

    document: StoredDocument
    cited_archives: dict[str, ArchivedAddress]


class Recorder:
    """Writes one revision of one document, in one transaction."""

    def __init__(self, store: Store, new_id: NewId, now: datetime) -> None:
        self._store = store
        self._new_id = new_id
        self._now = now
        self._cited_archives: dict[str, ArchivedAddress] = {}
        self._cited_live: set[str] = set()
        self._works_of_note: dict[str, list[str]] = {}

    def record(self, document: Document, notes: Sequence[CitedNote]) -> RecordedDocument:
        """Write the revision; all of it or nothing."""
        store = self._store
        with store.transaction():
            known = store.find_document(document.origin)
            document_id = known.id if known else self._new_id()
            stored = [self._note(cited) for cited in notes]
            store.record_revision(document_id, _as_read(document), stored, self._now)
        found = store.find_document(document.origin)
        assert found is not None
        archives = {id: cited for id, cited in self._cited_archives.items() if id not in self._cited_live}
        return RecordedDocument(document=found, cited_archives=archives)

    def _note(self, cited: CitedNote) -> StoredNote:
        citations = tuple(self._citation(cited.note.id, citation) for citation in cited.citations)
        return StoredNote(note=cited.note, citations=citations)

    def _citation(self, note_id: str, citation: Citation) -> StoredCitation:
        sources = tuple(self._source(address) for address in citation.addresses)
        if citation.item is None:
            work_id = self._work_pointed_to(citation)
        else:
            work_id = self._work(citation, citation.item, sources)
        if work_id:
            self._works_of_note.setdefault(note_id, []).append(work_id)
        return StoredCitation(
            id=self._new_id(), citation=citation, work_id=work_id, source_ids=tuple(source.id for source in sources)
        )

    def _work_pointed_to(self, citation: Citation) -> str | None:
        """An ``Ibid.`` after a note with several works is ambiguous: it is joined to none."""
        works = self._works_of_note.get(citation.refers_to or "", [])
        return works[0] if len(works) == 1 else None

    def _work(self, citation: Citation, item: Item, sources: tuple[Source, ...]) -> str:
        identities = keys.identities(citation)
        known = self._store.find_work(identities)
        if known is not None:
            added = tuple(source for source in sources if source not in known.sources)
            self._store.update_work(replace(known, sources=known.sources + added), identities, self._now)
            return known.id
        url = citation.addresses[0].url if citation.addresses else ""
        key = keys.next_free(keys.propose_key(item, url), self._store.is_key_taken)
        work = Work(id=self._new_id(), key=key, item=item, sources=sources)
        self._store.add_work(work, identities, self._now)
        return work.id

    def _source(self, address: Address) -> Source:
        archived = parse_archive_address(address.url)
        live = archived.original if archived and archived.original else address.url
        key = comparison_key(live)
        source = self._store.find_source(key)
        if source is None:
            source = Source(id=self._new_id(), url=live, comparison_key=key, fetch_key=fetch_key(live))
            self._store.add_source(source, self._now)
        if archived:
            self._cited_archives.setdefault(source.id, archived)
        else:
            self._cited_live.add(source.id)
        return source


def _as_read(document: Document) -> Document:
    """Name the revision by what decides how it reads: the bytes, the reader, the rules."""
    return replace(document, digest=f"{document.digest}/{document.format}/{READING_RULES}")
