r"""Undo what programs that print do to a text, and tell where what is left stood. Pure.

Terminals print a bold letter twice and underline with a line below (``a\ba``, ``_\ba``). What lays a PDF out as text
puts raised figures into a line of their own over the line they belong to, or the figure of a note over its first line,
so that a gap opens behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from sourcekeeper.patterns import regex

Span = tuple[int, int]

_STRUCK_OVER = regex(r"[^\n\x08]\x08")
_TYPED_HYPHEN = "\u2010"
_HYPHEN_IN_ADDRESS = regex(r"https?://[^\s\u2010]{1,500}\u2010")
_BROKEN_ADDRESS = regex(r"https?://[^\s]{1,300}(?:\u2010\n[ \t]*[^\s]{1,300}){1,6}")
_BREAK = regex(r"\u2010\n[ \t]*")
_RAISED_LINE = regex(r"(?m)^[ \t]*(?:\d{1,3}[ \t]{2,})*\d{1,3}[ \t]*\n(?=[^\n]*[^\W\d_])")
_FIGURES = regex(r"\d+")
_REACH = 3
"""Columns by which a figure may stand off the gap that was left for it."""
_GAP_BEHIND_LABEL = regex(
    r"(?m)^[ \t]{0,8}\d{1,3}[ \t]*\S[^\n]{38,}(?:[^\s.!?…»”]|www\.)[ \t]*\n"
    r"(?P<gap>[ \t]*\n)(?P<next>[ \t]{0,8}\S[^\n]*)"
)
_LABEL = regex(r"[ \t]*\d{1,3}[ \t]")
_SHARE = 0.75
"""How long a line is that is full, of the line after it."""
_FEWEST = 2
"""Gaps behind labels from which on they are no chance."""


def as_written(text: str) -> tuple[str, Callable[[int, int], Span]]:
    r"""Return a text as it was before it was printed, and what turns a span of it into one of the original.

    >>> text, span = as_written("A b\x08bo\x08old word")
    >>> text, span(2, 6)
    ('A bold word', (4, 10))
    """
    steps: list[_Pieces] = []
    if "\x08" in text:
        text = _step(text, steps, _without(text, [found.span() for found in _STRUCK_OVER.finditer(text)]))
    if _TYPED_HYPHEN in text and _HYPHEN_IN_ADDRESS.search(text):
        text = _step(text, steps, _without(text, list(_breaks_in_addresses(text)))).replace(_TYPED_HYPHEN, "-")
    text = _step(text, steps, _lowered(text))
    text = _step(text, steps, _without(text, _gaps_behind_labels(text)))

    def original(start: int, end: int) -> Span:
        for step in reversed(steps):
            start, end = step.original(start), step.original(max(end - 1, start)) + (end > start)
        return start, max(start, end)

    return text, original


class _Pieces:
    """Which stretches of a text make another, in the order they stand there."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self._starts: list[int] = []
        reached = 0
        for start, end in spans:
            self._starts.append(reached)
            reached += end - start

    def original(self, offset: int) -> int:
        """Return the offset that a character had."""
        index = max(bisect_right(self._starts, offset) - 1, 0)
        return self.spans[index][0] + offset - self._starts[index] if self.spans else offset


def _step(text: str, steps: list[_Pieces], spans: Sequence[Span]) -> str:
    """Put a text together from stretches of it; nothing is done where there are none."""
    if not spans:
        return text
    steps.append(_Pieces(spans))
    return "".join([text[start:end] for start, end in spans])


def _without(text: str, cuts: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    cursor = 0
    for start, end in cuts:
        kept.append((cursor, start))
        cursor = end
    return [*(span for span in kept if span[0] < span[1]), (cursor, len(text))] if cuts else []


def _breaks_in_addresses(text: str) -> Iterator[Span]:
    """Yield where the words of an address were divided; in one with other hyphens, one at a line's end is its own."""
    for address in _BROKEN_ADDRESS.finditer(text):
        breaks = [found.span() for found in _BREAK.finditer(text, *address.span())]
        if address[0].count(_TYPED_HYPHEN) == len(breaks) and "-" not in address[0]:
            yield from breaks


def _lowered(text: str) -> list[Span]:
    """Put raised figures back into the line below; nothing when they do not count on from 1, as calls do."""
    spans: list[Span] = []
    cursor, last = 0, 0
    for found in _RAISED_LINE.finditer(text):
        places = list(_places(text, found))
        if not places:
            continue
        spans.append((cursor, found.start()))
        cursor = found.end()
        for place, figure in places:
            number = int(text[slice(*figure)])
            if number not in {last, last + 1}:
                return []
            last = number
            spans += [(cursor, place), figure]
            cursor = place
    return [*spans, (cursor, len(text))] if spans else []


def _places(text: str, raised: re.Match[str]) -> Iterator[tuple[int, Span]]:
    """Yield where the figures of a raised line belong in the next; nothing when one belongs nowhere."""
    begin = raised.end()
    end = text.find("\n", begin)
    line = text[begin : end if end >= 0 else len(text)].rstrip()
    found = []
    for figure in _FIGURES.finditer(text, raised.start(), raised.end()):
        place = _gap_at(line, figure.start() - raised.start())
        if place is None:
            return
        found.append((begin + place, figure.span()))
    yield from found


def _gap_at(line: str, column: int) -> int | None:
    """Return the end of the word of a line over whose end a figure stands."""
    if column <= len(line) - len(line.lstrip()):
        return None
    if column >= len(line):
        return len(line) if column - len(line) <= _REACH else None
    for off in range(_REACH):
        for place in (column - off, column + off):
            if 0 < place < len(line) and line[place] == " " and line[place - 1] != " ":
                return place
    return None


def _gaps_behind_labels(text: str) -> list[Span]:
    """Return the empty lines between the first line of a note, which its raised figure moved up, and the next."""
    gaps = [
        found.span("gap")
        for found in _GAP_BEHIND_LABEL.finditer(text)
        if len(found[0].split("\n", 1)[0]) >= _SHARE * len(found["next"]) and not _LABEL.match(found["next"])
    ]
    return gaps if len(gaps) >= _FEWEST else []
