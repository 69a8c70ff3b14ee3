from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.markdown.reader import MarkdownReader

Read = Callable[[str], Document]

LETTER = """---
title: "Le tram"
date: 2024-03-05
lang: fr
---
# Un autre titre

Un [lien](https://corps.example/) et un fait[^b]. Un *deuxième*[^a], puis le premier[^b].
Dedans^[Voir [la page](https://www.example.org/p(1) "Titre"), *Le Tram*, p. 3.] aussi. `[^a]` n’appelle rien.

    [^a]: ni ceci https://code.example/

[^a]: Courrier <https://www.example.org/é>.

    Suite, [ailleurs][r], et `https://code.example/`.

[^b]: Budget, *Comptes*.
[^seul]: Jamais appelée.

[r]: https://www.example.org/ref
"""


def test_notes_are_numbered_by_their_first_call(read_markdown: Read) -> None:
    notes = read_markdown(LETTER).notes
    assert [(note.number, note.text) for note in notes] == [
        ("1", "Budget, Comptes."),
        ("2", "Courrier https://www.example.org/é. Suite, ailleurs, et https://code.example/."),
        ("3", "Voir la page, Le Tram, p. 3."),
        ("seul", "Jamais appelée."),
    ]


def test_a_repeated_call_is_a_second_context(read_markdown: Read) -> None:
    assert read_markdown(LETTER).notes[0].contexts == ("Un lien et un fait.", "Un deuxième, puis le premier.")


def test_addresses_are_those_of_links_and_those_written_out_but_not_those_in_code(read_markdown: Read) -> None:
    notes = read_markdown(LETTER).notes
    assert [[address.cited for address in note.addresses] for note in notes] == [
        [],
        ["https://www.example.org/é", "https://www.example.org/ref"],
        ["https://www.example.org/p(1)"],
        [],
    ]


def test_a_note_nobody_calls_says_so(read_markdown: Read) -> None:
    (problem,) = read_markdown(LETTER).notes[3].problems
    assert problem.reason.code == "note-without-call"


def test_a_call_that_nothing_answers_is_reported(read_markdown: Read) -> None:
    document = read_markdown("Un fait[^x]. Autre[^1].\n\n[^1]: A.\n")
    assert [problem.reason.get("label") for problem in document.problems] == ["x"]
    assert document.notes[0].contexts == ("Autre.",)


def test_title_day_and_language_come_from_the_front_matter(read_markdown: Read) -> None:
    document = read_markdown(LETTER)
    assert (document.title, document.published, document.language) == ("Le tram", date(2024, 3, 5), "fr")


def test_without_front_matter_the_first_heading_is_the_title(read_markdown: Read) -> None:
    assert read_markdown("# Un *titre*\n\nTexte.").title == "Un titre"


def test_italics_are_spans_of_the_text(read_markdown: Read) -> None:
    notes = read_markdown(LETTER).notes
    assert [note.text[start:end] for note in notes for start, end in note.emphasised] == ["Comptes", "Le Tram"]


def test_places_are_offsets_into_the_text_as_it_is(read_markdown: Read) -> None:
    for text in (LETTER, LETTER.replace("\n", "\r\n")):
        notes = read_markdown(text).notes
        calls = [call.place for note in notes for call in note.calls]
        assert [text[place.start : place.end] for place in calls if place] == [
            "[^b]",
            "[^b]",
            "[^a]",
            '^[Voir [la page](https://www.example.org/p(1) "Titre"), *Le Tram*, p. 3.]',
        ]
        cited = [address for note in notes for address in note.addresses]
        found = [text[address.place.start : address.place.end] for address in cited if address.place]
        assert found == ["https://www.example.org/é", "ailleurs", "https://www.example.org/p(1)"]
        for note in notes:
            assert note.place is not None
            assert note.place.start is not None
            assert text[note.place.start : note.place.end].strip()


def test_numbered_notes_by_hand_are_read_where_there_are_no_others(read_markdown: Read) -> None:
    text = "Un fait<sup>1</sup>. Un autre<sup>2</sup>.\n\n## Notes\n\n1. Budget, *Comptes*.\n2. <https://a.example/>\n"
    notes = read_markdown(text).notes
    assert [(note.number, note.text, note.contexts) for note in notes] == [
        ("1", "Budget, Comptes.", ("Un fait.",)),
        ("2", "https://a.example/", ("Un autre.",)),
    ]


def test_nothing_in_a_block_of_code_is_a_note(read_markdown: Read) -> None:
    assert read_markdown("Texte.\n\n```\nUn fait[^1].\n\n[^1]: A.\n```\n").notes == ()


