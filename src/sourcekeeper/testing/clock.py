"""A clock turned by hand, so that no test ever waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sourcekeeper.model import as_utc


class FakeClock:
    """A `ports.Clock` that stands still until it is told to move; sleeping moves it at once.

    Parameters
    ----------
    start
        The time of day it shows first: aware; any zone, shown in UTC.
    """

    def __init__(self, start: datetime = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)) -> None:
        self._start = as_utc(start)
        self._passed = 0.0
        self.sleeps: list[float] = []
        """Every wait asked for, in seconds and in order."""

    def now(self) -> datetime:
        """Return the time of day it was turned to, in UTC."""
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        """Return the seconds passed since it was made."""
        return self._passed

    def sleep(self, seconds: float) -> None:
        """Note the wait and move on by it, without waiting."""
        self.sleeps.append(seconds)
        self.advance(max(0.0, seconds))

    def advance(self, seconds: float) -> None:
        """Turn the clock forward; it never goes back (ValueError)."""
        if seconds < 0:
            raise ValueError(f"a clock cannot go back by {-seconds} seconds")
        self._passed += seconds

    def set(self, moment: datetime) -> None:
        """Set the time of day, back too, as a person does or a time service; the seconds passed stay."""
        self._start = as_utc(moment) - timedelta(seconds=self._passed)
