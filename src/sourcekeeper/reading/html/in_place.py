"""Notes that stand inside the sentence that calls them: sidenotes, and notes hidden until a click. Pure.

Each kind is a row of the table: the class of the note's element. Beyond the table, an element that stands right behind
a label pointing at it is such a note, and so is one that shows only at a touch of the label before it. The number is
drawn by CSS or written before the note; where none is written it is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from sourcekeeper.patterns import regex
from sourcekeeper.reading.html.elements import Kind, kind_of
from sourcekeeper.reading.html.page import HtmlFlow
from sourcekeeper.reading.html.titles import ELEMENT
from sourcekeeper.reading.labels import call_label
from sourcekeeper.reading.notes import Found, FoundCall, FoundNote, leading_label

NOTE_CLASSES = regex(
    r"(?:^|\s)(?:side-?note|margin-?note|modern-footnotes-footnote__note|footnote-?content|inline-footnote-?content|"
    r"footnote-content-inline|footnote-text-inline|side-?note__(?:content|text|body)|side-?note-(?:content|text|body)|"
    r"footnote__(?:content|text|body)|fn-text|"
    r"d-footnote|foot-note|x-footnote|footnote-note|side-note|ltx_note_content)(?:\s|$)",
    re.IGNORECASE,
)
_UNNUMBERED = regex(r"(?:^|\s)margin-?note(?:\s|$)", re.IGNORECASE)
_INLINE = frozenset({"span", "small", "em", "i", "aside", "div", "mark", "ins", "q", "cite"})
_LONGEST_MARKER = 8
_IN_SENTENCE = regex(r"(?:^|\s)(?:foot-?note|end-?note|footnoteref)(?:\s|$)", re.IGNORECASE)
"""Classes of a note written into its sentence, or else of its call: what is in the element tells."""
_SHORTEST = 8
"""Characters of such a note."""
_GAP = 3
"""Characters that may stand between a marker and its note."""


def find_in_place(page: HtmlFlow) -> Found:
    """Return the notes written into the text of a page; empty when there are none."""
    notes: list[FoundNote] = []
    calls: list[FoundCall] = []
    text = page.flow.text
    pointed = _pointed_at(page)
    reached, counted = -1, 0
    for node in _candidates(page, pointed):
        start, end = page.nodes.start[node], page.nodes.end[node]
        if start < reached or not text[start:end].strip():
            continue
        hint = page.nodes.hint[node]
        marker = pointed.get(node) or marker_before(page, node)
        if marker is None and not (NOTE_CLASSES.search(hint) or _is_parenthesis(page, node)):
            continue
        reached = end
        label = call_label(text[slice(*marker)]) if marker is not None else None
        is_numbered = label is not None or not _UNNUMBERED.search(hint)
        counted += is_numbered
        number = label or (str(counted) if is_numbered else "⊕")
        shows = number.isdigit() and leading_label(text[start:end].lstrip(), number) > 0
        cuts = _brackets(text, start, end) or _labels_within(page, node, label)
        notes.append(FoundNote(key=f"{node}", number=number, start=start, end=end, cuts=cuts, label_in_text=shows))
        called = marker if marker is not None else (start, start)
        calls.append(
            FoundCall(start=called[0], end=max(start, called[1]), label=number, key=f"{node}", seen_at=called)
        )
    if sum(note.label_in_text for note in notes) * 2 <= len(notes):
        notes = [replace(note, label_in_text=False) for note in notes]  # figures the texts begin with
    return Found(notes=tuple(notes), calls=tuple(calls))


def _brackets(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the brackets that set a note off from its sentence: asciidoc.py's ``[Text]``."""
    shown = text[start:end]
    first, last = start + len(shown) - len(shown.lstrip()), end - len(shown) + len(shown.rstrip())
    return ((start, first + 1), (last - 1, end)) if text[first] + text[last - 1] == "[]" else ()


def _labels_within(page: HtmlFlow, node: int, label: str | None) -> tuple[tuple[int, int], ...]:
    """Return the elements at the start of a note that only say its label again: LaTeXML's mark and tag."""
    nodes, text = page.nodes, page.flow.text
    found: list[tuple[int, int]] = []
    reached = nodes.start[node]
    for inner in nodes.children(node) if label is not None else ():
        span = nodes.start[inner], nodes.end[inner]
        if span[0] != reached or call_label(text[slice(*span)]) != label:
            break
        found.append(span)
        reached = span[1]
    return tuple(found)


def _candidates(page: HtmlFlow, pointed: dict[int, tuple[int, int]]) -> list[int]:
    """Return the elements that may be notes in place, in order."""
    nodes = page.nodes
    speaking = {hint for hint in set(nodes.hint) if NOTE_CLASSES.search(hint)}
    found = {node for node, hint in enumerate(nodes.hint) if hint in speaking} | set(pointed)
    naming = {hint for hint in set(nodes.hint) if _IN_SENTENCE.search(hint)}
    found |= {node for node, hint in enumerate(nodes.hint) if hint in naming and _is_parenthesis(page, node)}
    if page.keeps_tooltips:
        for node, hint in enumerate(nodes.hint):
            classes, _, role = hint.rpartition(" ")
            if kind_of(nodes.tag[node], classes, role) & Kind.TOOLTIP:
                found.add(node)
    return sorted(found)


def _is_parenthesis(page: HtmlFlow, node: int) -> bool:
    """Whether an element called a footnote holds one, amid the sentence that calls it; most hold only the call."""
    nodes, text = page.nodes, page.flow.text
    start, end = nodes.start[node], nodes.end[node]
    if nodes.tag[node] not in _INLINE or not _IN_SENTENCE.search(nodes.hint[node]) or end - start < _SHORTEST:
        return False
    block = page.flow.block_at(start)
    return bool(text[block[0] : start].strip()) and end <= block[1]


def _pointed_at(page: HtmlFlow) -> dict[int, tuple[int, int]]:
    """Return the inline elements that the label right before them points at, each with the label's span."""
    found: dict[int, tuple[int, int]] = {}
    nodes, text = page.nodes, page.flow.text
    for link in page.in_page:
        node = page.anchors.get(link.target)
        if node is None or nodes.tag[node] not in _INLINE or node in found:
            continue
        between = text[link.end : nodes.start[node]] if link.end <= nodes.start[node] <= link.end + _GAP else "\n"
        is_text = nodes.end[node] - nodes.start[node] > _GAP
        if "\n" not in between and is_text and call_label(text[link.start : link.end]) is not None:
            found[node] = (link.start, link.end)
    return found


def marker_before(page: HtmlFlow, node: int) -> tuple[int, int] | None:
    """Return the label just before a note: in superscript, or alone with the note in one element."""
    start, text = page.nodes.start[node], page.flow.text
    index = bisect_right(page.flow.raised, (start, -1)) - 1
    if index >= 0:
        first, last = page.flow.raised[index]
        if last <= start <= last + 1 and last - first <= _LONGEST_MARKER and not text[last:start].strip():
            return first, last
    before = node - 1
    if page.nodes.tag[node] == ELEMENT and page.nodes.end[before] == start:
        # The note came out of an attribute of what shows the label.
        return page.nodes.start[before], start
    around = page.nodes.start[page.nodes.parent[node]]
    if 0 < start - around <= _LONGEST_MARKER and call_label(text[around:start]) is not None:
        return around, start
    return None
