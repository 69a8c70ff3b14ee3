"""The stage: have the due captures made, follow them, prove them.

It reads as every stage does: ask the store what is due, ask a rule what to do, call the archive, ask a rule what the
answer means, write it down. The intention is written before each submission and the ticket right after, so that a
killed run loses nothing and a repeated one sends nothing twice.
"""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sourcekeeper.archiving import settle
from sourcekeeper.archiving.codes import Course, course_of
from sourcekeeper.archiving.gate import Gate
from sourcekeeper.archiving.plan import is_left, reopened, reviewed
from sourcekeeper.archiving.proof import Proof, ProofKind, prove
from sourcekeeper.archiving.timing import Timing
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.errors import ArchiveBanned, ArchiveError, ArchiveUnavailable, KeysMissing, KeysRefused
from sourcekeeper.model import (
    Capture,
    CaptureState,
    JobState,
    PageKind,
    Reason,
    Receipt,
    Snapshot,
    Submission,
)
from sourcekeeper.ports import Archive, Clock, Progress, Store
from sourcekeeper.web.urls import host_of

log = logging.getLogger("sourcekeeper.archiving")

_WORKABLE = (
    CaptureState.QUEUED,
    CaptureState.SUBMITTED,
    CaptureState.UNCERTAIN,
    CaptureState.UNCONFIRMED,
    CaptureState.FAILED,
    CaptureState.UNFIT,
)
_LOOK_UP_AT_ONCE = 25
_FAILURES_IN_A_ROW = 3
"""Requests without an answer, one after the other, before the archive counts as down."""
_NAP_SECONDS = 0.5
"""Longest sleep at a stretch, so that a run can be stopped soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureReport:
    """What a run of the stage came to."""

    captures: tuple[Capture, ...] = ()
    """Those it worked on, as they stand now."""
    stopped: ArchiveError | None = None
    """What ended the talk with the archive, or kept anything from being saved; None when all was said."""
    waiting: Reason | None = None
    """Why captures are left unfinished: ``keys-missing``, ``interrupted``, ``daily-limit``, ``not-yet-visible`` …"""

    @property
    def counts(self) -> Mapping[CaptureState, int]:
        """How many captures stand where."""
        return Counter(capture.state for capture in self.captures)

    @property
    def left(self) -> tuple[Capture, ...]:
        """The captures that another run has to go on with."""
        return tuple(capture for capture in self.captures if is_left(capture))


def _never() -> bool:
    return False


def archive_sources(
    store: Store,
    archive: Archive,
    clock: Clock,
    progress: Progress,
    settings: ArchiveSettings,
    *,
    document_ids: Collection[str] | None = None,
    source_ids: Collection[str] | None = None,
    should_stop: Callable[[], bool] = _never,
) -> CaptureReport:
    """Work on the due captures of some documents or sources, or of all, until each is settled or has to wait.

    Calling this is the consent: whether a source may be sent is decided before. Nothing is raised for what the archive
    does (see `CaptureReport.stopped`); StoreError passes, with every state on disk true.
    """
    run = _Run(store, archive, clock, progress, settings, should_stop)
    due = store.captures(states=_WORKABLE, document_ids=document_ids, source_ids=source_ids)
    return run.over(run.chosen(due))


@dataclass(slots=True)
class _Followed:
    """A capture this run works on."""

    capture: Capture
    due: datetime
    until: datetime
    """When this run leaves it to the next."""
    candidate: Snapshot | None = None
    """Found before anything was sent; still to be proved."""
    fallback: Snapshot | None = None
    """An older one, to be had when no new one can be made."""
    looks: int = 0
    proofs: int = 0

    @property
    def url(self) -> str:
        return self.capture.source.fetch_key


class _Run:
    """One run over the due captures. Not for use by several threads."""

    def __init__(
        self,
        store: Store,
        archive: Archive,
        clock: Clock,
        progress: Progress,
        settings: ArchiveSettings,
        should_stop: Callable[[], bool],
    ) -> None:
        self._store, self._archive, self._clock = store, archive, clock
        self._progress, self._settings, self._should_stop = progress, settings, should_stop
        self._timing = Timing.of(settings.poll_seconds, settings.settle_within)
        self._gate = Gate(settings, clock, self._timing)
        self._waiting: deque[Capture] = deque()  # queued, nothing known of them yet
        self._ready: deque[_Followed] = deque()  # may be sent
        self._open: dict[str, _Followed] = {}  # to be asked about, looked up or proved
        self._done: dict[str, Capture] = {}
        self._has_keys = True
        self._poll_at = self._quiet_until = clock.now()
        self._failures = 0
        self._stopped: ArchiveError | None = None
        self._is_over = False
        self._waits_for: Reason | None = None

    # --- beginning and end -------------------------------------------------------------------------------------------

    def chosen(self, captures: Iterable[Capture]) -> list[Capture]:
        """Return the captures there is something to do for; what rules changed is written."""
        now, chosen, changed = self._clock.now(), [], []
        for before in captures:
            opened = reopened(before, now)
            if opened.state.is_settled or not is_left(opened):
                continue
            after = reviewed(opened, self._store.decisions(opened.source.id), self._settings.never, now)
            if after != before:
                changed.append(after)
            chosen.append(after)
        if changed:
            self._store.record_captures(changed, now)
        return chosen

    def over(self, captures: list[Capture]) -> CaptureReport:
        """Work until nothing is left to do now."""
        if not captures:
            return CaptureReport()
        self._progress.begin("archive", len(captures))
        try:
            self._take_over(captures)
            if (self._waiting or self._open) and self._ask_limits():
                while not self._is_over and self._step():
                    if self._should_stop():
                        self._waits_for = Reason.of("interrupted")
                        break
            self._leave_all()
        finally:
            self._progress.end("archive")
        return self._report(captures)

    def _report(self, captures: list[Capture]) -> CaptureReport:
        ended = tuple(self._done.get(capture.id, capture) for capture in captures)
        waiting = self._waits_for or self._gate.closed
        if waiting is None and any(is_left(capture) for capture in ended):
            waiting = Reason.of("not-yet-visible")
        if not any(is_left(capture) for capture in ended):
            waiting = None
        return CaptureReport(captures=ended, stopped=self._stopped, waiting=waiting)

    def _take_over(self, captures: list[Capture]) -> None:
        now = self._clock.now()
        for before in captures:
            capture = settle.taken_over(before, now)
            if capture.state.is_settled:
                self._end(capture)
            elif capture.state is CaptureState.QUEUED:
                self._waiting.append(capture)
            else:
                if capture.state is not before.state:
                    self._write(capture)
                self._follow(capture, now)

    def _ask_limits(self) -> bool:
        """Learn what the account may do; False when the archive is down."""
        for attempt in range(_FAILURES_IN_A_ROW):
            try:
                limits = self._archive.limits()
            except (KeysMissing, KeysRefused) as error:
                self._without_keys(error)
                return True
            except ArchiveBanned as error:
                self._stopped = error
                return False
            except ArchiveUnavailable as error:
                self._stopped = error
                if attempt + 1 < _FAILURES_IN_A_ROW:
                    self._sleep(min(error.retry_after or self._timing.poll / 2, self._timing.poll))
                continue
            self._stopped = None
            rate = limits.captures_per_minute
            self._timing = Timing.of(self._settings.poll_seconds, self._settings.settle_within, rate)
            self._gate.learn(limits, self._timing)
            return True
        self._waits_for = Reason.of("archive-unavailable")
        return False

    def _without_keys(self, error: ArchiveError) -> None:
        self._has_keys = False
        self._stopped = self._stopped or error
        self._gate.close(Reason.of("keys-missing" if isinstance(error, KeysMissing) else "keys-refused"))

    def _leave_all(self) -> None:
        """Write what the next run has to go on with."""
        now = self._clock.now()
        left = [settle.left(followed.capture, now) for followed in [*self._open.values(), *self._ready]]
        left += [*self._waiting]
        reason = self._gate.closed
        if reason is not None:
            left = [replace(each, reason=reason) if _was_never_sent(each) else each for each in left]
        if left:
            self._store.record_captures(left, now)
        for capture in left:
            self._done[capture.id] = capture
            self._progress.advance("archive", capture.source.url)

    # --- one step ----------------------------------------------------------------------------------------------------

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
        self._sleep(max(wake - now, timedelta(milliseconds=10)))
        return True

    def _next_wake(self) -> datetime | None:
        moments = [
            max(followed.due, self._poll_at) if self._is_polled(followed) else followed.due
            for followed in self._open.values()
        ]
        waits = [self._gate.wait_for(host_of(followed.url), self._in_flight) for followed in self._ready]
        moments += [self._clock.now() + wait for wait in waits if wait is not None]
        return min(moments, default=None)

    def _sleep(self, span: timedelta) -> None:
        """Wait in naps, so that a person's Ctrl-C is heard."""
        end = self._clock.now() + span
        while (remaining := (end - self._clock.now()).total_seconds()) > 0 and not self._should_stop():
            self._clock.sleep(min(remaining, _NAP_SECONDS))

    def _in_trouble(self, error: ArchiveError) -> None:
        """Pause after a request that came to nothing; stop when the archive is down, shuts us out or says when."""
        self._failures += 1
        pause = error.retry_after or self._timing.poll * self._failures
        log.info("the archive is in trouble: %s", error.what)
        if (
            isinstance(error, ArchiveBanned)
            or self._failures >= _FAILURES_IN_A_ROW
            or pause > self._timing.settle_within
        ):
            self._stopped, self._is_over = error, True
            self._waits_for = Reason.of(
                "archive-banned" if isinstance(error, ArchiveBanned) else "archive-unavailable"
            )
            return
        self._quiet_until = self._clock.now() + pause

    # --- asking about tickets ----------------------------------------------------------------------------------------

    def _is_polled(self, followed: _Followed) -> bool:
        return followed.capture.state is CaptureState.SUBMITTED and self._has_keys

    @property
    def _in_flight(self) -> int:
        return sum(followed.capture.state is CaptureState.SUBMITTED for followed in self._open.values())

    def _poll(self, now: datetime) -> bool:
        due = [each for each in self._open.values() if self._is_polled(each) and each.due <= now]
        if not due or now < self._poll_at:
            return False
        self._poll_at = now + self._timing.poll
        tickets = [each.capture.ticket for each in due if each.capture.ticket is not None]
        statuses = self._archive.poll(tickets)
        self._failures = 0
        now = self._clock.now()
        changed = []
        for followed, status in zip(due, statuses, strict=True):
            before = followed.capture
            followed.capture = settle.after_status(before, status, now, self._timing)
            if status.state is JobState.NO_ANSWER and status.poll_after:
                self._quiet_until = max(self._quiet_until, now + status.poll_after)
            if followed.capture.state is not before.state:
                changed.append(followed.capture)
        if changed:
            self._store.record_captures(changed, now)
        for followed in due:
            if followed.capture.state is not CaptureState.SUBMITTED:
                self._gate.freed()
                self._mind(followed, followed.capture.reason, None)
            self._go_on(followed)
        return True

    # --- sending -----------------------------------------------------------------------------------------------------

    def _send(self) -> bool:
        for _ in range(len(self._ready)):
            followed = self._ready.popleft()
            if self._gate.wait_for(host_of(followed.url), self._in_flight) == timedelta(0):
                self._submit(followed)
                return True
            self._ready.append(followed)
        if self._gate.closed is not None and self._ready:
            for followed in self._ready:
                self._leave(followed)
            self._ready.clear()
            return True
        return False

    def _submit(self, followed: _Followed) -> None:
        """Write the intention, send, write what came: the order is what makes a killed run harmless."""
        now, before = self._clock.now(), followed.capture
        window = settle.window_seconds(before, now)
        followed.capture = settle.sending(before, self._archive.account, now)
        self._write(followed.capture)
        try:
            submission = self._archive.submit(followed.url, not_archived_within_seconds=window)
        except ArchiveError as error:
            followed.capture = before  # nothing left this machine
            self._write(before)
            self._ready.appendleft(followed)
            raise error
        now = self._clock.now()
        self._gate.sent()
        followed.capture = settle.after_submission(followed.capture, submission, now, self._timing)
        self._write(followed.capture)
        followed.until = now + self._timing.settle_within
        if followed.capture.ticket is not None:
            followed.until += followed.capture.ticket.poll_after
            followed.until = min(followed.until, now + 2 * self._timing.settle_within)
        followed.looks = followed.proofs = 0
        self._after_submission(followed, submission)

    def _after_submission(self, followed: _Followed, submission: Submission) -> None:
        if submission.receipt in (Receipt.ACCEPTED, Receipt.SAME_SNAPSHOT):
            self._failures = 0
            self._gate.accepted()
        elif submission.receipt is Receipt.AMBIGUOUS and submission.retry_after:
            self._gate.refused(submission.retry_after, self._in_flight)
        elif submission.receipt is Receipt.REFUSED:
            self._failures = 0
            self._mind(followed, submission.reason, submission.retry_after)
        self._go_on(followed)

    def _mind(self, followed: _Followed, reason: Reason | None, retry_after: timedelta | None) -> None:
        """Draw the conclusions from an error that reach beyond its own capture."""
        if reason is None or followed.capture.state is not CaptureState.QUEUED:
            return
        course = course_of(reason.code)
        if course is Course.SLOTS:
            pause = self._gate.refused(retry_after, self._in_flight)
            followed.capture = replace(followed.capture, next_try=self._clock.now() + pause)
        elif course is Course.STOP:
            self._gate.close(reason)
        elif course is Course.HOST:
            self._gate.slow_down(host_of(followed.url), retry_after or self._timing.try_again(1))

    # --- looking up and proving --------------------------------------------------------------------------------------

    def _advance(self, now: datetime) -> bool:
        """Look up or prove the capture that is due longest."""
        due = [each for each in self._open.values() if each.due <= now and not self._is_polled(each)]
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

    def _ask_about(self, followed: _Followed) -> None:
        capture = followed.capture
        if followed.candidate is not None:
            self._try_candidate(followed)
        elif capture.state is CaptureState.QUEUED:
            del self._open[capture.id]
            self._ready.append(followed)
        elif capture.state is CaptureState.UNCONFIRMED and capture.snapshot is not None:
            proof = self._prove(capture.snapshot)
            now = self._clock.now()
            followed.capture = settle.after_proof(capture, proof, now, self._timing, followed.proofs)
            followed.proofs += 1
            self._settle(followed)
        else:
            self._look_up(followed)

    def _look_up(self, followed: _Followed) -> None:
        capture, now = followed.capture, self._clock.now()
        found = self._archive.newest(followed.url, settle.look_since(capture, now))
        now = self._clock.now()
        followed.capture = settle.after_lookup(capture, found, now, self._timing, followed.looks)
        followed.looks += 1
        if self._gate.closed is None and settle.may_send_again(followed.capture, now, self._timing):
            del self._open[capture.id]
            self._ready.append(followed)
            return
        if not self._has_keys and followed.looks >= 2:
            followed.until = now
        self._settle(followed)

    def _prove(self, snapshot: Snapshot) -> Proof:
        return prove(snapshot, self._archive.replay)

    def _settle(self, followed: _Followed) -> None:
        self._write(followed.capture)
        self._go_on(followed)

    def _go_on(self, followed: _Followed) -> None:
        """Put a capture where it belongs after a change: to the end, to a later moment, or to the next run."""
        capture, now = followed.capture, self._clock.now()
        if capture.state.is_settled:
            self._fall_back(followed)
            self._end(followed.capture)
            return
        followed.due = capture.next_try or now
        if capture.state is CaptureState.QUEUED:
            followed.until = now + self._timing.settle_within
            if (
                self._gate.closed is not None
                and course_of(capture.reason.code if capture.reason else "") is Course.STOP
            ):
                followed.until = now
        if followed.due > followed.until or (followed.until <= now and followed.due <= now and followed.looks >= 2):
            self._leave(followed)
        else:
            self._open[capture.id] = followed

    def _fall_back(self, followed: _Followed) -> None:
        """Give a source that cannot be captured an older snapshot, where there is a good one."""
        if followed.fallback is None or followed.capture.state not in (CaptureState.REFUSED, CaptureState.FAILED):
            return
        try:
            good = self._good(followed.fallback)
        except ArchiveError:
            return
        if good is not None:
            followed.capture = replace(followed.capture, snapshot=good)
            self._write(followed.capture)

    def _good(self, snapshot: Snapshot) -> Snapshot | None:
        """Return a snapshot as proved; None when it does not prove or does not show the text."""
        proof = self._prove(snapshot)
        if proof.kind is not ProofKind.PROVED or proof.shows not in (PageKind.TEXT, PageKind.UNKNOWN):
            return None
        return replace(proof.snapshot, shows=proof.shows, confirmed_at=self._clock.now())

    # --- looking before saving ---------------------------------------------------------------------------------------

    def _look_ahead(self, now: datetime) -> bool:
        """Ask what there is already, for a handful of queued sources at a time: a good fresh one saves a capture."""
        if not self._waiting or len(self._ready) >= _LOOK_UP_AT_ONCE:
            return False
        batch: list[Capture] = []
        while self._waiting and len(batch) < _LOOK_UP_AT_ONCE:
            capture = self._waiting.popleft()
            if capture.next_try is not None and capture.next_try > now + self._timing.settle_within:
                self._end(capture)  # not before tomorrow, say
            else:
                batch.append(capture)
        try:
            found = self._archive.find([capture.source.fetch_key for capture in batch], now) if batch else {}
        except ArchiveError:
            self._waiting.extendleft(reversed(batch))
            raise
        for capture in batch:
            followed = self._follow(capture, max(now, capture.next_try or now))
            followed.candidate = found.get(capture.source.fetch_key)
        return True

    def _try_candidate(self, followed: _Followed) -> None:
        """Prove what was found before saving: fresh and good, it is what we want; older, it is kept in hand."""
        candidate, now = followed.candidate, self._clock.now()
        assert candidate is not None
        is_fresh = candidate.taken_at is not None and candidate.taken_at >= now - self._settings.newer_than
        if not is_fresh and self._gate.closed is None:
            followed.candidate, followed.fallback = None, candidate
            return
        proof = self._prove(candidate)
        followed.candidate = None
        if proof.kind is ProofKind.WITHDRAWN or (is_fresh and _is_good(proof)):
            followed.capture = settle.after_proof(followed.capture, proof, self._clock.now(), self._timing)
            self._settle(followed)
        elif _is_good(proof):
            good = replace(proof.snapshot, shows=proof.shows, confirmed_at=self._clock.now())
            followed.capture = replace(followed.capture, snapshot=good)
            self._write(followed.capture)

    # --- small things ------------------------------------------------------------------------------------------------

    def _follow(self, capture: Capture, due: datetime) -> _Followed:
        followed = _Followed(capture=capture, due=due, until=self._clock.now() + self._timing.settle_within)
        self._open[capture.id] = followed
        return followed

    def _write(self, capture: Capture) -> None:
        self._store.record_captures([capture], self._clock.now())

    def _leave(self, followed: _Followed) -> None:
        """Leave a capture to the next run."""
        capture = settle.left(followed.capture, self._clock.now())
        if self._gate.closed is not None and _was_never_sent(capture):
            capture = replace(capture, reason=self._gate.closed)
        self._write(capture)
        self._end(capture)

    def _end(self, capture: Capture) -> None:
        """Be done with a capture in this run."""
        self._open.pop(capture.id, None)
        self._done[capture.id] = capture
        self._progress.advance("archive", capture.source.url)


def _is_good(proof: Proof) -> bool:
    return proof.kind is ProofKind.PROVED and proof.shows in (PageKind.TEXT, PageKind.UNKNOWN)


def _was_never_sent(capture: Capture) -> bool:
    return capture.state is CaptureState.QUEUED and capture.sent_at is None
