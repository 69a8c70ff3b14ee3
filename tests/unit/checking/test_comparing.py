from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.checking.comparing import (
    ANOTHER_TEXT,
    LITTLE_LEFT,
    SAME_TEXT,
    likeness_of,
    names_the_work,
    slug_of,
    worth_remembering,
)
from sourcekeeper.model import Check, CitedText, Page, PageKind
from sourcekeeper.web.fingerprint import fingerprint

AT = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://ville.example/2024/03/x"


def words(start: int, count: int) -> str:
    """Words that occur once: letters only, for numbers count for nothing in a fingerprint."""
    return " ".join(
        "".join(chr(97 + int(digit)) for digit in f"{number:05}") for number in range(start, start + count)
    )


def check(text: str = "", *, title: str = "", digest: str = "", url: str = URL) -> Check:
    page = Page(kind=PageKind.TEXT, title=title, text=text)
    return Check(
        url=url, at=AT, status=200, final_url=url, page=page, fingerprint=fingerprint(text), body_digest=digest
    )


def cited(text: str = "", *, digest: str = "") -> CitedText:
    return CitedText(at=AT, fingerprint=fingerprint(text), body_digest=digest)


@pytest.mark.parametrize(
    ("now", "before", "least", "most"),
    [
        (words(0, 400), words(0, 400), 1.0, 1.0),
        (words(0, 390) + words(9000, 10), words(0, 400), SAME_TEXT, 1.0),
        (words(0, 400) + words(9000, 400), words(0, 400), LITTLE_LEFT, SAME_TEXT),
        (words(0, 200) + words(9000, 200), words(0, 400), ANOTHER_TEXT, SAME_TEXT),
        (words(0, 100) + words(9000, 300), words(0, 400), 0.0, LITTLE_LEFT),
        (words(9000, 400), words(0, 400), 0.0, 0.02),
    ],
    ids=["equal", "a correction", "twice as long", "half of it", "a quarter of it", "another"],
)
def test_likeness_measures_how_much_of_a_text_is_left(now, before, least, most):
    found = likeness_of(check(now), cited(before))
    assert found is not None
    assert least <= found <= most


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (check(), cited()),
        (check(words(0, 400)), cited()),
        (check(digest="sha256:1"), cited(digest="sha256:2")),
        (check("Some few words stand here"), cited("And some others there")),
        (check(words(0, 400)), CitedText(at=AT, fingerprint="9:from-the-future")),
        (check(words(0, 400)), CitedText(at=AT, fingerprint="1:_")),
    ],
    ids=["nothing", "a text against none", "files of other bytes", "short texts", "another recipe", "a damaged mark"],
)
def test_what_cannot_be_compared_is_neither_alike_nor_different(one, other):
    assert likeness_of(one, other) is None


def test_equal_bytes_are_alike_whatever_they_are():
    assert likeness_of(check(digest="sha256:1"), cited(digest="sha256:1")) == 1.0


@given(st.text(), st.text())
def test_likeness_is_a_share_and_the_same_from_both_sides(a, b):
    one, other = likeness_of(check(a), cited(b)), likeness_of(check(b), cited(a))
    assert one is None or 0 <= one <= 1
    if one is not None and other is not None:
        assert one == other


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://a.example/2024/les-cameras-de-la-ville.html", "les cameras de la ville"),
        ("https://a.example/news/world_leaders_meet_again?x=1", "world leaders meet again"),
        ("https://a.example/caf%C3%A9-rouge-de-la-gare/", "cafe rouge de la gare"),
        ("https://a.example/les-cameras-de-la-ville/page/2", "les cameras de la ville"),
        ("https://a.example/node/1234", ""),
        ("https://a.example/?p=12", ""),
        ("https://a.example/spip.php?article12", ""),
        ("https://[", ""),
    ],
)
def test_an_address_made_of_words_tells_what_it_is_about(url, slug):
    assert [word for word in slug_of(url).split() if len(word) > 2] == [w for w in slug.split() if len(w) > 2]


@pytest.mark.parametrize(
    ("titles", "url", "shown", "named"),
    [
        (["Les caméras de surveillance"], URL, "Ville : les cameras de surveillance, un bilan", True),
        (["Les caméras de surveillance"], URL, "Une page introuvable, hélas", False),
        ([], "https://a.example/les-cameras-de-surveillance", "Surveillance : les caméras", True),
        (
            ["Un tout autre titre cité"],
            "https://a.example/les-cameras-de-surveillance",
            "Les caméras surveillance",
            True,
        ),
        (["Bilan"], URL, "Bilan", None),
        ([], URL, "Bilan de la surveillance", None),
    ],
    ids=["title shown", "title missing", "by the address", "either is enough", "too short a title", "no words at all"],
)
def test_a_page_names_the_work_by_its_title_or_its_address(titles, url, shown, named):
    assert names_the_work(check("Un texte.", title=shown, url=url), titles) is named


def test_only_what_can_be_compared_is_remembered():
    assert worth_remembering(Check(url=URL, at=AT, status=200, final_url=URL)) is None
    kept = worth_remembering(check(words(0, 50), title="x" * 999, digest="sha256:1"))
    assert kept is not None
    assert (kept.body_digest, len(kept.title)) == ("sha256:1", 300)


def test_soft_hyphens_that_a_site_put_in_change_no_text():
    text = words(0, 300)
    parted = " ".join(f"{word[:2]}\xad{word[2:]}" for word in text.split())
    assert (likeness_of(check(parted), cited(text), parted) or 0.0) >= SAME_TEXT
