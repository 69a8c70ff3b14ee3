"""Sending: the next capture that may go out, with what is written before and after."""

from __future__ import annotations

from datetime import datetime, timedelta

from sourcekeeper.archiving import settle
from sourcekeeper.archiving.board import Board, Followed
from sourcekeeper.archiving.options import options_for
from sourcekeeper.archiving.settling import Settler
from sourcekeeper.archiving.talk import Talk
from sourcekeeper.errors import ArchiveError
from sourcekeeper.model import Reason, Receipt, Submission
from sourcekeeper.web.urls import host_of


class Sender:
    """Sends what is ready when the gate opens."""

    def __init__(self, talk: Talk, board: Board, settler: Settler) -> None:
        self._talk, self._board, self._settler = talk, board, settler

    def send(self) -> bool:
        """Send the first ready capture that may go out; False when none may."""
        board, gate = self._board, self._talk.gate
        if gate.closed is not None:
            return self._leave_ready()
        self._set_slow_hosts_aside()
        if not any(self._wait_for(each) == timedelta(0) for each in board.ready):
            return False
        if gate.wants_limits:
            self._talk.ask_limits(board.in_flight)  # a refusal: look before asking again
            return True
        for _ in range(len(board.ready)):
            followed = board.ready.popleft()
            if self._wait_for(followed) == timedelta(0):
                self._submit(followed)
                return True
            board.ready.append(followed)
        return False

    def wakes(self) -> list[datetime]:
        """Return when the ready captures may go out, as far as it can be told."""
        now = self._talk.clock.now()
        return [now + wait for each in self._board.ready if (wait := self._wait_for(each)) is not None]

    def _wait_for(self, followed: Followed) -> timedelta | None:
        return self._talk.gate.wait_for(host_of(followed.url), self._board.in_flight)

    def _leave_ready(self) -> bool:
        has_any = bool(self._board.ready)
        while self._board.ready:
            self._board.leave(self._board.ready.popleft(), self._talk.gate.closed)
        return has_any

    def _set_slow_hosts_aside(self) -> None:
        """Make room for other hosts: what has to wait for its own one comes back when that opens."""
        for _ in range(len(self._board.ready)):
            followed = self._board.ready.popleft()
            opens = self._talk.gate.host_opens(host_of(followed.url))
            if opens is None:
                self._board.ready.append(followed)
            elif opens > self._talk.clock.now() + self._talk.timing.settle_within or self._board.is_full:
                self._board.leave(followed, Reason.of("host-slowed", host=host_of(followed.url)))
            else:
                followed.due = opens
                self._board.open[followed.capture.id] = followed

    def _submit(self, followed: Followed) -> None:
        """Write the intention, send, write what came: the order is what makes a killed run harmless."""
        talk, now, before = self._talk, self._talk.clock.now(), followed.capture
        window = settle.window_seconds(before, now)
        self._board.change(followed, settle.sending(before, talk.archive.account, now))
        try:
            submission = talk.archive.submit(
                followed.url, options=options_for(before), not_archived_within_seconds=window
            )
        except ArchiveError as error:
            self._board.change(followed, before)  # nothing left this machine
            self._board.ready.appendleft(followed)
            raise error
        now = talk.clock.now()
        talk.gate.sent()
        talk.count_index_requests()
        self._board.change(followed, settle.after_submission(followed.capture, submission, now, talk.timing))
        delay = min(submission.ticket.poll_after if submission.ticket else timedelta(0), talk.timing.settle_within)
        followed.until = now + delay + talk.timing.settle_within
        followed.looks = followed.proofs = 0
        if submission.receipt is not Receipt.AMBIGUOUS:
            talk.answered()
        self._mind_receipt(submission)
        self._settler.mind(followed, submission.reason, submission.retry_after)
        self._settler.go_on(followed)

    def _mind_receipt(self, submission: Submission) -> None:
        if submission.receipt in (Receipt.ACCEPTED, Receipt.SAME_SNAPSHOT):
            self._talk.gate.accepted()
        elif submission.receipt is Receipt.AMBIGUOUS and submission.retry_after:
            self._talk.gate.hold(submission.retry_after)
            self._talk.be_quiet(min(submission.retry_after, self._talk.timing.settle_within))
