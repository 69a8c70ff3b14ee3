"""What a later command relies on: everything says where it stands, and stands there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sourcekeeper.model import Document, Place
from sourcekeeper.plugins import load
from sourcekeeper.ports import RawDocument
from sourcekeeper.web.addresses.comparison import comparison_key

DOCUMENTS = Path(__file__).parents[3] / "eval" / "documents"
CORPUS = Path(__file__).parents[5] / "shared" / "corpus" / "documents"
READERS = {".tex": "latex", ".rst": "rst", ".adoc": "asciidoc", ".org": "org", ".wiki": "wikitext", ".spip": "spip",
           ".dokuwiki": "dokuwiki", ".typ": "typst", ".textile": "textile"}  # fmt: skip
PATHS = sorted(
    path for folder in (DOCUMENTS, CORPUS) if folder.is_dir() for path in folder.iterdir() if path.suffix in READERS
)
ESCAPES = re.compile(r"\\(.)|\s+")
"""What may stand in the source of an address and not in the address: escapes, line breaks."""


def stretch(text: str, place: Place | None) -> str:
    assert place is not None
    assert place.start is not None
    assert place.end is not None
    assert 0 <= place.start < place.end <= len(text)
    return text[place.start : place.end]


def read(path: Path, text: str) -> Document:
    return load("readers", READERS[path.suffix])().read(RawDocument(origin=path.name, data=text.encode()))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_notes_calls_and_addresses_stand_where_they_say(path: Path, line_end: str) -> None:
    text = path.read_text(encoding="utf-8").replace("\n", line_end)
    document = read(path, text)
    assert document.notes
    for note in document.notes:
        own = stretch(text, note.place)
        first_word = re.split(r"\W+", note.text.strip("«„“ "))[0]
        if "{{" not in own:  # a template's values are put in the order they are printed in
            assert re.sub(r"\W", "", first_word)[:2].lower() in re.sub(r"[\W]|\\bu|\\og", "", own).lower()
            assert not own[:1].isspace()
            assert not own[-1:].isspace()
        for address in note.addresses:
            written = stretch(text, address.place)
            if written.startswith("{"):  # an attribute that holds the address
                continue
            meant = ESCAPES.sub(lambda found: found[1] or "", written).removeprefix("doi:")
            assert meant in address.cited.replace(" ", "")
            assert comparison_key(address.url)
        for call in note.calls:
            assert stretch(text, call.place)[0] in "\\[<{f|_@(#"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_line_ends_change_nothing_but_places(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    plain, windows, old = (read(path, text.replace("\n", end)) for end in ("\n", "\r\n", "\r"))
    for other in (windows, old):
        assert [note.text for note in other.notes] == [note.text for note in plain.notes]
        assert [note.contexts for note in other.notes] == [note.contexts for note in plain.notes]
        assert [[each.cited for each in note.addresses] for note in other.notes] == [
            [each.cited for each in note.addresses] for note in plain.notes
        ]


@pytest.mark.parametrize(
    ("reader", "text", "expected"),
    [
        ("latex", "Un\\footnote{ Voir \\url{https://a.org/b\\_c}. }.", ("Voir \\url{https://a.org/b\\_c}.", "https://a.org/b\\_c")),
        ("latex", "Un\\footnote{\\href{https://a.org/}{A \\emph{B}}}.", ("\\href{https://a.org/}{A \\emph{B}}", "https://a.org/")),
        ("rst", "Un [1]_.\n\n.. [1] Voir x_.\n\n.. _x: https://a.org/\n", ("Voir x_.", "https://a.org/")),
        ("asciidoc", "= T\n\nUn.footnote:[Voir https://a.org/[*A*].]\n", ("Voir https://a.org/[*A*].", "https://a.org/")),
        ("org", "Un[fn:: Voir [[https://a.org/][A]] ].\n", ("Voir [[https://a.org/][A]]", "https://a.org/")),
        ("wikitext", "Un<ref> {{x|url=https://a.org/ }} </ref>.", ("{{x|url=https://a.org/ }}", "https://a.org/")),
        ("spip", "Un[[ Voir [A->https://a.org/] ]].\n", ("Voir [A->https://a.org/]", "https://a.org/")),
    ],
)  # fmt: skip
def test_the_place_of_a_note_is_all_of_its_text_and_no_more(reader: str, text: str, expected: tuple[str, str]) -> None:
    (note,) = load("readers", reader)().read(RawDocument(origin="a", data=text.encode())).notes
    assert (stretch(text, note.place), stretch(text, note.addresses[0].place)) == expected


def test_a_place_counts_characters_not_bytes(latex: Callable[[str], Document]) -> None:
    text = "Été — « ça »\\footnote{Là.}."
    (note,) = latex(text).notes
    assert stretch(text, note.place) == "Là."
    assert stretch(text, note.calls[0].place) == "\\footnote{Là.}"
