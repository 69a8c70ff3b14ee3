"""Make the document of a source text that a scanner has read: the last step of those readers. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from sourcekeeper.model import Document, Problem
from sourcekeeper.patterns import regex
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.languages import guess_language, language_tag
from sourcekeeper.reading.markup.source_scan import SourceScanner
from sourcekeeper.reading.notes import Found, assemble
from sourcekeeper.reading.unmarked.labelled import find_labelled
from sourcekeeper.web.metadata.dates import read_date

SAMPLE_BYTES = 400_000
_SUREST = 0.97
_BY_NAME = 0.5


def sample_of(raw: RawDocument) -> str:
    """Return the beginning of a document as text, to be looked at for signs; empty when it looks binary."""
    data = raw.data[:SAMPLE_BYTES]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="ignore")
    return "" if b"\x00" in data[:1024] else data.decode("utf-8", errors="ignore").replace("\r\n", "\n")


def named_like(raw: RawDocument, suffixes: tuple[str, ...], media_types: tuple[str, ...]) -> bool:
    """Whether a document's name or its declared type is that of a format."""
    return raw.origin.lower().endswith(suffixes) or raw.content_type.lower().startswith(media_types)


class Sign:
    """Something that speaks for a format, and how much."""

    def __init__(self, piece: str, pattern: str, weight: float) -> None:
        self.piece = piece
        """What stands in every text that shows the sign: it is looked for first, since that takes next to nothing."""
        self.pattern = regex(pattern)
        """A line begins behind a line feed, the first one too: searched for so, most of a text is skipped."""
        self.weight = weight

    def stands_in(self, lines: str) -> bool:
        """Whether a text shows the sign; it begins with a line feed."""
        return self.piece in lines and self.pattern.search(lines) is not None


def sureness(sample: str, signs: Sequence[Sign], *, named: bool) -> float:
    """Add up the weights of the signs that a sample shows, and what a name is worth."""
    lines = "\n" + sample
    sure = sum(sign.weight for sign in signs if sign.stands_in(lines)) if sample else 0.0
    return min(sure + _BY_NAME * (named and bool(sample.strip())), _SUREST)


def whole_day(text: str | None) -> date | None:
    """Return the day a date in words names; None for a month, a year, or no date.

    >>> whole_day("12 mai 2023"), whole_day("mai 2023")
    (datetime.date(2023, 5, 12), None)
    """
    found = read_date(text.strip()) if text else None
    if found is None or found.end is not None or len(found.start) != 3:
        return None
    try:
        return date(*found.start)
    except ValueError:
        return None


def source_document(
    raw: RawDocument,
    format: str,
    scanner: SourceScanner,
    *,
    language: str | None = None,
    published: date | None = None,
    problems: tuple[Problem, ...] = (),
) -> Document:
    """Assemble what a scanner found; where the mark-up knows no notes, those that only labels give away.

    `language` as the document declares it; without one it is guessed. `problems`: those of opening the text.
    """
    flow = scanner.out.finished()
    tongue = language_tag(language) or guess_language(flow.text)
    found: Found = scanner.found(flow)
    if not found.notes and not found.calls and not scanner.cites:
        found = find_labelled(flow)
    assembled = assemble(
        flow, found.calls, found.notes, language=tongue, base_url=raw.base_url, cites=tuple(scanner.cites)
    )
    return Document(
        origin=raw.origin,
        format=format,
        digest=hashlib.sha256(raw.data).hexdigest(),
        notes=assembled.notes,
        title=scanner.title,
        language=tongue,
        published=published,
        problems=problems + scanner.problems() + assembled.problems,
    )
