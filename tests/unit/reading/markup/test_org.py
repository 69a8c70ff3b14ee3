from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sourcekeeper.model import Document

Read = Callable[[str], Document]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("/Le Titre/, *gras*, _souligné_, =code=, ~verb~, +barré+", "Le Titre, gras, souligné, code, verb, barré"),
        ("a/b/c, 3 * 4 * 5, snake_case_mot", "a/b/c, 3 * 4 * 5, snake_case_mot"),
        (r"\laquo{}x\raquo{} \inconnu y", "«x» \\inconnu y"),
        ("crochets [sic] et [[x]] dedans", "crochets [sic] et x dedans"),
        ("sur\ndeux lignes", "sur deux lignes"),
    ],
)
def test_an_inline_note_reads_as_it_is_printed(org: Read, written: str, read: str) -> None:
    (note,) = org(f"Un fait[fn:: {written}].\n").notes
    assert note.text == read
    assert note.contexts == ("Un fait.",)


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("[[https://x.example.org/a_(b)][le /texte/]]", "https://x.example.org/a_(b)"),
        ("[[https://x.example.org/a b]]", "https://x.example.org/a b"),
        ("<https://x.example.org/a>", "https://x.example.org/a"),
        ("https://x.example.org/a_b_c/d/", "https://x.example.org/a_b_c/d/"),
        ("[[doi:10.1000/182][données]]", "doi:10.1000/182"),
    ],
)
def test_addresses_of_links_and_in_the_text_are_found(org: Read, written: str, cited: str) -> None:
    (note,) = org(f"Un fait[fn:1].\n\n[fn:1] Voir {written}, ici.\n").notes
    assert [address.cited for address in note.addresses] == [cited]


def test_links_within_the_document_name_no_source(org: Read) -> None:
    (note,) = org("Un fait[fn:1].\n\n[fn:1] Voir [[*Titre][plus haut]], [[#a]], [[file:a.org][ici]].\n").notes
    assert (note.text, note.addresses) == ("Voir plus haut, #a, ici.", ())


def test_numbers_follow_the_first_calls(org: Read) -> None:
    document = org("A[fn:z] b[fn:: en ligne] c[fn:y: les deux] d[fn:z][fn:y].\n\n[fn:z] Z.\n[fn:x] Seule.\n")
    assert [(note.number, note.text) for note in document.notes] == [
        ("1", "Z."),
        ("2", "en ligne"),
        ("3", "les deux"),
        ("x", "Seule."),
    ]


def test_a_definition_ends_at_the_next_at_a_headline_or_at_two_empty_lines(org: Read) -> None:
    document = org(
        "A[fn:1][fn:2][fn:3].\n[fn:1] Un\nsuite.\n\nAlinéa.\n[fn:2] Deux.\n* Titre\n[fn:3] Trois.\n\n\nTexte.\n"
    )
    assert [note.text for note in document.notes] == ["Un suite. Alinéa.", "Deux.", "Trois."]


@pytest.mark.parametrize(
    "hidden",
    [
        "#+begin_src c\nx[fn:1]\n#+end_src",
        "#+BEGIN_EXAMPLE\nx[fn:1]\n#+END_EXAMPLE",
        "# x[fn:1]",
        ": x[fn:1]",
        ":NOTES:\nx[fn:1]\n:END:",
        "* COMMENT A\nx[fn:1]\n** B\nx[fn:1]\n* C",
        "* A :noexport:\nx[fn:1]\n* C",
        "=x[fn:1]=",
        "#+KEYWORD: x[fn:1]",
    ],
)
def test_what_is_no_text_calls_nothing(org: Read, hidden: str) -> None:
    (note,) = org(f"{hidden}\n\nUn fait[fn:1].\n\n[fn:1] A.\n").notes
    assert note.contexts == ("Un fait.",)


def test_the_text_of_quotes_is_read(org: Read) -> None:
    assert org("#+begin_quote\nUn fait[fn:: A].\n#+end_quote\n").notes[0].contexts == ("Un fait.",)


def test_keywords_tell_title_language_and_date(org: Read) -> None:
    document = org("#+TITLE: Le titre\n#+DATE: <2023-05-12 ven.>\n#+LANGUAGE: fr\n\nTexte.\n")
    assert (document.title, document.language, document.published) == ("Le titre", "fr", date(2023, 5, 12))


def test_keys_of_a_bibliography_are_kept(org: Read) -> None:
    (note,) = org("Un fait[fn:1].\n\n[fn:1] Voir [cite:@lee2021 p. 70; @roux].\n").notes
    assert [(key.key, key.locator) for key in note.cited_keys] == [("lee2021", "70"), ("roux", "")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{{{loi(3,mai)}}}", "Voir n° 3 de mai, ici."),
        ("{{{title}}}", "Voir Le lavoir, ici."),
        ("«{{{inconnu}}}»", "Voir «», ici."),
        ("{{{ x }}}", "Voir {{{ x }}}, ici."),
    ],
    ids=["own", "keyword", "unknown", "none"],
)
def test_macros_read_as_they_are_defined(org: Read, written: str, read: str) -> None:
    head = "#+TITLE: Le lavoir\n#+MACRO: loi n° $1 de $2\n\n"
    (note,) = org(f"{head}Mot[fn:1].\n\n[fn:1] Voir {written}, ici.\n").notes
    assert note.text == read
