"""Read Textile, as in Redmine and Textpattern: notes as ``word[1]`` and ``fn1. text``, links as ``"text":address``."""

from __future__ import annotations

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.markup.source_document import Sign, named_like, sample_of, source_document, sureness
from sourcekeeper.reading.markup.textile_scan import TextileScanner
from sourcekeeper.reading.opening import open_text

_SIGNS = (
    Sign("fn", r"\nfn\d{1,3}(?:\([^()\n]{0,80}\))?\. \S", 0.6),
    Sign("note#", r"\nnote#[\w-]{1,80}[.*^!]{0,3}\. \S", 0.6),
    Sign("\nh", r"\nh[1-6](?:\([^()\n]{0,80}\))?\. \S", 0.4),
    Sign("\nbq", r"\nbq\. \S", 0.3),
    Sign('":http', r"\"[^\"\n]{1,300}\":https?://\S", 0.4),
)


class TextileReader:
    """Reads Textile; places are character offsets into the decoded text."""

    name = "textile"
    suffixes = (".textile",)
    media_types = ("text/textile", "text/x-textile")

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is Textile: by its notes, headings and links; the name helps."""
        return sureness(sample_of(raw), _SIGNS, named=named_like(raw, self.suffixes, self.media_types))

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when the bytes are no text."""
        text, problems = open_text(raw)
        scanner = TextileScanner(text)
        scanner.read()
        return source_document(raw, self.name, scanner, problems=problems)
