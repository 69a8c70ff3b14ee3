"""How long far pages take by our turns and our patience, on a clock turned by hand: many webs drawn alike.

The web of `visits.far`, and one whose hosts are slow and uneven. What is measured is the order and the patience of
`fetching.turns`: sockets and processor cost nothing here.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import log

from benchmarks.loopback_web import HANGING, HOSTS, MEDIAN_SECONDS, SPREAD
from benchmarks.tables import Table, verdict
from benchmarks.visitor import IN_FLIGHT
from benchmarks.visits import PATIENCE_SECONDS, URLS
from sourcekeeper.config import FetchSettings
from sourcekeeper.fetching.chain import Chain, Outcome
from sourcekeeper.fetching.doors import Doors
from sourcekeeper.fetching.headers import Head
from sourcekeeper.fetching.turns import Turns
from sourcekeeper.model import FetchFailure, FetchRequest
from sourcekeeper.testing.clock import FakeClock

WEBS = 20
_TICK = 1e-6

Latencies = list[float | None]
"""Of the pages, those of a host one after the other; None of a page that never comes."""


def run() -> None:
    """Print a row for each kind of web and way to wait."""
    columns = (("least", 7), ("median", 7), ("most", 7), ("cut short", 9), ("anyhow", 7), ("", 4))
    table = Table(("seconds on a turned clock", 44), *columns)
    quick, slow = (MEDIAN_SECONDS, SPREAD), (5 * MEDIAN_SECONDS, 1.0)
    _row(table, "far pages, in a hurry", quick, least=FetchSettings().least_patience_seconds)
    _row(table, "the same, each waited for to the end", quick, least=PATIENCE_SECONDS)
    _row(table, "in a hurry, asked once more", quick, least=FetchSettings().least_patience_seconds, retries=1)
    _row(table, "slow hosts (1 s, spread 1.0), in a hurry", slow, least=FetchSettings().least_patience_seconds)
    _row(table, "the same, asked once more", slow, least=FetchSettings().least_patience_seconds, retries=1)


def _row(table: Table, name: str, drawn: tuple[float, float], *, least: float, retries: int = 0) -> None:
    """Print how long the webs took; *cut short* are living pages of 10,000, *anyhow* is without turns and patience."""
    settings = FetchSettings(
        gap_seconds=0.0, retries=retries, timeout_seconds=PATIENCE_SECONDS, least_patience_seconds=least
    )
    webs = [_web(seed, *drawn) for seed in range(WEBS)]
    nights = [_Night(settings, web) for web in webs]
    took = sorted(night.seconds() for night in nights)
    lost = sum(night.cut_short for night in nights) / WEBS
    anyhow = max(map(_anyhow, webs))
    seconds = [f"{each:.1f}" for each in (took[0], took[WEBS // 2], took[-1])]
    table.row(name, *seconds, f"{lost:.2f}", f"{anyhow:.1f}", verdict((took[-1], anyhow)))


def _web(seed: int, median: float, spread: float) -> Latencies:
    chance = random.Random(seed)
    return [None if chance.random() < HANGING else chance.lognormvariate(log(median), spread) for _ in range(URLS)]


def _anyhow(web: Latencies) -> float:
    """Return how long it takes who asks as many at once, whosesoever they are."""
    free = [0.0] * IN_FLIGHT
    for latency in web:
        until = PATIENCE_SECONDS if latency is None else min(latency, PATIENCE_SECONDS)
        heappush(free, heappop(free) + until)
    return max(free)


@dataclass(slots=True)
class _Night:
    """A run over one web."""

    settings: FetchSettings
    web: Latencies
    clock: FakeClock = field(default_factory=FakeClock)
    cut_short: int = 0
    """Pages that would have answered within the timeout, and were left."""
    turns: Turns = field(init=False)
    doors: Doors = field(init=False)
    _under_way: list[tuple[float, int, str, Chain, Outcome]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.turns = Turns(self.settings, self.clock, allow_private=False)
        self.doors = Doors(self.clock.monotonic)

    def seconds(self) -> float:
        """Return how long the run takes."""
        began = self.clock.monotonic()
        for number in range(len(self.web)):
            self.turns.submit(FetchRequest(url=f"http://site-{number % HOSTS}.example/{number}", key=str(number)))
        self._begin()
        while self._under_way:
            moment = self._under_way[0][0]
            if not self.doors.is_free and len(self._under_way) < IN_FLIGHT:
                moment = min(moment, self.clock.monotonic() + self.doors.seconds_to_free)
            self.clock.advance(max(_TICK, moment - self.clock.monotonic()))
            self._end_due()
            self._begin()
        return self.clock.monotonic() - began

    def _begin(self) -> None:
        while len(self._under_way) < IN_FLIGHT and (due := self.turns.take(fresh=self.doors.is_free)):
            turn, chain = due
            if self.turns.politeness.is_fresh(turn):
                self.doors.knock(turn)
            outcome = self._outcome(chain)
            heappush(
                self._under_way,
                (self.clock.monotonic() + outcome.seconds, next(self._order), turn, chain, outcome),
            )

    def _outcome(self, chain: Chain) -> Outcome:
        latency = self.web[int(chain.request.key)]
        patience = min(chain.patience.seconds, chain.left_seconds)
        if latency is None or latency > patience:
            return Outcome(failure=FetchFailure.TIMEOUT, seconds=patience)
        return Outcome(head=Head(status=200, is_complete=True), seconds=latency)

    def _end_due(self) -> None:
        now = self.clock.monotonic()
        while self._under_way and self._under_way[0][0] <= now:
            _, _, turn, chain, outcome = heappop(self._under_way)
            self.doors.opened(turn)
            self.turns.end(turn, chain, outcome)
        for visit in self.turns.done:
            latency = self.web[int(visit.request.key)]
            self.cut_short += visit.failure is not None and (latency or PATIENCE_SECONDS) < PATIENCE_SECONDS
        self.turns.done.clear()
