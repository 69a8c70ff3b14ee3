"""The stage: choose the reader that fits the content, and read. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from sourcekeeper.errors import NotReadable, UnknownName
from sourcekeeper.garbage import looking_rarely
from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument, Reader
from sourcekeeper.reading.opening import refuse_binary

CERTAIN = 1.0
"""What `recognise` says of a format that gives itself away; no other reader is asked then."""


def read_document(raw: RawDocument, readers: Sequence[Reader], format: str | None = None) -> Document:
    """Read a document with the reader that recognises its content best; with `format`, with the reader of that name.

    Raises
    ------
    NotReadable
        The bytes are empty, binary, in no known encoding, or not what `format` says.
    UnknownName
        No reader is called `format`.
    """
    with looking_rarely:
        if format is not None:
            return _named(readers, format).read(raw)
        sure, best = _most_sure(raw, readers)
        if best is None or sure <= 0:
            refuse_binary(raw)
            known = ", ".join(reader.name for reader in readers)
            advice = f"Known formats: {known}. Choose one with --format."
            raise NotReadable(raw.origin, "no reader recognises it", advice)
        return best.read(raw)


def _named(readers: Sequence[Reader], name: str) -> Reader:
    for reader in readers:
        if reader.name == name:
            return reader
    raise UnknownName("format", name, tuple(reader.name for reader in readers))


def _most_sure(raw: RawDocument, readers: Sequence[Reader]) -> tuple[float, Reader | None]:
    """Return the surest reader; of equals the first."""
    best: tuple[float, Reader | None] = (0.0, None)
    for reader in readers:
        sure = reader.recognise(raw)
        if sure > best[0]:
            best = sure, reader
        if sure >= CERTAIN:
            break
    return best
