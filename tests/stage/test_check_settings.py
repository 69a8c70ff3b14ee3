"""What the configuration says of single hosts and of patience, in the visit pass."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sourcekeeper.config import HostSettings, HostTable, SeriesSettings, Threshold
from sourcekeeper.keeper import Keeper
from sourcekeeper.model import Standing, Verdict
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
