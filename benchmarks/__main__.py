"""Run every benchmark, or those named: ``python -m benchmarks startup extraction``."""

import sys

from benchmarks import citing, extraction, startup

ALL = {"startup": startup, "extraction": extraction, "citing": citing}

if __name__ == "__main__":
    for name in sys.argv[1:] or ALL:
        print(f"\n== {name}: {ALL[name].__doc__.splitlines()[0]}")
        ALL[name].run()
