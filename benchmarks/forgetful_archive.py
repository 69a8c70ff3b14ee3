"""An archive that grants what the public one does and forgets each capture once it was proved: its memory is flat."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sourcekeeper.model import (
    CaptureOptions,
    JobState,
    JobStatus,
    Limits,
    Reason,
    Receipt,
    Replay,
    Snapshot,
    SnapshotOrigin,
    Submission,
    Ticket,
)
from sourcekeeper.model.captures import PLAIN
from sourcekeeper.ports import Clock

_TEXT = "Ce qui est cité ici tient en quelques phrases, et chacune compte. " * 12
_BODY = f"<!doctype html><html lang=fr><title>Une page</title><article><h1>Une page</h1><p>{_TEXT}</p>".encode()
_SLOTS = 3
_PER_MINUTE = 7
_DAILY_LIMIT = 30_000


@dataclass(slots=True)
class _Job:
    url: str
    ends: datetime


class ForgetfulArchive:
    """Implements `ports.Archive` for the long run: three slots, seven a minute, 25 to 41 s a capture."""

    name, account = "web.archive.org", "forgetful"

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._jobs: dict[str, _Job] = {}
        self._minute: list[datetime] = []
        self.days: Counter[str] = Counter()
        self.index_requests = 0

    def find(self, urls: Sequence[str], near: datetime) -> Mapping[str, Snapshot | None]:
        """Know nothing."""
        self._take(2.5 * (1 + len(urls)))
        self.index_requests += 1 + len(urls)
        return dict.fromkeys(urls)

    def newest(self, url: str, since: datetime) -> Snapshot | None:
        """Know what has been made and not proved yet."""
        self._take(2.5)
        self.index_requests += 1
        return None

    def submit(
        self, url: str, *, options: CaptureOptions = PLAIN, not_archived_within_seconds: int | None = None
    ) -> Submission:
        """Begin a capture, or refuse it for want of slots or rate."""
        self._take(0.3)
        now = self._clock.now()
        self._minute = [moment for moment in self._minute if now - moment < timedelta(minutes=1)]
        if len(self._minute) >= _PER_MINUTE or self._running(now) >= _SLOTS:
            return Submission(receipt=Receipt.REFUSED, reason=Reason.of("error:rate-limited"))
        self._minute.append(now)
        self.days[f"{now:%Y-%m-%d}"] += 1
        id = hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()
        self._jobs[id] = _Job(url, now + timedelta(seconds=25 + int(id[:4], 16) % 17))
        return Submission(receipt=Receipt.ACCEPTED, ticket=Ticket(job_id=id, url=url, submitted_at=now))

    def poll(self, tickets: Sequence[Ticket]) -> Sequence[JobStatus]:
        """Tell what became of tickets."""
        self._take(0.3)
        return [self._status(ticket) for ticket in tickets]

    def replay(self, snapshot: Snapshot) -> Replay:
        """Show the page, and forget it."""
        self._take(1.0)
        id = hashlib.sha1(snapshot.original.encode(), usedforsecurity=False).hexdigest()
        if self._jobs.pop(id, None) is None:
            return Replay(snapshot=snapshot, status=404)
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        return Replay(snapshot=snapshot, status=200, memento_datetime=snapshot.taken_at, headers=headers, body=_BODY)

    def limits(self) -> Limits:
        """Tell what may be done now."""
        self._take(0.3)
        now = self._clock.now()
        running = self._running(now)
        return Limits(
            available=_SLOTS - running,
            processing=running,
            daily_captures=self.days[f"{now:%Y-%m-%d}"],
            daily_limit=_DAILY_LIMIT,
        )

    def close(self) -> None:
        """Do nothing."""

    def _take(self, seconds: float) -> None:
        self._clock.sleep(seconds)

    def _running(self, now: datetime) -> int:
        return sum(job.ends > now for job in self._jobs.values())

    def _status(self, ticket: Ticket) -> JobStatus:
        job = self._jobs.get(ticket.job_id)
        if job is None or job.ends > self._clock.now():
            return JobStatus(ticket=ticket, state=JobState.PENDING)
        at = job.ends.replace(microsecond=0)
        snapshot = Snapshot(
            uri=f"https://web.archive.org/web/{at:%Y%m%d%H%M%S}/{job.url}",
            original=job.url,
            taken_at=at,
            archive=self.name,
            origin=SnapshotOrigin.MADE,
        )
        return JobStatus(ticket=ticket, state=JobState.DONE, snapshot=snapshot)
