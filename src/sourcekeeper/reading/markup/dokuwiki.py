"""Read DokuWiki pages: notes as ``((…))``, links as ``[[address|text]]``."""

from __future__ import annotations

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.markup.dokuwiki_scan import DokuwikiScanner
from sourcekeeper.reading.markup.source_document import Sign, named_like, sample_of, source_document, sureness
from sourcekeeper.reading.opening import open_text

_SIGNS = (
    # A note: words in double round brackets behind a word, which neither arithmetic nor a shell writes.
    Sign(
        "((",
        r"\(\((?:(?<=[^\W\d_]\(\()|(?<=[»”’.,;:!?]\(\()|(?<=[\w»”’.,;:!?] \(\())(?!\()[^\n()]{3}"
        r"(?:[^\n(]|\((?!\()){10,2000}?\n?\)\)",
        0.5,
    ),
    Sign("======", r"\n={6} ?[^=\n]+ ?={6}[ \t]*\n", 0.2),
    Sign("=====", r"\n={5} ?[^=\n]+ ?={5}[ \t]*\n", 0.05),
    Sign("[[", r"\[\[https?://[^\[\]|\n]+\|[^\[\]\n]+\]\]", 0.3),
    Sign("{{", r"\{\{ ?:[\w:.-]+\.\w{2,4}(?:\?[\w&=]+)? ?(?:\|[^{}\n]*)?\}\}", 0.3),
    Sign("\n  ", r"\n {2,}[*-] \S", 0.04),
    Sign("//", r"//(?<![:/]//)[^\W\d_][^/\n]{2,}[\w.!?»”]//(?!/)", 0.15),
    Sign("~~", r"~~(?:NOTOC|NOCACHE)~~", 0.5),
)


class DokuwikiReader:
    """Reads the pages of DokuWiki; places are character offsets into the decoded text."""

    name = "dokuwiki"
    suffixes = (".dokuwiki", ".dwiki")
    media_types = ("text/x-dokuwiki",)

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is a page of DokuWiki: by its notes, headings and links; the name helps."""
        return sureness(sample_of(raw), _SIGNS, named=named_like(raw, self.suffixes, self.media_types))

    def read(self, raw: RawDocument) -> Document:
        """Read the page. Raises NotReadable when the bytes are no text."""
        text, problems = open_text(raw)
        scanner = DokuwikiScanner(text)
        scanner.read()
        return source_document(raw, self.name, scanner, problems=problems)
