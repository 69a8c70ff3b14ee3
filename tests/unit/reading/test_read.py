from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcekeeper.errors import NotReadable, UnknownName
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.html.reader import HtmlReader
from sourcekeeper.reading.markdown.reader import MarkdownReader
from sourcekeeper.reading.read import read_document
from sourcekeeper.reading.text import TextReader

READERS = (HtmlReader(), MarkdownReader(), TextReader())

MARKDOWN = b"# Titre\n\nUn fait[^1].\n\n[^1]: A.\n"
HTML = b"<!DOCTYPE html>\n<html><body><p>Un fait</p></body></html>"
TEXT = "Un fait1.\n- A.↩︎\n".encode()


@pytest.mark.parametrize(
    ("origin", "content_type", "data", "expected"),
    [
        ("a.txt", "", TEXT, "text"),
        ("-", "", TEXT, "text"),
        ("a.md", "", MARKDOWN, "markdown"),
        ("a.txt", "", MARKDOWN, "markdown"),
        ("a.md", "", b"Un fait1.\n\n- A.\n", "markdown"),
        ("a.html", "", HTML, "html"),
        ("a.md", "", HTML, "html"),
        ("-", "", b"\xef\xbb\xbf\n<!-- x --><html><p>x</p>", "html"),
        ("-", "", "<!DOCTYPE html><p>é</p>".encode("utf-16"), "html"),
        ("-", "", b"<p>Un fait<sup>1</sup></p>", "html"),
        ("https://a.example/x", "text/html; charset=utf-8", b"Un fait", "html"),
        ("https://a.example/x", "text/plain", b"Un fait. Voir <https://a.example/>.", "text"),
        ("a.txt", "", b"La balise <p> ouvre un paragraphe.", "text"),
    ],
)
def test_the_format_is_found_by_content_first(origin: str, content_type: str, data: bytes, expected: str) -> None:
    raw = RawDocument(origin=origin, data=data, content_type=content_type)
    assert read_document(raw, READERS).format == expected


def test_a_format_asked_for_is_taken() -> None:
    assert read_document(RawDocument(origin="a.md", data=MARKDOWN), READERS, "text").format == "text"


def test_a_format_nobody_knows_is_a_wrong_usage_that_names_those_there_are() -> None:
    with pytest.raises(UnknownName, match="html, markdown, text"):
        read_document(RawDocument(origin="a.md", data=MARKDOWN), READERS, "odt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "it is empty"),
        (b" \r\n\t", "it is empty"),
        (b"%PDF-1.4\n", "a PDF"),
        (b"PK\x03\x04abc", "a ZIP file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "a PNG image"),
        (bytes(range(256)) * 20, "binary data|cannot be decoded"),
        (b"\x00\x01\x02\x03" * 500, "binary data"),
    ],
)
def test_what_is_no_text_is_refused_in_one_clear_line(data: bytes, what: str) -> None:
    with pytest.raises(NotReadable, match=rf"cannot read plan\.doc: .*({what})"):
        read_document(RawDocument(origin="plan.doc", data=data), READERS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_a_letter_is_read_in_its_encoding(encoding: str) -> None:
    text = (
        "L’été dernier, la mairie a trop payé « à l’insu de tous »1.\n- Dossier de l’été, p. 3, https://a.example/.\n"
    )
    notes = read_document(RawDocument(origin="-", data=text.encode(encoding)), READERS).notes
    assert [(note.text, note.contexts) for note in notes] == [
        (
            "Dossier de l’été, p. 3, https://a.example/.",
            ("L’été dernier, la mairie a trop payé « à l’insu de tous ».",),
        )
    ]


@pytest.mark.parametrize(
    "trap",
    [
        " " * 200_000 + "x",
        "^[" * 20_000,
        "[^" * 40_000,
        "<p>" + "<sup>1</sup> x" * 10_000 + "<h2>Notes</h2>" + "<p>(1) n</p>" * 2_000,
        "mot1. mot2.\n\n" + "1. x\n2. y\n\ntexte\n\n" * 5_000,
        "http://x" * 20_000,
        "1" * 200_000,
        "x1.\n- " + "↩ " * 100_000,
        "<a href='#x' id='y'>1</a>" * 10_000 + "<p id='x'>n</p>",
    ],
    ids=["spaces", "inline notes", "labels", "one label", "lists", "addresses", "figures", "arrows", "links"],
)
def test_what_makes_careless_patterns_hang_is_read_in_a_moment(trap: str) -> None:
    for reader in READERS:
        reader.read(RawDocument(origin="-", data=trap.encode()))


PIECES = [
    b"<p>",
    b"</p>",
    b"<sup>",
    b"</sup>",
    b'<a href="#n1" id="c1">1</a>',
    b'<li id="n1">',
    b"<ol>",
    b"</ol>",
    b"<table>",
    b"[^1]",
    b"[^1]: A.\n",
    b"^[x",
    b"]",
    b"\n\n",
    b"1. ",
    b"- ",
    b"[1] ",
    b"mot1. ",
    b"\xe2\x86\xa9",
    b"\xff",
    b"\x00",
    b"Notes\n",
    b"https://a.example/x ",
    b"---\n",
    b"```\n",
    b"*",
    b"&#0;",
    b"&amp;",
    b"<!--",
    b"\x0c",
    b"\r",
    b"2019",
    b"<aside>",
    b"<nav>",
    b"</body>",
    b"<br>",
    b"[x]: y\n",
    b"<script>",
    b"\xe2\x80\xa8",
]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for reader in READERS:
        assert 0 <= reader.recognise(RawDocument(origin="-", data=data)) <= 1
        try:
            document = reader.read(RawDocument(origin="-", data=data, base_url="https://a.example/"))
        except NotReadable:
            continue
        for note in document.notes:
            assert note.text == " ".join(note.text.split())
            assert all(0 <= start < end <= len(note.text) for start, end in note.emphasised)
