"""The engine for machines without libcurl: `requests` on threads, driven as the other one is.

Slower by an order of magnitude, and the same verdicts: queues, gaps, redirects, guard and limits are shared (`turns`,
`chain`). Where the two libraries read an answer differently is a table in its tests.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from sourcekeeper.config import FetchSettings, NetworkSettings
from sourcekeeper.config.authorities import authorities, context_of
from sourcekeeper.fetching.asides import Asides
from sourcekeeper.fetching.asking import GRACE_SECONDS, PlainRequests
from sourcekeeper.fetching.chain import Chain, Outcome
from sourcekeeper.fetching.connections import Asking
from sourcekeeper.fetching.limits import in_flight_limit, open_files_limit
from sourcekeeper.fetching.names import Lookup
from sourcekeeper.fetching.turns import Turns
from sourcekeeper.model import FetchRequest, Visit
from sourcekeeper.ports import Clock

MOST_THREADS = 64
"""More only wait for one another's turn at the interpreter."""
_LONGEST_WAIT_SECONDS = 0.25
"""Of one sleep: so soon `stop` is seen, and a request past its deadline cut."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One request under way."""

    turn: str
    chain: Chain
    asking: Asking
    deadline: float
    number: int = field(compare=False)


class PlainFetcher:
    """The Fetcher seam over `requests`. Parameters and errors are those of `CurlFetcher`."""

    def __init__(
        self,
        settings: FetchSettings,
        network: NetworkSettings,
        clock: Clock,
        *,
        lookup: Lookup = socket.getaddrinfo,
    ) -> None:
        self._clock = clock
        self._turns = Turns(settings, clock, network.allow_private)
        self._most = min(in_flight_limit(settings.in_flight, open_files_limit()), MOST_THREADS)
        context = context_of(authorities(network))
        self._requests = PlainRequests(network, context, lookup, settings.connect_timeout_seconds)
        self._asides: Asides[_Job, Outcome] = Asides(self._ask, threads=self._most)
        self._under_way: dict[int, _Job] = {}
        self._count = 0
        self._is_stopped = False
        self._is_closed = False

    def submit(self, request: FetchRequest) -> None:
        """Put a request into its host's queue; may be called while results are taken."""
        if self._is_closed:
            raise RuntimeError("the fetcher is closed")
        self._turns.submit(request)

    def results(self) -> Iterator[Visit]:
        """Yield visits as they end, until nothing is queued or in flight. One caller at a time."""
        while True:
            while self._turns.done:
                yield self._turns.done.popleft()
            if self._is_closed:
                return
            if self._is_stopped:
                self._turns.give_back()
            self._begin_due()
            if not self._wait() and not self._turns.done:
                self._is_stopped = False
                return

    def ready(self) -> int:
        """Return how many visits are over and wait to be taken as results."""
        return len(self._turns.done)

    def under_way(self) -> int:
        """Return how many requests wait for an answer now."""
        return len(self._under_way)

    def stop(self) -> None:
        """Begin nothing more until `results` ends; what is queued comes back as stopped, what is in flight may end."""
        self._is_stopped = True

    def close(self) -> None:
        """Cut every connection and forget what is queued. Closing twice is harmless."""
        if self._is_closed:
            return
        self._is_closed = True
        self._turns.clear()
        for job in self._under_way.values():
            job.asking.cut()
        self._asides.close()
        self._requests.close()

    def _ask(self, job: _Job) -> Outcome:
        return self._requests.ask(job.chain, job.asking)

    def _begin_due(self) -> None:
        while len(self._asides) + len(self._turns.done) < self._most and (due := self._turns.take()):
            turn, chain = due
            chain.started(self._clock.now())
            self._count += 1
            # Real time, whatever our own clock says: sockets count in it.
            deadline = time.monotonic() + chain.left_seconds + GRACE_SECONDS
            job = _Job(turn, chain, self._requests.prepare(chain), deadline, self._count)
            self._under_way[job.number] = job
            self._asides.ask(job)

    def _wait(self) -> bool:
        """Wait for the next thing to happen and see to it; False when nothing can happen any more."""
        due = self._turns.seconds_to_next()
        longest = _LONGEST_WAIT_SECONDS if due is None else min(_LONGEST_WAIT_SECONDS, due)
        if not self._asides:
            if due is None:
                return False
            self._clock.sleep(longest)
            return True
        for job, outcome in self._asides.answers(max(longest, 0.001)):
            del self._under_way[job.number]
            self._turns.end(job.turn, job.chain, outcome)
        now = time.monotonic()
        for job in self._under_way.values():
            if now > job.deadline:
                job.asking.cut()
        return True
