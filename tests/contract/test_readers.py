"""One suite over every reader."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.unit.reading.office import docx, epub, footnote_call, odt, odt_note, paragraph, rtf, rtf_text

from sourcekeeper.ports import Reader
from sourcekeeper.reading.html.reader import HtmlReader
from sourcekeeper.reading.markdown.reader import MarkdownReader
from sourcekeeper.reading.office.docx import DocxReader
from sourcekeeper.reading.office.epub import EpubReader
from sourcekeeper.reading.office.odt import OdtReader
from sourcekeeper.reading.office.rtf import RtfReader
from sourcekeeper.reading.text import TextReader
from sourcekeeper.testing.reading import ReaderContract, SampleNote


def called(notes: Sequence[SampleNote], call: str) -> str:
    """The sentences of the notes, each once, with a call for each note; the last before the full stop."""
    sentences: dict[str, list[int]] = {}
    for number, note in enumerate(notes, start=1):
        sentences.setdefault(note.context, []).append(number)
    written = []
    for sentence, numbers in sentences.items():
        *early, last = [call.format(number) for number in numbers]
        text = sentence.replace(",", "".join(early) + ",", 1) if early else sentence
        written.append(text[:-1] + last + text[-1])
    return " ".join(written) or "Un paragraphe sans rien. Un autre encore."


class TestTextReader(ReaderContract):
    def reader(self) -> Reader:
        return TextReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        listed = "\n".join(f"- {note.text}↩︎" for note in notes)
        return f"Une lettre sur la rivière\n{called(notes, '{}')}\n{listed}\n".encode()


class TestMarkdownReader(ReaderContract):
    def reader(self) -> Reader:
        return MarkdownReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        listed = "\n\n".join(f"[^x{number}]: {note.text}" for number, note in enumerate(notes, start=1))
        return f"# Une lettre\n\n{called(notes, '[^x{}]')}\n\n{listed}\n".encode()


class TestHtmlReader(ReaderContract):
    def reader(self) -> Reader:
        return HtmlReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        listed = "".join(
            f'<li id="n{number}">{escape(note.text)} <a href="#c{number}">↩</a></li>'
            for number, note in enumerate(notes, start=1)
        )
        body = called(notes, '<sup><a id="c{0}" href="#n{0}">{0}</a></sup>')
        return f"<!DOCTYPE html><html lang=fr><body><p>{body}</p><ol>{listed}</ol></body></html>".encode()


class TestHtmlReaderOnHandMadeNotes(TestHtmlReader):
    def write(self, notes: Sequence[SampleNote]) -> bytes:
        listed = "<br>\n".join(f"({number}) {escape(note.text)}" for number, note in enumerate(notes, start=1))
        body = called(notes, " <sup>({})</sup>")
        heading = "<p><b>Notes</b></p>" if notes else ""
        return f"<!DOCTYPE html><html lang=fr><body><p>{body}</p>{heading}<p>{listed}</p></body></html>".encode()


class TestDocxReader(ReaderContract):
    def reader(self) -> Reader:
        return DocxReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        pieces = called(notes, "\x00{}\x00").split("\x00")
        body = (footnote_call(int(piece) + 1) if piece.isdigit() else piece for piece in pieces if piece)
        return docx(paragraph(*body), footnotes={number + 1: note.text for number, note in enumerate(notes, start=1)})


class TestOdtReader(ReaderContract):
    def reader(self) -> Reader:
        return OdtReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        pieces = called(notes, "\x00{}\x00").split("\x00")
        body = (odt_note(piece, escape(notes[int(piece) - 1].text)) if piece.isdigit() else piece for piece in pieces)
        return odt(f"<text:p>{''.join(body)}</text:p>")


class TestEpubReader(ReaderContract):
    def reader(self) -> Reader:
        return EpubReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        body = called(notes, '<a id="c{0}" epub:type="noteref" href="notes.xhtml#n{0}">{0}</a>')
        listed = "".join(
            f'<aside id="n{number}" epub:type="endnote">'
            f'<p>{escape(note.text)} <a href="a.xhtml#c{number}">↩</a></p></aside>'
            for number, note in enumerate(notes, start=1)
        )
        return epub({"a.xhtml": f"<p>{body}</p>", "notes.xhtml": f"<section>{listed}</section>"})


class TestRtfReader(ReaderContract):
    def reader(self) -> Reader:
        return RtfReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        pieces = called(notes, "\x00{}\x00").split("\x00")
        body = (
            r"{\super\chftn}{\footnote {\super\chftn} " + rtf_text(notes[int(piece) - 1].text) + "}"
            if piece.isdigit()
            else rtf_text(piece)
            for piece in pieces
        )
        return rtf("".join(body) + r"\par")
