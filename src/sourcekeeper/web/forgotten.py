"""Addresses a person had forgotten, and texts without them. Pure.

Only a digest of each is remembered, so that a re-reading does not bring it back and nobody reads it here. What a note
*says* stays as its author wrote it; what we made of it (addresses, fields of items) loses the address.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from sourcekeeper.model import Address, Citation, Field, Item, Note
from sourcekeeper.web.memento import parse_archive_address
from sourcekeeper.web.urls import comparison_key, fetch_key

LEFT_OUT = "/less"
"""Added to the digest of a text's revision that is known less an address: once it may be known again, the text is
read anew although its bytes are the same."""


def page_digest(url: str) -> str:
    """Return the digest that stands for a forgotten page, however its address is spelt.

    Neither the fragment nor http or https makes another page of it, nor an archive's address in place of its own.

    >>> page_digest("http://Example.org/a#b") == page_digest("https://web.archive.org/web/2024/https://example.org/a")
    True
    """
    archived = parse_archive_address(url)
    live = archived.original if archived and archived.original else url
    key = comparison_key(fetch_key(live)).replace("http://", "https://", 1)
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The addresses that are to be left out of what is read; true when there are any."""

    digests: Collection[str]
    literal: Sequence[str] = ()
    """Spellings of them, while they are still known: also found inside a longer text."""

    def __bool__(self) -> bool:
        return bool(self.digests)

    def means(self, url: str) -> bool:
        """Whether an address is one of them, however it is spelt, or an archive's address of one."""
        return page_digest(url) in self.digests

    def out_of_addresses(self, addresses: Sequence[Address]) -> tuple[Address, ...]:
        """Return the addresses that may be known."""
        return tuple(each for each in addresses if not self.means(each.url))

    def out_of_item(self, item: Item) -> Item:
        """Return an item without the fields that hold one of them; with its address goes the day of access."""
        kept = {name: field for name, field in item.fields.items() if not self._is_in(field)}
        if "URL" in item.fields and "URL" not in kept:
            kept.pop("accessed", None)
        return item if len(kept) == len(item.fields) else Item(fields=kept)

    def out_of_citation(self, citation: Citation) -> Citation:
        """Return a citation that does not name them but in its text."""
        addresses = self.out_of_addresses(citation.addresses)
        item = None if citation.item is None else self.out_of_item(citation.item)
        if len(addresses) == len(citation.addresses) and item is citation.item:
            return citation
        return replace(citation, addresses=addresses, item=item)

    def out_of_note(self, note: Note) -> Note:
        """Return a note that does not name them but in its text."""
        addresses = self.out_of_addresses(note.addresses)
        items = tuple(map(self.out_of_item, note.items))
        if len(addresses) == len(note.addresses) and items == note.items:
            return note
        return replace(note, addresses=addresses, items=items)

    def _is_in(self, field: Field) -> bool:
        return any(self._is_named_by(value) for value in (field.value, field.other) if isinstance(value, str))

    def _is_named_by(self, text: str) -> bool:
        if any(each in text for each in self.literal):
            return True
        return text.startswith(("http://", "https://")) and self.means(text)
