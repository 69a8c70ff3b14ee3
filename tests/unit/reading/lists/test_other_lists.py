"""CSL-JSON, Zotero's exports, RIS, tables and plain addresses."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from sourcekeeper.csl import item_to_csl
from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document, Name, PartialDate

Read = Callable[..., Document]


def urls(document: Document) -> list[list[str]]:
    return [[address.cited for address in note.addresses] for note in document.notes]


def codes(document: Document) -> list[tuple[str, object]]:
    return [(problem.reason.code, problem.reason.get("count")) for problem in document.problems]


# --- JSON


def test_csl_json_is_taken_as_it_is(read: Read) -> None:
    book, page = read("csl-json").notes
    assert item_to_csl(page.items[0], page.number) == {
        "id": "lee2021",
        "type": "webpage",
        "title": "A first page",
        "issued": {"date-parts": [[2021, 5, 3]]},
        "URL": "https://example.org/a_b?x=1&y=2",
    }
    assert book.number == book.items[0].text("citation-key") == "Roux_1999"
    assert (str(book.place), str(page.place)) == ("/0", "/1")


def test_an_id_that_is_an_address_is_no_cite_key(read: Read) -> None:
    (note,) = read("csl-json", '[{"id": "http://zotero.org/users/1/items/A", "type": "book", "title": "T"}]').notes
    assert note.number == "1"
    assert note.items[0].text("citation-key") == ""


def test_better_bibtex_json_is_read_by_zoteros_names(read: Read) -> None:
    exported = {
        "config": {"label": "BetterBibTeX JSON"},
        "collections": {"K": {"name": "My collection"}},
        "items": [
            {"itemType": "attachment", "url": "https://example.org/pdf"},
            {
                "itemType": "blogPost",
                "title": "T",
                "blogTitle": "The Blog",
                "creators": [
                    {"creatorType": "author", "firstName": "Ann", "lastName": "Lee"},
                    {"creatorType": "author", "name": "Ligue des droits"},
                ],
                "date": "2021-05-03",
                "accessDate": "2022-01-02T10:00:00Z",
                "url": "https://example.org/b",
                "citationKey": "leeT2021",
                "extra": "DOI: 10.1000/182\nsomething else",
            },
        ],
    }
    document = read("csl-json", json.dumps(exported))
    (note,) = document.notes
    item = note.items[0]
    assert document.title == "My collection"
    assert (note.number, str(note.place)) == ("leeT2021", "/items/1")
    assert (item.type, item.text("container-title"), item.text("note")) == (
        "post-weblog",
        "The Blog",
        "something else",
    )
    assert item.names() == (Name(family="Lee", given="Ann"), Name(literal="Ligue des droits"))
    assert item.date("accessed") == PartialDate(start=(2022, 1, 2))
    assert urls(document) == [["https://example.org/b", "https://doi.org/10.1000/182"]]


def test_a_list_cut_short_gives_the_entries_that_are_whole(read: Read) -> None:
    text = '[{"id": "a", "type": "book", "title": "A"},\n {"id": "b", "type": "book", "title": "B"}, {"id": "c", "ti'
    document = read("csl-json", text)
    assert [note.number for note in document.notes] == ["a", "b"]
    assert codes(document) == [("list-cut-short", 2)]


def test_entries_that_are_none_are_counted(read: Read) -> None:
    document = read("csl-json", '[3, {"type": "book", "title": "A"}, null, {}, "x"]')
    assert len(document.notes) == 1
    assert codes(document) == [("entries-not-understood", 4)]


@pytest.mark.parametrize("text", ['{"name": "a program"}', "[broken", '"text"', "3"])
def test_json_of_something_else_is_refused(read: Read, text: str) -> None:
    with pytest.raises(NotReadable):
        read("csl-json", text)


# --- RIS


def test_ris_fields_find_their_places(read: Read) -> None:
    book, page = read("ris").notes
    assert item_to_csl(book.items[0], book.number) == {
        "id": "1",
        "type": "book",
        "author": [{"family": "Roux", "given": "Jean"}],
        "title": "Les machines",
        "issued": {"date-parts": [[1999]]},
        "ISBN": "978-2-07-036822-8",
    }
    assert item_to_csl(page.items[0], page.number) == {
        "id": "lee2021",
        "type": "webpage",
        "author": [{"family": "Lee", "given": "Ann"}],
        "title": "A first page that goes on",
        "issued": {"date-parts": [[2021, 5, 3]]},
        "accessed": {"date-parts": [[2022, 1, 2]]},
        "URL": "https://example.org/a_b;c?x=1&y=2",
    }


def test_a_record_without_end_ends_where_the_next_begins(read: Read) -> None:
    document = read(
        "ris", "TY  - JOUR\nTI  - A\nUR  - https://example.org/a; https://example.org/b\nTY  - BOOK\nTI  - B\n"
    )
    assert [note.items[0].text("title") for note in document.notes] == ["A", "B"]
    assert urls(document) == [["https://example.org/a", "https://example.org/b"], []]


# --- Zotero's RDF


def test_zoteros_rdf_follows_its_references(read: Read) -> None:
    document = read("zotero-rdf")
    article, book = document.notes
    assert document.title == "My collection"
    assert (article.number, article.items[0].text("container-title")) == ("lee2021", "The Journal")
    assert article.items[0].text("volume") == "12"
    assert article.items[0].names() == (Name(family="Lee", given="Ann"),)
    assert urls(document) == [
        ["https://example.org/a_b?x=1&y=2", "https://doi.org/10.1000/182"],
        ["https://example.org/book"],
    ]
    assert (book.items[0].text("publisher"), book.items[0].text("publisher-place")) == ("Seuil", "Paris")
    assert str(article.place) == 'rdf:about="#item_1"'


def test_entities_of_rdf_are_never_resolved(read: Read, tmp_path: object) -> None:
    head = '<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<z:x><z:itemType>book</z:itemType><dc:title>T &a; &f;</dc:title></z:x></rdf:RDF>"
    )
    (note,) = read("zotero-rdf", head + body).notes
    assert "root:" not in note.text
    assert "lol" not in note.text


# --- tables


def test_a_table_with_known_columns_gives_items(read: Read) -> None:
    document = read("csv")
    book, page = document.notes
    assert (book.text, urls(document)) == (
        "Jean Roux, “Les machines”, 1999",
        [[], ["https://example.org/a_b?x=1&y=2"]],
    )
    assert page.items[0].text("title") == "A first page; or a second"
    assert page.number == "2"


def test_a_table_with_only_a_column_of_addresses_keeps_its_words(read: Read) -> None:
    document = read("csv", "one,https://example.org/1,ok\ntwo,https://example.org/2,\nthree,,nothing\n")
    assert [note.text for note in document.notes] == ["one, https://example.org/1, ok", "two, https://example.org/2"]
    assert not any(note.items for note in document.notes)
    assert codes(document) == [("rows-without-source", 1)]


def test_zoteros_table_is_read_by_its_names(read: Read) -> None:
    text = (
        '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Date",'
        '"Access Date","Extra"\n'
        '"AB","journalArticle","2021","Lee, Ann; Ligue des droits","A ""quoted""\ntitle","Rev","","https://example.org/c",'
        '"2021-05","2022-01-02 10:00:00","Citation Key: leeKey"\n'
    )
    (note,) = read("csv", text).notes
    item = note.items[0]
    assert note.number == "leeKey"
    assert item.text("title") == 'A "quoted" title'
    assert item.names() == (Name(family="Lee", given="Ann"), Name(literal="Ligue des droits"))
    assert (item.type, item.date()) == ("article-journal", PartialDate(start=(2021, 5)))
    place = note.addresses[0].place
    assert place is not None
    assert text[place.start : place.end] == "https://example.org/c"


def test_a_table_without_any_address_is_refused(read: Read) -> None:
    with pytest.raises(NotReadable, match="no column"):
        read("csv", "a,b\n1,2\n3,4\n")


# --- plain addresses


def test_plain_addresses_come_with_the_words_beside_them(read: Read) -> None:
    document = read("urls")
    assert document.title == "My sources"
    assert [(note.number, note.text) for note in document.notes] == [
        ("1", "https://example.org/a_b?x=1&y=2"),
        ("2", "a remark, https://example.org/b"),
        ("3", "www.example.net/c"),
        ("4", "https://doi.org/10.1000/182"),
    ]
    assert not any(note.items for note in document.notes)


def test_a_line_that_is_no_address_is_counted(read: Read) -> None:
    lines = "".join(f"https://example.org/{number}\n" for number in range(12))
    assert codes(read("urls", lines + "to be looked up\n")) == [("rows-without-source", 1)]


def test_a_comma_before_the_words_is_no_part_of_the_address(read: Read) -> None:
    document = read("urls", "https://example.org/a_(b).html, the old page\nhttps://example.org/c,\n")
    assert [note.addresses[0].cited for note in document.notes] == [
        "https://example.org/a_(b).html",
        "https://example.org/c,",
    ]
