"""Notes that stand inside the sentence that calls them: sidenotes, and notes hidden until a click. Pure.

Each kind is a row of the table: the class of the note's element. The number is drawn by CSS or written in the element
before it; where none is written it is counted.
"""

from __future__ import annotations

from sourcekeeper.patterns import regex
from sourcekeeper.reading.html_flow import HtmlFlow
from sourcekeeper.reading.labelled import Labelled
from sourcekeeper.reading.labels import call_label
from sourcekeeper.reading.notes import FoundCall, FoundNote

NOTE_CLASSES = regex(
    r"(?:^|\s)(?:sidenote|marginnote|modern-footnotes-footnote__note|footnoteContent|footnote-content-inline)(?:\s|$)"
)
_MARKER_TAGS = frozenset({"sup", "a", "label", "span", "button"})
_LONGEST_MARKER = 8


def find_in_place(page: HtmlFlow) -> Labelled:
    """Return the notes written into the text of a page; empty when there are none."""
    notes: list[FoundNote] = []
    calls: list[FoundCall] = []
    nodes = page.nodes
    text = page.flow.text
    reached = -1
    for node in sorted(nodes.hint):
        start, end = nodes.start[node], nodes.end[node]
        if not NOTE_CLASSES.search(nodes.hint[node]) or start < reached or not text[start:end].strip():
            continue
        reached = end
        marker = _marker_before(page, start)
        label = call_label(text[marker:start]) if marker < start else None
        number = label or str(len(notes) + 1)
        notes.append(FoundNote(key=f"{node}", number=number, start=start, end=end))
        calls.append(FoundCall(start=marker if label else start, end=start, label=number, key=f"{node}"))
    return Labelled(notes=tuple(notes), calls=tuple(calls))


def _marker_before(page: HtmlFlow, start: int) -> int:
    """Return where the superscript just before a note starts; the note's own start when there is none."""
    for first, last in reversed(page.flow.raised):
        if last <= start:
            near = start - last <= 1 and last - first <= _LONGEST_MARKER
            return first if near and not page.flow.text[last:start].strip() else start
    return start
