"""Read the source of SPIP texts: notes as ``[[…]]``, links as ``[text->address]``."""

from __future__ import annotations

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.markup.source_document import Sign, named_like, sample_of, source_document, sureness
from sourcekeeper.reading.markup.spip_scan import SpipScanner
from sourcekeeper.reading.opening import open_text

_SIGNS = (
    Sign("->", r"\[[^\[\]\n]{0,300}->\s*(?:https?:|www\.|mailto:|(?:art|rub|doc|mot)\w*\d|\d+\])[^\[\]\n]*\]", 0.6),
    Sign("{{{", r"\{\{\{(?<![\[{]\{\{\{)[^{}\n|]+\}\}\}", 0.4),
    # A note: words in double brackets, which neither a link of a wiki nor one of Org is.
    Sign(
        "[[",
        r"\[\[(?<=[\w»”’.,;:!?)] \[\[|.[\w»”’.,;:!?)]\[\[)(?!https?://\S+\])[^\[\]|\n]{25,}[.!?»)]\s*\]\]",
        0.45,
    ),
    Sign("[[", r"\[\[\s*<[\w*]{0,8}>", 0.3),
    Sign("{{", r"\{\{(?<!\{\{\{)[^{}|\n=]{2,}\}\}(?!\})", 0.1),
    Sign("<", r"<(?:img|doc|emb)\d+(?:\|\w+)*>", 0.5),
    Sign("\n-* ", r"\n-\* \S", 0.15),
)


class SpipReader:
    """Reads SPIP's own mark-up; places are character offsets into the decoded text."""

    name = "spip"
    suffixes = (".spip",)
    media_types = ("text/x-spip",)

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is SPIP's mark-up: by its links, headings and notes; the name helps."""
        return sureness(sample_of(raw), _SIGNS, named=named_like(raw, self.suffixes, self.media_types))

    def read(self, raw: RawDocument) -> Document:
        """Read the text. Raises NotReadable when the bytes are no text."""
        text, problems = open_text(raw)
        scanner = SpipScanner(text)
        scanner.read()
        return source_document(raw, self.name, scanner, problems=problems)
