"""Read wikitext: notes as ``<ref>``, named, grouped, defined in lists, and the templates that stand for them."""

from __future__ import annotations

import re

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.languages import guess_language
from sourcekeeper.reading.markup.source_document import Sign, named_like, sample_of, source_document, sureness
from sourcekeeper.reading.markup.wiki_scan import WikiScanner
from sourcekeeper.reading.opening import open_text

_SIGNS = (
    Sign("<", r"(?i)<ref(?:(?:\s[^<>]*)?>|\s[^<>]*/>)", 0.6),
    Sign("", r"[<{](?i:(?<=<)references|(?<=\{)\{(?:reflist|r[ée]f[ée]rences|notelist))\b", 0.4),
    Sign("\n==", r"(?m)\n={2,6}[^=\n]+={2,6}[ \t]*$", 0.35),
    Sign("{{", r"(?i)\{\{\s*(?:cite|lien|article|ouvrage|internetquelle|literatur|citation|infobox)\b", 0.4),
    Sign("[[", r"\[\[(?![^\[\]\n]{0,400}\]\[)[^\[\]|\n<>-]+(?:\|[^\[\]\n]+)?\]\]", 0.15),
    Sign("''", r"'(?<!'')'{1,2}(?!')[^'\n]+'{2,3}", 0.15),
    Sign("[http", r"\[https?://[^\s\[\]]{1,400} [^\[\]\n]{1,300}\](?!\()", 0.15),
    Sign("\n[[", r"(?i)\n\[\[(?:category|catégorie|kategorie|categoría|categoria):", 0.5),
)
_HTML = re.compile(r"\A\s*(?:<!doctype|<html|<\?xml)", re.IGNORECASE)


class WikitextReader:
    """Reads the wikitext of MediaWiki; places are character offsets into the decoded text."""

    name = "wikitext"
    suffixes = (".wiki", ".wikitext", ".mediawiki", ".mw")
    media_types = ("text/x-wiki",)

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is wikitext: by its notes, templates, headings and links; the name helps."""
        sample = sample_of(raw)
        if _HTML.match(sample):
            return 0.0
        return sureness(sample, _SIGNS, named=named_like(raw, self.suffixes, self.media_types))

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when the bytes are no text."""
        text, problems = open_text(raw)
        scanner = WikiScanner(text, language=guess_language(text))
        scanner.read()
        return source_document(raw, self.name, scanner, problems=problems)
