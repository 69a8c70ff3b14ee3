"""What programs that print did to a text is undone, and places still point into the original."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Document
from sourcekeeper.reading.printed import as_written

Read = Callable[[str], Document]

LAID_OUT = """\
   Le préfet a autorisé la battue sans avis du conseil
                                             1
de la chasse. Les éleveurs, eux, l’attendaient . Les loups
                    2
ne sont que quatorze .

   1
       Arrêté du 2 octobre 2023, https://prefet.example.fr/IMG/pdf/arrete_
       battue.pdf.
   2
       Bulletin loup n° 58, avril 2023, p. 3.
"""
BEHIND_LABELS = """\
La région veut installer des portiques dans les lycées1. Le
contrat reste secret2, malgré deux demandes des syndicats
et un avis favorable de la commission d’accès aux papiers3.

  1 Région Sud, délibération n° 24-118 du 22 mars 2024,

https://deliberations.region.example.fr/2024/
24-118.pdf, p. 4.
  2 Commission d’accès, avis du 6 juin 2024 ; voir aussi

Jeanne Ferrand, Le droit de savoir, Lyon, 2021, p. 88.
  3 Entretien avec l’auteur, 3 mai 2024.
"""


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("A b\x08bo\x08ol\x08ld\x08d word", "A bold word"),
        ("_\x08u_\x08n_\x08e", "une"),
        ("o\x08o\x08o\x08o", "o"),
        ("nothing", "nothing"),
    ],
    ids=["bold", "underlined", "struck four times", "plain"],
)
def test_letters_struck_over_are_read_once(printed: str, written: str) -> None:
    text, span = as_written(printed)
    assert text == written
    assert printed[span(len(text) - 1, len(text))[0]] == text[-1]


def test_raised_figures_go_back_into_the_line_below(read_text: Read) -> None:
    document = read_text(LAID_OUT)
    assert [note.number for note in document.notes] == ["1", "2"]
    assert [note.contexts for note in document.notes] == [
        ("Les éleveurs, eux, l’attendaient.",),
        ("Les loups ne sont que quatorze.",),
    ]
    assert [one.cited for one in document.notes[0].addresses] == [
        "https://prefet.example.fr/IMG/pdf/arrete_battue.pdf"
    ]
    for note in document.notes:
        place = note.calls[0].place
        assert place is not None
        assert LAID_OUT[place.start : place.end] == note.number


def test_figures_that_do_not_count_on_stay_where_they_are() -> None:
    table = "      12          7\nMarseille   Toulon et la rade\n"
    assert as_written(table)[0] == table


def test_an_empty_line_behind_a_label_does_not_end_the_note(read_text: Read) -> None:
    notes = read_text(BEHIND_LABELS).notes
    assert [note.text for note in notes] == [
        "Région Sud, délibération n° 24-118 du 22 mars 2024, "
        "https://deliberations.region.example.fr/2024/24-118.pdf, p. 4.",
        "Commission d’accès, avis du 6 juin 2024 ; voir aussi Jeanne Ferrand, Le droit de savoir, Lyon, 2021, p. 88.",
        "Entretien avec l’auteur, 3 mai 2024.",
    ]


def test_a_typed_hyphen_that_divides_the_words_of_an_address_is_none_of_it(read_text: Read) -> None:
    text = (
        "The weir leaks.1 So does the report on it, says the board of the three rivers.2\n\n"
        "1 See https://www.juri.exam\u2010\n  ple.org/caa13/17.html.\n"
        "2 See https://journal.example.org/the\u2010weir\u2010\n  that\u2010leaks.\n"
    )
    assert [one.cited for note in read_text(text).notes for one in note.addresses] == [
        "https://www.juri.example.org/caa13/17.html",
        "https://journal.example.org/the-weir-that-leaks",
    ]
