"""How reading grows with size: seconds at 1x, 2x, 4x, 8x; 1.0 in the last column is linear, 8.0 is quadratic."""

from __future__ import annotations

from benchmarks.measuring import fastest
from benchmarks.tables import Table, seconds
from benchmarks.written import MAKERS
from sourcekeeper.keeper.documents import readers_for
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.read import read_document

_NOTES = 375
FACTORS = (1, 2, 4, 8)


def run() -> None:
    """Print seconds for each size, and how far the growth from the first to the last is from linear."""
    table = Table(("format", 9), *((f"{factor}x", 8) for factor in FACTORS), ("growth", 6))
    for name, (suffix, make) in MAKERS.items():
        taken = []
        for factor in FACTORS:
            raw = RawDocument(origin=f"-{suffix}", data=make(_NOTES * factor))
            readers = readers_for(raw)
            taken.append(fastest(lambda raw=raw, readers=readers: read_document(raw, readers)))  # type: ignore[misc]
        table.row(name, *map(seconds, taken), f"{taken[-1] / taken[0] / FACTORS[-1]:.1f}")
