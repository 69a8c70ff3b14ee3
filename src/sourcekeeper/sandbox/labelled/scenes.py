# ruff: noqa: E501  (phrases of one language stand on one line)
"""A site and one page of it, drawn from a seed: names, language, address, the frame all its pages stand in. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from sourcekeeper.sandbox.chance import draw
from sourcekeeper.sandbox.labelled.prose import LANGUAGES, NAMES, headline, paragraphs, pick
from sourcekeeper.web.folding import fold

TOP = ".labelled"
"""The top of all names here: no registry has it, and unlike ``.example`` no link checker passes it over."""
LAYOUTS = ("news", "blog", "ministry", "table", "wiki", "bare")
_SECTIONS = {
    "en": "News|Culture|Topics|Opinion|Contact",
    "fr": "Actualités|Culture|Dossiers|Opinions|Contact",
    "de": "Nachrichten|Kultur|Themen|Meinung|Kontakt",
    "es": "Noticias|Cultura|Temas|Opinión|Contacto",
    "it": "Notizie|Cultura|Temi|Opinioni|Contatti",
    "pt": "Notícias|Cultura|Temas|Opinião|Contacto",
    "nl": "Nieuws|Cultuur|Thema's|Opinie|Contact",
}
_READ_ALSO = {
    "en": "Most read",
    "fr": "À lire aussi",
    "de": "Mehr zum Thema",
    "es": "Lo más leído",
    "it": "I più letti",
    "pt": "Mais lidas",
    "nl": "Meest gelezen",
}
_COOKIES = {
    "en": "We use cookies to improve your visit. Accept all. Settings.",
    "fr": "Nous utilisons des cookies pour améliorer votre visite. Tout accepter. Réglages.",
    "de": "Wir verwenden Cookies, um Ihren Besuch zu verbessern. Alle annehmen. Einstellungen.",
    "es": "Usamos cookies para mejorar su visita. Aceptar todas. Ajustes.",
    "it": "Usiamo i cookie per migliorare la visita. Accetta tutti. Impostazioni.",
    "pt": "Usamos cookies para melhorar a sua visita. Aceitar todos. Definições.",
    "nl": "Wij gebruiken cookies om uw bezoek te verbeteren. Alles toestaan. Instellingen.",
}


@dataclass(frozen=True)
class Scene:
    """One address of the labelled web, and all that its site is made of."""

    kind: str
    number: int
    seed: int
    path_given: str = ""
    """Where the page has to stand, when it matters."""
    host_tail: str = ""
    """Put behind the site's name in place of `TOP`."""
    scheme: str = "http"

    def draw(self, *names: object) -> float:
        """Return a number from 0 up to 1 for this address."""
        return draw(self.seed, self.kind, self.number, *names)

    def pick(self, options: Sequence[str], *names: object) -> str:
        """Return one of some texts."""
        return options[int(self.draw(*names) * len(options))]

    @cached_property
    def language(self) -> str:
        """One of seven."""
        return self.pick(tuple(LANGUAGES), "language")

    @cached_property
    def layout(self) -> str:
        """How the site's pages are built."""
        return self.pick(LAYOUTS, "layout")

    @cached_property
    def name(self) -> str:
        """What the site calls itself."""
        thing = self.pick(LANGUAGES[self.language].things, "site").split()[-1].split("'")[-1]
        return f"{self.pick(NAMES, 'owner')} {thing}".title()

    @cached_property
    def host(self) -> str:
        """A host of its own: the number and the kind keep it apart."""
        stem = "-".join(fold(self.name).split())
        www = "www." if self.draw("www") < 0.4 else ""
        return f"{www}{stem}-{self.number}{_letters(self.kind)}{self.host_tail or TOP}"

    @cached_property
    def title(self) -> str:
        """Of the page."""
        return headline(self.language, f"{self.kind}/{self.number}", seed=self.seed)

    @cached_property
    def date(self) -> str:
        """``2019-03-07``: when the page came out."""
        return f"{2012 + int(self.draw('year') * 13)}-{1 + int(self.draw('month') * 12):02d}-{1 + int(self.draw('day') * 28):02d}"

    @cached_property
    def author(self) -> str:
        """Who wrote the page."""
        return (
            f"{self.pick(('Ada', 'Bruno', 'Clara', 'Dario', 'Elke', 'Filipe'), 'given')} {self.pick(NAMES, 'family')}"
        )

    @cached_property
    def slug(self) -> str:
        """The title as part of an address."""
        words = "".join(
            letter if letter.isalnum() and letter.isascii() else " " for letter in fold(self.title)
        ).split()
        return "-".join(words)

    @cached_property
    def path(self) -> str:
        """Where the page stands on its site: under a day, a section or a number, as sites do."""
        if self.path_given:
            return self.path_given
        number = 100 + int(self.draw("id") * 90_000)
        year, month, _ = self.date.split("-")
        return self.pick(
            (
                f"/{year}/{month}/{self.slug}",
                f"/{self.slug}.html",
                f"/actu/{self.slug}/",
                f"/node/{number}",
                f"/article.php?id={number}",
                f"/docs/{year}/r{number}.htm",
                f"/{self.language}/blog/{number}-{self.slug}",
            ),
            "path",
        )

    @property
    def url(self) -> str:
        """The address that is cited."""
        return f"{self.scheme}://{self.host}{self.path}"

    @cached_property
    def text(self) -> tuple[str, ...]:
        """The paragraphs of the page: 5 to 12."""
        return tuple(self.more_text("text", 5 + int(self.draw("paragraphs") * 8)))

    def more_text(self, name: str, count: int) -> list[str]:
        """Return other paragraphs of the site, by name."""
        return paragraphs(self.language, f"{self.kind}/{self.number}/{name}", count, seed=self.seed)

    def recommended(self, count: int) -> str:
        """Return a list of links to other pages of the site."""
        titles = [headline(self.language, f"{self.host}/{number}", seed=self.seed) for number in range(count)]
        rows = "".join(f'<li><a href="/a/{number}">{escape(title)}</a></li>' for number, title in enumerate(titles))
        return f"<section><h2>{_READ_ALSO[self.language]}</h2><ul>{rows}</ul></section>" if count else ""


