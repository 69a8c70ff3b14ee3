"""Read Org: notes as ``[fn:1]``, ``[fn:: …]`` and ``[fn:x: …]``."""

from __future__ import annotations

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.front_matter import day_in
from sourcekeeper.reading.markup.org_scan import OrgScanner
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
    Sign("[fn:", r"\[fn:[\w-]*(?::|\])", 0.6),
    Sign("\n#+", r"(?i)\n#\+(?:title|author|date|options|language|startup|begin_\w+)\b", 0.4),
    Sign("[[", r"\[\[(?:https?|file|doi):[^\[\]\n]+\](?:\[[^\[\]\n]+\])?\]", 0.4),
    Sign("\n*", r"\n\*+ \S[^\n]*\n(?:[ \t]*:PROPERTIES:|\n?[^\n]*\n\*+ )", 0.15),
    Sign(":PROPERTIES:", r"(?m)\n[ \t]*:PROPERTIES:[ \t]*$", 0.3),
)


class OrgReader:
    """Reads Org documents; places are character offsets into the decoded text."""

    name = "org"
    suffixes = (".org",)
    media_types = ("text/org", "text/x-org")

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is Org: by its notes, keywords and links; the name helps."""
        return sureness(sample_of(raw), _SIGNS, named=named_like(raw, self.suffixes, self.media_types))

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when the bytes are no text."""
        text, problems = open_text(raw)
        scanner = OrgScanner(text)
        scanner.read()
        scanner.title = scanner.keywords.get("title") or scanner.title
        date = scanner.keywords.get("date")
        return source_document(
            raw,
            self.name,
            scanner,
            language=scanner.keywords.get("language"),
            published=day_in(date) or whole_day(date),
            problems=problems,
        )
