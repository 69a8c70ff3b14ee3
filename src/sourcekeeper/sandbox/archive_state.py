"""All that the archive's stand-in remembers, and how captures come about in it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sourcekeeper.sandbox.capturing import capture
from sourcekeeper.sandbox.chance import Chance
from sourcekeeper.sandbox.exchange import Answer, Headers, Request
from sourcekeeper.sandbox.faults import Faults, Order, is_host_within
from sourcekeeper.sandbox.jobs import Job, JobBook, Journal
from sourcekeeper.sandbox.log import RequestLog
from sourcekeeper.sandbox.mementos import SAVED, Memento, Shelf
from sourcekeeper.sandbox.web import MiniatureWeb

ALWAYS_EXCLUDED = "excluded.kinds.example"
"""A special host the archive shows nothing of, whatever the faults."""
BLOCKED_SITE = "AdministrativeAccessControlException: Blocked Site Error"
BLOCKED_BY_ROBOTS = "RobotAccessControlException: Blocked By Robots"
RUNTIME_ERROR = "X-Archive-Wayback-Runtime-Error"
_NOT_KEPT = frozenset({"connection", "keep-alive", "set-cookie", "transfer-encoding", "content-length"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The service's limits, generous where waiting would teach nothing."""

    capture_seconds: float = 0.4
    """About how long a capture takes; the real service takes 17 to 50 s."""
    slots: int = 3
    """Captures at once for an account."""
    captures_per_minute: int = 600
    """The real service grants 7 (2026)."""
    announces_rate: bool = True
    """Whether ``/save/status/user`` tells them; the real service does not."""
    anonymous_captures_per_minute: int = 600
    """By the old way, without keys; the real service grants 3."""
    daily_captures: int = 30_000
    daily_captures_per_url: int = 5
    """Over all accounts."""
    same_snapshot_seconds: float = 3600.0
    """Within it a second submission gets the first one's capture."""
    results_kept_seconds: float = 3600.0
    """After it every job is answered as pending."""


class ArchiveState:
    """Jobs, mementos, faults and chance of the stand-in. `lock` must be held by whoever asks or changes anything."""

    def __init__(
        self,
        web: MiniatureWeb,
        *,
        now: Callable[[], datetime],
        log: RequestLog,
        journal: Journal,
        terms: Terms,
        faults: Faults,
        seed: int,
    ) -> None:
        self.web, self.now, self.log, self.journal = web, now, log, journal
        self.terms, self.faults, self.seed = terms, faults, seed
        self.lock = threading.RLock()
        self.shelf = Shelf()
        self.jobs = JobBook()
        self._counts: Counter[tuple[str, str]] = Counter()
        self._shown: set[str] = set()

    def strikes(self, chance: Chance, fault: str, subject: str) -> bool:
        """Whether a fault strikes this time; each question counts."""
        if not chance.share:
            return False
        count = self._counts[fault, subject]
        self._counts[fault, subject] += 1
        return chance.strikes(count, self.seed, fault, subject)

    def shown_before(self, address: str) -> bool:
        """Whether a replay address was asked for before; it counts as asked for now."""
        is_old = address in self._shown
        self._shown.add(address)
        return is_old

    def ordered(self, fault: str, orders: tuple[str, ...], url: str) -> str:
        """Return the code that a fault's orders have for this request about an address; empty when they have none."""
        host = Request.of(url).host
        for order in map(Order.parse, orders):
            if order.host and not is_host_within(host, order.host):
                continue
            count = self._counts[f"{fault} {order.code}", url]
            self._counts[f"{fault} {order.code}", url] += 1
            if order.times is None or count < order.times:
                return order.code
        return ""

    def is_excluded(self, host: str) -> bool:
        """Whether the captures of a host are shut away."""
        shut = (*self.faults.excluded, *self.faults.robots, ALWAYS_EXCLUDED)
        return any(is_host_within(host, domain) for domain in shut)

    def exclusion_of(self, host: str) -> str:
        """Return the exception that tells why an excluded host's captures are shut away."""
        is_by_robots = any(is_host_within(host, domain) for domain in self.faults.robots)
        return BLOCKED_BY_ROBOTS if is_by_robots else BLOCKED_SITE

    def restore(self) -> None:
        """Take up what earlier lives left in the journal."""
        jobs: dict[tuple[str, str], Job] = {}
        for entry in self.journal.read():
            if "job" in entry:
                job = Job.from_json(entry["job"])
                jobs[job.id, job.submitted_at.isoformat()] = job
                for memento in entry["mementos"]:
                    self.shelf.add(Memento.from_json(memento))
        for job in sorted(jobs.values(), key=lambda job: job.submitted_at):
            self.jobs.add(job)

    def take(self, job: Job) -> None:
        """Enter a job and write it down."""
        self.jobs.add(job)
        self.journal.write_job(job)

    def settle(self) -> None:
        """Carry out the jobs whose time has come."""
        for job in self.jobs.take_due(self.now()):
            self._carry_out(job)

    def captures_made(self) -> Counter[str]:
        """Return how often each address was really captured."""
        return Counter(job.url for job in self.jobs.all if job.has_capture)

    def _carry_out(self, job: Job) -> None:
        job.settled = True
        job.error = job.planned_error
        mementos: list[Memento] = []
        if not job.planned_error:
            taken = capture(self.web, job.url, keep_errors=job.keep_errors)
            job.error = taken.error
            taken_at = _second_after(job.submitted_at, job.ends_at)
            mementos = [self._memento(job, url, answer, taken_at) for url, answer in taken.answers]
        if mementos:
            last = mementos[-1]
            job.is_first = not self.shelf.indexed(last.original, self.now())
            job.original, job.timestamp, job.status = last.original, last.timestamp, last.status
            job.error = job.hidden
        for memento in mementos:
            self.shelf.add(memento)
        self.journal.write_job(job, mementos)
        if job.has_capture:
            facts = {
                "url": job.url,
                "original_url": job.original,
                "timestamp": job.timestamp,
                "status_code": job.status,
            }
            self.log.event("capture-made", **facts, account=job.account)
        else:
            self.log.event("capture-failed", url=job.url, code=job.error, account=job.account)

    def _memento(self, job: Job, url: str, answer: Answer, taken_at: datetime) -> Memento:
        faults = self.faults
        vanishes = self.strikes(faults.vanish, "vanish", url)
        return Memento(
            original=url,
            taken_at=taken_at,
            status=answer.status,
            headers=kept_headers(answer),
            body=answer.body,
            source=SAVED,
            indexed_from=job.ends_at + timedelta(seconds=faults.index_lag),
            replayed_from=job.ends_at + timedelta(seconds=faults.replay_lag),
            gone_from=job.ends_at + timedelta(seconds=faults.vanish_after) if vanishes else None,
        )


def kept_headers(answer: Answer) -> Headers:
    """Return the headers of an answer that an archive keeps."""
    return tuple((name, value) for name, value in answer.headers if name.lower() not in _NOT_KEPT)


def _second_after(submitted: datetime, moment: datetime) -> datetime:
    """Return `moment` in whole seconds, never before the submission.

    A real capture takes many seconds, so that its timestamp is always later than its submission; here it may be over
    within the same second, and the next one is taken.
    """
    second = moment.replace(microsecond=0)
    return second if second >= submitted else second + timedelta(seconds=1)
