"""Read Markdown: notes as ``[^x]`` and ``^[…]``; without any, those that only labels give away."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left

from sourcekeeper.model import Document, Problem, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.cites import find_cites
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.front_matter import front_matter
from sourcekeeper.reading.languages import guess_language, language_tag
from sourcekeeper.reading.markdown.blocks import parse_blocks
from sourcekeeper.reading.markdown.flow import MarkdownFlow, NoteSpan
from sourcekeeper.reading.notes import Found, FoundCall, FoundNote, assemble
from sourcekeeper.reading.opening import open_text
from sourcekeeper.reading.unmarked.labelled import find_labelled

_SIGNS: tuple[tuple[re.Pattern[bytes], float], ...] = (
    (regex(rb"\n {0,3}\[\^[^\]\s]+\]:"), 0.6),
    (regex(rb"\^\[[^\]\n]{3,}"), 0.3),
    (regex(rb"\n#{1,6} \S"), 0.25),
    (regex(rb"\]\(https?://"), 0.25),
    (regex(rb"\A\n(?:\xef\xbb\xbf)?---[ \t]*\r?\n[A-Za-z][\w-]*:"), 0.25),
    (regex(rb"\n(?:```|~~~)"), 0.2),
)
"""A line begins behind a line feed, the first one too: searched for so, most of a text is skipped."""
_SAMPLE_BYTES = 2_000_000
_LABEL = regex(r"[\w.:-]{1,80}")
_BROKEN_LINES = regex(r"\r\n?|\n")


class MarkdownReader:
    """Reads Markdown; places are character offsets into the decoded text."""

    name = "markdown"
    suffixes = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
    media_types = ("text/markdown", "text/x-markdown")

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is Markdown: by its notes, headings and links; the name helps."""
        sample = raw.data[:_SAMPLE_BYTES]
        if b"\x00" in sample[:1024]:
            return 0.0
        lines = b"\n" + sample
        sure = sum(weight for sign, weight in _SIGNS if sign.search(lines))
        if raw.origin.lower().endswith(self.suffixes) or raw.content_type.startswith(self.media_types):
            sure += 0.5
        return min(sure, 0.9)

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when the bytes are no text."""
        text, problems = open_text(raw)
        head = front_matter(text)
        collected, flow, damage = _flow(text, head.end)
        language = language_tag(head.fields.get("lang") or head.fields.get("language")) or guess_language(flow.text)
        found = _own_notes(collected)
        if not found.notes and not found.calls:
            found = find_labelled(flow)
            if not found.notes:
                flow, found = collected.notes_of_references(flow)
        assembled = assemble(
            flow, found.calls, found.notes, language=language, base_url=raw.base_url, cites=find_cites(flow)
        )
        return Document(
            origin=raw.origin,
            format=self.name,
            digest=hashlib.sha256(raw.data).hexdigest(),
            notes=assembled.notes,
            title=head.fields.get("title") or collected.title,
            language=language,
            published=head.published,
            is_draft=head.is_draft,
            problems=problems + damage + assembled.problems,
        )


def _flow(text: str, start: int) -> tuple[MarkdownFlow, Flow, tuple[Problem, ...]]:
    """Parse the text behind the front matter; line numbers stay those of the whole."""
    hidden = "\n" * len(_BROKEN_LINES.findall(text[:start]))
    rest = " " + text[start + 1 :] if text.startswith("\ufeff", start) else text[start:]
    blocks = parse_blocks(hidden + rest)
    labels = [str(token.meta["label"]) for token in blocks.tokens if token.type == "footnote_reference_open"]
    defined = {label.casefold(): label for label in reversed(labels)} | {label: label for label in labels}
    collected = MarkdownFlow(text, blocks.references, defined)
    flow = collected.read(blocks.tokens)
    damage = {"blocks-too-deep": blocks.is_too_deep, "notes-too-deep": collected.has_notes_too_deep}
    return collected, flow, tuple(Problem(reason=Reason.of(code)) for code, is_so in damage.items() if is_so)


def _own_notes(collected: MarkdownFlow) -> Found:
    """Number the notes in the order of their first calls, as every renderer does; those never called come last."""
    first_span: dict[str, NoteSpan] = {}
    for span in collected.notes:
        if span.number is None:
            first_span.setdefault(span.label, span)
    numbers: dict[str, int] = {}
    for call, number in collected.calls:
        if call.label in first_span:
            numbers.setdefault(call.label, number)
    called = [(number, first_span[label]) for label, number in numbers.items()]
    called += [(span.number, span) for span in collected.notes if span.number is not None]
    called.sort(key=lambda pair: pair[0])
    markers = sorted((call.start, call.end) for call, _ in collected.calls)
    notes: list[FoundNote] = []
    keys: dict[int, str] = {}
    for order, (number, span) in enumerate(called, start=1):
        keys[number] = f"{span.start}"
        notes.append(_note(span, str(order), markers))
    for label, span in first_span.items():
        if label not in numbers:
            notes.append(_note(span, label, markers))
    shown = {note.key: note.number for note in notes}
    calls: list[FoundCall] = []
    for call, number in collected.calls:
        key = keys.get(number)
        if key is not None:
            calls.append(FoundCall(start=call.start, end=call.end, label=shown[key], key=key))
        elif _LABEL.fullmatch(call.label):
            calls.append(call)
    return Found(notes=tuple(notes), calls=tuple(calls))


def _note(span: NoteSpan, number: str, markers: list[tuple[int, int]]) -> FoundNote:
    """Make a note, less the markers that stand in its text."""
    first = bisect_left(markers, (span.start,))
    cuts = tuple(markers[first : bisect_left(markers, (span.end,), first)])
    return FoundNote(key=f"{span.start}", number=number, start=span.start, end=span.end, cuts=cuts)
