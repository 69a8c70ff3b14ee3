"""The libcurl engine against servers that misbehave, all of them on loopback."""

from __future__ import annotations

import gzip
import itertools
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pycurl
import pytest
import trustme

from sourcekeeper.config import FetchSettings, NetworkSettings
from sourcekeeper.errors import ConfigError
from sourcekeeper.fetching.curl import CurlFetcher
from sourcekeeper.fetching.limits import in_flight_limit, kept_limit
from sourcekeeper.fetching.transfer import Transfer
from sourcekeeper.model import FetchFailure, FetchRequest, Visit
from sourcekeeper.sandbox.server import Sandbox
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.loopback import RESET, Answer, Asked, LoopbackServer, Piece, redirect, reply

OK = b"HTTP/1.1 200 OK\r\n"
ANYWHERE = NetworkSettings(allow_private=True)
QUICK = FetchSettings(gap_seconds=0.0, retries=0)


class RealClock:
    """For what libcurl itself must time; these tests take tenths of seconds."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def visit(
    url: str,
    settings: FetchSettings = QUICK,
    network: NetworkSettings = ANYWHERE,
    clock: FakeClock | None = None,
    **request: object,
) -> Visit:
    with closing(CurlFetcher(settings, network, clock or FakeClock())) as fetcher:
        fetcher.submit(FetchRequest(url=url, **request))  # type: ignore[arg-type]
        (only,) = fetcher.results()
    return only


@contextmanager
def serving(answer: Answer, **kwargs: object) -> Iterator[LoopbackServer]:
    with LoopbackServer({"*": answer}, **kwargs) as server:  # type: ignore[arg-type]
        yield server


def pieces(*given: Piece) -> Callable[[Asked], Iterator[Piece]]:
    return lambda _asked: iter(given)


# --- answers as they are ------------------------------------------------------------------------------------------


def test_the_body_is_kept_as_sent_with_its_content_coding_and_without_chunks() -> None:
    packed = gzip.compress(b"the text" * 100)
    chunked = b"%x\r\n%s\r\n0\r\nX-Trailer: 1\r\n\r\n" % (len(packed), packed)
    answer = OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked
    with serving(answer) as server:
        came = visit(server.root)
    assert (came.body, came.truncated, came.header("content-encoding")) == (packed, "", "gzip")
    assert came.header("x-trailer") == ""


def test_a_bomb_stays_packed() -> None:
    bomb = gzip.compress(b"\0" * 20_000_000)
    with serving(reply(200, bomb, "Content-Encoding: gzip")) as server:
        came = visit(server.root)
    assert came.body == bomb
    assert came.status == 200


def test_headers_are_kept_in_order_raw_and_read_as_latin_1() -> None:
    head = b"HTTP/1.1 200 Voil\xe0\r\nX-b: 1\r\nx-A: caf\xc3\xa9\r\nX-b: 2\r\nContent-Length: 0\r\n\r\n"
    with serving(head) as server:
        (hop,) = visit(server.root).hops
    assert hop.status_line == "HTTP/1.1 200 Voil\xe0"
    assert hop.headers == (("X-b", "1"), ("x-A", "caf\xc3\xa9"), ("X-b", "2"), ("Content-Length", "0"))
    assert hop.peer == "127.0.0.1"


def test_interim_answers_are_no_hops() -> None:
    early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
    with serving(early + reply(200, b"hi")) as server:
        came = visit(server.root)
    assert [hop.status for hop in came.hops] == [200]
    assert came.header("link") == ""


def test_the_recorded_request_is_the_one_sent_less_cookies_and_authorisation() -> None:
    given = (("If-None-Match", '"tag"'), ("Authorization", "Basic eDp5"), ("X-Empty", ""), ("Cookie", "a=b"))
    with serving(reply(304)) as server:
        came = visit(server.root + "/x", headers=given)
        sent = server.asked[0]
    assert sent.header("authorization") == "Basic eDp5"
    assert sent.header("cookie") == "a=b"
    shown = [pair for pair in sent.headers if pair[0] not in ("Authorization", "Cookie")]
    assert sorted(came.hops[0].request_headers) == sorted(shown)
    assert ("If-None-Match", '"tag"') in came.hops[0].request_headers


def test_we_say_who_we_are_and_ask_for_gzip_only() -> None:
    with serving(reply()) as server:
        visit(server.root, network=replace(ANYWHERE, user_agent="sourcekeeper/9 (+https://example.org)"))
        (asked,) = server.asked
    assert asked.header("user-agent") == "sourcekeeper/9 (+https://example.org)"
    assert asked.header("accept-encoding") == "gzip"


def test_headers_with_line_ends_are_not_sent() -> None:
    with serving(reply()) as server:
        visit(
            server.root, headers=(("X-Evil", "1\r\nX-More: 2"), ("Bad\nName", "x"), ("Host", "other"), ("X-Good", "1"))
        )
        (asked,) = server.asked
    assert asked.header("x-good") == "1"
    assert (asked.header("x-more"), asked.header("x-evil")) == ("", "")
    assert asked.header("host").startswith("127.0.0.1:")


def test_headers_of_one_request_do_not_stay_for_the_next() -> None:
    with serving(reply()) as server, closing(CurlFetcher(QUICK, ANYWHERE, FakeClock())) as fetcher:
        fetcher.submit(FetchRequest(url=server.root + "/1", headers=(("If-None-Match", "x"),)))
        list(fetcher.results())
        fetcher.submit(FetchRequest(url=server.root + "/2"))
        (second,) = fetcher.results()
    assert [asked.header("if-none-match") for asked in server.asked] == ["x", ""]
    assert "If-None-Match" not in dict(second.hops[0].request_headers)


def test_one_connection_serves_all_addresses_of_a_host() -> None:
    with serving(reply(200, b"x")) as server, closing(CurlFetcher(QUICK, ANYWHERE, FakeClock())) as fetcher:
        for number in range(10):
            fetcher.submit(FetchRequest(url=f"{server.root}/{number}"))
        assert len(list(fetcher.results())) == 10
    assert {asked.connection for asked in server.asked} == {1}


# --- bodies that are cut ------------------------------------------------------------------------------------------


def endless(_asked: Asked) -> Iterator[Piece]:
    yield OK + b"\r\n"
    while True:
        yield b"x" * 65536


def dripping(_asked: Asked) -> Iterator[Piece]:
    yield OK + b"Content-Type: text/plain\r\n\r\n"
    while True:
        yield b"x"
        yield 0.02


def test_an_endless_body_is_cut_at_the_limit() -> None:
    with serving(endless) as server:
        came = visit(server.root, max_body_bytes=100_000)
    assert (len(came.body), came.truncated, came.status) == (100_000, "length", 200)


def test_the_limit_of_the_settings_holds_too() -> None:
    with serving(endless) as server:
        came = visit(server.root, replace(QUICK, max_body_bytes=5000))
    assert (len(came.body), came.truncated) == (5000, "length")


def test_long_bodies_together_are_cut_at_their_share_of_memory() -> None:
    with serving(endless) as server, closing(CurlFetcher(QUICK, ANYWHERE, FakeClock())) as fetcher:
        fetcher._budget.most, fetcher._budget.share = 4_000_000, 500_000
        for number in range(8):
            fetcher.submit(FetchRequest(url=server.at(f"h{number}.localhost"), max_body_bytes=3_000_000))
        visits = list(fetcher.results())
        assert fetcher._budget.held == 0
    assert {one.truncated for one in visits} == {"length"}
    assert all(one.status == 200 and len(one.body) >= 500_000 for one in visits)
    assert min(len(one.body) for one in visits) < 3_000_000


def test_bodies_given_away_are_no_longer_counted() -> None:
    pages: dict[str, Answer] = {
        "/a": redirect("/b"),
        "/b": reply(200, b"x" * 1000),
        "/c": pieces(OK + b"\r\nhi", RESET),
    }
    with LoopbackServer(pages) as server, closing(CurlFetcher(QUICK, ANYWHERE, FakeClock())) as fetcher:
        for path in ("/a", "/b", "/c", "/none"):
            fetcher.submit(FetchRequest(url=server.root + path))
        assert len(list(fetcher.results())) == 4
        assert fetcher._budget.held == 0


def test_a_dripping_body_is_cut_by_the_deadline_and_the_page_lives() -> None:
    with serving(dripping) as server:
        came = visit(server.root, timeout_seconds=1.0)
    assert (came.status, came.failure, came.truncated) == (200, None, "time")
    assert came.body.startswith(b"x")
    assert came.seconds > 0.9


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        pytest.param(OK + b"Content-Length: 20\r\n\r\nhi", b"hi", id="shorter than its Content-Length"),
        pytest.param(OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n5\r\nab", b"hiab", id="cut within a chunk"),
        pytest.param(OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\nzz\r\nab", b"hi", id="bad chunk size"),
    ],
)
def test_a_truncated_body_is_an_answer(answer: bytes, body: bytes) -> None:
    with serving(pieces(answer)) as server:
        came = visit(server.root)
    assert (came.status, came.failure, came.truncated, came.body) == (200, None, "disconnect", body)


def test_a_connection_reset_within_the_body_is_an_answer() -> None:
    with serving(pieces(OK + b"Content-Length: 20\r\n\r\nhi", 0.1, RESET)) as server:
        came = visit(server.root)
    assert (came.status, came.truncated, came.body) == (200, "disconnect", b"hi")


def test_a_body_longer_than_its_content_length_ends_there() -> None:
    with serving(pieces(OK + b"Content-Length: 2\r\n\r\nhigh")) as server:
        came = visit(server.root)
    assert (came.body, came.truncated) == (b"hi", "")


# --- no answer ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        pytest.param(b"hello there\r\n\r\n", FetchFailure.MALFORMED, id="no HTTP at all"),
        pytest.param(OK + b"X: " + b"a" * 200_000 + b"\r\n\r\n", FetchFailure.MALFORMED, id="one endless header"),
        pytest.param(OK + b"X: aaaaaaaaaa\r\n" * 100_000, FetchFailure.MALFORMED, id="endless headers"),
        pytest.param(b"HTTP/1.1 103 Early\r\nA: b\r\n\r\n" * 100_000, FetchFailure.MALFORMED, id="endless interim"),
        pytest.param(OK + b"Content-Type: te", FetchFailure.RESET, id="cut within its headers"),
        pytest.param(OK + b"Content-Type: text/html\r\n", FetchFailure.RESET, id="cut between its headers"),
        pytest.param(b"", FetchFailure.RESET, id="closed without a word"),
    ],
)
def test_an_answer_that_is_none_says_why(answer: bytes, failure: FetchFailure) -> None:
    with serving(pieces(answer)) as server:
        came = visit(server.root)
    assert came.failure is failure
    assert came.failure_text
    assert (came.status, [hop.status for hop in came.hops]) == (None, [0])


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(OK + b"Foo\r\nContent-Length: 2\r\n\r\nhi", id="header without a colon"),
        pytest.param(OK + b"Foo: a\0b\r\n\r\nhi", id="NUL in a header"),
        pytest.param(OK + b"Content-Length: abc\r\n\r\nhi", id="Content-Length is no number"),
    ],
)
def test_an_answer_that_only_libcurl_refuses_is_asked_for_once_more_by_the_other_engine(answer: bytes) -> None:
    with serving(pieces(answer)) as server:
        came = visit(server.root)
        assert (came.status, came.failure) == (200, None)
        assert came.body.endswith(b"hi")
        assert len(server.asked) == 2
        assert server.most_connections == 1


def test_a_reset_connection_is_told_from_a_refused_one() -> None:
    with serving(pieces(RESET)) as server:
        assert visit(server.root).failure is FetchFailure.RESET
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    assert visit(f"http://127.0.0.1:{port}/").failure is FetchFailure.REFUSED


def test_no_answer_within_the_deadline_is_a_timeout() -> None:
    with serving(pieces(OK, 30.0)) as server:
        came = visit(server.root, timeout_seconds=1.0)
    assert (came.failure, came.status, came.hops[0].status) == (FetchFailure.TIMEOUT, None, 0)
    assert came.hops[0].status_line == "HTTP/1.1 200 OK"


def test_silence_on_a_kept_connection_is_no_trouble_of_connecting() -> None:
    pages = {"/1": reply(200), "/2": pieces(30.0)}
    with LoopbackServer(pages) as server, closing(CurlFetcher(QUICK, ANYWHERE, FakeClock())) as fetcher:
        for path, seconds in zip(pages, (60.0, 0.3), strict=True):
            fetcher.submit(FetchRequest(url=server.root + path, timeout_seconds=seconds))
        assert [came.failure for came in fetcher.results()] == [None, FetchFailure.TIMEOUT]
        assert {asked.connection for asked in server.asked} == {1}


def test_a_server_that_does_not_accept_is_a_timeout_of_connecting() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        port = listener.getsockname()[1]
        came = visit(f"http://127.0.0.1:{port}/", replace(QUICK, connect_timeout_seconds=0.3))
        for filler in fillers:
            filler.close()
    assert came.failure is FetchFailure.TIMEOUT_CONNECTING


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        pytest.param(socket.EAI_NONAME, FetchFailure.NAME_NOT_FOUND, id="no such name"),
        pytest.param(socket.EAI_AGAIN, FetchFailure.NAME_TROUBLE, id="the resolver does not answer"),
        pytest.param(None, FetchFailure.NAME_TROUBLE, id="found the second time"),
    ],
)
def test_a_name_that_does_not_exist_is_told_from_a_resolver_in_trouble(
    error: int | None, failure: FetchFailure
) -> None:
    asked = []

    def lookup(host: bytes, port: int) -> object:
        asked.append(host)
        if error is not None:
            raise socket.gaierror(error, "as told")
        return []

    # Tor's names are never looked up (RFC 7686), libcurl says at once that it cannot: no question leaves the machine.
    host = "nobody.onion"
    with closing(CurlFetcher(QUICK, ANYWHERE, FakeClock(), lookup=lookup)) as fetcher:
        fetcher.submit(FetchRequest(url=f"http://{host}/"))
        (came,) = fetcher.results()
    assert asked == [host.encode()]
    assert came.failure is failure
    assert came.failure_text.startswith(f"{host}: ")


# --- redirects ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        pytest.param("/b", "/b", id="absolute path"),
        pytest.param("b?q=1", "/dir/b?q=1", id="relative path"),
        pytest.param("../b", "/b", id="upwards"),
        pytest.param("?page=2", "/dir/a?page=2", id="query only"),
        pytest.param("/caf\xc3\xa9", "/caf%C3%A9", id="raw UTF-8"),
        pytest.param("/caf\xe9", "/caf%E9", id="raw Latin-1"),
        pytest.param("/with space", "/with%20space", id="space"),
        pytest.param("/a%20b%2Fc", "/a%20b%2Fc", id="encoded already"),
        pytest.param("/b#part", "/b", id="fragment is not sent"),
    ],
)
def test_a_location_is_read_as_browsers_read_it(location: str, asked: str) -> None:
    pages = {"/dir/a": redirect(location), "*": reply(200, b"there")}
    with LoopbackServer(pages) as server:
        came = visit(server.root + "/dir/a")
        assert server.targets() == ["/dir/a", asked]
    assert (came.status, came.body) == (200, b"there")


def test_thirty_hops_end_after_twenty() -> None:
    pages: dict[str, Answer] = {f"/{number}": redirect(f"/{number + 1}") for number in range(30)}
    with LoopbackServer({**pages, "/30": reply(200)}) as server:
        came = visit(server.root + "/0")
        assert len(server.asked) == 21
    assert came.failure is FetchFailure.TOO_MANY_REDIRECTS


def test_the_deadline_holds_for_the_whole_chain() -> None:
    def answer(asked: Asked) -> Iterator[Piece]:
        yield 0.5
        yield redirect(f"{asked.target}x")

    with serving(answer) as server:
        came = visit(server.root + "/", timeout_seconds=1.4)
    assert came.failure is FetchFailure.TIMEOUT
    assert 1 <= len(came.hops) <= 3


def test_a_redirect_with_an_endless_page_of_its_own_is_followed_at_once() -> None:
    def answer(asked: Asked) -> Iterator[Piece]:
        yield redirect("/end").replace(b"Content-Length: 0\r\n", b"")
        for _ in range(10_000):
            yield b"x" * 8192

    with LoopbackServer({"/": answer, "/end": reply(200, b"there")}) as server:
        came = visit(server.root + "/")
    assert came.body == b"there"
    assert [hop.status for hop in came.hops] == [302, 200]


def test_an_interesting_answer_with_no_location_is_the_last() -> None:
    with serving(reply(302, b"nowhere")) as server:
        came = visit(server.root)
    assert (came.status, came.body, came.failure) == (302, b"nowhere", None)


@pytest.mark.parametrize(
    ("location", "failure"),
    [
        pytest.param("ftp://example.org/x", FetchFailure.NOT_ALLOWED, id="ftp"),
        pytest.param("javascript:alert(1)", FetchFailure.NOT_ALLOWED, id="javascript"),
        pytest.param("file:///etc/passwd", FetchFailure.NOT_ALLOWED, id="file"),
        pytest.param("http://[nonsense", FetchFailure.INVALID, id="no address"),
    ],
)
def test_a_location_that_must_not_be_asked_ends_the_visit(location: str, failure: FetchFailure) -> None:
    with serving(redirect(location)) as server:
        came = visit(server.root)
    assert came.failure is failure
    assert [hop.status for hop in came.hops] == [302]


def test_a_cookie_needed_to_leave_a_redirect_is_given_back() -> None:
    def answer(asked: Asked) -> Iterator[Piece]:
        yield reply(200, b"in") if asked.header("cookie") == "yes=1" else redirect("/", "Set-Cookie: yes=1; Path=/")

    with serving(answer) as server:
        came = visit(server.root + "/")
    assert (came.body, [hop.status for hop in came.hops]) == (b"in", [302, 200])
    assert "Cookie" not in dict(came.hops[1].request_headers)


def test_cookies_are_forgotten_with_the_chain_and_stay_with_their_host() -> None:
    with LoopbackServer() as server, closing(CurlFetcher(QUICK, ANYWHERE, FakeClock())) as fetcher:
        server.pages["/set"] = redirect(
            server.at("b.localhost") + "/other", "Set-Cookie: id=1; Path=/; Domain=localhost"
        )
        server.pages["*"] = reply(200)
        fetcher.submit(FetchRequest(url=server.at("a.localhost") + "/set"))
        list(fetcher.results())
        fetcher.submit(FetchRequest(url=server.at("a.localhost") + "/next"))
        list(fetcher.results())
    assert server.targets() == ["/set", "/other", "/next"]
    assert {asked.header("cookie") for asked in server.asked} == {""}


def test_credentials_of_an_address_are_sent_to_nobody() -> None:
    with LoopbackServer({"*": reply(200)}) as server:
        server.pages["/a"] = redirect(f"http://you:pass@127.0.0.1:{server.port}/b")
        came = visit(f"http://me:secret@127.0.0.1:{server.port}/a")
    assert {asked.header("authorization") for asked in server.asked} == {""}
    assert "secret" not in str(came.hops)
    assert "you:" not in str([hop.url for hop in came.hops])


def test_authorisation_given_by_the_caller_does_not_leave_the_first_host() -> None:
    with LoopbackServer({"*": reply(200)}) as server:
        server.pages["/a"] = redirect(server.at("b.localhost") + "/b")
        given = (("Authorization", "Bearer x"), ("If-None-Match", "e"))
        visit(server.at("a.localhost") + "/a", headers=given)
    assert [asked.header("authorization") for asked in server.asked] == ["Bearer x", ""]
    assert [asked.header("if-none-match") for asked in server.asked] == ["e", "e"]


# --- politeness -----------------------------------------------------------------------------------------------------


def test_a_host_gets_one_request_at_a_time_with_the_gap_between_also_over_redirects() -> None:
    def answer(asked: Asked) -> Iterator[Piece]:
        yield 0.02
        yield redirect("/end" + asked.target) if not asked.target.startswith("/end") else reply(200)

    settings = replace(QUICK, gap_seconds=0.1)
    with serving(answer) as server, closing(CurlFetcher(settings, ANYWHERE, RealClock())) as fetcher:
        for number in range(3):
            fetcher.submit(FetchRequest(url=f"{server.root}/{number}"))
        assert [visit.status for visit in fetcher.results()] == [200, 200, 200]
    assert server.most_connections == 1
    assert len(server.asked) == 6
    assert all(later.started - earlier.ended >= 0.09 for earlier, later in itertools.pairwise(server.asked))


def test_hosts_do_not_wait_for_one_another() -> None:
    slow = pieces(0.5, reply(200))
    with serving(slow) as server, closing(CurlFetcher(QUICK, ANYWHERE, RealClock())) as fetcher:
        for number in range(20):
            fetcher.submit(FetchRequest(url=server.at(f"h{number}.localhost")))
        assert [visit.status for visit in fetcher.results()] == [200] * 20
    assert server.most_connections > 10


def test_in_flight_is_a_limit_over_all_hosts() -> None:
    settings = replace(QUICK, in_flight=3)
    with serving(pieces(0.05, reply(200))) as server, closing(CurlFetcher(settings, ANYWHERE, RealClock())) as fetcher:
        for number in range(12):
            fetcher.submit(FetchRequest(url=server.at(f"h{number}.localhost")))
        assert len(list(fetcher.results())) == 12
    busiest = max(sum(one.started <= moment.started < one.ended for one in server.asked) for moment in server.asked)
    assert busiest <= 3


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_asked_again_after_the_time_it_names(status: int) -> None:
    answers = iter([reply(status, b"", "Retry-After: 7"), reply(200, b"now")])
    clock = FakeClock()
    with serving(lambda _asked: iter([next(answers)])) as server:
        came = visit(server.root, replace(QUICK, retries=1), clock=clock)
    assert (came.status, came.body, len(came.hops)) == (200, b"now", 1)
    assert clock.monotonic() == pytest.approx(7)


def test_a_busy_host_that_names_no_time_is_asked_again_after_growing_pauses() -> None:
    clock = FakeClock()
    with serving(reply(503)) as server:
        came = visit(server.root, replace(QUICK, retries=3), clock=clock)
        assert len(server.asked) == 4
    assert (came.status, came.failure) == (503, None)
    assert clock.monotonic() == pytest.approx(2 + 4 + 8)


def test_a_reset_connection_is_tried_again() -> None:
    answers = iter([RESET, reply(200, b"now")])
    with serving(lambda _asked: iter([next(answers)])) as server:
        came = visit(server.root, replace(QUICK, retries=1))
    assert came.body == b"now"


def test_retry_after_as_a_date_holds_on_a_redirect_and_for_the_whole_host() -> None:
    clock = FakeClock()
    when = (clock.now() + timedelta(seconds=30)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    pages = {"/a": redirect("/b", f"Retry-After: {when}"), "*": reply(200)}
    with LoopbackServer(pages) as server, closing(CurlFetcher(QUICK, ANYWHERE, clock)) as fetcher:
        fetcher.submit(FetchRequest(url=server.root + "/a"))
        fetcher.submit(FetchRequest(url=server.root + "/c"))
        assert [visit.status for visit in fetcher.results()] == [200, 200]
        assert server.targets() == ["/a", "/b", "/c"]
    assert clock.monotonic() == pytest.approx(30)


def test_a_redirect_that_asks_for_more_than_the_cap_is_put_off() -> None:
    with serving(redirect("/b", "Retry-After: 3600")) as server:
        came = visit(server.root + "/a")
    assert (came.failure, came.retry_after) == (FetchFailure.PUT_OFF, timedelta(hours=1))


def test_stop_lets_what_is_in_flight_end_and_begins_no_next_hop() -> None:
    with LoopbackServer({"*": reply(200)}) as server:
        fetcher = CurlFetcher(QUICK, ANYWHERE, RealClock())

        def answer(_asked: Asked) -> Iterator[Piece]:
            fetcher.stop()
            yield 0.05
            yield redirect("/next")

        server.pages["/a"] = answer
        with closing(fetcher):
            fetcher.submit(FetchRequest(url=server.root + "/a"))
            fetcher.submit(FetchRequest(url=server.root + "/b"))
            visits = list(fetcher.results())
        assert server.targets() == ["/a"]
    assert {visit.failure for visit in visits} == {FetchFailure.STOPPED}


# --- interrupts -----------------------------------------------------------------------------------------------------


class InterruptedClock(FakeClock):
    """Presses Ctrl-C at the n-th question for the time."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.left = at

    def monotonic(self) -> float:
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt
        return super().monotonic()


