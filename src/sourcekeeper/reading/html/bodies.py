"""Which part of a page is the note at a place that a call points at. Pure.

Most generators put the name at the note itself. Others put it at the label: a term (``dt``) before its definition, a
heading before its paragraphs, a table with the label in its first cell, an inline anchor round the figure.
"""

from __future__ import annotations

from typing import NamedTuple

from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.html.elements import HEADINGS, NOTE_HINT
from sourcekeeper.reading.html.nodes import Nodes
from sourcekeeper.reading.labels import HEADING, call_label

NOTE_TAGS = frozenset({"li", "p", "div", "tr", "dd", "aside", "blockquote", "section"})
_NEVER = frozenset({"article", "main", "body", "html"})
_CELLS = frozenset({"td", "th"})
_HIGHEST = 50
"""Inline elements round a place that are looked through for its block."""
_LONGEST_LABEL = 40
"""Characters of a label with its back links: ``5 (1, 2, 3)``."""
_AFTER_LABEL = regex(r"\s{0,5}[.:)\]–-]?\s{0,5}")
_BACK_MARKS = regex(r"[\s\u00a0↑↩^⤴\ufe0e,;()\[\]]+|(?<![^\W\d_])[a-z](?![^\W\d_])")


class Body(NamedTuple):
    """A note at a place: the smallest block round it, its span with the label, and where its text begins."""

    container: int
    start: int
    end: int
    text_start: int
    is_line: bool = False
    """Whether it is a line of running text, with no element of its own."""


def body_at(nodes: Nodes, text: str, anchor: int) -> Body | None:
    """Return the note at a place; None for headings of the text and for whole sections."""
    node = anchor
    for _ in range(_HIGHEST):
        tag = nodes.tag[node] if node > 0 else ""
        if node <= 0 or tag in _NEVER:
            return None
        if tag == "dt":
            return _definition(nodes, text, node)
        if tag in HEADINGS:
            return _below_heading(nodes, text, node)
        if tag in _CELLS or tag == "table":
            return _row(nodes, text, node)
        if tag in NOTE_TAGS:
            break
        node = nodes.parent[node]
    else:
        return None
    if nodes.tag[node] == "section" and not NOTE_HINT.search(nodes.hint[node]):
        return None
    if nodes.tag[node] == "tr":
        return _row(nodes, text, node)
    start, end = nodes.start[node], nodes.end[node]
    return Body(node, start, end, after_anchor(nodes, text, anchor, start, end))


def after_anchor(nodes: Nodes, text: str, anchor: int, start: int, end: int) -> int:
    """Return where a note's text begins: after an anchor that stands round its label."""
    first, last = nodes.start[anchor], nodes.end[anchor]
    if nodes.tag[anchor] not in NOTE_TAGS and first < last < end and is_label(text[start:last]):
        stop = _AFTER_LABEL.match(text, last, end)
        return stop.end() if stop is not None else last
    return start


def after_title(flow: Flow, start: int, end: int, label: str | None) -> int:
    """Return where a note's text begins: behind a heading that says no more than that it is one (``Note 1``)."""
    first, last = flow.block_at(start)
    title = flow.text[first:last].strip()
    if first not in flow.headings or last >= end:
        return start
    is_label = label is not None and (call_label(title) or "").rpartition(" ")[2] == label
    return last if is_label or HEADING.match(title) is not None else start


def line_at(nodes: Nodes, text: str, block: tuple[int, int], anchor: int) -> Body:
    """Return the line at a place as a note: on old pages all stands in one cell, parted by ``br``."""
    start = max(text.rfind("\n", block[0], nodes.start[anchor]) + 1, block[0])
    node = anchor
    for _ in range(_HIGHEST):
        if node <= 0 or (nodes.start[node] <= block[0] and block[1] <= nodes.end[node] + 1):
            break
        node = nodes.parent[node]
    return Body(node, start, block[1], after_anchor(nodes, text, anchor, start, block[1]), is_line=True)


def is_label(text: str) -> bool:
    """Whether a text is no more than a label with its back links."""
    stripped = text.strip()
    if len(stripped) > _LONGEST_LABEL:
        return False
    return call_label(stripped) is not None or not _BACK_MARKS.sub("", stripped).strip("0123456789.")


def _definition(nodes: Nodes, text: str, term: int) -> Body | None:
    definition = nodes.next_sibling(term)
    if definition is None or nodes.tag[definition] != "dd":
        return None
    start, end = nodes.start[definition], nodes.end[definition]
    for inner in nodes.children(definition):
        # LaTeX2HTML keeps its paragraphs apart with a full stop in a line of program text.
        if nodes.tag[inner] == "pre" and text[nodes.start[inner] : nodes.end[inner]].strip() == ".":
            end = min(end, nodes.start[inner])
    return Body(definition, nodes.start[term], end, start)


def _below_heading(nodes: Nodes, text: str, heading: int) -> Body | None:
    """Texinfo: the label is a heading, the paragraphs up to the next one are the note."""
    if not is_label(text[nodes.start[heading] : nodes.end[heading]]):
        return None
    container, end = -1, 0
    other = nodes.next_sibling(heading)
    while other is not None and nodes.tag[other] not in HEADINGS and nodes.tag[other] != "hr":
        container = other if container < 0 else container
        end = nodes.end[other]
        other = nodes.next_sibling(other)
    return Body(container, nodes.start[heading], end, nodes.end[heading]) if container >= 0 else None


def _row(nodes: Nodes, text: str, node: int) -> Body | None:
    """The label stands in the first cells of a row, the note in the others."""
    if nodes.tag[node] == "table":
        row = next((inner for inner in nodes.within(node) if nodes.tag[inner] == "tr"), -1)
    else:
        row = node if nodes.tag[node] == "tr" else nodes.parent[node]
    if row < 0 or nodes.tag[row] != "tr":
        return None
    for cell in nodes.children(row):
        start, end = nodes.start[cell], nodes.end[cell]
        if nodes.tag[cell] in _CELLS and not is_label(text[start:end]):
            return Body(row, nodes.start[row], nodes.end[row], start)
    return None
