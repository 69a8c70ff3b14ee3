"""What `archive` and `check` are about: addresses are sources, paths are documents."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sourcekeeper.cli.documents import named, tell_unreadable
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.documents import is_url
from sourcekeeper.model import Source

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """The sources meant, and whether a document among them could not be read."""

    sources: tuple[Source, ...]
    failed: bool


def resolve(
    keeper: Keeper,
    arguments: Sequence[str],
    documents: Sequence[str],
    addresses: Iterable[str] = (),
    *,
    archive: bool,
) -> Targets:
    """Record what is named and return its sources, each once. `addresses` are sources whatever they look like."""
    texts = [*documents, *(argument for argument in arguments if not _is_address(argument))]
    urls = [*(argument for argument in arguments if _is_address(argument)), *addresses]
    reads = list(keeper.read(named(texts)))
    ids = [keeper.record(read).document.id for read in reads if read.error is None]
    sources = list(keeper.store.sources(ids)) if ids else []
    sources += keeper.add_sources(urls, archive=archive)
    return Targets(sources=tuple({source.id: source for source in sources}.values()), failed=tell_unreadable(reads))


def _is_address(argument: str) -> bool:
    """Whether an argument is an address, of whatever kind; a file of that name is a document all the same."""
    return _SCHEME.match(argument) is not None and (is_url(argument) or not os.path.exists(argument))
