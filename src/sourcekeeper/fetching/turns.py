"""Who is asked next, and what follows from an answer: what every engine does around its requests.

An engine takes a chain whose host has its turn, makes the request, and hands in the outcome. Which host may be asked
is `politeness`, what follows from an answer is `chain`; here both are joined, and the visits that are over wait to be
taken.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf

from sourcekeeper.config import FetchSettings
from sourcekeeper.fetching.chain import HUNG, Chain, Outcome, Step
from sourcekeeper.fetching.patience import patience_with
from sourcekeeper.fetching.politeness import MOST_HANGS, Politeness, turn_of
from sourcekeeper.model import FetchFailure, FetchRequest, Visit
from sourcekeeper.ports import Clock
from sourcekeeper.web.urls import host_of

AFTER_HANG_SECONDS = 0.25
"""A host that hung is left alone for a moment even without a gap: it is to see the connection closed that was given up
before it sees the next one."""


@dataclass(slots=True)
class Turns:
    """The chains of one engine, and its finished visits. Not for use by several threads."""

    settings: FetchSettings
    clock: Clock
    allow_private: bool
    done: deque[Visit] = field(default_factory=deque)
    """Over, and not yet taken by the caller."""
    politeness: Politeness[Chain] = field(init=False)

    def __post_init__(self) -> None:
        settings = self.settings
        self.politeness = Politeness(settings.gap_seconds, settings.gap_at, at_domain=settings.hosts_of_domain)

    def submit(self, request: FetchRequest) -> None:
        """Put a request into its host's queue, or end it at once when it must not be asked."""
        chain = Chain(request, self.settings, allow_private=self.allow_private)
        visit = chain.begin(self.clock.now())
        if visit is not None:
            self.done.append(visit)
        else:
            self._queue(chain)

    def take(self, *, fresh: bool = True) -> tuple[str, Chain] | None:
        """Return a chain whose host may be asked now, with its turn; None when there is none.

        Without `fresh`, hosts that were not yet asked are left waiting.
        """
        due = self.politeness.take(self.clock.monotonic(), fresh=fresh)
        if due is not None:
            turn, chain = due
            chain.patience = patience_with(
                self.politeness.shown(turn),
                chain.left_seconds,
                self.settings.least_patience_seconds,
                is_wanted_whole=chain.is_wanted_whole,
                is_alone=not self.politeness.has_waiting(turn),
            )
        return due

    def release(self, turn: str) -> None:
        """Say that the request of a turn is over, before it is known what follows from it."""
        self.politeness.release(turn, self.clock.monotonic())

    def end(self, turn: str, chain: Chain, outcome: Outcome) -> Step:
        """Say that the request of a turn is over, and do what follows from its outcome."""
        now = self.clock.monotonic()
        step = chain.after(outcome, self.clock.now())
        is_given_up = self._note(turn, chain, outcome, step)
        # A Crawl-delay is the first host's; where that leads to another one, it is not asked of that.
        asked = chain.request.rest_seconds
        rest = max(step.rest_seconds, asked if asked and turn == turn_of(host_of(chain.request.url)) else 0.0)
        if outcome.failure in HUNG:
            rest = max(rest, AFTER_HANG_SECONDS)
        self.politeness.release(turn, now, inf if is_given_up else rest)
        if is_given_up:
            for waiting in self.politeness.put_off(turn, inf):
                self._give_up(waiting)
        elif step.rest_seconds > self.settings.retry_after_cap_seconds:
            for waiting in self.politeness.put_off(turn, now + step.rest_seconds):
                self._put_off(waiting, step.rest_seconds)
        self._do(chain, step)
        return step

    def _note(self, turn: str, chain: Chain, outcome: Outcome, step: Step) -> bool:
        """Take down what a host showed; return whether that was one request too many that hung."""
        shown = self.politeness.shown(turn)
        shown.visits += step.visit is not None
        if outcome.failure is None:
            shown.answered(outcome.seconds)
        if outcome.failure not in HUNG:
            return False
        shown.let_hang(chain.patience)
        return shown.hung >= MOST_HANGS

    def go_on(self, chain: Chain, outcome: Outcome) -> Step:
        """Do what follows from an outcome that came to be known after its turn was released."""
        step = chain.after(outcome, self.clock.now())
        self._do(chain, step)
        return step

    def give_back(self) -> None:
        """End everything that is queued as stopped."""
        now = self.clock.now()
        for chain in self.politeness.clear():
            self.done.append(chain.fail(FetchFailure.STOPPED, "the run was stopped", now))

    def seconds_to_next(self, *, fresh: bool = True) -> float | None:
        """Return when `take` is worth asking again; None when nothing waits, or only for hosts being asked."""
        moment = self.politeness.next_moment(fresh=fresh)
        return None if moment is None else max(0.0, moment - self.clock.monotonic())

    def clear(self) -> None:
        """Forget everything."""
        self.politeness.clear()
        self.done.clear()

    def _do(self, chain: Chain, step: Step) -> None:
        if step.visit is not None:
            self.done.append(step.visit)
        else:
            self._queue(chain, wait_seconds=None if step.goes_last else step.wait_seconds)

    def _queue(self, chain: Chain, *, wait_seconds: float | None = None) -> None:
        """Put a chain into its host's queue: at its end, or before the others once `wait_seconds` have passed."""
        turn = turn_of(chain.host)
        now = self.clock.monotonic()
        until = self.politeness.put_off_until(turn, now)
        if until == inf:
            self._give_up(chain)
        elif until is not None:
            self._put_off(chain, until - now)
        elif wait_seconds is None:
            self.politeness.add(turn, chain)
        elif wait_seconds > 0:
            self.politeness.add_later(turn, chain, now + wait_seconds)
        else:
            self.politeness.add_first(turn, chain)

    def _give_up(self, chain: Chain) -> None:
        text = f"{turn_of(chain.host)} let {MOST_HANGS} requests of this run go unanswered"
        self.done.append(chain.fail(FetchFailure.PUT_OFF, text, self.clock.now()))

    def _put_off(self, chain: Chain, seconds: float) -> None:
        text = f"{turn_of(chain.host)} asked to be left alone for {seconds:.0f} s"
        wait = timedelta(seconds=seconds)
        self.done.append(chain.fail(FetchFailure.PUT_OFF, text, self.clock.now(), wait=wait))
