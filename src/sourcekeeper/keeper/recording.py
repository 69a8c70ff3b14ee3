"""A document that was read goes into the store: its citations are joined to works, its addresses to sources.

Joining is by identity (`citing.keys.identities`): what was seen before keeps its work and its cite key. Works that
turn out to be one, because a citation names what both are known by, are joined beside (`same_works`). A document
that was read before is compared with its last revision (`revisions`): a citation that moved or was retouched keeps its
id, its work and its cite key, one that comes back lives again, one that vanished is ended.

A document is known by its origin alone: a text under another path is another document. Its works, sources and cite
keys are the same all the same, for they belong to no document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sourcekeeper.citing import keys
from sourcekeeper.keeper.revisions import Place, match_citations, means_same_work
from sourcekeeper.keeper.same_works import join_same_works
from sourcekeeper.model import Address, Citation, CitedNote, Document, Item, Source, Verdict, Work
from sourcekeeper.ports import Store, StoredCitation, StoredDocument, StoredNote
from sourcekeeper.web.forgotten import LEFT_OUT, Forgotten
from sourcekeeper.web.memento import ArchivedAddress, parse_archive_address
from sourcekeeper.web.urls import comparison_key, fetch_key

READING_RULES = 7
"""Raised when reading or citing gets better, so that an unchanged text is read anew."""

_WELL = frozenset({Verdict.ALIVE, Verdict.REDIRECTED})

NewId = Callable[[], str]
"""Gives an opaque id never given before."""

Over = Callable[[Sequence[CitedNote]], Iterable[CitedNote]]
"""Gives notes one by one while they are written, and may tell how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedDocument:
    """A stored document, with the archive addresses it cites: source id to address."""

    document: StoredDocument
    cited_archives: dict[str, ArchivedAddress]
    is_draft: bool = False
    """Whether the text says of itself that it is not published yet."""

    def is_unpublished_on(self, day: date) -> bool:
        """Whether the text is a draft, or dated later than a day."""
        published = self.document.published or ""
        return self.is_draft or published > day.isoformat()[: len(published)]


class Recorder:
    """Writes one revision of one document, in one transaction."""

    def __init__(self, store: Store, new_id: NewId, now: datetime, over: Over = iter) -> None:
        self._store = store
        self._over = over
        self._new_id = new_id
        self._now = now
        self._cited_archives: dict[str, ArchivedAddress] = {}
        self._cited_live: set[str] = set()
        self._works_of_note: dict[str, list[str | None]] = {}
        self._carried: dict[Place, StoredCitation] = {}

    def record(self, document: Document, notes: Sequence[CitedNote]) -> RecordedDocument:
        """Write the revision; all of it or nothing."""
        store = self._store
        left_out = Forgotten(store.forgotten())
        cited = [_without(note, left_out) for note in notes] if left_out else notes
        is_less = cited != notes
        notes = cited
        with store.transaction():
            known = store.find_document(document.origin)
            document_id = known.id if known else self._new_id()
            if known:
                self._carry_on(list(store.notes(document_id)), notes)
            stored = [self._note(index, cited) for index, cited in enumerate(self._over(notes))]
            stored = _named(stored, store.ended_citations(document_id) if known else (), self._new_id)
            store.record_revision(document_id, _as_read(document, is_less=is_less), stored, self._now)
        found = store.find_document(document.origin)
        assert found is not None
        archives = {id: cited for id, cited in self._cited_archives.items() if id not in self._cited_live}
        return RecordedDocument(document=found, cited_archives=archives, is_draft=document.is_draft)

    def _carry_on(self, before: Sequence[StoredNote], after: Sequence[CitedNote]) -> None:
        """Find the citations of the last revision again in this one."""
        earlier = [CitedNote(note=each.note, citations=tuple(c.citation for c in each.citations)) for each in before]
        for place, (note, position) in match_citations(earlier, after).items():
            self._carried[place] = before[note].citations[position]

    def _note(self, index: int, cited: CitedNote) -> StoredNote:
        cited = replace(cited, note=replace(cited.note, addresses=self._as_they_answer(cited.note.addresses)))
        citations = tuple(
            self._citation(cited.note.id, citation, self._carried.get((index, position)))
            for position, citation in enumerate(cited.citations)
        )
        return StoredNote(note=cited.note, citations=citations)

    def _citation(self, note_id: str, citation: Citation, earlier: StoredCitation | None) -> StoredCitation:
        citation = replace(citation, addresses=self._as_they_answer(citation.addresses))
        sources = tuple(self._source(address) for address in citation.addresses)
        if citation.item is None:
            work_id = self._work_pointed_to(citation)
        else:
            work_id = self._work(citation, citation.item, sources, earlier)
        self._works_of_note.setdefault(note_id, []).append(work_id)
        return StoredCitation(
            id=earlier.id if earlier else "",
            citation=citation,
            work_id=work_id,
            source_ids=tuple(source.id for source in sources),
        )

    def _work_pointed_to(self, citation: Citation) -> str | None:
        """An ``Ibid.`` after a note with several works is ambiguous: it is joined to none."""
        works = self._works_of_note.get(citation.refers_to or "", [])
        if citation.refers_to_citation is not None and citation.refers_to_citation < len(works):
            return works[citation.refers_to_citation]
        known = [work for work in works if work]
        return known[0] if len(known) == 1 else None

    def _work(
        self, citation: Citation, item: Item, sources: tuple[Source, ...], earlier: StoredCitation | None
    ) -> str:
        identities = keys.identities(citation)
        known = self._store.find_work((keys.apart(item), *identities))
        if known and earlier and earlier.work_id and self._store.are_parted(known.id, earlier.work_id):
            # A person parted the two: a citation that was retouched stays where it was put.
            known, identities = self._store.work(earlier.work_id), (keys.apart(item), *identities)
        if known is None and earlier and earlier.work_id and means_same_work(earlier.citation, citation):
            known = self._store.work(earlier.work_id)
        if known is not None:
            before = earlier if earlier and earlier.work_id == known.id else None
            self._store.update_work(_given_anew(known, before, item, sources), identities, self._now)
            if len(identities) > 1:  # one name alone tells of no second work
                join_same_works(self._store, identities, self._now)
            return known.id
        url = citation.addresses[0].url if citation.addresses else ""
        key = keys.next_free(keys.propose_key(item, url), self._store.is_key_taken)
        work = Work(id=self._new_id(), key=key, item=item, sources=sources)
        self._store.add_work(work, identities, self._now)
        return work.id

    def _as_they_answer(self, addresses: Iterable[Address]) -> tuple[Address, ...]:
        return tuple(map(self._as_it_answers, addresses))

    def _as_it_answers(self, address: Address) -> Address:
        """Return an address in that of its readings which is known to answer well, if the other is not."""
        other = address.other_reading
        if other is None or not self._is_well(other) or self._is_well(address.url):
            return address
        return address.read_otherwise()

    def _is_well(self, url: str) -> bool:
        source = self._store.find_source(comparison_key(url))
        last = self._store.last_check(source.id) if source is not None else None
        return last is not None and last.observation.judgement.verdict in _WELL

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


