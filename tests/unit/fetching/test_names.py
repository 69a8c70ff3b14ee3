from __future__ import annotations

import socket
import threading
import time

import pytest

from sourcekeeper.fetching.names import Doubts, look_up_again
from sourcekeeper.model import FetchFailure


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no such name"), FetchFailure.NAME_NOT_FOUND),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), FetchFailure.NAME_TROUBLE),
        (socket.gaierror(socket.EAI_FAIL, "failed"), FetchFailure.NAME_TROUBLE),
        (UnicodeError("label too long"), FetchFailure.NAME_TROUBLE),
        (OSError("no descriptors"), FetchFailure.NAME_TROUBLE),
    ],
)
def test_only_a_resolver_that_says_no_proves_that_a_name_is_gone(error: Exception, failure: FetchFailure) -> None:
    def lookup(_host: bytes, _port: int) -> object:
        raise error

    assert look_up_again("a.example", lookup)[0] is failure


def test_a_lookup_that_hangs_holds_up_neither_the_others_nor_the_end() -> None:
    hang = threading.Event()

    def lookup(host: bytes, _port: int) -> object:
        if host == b"slow.example":
            hang.wait(5)
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    doubts: Doubts[str] = Doubts(lookup)
    for host in ("slow.example", "b.example", "c.example"):
        doubts.ask(host, host)
    came: list[str] = []
    until = time.monotonic() + 5
    while len(came) < 2 and time.monotonic() < until:
        came += [job for job, _, _ in doubts.answers()]
        time.sleep(0.005)
    assert sorted(came) == ["b.example", "c.example"]
    assert len(doubts) == 1
    doubts.close()
    hang.set()
