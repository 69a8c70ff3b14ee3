from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from lxml import html as lxml_html

from sourcekeeper.model import Document

Read = Callable[[str], Document]


def linked(number: int, text: str, context: str = "Un fait") -> tuple[str, str]:
    call = f'<p>{context}<sup><a href="#n{number}" id="c{number}">{number}</a></sup>.</p>'
    return call, f'<li id="n{number}">{text} <a href="#c{number}">↩</a></li>'


def page(*notes: tuple[str, str], head: str = "") -> str:
    calls, items = zip(*notes, strict=True)
    return f"<!DOCTYPE html><html><head>{head}</head><body>{''.join(calls)}<ol>{''.join(items)}</ol></body></html>"


@pytest.mark.parametrize(
    ("note", "cited"),
    [
        ('<a href="https://a.example/x">ici</a>', ["https://a.example/x"]),
        ('<a href="https://a.example/x">https://a.example/x</a>', ["https://a.example/x"]),
        ('<a href="https://a.example/tres/long">https://a.example/tr…</a>', ["https://a.example/tres/long"]),
        ('<a href="/b?c=1&amp;d=2">ici</a>', ["https://journal.example/b?c=1&d=2"]),
        ('<a href="d.html">ici</a>', ["https://journal.example/a/d.html"]),
        ('<a href="mailto:x@a.example">moi</a> <a href="javascript:void(0)">x</a>', []),
        ('<a href="lettre.html">cette page</a>', []),
        ("https://a.<wbr>example/<b>x</b>, fin.", ["https://a.example/x"]),
        ("https:/\u200b/a.exam\u00adple/x.", ["https://a.example/x"]),
        ('<a href="https://a.example/1">un</a>, https://a.example/2 et <a href="https://a.example/1">un</a>',
         ["https://a.example/1", "https://a.example/2"]),
        ('<a href="https://www.google.com/url?q=https://a.example/x&amp;sa=D">ici</a>', ["https://a.example/x"]),
        ('https://a.example/x (<a href="https://web.archive.org/web/20240101000000/https://a.example/x">copie</a>)',
         ["https://a.example/x", "https://web.archive.org/web/20240101000000/https://a.example/x"]),
    ],
)  # fmt: skip
def test_addresses_of_a_note(note: str, cited: list[str], read_html: Read) -> None:
    found = read_html(page(linked(1, note))).notes[0].addresses
    assert [address.cited for address in found] == cited


def test_the_base_of_the_page_counts_for_relative_addresses(read_html: Read) -> None:
    document = read_html(page(linked(1, '<a href="x">x</a>'), head='<base href="https://autre.example/d/">'))
    assert document.notes[0].addresses[0].url == "https://autre.example/d/x"


def test_places_are_paths_that_lead_to_the_elements(read_html: Read) -> None:
    text = page(linked(1, 'Voir <b><a href="https://a.example/">ici</a></b>'), linked(2, "B."))
    root = lxml_html.fromstring(text)
    first = read_html(text).notes[0]
    places = [first.place, first.calls[0].place, first.addresses[0].place]
    elements = [root.xpath(place.path)[0] for place in places if place and place.path]
    assert [element.tag for element in elements] == ["li", "a", "a"]
    assert elements[2].get("href") == "https://a.example/"


def test_a_note_called_twice_is_one_note_with_two_contexts(read_html: Read) -> None:
    text = page(linked(1, "A.")).replace("<ol>", '<p>Encore<sup><a href="#n1">1</a></sup> lui.</p><ol>')
    assert [note.contexts for note in read_html(text).notes] == [("Un fait.", "Encore lui.")]


def test_a_note_nobody_calls_and_a_call_of_nothing_are_reported(read_html: Read) -> None:
    text = page(linked(1, "A."), linked(2, "B.")).replace(
        "<ol>", '<p>Perdu<sup><a href="#n9" id="c9">9</a></sup>.</p><ol>'
    )
    text = text.replace("</ol>", '<li id="n3">C.</li></ol>')
    document = read_html(text)
    assert [(note.number, [problem.reason.code for problem in note.problems]) for note in document.notes] == [
        ("1", []),
        ("2", []),
        ("3", ["note-without-call"]),
    ]
    assert [problem.reason.get("context") for problem in document.problems] == ["Perdu."]


def test_a_table_of_contents_is_no_list_of_notes(read_html: Read) -> None:
    text = (
        '<ol><li><a href="#a">1</a></li><li><a href="#b">2</a></li></ol>'
        '<section id="a"><h2>A</h2><p>Texte.</p></section>'
        '<section id="b"><h2>B</h2><p>Texte.</p></section>'
    )
    assert read_html(text).notes == ()


