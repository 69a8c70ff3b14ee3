r"""Read RTF: ``{\footnote …}`` where it stands, characters in any of the format's three ways of writing them."""

from __future__ import annotations

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document, Problem, Reason
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.front_matter import day_in
from sourcekeeper.reading.office.rtf_text import RtfText
from sourcekeeper.reading.office.stories import About, as_document
from sourcekeeper.reading.opening import refuse_binary

_SIGNATURE = b"{\\rtf"
_BEFORE = b"\xef\xbb\xbf \t\r\n\x00"


class RtfReader:
    """Reads RTF; places are offsets into the file, whose bytes are its characters."""

    name = "rtf"
    suffixes = (".rtf",)
    media_types = ("text/rtf", "application/rtf")

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is RTF: it says so at once."""
        return 1.0 if raw.data[:64].lstrip(_BEFORE).startswith(_SIGNATURE) else 0.0

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when it is no RTF."""
        if not self.recognise(raw):
            refuse_binary(raw)
            raise NotReadable(raw.origin, "it is not RTF", "Leave out --format.")
        text = RtfText()
        text.read(raw.data.decode("latin-1"))
        named = {name.lower(): day_in(value) for name, value in text.head.properties}
        days = [named.get("date"), text.head.days.get("revtim"), text.head.days.get("creatim")]
        about = About(titles=[text.head.title, *text.titles, *text.headings], days=days)
        problems = [Problem(reason=Reason.of("cut-short"))] if text.is_cut else []
        return as_document(raw, self.name, text.body, text.notes, about, problems)
