"""Legal mark-up that few write: what the notes read as. Checked against pandoc where it reads the same."""

# ruff: noqa: E501  (tables: one case a line)

from __future__ import annotations

import pytest

from sourcekeeper.plugins import load
from sourcekeeper.ports import RawDocument

NOTES = {
    "markdown": {
        "table": ("| a | b[^x] |\n|---|---|\n| c^[Deux.] | d |\n\n[^x]: Un | deux.\n", ["Un | deux.", "Deux."]),
        "paragraphs, items": ("A[^n].\n\n[^n]: Un.\n\n    Deux.\n\n    - trois\n    - quatre\n\nB.\n", ["Un. Deux. trois quatre"]),
        "lazy": ("A[^n].\n\n[^n]: Un\ndeux.\n\nB.\n", ["Un deux."]),
        "text below": ("A[^n].\n\n[^n]:\n    Un.\n\n    Deux.\n", ["Un. Deux."]),
        "tab": ("A[^n].\n\n[^n]: Un.\n\n\tDeux.\n", ["Un. Deux."]),
        "in quote and item": ("> A[^q].\n>\n> [^q]: Un.\n\n1. B[^l].\n\n   [^l]: Deux.\n", ["Un.", "Deux."]),
        "note in note": ("A^[Voir ^[l’autre] aussi]. B[^a].\n\n[^a]: C[^b].\n[^b]: D.\n", ["Voir aussi", "l’autre", "C.", "D."]),
        "code": ("`[^a]` ``x ` ^[non]`` A[^a].\n\n    [^a]: non\n\n~~~\n[^a]: non\n~~~\n\n[^a]: Oui.\n", ["Oui."]),
        "comments": ("A[^1]. <!-- [^2] -->\n\n<!--\n[^2]: non\n-->\n\n[^1]: Un.\n", ["Un."]),
        "picture": ("![Légende[^1]](i.png)\n\n[^1]: Un.\n", ["Un."]),
        "heading underlined": ("A[^1]\n=====\n\nB[^2]\n---\n\n[^1]: Un.\n[^2]: Deux.\n", ["Un.", "Deux."]),
        "links": (
            'A[^1].\n\n[^1]: [a](https://x.example/a_(b) "t"), [b](<https://x.example/b c>), [c][r].\n\n[r]: https://x.example\n',
            ["a, b, c."],
        ),
    },
    "rst": {
        "paragraphs, items, program": (
            "A [1]_.\n\n.. [1] Un\n   deux.\n\n   Trois::\n\n      https://x.example/code\n\n   - quatre\n   - cinq\n\nB.\n",
            ["Un deux. Trois: quatre cinq"],
        ),
        "a dash that begins a line": ("A [1]_.\n\n.. [1] Un\n   - deux.\n", ["Un - deux."]),
        "tables": ("+---+--------+\n| a | b [1]_ |\n+---+--------+\n\n.. [1] Un.\n", ["Un."]),
        "text below": ("A [1]_.\n\n.. [1]\n   Un.\n\n   Deux.\n", ["Un. Deux."]),
        "directives": (".. note:: A [1]_\n\n.. figure:: x.png\n\n   B [2]_\n\n.. [1] Un.\n.. [2] Deux.\n", ["Un.", "Deux."]),
    },
    "latex": {
        "braces": ("A\\footnote{{\\em Un {\\bf deux}}, \\textit{n\\textsuperscript{o} 3}.}", ["Un deux, no 3."]),
        "mark and text": ("A\\footnotemark[3] B\\footnotemark[5]\n\n\\footnotetext[5]{E.}\\footnotetext[3]{C.}", ["C.", "E."]),
        "section, caption": ("\\section[a]{A\\footnote{Un.}} \\caption[b]{B\\footnotemark}\\footnotetext{Deux.}", ["Un.", "Deux."]),
        "verbatim": ("A\\verb|\\footnote{non}|\\footnote{Oui.}\\begin{verbatim}\\footnote{non}\\end{verbatim}", ["Oui."]),
        "comments": ("A\\footnote{Un % }\n fin.} % \\footnote{non}\n\\iffalse\\footnote{non}\\fi", ["Un fin."]),
        "own macro": ("\\newcommand{\\fn}[1]{\\footnote{#1}}A\\fn{Un.}", ["Un."]),
    },
    "org": {
        "items, program": ("A[fn:1].\n\n[fn:1] Un.\n\n- deux\n- trois\n\n#+begin_src\nx\n#+end_src\n", ["Un. deux trois"]),
        "entities": ("A[fn:: \\Eacute{}t\\eacute \\ldots{} \\oelig{}uvre \\inconnu.].\n", ["Été … œuvre \\inconnu."]),
        "nested": ("A[fn:: Voir [[https://x.example][là]] et [fn:: ici [b]] fin].\n", ["Voir là et fin", "ici [b]"]),
        "a link never closed": ("A[fn:: [[https://x.example][là fin].\n", ["[[https://x.example][là fin]."]),
    },
    "wikitext": {
        "items": ("A<ref>Un.\n* deux\n# trois</ref>\n", ["Un. deux trois"]),
        "in lists of notes": ("A<ref name=a/>.\n<references>\n<ref name='a'>Un.</ref>\n</references>\n", ["Un."]),
        "in what is shown as it is": ("<nowiki><ref>n</ref></nowiki><!-- <ref>n</ref> --><pre><ref>n</ref></pre>A<ref>Un.</ref>", ["Un."]),
        "ref in ref": ("A{{#tag:ref|Un<ref>Deux.</ref> fin|name=a}} B<ref name=a/>.", ["Un fin", "Deux."]),
    },
    "asciidoc": {
        "escapes": ("A\\footnote:[non] Bfootnote:[Un \\] deux, link:https://x.example[l\\]à].]\n", ["Un ] deux, l]à."]),
        "code after an apostrophe": ("Afootnote:[L'`option` et \"`Titre`\".]\n", ["L'option et “Titre”."]),
        "blocks": ("== Afootnote:[Un.]\n\n|===\n|b |cfootnote:[Deux.]\n|===\n\n----\nfootnote:[non]\n----\n", ["Un.", "Deux."]),
    },
    "spip": {
        "named, starred": ("A[[<b>Un.]] B[[<b>]] C[[<*>Deux.]] D[[<>Trois.]]", ["Un.", "Deux.", "Trois."]),
        "program": ("<code>[[non]]</code> <cadre>[[non]]</cadre> A[[Un.]]", ["Un."]),
        "brackets": ("A[[ [x] y ]] B[[[là->https://x.example]]]", ["[x] y", "là"]),
    },
}  # fmt: skip
CASES = [(name, case, *said) for name, cases in NOTES.items() for case, said in cases.items()]


@pytest.mark.parametrize(("name", "case", "text", "notes"), CASES, ids=[f"{name}, {case}" for name, case, *_ in CASES])
def test_the_notes_of_rare_mark_up_read_as_they_are_printed(name: str, case: str, text: str, notes: list[str]) -> None:
    document = load("readers", name)().read(RawDocument(origin=case, data=text.encode()))
    assert [note.text for note in document.notes] == notes


def test_program_text_in_a_note_names_no_source() -> None:
    text = "A [1]_.\n\n.. [1] Un https://x.example/a, puis::\n\n      https://x.example/code\n"
    document = load("readers", "rst")().read(RawDocument(origin="-", data=text.encode()))
    assert [address.cited for address in document.notes[0].addresses] == ["https://x.example/a"]


@pytest.mark.parametrize(
    ("text", "context"),
    [("{|\n! A !! B<ref>n</ref> !! C\n|}", "A B C"), ("Quoi !! Encore<ref>n</ref> !!", "Encore !!")],
    ids=["header cells", "prose"],
)
def test_two_exclamation_marks_part_header_cells_only(text: str, context: str) -> None:
    document = load("readers", "wikitext")().read(RawDocument(origin="-", data=text.encode()))
    assert document.notes[0].contexts == (context,)
