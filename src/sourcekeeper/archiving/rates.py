"""Two numbers that the archive does not tell, learnt from its refusals: starts a minute, and how long slots linger.

Both give way at once when the archive refuses, and come back step by step while it accepts.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from sourcekeeper.ports import Clock

_SLOWER, _FASTER = 0.8, 1.1
_SOONER = 0.98
"""Of what slots are taken to linger, after each capture that was accepted: trying it sooner costs a pause."""
_SLOWEST = 1.0
"""Starts a minute below which refusals must have another cause."""


@dataclass(slots=True)
class Rate:
    """So many starts within any minute, as soon as possible: a window that slides, not a fixed beat."""

    clock: Clock
    full: float
    """Starts a minute when nothing was refused."""
    _now: float = field(init=False)
    _starts: deque[float] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self._now = self.full

    def set_full(self, per_minute: float) -> None:
        """Change the rate; what was started already counts."""
        self.full = self._now = per_minute

    def slow_down(self) -> None:
        """Give way after a refusal."""
        self._now = min(self.full, max(_SLOWEST, self._now * _SLOWER))

    def recover(self) -> None:
        """Come back a step."""
        self._now = min(self.full, self._now * _FASTER)

    def wait_seconds(self) -> float:
        """Return how long the next start has to wait; 0 when it may be now."""
        count = max(1, int(self.full))
        while len(self._starts) > count:
            self._starts.popleft()
        if len(self._starts) < count:
            return 0.0
        return max(0.0, self._starts[0] + 60.0 * count / max(self._now, 0.01) - self.clock.monotonic())

    def take(self) -> None:
        """Count a start."""
        self._starts.append(self.clock.monotonic())


@dataclass(slots=True)
class Lingering:
    """Slots of jobs that have ended: the service holds them some seconds longer, and refuses what comes meanwhile."""

    clock: Clock
    longest_seconds: float = 20.0
    """A wait of 20 s was always enough (measured in September 2026)."""
    seconds: float = 0.0
    """How long a slot is taken to linger; learnt."""
    _ended: deque[float] = field(default_factory=deque)

    def ended(self) -> None:
        """Note that a job has ended."""
        self._ended.append(self.clock.monotonic())
        while len(self._ended) > 64:
            self._ended.popleft()

    @property
    def count(self) -> int:
        """How many slots are still held."""
        since = self.clock.monotonic() - self.seconds
        return sum(moment > since for moment in self._ended)

    def wait_seconds(self) -> float:
        """Return when the next of them is free."""
        since = self.clock.monotonic() - self.seconds
        return min((moment - since for moment in self._ended if moment > since), default=0.0)

    def refused(self) -> None:
        """Learn from a refusal that the slot freed last was not free yet."""
        held = self.clock.monotonic() - self._ended[-1] if self._ended else self.longest_seconds
        if held < self.longest_seconds:
            self.seconds = min(self.longest_seconds, max(held * 1.5, self.seconds * 2, self.longest_seconds / 10))

    def recover(self) -> None:
        """Try it a little sooner."""
        self.seconds = self.seconds * _SOONER if self.seconds > 0.05 * self.longest_seconds else 0.0
