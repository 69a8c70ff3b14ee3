from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Document

Read = Callable[[str], Document]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{Le Titre}, {{gras}}, {{gras {et ital}}}", "Le Titre, gras, gras et ital"),
        ("a~: b -- c&nbsp;! <b>fort</b><img12|left>", "a : b — c ! fort"),
        ("voir [ici->art12], [?Lyon] et [ancre<-]fin", "voir ici, Lyon et fin"),
        ("crochets [sic] dedans", "crochets [sic] dedans"),
        ("<i>Titre</i>, 2020", "Titre, 2020"),
        ("sur\ndeux lignes", "sur deux lignes"),
    ],
)
def test_a_note_reads_as_it_is_printed(spip: Read, written: str, read: str) -> None:
    (note,) = spip(f"Un fait[[{written}]].\n").notes
    assert (note.text, note.contexts) == (read, ("Un fait.",))
    assert not note.addresses


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("[texte->https://x.example.org/a_b]", "https://x.example.org/a_b"),
        ("[texte|bulle{fr}->https://x.example.org/]", "https://x.example.org/"),
        ("[->https://x.example.org/a--b]", "https://x.example.org/a--b"),
        ("[texte -> www.example.org/a ]", "www.example.org/a"),
        ("[texte->example.org/a]", "example.org/a"),
        ("https://x.example.org/a~b", "https://x.example.org/a~b"),
        ('<a href="https://x.example.org/?a=1&amp;b=2">texte</a>', "https://x.example.org/?a=1&b=2"),
    ],
)
def test_addresses_of_links_and_in_the_text_are_found(spip: Read, written: str, cited: str) -> None:
    (note,) = spip(f"Un fait[[Voir {written}, ici.]].\n").notes
    assert [address.cited for address in note.addresses] == [cited]


def test_a_note_may_end_with_a_link(spip: Read) -> None:
    (note,) = spip("Un fait[[Voir [là->https://x.example.org/]]].\n").notes
    assert (note.text, len(note.addresses)) == ("Voir là", 1)


def test_numbers_names_and_notes_without(spip: Read) -> None:
    document = spip("A[[Un.]] b[[<7> Sept.]] c[[<nom> Nommée.]] d[[<> Sans.]] e[[Huit.]] f[[<7>]].\n")
    assert [(note.number, note.text, len(note.calls)) for note in document.notes] == [
        ("1", "Un.", 1),
        ("7", "Sept.", 2),
        ("nom", "Nommée.", 1),
        ("", "Sans.", 1),
        ("8", "Huit.", 1),
    ]


def test_program_text_and_comments_call_nothing(spip: Read) -> None:
    document = spip("<code>[[non]]</code><cadre>[[non]]</cadre><!-- [[non]] --> Un fait[[oui]].\n")
    assert [note.text for note in document.notes] == ["oui"]


def test_headings_and_items_part_the_text(spip: Read) -> None:
    document = spip("{{{Le titre}}}\nUn[[A]]\n- Deux[[B]]\n-* Trois[[C]]\n\n| {{x}} | Quatre[[D]] |\n")
    assert document.title == "Le titre"
    assert [note.contexts for note in document.notes] == [("Un",), ("Deux",), ("Trois",), ("x Quatre",)]


def test_double_brackets_never_closed_are_reported(spip: Read) -> None:
    document = spip("Un fait[[sans fin.\n\nAutre[[B]].\n")
    assert "B" in [note.text for note in document.notes]
