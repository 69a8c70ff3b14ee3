"""Cite keys of a text joined with a bibliography, through the Keeper."""

from __future__ import annotations

from pathlib import Path

import pytest

from sourcekeeper.errors import DocumentNotFound, NotReadable
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.results import ReadDocument
from sourcekeeper.keeper.shortcuts import extract
from sourcekeeper.ports import RawDocument

BIB = r"""@book{Roux_1999, author={Jean Roux}, title={Un livre}, year=1999}
@online{lee:2021, author={Ann Lee}, title={A page}, year=2021, url={https://example.org/page}, doi={10.1000/182}}
"""
MARKDOWN = """A claim [see @Roux_1999, chap. 3]. As @LEE:2021 says, and @someone too. Another.[^1]

[^1]: As in [@lee:2021, p. 70; @nobody].
"""
LATEX = r"""\documentclass{article}\begin{document}
A claim\footnote{As in \cite[70]{lee:2021}.} and another \autocite[see][chap.~3]{Roux_1999}.
\end{document}
"""


@pytest.fixture
def bib(tmp_path: Path) -> str:
    path = tmp_path / "refs.bib"
    path.write_text(BIB, encoding="utf-8")
    return str(path)


def read(text: str, *lists: str) -> ReadDocument:
    return extract(RawDocument(origin="text", data=text.encode()), bibliographies=lists)


def test_keys_of_markdown_are_explained(bib: str) -> None:
    found = read(MARKDOWN, bib)
    foot, book, page = found.notes
    assert [(note.note.number, note.note.text) for note in found.notes] == [
        ("1", "As in [@lee:2021, p. 70; @nobody]."),
        ("Roux_1999", "see Jean Roux, “Un livre”, 1999, chap. 3"),
        ("LEE:2021", "Ann Lee, “A page”, 2021, https://example.org/page"),
    ]
    assert [(each.locator, each.item and each.item.text("title")) for each in foot.citations] == [("70", "A page")]
    assert [address.url for address in foot.note.addresses] == [
        "https://example.org/page",
        "https://doi.org/10.1000/182",
    ]
    assert [problem.reason.code for problem in foot.note.problems] == ["cite-key-unknown"]
    assert book.citations[0].locator == "chap. 3"
    assert page.note.contexts == ("As @LEE:2021 says, and @someone too.",)


def test_keys_of_latex_are_explained(bib: str) -> None:
    foot, bare = read(LATEX, bib).notes
    assert [each.locator for each in foot.citations] == ["70"]
    assert (bare.note.number, bare.citations[0].locator) == ("Roux_1999", "chap. 3")


def test_keys_without_a_bibliography_are_one_problem_of_the_document() -> None:
    found = read(MARKDOWN)
    assert found.document is not None
    assert [problem.reason.code for problem in found.document.problems] == ["bibliography-missing"]
    assert [note.note.number for note in found.notes] == ["1", "Roux_1999"]


def test_a_name_in_a_sentence_is_no_key_and_no_problem() -> None:
    found = read("As @someone says, this is a text. And more of it.\n")
    assert found.document is not None
    assert (found.document.notes, found.document.problems) == ((), ())


def test_addresses_from_a_bibliography_stand_nowhere_in_the_text(bib: str) -> None:
    foot = read(MARKDOWN, bib).notes[0].note
    assert [(address.place, address.marks) for address in foot.addresses] == [
        (None, ("from-bibliography",)),
        (None, ("doi", "from-bibliography")),
    ]


def test_a_corrected_bibliography_makes_another_revision(bib: str, tmp_path: Path) -> None:
    first, again = read(MARKDOWN, bib).document, read(MARKDOWN, bib).document
    other = tmp_path / "other.bib"
    other.write_text(BIB.replace("Un livre", "Le livre"), encoding="utf-8")
    corrected = read(MARKDOWN, str(other)).document
    assert first is not None
    assert again is not None
    assert corrected is not None
    assert first.digest == again.digest != corrected.digest


def test_cite_keys_of_the_bibliography_are_those_of_the_export(bib: str) -> None:
    with Keeper() as keeper:
        bibliography = keeper.bibliography_of([bib])
        (found,) = keeper.read([RawDocument(origin="text", data=LATEX.encode())], bibliography=bibliography)
        document = keeper.record(found).document
        exported = "".join(keeper.export("biblatex", document_ids=[document.id]))
    assert "@book{Roux_1999," in exported
    assert "@online{lee:2021," in exported


def test_a_bibliography_kept_as_a_document_keeps_its_keys_too(bib: str) -> None:
    with Keeper() as keeper:
        (found,) = keeper.read([bib])
        document = keeper.record(found).document
        assert [work.key for work in keeper.store.works([document.id])] == ["Roux_1999", "lee:2021"]
        assert [source.url for source in keeper.store.sources([document.id])] == [
            "https://example.org/page",
            "https://doi.org/10.1000/182",
        ]


def test_what_is_no_bibliography_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("A letter.1\n\n1. https://example.org/a\n", encoding="utf-8")
    with Keeper() as keeper, pytest.raises(NotReadable, match="no bibliography"):
        keeper.bibliography_of([str(path)])
    with Keeper() as keeper, pytest.raises(DocumentNotFound):
        keeper.bibliography_of([str(tmp_path / "nothing.bib")])
