"""When the next submission may go out: slots, rate, pauses after refusals, slowed hosts, the day's limit.

Pure but for the clock it is given. What it learns comes from the archive's own answers; numbers of our own stand in
only where the archive tells none.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sourcekeeper.archiving.timing import Timing
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.model import Limits, Reason
from sourcekeeper.ports import Clock

SLOTS_UNTOLD = 3
"""What three accounts had in August and September 2026."""

MAX_REFUSALS = 6
"""In a row, for want of slots or rate: somebody else is using the account."""


@dataclass(slots=True)
class Budget:
    """So many starts within any minute, as soon as possible: a window that slides, not a fixed beat."""

    clock: Clock
    per_minute: float
    _starts: deque[float] = field(default_factory=deque)

    def set_rate(self, per_minute: float) -> None:
        """Change the rate; what was started already counts."""
        self.per_minute = per_minute

    def wait_seconds(self) -> float:
        """Return how long the next start has to wait; 0 when it may be now."""
        rate = max(self.per_minute, 0.01)
        count = max(1, int(rate))
        while len(self._starts) > count:
            self._starts.popleft()
        if len(self._starts) < count:
            return 0.0
        return max(0.0, self._starts[0] + 60.0 * count / rate - self.clock.monotonic())

    def take(self) -> None:
        """Count a start."""
        self._starts.append(self.clock.monotonic())


class Gate:
    """Says when a submission may go out, and why none may any more."""

    def __init__(self, settings: ArchiveSettings, clock: Clock, timing: Timing) -> None:
        self._settings = settings
        self._clock = clock
        self._timing = timing
        self._budget = Budget(clock, settings.saves_per_minute)
        self._granted = self._slots = SLOTS_UNTOLD
        self._not_before: datetime | None = None
        self._hosts: dict[str, datetime] = {}
        self._refusals = 0
        self._left_today: int | None = None
        self.closed: Reason | None = None
        """Why nothing more is sent in this run; None while it may be."""

    def learn(self, limits: Limits, timing: Timing) -> None:
        """Take over what the archive grants now."""
        self._timing = timing
        self._budget.set_rate(float(limits.captures_per_minute or self._settings.saves_per_minute))
        available = SLOTS_UNTOLD if limits.available is None else limits.available
        self._granted = self._slots = max(1, available)
        if available == 0:
            self._not_before = self._clock.now() + timing.pause(1)
        ceilings = [self._settings.daily_captures, *([limits.daily_limit] if limits.daily_limit is not None else [])]
        self._left_today = min(ceilings) - (limits.daily_captures or 0)
        if self._left_today <= 0:
            self.close(Reason.of("daily-limit", limit=min(ceilings)))

    def close(self, reason: Reason) -> None:
        """Let nothing more through in this run."""
        self.closed = self.closed or reason

    def wait_for(self, host: str, in_flight: int) -> timedelta | None:
        """Return how long a submission to a host has to wait; None while every slot is taken, or for ever."""
        if self.closed is not None or in_flight >= self._slots:
            return None
        now = self._clock.now()
        moments = [moment for moment in (self._not_before, self._hosts.get(host)) if moment is not None]
        wait = max([timedelta(seconds=self._budget.wait_seconds()), *(moment - now for moment in moments)])
        return max(wait, timedelta(0))

    def sent(self) -> None:
        """Count a submission that went out."""
        self._budget.take()
        if self._left_today is not None:
            self._left_today -= 1
            if self._left_today <= 0:
                self.close(Reason.of("daily-limit", limit=self._settings.daily_captures))

    def accepted(self) -> None:
        """Note that the archive took one."""
        self._refusals = 0

    def freed(self) -> None:
        """Note that a slot became free: after a refusal the number we use grows again."""
        self._slots = min(self._granted, self._slots + 1)

    def refused(self, retry_after: timedelta | None, in_flight: int) -> timedelta:
        """Note a refusal for want of slots or rate; return the pause for all submissions."""
        self._refusals += 1
        self._slots = max(1, min(self._slots, in_flight))
        pause = retry_after if retry_after is not None else self._timing.pause(self._refusals)
        self._not_before = max(self._clock.now() + pause, self._not_before or self._clock.now())
        if pause > self._timing.settle_within:
            self.close(Reason.of("archive-asks-to-wait", seconds=int(pause.total_seconds())))
        elif self._refusals >= MAX_REFUSALS:
            self.close(Reason.of("slots-taken"))
        return pause

    def slow_down(self, host: str, wait: timedelta) -> None:
        """Let nothing through to one host for a while."""
        self._hosts[host] = max(self._clock.now() + wait, self._hosts.get(host, self._clock.now()))
