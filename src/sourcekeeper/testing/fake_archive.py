"""A web archive in memory, which plays the Wayback Machine with the clock it is given.

Captures take time, show late, get lost, and answers mislead as the real ones do. It counts what was *really* captured,
which is what tests of the stage look at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sourcekeeper.errors import ArchiveUnavailable, KeysMissing
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

WINDOW = timedelta(hours=1)
"""Within which a second capture of an address is not made, unless another window is asked for."""

MEMORY = timedelta(hours=1)
"""How long jobs are remembered."""


class Mishap(StrEnum):
    """What can go wrong with a submission."""

    LOST_REQUEST = "lost-request"
    """Nothing arrives; the caller cannot know."""
    LOST_ANSWER = "lost-answer"
    """The capture is made; the answer is lost."""
    REFUSED = "refused"
    JOB_ERROR = "job-error"
    JOB_ERROR_BUT_MADE = "job-error-but-made"
    NO_JOB_ID = "no-job-id"
    """"The same snapshot", without saying which."""
    UNREACHABLE = "unreachable"
    """No connection: nothing was sent."""
    NO_ADDRESS = "no-address"
    """The job succeeds without telling time and address."""


@dataclass(slots=True)
class Fault:
    """A mishap that strikes the next submissions of an address (or of all)."""

    mishap: Mishap
    code: str = "error:job-failed"
    url: str = ""
    times: int = 1
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class FakePage:
    """What the archive finds at an address."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """One capture in the archive."""

    url: str
    original: str
    at: datetime
    page: FakePage
    by_us: bool = True


@dataclass(slots=True)
class _Job:
    url: str
    id: str
    begun: datetime
    ends: datetime
    error: str = ""
    makes: bool = True
    hides_address: bool = False
    made: Made | None = None


@dataclass(slots=True)
class FakeArchive:
    """Implements `ports.Archive` in memory.

    Change its public fields to make it misbehave; read `made` for the captures submissions really led to.
    """

    clock: Clock
    capture_seconds: float = 20.0
    slots: int = 3
    per_minute: int | None = None
    index_lag: timedelta = timedelta(0)
    replay_lag: timedelta = timedelta(0)
    has_keys: bool = True
    is_down: bool = False
    daily_limit: int = 30_000
    pages: dict[str, FakePage] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    excluded: set[str] = field(default_factory=set)
    """Addresses shut away."""
    name: str = "web.archive.org"
    account: str = "fake"
    made: list[Made] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Every call with its address."""
    options_of: dict[str, CaptureOptions] = field(default_factory=dict)
    """What was last asked for with each address."""
    on_call: Callable[[str], None] = field(default=lambda _: None)
    """Called before each call with its name: a test may raise there."""
    _jobs: dict[str, _Job] = field(default_factory=dict)
    _lookups: int = 0

    @property
    def index_requests(self) -> int:
        """How many look-ups were asked for."""
        return self._lookups

    def close(self) -> None:
        """Do nothing: there are no connections."""

    # --- the world --------------------------------------------------------------------------------------------------

    def holds(self, url: str, at: datetime, page: FakePage | None = None) -> Made:
        """Put a capture of somebody else's into the archive."""
        made = Made(url=url, original=url, at=at.replace(microsecond=0), page=page or self._page(url), by_us=False)
        self.made.append(made)
        return made

    def loses(self, url: str) -> None:
        """Lose all captures of an address, from index and replay."""
        self.made = [each for each in self.made if url not in (each.url, each.original)]

    def captures_of(self, url: str) -> list[Made]:
        """Return the captures that submissions of an address led to."""
        self._work()
        return [made for made in self.made if made.url == url and made.by_us]

    def _page(self, url: str) -> FakePage:
        text = "Ce qui est cité ici tient en quelques phrases, et chacune compte. " * 12
        title = f"Une page de {url[:60]}"
        body = f"<!doctype html><html lang=fr><title>{title}</title><article><h1>{title}</h1><p>{text}</p></article>"
        return self.pages.get(url) or FakePage(body=body.encode())

    def _work(self) -> None:
        """Finish the jobs whose time has come."""
        for job in self._jobs.values():
            if job.made is None and job.makes and job.ends <= self.clock.now():
                page = self._page(job.url)
                target = page.moved_to or job.url
                job.made = Made(
                    url=job.url, original=target, at=job.ends.replace(microsecond=0), page=self._page(target)
                )
                self.made.append(job.made)

    def _call(self, what: str, url: str = "", *, keys: bool = False) -> None:
        self.asked.append((what, url))
        self._lookups += what in ("find", "newest")
        self.on_call(what)
        if self.is_down:
            raise ArchiveUnavailable("the archive is down", "Run again later.")
        if keys and not self.has_keys:
            raise KeysMissing("there are no keys", "Get some.")
        self._work()

    # --- the seam ---------------------------------------------------------------------------------------------------

    def find(self, urls: Sequence[str], near: datetime) -> Mapping[str, Snapshot | None]:
        """Return the good snapshot nearest to `near` for each address."""
        self._call("find", " ".join(urls))
        found: dict[str, Snapshot | None] = {}
        for url in urls:
            good = [each for each in self._listed(url) if each.page.status == 200]
            nearest = min(good, key=lambda each: abs(each.at - near), default=None)
            found[url] = self._snapshot(nearest, SnapshotOrigin.FOUND) if nearest else None
        return found

    def around(self, url: str, near: datetime, most: int) -> Sequence[Snapshot]:
        """Return the snapshots nearest to a moment, one of each body."""
        self._call("around", url)
        good = sorted((each for each in self._listed(url) if each.page.status == 200), key=lambda m: abs(m.at - near))
        first = {each.page.body: each for each in reversed(good)}
        nearest = sorted(first.values(), key=lambda each: abs(each.at - near))
        return [self._snapshot(each, SnapshotOrigin.FOUND) for each in nearest[:most]]

    def newest(self, url: str, since: datetime) -> Snapshot | None:
        """Return the newest capture made at or after `since`."""
        self._call("newest", url)
        fresh = [each for each in self._listed(url) if each.at >= since.replace(microsecond=0)]
        newest = max(fresh, key=lambda each: each.at, default=None)
        return self._snapshot(newest, SnapshotOrigin.FOUND) if newest else None

    def is_listed(self, snapshot: Snapshot) -> bool | None:
        """Whether the index lists exactly this capture."""
        self._call("is_listed", snapshot.original)
        return any(each.at == snapshot.taken_at for each in self._listed(snapshot.original))

    def submit(
        self, url: str, *, options: CaptureOptions = PLAIN, not_archived_within_seconds: int | None = None
    ) -> Submission:
        """Take a submission, or do what the next fault says."""
        self._call("submit", url, keys=True)
        self.options_of[url] = options
        now = self.clock.now()
        fault = self._fault(url)
        mishap = fault.mishap if fault else None
        if fault is not None and mishap is Mishap.UNREACHABLE:
            raise ArchiveUnavailable("no connection", "Run again later.", retry_after=fault.retry_after)
        if mishap is Mishap.LOST_REQUEST:
            return Submission(receipt=Receipt.AMBIGUOUS, reason=Reason.of("connection-lost"))
        if fault is not None and mishap is Mishap.REFUSED:
            return Submission(receipt=Receipt.REFUSED, reason=Reason.of(fault.code), retry_after=fault.retry_after)
        running = self._running()
        if url not in running and len(running) >= self.slots:
            return Submission(receipt=Receipt.REFUSED, reason=Reason.of("error:user-session-limit"))
        window = WINDOW if not_archived_within_seconds is None else timedelta(seconds=not_archived_within_seconds)
        submission = self._take(url, now, window, fault)
        if mishap is Mishap.LOST_ANSWER:
            return Submission(receipt=Receipt.AMBIGUOUS, reason=Reason.of("answer-timeout"))
        if mishap is Mishap.NO_JOB_ID:
            return Submission(
                receipt=Receipt.SAME_SNAPSHOT, reason=submission.reason or Reason.of("same-snapshot", seconds=60)
            )
        return submission

    def poll(self, tickets: Sequence[Ticket]) -> Sequence[JobStatus]:
        """Tell what became of tickets."""
        self._call("poll", " ".join(ticket.url for ticket in tickets), keys=True)
        return [self._status(ticket) for ticket in tickets]

    def replay(self, snapshot: Snapshot) -> Replay:
        """Replay a snapshot as the archive does: another time leads on, an excluded one answers 200."""
        self._call("replay", snapshot.original)
        now = self.clock.now()
        if snapshot.original in self.excluded:
            return Replay(snapshot=snapshot, status=200, reason=Reason.of("excluded"), body=b"<p>excluded")
        there = [
            each
            for each in self.made
            if each.original == snapshot.original and (not each.by_us or each.at + self.replay_lag <= now)
        ]
        exact = next((each for each in there if each.at == snapshot.taken_at), None)
        if exact is not None:
            return Replay(
                snapshot=snapshot,
                status=exact.page.status,
                memento_datetime=exact.at,
                headers=(("Content-Type", exact.page.content_type),),
                body=exact.page.body,
            )
        if not there or snapshot.taken_at is None:
            return Replay(snapshot=snapshot, status=404)
        wanted = snapshot.taken_at
        nearest = min(there, key=lambda each: abs(each.at - wanted))
        location = f"https://web.archive.org/web/{nearest.at:%Y%m%d%H%M%S}id_/{nearest.original}"
        return Replay(snapshot=snapshot, status=302, location=location)

    def limits(self) -> Limits:
        """Tell what may be done now."""
        self._call("limits", keys=True)
        processing = len(self._running())
        day = self.clock.now().date()
        today = sum(1 for each in self.made if each.by_us and each.at.date() == day)
        return Limits(
            available=max(0, self.slots - processing),
            processing=processing,
            daily_captures=today,
            daily_limit=self.daily_limit,
            captures_per_minute=self.per_minute,
        )

    # --- inside -----------------------------------------------------------------------------------------------------

    def _fault(self, url: str) -> Fault | None:
        for fault in self.faults:
            if fault.times > 0 and fault.url in ("", url):
                fault.times -= 1
                return fault
        return None

    def _running(self) -> list[str]:
        now = self.clock.now()
        return [job.url for job in self._jobs.values() if job.ends > now]

    def _listed(self, url: str) -> list[Made]:
        now = self.clock.now()
        return [
            each
            for each in self.made
            if url in (each.url, each.original)
            and url not in self.excluded
            and (not each.by_us or each.at + self.index_lag <= now)
        ]

    def _take(self, url: str, now: datetime, window: timedelta, fault: Fault | None) -> Submission:
        id = "spn2-" + hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()
        ticket = Ticket(job_id=id, url=url, submitted_at=now)
        job = self._jobs.get(url)
        if job is not None and job.ends > now:
            return Submission(receipt=Receipt.ACCEPTED, ticket=ticket)
        if job is not None and job.made is not None and now - job.made.at < window:
            reason = Reason.of("same-snapshot", seconds=(now - job.made.at).total_seconds())
            return Submission(receipt=Receipt.SAME_SNAPSHOT, ticket=ticket, reason=reason)
        mishap = fault.mishap if fault else None
        self._jobs[url] = _Job(
            url=url,
            id=id,
            begun=now,
            ends=now + timedelta(seconds=self.capture_seconds),
            error=fault.code if fault and mishap in (Mishap.JOB_ERROR, Mishap.JOB_ERROR_BUT_MADE) else "",
            makes=mishap is not Mishap.JOB_ERROR,
            hides_address=mishap is Mishap.NO_ADDRESS,
        )
        return Submission(receipt=Receipt.ACCEPTED, ticket=ticket)

    def _status(self, ticket: Ticket) -> JobStatus:
        now, job = self.clock.now(), self._jobs.get(ticket.url)
        pending = JobStatus(ticket=ticket, state=JobState.PENDING)
        if job is None or job.ends > now or now - job.ends > MEMORY:
            return pending
        if job.error:
            return replace(pending, state=JobState.ERROR, reason=Reason.of(job.error))
        snapshot = self._snapshot(job.made, SnapshotOrigin.MADE) if job.made and not job.hides_address else None
        return replace(pending, state=JobState.DONE, snapshot=snapshot)

    def _snapshot(self, made: Made, origin: SnapshotOrigin) -> Snapshot:
        return Snapshot(
            uri=f"https://web.archive.org/web/{made.at:%Y%m%d%H%M%S}/{made.original}",
            original=made.original,
            taken_at=made.at,
            archive=self.name,
            origin=origin,
        )
