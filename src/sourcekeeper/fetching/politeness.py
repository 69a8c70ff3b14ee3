"""Which host may be asked next. Pure: the time is handed in, nothing is waited for.

The promise to every host: one request at a time, a gap between the end of one and the start of the next, and as long
a rest as it asks for. A host that cannot be asked now never holds up another one. Time is in seconds of one clock
that never goes back (`Clock.monotonic`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Generic, TypeVar

from sourcekeeper.fetching.crowds import Crowds
from sourcekeeper.fetching.patience import Shown

Job = TypeVar("Job")
_Free = tuple[int, float, int, str]
"""A host that may be asked: rank, how long it has been free, order, name."""


def turn_of(host: str) -> str:
    """Return whose turn a request to a host takes: the host's own, whatever the scheme and port."""
    return host.rstrip(".")


HANGS_BORNE = 2
"""A host that hung so often waits until nothing else is left: each of its addresses may cost the whole deadline."""
MOST_HANGS = 30
"""A host that hung so often is asked no more in this run, were a million of its addresses waiting."""
HEAD_START = 3
"""Powers of two that the queue of a host under way counts for more: each host begun is a connection kept open, so
hosts are rather ended than begun."""


@dataclass(slots=True)
class _Host(Generic[Job]):
    """A host that is being asked, has something waiting, or still rests."""

    waiting: deque[Job] = field(default_factory=deque)
    free_at: float = float("-inf")
    put_off_until: float = float("-inf")
    shown: Shown = field(default_factory=Shown)
    was_asked: bool = False
    """Whether it was asked since it is known, and so has a connection open if something waited meanwhile."""

    @property
    def rank(self) -> int:
        """The smaller, the sooner: long queues first, by powers of two; a host that keeps hanging last of all."""
        if self.shown.hung >= HANGS_BORNE:
            return 1
        return -len(self.waiting).bit_length() - (HEAD_START if self.was_asked else 0)


