"""A document as one string with what stands where: the shape every reader brings its format into.

Calls and notes are spans of the string; a sentence or a note's text is cut out of it with white space folded, markers
taken out, and positions carried along. Pure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sourcekeeper.model import Place
from sourcekeeper.patterns import regex

INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphen, zero-width space, word joiner, BOM: never meant in a note's text. (U+200C and U+200D may be.)"""

_DROPPED = INVISIBLE + "\x00"
_LEFT_OUT = str.maketrans("", "", _DROPPED)
_CLOSING = ".,;:!?…)]"


def at_offsets(start: int, end: int) -> Place:
    """Make the place of a flow that is the decoded text itself."""
    return Place(start=start, end=end)


@dataclass(slots=True, kw_only=True)
class FlowLink:
    """A link of the flow: its visible text stands at start…end."""

    start: int
    end: int
    href: str
    place: Place | None = None
    """Where the address itself stands; None: where the link does."""
    declared: bool = False
    r"""Whether the mark-up says that this is an address, scheme or not: ``\url{x.org/a}``."""


@dataclass(slots=True, kw_only=True)
class Flow:
    """The text of a document in reading order. All offsets count its characters."""

    text: str
    blocks: Sequence[int] = (0,)
    """Where paragraphs, items and headings start, ascending; the first is 0."""
    links: Sequence[FlowLink] = ()
    """In order, never nested."""
    emphasised: Sequence[tuple[int, int]] = ()
    """Spans in italics, in order, never nested."""
    raised: Sequence[tuple[int, int]] = ()
    """Spans in superscript, in order."""
    code: Sequence[tuple[int, int]] = ()
    """Spans of program text, in order: addresses in it are examples."""
    locate: Callable[[int, int], Place] = at_offsets
    """Turns a span of the flow into a place in the document."""
    hyphenated: bool = False
    """Whether words are broken over lines, as in text taken from a PDF."""
    between_pages: Sequence[tuple[int, int]] = ()
    """Spans that part a paragraph in two and belong to neither: notes at the foot of a page, its number, a head."""
    headings: frozenset[int] = frozenset()
    """Block starts that are known to be headings."""
    asides: Sequence[tuple[int, int]] = ()
    """Spans outside the article: footers, side bars. Notes are found there only through links."""
    item_numbers: dict[int, str] = field(default_factory=dict)
    """Block starts of list items, with the number the list gives them."""
    item_ends: dict[int, int] = field(default_factory=dict)
    """Block starts of list items, with where the item ends: it may hold several paragraphs."""
    is_marked_up: bool = False
    """Whether blocks are what the mark-up says: no paragraph goes on over the start of one."""
    labels_alone: frozenset[int] = frozenset()
    """Starts of blocks that are only the label of the block after them: a cell, a term. The item has its number."""

    _link_starts: list[int] | None = field(default=None, init=False, repr=False, compare=False)

    def block_at(self, offset: int) -> tuple[int, int]:
        """Return the span of the block that holds an offset."""
        index = max(bisect_right(self.blocks, offset) - 1, 0)
        end = self.blocks[index + 1] if index + 1 < len(self.blocks) else len(self.text)
        return self.blocks[index], end

    def links_in(self, start: int, end: int) -> Sequence[FlowLink]:
        """Return the links that start within a span."""
        if not self.links:
            return ()
        starts = self._link_starts
        if starts is None:
            starts = self._link_starts = [link.start for link in self.links]
        return self.links[bisect_left(starts, start) : bisect_left(starts, end)]

    def emphasised_in(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Return the spans in italics that start within a span."""
        return _starting_in(self.emphasised, start, end)

    def between_pages_in(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Return the gaps between pages that start within a span."""
        return _starting_in(self.between_pages, start, end)

    def code_in(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Return the spans of program text that start within a span."""
        return _starting_in(self.code, start, end)


def _starting_in(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    if not spans:
        return ()
    first = last = bisect_left(spans, (start,))
    while last < len(spans) and spans[last][0] < end:
        last += 1
    return spans[first:last]


class Patch(NamedTuple):
    """Text to stand in for a span: nothing for a marker, the mended address for a broken one."""

    start: int
    end: int
    text: str = ""


def overlap_free(patches: Sequence[Patch]) -> Sequence[Patch]:
    """Put patches in order and drop those that begin inside an earlier one."""
    if len(patches) < 2:
        return patches
    kept: list[Patch] = []
    for patch in sorted(patches):
        if not kept or patch.start >= kept[-1].end:
            kept.append(patch)
        elif patch.end > kept[-1].end and not patch.text and not kept[-1].text:
            kept[-1] = Patch(kept[-1].start, patch.end)
    return kept


class Folded(NamedTuple):
    """A piece of the flow with its white space folded, and where some of its positions went."""

    text: str
    positions: dict[int, int]


def fold(flow: Flow, start: int, end: int, patches: Sequence[Patch] = (), positions: Iterable[int] = ()) -> Folded:
    """Cut out a span: white space folded to single spaces, invisible characters dropped, patches applied.

    A space left over before a patch that vanished goes too, when the sentence goes on with white space or a stop:
    ``mot [1].`` gives ``mot.``
    """
    edges = [(place, False, place, "") for place in positions if start <= place <= end]
    for first, last, stand_in in overlap_free(patches):
        if last > start and first < end:
            edges.append((max(first, start), True, last, stand_in))
    edges.sort()
    even_to = _even_to(flow, start, end)
    edges.append((even_to if even_to > start else end, True, end, ""))
    text, cursor, length, after_gap = flow.text, start, 0, False
    pieces: list[str] = []
    found: dict[int, int] = {}
    for place, is_patch, last, stand_in in edges:
        if cursor < place:
            piece = text[cursor:place]
            if place > even_to:
                piece = _spaced_once(_BROKEN_WORD.sub("", piece) if flow.hyphenated else piece)
            if piece:
                length += _join(pieces, piece, after_gap)
                after_gap = False
            cursor = place
        if not is_patch:
            found[place] = length
            continue
        if stand_in:
            length += _join(pieces, stand_in, after_gap)
        after_gap = not stand_in
        cursor = last
    folded = "".join(pieces).rstrip(" ")
    if len(folded) < length:
        found = {place: min(offset, len(folded)) for place, offset in found.items()}
    return Folded(folded, found)


def _join(pieces: list[str], piece: str, after_gap: bool) -> int:
    """Add a piece that is folded, never two spaces in a row; return by how many characters all of them grew.

    `after_gap`: whether something vanished before it.
    """
    grown = 0
    if after_gap and piece[0] == " " and piece[1:2] in {".", ","}:
        piece = piece[1:]  # "mot¹ .": what is printed raised stands off the stop
    if not pieces or pieces[-1][-1] == " ":
        goes_on_after_space = piece[0] == " "
        piece = piece.lstrip(" ")
        if after_gap and pieces and not goes_on_after_space and piece[0] in _CLOSING:
            pieces[-1] = pieces[-1][:-1]
            grown = -1
    if piece:
        pieces.append(piece)
    return grown + len(piece)


_MOST_AT_ONCE = 100_000
"""Characters of a span that is looked at as a whole. Its words all stand in memory then, at ten times its size."""


def _even_to(flow: Flow, start: int, end: int) -> int:
    """Return up to where a span is as it shall be once folded: nearly always to the white space at its end."""
    if flow.hyphenated or end - start > _MOST_AT_ONCE:
        return start
    body = flow.text[start:end].rstrip()
    # Of white space only the plain blank is printable, and nothing invisible is.
    is_even = (body.isprintable() and "  " not in body) or _spaced_once(body) == body
    return start + len(body) if is_even else start


def _spaced_once(text: str) -> str:
    """Drop invisible characters and make one space of all white space. Written for speed: all text comes through."""
    if not text.isascii() or "\x00" in text:
        for sign in _DROPPED:
            if sign in text:
                text = text.translate(_LEFT_OUT)
                break
    folded = " ".join(text.split())
    if not folded:
        return " " if text else ""
    if text[0].isspace():
        folded = " " + folded
    return folded + " " if text[-1].isspace() else folded


_BROKEN_WORD = regex(r"(?<=[^\W\d_])[-‐][ \t]*(?:\r\n|\r|\n)[ \t]*(?=[^\W\d_A-Z])")
"""A word broken over two lines: ``au-`` + ``cun``."""