@pytest.mark.parametrize("at", range(6, 40, 3))
def test_an_interrupt_passes_through_and_the_next_results_go_on(at: int) -> None:
    with serving(reply(200)) as server, closing(CurlFetcher(QUICK, ANYWHERE, InterruptedClock(at))) as fetcher:
        for number in range(5):
            fetcher.submit(FetchRequest(url=server.at(f"h{number}.localhost")))
        came = []
        try:
            for one in fetcher.results():
                came.append(one.status)
        except KeyboardInterrupt:
            came += [one.status for one in fetcher.results()]
    assert set(came) == {200}
    assert len(came) >= 4


def test_ctrl_c_in_a_running_visit_ends_it_at_once() -> None:
    program = """
import sys, time
from contextlib import closing
from datetime import UTC, datetime
from sourcekeeper.config import FetchSettings, NetworkSettings
from sourcekeeper.fetching.curl import CurlFetcher
from sourcekeeper.model import FetchRequest

class Clock:
    now = staticmethod(lambda: datetime.now(UTC))
    monotonic, sleep = staticmethod(time.monotonic), staticmethod(time.sleep)

try:
    with closing(CurlFetcher(FetchSettings(gap_seconds=0.0), NetworkSettings(allow_private=True), Clock())) as fetcher:
        for number in range(200):
            fetcher.submit(FetchRequest(url=f"{sys.argv[1]}/{number}".replace("127.0.0.1", f"h{number}.localhost")))
        for visit in fetcher.results():
            print(visit.status, flush=True)
except KeyboardInterrupt:
    print("interrupted")
"""

    def answer(asked: Asked) -> Iterator[Piece]:
        yield 30.0 if asked.target.endswith("7") else 0.0
        yield reply(200)

    with serving(answer) as server:
        command = [sys.executable, "-X", "dev", "-c", program, server.root]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            assert running.stdout.readline() == "200\n"
            running.send_signal(signal.SIGINT)
            told, complaints = running.communicate(timeout=600)
    assert told.endswith("interrupted\n")
    assert (running.returncode, complaints) == (0, "")


