from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sourcekeeper.model import Document
from sourcekeeper.reading.markup.latex import declared_language

Read = Callable[[str], Document]


def numbers(document: Document) -> list[str]:
    return [note.number for note in document.notes]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (r"Caf\'e, na\"{\i}ve, gar\c con, \^{\i}le, \v{c}, M\"uller", "Café, naïve, garçon, île, č, Müller"),
        (r"\oe uvre, Stra\ss e, \ae{}tas, \O re, \L\'od\'z", "œuvre, Straße, ætas, Øre, Łódź"),
        (r"\og Le titre\fg{}, puis \og suite\fg.", "« Le titre », puis « suite »."),
        (r"``He said `no'\,''", "“He said `no' ”"),
        (r"100~\%, \S~3, n\degre~4, A\,\&\,B, a\_b, \#1, \$5, \{x\}", "100 %, § 3, n° 4, A & B, a_b, #1, $5, {x}"),
        (r"1\up{er} et XVII\ieme{} siècle", "1er et XVIIe siècle"),
        (r"\textsc{Roux}, \textbf{gras}, \bsc{Lee}, {\bfseries fort} ici", "Roux, gras, Lee, fort ici"),
        (r"\textcolor{red}{rouge} et \foreignlanguage{english}{English}", "rouge et English"),
        (r"Mot\-coupé, fin\ldots{} \dots suite -- tiret --- long", "Motcoupé, fin… …suite – tiret — long"),
        ("sur deux\n  lignes% fin\n  collées", "sur deux lignescollées"),
        (r"\enquote{dehors \enquote{dedans}}", "“dehors ‘dedans’”"),
        (r"inconnu \macommande[opt]{son texte} ici", "inconnu son texte ici"),
        (r"math $x^2$ et \(y\)", "math x^2 et y"),
        (r"\label{fn:x}Texte\index{mot} net", "Texte net"),
    ],
)
def test_a_note_reads_as_it_is_printed(latex: Read, written: str, printed: str) -> None:
    (note,) = latex(f"Un fait\\footnote{{{written}}}.\n").notes
    assert note.text == printed


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        (r"\url{https://x.example.org/a_b%20c#d}", "https://x.example.org/a_b%20c#d"),
        (r"\url{https://x.example.org/a\_b\%20c\#d~e}", "https://x.example.org/a_b%20c#d~e"),
        ("\\url{https://x.example.org/\n   a/b}", "https://x.example.org/a/b"),
        (r"\url{https://x.example.org/fin.}", "https://x.example.org/fin."),
        (r"\href{https://x.example.org/a\&b}{texte}", "https://x.example.org/a&b"),
        (r"https://x.example.org/a--b/\~{}c", "https://x.example.org/a--b/~c"),
        (r"\nolinkurl{www.example.org/a}", "www.example.org/a"),
        (r"\url{example.org/a}", "example.org/a"),
        (r"\href[pdfnewwindow]{https://x.example.org/}{ici}", "https://x.example.org/"),
    ],
)
def test_an_address_has_its_escapes_undone(latex: Read, written: str, cited: str) -> None:
    (note,) = latex(f"Un fait\\footnote{{Voir {written}, ici.}}.\n").notes
    assert [address.cited for address in note.addresses] == [cited]


def test_an_address_without_scheme_is_fetched_with_one(latex: Read) -> None:
    (note,) = latex(r"Un fait\footnote{\url{example.org/a}}.").notes
    assert (note.addresses[0].url, note.addresses[0].marks) == ("https://example.org/a", ("no-scheme",))


def test_marks_and_texts_find_each_other(latex: Read) -> None:
    document = latex(
        "Un\\footnotemark, deux\\footnotemark[7], trois\\footnotemark.\n"
        "\\footnotetext[7]{Sept.}\\footnotetext{Premier.}\n\nEncore un\\footnotemark[7].\\footnotetext{Troisième.}"
    )
    assert [(note.number, note.text) for note in document.notes] == [
        ("1", "Premier."),
        ("7", "Sept."),
        ("2", "Troisième."),
    ]
    assert document.notes[1].contexts == ("Un, deux, trois.", "Encore un.")


def test_a_mark_without_text_and_a_text_without_mark_are_both_reported(latex: Read) -> None:
    document = latex("Un fait\\footnotemark.\n\n\\footnotetext[3]{Seule.}")
    assert [problem.reason.code for problem in document.problems] == ["call-without-note"]
    assert [problem.reason.code for problem in document.notes[0].problems] == ["note-without-call"]


def test_a_labelled_note_is_called_again(latex: Read) -> None:
    (note,) = latex("Un\\footnote{A. \\label{fn:a}}. Deux\\footref{fn:a}. Trois\\footnotemark[\\ref{fn:a}].").notes
    assert note.contexts == ("Un.", "Deux.", "Trois.")


