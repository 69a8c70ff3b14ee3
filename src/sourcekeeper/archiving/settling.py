"""Settling what was sent: looking captures up, proving their snapshots, and falling back on an older one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sourcekeeper.archiving import settle
from sourcekeeper.archiving.board import Board, Followed
from sourcekeeper.archiving.codes import Course, course_of, is_archive_code
from sourcekeeper.archiving.confirming import first_proved
from sourcekeeper.archiving.finding import nearest_good
from sourcekeeper.archiving.options import wants_own
from sourcekeeper.archiving.proof import Proof, ProofKind
from sourcekeeper.archiving.talk import Talk, log
from sourcekeeper.errors import ArchiveError
from sourcekeeper.model import CaptureState, Reason, Snapshot
from sourcekeeper.web.urls import host_of

_HOPELESS = (CaptureState.REFUSED, CaptureState.FAILED, CaptureState.UNFIT)
"""Ends at which an older snapshot is better than nothing."""


class Settler:
    """Brings captures from what the archive says to what replay shows."""

    def __init__(self, talk: Talk, board: Board) -> None:
        self._talk, self._board = talk, board

    def has_ticket(self, followed: Followed) -> bool:
        """Whether news of a capture are to be had by its ticket."""
        return followed.capture.state is CaptureState.SUBMITTED and self._talk.has_keys and not followed.wants_look

    def advance(self, now: datetime) -> bool:
        """Look up or prove the capture that is due longest; False when none is due."""
        due = [each for each in self._board.open.values() if each.due <= now and not self.has_ticket(each)]
        if not due:
            return False
        followed = min(due, key=lambda each: each.due)
        try:
            self._ask_about(followed)
        except ArchiveError:
            followed.due = self._talk.clock.now() + self._talk.timing.look_again(followed.looks)
            raise
        self._talk.answered()
        return True

    def _ask_about(self, followed: Followed) -> None:
        capture = followed.capture
        if followed.candidate is not None:
            self._try_candidate(followed, followed.candidate)
        elif capture.state is CaptureState.QUEUED:
            self._board.make_ready(followed)
        elif capture.state is CaptureState.UNCONFIRMED and capture.snapshot is not None:
            proof = self.prove(capture.snapshot, followed)
            proved = settle.after_proof(capture, proof, self._talk.clock.now(), self._talk.timing, followed.proofs)
            followed.proofs += 1
            self._board.change(followed, proved)
            self.go_on(followed)
        else:
            self._look_up(followed)

    def _look_up(self, followed: Followed) -> None:
        talk, capture = self._talk, followed.capture
        found = talk.archive.newest(followed.url, settle.look_since(capture, talk.clock.now()))
        now = talk.clock.now()
        after = settle.after_lookup(capture, found, now, talk.timing, followed.looks)
        followed.looks += 1
        followed.wants_look = False
        self._board.change(followed, after)
        self.mind(followed, after.reason, None)
        if talk.gate.closed is None and settle.may_send_again(after, now, talk.timing):
            self._board.make_ready(followed)
            return
        if not talk.has_keys and followed.looks >= 2:
            followed.until = now
        self.go_on(followed)

    def prove(self, snapshot: Snapshot, followed: Followed) -> Proof:
        """Ask for a snapshot and judge what it shows."""
        return self._talk.known.prove(snapshot, self._talk.archive.replay, followed.capture.source)

    def go_on(self, followed: Followed) -> None:
        """Put a capture where it belongs after a change: to the end, to a later moment, or to the next run."""
        capture, now, timing = followed.capture, self._talk.clock.now(), self._talk.timing
        if capture.state.is_settled:
            self._fall_back(followed)
            self._board.end(followed.capture)
            return
        followed.due = capture.next_try or now
        is_late = followed.due > followed.until
        if capture.state is CaptureState.SUBMITTED and capture.ticket is not None:
            age = now - capture.ticket.submitted_at - capture.ticket.poll_after
            is_waited_for = timing.settle_within > timedelta(0)
            looks_wanted = (age > timing.resend_after) + (is_late and is_waited_for)
            if followed.looks < looks_wanted:  # no news for long: the index may know
                followed.wants_look, followed.due, is_late = True, now, False
        if is_late or (followed.until <= now and not followed.wants_look and followed.looks + followed.proofs > 0):
            self._board.leave(followed, self._talk.gate.closed)
        else:
            self._board.open[capture.id] = followed

    def mind(self, followed: Followed, reason: Reason | None, retry_after: timedelta | None) -> None:
        """Draw the conclusions from an error that reach beyond its own capture."""
        if reason is None or not is_archive_code(reason.code):
            return
        talk, course = self._talk, course_of(reason.code)
        if course is Course.HOST:
            talk.gate.slow_down(host_of(followed.url), retry_after or talk.timing.try_again(1))
        if followed.capture.state is not CaptureState.QUEUED:
            return
        if course is Course.SLOTS:
            is_rate = reason.code == "error:rate-limited"
            pause = talk.gate.refused(retry_after, self._board.in_flight, for_rate=is_rate)
            if is_rate:  # limits are per account and per address of the network: everything waits
                talk.be_quiet(min(pause, talk.timing.settle_within))
            followed.capture = replace(followed.capture, next_try=talk.clock.now() + pause)
        elif course is Course.STOP:
            talk.gate.close(reason)
        elif course is Course.UNKNOWN:
            log.info("the archive gave a code nobody told us of: %s %s", reason.code, reason.get("message") or "")

    # --- older snapshots ---------------------------------------------------------------------------------------------

    def _fall_back(self, followed: Followed) -> None:
        """Give a source that cannot be captured an older snapshot, where there is a good one."""
        if followed.capture.state not in _HOPELESS:
            return
        source, now = followed.capture.source, self._talk.clock.now()
        near = self._talk.known.cited_at(source) or now
        if followed.fallback is None and (followed.was_looked_up or not self._talk.may_ask_index(now)):
            return
        try:
            found = nearest_good(
                self._talk.archive,
                lambda candidate: self.prove(candidate, followed),
                followed.url,
                near,
                now,
                in_hand=followed.fallback,
                but=followed.capture.snapshot.uri if followed.capture.snapshot else "",
            )
        except ArchiveError:
            return
        if found is not None:
            self._board.change(followed, settle.kept_older(followed.capture, found))

    def _try_candidate(self, followed: Followed, candidate: Snapshot) -> None:
        """Prove what was found before saving: fresh and good, it is what we want; older, it is kept in hand."""
        now = self._talk.clock.now()
        is_fresh = (
            candidate.taken_at is not None
            and candidate.taken_at >= now - self._talk.settings.newer_than
            and not wants_own(followed.capture.options)
        )
        if not is_fresh and self._talk.gate.closed is None:
            followed.candidate, followed.fallback = None, candidate
            return
        proof = self.prove(candidate, followed)
        followed.candidate = None
        if proof.kind is ProofKind.WITHDRAWN or (is_fresh and proof.is_good):
            now = self._talk.clock.now()
            self._board.change(followed, settle.after_proof(followed.capture, proof, now, self._talk.timing))
            self.go_on(followed)
        elif not proof.is_good:
            followed.was_looked_up = False  # what is nearest is no good: there may be others
        else:
            self._board.change(followed, replace(followed.capture, snapshot=self._proved(proof)))

    def _proved(self, proof: Proof) -> Snapshot:
        return first_proved(replace(proof.snapshot, shows=proof.shows), self._talk.clock.now())
