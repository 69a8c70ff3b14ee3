"""Following captures from the queue to the proof: the loop of the stage, one request at a time.

Each step does the most urgent thing: ask about tickets, fill the slots, find out what could fill the next one, look up
or prove what is due. What an answer means is not decided here (see `settle`), nor when the next submission may go out
(see `gate`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sourcekeeper.archiving.ahead import LookAhead
from sourcekeeper.archiving.board import Board
from sourcekeeper.archiving.books import Books
from sourcekeeper.archiving.known import NOTHING_KNOWN, KnownHere
from sourcekeeper.archiving.plan import BY_HAND
from sourcekeeper.archiving.sending import Sender
from sourcekeeper.archiving.settling import Settler
from sourcekeeper.archiving.talk import Talk
from sourcekeeper.archiving.tickets import Tickets
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.errors import ArchiveError, KeysMissing, KeysRefused
from sourcekeeper.model import Capture, CaptureState, Reason
from sourcekeeper.ports import Archive, Clock, Progress, Store


class Follower:
    """Follows the captures of one run. Not for use by several threads."""

    def __init__(
        self,
        store: Store,
        archive: Archive,
        clock: Clock,
        progress: Progress,
        settings: ArchiveSettings,
        should_stop: Callable[[], bool],
        books: Books,
        known: KnownHere = NOTHING_KNOWN,
    ) -> None:
        self._talk = Talk(archive, clock, settings, books, should_stop, known)
        self._board = Board(store, clock, progress, self._talk)
        self._settler = Settler(self._talk, self._board)
        self._sender = Sender(self._talk, self._board, self._settler)
        self._tickets = Tickets(self._talk, self._board, self._settler)
        self._ahead = LookAhead(self._talk, self._board, self._settler)
        self._waiting: Reason | None = None

    def follow(self, captures: Iterable[Capture], *, sends: bool = True) -> None:
        """Work until nothing is left to do now. The captures may come as they are read.

        Nothing is saved unless `sends`.
        """
        talk, board = self._talk, self._board
        board.expect(captures)
        if not sends:
            talk.save_nothing(Reason.of(BY_HAND))
        elif not board.is_empty and not talk.is_banned():
            talk.ask_limits(board.in_flight)
        while not talk.is_over and self._step():
            board.show(talk.gate.slots)
            if talk.should_stop():
                talk.end_for(Reason.of("interrupted"))
        talk.count_index_requests()
        board.leave_all(talk.waits_for or talk.gate.closed)
        if board.left:
            self._waiting = talk.waits_for or talk.gate.closed or Reason.of("not-yet-visible")

    @property
    def counts(self) -> Mapping[CaptureState, int]:
        """How many captures it is done with, by where they stand."""
        return dict(self._board.ended)

    @property
    def left(self) -> int:
        """How many of them another run has to go on with."""
        return self._board.left

    @property
    def stopped(self) -> ArchiveError | None:
        """What ended the talk with the archive, or kept anything from being saved."""
        return self._talk.stopped

    @property
    def waiting(self) -> Reason | None:
        """Why captures are left unfinished."""
        return self._waiting

    # --- one step ---------------------------------------------------------------------------------------------------

    def _step(self) -> bool:
        """Do the most urgent thing; False when nothing is left to do in this run."""
        talk, now = self._talk, self._talk.clock.now()
        if now < talk.quiet_until:
            talk.sleep_until(talk.quiet_until)
            return True
        try:
            if self._did_something(now):
                return True
        except (KeysMissing, KeysRefused) as error:
            talk.go_on_without_keys(error)
            return True
        except ArchiveError as error:
            talk.in_trouble(error, now)
            return True
        wake = self._next_wake()
        if wake is None:
            return False
        talk.sleep_until(wake)
        return True

    def _did_something(self, now: datetime) -> bool:
        return (
            self._tickets.ask(now)
            or self._sender.send()
            or self._ahead.look(now, enough=self._talk.gate.slots)
            or self._settler.advance(now)
            or self._board.fill()
        )

    def _next_wake(self) -> datetime | None:
        moments = [self._tickets.due_at(followed) for followed in self._board.open.values()]
        moments += [*self._sender.wakes(), *self._ahead.wakes()]
        return min(moments, default=None)
