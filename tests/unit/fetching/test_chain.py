from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sourcekeeper.config import FetchSettings
from sourcekeeper.fetching.chain import Chain, Outcome
from sourcekeeper.fetching.headers import Head
from sourcekeeper.model import FetchFailure, FetchRequest

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def chain_to(url: str = "https://a.example/x", retries: int = 1, **request: object) -> Chain:
    chain = Chain(FetchRequest(url=url, **request), FetchSettings(retries=retries), allow_private=False)  # type: ignore[arg-type]
    assert chain.begin(NOW) is None
    chain.started(NOW)
    return chain


def answer(status: int, seconds: float = 0.0, **headers: str) -> Outcome:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Outcome(head=Head(status=status, headers=pairs, is_complete=True), body=b"body", seconds=seconds)


@pytest.mark.parametrize(
    ("url", "failure"),
    [
        ("ftp://a.example/", FetchFailure.NOT_ALLOWED),
        ("mailto:a@b.example", FetchFailure.NOT_ALLOWED),
        ("http://10.0.0.1/", FetchFailure.NOT_ALLOWED),
        ("http://0x7f.1/", FetchFailure.NOT_ALLOWED),
        ("http://me:pw@localhost/", FetchFailure.NOT_ALLOWED),
        ("http://a.example:25/", FetchFailure.NOT_ALLOWED),
        ("http://127.0.0.1\\@a.example/", FetchFailure.NOT_ALLOWED),
        ("http://a.example@127.0.0.1/", FetchFailure.NOT_ALLOWED),
        ("http://a.example:80@127.0.0.1/", FetchFailure.NOT_ALLOWED),
        ("http://\uff11\uff12\uff17.0.0.1/", FetchFailure.NOT_ALLOWED),
        ("http://127\u30020\u30020\u30021/", FetchFailure.NOT_ALLOWED),
        ("http://%31%32%37.0.0.1/", FetchFailure.NOT_ALLOWED),
        ("http://127.0.0.1%2e/", FetchFailure.NOT_ALLOWED),
        ("http://[64:ff9b::7f00:1]/", FetchFailure.NOT_ALLOWED),
        ("http://[fe80::1%25eth0]/", FetchFailure.INVALID),
        ("http:127.0.0.1/", FetchFailure.NOT_ALLOWED),
        ("http:///127.0.0.1/", FetchFailure.NOT_ALLOWED),
        ("file:///etc/passwd", FetchFailure.NOT_ALLOWED),
        ("gopher://a.example/", FetchFailure.NOT_ALLOWED),
        ("unix:/run/docker.sock", FetchFailure.NOT_ALLOWED),
        ("http://unix:%2Frun%2Fdocker.sock:/x", FetchFailure.INVALID),
        ("http://[::ffff:10.0.0.1]/", FetchFailure.NOT_ALLOWED),
        ("nonsense", FetchFailure.INVALID),
        ("http://", FetchFailure.INVALID),
        ("", FetchFailure.INVALID),
    ],
)
def test_what_must_not_be_asked_ends_before_it_begins(url: str, failure: FetchFailure) -> None:
    visit = Chain(FetchRequest(url=url), FetchSettings(), allow_private=False).begin(NOW)
    assert visit is not None
    assert (visit.failure, visit.hops, visit.started_at) == (failure, (), NOW)
    assert visit.failure_text


def test_a_backslash_ends_the_host_as_in_browsers() -> None:
    assert chain_to("http://a.example\\@127.0.0.1/").url == "http://a.example/@127.0.0.1/"


def test_the_headers_of_all_redirects_together_are_bounded() -> None:
    chain = chain_to()
    for number in range(3):
        step = chain.after(answer(302, Location=f"/{number}", X="x" * 100_000), NOW)
    assert step.visit is not None
    assert (step.visit.failure, len(step.visit.hops)) == (FetchFailure.MALFORMED, 3)


