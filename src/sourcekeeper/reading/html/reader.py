"""Read HTML: notes that links give away, then notes in place, then those that only labels give away."""

from __future__ import annotations

import hashlib
import re

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document
from sourcekeeper.patterns import regex
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.html.notes import find_notes
from sourcekeeper.reading.html.parse import parse_html
from sourcekeeper.reading.languages import guess_language
from sourcekeeper.reading.notes import assemble
from sourcekeeper.reading.opening import open_text

_OPENING = regex(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = regex(
    rb"\A(?:\xef\xbb\xbf)?\s*<(?:p|div|article|section|h[1-6]|main|ol|ul|table|meta|title)\b", re.IGNORECASE
)
_TAGS = regex(rb"</(?:p|div|a|sup|li|span|h[1-6])>", re.IGNORECASE)
_SAMPLE_BYTES = 65_536


class HtmlReader:
    """Reads HTML pages and fragments; places are element paths from the root."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")
    media_types = ("text/html", "application/xhtml+xml")

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is HTML: how it opens, whether it closes tags; the name helps."""
        sample = raw.data[:_SAMPLE_BYTES]
        if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
            sample = sample.replace(b"\x00", b"")[2:]
        if _OPENING.match(sample):
            return 1.0
        named = raw.origin.lower().endswith(self.suffixes) or raw.content_type.startswith(self.media_types)
        tags = len(_TAGS.findall(sample))
        if _FRAGMENT.match(sample) and tags:
            return 0.95
        return min(0.95, 0.5 * named + min(tags, 10) * (0.04 if named else 0.02))

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when the bytes are no text or hold no element."""
        text, problems = open_text(raw, markup=True)
        page, damage = parse_html(text, raw.base_url)
        if not page.nodes.tag:
            raise NotReadable(raw.origin, "there is no HTML in it", "Try --format text.")
        metadata = page.metadata
        page, found = find_notes(page, lambda: parse_html(text, raw.base_url, keep_tooltips=True)[0])
        language = metadata.language or guess_language(page.flow.text)
        assembled = assemble(page.flow, found.calls, found.notes, language=language, base_url=metadata.base_url)
        return Document(
            origin=raw.origin,
            format=self.name,
            digest=hashlib.sha256(raw.data).hexdigest(),
            notes=assembled.notes,
            title=metadata.title,
            language=language,
            published=metadata.published,
            problems=problems + damage + assembled.problems,
        )
