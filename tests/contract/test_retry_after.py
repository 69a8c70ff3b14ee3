"""No host is asked before the moment it named, whatever it answered with, and by whichever engine: as it sees it."""

from __future__ import annotations

import itertools
import socket
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from sourcekeeper.config import FetchSettings, NetworkSettings
from sourcekeeper.fetching.curl import CurlFetcher
from sourcekeeper.fetching.plain import PlainFetcher
from sourcekeeper.model import FetchFailure, FetchRequest, Visit
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.loopback import KEEP, Asked, LoopbackServer, Piece, redirect, reply

SETTINGS = FetchSettings(gap_seconds=1.0, retries=1, retry_after_cap_seconds=60.0)
PAGES = 4
"""Addresses of each host."""


@dataclass
class Busy:
    """Hosts that ask for rests, each in its way, and note when they are asked."""

    clock: FakeClock
    asked_at: defaultdict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    """Of each host: when it was asked, and how long it then wanted to be left alone."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, asked: Asked) -> Iterator[Piece]:
        name = asked.header("host").partition(":")[0]
        with self.lock:
            turn = len(self.asked_at[name])
            answer, rest = self._answer(name, turn)
            self.asked_at[name].append((self.clock.monotonic(), rest))
        yield answer
        yield KEEP

    def _answer(self, name: str, turn: int) -> tuple[bytes, float]:
        kind = name.partition(".")[0]
        if turn % 2 or kind == "quiet":
            return reply(200, b"here"), 0.0
        seconds = 3600 if kind.startswith("long") else 7 + turn
        rest = float(seconds)
        header = f"Retry-After: {seconds}"
        if kind.endswith("date"):
            now = self.clock.now()
            moment = (now + timedelta(seconds=seconds)).replace(microsecond=0)  # a date has no parts of a second
            header, rest = f"Retry-After: {moment:%a, %d %b %Y %H:%M:%S} GMT", (moment - now).total_seconds()
        if kind.startswith("moved"):
            return redirect("/moved", header), rest
        return reply(503 if kind.startswith("down") else 429, b"", header), rest


HOSTS = ("quiet", "limited", "limited-date", "down", "down-date", "moved", "moved-date", "long", "long-date")


def to_loopback(_host: bytes, port: int, *_: int) -> object:
    return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))]


@pytest.mark.parametrize("engine", [CurlFetcher, PlainFetcher])
def test_no_host_is_asked_before_the_moment_it_named(engine: type[CurlFetcher | PlainFetcher]) -> None:
    clock = FakeClock()
    busy, network = Busy(clock), NetworkSettings(allow_private=True)
    with (
        LoopbackServer({"*": busy}) as server,
        closing(engine(SETTINGS, network, clock, lookup=to_loopback)) as fetcher,
    ):
        for number, host in itertools.product(range(PAGES), HOSTS):
            fetcher.submit(FetchRequest(url=f"{server.at(f'{host}.localhost')}/{number}", key=host))
        visits = list(fetcher.results())
    assert len(visits) == PAGES * len(HOSTS)
    for moments in busy.asked_at.values():
        for (earlier, rest), (later, _) in itertools.pairwise(moments):
            assert later >= earlier + max(rest, SETTINGS.gap_seconds) - 0.001
    assert {host.partition(".")[0] for host in busy.asked_at} == set(HOSTS)


@pytest.mark.parametrize("engine", [CurlFetcher, PlainFetcher])
@pytest.mark.parametrize("host", ["long", "long-date"])
def test_who_asks_for_longer_than_a_run_lasts_is_asked_once(
    engine: type[CurlFetcher | PlainFetcher], host: str
) -> None:
    clock = FakeClock()
    busy = Busy(clock)
    with (
        LoopbackServer({"*": busy}) as server,
        closing(engine(SETTINGS, NetworkSettings(allow_private=True), clock, lookup=to_loopback)) as fetcher,
    ):
        for number in range(PAGES):
            fetcher.submit(FetchRequest(url=f"{server.at(f'{host}.localhost')}/{number}"))
        visits = list(fetcher.results())
    assert len(busy.asked_at[f"{host}.localhost"]) == 1
    assert sorted(map(told, visits)) == ["429", *["put-off"] * (PAGES - 1)]
    put_off = [each for each in visits if each.failure is FetchFailure.PUT_OFF]
    assert all(each.retry_after is not None and each.retry_after > timedelta(minutes=59) for each in put_off)


def told(visit: Visit) -> str:
    return str(visit.failure or visit.status)
