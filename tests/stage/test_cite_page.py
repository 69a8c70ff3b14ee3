"""Asking an address what it holds: a registry, the page, or its snapshot."""

import json
from datetime import timedelta

import pytest

from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.pages import CSL_TYPE
from sourcekeeper.model import FetchFailure
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fake_archive import FakeArchive, FakePage
from sourcekeeper.testing.fetching import FakeAnswer, FakeFetcher

URL = "https://paper.example/2021/a-title"
HEAD = (
    "<title>A title | The Paper</title><meta property='og:title' content='A title'>"
    "<meta property='og:type' content='article'><meta name='author' content='Ann Lee'>"
)
BODY = f"<html lang=en><head>{HEAD}</head><body><h1>A title</h1><p>{'Some words. ' * 80}</p></body></html>".encode()
WALL = b"<html><title>Just a moment...</title><body><div id='cf-challenge'>Checking your browser</div></body></html>"
DOI = "https://doi.org/10.1000/xyz"


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def archive(clock):
    return FakeArchive(clock=clock)


def cited(web, clock, archive, url=URL):
    with Keeper(fetcher=FakeFetcher(web, clock), archive=archive, clock=clock) as keeper:
        return keeper.cite_page(url)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (FetchFailure.NAME_NOT_FOUND, "no such host name any more"),
        (FetchFailure.TLS_EXPIRED, "the site’s certificate has expired"),
        (FetchFailure.NOT_ALLOWED, "not visited: only public web addresses are"),
        (FakeAnswer(status=404), "the server answered 404"),
    ],
    ids=["no name", "expired", "private", "gone"],
)
def test_what_kept_a_page_from_coming_is_told_in_words(clock, archive, answer, told):
    assert cited({URL: answer}, clock, archive).trouble == told
    with Keeper(fetcher=FakeFetcher({URL: answer}, clock), archive=archive, clock=clock) as keeper:
        (read,) = keeper.read([URL])
    assert str(read.error).startswith(f"cannot read {URL}: {told}. ")


def test_a_page_that_is_there_is_believed_and_the_archive_not_asked(clock, archive):
    found = cited({URL: FakeAnswer(body=BODY)}, clock, archive)
    assert found.item.text("title") == "A title"
    assert found.item.text("URL") == URL
    assert (found.snapshot, found.trouble, archive.asked) == (None, "", [])


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(FakeAnswer(status=404, body=BODY), id="gone"),
        pytest.param(FakeAnswer(status=200, body=WALL), id="a wall"),
        pytest.param(FetchFailure.NAME_NOT_FOUND, id="no such host"),
    ],
)
def test_a_dead_page_is_read_from_its_snapshot_and_said_so(clock, archive, answer):
    archive.holds(URL, clock.now() - timedelta(days=30), FakePage(body=BODY))
    found = cited({URL: answer}, clock, archive)
    assert found.item.text("title") == "A title"
    assert found.item.text("URL") == URL
    assert found.item.text("archive_location") == found.snapshot.uri
    assert found.trouble


def test_a_snapshot_of_a_wall_says_nothing(clock, archive):
    archive.holds(URL, clock.now() - timedelta(days=30), FakePage(body=WALL))
    found = cited({URL: FakeAnswer(status=404)}, clock, archive)
    assert (found.item.fields, found.snapshot) == ({}, None)
    assert found.trouble == "the server answered 404"


def test_an_archive_that_is_down_is_no_error(clock, archive):
    archive.is_down = True
    found = cited({URL: FakeAnswer(status=404)}, clock, archive)
    assert (found.item.fields, found.trouble) == ({}, "the server answered 404")


def test_the_registry_of_a_doi_is_asked_first(clock, archive):
    record = {"title": "A record", "type": "journal-article", "DOI": "10.1000/xyz"}
    answer = FakeAnswer(headers=(("Content-Type", CSL_TYPE),), body=json.dumps(record).encode())
    fetcher = FakeFetcher({DOI: answer}, clock)
    with Keeper(fetcher=fetcher, archive=archive, clock=clock) as keeper:
        found = keeper.cite_page(DOI)
    assert found.item.text("title") == "A record"
    assert found.item.text("URL") == DOI
    assert found.item.type == "article-journal"


def test_a_registry_that_answers_with_its_page_gets_the_page_read(clock, archive):
    found = cited({DOI: FakeAnswer.redirect(URL, 302), URL: FakeAnswer(body=BODY)}, clock, archive, DOI)
    assert found.item.text("title") == "A title"
    assert found.item.text("URL") == DOI
