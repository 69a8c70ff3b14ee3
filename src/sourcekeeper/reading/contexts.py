"""The sentences that notes are called from, all markers taken out. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow, Folded, Patch, fold
from sourcekeeper.reading.sentences import Sentences, sentence_at, sentence_within

MAX_SENTENCE = 2000
"""Characters of a context: longer ones are no sentences (a table, a page without stops)."""

_LOOKED_AT = 1000
"""Characters looked at to find one sentence by itself, on the average."""
_SHORT = 400
"""Characters of a block that is cut into sentences even for one call."""
_BETWEEN_CALLS = regex(r"[\s,;–-]{0,3}")

Span = tuple[int, int]


def calling_sentences(
    flow: Flow, markers: Sequence[Span], notes: Sequence[Span], language: str | None
) -> dict[int, str]:
    """Return the sentence each marker stands in, by where the marker starts. Markers and notes come in order.

    No marker is left in a sentence, nor a note that stands in the sentence that calls it. Each block is cut out once.
    """
    found: dict[int, str] = {}
    note_starts = [start for start, _ in notes]
    for start, end, several in _by_block(flow, markers):
        # A note that begins the block is the block: the sentences of a call within it are its own.
        within = notes[bisect_right(note_starts, start) : bisect_left(note_starts, end)] if notes else ()
        taken_out = [*_marker_spans(flow.text, several), *flow.between_pages_in(start, end), *within]
        places = [place for place, _ in several]
        folded = fold(flow, start, end, [Patch(*span) for span in taken_out], places)
        found.update(zip(places, _sentences(folded, places, language), strict=True))
    return found


def _sentences(folded: Folded, places: Sequence[int], language: str | None) -> list[str]:
    """Return the sentence at each place of a block; the block is cut into sentences where that pays."""
    text = folded.text
    offsets = [folded.positions.get(place, 0) for place in places]
    if len(offsets) > 1 and len(text) < _LOOKED_AT * len(offsets):
        sentences = Sentences(text, language)
        return [sentences.at(offset, longest=MAX_SENTENCE) for offset in offsets]
    one = sentence_within if len(offsets) == 1 and len(text) < _SHORT else sentence_at
    return [one(text, offset, language, longest=MAX_SENTENCE) for offset in offsets]


def _by_block(flow: Flow, markers: Sequence[Span]) -> Iterator[tuple[int, int, Sequence[Span]]]:
    """Yield the blocks that hold markers: where each starts and ends, and its markers."""
    index, count = 0, len(markers)
    while index < count:
        start, end = flow.block_at(markers[index][0])
        following = index + 1  # the last block holds what stands at the very end of the text
        while following < count and markers[following][0] < end:
            following += 1
        yield start, end, markers[index:following]
        index = following


def _marker_spans(text: str, markers: Sequence[Span]) -> list[Span]:
    """Return the spans of a block's markers; what parts two of them (``1, 2``) goes with them."""
    merged = [markers[0]]
    for start, end in markers[1:]:
        if _BETWEEN_CALLS.fullmatch(text[merged[-1][1] : start]):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return [_bracketed(text, *span) for span in merged]


def _bracketed(text: str, start: int, end: int) -> Span:
    """Take the brackets that hold nothing but markers with them: ``[<a>2</a>, <a>3</a>]``."""
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return (start - 1, end + 1) if around in {"[]", "()"} else (start, end)