def _without(cited: CitedNote, left_out: Forgotten) -> CitedNote:
    """Return a note without the addresses that were forgotten; its text stays as it is."""
    citations = tuple(map(left_out.out_of_citation, cited.citations))
    return replace(cited, note=left_out.out_of_note(cited.note), citations=citations)


def _as_read(document: Document, *, is_less: bool) -> Document:
    """Name the revision by what decides how it reads: the bytes, the reader, the rules, and whether all was read."""
    less = LEFT_OUT if is_less else ""
    return replace(document, digest=f"{document.digest}/{document.format}/{READING_RULES}{less}")


def _given_anew(work: Work, earlier: StoredCitation | None, item: Item, sources: tuple[Source, ...]) -> Work:
    """Return a known work with what a citation says of it now, in place of what the same citation said before.

    What the work has from elsewhere (another citation, its page, a person) stays as it is.
    """
    added = work.sources + tuple(source for source in sources if source not in work.sources)
    if earlier is None or earlier.citation.item is None:
        return replace(work, sources=added)
    said = earlier.citation.item.fields
    kept = {name: field for name, field in work.item.fields.items() if said.get(name) != field}
    gave_something = len(kept) < len(work.item.fields)
    if earlier.source_ids[:1] == tuple(source.id for source in work.sources[:1]):
        # It gave the work its cited address too, so the one it gives now comes first.
        added = sources + tuple(source for source in added if source not in sources)
    return replace(work, item=Item(fields={**item.fields, **kept}) if gave_something else work.item, sources=added)


def _named(notes: Sequence[StoredNote], ended: Iterable[StoredCitation], new_id: NewId) -> list[StoredNote]:
    """Give each citation that has none an id: that of one that had ended and says the same, else a new one."""
    if all(citation.id for note in notes for citation in note.citations):
        return list(notes)
    free: dict[tuple[str, str | None], list[str]] = {}
    for citation in ended:
        free.setdefault((citation.citation.text, citation.work_id), []).append(citation.id)

    def named(citation: StoredCitation) -> StoredCitation:
        if citation.id:
            return citation
        back = free.get((citation.citation.text, citation.work_id))
        return replace(citation, id=back.pop(0) if back else new_id())

    return [replace(note, citations=tuple(map(named, note.citations))) for note in notes]
