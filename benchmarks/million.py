"""A night of many sources: what is due is picked and its checks are recorded, in a process for each figure.

The stores are of 10,000, 100,000 and 1,000,000 sources, ten at a host, and of as many addresses at one host
(``BENCHMARK_SOURCES=1000,10000``: other sizes). The visits are answered at once by a fetcher that makes none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.tables import OVER, Table, megabytes

SIZES = tuple(map(int, os.environ.get("BENCHMARK_SOURCES", "10000,100000,1000000").split(",")))
MOST_VISITED = 5_000
"""Sources of a whole pass: it reads, judges and writes each as the command does."""
LEAST_A_SECOND = 5_000
"""Checks recorded (the issue's bound), by CPU time."""
MOST_GROWTH = 1.5
"""Of the peak from the smallest store to the largest."""

Told = dict[str, float]


def run(sizes: Sequence[int] = SIZES) -> None:
    """Print a row for each store and kind of work; memory is compared with that at the smallest store."""
    table = Table(
        ("a night", 34), ("sources", 9), ("CPU", 9), ("a second", 9), ("bound", 7), ("peak", 7), ("growth", 6), ("", 4)
    )
    smallest: dict[str, float] = {}
    for hosts in ("ten at a host", "all at one host"):
        for size in sizes:
            for work, told in _worked(size, is_one=hosts != "ten at a host"):
                name = f"{work}, {hosts}"
                growth = told["megabytes"] / smallest.setdefault(name, told["megabytes"])
                _row(table, name, told, growth, bound=LEAST_A_SECOND if work.startswith("record") else 0)


def _worked(size: int, *, is_one: bool) -> list[tuple[str, Told]]:
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder, "s.db"))
        _told("make", store, size, is_one)
        rows = [
            ("pick", _told("pick", store, 0)),
            ("record, first night", _told("record", store, 0)),
            ("record, unchanged night", _told("record", store, 9)),
        ]
        return [*rows, (f"the pass, {MOST_VISITED:,} of them", _told("visit", store, 18, MOST_VISITED))]


def _told(*arguments: object) -> Told:
    command = [sys.executable, "-m", "benchmarks.night", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: Told = json.loads(done.stdout)
    return told


def _row(table: Table, name: str, told: Told, growth: float, bound: int) -> None:
    a_second = told["sources"] / max(told["seconds"], 1e-9)
    is_well = a_second >= bound and growth <= MOST_GROWTH
    table.row(
        name,
        f"{told['sources']:,.0f}",
        f"{told['seconds']:.1f} s",
        f"{a_second:,.0f}",
        f"{bound:,}" if bound else "",
        megabytes(told["megabytes"]),
        f"{growth:.2f}x",
        "ok" if is_well else OVER,
    )
