"""What a page says of itself that a document needs: title, language, day, base. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from sourcekeeper.patterns import regex
from sourcekeeper.reading.front_matter import day_in
from sourcekeeper.reading.languages import language_tag

TAGS = frozenset({"html", "body", "meta", "title", "base", "link", "script", "time", "h1"})
"""The elements `PageHead` wants to see."""

_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
_DAYS = (
    "article:published_time",
    "og:article:published_time",
    "citation_publication_date",
    "citation_online_date",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "pubdate",
)
_JSON_DAY = regex(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_LONGEST = 200_000
"""Characters of a script or title that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The head of a page."""

    title: str | None
    language: str | None
    published: date | None
    base_url: str
    """What relative addresses are relative to; empty when nothing tells."""


class PageHead:
    """Gathers metadata from the elements of a page as they go by."""

    def __init__(self, url: str = "") -> None:
        self._url = url
        self._declared: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._language = ""
        self._base = ""
        self._scripted_day: date | None = None
        self._marked_day: date | None = None
        self._first_day: date | None = None
        self._capturing = ""
        self.is_listening = False
        """Whether it wants to be told the text that goes by."""
        self._captured: list[str] = []
        self.canonical = ""
        """The address the page gives as its own; empty when it gives none."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element of `TAGS` starts."""
        if tag in {"html", "body"}:
            self._language = self._language or attributes.get("lang") or attributes.get("xml:lang") or ""
        elif tag == "meta":
            self._declare(attributes)
        elif tag == "base":
            self._base = self._base or attributes.get("href", "")
        elif tag == "link" and attributes.get("rel", "").lower() == "canonical":
            self.canonical = self.canonical or _joined(self._url, attributes.get("href", ""))
        elif tag == "time" and attributes.get("datetime"):
            self._see_day(attributes)
        elif (tag in {"title", "h1"} and tag not in self._titles) or (
            tag == "script" and "ld+json" in attributes.get("type", "") and self._scripted_day is None
        ):
            self._capturing, self._captured, self.is_listening = tag, [], True

    def text(self, text: str) -> None:
        """Text goes by."""
        self._captured.append(text)

    def end(self, tag: str) -> None:
        """An element of `TAGS` ends."""
        if not self._capturing or tag != self._capturing:
            return
        text = "".join(self._captured)[:_LONGEST]
        self._capturing, self.is_listening = "", False
        if tag == "script":
            found = _JSON_DAY.search(text)
            self._scripted_day = day_in(found[1]) if found is not None else None
        elif text.strip():
            self._titles[tag] = " ".join(text.split())

    def _declare(self, attributes: Mapping[str, str]) -> None:
        named = (attributes.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        name = next((value for value in named if value), "")
        content = attributes.get("content", "").strip()
        if name and content:
            self._declared.setdefault(name.strip().lower(), content)

    def _see_day(self, attributes: Mapping[str, str]) -> None:
        day = day_in(attributes["datetime"])
        if attributes.get("itemprop") == "datePublished" or "pubdate" in attributes:
            self._marked_day = self._marked_day or day
        self._first_day = self._first_day or day

    def metadata(self) -> Metadata:
        """Return what the page said."""
        declared_titles = [self._declared[name] for name in _TITLES if name in self._declared]
        titles = [*declared_titles, self._titles.get("title", ""), self._titles.get("h1", "")]
        title = next((" ".join(text.split()) for text in titles if text.strip()), None)
        language = self._language or self._declared.get("content-language") or self._declared.get("og:locale")
        days = [day_in(self._declared.get(name, "").replace("/", "-")) for name in _DAYS]
        days += [self._scripted_day, self._marked_day, self._first_day]
        return Metadata(
            title=title,
            language=language_tag(language),
            published=next((day for day in days if day is not None), None),
            base_url=_joined(self._url, self._base),
        )


def _joined(base_url: str, address: str) -> str:
    try:
        return urljoin(base_url, address.strip())
    except ValueError:  # an address that is none: brackets out of place
        return base_url
