"""Read a PDF from its bytes to a document: the steps, one after the other.

File (`file`), what its pages paint (`painting`), lines (`lines`), text and notes (`layout`), one flow
(`flow`), calls (`notes`). What stands in pictures only is not read.
"""

from __future__ import annotations

import hashlib

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document, Problem, Reason
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.languages import guess_language
from sourcekeeper.reading.notes import assemble
from sourcekeeper.reading.pdf.file import PdfFile, opened_pdf
from sourcekeeper.reading.pdf.fonts import UNKNOWN
from sourcekeeper.reading.pdf.layout import PdfPageLines
from sourcekeeper.reading.pdf.lines import lines_of_page
from sourcekeeper.reading.pdf.metadata import read_metadata
from sourcekeeper.reading.pdf.notes import read_layout
from sourcekeeper.reading.pdf.painting import PageRunner
from sourcekeeper.reading.pdf.pieces import turned_box

_FEWEST_CHARACTERS = 16
"""With less than that a PDF has no text: it is a scan, or drawn."""
_MOST_UNKNOWN = 0.5
_MOST_DAMAGE = 20
"""Damaged pages told one by one."""
_REPORTED_UNKNOWN = 0.002
"""Share of characters without a known text beyond which it is told."""


def read_pdf(raw: RawDocument, format_name: str) -> Document:
    """Read a PDF. Raises NotReadable when it is no PDF, broken, locked, or has no text in it."""
    with opened_pdf(raw.origin, raw.data) as file:
        pages = _pages(file)
        _require_text(raw.origin, pages)
        flow, found, layout = read_layout(pages)
        metadata = read_metadata(file, layout.body, layout.body_size)
        # Word processors write the language of the program's set-up: the words of the text know better.
        language = guess_language(flow.text)
        if language is None or (metadata.language or "").lower().startswith(f"{language}-"):
            language = metadata.language
        problems = _problems(file, flow.text)
    assembled = assemble(flow, found.calls, found.notes, language=language, base_url="")
    return Document(
        origin=raw.origin,
        format=format_name,
        digest=hashlib.sha256(raw.data).hexdigest(),
        notes=assembled.notes,
        title=metadata.title,
        language=language,
        published=metadata.published,
        problems=problems + assembled.problems,
    )


def _pages(file: PdfFile) -> list[PdfPageLines]:
    runner = PageRunner(file)
    pages = []
    gutters: list[tuple[float, float]] = []
    for page in file.pages():
        file.now = f"page {page.number}"
        shown = runner.run(page)
        artifacts = sum(len(piece.text) for piece in shown.pieces if piece.is_artifact)
        pieces = shown.pieces
        # Where nearly all is marked as no part of the text the marks are wrong.
        if artifacts * 2 <= sum(len(piece.text) for piece in pieces):
            pieces = [piece for piece in pieces if not piece.is_artifact]
        lines, turn, gutters = lines_of_page(page.number, pieces, file.links_of(page), page.box, gutters)
        _, bottom, _, top = turned_box(page.box, turn)
        pages.append(PdfPageLines(page.number, lines, shown.rules if turn == 0 else [], bottom, top))
    return pages


def _require_text(origin: str, pages: list[PdfPageLines]) -> None:
    if not pages:
        raise NotReadable(origin, "the PDF has no page that can be read", "Open it in a PDF viewer and save it anew.")
    text = "".join(line.text for page in pages for line in page.lines)
    unknown = text.count(UNKNOWN)
    if len(text) - unknown < _FEWEST_CHARACTERS or unknown > _MOST_UNKNOWN * len(text):
        what = "does not tell what its signs mean" if unknown else "has no text, only pictures of it"
        raise NotReadable(origin, f"the PDF {what}", "Run a text recognition (OCR) over it and read the result.")


def _problems(file: PdfFile, text: str) -> tuple[Problem, ...]:
    problems = []
    if file.is_cut:
        problems.append(Problem(reason=Reason.of("read-in-part")))
    problems += [Problem(reason=Reason.of("part-damaged", part=part)) for part in list(file.damaged)[:_MOST_DAMAGE]]
    unknown = text.count(UNKNOWN)
    if unknown > _REPORTED_UNKNOWN * len(text):
        problems.append(Problem(reason=Reason.of("undecodable-characters", encoding="PDF", count=unknown)))
    return tuple(problems)
