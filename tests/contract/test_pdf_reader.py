"""The suite of readers over PDF."""

from __future__ import annotations

from collections.abc import Sequence

from tests.contract.test_readers import called
from tests.unit.reading.pdf.sheets import Sheet, pdf_of

from sourcekeeper.ports import Reader
from sourcekeeper.reading.pdf.reader import PdfReader
from sourcekeeper.testing.reading import ReaderContract, SampleNote


class TestPdfReader(ReaderContract):
    """Notes at the foot, each on one line of a wide page."""

    def reader(self) -> Reader:
        return PdfReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        sheet = Sheet(width=1400)
        sheet.line(50, 780, "Une lettre sur la rivière", 18)
        sheet.line(50, 740, called(notes, "^{}^"))
        for number, note in enumerate(notes, start=1):
            sheet.line(50, 100 - 14 * number, f"^{number}^ {note.text}", 9)
        return pdf_of([sheet])


class TestPdfReaderOnEndnotes(TestPdfReader):
    """Notes in a list at the end, in the type of the text."""

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        sheet = Sheet(width=1400)
        sheet.line(50, 780, "Une lettre sur la rivière", 18)
        sheet.line(50, 740, called(notes, "[{}]"))
        if notes:
            sheet.line(50, 700, "Notes", 16)
        for number, note in enumerate(notes, start=1):
            sheet.line(50, 690 - 14 * number, f"[{number}] {note.text}")
        return pdf_of([sheet], packed=True)
