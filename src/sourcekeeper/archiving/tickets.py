"""Asking what became of the tickets, all in one request."""

from __future__ import annotations

from datetime import datetime

from sourcekeeper.archiving import settle
from sourcekeeper.archiving.board import Board, Followed
from sourcekeeper.archiving.settling import Settler
from sourcekeeper.archiving.talk import Talk
from sourcekeeper.errors import ArchiveUnavailable
from sourcekeeper.model import Capture, CaptureState, JobState, JobStatus


class Tickets:
    """Asks about tickets at the archive's pace."""

    def __init__(self, talk: Talk, board: Board, settler: Settler) -> None:
        self._talk, self._board, self._settler = talk, board, settler
        self._next = talk.clock.now()

    def due_at(self, followed: Followed) -> datetime:
        """Return when to ask about a capture, its ticket's turn minded."""
        return max(followed.due, self._next) if self._settler.has_ticket(followed) else followed.due

    def ask(self, now: datetime) -> bool:
        """Ask about the tickets that are due; False when there are none, or it is too soon."""
        due = [each for each in self._board.open.values() if self._settler.has_ticket(each) and each.due <= now]
        if not due or now < self._next:
            return False
        self._next = now + (self._talk.timing.poll_in_haste if self._board.ready else self._talk.timing.poll)
        statuses = self._talk.archive.poll([each.capture.ticket for each in due if each.capture.ticket is not None])
        if all(status.state is JobState.NO_ANSWER for status in statuses):
            raise self._no_answer(statuses[0])
        self._talk.answered()
        now = self._talk.clock.now()
        after = [
            settle.after_status(each.capture, status, now, self._talk.timing)
            for each, status in zip(due, statuses, strict=True)
        ]
        self._board.write(*(capture for capture in after if capture.state is not CaptureState.SUBMITTED))
        for followed, capture in zip(due, after, strict=True):
            self._take(followed, capture)
        return True

    def _take(self, followed: Followed, capture: Capture) -> None:
        self._board.change(followed, capture, is_written=True)
        if capture.state is not CaptureState.SUBMITTED:
            self._talk.gate.freed()
            self._settler.mind(followed, capture.reason, None)
        self._settler.go_on(followed)

    def _no_answer(self, status: JobStatus) -> ArchiveUnavailable:
        wait = status.poll_after
        if wait is None and status.reason is not None and status.reason.get("status") == 429:
            wait = self._talk.timing.pause(self._talk.failures + 1)
        return ArchiveUnavailable(
            f"{self._talk.archive.name} does not say what became of captures", "Run again later.", retry_after=wait
        )
