"""How long things take: whole processes by their own CPU time, functions by the fastest of a few runs."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence


def cpu_seconds(command: Sequence[str], environment: dict[str, str] | None = None) -> float:
    """Run a command and return the CPU seconds it used, user and system together."""
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, env=environment)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_utime + usage.ru_stime


def paired(commands: dict[str, Sequence[str]], rounds: int = 15) -> dict[str, float]:
    """Run the commands in turn, several times over, and return the median CPU seconds of each."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            seconds[name].append(cpu_seconds(command))
    return {name: statistics.median(values[1:]) for name, values in seconds.items()}


def fastest(function: Callable[[], object], rounds: int = 3) -> float:
    """Return the seconds of the fastest run."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        best = min(best, time.perf_counter() - start)
    return best
