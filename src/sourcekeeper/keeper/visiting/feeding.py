"""What is handed to the fetcher, and when: hosts and a few sources of each are in memory, never a whole night.

A night may have a million sources, or a million addresses at one host. Hosts are opened one after the other, in the
order the supply gives them; of each open host a few pages wait at the fetcher, and when one is over the next is handed
on. So no host idles while it has something left, and none that has much keeps another from its turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Protocol

from sourcekeeper.model import Source
from sourcekeeper.ports import Store
from sourcekeeper.web.urls import host_of

AHEAD = 4
"""Pages of a host that wait at the fetcher, or are being asked for. Two would do; more make long queues known."""

HOSTS_A_REQUEST = 8
"""Open hosts for each request in flight: with a second between two requests, a host is asked a sixth of the time."""

LEAST_HOSTS = 64

Page = list[Source]
"""The sources of one fetch key: one visit serves them all."""


class Supply(Protocol):
    """Where the sources of a run come from."""

    def count(self) -> int:
        """Return how many sources there are."""

    def hosts(self) -> Iterator[str]:
        """Yield the hosts in the order they are to be opened."""

    def at(self, host: str) -> Iterator[Page]:
        """Yield what there is of a host."""


class DueSupply:
    """What is due in the store; only that of open hosts is read."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store, self._now = store, now

    def count(self) -> int:
        """Return how many are due."""
        return self._store.count_due(self._now)

    def hosts(self) -> Iterator[str]:
        """Yield the hosts with something due."""
        return self._store.hosts_due(self._now)

    def at(self, host: str) -> Iterator[Page]:
        """Yield what is due there."""
        return ([source] for source in self._store.due_at_host(host, self._now))


class ListedSupply:
    """Sources that somebody named; each is given once."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._hosts: dict[str, dict[str, dict[str, Source]]] = {}
        for source in sources:
            pages = self._hosts.setdefault(host_of(source.fetch_key), {})
            pages.setdefault(source.fetch_key, {}).setdefault(source.id, source)

    def count(self) -> int:
        """Return how many there are."""
        return sum(len(page) for pages in self._hosts.values() for page in pages.values())

    def hosts(self) -> Iterator[str]:
        """Yield the hosts, those with the longest queues first (by powers of two), else as they were named."""
        return iter(sorted(self._hosts, key=lambda host: -len(self._hosts[host]).bit_length()))

    def at(self, host: str) -> Iterator[Page]:
        """Yield what was named of a host, in that order."""
        return (list(page.values()) for page in self._hosts.pop(host, {}).values())


@dataclass(slots=True)
class _Host:
    pages: Iterator[Page]
    waiting: int = 0


@dataclass(slots=True)
class Feed:
    """Hands sources on, so many at a time."""

    supply: Supply
    most_hosts: int
    _hosts: Iterator[str] = field(init=False)
    _open: dict[str, _Host] = field(default_factory=dict)
    _is_stopped: bool = False

    def __post_init__(self) -> None:
        self._hosts = self.supply.hosts()

    def first(self) -> list[Page]:
        """Open the first hosts and return what is handed on of them: one of each, then a second one, and so on."""
        opened = list(islice(iter(self._next_of_a_new_host, None), self.most_hosts))
        rounds = [opened]
        while len(rounds) < AHEAD and rounds[-1]:
            hosts = [host_of(page[0].fetch_key) for page in rounds[-1]]
            rounds.append([page for host in hosts if (page := self._next_of(host)) is not None])
        return [page for each in rounds for page in each]

    def over(self, fetch_key: str) -> Page | None:
        """Say that a page handed on is over; return what is handed on in its place, None when nothing is left."""
        host = host_of(fetch_key)
        known = self._open[host]
        known.waiting -= 1
        following = self._next_of(host)
        if following is None and not known.waiting:
            del self._open[host]
            following = self._next_of_a_new_host()
        return following

    @property
    def hosts(self) -> int:
        """How many hosts are open: asked, or waiting for their turn."""
        return len(self._open)

    def stop(self) -> None:
        """Hand nothing more on."""
        self._is_stopped = True

    def _next_of(self, host: str) -> Page | None:
        known = self._open[host]
        page = None if self._is_stopped else next(known.pages, None)
        if page is not None:
            known.waiting += 1
        return page

    def _next_of_a_new_host(self) -> Page | None:
        while not self._is_stopped and (host := next(self._hosts, None)) is not None:
            self._open[host] = _Host(self.supply.at(host))
            if (page := self._next_of(host)) is not None:
                return page
            del self._open[host]
        return None
