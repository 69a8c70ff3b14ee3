"""Notes that a page calls without a link: those between the ends of a range, ``<a>3</a>–<a>6</a>``. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sourcekeeper.patterns import regex
from sourcekeeper.reading.notes import FoundCall, FoundNote
from sourcekeeper.reading.unmarked.candidates import MAX_RANGE

_DASH = regex(r"\s?[–-]\s?")
_LONGEST_GAP = 3
"""Characters between the ends of a range: a dash, and spaces round it."""


def calls_between(text: str, calls: Sequence[FoundCall], notes: Sequence[FoundNote]) -> list[FoundCall]:
    """Return a call of each note whose number lies between those of two calls with a dash between."""
    found: list[FoundCall] = []
    keys: dict[str, str] = {}
    for first, last in pairwise(sorted(calls, key=lambda call: call.start)):
        if not 0 < last.start - first.end <= _LONGEST_GAP or not _DASH.fullmatch(text[first.end : last.start]):
            continue
        if not (
            first.label.isdecimal() and last.label.isdecimal() and int(last.label) - int(first.label) <= MAX_RANGE
        ):
            continue
        keys = keys or {note.number: note.key for note in notes}
        for number in map(str, range(int(first.label) + 1, int(last.label))):
            if number in keys:
                found.append(FoundCall(start=first.end, end=last.start, label=number, key=keys[number]))
    return found
