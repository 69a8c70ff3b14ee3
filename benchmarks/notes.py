"""3,000 notes in each format that has notes. Bound: 0.5 s to read them, the process's start not counted.

``python -m benchmarks.notes PATH`` prints the CPU seconds of one reading alone: how the compiled wheel is measured.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks import compiled
from benchmarks.commands import BESIDE, LYCHEE, WITHOUT_LYCHEE, beside, compared
from benchmarks.measuring import STEADY_SECONDS, fastest
from benchmarks.tables import Table, megabytes, seconds, verdict
from benchmarks.written import MAKERS
from sourcekeeper.keeper.documents import readers_for
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.read import read_document

_NOTES = 3_000
_MOST_SECONDS = 0.5


def run() -> None:
    """Print CPU seconds of the reading alone, as it stands and compiled, and of the whole command, beside lychee's."""
    table = Table(
        ("format", 9),
        ("notes", 6),
        ("size", 8),
        ("reading", 8),
        ("bound", 6),
        ("", 4),
        ("compiled", 8),
        ("command", 8),
        ("peak", 7),
        *BESIDE,
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, (suffix, make) in MAKERS.items():
            path = Path(folder, f"notes{suffix}")
            path.write_bytes(make(_NOTES))
            found, reading = _reading(path)
            faster = compiled.printed_by("benchmarks.notes", str(path))
            ours, lychee = compared(path)
            table.row(
                name,
                f"{found:,}",
                f"{path.stat().st_size / 1000:.0f} kB",
                seconds(reading),
                seconds(_MOST_SECONDS),
                verdict((reading, _MOST_SECONDS)),
                seconds(float(faster)) if faster else "absent",
                seconds(ours.seconds),
                megabytes(ours.megabytes),
                *beside(ours, lychee, suffix),
            )
    if LYCHEE is None:
        print(WITHOUT_LYCHEE)


def _reading(path: Path) -> tuple[int, float]:
    """Return how many notes are found, and the CPU seconds it takes."""
    raw = RawDocument(origin=str(path), data=path.read_bytes())
    readers = readers_for(raw)
    found = len(read_document(raw, readers).notes)
    return found, fastest(partial(read_document, raw, readers), at_least_seconds=STEADY_SECONDS)


if __name__ == "__main__":
    print(_reading(Path(sys.argv[1]))[1])
