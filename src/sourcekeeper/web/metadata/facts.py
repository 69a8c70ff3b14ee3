"""What a page's mark-up says, gathered once into a plain record; the rules read the record, never the tree. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Any

from sourcekeeper.patterns import regex
from sourcekeeper.web.metadata.coins import MAX_LENGTH, coins_metas
from sourcekeeper.web.metadata.heading import find_heading, shown_headings
from sourcekeeper.web.metadata.lines import Line, lines_after, lines_before
from sourcekeeper.web.metadata.marked import bylines, marked_times, rdf_days, site_names
from sourcekeeper.web.metadata.microdata import microdata_nodes

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_VALUE = 2000
_MAX_METAS = 500
_MAX_BLOCKS = 64
_MAX_BLOCK_BYTES = 512 * 1024
_DUBLIN_CORE = regex(r"(?:dcterms|dcterm|dct|dc)[.:](?:terms\.|elements\.)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What the mark-up of one page says. Texts have their white space folded and are cut at 2,000 characters."""

    title: str = ""
    """Of the ``<title>`` element."""
    headings: tuple[str, ...] = ()
    """The first three ``<h1>``."""
    heading: str = ""
    """The heading that names the work, of any level; empty when none does."""
    language: str = ""
    """The ``lang`` of the page."""
    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Name or property, in lower case, to contents, in order. Dublin Core's names all begin with ``dc.``."""
    json_ld: tuple[str, ...] = ()
    """Blocks of linked data, as written."""
    microdata: tuple[Mapping[str, Any], ...] = ()
    """Things described by microdata or RDFa, in the shape of linked data."""
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Microdata that stands in no thing: ``itemprop`` to values, in order."""
    bylines: tuple[tuple[str, ...], ...] = ()
    """Texts of elements that name an author by class, relation or link: of each the whole, then its marked parts."""
    times: tuple[str, ...] = ()
    """``datetime`` of elements that mark the day of publication."""
    near_heading: tuple[Line, ...] = ()
    """Short lines that follow the heading: bylines and dates stand there."""
    before_heading: tuple[Line, ...] = ()
    """Short lines just before the heading, the nearest first."""
    site_names: tuple[str, ...] = ()
    """What the page's head and foot call the site."""
    password_fields: int = 0
    text_fields: int = 0
    """Fields for free text, mail addresses and the like: a form meant for readers."""
    images: int = 0

    def meta(self, *names: str) -> str:
        """Return the first content of the first of these names that has any."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), "")

    def meta_all(self, *names: str) -> tuple[str, ...]:
        """Return all contents of the first of these names that has any."""
        return next((found for name in names if (found := self.metas.get(name, ()))), ())


_ENTITY = regex(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")


def gather(root: _Element, markup: str = "") -> PageFacts:
    """Read the facts off a tree; the tree stays as it is. What a hostile page repeats is cut.

    The `markup`, when given, saves looking for what does not stand in it.
    """
    title = next((text for element in islice(root.iter("title"), 3) if (text := _text(element))), "")
    metas = _metas(root)
    fields = [element.get("type", "text").lower() for element in islice(root.iter("input"), 200)]
    shown = [title, *(metas[name][0] for name in ("citation_title", "og:title", "dc.title") if name in metas)]
    place = find_heading(root, shown)
    heading = place.text if place else ""
    if "citation_title" not in metas and ("Z3988" in markup or not markup):
        metas |= coins_metas(_coins(root), lambda: (*shown, *shown_headings(root)))
    has_items = not markup or any(name in markup for name in ("itemprop", "itemscope", "typeof"))
    things, loose = microdata_nodes(root) if has_items else ((), {})
    return PageFacts(
        title=title,
        headings=tuple(text for element in islice(root.iter("h1"), 3) if (text := _text(element))),
        heading=heading,
        language=_language(root),
        metas=metas,
        json_ld=tuple(_json_ld(root)),
        microdata=things,
        properties=loose,
        bylines=bylines(root, place.element if place else None),
        times=(*marked_times(root), *rdf_days(root)),
        near_heading=lines_after(place.element) if place else (),
        before_heading=lines_before(place.element) if place else (),
        site_names=site_names(root),
        password_fields=fields.count("password"),
        text_fields=fields.count("email") + fields.count("tel") + sum(1 for _ in islice(root.iter("textarea"), 20)),
        images=sum(1 for _ in islice(root.iter("img"), 50)),
    )


def _text(element: _Element) -> str:
    """Return an element's text, folded; never more than the first 200 pieces are looked at."""
    pieces = (piece for piece in element.itertext() if isinstance(piece, str))
    return _folded("".join(islice(pieces, 200)))


def _folded(text: str) -> str:
    """Return a value on one line; entities that were encoded twice (``&amp;#039;``) are undone once more."""
    text = text[: 4 * _MAX_VALUE]
    if "&" in text and _ENTITY.search(text):
        text = unescape(text)
    return " ".join(text.split())[:_MAX_VALUE]


def _language(root: _Element) -> str:
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""
    return language.strip().replace("_", "-")[:35]


def _metas(root: _Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in islice(root.iter("meta"), _MAX_METAS):
        content = element.get("content")
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if content and name:
            found.setdefault(_name(name), []).append(_folded(content))
    return {name: tuple(values) for name, values in found.items()}


def _name(given: str) -> str:
    name = given.strip().lower()[:100]
    return _DUBLIN_CORE.sub("dc.", name, count=1) if name.startswith("dc") else re.sub(r"^(?:prism):", r"prism.", name)


def _json_ld(root: _Element) -> Iterator[str]:
    scripts = (element for element in root.iter("script") if "ld+json" in (element.get("type") or "").lower())
    for element in islice(scripts, _MAX_BLOCKS):
        text = element.text or ""
        if 1 < len(text) <= _MAX_BLOCK_BYTES:
            yield text


def _coins(root: _Element) -> list[str]:
    spans = (one for one in root.iter("span") if "Z3988" in (one.get("class") or ""))
    return [title for one in islice(spans, 3) if (title := one.get("title")) and len(title) <= MAX_LENGTH]
