"""The talk with the archive of one run: how fast it may be asked, when to be quiet, and why the talk is over."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sourcekeeper.archiving.books import Books
from sourcekeeper.archiving.gate import Gate
from sourcekeeper.archiving.known import NOTHING_KNOWN, KnownHere
from sourcekeeper.archiving.timing import Timing
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.errors import ArchiveBanned, ArchiveError, KeysMissing, KeysRefused
from sourcekeeper.model import Reason
from sourcekeeper.ports import Archive, Clock

log = logging.getLogger("sourcekeeper.archiving")

FAILURES_IN_A_ROW = 5
"""Requests without an answer, one after the other, before the archive counts as down: 30 s at the public pace."""
DOWN_AFTER_POLLS = 8.0
"""The same in intervals between two questions, when each request takes its time to fail: 48 s, so that the third
silent question ends the run within a minute."""
_TRIES_OF_LIMITS = 3
_NAP_SECONDS = 0.5
"""Longest sleep at a stretch, so that a run can be stopped soon."""


class Talk:
    """What the parts of a run share. Not for use by several threads."""

    def __init__(
        self,
        archive: Archive,
        clock: Clock,
        settings: ArchiveSettings,
        books: Books,
        should_stop: Callable[[], bool],
        known: KnownHere = NOTHING_KNOWN,
    ) -> None:
        self.known = known
        """What this house knows of sources besides what the archive says."""
        self.archive, self.clock, self.settings, self.books = archive, clock, settings, books
        self.should_stop = should_stop
        self.timing = Timing.of(settings.poll_seconds, settings.settle_within)
        self.gate = Gate(settings, clock, self.timing, books)
        self.has_keys = True
        self.failures = 0
        self._trouble_since: datetime | None = None
        self.quiet_until = clock.now()
        """Nothing at all is asked before."""
        self.stopped: ArchiveError | None = None
        """What ended the talk, or kept anything from being saved."""
        self.waits_for: Reason | None = None
        """Why the talk is over before all was said."""
        self.is_over = False
        self._index_requests = archive.index_requests

    # --- the account -------------------------------------------------------------------------------------------------

    def is_banned(self) -> bool:
        """Whether an earlier run was shut out and the time is not up: then nobody knocks, and the talk is over."""
        ban = self.books.ban_at(self.clock.now())
        if ban is None:
            return False
        self.end_with(
            ArchiveBanned(
                f"{self.archive.name} shuts this network out, until about {ban.until:%Y-%m-%d %H:%M} UTC",
                "It is not asked before: each knock would make it longer. Run again then.",
                retry_after=ban.until - self.clock.now(),
            )
        )
        return True

    def ask_limits(self, in_flight: int) -> None:
        """Learn what the account may do. Where the archive only refuses this question, our numbers do."""
        errors: list[ArchiveError] = []
        while len(errors) < _TRIES_OF_LIMITS:
            try:
                limits = self.archive.limits()
            except (KeysMissing, KeysRefused) as error:
                self.go_on_without_keys(error)
                return
            except ArchiveError as error:
                errors.append(error)
                pause = error.retry_after if error.retry_after is not None else self.timing.poll / 2
                if isinstance(error, ArchiveBanned) or pause > self.timing.settle_within:
                    break
                if len(errors) < _TRIES_OF_LIMITS:
                    self.sleep(pause)
                continue
            self.answered()
            rate = limits.captures_per_minute
            self.timing = Timing.of(self.settings.poll_seconds, self.settings.settle_within, rate)
            self.gate.learn(limits, self.timing, in_flight)
            return
        self.gate.wants_limits = False
        if len(errors) < _TRIES_OF_LIMITS or any(error.retry_after is None for error in errors):
            self.end_with(errors[-1])

    def go_on_without_keys(self, error: ArchiveError) -> None:
        """Save nothing more; what is known of can still be looked up and proved."""
        self.stopped = self.stopped or error
        self.save_nothing(Reason.of("keys-missing" if isinstance(error, KeysMissing) else "keys-refused"))

    def save_nothing(self, reason: Reason) -> None:
        """Use no keys in this run: what is known of can still be looked up and proved."""
        self.has_keys = False
        self.gate.close(reason)

    def may_ask_index(self, now: datetime) -> bool:
        """Whether the day's questions to the archive's indexes are not all asked."""
        return self.books.index_requests_on(now) < self.settings.daily_index_requests

    def count_index_requests(self) -> None:
        """Enter into the books what was asked of the archive's indexes since the last time."""
        asked = self.archive.index_requests
        self.books.count(self.clock.now(), index_requests=asked - self._index_requests)
        self._index_requests = asked

    # --- answers and their absence -----------------------------------------------------------------------------------

    def answered(self) -> None:
        """Note that the archive answers."""
        self.failures = 0
        self._trouble_since = None

    def in_trouble(self, error: ArchiveError, began: datetime) -> None:
        """Be quiet after a request that came to nothing; end when the archive is down, shuts us out or says when.

        `began` is when that was asked.
        """
        self.failures += 1
        self._trouble_since = self._trouble_since or began
        pause = error.retry_after if error.retry_after is not None else self.timing.poll * (self.failures / 2)
        log.info("the archive is in trouble: %s", error.what)
        silence = self.clock.now() - self._trouble_since
        is_down = self.failures >= FAILURES_IN_A_ROW or (
            self.failures > 1 and error.retry_after is None and silence >= self.timing.poll * DOWN_AFTER_POLLS
        )
        if isinstance(error, ArchiveBanned) or is_down or pause > self.timing.settle_within:
            self.end_with(error)
        self.be_quiet(pause)

    def be_quiet(self, pause: timedelta) -> None:
        """Ask nothing at all for a while."""
        self.quiet_until = max(self.quiet_until, self.clock.now() + pause)

    def end_with(self, error: ArchiveError) -> None:
        """End the talk for an error."""
        self.stopped = error
        if isinstance(error, ArchiveBanned):
            ban = self.books.ban_at(self.clock.now()) or self.books.shut_out(self.clock.now())
            self.end_for(Reason.of("archive-banned", until=f"{ban.until:%Y-%m-%d %H:%M} UTC"))
        else:
            self.end_for(Reason.of("archive-unavailable"))

    def end_for(self, reason: Reason) -> None:
        """End the talk before all is said."""
        self.waits_for, self.is_over = reason, True

    # --- waiting -----------------------------------------------------------------------------------------------------

    def sleep_until(self, moment: datetime) -> None:
        """Wait until a moment, and a little in any case."""
        self.sleep(max(moment - self.clock.now(), timedelta(milliseconds=10)))

    def sleep(self, span: timedelta) -> None:
        """Wait in naps, so that a person's Ctrl-C is heard."""
        end = self.clock.now() + span
        while (remaining := (end - self.clock.now()).total_seconds()) > 0 and not self.should_stop():
            self.clock.sleep(min(remaining, _NAP_SECONDS))
