"""The old way of saving, ``GET /save/URL`` without keys: the answer waits for the capture and leads to it.

Scripts of many years know it. It gives no job, no code and no options (wayback-apis.md, section 3); whether it works
at all changes from month to month, so a fault can shut it.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from hashlib import sha1

from sourcekeeper.sandbox.archive_state import RUNTIME_ERROR, ArchiveState
from sourcekeeper.sandbox.chance import draw
from sourcekeeper.sandbox.exchange import Answer, Request, html_answer, text_answer
from sourcekeeper.sandbox.jobs import Job
from sourcekeeper.sandbox.mementos import Memento, archived_address
from sourcekeeper.sandbox.pages import short_page
from sourcekeeper.sandbox.replay import ARCHIVE, original_address, replay
from sourcekeeper.sandbox.save import too_many_requests

ANONYMOUS = ""
"""The account of those who show no keys."""
_STATUS_OF_ERROR = {"not-found": 404, "no-access": 403, "unauthorized": 401, "too-many-requests": 429}


def save(state: ArchiveState, request: Request, account: str) -> Answer:
    """Answer ``GET /save/URL``: 302 to the capture once it is made, or the capture with ``Content-Location``."""
    url = original_address(re.sub(r"^/save/+", "", request.target))
    if url is None:
        return html_answer(404, short_page("Wayback Machine", "Bad address."))
    url = archived_address(url) or url
    host = Request.of(url).host
    if state.is_excluded(host):
        told = RUNTIME_ERROR, state.exclusion_of(host)
        return html_answer(403, short_page("Blocked", "This site is shut away."), told)
    now = state.now()
    if _is_refused(state, account, now):
        return too_many_requests(state.faults.retry_after)
    recent = _recent(state, url, now)
    if recent is not None:
        return _led_to(state, recent, 0.0)
    job = _job(state, url, account, now)
    seconds = (job.ends_at - job.starts_at).total_seconds()
    # The answer waits, not the archive: the capture is made at once, and the clock of a test need not go on.
    job.ends_at = job.starts_at
    state.take(job)
    state.settle()
    if not job.has_capture:
        return html_answer(
            _STATUS_OF_ERROR.get(job.error, 520 if job.hidden else 502),
            short_page("Save Page Now", f"This page could not be saved ({job.error})."),
            (RUNTIME_ERROR, f"LiveDocumentNotAvailableException: {url}: {job.error}"),
        )
    fresh = [each for each in state.shelf.of(job.original) if each.timestamp == job.timestamp]
    return _led_to(state, fresh[-1], seconds)


def _is_refused(state: ArchiveState, account: str, now: datetime) -> bool:
    if state.strikes(state.faults.old_save_429, "old-save-429", ""):
        return True
    granted = state.terms.captures_per_minute if account else state.terms.anonymous_captures_per_minute
    return sum(job.account == account for job in state.jobs.since(now - timedelta(minutes=1))) >= granted


def _recent(state: ArchiveState, url: str, now: datetime) -> Memento | None:
    """Return the capture that saves a new one: made within the window of "the same snapshot"."""
    since = now - timedelta(seconds=state.terms.same_snapshot_seconds)
    recent = [each for each in state.shelf.replayed(url, now) if each.taken_at > since and each.status < 400]
    return recent[-1] if recent else None


def _job(state: ArchiveState, url: str, account: str, now: datetime) -> Job:
    host = Request.of(url).host
    works = state.terms.capture_seconds * (0.75 + 0.5 * draw(state.seed, "works", url))
    return Job(
        id="spn2-" + sha1(url.encode(), usedforsecurity=False).hexdigest(),
        url=url,
        host=host,
        account=account,
        submitted_at=now,
        starts_at=now,
        ends_at=now + timedelta(seconds=works),
        planned_error=state.ordered("job-error", state.faults.job_error, url),
    )


def _led_to(state: ArchiveState, memento: Memento, seconds: float) -> Answer:
    address = f"/web/{memento.timestamp}/{memento.original}"
    if not state.faults.content_location:
        return Answer(
            status=302,
            headers=text_answer(302, "", ("Location", ARCHIVE + address)).headers,
            delay_seconds=seconds,
        )
    shown = replay(state, Request.of(ARCHIVE + address))
    return Answer(
        status=shown.status,
        headers=(*shown.headers, ("Content-Location", address)),
        body=shown.body,
        delay_seconds=seconds,
    )
