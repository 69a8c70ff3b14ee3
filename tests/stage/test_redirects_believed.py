"""Redirects that say they are for good are believed for a while; what is wrong at their end is seen at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from sourcekeeper.keeper import Keeper
from sourcekeeper.model import Source, Verdict
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fetching import FakeAnswer, FakeFetcher

OLD, NEW = "http://a.example/a-page.html", "https://a.example/texts/a-page.html"
WORDS = b" ".join(b"word%d" % number for number in range(300))
PAGE = FakeAnswer(
    headers=(("Content-Type", "text/html"), ("ETag", '"1"')), body=b"<title>A page</title><p>" + WORDS + b"</p>"
)
WEEK = 7 * 86_400.0


class Night:
    """A keeper over a web that may change, and one source."""

    def __init__(self) -> None:
        self.web: dict[str, FakeAnswer] = {OLD: FakeAnswer.redirect(NEW), NEW: PAGE}
        self.clock = FakeClock()
        self.fetcher = FakeFetcher(self.web, self.clock)
        self.keeper = Keeper(fetcher=self.fetcher, clock=self.clock)
        self.sources: list[Source] = list(self.keeper.add_sources([OLD], archive=False))

    def check(self) -> tuple[Verdict, list[str], list[int]]:
        self.fetcher.asked.clear()
        (found,) = self.keeper.check(self.sources)
        self.clock.advance(WEEK)
        return found.judgement.verdict, list(self.fetcher.asked), [status for _, status in found.check.hops]

    def go_the_way(self) -> None:
        """Check until a whole way was gone just now: what follows is believed."""
        while OLD not in self.check()[1]:
            pass


@pytest.fixture
def night() -> Iterator[Night]:
    night = Night()
    with night.keeper:
        yield night


def test_the_end_alone_is_asked_and_the_way_is_gone_every_third_week(night: Night) -> None:
    night.check()
    weeks = [night.check() for _ in range(9)]
    assert {verdict for verdict, _, _ in weeks} == {Verdict.REDIRECTED}
    assert {tuple(statuses) for _, _, statuses in weeks} == {(301, 200)}
    assert sorted(len(asked) for _, asked, _ in weeks) == [1] * 6 + [2] * 3


def test_what_is_wrong_at_the_end_is_seen_at_once_and_judged_by_the_whole_way(night: Night) -> None:
    night.go_the_way()
    night.web[NEW] = FakeAnswer(status=404)
    assert night.check() == (Verdict.GONE, [NEW, OLD, NEW], [301, 404])
    assert night.check() == (Verdict.GONE, [OLD, NEW], [301, 404])


def test_a_page_that_moved_on_is_found_where_the_cited_address_leads_now(night: Night) -> None:
    night.go_the_way()
    third = "https://a.example/archive/a-page.html"
    night.web.update({OLD: FakeAnswer.redirect(third), NEW: FakeAnswer(status=404), third: PAGE})
    assert night.check() == (Verdict.REDIRECTED, [NEW, OLD, third], [301, 200])


def test_a_redirect_that_was_taken_away_is_noticed_within_the_span(night: Night) -> None:
    night.go_the_way()
    night.web[OLD] = FakeAnswer(status=404)
    verdicts = [night.check()[0] for _ in range(4)]
    assert Verdict.GONE in verdicts
    assert timedelta(days=7 * verdicts.index(Verdict.GONE)) <= night.keeper.settings.check.believe_redirects
