from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Document

Read = Callable[[str], Document]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("''Le Titre'', '''gras''', '''''les deux'''''", "Le Titre, gras, les deux"),
        ("[[Lyon]], [[Lyon|la ville]], [[:fr:Lyon]], [[Catégorie:A]]fin", "Lyon, la ville, Lyon, fin"),
        ("a&nbsp;b &amp; c &#233;", "a b & c é"),
        ("<small>petit</small> <nowiki>''tel''</nowiki><!-- non --> fin", "petit ''tel'' fin"),
        ("{{unité|10|km}}, {{lang|en|word}}, {{nobr|a b}}, {{1er}}, {{p.|12}}", "10 km, word, a b, 1er, p. 12"),
        ("{{abréviation|CNIL|Commission}} {{refnec|phrase}}{{toc}}", "CNIL phrase"),
        ("sur<br />deux\nlignes", "sur deux lignes"),
        ("{{citation|un mot}}", "un mot"),
    ],
)
def test_a_note_reads_as_it_is_printed(wikitext: Read, written: str, read: str) -> None:
    (note,) = wikitext(f"Un fait<ref>{written}</ref>.\n").notes
    assert note.text == read


@pytest.mark.parametrize(
    "next_line", ["Un fait", "{{Note}} un fait", "-un fait", "— un fait", "* un fait", "= Titre =\nun fait"]
)
@pytest.mark.parametrize("empty", ["\n\n", "\n \n\t\n"])
def test_empty_lines_end_a_paragraph_whatever_begins_the_next(wikitext: Read, empty: str, next_line: str) -> None:
    document = wikitext(f"Sans point final<ref>A</ref>{empty}{next_line}<ref>B</ref>\n")
    first, second = (note.calls[0].context for note in document.notes)
    assert first == "Sans point final"
    assert second.lower().endswith("un fait")
    assert "final" not in second


FRENCH = "La ville est dans le pays et les gens sont pour une paix. "


@pytest.mark.parametrize(
    ("template", "read", "cited"),
    [
        (
            "{{Lien web|url=https://x.example.org/a?b=1&c=2|titre=Le ''titre''|auteur=CNIL|date=3 mai 2023}}",
            "CNIL, « Le titre », 3 mai 2023",
            ["https://x.example.org/a?b=1&c=2"],
        ),
        (
            "{{cite book |title=Risk |last=Beck |first=Ulrich |publisher=SAGE |location=Rome |year=1992 |pages=3–4}}",
            "Ulrich Beck, Risk, Rome, SAGE, 1992, p. 3–4",
            [],
        ),
        (
            "{{article|titre=T|périodique=Le Monde|numéro=12|jour=3|mois=mai|année=2020|doi=10.1000/182}}",
            "« T », Le Monde, 3 mai 2020, n° 12, doi:10.1000/182",
            ["doi:10.1000/182"],
        ),
        (
            "{{lien web|titre=T|url=https://x.example.org/|archive-url=https://web.archive.org/web/2020/https://x.example.org/}}",
            "« T »",
            ["https://x.example.org/", "https://web.archive.org/web/2020/https://x.example.org/"],
        ),
        ("{{Webarchive|url=https://x.example.org/}}", "https://x.example.org/", ["https://x.example.org/"]),
        (
            "{{Lien web\n | url = https://x.example.org/\n | titre = A {{1er}} [[b|c]]\n}}",
            "« A 1er c »",
            ["https://x.example.org/"],
        ),
    ],
)
def test_a_citation_template_reads_as_printed_and_gives_its_addresses(
    wikitext: Read, template: str, read: str, cited: list[str]
) -> None:
    (note,) = wikitext(f"{FRENCH}Un fait<ref>{template}</ref>.\n").notes
    assert note.text == read
    assert [address.cited for address in note.addresses] == cited


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("[https://x.example.org/a le texte]", "https://x.example.org/a"),
        ("[https://x.example.org/a]", "https://x.example.org/a"),
        ("https://x.example.org/?a=1&amp;b=2", "https://x.example.org/?a=1&b=2"),
        ("[https://x.example.org/?a=1&amp;b=2 x]", "https://x.example.org/?a=1&b=2"),
        ("[//x.example.org/a texte]", "//x.example.org/a"),
        ("https://x.example.org/a_(b)", "https://x.example.org/a_(b)"),
        ("[https://x.example.org/a avec [[lien]] dedans]", "https://x.example.org/a"),
    ],
)
def test_addresses_of_links_and_in_the_text_are_found(wikitext: Read, written: str, cited: str) -> None:
    (note,) = wikitext(f"Un fait<ref>Voir {written}, ici.</ref>.\n").notes
    assert [address.cited.removeprefix("https:") for address in note.addresses] == [cited.removeprefix("https:")]