DEPTHS = {
    "quotes": "> " * 1000 + "Profond.",
    "lists": "- " * 1000 + "Profond.",
    "notes": "[^z]: " * 1000 + "Profond.",
    "inline notes": "Profond " + "^[a " * 1000 + "]" * 1000,
}


@pytest.mark.parametrize("deep", DEPTHS.values(), ids=DEPTHS)
def test_what_lies_a_thousand_deep_takes_nothing_of_the_rest_along(read_markdown: Read, deep: str) -> None:
    document = read_markdown(f"Un fait[^a].\n\n{deep}\n\nUn autre[^b].\n\n[^a]: Un.\n\n[^b]: Deux.\n")
    assert {("Un.", ("Un fait.",)), ("Deux.", ("Un autre.",))} <= {
        (note.text, note.contexts) for note in document.notes
    }


@pytest.mark.parametrize(("text", "code"), [("> " * 99 + "a", "blocks-too-deep"), ("^[a " * 99, "notes-too-deep")])
def test_depth_that_is_not_read_is_told_of(read_markdown: Read, text: str, code: str) -> None:
    assert [problem.reason.code for problem in read_markdown(text).problems] == [code]


def test_cells_of_one_row_each_have_their_place(read_markdown: Read) -> None:
    text = "| a | b |\n|---|---|\n| x[^a] | x[^a] |\n\n[^a]: Note.\n"
    places = [call.place for call in read_markdown(text).notes[0].calls]
    assert [place.start for place in places if place] == [
        text.index("[^a]"),
        text.index("[^a]", text.index("| x[^a] |") + 5),
    ]


def test_a_call_after_an_exclamation_mark_is_no_picture(read_markdown: Read) -> None:
    (note,) = read_markdown("Incroyable ![^a]\n\n[^a]: Oui.\n").notes
    assert note.contexts == ("Incroyable !",)


def test_a_note_ends_where_the_text_does_though_no_line_feed_follows() -> None:
    data = b"A claim[^a].\n\n[^a]: A page,\n    more"
    (note,) = MarkdownReader().read(RawDocument(origin="a.md", data=data)).notes
    assert note.place is not None
    assert note.place.end == len(data)


def test_definitions_of_links_called_by_their_numbers_are_notes(read_markdown: Read) -> None:
    text = (
        "Un fait [[1]][1], un autre [2] ; voir [la page][3].\n\n"
        '[1]: https://un.example/ "Le Tram, 3 mai"\n[2]: https://deux.example/\n[3]: https://page.example/\n'
    )
    document = read_markdown(text)
    assert [(note.number, note.text, note.contexts) for note in document.notes] == [
        ("1", "Le Tram, 3 mai, https://un.example/", ("Un fait, un autre ; voir la page.",)),
        ("2", "https://deux.example/", ("Un fait, un autre ; voir la page.",)),
    ]
    place = document.notes[1].place
    assert place is not None
    assert text[place.start : place.end] == "[2]: https://deux.example/\n"


def test_links_that_show_words_make_no_notes(read_markdown: Read) -> None:
    assert not read_markdown(
        "Voir [la page][1] et [l’autre][2].\n\n[1]: https://un.example/\n[2]: https://b.example/\n"
    ).notes


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
def test_a_directive_holds_text_that_calls_notes(read_markdown: Read, fence: str) -> None:
    text = f"{fence}{{admonition}} En bref\n:class: tip\nUn fait[^a].\n\n- Un point[^b]\n{fence}\n\nFin[^c].\n\n"
    notes = read_markdown(text + "[^a]: A.\n[^b]: B.\n[^c]: C.\n").notes
    assert [(note.number, note.text, note.contexts) for note in notes] == [
        ("1", "A.", ("Un fait.",)),
        ("2", "B.", ("Un point",)),
        ("3", "C.", ("Fin.",)),
    ]


def test_a_fence_that_names_a_program_holds_no_text(read_markdown: Read) -> None:
    text = "```{r}\nx[^a]\n```\n\nFin[^b].\n\n[^a]: A.\n[^b]: B.\n"
    assert [note.number for note in read_markdown(text).notes] == ["1", "a"]


def test_what_a_generator_fills_into_an_address_may_hold_spaces(read_markdown: Read) -> None:
    (note,) = read_markdown("Fait[^a].\n\n[^a]: Voir [PDF]({{ site.url }}/a.pdf) et [là]({% link b.md %}).\n").notes
    assert (note.text, note.addresses) == ("Voir PDF et là.", ())
