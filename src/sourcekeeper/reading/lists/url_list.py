"""Read a plain list of addresses: one a line, words behind it, comments after ``#``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sourcekeeper.csl import printable
from sourcekeeper.model import Document, Place, Problem, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.lists.entries import Listed, address_of, list_document, with_places
from sourcekeeper.reading.opening import open_text

_ADDRESS = rb"<?(?:https?://|www\.[a-z0-9-]{1,63}\.|doi:10\.|(?:dx\.)?doi\.org/10\.|10\.\d{4,9}/)[^\s<>]{1,8000}>?"
_BULLET = rb"(?:[-*+\xe2\x80\xa2\xb7]{1,3}[ \t]+)?"
_IS_ADDRESS = regex(rb"(?i)" + _BULLET + _ADDRESS + rb"(?:[ \t]+\S[^\r\n]{0,300})?")
_ALONE = regex(rb"(?i)" + _BULLET + _ADDRESS)
_COMMENT = regex(rb"(?:#|//|;|%)[^\r\n]{0,1000}")
_SAMPLE_BYTES = 100_000
_LINE = regex(r"[^\r\n]+")
_READ = regex(rf"(?i)\s*(?:[-*+•·]{{1,3}}\s+)?(?P<address>{_ADDRESS.decode()})(?P<words>\s.*)?")
_HASH = regex(r"\s*(?:#|//|;|%)+\s*(?P<words>.*)")
_BESIDE = " \t#–—-:;,|"


class UrlListReader:
    """Reads plain lists of addresses; places are character offsets into the decoded text."""

    name = "urls"
    suffixes = (".urls",)
    media_types = ("text/uri-list",)

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is nothing but addresses, a line each, and comments."""
        sample = raw.data[:_SAMPLE_BYTES].removeprefix(b"\xef\xbb\xbf")
        lines = [line.strip() for line in sample.splitlines()]
        if len(raw.data) > _SAMPLE_BYTES and len(lines) > 1:
            lines.pop()
        lines = [line for line in lines if line and not _COMMENT.fullmatch(line)]
        found = sum(bool(_IS_ADDRESS.fullmatch(line)) for line in lines)
        alone = sum(bool(_ALONE.fullmatch(line)) for line in lines)
        if not found or found < 0.9 * len(lines) or (len(lines) > 3 and alone < 0.3 * len(lines)):
            return 0.0
        if raw.origin.lower().endswith(self.suffixes) or raw.content_type.startswith(self.media_types):
            return 0.95
        return 0.7

    def read(self, raw: RawDocument) -> Document:
        """Read the list. Raises NotReadable when the bytes are no text."""
        text, problems = open_text(raw)
        found = _Lines(text)
        entries = list(found.listed())
        if found.odd:
            problems += (Problem(reason=Reason.of("rows-without-source", count=found.odd)),)
        return list_document(raw, self.name, entries, problems=problems, title=found.title)


def _less_comma(line: re.Match[str]) -> str:
    """Return the address of a line; a comma before words parts them from it."""
    return line["address"].rstrip(",;") if line["words"] else line["address"]


@dataclass(slots=True)
class _Lines:
    text: str
    title: str | None = None
    """A comment that stands above everything else."""
    odd: int = 0
    """Lines that are neither an address nor a comment."""

    def listed(self) -> Iterator[Listed]:
        number = 0
        for line in _LINE.finditer(self.text):
            written = line.group().strip("\ufeff\x00 \t")
            if not written:
                continue
            comment = _HASH.fullmatch(written)
            if comment:
                if number == 0 and self.title is None and not address_of(comment["words"]):
                    self.title = printable(comment["words"])[:200] or None
                continue
            found = _READ.fullmatch(written) if len(written) < 20_000 else None
            address = address_of(_less_comma(found)) if found else None
            if found is None or address is None:
                self.odd += 1
                continue
            number += 1
            words = printable(found["words"] or "").strip(_BESIDE)
            yield Listed(
                number=str(number),
                text=f"{words}, {address.cited}" if words else address.cited,
                addresses=with_places((address,), self.text, line.start(), line.end()),
                place=Place(start=line.start(), end=line.end()),
            )
