"""Notes to citations: the stage of this room. Pure: no clock, no network, no disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import compress
from types import MappingProxyType

from sourcekeeper.citing.backrefs import resolve
from sourcekeeper.citing.given import Bibliography, besides, given_citations, own_addresses, stands_alone
from sourcekeeper.citing.parsing.parse import LONGEST_CITATION, parse_citation
from sourcekeeper.citing.parsing.worksheet import ADDRESS, Layout, Worksheet, lay_out
from sourcekeeper.citing.pointers import Pointer, read_pointer
from sourcekeeper.citing.split import Part, split_note
from sourcekeeper.model import Address, Citation, CitedNote, Document, Note

_NOTHING: Bibliography = MappingProxyType({})

Over = Callable[[Sequence[Note]], Iterable[Note]]
"""Gives notes one by one, and may tell how far it is."""


def cite_note(note: Note, language: str | None = None) -> CitedNote:
    """Find the citations of one note, in order; none when it is prose without a source.

    A pointer (``Ibid.``) is a citation without an item; only `cite_document` can tell what it points to.
    """
    return _cite(note, language, {})[0]


def cite_document(
    document: Document, bibliography: Bibliography = _NOTHING, over: Over = iter
) -> tuple[CitedNote, ...]:
    """Find the citations of all notes of a document, pointers resolved to the notes they point to.

    `bibliography` says what the cite keys of the notes mean.
    """
    cited = [_cite(note, document.language, bibliography) for note in over(document.notes)]
    return resolve([note for note, _ in cited], [pointers for _, pointers in cited])


def _cite(
    note: Note, language: str | None, bibliography: Bibliography
) -> tuple[CitedNote, tuple[Pointer | None, ...]]:
    given = given_citations(note, bibliography) if note.items or note.cited_keys else ()
    if (len(note.items) == 1 and not note.calls) or (given and stands_alone(note)):  # an entry of a list, or its key
        return CitedNote(note=note, citations=given), (None,) * len(given)
    citations, pointers = _parse(note, language)
    if given:
        is_new = besides(citations, given, note)
        citations = [*given, *compress(citations, is_new)]
        pointers = [*(None for _ in given), *compress(pointers, is_new)]
    return CitedNote(note=note, citations=tuple(citations)), tuple(pointers)


def _parse(note: Note, language: str | None) -> tuple[list[Citation], list[Pointer | None]]:
    """Read the text of a note."""
    if note.cited_keys:
        note = replace(note, addresses=own_addresses(note))
    layout = lay_out(note, language)
    parts = split_note(layout)
    hidden = _hand_out(layout, parts)
    citations: list[Citation] = []
    pointers: list[Pointer | None] = []
    for part, links in zip(parts, hidden, strict=True):
        pointer = read_pointer(layout.flat[part.start : part.end]) if not links else None
        if pointer is not None:
            text = note.text[part.start : part.end].strip(" ;,")
            citations.append(Citation(text=text, locator=pointer.locator))
            pointers.append(pointer)
            continue
        end = min(part.end, part.start + LONGEST_CITATION)
        citation = parse_citation(Worksheet.of(layout, part.start, end, links))
        if citation is not None:
            citations.append(citation)
            pointers.append(None)
    return citations, pointers


def _hand_out(layout: Layout, parts: tuple[Part, ...]) -> list[list[Address]]:
    """Give each link whose address cannot be read in the text to the first part without one, else to the last."""
    handed: list[list[Address]] = [[] for _ in parts]
    if not parts or not layout.unplaced:
        return handed
    free = [index for index, part in enumerate(parts) if ADDRESS not in layout.flat[part.start : part.end]]
    for address in layout.unplaced:
        index = free.pop(0) if len(free) > 1 else free[0] if free else len(parts) - 1
        handed[index].append(address)
    return handed