@pytest.mark.parametrize(
    ("style", "expected"),
    [("roman", ["i", "ii"]), ("alph", ["a", "b"]), ("fnsymbol", ["*", "†"]), ("Roman", ["I", "II"])],
)
def test_numbers_follow_the_style_of_the_counter(latex: Read, style: str, expected: list[str]) -> None:
    head = f"\\renewcommand{{\\thefootnote}}{{\\{style}{{footnote}}}}\n\\begin{{document}}\n"
    assert numbers(latex(head + "Un\\footnote{A}. Deux\\footnote{B}.")) == expected


def test_numbers_restart_with_chapters_of_a_book_but_not_of_an_article(latex: Read) -> None:
    text = "\\begin{document}\\chapter{A}Un\\footnote{A}.\\chapter{B}Deux\\footnote{B}."
    assert numbers(latex("\\documentclass{book}" + text)) == ["1", "1"]
    assert numbers(latex("\\documentclass{article}" + text)) == ["1", "2"]


def test_counters_are_obeyed(latex: Read) -> None:
    assert numbers(latex("\\setcounter{footnote}{4}Un\\footnote{A}\\stepcounter{footnote}\\footnote{B}.")) == [
        "5",
        "7",
    ]


def test_notes_in_notes_and_in_headings_are_read(latex: Read) -> None:
    document = latex("\\section{Titre\\footnote{T.}}\nUn fait\\footnote{A\\footnote{B, voir \\emph{C}.} suite.}.")
    assert [(note.text, note.contexts) for note in document.notes] == [
        ("T.", ("Titre",)),
        ("A suite.", ("Un fait.",)),
        ("B, voir C.", ("A suite.",)),
    ]
    assert document.title == "Titre"


def test_what_is_commented_out_or_program_text_calls_nothing(latex: Read) -> None:
    document = latex(
        "% \\footnote{a}\n\\begin{verbatim}\\footnote{b}\\end{verbatim}\\verb|\\footnote{c}|"
        "\\begin{comment}\\footnote{d}\\end{comment}\\iffalse\\footnote{e}\\fi 50\\% sûr\\footnote{f}."
    )
    assert [note.text for note in document.notes] == ["f"]


def test_own_commands_are_understood(latex: Read) -> None:
    document = latex(
        "\\newcommand{\\fn}[1]{\\footnote{#1}}\\newcommand\\cnil{la CNIL}\\let\\nb=\\footnote\n"
        "\\newcommand{\\perdu}[2]{#1\\footnote{#2}}\nUn\\fn{Voir \\cnil.}. Deux\\nb{B}."
    )
    assert [note.text for note in document.notes] == ["Voir la CNIL.", "B"]


def test_entries_of_a_bibliography_are_notes_called_by_cite(latex: Read) -> None:
    document = latex(
        "Un fait \\cite{a,b}. Autre \\cite[p.~3]{a}.\n\\begin{thebibliography}{9}\n"
        "\\bibitem{a} Lee, \\url{https://a.example.org/}.\n\\bibitem[Ro]{b} Roux.\n\\end{thebibliography}"
    )
    assert [(note.number, note.text, len(note.calls)) for note in document.notes] == [
        ("1", "Lee, https://a.example.org/.", 2),
        ("Ro", "Roux.", 1),
    ]


def test_keys_of_a_bibliography_elsewhere_are_kept(latex: Read) -> None:
    document = latex("Un fait\\footnote{Voir \\cite[vgl.][70]{lee2021}.} et \\footcite[33]{roux}.")
    assert [[(key.key, key.locator, key.prefix) for key in note.cited_keys] for note in document.notes] == [
        [("lee2021", "70", "vgl.")],
        [("roux", "33", "")],
    ]


def test_title_date_and_language_are_those_declared(latex: Read) -> None:
    document = latex(
        "\\documentclass{article}\\usepackage[german,french]{babel}\n\\title{Lettre \\emph{ouverte}\\thanks{Merci.}}\n"
        "\\date{3 mai 2023}\n\\begin{document}\\maketitle Texte."
    )
    assert (document.title, document.published, document.language) == ("Lettre ouverte", date(2023, 5, 3), "fr")
    assert [(note.number, note.text) for note in document.notes] == [("*", "Merci.")]


@pytest.mark.parametrize(
    ("source", "language"),
    [
        (r"\usepackage[main=french,english]{babel}", "fr"),
        (r"\setmainlanguage{german}", "de"),
        (r"\documentclass[french]{article}\usepackage{babel}", "fr"),
        (r"\usepackage[utf8]{inputenc}", None),
    ],
)
def test_the_language_is_declared_in_many_ways(source: str, language: str | None) -> None:
    assert declared_language(source) == language


