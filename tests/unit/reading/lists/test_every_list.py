"""What holds for every reader of lists."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument, Reader
from sourcekeeper.reading.html.reader import HtmlReader
from sourcekeeper.reading.markdown.reader import MarkdownReader
from sourcekeeper.reading.markup.latex import LatexReader
from sourcekeeper.reading.read import read_document
from sourcekeeper.reading.text import TextReader

MODULES = {
    "bibtex": ("bib", "BibReader"),
    "csl-json": ("csl_list", "CslJsonReader"),
    "csv": ("csv_list", "CsvReader"),
    "ris": ("ris", "RisReader"),
    "urls": ("url_list", "UrlListReader"),
    "zotero-rdf": ("zotero_rdf", "ZoteroRdfReader"),
}


def reader_of(format: str) -> Reader:
    module, name = MODULES[format]
    made: Reader = getattr(import_module(f"sourcekeeper.reading.lists.{module}"), name)()
    return made


def all_readers() -> tuple[Reader, ...]:
    return (HtmlReader(), LatexReader(), MarkdownReader(), TextReader(), *map(reader_of, MODULES))


def test_it_is_chosen_for_its_own_content_whatever_the_name(format: str, sample: str) -> None:
    assert read_document(RawDocument(origin="-", data=sample.encode()), all_readers()).format == format


def test_it_is_chosen_whatever_the_encoding(format: str, sample: str) -> None:
    data = b"\xef\xbb\xbf" + sample.replace("\n", "\r\n").encode()
    assert read_document(RawDocument(origin="list.txt", data=data), all_readers()).format == format


@pytest.mark.parametrize(
    "text",
    [
        "# A title\n\nA paragraph with a [link](https://example.org).\n",
        "A letter.1\n\n1. Ann Lee, A title, https://example.org/a\n",
        "<!DOCTYPE html><html><body><p>A page</p></body></html>",
        "\\documentclass{article}\\begin{document}A note\\footnote{https://example.org}\\end{document}",
        "```bibtex\n@book{a, title={b}}\n```\n",
        "Dear all, one, two, three.\nThis, that, and more, here.\n",
        '{"name": "a program", "version": "1"}',
        "A sentence.\n\nhttps://example.org/a\n\nAnother sentence, longer than the first.\n",
    ],
    ids=["markdown", "text", "html", "latex", "code-block", "commas", "json", "one-address"],
)
def test_other_texts_are_no_lists(text: str) -> None:
    for name in MODULES:
        assert reader_of(name).recognise(RawDocument(origin="-", data=text.encode())) < 0.2, name


def test_recognising_never_raises(format: str) -> None:
    for data in (b"", b"\x00" * 50, b"\xff\xfe\xfa", b"[", b"{", b"@", b"@a{", b"TY  - ", bytes(range(256))):
        assert 0.0 <= reader_of(format).recognise(RawDocument(origin="x", data=data)) <= 1.0


def test_empty_and_binary_lists_are_refused_with_their_origin(format: str) -> None:
    for data in (b"", b" \n\t\n", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), bytes(range(1, 32)) * 40):
        with pytest.raises(NotReadable, match=r"plan\.bin"):
            reader_of(format).read(RawDocument(origin="plan.bin", data=data))


def test_the_document_says_what_it_is_and_of_which_bytes(
    format: str, sample: str, read: Callable[..., Document]
) -> None:
    document = read(format)
    assert (document.origin, document.format) == ("list", format)
    assert document.digest == hashlib.sha256(sample.encode()).hexdigest()
    assert [note.id for note in document.notes] == [f"n{number}" for number, _ in enumerate(document.notes, start=1)]
    assert document.problems == ()
    assert read(format) == document


def test_every_entry_has_a_place_and_so_has_each_address(
    format: str, sample: str, read: Callable[..., Document]
) -> None:
    document = read(format)
    assert document.notes
    assert any(note.addresses for note in document.notes)
    for note in document.notes:
        assert note.place is not None
        assert str(note.place)
        assert note.text
        assert not note.problems
        for address in note.addresses:
            assert address.place is not None
            assert str(address.place)
            if address.place.start is not None:
                assert note.place.start <= address.place.start < address.place.end <= note.place.end


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_list_is_read_or_refused(format: str, sample: str, data: st.DataObject) -> None:
    raw = bytearray(sample.encode())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(raw) - 1))
        piece = data.draw(
            st.binary(max_size=4) | st.sampled_from([b"{", b"}", b'"', b"\x00", b"[", b"\\", b"&x;", b"\r"])
        )
        end = min(len(raw), at + data.draw(st.integers(0, 60)))
        raw[at:end] = piece
        if not raw:
            raw = bytearray(b"x")
    reader = reader_of(format)
    document = RawDocument(origin="damaged", data=bytes(raw))
    assert 0.0 <= reader.recognise(document) <= 1.0
    try:
        read = reader.read(document)
    except NotReadable:
        return
    assert all(note.place is not None for note in read.notes)


TRAPS = {
    "bibtex": [
        "@a{" * 20_000,
        "@a{k, x={" + "{" * 50_000,
        "@a{k, author={" + "a and " * 20_000 + "}}",
        "%\n" * 50_000,
        "@a{k, title={" + "\\'" * 50_000 + "}}",
        "@a{k, url={" + "\\url{" * 10_000 + "}}",
        "@a{k, crossref={k}}\n" * 500,
        " " * 100_000 + "@",
    ],
    "csl-json": [
        "[" * 100_000,
        '[{"a":' * 50_000,
        '[{"title": "' + "x" * 100_000,
        "[1" + "0" * 100_000 + "]",
        "[{}" + ",{}" * 50_000,
    ],
    "csv": ["a,b\n" + '"' * 100_000, "," * 100_000, "a;b\n" * 50_000, 'a,"' + "x,\n" * 50_000],
    "ris": [
        "TY  - BOOK\n" * 20_000,
        "TY  - BOOK\nAU  - " + "a" * 100_000,
        "TY  - X\n" + "AU  - a\n" * 20_000,
        "TY" * 50_000,
    ],
    "urls": [
        "http://a.a.a" + ".a" * 100_000,
        "http://xhttp://x" * 20_000,
        "https://example.org/a\n" * 20_000,
        "#" * 100_000,
    ],
    "zotero-rdf": [
        "<rdf:RDF xmlns:rdf='x'>" + "<a>" * 50_000,
        "<!DOCTYPE a [" + "<!ENTITY a 'a'>" * 5_000,
        '<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]><rdf:RDF>&b;</rdf:RDF>',
    ],
}


@pytest.mark.parametrize(
    ("name", "trap"),
    [pytest.param(name, trap, id=f"{name}-{at}") for name in TRAPS for at, trap in enumerate(TRAPS[name])],
)
def test_a_trap_is_read_to_its_end_or_refused(name: str, trap: str) -> None:
    raw = RawDocument(origin="trap", data=trap.encode())
    reader_of(name).recognise(raw)
    with suppress(NotReadable):
        reader_of(name).read(raw)
