"""Run every benchmark, or those named: ``python -m benchmarks startup large``. Nothing is asserted: "over" is said."""

import sys

from benchmarks import citing, exporting, growth, large, notes, pages, startup, traps

ALL = {
    "startup": startup,
    "large": large,
    "notes": notes,
    "traps": traps,
    "growth": growth,
    "citing": citing,
    "exporting": exporting,
    "pages": pages,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        print(f"\n== {name}: {ALL[name].__doc__.splitlines()[0]}")
        ALL[name].run()
