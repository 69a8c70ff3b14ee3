"""Which works are one: by rule, when a citation names what two are known by, and by a person's word.

Joining is told beside the works (`ports.Store.join_works`), so it can always be taken back: each keeps its item, its
citations and its cite key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from sourcekeeper.citing import keys
from sourcekeeper.errors import UsageError
from sourcekeeper.keeper.documents import is_url
from sourcekeeper.keeper.naming import find_work, find_works
from sourcekeeper.keeper.revisions import SAME_WORK, likeness
from sourcekeeper.model import Field, Item, Source, Work
from sourcekeeper.ports import Store, StoredCitation
from sourcekeeper.web.folding import fold
from sourcekeeper.web.urls import comparison_key


def join_same_works(store: Store, identities: Sequence[str], now: datetime) -> None:
    """Join the works known by what one citation names, the younger into the older, unless they contradict."""
    known = store.works_known_by(identities)
    for oldest, other in zip(known[:1] * len(known), known[1:], strict=False):
        if not contradict(oldest.item, other.item):
            store.join_works(other.id, oldest.id, now, by_person=False)


def contradict(one: Item, other: Item) -> bool:
    """Whether two items say that they are different works: other numbers, other titles, or other years."""
    for name in ("DOI", "ISBN"):
        if one.text(name) and other.text(name) and one.text(name).lower() != other.text(name).lower():
            return True
    first, second = one.date("issued"), other.date("issued")
    if first is not None and second is not None and first.start[0] != second.start[0]:
        return True
    titles = one.text("title"), other.text("title")
    return all(titles) and likeness(*titles) < SAME_WORK


def join(store: Store, work: Work, other: Work, now: datetime, because: str) -> Work:
    """Join two works by a person's word: the second keeps its key and answers to the first's as well."""
    store.join_works(work.id, other.id, now, by_person=True, because=because)
    return _cited(store, other)


def part(
    store: Store, named: str, other_named: str, *, now: datetime, because: str, new_id: Callable[[], str]
) -> Work:
    """Part two works by a person's word; return the one named first, as it is cited from now on.

    Works that were joined are joined no more. Of one work that two addresses were read into, the first address becomes
    a work of its own, with the citations that name it first. Of several works cited with one address, the citations
    that say the words given as the other name become one; that is returned. Raises UsageError when there is nothing
    to part.
    """
    work = find_work(store, named)
    others = find_works(store, other_named)
    if not others and not is_url(other_named):
        return _part_citations(store, work, other_named, now=now, because=because, new_id=new_id)
    other = find_work(store, other_named)
    if work.id != other.id:
        store.part_works(work.id, other.id, now, because=because)
        return work
    members = [_member(store, work, each) for each in (named, other_named)]
    if members[0].id != members[1].id:
        store.part_works(members[0].id, members[1].id, now, because=because)
        return _cited(store, members[0])
    sources = [_source(work, each) for each in (named, other_named)]
    if sources[0] is None or sources[1] is None or sources[0].id == sources[1].id:
        raise UsageError(f"{named} and {other_named} are one and the same", "Name two addresses of the work.")
    return _part_address(store, members[0], sources[0], now=now, because=because, new_id=new_id)


def _part_address(
    store: Store, work: Work, source: Source, *, now: datetime, because: str, new_id: Callable[[], str]
) -> Work:
    said = _said_of(store, source)
    item = said or Item(fields={**work.item.fields, "URL": Field(value=source.url)})
    key = keys.next_free(keys.propose_key(item, source.url), store.is_key_taken)
    fresh = Work(id=new_id(), key=key, item=item, sources=(source,))
    names = (keys.url_identity(source.url),)
    gone = [
        (document, each.id) for document, each in _citations_of(store, work) if each.source_ids[:1] == (source.id,)
    ]
    # Lost first: an identity two works have means the older.
    with store.transaction():
        store.add_work(fresh, names, now)
        store.move_source(source.id, work.id, fresh.id, names)
        store.move_citations(work.id, fresh.id, _pointers_to(store, gone))
        store.part_works(fresh.id, work.id, now, because=because)
    return _cited(store, fresh)


def _part_citations(
    store: Store, work: Work, words: str, *, now: datetime, because: str, new_id: Callable[[], str]
) -> Work:
    """Make the citations of a work that say these words a work of their own; return that."""
    wanted = fold(words)
    mine = list(_citations_of(store, work))
    moved = [(document, each) for document, each in mine if wanted in fold(each.citation.text)]
    if not moved or len(moved) == len(mine):
        how_many = "all its citations say" if moved else "no citation of it says"
        raise UsageError(f"{work.key} cannot be parted: {how_many} {words!r}", "Name words of some, or another work.")
    item = next(each.citation.item for _, each in moved if each.citation.item is not None)
    key = keys.next_free(keys.propose_key(item, work.sources[0].url if work.sources else ""), store.is_key_taken)
    fresh = Work(id=new_id(), key=key, item=item, sources=work.sources[:1])
    names = [keys.apart(each.citation.item) for _, each in moved if each.citation.item is not None]
    gone = [(document, each.id) for document, each in moved]
    gone += _pointers_to(store, gone)
    with store.transaction():
        store.add_work(fresh, tuple(dict.fromkeys(names)), now)
        for member in _members(store, work):
            store.move_citations(member.id, fresh.id, gone)
            store.part_works(fresh.id, member.id, now, because=because)
    return _cited(store, fresh)


def _citations_of(store: Store, work: Work) -> Iterator[tuple[str, StoredCitation]]:
    """Yield the citations that say what a work is, each with its document's id; mere pointers do not."""
    ids = {member.id for member in _members(store, work)}
    for document in store.documents():
        for note in store.notes(document.id):
            for citation in note.citations:
                if citation.work_id in ids and citation.citation.item is not None:
                    yield document.id, citation


