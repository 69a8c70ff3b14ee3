"""A site's robots.txt is asked for once, and obeyed as RFC 9309 has it."""

import pytest

from sourcekeeper.fetching.robots import LONGEST_DELAY_SECONDS, MOST_SITES, RobotsFetcher
from sourcekeeper.model import FetchFailure, FetchRequest
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fetching import FakeAnswer, FakeFetcher

PAGE = FakeAnswer(body=b"a page")
ROBOTS = "https://a.example/robots.txt"


def visits(web, *urls, known=None):
    """Visit addresses; return what became of each by its address, the inner fetcher, and what was remembered."""
    clock, kept = FakeClock(), dict(known or {})
    inner = FakeFetcher(web, clock)
    fetcher = RobotsFetcher(inner, clock, known=kept.get, remember=kept.__setitem__)
    for url in urls:
        fetcher.submit(FetchRequest(url=url, key=url))
    found = {visit.request.key: visit for visit in fetcher.results()}
    assert sorted(found) == sorted(urls), "each comes back once, and nothing else does"
    return found, inner, kept


@pytest.mark.parametrize(
    ("text", "path", "is_asked"),
    [
        pytest.param("User-agent: *\nDisallow: /x", "/x", False, id="not wanted"),
        pytest.param("User-agent: *\nDisallow: /x", "/y", True, id="another path"),
        pytest.param("User-agent: *\nDisallow: /\nAllow: /x/", "/x/1", True, id="the longest match"),
        pytest.param("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False, id="wildcards"),
        pytest.param("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?v=1", True, id="the end of an address"),
        pytest.param("User-agent: *\nDisallow:\n\nUser-agent: SourceKeeper\nDisallow: /", "/x", False, id="us"),
        pytest.param("User-agent: *\nDisallow: /\n\nUser-agent: sourcekeeper\nAllow: /", "/x", True, id="but us"),
        pytest.param("User-agent: other\nDisallow: /", "/x", True, id="another robot"),
        pytest.param("\ufeffUser-agent: *\r\nDisallow: /x\r\n", "/x", False, id="a mark and Windows line ends"),
        pytest.param("<html>not found</html>", "/x", True, id="a page in its place"),
        # Matched in exponential time where each wildcard is tried at each place: hundreds of years.
        pytest.param(f"User-agent: *\nDisallow: /{'*a' * 40}*b$", f"/b{'a' * 200}bc", True, id="made to be slow"),
        pytest.param("", "/x", True, id="empty"),
    ],
)
def test_what_a_site_does_not_want_is_not_asked(text, path, is_asked):
    url = f"https://a.example{path}"
    found, inner, _ = visits({ROBOTS: FakeAnswer(body=text.encode()), url: PAGE}, url)
    assert (url in inner.asked) is is_asked
    assert found[url].failure is (None if is_asked else FetchFailure.ROBOTS)


def test_it_is_asked_for_once_a_site_and_again_for_another_port_or_scheme():
    urls = ["https://a.example/1", "https://a.example/2", "http://a.example/1", "https://a.example:8443/1"]
    _, inner, _ = visits(lambda _url: PAGE, *urls)
    asked = [url for url in inner.asked if url.endswith("/robots.txt")]
    assert sorted(asked) == ["http://a.example/robots.txt", ROBOTS, "https://a.example:8443/robots.txt"]


def test_one_that_is_known_is_not_asked_for():
    _, inner, _ = visits({}, "https://a.example/x", known={"https://a.example": "User-agent: *\nDisallow: /"})
    assert inner.asked == []


@pytest.mark.parametrize(
    ("answer", "failure", "is_kept"),
    [
        pytest.param(FakeAnswer(status=404), None, True, id="none allows all"),
        pytest.param(FakeAnswer(status=403), None, True, id="refused allows all"),
        pytest.param(FakeAnswer(status=500), FetchFailure.ROBOTS, False, id="trouble allows nothing"),
        pytest.param(FetchFailure.NAME_NOT_FOUND, FetchFailure.NAME_NOT_FOUND, False, id="no such name"),
        pytest.param(FetchFailure.TIMEOUT, FetchFailure.TIMEOUT, False, id="no answer"),
    ],
)
def test_without_one_the_rules_of_the_standard_hold(answer, failure, is_kept):
    url = "https://a.example/x"
    found, _, kept = visits({ROBOTS: answer, url: PAGE}, url)
    assert found[url].failure is failure
    assert ("https://a.example" in kept) is is_kept


@pytest.mark.parametrize(("asked", "kept"), [("7", 7.0), ("86400", LONGEST_DELAY_SECONDS), ("soon", 0.0)])
def test_a_crawl_delay_is_kept_up_to_a_bound(asked, kept):
    url = "https://a.example/x"
    text = f"User-agent: *\nCrawl-delay: {asked}\n"
    found, _, _ = visits({ROBOTS: FakeAnswer(body=text.encode()), url: PAGE}, url)
    assert found[url].request.rest_seconds == kept


def test_of_very_many_sites_the_rules_of_the_last_are_held():
    sites = [f"https://{number}.example" for number in range(MOST_SITES + 50)]
    urls = [f"{site}/{page}" for page in "ab" for site in sites]
    inner = FakeFetcher(lambda _url: PAGE, FakeClock())
    kept = {}
    fetcher = RobotsFetcher(inner, FakeClock(), known=kept.get, remember=kept.__setitem__)
    for url in urls:
        fetcher.submit(FetchRequest(url=url, key=url))
        assert len(list(fetcher.results())) == 1
        assert len(fetcher._rules) <= MOST_SITES
    assert sum(url.endswith("/robots.txt") for url in inner.asked) == len(sites), "what is kept is not asked for again"


def test_what_is_no_address_comes_back_as_such():
    found, _, _ = visits({}, "no address", "https://[broken/")
    assert {visit.failure for visit in found.values()} == {FetchFailure.INVALID}
