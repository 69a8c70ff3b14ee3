"""Both HTTP engines see the same: every kind of answer, and every way of answering badly, gets one verdict."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace

import pytest

from sourcekeeper.checking.check import check_of
from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.verdicts import judge
from sourcekeeper.config import FetchSettings, NetworkSettings
from sourcekeeper.fetching.curl import CurlFetcher
from sourcekeeper.fetching.plain import PlainFetcher
from sourcekeeper.keeper.live import SystemClock
from sourcekeeper.model import FetchFailure, FetchRequest, Verdict, Visit
from sourcekeeper.sandbox.kinds import Kind
from sourcekeeper.sandbox.server import Sandbox
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.loopback import KEEP, RESET, Answer, Asked, LoopbackServer, Piece, redirect, reply

ENGINES = (CurlFetcher, PlainFetcher)
OK = b"HTTP/1.1 200 OK\r\n"
ANYWHERE = NetworkSettings(allow_private=True)
QUICK = FetchSettings(
    gap_seconds=0.0, retries=0, connect_timeout_seconds=60, timeout_seconds=120, max_body_bytes=1 << 20
)
"""Only what nothing but the deadline ends has a short one, below: a busy machine takes its time for all else."""

Engine = type[CurlFetcher | PlainFetcher]


def pieces(*given: Piece) -> Callable[[Asked], Iterator[Piece]]:
    return lambda _asked: iter(given)


def dripping(_asked: Asked) -> Iterator[Piece]:
    yield OK + b"Content-Length: 1000\r\n\r\n"
    while True:
        yield b"x"
        yield 0.05


def visit(engine: Engine, url: str, network: NetworkSettings = ANYWHERE, **request: object) -> Visit:
    with closing(engine(QUICK, network, FakeClock())) as fetcher:
        fetcher.submit(FetchRequest(url=url, **request))  # type: ignore[arg-type]
        (only,) = fetcher.results()
    return only


ANSWERS: dict[str, Answer] = {
    "an empty page": reply(200),
    "a page": reply(200, b"<p>text</p>", "Content-Type: text/html", "X-Own: caf\xe9"),
    "a packed page": reply(200, gzip.compress(b"text" * 100), "Content-Encoding: gzip"),
    "in chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Trailer: 1\r\n\r\n",
    "until it closes": pieces(OK + b"\r\nhi"),
    "of HTTP 1.0": pieces(b"HTTP/1.0 200 OK\r\n\r\nhi"),
    "without a phrase": reply(404, reason=""),
    "no content": b"HTTP/1.1 204 No\r\n\r\n",
    "not modified": b"HTTP/1.1 304 No\r\nETag: x\r\n\r\n",
    "an odd status": reply(999),
    "an interim answer": b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\n" + reply(200, b"hi"),
    "two interim answers": b"HTTP/1.1 100 C\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\n" + reply(200, b"hi"),
    "raw UTF-8 in Location": redirect("/é".encode(), status=300),
    "shorter than it says": pieces(OK + b"Content-Length: 20\r\n\r\nhi"),
    "longer than it says": pieces(OK + b"Content-Length: 2\r\n\r\nhigh"),
    "cut within a chunk": pieces(OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n5\r\nab"),
    "a bad chunk size": pieces(OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\nzz\r\nab"),
    "reset within the body": pieces(OK + b"Content-Length: 20\r\n\r\nhi", 0.1, RESET),
    "a dripping body": dripping,
    "no HTTP at all": pieces(b"hello there\r\n\r\n"),
    "one endless header": pieces(OK + b"X: " + b"a" * 200_000 + b"\r\n\r\n"),
    "endless headers": pieces(OK + b"X: aaaaaaaaaa\r\n" * 100_000),
    "endless interim answers": pieces(b"HTTP/1.1 103 Early\r\nA: b\r\n\r\n" * 100_000),
    "cut within its headers": pieces(OK + b"Content-Type: te"),
    "cut between its headers": pieces(OK + b"Content-Type: text/html\r\n"),
    "closed without a word": pieces(b""),
    "reset at once": pieces(RESET),
    "silent": pieces(OK, 30.0),
}


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [(answer, 1.0 if name in ("silent", "a dripping body") else 120.0) for name, answer in ANSWERS.items()],
    ids=ANSWERS,
)
def test_both_engines_see_the_same(answer: Answer, seconds: float) -> None:
    with LoopbackServer({"*": answer}) as server:
        one, other = (visit(engine, server.root + "/x", timeout_seconds=seconds) for engine in ENGINES)
    assert (other.status, other.failure, other.truncated) == (one.status, one.failure, one.truncated)
    assert other.body == one.body or one.truncated == "time"
    if one.failure is None:
        assert [hop.headers for hop in other.hops] == [hop.headers for hop in one.hops]
        assert [hop.request_headers for hop in other.hops] == [hop.request_headers for hop in one.hops]
        assert [hop.peer for hop in other.hops] == [hop.peer for hop in one.hops]


DIFFERENCES: dict[str, tuple[Answer, object, object]] = {
    # libcurl refuses what browsers show, and is asked a second time by the other engine: see test_curl_fetcher.py
    "more than 100 headers": (reply(200, b"", *["X: y"] * 150), 200, FetchFailure.MALFORMED),
}
"""Answers the two libraries read differently: what comes of each."""


@pytest.mark.parametrize(("answer", "of_curl", "of_plain"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_where_the_libraries_differ_is_known(answer: Answer, of_curl: object, of_plain: object) -> None:
    with LoopbackServer({"*": answer}) as server:
        one, other = (visit(engine, server.root + "/x") for engine in ENGINES)
    assert (one.failure or one.status, other.failure or other.status) == (of_curl, of_plain)


HANGING = (Kind.UNANSWERED, Kind.SILENT, Kind.DRIP)
"""What only the deadline ends."""


@pytest.fixture(scope="module", params=["http", "https"])
def seen(request: pytest.FixtureRequest) -> dict[Kind, list[tuple[Verdict, int | None, FetchFailure | None]]]:
    """Every kind of answer of the sandbox, as each engine sees it."""
    found: dict[Kind, list[tuple[Verdict, int | None, FetchFailure | None]]] = {kind: [] for kind in Kind}
    for engine in ENGINES:
        with Sandbox() as sandbox:
            network = NetworkSettings(
                http_proxy=sandbox.proxy_url, https_proxy=sandbox.proxy_url, ca_file=str(sandbox.ca_file)
            )
            for came in _visits(engine, network, request.param):
                check = check_of(came, max_decoded_bytes=1 << 22)
                verdict = judge(Evidence(check=check)).verdict
                found[Kind(came.request.key)].append((verdict, came.status, came.failure))
    return found


def _visits(engine: Engine, network: NetworkSettings, scheme: str) -> Sequence[Visit]:
    with closing(engine(QUICK, network, SystemClock())) as fetcher:
        for kind in Kind:
            url = f"{scheme}://{kind.value}.kinds.example/rapports/2024/cameras"
            seconds = 3.0 if kind in HANGING else 120.0
            fetcher.submit(FetchRequest(url=url, key=kind.value, timeout_seconds=seconds, max_body_bytes=1 << 20))
        return list(fetcher.results())


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_both_engines_come_to_one_verdict(
    seen: dict[Kind, list[tuple[Verdict, int | None, FetchFailure | None]]], kind: Kind
) -> None:
    one, other = seen[kind]
    assert other == one


def test_the_guard_of_the_plain_engine_judges_what_a_name_leads_to() -> None:
    def lookup(*_: object) -> object:
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 80))]

    with closing(PlainFetcher(QUICK, NetworkSettings(), FakeClock(), lookup=lookup)) as fetcher:
        fetcher.submit(FetchRequest(url="http://rebound.example/"))
        (came,) = fetcher.results()
    assert (came.failure, came.failure_text) == (FetchFailure.NOT_ALLOWED, "127.0.0.1 is not a public address")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_proxy_that_is_not_there_says_nothing_of_the_address(engine: Engine) -> None:
    network = replace(ANYWHERE, http_proxy="http://127.0.0.1:1", https_proxy="http://127.0.0.1:1")
    assert visit(engine, "http://example.org/", network).failure is FetchFailure.PROXY
    assert visit(engine, "https://example.org/", network).failure is FetchFailure.PROXY


@pytest.mark.parametrize(
    ("error", "failure"),
    [(socket.EAI_NONAME, FetchFailure.NAME_NOT_FOUND), (socket.EAI_AGAIN, FetchFailure.NAME_TROUBLE)],
    ids=["no such name", "the resolver does not answer"],
)
def test_the_plain_engine_tells_names_that_are_gone_from_resolvers_in_trouble(
    error: int, failure: FetchFailure
) -> None:
    def lookup(*_: object) -> object:
        raise socket.gaierror(error, "as told")

    with closing(PlainFetcher(QUICK, ANYWHERE, FakeClock(), lookup=lookup)) as fetcher:
        fetcher.submit(FetchRequest(url="http://nobody.example/"))
        (came,) = fetcher.results()
    assert came.failure is failure


def test_a_plain_request_that_hangs_in_its_headers_is_cut_from_outside() -> None:
    def drip(_asked: Asked) -> Iterator[Piece]:
        yield OK
        while True:
            yield b"X: y\r\n"
            yield 0.05

    with LoopbackServer({"*": drip}) as server:
        came = visit(PlainFetcher, server.root + "/x", timeout_seconds=0.3)
    assert came.failure is FetchFailure.TIMEOUT


@pytest.mark.parametrize("engine", ENGINES)
def test_each_answer_tells_its_server_over_one_connection_too(engine: Engine) -> None:
    with LoopbackServer({"*": reply(200, b"hi")}) as server, closing(engine(QUICK, ANYWHERE, FakeClock())) as fetcher:
        for path in ("/a", "/b", "/c"):
            fetcher.submit(FetchRequest(url=server.root + path))
        came = list(fetcher.results())
        connections = {asked.connection for asked in server.asked}
    assert [visit.hops[0].peer for visit in came] == ["127.0.0.1"] * 3
    assert connections == {1}


@pytest.mark.parametrize("last", [None, RESET], ids=["closed", "reset"])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_connection_kept_open_and_closed_when_it_is_used_again_says_nothing_of_the_page(
    engine: Engine, last: object
) -> None:
    """A server may close an idle connection just as the next request is on its way: it is asked again, once."""
    seen: dict[int, int] = {}

    def once_a_connection(asked: Asked) -> Iterator[Piece]:
        seen[asked.connection] = seen.get(asked.connection, 0) + 1
        if seen[asked.connection] == 1:
            yield reply(200, b"hi")
            yield KEEP
        elif last is not None:
            yield last

    with LoopbackServer({"*": once_a_connection}) as server, closing(engine(QUICK, ANYWHERE, FakeClock())) as fetcher:
        for path in ("/a", "/b", "/c"):
            fetcher.submit(FetchRequest(url=server.root + path))
        came = list(fetcher.results())
    assert [(visit.status, visit.failure) for visit in came] == [(200, None)] * 3
    assert server.targets() == ["/a", "/b", "/b", "/c", "/c"]


@pytest.mark.parametrize("path", ["/dripping", "/silent"])
@pytest.mark.parametrize("engine", ENGINES)
def test_an_endless_head_over_a_connection_used_before_is_cut_as_well(engine: Engine, path: str) -> None:
    def drip(_asked: Asked) -> Iterator[Piece]:
        yield OK
        while True:
            yield b"X: y\r\n" if path == "/dripping" else b""
            yield 0.05

    web: dict[str, Answer] = {"/first": reply(200, b"hi"), path: drip}
    with LoopbackServer(web) as server, closing(engine(QUICK, ANYWHERE, FakeClock())) as fetcher:
        for each, seconds in (("/first", 120.0), (path, 0.4)):
            fetcher.submit(FetchRequest(url=server.root + each, timeout_seconds=seconds))
        first, second = fetcher.results()
    assert (first.status, second.failure) == (200, FetchFailure.TIMEOUT)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_answer_that_does_not_begin_is_cut_in_a_hurry_and_one_that_has_begun_is_not(engine: Engine) -> None:
    def late(_asked: Asked) -> Iterator[Piece]:
        yield OK + b"Content-Length: 4\r\n\r\n"
        yield 1.2
        yield b"text"

    settings = replace(QUICK, timeout_seconds=4.0, least_patience_seconds=0.1)
    web: dict[str, Answer] = {"/silent": pieces(30.0), "/late": late, "/quick": reply(200, b"hi")}
    with LoopbackServer(web) as server, closing(engine(settings, ANYWHERE, FakeClock())) as fetcher:
        for path in ("/silent", "/late", "/quick"):
            fetcher.submit(FetchRequest(url=server.root + path, key=path))
        came = {visit.request.key: visit for visit in fetcher.results()}
    assert (came["/late"].failure, came["/late"].body) == (None, b"text")
    assert came["/quick"].status == 200
    assert came["/silent"].failure is FetchFailure.HURRIED
