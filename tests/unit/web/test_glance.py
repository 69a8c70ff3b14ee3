"""A glance at a page says of a text that it is one, as the whole reading does; of all else it says nothing."""

from pathlib import Path

import pytest

from sourcekeeper.model import Page, PageKind
from sourcekeeper.sandbox.exchange import Request
from sourcekeeper.sandbox.labelled.web import LabelledWeb
from sourcekeeper.web.content_coding import decode_content
from sourcekeeper.web.fingerprint import fingerprint, likeness
from sourcekeeper.web.glance import plain_page
from sourcekeeper.web.page import read_page

PAGES = sorted(path for path in Path("tests").rglob("*.html") if path.stat().st_size > 1500)
SENTENCE = "Le conseil municipal a voté hier soir, après un long débat, l’achat de quarante caméras pour la place. "
PARAGRAPH = f"<p>{SENTENCE * 6}</p>\n"
URL = "https://ville.example/2024/les-cameras"


def glanced(markup: str | bytes, *, url: str = URL, status: int = 200, **headers: str) -> Page | None:
    body = markup if isinstance(markup, bytes) else markup.encode()
    found = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return plain_page(body, url=url, status=status, content_type="text/html; charset=utf-8", headers=found)


def page(body: str, head: str = "<title>Les caméras &amp; la place</title>") -> str:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def labelled() -> list[tuple[str, str, int, tuple[tuple[str, str], ...], bytes]]:
    found = []
    for seed in (5, 6, 7):
        web = LabelledWeb.of_kinds(seed, each=1, is_known=True)
        for night in (0, 1):
            web.night = night
            for address in web.addresses:
                answer = web.answer(Request.of(address.url))
                headers = {name.lower(): value for name, value in answer.headers}
                body, _ = decode_content(answer.body, headers.get("content-encoding", ""), 1 << 20)
                found.append((address.kind_on(night).name, address.url, answer.status, answer.headers, body))
    return found


def agree(at_a_glance: Page, whole: Page) -> bool:
    is_plain = whole.kind is PageKind.TEXT and whole.mark is None
    return is_plain and likeness(fingerprint(at_a_glance.text), fingerprint(whole.text)) > 0.95


def test_on_the_labelled_web_it_never_says_but_what_the_whole_reading_says():
    wrong, told = [], 0
    for kind, url, status, headers, body in labelled():
        content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
        about = {"url": url, "status": status, "content_type": content_type, "headers": headers}
        found = plain_page(body, **about) if status else None
        if found is not None:
            told += 1
            wrong += [] if agree(found, read_page(body, **about)) else [(kind, url)]
    assert wrong == []
    assert told > 200


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_of_a_page_of_the_tests_it_says_what_the_whole_reading_says_or_nothing(path):
    found = plain_page(path.read_bytes(), url=URL, status=200, content_type="text/html")
    assert found is None or agree(found, read_page(path.read_bytes(), url=URL, status=200, content_type="text/html"))


ALIKE = {
    "paragraphs": PARAGRAPH * 6,
    "a main part": f"<nav><a>Menu</a></nav><main>{PARAGRAPH * 6}</main><p>{SENTENCE}</p>",
    "one article": f"<article>{PARAGRAPH * 6}</article><div>{SENTENCE * 9}</div>",
    "two articles": f"<article>{PARAGRAPH * 6}</article><article>{PARAGRAPH}</article>",
    "menus about": f"<header>Le Journal</header>{PARAGRAPH * 6}<aside>{SENTENCE}</aside><footer>{SENTENCE}</footer>",
    "a form": f"<form action=/s><input name=q><p>{SENTENCE}</p></form>{PARAGRAPH * 6}",
    "scripts": f"<script>if (1 < 2) document.write('<nav>')</script>{PARAGRAPH * 6}<style>p > b {{}}</style>",
    "a comment": f"<!-- <main> {PARAGRAPH} -->{PARAGRAPH * 6}",
    "a cookie banner": f'<div id="x-cookie-bar"><div>{SENTENCE}</div></div>{PARAGRAPH * 6}',
    "a newsletter": f'{PARAGRAPH * 6}<section class="block newsletter"><p>{SENTENCE}</p></section>',
    "a role": f'<div role="navigation"><ul><li>{SENTENCE}</ul></div>{PARAGRAPH * 6}',
    "cookies in the text": f"<p>Les cookies, le consentement et la newsletter.</p>{PARAGRAPH * 6}",
    "a wrapper called after cookies": f'<div class="no-cookies">{PARAGRAPH * 10}</div>',
    "inline marks": PARAGRAPH.replace("débat", "<b>dé</b>bat").replace("caméras", "<a href='/x>y'>caméras</a>") * 6,
    "entities": PARAGRAPH.replace("é", "&eacute;").replace("’", "&#8217;").replace("la place", "la&nbsp;place") * 6,
    "capitals": f"<P>{SENTENCE * 40}</P><H2>Suite</H2>{PARAGRAPH}",
    "no line is long": f"<p>{SENTENCE}</p>" * 100,
}


