"""How fast the archive's hosts may be asked: its rates are for people and machines alike, so we stay below them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from sourcekeeper.ports import Clock

GAPS_SECONDS = {
    "index": 60 / 24,  # CDX and TimeMap together: 30 a minute allowed in 2026, 80 % of it used
    "replay": 1.0,  # 480 a minute allowed, but four at once were enough to be shut out
    "free": 0.0,  # Save Page Now: its own rules, kept by the stage
}
"""Between the starts of two requests of a kind, to the public archive."""


PAUSES_SECONDS = (20.0, 60.0, 300.0)
"""After refusals in a row that name no time: 20 s was enough where a slot lingered (measured in 2026)."""


@dataclass(slots=True)
class Pauses:
    """How long each host wants to be left alone, by all of the process: its limits count for account and network."""

    clock: Clock
    _until: dict[str, float] = field(default_factory=dict)
    _refusals: Counter[str] = field(default_factory=Counter)

    def note(self, host: str, status: int, retry_after: timedelta | None, faster: float) -> None:
        """Note an answer. A 429 counts as a refusal; a 503 only asks for the time it names."""
        if status == 429:
            nth = min(self._refusals[host], len(PAUSES_SECONDS) - 1)
            self._refusals[host] += 1
            told = retry_after.total_seconds() if retry_after is not None else PAUSES_SECONDS[nth] / faster
        elif status == 503 and retry_after is not None:
            told = retry_after.total_seconds()
        else:
            self._refusals[host] = 0
            return
        self._until[host] = max(self._until.get(host, 0.0), self.clock.monotonic() + told)

    def left_seconds(self, host: str) -> float:
        """Return how long a host has to be left alone; not above 0 when it may be asked."""
        return self._until.get(host, float("-inf")) - self.clock.monotonic()


@dataclass(slots=True)
class Pace:
    """Gaps between requests to the public archive; none where the archive is ours or tells its own rate."""

    clock: Clock
    is_public: bool
    faster: float = 1.0
    """How much faster than the public service it runs, by the rate it tells."""
    asked: Counter[str] = field(default_factory=Counter)
    """How many requests of each kind went out."""
    _next: dict[str, float] = field(default_factory=dict)

    def wait(self, kind: str) -> None:
        """Wait for the turn of a request of this kind."""
        self.asked[kind] += 1
        gap = GAPS_SECONDS[kind] if self.is_public else 0.0
        if not gap:
            return
        now = self.clock.monotonic()
        start = max(now, self._next.get(kind, now))
        self._next[kind] = start + gap
        if start > now:
            self.clock.sleep(start - now)
