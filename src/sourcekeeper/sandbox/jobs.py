"""The captures the stand-in was asked for, and the journal that lets it be killed and started again."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sourcekeeper.sandbox.mementos import Memento


@dataclass(slots=True, kw_only=True)
class Job:
    """One capture asked for. It is carried out when its time has come and somebody asks the archive anything."""

    id: str
    """The same for the same address, as the service has it."""
    url: str
    host: str
    account: str
    submitted_at: datetime
    starts_at: datetime
    ends_at: datetime
    keep_errors: bool = False
    wants_screenshot: bool = False
    planned_error: str = ""
    """A fault: how it shall end whatever the web answers."""
    hidden: str = ""
    """A fault: it says that it failed with this code, and made its capture."""
    is_mute: bool = False
    """A fault: it says that it succeeded, and neither when nor where."""
    settled: bool = False
    error: str = ""
    original: str = ""
    timestamp: str = ""
    status: int = 0
    is_first: bool = False

    @property
    def has_capture(self) -> bool:
        """Whether a capture was made."""
        return bool(self.timestamp)

    def is_active(self, now: datetime) -> bool:
        """Whether it waits or works."""
        return now < self.ends_at

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        times = {name: getattr(self, name).isoformat() for name in _TIMES}
        return {name: getattr(self, name) for name in self.__slots__ if name not in _TIMES} | times

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Job:
        """Read what `to_json` wrote."""
        return cls(**(value | {name: datetime.fromisoformat(value[name]) for name in _TIMES}))


_TIMES = ("submitted_at", "starts_at", "ends_at")


@dataclass(slots=True)
class JobBook:
    """All jobs: the last one of each id, and when each account and host was busy."""

    last: dict[str, Job] = field(default_factory=dict)
    all: list[Job] = field(default_factory=list)
    _unsettled: list[Job] = field(default_factory=list)
    _asked: Counter[tuple[str, date]] = field(default_factory=Counter)
    _of_address: defaultdict[tuple[str, date], list[Job]] = field(default_factory=lambda: defaultdict(list))

    def add(self, job: Job) -> None:
        """Enter a job."""
        self.last[job.id] = job
        self.all.append(job)
        self._asked[job.account, job.submitted_at.date()] += 1
        self._of_address[job.id, job.submitted_at.date()].append(job)
        if not job.settled:
            self._unsettled.append(job)

    def take_due(self, now: datetime) -> list[Job]:
        """Return the jobs whose time has come, each once, in the order they end."""
        due = sorted((job for job in self._unsettled if job.ends_at <= now), key=lambda job: job.ends_at)
        self._unsettled = [job for job in self._unsettled if job.ends_at > now]
        return due

    def active(self, account: str, now: datetime) -> int:
        """Return how many jobs of an account wait or work."""
        return sum(job.account == account and job.is_active(now) for job in self._unsettled)

    def since(self, moment: datetime) -> Iterator[Job]:
        """Yield the jobs submitted after a moment, newest first."""
        for job in reversed(self.all):
            if job.submitted_at <= moment:
                return
            yield job

    def of_account(self, account: str, now: datetime) -> int:
        """Return how many captures an account asked for on this UTC day."""
        return self._asked[account, now.date()]

    def of_address(self, id: str, now: datetime) -> int:
        """Return how often one address was asked for on this UTC day, over all accounts, failures left out."""
        return sum(job.has_capture or not job.settled for job in self._of_address[id, now.date()])


class Journal:
    """What happened in the archive, a JSON line each; without a path nothing is kept.

    A job is written when it is taken and again, with its mementos, when it is carried out: killed between the two,
    the stand-in carries it out after its restart.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file = path.open("a", encoding="utf-8") if path is not None else None

    def read(self) -> Iterator[dict[str, Any]]:
        """Yield the entries of earlier lives, a line cut off by a kill left out."""
        if self._path is None:
            return
        with self._path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                try:
                    yield json.loads(line)
                except ValueError:
                    continue

    def write(self, **entry: object) -> None:
        """Append an entry."""
        if self._file is not None and not self._file.closed:
            self._file.write(json.dumps(entry) + "\n")
            self._file.flush()

    def write_job(self, job: Job, mementos: list[Memento] | None = None) -> None:
        """Append a job as it stands, with the mementos it made."""
        if self._file is not None:
            self.write(job=job.to_json(), mementos=[memento.to_json() for memento in mementos or ()])

    def close(self) -> None:
        """Close the file; what comes later is dropped."""
        if self._file is not None:
            self._file.close()
