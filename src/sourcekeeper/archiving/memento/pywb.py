"""A pywb of one's own that records: asked for a page under ``/record/``, it fetches it and keeps what came.

Its configuration names a recorder (``recorder: live``), and it is run with automatic indexing (``wayback -a``). What
was recorded shows once it is indexed, up to half a minute later by default.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urljoin

from sourcekeeper.archiving.memento.archive import MementoArchive
from sourcekeeper.archiving.wayback.replay import memento_datetime
from sourcekeeper.archiving.wayback.session import MAX_REPLAY_BYTES, AnswerLost
from sourcekeeper.errors import ArchiveUnavailable
from sourcekeeper.model import (
    CaptureOptions,
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
from sourcekeeper.model.captures import PLAIN
from sourcekeeper.web.memento import format_timestamp, parse_timestamp
from sourcekeeper.web.urls import request_url

MAX_REDIRECTS = 10
POLL_AFTER = timedelta(seconds=2)

_CODES = {401: "unauthorized", 403: "no-access", 404: "not-found", 405: "method-not-allowed", 410: "not-found"}
_CODES |= {429: "too-many-requests", 451: "no-access", 503: "service-unavailable", 504: "gateway-timeout"}


class PywbArchive(MementoArchive):
    """Implements `ports.Archive` over a collection that records: ``http://localhost:8080/sources``."""

    def submit(
        self, url: str, *, options: CaptureOptions = PLAIN, not_archived_within_seconds: int | None = None
    ) -> Submission:
        """Have a page recorded, with what it redirects to; the answer comes when it is done.

        Error pages are no success, though pywb keeps them. `options` are for archives with browsers. Raises
        ArchiveUnavailable.
        """
        if not_archived_within_seconds is not None:
            since = self._clock.now() - timedelta(seconds=not_archived_within_seconds)
            known = self.newest(url, since)
            if known is not None and known.taken_at is not None:
                age = (self._clock.now() - known.taken_at).total_seconds()
                reason = Reason.of("same-snapshot", seconds=max(0.0, age))
                return Submission(
                    receipt=Receipt.SAME_SNAPSHOT,
                    ticket=self._ticket(url, known.original, known.taken_at),
                    reason=reason,
                )
        try:
            target = request_url(url).partition("#")[0]
        except ValueError:
            return Submission(receipt=Receipt.REFUSED, reason=Reason.of("error:invalid-url-syntax"))
        return self._record(url, target)

    def _record(self, url: str, target: str) -> Submission:
        for _ in range(MAX_REDIRECTS):
            try:
                answer = self._session.get(
                    f"{self._base}/record/id_/{target}", kind="free", max_bytes=MAX_REPLAY_BYTES
                )
            except AnswerLost as lost:
                return Submission(receipt=Receipt.AMBIGUOUS, reason=Reason.of(lost.code))
            moment = memento_datetime(answer.headers.get("Memento-Datetime", ""))
            if moment is None:
                # pywb's own page: it could not fetch, or this collection does not record.
                return Submission(receipt=Receipt.REFUSED, reason=Reason.of("error:cannot-fetch"))
            location = answer.headers.get("Location", "")
            if 300 <= answer.status < 400 and location:
                target = urljoin(target, location)
                continue
            if answer.status >= 400:
                code = _CODES.get(answer.status, "bad-request" if answer.status < 500 else "internal-server-error")
                return Submission(receipt=Receipt.REFUSED, reason=Reason.of(f"error:{code}"))
            return Submission(receipt=Receipt.ACCEPTED, ticket=self._ticket(url, target, moment))
        return Submission(receipt=Receipt.REFUSED, reason=Reason.of("error:too-many-redirects"))

    def _ticket(self, url: str, target: str, moment: datetime) -> Ticket:
        """Return a ticket that tells all of the capture: pywb remembers no jobs."""
        job_id = f"{format_timestamp(moment)}/{target}"
        return Ticket(job_id=job_id, url=url, submitted_at=self._clock.now(), poll_after=POLL_AFTER)

    def poll(self, tickets: Sequence[Ticket]) -> Sequence[JobStatus]:
        """Say of each whether what was recorded shows yet."""
        return [self._status(ticket) for ticket in tickets]

    def _status(self, ticket: Ticket) -> JobStatus:
        stamp, _, target = ticket.job_id.partition("/")
        pending = JobStatus(ticket=ticket, state=JobState.PENDING, poll_after=POLL_AFTER)
        if len(stamp) != 14 or not target:
            return pending
        try:
            taken_at = parse_timestamp(stamp)
        except ValueError:
            return pending
        snapshot = Snapshot(
            uri=f"{self._base}/{stamp}/{target}",
            original=target,
            taken_at=taken_at,
            archive=self.name,
            origin=SnapshotOrigin.MADE,
        )
        is_there = self.is_listed(snapshot)
        return JobStatus(ticket=ticket, state=JobState.DONE, snapshot=snapshot) if is_there else pending

    def limits(self) -> Limits:
        """Return that one capture may be started, if the collection is there. Raises ArchiveUnavailable."""
        answer = self._ask(f"{self._base}/", {})
        if answer.status >= 400:
            raise ArchiveUnavailable(f"there is no collection at {self._base}", "Correct the setting, or start pywb.")
        return Limits(available=1)