def test_leaving_the_results_half_way_loses_nothing() -> None:
    with serving(reply(200)) as server, closing(CurlFetcher(QUICK, ANYWHERE, FakeClock())) as fetcher:
        for number in range(6):
            fetcher.submit(FetchRequest(url=f"{server.root}/{number}", key=str(number)))
        first = next(fetcher.results())
        rest = list(fetcher.results())
    assert sorted(one.request.key for one in [first, *rest]) == list("012345")


# --- the guard ------------------------------------------------------------------------------------------------------

GUARDED = NetworkSettings()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]"])
def test_private_addresses_are_not_asked(host: str) -> None:
    with serving(reply(200)) as server:
        came = visit(f"http://{host}:{server.port}/", network=GUARDED)
        assert server.asked == []
    assert (came.failure, came.hops) == (FetchFailure.NOT_ALLOWED, ())


def test_a_name_that_leads_to_a_private_address_is_refused_when_it_is_known() -> None:
    with serving(reply(200)) as server, closing(CurlFetcher(QUICK, GUARDED, FakeClock())) as fetcher:
        transfer = Transfer(GUARDED, fetcher._ca_file, fetcher._budget)
        transfer.handle.setopt(pycurl.RESOLVE, [f"rebound.example:{server.port}:127.0.0.1"])
        fetcher._idle.append(transfer)
        fetcher.submit(FetchRequest(url=f"http://rebound.example:{server.port}/"))
        (came,) = fetcher.results()
        assert server.most_connections == 0
    assert came.failure is FetchFailure.NOT_ALLOWED
    assert came.failure_text == "127.0.0.1 is not a public address"


