"""The suite of readers over the mark-up sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sourcekeeper.ports import Reader
from sourcekeeper.reading.markup.asciidoc import AsciidocReader
from sourcekeeper.reading.markup.dokuwiki import DokuwikiReader
from sourcekeeper.reading.markup.latex import LatexReader
from sourcekeeper.reading.markup.org import OrgReader
from sourcekeeper.reading.markup.rest import RestReader
from sourcekeeper.reading.markup.spip import SpipReader
from sourcekeeper.reading.markup.textile import TextileReader
from sourcekeeper.reading.markup.typst import TypstReader
from sourcekeeper.reading.markup.wikitext import WikitextReader
from sourcekeeper.testing.reading import ReaderContract, SampleNote


def body(notes: Sequence[SampleNote], calls: Sequence[str]) -> str:
    """The sentences of the notes, each once, with their calls; the last before the full stop, the others at commas."""
    sentences: dict[str, list[str]] = {}
    for note, call in zip(notes, calls, strict=True):
        sentences.setdefault(note.context, []).append(call)
    written = []
    for sentence, (*early, last) in sentences.items():
        text = sentence.replace(",", "".join(early) + ",", 1) if early else sentence
        written.append(text[:-1] + last + text[-1])
    return " ".join(written) or "Un paragraphe sans rien. Un autre encore."


class TestLatexReader(ReaderContract):
    def reader(self) -> Reader:
        return LatexReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        texts = [re.sub(r"([%&#_])", r"\\\1", note.text) for note in notes]
        text = body(notes, [f"\\footnote{{{text}}}" for text in texts])
        head = "\\documentclass{article}\n\\title{Une lettre}\n\\begin{document}\n"
        return f"{head}\\maketitle\n{text}\n\\end{{document}}\n".encode()


class TestLatexMarksAndTexts(TestLatexReader):
    def write(self, notes: Sequence[SampleNote]) -> bytes:
        texts = [re.sub(r"https?://[^ ]*[^ .]", r"\\url{\g<0>}", note.text) for note in notes]
        listed = "\n".join(f"\\footnotetext[{number}]{{{text}}}" for number, text in enumerate(texts, start=1))
        text = body(notes, ["\\footnotemark{}"] * len(notes))
        return f"\\section{{Une lettre}}\n{text}\n\n{listed}\n".encode()


class TestRestReader(ReaderContract):
    def reader(self) -> Reader:
        return RestReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        listed = "\n".join(f".. [#n{number}] {note.text}" for number, note in enumerate(notes, start=1))
        calls = [f" [#n{number}]_\\ " for number in range(1, len(notes) + 1)]
        return f"Une lettre\n==========\n\n{body(notes, calls)}\n\n{listed}\n".encode()


class TestAsciidocReader(ReaderContract):
    def reader(self) -> Reader:
        return AsciidocReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        return f"= Une lettre\n\n{body(notes, [f'footnote:[{note.text}]' for note in notes])}\n".encode()


class TestOrgReader(ReaderContract):
    def reader(self) -> Reader:
        return OrgReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        listed = "\n".join(f"[fn:x{number}] {note.text}" for number, note in enumerate(notes, start=1))
        calls = [f"[fn:x{number}]" for number in range(1, len(notes) + 1)]
        return f"#+TITLE: Une lettre\n\n{body(notes, calls)}\n\n* Notes\n{listed}\n".encode()


class TestOrgInlineNotes(TestOrgReader):
    def write(self, notes: Sequence[SampleNote]) -> bytes:
        return f"#+TITLE: Une lettre\n\n{body(notes, [f'[fn:: {note.text}]' for note in notes])}\n".encode()


class TestWikitextReader(ReaderContract):
    def reader(self) -> Reader:
        return WikitextReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        return f"== Une lettre ==\n{body(notes, [f'<ref>{note.text}</ref>' for note in notes])}\n".encode()


class TestWikitextListedNotes(TestWikitextReader):
    def write(self, notes: Sequence[SampleNote]) -> bytes:
        listed = "\n".join(f'<ref name="n{number}">{note.text}</ref>' for number, note in enumerate(notes, start=1))
        calls = [f"<ref name=n{number} />" for number in range(1, len(notes) + 1)]
        return f"== Une lettre ==\n{body(notes, calls)}\n<references>\n{listed}\n</references>\n".encode()


class TestSpipReader(ReaderContract):
    def reader(self) -> Reader:
        return SpipReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        return f"{{{{{{Une lettre}}}}}}\n\n{body(notes, [f'[[{note.text}]]' for note in notes])}\n".encode()


class TestDokuwikiReader(ReaderContract):
    def reader(self) -> Reader:
        return DokuwikiReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        return f"====== Une lettre ======\n\n{body(notes, [f'(({note.text}))' for note in notes])}\n".encode()


class TestTextileReader(ReaderContract):
    def reader(self) -> Reader:
        return TextileReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        listed = "\n\n".join(f"fn{number}. {note.text}" for number, note in enumerate(notes, start=1))
        calls = [f"[{number}]" for number in range(1, len(notes) + 1)]
        return f"h1. Une lettre\n\n{body(notes, calls)}\n\n{listed}\n".encode()


class TestTypstReader(ReaderContract):
    def reader(self) -> Reader:
        return TypstReader()

    def write(self, notes: Sequence[SampleNote]) -> bytes:
        return f"= Une lettre\n\n{body(notes, [f'#footnote[{note.text}]' for note in notes])}\n".encode()
