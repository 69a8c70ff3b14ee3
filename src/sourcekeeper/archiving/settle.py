"""What the archive's answers make of a capture: one rule for each kind of answer, each returning the capture anew.

Pure: no clock, no network, no store. The states are told in `model.CaptureState`; the table of error codes is in
`codes`. Two laws hold throughout: nothing becomes `archived` but by a proof, and nothing that may hide a capture is
sent again before it was looked up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sourcekeeper.archiving.codes import Course, course_of, is_archive_code
from sourcekeeper.archiving.confirming import first_proved
from sourcekeeper.archiving.plan import BY_HAND, OLDER_SNAPSHOT
from sourcekeeper.archiving.proof import Proof, ProofKind
from sourcekeeper.archiving.timing import EARLIER, MEMORY, Timing, next_day, start_of_day
from sourcekeeper.model import (
    Capture,
    CaptureState,
    JobState,
    JobStatus,
    Reason,
    Receipt,
    Snapshot,
    SnapshotOrigin,
    Submission,
)

SAME_SNAPSHOT = "same-snapshot"
"""Reason while the archive says that a fresh capture exists: a success that still has to be found."""

MAX_ATTEMPTS = 4
"""Submissions of one source before it counts as failed; refusals for want of slots are not counted."""

MAX_ATTEMPTS_UNKNOWN = 2
"""The same for codes nobody told us of."""

MAX_ATTEMPTS_NAME = 2
"""The same for hosts the archive cannot find, a day apart: name servers have bad days."""

ASK_TARGET_AGAIN = timedelta(days=3)
"""After the site refused the archive: days, not minutes."""

ASK_FAILED_AGAIN = timedelta(days=1)

ASK_UNFIT_AGAIN = timedelta(days=7)

GIVE_UP_UNSEEN = timedelta(days=3)
"""A capture the archive told of that never showed: captures do get lost (seen in September 2026)."""

INDEX_LAGS = timedelta(hours=24)
"""How late a capture may show in the archive's index: minutes as a rule, 12 to 24 hours at times."""

CLOCKS_APART = timedelta(minutes=2)
"""How far our clock and the archive's may differ."""


def sending(capture: Capture, account: str, now: datetime) -> Capture:
    """Return the capture as it must be written before it is sent: a killed run then knows that it may have been."""
    return replace(
        capture,
        state=CaptureState.SUBMITTED,
        reason=capture.reason if _is_about_name(capture.reason) else None,
        ticket=None,
        account=account,
        attempts=capture.attempts + 1,
        sent_at=now,
        next_try=now,
    )


def window_seconds(capture: Capture, now: datetime) -> int | None:
    """Return the age within which the service shall refuse to double what an earlier submission may have made.

    None for a source that was never sent.
    """
    if capture.sent_at is None:
        return None
    return int(max(EARLIER, now - capture.sent_at + timedelta(minutes=10)).total_seconds())


def look_since(capture: Capture, now: datetime) -> datetime:
    """Return from when on a capture counts as the one that was asked for."""
    if capture.reason and course_of(capture.reason.code) is Course.TOMORROW:
        return start_of_day(now)
    said = capture.reason.get("seconds") if capture.reason else None
    age = timedelta(seconds=float(said)) if isinstance(said, int | float) else timedelta(0)
    return (capture.sent_at or now) - max(EARLIER, age) - CLOCKS_APART


