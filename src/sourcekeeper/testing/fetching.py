"""A live web that is a table, and the contract every fetcher keeps.

Authors of fetchers subclass `FetcherContract` in their tests; everyone else visits a `FakeFetcher`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

from sourcekeeper.config import FetchSettings
from sourcekeeper.fetching.chain import Chain, Outcome
from sourcekeeper.fetching.headers import Head
from sourcekeeper.fetching.politeness import turn_of
from sourcekeeper.model import FetchFailure, FetchRequest, Visit
from sourcekeeper.ports import Clock, Fetcher
from sourcekeeper.testing.clock import FakeClock


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeAnswer:
    """What a page of the fake web answers."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    body: bytes = b""

    @classmethod
    def redirect(cls, location: str, status: int = 301, **headers: str) -> FakeAnswer:
        """Make a redirect; further headers by name, with underscores for hyphens."""
        more = tuple((name.replace("_", "-"), value) for name, value in headers.items())
        return cls(status=status, headers=(("Location", location), *more))


FakeWeb = Mapping[str, FakeAnswer | FetchFailure] | Callable[[str], FakeAnswer | FetchFailure]
"""Addresses (as sent: legal, without fragment) and what they answer. What a mapping lacks, its name does not exist."""


class FakeFetcher:
    """The Fetcher seam over a table: redirects, cookies, retries and the guard as in the real ones, no network.

    Parameters
    ----------
    web
        What each address answers.
    clock
        Waits asked for by a host are slept on it; a `FakeClock` unless given.
    settings
        Limits, as for the real fetchers.
    """

    def __init__(self, web: FakeWeb, clock: Clock | None = None, settings: FetchSettings | None = None) -> None:
        self._web = web
        self._clock = clock or FakeClock()
        self._settings = settings or FetchSettings()
        self._queue: deque[Chain] = deque()
        self._done: deque[Visit] = deque()
        self._put_off: dict[str, float] = {}
        self._is_stopped = False
        self.asked: list[str] = []
        """Every address asked, in order, hops and retries included."""
        self.is_closed = False

    def submit(self, request: FetchRequest) -> None:
        """Put a request at the end of the queue."""
        chain = Chain(request, self._settings, allow_private=False)
        visit = chain.begin(self._clock.now())
        if visit is not None:
            self._done.append(visit)
        else:
            self._queue.append(chain)

    def results(self) -> Iterator[Visit]:
        """Yield visits, those that were answered at once first."""
        while self._done or self._queue:
            yield self._done.popleft() if self._done else self._ended(self._queue.popleft())
        self._is_stopped = False

    def ready(self) -> int:
        """Return how many visits are over and wait to be taken as results."""
        return len(self._done)

    def under_way(self) -> int:
        """Return none: each is answered at once."""
        return 0

    def stop(self) -> None:
        """Ask nothing more until `results` ends; the rest comes back as stopped."""
        self._is_stopped = True

    def close(self) -> None:
        """Forget what is queued."""
        self.is_closed = True
        self._queue.clear()
        self._done.clear()

    def _ended(self, chain: Chain) -> Visit:
        while True:
            left = self._put_off.get(turn_of(chain.host), 0.0) - self._clock.monotonic()
            if self._is_stopped:
                return chain.fail(FetchFailure.STOPPED, "the run was stopped", self._clock.now())
            if left > 0:
                wait = timedelta(seconds=left)
                return chain.fail(FetchFailure.PUT_OFF, "the host is put off", self._clock.now(), wait=wait)
            host = turn_of(chain.host)
            chain.started(self._clock.now())
            step = chain.after(self._outcome(chain), self._clock.now())
            if step.rest_seconds > self._settings.retry_after_cap_seconds:
                self._put_off[host] = self._clock.monotonic() + step.rest_seconds
            if step.visit is not None:
                return step.visit
            self._clock.sleep(step.wait_seconds)

    def _outcome(self, chain: Chain) -> Outcome:
        self.asked.append(chain.url)
        if isinstance(self._web, Mapping):
            answer = self._web.get(chain.url, FetchFailure.NAME_NOT_FOUND)
        else:
            answer = self._web(chain.url)
        if isinstance(answer, FetchFailure):
            return Outcome(failure=answer, failure_text=f"{answer} as told")
        limit = chain.max_body_bytes
        head = Head(
            status_line=f"HTTP/1.1 {answer.status} Fake",
            status=answer.status,
            headers=answer.headers,
            is_complete=True,
        )
        return Outcome(
            head=head,
            body=answer.body[:limit],
            truncated="length" if len(answer.body) > limit else "",
            request_headers=chain.request.headers,
        )


