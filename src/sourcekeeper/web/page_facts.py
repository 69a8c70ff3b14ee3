"""What a page's mark-up says, gathered once into a plain record; the rules read the record, never the tree. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_VALUE = 2000
_MAX_METAS = 500
_MAX_BLOCKS = 64
_MAX_BLOCK_BYTES = 512 * 1024
_NEAR_ELEMENTS = 60
_NEAR_LENGTH = 160
_ENTITIES = frozenset({"author", "creator", "publisher"})
"""Properties whose value is a thing with a name of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What the mark-up of one page says. Texts have their white space folded and are cut at 2,000 characters."""

    title: str = ""
    """Of the ``<title>`` element."""
    headings: tuple[str, ...] = ()
    """The first three ``<h1>``."""
    language: str = ""
    """The ``lang`` of the page."""
    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Name or property, in lower case, to contents, in order."""
    json_ld: tuple[str, ...] = ()
    """Blocks of linked data, as written."""
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Microdata: ``itemprop`` to values, in order."""
    bylines: tuple[str, ...] = ()
    """Texts of elements that name an author by class or relation."""
    times: tuple[str, ...] = ()
    """``datetime`` of elements that mark the day of publication."""
    near_heading: tuple[str, ...] = ()
    """Short texts that follow the first heading: bylines and dates stand there."""
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


def gather(root: _Element) -> PageFacts:
    """Read the facts off a tree; the tree stays as it is. What a hostile page repeats is cut."""
    headings = list(islice(root.iter("h1"), 3))
    fields = [element.get("type", "text").lower() for element in islice(root.iter("input"), 200)]
    return PageFacts(
        title=next((text for element in islice(root.iter("title"), 3) if (text := _text(element))), ""),
        headings=tuple(text for element in headings if (text := _text(element))),
        language=_language(root),
        metas=_metas(root),
        json_ld=tuple(_json_ld(root)),
        properties=_properties(root),
        bylines=tuple(_bylines(root)),
        times=tuple(_times(root)),
        near_heading=tuple(_near(headings[0])) if headings else (),
        password_fields=fields.count("password"),
        text_fields=fields.count("email") + fields.count("tel") + sum(1 for _ in islice(root.iter("textarea"), 20)),
        images=sum(1 for _ in islice(root.iter("img"), 50)),
    )


def _text(element: _Element) -> str:
    """Return an element's text, folded; never more than the first 200 pieces are looked at."""
    return " ".join("".join(islice(_pieces(element), 200))[: 4 * _MAX_VALUE].split())[:_MAX_VALUE]


def _pieces(element: _Element) -> Iterator[str]:
    return (piece for piece in element.itertext() if isinstance(piece, str))


def _value(element: _Element) -> str:
    given = element.get("content") or element.get("datetime")
    return " ".join(given[: 4 * _MAX_VALUE].split())[:_MAX_VALUE] if given else _text(element)


def _language(root: _Element) -> str:
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""
    return language.strip().replace("_", "-")[:35]


def _metas(root: _Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in islice(root.iter("meta"), _MAX_METAS):
        content = element.get("content")
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if content and name:
            found.setdefault(name.strip().lower(), []).append(" ".join(content.split())[:_MAX_VALUE])
    return {name: tuple(values) for name, values in found.items()}


def _json_ld(root: _Element) -> Iterator[str]:
    scripts = (element for element in root.iter("script") if "ld+json" in (element.get("type") or "").lower())
    for element in islice(scripts, _MAX_BLOCKS):
        text = element.text or ""
        if 1 < len(text) <= _MAX_BLOCK_BYTES:
            yield text


def _properties(root: _Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in islice(_having(root, "@itemprop"), 200):
        name = (element.get("itemprop") or "").strip().lower()
        if not name or len(name) > 64:
            continue
        inside = islice(element.iterdescendants(), 40) if name in _ENTITIES else ()
        named = next((inner for inner in inside if inner.get("itemprop") == "name"), element)
        found.setdefault(name, []).append(_value(named))
    return {name: tuple(value for value in values if value) for name, values in found.items()}


def _bylines(root: _Element) -> Iterator[str]:
    condition = "@rel='author' or contains(@class,'byline') or contains(@class,'author') or contains(@class,'auteur')"
    for element in islice(_having(root, condition), 20):
        if "comment" not in (element.get("class") or "") and 2 < len(text := _text(element)) <= _NEAR_LENGTH:
            yield text


def _times(root: _Element) -> Iterator[str]:
    for element in islice(root.iter("time", "abbr"), 40):
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        published = "pubdate" in element.attrib or "publish" in marks or "entry-date" in marks
        moment = element.get("datetime") or element.get("title")
        if published and moment and "updated" not in marks:
            yield moment.strip()[:64]


def _near(heading: _Element) -> Iterator[str]:
    seen: set[str] = set()
    for element in islice(_following(heading), _NEAR_ELEMENTS):
        if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
            continue
        text = _text(element)
        if 3 < len(text) <= _NEAR_LENGTH and text not in seen:
            seen.add(text)
            yield text


def _following(element: _Element) -> Iterator[_Element]:
    """Yield what follows an element in the order of the document."""
    climbing: _Element | None = element
    while climbing is not None:
        for sibling in climbing.itersiblings():
            yield from sibling.iter()
        climbing = climbing.getparent()


def _having(root: _Element, condition: str) -> Iterator[_Element]:
    found = root.xpath(f"//*[{condition}]")
    return (element for element in found if isinstance(element, type(root))) if isinstance(found, list) else iter(())
