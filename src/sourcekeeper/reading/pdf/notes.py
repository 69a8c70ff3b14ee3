"""Pair the notes of a PDF with their calls: by links within the document, page by page, then over all of it. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.labels import call_label
from sourcekeeper.reading.lines import Line
from sourcekeeper.reading.notes import Found, FoundCall, FoundNote
from sourcekeeper.reading.pdf.flow import PdfFlow
from sourcekeeper.reading.pdf.layout import FootNote, Layout, PdfPageLines, all_as_text, lay_out
from sourcekeeper.reading.pdf.paragraphs import WordJoiner, paragraphs
from sourcekeeper.reading.unmarked.calls import AnsweredCall, answer
from sourcekeeper.reading.unmarked.labelled import find_labelled

_FEWEST_ANSWERED = 0.3
"""Share of the notes at the foot that calls must answer for any of them to be believed."""
_WELL_ANSWERED = 0.6

Taken = dict[tuple[int, str], AnsweredCall]
"""The calls that are answered, by where they start and their label: ``6,7`` is one piece of text and two calls."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A note with its span in the flow."""

    note: FootNote
    start: int
    end: int

    @property
    def page(self) -> int:
        return self.note.lines[0].page


def read_layout(pages: Sequence[PdfPageLines]) -> tuple[Flow, Found, Layout]:
    """Write a document into a flow and find its notes and calls."""
    layout = lay_out(pages)
    written, placed, flow = _written(layout)
    if placed:
        body_end = placed[0].start
        taken = _answered(written, flow, body_end, placed)
        if sum(call.index is not None for call in taken.values()) >= _FEWEST_ANSWERED * len(placed):
            return flow, _labelled(placed, taken, _cited_list(flow, body_end)), layout
        # Small print that nothing calls: a form, a table, an imprint.
        layout = all_as_text(layout)
        _, _, flow = _written(layout)
    return flow, find_labelled(flow, _blocks(flow, len(flow.text))), layout


def _written(layout: Layout) -> tuple[PdfFlow, list[_Placed], Flow]:
    written = PdfFlow(WordJoiner([*layout.body, *(line for note in layout.notes for line in note.lines)]))
    for group in paragraphs(layout.body, layout.body_size):
        written.add(group)
    placed = [_Placed(note, *written.add(note.lines, note.label_end)) for note in layout.notes]
    return written, placed, written.finished([note.label for note in layout.notes])


def _blocks(flow: Flow, end: int) -> list[Line]:
    """Return the blocks of a flow as lines, for notes that stand in a list of the running text, as endnotes do."""
    starts = [start for start in flow.blocks if start < end]
    return [
        Line(start, max(stop - 1, start), 0, not flow.text[start:stop].strip())
        for start, stop in pairwise([*starts, end])
    ]


def _cited_list(flow: Flow, body_end: int) -> Found:
    """Return the list of works that numbers in brackets cite, where a text has it beside its footnotes."""
    body = replace(
        flow, text=flow.text[:body_end], raised=(), blocks=[start for start in flow.blocks if start < body_end] or [0]
    )
    found = find_labelled(body, _blocks(flow, body_end))
    answered = {call.key for call in found.calls if flow.text[call.start] == "["}
    return found if found.notes and len(answered) >= _WELL_ANSWERED * len(found.notes) else Found()


# --- notes at the foot ----------------------------------------------------------------------------------------------


def _answered(written: PdfFlow, flow: Flow, body_end: int, placed: Sequence[_Placed]) -> Taken:
    """Find the calls of notes, page by page, then over the whole text."""
    pages = _page_spans(written, body_end)
    is_call = _shape_of_calls(flow, body_end, placed)
    taken: Taken = {}
    orphans: list[AnsweredCall] = []
    by_page: defaultdict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(placed):
        by_page[one.page].append(index)
    for page, indexes in by_page.items():
        for call in _calls(flow, placed, indexes, pages.get(page, []), is_call):
            if call.index is None:
                orphans.append(call)
            else:
                taken.setdefault((call.start, call.label), call)
    answered = {call.index for call in taken.values()}
    rest: defaultdict[bool, list[int]] = defaultdict(list)
    for index, one in enumerate(placed):
        if index not in answered:
            rest[one.note.label.isdigit()].append(index)
    for indexes in rest.values():  # endnotes, and notes put off to the next page
        for call in _calls(flow, placed, indexes, _free(taken.values(), body_end), is_call):
            if call.index is not None:
                taken.setdefault((call.start, call.label), call)
    _pair_orphans(placed, taken, orphans)
    return taken


def _calls(
    flow: Flow,
    placed: Sequence[_Placed],
    indexes: Sequence[int],
    spans: Sequence[tuple[int, int]],
    is_call: Callable[[int], bool],
) -> Iterator[AnsweredCall]:
    """Yield the calls of some notes within some spans, with the notes' indexes among all."""
    found = answer(flow, [placed[index].note.label for index in indexes], spans)
    for call in found.calls:
        if is_call(call.start):
            index = None if call.index is None else indexes[call.index]
            yield AnsweredCall(call.start, call.end, call.label, index)


def _shape_of_calls(flow: Flow, body_end: int, placed: Sequence[_Placed]) -> Callable[[int], bool]:
    """Return what a call must be: raised, in a text that raises its calls. A page may hold none of them."""
    labels = {one.note.label for one in placed}
    raised = {start: flow.text[start:end].strip() for start, end in flow.raised if start < body_end}
    fitting = sum(call_label(text) in labels for text in raised.values())
    return raised.__contains__ if fitting * 2 >= len(placed) else lambda _: True


def _labelled(placed: Sequence[_Placed], taken: Taken, listed: Found) -> Found:
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
    return Found(notes=(*notes, *listed.notes), calls=(*calls, *listed.calls))


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


def _free(taken: Iterable[AnsweredCall], end: int) -> list[tuple[int, int]]:
    """Return the spans of the text that no call has taken yet."""
    spans = []
    cursor = 0
    for call in sorted(taken, key=lambda one: one.start):
        if call.start > cursor:
            spans.append((cursor, call.start))
        cursor = max(cursor, call.end)
    return [*spans, (cursor, end)] if cursor < end else spans


def _pair_orphans(placed: Sequence[_Placed], taken: Taken, orphans: Sequence[AnsweredCall]) -> None:
    """A call its own page does not answer calls a note of that label elsewhere, when there is but one."""
    count = Counter(one.note.label for one in placed)
    of_label = {one.note.label: index for index, one in enumerate(placed)}
    for call in orphans:
        if (call.start, call.label) not in taken:
            index = of_label.get(call.label) if count[call.label] == 1 else None
            taken[call.start, call.label] = AnsweredCall(call.start, call.end, call.label, index)
