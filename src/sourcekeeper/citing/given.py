"""Citations that a document gives as items: entries of a list, Zotero's fields, keys of a bibliography. Pure.

Nothing is guessed of them: the item is taken as it is; the text of the note is read only for what is cited besides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sourcekeeper.csl import item_text
from sourcekeeper.model import Address, Citation, CitedKey, Field, Item, Note
from sourcekeeper.web.urls import comparison_key, from_href

FROM_BIBLIOGRAPHY = "from-bibliography"
"""Mark of an address that a note has from the entry it cites by key: it stands nowhere in the document."""

Bibliography = Mapping[str, Note]
"""Cite keys to entries, as a reader of lists gives them."""


def entry_of(key: str, bibliography: Bibliography) -> Note | None:
    """Return the entry of a key; BibTeX does not mind its case, so neither is minded where nothing fits exactly."""
    found = bibliography.get(key)
    return found if found is not None else bibliography.get(key.casefold())


def given_citations(note: Note, bibliography: Bibliography) -> tuple[Citation, ...]:
    """Return the citations a note gives as items: its own first, then those of the keys that are known."""
    own = _own(note)
    keyed = [
        _of_key(cited, entry)
        for cited in note.cited_keys
        if (entry := entry_of(cited.key, bibliography)) is not None and entry.items
    ]
    return (*own, *keyed)


def besides(parsed: Sequence[Citation], given: Sequence[Citation], note: Note) -> list[bool]:
    """Tell which of the citations read from a note's text are no given ones: they have an address of their own.

    Of a note that cites keys, those without an address count as well, when no key stands in their text.
    """
    known = {key for citation in given for key in _keys(citation)}
    keys = [cited.key for cited in note.cited_keys]

    def is_new(citation: Citation) -> bool:
        if citation.addresses:
            return not known.intersection(_address_keys(citation.addresses))
        return not note.items and not any(key in citation.text for key in keys)

    return [is_new(citation) for citation in parsed]


def own_addresses(note: Note) -> tuple[Address, ...]:
    """Return the addresses that stand in the note itself."""
    return tuple(address for address in note.addresses if FROM_BIBLIOGRAPHY not in address.marks)


def _own(note: Note) -> list[Citation]:
    if len(note.items) == 1 and not note.calls:  # an entry of a list: all of it is about one work
        return [_citation(note.items[0], note.text, note.addresses)]
    citations = []
    for item in note.items:
        wanted = _item_keys(item)
        mentioned = tuple(address for address in own_addresses(note) if wanted & set(_address_keys([address])))
        text = note.text if len(note.items) == 1 else item_text(item)
        citations.append(_citation(item, text, mentioned or _addresses_of(item)))
    return citations


def _of_key(cited: CitedKey, entry: Note) -> Citation:
    made = _citation(entry.items[0], in_words(cited, entry), from_bibliography(entry))
    return replace(made, locator=cited.locator)


def in_words(cited: CitedKey, entry: Note) -> str:
    """Return what a reader of the finished text would see of a mention: the entry, with the place in it."""
    if not entry.items:
        return entry.text
    item = entry.items[0]
    if cited.locator:
        item = Item(fields={**item.fields, "locator": Field(value=cited.locator)})
    return " ".join(part for part in (cited.prefix, item_text(item), cited.suffix) if part)


def stands_alone(note: Note) -> bool:
    """Whether a note is no more than the mention of a key outside any note."""
    return len(note.cited_keys) == 1 and note.number == note.cited_keys[0].key


def _citation(item: Item, text: str, addresses: tuple[Address, ...]) -> Citation:
    fields = {name: field for name, field in item.fields.items() if name != "locator"}
    return Citation(text=text, item=Item(fields=fields), addresses=addresses, locator=item.text("locator"))


def _from_bibliography(address: Address) -> Address:
    if FROM_BIBLIOGRAPHY in address.marks:
        return address
    return replace(address, place=None, marks=(*address.marks, FROM_BIBLIOGRAPHY))


def from_bibliography(entry: Note) -> tuple[Address, ...]:
    """Return an entry's addresses as a note that cites it has them: marked, and without a place."""
    return tuple(_from_bibliography(address) for address in entry.addresses)


def _addresses_of(item: Item) -> tuple[Address, ...]:
    doi = item.text("DOI")
    values = [item.text("URL"), f"https://doi.org/{doi}" if doi.startswith("10.") else doi]
    found = {address.url: address for value in values if value and (address := from_href(value)) is not None}
    return tuple(found.values())


def _item_keys(item: Item) -> set[str]:
    values = [item.text("URL"), item.text("archive_location")]
    doi = item.text("DOI")
    values.append(f"https://doi.org/{doi}" if doi.startswith("10.") else doi)
    return {comparison_key(address.url) for value in values if value and (address := from_href(value)) is not None}


def _keys(citation: Citation) -> set[str]:
    of_item = _item_keys(citation.item) if citation.item is not None else set()
    return of_item | set(_address_keys(citation.addresses))


def _address_keys(addresses: Sequence[Address]) -> list[str]:
    return [comparison_key(address.url) for address in addresses]