def after_submission(capture: Capture, submission: Submission, now: datetime, timing: Timing) -> Capture:
    """Read the archive's answer to a submission; `capture` is as `sending` made it."""
    ticket, reason = submission.ticket, submission.reason
    if submission.receipt is Receipt.AMBIGUOUS:
        return _uncertain(capture, reason or Reason.of("answer-lost"), now + timing.look_again(0))
    if submission.receipt is Receipt.REFUSED:
        reason = _counted(capture.reason, reason or Reason.of("error:unknown"))
        return _after_error(capture, reason, now, timing, submission.retry_after)
    if ticket is not None:
        wait = max(ticket.poll_after, timing.first_poll)
        return replace(capture, ticket=ticket, reason=reason or capture.reason, next_try=now + wait)
    if submission.receipt is Receipt.SAME_SNAPSHOT:
        return replace(
            capture,
            state=CaptureState.UNCONFIRMED,
            snapshot=None,
            reason=reason or Reason.of(SAME_SNAPSHOT),
            next_try=now,
        )
    return _uncertain(capture, Reason.of("accepted-without-ticket"), now + timing.look_again(0))


def after_status(capture: Capture, status: JobStatus, now: datetime, timing: Timing) -> Capture:
    """Read what the archive says of a submitted capture's ticket."""
    if status.state is JobState.ERROR:
        reason = _counted(capture.reason, status.reason or Reason.of("error:unknown"))
        course = course_of(reason.code)
        if capture.reason is not None and capture.reason.code == SAME_SNAPSHOT:
            # The job's own end is an older tale: the archive said that a capture exists.
            return replace(capture, state=CaptureState.UNCONFIRMED, ticket=None, snapshot=None, next_try=now)
        if course not in (Course.SLOTS, Course.STOP, Course.TOMORROW):
            return _uncertain(capture, reason, now)  # errors were seen to hide a capture: look it up first
        return _after_error(capture, reason, now, timing, status.poll_after)
    if status.state is JobState.DONE:
        if status.snapshot is None:
            return _uncertain(capture, Reason.of("done-without-address"), now)
        return seen(capture, status.snapshot, now)
    if capture.ticket is not None and now - capture.ticket.submitted_at > MEMORY:
        return _uncertain(capture, Reason.of("job-forgotten"), now)
    return replace(capture, next_try=now + max(status.poll_after or timedelta(0), timing.poll_in_haste))


def seen(capture: Capture, snapshot: Snapshot, now: datetime) -> Capture:
    """Note that the archive told of a snapshot: still to be proved."""
    return replace(
        capture,
        state=CaptureState.UNCONFIRMED,
        snapshot=replace(snapshot, origin=_origin(capture, snapshot)),
        reason=Reason.of("not-yet-visible"),
        next_try=now,
    )


def _origin(capture: Capture, snapshot: Snapshot) -> SnapshotOrigin:
    """A capture from before we asked is somebody else's."""
    if capture.sent_at is None or (
        snapshot.taken_at is not None and snapshot.taken_at < capture.sent_at - CLOCKS_APART
    ):
        return SnapshotOrigin.FOUND
    return SnapshotOrigin.MADE


def after_lookup(capture: Capture, found: Snapshot | None, now: datetime, timing: Timing, looks: int = 0) -> Capture:
    """Read the index's answer about a capture that is uncertain, or told of without an address.

    `looks` counts the look-ups before this one in this run. An answer that is still lost stays uncertain: see
    `may_send_again`.
    """
    if found is not None:
        return seen(capture, found, now)
    code = capture.reason.code if capture.reason else ""
    if course_of(code) is Course.TOMORROW and looks >= 1:
        return replace(capture, state=CaptureState.QUEUED, ticket=None, next_try=next_day(now))
    if capture.state is CaptureState.UNCERTAIN and is_archive_code(code):
        assert capture.reason is not None
        return _after_error(capture, capture.reason, now, timing, None)
    if _is_hopeless(capture, now) and code == BY_HAND:
        return replace(capture, state=CaptureState.QUEUED, reason=None, sent_at=None, next_try=None)
    if _is_hopeless(capture, now):
        return replace(capture, state=CaptureState.FAILED, reason=Reason.of("never-visible"), next_try=now)
    if capture.state is CaptureState.UNCERTAIN and capture.attempts >= MAX_ATTEMPTS:
        if capture.sent_at is not None and now - capture.sent_at >= INDEX_LAGS:
            return replace(capture, state=CaptureState.FAILED, next_try=now)  # each answer lost, and nothing made
        return replace(capture, next_try=now + timedelta(hours=6))
    return replace(capture, next_try=now + timing.look_again(looks))


