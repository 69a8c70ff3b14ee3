"""Read plain text: scraped pages, mails, what a PDF gave. The labels of lines and the order of the calls tell all."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Sequence

from sourcekeeper.model import Document, Place
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.cites import find_cites
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.labels import HEADING, line_label
from sourcekeeper.reading.languages import guess_language
from sourcekeeper.reading.lines import Line, blocks_of, lines_of, wrap_width
from sourcekeeper.reading.notes import FoundCite, FoundNote, assemble
from sourcekeeper.reading.opening import open_text
from sourcekeeper.reading.pages import joined_over_pages
from sourcekeeper.reading.printed import as_written
from sourcekeeper.reading.quoted import without_quote_marks
from sourcekeeper.reading.unmarked.labelled import find_labelled
from sourcekeeper.reading.unmarked.learned import find_learned
from sourcekeeper.reading.unmarked.unlabelled import find_unlabelled

_LONGEST_TITLE = 120


class TextReader:
    """Reads plain text; places are character offsets into the decoded text."""

    name = "text"
    suffixes = (".txt", ".text", ".asc")
    media_types = ("text/plain",)

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is plain text: never very, since anything may be."""
        if b"\x00" in raw.data[:1024] and not raw.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return 0.05
        named = raw.origin.lower().endswith(self.suffixes) or raw.content_type.startswith(self.media_types)
        return 0.3 if named else 0.2

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when the bytes are no text."""
        written, problems = open_text(raw)
        unquoted, locate_quoted = without_quote_marks(written)
        text, original = as_written(unquoted)

        def locate_printed(start: int, end: int) -> Place:
            return locate_quoted(*original(start, end))

        locate = locate_quoted if text is unquoted else locate_printed

        lines = lines_of(text)
        width = wrap_width(text, lines)
        flow = Flow(text=text, blocks=blocks_of(text, lines, width), hyphenated=width is not None, locate=locate)
        language = guess_language(text)
        found = find_labelled(flow, lines, wrapped=width is not None)
        unlabelled = find_unlabelled(flow, lines, wrapped=width is not None, more_than=len(found.notes))
        found = unlabelled if unlabelled.notes else found
        if not found.notes:
            found = find_learned(flow, lines)
        if width is not None and found.notes:
            _join_over_pages(flow, lines, found.notes, width)
        assembled = assemble(
            flow, found.calls, found.notes, language=language, base_url=raw.base_url, cites=_cites(flow)
        )
        return Document(
            origin=raw.origin,
            format=self.name,
            digest=hashlib.sha256(raw.data).hexdigest(),
            notes=assembled.notes,
            title=first_line_title(text, lines),
            language=language,
            problems=problems + assembled.problems,
        )


def _join_over_pages(flow: Flow, lines: Sequence[Line], notes: Sequence[FoundNote], width: int) -> None:
    """Make one block of the two parts of a paragraph that a page breaks off."""
    spans = joined_over_pages(flow.text, lines, sorted((note.start, note.end) for note in notes), width)
    flow.between_pages = spans
    if spans:
        starts = [start for start, _ in spans]
        # What starts within the gap, or in the line after it, is no block of its own.
        flow.blocks = [block for block in flow.blocks if not _is_within(block, spans, starts)]


def _is_within(block: int, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    index = bisect_left(starts, block) - 1
    return index >= 0 and block <= spans[index][1] + 1


def _cites(flow: Flow) -> tuple[FoundCite, ...]:
    """Return cite keys where some stand in brackets; otherwise ``@name`` is an account, not a key."""
    found = find_cites(flow)
    return found if any(not cite.in_sentence for cite in found) else ()


def first_line_title(text: str, lines: Sequence[Line]) -> str | None:
    """Return the first line when it looks like a title: short, no full stop, more text after it."""
    filled = [line for line in lines[:50] if not line.is_blank]
    if len(filled) < 2 or filled[0].end - filled[0].start > 4 * _LONGEST_TITLE:
        return None
    first = " ".join(text[filled[0].start : filled[0].end].strip("\ufeff").split())
    looks = len(first) <= _LONGEST_TITLE and first[-1:] not in ".,;:" and line_label(first) is None
    return first if looks and not HEADING.match(first[:_LONGEST_TITLE]) and "://" not in first else None