# --- TLS ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("tls") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


def tls_of(authority: trustme.CA, name: str, not_after: datetime | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, not_after=not_after).configure_cert(context)
    return context


def test_a_certificate_of_the_given_authority_is_accepted(authority: trustme.CA, ca_file: str) -> None:
    with serving(reply(200, b"safe"), tls=tls_of(authority, "a.localhost")) as server:
        came = visit(server.at("a.localhost"), network=replace(ANYWHERE, ca_file=ca_file))
    assert came.body == b"safe"


def test_the_environment_does_not_choose_the_authorities(
    authority: trustme.CA, ca_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.setenv(name, ca_file)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    with serving(reply(200), tls=tls_of(authority, "a.localhost")) as server:
        assert visit(server.at("a.localhost")).failure is FetchFailure.TLS_INCOMPLETE


@pytest.mark.parametrize(
    ("name", "not_after", "is_trusted", "failure"),
    [
        pytest.param("a.localhost", None, False, FetchFailure.TLS_INCOMPLETE, id="unknown authority"),
        pytest.param("b.localhost", None, True, FetchFailure.TLS_WRONG_HOST, id="for another host"),
        pytest.param("a.localhost", datetime(2021, 1, 1, tzinfo=UTC), True, FetchFailure.TLS_EXPIRED, id="expired"),
    ],
)
def test_tls_failures_are_told_apart(
    authority: trustme.CA, ca_file: str, name: str, not_after: datetime | None, is_trusted: bool, failure: FetchFailure
) -> None:
    network = replace(ANYWHERE, ca_file=ca_file) if is_trusted else ANYWHERE
    with serving(reply(200), tls=tls_of(authority, name, not_after)) as server:
        came = visit(server.at("a.localhost"), network=network)
        assert server.asked == []
    assert came.failure is failure


def test_a_server_that_does_not_speak_tls_is_a_tls_failure() -> None:
    with serving(reply(400)) as server:
        came = visit(server.root.replace("http:", "https:"), timeout_seconds=2)
    assert came.failure in (FetchFailure.TLS_OTHER, FetchFailure.RESET, FetchFailure.TIMEOUT)


@pytest.mark.parametrize("content", [None, "", "no certificate at all"], ids=["missing", "empty", "nonsense"])
def test_a_ca_file_without_certificates_is_a_wrong_setting(content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ConfigError, match="cannot read the CA file"):
        CurlFetcher(QUICK, replace(ANYWHERE, ca_file=str(path)), FakeClock())


# --- proxies --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NetworkSettings]:
    with Sandbox(tmp_path_factory.mktemp("sandbox")) as sandbox:
        yield NetworkSettings(
            http_proxy=sandbox.proxy_url, https_proxy=sandbox.proxy_url, ca_file=str(sandbox.ca_file)
        )


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    ("host", "status", "failure"),
    [
        ("alive.kinds.example", 200, None),
        ("gone.kinds.example", 404, None),
        ("cookie.kinds.example", 200, None),
        ("raw-location.kinds.example", 200, None),
        ("nameless.kinds.example", None, FetchFailure.NAME_NOT_FOUND),
        ("name-trouble.kinds.example", None, FetchFailure.NAME_TROUBLE),
        ("refused.kinds.example", None, FetchFailure.REFUSED),
        ("unanswered.kinds.example", None, FetchFailure.TIMEOUT_CONNECTING),
        ("loop.kinds.example", None, FetchFailure.REDIRECT_LOOP),
        ("long-headers.kinds.example", None, FetchFailure.MALFORMED),
        ("localhost", None, FetchFailure.NOT_ALLOWED),
        ("169.254.169.254", None, FetchFailure.NOT_ALLOWED),
    ],
)
def test_a_proxy_on_loopback_serves_public_addresses_only(
    proxied: NetworkSettings, scheme: str, host: str, status: int | None, failure: FetchFailure | None
) -> None:
    came = visit(f"{scheme}://{host}/some/page", network=proxied)
    assert (came.status, came.failure) == (status, failure)
    assert {hop.peer for hop in came.hops} <= {""}


