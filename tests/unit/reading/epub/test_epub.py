"""Books: notes in the same page or another, order of the spine, contents, metadata, what is broken."""

from __future__ import annotations

import pytest
from tests.unit.reading.office import epub, xhtml, zipped

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.office.epub import EpubReader


def read(data: bytes) -> Document:
    return EpubReader().read(RawDocument(origin="livre.epub", data=data))


def call(target: str, number: str = "1", name: str = "") -> str:
    return f'<a epub:type="noteref" id="{name or "r" + number}" href="{target}"><sup>{number}</sup></a>'


def aside(name: str, text: str, back: str = "") -> str:
    link = f'<a href="{back}">↩</a>' if back else ""
    return f'<aside epub:type="footnote" id="{name}"><p>{text} {link}</p></aside>'


def found(document: Document) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(note.number, note.text, note.contexts) for note in document.notes]


def test_numbers_start_anew_in_each_file_and_names_repeat() -> None:
    one = f"<p>Le pont ferme{call('#n1')}.</p>" + aside("n1", "Le Port.")
    two = f"<p>Le port aussi{call('#n1')}.</p>" + aside("n1", "La Ville.")
    assert found(read(epub({"a.xhtml": one, "b.xhtml": two}))) == [
        ("1", "Le Port.", ("Le pont ferme.",)),
        ("1", "La Ville.", ("Le port aussi.",)),
    ]


def test_notes_may_stand_in_another_file_and_folder() -> None:
    pages = {
        "text/a.xhtml": f"<p>Le pont ferme{call('../fin/notes%20x.xhtml#n1')}.</p>",
        "fin/notes x.xhtml": aside("n1", "Le Port.", "../text/a.xhtml#r1"),
    }
    assert found(read(epub(pages))) == [("1", "Le Port.", ("Le pont ferme.",))]


def test_a_file_outside_the_spine_is_read_when_a_call_leads_there() -> None:
    pages = {"a.xhtml": f"<p>Un{call('notes.xhtml#n1')}.</p>", "notes.xhtml": aside("n1", "Le Port.")}
    assert found(read(epub(pages, spine=["a.xhtml"]))) == [("1", "Le Port.", ("Un.",))]


def test_the_spine_says_the_order() -> None:
    pages = {
        "b.xhtml": f"<p>Deux{call('#n2', '2')}.</p>" + aside("n2", "Seconde."),
        "a.xhtml": f"<p>Un{call('#n1')}.</p>" + aside("n1", "Première."),
    }
    assert [note.number for note in read(epub(pages, spine=["a.xhtml", "b.xhtml"])).notes] == ["1", "2"]


@pytest.mark.parametrize("version", ["nav", "guide"])
def test_tables_of_contents_are_no_pages(version: str) -> None:
    contents = "<h1>Notes</h1><ol><li><a href='a.xhtml'>Le pont</a></li><li>Le port</li></ol>"
    pages = {"toc.xhtml": contents, "a.xhtml": "<p>Le pont<sup>1</sup>. Le port<sup>2</sup>.</p>"}
    data = epub(
        pages,
        properties={"toc.xhtml": "nav"} if version == "nav" else {},
        guide='<reference type="toc" href="toc.xhtml"/>' if version == "guide" else "",
    )
    assert read(data).notes == ()


def test_page_numbers_of_the_printed_book_are_not_in_the_sentence() -> None:
    page = f'<p>Le pont <span epub:type="pagebreak" id="p12">12</span>ferme{call("#n1")}.</p>' + aside(
        "n1", "Le Port."
    )
    assert found(read(epub({"a.xhtml": page}))) == [("1", "Le Port.", ("Le pont ferme.",))]


def test_empty_elements_are_closed_where_xml_closes_them() -> None:
    page = (
        '<p>Le pont<a id="x"/> ferme<a href="#n1" id="r1"><sup>1</sup></a>.<span class="a>b"/> Suite.</p><div id="y"/>'
        '<p id="n1"><a href="#r1">1</a>. Le Port, <i/>2021.</p>'
    )
    assert found(read(epub({"a.xhtml": page}))) == [("1", "Le Port, 2021.", ("Le pont ferme.",))]


def test_named_entities_are_read_and_declared_ones_are_not() -> None:
    page = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY boom "bang"><!ENTITY e SYSTEM "file:///etc/passwd">]>'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>L&rsquo;eau{call("#n1")}.</p>'
        f"{aside('n1', 'D&eacute;bit&nbsp;: 3 &boom; &e;')}</body></html>"
    )
    note = read(epub({"a.xhtml": page})).notes[0]
    assert note.contexts == ("L’eau.",)
    assert note.text.startswith("Débit : 3")
    assert "bang" not in note.text
    assert "root:" not in note.text