def test_names_quotes_groups_and_lists(wikitext: Read) -> None:
    document = wikitext(
        "A<ref name='x'>X.</ref> b<ref name=x /> c<ref name=\"y z\"/> d<ref group=N>Groupe.</ref>.\n"
        'E<ref group="lower-alpha">Lettre.</ref> f<ref name=perdue />.\n'
        '<references>\n<ref name="y z">YZ.</ref>\n<ref name=seule>Seule.</ref>\n</references>\n'
    )
    assert [(note.number, note.text, len(note.calls)) for note in document.notes] == [
        ("1", "X.", 2),
        ("2", "YZ.", 1),
        ("N 1", "Groupe.", 1),
        ("a", "Lettre.", 1),
        ("seule", "Seule.", 0),
    ]
    assert [problem.reason.get("label") for problem in document.problems] == ["perdue"]


def test_templates_that_stand_for_notes(wikitext: Read) -> None:
    document = wikitext(
        "A{{refn|Un.|group=N}} b{{efn|Deux.}} c{{sfn|Lee|2021|p=3}} d{{#tag:ref|Trois.|name=t}} e{{r|t}} "
        "f{{sfn|Lee|2021|p=3}}.\n{{reflist|refs=\n<ref name=z>Z.</ref>\n}} g<ref name=z/>.\n"
    )
    assert [(note.number, note.text, len(note.calls)) for note in document.notes] == [
        ("N 1", "Un.", 1),
        ("a", "Deux.", 1),
        ("1", "Lee 2021, p. 3", 2),
        ("2", "Trois.", 2),
        ("3", "Z.", 1),
    ]


def test_boxes_legends_tables_and_headings_do_not_mix_with_sentences(wikitext: Read) -> None:
    document = wikitext(
        "{{Infobox A\n| a = 1<ref>A.</ref>\n| b = 2\n| c = 3\n}}\nUn fait<ref>B.</ref>. Suite.\n== Titre ==\n"
        "[[Fichier:a.jpg|vignette|Légende<ref>C.</ref>.]]\n"
        "{|\n|-\n| style=x | case<ref>D.</ref>\n|}\n* item<ref>E.</ref>\n"
    )
    assert [note.contexts for note in document.notes] == [("1",), ("Un fait.",), ("Légende.",), ("case",), ("item",)]


@pytest.mark.parametrize(
    "hidden", ["<!-- x<ref>non</ref> -->", "<nowiki>x<ref>non</ref></nowiki>", "<pre>x<ref>non</ref></pre>",
               "<syntaxhighlight lang=c>x<ref>non</ref></syntaxhighlight>"]
)  # fmt: skip
def test_what_is_no_text_makes_no_notes(wikitext: Read, hidden: str) -> None:
    assert [note.text for note in wikitext(f"{hidden} Un fait<ref>oui</ref>.\n").notes] == ["oui"]


def test_a_note_that_is_never_closed_ends_before_the_next(wikitext: Read) -> None:
    document = wikitext("Un<ref>A. Deux<ref>B.</ref>.\n\nTrois<ref>C.\n\nQuatre.\n")
    assert [note.text for note in document.notes] == ["A. Deux", "B.", "C."]
    assert [problem.reason.code for problem in document.problems] == ["note-not-closed"] * 2


def test_braces_never_closed_do_no_harm(wikitext: Read) -> None:
    assert [note.text for note in wikitext("{{Infobox | a = [[b\nUn fait<ref>A {{b|c.</ref>.\n").notes] == ["A {{b|c."]


def test_a_template_that_is_an_identifier_prints_what_it_is(wikitext: Read) -> None:
    (note,) = wikitext(
        "Un fait.<ref>Roux, ''Revue'' 4, {{doi|10.1000/x.1}}, {{ISBN|978-3-16-148410-0}}.</ref>\n"
    ).notes
    assert note.text == "Roux, Revue 4, doi:10.1000/x.1, ISBN 978-3-16-148410-0."
    assert [address.cited for address in note.addresses] == ["doi:10.1000/x.1"]


def test_a_citation_reads_in_the_language_of_its_template(wikitext: Read) -> None:
    (note,) = wikitext(
        "Bau.<ref>{{Internetquelle |autor=R. Klee |titel=Chronik |url=https://a.example/ |abruf=9. Januar 2023}}</ref>"
    ).notes
    assert note.text == "R. Klee, „Chronik“, abgerufen am 9. Januar 2023"


def test_a_citation_template_in_a_language_nobody_listed_reads_as_it_is_written(wikitext: Read) -> None:
    (note,) = wikitext(
        "Mot.<ref>{{Viite kirja | tekijä = Niemi | nimeke = Koski | vuosi = 1999 | url = https://a.org/b }}</ref>\n"
    ).notes
    assert note.text == "Niemi, Koski, 1999, https://a.org/b"
    assert [address.cited for address in note.addresses] == ["https://a.org/b"]
