"""What stands aside from the article of a page, and what only looks so: a box with its sources. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sourcekeeper.patterns import regex
from sourcekeeper.reading.html.elements import ASIDE_CLASSES
from sourcekeeper.reading.labels import HEADING

Span = tuple[int, int]

_LONGEST_HEADING = 80
_SAMPLE = 20_000
_OF_PROGRAMS = "{};=|*"
_MOST_OF_THEM = 0.01
"""Share of such characters up to which a text is prose."""
_EMPTY_LINE = regex(r"\n[ \t]*\n+")
NOT_SHOWN = regex(r"display\s*:\s*none", re.IGNORECASE)
"""What a style says of an element that is hidden."""


def is_mere_aside(tag: str, hint: str) -> bool:
    """Whether nothing but the tag of an element says that it stands aside."""
    return tag == "aside" and not ASIDE_CLASSES.search(hint)


def asides_of(text: str, asides: Sequence[Span], boxes: Sequence[Span], programs: Sequence[Span]) -> list[Span]:
    """Return all that stands aside, in order: of the `boxes`, those that no heading of notes or sources opens.

    The figures of `programs` call nothing.
    """
    others = [*programs, *(box for box in boxes if not _announces_notes(text, *box))]
    return sorted([*asides, *others]) if others else list(asides)


def letter_in(text: str, preformatted: Sequence[Span]) -> Span | None:
    """Return the one preformatted text that is most of its page, and prose: a mail as archives of lists show it."""
    if len(preformatted) != 1:
        return None
    start, end = preformatted[0]
    written = text[start : min(end, start + _SAMPLE)]
    is_prose = sum(map(written.count, _OF_PROGRAMS)) < _MOST_OF_THEM * len(written)
    return (start, end) if is_prose and (end - start) * 2 > len(text) else None


def with_paragraphs(blocks: Sequence[int], text: str, letter: Span) -> list[int]:
    """Return where blocks start, with those that empty lines part in a letter."""
    return sorted({*blocks, *(gap.end() for gap in _EMPTY_LINE.finditer(text, *letter))})


def _announces_notes(text: str, start: int, end: int) -> bool:
    first = text[start : min(end, start + _LONGEST_HEADING)].strip().split("\n", 1)[0]
    return HEADING.match(first) is not None
