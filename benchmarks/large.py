"""Large documents, the whole command. Bounds: 20 MB of HTML in 3 s and 300 MB, 20 MB of text on one line in 3 s."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import written
from benchmarks.commands import BESIDE, LYCHEE, WITHOUT_LYCHEE, beside, compared
from benchmarks.tables import Table, megabytes, seconds, verdict
from sourcekeeper.keeper.documents import readers
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.read import read_document

_SIZE = 20_000_000
_MOST_SECONDS = 3.0
_MOST_MEGABYTES = 300.0
_DEPTH = 50_000
_KINDS: dict[str, tuple[str, Callable[[], bytes], float]] = {
    "HTML, report, 3,000 notes": (".html", lambda: written.long_report(3_000, _SIZE), _MOST_MEGABYTES),
    "HTML, tables, 3,000 notes": (".html", lambda: written.dense_page(3_000, _SIZE), _MOST_MEGABYTES),
    "text on one line": (".txt", lambda: written.one_line(_SIZE), float("inf")),
    "text, line and 3,000 notes": (".txt", lambda: written.one_line_with_notes(3_000, _SIZE), float("inf")),
    "text of one word": (".txt", lambda: written.without_a_space(_SIZE), float("inf")),
}


def run() -> None:
    """Print CPU seconds and peak memory of each, beside lychee's; then whether a deep page is read to the bottom."""
    table = Table(("document", 26), ("size", 7), ("CPU", 8), ("bound", 6), ("peak", 7), ("bound", 6), ("", 4), *BESIDE)
    with tempfile.TemporaryDirectory() as folder:
        for name, (suffix, make, most_megabytes) in _KINDS.items():
            path = Path(folder, f"large{suffix}")
            path.write_bytes(make())
            ours, lychee = compared(path)
            table.row(
                name,
                megabytes(path.stat().st_size / 1e6),
                seconds(ours.seconds),
                seconds(_MOST_SECONDS),
                megabytes(ours.megabytes),
                megabytes(most_megabytes) if most_megabytes < float("inf") else "",
                verdict((ours.seconds, _MOST_SECONDS), (ours.megabytes, most_megabytes)),
                *beside(ours, lychee, suffix),
            )
    if LYCHEE is None:
        print(WITHOUT_LYCHEE)
    print(_bottom())


def _bottom() -> str:
    raw = RawDocument(origin="-", data=written.nested_divs(_DEPTH))
    notes = read_document(raw, readers()).notes
    found = [address.cited for note in notes for address in note.addresses]
    is_found = found == ["https://www.example.org/"] and notes[0].contexts == ("Un fait.",)
    said = "found, with its call" if is_found else "NOT found"
    return f"{_DEPTH:,} nested divs: the note in the innermost is {said}."
