"""Notes made by hand, in every shape a hand gives them: whatever the call looks like, whatever holds the note.

No family has these shapes; the general methods must read all of their products.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Document
from sourcekeeper.reading.html.parse import parse_html

Read = Callable[[str], Document]

PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Lettre</title><script>x = "<li id='n1'>";</script></head><body>
<nav><ul><li><a href="#main">1</a></li><li><a href="https://boutique.example/">2</a></li></ul></nav>
<div id="cookie-notice"><p>1. <a href="https://cookies.example/">Cookies</a></p></div>
<main id="main"><article><h1>Le moulin</h1>
<p>Le moulin a brûlé en 1911{c1}. Il couvrait 40 m<sup>2</sup> au 1<sup>er</sup> étage{c2}, dit-on.</p>
<ol><li>Relire l’acte ;</li><li>écrire au maire ;</li><li>attendre.</li></ol>
<p>Qui l’a rebâti{c3} ? Signez <a href="https://petition.example/">ici</a>.</p>
{notes}
<div class="share"><a href="https://reseau.example/share?u=1">3</a></div></article>
<section class="comments"><ol><li>Bravo [1] !</li><li>1. <a href="https://spam.example/">Non</a></li></ol></section>
</main><footer><ol><li><a href="/mentions">Mentions</a></li></ol></footer></body></html>"""
TEXTS = [
    'Gazette, 4 mai 1911, <a href="https://www.example.org/g?a=1&amp;b=2">p. 2</a>.',
    "<i>Actes</i>, t. 3, https://www.example.org/actes_(3).",
    "Selon le maire.",
]
PLAIN = ["Gazette, 4 mai 1911, p. 2.", "Actes, t. 3, https://www.example.org/actes_(3).", "Selon le maire."]
ADDRESSES = [["https://www.example.org/g?a=1&b=2"], ["https://www.example.org/actes_(3)"], []]
CONTEXTS = ["Le moulin a brûlé en 1911.", "Il couvrait 40 m2 au 1er étage, dit-on.", "Qui l’a rebâti ?"]

LINKED_CALLS = {
    "a figure": '<a href="#n{0}"{1}>{0}</a>',
    "raised": '<sup><a href="#n{0}"{1}>{0}</a></sup>',
    "raised inside": '<a href="#n{0}"{1}><sup>{0}</sup></a>',
    "bracketed": ' <a href="#n{0}"{1}>[{0}]</a>',
    "between brackets": ' [<a href="#n{0}"{1}>{0}</a>]',
    "named around": '<sup{1}><a href="#n{0}">{0}</a></sup>',
    "named before": '<a{1}></a><a href="#n{0}">({0})</a>',
}
BACK_LINKS = {
    "none": ("", ""),
    "arrow": ("", ' <a href="#c{0}">↩</a>'),
    "words": ("", ' <a href="#c{0}">Retour au texte</a>'),
    "in front": ('<a href="#c{0}">^</a> ', ""),
    "bracketed": ("", ' [<a href="#c{0}">↑</a>]'),
    "image": ("", ' <a href="#c{0}"><img src="up.gif" alt="haut"></a>'),
}
LINKED_NOTES = {
    "items": ("<ol>", '<li id="n{0}">{2}{1}{3}</li>', "</ol>"),
    "items with paragraphs": ("<ol>", '<li id="n{0}"><p>{2}{1}{3}</p></li>', "</ol>"),
    "items named inside": ("<ol>", '<li>{2}<a name="n{0}"></a>{1}{3}</li>', "</ol>"),
    "paragraphs": ("", '<p id="n{0}">{2}{0}. {1}{3}</p>', ""),
    "labels named": ("", '<p>{2}<a name="n{0}">{0}</a>. {1}{3}</p>', ""),
    "raised labels named": ("", '<p>{2}<sup id="n{0}">{0}</sup>{1}{3}</p>', ""),
    "labels beside": ("", '<div id="n{0}"><div class="k">{0}</div><div>{2}{1}{3}</div></div>', ""),
    "lines": ("<p>", '<a name="n{0}"></a>{2}({0}) {1}{3}<br>\n', "</p>"),
    "lines of the page": ("<hr>", '<a name="n{0}">{0}</a> {2}{1}{3}<br>\n', ""),
    "terms": ("<dl>", '<dt id="n{0}">{0}</dt><dd>{2}{1}{3}</dd>', "</dl>"),
    "rows": ("<table>", '<tr id="n{0}"><td>{0}</td><td>{2}{1}{3}</td></tr>', "</table>"),
    "cells": ("<table>", '<tr><td><a name="n{0}"></a>{0}.</td><td>{2}{1}{3}</td></tr>', "</table>"),
    "asides": ("", '<aside id="n{0}">{2}{1}{3}</aside>', ""),
}

