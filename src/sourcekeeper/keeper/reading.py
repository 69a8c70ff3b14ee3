"""Read documents: what is named becomes files and addresses, and each is read.

Many files are read by several processes when the caller allows it; what comes out is the same, in the same order.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby

from sourcekeeper.errors import DocumentError
from sourcekeeper.keeper import documents as loading
from sourcekeeper.keeper.one_document import Manner, Over, read_file, read_one
from sourcekeeper.keeper.results import ReadDocument
from sourcekeeper.ports import Progress, RawDocument, watched

WORTH_PROCESSES = 16
"""Files up to this number are read sooner than other processes start."""

_LARGE = 500_000
"""Bytes: a document that takes a second or more."""

Load = Callable[[str], RawDocument]
"""Brings a document that is no file. Raises DocumentError."""


def read_documents(
    origins: Iterable[str | RawDocument], manner: Manner, *, fetch: Load, progress: Progress, processes: int = 1
) -> Iterator[ReadDocument]:
    """Read documents, each once and in order; one that cannot be read comes with its error.

    With `processes` above 1, other processes read when there are more than `WORTH_PROCESSES` files. They are started
    afresh ("spawn"), so a script that asks for them needs ``if __name__ == "__main__":``.
    """
    named = list(_named(origins))
    is_shown = len(named) > 1 or any(map(_is_large, named))
    if is_shown:
        progress.begin("read", len(named))
    try:
        for read in _read_all(named, manner, fetch, processes, partial(watched, progress, "cite")):
            if is_shown:
                progress.advance("read", read.origin)
            yield read
    finally:
        if is_shown:
            progress.end("read")


Named = str | RawDocument | ReadDocument
"""A document by its canonical origin, one at hand, or one that is not there at all."""


def _named(origins: Iterable[str | RawDocument]) -> Iterator[Named]:
    seen: set[str] = set()
    for origin in origins:
        if isinstance(origin, RawDocument):
            yield origin
            continue
        try:
            meant = loading.expand(origin)
        except DocumentError as error:
            yield ReadDocument(origin=origin, error=error)
            continue
        yield from (one for one in dict.fromkeys(meant) if one not in seen)
        seen.update(meant)


def _read_all(named: list[Named], manner: Manner, fetch: Load, processes: int, over: Over) -> Iterator[ReadDocument]:
    files = sum(map(_is_file, named))
    if processes > 1 and files > WORTH_PROCESSES:
        from sourcekeeper.keeper.processes import read_files  # noqa: PLC0415  few runs are so large

        for are_files, group in groupby(named, _is_file):
            if are_files:
                yield from read_files([str(each) for each in group], manner, processes)
            else:
                yield from _read_here(group, manner, fetch, over)
    else:
        yield from _read_here(named, manner, fetch, over)


def _is_large(each: Named) -> bool:
    if isinstance(each, RawDocument):
        return len(each.data) > _LARGE
    return isinstance(each, str) and os.path.isfile(each) and os.path.getsize(each) > _LARGE


def _is_file(each: Named) -> bool:
    return isinstance(each, str) and not loading.is_url(each)


def _read_here(named: Iterable[Named], manner: Manner, fetch: Load, over: Over) -> Iterator[ReadDocument]:
    for each in named:
        if isinstance(each, ReadDocument):
            yield each
            continue
        if isinstance(each, RawDocument):
            yield read_one(each.origin, lambda raw=each: raw, manner, over)  # type: ignore[misc]
        elif loading.is_url(each):
            yield read_one(each, lambda url=each: fetch(url), manner, over)  # type: ignore[misc]
        else:
            yield read_file(each, manner, over)
