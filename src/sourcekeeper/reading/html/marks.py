"""Labels that stand in an element of their own amid a sentence: ``<span class="call">1</span>``. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.html.bars import BETWEEN, SHORTEST
from sourcekeeper.reading.html.nodes import outermost
from sourcekeeper.reading.html.page import HtmlFlow
from sourcekeeper.reading.labels import link_label
from sourcekeeper.reading.languages import words

Span = tuple[int, int]

_INLINE = words("a abbr b big button em font i ins label mark small span strong u var")
_LONGEST = 12
"""Characters of a label with its brackets."""
_SEVERAL = regex(r"[\[(]?\d{1,3}(?:[,;–-]\s?\d{1,3})+[\])]?")


def with_labels_raised(page: HtmlFlow) -> Flow:
    """Return the flow of a page where labels that have an element of their own count as raised, as most are shown."""
    nodes, text = page.nodes, page.flow.text
    found = []
    for tag, start, end in zip(nodes.tag, nodes.start, nodes.end, strict=True):
        if not 0 < end - start <= _LONGEST or tag not in _INLINE or not _is_label(text[start:end]):
            continue
        line = max(page.flow.block_at(start)[0], text.rfind("\n", 0, start) + 1)
        if text[line:start].strip():
            found.append((start, end))
    raised = outermost([*page.flow.raised, *_without_bars(text, outermost(found))])
    return replace(page.flow, raised=raised) if found else page.flow


def _is_label(text: str) -> bool:
    return link_label(text) is not None or _SEVERAL.fullmatch(text.strip()) is not None


def _without_bars(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield labels but for rows of them to choose from: pages, the letters of an index."""
    row: list[Span] = []
    for span in spans:
        if row and BETWEEN.fullmatch(text, row[-1][1], span[0]) is None:
            yield from row if len(row) < SHORTEST else ()
            row = []
        row.append(span)
    yield from row if len(row) < SHORTEST else ()
