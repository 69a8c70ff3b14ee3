"""The bibliographies that `keep` writes into the working folder: how they are named, and what they never overwrite."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import count
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from sourcekeeper.cli.output import warn, write_file
from sourcekeeper.config import default_sandbox_store
from sourcekeeper.errors import OutputError, SourcekeeperError
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.documents import canonical, is_url
from sourcekeeper.keeper.recording import RecordedDocument
from sourcekeeper.keeper.results import ReadDocument
from sourcekeeper.ports import Store

FORMATS = {".bib": "biblatex", ".csl.json": "csl-json"}
"""File name ending to format."""

_MOST_BYTES_OF_NAME = 200
"""Of the 255 that file systems allow, so that an ending and a number fit behind."""


def write_bibliographies(keeper: Keeper, recorded: Sequence[RecordedDocument]) -> tuple[list[Path], bool]:
    """Write each document's bibliographies; return the files written, and whether one could not be.

    A file of that name that this store did not write, or that a person changed since, is left as it is.
    """
    origins = [each.document.origin for each in recorded]
    written: list[Path] = []
    failed = False
    for each, stem in zip(recorded, stems(origins), strict=True):
        for suffix, format in FORMATS.items():
            path = _free(stem, suffix, lambda path: _may_write(path, keeper))
            try:
                _write(path, keeper.export(format, document_ids=[each.document.id]), keeper.store)
            except OutputError as error:
                warn(error)
                failed = True
                continue
            if path.name != stem + suffix:
                warn(f"{stem + suffix} is there already and is not as this store wrote it: wrote {path}")
            written.append(path)
    return written, failed


def without_ours(keeper: Keeper, named: Sequence[str], reads: Iterable[ReadDocument]) -> list[ReadDocument]:
    """Return what was read but for bibliographies of this store that a folder holds: they are no texts of anybody's.

    Else each `keep` of a folder would make documents of what the one before it wrote, and write lists of those too.
    What a person named stays.
    """
    by_name = set(map(canonical, named))

    def is_ours(origin: str) -> bool:
        return origin.endswith(tuple(FORMATS)) and _is_as_written(Path(origin), keeper.store)

    return [read for read in reads if read.origin in by_name or not is_ours(read.origin)]


def stems(origins: Sequence[str]) -> list[str]:
    """Return a file name for each document, without ending; no two are alike, whatever the case of their letters.

    >>> stems(["/a/letter.txt", "/b/letter.md", "https://example.org/texts/petition.html", "-"])
    ['letter', 'b-letter', 'petition', 'stdin']
    """
    taken: set[str] = set()
    found = []
    for origin in origins:
        for name in _names(origin):
            if name.casefold() not in taken:
                taken.add(name.casefold())
                found.append(name)
                break
    return found


def _names(origin: str) -> Iterator[str]:
    """Yield names for a document, the best first, without end."""
    if origin == "-":
        best, folder = "stdin", ""
    elif is_url(origin):
        parts = urlsplit(origin)
        best = PurePosixPath(unquote(parts.path)).stem or parts.hostname or "document"
        folder = parts.hostname or ""
    else:
        best, folder = Path(origin).stem, Path(origin).parent.name
    best = _short(best)
    yield best
    if folder:
        yield _short(f"{folder}-{best}")
    yield from (f"{best}-{number}" for number in count(2))


def _short(name: str) -> str:
    clean = "".join("-" if character in '/\\:*?"<>|' or ord(character) < 32 else character for character in name)
    short = clean.encode("utf-8", "surrogateescape")[:_MOST_BYTES_OF_NAME].decode("utf-8", "ignore") or "document"
    try:
        os.fsencode(short)
    except UnicodeEncodeError:  # a locale without these letters: the bytes of the name are written as they are
        return os.fsdecode(short.encode())
    return short


def _free(stem: str, suffix: str, is_ours: Callable[[Path], bool]) -> Path:
    """Return the first of the file's possible names that is free, or taken by an earlier bibliography of ours."""
    names = [stem, f"{stem}.sources", *(f"{stem}.sources-{number}" for number in range(2, 1000))]
    paths = (Path(name + suffix) for name in names)
    return next((path for path in paths if is_ours(path)), Path(stem + suffix))


def _may_write(path: Path, keeper: Keeper) -> bool:
    """Whether a file may be written anew: it is not there, or as we left it. What a person changed is theirs."""
    return not os.path.lexists(path) or _is_as_written(path, keeper.store) or _is_rehearsal(path, keeper)


def _is_rehearsal(path: Path, keeper: Keeper) -> bool:
    """Whether a file is as the sandbox's own store wrote it: all of it is made up, and gives way to the real one."""
    there = default_sandbox_store()
    if keeper.store.is_sandbox or not os.path.exists(there):
        return False
    settings = replace(keeper.settings, store=there, sandbox=True)
    try:
        with Keeper(there, settings=settings, must_exist=True) as sandbox:
            return _is_as_written(path, sandbox.store)
    except SourcekeeperError:  # a store that cannot be opened vouches for nothing
        return False


def _is_as_written(path: Path, store: Store) -> bool:
    """Whether a file is one that was written for this store, and is unchanged since."""
    digest = store.written_as(os.path.abspath(path))
    try:
        return bool(digest) and sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False


def _write(path: Path, pieces: Iterable[str], store: Store) -> None:
    """Write a file and remember what is in it. Raises OutputError."""
    digest = sha256()

    def counted() -> Iterator[str]:
        for piece in pieces:
            digest.update(piece.encode("utf-8", "replace"))
            yield piece

    write_file(path, counted())
    store.record_written(os.path.abspath(path), digest.hexdigest())
