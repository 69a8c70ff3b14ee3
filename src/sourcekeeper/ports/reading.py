"""What reads a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from sourcekeeper.model import (
    Document,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """The bytes of a document, and what is known of them before reading."""

    origin: str
    data: bytes
    content_type: str = ""
    """From the HTTP answer, parameters included; empty for a file."""
    base_url: str = ""
    """The page's own address, for relative references."""


@runtime_checkable
class Reader(Protocol):
    """Bytes of one format to a Document. Reading never touches the network."""

    name: str
    suffixes: tuple[str, ...]
    """File name endings, with the dot, in lower case."""
    media_types: tuple[str, ...]

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is of this format: 0 no, 1 certainly. Looks at the bytes, never raises."""

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable; damage to a part is a Problem instead."""
