from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.probes import folder_of, probe_address, probed_at, site_answer, wants_probe
from sourcekeeper.model import Check, Page, PageKind, Reason

DEEP = "https://ville.example/rapports/2024/cameras"
LONG = "Un long article raconte ce que la commune a fait des caméras. " * 30


def seen(final: str = DEEP, *, url: str = DEEP, kind: PageKind = PageKind.TEXT, **facts: object) -> Check:
    values: dict[str, object] = {"status": 200, "content_type": "text/html", "mark": None, "text": LONG, **facts}
    page = Page(kind=kind, text=str(values["text"]), mark=values["mark"])  # type: ignore[arg-type]
    return Check(
        url=url,
        at=datetime(2026, 3, 1, tzinfo=UTC),
        status=values["status"],  # type: ignore[arg-type]
        final_url=final,
        content_type=str(values["content_type"]),
        page=page,
    )


NOT_FOUND = Reason.of("not-found-words", words="introuvable")

WANTED = {
    "nothing names the work": Evidence(check=seen()),
    "it does not name the work": Evidence(check=seen(), is_named=False),
    "a short page": Evidence(check=seen(text="Trois lignes."), is_named=True),
    "moved inside the site": Evidence(check=seen("https://ville.example/rapports"), is_named=True),
    "another site, and nothing names the work": Evidence(check=seen("https://elsewhere.example/x")),
    "another text than the cited one": Evidence(check=seen(), likeness=0.1),
}
UNWANTED = {
    "it names the work": Evidence(check=seen(), is_named=True),
    "the cited text": Evidence(check=seen(), likeness=0.9),
    "an error status": Evidence(check=seen(status=404)),
    "unchanged": Evidence(check=replace(seen(status=304), page=None)),
    "a file": Evidence(check=seen(content_type="application/pdf")),
    "a front page": Evidence(check=seen("https://ville.example/", url="https://ville.example/")),
    "ended at the front page": Evidence(check=seen("https://ville.example/")),
    "another site that names the work": Evidence(check=seen("https://elsewhere.example/x"), is_named=True),
    "a shortener": Evidence(check=seen("https://elsewhere.example/x", url="https://bit.ly/x1")),
    "a bot wall": Evidence(check=seen(kind=PageKind.WALL, mark=Reason.of("bot-wall", vendor="x"))),
    "words of a lost page": Evidence(check=seen(kind=PageKind.ERROR, mark=NOT_FOUND)),
    "a login": Evidence(check=seen(kind=PageKind.LOGIN, mark=Reason.of("login-form"))),
}


@pytest.mark.parametrize("evidence", WANTED.values(), ids=WANTED)
def test_a_site_is_asked_where_only_its_answer_can_tell(evidence):
    assert wants_probe(evidence)


@pytest.mark.parametrize("evidence", UNWANTED.values(), ids=UNWANTED)
def test_a_site_is_not_asked_where_enough_is_known(evidence):
    assert not wants_probe(evidence)


def test_a_site_is_asked_where_its_page_is_and_another_sites_page_where_it_was_cited():
    moved, left = "https://ville.example/neu/cameras", "https://elsewhere.example/x"
    assert probed_at(Evidence(check=seen(moved))) == moved
    assert probed_at(Evidence(check=seen(left))) == DEEP


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("https://a.example/2024/03/x", "https://a.example/2023/12/y.html", True),
        ("https://a.example/news/x", "https://A.example/news/y?z=1", True),
        ("https://a.example/news/x", "https://a.example/blog/x", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("http://a.example/x", "https://a.example/x", False),
    ],
)
def test_one_answer_serves_a_folder_class(one, other, are_one):
    assert (folder_of(one) == folder_of(other)) is are_one


@pytest.mark.parametrize(
    ("url", "before", "after"),
    [
        ("https://a.example/news/les-cameras.html", "/news/", ".html"),
        ("https://a.example/news/12?page=2#x", "/news/", ""),
        ("https://u:p@a.example/", "/", ""),
        ("https://a.example", "/", ""),
    ],
)
def test_the_impossible_address_lies_beside_the_cited_one(url, before, after):
    parts = urlsplit(probe_address(url, Random(7)))
    assert parts.netloc == "a.example"
    assert not parts.query
    assert parts.path.startswith(before)
    assert parts.path.endswith(after)
    assert len(parts.path) == len(before) + 25 + len(after)


@given(st.integers(), st.integers())
def test_the_name_is_chance_and_nothing_else(one, other):
    a, b = (probe_address(DEEP, Random(seed)) for seed in (one, other))
    assert (a == b) == (Random(one).random() == Random(other).random())


def test_an_answer_keeps_what_pages_are_compared_by():
    answer = site_answer(seen())
    assert (answer.status, answer.final_url) == (200, DEEP)
