from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Document
from sourcekeeper.plugins import load_all
from sourcekeeper.ports import RawDocument

Read = Callable[[str], Document]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("//Der Titel//, **fett**, __unter__, ''fest''", "Der Titel, fett, unter, fest"),
        ("10 -- 12 --- 15\\\\ Zeile", "10 – 12 — 15 Zeile"),
        ("[[start:seite|hier]], [[notizen:liste]], [[wp>Lyon]]", "hier, liste, Lyon"),
        ("{{:bild.png?200|Ein Bild}}Text {{:akte.pdf|Die Akte}}", "Text Die Akte"),
        ("%%//roh//%% und <nowiki>**roh**</nowiki>", "//roh// und **roh**"),
        ("Blatt (1920)", "Blatt (1920)"),
        ("über\nzwei Zeilen", "über zwei Zeilen"),
    ],
)
def test_a_note_reads_as_it_is_printed(dokuwiki: Read, written: str, read: str) -> None:
    (note,) = dokuwiki(f"Ein Satz(({written})).\n").notes
    assert (note.text, note.contexts) == (read, ("Ein Satz.",))
    assert not note.addresses


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("[[https://x.example.org/a_b|Text]]", "https://x.example.org/a_b"),
        ("[[https://x.example.org/a]]", "https://x.example.org/a"),
        ("[[www.example.org/a|Text]]", "www.example.org/a"),
        ("[[doi>10.1000/x.1|Aufsatz]]", "doi:10.1000/x.1"),
        ("{{https://x.example.org/a.pdf|Akte}}", "https://x.example.org/a.pdf"),
        ("https://x.example.org/a//b__c", "https://x.example.org/a//b__c"),
    ],
)
def test_addresses_of_links_files_and_in_the_text_are_found(dokuwiki: Read, written: str, cited: str) -> None:
    (note,) = dokuwiki(f"Ein Satz((Siehe {written}, hier.)).\n").notes
    assert [address.cited for address in note.addresses] == [cited]


def test_equal_notes_are_one_that_is_called_twice(dokuwiki: Read) -> None:
    notes = dokuwiki("A((Eins.)) b((Zwei.)) c((Eins.)) d((Vier.)).\n").notes
    assert [(note.number, note.text, len(note.calls)) for note in notes] == [
        ("1", "Eins.", 2),
        ("2", "Zwei.", 1),
        ("4", "Vier.", 1),
    ]


def test_program_text_calls_nothing(dokuwiki: Read) -> None:
    document = dokuwiki("<code>((a))</code><file>((b))</file>\n  ((c))\n\nEin Satz((Ja.)). x = f((1 + 2) * 3)\n")
    assert [note.text for note in document.notes] == ["Ja."]


def test_headings_items_and_rows_part_the_text(dokuwiki: Read) -> None:
    document = dokuwiki(
        "====== Der Titel ======\nEins((A))\n  * Zwei((B))\n  - Drei((C))\n| x | Vier((D)) |\n> Fünf((E))\n"
    )
    assert document.title == "Der Titel"
    assert [note.contexts for note in document.notes] == [("Eins",), ("Zwei",), ("Drei",), ("x Vier",), ("Fünf",)]


def test_brackets_never_closed_take_no_note_along(dokuwiki: Read) -> None:
    assert [note.text for note in dokuwiki("Ein ((Satz.\n\nNoch einer((B)).\n").notes] == ["B"]


def test_a_page_saved_as_text_is_known_by_its_notes() -> None:
    text = "Ein Satz((Jahresbericht (2022), //Teil 2//, https://x.example.org/a.\n)). Noch einer((Ebd., S. 3.\n)).\n"
    raw = RawDocument(origin="seite.txt", data=text.encode())
    assert (
        max((each() for each in load_all("readers")[0]), key=lambda reader: reader.recognise(raw)).name == "dokuwiki"
    )


@pytest.mark.parametrize(
    "text",
    [
        "====== NEUES ======\n\n  * Erstens, {{ site.url }}/a\n  * Zweitens\n\nx = ((1 + 2) * (3 + 4))\n",
        "Un texte (avec (des parenthèses)) et //une citation// ((double)).\n",
    ],
    ids=["newsletter", "brackets"],
)
def test_other_texts_are_not_taken_for_pages(text: str) -> None:
    raw = RawDocument(origin="a.txt", data=text.encode())
    assert (
        max((each() for each in load_all("readers")[0]), key=lambda reader: reader.recognise(raw)).name != "dokuwiki"
    )
