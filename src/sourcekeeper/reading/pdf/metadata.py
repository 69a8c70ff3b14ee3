"""What a PDF says of itself: title, language, day of publication. Pure.

The information dictionary first, then the XMP packet (ISO 32000-1, 14.3), then the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from sourcekeeper.patterns import regex
from sourcekeeper.reading.front_matter import day_in
from sourcekeeper.reading.languages import language_tag
from sourcekeeper.reading.pdf.file import PdfFile, attempt, entry
from sourcekeeper.reading.pdf.line import PdfLine

_DATE = regex(r"(?:D:)?\s*(\d{4})(\d{2})?(\d{2})?")
_LONGEST_TITLE = 300
_LONGEST_PACKET = 200_000
_TAGS = regex(r"<[^<>]*>")
_NO_TITLE = regex(
    r"(?i)(?:microsoft (?:word|powerpoint) ?-.*|.*\.(?:docx?|odt|tex|dvi|indd|pdf|html?|rtf)|untitled.*|"
    r"(?:sans nom|sans titre|unbenannt|document|dokument)\s*\d*|about:blank|\W*|.*://\S*)"
)
"""Titles that programs put in: the file's name, nothing at all."""


@dataclass(frozen=True, slots=True)
class PdfMetadata:
    """What was found; None where nothing was."""

    title: str | None = None
    language: str | None = None
    published: date | None = None


def read_metadata(file: PdfFile, body: Sequence[PdfLine], body_size: float) -> PdfMetadata:
    """Read the information dictionary and the catalogue; a title that names nothing is taken from the first page."""
    information = attempt(lambda: file.reader.trailer.get("/Info").get_object(), None)
    packet = packet_of(file)
    title = _folded(str(entry(information, "/Title") or "")) or _folded(in_packet(packet, "dc:title"))
    if not title or len(title) > _LONGEST_TITLE or _NO_TITLE.fullmatch(title):
        title = _shown_title(body, body_size) or ""
    language = entry(file.catalogue, "/Lang") or _folded(in_packet(packet, "dc:language"))
    return PdfMetadata(
        title=title or None,
        language=language_tag(str(language)) if isinstance(language, str) else None,
        published=_day(entry(information, "/CreationDate")) or day_in(in_packet(packet, "xmp:CreateDate")),
    )


def packet_of(file: PdfFile) -> str:
    """Return the XMP packet of the whole document; empty when there is none."""
    stream = entry(file.catalogue, "/Metadata")
    return file.data_of(stream)[:_LONGEST_PACKET].decode("utf-8", "replace") if hasattr(stream, "get_data") else ""


def in_packet(packet: str, name: str, *, every: bool = False) -> str:
    """Return the first value of a property, or every one joined by ``; ``: in a list, alone or as an attribute."""
    begin = packet.find(f"<{name}")
    if begin < 0:
        attribute = regex(rf'\b{name}="([^"]{{0,500}})"').search(packet)
        return unescape(attribute[1]) if attribute is not None else ""
    stop = packet.find(f"</{name}", begin)
    inner = packet[begin:stop].partition(">")[2] if stop > begin else ""
    values = [" ".join(unescape(_TAGS.sub("", value)).split()) for value in inner.split("</rdf:li>")]
    return "; ".join(value for value in values if value) if every else values[0]


def _folded(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _shown_title(body: Sequence[PdfLine], body_size: float) -> str | None:
    """Return the largest type of the first page, when it is larger than the text and short."""
    first = [line for line in body if line.page == body[0].page][:40] if body else []
    size = max((line.size for line in first), default=0.0)
    if not first or size < 1.15 * body_size:
        return None
    largest = [abs(line.size - size) < 0.3 for line in first]
    begin = largest.index(True)
    end = largest.index(False, begin) if False in largest[begin:] else len(first)
    title = " ".join(" ".join(line.text for line in first[begin : min(end, begin + 4)]).split())
    return title if 2 < len(title) <= _LONGEST_TITLE else None


def _day(value: Any) -> date | None:
    """Read ``D:20240305…``; a year alone is no day."""
    found = _DATE.match(str(value or ""))
    if found is None or found[2] is None or found[3] is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