def test_notes_hidden_in_the_sentence_stay_out_of_it(read_html: Read) -> None:
    text = (
        '<p>Un fait<label for="s" class="margin-toggle"></label><input type="checkbox" id="s"/><span class="sidenote">'
        'Voir <a href="https://a.example/">A</a>.</span>, dit-on.</p>'
    )
    (note,) = read_html(text).notes
    assert (note.number, note.text, note.contexts) == ("1", "Voir A.", ("Un fait, dit-on.",))


def test_title_language_and_day_come_from_the_head(read_html: Read) -> None:
    document = read_html(
        '<html lang="pt-BR"><head><title>Carta aberta - Sítio</title><meta property="og:title" content="Carta aberta">'
        '<meta property="article:published_time" content="2023-11-05T08:00:00+00:00"></head><body><p>Texto.</p></body>'
    )
    assert (document.title, document.language, document.published) == ("Carta aberta", "pt-BR", date(2023, 11, 5))


@pytest.mark.parametrize(
    "marked",
    [
        '<script type="application/ld+json">{"datePublished": "2022-02-03T01:00:00Z"}</script>',
        '<p><time datetime="2022-02-03">3 février</time></p>',
        '<meta name="DC.date.issued" content="2022-02-03">',
    ],
)
def test_the_day_is_found_where_pages_put_it(marked: str, read_html: Read) -> None:
    assert read_html(f"<html><body>{marked}<p>Texte.</p></body></html>").published == date(2022, 2, 3)


@pytest.mark.parametrize("tag", ["div", "span", "blockquote"])
def test_notes_deeper_than_libxml2_builds_trees_are_found(tag: str, read_html: Read) -> None:
    text = page(linked(1, "Au fond, https://a.example/."))
    text = text.replace("<body>", "<body>" + f"<{tag}>" * 50_000).replace("</body>", f"</{tag}>" * 50_000 + "</body>")
    document = read_html(text)
    assert [(note.text, note.contexts) for note in document.notes] == [("Au fond, https://a.example/.", ("Un fait.",))]
    assert document.problems == ()


_IN_THE_FOOT = "<h3>Sources</h3><p>(1) https://a.example/</p><p>(2) https://b.example/</p>"


@pytest.mark.parametrize("around", ["footer", "aside"])
def test_a_list_beside_the_article_is_read_where_the_article_calls_each_of_it(read_html: Read, around: str) -> None:
    text = f"<article><p>Un fait (1) et un autre (2).</p></article><{around}>{_IN_THE_FOOT}</{around}>"
    assert [(note.number, note.contexts) for note in read_html(text).notes] == [
        ("1", ("Un fait et un autre.",)),
        ("2", ("Un fait et un autre.",)),
    ]


@pytest.mark.parametrize("article", ["Un fait.", "Un fait (1).", "Un fait (1), un autre (2), un dernier (3)."])
def test_a_list_beside_the_article_is_not_read_where_its_calls_are_others(read_html: Read, article: str) -> None:
    text = f"<article><p>{article}</p></article><footer>{_IN_THE_FOOT}</footer>"
    assert read_html(text).notes == ()


def test_labels_in_words_and_brackets_may_be_raised(read_html: Read) -> None:
    text = "<p>Un fait<sup>(note 1)</sup>. Un autre<sup>[note 2]</sup>.</p>"
    listed = "<h3>Notes</h3><p>Note 1 : ici</p><p>Note 2 : là</p>"
    notes = read_html(f"<!DOCTYPE html><html><body>{text}{listed}</body></html>").notes
    assert [(note.number, note.text, note.contexts) for note in notes] == [
        ("1", "ici", ("Un fait.",)),
        ("2", "là", ("Un autre.",)),
    ]


def test_a_year_is_no_call_of_a_list_that_nothing_else_calls(read_html: Read) -> None:
    items = "".join(f'<li><a href="https://a.example/{number}">un</a></li>' for number in range(4))
    notes = read_html(
        f"<!DOCTYPE html><html><body><p>Fin en 1931.</p><h3>Sources</h3><ol>{items}</ol></body></html>"
    ).notes
    assert [(note.number, note.calls) for note in notes] == [("1", ()), ("2", ()), ("3", ()), ("4", ())]


@pytest.mark.parametrize(
    "box",
    [
        '<aside><h3>Read on</h3><ol><li><a href="https://a.example/1">a</a></li></ol></aside>',
        '<aside class="sidebar"><h3>Sources</h3><ol><li><a href="https://a.example/1">a</a></li></ol></aside>',
        '<button data-content="Opens the map of the town">1</button>',
        "<h2>Questions</h2><details><summary>1</summary><p>Who pays?</p></details>",
        '<p>See <a href="#top">[Top1]</a>.</p><div id="top">Home</div>',
    ],
    ids=["other aside", "side bar", "popover alone", "numbered question", "bracketed word"],
)
def test_what_only_looks_like_notes_is_none(box: str, read_html: Read) -> None:
    assert not read_html(
        f"<!DOCTYPE html><html><body><article><p>A town by the sea.</p>{box}</article></body></html>"
    ).notes
