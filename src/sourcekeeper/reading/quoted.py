"""Take the marks of quoted mail (``> ``) off a text, and tell where what is left stood. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from sourcekeeper.model import Place
from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import at_offsets

_QUOTED_LINE = regex(r"(?m)(?:^|(?<=\r))(?:>[ \t]?){1,9}")
_FEWEST = 3
"""Quoted lines from which on ``>`` is taken for the mark of mail."""


def without_quote_marks(text: str) -> tuple[str, Callable[[int, int], Place]]:
    """Return a text without the marks of quoted mail, and what turns a span of it into its place in the original."""
    # Counting is quicker than the search, and hardly any text goes past it.
    if text.startswith(">") + text.count("\n>") + text.count("\r>") < _FEWEST:
        return text, at_offsets
    marks = [found.span() for found in _QUOTED_LINE.finditer(text)]
    pieces: list[str] = []
    kept: list[int] = []  # offsets in the new text, each with what was taken out before it
    taken: list[int] = []
    cursor = total = 0
    for start, end in marks:
        pieces.append(text[cursor:start])
        total += end - start
        kept.append(end - total)
        taken.append(total)
        cursor = end
    pieces.append(text[cursor:])
    return "".join(pieces), lambda start, end: Place(
        start=_original(kept, taken, start), end=_original(kept, taken, max(end - 1, start)) + (end > start)
    )


def _original(kept: Sequence[int], taken: Sequence[int], offset: int) -> int:
    index = bisect_right(kept, offset) - 1
    return offset + (taken[index] if index >= 0 else 0)
