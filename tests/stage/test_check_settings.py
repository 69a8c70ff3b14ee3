"""What the configuration says of single hosts and of patience, in the visit pass."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sourcekeeper.config import HostSettings, HostTable, SeriesSettings, Threshold
from sourcekeeper.keeper import Keeper
from sourcekeeper.model import Standing, Verdict
from sourcekeeper.reporting.wording import word
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fetching import FakeAnswer, FakeFetcher

WALL = FakeAnswer(body=b"<html><title>Just a moment...</title><p>Checking your browser</p></html>")
URL = "https://a.example/x"


@pytest.fixture
def clock():
    return FakeClock()


def keeper_over(web, clock, *, host=None, check=None):
    fetcher = FakeFetcher(web, clock)
    keeper = Keeper(fetcher=fetcher, clock=clock)
    if host is not None:
        fetch = replace(keeper.settings.fetch, hosts=HostTable(rows=(("a.example", host),)))
        keeper.settings = replace(keeper.settings, fetch=fetch)
    if check is not None:
        keeper.settings = replace(keeper.settings, check=check)
    return keeper, fetcher


def test_a_host_that_is_skipped_is_not_asked_and_says_why(clock):
    keeper, fetcher = keeper_over({URL: WALL}, clock, host=HostSettings(skip="they asked us"))
    with keeper:
        (found,) = keeper.check(keeper.add_sources([URL]))
        assert found.judgement.verdict is Verdict.NOT_CHECKED
        assert found.judgement.reason.get("because") == "they asked us"
        assert fetcher.asked == []


def test_what_a_host_means_holds_as_long_as_the_setting_does(clock):
    keeper, _ = keeper_over({URL: WALL}, clock, host=HostSettings(treat_as=(("blocked", Verdict.PAYWALLED),)))
    with keeper:
        sources = keeper.add_sources([URL])
        for _night in range(2):
            (found,) = keeper.check(sources)
            assert found.judgement.verdict is Verdict.PAYWALLED
            assert found.judgement.reason.get("seen") == "blocked"
            clock.sleep(86_400)
        keeper.settings = replace(keeper.settings, fetch=replace(keeper.settings.fetch, hosts=HostTable()))
        assert [each.judgement.verdict for each in keeper.check(sources)] == [Verdict.BLOCKED]


def test_the_thresholds_are_those_of_the_settings(clock):
    patience = SeriesSettings(plain=Threshold(failures=1, spread=timedelta(0)))
    keeper, _ = keeper_over({URL: FakeAnswer(status=404)}, clock)
    with keeper:
        keeper.settings = replace(keeper.settings, check=replace(keeper.settings.check, series=patience))
        assert [each.standing.standing for each in keeper.check(keeper.add_sources([URL]))] == [Standing.DEAD]


def test_robots_are_obeyed_where_that_is_wanted_and_kept_for_a_day(clock):
    web = {"https://a.example/robots.txt": FakeAnswer(body=b"User-agent: *\nDisallow: /x"), URL: WALL}
    keeper, fetcher = keeper_over(web, clock)
    with keeper:
        keeper.settings = replace(keeper.settings, check=replace(keeper.settings.check, robots=True))
        sources = keeper.add_sources([URL])
        for _time in range(2):
            (found,) = keeper.check(sources)
            assert (found.judgement.verdict, found.judgement.reason.code) == (Verdict.NOT_CHECKED, "fetch-robots")
            assert found.standing.standing is Standing.UNKNOWN, "neither for nor against"
        assert fetcher.asked == ["https://a.example/robots.txt"]
        clock.sleep(90_000)
        list(keeper.check(sources))
        assert fetcher.asked == ["https://a.example/robots.txt"] * 2


class RefusesRobots(FakeFetcher):
    """Shows the page to browsers only."""

    def _outcome(self, chain):
        is_browser = dict(chain.request.headers).get("User-Agent", "").startswith("Mozilla/5.0")
        self._web = {URL: self.page if is_browser else FakeAnswer(status=403, body=b"<title>403 Forbidden</title>")}
        return super()._outcome(chain)


@pytest.mark.parametrize(
    ("page", "is_wanted", "verdict", "asked"),
    [
        pytest.param(FakeAnswer(body=b"<title>A report</title><p>Its words."), True, Verdict.ALIVE, 2, id="shown"),
        pytest.param(FakeAnswer(status=404, body=b"gone"), True, Verdict.GONE, 2, id="gone"),
        pytest.param(
            FakeAnswer(status=403, body=b"<title>403 Forbidden</title>"), True, Verdict.BLOCKED, 2, id="refused again"
        ),
        pytest.param(FakeAnswer(body=b"<p>Its words."), False, Verdict.BLOCKED, 1, id="not wanted"),
    ],
)
def test_a_plain_refusal_is_asked_for_once_more_as_a_browser_where_that_is_wanted(
    clock, page, is_wanted, verdict, asked
):
    fetcher = RefusesRobots({}, clock)
    fetcher.page = page
    with Keeper(fetcher=fetcher, clock=clock) as keeper:
        check = replace(keeper.settings.check, retry_as_browser=is_wanted, probe=False)
        keeper.settings = replace(keeper.settings, check=check)
        (found,) = keeper.check(keeper.add_sources([URL]))
        assert found.judgement.verdict is verdict
        assert len(fetcher.asked) == asked
        told = "asked as a browser" in word(found.judgement.reason)
        assert told is (is_wanted and verdict is not Verdict.BLOCKED)


def test_a_wall_is_not_asked_as_a_browser(clock):
    wall = FakeAnswer(status=403, headers=(("cf-mitigated", "challenge"),), body=WALL.body)
    keeper, fetcher = keeper_over({URL: wall}, clock)
    with keeper:
        keeper.settings = replace(keeper.settings, check=replace(keeper.settings.check, retry_as_browser=True))
        (found,) = keeper.check(keeper.add_sources([URL]))
        assert found.judgement.verdict is Verdict.BLOCKED
        assert fetcher.asked == [URL]
