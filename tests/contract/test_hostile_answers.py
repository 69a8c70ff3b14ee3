"""Answers made to cost: both engines bound each in time, bytes and memory, and the verdict buries nobody.

What is malformed in smaller ways stands in test_engines.py. Only for what nothing but the deadline ends is it short:
a busy machine takes its time for twenty redirects.
"""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from sourcekeeper.checking.check import check_of
from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.verdicts import judge
from sourcekeeper.config import FetchSettings, NetworkSettings
from sourcekeeper.fetching.curl import CurlFetcher
from sourcekeeper.fetching.plain import PlainFetcher
from sourcekeeper.fetching.politeness import MOST_HANGS
from sourcekeeper.model import FetchFailure, FetchRequest, Verdict, Visit
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.loopback import Answer, Asked, LoopbackServer, Piece, redirect, reply

OK = b"HTTP/1.1 200 OK\r\n"
LIMIT = 256 * 1024
"""Of a body, as sent and decoded."""
SECONDS = 60.0
"""Of a visit that ends by itself, or by a limit of bytes or redirects."""
SECONDS_IN_VAIN = 0.6
"""Of one in which no answer ever comes, and nothing else ends it."""
SECONDS_FOR_A_PART = 2.0
"""Of one in which a head comes and a body that never ends, or takes for ever to read."""
MOST_MEMORY = 12 * LIMIT
"""Python's own, at the peak of a visit and its judgement: a few times the body, and the heads."""
SETTINGS = FetchSettings(gap_seconds=0.0, retries=0, connect_timeout_seconds=2, max_body_bytes=LIMIT)
ANYWHERE = NetworkSettings(allow_private=True)
ENGINES = (CurlFetcher, PlainFetcher)

Engine = type[CurlFetcher | PlainFetcher]


@dataclass(frozen=True)
class Hostile:
    """An answer, and what becomes of it."""

    answer: Answer
    verdict: Verdict
    requests: int = 1
    seconds: float = SECONDS


def sending(*pieces: Piece) -> Callable[[Asked], Iterator[Piece]]:
    return lambda _asked: iter(pieces)


def endless(head: bytes, piece: bytes, pause_seconds: float = 0.0) -> Callable[[Asked], Iterator[Piece]]:
    def answer(_asked: Asked) -> Iterator[Piece]:
        yield head
        while True:
            yield piece
            if pause_seconds:
                yield pause_seconds

    return answer


def packed(coding: str, body: bytes) -> bytes:
    return reply(200, body, "Content-Type: text/html", f"Content-Encoding: {coding}")


def zstandard_bomb(megabytes: int) -> bytes:
    """Return a frame of RFC 8878 whose blocks of one byte each unpack to 128 KiB."""
    head = b"\x28\xb5\x2f\xfd\x00\x58"
    block = (128 * 1024 << 3 | 1 << 1).to_bytes(3, "little") + b"x"
    last = (1 << 3 | 1 << 1 | 1).to_bytes(3, "little") + b"x"
    return head + block * (8 * megabytes) + last


ZEROS = bytes(100_000_000)
PACKED_ZEROS = gzip.compress(ZEROS, mtime=0)
DEEP = "gzip, " * 40 + "gzip"


def many_times(body: bytes, times: int) -> bytes:
    for _ in range(times):
        body = gzip.compress(body, mtime=0)
    return body