class FetcherContract:
    """What every Fetcher does. Subclass it in a test module and say how to open one.

    `open` is given a table of paths and what they answer, and settings; it returns a context manager giving the
    fetcher and the address in front of the paths (``http://127.0.0.1:8080``).
    """

    def open(
        self, pages: Mapping[str, FakeAnswer], settings: FetchSettings
    ) -> AbstractContextManager[tuple[Fetcher, str]]:
        """Open a fetcher that sees these pages."""
        raise NotImplementedError

    def visit(self, pages: Mapping[str, FakeAnswer], path: str, **request: object) -> Visit:
        """Visit one path and return what came."""
        with self.open(pages, FetchSettings(gap_seconds=0.0, retries=0)) as (fetcher, root):
            fetcher.submit(FetchRequest(url=root + path, **request))  # type: ignore[arg-type]
            (visit,) = fetcher.results()
        return visit

    def test_an_answer_comes_back_whole_with_the_key_of_its_request(self) -> None:
        """Status, headers, body and the caller's own key."""
        page = FakeAnswer(headers=(("Content-Type", "text/plain"), ("X-Own", "caf\xe9")), body=b"the text")
        visit = self.visit({"/a": page}, "/a", key="mine")
        assert (visit.request.key, visit.status, visit.body) == ("mine", 200, b"the text")
        assert visit.failure is None
        assert (visit.header("content-type"), visit.header("x-own")) == ("text/plain", "caf\xe9")
        assert visit.started_at.tzinfo is not None

    def test_a_404_is_an_answer_and_no_failure(self) -> None:
        """What a server says is not what the network does."""
        visit = self.visit({"/a": FakeAnswer(status=404)}, "/a")
        assert (visit.status, visit.failure) == (404, None)

    def test_a_redirect_is_followed_and_each_hop_kept(self) -> None:
        """Relative and absolute alike; the body is the last one's."""
        pages = {
            "/a": FakeAnswer.redirect("/b"),
            "/b": FakeAnswer.redirect("c?x=1"),
            "/c?x=1": FakeAnswer(body=b"end"),
        }
        visit = self.visit(pages, "/a")
        assert [hop.status for hop in visit.hops] == [301, 301, 200]
        assert [hop.url.rpartition("/")[2] for hop in visit.hops] == ["a", "b", "c?x=1"]
        assert (visit.body, visit.final_url) == (b"end", visit.hops[-1].url)

    def test_a_redirect_that_comes_back_to_itself_is_a_loop(self) -> None:
        """The same address with the same cookies twice."""
        pages = {"/a": FakeAnswer.redirect("/b"), "/b": FakeAnswer.redirect("/a")}
        visit = self.visit(pages, "/a")
        assert (visit.failure, visit.status) == (FetchFailure.REDIRECT_LOOP, None)

    def test_endless_redirects_end_at_the_limit(self) -> None:
        """After twenty hops by default."""
        pages = {f"/{number}": FakeAnswer.redirect(f"/{number + 1}") for number in range(40)}
        visit = self.visit(pages, "/0")
        assert visit.failure is FetchFailure.TOO_MANY_REDIRECTS
        assert len(visit.hops) == FetchSettings().max_redirects + 1

    def test_a_long_body_is_cut_and_says_so(self) -> None:
        """At the request's own limit."""
        visit = self.visit({"/a": FakeAnswer(body=b"x" * 5000)}, "/a", max_body_bytes=1000)
        assert (len(visit.body), visit.truncated, visit.status) == (1000, "length", 200)

    def test_a_body_of_exactly_the_limit_is_not_cut(self) -> None:
        """The limit is what may be kept."""
        visit = self.visit({"/a": FakeAnswer(body=b"x" * 1000)}, "/a", max_body_bytes=1000)
        assert (len(visit.body), visit.truncated) == (1000, "")

    def test_what_is_no_address_comes_back_as_invalid(self) -> None:
        """And what is one of another scheme as not allowed; neither raises."""
        with self.open({}, FetchSettings()) as (fetcher, _):
            fetcher.submit(FetchRequest(url="not an address", key="a"))
            fetcher.submit(FetchRequest(url="ftp://example.org/x", key="b"))
            failures = {visit.request.key: visit.failure for visit in fetcher.results()}
        assert failures == {"a": FetchFailure.INVALID, "b": FetchFailure.NOT_ALLOWED}

    def test_more_may_be_submitted_while_results_are_taken(self) -> None:
        """And results are not over before that is answered too."""
        pages = {"/a": FakeAnswer(), "/b": FakeAnswer()}
        with self.open(pages, FetchSettings(gap_seconds=0.0)) as (fetcher, root):
            fetcher.submit(FetchRequest(url=root + "/a", key="a"))
            keys = []
            for visit in fetcher.results():
                keys.append(visit.request.key)
                if visit.request.key == "a":
                    fetcher.submit(FetchRequest(url=root + "/b", key="b"))
        assert keys == ["a", "b"]

    def test_it_tells_what_is_under_way_and_what_is_ready(self) -> None:
        """What waits in a queue is not under way, and what came back is not any more."""
        with self.open({"/a": FakeAnswer()}, FetchSettings(gap_seconds=0.0, retries=0)) as (fetcher, root):
            fetcher.submit(FetchRequest(url=root + "/a"))
            fetcher.submit(FetchRequest(url="no address"))
            assert (fetcher.under_way(), fetcher.ready()) == (0, 1)
            list(fetcher.results())
            assert (fetcher.under_way(), fetcher.ready()) == (0, 0)

    def test_every_request_comes_back_once(self) -> None:
        """Also the same address asked twice."""
        pages = {f"/{number}": FakeAnswer() for number in range(10)}
        with self.open(pages, FetchSettings(gap_seconds=0.0)) as (fetcher, root):
            for number in range(20):
                fetcher.submit(FetchRequest(url=f"{root}/{number % 10}", key=str(number)))
            keys = sorted(int(visit.request.key) for visit in fetcher.results())
        assert keys == list(range(20))

    def test_after_stop_what_is_queued_comes_back_as_stopped(self) -> None:
        """Nothing is lost, nothing more is asked."""
        with self.open({"/a": FakeAnswer()}, FetchSettings(gap_seconds=0.0)) as (fetcher, root):
            for key in "abc":
                fetcher.submit(FetchRequest(url=root + "/a", key=key))
            fetcher.stop()
            visits = list(fetcher.results())
        assert sorted(visit.request.key for visit in visits) == ["a", "b", "c"]
        assert {visit.failure for visit in visits} == {FetchFailure.STOPPED}

    def test_once_all_came_back_after_stop_it_can_be_used_anew(self) -> None:
        """A run whose time was up is no reason to refuse the next one."""
        with self.open({"/a": FakeAnswer()}, FetchSettings(gap_seconds=0.0)) as (fetcher, root):
            fetcher.submit(FetchRequest(url=root + "/a", key="first"))
            fetcher.stop()
            assert [visit.failure for visit in fetcher.results()] == [FetchFailure.STOPPED]
            fetcher.submit(FetchRequest(url=root + "/a", key="second"))
            assert [visit.status for visit in fetcher.results()] == [200]

    def test_a_host_that_asks_for_a_long_rest_is_put_off_with_all_that_waits_for_it(self) -> None:
        """The one that heard it has its answer; the others come back with the time to wait."""
        busy = FakeAnswer(status=429, headers=(("Retry-After", "3600"), ("Content-Length", "0")))
        with self.open({"/a": busy, "/b": FakeAnswer()}, FetchSettings(gap_seconds=0.0)) as (fetcher, root):
            fetcher.submit(FetchRequest(url=root + "/a", key="a"))
            fetcher.submit(FetchRequest(url=root + "/b", key="b"))
            visits = {visit.request.key: visit for visit in fetcher.results()}
            fetcher.submit(FetchRequest(url=root + "/b", key="later"))
            (later,) = fetcher.results()
        assert (visits["a"].status, visits["a"].retry_after) == (429, timedelta(seconds=3600))
        assert visits["b"].failure is FetchFailure.PUT_OFF
        assert visits["b"].retry_after is not None
        assert later.failure is FetchFailure.PUT_OFF

    def test_a_cookie_set_on_the_way_comes_back_to_its_host(self) -> None:
        """Without it, this redirect would be a loop; with it, the second answer is another question."""
        pages = {"/a": FakeAnswer.redirect("/a", 302, Set_Cookie="seen=1; Path=/")}
        visit = self.visit(pages, "/a")
        assert visit.failure is FetchFailure.REDIRECT_LOOP
        assert len(visit.hops) == 2

    def test_closing_twice_is_harmless(self) -> None:
        """And closing with work in the queue too."""
        with self.open({"/a": FakeAnswer()}, FetchSettings()) as (fetcher, root):
            fetcher.submit(FetchRequest(url=root + "/a"))
            fetcher.close()
            fetcher.close()
