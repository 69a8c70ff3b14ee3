"""One running text of an office document, filled from its start to its end, which knows where it comes from. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from sourcekeeper.model import Item, Place
from sourcekeeper.reading.flow import FlowLink
from sourcekeeper.reading.office.element_path import Step, written

CALL = "\ufffc"
"""Stands where a call stands, until its number is known: nothing of the call is in the text."""

Span = tuple[int, int]
Spread = Callable[[], Sequence[tuple[int, Span]]]
"""Tells what a piece of a story is made of: how many characters come from which span. Asked of few of them."""
Where = Step | Span | Spread
"""Where a piece of a story comes from: an element, or the decoded text."""
_Piece = tuple[int, int, Step | Span]
"""A piece of a story: where it starts and ends in it, and where it comes from."""

_NO_LINE_ENDS = str.maketrans("\n\r\t\x0b\x0c\x85\u2028\u2029", "        ")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCall:
    """A call in a story: which note it calls, and the mark a reader sees when that is not counted."""

    start: int
    end: int
    note: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCite:
    """A stretch of a story with the items that a reference manager put behind it."""

    start: int
    end: int
    items: tuple[Item, ...]


@dataclass(slots=True)
class Story:
    """One running text, filled from its start to its end."""

    where: Step | Span | None = None
    """Where the whole story stands."""
    text: list[str] = field(default_factory=list)
    sources: list[Where | None] = field(default_factory=list)
    """Where each piece of the text comes from; None for the ends of paragraphs, which are nowhere."""
    length: int = 0
    blocks: list[int] = field(default_factory=lambda: [0])
    links: list[FlowLink] = field(default_factory=list)
    emphasised: list[tuple[int, int]] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    item_numbers: dict[int, str] = field(default_factory=dict)
    calls: list[StoryCall] = field(default_factory=list)
    cites: list[StoryCite] = field(default_factory=list)
    own_number_at: int | None = None
    """Of a note: where its own number is shown, which is not in the text."""
    _ends: array[int] | None = None
    """Where each piece of the text ends: made when first asked for."""
    _parts: dict[int, tuple[array[int], list[Span]]] = field(default_factory=dict)
    """Of the pieces that were asked what they are made of: where their parts end, and where those come from."""
    _link: tuple[int, str, Place | None] | None = None
    _links_open: int = 0

    def add(self, text: str, where: Where, *, italic: bool = False, raised: bool = False) -> None:
        """Append text that goes on the line; line ends in it are spaces."""
        if not text:
            return
        start = self.length
        self._append(text if text.isprintable() else text.translate(_NO_LINE_ENDS), where)
        if italic:
            _extend(self.emphasised, start, self.length)
        if raised:
            _extend(self.raised, start, self.length)

    def break_line(self, where: Where) -> None:
        """End the line, not the paragraph."""
        self._append("\n", where)

    def end_block(self) -> None:
        """End the paragraph; an empty one is an empty line."""
        self._append("\n", None)
        self.blocks.append(self.length)

    def mark_block(self, *, is_heading: bool = False, number: str | None = None) -> None:
        """Say what the paragraph that is being filled is: a heading, an item with a number."""
        if is_heading:
            self.headings.add(self.blocks[-1])
        if number is not None:
            self.item_numbers[self.blocks[-1]] = number

    def call(self, note: str, where: Where, label: str = "") -> None:
        """A call stands here; its `label` is not in the text."""
        self._append(CALL, where)
        self.calls.append(StoryCall(start=self.length - 1, end=self.length, note=note, label=label))

    def open_link(self, href: str, place: Place | None = None) -> None:
        """A link begins. One inside another does not count."""
        if not self._links_open:
            self._link = (self.length, href, place)
        self._links_open += 1

    def close_link(self) -> None:
        """The link that began last ends."""
        self._links_open = max(self._links_open - 1, 0)
        if self._links_open or self._link is None:
            return
        start, href, place = self._link
        self._link = None
        last = self.links[-1] if self.links else None
        if last is not None and last.end == start and last.href == href:
            self.links[-1] = replace(last, end=self.length)  # cut in two where the formatting changes
        elif href and self.length > start:
            self.links.append(FlowLink(start=start, end=self.length, href=href, place=place))

    def close(self) -> None:
        """The story is over: what is open ends."""
        while self._links_open:
            self.close_link()
        if self.length > self.blocks[-1]:
            self.end_block()

    def _append(self, text: str, where: Where | None) -> None:
        self.text.append(text)
        self.sources.append(where)
        self.length += len(text)

    def locate(self, start: int, end: int) -> Place:
        """Return where a span of the story stands in the document. Asked for once the story is whole."""
        if self.where is not None and start <= 0 and end >= self.length - 1:
            return _place(self.where, self.where)
        first = self._piece_at(start)
        if first is None:
            return Place() if self.where is None else _place(self.where, self.where)
        last = first if end <= first[1] else self._piece_at(max(end - 1, start)) or first
        return _place(_edge(first, start), _edge(last, end))

    def _piece_at(self, offset: int) -> _Piece | None:
        """Return the piece at an offset; behind a paragraph the one before, before all others the first."""
        if self._ends is None:
            self._ends = array("q", accumulate(map(len, self.text)))
        index = min(bisect_right(self._ends, offset), len(self._ends) - 1)
        while index >= 0 and self.sources[index] is None:
            index -= 1
        if index < 0:
            index = next((at for at, source in enumerate(self.sources) if source is not None), -1)
        where = self.sources[index] if index >= 0 else None
        if where is None:
            return None
        start = self._ends[index] - len(self.text[index])
        if callable(where):
            return self._part_at(index, where, start, offset)
        return start, self._ends[index], where

    def _part_at(self, index: int, spread: Spread, start: int, offset: int) -> _Piece:
        """Return the part of a piece at an offset; behind it the last."""
        parts = self._parts.get(index)
        if parts is None:
            spans = spread()
            ends = array("q", accumulate(length for length, _ in spans))
            parts = self._parts[index] = ends, [span for _, span in spans]
        ends, where = parts
        at = min(bisect_right(ends, offset - start), len(ends) - 1)
        return start + (ends[at - 1] if at else 0), start + ends[at], where[at]


def _edge(piece: _Piece, offset: int) -> Step | Span:
    """Narrow a piece's span to one side of an offset, where the piece stands in the source letter for letter."""
    start, stop, where = piece
    if len(where) != 2 or not start <= offset <= stop or stop - start != where[1] - where[0]:
        return where
    return where[0] + offset - start, where[0] + offset - start


def _extend(spans: list[tuple[int, int]], start: int, end: int) -> None:
    if spans and spans[-1][1] == start:
        spans[-1] = spans[-1][0], end
    else:
        spans.append((start, end))


def _place(first: Step | Span, last: Step | Span) -> Place:
    if len(first) == 2 and len(last) == 2:
        return Place(start=first[0], end=max(last[1], first[0]))
    path = _path(first)
    return Place(path=(path if first is last else _common(path, _path(last))) or None)


def _path(where: Step | Span) -> str:
    return "" if len(where) == 2 else written(where)


def _common(first: str, last: str) -> str:
    """Return the path of the smallest element that holds two."""
    if first == last:
        return first
    shared = []
    for one, other in zip(first.split("/"), last.split("/"), strict=False):
        if one != other:
            break
        shared.append(one)
    return "/".join(shared).rstrip("#/")
