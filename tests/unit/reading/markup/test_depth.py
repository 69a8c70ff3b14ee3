"""Notes in notes in notes: as deep as anybody writes, and no deeper."""

from __future__ import annotations

import pytest

from sourcekeeper.model import Document
from sourcekeeper.plugins import load
from sourcekeeper.ports import RawDocument

NOTES = {
    "latex": ("\\footnote{", "}"),
    "asciidoc": ("footnote:[", "]"),
    "org": ("[fn:: ", "]"),
    "spip": ("[[", "]]"),
    "typst": ("#footnote[", "]"),
    "wikitext": ("{{refn|", "}}"),
}


def read(name: str, text: str) -> Document:
    return load("readers", name)().read(RawDocument(origin="-", data=text.encode()))


@pytest.mark.parametrize("name", NOTES)
def test_notes_lie_in_notes(name: str) -> None:
    begin, end = NOTES[name]
    document = read(name, f"Un{begin}Deux{begin}Trois{begin}Quatre.{end}.{end}.{end}.\n")
    assert [note.text for note in document.notes] == ["Deux.", "Trois.", "Quatre."]
    assert document.problems == ()


@pytest.mark.parametrize("name", NOTES)
def test_a_thousand_notes_in_notes_take_nothing_of_the_rest_along(name: str) -> None:
    begin, end = NOTES[name]
    document = read(name, f"Un{begin}Avant.{end}.\n\nX{f'{begin}x' * 1000}{end * 1000}\n\nDeux{begin}Après.{end}.\n")
    assert {"Avant.", "Après."} <= {note.text for note in document.notes}
    assert [problem.reason.code for problem in document.problems] == ["notes-too-deep"]


def test_of_very_many_damaged_parts_the_rest_is_counted() -> None:
    document = read("latex", "Un\\footnote{x\n\n" * 300)
    assert [problem.reason.code for problem in document.problems[98:]] == ["note-not-closed"] * 2 + ["more-damage"]
    assert document.problems[-1].reason.get("count") == 200
