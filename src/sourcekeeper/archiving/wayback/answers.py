"""What Save Page Now answers, read into facts. Pure: bytes in, records out.

The answers come in several shapes, not all documented: refusals with status 200, in two forms; "the same snapshot",
with and without a job; waits told in prose; HTML where JSON belongs. Whatever is not understood is never a success.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sourcekeeper.archiving.codes import PREFIX
from sourcekeeper.model import (
    JobState,
    JobStatus,
    Limits,
    Reason,
    Receipt,
    Snapshot,
    SnapshotOrigin,
    Submission,
    Ticket,
)
from sourcekeeper.web.memento import parse_timestamp

_MESSAGE_LENGTH = 300

_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
_SPAN = re.compile(r"(\d{1,6})\s*(days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)\b", re.I)
_STARTS_LATER = re.compile(r"\b(?:start|begin)\w*\s+in\b(.{0,80})", re.I | re.S)
_SAME_SNAPSHOT = re.compile(r"same snapshot had been made(.{0,80}?)\bago\b|same snapshot had been made", re.I | re.S)

_PLAIN_REFUSALS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.I | re.S), code)
    for pattern, code in (
        (r"limit of active|active .{0,30}sessions", "user-session-limit"),
        (r"captured .{0,40}times today|try again tomorrow.{0,60}url", "too-many-daily-captures"),
        (r"daily.{0,40}(?:limit|captures)|captures?.{0,40}(?:per|a) day|limit.{0,60}\btoday\b", "daily-limit"),
        (r"client.?ip|\byour ip\b", "blocked-client-ip"),
        (r"cannot resolve host|couldn't resolve", "invalid-host-resolution"),
        (r"excluded|blocked|not allowed to (?:be )?(?:capture|archive)", "blocked-url"),
        (r"not valid|invalid url|url syntax", "invalid-url-syntax"),
        (r"too many requests|crawling this host is paused", "too-many-requests"),
    )
)
"""Refusals that carry only prose, by words seen in several clients' logs; first match counts."""


