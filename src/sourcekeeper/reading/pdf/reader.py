"""Read PDF: text by its places on the page, notes at the foot or at the end, addresses from links first.

The door; the work is done in `document`, which is loaded when a PDF is read.
"""

from __future__ import annotations

import re

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument


class PdfReader:
    """Reads PDF; places are page, line and character, counted from 1: ``page[3]/line[12]/char[5]``."""

    name = "pdf"
    suffixes = (".pdf",)
    media_types = ("application/pdf",)

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is a PDF: by its first bytes."""
        if raw.data.startswith(b"%PDF-"):
            return 1.0
        return 0.9 if re.search(rb"%PDF-\d\.\d", raw.data[:1024]) else 0.0

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when it is no PDF, broken, locked, or has no text in it."""
        from sourcekeeper.reading.pdf.document import read_pdf  # noqa: PLC0415  20 ms, for those who read PDF

        return read_pdf(raw, self.name)
