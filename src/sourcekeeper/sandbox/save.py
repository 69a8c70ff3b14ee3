"""Save Page Now 2 as the stand-in speaks it: submissions and their status, with the service's own limits."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sourcekeeper.sandbox.archive_state import ArchiveState
from sourcekeeper.sandbox.chance import draw
from sourcekeeper.sandbox.exchange import Answer, Manner, Request, html_answer, json_answer
from sourcekeeper.sandbox.jobs import Job
from sourcekeeper.sandbox.pages import short_page

_YES = frozenset({"1", "on"})
"""What the service takes for yes; ``True`` and ``01`` are none."""

LOGIN_NEEDED = "You need to be logged in to use Save Page Now."
_MESSAGES = {
    "blocked-url": "The target URL is blocked.",
    "browsing-timeout": "The page took too long to load.",
    "cannot-fetch": "The target URL could not be fetched.",
    "daily-limit": "You have reached your daily limit of captures. Please try again tomorrow.",
    "invalid-host-resolution": "The host of this URL could not be resolved.",
    "invalid-url-syntax": "The URL syntax is not valid.",
    "job-failed": "The capture failed.",
    "no-access": "The target server denied access (HTTP status=403).",
    "not-found": "The target URL was not found (HTTP status=404).",
    "too-many-daily-captures": "This URL has been already captured 5 times today. Please try again tomorrow.",
    "too-many-requests": "Crawling this host is paused for 60 seconds because it answers too many requests.",
    "too-many-redirects": "The target URL has too many redirects.",
    "user-session-limit": "User has reached the limit of active Save Page Now sessions. Try again in a minute.",
}
_PERIOD = re.compile(r"(\d+(?:\.\d+)?)\s*([dhms]?)")
_ARCHIVED = re.compile(r"https?://web\.archive\.org/(?:web|save)/(?:\d+[a-z_]*/)?(?=https?:/)", re.I)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A submission that makes sense."""

    url: str
    host: str
    account: str
    keep_errors: bool
    not_archived_within: timedelta | None
    wants_screenshot: bool = False

    @property
    def job_id(self) -> str:
        return "spn2-" + hashlib.sha1(self.url.encode(), usedforsecurity=False).hexdigest()