def may_send_again(capture: Capture, now: datetime, timing: Timing) -> bool:
    """Whether an answer is lost so long that the service itself may be asked again.

    The capture it may hide has ended by then, and the submission goes out with a window (`window_seconds`) within
    which the service answers with what it has instead of capturing again. After an hour it knows only what its index
    shows, and that may lag for a day: in between a capture is only looked up.
    """
    is_lost = capture.state is CaptureState.UNCERTAIN and not (capture.reason and is_archive_code(capture.reason.code))
    if not is_lost or capture.attempts >= MAX_ATTEMPTS:
        return False
    if capture.sent_at is None:
        return True
    age = now - capture.sent_at
    return timing.resend_after <= age < MEMORY or age >= INDEX_LAGS


def after_proof(capture: Capture, proof: Proof, now: datetime, timing: Timing, tries: int = 0) -> Capture:
    """Read what the replay of the capture's snapshot proved. `tries` counts the proofs before this one in this run."""
    snapshot = replace(proof.snapshot, shows=proof.shows)
    if proof.kind is ProofKind.PROVED:
        if proof.is_good:
            proved = first_proved(snapshot, now)
            return replace(capture, state=CaptureState.ARCHIVED, snapshot=proved, reason=None, next_try=None)
        reason = proof.reason or Reason.of(f"shows-{proof.shows}")
        return _unfit(capture, replace(snapshot, confirmed_at=now), reason, now)
    if proof.kind is ProofKind.WITHDRAWN:
        return replace(
            capture, state=CaptureState.WITHDRAWN, snapshot=proof.snapshot, reason=proof.reason, next_try=None
        )
    if proof.kind is ProofKind.BAD_STATUS:
        return _unfit(capture, replace(snapshot, confirmed_at=now), proof.reason or Reason.of("replay-status"), now)
    if proof.kind is ProofKind.NOT_YET and _is_hopeless(capture, now):
        return replace(capture, state=CaptureState.FAILED, reason=Reason.of("never-visible"), next_try=now)
    if proof.kind is ProofKind.NOT_YET and _is_cited(capture):
        return replace(capture, state=CaptureState.FAILED, reason=proof.reason, next_try=now + ASK_UNFIT_AGAIN)
    return replace(capture, reason=proof.reason, next_try=now + timing.prove_again(tries))


def kept_older(capture: Capture, snapshot: Snapshot) -> Capture:
    """Return a capture that could not be made as archived by an older snapshot, proved and showing the text.

    The reason says why there is no new one, and the time of the next attempt stays.
    """
    code = capture.reason.code if capture.reason else ""
    reason = Reason.of(OLDER_SNAPSHOT, why=code)
    return replace(capture, state=CaptureState.ARCHIVED, snapshot=snapshot, reason=reason)


def taken_over(capture: Capture, now: datetime) -> Capture:
    """Return a capture that an earlier run left, ready to go on with: what was sent without a ticket is uncertain."""
    if capture.state is CaptureState.SUBMITTED and capture.ticket is None:
        return _uncertain(capture, Reason.of("run-ended"), now)
    if capture.state is CaptureState.QUEUED:
        return capture
    return replace(capture, next_try=now)


def may_hold_slot(capture: Capture, now: datetime, timing: Timing) -> bool:
    """Whether the archive may be at work on a capture."""
    if capture.state is CaptureState.UNCERTAIN:
        is_told = capture.reason is not None and is_archive_code(capture.reason.code)
        return not is_told and capture.sent_at is not None and now - capture.sent_at < timing.usual_capture
    return capture.state is CaptureState.SUBMITTED


