"""The lines of a flow, and whether its paragraphs are broken over several of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from sourcekeeper.patterns import regex
from sourcekeeper.reading.labels import line_label

LINE_END = regex(r"[\n\r\x85\u2028\u2029\x0c](?:(?<=\r)\n)?")

LONGEST_WRAPPED = 110
"""Texts whose lines are all shorter than this may be broken at a fixed width: mails, PDF pages."""
_WIDEST_PAGE = 180
"""The same for lines that are nearly all of one length, as those of a page in small print."""

_SAMPLE = 5000
"""Lines that tell whether all are broken at a width."""

_BROKEN_WORD = regex(r"(?<=[^\W\d_]{2})[-‐]\Z")
_GOES_ON = regex(r"[^\W\d_A-Z]")
_STOPS = frozenset(".!?…:»↩\ufe0e")

CENTRED = 16
"""Spaces before a line that belongs to no paragraph: page numbers, running heads."""


class Line(NamedTuple):
    """One line, its end not counted."""

    start: int
    end: int
    indent: int
    is_blank: bool
    starts_page: bool = False
    """Whether a form feed stands before it."""


def lines_of(text: str) -> list[Line]:
    """Cut a text into lines at any of the line ends in use, lone CR and form feed too."""
    lines: list[Line] = []
    start, starts_page = 0, False
    for match in LINE_END.finditer(text):
        lines.append(_line(text, start, match.start(), starts_page))
        start, starts_page = match.end(), match.group() == "\f"
    lines.append(_line(text, start, len(text), starts_page))
    return lines


def _line(text: str, start: int, end: int, starts_page: bool) -> Line:
    stripped = text[start:end].lstrip(" \t\u00a0\ufeff")
    indent = end - start - len(stripped)
    return Line(start, end, indent, not stripped.strip(), starts_page)


def wrap_width(text: str, lines: Sequence[Line]) -> int | None:
    """Return the width paragraphs are broken at, None when a line is a paragraph."""
    filled = [line for line in lines if not line.is_blank]
    if len(filled) < 4:
        return None
    # A few longer lines are addresses, which cannot be broken.
    usual = sorted(line.end - line.start for line in filled)[int(len(filled) * 0.8)]
    if not 30 <= usual <= _WIDEST_PAGE:
        return None
    running_on = [
        one
        for one, other in pairwise(lines[:_SAMPLE])
        # A label begins a note or an item: that the line before it ends in a stop tells nothing.
        if not one.is_blank and not other.is_blank and line_label(text[other.start : other.end]) is None
    ]
    ended = sum(text[line.start : line.end].rstrip()[-1:] in _STOPS for line in running_on)
    # Broken lines end a sentence by chance only; lines that are paragraphs nearly always do.
    full = sum(line.end - line.start >= 0.75 * usual for line in running_on)
    is_even = usual <= LONGEST_WRAPPED or full * 3 >= 2 * len(running_on)
    return usual if running_on and ended * 2 <= len(running_on) and is_even else None


def blocks_of(text: str, lines: Sequence[Line], width: int | None) -> list[int]:
    """Return where paragraphs start: at every line, or where a wrapped text does not run on."""
    starts = [0]
    for previous, line in pairwise(lines):
        if width is None or not _runs_on(text, previous, line, width):
            starts.append(line.start)
    return starts


def _runs_on(text: str, previous: Line, line: Line, width: int) -> bool:
    if previous.is_blank or line.is_blank or line.starts_page:
        return False
    if max(previous.indent, line.indent) >= CENTRED and previous.indent != line.indent:
        return False
    is_cut = text[previous.end - 1] in "-‐" and _BROKEN_WORD.search(text, previous.end - 1, previous.end)
    if is_cut and _GOES_ON.match(text, line.start + line.indent):
        return True  # a word goes on, however short the line
    # A line is full when the next word would not have fitted in it.
    first_word = text[line.start : line.end].split(maxsplit=1)[0]
    return previous.end - previous.start + 1 + len(first_word) > width - max(8, width // 5)