class SavePageNow:
    """Answers ``/save`` and ``/save/status``. Its owner holds the archive's lock while it is asked."""

    def __init__(self, state: ArchiveState) -> None:
        self._state = state

    # --- submissions

    def submit(self, request: Request, account: str) -> Answer:
        """Answer ``POST /save``."""
        form = dict(request.fields())
        raw = form.get("url", "").strip()
        wanted = _wanted(raw, form, account)
        if wanted is None:
            return _refused(raw, "invalid-url-syntax")
        state = self._state
        if state.strikes(state.faults.false_401, "false-401", wanted.url):
            return login_needed()
        return self._ordered_refusal(wanted) or self._submit(wanted)

    def _ordered_refusal(self, wanted: _Wanted) -> Answer | None:
        state, faults = self._state, self._state.faults
        if code := state.ordered("refuse", faults.refuse, wanted.url):
            return _refused(wanted.url, code)
        if code := state.ordered("refuse-plainly", faults.refuse_plainly, wanted.url):
            return json_answer(200, {"url": wanted.url, "message": _message(code)})
        return _refused(wanted.url, "blocked-url") if self._state.is_excluded(wanted.host) else None

    def _submit(self, wanted: _Wanted) -> Answer:
        state, now = self._state, self._state.now()
        if (seen := self._seen_already(wanted, now)) is not None:
            return seen
        if self._is_too_fast(wanted.account, now):
            return too_many_requests(state.faults.retry_after)
        if (refusal := self._over_limit(wanted, now)) is not None:
            return refusal
        job = self._new_job(wanted, now)
        return self._misanswered(job) or self._accepted(job, now)

    def _seen_already(self, wanted: _Wanted, now: datetime) -> Answer | None:
        """Answer with the running job, or "the same snapshot" of an earlier one."""
        state, last = self._state, self._state.jobs.last.get(wanted.job_id)
        if last is not None and not last.settled:
            return json_answer(200, {"url": wanted.url, "job_id": last.id})
        window = timedelta(seconds=state.terms.same_snapshot_seconds)
        if last is not None and last.has_capture and now - last.ends_at < window:
            job_id = None if state.faults.no_job_id else last.id
            return _same_snapshot(wanted.url, job_id, now - last.ends_at, window)
        period = wanted.not_archived_within
        fit = [memento for memento in state.shelf.indexed(wanted.url, now) if memento.status < 400]
        if period is not None and fit and now - fit[-1].taken_at < period:
            return _same_snapshot(wanted.url, None, now - fit[-1].taken_at, period)
        return None

    def _is_too_fast(self, account: str, now: datetime) -> bool:
        state = self._state
        recent = sum(job.account == account for job in state.jobs.since(now - timedelta(minutes=1)))
        if recent >= state.terms.captures_per_minute:
            return True
        lag = timedelta(seconds=state.faults.slot_lag)
        if not lag:
            return False
        held = (job for job in state.jobs.since(now - lag - timedelta(minutes=10)) if now < job.ends_at + lag)
        busy = sum(job.account == account for job in held)
        return busy >= state.terms.slots > state.jobs.active(account, now)

    def _over_limit(self, wanted: _Wanted, now: datetime) -> Answer | None:
        state, terms = self._state, self._state.terms
        if state.jobs.of_address(wanted.job_id, now) >= terms.daily_captures_per_url:
            return _refused(wanted.url, "too-many-daily-captures")
        if state.jobs.of_account(wanted.account, now) >= terms.daily_captures:
            message = (
                f"You have reached your daily limit of {terms.daily_captures} captures. Please try again tomorrow."
            )
            return json_answer(200, {"url": wanted.url, "message": message})
        if state.jobs.active(wanted.account, now) >= terms.slots:
            return _refused(wanted.url, "user-session-limit")
        return None

    def _new_job(self, wanted: _Wanted, now: datetime) -> Job:
        state, faults = self._state, self._state.faults
        of_host = sum(job.host == wanted.host for job in state.jobs.since(now - timedelta(minutes=1)))
        # The service holds back what comes too thickly for one host: over twenty a minute.
        delay = max(faults.start_delay, of_host / 5 if of_host > 20 else 0.0)
        works = state.terms.capture_seconds * (0.75 + 0.5 * draw(state.seed, "works", wanted.url))
        starts = now + timedelta(seconds=delay)
        job = Job(
            id=wanted.job_id,
            url=wanted.url,
            host=wanted.host,
            account=wanted.account,
            submitted_at=now,
            starts_at=starts,
            ends_at=starts + timedelta(seconds=works),
            keep_errors=wanted.keep_errors,
            wants_screenshot=wanted.wants_screenshot,
            planned_error=state.ordered("job-error", faults.job_error, wanted.url),
            hidden=self._hidden_error(wanted.url),
            is_mute=state.strikes(faults.no_address, "no-address", wanted.url),
        )
        state.take(job)
        return job

    def _hidden_error(self, url: str) -> str:
        state, faults = self._state, self._state.faults
        if state.strikes(faults.job_failed_but_captured, "job-failed-but-captured", url):
            return "job-failed"
        return state.ordered("job-error-but-captured", faults.job_error_but_captured, url)

    def _misanswered(self, job: Job) -> Answer | None:
        """Return what hides that the job was taken, when a fault wants it."""
        state, faults = self._state, self._state.faults
        if state.strikes(faults.lost_answer, "lost-answer", job.url):
            return Answer(manner=Manner.RESET)
        if state.strikes(faults.http_520_but_captured, "520-but-captured", job.url):
            return html_answer(520, short_page("520", "Web server is returning an unknown error."))
        if state.strikes(faults.http_5xx_but_captured, "5xx-but-captured", job.url):
            status = (500, 502, 503, 523)[int(draw(state.seed, "5xx", job.url) * 4)]
            return html_answer(status, short_page(str(status), "The server met an error."))
        if ordered := state.ordered("answer-but-captured", faults.answer_but_captured, job.url):
            return html_answer(int(ordered), short_page(ordered, "The server met with an error."))
        if state.strikes(faults.stalled_answer, "stalled-answer", job.url):
            return Answer(manner=Manner.SILENT)
        return None

    def _accepted(self, job: Job, now: datetime) -> Answer:
        body: dict[str, object] = {"url": job.url, "job_id": job.id}
        if job.starts_at > now:
            seconds = max(1, round((job.starts_at - now).total_seconds()))
            body["message"] = (
                f"The capture will start in ~{seconds} seconds because our service is currently overloaded."
            )
        return json_answer(200, body)

    # --- status

    def status(self, ids: Iterable[str]) -> list[dict[str, object]]:
        """Return what is known of jobs, in order; of unknown and forgotten ones that they are pending."""
        return [self._status(job_id) for job_id in ids]

    def user_status(self, account: str) -> Answer:
        """Answer ``/save/status/user``."""
        state, now = self._state, self._state.now()
        active = state.jobs.active(account, now)
        body = {
            "available": max(0, state.terms.slots - active),
            "processing": active,
            "daily_captures": state.jobs.of_account(account, now),
            "daily_captures_limit": state.terms.daily_captures,
        }
        if state.terms.announces_rate:
            body["captures_per_minute"] = state.terms.captures_per_minute
        return json_answer(200, body)

    def system_status(self) -> Answer:
        """Answer ``/save/status/system``, which needs no keys."""
        recent = sum(1 for _ in self._state.jobs.since(self._state.now() - timedelta(minutes=1)))
        return json_answer(200, {"status": "ok", "recent_captures": recent, "queues": {"spn2": 0, "spn2-api": 0}})

    def _status(self, job_id: str) -> dict[str, object]:
        state, now = self._state, self._state.now()
        job = state.jobs.last.get(job_id)
        pending: dict[str, object] = {"status": "pending", "job_id": job_id, "resources": []}
        kept = timedelta(seconds=state.terms.results_kept_seconds)
        if job is None or not job.settled or now - job.ends_at > kept or state.faults.forget_jobs:
            return pending
        if job.error:
            code, message = f"error:{job.error}", _message(job.error)
            return pending | {"status": "error", "status_ext": code, "message": message, "exception": message}
        if job.is_mute:
            return {"status": "success", "job_id": job.id, "resources": []}
        picture = f"http://web.archive.org/web/{job.timestamp}/http://web.archive.org/screenshot/{job.original}"
        return {
            **({"screenshot": picture} if job.wants_screenshot else {}),
            "status": "success",
            "job_id": job.id,
            "timestamp": job.timestamp,
            "original_url": job.original,
            "duration_sec": round((job.ends_at - job.starts_at).total_seconds(), 3),
            "http_status": job.status,
            "first_archive": job.is_first,
            "resources": [job.original],
            "outlinks": [],
            "counters": {"outlinks": 0, "embeds": 0},
        }