def is_old(capture: Capture, now: datetime, timing: Timing) -> bool:
    """Whether a capture that an earlier run left is past the time within which a run waits for its own."""
    if capture.state is CaptureState.UNCONFIRMED and capture.sent_at is None:
        return False  # a snapshot that the text cites: asked about for the first time
    return capture.state is CaptureState.UNCONFIRMED and now - (capture.sent_at or now) > timing.settle_within


def left(capture: Capture, now: datetime) -> Capture:
    """Return a capture that this run leaves unfinished, with when the next one shall go on with it."""
    if capture.state is CaptureState.QUEUED:
        return capture
    age = now - (capture.sent_at or now)
    wait = timedelta(hours=1) if age < timedelta(hours=6) else timedelta(hours=6)
    if capture.state is CaptureState.SUBMITTED:
        wait = timedelta(minutes=5)
    return replace(capture, next_try=max(now + wait, capture.next_try or now))


def _after_error(
    capture: Capture, reason: Reason, now: datetime, timing: Timing, retry_after: timedelta | None
) -> Capture:
    """Read an error that hides no capture, or no longer."""
    course = course_of(reason.code)
    again = replace(capture, state=CaptureState.QUEUED, ticket=None, reason=reason)
    if course is Course.PERMANENT:
        return replace(again, state=CaptureState.REFUSED, next_try=None)
    if course is Course.TARGET:
        return replace(again, state=CaptureState.FAILED, next_try=now + ASK_TARGET_AGAIN)
    if course is Course.TOMORROW:
        return replace(again, state=CaptureState.UNCONFIRMED, snapshot=None, next_try=now)
    if course is Course.STOP:
        return replace(again, attempts=max(0, capture.attempts - 1), next_try=next_day(now))
    if course is Course.SLOTS:
        wait = retry_after or timing.pause(1)
        return replace(again, attempts=max(0, capture.attempts - 1), next_try=now + wait)
    if course is Course.NAME:
        is_second = _tries(reason) >= MAX_ATTEMPTS_NAME
        state = CaptureState.REFUSED if is_second else CaptureState.FAILED
        return replace(again, state=state, next_try=None if is_second else now + ASK_FAILED_AGAIN)
    limit = MAX_ATTEMPTS_UNKNOWN if course is Course.UNKNOWN else MAX_ATTEMPTS
    if capture.attempts >= limit:
        return replace(again, state=CaptureState.FAILED, next_try=now + ASK_FAILED_AGAIN)
    wait = max(retry_after or timedelta(0), timing.try_again(capture.attempts))
    return replace(again, next_try=now + wait)


def _uncertain(capture: Capture, reason: Reason, next_try: datetime) -> Capture:
    return replace(capture, state=CaptureState.UNCERTAIN, ticket=None, reason=reason, next_try=next_try)


def _unfit(capture: Capture, snapshot: Snapshot, reason: Reason, now: datetime) -> Capture:
    return replace(capture, state=CaptureState.UNFIT, snapshot=snapshot, reason=reason, next_try=now + ASK_UNFIT_AGAIN)


def _is_about_name(reason: Reason | None) -> bool:
    return reason is not None and course_of(reason.code) is Course.NAME


def _counted(before: Reason | None, reason: Reason) -> Reason:
    """Return an error about a host's name with how often it came, since no other error is counted over days."""
    if not _is_about_name(reason):
        return reason
    earlier = _tries(before) if before is not None and before.code == reason.code else 0
    return Reason.of(reason.code, **{**dict(reason.arguments), "tries": earlier + 1})


def _tries(reason: Reason) -> int:
    tries = reason.get("tries")
    return int(tries) if isinstance(tries, int | float) else 1


def _is_cited(capture: Capture) -> bool:
    return capture.snapshot is not None and capture.snapshot.origin is SnapshotOrigin.CITED


def _is_hopeless(capture: Capture, now: datetime) -> bool:
    return capture.sent_at is not None and now - capture.sent_at > GIVE_UP_UNSEEN
