"""What `archive` and `check` are about: addresses are sources, paths are documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sourcekeeper.cli.documents import named, tell_unreadable
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.documents import is_url
from sourcekeeper.model import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """The sources meant, and whether a document among them could not be read."""

    sources: tuple[Source, ...]
    failed: bool


def resolve(keeper: Keeper, arguments: Sequence[str], documents: Sequence[str]) -> Targets:
    """Record what is named and return its sources, each once."""
    texts = [*documents, *(argument for argument in arguments if not is_url(argument))]
    reads = list(keeper.read(named(texts)))
    ids = [keeper.record(read).document.id for read in reads if read.error is None]
    sources = list(keeper.store.sources(ids)) if ids else []
    sources += keeper.add_sources(argument for argument in arguments if is_url(argument))
    return Targets(sources=tuple({source.id: source for source in sources}.values()), failed=tell_unreadable(reads))
