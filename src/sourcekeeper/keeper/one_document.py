"""Read one document: its notes, what their cite keys mean, its citations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sourcekeeper.errors import DocumentError
from sourcekeeper.keeper import documents as loading
from sourcekeeper.keeper.bibliography import Bibliography, explained
from sourcekeeper.keeper.results import ReadDocument
from sourcekeeper.model import Note
from sourcekeeper.ports import RawDocument

Over = Callable[[Sequence[Note]], Iterable[Note]]
"""Gives notes one by one while they are cited, and may tell how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How documents are to be read."""

    max_bytes: int
    format: str | None = None
    """Read as this format, whatever the content looks like."""
    items: bool = True
    """Whether citations are looked for in the notes."""
    bibliography: Bibliography = field(default_factory=Bibliography)
    """What cite keys mean."""


def read_file(path: str, manner: Manner, over: Over = iter) -> ReadDocument:
    """Read one file."""
    return read_one(path, lambda: loading.load_file(path, manner.max_bytes), manner, over)


def read_one(origin: str, load: Callable[[], RawDocument], manner: Manner, over: Over = iter) -> ReadDocument:
    """Read one document; one that cannot be read comes with its error."""
    from sourcekeeper.reading.read import read_document  # noqa: PLC0415  what names no document reads none

    try:
        raw = load()
        read = read_document(raw, loading.readers_for(raw, manner.format), manner.format)
        document = explained(read, manner.bibliography)
    except DocumentError as error:
        return ReadDocument(origin=origin, error=error)
    if not manner.items:
        return ReadDocument(origin=origin, document=document)
    from sourcekeeper.citing.cite import cite_document  # noqa: PLC0415  the costly half, not always wanted

    notes = cite_document(document, manner.bibliography.entries, over)
    return ReadDocument(origin=origin, document=document, notes=notes)