@pytest.mark.parametrize(
    ("kind", "failure"),
    [
        ("expired", FetchFailure.TLS_EXPIRED),
        ("wrong-host", FetchFailure.TLS_WRONG_HOST),
        ("untrusted", FetchFailure.TLS_INCOMPLETE),
    ],
)
def test_certificates_are_verified_through_a_tunnel_too(
    proxied: NetworkSettings, kind: str, failure: FetchFailure
) -> None:
    assert visit(f"https://{kind}.kinds.example/", network=proxied).failure is failure


def test_a_proxy_that_is_not_there_says_nothing_of_the_address() -> None:
    network = replace(ANYWHERE, http_proxy="http://127.0.0.1:1", https_proxy="http://127.0.0.1:1")
    assert visit("http://example.org/", network=network).failure is FetchFailure.PROXY
    assert visit("https://example.org/", network=network).failure is FetchFailure.PROXY


def test_hosts_named_in_no_proxy_are_reached_directly() -> None:
    network = replace(ANYWHERE, http_proxy="http://127.0.0.1:1", no_proxy=("a.localhost",))
    with serving(reply(200)) as server:
        assert visit(server.at("a.localhost"), network=network).status == 200
        assert visit(server.at("b.localhost"), network=network).failure is FetchFailure.PROXY


