"""The heading of a page's work, told from that of its site and of its boxes. Pure; reads the tree, changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sourcekeeper.web.folding import fold
from sourcekeeper.web.metadata.lines import is_around_by_name, line_of, marks_of
from sourcekeeper.web.metadata.titles import segments

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_HEADINGS = 80
_MAX_PLACES = 600
_MAX_LENGTH = 400
_SHORTEST = 4
_PLAIN_PLACES = ("font", "b", "strong", "big", "center", "h4", "h5", "td", "p", "div", "span", "a")
"""Where pages without headings put their title."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An element and its text as shown."""

    element: _Element
    text: str


def find_heading(root: _Element, titles: Sequence[str]) -> Heading | None:
    """Return the heading that names the work; None when the page has none.

    It is the longest heading that one of the page's `titles` holds; else the first ``h1`` that is not the site's;
    else, on pages without headings, the first element that is nothing but a title.
    """
    wanted = [folded for title in titles if len(folded := fold(title)) >= _SHORTEST]
    longest = 2 * max(map(len, wanted), default=0)
    headings = [one for one in islice(_headings(root), _MAX_HEADINGS) if 0 < len(one.text) <= _MAX_LENGTH]
    fitting = [one for one in headings if _SHORTEST <= len(one.text) <= longest and _is_in(one.text, wanted)]
    first_level = [one for one in headings if one.element.tag == "h1"]
    own = [one for one in fitting if not _is_the_sites(one.element)]
    if own:
        # On equal words the higher level, then the first.
        return max(own, key=lambda one: (len(fold(one.text)), one.element.tag == "h1"))
    for one in first_level:
        if not _is_the_sites(one.element):
            return one
    placed = None if first_level and fitting else _plain_title(root, wanted)
    return placed or next(iter(fitting or first_level), None)


def _headings(root: _Element) -> Iterator[Heading]:
    for element in root.iter("h1", "h2", "h3"):
        yield Heading(element, heading_text(element))


def shown_headings(root: _Element) -> tuple[str, ...]:
    """Return the texts of the page's headings of the first three levels, in order; at most 80."""
    return tuple(one.text for one in islice(_headings(root), _MAX_HEADINGS))


def heading_text(element: _Element) -> str:
    """Return the text of a heading: parts that touch without a space are parted by one."""
    return line_of(element).replace(" | ", " ")


def _is_in(text: str, wanted: Iterable[str]) -> bool:
    folded = fold(text)
    return any(folded in title for title in wanted)


def _is_the_sites(element: _Element) -> bool:
    """Whether a heading is the site's: it leads home, or its class, or that of what holds it, says so."""
    if any(one.get("rel") == "home" or one.get("href") in {"/", "./"} for one in islice(element.iter("a"), 3)):
        return True
    if "logo" in (marks := marks_of(element)) or "site-" in marks:
        return True
    for ancestor in islice(element.iterancestors(), 8):
        if ancestor.tag in {"nav", "aside", "footer"}:
            return True
        if ancestor.tag in {"article", "main", "body"}:
            return False
        if (marks := marks_of(ancestor)) and (is_around_by_name(marks) or "logo" in marks):
            return True
    return False


def _plain_title(root: _Element, wanted: Sequence[str]) -> Heading | None:
    parts = {part for title in wanted for part in (title, *map(fold, segments(title))) if len(part) >= 2 * _SHORTEST}
    if not parts:
        return None
    for element in islice(root.iter(*_PLAIN_PLACES), _MAX_PLACES):
        text = element.text or ""
        if len(text) <= _MAX_LENGTH and fold(text) in parts and not _is_the_sites(element):
            return Heading(element, " ".join(text.split()))
    return None
