"""The lines a reader sees around a page's heading: bylines and dates stand there. Reads the tree only.

A line ends where a block ends, so that a name and the job beneath it are two lines; what navigates, asks for money
or answers in comments is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import word_set

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LINE_LENGTH = 240
"""A longer line is running text: neither a byline nor a date line."""
_MAX_LINES = 40
_MAX_ELEMENTS = 260
_MAX_RUNNING = 3
"""After so many lines of running text the head of the work is over."""
_RUNNING = 160
_MAX_BEFORE = 4

_INLINE = word_set(
    "a abbr acronym b big bdi bdo cite code em font i img ins label mark q s small span strong sub sup time u var",
    "wbr nobr tt data",
)
_PLAIN = frozenset({"a", "em", "strong", "b", "i", "br"})
_SKIPPED_TAGS = word_set(
    "script style template noscript svg nav aside footer form button select iframe object dialog menu figure",
)
_AROUND = regex(
    r"comment|respond|disqus|related|sidebar|widget|recommend|teaser|newsletter|breadcrumb|hierarchie|share|sharing|"
    r"social|cookie|consent|popular|most-?read|plus-lus|meistgelesen|read-?more|a-lire|latest|promo|paywall|subscri|"
    r"(?<!post-)(?<!entry-)(?<!article-)(?<!article__)footer|menu\b|toolbar|wm-ipp|bio\b|pressekontakt|press-?contact|suggest"
)
"""Classes and ids of what is around a work rather than of it (in lower case)."""
_TODAY = regex(r"today|aujourdhui|heute|current-?date|date-?du-?jour|clock|now\b")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, white space folded."""

    text: str
    moments: tuple[str, ...] = ()
    """``datetime`` of the time elements in it."""
    marks: str = ""
    """Classes and properties of its elements, in lower case."""


def marks_of(element: _Element) -> str:
    """Return what names an element: id, class, role and property, in lower case."""
    get = element.get
    marks = get("class") or ""
    for name in ("id", "itemprop", "role"):
        if more := get(name):
            marks = f"{marks} {more}"
    return marks.lower()[:300] if marks else ""


def is_around(element: _Element) -> bool:
    """Whether an element says that it holds none of the work: navigation, comments, other works."""
    if not isinstance(element.tag, str) or element.tag in _SKIPPED_TAGS:
        return True
    return is_around_by_name(marks_of(element))


@lru_cache(maxsize=4096)
def is_around_by_name(marks: str) -> bool:
    """Whether classes and ids (of `marks_of`) are those of what stands around a work; the same ones come again."""
    return bool(marks) and _AROUND.search(marks) is not None


def lines_after(heading: _Element) -> tuple[Line, ...]:
    """Return the lines that follow a heading, until the running text is well begun."""
    gathered = _Gathering()
    for step in _walk_after(heading):
        if gathered.take(step) and gathered.is_full:
            break
    gathered.end_line()
    return tuple(gathered.lines[:_MAX_LINES])


def lines_before(heading: _Element) -> tuple[Line, ...]:
    """Return the short lines just before a heading, the nearest first: its siblings, and those of its parent."""
    found: list[Line] = []
    place: _Element | None = heading
    for _ in range(2):
        if place is None or place.tag == "body":
            break
        for sibling in place.itersiblings(preceding=True):
            if len(found) >= _MAX_BEFORE:
                break
            if is_around(sibling) or sibling.tag == "header" or _TODAY.search(marks_of(sibling)):
                continue
            gathered = _Gathering()
            for step in _walk(sibling, _Budget(40)):
                gathered.take(step)
            gathered.end_line()
            found += [line for line in gathered.lines[-2:] if len(line.text) <= _RUNNING]
        place = place.getparent()
    return tuple(found[:_MAX_BEFORE])


# --- walking --------------------------------------------------------------------------------------------------------

_Step = tuple[str, "_Element | str"]
"""``open`` and ``close`` with an element, ``text`` with a text."""


class _Budget:
    """How many elements may still be entered."""

    def __init__(self, elements: int) -> None:
        self.left = elements


def _walk(start: _Element, budget: _Budget) -> Iterator[_Step]:
    """Walk an element in the order of the document, without recursion: pages nest deeper than Python does."""
    if is_around(start):
        return
    budget.left -= 1
    yield "open", start
    if start.text:
        yield "text", start.text
    stack = [(start, iter(start))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None or budget.left <= 0:
            yield "close", element
            stack.pop()
            if stack and element.tail:
                yield "text", element.tail
        elif is_around(child):
            if child.tail:
                yield "text", child.tail
        else:
            budget.left -= 1
            yield "open", child
            if child.text:
                yield "text", child.text
            stack.append((child, iter(child)))


def _walk_after(heading: _Element) -> Iterator[_Step]:
    budget = _Budget(_MAX_ELEMENTS)
    place: _Element | None = heading
    while place is not None and place.tag not in {"body", "html"} and budget.left > 0:
        if place.tail:
            yield "text", place.tail
        for sibling in place.itersiblings():
            if budget.left <= 0:
                return
            yield from _walk(sibling, budget)
            if sibling.tail:
                yield "text", sibling.tail
        place = place.getparent()
        if place is not None:
            yield "close", place


class _Gathering:
    """Texts and elements put together to lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str] = []
        self._moments: list[str] = []
        self._marks: list[str] = []
        self._running = 0

    @property
    def is_full(self) -> bool:
        """Whether enough was seen."""
        return len(self.lines) >= _MAX_LINES or self._running >= _MAX_RUNNING

    def take(self, step: _Step) -> bool:
        """Take one step of a walk; return whether it ended a line."""
        what, given = step
        if isinstance(given, str):
            self._pieces.append(given[: 8 * MAX_LINE_LENGTH])
            return False
        if ends_line := given.tag not in _INLINE:
            self.end_line()
        else:
            self._pieces.append("\x1f")  # where inline elements touch without a space, they are two things
        if what == "open" and given.tag not in _PLAIN:
            self._marks.append(marks_of(given))
            moment = given.get("datetime") or (given.get("title") if given.tag == "abbr" else None)
            if moment:
                self._moments.append(moment.strip()[:64])
        return ends_line

    def end_line(self) -> None:
        """Close the line that is being put together, if there is anything in it."""
        text = _joined(self._pieces) if self._pieces else ""
        if text or self._moments:
            self._running += len(text) > _RUNNING
            if len(text) <= MAX_LINE_LENGTH:
                self.lines.append(Line(text, tuple(self._moments), " ".join(filter(None, self._marks))))
            self._marks.clear()
        self._pieces.clear()
        self._moments.clear()


_TOUCHING = regex(r"(?<=[^\W\d_.’'-])\x1f+(?=[^\W\d_]{2})")


def _joined(pieces: list[str]) -> str:
    """Return pieces as one line: elements that touch get a bar between them."""
    text = _TOUCHING.sub(" | ", "".join(pieces)).replace("\x1f", "")
    return " ".join(text.split())


def line_of(element: _Element) -> str:
    """Return all that stands in one element as one line, its blocks parted by bars; at most 60 elements."""
    if not len(element):
        return " ".join((element.text or "")[: 8 * MAX_LINE_LENGTH].split())
    gathered = _Gathering()
    for step in _walk(element, _Budget(60)):
        gathered.take(step)
    gathered.end_line()
    return " | ".join(line.text for line in gathered.lines if line.text)