def _pointers_to(store: Store, moved: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pointers (``Ibid.``) to citations that are moved, named by document and citation as these are.

    One that names a note and no citation in it goes along when all that the note cites does.
    """
    found: list[tuple[str, str]] = []
    for document in {document for document, _ in moved}:
        notes = list(store.notes(document))
        goes = {note.note.id: [(document, each.id) in moved for each in note.citations] for note in notes}
        for note in notes:
            for each in note.citations:
                target = goes.get(each.citation.refers_to or "", [])
                place = each.citation.refers_to_citation
                if each.citation.item is None and (target[place] if place is not None else target and all(target)):
                    found.append((document, each.id))
    return found


def _members(store: Store, work: Work) -> list[Work]:
    return [_recorded(store, key, work) for key in (work.key, *work.other_keys)]


def _said_of(store: Store, source: Source) -> Item | None:
    """Return what the first citation that names an address first says of it."""
    for document in store.documents():
        for note in store.notes(document.id):
            for citation in note.citations:
                if citation.source_ids[:1] == (source.id,) and citation.citation.item is not None:
                    return citation.citation.item
    return None


def _member(store: Store, work: Work, named: str) -> Work:
    """Return which of the works joined to one is meant by an address or a key; the first when that tells nothing."""
    for key in (work.key, *work.other_keys):
        if key.casefold() == named.casefold():
            return _recorded(store, key, work)
    wanted = comparison_key(named)
    for key in (work.key, *work.other_keys):
        member = _recorded(store, key, work)
        if any(source.comparison_key == wanted for source in member.sources):
            return member
    return work


def _recorded(store: Store, key: str, work: Work) -> Work:
    return store.work_with_key(key) or work


def _source(work: Work, named: str) -> Source | None:
    wanted = comparison_key(named)
    return next((source for source in work.sources if source.comparison_key == wanted), None)


def _cited(store: Store, work: Work) -> Work:
    found = store.cited_work(work.id)
    assert found is not None
    return found
