"""Read AsciiDoc: notes as ``footnote:[…]``, ``footnote:id[…]`` and the old ``footnoteref:[…]``."""

from __future__ import annotations

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.front_matter import day_in
from sourcekeeper.reading.markup.asciidoc_scan import AsciidocScanner
from sourcekeeper.reading.markup.source_document import (
    Sign,
    named_like,
    sample_of,
    source_document,
    sureness,
    whole_day,
)
from sourcekeeper.reading.opening import open_text

_SIGNS = (
    Sign("footnote", r"footnote(?<!\\footnote)(?:ref)?:[\w-]*\[", 0.7),
    Sign("\n= ", r"\A\s*(?://[^\n]*\n)*= \S[^\n]*[^=\s][ \t]*\n", 0.4),
    Sign("\n==", r"(?m)\n={2,5} \S[^\n]*[^=\s][ \t]*$", 0.18),
    Sign("\n:", r"\n:[a-z][\w-]*:(?: \S[^\n]*)?\n(?::|\n|=)", 0.15),
    Sign(
        "[",
        r":(?:(?<=\blink:)[^\s\[\]:]|(?:(?<=\bhttp:)|(?<=\bhttps:))//)[^\s\[\]<>()]{0,300}"
        r"\[(?=[^\]\n]{0,80}[a-z]{2})[^\]\n]{0,300}\]",
        0.15,
    ),
    Sign("\n[", r"\n\[(?:source|quote|NOTE|bibliography|listing|verse)[,\]]", 0.3),
    Sign("::", r"\n(?:include|image)::\S+\[", 0.3),
)


class AsciidocReader:
    """Reads AsciiDoc; places are character offsets into the decoded text."""

    name = "asciidoc"
    suffixes = (".adoc", ".asciidoc")
    media_types = ("text/asciidoc", "text/x-asciidoc")

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is AsciiDoc: by its notes, title, headings and links; the name helps."""
        return sureness(sample_of(raw), _SIGNS, named=named_like(raw, self.suffixes, self.media_types))

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when the bytes are no text."""
        text, problems = open_text(raw)
        scanner = AsciidocScanner(text)
        scanner.read()
        published = scanner.attributes.get("revdate") or scanner.attributes.get("date")
        return source_document(
            raw,
            self.name,
            scanner,
            language=scanner.attributes.get("lang"),
            published=day_in(published) or whole_day(published),
            problems=problems,
        )
