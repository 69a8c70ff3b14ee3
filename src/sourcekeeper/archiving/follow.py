"""Following captures from the queue to the proof: the loop of the stage, one request at a time.

Each step does the most urgent thing: ask about tickets, fill the slots, look up or prove what is due, look ahead. What
an answer means is not decided here (see `settle`), nor when the next submission may go out (see `gate`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sourcekeeper.archiving import settle
from sourcekeeper.archiving.board import Board, Followed
from sourcekeeper.archiving.codes import Course, course_of
from sourcekeeper.archiving.gate import Gate
from sourcekeeper.archiving.options import options_for
from sourcekeeper.archiving.plan import is_left
from sourcekeeper.archiving.proof import Proof, ProofKind, prove
from sourcekeeper.archiving.timing import Timing
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.errors import ArchiveBanned, ArchiveError, ArchiveUnavailable, KeysMissing, KeysRefused
from sourcekeeper.model import Capture, CaptureState, JobState, JobStatus, PageKind, Reason, Receipt, Snapshot
from sourcekeeper.ports import Archive, Clock, Progress, Store
from sourcekeeper.web.urls import host_of

log = logging.getLogger("sourcekeeper.archiving")

_HOPELESS = (CaptureState.REFUSED, CaptureState.FAILED, CaptureState.UNFIT)
"""Ends at which an older snapshot is better than nothing."""
_LOOK_UP_AT_ONCE = 25
_FAILURES_IN_A_ROW = 5
"""Requests without an answer, one after the other, before the archive counts as down: 42 s at the public pace."""
_TRIES_OF_LIMITS = 3
_NAP_SECONDS = 0.5
"""Longest sleep at a stretch, so that a run can be stopped soon."""


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
    ) -> None:
        self._archive, self._clock, self._settings, self._should_stop = archive, clock, settings, should_stop
        self._timing = Timing.of(settings.poll_seconds, settings.settle_within)
        self._gate = Gate(settings, clock, self._timing)
        self._board = Board(store, clock, progress, self._timing)
        self._has_keys = True
        self._poll_at = self._quiet_until = clock.now()
        self._failures = 0
        self.stopped: ArchiveError | None = None
        """What ended the talk with the archive, or kept anything from being saved."""
        self._is_over = False
        self._waits_for: Reason | None = None
        self.waiting: Reason | None = None
        """Why captures are left unfinished."""

    def follow(self, captures: Sequence[Capture]) -> tuple[Capture, ...]:
        """Work until nothing is left to do now; return the captures as they stand then."""
        self._board.take_over(captures)
        if not self._board.is_empty:
            self._ask_limits()
        while not self._is_over and self._step():
            if self._should_stop():
                self._end_for(Reason.of("interrupted"))
        self._board.leave_all(self._waits_for or self._gate.closed)
        ended = tuple(self._board.done[capture.id] for capture in captures)
        if any(is_left(capture) for capture in ended):
            self.waiting = self._waits_for or self._gate.closed or Reason.of("not-yet-visible")
        return ended

    # --- what the archive grants, and when it does not --------------------------------------------------------------

    def _ask_limits(self) -> None:
        """Learn what the account may do. Where it only refuses this question, our numbers do."""
        errors: list[ArchiveError] = []
        while len(errors) < _TRIES_OF_LIMITS:
            try:
                limits = self._archive.limits()
            except (KeysMissing, KeysRefused) as error:
                self._without_keys(error)
                return
            except ArchiveError as error:
                errors.append(error)
                pause = error.retry_after if error.retry_after is not None else self._timing.poll / 2
                if isinstance(error, ArchiveBanned) or pause > self._timing.settle_within:
                    break
                if len(errors) < _TRIES_OF_LIMITS:
                    self._sleep(pause)
                continue
            rate = limits.captures_per_minute
            self._timing = Timing.of(self._settings.poll_seconds, self._settings.settle_within, rate)
            self._board.timing = self._timing
            self._gate.learn(limits, self._timing)
            return
        if len(errors) < _TRIES_OF_LIMITS or any(error.retry_after is None for error in errors):
            self._stop_for(errors[-1])

    def _without_keys(self, error: ArchiveError) -> None:
        self._has_keys = False
        self.stopped = self.stopped or error
        self._gate.close(Reason.of("keys-missing" if isinstance(error, KeysMissing) else "keys-refused"))

    def _in_trouble(self, error: ArchiveError) -> None:
        """Pause after a request that came to nothing; stop when the archive is down, shuts us out or says when."""
        self._failures += 1
        pause = error.retry_after if error.retry_after is not None else self._timing.poll * ((self._failures + 1) / 2)
        log.info("the archive is in trouble: %s", error.what)
        is_down = self._failures >= _FAILURES_IN_A_ROW
        if isinstance(error, ArchiveBanned) or is_down or pause > self._timing.settle_within:
            self._stop_for(error)
        self._quiet_until = self._clock.now() + pause

    def _stop_for(self, error: ArchiveError) -> None:
        self.stopped = error
        self._end_for(Reason.of("archive-banned" if isinstance(error, ArchiveBanned) else "archive-unavailable"))

    def _end_for(self, reason: Reason) -> None:
        self._waits_for, self._is_over = reason, True

    # --- one step ---------------------------------------------------------------------------------------------------

    def _step(self) -> bool:
        """Do the most urgent thing; False when nothing is left to do in this run."""
        now = self._clock.now()
        if now < self._quiet_until:
            self._sleep(self._quiet_until - now)
            return True
        try:
            if self._poll(now) or self._send() or self._advance(now) or self._look_ahead(now):
                return True
        except (KeysMissing, KeysRefused) as error:
            self._without_keys(error)
            return True
        except ArchiveError as error:
            self._in_trouble(error)
            return True
        wake = self._next_wake()
        if wake is None:
            return False
        self._sleep(max(wake - self._clock.now(), timedelta(milliseconds=10)))
        return True

    def _next_wake(self) -> datetime | None:
        board = self._board
        moments = [max(each.due, self._poll_at) if self._is_polled(each) else each.due for each in board.open.values()]
        waits = [self._gate.wait_for(host_of(each.url), board.in_flight) for each in board.ready]
        moments += [self._clock.now() + wait for wait in waits if wait is not None]
        return min(moments, default=None)

    def _sleep(self, span: timedelta) -> None:
        """Wait in naps, so that a person's Ctrl-C is heard."""
        end = self._clock.now() + span
        while (remaining := (end - self._clock.now()).total_seconds()) > 0 and not self._should_stop():
            self._clock.sleep(min(remaining, _NAP_SECONDS))

    # --- asking about tickets ---------------------------------------------------------------------------------------

    def _is_polled(self, followed: Followed) -> bool:
        return followed.capture.state is CaptureState.SUBMITTED and self._has_keys and not followed.wants_look

    def _poll(self, now: datetime) -> bool:
        due = [each for each in self._board.open.values() if self._is_polled(each) and each.due <= now]
        if not due or now < self._poll_at:
            return False
        self._poll_at = now + self._timing.poll
        statuses = self._archive.poll([each.capture.ticket for each in due if each.capture.ticket is not None])
        if all(status.state is JobState.NO_ANSWER for status in statuses):
            raise self._no_answer(statuses[0])
        self._failures = 0
        now = self._clock.now()
        after = [
            settle.after_status(each.capture, status, now, self._timing)
            for each, status in zip(due, statuses, strict=True)
        ]
        ended = [capture for capture in after if capture.state is not CaptureState.SUBMITTED]
        self._board.write(*ended)
        for followed, capture in zip(due, after, strict=True):
            self._board.change(followed, capture, is_written=True)
            if capture.state is not CaptureState.SUBMITTED:
                self._gate.freed()
                self._mind(followed, capture.reason, None)
            self._go_on(followed)
        return True

    def _no_answer(self, status: JobStatus) -> ArchiveUnavailable:
        wait = status.poll_after
        if wait is None and status.reason is not None and status.reason.get("status") == 429:
            wait = self._timing.pause(self._failures + 1)
        return ArchiveUnavailable(
            f"{self._archive.name} does not say what became of captures", "Run again later.", retry_after=wait
        )

    # --- sending ----------------------------------------------------------------------------------------------------

    def _send(self) -> bool:
        ready = self._board.ready
        for _ in range(len(ready)):
            followed = ready.popleft()
            if self._gate.wait_for(host_of(followed.url), self._board.in_flight) == timedelta(0):
                self._submit(followed)
                return True
            ready.append(followed)
        if self._gate.closed is None or not ready:
            return False
        while ready:
            self._board.leave(ready.popleft(), self._gate.closed)
        return True

    def _submit(self, followed: Followed) -> None:
        """Write the intention, send, write what came: the order is what makes a killed run harmless."""
        now, before = self._clock.now(), followed.capture
        window = settle.window_seconds(before, now)
        self._board.change(followed, settle.sending(before, self._archive.account, now))
        try:
            submission = self._archive.submit(
                followed.url, options=options_for(before), not_archived_within_seconds=window
            )
        except ArchiveError as error:
            self._board.change(followed, before)  # nothing left this machine
            self._board.ready.appendleft(followed)
            raise error
        now = self._clock.now()
        self._gate.sent()
        self._board.change(followed, settle.after_submission(followed.capture, submission, now, self._timing))
        delay = min(submission.ticket.poll_after if submission.ticket else timedelta(0), self._timing.settle_within)
        followed.until = now + delay + self._timing.settle_within
        followed.looks = followed.proofs = 0
        if submission.receipt in (Receipt.ACCEPTED, Receipt.SAME_SNAPSHOT):
            self._gate.accepted()
        elif submission.receipt is Receipt.AMBIGUOUS and submission.retry_after:
            self._gate.refused(submission.retry_after, self._board.in_flight)
        if submission.receipt is not Receipt.AMBIGUOUS:
            self._failures = 0
        self._mind(followed, submission.reason, submission.retry_after)
        self._go_on(followed)

    def _mind(self, followed: Followed, reason: Reason | None, retry_after: timedelta | None) -> None:
        """Draw the conclusions from an error that reach beyond its own capture."""
        if reason is None or followed.capture.state is not CaptureState.QUEUED:
            return
        course = course_of(reason.code)
        if course is Course.SLOTS:
            pause = self._gate.refused(retry_after, self._board.in_flight)
            followed.capture = replace(followed.capture, next_try=self._clock.now() + pause)
        elif course is Course.STOP:
            self._gate.close(reason)
        elif course is Course.HOST:
            self._gate.slow_down(host_of(followed.url), retry_after or self._timing.try_again(1))

    # --- looking up and proving -------------------------------------------------------------------------------------

    def _advance(self, now: datetime) -> bool:
        """Look up or prove the capture that is due longest."""
        due = [each for each in self._board.open.values() if each.due <= now and not self._is_polled(each)]
        if not due:
            return False
        followed = min(due, key=lambda each: each.due)
        try:
            self._ask_about(followed)
        except ArchiveError:
            followed.due = self._clock.now() + self._timing.look_again(followed.looks)
            raise
        self._failures = 0
        return True

    def _ask_about(self, followed: Followed) -> None:
        capture = followed.capture
        if followed.candidate is not None:
            self._try_candidate(followed, followed.candidate)
        elif capture.state is CaptureState.QUEUED:
            self._board.make_ready(followed)
        elif capture.state is CaptureState.UNCONFIRMED and capture.snapshot is not None:
            proof = self._prove(capture.snapshot, followed)
            proved = settle.after_proof(capture, proof, self._clock.now(), self._timing, followed.proofs)
            followed.proofs += 1
            self._board.change(followed, proved)
            self._go_on(followed)
        else:
            self._look_up(followed)

    def _look_up(self, followed: Followed) -> None:
        capture = followed.capture
        found = self._archive.newest(followed.url, settle.look_since(capture, self._clock.now()))
        now = self._clock.now()
        after = settle.after_lookup(capture, found, now, self._timing, followed.looks)
        followed.looks += 1
        followed.wants_look = False
        self._board.change(followed, after)
        if self._gate.closed is None and settle.may_send_again(after, now, self._timing):
            self._board.make_ready(followed)
            return
        if not self._has_keys and followed.looks >= 2:
            followed.until = now
        self._go_on(followed)

    def _prove(self, snapshot: Snapshot, followed: Followed) -> Proof:
        return prove(snapshot, self._archive.replay, cited=followed.capture.source.url)

    def _go_on(self, followed: Followed) -> None:
        """Put a capture where it belongs after a change: to the end, to a later moment, or to the next run."""
        capture, now = followed.capture, self._clock.now()
        if capture.state.is_settled:
            self._fall_back(followed)
            self._board.end(followed.capture)
            return
        followed.due = capture.next_try or now
        is_late = followed.due > followed.until
        if capture.state is CaptureState.SUBMITTED and capture.ticket is not None:
            age = now - capture.ticket.submitted_at - capture.ticket.poll_after
            looks_wanted = (age > self._timing.resend_after) + is_late
            if followed.looks < looks_wanted:  # no news for long: the index may know
                followed.wants_look, followed.due, is_late = True, now, False
        if is_late or (followed.until <= now and not followed.wants_look and followed.looks + followed.proofs > 0):
            self._board.leave(followed, self._gate.closed)
        else:
            self._board.open[capture.id] = followed

    def _fall_back(self, followed: Followed) -> None:
        """Give a source that cannot be captured an older snapshot, where there is a good one."""
        if followed.capture.state not in _HOPELESS:
            return
        try:
            if followed.fallback is None and not followed.was_looked_up:  # sent by an earlier run that was killed
                followed.fallback = self._archive.find([followed.url], self._clock.now()).get(followed.url)
            if followed.fallback is None:
                return
            proof = self._prove(followed.fallback, followed)
        except ArchiveError:
            return
        if _is_good(proof):
            self._board.change(followed, settle.kept_older(followed.capture, self._proved(proof)))

    def _proved(self, proof: Proof) -> Snapshot:
        return replace(proof.snapshot, shows=proof.shows, confirmed_at=self._clock.now())

    # --- looking before saving --------------------------------------------------------------------------------------

    def _look_ahead(self, now: datetime) -> bool:
        """Ask what there is already, for a handful of queued sources at a time: a good fresh one saves a capture."""
        board = self._board
        if not board.waiting or len(board.ready) >= _LOOK_UP_AT_ONCE:
            return False
        batch: list[Capture] = []
        while board.waiting and len(batch) < _LOOK_UP_AT_ONCE:
            capture = board.waiting.popleft()
            if capture.next_try is not None and capture.next_try > now + self._timing.settle_within:
                board.end(capture)  # not before tomorrow, say
            else:
                batch.append(capture)
        try:
            found = self._archive.find([capture.source.fetch_key for capture in batch], now) if batch else {}
        except ArchiveError:
            board.waiting.extendleft(reversed(batch))
            raise
        for capture in batch:
            followed = board.follow(capture, max(now, capture.next_try or now))
            followed.candidate, followed.was_looked_up = found.get(capture.source.fetch_key), True
        return True

    def _try_candidate(self, followed: Followed, candidate: Snapshot) -> None:
        """Prove what was found before saving: fresh and good, it is what we want; older, it is kept in hand."""
        is_fresh = (
            candidate.taken_at is not None and candidate.taken_at >= self._clock.now() - self._settings.newer_than
        )
        if not is_fresh and self._gate.closed is None:
            followed.candidate, followed.fallback = None, candidate
            return
        proof = self._prove(candidate, followed)
        followed.candidate = None
        if proof.kind is ProofKind.WITHDRAWN or (is_fresh and _is_good(proof)):
            now = self._clock.now()
            self._board.change(followed, settle.after_proof(followed.capture, proof, now, self._timing))
            self._go_on(followed)
        elif _is_good(proof):
            self._board.change(followed, replace(followed.capture, snapshot=self._proved(proof)))


def _is_good(proof: Proof) -> bool:
    return proof.kind is ProofKind.PROVED and proof.shows in (PageKind.TEXT, PageKind.UNKNOWN)
