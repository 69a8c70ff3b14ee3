"""Runs of the capture stage that are killed at a random call to the archive or the store, and gone on with."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from sourcekeeper.model import CaptureState
from sourcekeeper.store.open import open_store
from tests.archive_by_hand import ArchiveByHand

BAD_WEATHER = "lost-answer=0.1,520-but-captured=0.1,stalled-answer=0.05,job-failed-but-captured=0.1,vanish=0.05"
SOURCES = 13


class Killed(BaseException):
    """Stands for SIGKILL: nothing catches it, and nothing is tidied up."""


class Mortal:
    """Hands every call on until its time has come: then it dies before the call, or after it was carried out."""

    def __init__(self, real: Any, fuse: Fuse) -> None:
        self.__dict__.update(_real=real, _fuse=fuse)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._real, name)
        if not callable(value) or name in ("transaction", "captures", "decisions"):
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            self._fuse.burn()
            result = value(*args, **kwargs)
            self._fuse.burn()
            return result

        return call


class Fuse:
    """Kills at a given moment."""

    def __init__(self, length: int) -> None:
        self.left = length

    def burn(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed


def killed_and_resumed(path: Path, seed: int, faults: str, kills: int = 1) -> tuple[Counter[str], int]:
    """Kill a run at random moments, resume it as cron would, and count what came of it.

    The second number is how often a ticket was asked about, at most, whose job had ended before the run was resumed.
    """
    chance = random.Random(seed)
    archive = ArchiveByHand(faults, path=str(path), seed=seed)
    archive.add_many(SOURCES)
    most_calls = 0
    calls = _calls_of_a_run(faults, seed)
    for _ in range(kills):
        _run_until_killed(archive, chance.randint(1, calls))
        archive.clock.advance(chance.choice([1, 20, 300, 1200, 7200, 90_000]))
        most_calls = max(most_calls, _status_calls_after_resuming(archive))
    archive.run_until_settled(days=9, gap=timedelta(hours=20))
    states = archive.states()
    counts = Counter(
        {
            "sources": SOURCES,
            "lost": SOURCES - states[CaptureState.ARCHIVED],
            "made": sum(job.has_capture for job in archive.jobs()),
            "made twice": archive.made_twice(),
            "false archived": len([url for url in archive.false_archived() if not _has_vanished(archive, url)]),
        }
    )
    archive.store.close()
    return counts, most_calls


def _calls_of_a_run(faults: str, seed: int) -> int:
    """Return how many moments there are to be killed at in a run that is left alone."""
    archive = ArchiveByHand(faults, seed=seed)
    archive.add_many(SOURCES)
    fuse = Fuse(0)
    archive.run(archive=Mortal(archive.machine(), fuse), store=Mortal(archive.store, fuse))
    archive.store.close()
    return -fuse.left


def _run_until_killed(archive: ArchiveByHand, calls: int) -> None:
    fuse = Fuse(calls)
    with suppress(Killed):
        archive.run(archive=Mortal(archive.machine(), fuse), store=Mortal(archive.store, fuse))
    archive.store.close()
    archive.store = open_store(archive.path, clock=archive.clock)


def _status_calls_after_resuming(archive: ArchiveByHand) -> int:
    """Resume, and return how often it was asked about a ticket whose job had ended already."""
    ended = {job.id for job in archive.jobs() if job.settled}
    open_tickets = {
        capture.ticket.job_id
        for capture in archive.store.captures(states=[CaptureState.SUBMITTED])
        if capture.ticket is not None and capture.ticket.job_id in ended
    }
    archive.watch.status_calls.clear()
    archive.run()
    return max((archive.watch.status_calls[job_id] for job_id in open_tickets), default=0)


def _has_vanished(archive: ArchiveByHand, url: str) -> bool:
    """Whether what was proved was lost later: that is for the looking again to find."""
    capture = archive.captures()[url]
    return any(
        memento.gone_from is not None and memento.timestamp in (capture.snapshot.uri if capture.snapshot else "")
        for memento in archive.state.shelf.of(url)
    )
