"""When the next submission may go out: slots, rate, pauses after refusals, slowed hosts, the day's limit.

Pure but for the clock and the books it is given. What it learns comes from the archive's own answers; numbers of our
own stand in only where the archive tells none.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sourcekeeper.archiving.books import Books
from sourcekeeper.archiving.rates import Lingering, Rate
from sourcekeeper.archiving.timing import Timing, next_day
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.model import Limits, Reason
from sourcekeeper.ports import Clock

SLOTS_UNTOLD = 3
"""What three accounts had in August and September 2026."""

MAX_REFUSALS = 6
"""In a row, for want of slots or rate: somebody else is using the account."""

SHARE_OF_THE_DAY = 0.8
"""Of the service's daily limit that we use at most: the archive asked clients to stay at 80 % of its hard limits."""


class Gate:
    """Says when a submission may go out, and why none may any more."""

    def __init__(self, settings: ArchiveSettings, clock: Clock, timing: Timing, books: Books) -> None:
        self._settings, self._clock, self._timing, self._books = settings, clock, timing, books
        self._rate = Rate(clock, settings.saves_per_minute)
        self._lingering = Lingering(clock, timing.slot_lingers.total_seconds())
        self._granted = self._slots = SLOTS_UNTOLD
        self._not_before: datetime | None = None
        self._hosts: dict[str, datetime] = {}
        self._refusals = 0
        self._limits = Limits()
        self._limits_day = ""
        self._sent_since = 0
        self.wants_limits = True
        """Whether the archive should be asked for its limits before anything more is sent."""
        self.closed: Reason | None = None
        """Why nothing more is sent in this run; None while it may be."""

    # --- what the archive grants -------------------------------------------------------------------------------------

    def learn(self, limits: Limits, timing: Timing, in_flight: int) -> None:
        """Take over what the archive grants now; `in_flight` of the account's running captures are ours."""
        self._timing, self._limits, self.wants_limits = timing, limits, False
        self._limits_day, self._sent_since = f"{self._clock.now():%Y-%m-%d}", 0
        rate = float(limits.captures_per_minute or self._settings.saves_per_minute)
        if rate != self._rate.full:
            self._rate.set_full(rate)
        self._lingering.longest_seconds = timing.slot_lingers.total_seconds()
        if limits.available is not None:
            self._granted = max(1, limits.available + (limits.processing or 0))
            self._slots = min(self._granted, max(1, limits.available + in_flight))
            if limits.available == 0 and in_flight < self._granted:  # lingering, or somebody else's
                self._refusals += 1
                self.wants_limits = True
                self._pause(None)
        self._mind_the_day()

    @property
    def slots(self) -> int:
        """How many captures may run at once, as far as is known now."""
        return self._slots

    @property
    def day_limit(self) -> int:
        """Captures we ask for on one day at most."""
        told = self._limits.daily_limit
        share = [max(1, int(told * SHARE_OF_THE_DAY))] if told is not None else []
        return min([self._settings.daily_captures, *share])

    def _mind_the_day(self) -> None:
        now = self._clock.now()
        today = self._limits_day == f"{now:%Y-%m-%d}"
        told = (self._limits.daily_captures or 0) + self._sent_since if today else 0
        if max(self._books.captures_on(now), told) >= self.day_limit:
            self.close(Reason.of("daily-limit", limit=self.day_limit, goes_on=f"{next_day(now):%Y-%m-%d %H:%M} UTC"))

    def close(self, reason: Reason) -> None:
        """Let nothing more through in this run."""
        self.closed = self.closed or reason

    # --- whether the next may go out ---------------------------------------------------------------------------------

    def wait_for(self, host: str, in_flight: int) -> timedelta | None:
        """Return how long a submission to a host has to wait; None while every slot is taken, or for ever."""
        if self.closed is not None or in_flight >= self._slots:
            return None
        now = self._clock.now()
        waits = [timedelta(seconds=self._rate.wait_seconds())]
        if in_flight + self._lingering.count >= self._slots:
            waits.append(timedelta(seconds=self._lingering.wait_seconds()))
        waits += [moment - now for moment in (self._not_before, self._hosts.get(host)) if moment is not None]
        return max(timedelta(0), *waits)

    def host_opens(self, host: str) -> datetime | None:
        """Return until when one host has to be left alone; None when it has not."""
        moment = self._hosts.get(host)
        return moment if moment is not None and moment > self._clock.now() else None

    # --- what happened -----------------------------------------------------------------------------------------------

    def sent(self) -> None:
        """Count a submission that went out."""
        self._rate.take()
        self._sent_since += 1
        self._books.count(self._clock.now(), captures=1)
        self._mind_the_day()

    def accepted(self) -> None:
        """Note that the archive took one."""
        self._refusals = 0
        self._rate.recover()
        self._lingering.recover()

    def freed(self) -> None:
        """Note that a job has ended: after a refusal the number of slots we use grows again."""
        self._lingering.ended()
        self._slots = min(self._granted, self._slots + 1)

    def refused(self, retry_after: timedelta | None, in_flight: int, *, for_rate: bool = False) -> timedelta:
        """Note a refusal for want of slots or rate, nothing captured; return the pause for all submissions."""
        self._books.count(self._clock.now(), captures=-1)
        self._refusals += 1
        self.wants_limits = True
        self._slots = max(1, min(self._slots, in_flight))
        self._lingering.refused()
        if for_rate:
            self._rate.slow_down()
        return self._pause(retry_after)

    def hold(self, pause: timedelta) -> None:
        """Let nothing through for a while, as the archive asked with an answer that may hide a capture."""
        self._pause(pause)

    def _pause(self, retry_after: timedelta | None) -> timedelta:
        pause = retry_after if retry_after is not None else self._timing.pause(max(1, self._refusals))
        now = self._clock.now()
        self._not_before = max(now + pause, self._not_before or now)
        if pause > self._timing.settle_within:
            self.close(Reason.of("archive-asks-to-wait", seconds=int(pause.total_seconds())))
        elif self._refusals >= MAX_REFUSALS:
            self.close(Reason.of("slots-taken"))
        return pause

    def slow_down(self, host: str, wait: timedelta) -> None:
        """Let nothing through to one host for a while."""
        self._hosts[host] = max(self._clock.now() + wait, self._hosts.get(host, self._clock.now()))