@pytest.mark.parametrize(
    ("code", "failure"), [(0, None), (5, FetchFailure.REFUSED), (4, FetchFailure.PROXY), (1, FetchFailure.PROXY)]
)
def test_a_socks_proxy_is_given_the_name_and_its_word_is_heard(code: int, failure: FetchFailure | None) -> None:
    asked: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(262)
            connection.sendall(b"\x05\x00")
            asked.append(connection.recv(262))
            connection.sendall(bytes([5, code, 0, 1, 0, 0, 0, 0, 0, 0]))
            if not code:
                connection.recv(65536)
                connection.sendall(reply(200, b"far"))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        network = NetworkSettings(http_proxy=f"socks5h://127.0.0.1:{listener.getsockname()[1]}")
        came = visit("http://far.example/x", network=network)
        thread.join()
    assert b"far.example" in asked[0]
    assert came.failure is failure


# --- limits ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "files", "limit"), [(256, 1024, 240), (256, 65536, 256), (256, 80, 4), (256, 10, 1), (256, None, 112)]
)
def test_in_flight_is_capped_by_the_limit_of_open_files(wanted: int, files: int | None, limit: int) -> None:
    assert in_flight_limit(wanted, files) == limit


@pytest.mark.parametrize("files", [64, 256, 1024, 20_000, 1_000_000, None])
def test_connections_never_use_up_the_open_files(files: int | None) -> None:
    in_flight = in_flight_limit(512, files)
    kept = kept_limit(in_flight, files)
    assert in_flight <= kept <= 4096
    if files is not None and files > 70:
        assert kept + in_flight + 64 <= files
