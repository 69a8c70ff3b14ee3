"""Where each capture of a run stands: not looked at yet, ready to be sent, being followed, or done with.

Every change that must survive a kill goes through here to the store.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from sourcekeeper.archiving import settle
from sourcekeeper.archiving.plan import is_left
from sourcekeeper.archiving.talk import Talk
from sourcekeeper.model import Capture, CaptureState, Reason, Snapshot
from sourcekeeper.ports import Clock, Progress, Store, Traffic

MOST_AT_ONCE = 200
"""Captures a run holds in its hands: the others wait in the store, so that memory does not grow with their number."""

_WRITTEN_AT_ONCE = 500

_CAME_TO_NOTHING = (CaptureState.REFUSED, CaptureState.FAILED, CaptureState.UNFIT, CaptureState.WITHDRAWN)


@dataclass(slots=True)
class Followed:
    """A capture this run works on."""

    capture: Capture
    due: datetime
    """When to ask about it next."""
    until: datetime
    """When this run leaves it to the next, unless it comes on."""
    candidate: Snapshot | None = None
    """Found before anything was sent; still to be proved."""
    fallback: Snapshot | None = None
    """An older one, to be had when no new one can be made."""
    was_looked_up: bool = False
    """Whether this run asked what there is already."""
    looks: int = 0
    proofs: int = 0
    wants_look: bool = False
    """Whether to look a ticket's capture up, for want of news about the ticket."""

    @property
    def url(self) -> str:
        """What is sent and looked up."""
        return self.capture.source.fetch_key


@dataclass(slots=True)
class Board:
    """The captures of one run. Not for use by several threads."""

    store: Store
    clock: Clock
    progress: Progress
    talk: Talk
    coming: Iterator[Capture] = field(default_factory=lambda: iter(()))
    """Not taken in hand yet; those under way at the archive first, since they hold its slots."""
    waiting: deque[Capture] = field(default_factory=deque)
    """Queued; nothing was asked about them yet."""
    ready: deque[Followed] = field(default_factory=deque)
    """May be sent."""
    open: dict[str, Followed] = field(default_factory=dict)
    """To be asked about, looked up or proved, by the capture's id."""
    ended: Counter[CaptureState] = field(default_factory=Counter)
    """How many captures this run is done with, by where they stand."""
    left: int = 0
    """How many of them another run has to go on with."""

    @property
    def in_flight(self) -> int:
        """How many captures hold a slot at the archive, those included that may do so because an answer was lost."""
        now = self.clock.now()
        return sum(settle.may_hold_slot(followed.capture, now, self.talk.timing) for followed in self.open.values())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in hand."""
        return not (self.waiting or self.ready or self.open)

    @property
    def is_full(self) -> bool:
        """Whether this run has its hands full."""
        return len(self.open) + len(self.ready) + len(self.waiting) >= MOST_AT_ONCE

    def write(self, *captures: Capture) -> None:
        """Record captures as they stand."""
        if captures:
            self.store.record_captures(captures, self.clock.now())

    def expect(self, captures: Iterable[Capture]) -> None:
        """Say which captures are to be worked on: those under way first, then the queued ones."""
        self.coming = iter(captures)
        self.fill()

    def fill(self) -> bool:
        """Take captures in hand, until the hands are full; False when there were none."""
        has_any = False
        while not self.is_full and (capture := next(self.coming, None)) is not None:
            has_any = True
            self._take_over(capture)
        return has_any

    def _take_over(self, before: Capture) -> None:
        now = self.clock.now()
        capture = settle.taken_over(before, now)
        if capture.state.is_settled:
            self.end(capture)
        elif capture.state is CaptureState.QUEUED:
            self.waiting.append(capture)
        else:
            if capture.state is not before.state:
                self.write(capture)
            followed = self.follow(capture, now)
            if settle.is_old(capture, now, self.talk.timing):
                followed.until = now  # one question each: whoever waited so long can wait for the next run

    def follow(self, capture: Capture, due: datetime) -> Followed:
        """Begin to follow a capture."""
        followed = Followed(capture=capture, due=due, until=self.clock.now() + self.talk.timing.settle_within)
        self.open[capture.id] = followed
        return followed

    def change(self, followed: Followed, capture: Capture, *, is_written: bool = False) -> None:
        """Take over a capture's new state, written first; one that comes on gets time anew."""
        if not is_written:
            self.write(capture)
        if capture.state is not followed.capture.state:
            followed.until = max(followed.until, self.clock.now() + self.talk.timing.settle_within)
        followed.capture = capture

    def make_ready(self, followed: Followed) -> None:
        """Let a capture be sent."""
        self.open.pop(followed.capture.id, None)
        self.ready.append(followed)

    def leave(self, followed: Followed, why_nothing_is_sent: Reason | None) -> None:
        """Leave a capture to the next run, and write when that shall go on."""
        capture = _left(followed.capture, self.clock.now(), why_nothing_is_sent)
        self.write(capture)
        self.end(capture)

    def leave_all(self, why_nothing_is_sent: Reason | None) -> None:
        """Leave everything to the next run, what was never taken in hand included."""
        in_hand = [followed.capture for followed in [*self.open.values(), *self.ready]]
        in_hand += self.waiting
        self.ready.clear()
        self.waiting.clear()
        self._leave(in_hand, why_nothing_is_sent)
        while some := list(islice(self.coming, _WRITTEN_AT_ONCE)):
            self._leave(some, why_nothing_is_sent)

    def _leave(self, captures: Iterable[Capture], why_nothing_is_sent: Reason | None) -> None:
        now = self.clock.now()
        left = [_left(capture, now, why_nothing_is_sent) for capture in captures]
        self.write(*left)
        for capture in left:
            self.end(capture)

    def show(self, slots: int) -> None:
        """Tell a person who watches how it stands."""
        done = self.ended[CaptureState.ARCHIVED]
        failed = sum(self.ended[state] for state in _CAME_TO_NOTHING)
        traffic = Traffic(in_flight=self.in_flight, slots=slots, done=done, failed=failed)
        self.progress.show("archive", traffic)

    def end(self, capture: Capture) -> None:
        """Be done with a capture in this run."""
        self.open.pop(capture.id, None)
        self.ended[capture.state] += 1
        self.left += is_left(capture)
        self.progress.advance("archive", capture.source.url)


def _left(capture: Capture, now: datetime, why_nothing_is_sent: Reason | None) -> Capture:
    capture = settle.left(capture, now)
    was_never_sent = capture.state is CaptureState.QUEUED and capture.sent_at is None
    return replace(capture, reason=why_nothing_is_sent) if why_nothing_is_sent and was_never_sent else capture
