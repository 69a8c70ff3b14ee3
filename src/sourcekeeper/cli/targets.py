"""What `archive` and `check` are about: addresses are sources, paths are documents."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from sourcekeeper.cli.bibliographies import without_ours
from sourcekeeper.cli.documents import named, tell_unreadable
from sourcekeeper.cli.options import OWN_SANDBOX, CommonOptions
from sourcekeeper.cli.output import warn
from sourcekeeper.cli.session import scratch_keeper
from sourcekeeper.errors import UsageError
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.documents import is_url
from sourcekeeper.keeper.results import ReadDocument
from sourcekeeper.model import CitedNote, Source
from sourcekeeper.web.encoding import decode

_LONGEST_LINE = 20_000
"""Characters: no address that any server takes is as long."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What was named on the command line: documents, read, and addresses."""

    reads: tuple[ReadDocument, ...]
    urls: tuple[str, ...]


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
    return record(keeper, name(keeper, arguments, documents, addresses), archive=archive)


def name(keeper: Keeper, arguments: Sequence[str], documents: Sequence[str], addresses: Iterable[str] = ()) -> Named:
    """Tell addresses from documents, and read the documents. Writes nothing."""
    texts = [*documents, *(argument for argument in arguments if not _is_address(argument))]
    urls = [*(argument for argument in arguments if _is_address(argument)), *addresses]
    reads = without_ours(keeper, texts, keeper.read(named(texts)))
    return Named(reads=tuple(reads), urls=tuple(dict.fromkeys(urls)))


def notes_named(common: CommonOptions, arguments: Sequence[str]) -> list[CitedNote]:
    """Return the notes of the texts named that are files, where a sandbox is to be started: its pages fit them."""
    if common.sandbox != OWN_SANDBOX:
        return []
    texts = [each for each in arguments if each != "-" and not is_url(each) and os.path.exists(each)]
    with scratch_keeper(common) as keeper:
        return [note for read in keeper.read(texts) for note in read.notes]


def record(keeper: Keeper, named: Named, *, archive: bool) -> Targets:
    """Record what is named and return its sources, each once. To archive a text by name is to agree to it."""
    ids = [keeper.record(read).document.id for read in named.reads if read.error is None]
    for id in ids if archive else ():
        if keeper.store.consent(id) is None:
            keeper.consent_to(id, "named")
    sources = list(keeper.store.sources(ids)) if ids else []
    sources += keeper.add_sources(named.urls, archive=archive)
    return Targets(
        sources=tuple({source.id: source for source in sources}.values()), failed=tell_unreadable(named.reads)
    )


def addresses_of(file: BinaryIO | None) -> tuple[list[str], bool]:
    """Return the addresses of a list, and whether it has lines that are none: each of those is told on stderr."""
    lines = list(lines_of(file))
    strange = [line for line in lines if not _SCHEME.match(line)]
    for line in strange:
        warn(f"not an address: {line[:80]!r}. It begins with https:// or http://.")
    return [line for line in lines if _SCHEME.match(line)], bool(strange)


def listed(file: BinaryIO | None) -> Iterator[str]:
    """Yield the lines of a list that is to be checked. Raises UsageError for what is no list of addresses."""
    if file is None:
        return
    decoded = decode(file.read())
    lines = list(_lines(decoded.text))
    is_binary = any(problem.reason.code in {"nul-characters", "bytes-replaced"} for problem in decoded.problems)
    if is_binary or any(len(line) > _LONGEST_LINE for line in lines):
        name = getattr(file, "name", "the list")
        raise UsageError(f"{name} is no list of addresses", "Give a text file with one address a line.")
    yield from lines


def lines_of(file: BinaryIO | None) -> Iterator[str]:
    """Yield the addresses of a list, one a line; empty lines and those that begin with ``#`` are none."""
    yield from _lines(decode(file.read()).text if file else "")


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            yield stripped


def _is_address(argument: str) -> bool:
    """Whether an argument is an address, of whatever kind; a file of that name is a document all the same."""
    return _SCHEME.match(argument) is not None and (is_url(argument) or not os.path.exists(argument))