def _letters(kind: str) -> str:
    """Return a stable short word for a kind, so that hosts do not tell what they are."""
    return "".join(chr(97 + int(draw(0, kind, place) * 26)) for place in range(4))


def article_of(scene: Scene, *, layout: str = "", text: Sequence[str] = (), title: str = "") -> str:
    """Return the living page: its text in the site's frame, with as much metadata as such sites give."""
    title, text = title or scene.title, text or scene.text
    layout = layout or scene.layout
    shown = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in text)
    byline = f'<p class="byline">{escape(scene.author)}, <time datetime="{scene.date}">{scene.date}</time></p>'
    content = f"<h1>{escape(title)}</h1>\n{byline if layout in {'news', 'blog'} else ''}\n{shown}"
    return framed(scene, title, content, layout=layout, head=_metadata(scene, title) if layout == "news" else "")


def framed(scene: Scene, title: str, content: str, *, layout: str = "", head: str = "", recommended: int = -1) -> str:
    """Return some content within the site's frame: the same navigation, foot and lists for all its pages."""
    layout = layout or scene.layout
    sections = "".join(f'<li><a href="/{part}">{part}</a></li>' for part in _SECTIONS[scene.language].split("|"))
    nav = f'<nav><a href="/">{escape(scene.name)}</a><ul>{sections}</ul></nav>'
    count = (6 if layout in {"news", "blog"} else 0) if recommended < 0 else recommended
    listed = scene.recommended(count)
    banner = f'<div class="cookie-banner">{_COOKIES[scene.language]}</div>' if scene.draw("banner") < 0.4 else ""
    body = {
        "news": f"<header>{nav}</header><main><article>{content}</article></main><aside>{listed}</aside>",
        "blog": f'{nav}<div id="content"><div class="entry-content">{content}</div></div><div class="sidebar">{listed}</div>',
        "ministry": f'<div id="top">{nav}</div><div id="main" role="main">{content}{listed}</div>',
        "table": f"<table><tr><td>{nav}</td><td>{content}{listed}</td></tr></table>",
        "wiki": f'<div id="mw-head">{nav}</div><div id="bodyContent">{content}</div>{listed}',
        "bare": f"{content}{listed}",
    }[layout]
    full = f"{title} {scene.pick(('|', '-', '–', '·'), 'joint')} {scene.name}" if layout != "bare" else title
    foot = f"<footer><p>© {scene.date[:4]} {escape(scene.name)}</p></footer>"
    return (
        f'<!doctype html>\n<html lang="{scene.language}"><head><meta charset="utf-8"><title>{escape(full)}</title>'
        f"{head}</head>\n<body>{banner}{body}{foot}</body></html>\n"
    )


def home_of(scene: Scene, message: str = "") -> str:
    """Return the site's front page, with a message when it has one."""
    teasers = "".join(f"<p>{escape(paragraph[:160])}…</p>" for paragraph in scene.more_text("home", 4))
    said = f'<p class="message">{escape(message)}</p>' if message else ""
    return framed(scene, scene.name, f"<h1>{escape(scene.name)}</h1>{said}{teasers}", recommended=8)


def _metadata(scene: Scene, title: str) -> str:
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": scene.date,
        "author": {"@type": "Person", "name": scene.author},
    }
    data = json.dumps(about, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<meta property="og:title" content="{escape(title)}"><meta property="og:type" content="article">'
        f'<script type="application/ld+json">{data}</script>'
    )


__all__ = ["LAYOUTS", "Scene", "article_of", "framed", "home_of", "pick"]
