"""Notes in place under a class that nobody knows: ``mot<sup>1</sup><span class="xyz">Text</span>``. Pure.

What such a page shows: all elements of one look, and only they, stand right behind labels that count 1, 2, 3 amid
sentences. Prose that a word processor put into spans stands before labels too, and goes on with a sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sourcekeeper.patterns import regex
from sourcekeeper.reading.html.in_place import marker_before
from sourcekeeper.reading.html.page import HtmlFlow
from sourcekeeper.reading.labels import call_label
from sourcekeeper.reading.notes import Found, FoundCall, FoundNote

_HOLDING = frozenset({"span", "small", "aside", "i", "em", "div", "mark", "q", "ins", "cite", "label"})
_FIGURES = regex(r"\d+")
_SHORTEST = 8
"""Characters of a note."""
_FEWEST = 2
"""How many must count on: one span behind a raised figure proves nothing."""

Marker = tuple[int, int]


def find_unnamed(page: HtmlFlow) -> Found:
    """Return the notes that stand in elements of one look behind the labels that call them; empty when none do."""
    looks: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    nodes = page.nodes
    for node in [node for node, tag in enumerate(nodes.tag) if tag in _HOLDING]:
        is_hidden = node in page.hidden
        if (nodes.hint[node] or is_hidden) and nodes.end[node] - nodes.start[node] >= _SHORTEST:
            looks[nodes.tag[node], "hidden" if is_hidden else _FIGURES.sub("0", nodes.hint[node])].append(node)
    alike = max((some for some in looks.values() if len(some) >= _FEWEST and _counts(page, some)), key=len, default=[])
    notes: list[FoundNote] = []
    calls: list[FoundCall] = []
    for number, node in enumerate(alike, start=1):
        marker = _marker(page, node) or (nodes.start[node], nodes.start[node])
        key, label = f"{node}", f"{number}"
        notes.append(FoundNote(key=key, number=label, start=nodes.start[node], end=nodes.end[node]))
        calls.append(FoundCall(start=marker[0], end=nodes.start[node], label=label, key=key, seen_at=marker))
    return Found(notes=tuple(notes), calls=tuple(calls))


def _counts(page: HtmlFlow, alike: Sequence[int]) -> bool:
    """Whether each of some elements stands behind the next number, and most begin as a text of their own."""
    text, goes_on = page.flow.text, 0
    for number, node in enumerate(alike, start=1):
        marker = _marker(page, node)
        if marker is None or call_label(text[slice(*marker)]) != str(number):
            return False
        if not text[page.flow.block_at(marker[0])[0] : marker[0]].strip():
            return False
        first = text[page.nodes.start[node] : page.nodes.end[node]].lstrip()[:1]
        goes_on += first.islower() or first in ".,;:!?)»”"
    return goes_on * 2 < len(alike)


def _marker(page: HtmlFlow, node: int) -> Marker | None:
    """Return the label right before an element: raised, in an element of its own, or first in what holds both."""
    start, before = page.nodes.start[node], node - 1
    found = marker_before(page, node)
    if found is None and before > 0 and page.nodes.start[before] < page.nodes.end[before] == start:
        found = page.nodes.start[before], start
    return found
