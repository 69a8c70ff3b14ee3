"""Run every benchmark, or those named: ``python -m benchmarks startup large``. Nothing is asserted: "over" is said."""

import os
import sys

from benchmarks import (
    captures,
    citing,
    exporting,
    growth,
    large,
    million,
    notes,
    pages,
    patience,
    politeness,
    startup,
    traps,
    verdicts,
    visits,
)
from benchmarks.measuring import least

ALL = {
    "startup": startup,
    "large": large,
    "notes": notes,
    "traps": traps,
    "growth": growth,
    "citing": citing,
    "exporting": exporting,
    "pages": pages,
    "visits": visits,
    "patience": patience,
    "politeness": politeness,
    "verdicts": verdicts,
    "captures": captures,
    "million": million,
}

if __name__ == "__main__":
    # What is measured is the program as it is installed: with its bytecode, which the first run writes.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    empty = least({"": [sys.executable, "-c", "pass"]}, rounds=5)[""].seconds
    print(f"An empty Python takes {empty * 1000:.0f} ms of CPU just now; a busy machine makes all figures larger.")
    for name in sys.argv[1:] or ALL:
        print(f"\n== {name}: {ALL[name].__doc__.splitlines()[0]}")
        ALL[name].run()
