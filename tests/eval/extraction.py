"""Bring our documents into the shape that labelled truths and their scorer have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sourcekeeper import plugins
from sourcekeeper.model import Document, Note
from sourcekeeper.ports import RawDocument, Reader
from sourcekeeper.reading.read import read_document


def our_readers() -> Sequence[Reader]:
    """Every reader of the house, in the order of its table, as a run has them."""
    return [reader() for reader in plugins.load_all("readers")[0]]


def read_path(path: Path) -> Document:
    return read_document(RawDocument(origin=str(path), data=path.read_bytes()), our_readers())


def as_labelled(document: Document) -> dict[str, Any]:
    """What the scorer reads: one context a note, several joined by a space."""
    return {"notes": [_note(note) for note in document.notes]}


def _note(note: Note) -> dict[str, Any]:
    return {
        "number": note.number,
        "text": note.text,
        "urls": [address.cited for address in note.addresses],
        "context": " ".join(note.contexts),
    }
