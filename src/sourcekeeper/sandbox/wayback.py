"""The stand-in for the Wayback Machine: which part answers what, keys, and the faults that can strike any request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sourcekeeper.sandbox import availability, cdx, old_save, replay
from sourcekeeper.sandbox.archive_state import ArchiveState
from sourcekeeper.sandbox.exchange import Answer, Request, html_answer, json_answer
from sourcekeeper.sandbox.pages import short_page
from sourcekeeper.sandbox.patience import Patience
from sourcekeeper.sandbox.save import SavePageNow, login_needed, too_many_requests

WAYBACK_HOST = "web.archive.org"
HOSTS = frozenset({WAYBACK_HOST, "archive.org", "www.archive.org", "wwwb-api.archive.org"})
ACCESS_KEY, SECRET_KEY = "sandboxaccess", "sandboxsecret"
"""Dummies, worth nothing anywhere. Every access key that begins with ``sandbox`` is an account of its own."""
MAX_BATCH = 50


class WaybackStandIn:
    """Answers for the archive's hosts as the service does, from what the miniature web shows."""

    def __init__(self, state: ArchiveState) -> None:
        self._state = state
        self._save = SavePageNow(state)
        self._patience = Patience()

    def connect_failure(self, host: str) -> str:
        """Return why no connection comes about: a ban refuses those to the Wayback Machine only."""
        if host != WAYBACK_HOST:
            return ""
        with self._state.lock:
            return "refused" if self._state.faults.ban or self._patience.is_over(self._state.now()) else ""

    def answer(self, request: Request) -> Answer | None:
        """Answer a request; None when it is not about the archive's services (an item at archive.org, say)."""
        part = _part(request)
        if part is None:
            return None
        with self._state.lock:
            self._state.settle()
            answer = self._struck(part, request) or self._parts()[part](request)
            self._patience.note(answer, self._state.now(), self._state.faults.ban_after)
            return replace(answer, delay_seconds=answer.delay_seconds + self._state.faults.answer_delay)

    def _parts(self) -> dict[str, Callable[[Request], Answer]]:
        state = self._state
        return {
            "save": self._submit,
            "status": self._status,
            "available": lambda request: availability.available(state, request),
            "cdx": lambda request: cdx.search(state, request),
            "timemap": lambda request: replay.timemap(state, request),
            "replay": lambda request: replay.replay(state, request),
            "front": lambda _: html_answer(200, short_page("Wayback Machine", "The sandbox's stand-in.")),
        }

    def _struck(self, part: str, request: Request) -> Answer | None:
        """Return what a fault that can strike any request answers instead."""
        state, faults = self._state, self._state.faults
        if faults.at and part not in faults.at:
            return None
        subject = request.field("url") or request.path
        if state.strikes(faults.http_429, "429", f"{part} {subject}"):
            return too_many_requests(faults.retry_after)
        offline = short_page("Internet Archive: Temporarily Offline", "Internet Archive services are offline.")
        if state.strikes(faults.html_offline, "html-offline", f"{part} {subject}"):
            wait = () if faults.retry_after is None else (("Retry-After", str(round(faults.retry_after))),)
            return html_answer(503, offline, *wait)
        if state.strikes(faults.html_offline_200, "html-offline-200", f"{part} {subject}"):
            return html_answer(200, offline)
        if state.strikes(faults.http_502, "502", f"{part} {subject}"):
            return html_answer(502, short_page("502 Bad Gateway", "nginx"))
        return None

    def _submit(self, request: Request) -> Answer:
        account = self._account(request)
        if request.method != "POST" and not (request.header("Authorization") and account is None):
            return old_save.save(self._state, request, account or old_save.ANONYMOUS)
        return login_needed() if account is None else self._save.submit(request, account)

    def _status(self, request: Request) -> Answer:
        asked = request.path.rstrip("/").removeprefix("/save/status").strip("/")
        if asked == "system":
            return self._save.system_status()
        account = self._account(request)
        if account is None:
            return login_needed()
        if asked == "user":
            return self._save.user_status(account)
        wanted = dict(request.fields())
        if "job_ids" in wanted:
            ids = [job_id for job_id in wanted["job_ids"].split(",") if job_id][:MAX_BATCH]
            return _waiting(self._save.status(ids), is_list=True)
        if "job_id_outlinks" in wanted:
            return json_answer(200, [])
        return _waiting(self._save.status([asked or wanted.get("job_id", "")]), is_list=False)

    def _account(self, request: Request) -> str | None:
        """Return whose keys came with a request; None when they are missing or wrong."""
        scheme, _, keys = request.header("Authorization").partition(" ")
        access, _, secret = keys.strip().partition(":")
        is_good = scheme.upper() == "LOW" and access.startswith("sandbox") and secret == SECRET_KEY
        return access if is_good and not self._state.faults.invalid_keys else None


def _waiting(found: list[dict[str, object]], *, is_list: bool) -> Answer:
    """Return states of jobs, with the time to wait when one is pending."""
    wait = (("Retry-After", "1"),) if any(job["status"] == "pending" for job in found) else ()
    return json_answer(200, found if is_list else found[0], *wait)


def _part(request: Request) -> str | None:
    """Return which service a request is for."""
    path = request.path
    if path.startswith("/wayback/available"):
        return "available"
    if request.host in {"archive.org", "www.archive.org"}:
        return None
    if path.startswith("/save/status"):
        return "status"
    if path == "/save" or path.startswith("/save/"):
        return "save"
    if path.startswith(("/cdx/search/cdx", "/web/timemap/cdx")):
        return "cdx"
    if path.startswith("/web/timemap/"):
        return "timemap"
    return "replay" if path.startswith("/web/") else "front"
