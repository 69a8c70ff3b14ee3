"""Read Typst: notes as ``#footnote[…]``, links as ``#link("address")[text]``."""

from __future__ import annotations

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.markup.source_document import Sign, named_like, sample_of, source_document, sureness
from sourcekeeper.reading.markup.typst_scan import TypstScanner
from sourcekeeper.reading.opening import open_text

_SIGNS = (
    Sign("#footnote", r"#footnote(?:\[|\()", 0.7),
    Sign("\n#", r"\n#(?:set|show) \w[\w.]*\s*(?:\(|:)", 0.5),
    Sign("\n#", r"\n#import \"[^\"\n]+\"|\n#let [\w-]+(?:\([^()\n]*\))? = ", 0.4),
    Sign("#link", r"#link\(\"", 0.4),
    Sign("\n=", r"\n={1,5} [^=\n]+[^=\n]\n", 0.05),
)


class TypstReader:
    """Reads Typst documents; places are character offsets into the decoded text."""

    name = "typst"
    suffixes = (".typ",)
    media_types = ("text/vnd.typst", "text/x-typst")

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is Typst: by its notes, settings and links; the name helps."""
        return sureness(sample_of(raw), _SIGNS, named=named_like(raw, self.suffixes, self.media_types))

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when the bytes are no text."""
        text, problems = open_text(raw)
        scanner = TypstScanner(text)
        scanner.read()
        return source_document(raw, self.name, scanner, language=scanner.settings.get("lang"), problems=problems)
