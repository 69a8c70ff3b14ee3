"""Pair the notes of a PDF with their calls: by links within the document, page by page, then over all of it. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sourcekeeper.reading.calls import AnsweredCall, answer
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.labelled import Labelled, find_labelled
from sourcekeeper.reading.lines import Line
from sourcekeeper.reading.notes import FoundCall, FoundNote
from sourcekeeper.reading.pdf_flow import PdfFlow
from sourcekeeper.reading.pdf_layout import FootNote, Layout
from sourcekeeper.reading.pdf_paragraphs import WordJoiner, paragraphs

_FAR = 3
"""Pages a note may stand away from its call: long notes are put off to the next page."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A note with its span in the flow."""

    note: FootNote
    start: int
    end: int

    @property
    def page(self) -> int:
        return self.note.lines[0].page


def read_layout(layout: Layout) -> tuple[Flow, Labelled]:
    """Write a document into a flow and find its notes and calls."""
    written = PdfFlow(WordJoiner([*layout.body, *(line for note in layout.notes for line in note.lines)]))
    for group in paragraphs(layout.body, layout.body_size):
        start, _ = written.add(group)
        if group[0].size > 1.1 * layout.body_size or (group[0].is_bold and len(group) < 3):
            written.headings.add(start)
    body_end = written.length
    placed = [_Placed(note, *written.add(note.lines)) for note in layout.notes]
    flow = written.finished([note.label for note in layout.notes])
    found = _pair(written, flow, body_end, placed) if placed else _listed(flow)
    return flow, found


def _listed(flow: Flow) -> Labelled:
    """Find notes that stand in a list of the running text, as endnotes do."""
    ends = [*flow.blocks[1:], len(flow.text)]
    lines = [
        Line(start, max(end - 1, start), 0, not flow.text[start:end].strip())
        for start, end in zip(flow.blocks, ends, strict=True)
    ]
    return find_labelled(flow, lines)


# --- notes at the foot ----------------------------------------------------------------------------------------------


def _pair(written: PdfFlow, flow: Flow, body_end: int, placed: Sequence[_Placed]) -> Labelled:
    pages = _page_spans(written, body_end)
    taken: dict[int, AnsweredCall] = {}
    answered: set[int] = set()
    orphans: list[AnsweredCall] = []
    by_page: defaultdict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(placed):
        by_page[one.page].append(index)
    for page, indexes in by_page.items():
        found = answer(flow, [placed[index].note.label for index in indexes], pages.get(page, []))
        for call in found.calls:
            if call.index is None:
                orphans.append(call)
            else:
                taken.setdefault(call.start, AnsweredCall(call.start, call.end, call.label, indexes[call.index]))
                answered.add(indexes[call.index])
    _pair_the_rest(flow, body_end, placed, taken, answered)
    _pair_orphans(placed, taken, orphans)
    notes = [
        FoundNote(key=f"{one.start}", number=one.note.label, start=one.start + one.note.label_end, end=one.end)
        for one in placed
    ]
    calls = [
        FoundCall(
            start=call.start, end=call.end, label=call.label, key=None if call.index is None else notes[call.index].key
        )
        for call in sorted(taken.values(), key=lambda call: call.start)
    ]
    return Labelled(notes=tuple(notes), calls=tuple(calls))


def _page_spans(written: PdfFlow, body_end: int) -> dict[int, list[tuple[int, int]]]:
    """Return the stretches of running text that stand on each page."""
    spans: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    starts = [*written.line_starts, written.length]
    for index, line in enumerate(written.lines):
        start, end = starts[index], min(starts[index + 1], body_end)
        if start >= body_end:
            break
        own = spans[line.page]
        if own and own[-1][1] == start:
            own[-1] = own[-1][0], end
        else:
            own.append((start, end))
    return spans


def _pair_the_rest(
    flow: Flow, body_end: int, placed: Sequence[_Placed], taken: dict[int, AnsweredCall], answered: set[int]
) -> None:
    """Answer what no call of its own page does: endnotes, and notes put off to the next page."""
    rest: defaultdict[bool, list[int]] = defaultdict(list)
    for index, one in enumerate(placed):
        if index not in answered:
            rest[one.note.label.isdigit()].append(index)
    for indexes in rest.values():
        found = answer(flow, [placed[index].note.label for index in indexes], _free(taken.values(), body_end))
        for call in found.calls:
            if call.index is not None and call.start not in taken:
                taken[call.start] = AnsweredCall(call.start, call.end, call.label, indexes[call.index])
                answered.add(indexes[call.index])


def _free(taken: Iterable[AnsweredCall], end: int) -> list[tuple[int, int]]:
    """Return the spans of the text that no call has taken yet."""
    spans = []
    cursor = 0
    for call in sorted(taken, key=lambda one: one.start):
        if call.start > cursor:
            spans.append((cursor, call.start))
        cursor = max(cursor, call.end)
    return [*spans, (cursor, end)] if cursor < end else spans


def _pair_orphans(placed: Sequence[_Placed], taken: dict[int, AnsweredCall], orphans: Sequence[AnsweredCall]) -> None:
    """A call its own page does not answer calls a note of that label elsewhere, when there is but one."""
    count = Counter(one.note.label for one in placed)
    of_label = {one.note.label: index for index, one in enumerate(placed)}
    for call in orphans:
        if call.start not in taken:
            index = of_label.get(call.label) if count[call.label] == 1 else None
            taken[call.start] = AnsweredCall(call.start, call.end, call.label, index)
