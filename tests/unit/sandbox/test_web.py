from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.sandbox.exchange import Manner, Request
from sourcekeeper.sandbox.kinds import Kind, deal, drawn_kind, special_kind
from sourcekeeper.sandbox.pages import CitedPage, bomb
from sourcekeeper.sandbox.web import MOVED_PREFIX, MiniatureWeb

CITED = [CitedPage(url=f"https://site{number % 5}.example/2024/03/article-{number}.html") for number in range(13)]


def body_of(web: MiniatureWeb, url: str) -> str:
    return web.answer(Request.of(url)).body.decode()


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("alive", 200),
        ("moved", 301),
        ("gone", 404),
        ("removed", 410),
        ("wall", 403),
        ("forbidden", 403),
        ("login", 302),
        ("paywall", 200),
        ("legal", 451),
        ("limited", 429),
        ("error", 500),
        ("unavailable", 503),
        ("slow", 200),
        ("soft-404", 200),
        ("home", 302),
        ("parked", 200),
        ("loop", 302),
        ("chain", 302),
        ("cookie", 302),
        ("refresh", 200),
        ("raw-location", 302),
        ("latin1", 200),
    ],
)
def test_a_special_host_gives_its_kind_whatever_the_path(kind: str, status: int) -> None:
    web = MiniatureWeb(seed=7)
    for path in ("/a/b", "/fr/rapport.html?x=1"):
        assert web.answer(Request.of(f"https://{kind}.kinds.example{path}")).status == status


@pytest.mark.parametrize(
    ("kind", "manner"),
    [
        ("reset", Manner.RESET),
        ("silent", Manner.SILENT),
        ("drip", Manner.DRIP),
        ("endless", Manner.ENDLESS),
        ("cut", Manner.CUT),
        ("malformed", Manner.RAW),
        ("garbage", Manner.RAW),
        ("long-headers", Manner.RAW),
    ],
)
def test_a_special_host_misbehaves_as_its_kind(kind: str, manner: Manner) -> None:
    assert MiniatureWeb().answer(Request.of(f"https://{kind}.kinds.example/x")).manner is manner


@pytest.mark.parametrize(
    ("host", "failure"),
    [
        ("nameless.kinds.example", "name-not-found"),
        ("nxdomain.kinds.example", "name-not-found"),
        ("name-trouble.kinds.example", "name-trouble"),
        ("a.b.refused.kinds.example", "refused"),
        ("unanswered.kinds.example", "timeout-connecting"),
        ("gone.kinds.example", ""),
        ("kinds.example", ""),
    ],
)
def test_some_hosts_cannot_be_connected_to(host: str, failure: str) -> None:
    assert MiniatureWeb().connect_failure(host) == failure


def test_every_kind_has_a_special_host() -> None:
    assert all(special_kind(f"{kind.value}.kinds.example") is kind for kind in Kind)


def test_a_bot_wall_carries_its_mark() -> None:
    answer = MiniatureWeb().answer(Request.of("https://wall.kinds.example/x"))
    assert answer.header("cf-mitigated") == "challenge"
    assert b"Just a moment" in answer.body


def test_a_moved_page_is_found_where_it_went() -> None:
    web = MiniatureWeb()
    first = web.answer(Request.of("http://moved.kinds.example/un/texte"))
    assert first.header("Location") == "https://moved.kinds.example/un/texte"
    second = web.answer(Request.of(first.header("Location")))
    assert second.header("Location") == f"https://moved.kinds.example{MOVED_PREFIX}/un/texte"
    assert web.answer(Request.of(second.header("Location"))).status == 200


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_of_thirteen_cited_pages_nine_are_alive(seed: int) -> None:
    web = MiniatureWeb(CITED, seed)
    kinds = Counter(web.kind_of(page.url) for page in CITED)
    assert kinds == {Kind.ALIVE: 9, Kind.GONE: 1, Kind.MOVED: 1, Kind.WALL: 1, Kind.HOME: 1}


def test_a_single_cited_page_is_alive() -> None:
    assert MiniatureWeb(CITED[:1]).kind_of(CITED[0].url) is Kind.ALIVE


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["/", "/x.pdf", "/y", "/z/"])), max_size=40))
def test_dealing_gives_everybody_a_card_whatever_the_order(addresses: list[tuple[str, str]]) -> None:
    dealt = deal(addresses, 3)
    assert set(dealt) == set(addresses)
    assert deal(reversed(addresses), 3) == dealt


def test_addresses_nobody_cites_are_mostly_alive() -> None:
    kinds = Counter(drawn_kind(f"h{number}.example", f"/p/{number}", 0) for number in range(3000))
    assert 0.58 < kinds[Kind.ALIVE] / 3000 < 0.74
    assert kinds[Kind.GONE] > 100
    assert kinds[Kind.NAMELESS] > 10


def test_another_seed_is_another_web() -> None:
    urls = [f"https://h{number}.example/p" for number in range(60)]
    assert [MiniatureWeb(seed=1).kind_of(url) for url in urls] != [MiniatureWeb(seed=2).kind_of(url) for url in urls]


def test_a_cited_page_says_what_the_citation_says() -> None:
    page = CitedPage(
        url="https://journal.example/2024/03/21/bilan_6223272.html",
        title="Le bilan </script> & la suite",
        author="Antoine Albert; Jo Ruiz",
        container="Le Journal",
        date="2024-03-21",
        language="fr",
        text="Une phrase citée.",
    )
    html = MiniatureWeb([page]).page_at(page.url).body.decode()
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert data is not None
    about = json.loads(data[1])
    assert (about["headline"], about["datePublished"]) == (page.title, "2024-03-21")
    assert [author["name"] for author in about["author"]] == ["Antoine Albert", "Jo Ruiz"]
    assert f'<meta property="og:title" content="{page.title}">' in unescape(html)
    assert "<p>Une phrase citée.</p>" in html
    assert html.count("<p>") > 5


