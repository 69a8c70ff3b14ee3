"""What a page says of itself that a document needs: title, language, day, base. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from lxml import etree

from sourcekeeper.reading.front_matter import day_in
from sourcekeeper.reading.languages import language_tag

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
_JSON_DAY = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_SCANNED_SCRIPT = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The head of a page."""

    title: str | None
    language: str | None
    published: date | None
    base_url: str
    """What relative addresses are relative to; empty when nothing tells."""
    canonical: str
    """The address the page gives as its own; empty when it gives none."""


def metadata_of(root: etree._Element, base_url: str = "") -> Metadata:
    """Read the head of a page; `base_url` is where it came from."""
    declared = dict(reversed(list(_declared(root))))
    base = next((element.get("href") or "" for element in root.iter("base")), "")
    canonical = next((link.get("href") or "" for link in root.iter("link") if link.get("rel") == "canonical"), "")
    return Metadata(
        title=_title(root, declared),
        language=_language(root, declared),
        published=_published(root, declared),
        base_url=_joined(base_url, base),
        canonical=_joined(base_url, canonical) if canonical.strip() else "",
    )


def _joined(base_url: str, address: str) -> str:
    try:
        return urljoin(base_url, address.strip())
    except ValueError:  # an address that is none: brackets out of place
        return base_url


def _declared(root: etree._Element) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = meta.get("content")
        if name and content and content.strip():
            yield name.strip().lower(), content.strip()


def _title(root: etree._Element, declared: dict[str, str]) -> str | None:
    for name in _TITLES:
        if declared.get(name):
            return " ".join(declared[name].split())
    for tag in ("title", "h1"):
        for element in root.iter(tag):
            text = " ".join("".join(str(piece) for piece in element.itertext()).split())
            if text:
                return text
    return None


def _language(root: etree._Element, declared: dict[str, str]) -> str | None:
    tagged = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    if not tagged:
        tagged = next((body.get("lang") for body in root.iter("body")), None)
    return language_tag(tagged or declared.get("content-language") or declared.get("og:locale"))


def _published(root: etree._Element, declared: dict[str, str]) -> date | None:
    for name in _DAYS:
        day = day_in(declared.get(name, "").replace("/", "-"))
        if day is not None:
            return day
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            found = _JSON_DAY.search((script.text or "")[:_SCANNED_SCRIPT])
            if found is not None and (day := day_in(found[1])) is not None:
                return day
    return _first_time(root)


def _first_time(root: etree._Element) -> date | None:
    """Return the day of the ``time`` element that is most likely the page's own: marked as such, else the first."""
    first: date | None = None
    for element in root.iter():
        stamp = element.get("datetime") if isinstance(element.tag, str) else None
        if not stamp or (element.tag != "time" and element.get("itemprop") != "datePublished"):
            continue
        day = day_in(stamp)
        if day is not None and (element.get("itemprop") == "datePublished" or element.get("pubdate") is not None):
            return day
        first = first or day
    return first
