"""Addresses that somebody lists become sources, a few hundred at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from sourcekeeper.errors import UsageError
from sourcekeeper.model import Source
from sourcekeeper.ports import Store
from sourcekeeper.web.forgotten import page_digest
from sourcekeeper.web.urls import comparison_key, fetch_key

_AT_ONCE = 500
"""Addresses looked up and written with one statement each."""


def listed_sources(store: Store, urls: Iterable[str], new_id: Callable[[], str], now: datetime) -> Iterator[Source]:
    """Yield the source of each address; those not known are written. Raises UsageError for one that was forgotten."""
    forgotten, left = store.forgotten(), iter(urls)
    while few := tuple(islice(left, _AT_ONCE)):
        _refuse(few, forgotten)
        keys = [comparison_key(url) for url in few]
        known, new = store.find_sources(keys), list[Source]()
        for url, key in zip(few, keys, strict=True):
            if key not in known:
                known[key] = Source(id=new_id(), url=url, comparison_key=key, fetch_key=fetch_key(url))
                new.append(known[key])
        store.add_sources(new, now)
        yield from (known[key] for key in keys)


def _refuse(urls: Sequence[str], forgotten: Mapping[str, datetime]) -> None:
    for url in urls if forgotten else ():
        if (digest := page_digest(url)) in forgotten:
            raise UsageError(
                f"{url} was forgotten on {forgotten[digest]:%Y-%m-%d}",
                "`sourcekeeper store forget --undo URL` lets it in again.",
            )
