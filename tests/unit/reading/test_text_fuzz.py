"""Plain texts and Markdown cut, doubled, mixed and badly encoded: read or refused, every place within the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcekeeper.errors import NotReadable
from sourcekeeper.ports import RawDocument, Reader
from sourcekeeper.reading.markdown.reader import MarkdownReader
from sourcekeeper.reading.text import TextReader

DOCUMENTS = Path(__file__).parents[2] / "eval" / "documents"
SEEDS = {
    "text": [path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("*.txt"))],
    "markdown": [path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("*.md"))],
}
READERS: dict[str, type[Reader]] = {"text": TextReader, "markdown": MarkdownReader}
SIGNS = [
    "1", "12", "[1]", "(1)", "¹", "*", "- ", "\n", "\n\n", "\r\n", "\f", "\t", "\0", "\u00a0", "\u00ad", "\u200b",
    "\ufeff", "↩︎", "http://", "https://a.example/", "www.", "[^a]", "[^a]: ", "^[", "](", "`", "```\n", "> ", "|",
    "<a>", "«", "»", "Notes\n", "\U0001f469\u200d", "e\u0301", "\u202e",
]  # fmt: skip
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "iso-8859-15"]


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    name = draw(st.sampled_from(sorted(READERS)))
    text = draw(st.sampled_from(SEEDS["text"] + SEEDS["markdown"]))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        match draw(st.sampled_from(["sign", "cut", "twice", "mix"])):
            case "sign":
                text = text[:at] + draw(st.sampled_from(SIGNS)) * draw(st.sampled_from([1, 1, 2, 40])) + text[at:]
            case "cut":
                text = text[:at] + text[at + draw(st.integers(1, 200)) :]
            case "twice":
                text = text[:at] + text[at : at + 300] * 2 + text[at + 300 :]
            case _:
                other = draw(st.sampled_from(SEEDS["text"] + SEEDS["markdown"]))
                text = text[:at] + other[at : at + 400] + text[at:]
    return name, text.encode(draw(st.sampled_from(ENCODINGS)), "replace")


@settings(max_examples=250, deadline=None)
@given(mutated())
def test_a_mutated_text_is_read_or_refused(case: tuple[str, bytes]) -> None:
    name, data = case
    raw = RawDocument(origin="-", data=data)
    assert 0 <= READERS[name]().recognise(raw) <= 1
    try:
        document = READERS[name]().read(raw)
    except NotReadable:
        return
    assert [note.id for note in document.notes] == [f"n{number}" for number in range(1, len(document.notes) + 1)]
    for note in document.notes:
        assert note.text == " ".join(note.text.split())
        for place in (note.place, *(each.place for each in (*note.calls, *note.addresses))):
            if place is not None and place.start is not None and place.end is not None:
                assert 0 <= place.start <= place.end <= len(data)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(READERS)), st.lists(st.sampled_from([*SIGNS, "mot ", "a"]), max_size=80).map("".join))
def test_any_heap_of_signs_is_read_or_refused(name: str, text: str) -> None:
    try:
        READERS[name]().read(RawDocument(origin="-", data=text.encode()))
    except NotReadable:
        return


@pytest.mark.parametrize("name", sorted(READERS))
def test_notes_that_cite_one_another_in_a_circle_are_read_once_each(name: str) -> None:
    notes = {
        "text": "Un fait1. Un autre2.\n\n1. Voir note 2.\n2. Voir note 1.\n",
        "markdown": "Un fait[^a]. Un autre[^b].\n\n[^a]: Voir[^b].\n\n[^b]: Voir[^a].\n",
    }
    document = READERS[name]().read(RawDocument(origin="-", data=notes[name].encode()))
    assert len(document.notes) == 2
