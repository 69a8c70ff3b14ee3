"""How long a page takes to be read: its kind, item and main text. Bound: 10 ms for 60 to 150 kB."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from tests.page_traps import TRAPS

from benchmarks.measuring import fastest
from sourcekeeper.web.page import read_page

LABELLED = Path(__file__).parents[1] / "tests" / "eval" / "pages"
BOUND_MILLISECONDS = 10
_ROUNDS = 25
_TRAP_BYTES = 2_000_000


def generated_page(kilobytes: int) -> bytes:
    """Make a page as news sites have them: navigation, an article, teasers with authors and days, scripts."""
    scale = kilobytes / 127
    navigation = "".join(
        f'<li class="nav__item"><a class="nav__link" href="/rubrique-{n}/"><span>Rubrique {n}</span></a></li>'
        for n in range(round(250 * scale))
    )
    paragraphs = "".join(
        f'<p class="article__paragraph">Le conseil a voté <a href="/a/{n}">la délibération {n}</a> malgré '
        "<em>deux avis</em> contraires, et les associations demandent la publication des contrats depuis dix ans.</p>"
        for n in range(round(70 * scale))
    )
    teasers = "".join(
        f'<article class="teaser"><a href="/t/{n}"><img src="/i/{n}.jpg" alt=""><h3>Autre article {n}</h3></a>'
        f'<span class="teaser__author author">Par Anne Dupont</span><time datetime="2025-01-0{n % 9 + 1}">2025</time>'
        "</article>"
        for n in range(round(110 * scale))
    )
    script = (
        "<script>" + 'window.layer=window.layer||[];var a={\'k\':1,"b":"</p>"};\n' * round(500 * scale) + "</script>"
    )
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Un budget voté de nuit",
        "datePublished": "2024-03-21T06:30:10+01:00",
        "author": [{"@type": "Person", "name": "Odile Brun"}],
        "publisher": {"@type": "Organization", "name": "Le Journal"},
        "articleBody": "Le conseil a voté. " * round(300 * scale),
    }
    head = (
        '<meta charset="utf-8"><title>Un budget voté de nuit - Le Journal</title>'
        '<meta property="og:site_name" content="Le Journal">'
        f'<script type="application/ld+json">{json.dumps(data)}</script>{script}'
    )
    body = (
        f"<header><ul>{navigation}</ul></header><main><article><h1>Un budget voté de nuit</h1>"
        f'<p class="byline">Par Odile Brun</p><p>Publié le 21 mars 2024 à 06h30</p>{paragraphs}</article></main>'
        f"<aside>{teasers}</aside><footer>© 2024 Le Journal</footer>{script}"
    )
    return f'<!doctype html><html lang="fr"><head>{head}</head><body>{body}</body></html>'.encode()


def read(body: bytes, url: str = "https://journal.example/budget") -> None:
    """Read one page as `check`, `cite` and the proof of a capture do."""
    read_page(body, url=url, status=200, content_type="text/html; charset=utf-8")


def run() -> None:
    """Print milliseconds a page: the labelled ones, which are small, generated ones, and traps."""
    pages = [path.read_bytes() for path in sorted(LABELLED.glob("*.html"))]
    all_of_them = 1000 * fastest(lambda: [read(page) for page in pages], rounds=5)
    kilobytes = sum(map(len, pages)) / len(pages) / 1000
    print(f"{len(pages)} labelled pages of {kilobytes:.1f} kB  {all_of_them / len(pages):6.2f} ms a page")
    for size in (60, 100, 150):
        page = generated_page(size)
        spent = 1000 * fastest(partial(read, page), _ROUNDS)
        print(f"a generated page of {len(page) / 1000:.0f} kB  {spent:6.2f} ms  {_verdict(spent)}")
    for name, trap in TRAPS.items():
        page = trap(_TRAP_BYTES).encode()
        print(f"{name:18} {len(page) / 1e6:5.1f} MB  {1000 * fastest(partial(read, page), 1):8.1f} ms")


def _verdict(milliseconds: float) -> str:
    return f"{'over' if milliseconds > BOUND_MILLISECONDS else 'under'} {BOUND_MILLISECONDS} ms"