def as_json(body: bytes) -> Any:
    """Return the JSON of an answer; None for HTML, empty and broken bodies."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def read_submission(payload: Any, url: str, now: datetime, retry_after: timedelta | None = None) -> Submission:
    """Read the answer to a submission that came with HTTP 200.

    `payload` is its JSON; None when it was none, which is an answer that can hide a capture.
    """
    if not isinstance(payload, dict):
        return Submission(receipt=Receipt.AMBIGUOUS, reason=Reason.of("answer-not-json"), retry_after=retry_after)
    message = _text(payload, "message")
    job_id = _text(payload, "job_id")
    ticket = None
    if job_id:
        wait = max(start_delay(message), retry_after or timedelta(0))
        ticket = Ticket(job_id=job_id, url=url, submitted_at=now, poll_after=wait)
    same = _SAME_SNAPSHOT.search(message)
    if same:
        age = {"seconds": span(same.group(1) or "").total_seconds()}
        return Submission(
            receipt=Receipt.SAME_SNAPSHOT,
            ticket=ticket,
            reason=Reason.of("same-snapshot", **age),
            retry_after=retry_after,
        )
    if ticket is not None and _text(payload, "status") != "error":
        return Submission(receipt=Receipt.ACCEPTED, ticket=ticket, retry_after=retry_after)
    if not message and not _text(payload, "status_ext") and not _text(payload, "status"):
        return Submission(receipt=Receipt.AMBIGUOUS, reason=Reason.of("answer-empty"), retry_after=retry_after)
    return Submission(receipt=Receipt.REFUSED, reason=error_reason(payload), retry_after=retry_after)


def read_statuses(
    payload: Any, tickets: Sequence[Ticket], root: str, archive: str, poll_after: timedelta | None = None
) -> list[JobStatus]:
    """Read the answer about several tickets: a list, or one object; one status for each ticket, in order.

    A ticket the answer does not name is pending, as unknown jobs are.
    """
    rows = payload if isinstance(payload, list) else [payload]
    known = {str(row.get("job_id")): row for row in rows if isinstance(row, dict) and row.get("job_id")}
    if not known and len(tickets) == 1 and isinstance(payload, dict) and payload.get("status"):
        known = {tickets[0].job_id: payload}
    if not known and rows and not isinstance(payload, list):
        return no_answers(tickets, Reason.of("answer-not-understood"), poll_after)
    return [_status(known.get(ticket.job_id), ticket, root, archive, poll_after) for ticket in tickets]


def no_answers(tickets: Sequence[Ticket], reason: Reason, poll_after: timedelta | None = None) -> list[JobStatus]:
    """Return for each ticket that nothing was learnt."""
    return [
        JobStatus(ticket=ticket, state=JobState.NO_ANSWER, reason=reason, poll_after=poll_after) for ticket in tickets
    ]


def _status(
    row: Mapping[str, Any] | None, ticket: Ticket, root: str, archive: str, poll_after: timedelta | None
) -> JobStatus:
    pending = JobStatus(ticket=ticket, state=JobState.PENDING, poll_after=poll_after)
    if row is None:
        return pending
    status = _text(row, "status")
    if status == "success":
        return replace(pending, state=JobState.DONE, snapshot=_made(row, root, archive))
    if status == "error":
        return replace(pending, state=JobState.ERROR, reason=error_reason(row))
    return pending


def _made(row: Mapping[str, Any], root: str, archive: str) -> Snapshot | None:
    """Return the snapshot a success names; None when it names no time or no address: none is invented."""
    original = _text(row, "original_url", length=8192)
    stamp = _text(row, "timestamp")
    if not original or not re.fullmatch(r"\d{14}", stamp):
        return None
    try:
        taken_at = parse_timestamp(stamp)
    except ValueError:
        return None
    return Snapshot(
        uri=f"{root}/web/{stamp}/{original}",
        original=original,
        taken_at=taken_at,
        archive=archive,
        origin=SnapshotOrigin.MADE,
        screenshot=_screenshot(row, root),
    )


def _screenshot(row: Mapping[str, Any], root: str) -> str:
    """Return the address of the picture that was asked for; empty for none, and for one elsewhere."""
    address = _text(row, "screenshot", length=8192)
    return address if re.match(r"https?://", address) and urlsplit(address).netloc == urlsplit(root).netloc else ""


def read_limits(payload: Any) -> Limits | None:
    """Read ``/save/status/user``; None when the answer is no such thing."""
    if not isinstance(payload, dict) or not ({"available", "processing", "daily_captures"} & payload.keys()):
        return None
    return Limits(
        available=_count(payload, "available"),
        processing=_count(payload, "processing"),
        daily_captures=_count(payload, "daily_captures"),
        daily_limit=_count(payload, "daily_captures_limit"),
        captures_per_minute=_count(payload, "captures_per_minute"),
    )


def error_reason(payload: Mapping[str, Any]) -> Reason:
    """Return the archive's code, and its own words, of an error or a refusal.

    Refusals that carry only prose get the code the prose stands for; ``error:unknown`` when nobody can say.
    """
    message = _text(payload, "message")
    code = _text(payload, "status_ext").removeprefix(PREFIX)
    if not code:
        if "recursion" in f"{message} {_text(payload, 'exception')}".lower():
            code = "recursion-error"
        else:
            code = next((name for pattern, name in _PLAIN_REFUSALS if pattern.search(message)), "unknown")
    code = re.sub(r"[^a-z0-9-]+", "-", code.lower()).strip("-")[:60] or "unknown"
    return Reason.of(PREFIX + code, **({"message": message} if message else {}))


def start_delay(message: str) -> timedelta:
    """Return how long a capture waits before it starts, as the message tells it; zero when it does not.

    >>> start_delay("The capture will start in ~2 hours, 5 minutes because our service is currently overloaded.")
    datetime.timedelta(seconds=7500)
    """
    told = _STARTS_LATER.search(message)
    return span(told.group(1)) if told else timedelta(0)


def span(text: str) -> timedelta:
    """Add up the spans of time in a phrase, at most a week.

    >>> span("177 hours, 9 minutes") > span("2 minutes")
    True
    """
    seconds = sum(int(number) * _UNITS[unit[0].lower()] for number, unit in _SPAN.findall(text))
    return timedelta(seconds=min(seconds, 7 * 86400))


def _text(row: Mapping[str, Any], name: str, *, length: int = _MESSAGE_LENGTH) -> str:
    """Return a field that is text, without control characters, cut to a length; empty otherwise."""
    value = row.get(name)
    if not isinstance(value, str):
        return ""
    return "".join(character if character.isprintable() else " " for character in value).strip()[:length]


def _count(row: Mapping[str, Any], name: str) -> int | None:
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        return None
    return int(value)
