"""Which source or work a person means by an address or a cite key."""

from __future__ import annotations

from collections.abc import Sequence

from sourcekeeper.citing.bib.merge import WORK
from sourcekeeper.errors import UsageError
from sourcekeeper.model import Source, Work
from sourcekeeper.ports import Store
from sourcekeeper.web.addresses.masking import STARS, without_secret
from sourcekeeper.web.urls import comparison_key


def find_works(store: Store, named: str) -> tuple[Work, ...]:
    """Return the works, as they are cited, that a cite key or an address names.

    A key is one that the store gave, or one that a work has in a person's .bib file since it was merged there.
    """
    keyed = store.work_with_key(named)
    if keyed is not None:
        cited = store.cited_work(keyed.id)
        return (cited,) if cited else ()
    source = store.find_source(comparison_key(named))
    if source is not None:
        return store.works_of_source(source.id)
    ids = dict.fromkeys(fields.get(WORK, "") for fields in store.merged_as(named))
    merged = {work.id: work for id in ids if (work := store.cited_work(id)) is not None}
    return tuple(merged.values())


def find_source(store: Store, url: str) -> Source | None:
    """Return the source of an address, however it is spelt, or shown with stars for what is secret in it.

    Raises UsageError when several are shown alike.
    """
    return store.find_source(comparison_key(url)) or shown_as(store, url)


def shown_as(store: Store, shown: str) -> Source | None:
    """Return the source that is shown so, with stars for what is secret in it; None when there is none.

    Raises UsageError when several are.
    """
    if STARS not in shown:
        return None
    found = {
        capture.source.id: capture.source
        for capture in store.captures()
        if without_secret(capture.source.url) == shown
    }
    if len(found) > 1:
        raise UsageError(f"{len(found)} sources are shown as {shown}", "Name the one you mean by its whole address.")
    return next(iter(found.values()), None)


def find_work(store: Store, named: str) -> Work:
    """Return the one work that a cite key or an address names. Raises UsageError when there is none, or several."""
    found = find_works(store, named)
    if not found:
        raise UsageError(
            f"the store knows no work {named}", "Name its address or its cite key; see `sourcekeeper show`."
        )
    if len(found) > 1:
        raise UsageError(f"{named} is the address of several works", f"Name one by its key: {_keys(found)}.")
    return found[0]


def _keys(works: Sequence[Work]) -> str:
    return ", ".join(work.key for work in works)
