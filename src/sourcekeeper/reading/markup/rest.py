"""Read reStructuredText: notes as ``[1]_``, ``[#]_``, ``[#name]_``, ``[*]_`` and citations."""

from __future__ import annotations

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.front_matter import day_in
from sourcekeeper.reading.markup.rest_scan import RestScanner
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
    Sign(".. [", r"\n[ \t]*\.\. \[(?:\d+|#[\w.-]*|\*|\w[\w.-]*)\][ \t]", 0.6),
    Sign("]_", r"\[(?<!\w\[)(?:\d+|#[\w.-]*|\*)\]_(?!\w)", 0.3),
    Sign(".. _", r"(?m)\n[ \t]*\.\. _[^:\n]+:(?:[ \t]|$)", 0.4),
    Sign("::", r"(?m)\n[ \t]*\.\. [\w:-]+::(?:[ \t]|$)", 0.4),
    Sign(">`_", r"`[^`<>\n]+[ \n]<[^<>`]+>`__?(?!\w)", 0.5),
    Sign("", r"\n\S[^\n]{2,}\n(?:={4,}|-{4,}|~{4,})[ \t]*\n", 0.15),
    Sign(":`", r":[a-z]+:`[^`\n]+`", 0.15),
)


class RestReader:
    """Reads reStructuredText; places are character offsets into the decoded text."""

    name = "rst"
    suffixes = (".rst", ".rest")
    media_types = ("text/x-rst", "text/prs.fallenstein.rst")

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is reStructuredText: by its notes, targets and directives; the name helps."""
        return sureness(sample_of(raw), _SIGNS, named=named_like(raw, self.suffixes, self.media_types))

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when the bytes are no text."""
        text, problems = open_text(raw)
        scanner = RestScanner(text)
        scanner.read()
        fields = scanner.fields
        published = fields.get("date") or fields.get("published")
        return source_document(
            raw,
            self.name,
            scanner,
            language=fields.get("lang") or fields.get("language"),
            published=day_in(published) or whole_day(published),
            problems=problems,
        )
