"""One suite over every reader."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sourcekeeper.ports import Reader
from sourcekeeper.reading.html import HtmlReader
from sourcekeeper.reading.markdown import MarkdownReader
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
