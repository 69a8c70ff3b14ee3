from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sourcekeeper.model import Document

Read = Callable[[str], Document]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("_Le Titre_, *gras*, `code`, #mot#, __un__iquement", "Le Titre, gras, code, mot, uniquement"),
        ("\"`cité`\" et '`dedans`' -- fin", "“cité” et ‘dedans’ — fin"),
        (r"crochets [sic\] et [paire]", "crochets [sic] et [paire]"),
        ("n&deg;{nbsp}4, {laquo}x{raquo} & y, {inconnu}", "n° 4, «x» & y, {inconnu}"),
        ("H~2~O, 1^er^, snake_case_mot, a*b*c", "H2O, 1er, snake_case_mot, a*b*c"),
        ("+++<u>brut</u>+++ et +_tel quel_+", "brut et _tel quel_"),
        ("[.small]#petit# et xref:a.adoc[ailleurs] et <<b,là>>", "petit et ailleurs et là"),
        ("sur\ndeux lignes", "sur deux lignes"),
        (r"pas \_italique_ ni \{attribut}", "pas _italique_ ni {attribut}"),
    ],
)
def test_a_note_reads_as_it_is_printed(asciidoc: Read, written: str, read: str) -> None:
    (note,) = asciidoc(f"= T\n\nUn fait.footnote:[{written}] Suite.\n").notes
    assert note.text == read
    assert note.contexts == ("Un fait.",)


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("https://x.example.org/a_b_c?d=e*f", "https://x.example.org/a_b_c?d=e*f"),
        ("https://x.example.org/a[texte,window=_blank]", "https://x.example.org/a"),
        ('https://x.example.org/a["avec, virgule",role=b]', "https://x.example.org/a"),
        ("link:https://x.example.org/a%20b[texte^]", "https://x.example.org/a%20b"),
        ("link:++https://x.example.org/a_[b]++[texte]", "https://x.example.org/a_"),
        ("link:pass:[https://x.example.org/a__b][texte]", "https://x.example.org/a__b"),
        ("{url-x}[texte]", "https://url.example.org/x"),
        ("{url-x}", "https://url.example.org/x"),
        ("link:{url-x}/y[texte]", "https://url.example.org/x/y"),
        ("<https://x.example.org/a>", "https://x.example.org/a"),
        ("https://x.example.org/[]", "https://x.example.org/"),
    ],
)
def test_addresses_of_macros_and_in_the_text_are_found(asciidoc: Read, written: str, cited: str) -> None:
    document = asciidoc(f"= T\n:url-x: https://url.example.org/x\n\nUn fait.footnote:[Voir {written} ici.]\n")
    addresses = document.notes[0].addresses
    assert addresses[0].cited.startswith(cited) if "[b]" in written else [each.cited for each in addresses] == [cited]


def test_named_notes_are_called_again_in_both_manners(asciidoc: Read) -> None:
    document = asciidoc("Un.footnote:a[A.] Deux.footnote:a[] Trois.footnoteref:[b,B, c.] Quatre.footnoteref:[b]\n")
    assert [(note.number, note.text, note.contexts) for note in document.notes] == [
        ("1", "A.", ("Un.", "Deux.")),
        ("2", "B, c.", ("Trois.", "Quatre.")),
    ]


def test_a_note_kept_in_an_attribute_stands_where_it_is_written(asciidoc: Read) -> None:
    text = "= T\n:fn-a: footnote:[Plan 2020.]\n\nUn fait{fn-a}.\n"
    (note,) = asciidoc(text).notes
    assert note.place is not None
    assert text[note.place.start : note.place.end] == note.text == "Plan 2020."
    assert note.contexts == ("Un fait.",)


@pytest.mark.parametrize("fence", ["----", "....", "++++", "////", "```"])
def test_nothing_in_program_text_is_a_note(asciidoc: Read, fence: str) -> None:
    document = asciidoc(f"= T\n\n{fence}\nfootnote:[non]\n\nfootnote:[non]\n{fence}\n\nUn fait.footnote:[oui]\n")
    assert [note.text for note in document.notes] == ["oui"]


def test_a_fence_that_nothing_closes_hides_nothing(asciidoc: Read) -> None:
    assert len(asciidoc("= T\n\n----\nUn fait.footnote:[oui]\n").notes) == 1


def test_comments_literal_lines_and_escaped_macros_are_no_notes(asciidoc: Read) -> None:
    text = "= T\n\n// a footnote:[non]\nUn \\footnote:[non] fait.footnote:[oui]\n\n littéral footnote:[non]\n"
    assert [note.text for note in asciidoc(text).notes] == ["oui"]


def test_blocks_around_a_paragraph_do_not_hide_it(asciidoc: Read) -> None:
    text = (
        "= T\n\n[quote]\n____\nUn.footnote:[A]\n____\n\n|===\n|Deuxfootnote:[B] |x\n|===\n\n"
        ".Titre\n* Troisfootnote:[C]\n"
    )
    assert [note.contexts for note in asciidoc(text).notes] == [("Un.",), ("Deux x",), ("Trois",)]


def test_the_header_tells_title_language_and_date(asciidoc: Read) -> None:
    document = asciidoc("= Le _titre_\nJean Roux <j@example.org>\nv1.0, 2023-05-12: corrigé\n:lang: fr\n\nTexte.\n")
    assert (document.title, document.language, document.published) == ("Le titre", "fr", date(2023, 5, 12))


def test_a_note_that_is_never_closed_ends_with_its_paragraph(asciidoc: Read) -> None:
    document = asciidoc("= T\n\nUn fait.footnote:[Voir là\n\nAutre.footnote:[B]\n")
    assert [note.text for note in document.notes] == ["Voir là", "B"]
    assert [problem.reason.code for problem in document.problems] == ["note-not-closed"]


def test_entries_of_a_bibliography_are_notes(asciidoc: Read) -> None:
    document = asciidoc("= T\n\nUn fait <<lee>>.\n\n[bibliography]\n* [[[lee,1]]] Lee, _T_.\n")
    assert [(note.number, note.text, note.contexts) for note in document.notes] == [("1", "Lee, T.", ("Un fait.",))]


def test_an_attribute_may_be_the_beginning_of_an_address(asciidoc: Read) -> None:
    text = ":site: https://x.example.org\n\nUn fait.footnote:[Voir {site}/a/b_c.pdf, puis {site}/d[le plan].]\n"
    (note,) = asciidoc(text).notes
    assert note.text == "Voir https://x.example.org/a/b_c.pdf, puis le plan."
    assert [address.cited for address in note.addresses] == [
        "https://x.example.org/a/b_c.pdf",
        "https://x.example.org/d",
    ]
