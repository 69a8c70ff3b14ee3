"""Where each capture of a run stands: not looked at yet, ready to be sent, being followed, or done with.

Every change that must survive a kill goes through here to the store.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sourcekeeper.archiving import settle
from sourcekeeper.archiving.timing import Timing
from sourcekeeper.model import Capture, CaptureState, Reason, Snapshot
from sourcekeeper.ports import Clock, Progress, Store


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
    timing: Timing
    waiting: deque[Capture] = field(default_factory=deque)
    """Queued; nothing was asked about them yet."""
    ready: deque[Followed] = field(default_factory=deque)
    """May be sent."""
    open: dict[str, Followed] = field(default_factory=dict)
    """To be asked about, looked up or proved, by the capture's id."""
    done: dict[str, Capture] = field(default_factory=dict)

    @property
    def in_flight(self) -> int:
        """How many captures hold a slot at the archive."""
        return sum(followed.capture.state is CaptureState.SUBMITTED for followed in self.open.values())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.waiting or self.ready or self.open)

    def write(self, *captures: Capture) -> None:
        """Record captures as they stand."""
        if captures:
            self.store.record_captures(captures, self.clock.now())

    def take_over(self, captures: Sequence[Capture]) -> None:
        """Sort what earlier runs left."""
        now = self.clock.now()
        for before in captures:
            capture = settle.taken_over(before, now)
            if capture.state.is_settled:
                self.end(capture)
            elif capture.state is CaptureState.QUEUED:
                self.waiting.append(capture)
            else:
                if capture.state is not before.state:
                    self.write(capture)
                self.follow(capture, now)

    def follow(self, capture: Capture, due: datetime) -> Followed:
        """Begin to follow a capture."""
        followed = Followed(capture=capture, due=due, until=self.clock.now() + self.timing.settle_within)
        self.open[capture.id] = followed
        return followed

    def change(self, followed: Followed, capture: Capture, *, is_written: bool = False) -> None:
        """Take over a capture's new state, written first; one that comes on gets time anew."""
        if not is_written:
            self.write(capture)
        if capture.state is not followed.capture.state:
            followed.until = max(followed.until, self.clock.now() + self.timing.settle_within)
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
        """Leave everything to the next run."""
        now = self.clock.now()
        captures = [followed.capture for followed in [*self.open.values(), *self.ready]]
        left = [_left(capture, now, why_nothing_is_sent) for capture in [*captures, *self.waiting]]
        self.write(*left)
        for capture in left:
            self.end(capture)
        self.ready.clear()
        self.waiting.clear()

    def end(self, capture: Capture) -> None:
        """Be done with a capture in this run."""
        self.open.pop(capture.id, None)
        self.done[capture.id] = capture
        self.progress.advance("archive", capture.source.url)


def _left(capture: Capture, now: datetime, why_nothing_is_sent: Reason | None) -> Capture:
    capture = settle.left(capture, now)
    was_never_sent = capture.state is CaptureState.QUEUED and capture.sent_at is None
    return replace(capture, reason=why_nothing_is_sent) if why_nothing_is_sent and was_never_sent else capture