def test_the_guard_can_be_lifted() -> None:
    assert Chain(FetchRequest(url="http://10.0.0.1/"), FetchSettings(), allow_private=True).begin(NOW) is None


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1/", "http://metadata.google.internal/", "//2130706433/", "http://[::1]/"]
)
def test_a_redirect_into_a_private_network_is_not_followed(location: str) -> None:
    step = chain_to().after(answer(302, Location=location), NOW)
    assert step.visit is not None
    assert step.visit.failure is FetchFailure.NOT_ALLOWED
    assert [hop.status for hop in step.visit.hops] == [302]


def test_an_answer_ends_the_chain() -> None:
    step = chain_to().after(answer(404), NOW)
    assert step.visit is not None
    assert (step.visit.status, step.visit.body, step.rest_seconds) == (404, b"body", 0.0)


def test_a_redirect_drops_the_body_and_goes_on() -> None:
    chain = chain_to()
    assert chain.after(answer(301, Location="/y"), NOW).visit is None
    assert (chain.url, chain.host, chain.has_left_home) == ("https://a.example/y", "a.example", False)
    assert chain.after(answer(301, Location="//b.example/"), NOW).visit is None
    assert (chain.url, chain.host, chain.has_left_home) == ("https://b.example/", "b.example", True)


def test_going_from_https_to_http_leaves_home() -> None:
    chain = chain_to()
    chain.after(answer(301, Location="http://a.example/x"), NOW)
    assert chain.has_left_home


def test_retry_after_on_a_success_is_no_request_to_rest() -> None:
    step = chain_to().after(answer(200, Retry_After="600"), NOW)
    assert step.rest_seconds == 0.0
    assert step.visit is not None
    assert step.visit.retry_after == timedelta(seconds=600)


@pytest.mark.parametrize("status", [403, 404, 413, 500, 503, 429])
def test_retry_after_on_any_refusal_rests_the_host(status: int) -> None:
    assert chain_to(retries=0).after(answer(status, Retry_After="50"), NOW).rest_seconds == 50.0


def test_a_wait_beyond_the_cap_is_the_answer_and_not_tried_again() -> None:
    step = chain_to(retries=5).after(answer(503, Retry_After="61"), NOW)
    assert step.visit is not None
    assert (step.visit.status, step.rest_seconds) == (503, 61.0)


def test_retries_are_used_up_over_the_whole_chain() -> None:
    chain = chain_to(retries=1)
    assert chain.after(Outcome(failure=FetchFailure.RESET), NOW).wait_seconds == 2.0
    assert chain.after(answer(302, Location="/y"), NOW).visit is None
    step = chain.after(Outcome(failure=FetchFailure.RESET, failure_text="reset"), NOW)
    assert step.visit is not None
    assert (step.visit.failure, [hop.status for hop in step.visit.hops]) == (FetchFailure.RESET, [302, 0])


@pytest.mark.parametrize("failure", [failure for failure in FetchFailure if failure is not FetchFailure.RESET])
def test_only_a_reset_is_tried_again(failure: FetchFailure) -> None:
    step = chain_to(retries=9).after(Outcome(failure=failure), NOW)
    assert step.visit is not None
    assert step.visit.failure is failure


def test_time_is_used_up_by_requests_and_not_by_waiting() -> None:
    chain = chain_to(timeout_seconds=10.0)
    chain.after(answer(302, seconds=6.0, Location="/y"), NOW)
    assert chain.left_seconds == 4.0
    step = chain.after(answer(302, seconds=4.0, Location="/z"), NOW + timedelta(hours=1))
    assert step.visit is not None
    assert (step.visit.failure, step.visit.seconds) == (FetchFailure.TIMEOUT, 10.0)


def test_a_loop_is_the_same_address_with_the_same_cookies() -> None:
    chain = chain_to()
    assert chain.after(answer(302, Location="/x", Set_Cookie="n=1"), NOW).visit is None
    assert chain.cookie == "n=1"
    assert chain.after(answer(302, Location="/x", Set_Cookie="n=2"), NOW).visit is None
    step = chain.after(answer(302, Location="/x", Set_Cookie="n=2"), NOW)
    assert step.visit is not None
    assert step.visit.failure is FetchFailure.REDIRECT_LOOP
