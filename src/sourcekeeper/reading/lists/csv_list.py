"""Read tables: Zotero's CSV export, and any with a column of addresses: each row a note."""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sourcekeeper.csl import printable
from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document, Item, Place, Problem, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.lists.entries import (
    Listed,
    address_of,
    address_problem,
    addresses_of,
    edtf,
    item_of,
    list_document,
    with_places,
)
from sourcekeeper.reading.office.zotero_items import names_in, squashed, zotero_item
from sourcekeeper.reading.opening import open_text
from sourcekeeper.web.encoding import decode
from sourcekeeper.web.folding import fold
from sourcekeeper.web.urls import find_addresses

_DELIMITERS = ",;\t|"
_SAMPLE = 60_000
_SAMPLE_ROWS = 50
_LONGEST_CELL = 1_000_000
_IS_ADDRESS = regex(r"(?i)\s*<?(?:https?://|www\.|doi:|10\.\d{4,9}/)\S+\s*")
_HEADERS = {
    "url": "url", "urls": "url", "link": "url", "lien": "url", "liens": "url", "adresse": "url", "address": "url",
    "web": "url", "website": "url", "href": "url", "uri": "url", "enlace": "url", "source": "url", "sourceurl": "url",
    "title": "title", "titre": "title", "titel": "title", "titulo": "title", "titolo": "title",
    "author": "author", "authors": "author", "auteur": "author", "auteurs": "author", "autor": "author",
    "autorin": "author", "autore": "author",
    "date": "date", "datum": "date", "fecha": "date", "year": "date", "annee": "date", "jahr": "date",
    "published": "date", "publicationdate": "date",
    "publication": "container", "journal": "container", "media": "container", "medium": "container",
    "site": "container", "revue": "container", "outlet": "container", "container": "container",
    "publisher": "publisher", "editeur": "publisher", "verlag": "publisher",
    "doi": "doi", "isbn": "isbn", "type": "type", "key": "key", "citekey": "key", "citationkey": "key", "cle": "key",
    "accessed": "accessed", "accessdate": "accessed", "consultele": "accessed", "dateaccessed": "accessed",
    "archive": "archive", "archiveurl": "archive", "archived": "archive",
}  # fmt: skip


class CsvReader:
    """Reads tables of sources; places are character offsets into the decoded text."""

    name = "csv"
    suffixes = (".csv", ".tsv")
    media_types = ("text/csv", "text/tab-separated-values")

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is a table of sources: a header known, or a column that holds addresses."""
        if b"\x00" in raw.data[:1024] and not raw.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return 0.0
        text = decode(raw.data[:_SAMPLE], raw.content_type).text
        table = _table(text, is_sample=len(raw.data) > _SAMPLE)
        if table is None:
            return 0.0
        if table.is_zotero:
            return 0.95
        is_named = raw.origin.lower().endswith(self.suffixes) or raw.content_type.startswith(self.media_types)
        if not table.url_columns:
            return 0.35 if is_named else 0.0
        return 0.9 if is_named else 0.75 if table.has_known_header else 0.45

    def read(self, raw: RawDocument) -> Document:
        """Read the table. Raises NotReadable when the bytes are no text, or hold no address."""
        text, problems = open_text(raw)
        table = _table(text, is_sample=False)
        if table is None or not (table.is_zotero or table.url_columns or table.has_known_header):
            raise NotReadable(raw.origin, "no column of it holds addresses", "Name one url, or use --format text.")
        entries: list[Listed] = []
        odd = 0
        for number, row in enumerate(table.rows(text), start=1):
            listed = _zotero_row(table, row, text) if table.is_zotero else _row(table, row, text, number)
            if listed is not None:
                entries.append(listed)
            elif any(cell.strip() for cell in row.cells):
                odd += 1
        if odd:
            problems += (Problem(reason=Reason.of("rows-without-source", count=odd)),)
        return list_document(raw, self.name, entries, problems=problems)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Sequence[str]
    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class _Table:
    delimiter: str
    header: tuple[str, ...]
    """Names of the columns, squashed; empty when the first row is one like the others."""
    url_columns: tuple[int, ...]
    is_zotero: bool

    @property
    def has_known_header(self) -> bool:
        return sum(name in _HEADERS for name in self.header) >= (1 if self.url_columns else 2)

    def rows(self, text: str) -> Iterator[_Row]:
        """Yield the rows below the header, with where they stand."""
        rows = _rows(text, self.delimiter)
        for number, row in enumerate(rows):
            if number or not self.header:
                yield row


def _table(text: str, *, is_sample: bool) -> _Table | None:
    """Tell what kind of table a text is; None when it is none."""
    text = text.lstrip("\ufeff")
    head = text[:_SAMPLE]
    first = head.split("\n", 1)[0][:5_000]
    delimiter = max(_DELIMITERS, key=first.count)
    if not first.count(delimiter):
        return None
    try:
        rows = [row.cells for row, _ in zip(_rows(head, delimiter), range(_SAMPLE_ROWS), strict=False)]
    except csv.Error:
        return None
    if is_sample or len(head) < len(text):
        rows = rows[:-1] if len(rows) < _SAMPLE_ROWS else rows
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    width = len(rows[0]) if rows else 0
    if width < 2 or sum(abs(len(row) - width) <= 1 for row in rows) < 0.8 * len(rows):
        return None
    header = tuple(squashed(fold(cell)) for cell in rows[0])
    if any(_IS_ADDRESS.fullmatch(cell) for cell in rows[0]):
        header = ()
    body = rows[1:] if header else rows
    url_columns = tuple(
        index
        for index in range(width)
        if _holds_addresses([row[index] for row in body if index < len(row) and row[index].strip()])
        or (not body and header and _HEADERS.get(header[index]) == "url")
    )
    if header and not body and not url_columns:
        return None
    return _Table(delimiter, header, url_columns, "itemtype" in header and "title" in header)


def _holds_addresses(cells: Sequence[str]) -> bool:
    return bool(cells) and sum(bool(_IS_ADDRESS.fullmatch(cell)) for cell in cells) >= 0.6 * len(cells)


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """Yield the rows of a table. What a quotation mark that never closes swallows is one row, at most 130 kB of it."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=False)
    number = 0
    while True:
        start = lines.position
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell longer than the module takes: its quotation mark never closed
            cells = ["…"]
        number += 1
        yield _Row(cells, start, lines.position, number)


