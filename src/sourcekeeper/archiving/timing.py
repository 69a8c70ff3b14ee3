"""How long to wait before what: every wait follows from the interval between two questions. Pure.

A service that announces a faster rate than the public one (the sandbox does) is taken as running so much faster, and
all waits shrink with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PUBLIC_RATE = 7.0
"""Captures a minute the public service grants an account (2026)."""

SHORTEST_POLL = 0.05

MEMORY = timedelta(minutes=50)
"""Jobs are forgotten after about an hour, and answered as pending for ever then."""

EARLIER = timedelta(hours=1)
"""The service's own window: a capture up to so long before a submission counts as its result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The waits of a run."""

    poll: timedelta = timedelta(seconds=6)
    """Between two questions about tickets."""
    settle_within: timedelta = timedelta(minutes=5)
    """How long a run follows one capture."""

    @classmethod
    def of(cls, poll_seconds: float, settle_within: timedelta, announced_rate: float | None = None) -> Timing:
        """Work out the waits from the settings and the rate the service announced, if it did."""
        faster = max(1.0, (announced_rate or 0.0) / PUBLIC_RATE)
        return cls(poll=timedelta(seconds=max(SHORTEST_POLL, poll_seconds / faster)), settle_within=settle_within)

    @property
    def poll_in_haste(self) -> timedelta:
        """Between two questions while a submission waits for a slot: one call asks about all tickets and costs little.

        The service grants 70,000 such questions a day, one in 1.2 s.
        """
        return self.poll * 0.6

    @property
    def first_poll(self) -> timedelta:
        """After a submission: captures took 17 to 50 s in 2026, so the first question may wait longer."""
        return self.poll * 1.5

    @property
    def usual_capture(self) -> timedelta:
        """How long a capture whose answer was lost is taken to hold a slot: 50 s at the public pace."""
        return self.poll * (50 / 6)

    @property
    def resend_after(self) -> timedelta:
        """Age of a lost answer when the capture it may hide has ended (two minutes at most) and is known.

        Until then it is only looked up; afterwards the service itself is asked, in a way that it refuses to double.
        """
        return self.poll * 25

    def look_again(self, looks: int) -> timedelta:
        """Between two look-ups of one capture, growing."""
        return self.poll * min(2.0 ** (looks + 1), 10.0)

    def prove_again(self, tries: int) -> timedelta:
        """Between two replays of a snapshot that does not show yet, growing."""
        return self.poll * min(2.0**tries, 10.0)

    def try_again(self, attempts: int) -> timedelta:
        """Before the next submission after a passing error: one minute, three, nine (at the public pace)."""
        return self.poll * 10.0 * 3.0 ** max(0, min(attempts, 5) - 1)

    @property
    def slot_lingers(self) -> timedelta:
        """The longest a job that has ended keeps its slot: 20 s at the public pace (measured in 2026)."""
        return self.poll * (10 / 3)

    def pause(self, refusals: int) -> timedelta:
        """After a refusal for want of slots or rate that names no time: 20 s, one minute, three, five."""
        return self.poll * min(50.0, 10 / 3 * 3.0 ** max(0, min(refusals, 6) - 1))


def next_day(now: datetime) -> datetime:
    """Return the next 00:00 UTC, a minute later: when the service's daily counts begin anew."""
    return datetime(now.year, now.month, now.day, tzinfo=UTC) + timedelta(days=1, minutes=1)


def start_of_day(now: datetime) -> datetime:
    """Return the last 00:00 UTC."""
    return datetime(now.year, now.month, now.day, tzinfo=UTC)
