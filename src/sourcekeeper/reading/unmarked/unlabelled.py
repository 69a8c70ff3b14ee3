"""Find notes whose lines bear no label: numbers on lines of their own, paragraphs under a heading, back arrows.

A second reading beside that of labelled lines: a numbered heading alone looks like one of these. Only the position
numbers such notes, so every one must be called, plainly and in order; back arrows speak for themselves. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.labels import BULLET, HEADING, SEPARATOR, ends_in_arrow, line_label
from sourcekeeper.reading.lines import Line
from sourcekeeper.reading.notes import Found
from sourcekeeper.reading.unmarked.adjoining import running_text
from sourcekeeper.reading.unmarked.calls import Answer, answer
from sourcekeeper.reading.unmarked.labelled import labelled
from sourcekeeper.reading.unmarked.runs import Entry, Run

ALONE = "alone"
"""The style of numbers that stand on lines of their own: what raised figures become in text taken from a page."""

_LABEL_ALONE = regex(r"\s*[\[(]?(\d{1,3})[\])]?\.?\s*$")
_LONGEST_MARK = 80
"""Characters of a heading or a drawn line."""
_LONGEST_LABEL = 10
"""Characters of a line that is only a number, white space after it included."""
_FIRST_TRIED = 10
"""How many lines that are only ``1`` are tried as the first note: others are pages."""
_FEWEST = 2
"""Notes in a list that only the calls number."""
_PLAIN = 1.0
"""Mean doubt up to which calls are plain; see `candidates`."""


def find_unlabelled(flow: Flow, lines: Sequence[Line], *, wrapped: bool, more_than: int = 0) -> Found:
    """Return the notes and calls of a flow whose notes bear no labels at their lines; empty when there are none.

    `more_than`: how many notes another reading has found; this one is told only when it explains more.
    """
    for run in (_numbers_alone(flow, lines), _under_heading(flow, lines, wrapped), _ended_by_arrows(flow, lines)):
        if run is None or len(run.entries) <= max(more_than, 1):
            continue
        found = answer(flow, run.labels, _around(run, len(flow.text)) if run.style == ALONE else [(0, run.start)])
        if run.has_arrows or _is_plainly_called(run, found):
            return labelled([(run, found)])
    return Found()


def find_under_heading(flow: Flow, lines: Sequence[Line]) -> Found:
    """Return the paragraphs or bullets under the last heading of notes, if marks in the text call each of them."""
    run = _under_heading(flow, lines, wrapped=False)
    if run is None or len(run.entries) < _FEWEST:
        return Found()
    found = answer(flow, run.labels, list(running_text(flow, 0, run.start)))
    return labelled([(run, found)]) if _is_plainly_called(run, found) and not found.is_mere_figures else Found()


def _around(run: Run, end: int) -> list[tuple[int, int]]:
    """Return what stands outside the notes: those of one page stand before the text of the next."""
    borders = [0, *(border for entry in run.entries for border in (entry.start, entry.end)), end]
    return list(zip(borders[::2], borders[1::2], strict=True))


def _is_plainly_called(run: Run, found: Answer) -> bool:
    return found.answered == len(run.entries) and found.doubt <= _PLAIN


def _numbers_alone(flow: Flow, lines: Sequence[Line]) -> Run | None:
    """The longest list of lines that are only 1, 2, 3…, each with the paragraph after it."""
    filled = [line for line in lines if not line.is_blank]
    numbers: list[tuple[int, Line, Line]] = []
    for line, following in pairwise(filled):
        if line.end - line.start - line.indent > _LONGEST_LABEL or following.starts_page:
            continue
        found = _LABEL_ALONE.match(flow.text, line.start + line.indent, line.end)
        if found is not None and found.end() >= line.end:
            numbers.append((int(found[1]), line, following))
    firsts = [index for index, (number, _, _) in enumerate(numbers) if number == 1][-_FIRST_TRIED:]
    # Of two that count as far the later begins with a note: the number of a section may stand alone before.
    chains = [_counted_on(numbers[first:]) for first in reversed(firsts)]
    chain = max(chains, key=len, default=[])
    if not chain:
        return None
    run = Run(ALONE)
    place = {line.start: index for index, line in enumerate(lines)}
    labels = {line.start for _, line, _ in chain}
    for number, line, following in chain:
        end = _end_of_paragraph(lines, place[following.start], labels)
        run.entries.append(Entry(str(number), line.start, following.start + following.indent, end))
    return run


def _counted_on(numbers: Sequence[tuple[int, Line, Line]]) -> list[tuple[int, Line, Line]]:
    """Return those that count on from the first; the number of a page may stand between."""
    chain = [numbers[0]]
    for one in numbers[1:]:
        if one[0] == chain[-1][0] + 1:
            chain.append(one)
    return chain


def _end_of_paragraph(lines: Sequence[Line], index: int, labels: set[int]) -> int:
    end = lines[index].end
    for line in lines[index + 1 :]:
        if line.is_blank or line.starts_page or line.start in labels:
            break
        end = line.end
    return end


def _under_heading(flow: Flow, lines: Sequence[Line], wrapped: bool) -> Run | None:
    """The paragraphs under the last heading of notes, to the end of the text or a drawn line."""
    last = max((index for index, line in enumerate(lines) if _is_heading(flow, line)), default=None)
    if last is None:
        return None
    run = Run(BULLET, under_heading=True, heading_start=lines[last].start)
    run.entries += _paragraphs(flow, lines[last + 1 :], wrapped)
    while run.has_arrows and not run.entries[-1].has_arrow:
        run.entries.pop()  # what follows the last arrow is no note: a form, comments
    return run


def _is_heading(flow: Flow, line: Line) -> bool:
    written = flow.text[line.start : line.end].strip()
    return not line.is_blank and len(written) <= _LONGEST_MARK and bool(HEADING.match(written))


def _paragraphs(flow: Flow, lines: Sequence[Line], wrapped: bool) -> Iterator[Entry]:
    entry: Entry | None = None
    goes_on = False
    for line in lines:
        written = flow.text[line.start : line.end]
        if line.start in flow.headings:
            break
        if not line.is_blank and SEPARATOR.match(written[:_LONGEST_MARK]):
            break
        if line.is_blank or line_label(written) is not None:
            goes_on = False
        if line.is_blank:
            continue
        if entry is not None and goes_on and wrapped:
            entry.end = line.end
        else:
            if entry is not None:
                yield entry
            entry = Entry("", line.start, line.start + line.indent, line.end)
        entry.has_arrow = ends_in_arrow(written)
        goes_on = not entry.has_arrow
    if entry is not None:
        yield entry


def _ended_by_arrows(flow: Flow, lines: Sequence[Line]) -> Run | None:
    """The last lines that follow one another and all end in a back arrow."""
    run: Run | None = None
    for line in lines:
        if line.is_blank:
            continue
        if not ends_in_arrow(flow.text[line.start : line.end]):
            if run is not None and len(run.entries) > 1:
                break
            run = None
            continue
        run = run or Run(BULLET)
        run.entries.append(Entry("", line.start, line.start + line.indent, line.end, has_arrow=True))
    return run
