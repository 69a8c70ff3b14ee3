"""What to cite in place of a source that is not well: what the store knows, else what an archive names when asked."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sourcekeeper.config import load_settings
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.suggesting import MOST_LOOKED_UP
from sourcekeeper.model import Decision, DecisionKind, PageKind, Snapshot, SnapshotOrigin, Verdict
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fake_archive import FakeArchive
from sourcekeeper.testing.fetching import FakeAnswer, FakeFetcher

PAGE = FakeAnswer(body=b"<html><title>A page</title><p>" + b"Some words of the article. " * 40 + b"</p></html>")
URL = "https://a.example/x"
GONE = FakeAnswer(status=404)


def snapshot_of(url, at, **more):
    return Snapshot(
        uri=f"https://web.archive.org/web/{at:%Y%m%d%H%M%S}/{url}",
        original=url,
        taken_at=at,
        archive="web.archive.org",
        origin=SnapshotOrigin.FOUND,
        **more,
    )


class Index(FakeArchive):
    """An archive whose index knows some snapshots."""

    def __init__(self, clock, known=()):
        super().__init__(clock)
        self.known = {each.original: each for each in known}

    def find(self, urls, near):
        self.asked += [("find", url) for url in urls]
        if self.is_down:
            raise_down()
        return {url: self.known.get(url) for url in urls}


def raise_down():
    from sourcekeeper.errors import ArchiveUnavailable

    raise ArchiveUnavailable("the archive does not answer")


@pytest.fixture
def clock():
    return FakeClock()


def keeper_over(web, clock, *known):
    return Keeper(fetcher=FakeFetcher(web, clock), archive=Index(clock, known), clock=clock)


def test_a_source_that_ceases_to_be_well_gets_the_snapshot_an_archive_names_and_is_asked_about_once(clock):
    found = snapshot_of(URL, clock.now() - timedelta(days=90))
    with keeper_over({URL: GONE}, clock, found) as keeper:
        sources = keeper.add_sources([URL], archive=False)
        (checked,) = keeper.check(sources, lookup=True)
        assert checked.suggestion == found
        assert not checked.suggestion.is_good, "nobody proved it"
        assert keeper.about(sources[0]).suggestion == found
        clock.advance(2 * 86_400)
        (again,) = keeper.check(sources, lookup=True)
        assert again.suggestion == found
        assert keeper.adapters.archive().asked == [("find", URL)]


def test_where_an_archive_has_nothing_it_is_asked_again_only_once_the_source_is_dead(clock):
    with keeper_over({URL: GONE}, clock) as keeper:
        sources = keeper.add_sources([URL], archive=False)
        standings = []
        for _ in range(6):
            (checked,) = keeper.check(sources, lookup=True)
            assert checked.suggestion is None
            standings.append(checked.standing.standing.value)
            clock.advance(2 * 86_400)
        assert standings == ["suspect"] * 3 + ["dead"] * 3
        assert keeper.adapters.archive().asked == [("find", URL)] * 2


@pytest.mark.parametrize("answer", [PAGE, FakeAnswer(status=429)], ids=["well", "nobody knows"])
def test_of_what_is_well_or_not_known_nobody_is_asked(clock, answer):
    with keeper_over({URL: answer}, clock) as keeper:
        (checked,) = keeper.check(keeper.add_sources([URL], archive=False), lookup=True)
        assert checked.suggestion is None
        assert keeper.adapters.archive().asked == []


def test_without_leave_to_look_only_known_snapshots_are_suggested(clock):
    with keeper_over({URL: GONE}, clock, snapshot_of(URL, clock.now())) as keeper:
        sources = keeper.add_sources([URL], archive=False)
        (checked,) = keeper.check(sources)
        assert checked.suggestion is None
        good = snapshot_of(URL, clock.now(), confirmed_at=clock.now(), shows=PageKind.TEXT)
        keeper.store.record_snapshot(sources[0].id, good)
        (checked,) = keeper.check(sources)
        assert checked.suggestion == good
        assert keeper.adapters.archive().asked == []


@pytest.mark.parametrize("shows", [PageKind.ERROR, PageKind.WALL, PageKind.LOGIN])
def test_a_snapshot_that_was_seen_to_show_no_text_is_never_suggested(clock, shows):
    with keeper_over({URL: GONE}, clock) as keeper:
        sources = keeper.add_sources([URL], archive=False)
        keeper.store.record_snapshot(
            sources[0].id, snapshot_of(URL, clock.now(), confirmed_at=clock.now(), shows=shows)
        )
        (checked,) = keeper.check(sources)
        assert checked.suggestion is None


def test_an_archive_that_is_down_is_not_asked_about_the_rest_and_every_check_is_told(clock):
    urls = [f"https://a.example/{number}" for number in range(5)]
    with keeper_over(dict.fromkeys(urls, GONE), clock) as keeper:
        keeper.adapters.archive().is_down = True
        found = list(keeper.check(keeper.add_sources(urls, archive=False), lookup=True))
        assert {each.source.url for each in found} == set(urls)
        assert len(keeper.adapters.archive().asked) == 1


def test_so_many_sources_of_a_run_are_looked_up_and_no_more(clock):
    urls = [f"https://a.example/{number}" for number in range(MOST_LOOKED_UP + 20)]
    with keeper_over(dict.fromkeys(urls, GONE), clock) as keeper:
        assert len(list(keeper.check(keeper.add_sources(urls, archive=False), lookup=True))) == len(urls)
        assert len(keeper.adapters.archive().asked) == MOST_LOOKED_UP


def test_an_address_with_a_secret_is_told_to_no_archive(clock):
    secret = "https://files.example/d?token=4f1c9e0b7a6d5e8f4f1c9e0b7a6d5e8f"
    with keeper_over({secret: GONE}, clock) as keeper:
        list(keeper.check(keeper.add_sources([secret], archive=False), lookup=True))
        assert keeper.adapters.archive().asked == []


def test_where_a_source_moved_for_good_and_where_a_person_said_the_new_address_is_told(clock):
    new = "https://a.example/new/x"
    web = {URL: FakeAnswer.redirect(new), new: PAGE, "https://b.example/y": GONE}
    with keeper_over(web, clock) as keeper:
        moved, replaced = keeper.add_sources([URL, "https://b.example/y"], archive=False)
        decision = Decision(
            source_id=replaced.id,
            kind=DecisionKind.REPLACED_BY,
            made_at=clock.now(),
            replacement="https://b.example/z",
        )
        keeper.decide(decision)
        found = {each.source.url: each.moved_to for each in keeper.check([moved, replaced])}
        assert found == {URL: new, "https://b.example/y": "https://b.example/z"}
        assert [keeper.about(each).moved_to for each in (moved, replaced)] == [new, "https://b.example/z"]


def test_where_a_source_leads_for_the_time_being_is_no_address_to_cite(clock):
    web = {URL: FakeAnswer.redirect("https://a.example/today", status=302), "https://a.example/today": PAGE}
    with keeper_over(web, clock) as keeper:
        (checked,) = keeper.check(keeper.add_sources([URL], archive=False))
        assert (checked.judgement.verdict, checked.moved_to) == (Verdict.REDIRECTED, "")


def test_a_found_snapshot_that_is_known_already_stays_as_it_was(clock):
    with keeper_over({}, clock) as keeper:
        (source,) = keeper.add_sources([URL], archive=False)
        good = snapshot_of(URL, clock.now(), confirmed_at=clock.now(), shows=PageKind.TEXT)
        keeper.store.record_snapshot(source.id, good)
        keeper.store.record_snapshot(source.id, replace(good, confirmed_at=None, shows=PageKind.UNKNOWN))
        assert keeper.store.snapshots(source.id) == (good,)


def test_a_run_whose_time_is_up_asks_no_archive(clock):
    with keeper_over({URL: GONE}, clock, snapshot_of(URL, clock.now())) as keeper:
        checks = keeper.check(keeper.add_sources([URL], archive=False), window=timedelta(0), lookup=True)
        assert [each.suggestion for each in checks] in ([], [None])
        assert keeper.adapters.archive().asked == []


class Counting(Index):
    """Counts what it is asked."""

    @property
    def index_requests(self):
        return len(self.asked)


def test_what_the_archive_is_asked_stands_in_the_books_and_no_more_is_asked_than_a_day_allows(clock):
    urls = [f"https://a.example/{number}" for number in range(5)]
    settings = load_settings(
        environ={}, folder=Path("/"), options={"store": ":memory:", "archive.daily_index_requests": 3}
    )
    fetcher, archive = FakeFetcher(dict.fromkeys(urls, GONE), clock), Counting(clock)
    with Keeper(fetcher=fetcher, archive=archive, clock=clock, settings=settings) as keeper:
        found = list(keeper.check(keeper.add_sources(urls, archive=False), lookup=True))
        assert len(found) == 5
        assert len(archive.asked) == 3
        assert keeper.adapters.books().index_requests_on(clock.now()) == 3


def test_who_is_shut_out_by_the_archive_asks_it_nothing(clock):
    archive = Counting(clock)
    with Keeper(fetcher=FakeFetcher({URL: GONE}, clock), archive=archive, clock=clock) as keeper:
        keeper.adapters.books().shut_out(clock.now())
        list(keeper.check(keeper.add_sources([URL], archive=False), lookup=True))
        assert archive.asked == []