class _Lines:
    """Gives lines to the reader of tables, and knows how far it has read."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.position = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._lines.readline()
        if not line:
            raise StopIteration
        self.position += len(line)
        return line.replace("\x00", "")[:_LONGEST_CELL]


def _zotero_row(table: _Table, row: _Row, text: str) -> Listed | None:
    fields = dict(zip(table.header, row.cells, strict=False))
    if not any(fields.get(name, "").strip() for name in ("title", "url", "doi", "author")):
        return None
    if fields.get("itemtype") in ("attachment", "note"):
        return None
    item = zotero_item({**fields, "itemType": fields.get("itemtype", "")})
    return _listed(item, row, text, item.text("citation-key") or str(row.number - 1))


def _row(table: _Table, row: _Row, text: str, number: int) -> Listed | None:
    cells = [" ".join(cell.split()) for cell in row.cells]
    named: dict[str, str] = {}
    for name, cell in zip(table.header, cells, strict=False):
        if cell and name in _HEADERS:
            named.setdefault(_HEADERS[name], cell)
    columns = table.url_columns[: bisect_left(table.url_columns, len(cells))]
    urls = [cells[index] for index in columns if cells[index]]
    if not any(address_of(url) for url in urls) and not named.get("doi"):
        urls = [found.cited for cell in cells for found in find_addresses(cell)]
    if not urls and not (named.get("title") or named.get("doi")):
        return None
    item = _item(named, urls[0] if urls else "") if named.get("title") or named.get("author") else None
    position = named.get("key") or str(number)
    if item is not None:
        return _listed(item, row, text, position, *urls[1:])
    made = addresses_of(item_of({"URL": urls[0] if urls else "", "DOI": named.get("doi", "")}), *urls[1:])
    return Listed(
        number=position,
        text=printable(", ".join(cell for cell in cells if cell)),
        addresses=with_places(made, text, row.start, row.end),
        place=Place(start=row.start, end=row.end),
        problems=tuple(address_problem(url) for url in urls if address_of(url) is None),
    )


def _item(named: dict[str, str], url: str) -> Item:
    key = named.get("key", "")
    return item_of(
        {
            "type": "webpage" if url else "document",
            "citation-key": key if re.fullmatch(r"[A-Za-z][\w:.+/-]{0,199}", key) else "",
            "author": names_in(named.get("author", "").split(";")),
            "title": named.get("title", ""),
            "container-title": named.get("container", ""),
            "publisher": named.get("publisher", ""),
            "issued": edtf(named.get("date", "")),
            "accessed": edtf(named.get("accessed", "")) if url else None,
            "ISBN": named.get("isbn", ""),
            "DOI": named.get("doi", ""),
            "URL": url,
            "archive_location": named.get("archive", "") if "://" in named.get("archive", "") else "",
        }
    )


def _listed(item: Item, row: _Row, text: str, number: str, *further: str) -> Listed:
    url = item.text("URL")
    return Listed(
        number=number,
        item=item,
        addresses=with_places(addresses_of(item, *further), text, row.start, row.end),
        place=Place(start=row.start, end=row.end),
        problems=(address_problem(url),) if url and address_of(url) is None else (),
    )
