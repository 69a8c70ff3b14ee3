"""What parts a paragraph that goes on over a page in plain text: notes at the foot, page numbers, running heads. Pure.

The sentence broken there is one sentence. It is joined only where the page breaks it off (no stop, a full line), and
only over what stands at the edge of a page; anything else between two paragraphs parts them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from sourcekeeper.patterns import regex
from sourcekeeper.reading.labels import HEADING, PAGE_NUMBER, PRINT_MARK, SEPARATOR, SUPERSCRIPTS
from sourcekeeper.reading.lines import CENTRED, Line

_LONGEST_HEAD = 120
"""Characters of a running head."""
_LONGEST_PRINT_MARK = 400
_LAST_CALL = regex(
    rf"\s?(?:\[\d{{1,4}}\]|\(\d{{1,4}}\)|[{SUPERSCRIPTS}]{{1,4}}|\*{{1,5}}|[†‡]+|(?<=[.!?…»”])\d{{1,3}}|(?<=[^\W\d_])\d{{1,3}})$"
)
_ENDS = frozenset(".!?…:»”")
_FIGURES = regex(r"\d+")


def joined_over_pages(
    text: str, lines: Sequence[Line], notes: Sequence[tuple[int, int]], width: int
) -> list[tuple[int, int]]:
    """Return the spans that break paragraphs off at the end of a page: what stands between the two parts.

    `notes`: the spans of the notes, in order; a label before one belongs to it.
    """
    edges = _Edges(text, lines, notes)
    joined: list[tuple[int, int]] = []
    last: Line | None = None
    at_edge = False
    for index, line in enumerate(lines):
        if line.is_blank:
            at_edge = at_edge or line.starts_page
        elif edges.is_note(line) or edges.is_furniture(index, at_edge):
            at_edge = True
        else:
            if (at_edge or line.starts_page) and last is not None and _is_broken_off(text, last, line, width):
                joined.append(_gap(text, last, line))
            last, at_edge = line, False
    return joined


class _Edges:
    """Tells what stands at the edge of a page."""

    def __init__(self, text: str, lines: Sequence[Line], notes: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._lines = lines
        self._notes = notes
        self._starts = [start for start, _ in notes]

    def _key(self, line: Line) -> str:
        return _FIGURES.sub("#", self._text[line.start : min(line.end, line.start + _LONGEST_HEAD)].strip())

    def is_note(self, line: Line) -> bool:
        """Whether a note stands in a line."""
        index = bisect_right(self._starts, line.end) - 1
        return index >= 0 and self._notes[index][1] > line.start

    def is_furniture(self, index: int, at_edge: bool) -> bool:
        """Whether a line is a page's number, its running head, or the rule over its notes."""
        line = self._lines[index]
        written = self._text[line.start : line.end].strip()
        if "  " in written and PRINT_MARK.match(written[:_LONGEST_PRINT_MARK]):
            return True
        if len(written) > _LONGEST_HEAD:
            return False
        if PAGE_NUMBER.match(written) or SEPARATOR.match(written):
            return True
        near = at_edge or line.starts_page or self._is_last(index)
        return near and (line.indent >= CENTRED or self._times[self._key(line)] > 1)

    @cached_property
    def _times(self) -> Counter[str]:
        """How often each line stands in the text, its figures left out."""
        return Counter(self._key(line) for line in self._lines if not line.is_blank)

    def _is_last(self, index: int) -> bool:
        """Whether a line closes its page: a form feed or a page number is what comes next."""
        for line in self._lines[index + 1 : index + 4]:
            if line.starts_page:
                return True
            if not line.is_blank:
                return bool(PAGE_NUMBER.match(self._text[line.start : min(line.end, line.start + _LONGEST_HEAD)]))
        return False


def _is_broken_off(text: str, last: Line, line: Line, width: int) -> bool:
    """Whether a sentence that ends a page goes on with a line of the next."""
    before = text[last.start : last.end].rstrip()
    found = _LAST_CALL.search(before, max(0, len(before) - 12))
    before = before[: found.start()] if found is not None else before
    after = text[line.start : line.end].strip()
    if not before or before[-1] in _ENDS or (len(after) <= _LONGEST_HEAD and HEADING.match(after)):
        return False
    first_word = after.split(maxsplit=1)[0]
    is_full = last.end - last.start + 1 + len(first_word) > width - max(8, width // 5)
    return is_full or after[0].islower()


def _gap(text: str, last: Line, line: Line) -> tuple[int, int]:
    """Return what stands between two lines, less the line end that parts their words; all of it within a word."""
    end = last.start + len(text[last.start : last.end].rstrip())
    is_parted = text[end - 1 : end] == "-" and text[end - 2 : end - 1].isalpha()
    if is_parted and text[line.start + line.indent].islower():
        return end - 1, line.start + line.indent
    return end, line.start - 1
