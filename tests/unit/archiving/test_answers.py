"""The shapes of Save Page Now's answers, as clients recorded them in 2025 and 2026, in words of our own."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.archiving.codes import Course, course_of
from sourcekeeper.archiving.wayback.answers import (
    as_json,
    error_reason,
    read_limits,
    read_statuses,
    read_submission,
    span,
    start_delay,
)
from sourcekeeper.model import JobState, Receipt, Ticket

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
URL = "https://example.org/a"
JOB = "spn2-" + "a" * 40
SAME = "The same snapshot had been made 12 minutes ago. You can make new capture of this URL after 1 hour."
ROOT = "https://web.archive.org"


def test_an_accepted_submission_has_a_ticket() -> None:
    answer = read_submission({"url": URL, "job_id": JOB}, URL, NOW)
    assert answer.receipt is Receipt.ACCEPTED
    assert answer.ticket == Ticket(job_id=JOB, url=URL, submitted_at=NOW)


@pytest.mark.parametrize("job_id", [JOB, None])
def test_the_same_snapshot_is_a_success_with_or_without_a_job(job_id: str | None) -> None:
    answer = read_submission({"url": URL, "job_id": job_id, "message": SAME}, URL, NOW)
    assert answer.receipt is Receipt.SAME_SNAPSHOT
    assert (answer.ticket is not None) == (job_id is not None)
    assert answer.reason is not None
    assert answer.reason.get("seconds") == 720


REFUSALS: dict[str, tuple[dict[str, Any], str, Course]] = {
    "with a code": (
        {"status": "error", "status_ext": "error:blocked-url", "message": "This URL is blocked."},
        "error:blocked-url",
        Course.PERMANENT,
    ),
    "slots in prose": (
        {"url": URL, "message": "You have already reached the limit of active Save Page Now sessions."},
        "error:user-session-limit",
        Course.SLOTS,
    ),
    "today's captures of this address in prose": (
        {"url": URL, "message": "This URL has been already captured 5 times today. Please try again tomorrow."},
        "error:too-many-daily-captures",
        Course.TOMORROW,
    ),
    "the account's day in prose": (
        {"url": URL, "message": "You have reached your daily limit of 30000 captures. Please try again tomorrow."},
        "error:daily-limit",
        Course.STOP,
    ),
    "unknown host in prose": (
        {"url": URL, "message": "Cannot resolve host example.org."},
        "error:invalid-host-resolution",
        Course.NAME,
    ),
    "prose nobody knows": ({"url": URL, "message": "Something new."}, "error:unknown", Course.UNKNOWN),
    "an error that has a job": (
        {"status": "error", "job_id": JOB, "status_ext": "error:no-captures", "message": "x"},
        "error:no-captures",
        Course.TRANSIENT,
    ),
}


@pytest.mark.parametrize(("payload", "code", "course"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refusal_with_status_200_is_one(payload: dict[str, Any], code: str, course: Course) -> None:
    answer = read_submission(payload, URL, NOW)
    assert answer.receipt is Receipt.REFUSED
    assert answer.reason is not None
    assert (answer.reason.code, course_of(answer.reason.code)) == (code, course)


@pytest.mark.parametrize("payload", [None, [], "text", 7, {}, {"url": URL}, {"job_id": ""}], ids=repr)
def test_what_is_not_understood_is_ambiguous_never_a_success(payload: Any) -> None:
    assert read_submission(payload, URL, NOW).receipt is Receipt.AMBIGUOUS


@pytest.mark.parametrize(
    ("message", "seconds"),
    [
        ("The capture will start in ~2 hours, 5 minutes because our service is overloaded.", 7500),
        ("Your capture will begin in 30s.", 30),
        ("The capture will start in about 1 minute", 60),
        ("Capture started.", 0),
        (SAME, 0),
        ("", 0),
    ],
)
def test_a_delayed_start_is_read_from_the_message(message: str, seconds: int) -> None:
    assert start_delay(message) == timedelta(seconds=seconds)


def test_a_ticket_is_asked_about_after_the_longest_wait_told() -> None:
    payload = {"job_id": JOB, "message": "The capture will start in 90 seconds."}
    (first, second) = (read_submission(payload, URL, NOW, wait).ticket for wait in (None, timedelta(minutes=5)))
    assert first is not None
    assert second is not None
    assert (first.poll_after, second.poll_after) == (timedelta(seconds=90), timedelta(minutes=5))


@given(st.text(max_size=200))
def test_spans_are_never_negative_nor_endless(text: str) -> None:
    assert timedelta(0) <= span(text) <= timedelta(days=7)


TICKET = Ticket(job_id=JOB, url=URL, submitted_at=NOW)
OTHER = Ticket(job_id="spn2-other", url="https://example.org/b", submitted_at=NOW)
SUCCESS = {"status": "success", "job_id": JOB, "timestamp": "20261120090012", "original_url": "https://example.org/b"}


def test_statuses_come_back_in_the_order_of_the_tickets() -> None:
    rows = [{"status": "pending", "job_id": "spn2-other"}, SUCCESS]
    states = [status.state for status in read_statuses(rows, [TICKET, OTHER], ROOT, "web.archive.org")]
    assert states == [JobState.DONE, JobState.PENDING]


def test_a_success_names_the_address_after_redirects() -> None:
    (status,) = read_statuses(SUCCESS, [TICKET], ROOT, "web.archive.org")
    assert status.snapshot is not None
    assert status.snapshot.uri == "https://web.archive.org/web/20261120090012/https://example.org/b"
    assert status.snapshot.original == "https://example.org/b"
    assert status.snapshot.taken_at == datetime(2026, 11, 20, 9, 0, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "lack",
    [
        {"timestamp": None},
        {"timestamp": ""},
        {"timestamp": "2026"},
        {"timestamp": 20261120090012},
        {"timestamp": "20269920090012"},
        {"original_url": None},
        {"original_url": ""},
    ],
    ids=str,
)
def test_a_success_without_time_or_address_invents_none(lack: dict[str, object]) -> None:
    (status,) = read_statuses([{**SUCCESS, **lack}], [TICKET], ROOT, "a")
    assert (status.state, status.snapshot) == (JobState.DONE, None)


def test_a_job_nobody_knows_is_pending() -> None:
    (status,) = read_statuses([], [TICKET], ROOT, "a")
    assert status.state is JobState.PENDING


def test_an_answer_that_is_no_status_tells_nothing() -> None:
    (status,) = read_statuses({"message": "what?"}, [TICKET], ROOT, "a")
    assert status.state is JobState.NO_ANSWER


@pytest.mark.parametrize("tickets", [1, 2])
def test_a_status_that_names_no_job_is_that_of_the_only_one_asked_about(tickets: int) -> None:
    asked = [Ticket(job_id=f"spn2-{number}", url=URL, submitted_at=NOW) for number in range(tickets)]
    row = {"status": "error", "status_ext": "error:not-found"}
    states = [status.state for status in read_statuses(row, asked, ROOT, "web.archive.org")]
    assert states == ([JobState.ERROR] if tickets == 1 else [JobState.NO_ANSWER] * 2)


@pytest.mark.parametrize("where", ["message", "exception"])
def test_a_recursion_within_the_service_is_told_by_its_words(where: str) -> None:
    row = {"status": "error", where: "RecursionError: maximum recursion depth exceeded"}
    reason = error_reason(row)
    assert (reason.code, course_of(reason.code)) == ("error:recursion-error", Course.TRANSIENT)


def test_an_error_carries_the_archives_code_and_words() -> None:
    row = {"status": "error", "job_id": JOB, "status_ext": "error:not-found", "message": "Gone.\x00\x1b[31m"}
    (status,) = read_statuses([row], [TICKET], ROOT, "a")
    assert status.state is JobState.ERROR
    assert status.reason is not None
    assert (status.reason.code, status.reason.get("message")) == ("error:not-found", "Gone.  [31m")


@given(st.dictionaries(st.sampled_from(["status_ext", "message", "exception"]), st.text() | st.integers()))
def test_a_hostile_error_becomes_a_tame_code(row: dict[str, Any]) -> None:
    reason = error_reason(row)
    assert reason.code.startswith("error:")
    assert len(reason.code) < 80
    assert all(character.isprintable() for character in str(reason.get("message") or ""))


def test_limits_are_read_with_the_rate_where_it_is_told() -> None:
    payload = {"available": 2, "processing": 1, "daily_captures": 7, "daily_captures_limit": 30000}
    limits = read_limits(payload)
    assert limits is not None
    assert (limits.available, limits.daily_limit, limits.captures_per_minute) == (2, 30000, None)
    faster = read_limits({**payload, "captures_per_minute": 600})
    assert faster is not None
    assert faster.captures_per_minute == 600


@pytest.mark.parametrize("payload", [None, [], {}, {"message": "x"}, "x"], ids=repr)
def test_what_is_no_account_has_no_limits(payload: Any) -> None:
    assert read_limits(payload) is None


@pytest.mark.parametrize("count", [-1, True, "3", None, float("nan"), 1e30])
def test_an_impossible_count_is_unknown(count: object) -> None:
    limits = read_limits({"available": count})
    assert limits is not None
    assert limits.available is None


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff\xfe", b"[" * 100_000])
def test_a_body_that_is_no_json_is_none(body: bytes) -> None:
    assert as_json(body) is None


def test_json_is_read() -> None:
    assert as_json(json.dumps({"a": 1}).encode()) == {"a": 1}


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        pytest.param(
            f"{ROOT}/web/20260105085930/http://web.archive.org/screenshot/https://example.org/", True, id="kept"
        ),
        pytest.param("https://elsewhere.example/web/1/picture", False, id="elsewhere"),
        pytest.param("javascript:alert(1)", False, id="no-address"),
        pytest.param(7, False, id="no-text"),
        pytest.param(None, False, id="none"),
    ],
)
def test_the_picture_of_a_capture_is_the_archives_own(told: object, kept: bool) -> None:
    (status,) = read_statuses([{**SUCCESS, "screenshot": told}], [TICKET], ROOT, "a")
    assert status.snapshot is not None
    assert status.snapshot.screenshot == (told if kept else "")
