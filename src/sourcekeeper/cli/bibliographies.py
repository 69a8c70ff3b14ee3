"""The bibliographies that `keep` writes into the working folder: how they are named, and what they never overwrite."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from sourcekeeper.cli.output import warn, write_file
from sourcekeeper.errors import OutputError
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.documents import is_url
from sourcekeeper.keeper.recording import RecordedDocument

FORMATS = {".bib": "biblatex", ".csl.json": "csl-json"}
"""File name ending to format."""

_MOST_BYTES_OF_NAME = 200
"""Of the 255 that file systems allow, so that an ending and a number fit behind."""
_ENTRY = re.compile(r"@\s*(\w+)\s*[{(]\s*([^,\s})]*)")


def write_bibliographies(keeper: Keeper, recorded: Sequence[RecordedDocument]) -> tuple[list[Path], bool]:
    """Write each document's bibliographies; return the files written, and whether one could not be.

    A file of that name that this store did not write, a bibliography of a person's own for one, is left as it is.
    """
    origins = [each.document.origin for each in recorded]
    written: list[Path] = []
    failed = False
    for each, stem in zip(recorded, stems(origins), strict=True):
        for suffix, format in FORMATS.items():
            path = _free(stem, suffix, lambda path: _is_ours(path, keeper.store.is_key_taken, origins))
            try:
                write_file(path, keeper.export(format, document_ids=[each.document.id]))
            except OutputError as error:
                warn(error)
                failed = True
                continue
            if path.name != stem + suffix:
                warn(f"{stem + suffix} is there already and was not written from this store: wrote {path}")
            written.append(path)
    return written, failed


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
    return os.fsencode(clean)[:_MOST_BYTES_OF_NAME].decode("utf-8", "ignore") or "document"


def _free(stem: str, suffix: str, is_ours: Callable[[Path], bool]) -> Path:
    """Return the first of the file's possible names that is free, or taken by an earlier bibliography of ours."""
    names = [stem, f"{stem}.sources", *(f"{stem}.sources-{number}" for number in range(2, 1000))]
    paths = (Path(name + suffix) for name in names)
    return next((path for path in paths if is_ours(path)), Path(stem + suffix))


def _is_ours(path: Path, is_key_taken: Callable[[str], bool], origins: Sequence[str]) -> bool:
    """Whether a file may be written anew: it is not there, or holds nothing but entries whose keys the store gave."""
    if not os.path.lexists(path):
        return True
    if any(
        not is_url(origin) and origin != "-" and os.path.realpath(origin) == os.path.realpath(path)
        for origin in origins
    ):
        return False
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    keys = _keys_of_json(text) if path.suffix == ".json" else _keys_of_bib(text)
    return keys is not None and all(is_key_taken(key) for key in keys)


def _keys_of_bib(text: str) -> list[str] | None:
    """Return the keys of a BibTeX file; None for one that holds anything else than entries."""
    found = _ENTRY.findall(text)
    if any(kind.lower() in ("string", "preamble", "comment") for kind, _key in found):
        return None
    return [key for _kind, key in found] if found or not text.strip() else None


def _keys_of_json(text: str) -> list[str] | None:
    try:
        items = json.loads(text or "[]")
        return [str(item["id"]) for item in items] if isinstance(items, list) else None
    except (ValueError, RecursionError, TypeError, KeyError):
        return None
