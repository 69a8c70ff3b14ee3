"""The stage of every reader of HTML: ask each method for the notes of a page, the surest first. Pure."""

from __future__ import annotations

from collections.abc import Callable

from sourcekeeper.reading.html.disclosures import find_disclosed
from sourcekeeper.reading.html.in_place import find_in_place
from sourcekeeper.reading.html.links import find_linked
from sourcekeeper.reading.html.page import HtmlFlow
from sourcekeeper.reading.html.unnamed import find_unnamed
from sourcekeeper.reading.lines import Line, lines_of
from sourcekeeper.reading.notes import Found
from sourcekeeper.reading.unmarked.labelled import find_labelled
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
    by_label = find_labelled(page.flow)
    if not by_label.notes and len(page.flow.text) <= _LONGEST_ARTICLE:
        by_label = find_under_heading(page.flow, _article_lines(page))
    return page, (by_label if by_label.notes else linked)


def _article_lines(page: HtmlFlow) -> list[Line]:
    """Return the lines of a page that stand in its article."""
    flow = page.flow
    asides = iter([*flow.asides, (len(flow.text) + 1, len(flow.text) + 1)])
    start, end = next(asides)
    lines: list[Line] = []
    for line in lines_of(flow.text):
        while end <= line.start:
            start, end = next(asides)
        if line.start < start:
            lines.append(line)
    return lines