@pytest.mark.parametrize("body", ALIKE.values(), ids=ALIKE)
def test_a_text_is_taken_as_the_whole_reading_takes_it(body):
    found = glanced(page(body))
    assert found is not None
    assert found.text == read_page(page(body).encode(), url=URL, status=200, content_type="text/html").text
    assert found.title == "Les caméras & la place"


SILENT = {
    "a short text": page(PARAGRAPH),
    "a list of short lines": page(f"<ul>{f'<li>{SENTENCE}</li>' * 40}</ul>"),
    "text in a form only": page(f"<form>{PARAGRAPH * 6}</form>"),
    "text in a menu only": page(f"<nav>{PARAGRAPH * 6}</nav><p>Bonjour</p>"),
    "text in a script only": page(f"<script>{PARAGRAPH * 6}</script><div id=root></div>"),
    "text in a comment only": page(f"<!--{PARAGRAPH * 6}--><p>Bonjour</p>"),
    "text in the value of an attribute": page(f"<div id=root data-page='{PARAGRAPH * 6}'></div>"),
    "text without a script": page(f"<noscript>{PARAGRAPH * 6}</noscript>"),
    "a main part with little": page(f"<main><p>Introuvable</p></main>{PARAGRAPH * 6}"),
    "a menu in a menu": page(f"<nav>a<nav>b</nav>{PARAGRAPH * 6}</nav>"),
    "a menu without end": page(f"<nav>a{PARAGRAPH * 6}"),
    "a text for payers": page(
        PARAGRAPH * 6, '<script type="application/ld+json">{"isAccessibleForFree":false}</script>'
    ),
    "a locked tier": page(PARAGRAPH * 6, '<meta property="article:content_tier" content="locked">'),
    "an old encoding": page(PARAGRAPH * 6).encode("cp1252"),
    "two bytes a letter": page(PARAGRAPH * 6).encode("utf-16"),
    "no characters": page(PARAGRAPH * 6).replace("débat", "dé\0bat"),
    "no mark-up": SENTENCE * 40,
    "nothing": "",
}


@pytest.mark.parametrize("markup", SILENT.values(), ids=SILENT)
def test_where_there_is_little_text_or_a_doubt_it_says_nothing(markup):
    assert glanced(markup) is None


@pytest.mark.parametrize(
    ("about", "headers"),
    [
        ({"status": 404}, {}),
        ({"status": 503}, {}),
        ({"url": "https://consent.google.com/m?continue=x"}, {}),
        ({}, {"CF_Mitigated": "challenge"}),
        ({}, {"X_DataDome": "protected"}),
    ],
    ids=["not found", "out of order", "a consent page", "a challenge", "a guard's header"],
)
def test_what_status_address_or_headers_make_suspicious_is_left_to_the_whole_reading(about, headers):
    assert glanced(page(PARAGRAPH * 6)) is not None
    assert glanced(page(PARAGRAPH * 6), **about, **headers) is None


TRAPS = {
    "signs": "<" * 200_000,
    "menus": "<nav " * 50_000,
    "tags without end": "<p x " * 50_000,
    "banners": "<div class=cookie>" * 20_000,
    "banners in banners": f"{'<div class=cookie>' * 9_000}{PARAGRAPH * 9}{'</div>' * 9_000}",
    "values": '="' * 100_000,
    "quotes": "<p a='" * 50_000,
    "attributes": f"<p {'a=b ' * 50_000}>",
    "comments": "<!--" * 50_000,
}


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_hostile_mark_up_is_told_or_left_soon(trap):
    found = glanced(page(trap + PARAGRAPH * 6))
    assert found is None or SENTENCE.strip() in found.text
