"""How long the archive bears with clients that do not wait: it refuses their connections then. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sourcekeeper.sandbox.exchange import Answer

USUAL_WAIT = timedelta(seconds=15)
"""Expected after a 429 that asks for none."""
FIRST_BAN = timedelta(hours=1)
"""Doubled each time."""


@dataclass(slots=True)
class Patience:
    """Counts the requests that come before a wait is over. Its owner holds the archive's lock."""

    _wait_until: datetime | None = None
    _ignored: int = 0
    _banned_until: datetime | None = None
    _bans: int = 0

    def is_over(self, now: datetime) -> bool:
        """Whether connections are refused now."""
        return self._banned_until is not None and now < self._banned_until

    def note(self, answer: Answer, now: datetime, bears: float) -> None:
        """Take down a request with its answer; `bears` is how many are borne before a wait is over, 0 for all."""
        if self._wait_until is not None:
            self._ignored = self._ignored + 1 if now < self._wait_until else 0
        if answer.status == 429:
            asked = answer.header("Retry-After")
            self._wait_until = now + (timedelta(seconds=int(asked)) if asked.isdecimal() else USUAL_WAIT)
        if bears and self._ignored >= bears:
            self._banned_until = now + FIRST_BAN * 2**self._bans
            self._bans, self._ignored, self._wait_until = self._bans + 1, 0, None
