"""Find notes whose labels have a shape of the document's own: ``Ref 1:``, ``/1/``, ``(A)``, ``[II]``. Pure.

Asked where no usual shape answers. A shape is learned from lines that begin alike and count 1, 2, 3 (A, B, C; I, II,
III), and believed only when the text before calls every one of them in that shape and in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.labels import roman_value
from sourcekeeper.reading.lines import Line
from sourcekeeper.reading.notes import Found, FoundCall, FoundNote

_LABEL = regex(
    r"[ \t]*(?P<before>[^\W\d_]{2,12}\.?[ \u00a0]|[^\w\s]{1,2})(?P<number>\d{1,3}|[IVXL]{2,6}|[A-Z])"
    r"(?P<after>[^\w\s]{1,2})?[ \t\u00a0]+(?=\S)"
)
_LONGEST_LABEL = 40
_FEWEST = 2
"""Labels that make a shape."""
_MOST_SHAPES = 4
"""Shapes that are tried, those with most labels first."""


@dataclass(slots=True)
class _Shape:
    """Labels that begin alike and count on, with the lines they stand in."""

    before: str
    after: str
    labels: list[str] = field(default_factory=list)
    found: list[tuple[int, int, int]] = field(default_factory=list)
    """Index of the line, where it starts, where the text of its note does."""


def find_learned(flow: Flow, lines: Sequence[Line]) -> Found:
    """Return the notes of the first shape that the text calls in full, with their calls; empty when there is none."""
    shapes = sorted(_shapes(flow.text, lines), key=lambda shape: -len(shape.labels))
    for shape in shapes[:_MOST_SHAPES]:
        calls = list(_calls(flow.text, shape))
        if len(calls) == len(shape.labels):
            return _labelled(shape, calls, lines)
    return Found()


def _shapes(text: str, lines: Sequence[Line]) -> list[_Shape]:
    """Return the shapes in which at least two lines count on from one."""
    shapes: dict[tuple[str, str, str], _Shape] = {}
    for index, line in enumerate(lines):
        found = _LABEL.match(text, line.start, min(line.end, line.start + _LONGEST_LABEL))
        if found is None or not (found["after"] or found["before"][-1:].isspace()):
            continue
        before, after = found["before"].strip().rstrip(".").casefold(), found["after"] or ""
        for system, number in _readings(found["number"]):
            shape = shapes.setdefault((before, after, system), _Shape(before, after))
            if number == len(shape.labels) + 1:
                shape.labels.append(found["number"])
                shape.found.append((index, line.start, found.end()))
    return [shape for shape in shapes.values() if len(shape.labels) >= _FEWEST]


def _readings(label: str) -> Iterator[tuple[str, int]]:
    """Yield what a label may count, each with the way it is written: ``C`` is the third, and a hundred to no one."""
    if label.isdecimal():
        yield "figures", int(label)
        return
    if len(label) == 1:
        yield "letters", ord(label) - ord("A") + 1
    if not label.strip("IVXL"):
        yield "roman", roman_value(label.lower())


def _calls(text: str, shape: _Shape) -> Iterator[tuple[int, int]]:
    """Yield where the text before the labels calls each in turn, up to the first that it does not call."""
    position, end = 0, shape.found[0][1]
    for label in shape.labels:
        if shape.before[:1].isalpha():
            called = rf"[\[(]{re.escape(shape.before)}\.?[ \u00a0\n]?{label}[\])]"
        else:
            called = re.escape(shape.before) + label + re.escape(shape.after.rstrip(":."))
        found = re.compile(called, re.IGNORECASE).search(text, position, end)
        if found is None:
            return
        yield found.span()
        position = found.end()


def _labelled(shape: _Shape, calls: Sequence[tuple[int, int]], lines: Sequence[Line]) -> Found:
    ends = [start for _, start, _ in shape.found[1:]]
    last = shape.found[-1][0]
    while last + 1 < len(lines) and not lines[last + 1].is_blank:
        last += 1
    notes = [
        FoundNote(key=f"{start}", number=label, start=content, end=end)
        for label, (_, start, content), end in zip(shape.labels, shape.found, [*ends, lines[last].end], strict=True)
    ]
    found = [
        FoundCall(start=start, end=end, label=note.number, key=note.key)
        for note, (start, end) in zip(notes, calls, strict=True)
    ]
    return Found(notes=tuple(notes), calls=tuple(found))
