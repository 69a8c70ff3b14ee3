"""Notes folded away in the sentence that calls them: ``<details><summary>1</summary>Text</details>``. Pure.

The elements are blocks, yet style sheets set them into the line: the sentence goes on behind them.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace

from sourcekeeper.reading.html.page import HtmlFlow
from sourcekeeper.reading.labels import call_label
from sourcekeeper.reading.notes import Found, FoundCall, FoundNote


def find_disclosed(page: HtmlFlow) -> tuple[HtmlFlow, Found]:
    """Return the notes a page folds away behind their labels, and the flow in which their sentences are whole."""
    notes: list[FoundNote] = []
    calls: list[FoundCall] = []
    nodes, text = page.nodes, page.flow.text
    summaries = [node for node, tag in enumerate(nodes.tag) if tag == "summary"] if "summary" in nodes.tag else []
    for node in summaries:
        if nodes.tag[nodes.parent[node]] != "details":
            continue
        start, end = nodes.start[node], nodes.end[node]
        label = call_label(text[start:end])
        details = nodes.parent[node]
        if label is None or not _is_amid_text(page, details):
            continue
        notes.append(FoundNote(key=f"{details}", number=label, start=end, end=nodes.end[details]))
        calls.append(FoundCall(start=start, end=end, label=label, key=f"{details}"))
    spans = [(call.start, note.end) for call, note in zip(calls, notes, strict=True)]
    if not notes:
        return page, Found()
    joined = replace(page.flow, blocks=_without(page.flow.blocks, spans))
    return replace(page, flow=joined), Found(notes=tuple(notes), calls=tuple(calls))


def _is_amid_text(page: HtmlFlow, details: int) -> bool:
    """Whether text of a paragraph, not a heading, stands right before an element."""
    before = page.nodes.start[details] - 1
    return before > 0 and page.flow.block_at(before)[0] not in page.flow.headings


def _without(blocks: Sequence[int], spans: Sequence[tuple[int, int]]) -> array[int]:
    """Return where blocks start, less those that begin in some spans, given in order, or right behind them."""
    kept = array("q")
    following = iter(spans)
    span = next(following, None)
    for block in blocks:
        while span is not None and span[1] + 1 < block:
            span = next(following, None)
        if span is None or block < span[0]:
            kept.append(block)
    return kept
