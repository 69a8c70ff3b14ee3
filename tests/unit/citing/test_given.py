"""Items that a document gives are taken as they are."""

from __future__ import annotations

from sourcekeeper.citing.cite import cite_document, cite_note
from sourcekeeper.citing.given import FROM_BIBLIOGRAPHY
from sourcekeeper.citing.keys import propose_key
from sourcekeeper.csl import item_from_csl
from sourcekeeper.model import Address, Call, CitedKey, Document, Field, Item, Note
from sourcekeeper.web.urls import find_addresses

PAGE = item_from_csl({"type": "webpage", "title": "Une page", "URL": "https://example.org/page", "citation-key": "k1"})
BOOK = item_from_csl({"type": "book", "title": "Un livre", "author": [{"family": "Roux", "given": "Jean"}]})
CALL = (Call(label="1", context="Une phrase."),)


def with_locator(item: Item, locator: str) -> Item:
    return Item(fields={**item.fields, "locator": Field(value=locator)})


def entry(key: str, item: Item, *urls: str) -> Note:
    addresses = tuple(Address(cited=url, url=url) for url in urls)
    return Note(id=key, number=key, text="", items=(item,), addresses=addresses)


def test_an_entry_of_a_list_is_one_citation_with_all_its_addresses() -> None:
    urls = ("https://example.org/page", "https://doi.org/10.1000/182", "https://archive.ph/Ab1")
    (citation,) = cite_note(entry("k1", PAGE, *urls)).citations
    assert citation.item == PAGE
    assert [address.url for address in citation.addresses] == list(urls)


def test_a_given_item_is_not_guessed_again_from_the_text() -> None:
    text = "Jean Roux, Un livre, Paris, 1999, p. 12. Voir https://example.org/page."
    note = Note(
        id="n1",
        number="1",
        text=text,
        calls=CALL,
        addresses=find_addresses(text),
        items=(with_locator(BOOK, "12"), PAGE),
    )
    book, page = cite_note(note, "fr").citations
    assert (book.item, book.locator, book.addresses) == (BOOK, "12", ())
    assert page.item == PAGE
    assert [address.cited for address in page.addresses] == ["https://example.org/page"]


def test_what_the_text_cites_besides_is_found_too() -> None:
    text = "Une page, https://example.org/page ; Ann Lee, « Un titre », La Vigie, 3 mai 2020, https://vigie.example/a."
    note = Note(id="n1", number="1", text=text, calls=CALL, addresses=find_addresses(text), items=(PAGE,))
    given, found = cite_note(note, "fr").citations
    assert given.item == PAGE
    assert found.item is not None
    assert found.item.text("title") == "Un titre"
    assert [address.cited for address in found.addresses] == ["https://vigie.example/a"]


def test_an_item_whose_address_the_text_hides_has_it_all_the_same() -> None:
    note = Note(id="n1", number="1", text="Une page.", calls=CALL, items=(PAGE,))
    (citation,) = cite_note(note).citations
    assert [address.url for address in citation.addresses] == ["https://example.org/page"]


def test_a_key_is_a_citation_of_the_entry_with_its_place_in_the_work() -> None:
    cited = CitedKey(key="Roux1999", locator="70", prefix="see")
    note = Note(id="n1", number="1", text="See [@Roux1999, p. 70].", calls=CALL, cited_keys=(cited,))
    bibliography = {"Roux1999": entry("Roux1999", BOOK, "https://example.org/livre")}
    ((made,),) = [note.citations for note in cite_document(_document(note), bibliography)]
    assert (made.item, made.locator, made.text) == (BOOK, "70", "see Jean Roux, “Un livre”, p. 70")
    assert [(address.url, address.marks) for address in made.addresses] == [
        ("https://example.org/livre", (FROM_BIBLIOGRAPHY,))
    ]


def test_a_key_nobody_explains_is_no_citation() -> None:
    note = Note(id="n1", number="x", text="@x", calls=CALL, cited_keys=(CitedKey(key="x"),))
    (cited,) = cite_document(_document(note))
    assert cited.citations == ()


def test_ibid_points_to_a_given_citation() -> None:
    first = Note(id="n1", number="1", text="[@k1]", calls=CALL, cited_keys=(CitedKey(key="k1"),))
    second = Note(id="n2", number="2", text="Ibid., p. 5.", calls=CALL)
    _, cited = cite_document(_document(first, second), {"k1": entry("k1", PAGE)})
    assert cited.citations[0].refers_to == "n1"


def test_a_key_of_the_users_own_wins_where_every_format_can_write_it() -> None:
    assert propose_key(PAGE) == "k1"
    odd = Item(fields={**BOOK.fields, "citation-key": Field(value="a key, {odd}")})
    assert propose_key(odd) == propose_key(BOOK) == "rouxndlivre"


def _document(*notes: Note) -> Document:
    return Document(origin="-", format="text", digest="d", notes=notes)
