"""The sandbox's own time: the machine's, or a given clock's, moved on at will."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def machine_time() -> datetime:
    """Return the machine's time of day, in UTC."""
    return datetime.now(UTC)


class SandboxClock:
    """A time of day that can be moved forward, so that a test sees an hour or a night pass without waiting."""

    def __init__(self, now: Callable[[], datetime] = machine_time) -> None:
        self._now = now
        self._ahead = timedelta(0)
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """Return the sandbox's time, in UTC."""
        with self._lock:
            return self._now() + self._ahead

    def advance(self, by: timedelta) -> None:
        """Move on; never back (ValueError)."""
        if by < timedelta(0):
            raise ValueError("time does not go back")
        with self._lock:
            self._ahead += by
