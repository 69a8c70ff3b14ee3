"""How fast the archive's hosts may be asked: its rates are for people and machines alike, so we stay below them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sourcekeeper.ports import Clock

GAPS_SECONDS = {
    "index": 60 / 24,  # CDX and TimeMap together: 30 a minute allowed in 2026, 80 % of it used
    "replay": 1.0,  # 480 a minute allowed, but four at once were enough to be shut out
    "free": 0.0,  # Save Page Now: its own rules, kept by the stage
}
"""Between the starts of two requests of a kind, to the public archive."""


@dataclass(slots=True)
class Pace:
    """Gaps between requests to the public archive; none where the archive is ours or tells its own rate."""

    clock: Clock
    is_public: bool
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
