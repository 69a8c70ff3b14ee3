from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Document

Read = Callable[[str], Document]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("_The Title_, *bold*, #emph[too], #smallcaps[Name]", "The Title, bold, too, Name"),
        ("pp. 10--12 --- p.~3 \\\nline", "pp. 10–12 — p. 3 line"),
        ("a \\#1, \\[sic\\], \\u{e9}", "a #1, [sic], é"),
        ("[in brackets] and (round)", "[in brackets] and (round)"),
        ("`raw_text` and $x_1$", "raw_text and x_1"),
        ("one /* two */ three // four\nfive", "one three five"),
        ("#text(fill: red, size: 9pt)[red], #sym.arrow.r, #box(width: 1em)[in a box]", "red, , in a box"),
        ('#quote(attribution: "x")[said]', "said"),
    ],
)
def test_a_note_reads_as_it_is_printed(typst: Read, written: str, read: str) -> None:
    (note,) = typst(f"A fact#footnote[{written}].\n").notes
    assert (note.text, note.contexts) == (read, ("A fact.",))
    assert not note.addresses


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ('#link("https://x.example.org/a_b#c")[text]', "https://x.example.org/a_b#c"),
        ('#link("https://x.example.org/a_b")', "https://x.example.org/a_b"),
        ("https://x.example.org/a_b_c*d", "https://x.example.org/a_b_c*d"),
    ],
)
def test_addresses_of_links_and_in_the_text_are_found(typst: Read, written: str, cited: str) -> None:
    (note,) = typst(f"A fact#footnote[See {written}, here.].\n").notes
    assert [address.cited for address in note.addresses] == [cited]


def test_a_note_is_called_again_by_its_label(typst: Read) -> None:
    notes = typst("A#footnote[One.] <fn> b#footnote[Two.]<other> c#footnote(<fn>) d@other.\n").notes
    assert [(note.number, note.text, len(note.calls)) for note in notes] == [("1", "One.", 2), ("2", "Two.", 2)]


def test_a_note_may_be_a_string_or_what_a_name_stands_for(typst: Read) -> None:
    notes = typst('#let act = [The _Act_.]\n\nA#footnote("In quotes.") b#footnote(act).\n').notes
    assert [note.text for note in notes] == ["In quotes.", "The Act."]


@pytest.mark.parametrize(
    ("setting", "numbers"),
    [
        ('#set footnote(numbering: "*")', ["*", "†"]),
        ('#set footnote(numbering: "a")', ["a", "b"]),
        ("#counter(footnote).update(4)", ["5", "6"]),
    ],
    ids=["signs", "letters", "counter"],
)
def test_numbers_are_those_the_document_sets(typst: Read, setting: str, numbers: list[str]) -> None:
    assert [note.number for note in typst(f"{setting}\n\nA#footnote[X] b#footnote[Y].\n").notes] == numbers


def test_what_functions_are_given_in_square_brackets_is_text(typst: Read) -> None:
    figure = '#figure(\n  image("a.png"),\n  caption: [A map#footnote[One.]],\n)\n'
    text = f"{figure}\n#columns(2)[B#footnote[Two.]]\n#if x [C#footnote[Three.]]\n"
    notes = typst(text).notes
    assert [note.text for note in notes] == ["One.", "Two.", "Three."]
    assert notes[0].contexts == ("A map",)


def test_a_quotation_is_a_paragraph_of_its_own(typst: Read) -> None:
    text = (
        "A fact#footnote[One.].\n#quote(block: true, attribution: [a driver])[We wait#footnote[Two.]]\nMore follows.\n"
    )
    assert [note.contexts for note in typst(text).notes] == [("A fact.",), ("We wait",)]


def test_comments_program_text_and_settings_call_nothing(typst: Read) -> None:
    hidden = "// #footnote[a]\n/* #footnote[b] */\n```\n#footnote[c]\n```\n#show heading: it => [#footnote[d]]\n"
    text = f"{hidden}A#footnote[Yes.].\n"
    assert [note.text for note in typst(text).notes] == ["Yes."]


def test_headings_items_and_settings_are_read(typst: Read) -> None:
    document = typst('#set text(lang: "nl")\n= De titel\nEen#footnote[A]\n- Twee#footnote[B]\n+ Drie#footnote[C]\n')
    assert (document.title, document.language) == ("De titel", "nl")
    assert [note.contexts for note in document.notes] == [("Een",), ("Twee",), ("Drie",)]


def test_keys_cite_entries_of_a_bibliography(typst: Read) -> None:
    document = typst("= One <one>\nA @lee2021[p. 70], b #cite(<roe>, supplement: [p.~3]), as in @one, a@b.org.\n")
    assert [note.number for note in document.notes] == ["lee2021", "roe"]


def test_a_note_never_closed_is_reported(typst: Read) -> None:
    document = typst("A#footnote[One\n\nB#footnote[Two].\n")
    assert "note-not-closed" in [problem.reason.code for problem in document.problems]
    assert "Two" in [note.text for note in document.notes]


@pytest.mark.parametrize(
    ("definition", "used", "text"),
    [
        ("#let src(title, url) = footnote[#emph(title), #link(url)]", '#src("Akte", "https://a.org/b")', "Akte, https://a.org/b"),
        ("#let fn(body) = footnote(body)", "#fn[Akte, S.~3.]", "Akte, S. 3."),
        ("#let fn(body) = { footnote(body) }", "#fn[Akte.]", "Akte."),
    ],
    ids=["strings", "content", "block"],
)  # fmt: skip
def test_a_function_of_ones_own_makes_notes_of_what_it_is_given(
    typst: Read, definition: str, used: str, text: str
) -> None:
    (note,) = typst(f"{definition}\n\nEin Satz.{used}\n").notes
    assert (note.text, note.contexts) == (text, ("Ein Satz.",))