def login_needed() -> Answer:
    """Answer 401, as for wrong or missing keys."""
    return json_answer(401, {"message": LOGIN_NEEDED})


def too_many_requests(retry_after: float | None) -> Answer:
    """Answer 429: a page, not JSON, with or without ``Retry-After``."""
    headers = () if retry_after is None else (("Retry-After", str(round(retry_after))),)
    return html_answer(429, short_page("429 Too Many Requests", "You have sent too many requests."), *headers)


def _wanted(raw: str, form: dict[str, str], account: str) -> _Wanted | None:
    """Read a submission; None when its address makes no sense."""
    url = _ARCHIVED.sub("", raw)
    url = url if "://" in url else f"http://{url}"
    try:
        request = Request.of(url.partition("#")[0])
    except ValueError:
        return None
    if "." not in request.host or re.search(r"[\s<>\"]", url):
        return None
    return _Wanted(
        url=request.url,
        host=request.host,
        account=account,
        keep_errors=form.get("capture_all", "") in _YES,
        wants_screenshot=form.get("capture_screenshot", "") in _YES,
        not_archived_within=_period(form.get("if_not_archived_within", "")),
    )


def _period(text: str) -> timedelta | None:
    """Read ``3d 5h 20m`` or seconds, the part after a comma (for outlinks) left out; None for nothing."""
    units = {"d": 86400, "h": 3600, "m": 60, "s": 1, "": 1}
    seconds = sum(float(number) * units[unit] for number, unit in _PERIOD.findall(text.partition(",")[0]))
    return timedelta(seconds=min(seconds, 1e9)) if seconds else None


def _refused(url: str, code: str) -> Answer:
    message = _message(code)
    return json_answer(200, {"url": url, "status": "error", "status_ext": f"error:{code}", "message": message})


def _message(code: str) -> str:
    return _MESSAGES.get(code, f"The capture is not possible ({code}).")


def _same_snapshot(url: str, job_id: str | None, ago: timedelta, window: timedelta) -> Answer:
    again = f"You can make new capture of this URL after {_in_words(window)}."
    message = f"The same snapshot had been made {_in_words(ago)} ago. {again}"
    return json_answer(200, {"url": url, "job_id": job_id, "message": message})


def _in_words(period: timedelta) -> str:
    minutes = int(period.total_seconds() // 60)
    if minutes < 1:
        return f"{max(0, int(period.total_seconds()))} seconds"
    parts = [(minutes // 60, "hour"), (minutes % 60, "minute")]
    return ", ".join(f"{number} {word}{'s' if number > 1 else ''}" for number, word in parts if number)
