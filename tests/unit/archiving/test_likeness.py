"""Pairs of what we saw and what the archive shows: made as pages really differ between two visitors."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcekeeper.archiving.likeness import COMPARED_BYTES, SeenPage, language_of, pieces_of, seen_in
from sourcekeeper.archiving.proof import prove
from sourcekeeper.checking.check import ANALYSED_BYTES
from sourcekeeper.model import FetchRequest, Hop, Replay, Snapshot, SnapshotOrigin, Visit
from sourcekeeper.web.page import read_page

URL = "https://journal.example.org/2026/11/la-ville-et-ses-cameras"
TAKEN = datetime(2026, 11, 20, 8, 59, 30, tzinfo=UTC)
SNAPSHOT = Snapshot(
    uri=f"https://web.archive.org/web/20261120085930/{URL}",
    original=URL,
    taken_at=TAKEN,
    archive="web.archive.org",
    origin=SnapshotOrigin.MADE,
)
TITLE = "La ville et ses caméras : ce que disent les chiffres"
FRENCH = (
    "la ville les caméras des rues une enquête pour les habitants sur le budget voté dans la commission qui surveille "
    "par des agents avec leurs images aux heures où personne ne regarde plus depuis que nous avons demandé un bilan "
    "chiffré sans réponse écrite du maire ni du conseil malgré trois courriers envoyés pendant cette année entière"
)
ENGLISH = (
    "the city has bought cameras for its streets and nobody can say what they have changed since the council voted "
    "that budget with a promise of figures which have not been published although they were asked for by three letters"
)


def sentences(words: str, seed: int, count: int) -> list[str]:
    draw = random.Random(seed)
    return [" ".join(draw.choices(words.split(), k=14)).capitalize() + "." for _ in range(count)]


def page(
    text: list[str], *, title: str = TITLE, language: str = "fr", before: str = "", after: str = "", head: str = ""
) -> bytes:
    paragraphs = "".join(f"<p>{' '.join(text[start : start + 4])}</p>" for start in range(0, len(text), 4))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f"{before}<main><article><h1>{title}</h1>{paragraphs}</article>{after}</main></body></html>"
    ).encode()


ARTICLE = sentences(FRENCH, 1, 40)
COMMENTS = "".join(f"<section><p>{sentence}</p></section>" for sentence in sentences(FRENCH, 7, 80))
BANNER = (
    '<div role="dialog" class="cookie-banner"><p>Nous et nos partenaires utilisons des cookies pour mesurer '
    "l’audience. Vous pouvez accepter ou refuser à tout moment.</p><button>Tout accepter</button></div>"
)
PAYWALL = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
EDITED = [
    sentence if number % 4 else new
    for number, (sentence, new) in enumerate(zip(ARTICLE, sentences(FRENCH, 9, 40), strict=True))
]
SHUFFLED_HALF = ARTICLE[:16] + sentences(FRENCH, 11, 24)
TEASER = ARTICLE[:6]


def visited(body: bytes, *, content_type: str = "text/html; charset=utf-8", truncated: str = "") -> SeenPage | None:
    hop = Hop(url=URL, status=200, headers=(("Content-Type", content_type),))
    request = FetchRequest(url=URL)
    return seen_in(Visit(request=request, started_at=TAKEN, hops=(hop,), body=body, truncated=truncated))


def shown(
    body: bytes, *seen: SeenPage | None, cited: str = URL, content_type: str = "text/html; charset=utf-8"
) -> str:
    """Return what the snapshot shows, and why, as one text."""

    def ask(snapshot: Snapshot) -> Replay:
        return Replay(
            snapshot=snapshot,
            status=200,
            memento_datetime=snapshot.taken_at,
            headers=(("Content-Type", content_type),),
            body=body,
        )

    proof = prove(SNAPSHOT, ask, cited=cited, seen=[each for each in seen if each is not None])
    return f"{proof.shows.value} {proof.reason.code if proof.reason else ''}".strip()


SAME_PAGE = {
    "the very same": page(ARTICLE),
    "edited: every fourth sentence is another": page(EDITED),
    "updated: six tenths are new": page(SHUFFLED_HALF),
    "under a consent banner": page(ARTICLE, before=BANNER),
    "with twice as many comments": page(ARTICLE, after=COMMENTS),
    "in another language": page(sentences(ENGLISH, 3, 40), title="The city and its cameras", language="en"),
    "in another language than its template says": page(sentences(ENGLISH, 3, 40), title="The city", language="fr"),
    "rewritten under its title": page(sentences(FRENCH, 21, 40)),
    "for payers, and whole": page(ARTICLE, head=PAYWALL),
}


@pytest.mark.parametrize("body", SAME_PAGE.values(), ids=SAME_PAGE.keys())
def test_a_page_that_changed_as_pages_do_shows_the_text(body: bytes) -> None:
    assert shown(body, visited(page(ARTICLE))).partition(" ")[0] == "text"


OTHER_PAGE = {
    "another article of the site": (
        page(sentences(FRENCH, 33, 40), title="Les bancs publics, une affaire de goût"),
        "unknown text-differs",
    ),
    "a wall nobody knows the words of": (
        page(["Merci de patienter un instant."], title="journal.example.org"),
        "unknown text-missing",
    ),
    "the same title over an empty page": (page(["Chargement…"]), "unknown text-missing"),
    "the beginning only": (page(TEASER, title="La ville"), "unknown text-cut"),
    "the beginning only, marked as for payers": (page(TEASER, head=PAYWALL), "wall paywall-mark"),
}


@pytest.mark.parametrize(("body", "what"), OTHER_PAGE.values(), ids=OTHER_PAGE.keys())
def test_a_page_without_our_text_is_told_apart(body: bytes, what: str) -> None:
    assert shown(body, visited(page(ARTICLE))) == what


@pytest.mark.parametrize(("body", "what"), OTHER_PAGE.values(), ids=OTHER_PAGE.keys())
def test_where_we_saw_nothing_ourselves_the_snapshot_is_judged_by_its_own_marks(body: bytes, what: str) -> None:
    assert shown(body) in ("text", "text paywall-mark", "wall paywall-mark")


def test_a_wall_of_ours_is_nothing_to_compare_with() -> None:
    wall = (
        b"<html><head><title>Just a moment...</title></head><body><div id='challenge-error-text'>Enable JavaScript "
        b"and cookies to continue</div><script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script>"
    )
    assert visited(wall) is None
    assert shown(wall, visited(page(ARTICLE))).startswith("wall")


@pytest.mark.parametrize("status", [404, 503, 304, None], ids=["not found", "trouble", "unchanged", "no answer"])
def test_a_visit_that_brought_no_text_is_nothing_to_compare_with(status: int | None) -> None:
    hops = () if status is None else (Hop(url=URL, status=status, headers=(("Content-Type", "text/html"),)),)
    assert seen_in(Visit(request=FetchRequest(url=URL), started_at=TAKEN, hops=hops, body=page(ARTICLE))) is None


def test_being_like_one_of_our_visits_is_enough() -> None:
    first, last = visited(page(ARTICLE)), visited(page(sentences(FRENCH, 33, 40), title="Autre chose, plus tard"))
    assert shown(page(ARTICLE), last, first) == "text"
    assert shown(page(ARTICLE), last) == "unknown text-differs"


def test_front_pages_change_from_hour_to_hour() -> None:
    home = "https://journal.example.org/"
    old, new = page(ARTICLE, title="Le Journal"), page(sentences(FRENCH, 33, 40), title="Le Journal")
    assert shown(new, visited(old), cited=home) == "text"


def test_short_texts_are_not_compared() -> None:
    assert shown(page(["Il y a 1 204 inscrits."]), visited(page(["Il y a 1 198 signataires."]))) == "text"


# --- files ----------------------------------------------------------------------------------------------------------


def pdf(seed: int, *, stamp: str = "20261120") -> bytes:
    draw = random.Random(seed)
    streams = b"".join(b"%d 0 obj\nstream\n%s\nendstream\nendobj\n" % (n, draw.randbytes(4000)) for n in range(12))
    return b"%PDF-1.7\n" + streams + f"<< /CreationDate (D:{stamp}) /ID [<{stamp}>] >>\n%%EOF\n".encode()


PDF = "application/pdf"


def test_equal_bytes_are_the_file() -> None:
    assert shown(pdf(1), visited(pdf(1), content_type=PDF), content_type=PDF) == "text"


def test_a_file_that_is_stamped_anew_is_the_same() -> None:
    assert shown(pdf(1, stamp="20261128093000"), visited(pdf(1), content_type=PDF), content_type=PDF) == "text"


def test_another_file_is_not() -> None:
    assert shown(pdf(2), visited(pdf(1), content_type=PDF), content_type=PDF) == "unknown file-differs"


def test_a_page_in_place_of_the_file_is_not() -> None:
    page_instead = page(sentences(FRENCH, 33, 40), title="Téléchargement")
    assert shown(page_instead, visited(pdf(1), content_type=PDF)) == "unknown page-for-file"


def test_a_file_known_by_its_digest_only_has_to_be_equal() -> None:
    seen = visited(pdf(1), content_type=PDF)
    assert seen is not None
    known = replace(seen, pieces=frozenset())
    assert shown(pdf(1), known, content_type=PDF) == "text"
    assert shown(pdf(1, stamp="2"), known, content_type=PDF) == "unknown file-differs"


def test_a_visit_that_was_cut_knows_no_digest() -> None:
    seen = visited(pdf(1)[:9000], content_type=PDF, truncated="length")
    assert seen is not None
    assert seen.body_digest == ""
    assert shown(pdf(1), seen, content_type=PDF) == "text"


def test_a_large_file_is_known_by_its_beginning_as_checks_know_it() -> None:
    large = b"%PDF-1.7\n" + random.Random(3).randbytes(700_000)
    seen = visited(large, content_type=PDF)
    assert seen is not None
    assert COMPARED_BYTES == ANALYSED_BYTES
    assert shown(large, replace(seen, pieces=frozenset()), content_type=PDF) == "text"


# --- laws -----------------------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(st.binary(max_size=3000), st.binary(max_size=3000))
def test_comparing_never_makes_a_text_of_what_is_marked_as_none(body: bytes, ours: bytes) -> None:
    alone = shown(body)
    compared = shown(body, visited(ours), visited(page(ARTICLE)))
    if not alone.startswith("text"):
        assert compared == alone


@given(st.binary(max_size=3000))
def test_what_is_the_same_bytes_is_as_it_is_alone(body: bytes) -> None:
    assert shown(body, visited(body)) == shown(body)


@given(st.binary(max_size=5000))
def test_pieces_are_few_and_always_the_same(body: bytes) -> None:
    assert pieces_of(body) == pieces_of(body)
    assert len(pieces_of(body, 5)) <= 5


def test_a_language_is_told_by_the_words_before_the_declaration() -> None:

    assert language_of(read_page(SAME_PAGE["in another language than its template says"], url=URL, status=200)) == "en"
    assert language_of(read_page(page(ARTICLE, language="en"), url=URL, status=200)) == "fr"
    assert language_of(read_page(page(["Bref."], language="pt-BR"), url=URL, status=200)) == "pt"
