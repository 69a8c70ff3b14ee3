"""How much things take: processes by their own CPU time and peak memory, functions by the fastest of a few runs.

CPU time, not the clock on the wall: other programs on the machine make that one lie.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_VERY_LONG = 10.0
"""CPU seconds of a command that is not run again."""
_LONG = 2.0
"""CPU seconds of a function that is not run again."""
STEADY_SECONDS = 5.0
"""CPU of all runs of a function together, where a figure is held against a bound: a machine is slow for seconds at a
time, and three short runs may all fall into them."""
_WITNESS = Path(__file__).with_name("witness.py")


@dataclass(frozen=True, slots=True)
class Usage:
    """What one process used."""

    seconds: float
    """CPU, user and system together, all threads."""
    megabytes: float
    """Peak of resident memory; 1 MB is a million bytes."""


def usage_of(command: Sequence[str]) -> Usage:
    """Run a command and return what it used, until it ended or was stopped. Raises RuntimeError when it fails."""
    witnessed = [sys.executable, "-IS", str(_WITNESS), *command]
    done = subprocess.run(witnessed, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    seconds, megabytes = map(float, done.stdout.split())
    return Usage(seconds, megabytes)


def in_turn(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[Usage]]:
    """Run the commands in turn, several times over, after a round that only warms the caches of the disk.

    What takes very long is run once: it is too slow, and more rounds would not tell more.
    """
    used = {name: [usage_of(command)] for name, command in commands.items()}
    slow = {name for name, usages in used.items() if usages[0].seconds > _VERY_LONG}
    for _ in range(rounds):
        for name in commands.keys() - slow:
            used[name].append(usage_of(commands[name]))
    return {name: usages if name in slow else usages[1:] for name, usages in used.items()}


def median_seconds(commands: Mapping[str, Sequence[str]], rounds: int = 15) -> dict[str, float]:
    """Run the commands in turn and return the median CPU seconds of each."""
    used = in_turn(commands, rounds)
    return {name: statistics.median(usage.seconds for usage in usages) for name, usages in used.items()}


def least(commands: Mapping[str, Sequence[str]], rounds: int = 3) -> dict[str, Usage]:
    """Run the commands in turn and return the least each used: what a busy machine adds is not its own."""
    return {
        name: Usage(min(usage.seconds for usage in usages), min(usage.megabytes for usage in usages))
        for name, usages in in_turn(commands, rounds).items()
    }


def fastest(function: Callable[[], object], rounds: int = 3, at_least_seconds: float = 0.0) -> float:
    """Return the CPU seconds of the fastest run: of so many at least, and of as many as take so long together."""
    taken: list[float] = []
    while len(taken) < rounds or sum(taken) < at_least_seconds:
        start = time.process_time()
        function()
        taken.append(time.process_time() - start)
        if min(taken) > _LONG:
            break
    return min(taken)