PLAIN_CALLS = {
    "raised": "<sup>{0}</sup>",
    "raised by style": '<span style="vertical-align: super">{0}</span>',
    "bold and raised by style": '<b style="vertical-align: super">{0}</b>',
    "bracketed": " [{0}]",
    "in parentheses": " ({0})",
    "raised and bracketed": "<sup>[{0}]</sup>",
    "figures that are raised": "{1}",
}
PLAIN_NOTES = {
    "items": ("<ol>", "<li>{1}</li>", "</ol>"),
    "stop": ("", "<p>{0}. {1}</p>", ""),
    "parentheses": ("", "<p>({0}) {1}</p>", ""),
    "raised": ("", "<p><sup>{0}</sup>{1}</p>", ""),
    "no-break space": ("", "<p>{0}&nbsp;{1}</p>", ""),
    "bold": ("", "<p><strong>{0}.</strong> {1}</p>", ""),
    "lines": ("<p>", "{0}. {1}<br>\n", "</p>"),
    "rows": ("<table>", "<tr><td>{0}</td><td>{1}</td></tr>", "</table>"),
    "terms": ("<dl>", "<dt>{0}</dt><dd>{1}</dd>", "</dl>"),
    "beside": ("", "<div><span>{0}</span><div>{1}</div></div>", ""),
}
HEADINGS = ["<h2>Notes et références</h2>", "<p><strong>Sources :</strong></p>", "<hr>"]
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def page_of(calls: list[str], notes: str) -> str:
    return PAGE.format(notes=notes, c1=calls[0], c2=calls[1], c3=calls[2])


def assert_read(document: Document, shape: str) -> None:
    assert [note.number for note in document.notes] == ["1", "2", "3"], shape
    assert [note.text for note in document.notes] == PLAIN, shape
    assert [[address.cited for address in note.addresses] for note in document.notes] == ADDRESSES, shape
    assert [note.contexts for note in document.notes] == [(context,) for context in CONTEXTS], shape


@pytest.mark.parametrize("shape", LINKED_NOTES)
def test_linked_notes_of_any_shape_are_read_whatever_calls_them(shape: str, read_html: Read) -> None:
    opening, note, closing = LINKED_NOTES[shape]
    for call_shape, call in LINKED_CALLS.items():
        for back_shape, (before, after) in BACK_LINKS.items():
            calls = [call.format(number, f' id="c{number}"') for number in (1, 2, 3)]
            notes = "".join(
                note.format(number, text, before.format(number), after.format(number))
                for number, text in enumerate(TEXTS, 1)
            )
            document = read_html(page_of(calls, f"<h3>Notes</h3>{opening}{notes}{closing}"))
            assert_read(document, f"{shape}, called by {call_shape}, back by {back_shape}")


@pytest.mark.parametrize("shape", PLAIN_NOTES)
def test_notes_without_links_of_any_shape_are_read_whatever_calls_them(shape: str, read_html: Read) -> None:
    opening, note, closing = PLAIN_NOTES[shape]
    for call_shape, call in PLAIN_CALLS.items():
        for heading in HEADINGS:
            calls = [call.format(number, RAISED[number]) for number in (1, 2, 3)]
            notes = "".join(note.format(number, text) for number, text in enumerate(TEXTS, 1))
            document = read_html(page_of(calls, f"{heading}{opening}{notes}{closing}"))
            assert_read(document, f"{shape} under {heading}, called by {call_shape}")


@pytest.mark.parametrize("tag", ["a", "b", "i", "span", "pre", "li"])
def test_only_what_an_element_raised_by_style_holds_is_raised(tag: str) -> None:
    raised = f'<{tag} href="#one" style="vertical-align:super">one</{tag}>'
    page, *_ = parse_html(
        f'<p>A text {raised} that goes on <a href="#two">two</a></p><p id="one">1</p><p id="two">2</p>'
    )
    start = page.flow.text.index("one")
    assert list(page.flow.raised) == [(start, start + 3)]
    assert [link.raised for link in page.in_page if link.target == "two"] == [False]
