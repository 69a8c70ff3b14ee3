"""Traps of 400 kB: pieces that, repeated, make careless readers slow. Bound: 0.5 s each, read as the format named."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests import traps

from benchmarks.commands import LYCHEE, READ_BY_LYCHEE, WITHOUT_LYCHEE
from benchmarks.measuring import fastest, usage_of
from benchmarks.tables import OVER, Table, seconds, verdict
from sourcekeeper.citing.cite import cite_note
from sourcekeeper.citing.parsing.quotes import find_quoted
from sourcekeeper.citing.pointers import read_pointer
from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Note
from sourcekeeper.plugins import load
from sourcekeeper.ports import RawDocument
from sourcekeeper.web.identifiers import find_identifiers
from sourcekeeper.web.urls import find_addresses

_BYTES = 400_000
_MOST_SECONDS = 0.5
_PARTS = (8, 4, 2, 1)
_TOO_LONG = 4.0
"""Seconds: a size that took so long is the last that is tried."""
_SUFFIXES = {"text": ".txt", "markdown": ".md", "html": ".html"}

Work = Callable[[int], Callable[[], object]]
"""Makes a trap of about so many bytes, and returns what reads it."""


def run() -> None:
    """Print seconds at 50, 100, 200 and 400 kB, beside lychee's for the largest where it reads it."""
    table = Table(
        ("read as", 11),
        ("trap", 30),
        *((f"{_BYTES // part // 1000} kB", 8) for part in _PARTS),
        ("bound", 6),
        ("", 4),
        ("lychee", 8),
    )
    over = 0
    for group, name, work, peer in _all():
        taken: list[float] = []
        for part in _PARTS:
            taken.append(fastest(work(_BYTES // part), rounds=2))
            if taken[-1] > _TOO_LONG:
                break
        is_whole = len(taken) == len(_PARTS)
        said = verdict((taken[-1], _MOST_SECONDS)) if is_whole else OVER
        over += said == OVER
        cells = [*map(seconds, taken), *("stopped" for _ in _PARTS[len(taken) :])]
        table.row(group, name, *cells, seconds(_MOST_SECONDS), said, peer())
    print(f"{over} over their bound." if over else "All within their bound.")
    if LYCHEE is None:
        print(WITHOUT_LYCHEE)


def _all() -> Iterator[tuple[str, str, Work, Callable[[], str]]]:
    for reader, pieces in traps.READ_AS.items():
        for piece in pieces:
            yield reader, repr(piece), _reading(reader, piece), lambda r=reader, p=piece: _lychee(r, p)  # type: ignore[misc]
    for piece in traps.TEXT:
        yield "text, note", repr(piece), _reading("text", piece, b"Un fait [1].\n\n[1] Voir "), lambda: ""
    for name, page in traps.PAGES.items():
        yield "html", name, _page(page), lambda: ""
    citing: dict[str, tuple[tuple[str, ...], Callable[[str], object]]] = {
        "identifiers": (traps.IDENTIFIERS, find_identifiers),
        "quotes": (traps.QUOTES, find_quoted),
        "pointers": (traps.POINTERS, read_pointer),
        "one note": (traps.NOTES, _cite),
    }
    for name, (pieces, function) in citing.items():
        for piece in pieces:
            yield name, repr(piece), _calling(function, piece), lambda: ""


def _reading(reader: str, piece: str, before: bytes = b"") -> Work:
    def of_size(size: int) -> Callable[[], object]:
        data = before + traps.trap(piece, size // len(piece.encode()))
        return lambda: _read(reader, data)

    return of_size


def _page(page: Callable[[int], str]) -> Work:
    each = len(page(100).encode()) / 100

    def of_size(size: int) -> Callable[[], object]:
        data = f"<html><body>{page(int(size / each))}</body></html>".encode()
        return lambda: _read("html", data)

    return of_size


def _calling(function: Callable[[str], object], piece: str) -> Work:
    def of_size(size: int) -> Callable[[], object]:
        text = piece * (size // len(piece.encode()))
        return lambda: function(text)

    return of_size


def _read(name: str, data: bytes) -> None:
    reader = load("readers", name)()
    raw = RawDocument(origin="-", data=data)
    reader.recognise(raw)
    try:
        reader.read(raw)
    except NotReadable:
        return


def _cite(text: str) -> object:
    return cite_note(Note(id="n", number="1", text=text, addresses=find_addresses(text)), "fr")


def _lychee(reader: str, piece: str) -> str:
    suffix = _SUFFIXES.get(reader)
    if suffix not in READ_BY_LYCHEE:
        return "no reader"
    if LYCHEE is None:
        return "absent"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"trap{suffix}")
        path.write_bytes(traps.trap(piece, _BYTES // len(piece.encode())))
        try:
            return seconds(usage_of([LYCHEE, "--dump", "--no-progress", str(path)]).seconds)
        except RuntimeError:
            return "fails"
