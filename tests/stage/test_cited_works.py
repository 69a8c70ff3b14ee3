"""What notes and pages say of a work, over visits and re-readings."""

import json

import pytest

from sourcekeeper.keeper import Keeper
from sourcekeeper.ports import RawDocument
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fetching import FakeAnswer, FakeFetcher

URL = "https://paper.example/2021/a-title"
NOTE = f"A claim.1\n\n1. “A title of the paper”, April 2021. {URL}\n"


def page(date: str = "2021-04-12", title: str = "A title of the paper") -> FakeAnswer:
    head = (
        f"<title>{title} | The Paper</title><meta property='og:title' content='{title}'>"
        "<meta property='og:site_name' content='The Paper'><meta name='author' content='Ann Lee'>"
        f"<meta property='article:published_time' content='{date}T09:00:00+00:00'>"
    )
    body = (
        f"<html lang=en><head>{head}</head><body><article><h1>{title}</h1><p>{'Some words of it. ' * 60}</p></article>"
    )
    return FakeAnswer(body=body.encode(), headers=(("Content-Type", "text/html; charset=utf-8"),))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def kept(web, clock):
    keeper = Keeper(fetcher=FakeFetcher(web, clock), clock=clock)
    keeper.record(next(keeper.read([RawDocument(origin="/letter.txt", data=NOTE.encode())])))
    return keeper


def exported(keeper):
    (item,) = json.loads("".join(keeper.export("csl-json")))
    return item


def test_a_visit_adds_what_the_note_does_not_say(clock):
    with kept({URL: page()}, clock) as keeper:
        before = exported(keeper)
        assert "author" not in before
        list(keeper.check())
        after = exported(keeper)
        assert after["author"] == [{"family": "Lee", "given": "Ann"}]
        assert after["issued"] == {"date-parts": [[2021, 4, 12]]}
        assert after["container-title"] == "The Paper"
        assert after["id"] == before["id"]


def test_a_page_that_died_still_says_what_it_said(clock):
    web = {URL: page()}
    with kept(web, clock) as keeper:
        list(keeper.check())
        web[URL] = FakeAnswer(status=404)
        list(keeper.check(list(keeper.store.sources())))
        assert exported(keeper)["author"] == [{"family": "Lee", "given": "Ann"}]


@pytest.mark.parametrize(
    "answer", [FakeAnswer(status=404, body=page().body), FakeAnswer(status=403, body=page().body)]
)
def test_an_answer_that_is_no_text_says_nothing(clock, answer):
    with kept({URL: answer}, clock) as keeper:
        list(keeper.check())
        assert "author" not in exported(keeper)


def test_the_note_wins_where_both_contradict_and_both_are_told(clock):
    with kept({URL: page(date="2019-01-02")}, clock) as keeper:
        list(keeper.check())
        (work,) = keeper.report(next(iter(keeper.store.documents())).id).notes[0].works
        issued = work.item.fields["issued"]
        assert (issued.value.start, issued.other.start) == ((2021, 4), (2019, 1, 2))


def test_a_text_read_again_loses_nothing_its_pages_said(clock):
    with kept({URL: page()}, clock) as keeper:
        list(keeper.check())
        changed = f"An opening.\n\n{NOTE}".replace("April 2021", "May 2021")
        keeper.record(next(keeper.read([RawDocument(origin="/letter.txt", data=changed.encode())])))
        item = exported(keeper)
        assert item["author"] == [{"family": "Lee", "given": "Ann"}]
        assert item["issued"] == {"date-parts": [[2021, 5]]}
