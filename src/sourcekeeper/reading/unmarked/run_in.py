"""Part notes that run on in one paragraph: ``Sources: [1] … [2] … [3] …``, ``* … ** …``. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.labels import BARE, LineLabel, any_line_label, link_label, plain_label
from sourcekeeper.reading.lines import Line
from sourcekeeper.reading.numbering import written
from sourcekeeper.reading.unmarked.places import Place
from sourcekeeper.reading.unmarked.runs import Entry

RAISED = "raised"
"""The style of labels in superscript."""
_TITLE = regex(r"[^\W\d_][^:\d\n]{1,30}:\s*")
"""What announces such notes in the paragraph itself."""
_OPENING = "([{〔【［（"


def label_behind_title(flow: Flow, line: Line, raised: dict[int, int]) -> tuple[LineLabel, int] | None:
    """Return the label behind a title that opens a line, and where it stands."""
    title = _TITLE.match(flow.text, line.start + line.indent, line.end)
    if title is None:
        return None
    start = title.end()
    if start not in raised:
        found = any_line_label(flow.text, start, line.end)
        return None if found is None else (found, start)
    label = link_label(flow.text[start : raised[start]])
    return None if label is None else (LineLabel(RAISED, plain_label(label), raised[start]), start)


def further_notes(flow: Flow, line: Line, label: LineLabel, place: Place) -> Iterator[tuple[Entry, Place]]:
    """Yield the notes that follow the one at the start of a line within it, each behind the next label."""
    cursor, mark = label.content_start, label.label
    while True:
        place = place._replace(number=place.number + 1, part=0)
        mark = _next_label(mark, place)
        found = _find(flow, line, label.style, mark, cursor)
        if found is None:
            return
        start, cursor = found
        yield Entry(mark, start, cursor, line.end), place


def _next_label(before: str, place: Place) -> str:
    if place.system == "marks":
        return before + before[0]
    if place.system.startswith("chapter "):
        return f"{place.system.removeprefix('chapter ')}.{place.number}"
    return written(place.number, place.system)


def _find(flow: Flow, line: Line, style: str, label: str, cursor: int) -> tuple[int, int] | None:
    """Return where a label of a style stands behind an offset, and where what it labels begins."""
    if style == RAISED:
        within = flow.raised[bisect_left(flow.raised, (cursor, -1)) : bisect_left(flow.raised, (line.end, -1))]
        return next((span for span in within if link_label(flow.text[slice(*span)]) == label), None)
    sought = f"{style[0]}{label}{style[1:]}" if style[0] in _OPENING else f" {label}{style.removeprefix(BARE)} "
    start = flow.text.find(sought, cursor, line.end)
    return None if start < 0 else (start + sought.startswith(" "), start + len(sought))
