"""Find notes in Markdown that are only definitions of links: ``text [1]`` and ``[1]: https://… "Title"``. Pure.

A renderer makes a link of such a label, and the reader of the page sees a number: a note in all but name. A definition
under a word (``[the report][r]``), or one whose link shows other words, is a link and nothing more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sourcekeeper.model import Place
from sourcekeeper.reading.flow import Flow, FlowLink
from sourcekeeper.reading.notes import Found, FoundCall, FoundNote

_FEWEST = 2
"""Definitions that must be called by their number: one alone may be a link that happens to show a figure."""


def find_reference_notes(flow: Flow, references: Mapping[str, Any], line_starts: Sequence[int]) -> tuple[Flow, Found]:
    """Return the flow with the definitions that are notes written behind it, with these notes and their calls.

    `references` are those of the parser: label → ``href``, ``title`` and ``map`` (its lines). `line_starts`: of the
    source, its end included.
    """
    calls = [link for link in flow.links if _calls_by_number(flow, link, references)]
    called = {_shown(flow, link) for link in calls}
    if len(called) < _FEWEST or len(called) * 2 < sum(label.isdigit() for label in references):
        return flow, Found()
    pieces, links, notes, places = [flow.text], list(flow.links), [], []
    start = len(flow.text)
    for label in sorted(called, key=int):
        href, title = str(references[label]["href"]), str(references[label].get("title") or "")
        written = f"{title}, {href}" if title else href
        end = start + len(written)
        pieces.append(f"{written}\n")
        places.append(_place(references[label], line_starts))
        links.append(FlowLink(start=end - len(href), end=end, href=href, place=places[-1]))
        notes.append(FoundNote(key=label, number=label, start=start, end=end))
        start = end + 1
    found = [
        FoundCall(start=link.start, end=link.end, label=_shown(flow, link), key=_shown(flow, link)) for link in calls
    ]
    starts = [note.start for note in notes]

    def locate(start: int, end: int) -> Place:
        if start < starts[0]:
            return flow.locate(start, end)
        return places[bisect_right(starts, start) - 1]

    whole = replace(flow, text="".join(pieces), links=links, blocks=[*flow.blocks, *starts], locate=locate)
    return whole, Found(notes=tuple(notes), calls=tuple(found))


def _shown(flow: Flow, link: FlowLink) -> str:
    return flow.text[link.start : link.end].strip("[]() ")


def _calls_by_number(flow: Flow, link: FlowLink, references: Mapping[str, Any]) -> bool:
    """Whether a link shows nothing but the number of the definition its address comes from."""
    shown = _shown(flow, link) if link.end - link.start < 8 and link.place is None else ""
    return shown.isdigit() and shown in references and references[shown]["href"] == link.href


def _place(reference: Mapping[str, Any], line_starts: Sequence[int]) -> Place:
    first, last = reference.get("map") or (0, 1)
    most = len(line_starts) - 1
    return Place(start=line_starts[min(first, most)], end=line_starts[min(last, most)])
