"""What stands aside from the article of a page, and what only looks so: a box with its sources. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from sourcekeeper.reading.html.elements import ASIDE_CLASSES
from sourcekeeper.reading.labels import HEADING

_LONGEST_HEADING = 80


def is_mere_aside(tag: str, hint: str) -> bool:
    """Whether nothing but the tag of an element says that it stands aside."""
    return tag == "aside" and not ASIDE_CLASSES.search(hint)


def without_notes(
    asides: Sequence[tuple[int, int]], boxes: Sequence[tuple[int, int]], text: str
) -> list[tuple[int, int]]:
    """Return asides, in order, with those of the `boxes` that do not begin with a heading of notes or sources."""
    others = [(start, end) for start, end in boxes if not _announces_notes(text, start, end)]
    return sorted([*asides, *others]) if others else list(asides)


def _announces_notes(text: str, start: int, end: int) -> bool:
    first = text[start : min(end, start + _LONGEST_HEADING)].strip().split("\n", 1)[0]
    return HEADING.match(first) is not None