def test_notes_by_hand_are_found_when_there_are_no_links() -> None:
    pages = {
        "a.xhtml": "<p>Le pont ferme<sup>1</sup>. Le port aussi<sup>2</sup>.</p>",
        "z.xhtml": "<h2>Notes</h2><p>1. Le Port.</p><p>2. La Ville.</p>",
    }
    assert found(read(epub(pages))) == [
        ("1", "Le Port.", ("Le pont ferme.",)),
        ("2", "La Ville.", ("Le port aussi.",)),
    ]


def test_links_between_chapters_are_no_addresses() -> None:
    pages = {
        "a.xhtml": f"<p>Un{call('#n1')}.</p>"
        + aside("n1", '<a href="b.xhtml">Chapitre 2</a>, <a href="https://exemple.org/x">ici</a>.'),
        "b.xhtml": "<p>Deux.</p>",
    }
    assert [address.cited for address in read(epub(pages)).notes[0].addresses] == ["https://exemple.org/x"]


def test_metadata_come_from_the_package() -> None:
    metadata = (
        "<dc:title>Le pont</dc:title><dc:title>Sous-titre</dc:title><dc:language>fr</dc:language>"
        '<dc:date opf:event="modification">2024-06-01</dc:date><dc:date opf:event="publication">2021-03-05</dc:date>'
        '<meta property="dcterms:modified">2024-06-01T00:00:00Z</meta>'
    )
    document = read(epub({"a.xhtml": "<p>Un.</p>"}, metadata=metadata))
    assert (document.title, document.language, str(document.published)) == ("Le pont", "fr", "2021-03-05")


def test_places_are_paths_within_a_file_of_the_book() -> None:
    pages = {
        "z.xhtml": "<p>Avant.</p>",
        "a.xhtml": f"<p>Un{call('n.xhtml#n1')}.</p>",
        "n.xhtml": aside("n1", "Le Port."),
    }
    note = read(epub(pages)).notes[0]
    assert str(note.place) == "OEBPS/n.xhtml#/html[1]/body[1]/aside[1]"
    assert str(note.calls[0].place) == "OEBPS/a.xhtml#/html[1]/body[1]/p[1]/a[1]/sup[1]"


# --- what is broken -------------------------------------------------------------------------------------------------


def test_without_a_container_the_pages_are_read_by_name() -> None:
    page = xhtml(f"<p>Un{call('#n1')}.</p>" + aside("n1", "Le Port."))
    document = read(zipped({"mimetype": "application/epub+zip", "a/1.xhtml": page}))
    assert found(document) == [("1", "Le Port.", ("Un.",))]
    assert [problem.reason.code for problem in document.problems] == ["part-missing"]


def test_a_missing_page_is_told_and_the_others_are_read() -> None:
    data = epub({"a.xhtml": f"<p>Un{call('#n1')}.</p>" + aside("n1", "Le Port.")})
    book = '<item id="q" href="gone.xhtml" media-type="application/xhtml+xml"/>'
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["OEBPS/book.opf"] = members["OEBPS/book.opf"].replace(b"</manifest>", book.encode() + b"</manifest>")
    document = read(zipped(members))
    assert len(document.notes) == 1
    assert [problem.reason.code for problem in document.problems] == ["part-missing"]


def test_pages_locked_by_a_shop_are_told() -> None:
    locked = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherData><CipherReference URI="OEBPS/{}"/>'
        "</CipherData></EncryptedData></encryption>"
    )
    pages = {"a.xhtml": f"<p>Un{call('#n1')}.</p>" + aside("n1", "Le Port."), "b.xhtml": "<p>Deux.</p>"}
    partly = read(epub(pages, parts={"META-INF/encryption.xml": locked.format("b.xhtml")}))
    assert [problem.reason.code for problem in partly.problems] == ["part-encrypted"]
    assert len(partly.notes) == 1
    with pytest.raises(NotReadable, match="DRM"):
        read(epub({"b.xhtml": "x"}, parts={"META-INF/encryption.xml": locked.format("b.xhtml")}))


def test_encrypted_fonts_lock_nothing() -> None:
    locked = '<encryption><CipherReference URI="OEBPS/font.otf"/></encryption>'
    document = read(epub({"a.xhtml": "<p>Un.</p>"}, parts={"META-INF/encryption.xml": locked}))
    assert document.problems == ()
