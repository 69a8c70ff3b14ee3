"""3,000 notes in each format that has notes. Bound: 0.5 s to read them, the process's start not counted."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

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
    """Print CPU seconds of the reading alone and of the whole command, beside lychee's."""
    table = Table(
        ("format", 9),
        ("notes", 6),
        ("size", 8),
        ("reading", 8),
        ("bound", 6),
        ("", 4),
        ("command", 8),
        ("peak", 7),
        *BESIDE,
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, (suffix, make) in MAKERS.items():
            path = Path(folder, f"notes{suffix}")
            path.write_bytes(make(_NOTES))
            raw = RawDocument(origin=str(path), data=path.read_bytes())
            readers = readers_for(raw)
            found = len(read_document(raw, readers).notes)
            reading = fastest(partial(read_document, raw, readers), at_least_seconds=STEADY_SECONDS)
            ours, lychee = compared(path)
            table.row(
                name,
                f"{found:,}",
                f"{len(raw.data) / 1000:.0f} kB",
                seconds(reading),
                seconds(_MOST_SECONDS),
                verdict((reading, _MOST_SECONDS)),
                seconds(ours.seconds),
                megabytes(ours.megabytes),
                *beside(ours, lychee, suffix),
            )
    if LYCHEE is None:
        print(WITHOUT_LYCHEE)
