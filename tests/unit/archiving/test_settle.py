"""The rules that make states of answers, and the laws they keep whatever comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.archiving import settle
from sourcekeeper.archiving.codes import _BY_CODE, Course, course_of
from sourcekeeper.archiving.proof import Proof, ProofKind
from sourcekeeper.archiving.timing import Timing
from sourcekeeper.model import (
    Capture,
    CaptureState,
    JobState,
    JobStatus,
    PageKind,
    Reason,
    Receipt,
    Snapshot,
    SnapshotOrigin,
    Source,
    Submission,
    Ticket,
)

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TIMING = Timing()
SOURCE = Source(id="s", url="https://example.org/a", comparison_key="1:k", fetch_key="https://example.org/a")
QUEUED = Capture(id="c", source=SOURCE, state=CaptureState.QUEUED)
SENT = settle.sending(QUEUED, "account", NOW)
TICKET = Ticket(job_id="spn2-x", url=SOURCE.fetch_key, submitted_at=NOW)
SNAPSHOT = Snapshot(
    uri="https://web.archive.org/web/20261120090020/https://example.org/a",
    original="https://example.org/a",
    taken_at=NOW + timedelta(seconds=20),
    archive="web.archive.org",
    origin=SnapshotOrigin.FOUND,
)

reasons = st.none() | st.builds(
    Reason.of,
    st.sampled_from([f"error:{code}" for code in _BY_CODE] + ["error:new", "answer-timeout", "same-snapshot"]),
)
captures = st.builds(
    lambda state, reason, attempts, ticket, snapshot, age: replace(
        SENT,
        state=state,
        reason=reason,
        attempts=attempts,
        ticket=ticket,
        snapshot=snapshot,
        sent_at=NOW - timedelta(minutes=age),
    ),
    st.sampled_from([CaptureState.SUBMITTED, CaptureState.UNCERTAIN, CaptureState.UNCONFIRMED]),
    reasons,
    st.integers(1, 9),
    st.none() | st.just(TICKET),
    st.none() | st.just(SNAPSHOT),
    st.integers(0, 10_000),
)


def test_an_intention_is_written_with_its_time_and_without_a_ticket() -> None:
    assert (SENT.state, SENT.sent_at, SENT.ticket, SENT.attempts) == (CaptureState.SUBMITTED, NOW, None, 1)


@given(captures, st.sampled_from(Receipt), reasons, st.none() | st.just(TICKET))
def test_no_answer_to_a_submission_archives(
    capture: Capture, receipt: Receipt, reason: Reason | None, ticket: Ticket | None
) -> None:
    answer = Submission(receipt=receipt, reason=reason, ticket=ticket)
    assert settle.after_submission(capture, answer, NOW, TIMING).state is not CaptureState.ARCHIVED


@given(captures, st.sampled_from(JobState), reasons, st.none() | st.just(SNAPSHOT))
def test_no_status_archives(
    capture: Capture, state: JobState, reason: Reason | None, snapshot: Snapshot | None
) -> None:
    status = JobStatus(ticket=TICKET, state=state, reason=reason, snapshot=snapshot)
    assert settle.after_status(capture, status, NOW, TIMING).state is not CaptureState.ARCHIVED


@given(captures, st.sampled_from(ProofKind), st.sampled_from(PageKind))
def test_only_a_proof_of_the_text_archives(capture: Capture, kind: ProofKind, shows: PageKind) -> None:
    after = settle.after_proof(capture, Proof(kind=kind, snapshot=SNAPSHOT, shows=shows), NOW, TIMING)
    is_good = kind is ProofKind.PROVED and shows is PageKind.TEXT
    assert (after.state is CaptureState.ARCHIVED) == is_good
    if is_good:
        assert after.snapshot is not None
        assert after.snapshot.confirmed_at == NOW


@given(captures)
def test_an_ambiguous_answer_is_never_sent_again_before_it_was_looked_up(capture: Capture) -> None:
    after = settle.after_submission(capture, Submission(receipt=Receipt.AMBIGUOUS), NOW, TIMING)
    assert after.state is CaptureState.UNCERTAIN
    assert not settle.may_send_again(replace(after, sent_at=NOW), NOW + TIMING.resend_after / 2, TIMING)


@given(captures)
def test_what_is_sent_again_goes_out_with_a_window_that_covers_its_age(capture: Capture) -> None:
    window = settle.window_seconds(capture, NOW)
    assert capture.sent_at is not None
    assert window is not None
    assert window > (NOW - capture.sent_at).total_seconds()


def test_what_was_never_sent_goes_out_without_a_window() -> None:
    assert settle.window_seconds(QUEUED, NOW) is None


@pytest.mark.parametrize("code", [code for code in _BY_CODE if course_of(code) is Course.PERMANENT])
def test_a_permanent_code_is_refused_for_good(code: str) -> None:
    refused = Submission(receipt=Receipt.REFUSED, reason=Reason.of(f"error:{code}"))
    after = settle.after_submission(SENT, refused, NOW, TIMING)
    assert (after.state, after.next_try) == (CaptureState.REFUSED, None)


@pytest.mark.parametrize("code", ["user-session-limit", "rate-limited", "overloaded", "max-daily-bandwidth"])
def test_a_refusal_that_is_not_the_addresss_fault_counts_no_attempt(code: str) -> None:
    refused = Submission(receipt=Receipt.REFUSED, reason=Reason.of(f"error:{code}"))
    after = settle.after_submission(SENT, refused, NOW, TIMING)
    assert (after.state, after.attempts) == (CaptureState.QUEUED, 0)


def test_waits_after_passing_errors_grow_until_the_source_has_failed() -> None:
    capture, waits = QUEUED, []
    while capture.state is CaptureState.QUEUED:
        refused = Submission(receipt=Receipt.REFUSED, reason=Reason.of("error:proxy-error"))
        capture = settle.after_submission(settle.sending(capture, "", NOW), refused, NOW, TIMING)
        assert capture.next_try is not None
        waits.append(capture.next_try - NOW)
    assert capture.state is CaptureState.FAILED
    assert waits == sorted(waits)
    assert len(waits) == settle.MAX_ATTEMPTS


def test_a_job_done_without_an_address_is_uncertain() -> None:
    done = JobStatus(ticket=TICKET, state=JobState.DONE)
    assert settle.after_status(replace(SENT, ticket=TICKET), done, NOW, TIMING).state is CaptureState.UNCERTAIN


def test_a_job_the_archive_has_forgotten_is_uncertain() -> None:
    pending = JobStatus(ticket=TICKET, state=JobState.PENDING)
    capture = replace(SENT, ticket=TICKET)
    assert settle.after_status(capture, pending, NOW + timedelta(minutes=5), TIMING).state is CaptureState.SUBMITTED
    assert settle.after_status(capture, pending, NOW + timedelta(hours=1), TIMING).state is CaptureState.UNCERTAIN


@pytest.mark.parametrize(("age", "origin"), [(-600, SnapshotOrigin.FOUND), (20, SnapshotOrigin.MADE)])
def test_a_capture_from_before_we_asked_is_found_not_made(age: int, origin: SnapshotOrigin) -> None:
    snapshot = replace(SNAPSHOT, taken_at=NOW + timedelta(seconds=age))
    after = settle.seen(SENT, snapshot, NOW)
    assert after.snapshot is not None
    assert after.snapshot.origin is origin


@pytest.mark.parametrize(
    ("shows", "state"),
    [
        (PageKind.TEXT, CaptureState.ARCHIVED),
        (PageKind.UNKNOWN, CaptureState.UNFIT),
        (PageKind.WALL, CaptureState.UNFIT),
        (PageKind.LOGIN, CaptureState.UNFIT),
        (PageKind.ERROR, CaptureState.UNFIT),
    ],
)
def test_what_a_snapshot_shows_decides(shows: PageKind, state: CaptureState) -> None:
    proof = Proof(kind=ProofKind.PROVED, snapshot=SNAPSHOT, shows=shows)
    assert settle.after_proof(SENT, proof, NOW, TIMING).state is state


def test_a_capture_that_never_shows_has_failed_after_days() -> None:
    proof = Proof(kind=ProofKind.NOT_YET, snapshot=SNAPSHOT)
    soon = settle.after_proof(SENT, proof, NOW + timedelta(hours=2), TIMING)
    late = settle.after_proof(SENT, proof, NOW + timedelta(days=4), TIMING)
    assert (soon.state, late.state) == (CaptureState.SUBMITTED, CaptureState.FAILED)


def test_a_sent_capture_without_a_ticket_is_uncertain_when_taken_over() -> None:
    assert settle.taken_over(SENT, NOW).state is CaptureState.UNCERTAIN
    with_ticket = replace(SENT, ticket=TICKET)
    assert settle.taken_over(with_ticket, NOW).state is CaptureState.SUBMITTED


def test_every_code_of_the_services_document_has_a_course() -> None:
    assert len(_BY_CODE) > 40
    assert {course_of(code) for code in _BY_CODE} == set(Course) - {Course.UNKNOWN}


def test_a_service_that_tells_a_faster_rate_is_waited_for_less() -> None:
    usual, fast = Timing.of(6, timedelta(minutes=5)), Timing.of(6, timedelta(minutes=5), 700)
    assert fast.poll == usual.poll / 100
    assert fast.resend_after == usual.resend_after / 100


# What a look-up, a refusal and a proof leave behind, to the field.

LATER = NOW + timedelta(minutes=45)


@pytest.mark.parametrize(
    ("state", "code", "minutes", "may"),
    [
        pytest.param(CaptureState.UNCERTAIN, "answer-timeout", 45, True, id="an answer lost long enough"),
        pytest.param(CaptureState.UNCERTAIN, "answer-timeout", 1, False, id="lost just now"),
        pytest.param(CaptureState.UNCERTAIN, "answer-timeout", 600, False, id="when only the index knows, which lags"),
        pytest.param(CaptureState.UNCERTAIN, "error:celery", 45, False, id="an error of the archive"),
        pytest.param(CaptureState.UNCONFIRMED, "not-yet-visible", 45, False, id="told of, and not lost"),
        pytest.param(CaptureState.SUBMITTED, "", 45, False, id="under way"),
    ],
)
def test_only_what_was_lost_is_sent_again(state: CaptureState, code: str, minutes: int, may: bool) -> None:
    reason = Reason.of(code) if code else None
    capture = replace(SENT, state=state, reason=reason, sent_at=LATER - timedelta(minutes=minutes))
    assert settle.may_send_again(capture, LATER, TIMING) is may


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("error:celery", CaptureState.UNCERTAIN),
        ("error:not-found", CaptureState.UNCERTAIN),
        ("error:blocked-url", CaptureState.UNCERTAIN),
        ("error:nobody-told-us", CaptureState.UNCERTAIN),
        ("error:user-session-limit", CaptureState.QUEUED),
        ("error:daily-limit", CaptureState.QUEUED),
        ("error:too-many-daily-captures", CaptureState.UNCONFIRMED),
    ],
)
def test_a_jobs_error_is_looked_up_before_it_is_believed_but_for_refusals_to_begin(
    code: str, state: CaptureState
) -> None:
    status = JobStatus(ticket=TICKET, state=JobState.ERROR, reason=Reason.of(code))
    after = settle.after_status(replace(SENT, ticket=TICKET), status, NOW, TIMING)
    assert (after.state, after.ticket) == (state, None)
    assert after.reason == Reason.of(code)


def test_the_same_snapshot_without_a_job_is_looked_for() -> None:
    answer = Submission(receipt=Receipt.SAME_SNAPSHOT, reason=Reason.of("same-snapshot", seconds=120.0))
    after = settle.after_submission(SENT, answer, NOW, TIMING)
    assert (after.state, after.snapshot, after.next_try) == (CaptureState.UNCONFIRMED, None, NOW)


def test_an_answer_that_was_lost_is_looked_up_after_a_wait() -> None:
    after = settle.after_submission(SENT, Submission(receipt=Receipt.AMBIGUOUS), NOW, TIMING)
    assert after.next_try == NOW + TIMING.look_again(0)


@pytest.mark.parametrize(
    ("told", "wait"),
    [pytest.param(timedelta(minutes=7), timedelta(minutes=7), id="told"), pytest.param(None, None, id="not told")],
)
def test_a_refusal_for_want_of_slots_waits_as_long_as_it_was_told(
    told: timedelta | None, wait: timedelta | None
) -> None:
    refused = Submission(receipt=Receipt.REFUSED, reason=Reason.of("error:user-session-limit"), retry_after=told)
    assert settle.after_submission(SENT, refused, NOW, TIMING).next_try == NOW + (wait or TIMING.pause(1))


@pytest.mark.parametrize(
    ("reason", "since"),
    [
        pytest.param(None, NOW - settle.EARLIER, id="sent"),
        pytest.param(Reason.of("same-snapshot", seconds=7200.0), NOW - timedelta(hours=2), id="as old as told"),
        pytest.param(Reason.of("error:too-many-daily-captures"), None, id="of today"),
    ],
)
def test_a_capture_counts_from_when_it_can_have_been_made(reason: Reason | None, since: datetime | None) -> None:
    looked = settle.look_since(replace(SENT, reason=reason), NOW)
    if since is None:
        assert looked == NOW.replace(hour=0, minute=0)
    else:
        assert looked == since - settle.CLOCKS_APART


def test_what_is_archived_is_asked_for_no_more() -> None:
    proof = Proof(kind=ProofKind.PROVED, snapshot=SNAPSHOT, shows=PageKind.TEXT)
    told = replace(SENT, state=CaptureState.UNCONFIRMED, reason=Reason.of("not-yet-visible"), next_try=NOW)
    after = settle.after_proof(told, proof, NOW, TIMING)
    assert (after.state, after.reason, after.next_try) == (CaptureState.ARCHIVED, None, None)
