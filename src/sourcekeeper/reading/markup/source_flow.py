"""Write the flow of a marked-up source text, each piece with the stretch of the source it came from. Pure.

A later command edits the source where a note, a call or an address stands, so nothing here is a guess: a piece is
either a copy of the source, letter for letter, or stands for a stretch that is known.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from sourcekeeper.model import Place
from sourcekeeper.reading.flow import Flow, FlowLink

_LINE_ENDS = re.compile(r"\r\n?")


def even_line_ends(text: str) -> str:
    """Return a text of the same length in which every line ends with a line feed: offsets stay true."""
    return _LINE_ENDS.sub(lambda found: " \n" if len(found[0]) == 2 else "\n", text) if "\r" in text else text


class _Piece(NamedTuple):
    """A piece of the flow: where it starts there, and the stretch of the source it stands for.

    Of a copy that goes on (`exact`), the stretch of its beginning.
    """

    at: int
    start: int
    end: int
    exact: bool


class SourceFlow:
    """Collects the flow of one document. Pieces come in any order of the source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._text: list[str] = []
        self._pieces: list[_Piece] = []
        self._goes_on_at = -1
        """Where the source goes on behind the last piece, when that is a copy and nothing was written since."""
        self._blocks: list[int] = [0]
        self._headings: set[int] = set()
        self._items: dict[int, str] = {}
        self._links: list[FlowLink] = []
        self._emphasised: list[tuple[int, int]] = []
        self._raised: list[tuple[int, int]] = []
        self._code: list[tuple[int, int]] = []
        self._places: dict[tuple[int, int], Place] = {}
        self._starts: list[int] = []
        self.length = 0
        """Characters written so far."""

    # text

    def copy(self, start: int, end: int) -> None:
        """Append a stretch of the source as it is."""
        if end <= start:
            return
        if start != self._goes_on_at:
            self._pieces.append(_Piece(self.length, start, end, True))
        self._goes_on_at = end
        self._text.append(self._source[start:end])
        self.length += end - start

    def put(self, text: str, start: int, end: int) -> None:
        """Append text that stands for a stretch of the source."""
        if text:
            self._pieces.append(_Piece(self.length, start, end, False))
            self._append(text)

    def _append(self, text: str) -> None:
        self._goes_on_at = -1
        self._text.append(text)
        self.length += len(text)

    def text_between(self, start: int, end: int) -> str:
        """Return what was written between two offsets. Slow: for a title, not for every line."""
        return "".join(self._text)[start:end]

    # structure

    def block(self, *, heading: bool = False, number: str | None = None, gap: bool = True) -> int:
        """Begin a paragraph, a heading or an item; `gap` tells whether an empty line parts it from the last one."""
        if self._text and not self._text[-1].endswith("\n"):
            self._append("\n")
        if gap and self._text and not self._text[-1].endswith("\n\n") and self._text[-2:] != ["\n", "\n"]:
            self._append("\n")
        if self._blocks[-1] != self.length:
            self._blocks.append(self.length)
        if heading:
            self._headings.add(self.length)
        if number is not None:
            self._items[self.length] = number
        return self.length

    # spans: from an offset of the flow up to where it stands now

    def link(self, start: int, href: str, place: Place | None, *, declared: bool = False) -> None:
        """Make what was written since an offset a link; `declared`: the mark-up says that it is an address."""
        if not self._links or self._links[-1].end <= start:
            self._links.append(FlowLink(start=start, end=self.length, href=href, place=place, declared=declared))

    def emphasise(self, start: int) -> None:
        """Set what was written since an offset in italics."""
        if start < self.length:
            self._emphasised.append((start, self.length))

    def raise_(self, start: int) -> None:
        """Set what was written since an offset in superscript."""
        if start < self.length:
            self._raised.append((start, self.length))

    def program(self, start: int) -> None:
        """Mark what was written since an offset as program text."""
        if start < self.length:
            self._code.append((start, self.length))

    def place(self, start: int, end: int, source_start: int, source_end: int) -> None:
        """Say where a span of the flow, such as a note, stands in the source, whatever its pieces tell."""
        self._places[(start, end)] = Place(start=source_start, end=source_end)

    def locate(self, start: int, end: int) -> Place:
        """Turn a span of the flow into a span of the source."""
        known = self._places.get((start, end))
        if known is not None or not self._pieces:
            return known or Place()
        index = max(bisect_right(self._starts, start) - 1, 0)
        first = last = self._pieces[index]
        if index + 1 < len(self._starts) and self._starts[index + 1] < end:
            last = self._pieces[bisect_left(self._starts, end, index + 1) - 1]
        source_start = first.start + (start - first.at if first.exact else 0)
        source_end = last.start + end - last.at if last.exact else last.end
        return Place(start=source_start, end=max(source_end, source_start))

    def finished(self) -> Flow:
        """Return the flow."""
        self._starts = [piece.at for piece in self._pieces]
        return Flow(
            text="".join(self._text),
            blocks=self._blocks,
            links=sorted(self._links, key=lambda link: link.start),
            emphasised=_outermost(self._emphasised),
            raised=sorted(self._raised),
            code=_outermost(self._code),
            asides=_outermost(self._code),
            locate=self.locate,
            headings=frozenset(self._headings),
            item_numbers=self._items,
        )


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
