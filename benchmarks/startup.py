"""How long a command takes to start, against an empty Python. Bounds: --version under 3x, others under 10x."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.measuring import median_seconds


def run() -> None:
    """Print CPU seconds and ratios."""
    script = str(Path(sys.executable).with_name("sourcekeeper"))
    peer = "python -c pass"
    medians = median_seconds(
        {
            peer: [sys.executable, "-c", "pass"],
            "import sourcekeeper": [sys.executable, "-c", "import sourcekeeper"],
            "sourcekeeper --version": [script, "--version"],
            "sourcekeeper --help": [script, "--help"],
            "sourcekeeper extract --help": [script, "extract", "--help"],
            "sourcekeeper keep --help": [script, "keep", "--help"],
            "sourcekeeper store path": [script, "store", "path"],
        }
    )
    for name, seconds in medians.items():
        print(f"{name:32} {seconds * 1000:8.1f} ms CPU   {seconds / medians[peer]:5.1f}x")
