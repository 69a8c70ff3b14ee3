"""The stage of every reader of HTML: ask each method for the notes of a page, the surest first. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from sourcekeeper.reading.html.disclosures import find_disclosed
from sourcekeeper.reading.html.hints import BACK_TEXT
from sourcekeeper.reading.html.in_place import find_in_place
from sourcekeeper.reading.html.links import find_linked
from sourcekeeper.reading.html.marks import with_labels_raised
from sourcekeeper.reading.html.page import HtmlFlow
from sourcekeeper.reading.html.unnamed import find_unnamed
from sourcekeeper.reading.lines import Line, lines_of
from sourcekeeper.reading.notes import Found
from sourcekeeper.reading.unmarked.labelled import find_labelled
from sourcekeeper.reading.unmarked.matched import find_matched
from sourcekeeper.reading.unmarked.unlabelled import find_under_heading

_LONGEST_ARTICLE = 1_000_000
"""Characters of pages that are looked over once more for a list which only its calls number: not tables of 20 MB."""


def find_notes(page: HtmlFlow, with_tooltips: Callable[[], HtmlFlow] | None = None) -> tuple[HtmlFlow, Found]:
    """Return the notes of a page, and the flow they stand in.

    `with_tooltips` reads the page again with what shows only at a touch: it is asked when nothing surer was found.
    """
    linked = find_linked(page)
    if linked.notes:
        return page, linked
    in_place = find_in_place(page)
    if in_place.notes:
        return page, in_place
    unnamed = find_unnamed(page)
    if unnamed.notes:
        return page, unnamed
    unfolded, disclosed = find_disclosed(page)
    if disclosed.notes:
        return unfolded, disclosed
    if page.has_tooltips and with_tooltips is not None:
        whole = with_tooltips()
        in_place = find_in_place(whole)
        if in_place.notes:
            return whole, in_place
    lines = lines_of(page.flow.text)
    by_label = find_labelled(page.flow, lines)
    if len(page.flow.text) <= _LONGEST_ARTICLE:
        matched = find_matched(with_labels_raised(page), lines, than=by_label)
        by_label = matched if matched.notes else by_label
        if not by_label.notes:
            by_label = find_under_heading(page.flow, _article_lines(page, lines))
    return page, (_without_ways_back(page, by_label) if by_label.notes else linked)


def _without_ways_back(page: HtmlFlow, found: Found) -> Found:
    """Cut the links back to the text out of notes that were found without them."""
    ways = [link for link in page.in_page if BACK_TEXT.fullmatch(page.flow.text, link.start, link.end)]
    if not ways:
        return found
    starts = [link.start for link in ways]
    notes = []
    for note in found.notes:
        inside = ways[bisect_left(starts, note.start) : bisect_left(starts, note.end)]
        notes.append(replace(note, cuts=(*note.cuts, *((link.start, link.end) for link in inside))))
    return replace(found, notes=tuple(notes))


def _article_lines(page: HtmlFlow, all_lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page that stand in its article."""
    flow = page.flow
    asides = iter([*flow.asides, (len(flow.text) + 1, len(flow.text) + 1)])
    start, end = next(asides)
    lines: list[Line] = []
    for line in all_lines:
        while end <= line.start:
            start, end = next(asides)
        if line.start < start:
            lines.append(line)
    return lines
