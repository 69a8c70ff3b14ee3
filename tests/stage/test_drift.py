"""What a page that drifted tells: how much is left, what went and what came, and where the first text is kept."""

import pytest

from sourcekeeper.archiving.warc.copies import WarcCopies
from sourcekeeper.keeper import Keeper
from sourcekeeper.model import Drift, Verdict
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fetching import FakeAnswer, FakeFetcher

URL = "https://a.example/x"
WEEK = 8 * 86_400


def page_about(subject):
    sentences = [f"The {subject} of street {a}{b} was {a}{subject}{b} for years." for a in "abcde" for b in "klmnopqr"]
    text = " ".join(sentences)
    return FakeAnswer(body=f"<html><title>On {subject}</title><h1>On {subject}</h1><p>{text}</p></html>".encode())


@pytest.fixture
def clock():
    return FakeClock()


def drifted(clock, keeper, web):
    """Check a page, let it become another, and check it again."""
    sources = keeper.add_sources([URL], archive=False)
    (first,) = keeper.check(sources)
    assert (first.judgement.verdict, first.drift) == (Verdict.ALIVE, None)
    web[URL] = page_about("shop")
    clock.advance(WEEK)
    (second,) = keeper.check(sources)
    assert second.judgement.verdict is Verdict.CONTENT_DRIFTED
    return sources, second.drift


def test_where_the_first_text_is_kept_passages_are_told_and_where_it_lies(clock, tmp_path):
    web = {URL: page_about("camera")}
    copies = WarcCopies(tmp_path, clock)
    with Keeper(fetcher=FakeFetcher(web, clock), copies=copies, clock=clock) as keeper:
        sources, drift = drifted(clock, keeper, web)
        assert drift.likeness < 0.2
        assert drift.went
        assert all("camera" in each for each in drift.went)
        assert all("shop" in each for each in drift.came)
        assert drift.went_share == 1.0
        (ref,) = keeper.store.copies(sources[0].id)
        assert (drift.kept_in, drift.kept_at_offset) == (ref.path, ref.offset)
        assert drift.kept_characters > 1000
        assert keeper.about(sources[0]).drift == drift
        clock.advance(WEEK)
        (again,) = keeper.check(sources)
        assert again.drift == drift, "an unchanged page is not read again, and tells the same"
        web[URL] = page_about("camera")
        clock.advance(WEEK)
        (back,) = keeper.check(sources)
        assert (back.judgement.verdict, back.drift) == (Verdict.ALIVE, None)
        assert keeper.about(sources[0]).drift is None


def test_where_only_a_fingerprint_is_kept_nothing_is_made_up(clock):
    web = {URL: page_about("camera")}
    with Keeper(fetcher=FakeFetcher(web, clock), clock=clock) as keeper:
        first_seen = clock.now()
        _, drift = drifted(clock, keeper, web)
        assert drift == Drift(likeness=drift.likeness, first_seen=first_seen)


def test_a_copy_of_another_text_than_the_one_first_seen_well_is_not_taken_for_it(clock, tmp_path):
    web = {URL: FakeAnswer(status=404, body=b"<title>Not found</title><p>There is no such page here.</p>")}
    copies = WarcCopies(tmp_path, clock)
    with Keeper(fetcher=FakeFetcher(web, clock), copies=copies, clock=clock) as keeper:
        list(keeper.check(keeper.add_sources([URL], archive=False)))  # the copy is of this answer
        web[URL] = page_about("camera")
        clock.advance(WEEK)
        _, drift = drifted(clock, keeper, web)
        assert (drift.kept_in, drift.went, drift.came) == ("", (), ())