HOSTILE: dict[str, Hostile] = {
    "an endless body": Hostile(endless(OK + b"\r\n", b"x" * 65536), Verdict.ALIVE),
    "an endless body in chunks": Hostile(
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"), Verdict.ALIVE
    ),
    "chunks of one byte": Hostile(
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 4096),
        Verdict.ALIVE,
        seconds=SECONDS_FOR_A_PART,
    ),
    "a chunk without end": Hostile(
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n", b"x" * 65536), Verdict.ALIVE
    ),
    "a dripping body": Hostile(endless(OK + b"\r\n", b"x", 0.02), Verdict.ALIVE, seconds=SECONDS_FOR_A_PART),
    "dripping headers": Hostile(endless(OK, b"X: y\r\n", 0.02), Verdict.TIMEOUT, seconds=SECONDS_IN_VAIN),
    "a dripping status line": Hostile(endless(b"HTTP/1.1 200 ", b"O", 0.02), Verdict.TIMEOUT, seconds=SECONDS_IN_VAIN),
    "accepted and silent": Hostile(sending(30.0), Verdict.TIMEOUT, seconds=SECONDS_IN_VAIN),
    "a huge body that is announced": Hostile(
        endless(OK + b"Content-Length: 9000000000000\r\n\r\n", b"x" * 65536), Verdict.ALIVE
    ),
    "a length beyond all numbers": Hostile(
        sending(OK + b"Content-Length: 99999999999999999999999999\r\n\r\nhi"), Verdict.ALIVE, requests=2
    ),
    "a negative length": Hostile(sending(OK + b"Content-Length: -5\r\n\r\nhi"), Verdict.ALIVE, requests=2),
    "a gzip bomb": Hostile(packed("gzip", PACKED_ZEROS), Verdict.ALIVE),
    "a deflate bomb": Hostile(packed("deflate", zlib.compress(ZEROS)), Verdict.ALIVE),
    "a bomb in a bomb": Hostile(packed("gzip, gzip", many_times(PACKED_ZEROS, 1)), Verdict.ALIVE),
    "forty layers": Hostile(packed(DEEP, many_times(b"text", 41)), Verdict.ALIVE),
    "a zstd bomb": Hostile(packed("zstd", zstandard_bomb(1000)), Verdict.ALIVE),
    "brotli that nobody asked for": Hostile(packed("br", bytes(range(256)) * 100), Verdict.ALIVE),
    "packed, and it is not": Hostile(packed("gzip", b"<p>plain</p>"), Verdict.ALIVE),
    "cut in its gzip": Hostile(packed("gzip", gzip.compress(b"text " * 9999)[:50]), Verdict.ALIVE),
    "redirects for ever": Hostile(lambda asked: iter([redirect(asked.target + "x")]), Verdict.REDIRECT_LOOP, 21),
    "a redirect to itself": Hostile(redirect("/x"), Verdict.REDIRECT_LOOP),
    "a redirect with endless headers": Hostile(
        endless(redirect("/y")[:-2], b"X: y\r\n" * 1000), Verdict.UNREACHABLE, 2
    ),
    "raw bytes in a redirect for ever": Hostile(
        lambda asked: iter([redirect(b"/\xe9\xff\x80" + asked.target[-200:].encode() + b"\xc3\xa9")]),
        Verdict.REDIRECT_LOOP,
        21,
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_what_is_made_to_cost_is_bounded_and_judged(hostile: Hostile, engine: Engine) -> None:
    with LoopbackServer({"*": hostile.answer}) as server:
        tracemalloc.start()
        came = visit(engine, server.root + "/x", hostile.seconds)
        verdict = judge(Evidence(check=check_of(came, max_decoded_bytes=LIMIT))).verdict
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(server.asked) <= hostile.requests
    assert verdict is hostile.verdict
    assert len(came.body) <= LIMIT
    assert peak <= MOST_MEMORY


def visit(engine: Engine, url: str, seconds: float) -> Visit:
    with closing(engine(SETTINGS, ANYWHERE, FakeClock())) as fetcher:
        fetcher.submit(FetchRequest(url=url, timeout_seconds=seconds))
        (only,) = fetcher.results()
    return only


@pytest.mark.parametrize("engine", ENGINES)
def test_a_host_that_never_answers_costs_a_bounded_time_however_many_of_its_addresses_wait(engine: Engine) -> None:
    with LoopbackServer({"*": sending(30.0)}) as server, closing(engine(SETTINGS, ANYWHERE, FakeClock())) as fetcher:
        for number in range(2000):
            fetcher.submit(FetchRequest(url=f"{server.root}/{number}", timeout_seconds=0.02))
        failures = [came.failure for came in fetcher.results()]
        assert len(server.asked) <= MOST_HANGS
    hangs = (FetchFailure.TIMEOUT, FetchFailure.TIMEOUT_CONNECTING)  # a busy machine may not even connect in 20 ms
    assert sum(failure in hangs for failure in failures) == MOST_HANGS
    assert failures.count(FetchFailure.PUT_OFF) == 2000 - MOST_HANGS
