"""Lists of sources as documents: each entry is a note, with the item it gives. What every such reader shares. Pure."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sourcekeeper.csl import item_text, printable
from sourcekeeper.model import (
    Address,
    Document,
    Field,
    FieldValue,
    Item,
    Note,
    PartialDate,
    Place,
    Problem,
    Reason,
)
from sourcekeeper.patterns import regex
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.languages import guess_language
from sourcekeeper.web.memento import parse_archive_address
from sourcekeeper.web.metadata.dates import read_date
from sourcekeeper.web.urls import comparison_key, from_href, host_of

_BARE_DOI = regex(r"(?i)(?:doi:?\s?)?(10\.\d{4,9}/\S+)")
_BARE_HOST = regex(r"(?i)(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?:[/?#]\S*)?")
_ARXIV = regex(r"(?i)arxiv:\s?(\S+)")
_LONGEST_ADDRESS = 8_192
_WORDS_TO_GUESS = 30
_LANGUAGE_SAMPLE = 500
"""Entries whose titles are looked at to guess the language of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry of a list of sources."""

    number: str
    """Its key, or its position in the list."""
    item: Item | None = None
    """None for an address with no more than words beside it."""
    text: str = ""
    """For want of it, the item is put into words."""
    addresses: tuple[Address, ...] = ()
    place: Place | None = None
    problems: tuple[Problem, ...] = ()


def list_document(
    raw: RawDocument,
    format: str,
    entries: Iterable[Listed],
    *,
    problems: tuple[Problem, ...] = (),
    title: str | None = None,
) -> Document:
    """Make the document of a list: one note an entry, in order."""
    notes = tuple(_note(entry, number) for number, entry in enumerate(entries, start=1))
    stated = Counter(item.text("language") for note in notes for item in note.items if item.text("language"))
    titles = " . ".join(note.items[0].text("title") for note in notes[:_LANGUAGE_SAMPLE] if note.items)
    return Document(
        origin=raw.origin,
        format=format,
        digest=hashlib.sha256(raw.data).hexdigest(),
        notes=notes,
        title=title,
        language=stated.most_common(1)[0][0] if stated else _guessed(titles),
        problems=problems,
    )


def _guessed(titles: str) -> str | None:
    """Guess the language of titles, when there are words enough to tell."""
    return guess_language(titles) if titles.count(" ") >= _WORDS_TO_GUESS else None


def _note(entry: Listed, number: int) -> Note:
    return Note(
        id=f"n{number}",
        number=entry.number,
        text=entry.text or (item_text(entry.item) if entry.item else ""),
        addresses=entry.addresses,
        place=entry.place,
        problems=entry.problems,
        items=(entry.item,) if entry.item is not None else (),
    )


# --- addresses ------------------------------------------------------------------------------------------------------


def address_of(value: str) -> Address | None:
    """Read the value of a field that is meant to hold an address, a DOI for one; None when it holds none.

    >>> address_of("10.1000/182").url, address_of("www.example.org/a").marks, address_of("in the attic")
    ('https://doi.org/10.1000/182', ('no-scheme',), None)
    """
    value = value.strip().removeprefix("<").removesuffix(">").strip()
    if not value or len(value) > _LONGEST_ADDRESS:
        return None
    doi = _BARE_DOI.fullmatch(value)
    if doi is not None:
        made = from_href("doi:" + doi[1])
        return None if made is None else replace(made, cited=made.url, marks=("doi",))
    found = from_href(value)
    if found is None and _BARE_HOST.fullmatch(value):
        return Address(cited=value, url="https://" + value, marks=("no-scheme",))
    return found


def addresses_of(item: Item, *further: str) -> tuple[Address, ...]:
    """Return the addresses an item gives: its own first, then its identifiers', then an archive's."""
    arxiv = _ARXIV.fullmatch(item.text("number"))
    values = [
        item.text("URL"),
        item.text("DOI"),
        f"https://arxiv.org/abs/{arxiv[1]}" if arxiv else "",
        *further,
        item.text("archive_location") if "://" in item.text("archive_location") else "",
    ]
    found: dict[tuple[str, str], Address] = {}
    for value in values:
        address = address_of(value)
        if address is not None:
            found.setdefault((comparison_key(address.url), _host(address.url)), address)
    return tuple(found.values())


def _host(url: str) -> str:
    try:
        return host_of(url)
    except ValueError:
        return ""


def is_archived(value: str) -> bool:
    """Whether an address is that of a copy in an archive."""
    return parse_archive_address(value) is not None


def with_places(addresses: tuple[Address, ...], text: str, start: int, end: int) -> tuple[Address, ...]:
    """Say where in the text addresses stand: exactly where one is found as it is, else in the entry at start…end."""
    placed = []
    for address in addresses:
        place = Place(start=start, end=end)
        for written in (address.cited, address.cited.removeprefix("https://doi.org/")):
            at = text.find(written, start, end) if written else -1
            if at >= 0:
                place = Place(start=at, end=at + len(written))
                break
        placed.append(replace(address, place=place))
    return tuple(placed)


def with_path(addresses: tuple[Address, ...], path: str) -> tuple[Address, ...]:
    """Say of addresses that they stand in the entry with this path."""
    return tuple(replace(address, place=Place(path=path)) for address in addresses)


def address_problem(value: str) -> Problem:
    """Say that a field meant for an address holds none."""
    return Problem(reason=Reason.of("not-an-address", text=printable(value)[:80]))


# --- items ----------------------------------------------------------------------------------------------------------


def item_of(values: Mapping[str, FieldValue | None]) -> Item:
    """Make an item of what a list gives; empty values are left out, white space is folded."""
    fields: dict[str, Field] = {}
    for name, given in values.items():
        value = printable(given) if isinstance(given, str) else given
        if value:
            fields[name] = Field(value=value)
    return Item(fields=fields)


# --- dates ----------------------------------------------------------------------------------------------------------

_EDTF = regex(r"(?P<year>-?\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?:T[\d:.Z+-]*)?(?P<circa>[~?%]?)")


def edtf(written: str) -> PartialDate | None:
    """Read a date as BibLaTeX writes them (EDTF), else as words: ``2018-04``, ``2022-01/2022-06``, ``2011~``.

    >>> edtf("2022-01/2022-06").end, edtf("2011~").circa, edtf("3 May 2021").start, edtf("n.d.")
    ((2022, 6), True, (2021, 5, 3), None)
    """
    written = written.strip()
    halves = [_EDTF.fullmatch(half.strip()) for half in written.split("/")[:2]]
    if halves[0] is None:
        return read_date(written)
    start = _parts(halves[0])
    if start is None:
        return None
    end = _parts(halves[1]) if len(halves) > 1 and halves[1] is not None else None
    return PartialDate(start=start, end=end if end and end >= start else None, circa=bool(halves[0]["circa"]))


def _parts(found: re.Match[str]) -> tuple[int, ...] | None:
    numbers = [int(found["year"]), int(found["month"] or 0), int(found["day"] or 0)]
    if numbers[1] > 12 or numbers[2] > 31:  # seasons are months beyond twelve
        numbers[1:] = [0, 0]
    return tuple(number for number in numbers if number) or None