def test_a_note_that_is_never_closed_is_read_to_the_end_of_its_paragraph(latex: Read) -> None:
    document = latex("Un fait\\footnote{Voir {là.\n\nAutre\\footnote{B} paragraphe.")
    assert [note.text for note in document.notes] == ["Voir là.", "B"]
    assert [problem.reason.code for problem in document.problems] == ["note-not-closed"]


def test_footnotes_and_endnotes_are_numbered_apart(latex: Read) -> None:
    assert numbers(latex("Un\\footnote{A}, deux\\endnote{B}, trois\\footnote{C}.")) == ["1", "1", "2"]


@pytest.mark.parametrize(
    ("preamble", "numbers"),
    [
        ("\\documentclass{memoir}", ["1", "1"]),
        ("\\documentclass{memoir}\\continuousnotenums", ["1", "2"]),
        ("\\documentclass{article}", ["1", "2"]),
    ],
)
def test_page_notes_are_numbered_by_chapters_unless_told_otherwise(
    latex: Read, preamble: str, numbers: list[str]
) -> None:
    text = f"{preamble}\n\\begin{{document}}\n"
    text += "\\chapter{A}\nUn\\pagenote{X}.\n\\chapter{B}\nDeux\\pagenote{Y}.\n\\end{document}"
    assert [note.number for note in latex(text).notes] == numbers


@pytest.mark.parametrize(
    ("options", "numbers"),
    [("style=verbose", ["1", "2"]), ("autocite=footnote", ["1", "2"]), ("style=authoryear", ["1", "lee"])],
)
def test_a_citation_is_a_footnote_where_the_style_makes_it_one(latex: Read, options: str, numbers: list[str]) -> None:
    text = f"\\usepackage[{options}]{{biblatex}}\n\\begin{{document}}\n"
    text += "Un\\autocite[3]{lee}. Deux\\footnote{N}.\n\\end{document}"
    assert sorted(note.number for note in latex(text).notes) == numbers


@pytest.mark.parametrize(
    "definition",
    [
        "\\newcommand{\\nb}[2][]{\\footnote{#2#1}}",
        "\\newcommand\\nb[1]{\\footnote{\\small\\emph{N. B.} #1}}",
        "\\NewDocumentCommand{\\nb}{O{} m}{\\footnote{#2}}",
        "\\newcommand*{\\nb}[2][x]{\\endnote{#2}}",
    ],
    ids=["option", "decorated", "document command", "endnote"],
)
def test_a_command_of_ones_own_that_makes_a_note_of_its_argument_is_a_note(latex: Read, definition: str) -> None:
    document = latex(
        f"{definition}\n\\begin{{document}}\nUn\\nb{{A, {{\\em b}}.}} deux\\nb[ici]{{C.}}.\n\\end{{document}}"
    )
    assert [(note.number, note.text) for note in document.notes] == [("1", "A, b."), ("2", "C.")]


def test_the_parts_of_a_letter_are_no_part_of_its_sentences(latex: Read) -> None:
    text = "\\begin{letter}{Mairie}\n\\opening{Madame la maire,}\nUn fait\\footnote{N.}.\n"
    text += "\\closing{Cordialement}\n\\end{letter}"
    assert latex(text).notes[0].contexts == ("Un fait.",)


@pytest.mark.parametrize(
    ("definition", "used", "sentence", "text"),
    [
        (r"\newcommand{\src}[2]{\footnote{#1, \url{#2}}}", r"Un\src{Le \emph{Mag}}{https://a.org/b?c=1\&d=2}.", "Un.",
         "Le Mag, https://a.org/b?c=1&d=2"),
        (r"\newcommand*\src[3]{\footnote{\textit{#1}, #2, p.~#3.}}", r"Un\src{A}{2024}{3}.", "Un.", "A, 2024, p. 3."),
        (r"\NewDocumentCommand{\src}{m m}{loi n\up{o}~#1\footnote{#2}}", r"La \src{12}{JO du 3 mai.} dit.",
         "La loi no 12 dit.", "JO du 3 mai."),
    ],
    ids=["two", "three", "words before"],
)  # fmt: skip
def test_a_command_of_ones_own_makes_a_note_of_several_arguments(
    latex: Read, definition: str, used: str, sentence: str, text: str
) -> None:
    (note,) = latex(f"{definition}\n\\begin{{document}}\n{used}\n\\end{{document}}\n").notes
    assert (note.text.rstrip("."), note.contexts) == (text.rstrip("."), (sentence,))