class Politeness(Generic[Job]):
    """The queues of all hosts, and heaps that tell whose turn is next.

    Among hosts that are free, long queues go first, since they take longest; those under way before those not yet
    begun, unless the queue of these is much longer; and of queues about as long the host asked last.

    A host that is neither asked nor resting nor waited for is forgotten, so memory follows the work there is and not
    the hosts ever seen.

    Parameters
    ----------
    gap_seconds
        Rest of a host between the end of one request and the start of the next.
    gap_at
        Tells the rest of single hosts, where it is not that of all.
    at_domain
        How many hosts of one registrable domain are asked at once.
    """

    def __init__(
        self, gap_seconds: float, gap_at: Callable[[str], float] | None = None, *, at_domain: int = 1_000_000
    ) -> None:
        self._gap_at = gap_at or (lambda _host: gap_seconds)
        self._hosts: dict[str, _Host[Job]] = {}
        # Every known host that is not being asked has exactly one entry in one of these: resting (free_at, order,
        # host), or free with something waiting (rank, -free_at, order, host), or the same kept by its crowd.
        self._turns: list[tuple[float, int, str]] = []
        self._free: list[_Free] = []
        self._fresh: list[_Free] = []  # of hosts not yet asked
        self._crowds: Crowds[_Free] = Crowds(at_domain)
        self._later: list[tuple[float, int, str, Job]] = []
        self._order = 0
        self._waiting = 0
        self._latest = float("-inf")

    def __len__(self) -> int:
        """Return how many jobs wait."""
        return self._waiting

    def add(self, host: str, job: Job) -> None:
        """Put a job at the end of a host's queue."""
        self._waiting += 1
        self._known(host).waiting.append(job)

    def add_first(self, host: str, job: Job) -> None:
        """Put a job before all others of its host: the next hop of a chain that is under way."""
        self._waiting += 1
        self._known(host).waiting.appendleft(job)

    def add_later(self, host: str, job: Job, moment: float) -> None:
        """Put a job at the head of a host's queue once `moment` has come; the host's other jobs do not wait for it."""
        self._waiting += 1
        heappush(self._later, (moment, self._next_order(), host, job))

    def take(self, now: float, *, fresh: bool = True) -> tuple[str, Job] | None:
        """Return a job whose host may be asked now; None when there is none. Without `fresh`, only of hosts under way.

        The host is then being asked: nothing more of it is given out before `release`.
        """
        self._latest = now
        self._call_later_ones(now)
        while self._turns and self._turns[0][0] <= now:
            free_at, order, name = heappop(self._turns)
            host = self._hosts[name]
            if host.waiting:
                self._free_again((host.rank, -free_at, order, name))
            else:
                del self._hosts[name]
        while heap := self._first_heap(fresh=fresh):
            entry = heappop(heap)
            name = entry[-1]
            host = self._hosts[name]
            if not host.waiting:
                del self._hosts[name]
                self._free_again(self._crowds.leave(name))
            elif self._crowds.enter(name, entry):
                self._waiting -= 1
                return name, host.waiting.popleft()
        return None

    def _free_again(self, entry: _Free | None) -> None:
        if entry is not None:
            heappush(self._free if self._hosts[entry[-1]].was_asked else self._fresh, entry)

    def _first_heap(self, *, fresh: bool) -> list[_Free]:
        """Return the heap of free hosts whose head is asked next; an empty one when there is none."""
        if not fresh or not self._fresh:
            return self._free
        return self._fresh if not self._free or self._fresh < self._free else self._free

    def release(self, host: str, now: float, rest_seconds: float = 0.0) -> None:
        """Say that the request to a host has ended; it rests for the gap, or longer when it asked for that."""
        self._latest = now
        resting = self._hosts[host]
        resting.free_at = now + max(self._gap_at(host), rest_seconds)
        resting.was_asked = True
        self._free_again(self._crowds.leave(host))
        heappush(self._turns, (resting.free_at, self._next_order(), host))

    def shown(self, host: str) -> Shown:
        """Return what a host being asked showed since it is known; to be noted there by who asks it."""
        return self._hosts[host].shown

    def put_off(self, host: str, until: float) -> list[Job]:
        """Return what waits for a host, now no longer waiting; `put_off_until` tells of it as long as it lasts."""
        known = self._known(host)
        known.put_off_until = until
        late = [job for _, _, name, job in self._later if name == host]
        if late:
            self._later = sorted(entry for entry in self._later if entry[2] != host)
        jobs = [*known.waiting, *late]
        known.waiting.clear()
        self._waiting -= len(jobs)
        return jobs

    def put_off_until(self, host: str, now: float) -> float | None:
        """Return when a host that was put off may be asked again; None when it may be queued for."""
        known = self._hosts.get(host)
        return known.put_off_until if known is not None and known.put_off_until > now else None

    def has_waiting(self, host: str) -> bool:
        """Whether something waits in a host's queue."""
        known = self._hosts.get(host)
        return known is not None and bool(known.waiting)

    def is_fresh(self, host: str) -> bool:
        """Whether a host being asked is asked for the first time."""
        return not self._hosts[host].was_asked

    def next_moment(self, *, fresh: bool = True) -> float | None:
        """Return when `take` is worth asking again; None when nothing waits, or only for hosts being asked.

        Never later than the moment a job can be taken; may be earlier.
        """
        if not self._waiting:
            return None
        if self._free or (fresh and self._fresh):
            return self._latest
        moments = [heap[0][0] for heap in (self._turns, self._later) if heap]
        return min(moments, default=None)

    def clear(self) -> list[Job]:
        """Return everything that waits, host by host, and forget it."""
        jobs = [job for host in self._hosts.values() for job in host.waiting]
        jobs += [entry[3] for entry in sorted(self._later, key=lambda entry: entry[:2])]
        for host in self._hosts.values():
            host.waiting.clear()
        self._later.clear()
        self._waiting = 0
        return jobs

    def _known(self, name: str) -> _Host[Job]:
        host = self._hosts.get(name)
        if host is None:
            # As if free since the latest moment known: behind those that are free for longer, so that a stream of new
            # hosts neither starves the old ones nor keeps the idle ones from being forgotten.
            host = self._hosts[name] = _Host(free_at=self._latest)
            heappush(self._turns, (host.free_at, self._next_order(), name))
        return host

    def _call_later_ones(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            _, _, host, job = heappop(self._later)
            self._known(host).waiting.appendleft(job)

    def _next_order(self) -> int:
        self._order += 1
        return self._order
