"""Which snapshots go beside works and notes that leave the house. Asks the store alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime

from sourcekeeper.archiving.plan import is_private_address
from sourcekeeper.keeper.results import best_snapshot
from sourcekeeper.model import Address, CaptureState, PageKind, PartialDate, Snapshot
from sourcekeeper.ports import LinkedDocument, LinkedNote, NoteLink, Store, StoredDocument, StoredNote
from sourcekeeper.web.urls import comparison_key

_TAKEN_AWAY = (CaptureState.LOST, CaptureState.WITHDRAWN)
_NO_TEXT = (PageKind.WALL, PageKind.LOGIN, PageKind.ERROR)


def snapshots_of(store: Store, source_id: str) -> tuple[Snapshot | None, Snapshot | None]:
    """Return a source's good snapshot nearest to the day it was cited, and where there is none the best of the others.

    What the archive lost or had to withdraw is neither, however well it was proved once; of a site that was withdrawn,
    no snapshot of that archive is.
    """
    known = tuple(_for_everybody(store, source_id))
    if not known:
        return None, None
    for capture in store.captures(source_ids=[source_id], states=_TAKEN_AWAY):
        taken = capture.snapshot
        if taken is not None:
            is_all = capture.state is CaptureState.WITHDRAWN
            known = tuple(each for each in known if each.archive != taken.archive or not (is_all or each == taken))
    good = best_snapshot(known, cited_at(store, source_id)) if known else None
    return good, None if good else min(known, key=_doubt, default=None)


def _for_everybody(store: Store, source_id: str) -> Iterator[Snapshot]:
    """Yield the snapshots that are not lost, less those of an archive of one's own beside the main one.

    A reader cannot open ``http://localhost:8080``: those are for the house.
    """
    known = [each for each in store.snapshots(source_id) if each.lost_at is None]
    if not any(is_private_address(each.uri) for each in known):
        yield from known
        return
    captured = {each.snapshot.uri for each in store.captures(source_ids=[source_id]) if each.snapshot is not None}
    yield from (each for each in known if each.uri in captured or not is_private_address(each.uri))


def cited_at(store: Store, source_id: str) -> datetime | None:
    """Return the day the text saw a source: the note's day of access, else the first text's own day; None of neither.

    The earliest of several texts counts: the claim was made then.
    """
    days = [day for work in store.works_of_source(source_id) if (day := _moment(work.item.date("accessed")))]
    if not days:
        days = [day for each in store.citing_documents(source_id) if (day := day_of(each.published or ""))]
    return min(days, default=None)


def _moment(date: PartialDate | None) -> datetime | None:
    """Return a moment inside a date: noon of the day, the middle of the month or of the year."""
    if date is None or not date.start:
        return None
    year, month, day = (date.start[0], 7, 1) if len(date.start) == 1 else (*date.start, 15)[:3]
    try:
        return datetime(year, month, day, 12, tzinfo=UTC)
    except ValueError:
        return None


def day_of(text: str) -> datetime | None:
    """Read a document's own day, ``2024-03-19`` or less of it; None when it is none.

    >>> day_of("2024-03").isoformat(), day_of("printemps")
    ('2024-03-15T12:00:00+00:00', None)
    """
    try:
        parts = [int(part) for part in text[:10].split("-")]
        return _moment(PartialDate(start=tuple(parts)))
    except ValueError:
        return None


def _doubt(snapshot: Snapshot) -> tuple[bool, bool]:
    """Order snapshots that are not good: those that may show the text first, those that replay among them."""
    return snapshot.shows in _NO_TEXT, snapshot.confirmed_at is None


def linked_documents(store: Store, document_ids: Collection[str] | None = None) -> Iterator[LinkedDocument]:
    """Yield documents, some or all, whose notes have their snapshots beside them."""
    for document in store.documents():
        if document_ids is None or document.id in document_ids:
            yield LinkedDocument(
                title=document.title or document.origin,
                language=document.language or "",
                notes=_linked_notes(store, document),
            )


def _linked_notes(store: Store, document: StoredDocument) -> Iterator[LinkedNote]:
    for stored in store.notes(document.id):
        links = tuple(_link(store, address, source) for address, source in _addresses(store, stored))
        yield LinkedNote(note=stored.note, links=links, language=document.language or "")


def _addresses(store: Store, stored: StoredNote) -> Iterator[tuple[Address, str | None]]:
    """Yield the addresses of a note in their order, each with its source; then those made from identifiers."""
    pairs = [
        (address, source_id)
        for each in stored.citations
        for address, source_id in zip(each.citation.addresses, each.source_ids, strict=False)
    ]
    sources = {(address.cited, address.url): source_id for address, source_id in pairs}
    for address in stored.note.addresses:
        known = sources.get((address.cited, address.url))
        yield address, known or _source_of(store, address)
    own = {(address.cited, address.url) for address in stored.note.addresses}
    for address, source_id in pairs:
        if (address.cited, address.url) not in own:
            own.add((address.cited, address.url))
            yield address, source_id


def _source_of(store: Store, address: Address) -> str | None:
    source = store.find_source(comparison_key(address.url))
    return source.id if source else None


def _link(store: Store, address: Address, source_id: str | None) -> NoteLink:
    good, doubtful = snapshots_of(store, source_id) if source_id else (None, None)
    return NoteLink(address=address, snapshot=good, doubtful=doubtful)
