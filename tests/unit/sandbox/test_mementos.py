from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.sandbox.kinds import Kind
from sourcekeeper.sandbox.mementos import Memento, parse_timestamp, url_key
from sourcekeeper.sandbox.pages import CitedPage
from sourcekeeper.sandbox.past import mementos_of_the_past
from sourcekeeper.sandbox.web import MiniatureWeb

BORN = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.example.org/A/", "https://example.org:443/a"),
        ("example.org", "HTTP://EXAMPLE.ORG/"),
        ("https://example.org/?b=2&a=1", "https://example.org/?a=1&b=2"),
        ("https://example.org/%C3%A9", "https://example.org/é"),
    ],
)
def test_the_index_folds_what_the_service_folds(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("https://a.example/x", "https://a.example/y"), ("https://a.example:8443/", "https://a.example/")],
)
def test_the_index_keeps_apart_what_differs(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@given(st.text(max_size=80))
def test_every_text_has_a_key(text: str) -> None:
    assert url_key(text)


@pytest.mark.parametrize(
    ("text", "end", "expected"),
    [
        ("2019", False, "20190101000000"),
        ("2019", True, "20191231235959"),
        ("201902", True, "20190228235959"),
        ("202002", True, "20200229235959"),
        ("20190215120000", False, "20190215120000"),
    ],
)
def test_timestamps_are_filled_up(text: str, end: bool, expected: str) -> None:
    assert parse_timestamp(text, end=end).strftime("%Y%m%d%H%M%S") == expected


@given(st.text(alphabet="0123456789", max_size=16))
def test_digits_are_a_timestamp_or_a_value_error(text: str) -> None:
    for end in (False, True):
        try:
            assert parse_timestamp(text, end=end).tzinfo is UTC
        except ValueError:
            assert len(text) > 14 or not text


@given(st.binary(max_size=50), st.none() | st.just(BORN))
def test_a_memento_survives_the_journal(body: bytes, gone_from: datetime | None) -> None:
    memento = Memento(
        original="https://a.example/",
        taken_at=BORN,
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=body,
        indexed_from=BORN,
        replayed_from=BORN,
        gone_from=gone_from,
    )
    assert Memento.from_json(memento.to_json()) == memento


class TestThePast:
    def test_dead_pages_were_archived_while_they_lived(self) -> None:
        pages = [CitedPage(url=f"https://s.example/{number}/x-y", date="2021-05-04") for number in range(13)]
        web = MiniatureWeb(pages)
        past = list(mementos_of_the_past(web, pages, born=BORN, seed=0))
        dead = {page.url for page in pages if web.kind_of(page.url) in {Kind.GONE, Kind.HOME}}
        assert len(dead) == 2
        old = [memento for memento in past if memento.original in dead]
        assert {memento.original for memento in old} == dead
        assert all(memento.status == 200 and memento.taken_at.year == 2021 for memento in old)

    def test_one_living_page_was_archived_some_days_ago(self) -> None:
        pages = [CitedPage(url=f"https://s.example/{number}/x-y", date="2021-05-04") for number in range(13)]
        past = mementos_of_the_past(MiniatureWeb(pages), pages, born=BORN, seed=0)
        assert any((BORN - memento.taken_at).days < 30 for memento in past)

    def test_a_cited_archive_address_can_be_replayed(self) -> None:
        pages = [
            CitedPage(url="https://web.archive.org/web/20190413120000/https://old.example/page"),
            CitedPage(url="http://web.archive.org/web/2015if_/old.example/other"),
        ]
        past = list(mementos_of_the_past(MiniatureWeb(pages), pages, born=BORN, seed=0))
        assert [(memento.timestamp, memento.original) for memento in past] == [
            ("20190413120000", "https://old.example/page"),
            ("20150101000000", "http://old.example/other"),
        ]

    @given(st.lists(st.text(max_size=60), max_size=5))
    def test_no_citation_breaks_it(self, urls: list[str]) -> None:
        pages = [CitedPage(url=url) for text in urls for url in (text, "https://web.archive.org/web/2020/" + text)]
        assert all(
            memento.taken_at <= BORN for memento in mementos_of_the_past(MiniatureWeb(pages), pages, born=BORN, seed=0)
        )