def test_a_page_without_citation_takes_title_and_date_from_its_address() -> None:
    html = MiniatureWeb().page_at("https://www.asso.example/2023/08/30/la-justice-refuse-de-trancher/").body.decode()
    assert "<h1>La justice refuse de trancher</h1>" in html
    assert 'content="2023-08-30"' in html


@pytest.mark.parametrize(
    "variant",
    [
        "https://Site.example/d%C3%A9j%C3%A0?q=%C3%A9t%C3%A9",
        "https://site.example/déjà?q=été",
        "https://site.example:443/déjà?q=%c3%a9t%c3%a9",
    ],
)
def test_a_cited_address_is_known_however_it_is_encoded(variant: str) -> None:
    page = CitedPage(url="https://site.example/déjà?q=été#note", title="Un titre")
    assert "<h1>Un titre</h1>" in body_of(MiniatureWeb([page]), variant)


def test_a_pdf_is_one() -> None:
    page = CitedPage(url="https://ville.example/audit.pdf", title="Rapport (d’audit) \\ été")
    answer = MiniatureWeb([page]).answer(Request.of(page.url))
    assert answer.header("Content-Type") == "application/pdf"
    start = int(answer.body.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert answer.body[start : start + 4] == b"xref"
    assert ("\ufeff" + page.title).encode("utf-16-be").hex().encode() in answer.body


def test_a_page_known_already_is_not_sent_again() -> None:
    web = MiniatureWeb()
    tag = web.answer(Request.of("https://alive.kinds.example/x")).header("ETag")
    again = Request.of("https://alive.kinds.example/x", headers=(("If-None-Match", tag),))
    assert (web.answer(again).status, web.answer(again).body) == (304, b"")
    assert web.answer(Request.of("https://alive.kinds.example/y", headers=(("If-None-Match", tag),))).status == 200


def test_gzip_is_sent_to_those_who_ask() -> None:
    web = MiniatureWeb()
    plain = web.answer(Request.of("https://alive.kinds.example/x"))
    packed = web.answer(Request.of("https://alive.kinds.example/x", headers=(("Accept-Encoding", "gzip"),)))
    assert gzip.decompress(packed.body) == plain.body
    assert packed.header("Content-Encoding") == "gzip"


def test_made_up_names_are_404_except_where_404s_are_soft() -> None:
    name = "qjvhzkwpxcrtyuioplmnbvcxz"
    web = MiniatureWeb()
    assert web.answer(Request.of(f"https://alive-anyway.example/dossier/{name}")).status == 404
    soft = web.answer(Request.of(f"https://soft-404.kinds.example/dossier/{name}"))
    assert (soft.status, soft.body) == (200, web.answer(Request.of("https://soft-404.kinds.example/vrai")).body)


def test_a_cookie_lets_the_visitor_in() -> None:
    web = MiniatureWeb()
    assert web.answer(Request.of("https://cookie.kinds.example/x")).header("Set-Cookie") == "consent=yes; Path=/"
    request = Request.of("https://cookie.kinds.example/x", headers=(("Cookie", "a=b; consent=yes"),))
    assert web.answer(request).status == 200


def test_a_loop_leads_back_and_a_chain_leads_on() -> None:
    web = MiniatureWeb()
    first = web.answer(Request.of("https://loop.kinds.example/x")).header("Location")
    assert web.answer(Request.of("https://loop.kinds.example" + first)).header("Location") == "/x"
    assert web.answer(Request.of("https://chain.kinds.example/41")).header("Location") == "/42"


def test_an_order_changes_a_kind_and_can_be_taken_back() -> None:
    web = MiniatureWeb(CITED)
    web.order("https://new.example/page", Kind.GONE)
    web.order("dead.example", Kind.NAMELESS)
    assert web.kind_of("https://new.example/page#part") is Kind.GONE
    assert web.connect_failure("dead.example") == "name-not-found"
    web.order("dead.example", None)
    assert web.connect_failure("dead.example") == ""
    with pytest.raises(ValueError, match="neither"):
        web.order("http://", Kind.GONE)


def test_other_methods_are_refused() -> None:
    assert MiniatureWeb().answer(Request.of("https://alive.kinds.example/", method="DELETE")).status == 405


def test_the_bomb_is_small_and_unpacks_to_much() -> None:
    assert len(bomb()) < 1_000_000
    unpacker = zlib.decompressobj(31)
    assert len(unpacker.decompress(bomb(3))) == 3 << 20
    assert unpacker.eof


def test_a_page_cited_through_the_archive_is_the_page_itself() -> None:
    web = MiniatureWeb([CitedPage(url="https://web.archive.org/web/2019/https://old.example/page", title="Un titre")])
    assert "<h1>Un titre</h1>" in web.page_at("https://old.example/page").body.decode()


def test_another_archive_says_when_its_page_was_taken() -> None:
    web = MiniatureWeb([CitedPage(url="https://archive.ph/wip/AbCdE", date="2020-03-06")])
    answer = web.answer(Request.of("https://archive.ph/wip/AbCdE"))
    assert answer.header("Memento-Datetime") == "Fri, 06 Mar 2020 00:00:00 GMT"


@given(st.text(max_size=60), st.text(max_size=30))
def test_no_address_and_no_citation_breaks_the_web(path: str, title: str) -> None:
    try:
        url = Request.of("https://a.example/" + path).url
    except ValueError:
        return
    web = MiniatureWeb([CitedPage(url=url, title=title, author=title, date=title, text=title)])
    assert web.page_at(url).status == 200
    assert web.answer(Request.of(url)).status in range(200, 600)
