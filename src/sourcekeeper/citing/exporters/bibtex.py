"""Classic BibTeX, and the one place that writes through bibtexparser, for both dialects.

bibtexparser's writer checks nothing, so every entry is read back before it is given out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry as ParsedEntry
from bibtexparser.model import Field as ParsedField
from bibtexparser.writer import BibtexFormat

from sourcekeeper.citing.exporters.archived import archived_copy
from sourcekeeper.citing.exporters.bib_entry import (
    BibEntry,
    access_note,
    archive_note,
    body_of,
    names_to_bib,
    sentences,
    title_of,
)
from sourcekeeper.citing.exporters.entry_facts import language_of, url_of
from sourcekeeper.citing.exporters.fitting import fit_entries
from sourcekeeper.citing.exporters.latex import escape, plain_url
from sourcekeeper.errors import OutputError
from sourcekeeper.model import Item
from sourcekeeper.patterns import regex
from sourcekeeper.ports import USUAL, Entry, ExportSettings, SnapshotPlace

_KEY = regex(r"[A-Za-z0-9][A-Za-z0-9_:.+/-]*")
_FORMAT = BibtexFormat()  # type: ignore[no-untyped-call]
_FORMAT.indent = "  "
_FORMAT.trailing_comma = True
_FORMAT.block_separator = "\n"


def write_entries(entries: Iterable[BibEntry]) -> Iterator[str]:
    """Yield entries as text, an empty line between them. Raises OutputError for one that would not read back."""
    separator = ""
    for entry in entries:
        yield separator + _write(entry)
        separator = "\n"


def _write(entry: BibEntry) -> str:
    if not _KEY.fullmatch(entry.key):
        raise OutputError(f"cannot write the entry {entry.key!r}: not a cite key", "Give the work another key.")
    fields = [ParsedField(name, value) for name, value in entry.fields.items()]
    written = write_string(
        Library([ParsedEntry(entry.type, entry.key, fields)]), unparse_stack=[], bibtex_format=_FORMAT
    )
    if not _reads_back(written, entry):
        url = entry.fields.get("url", "")
        raise OutputError(
            f"cannot write the entry {entry.key} {url}: it does not read back as it was meant",
            "Correct its title or names, or export CSL-JSON.",
        )
    return written


def _reads_back(written: str, entry: BibEntry) -> bool:
    library = parse_string(written, parse_stack=[])
    if library.failed_blocks or len(library.entries) != 1:
        return False
    read = library.entries[0]
    return (
        read.entry_type == entry.type
        and read.key == entry.key
        and {field.key: field.value for field in read.fields} == entry.fields
    )


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry as bibtexparser found it in a text."""

    type: str
    """In lower case."""
    key: str
    raw: str
    """As it stands there."""
    fields: tuple[tuple[str, str], ...]
    """Names and values as they stand there, delimiters included."""


def find_entries(text: str) -> Iterator[FoundEntry]:
    """Yield each entry that bibtexparser finds in a text, in order.

    What it could not parse is left out. Of an entry or a field that is there twice, both come.
    """
    logging.getLogger("bibtexparser").addHandler(_SILENT)
    for block in parse_string(text, parse_stack=[]).blocks:
        entry = getattr(block, "ignore_error_block", block)
        if isinstance(entry, ParsedEntry):
            fields = tuple((str(field.key), str(field.value)) for field in entry.fields)
            yield FoundEntry(entry.entry_type.lower(), str(entry.key), entry.raw or "", fields)


_SILENT = logging.NullHandler()
"""What is broken in a person's file is told by us, in one line."""


# --- the classic dialect --------------------------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}


class BibtexExporter:
    """Entries for BibTeX 0.99d and everything that reads only the old dialect."""

    name = "bibtex"
    suffix = ".bib"
    snapshot_places = (SnapshotPlace.NOTE, SnapshotPlace.NONE)

    def export(self, entries: Iterable[Entry], settings: ExportSettings = USUAL) -> Iterator[str]:
        """Yield one entry at a time. Raises OutputError when an entry would not read back as it was meant."""
        place = settings.snapshot or SnapshotPlace.NOTE
        return write_entries(bibtex_entry(entry, place) for entry in fit_entries(entries, settings))


def bibtex_entry(entry: Entry, place: SnapshotPlace = SnapshotPlace.NOTE) -> BibEntry:
    """Map an entry to classic BibTeX: year and month apart, access day and snapshot in the note."""
    item = entry.work.item
    made = BibEntry(_type_of(item), entry.work.key)
    made.put("author", names_to_bib(item.names("author")))
    made.put("title", title_of(entry, whole=True))
    if made.type != "book" or not item.names("author"):  # BibTeX's styles take one of them, not both
        made.put("editor", names_to_bib(item.names("editor")))
    if "author" not in made.fields:
        made.put("key", entry.work.key)  # what styles sort by, and make labels of, for want of an author
    _put_date(made, item)
    _BY_TYPE.get(made.type, _put_misc)(made, item)
    for field, name in _COMMON:
        if field not in made.fields:
            made.put(field, escape(item.text(name)))
    made.put("doi", plain_url(item.text("DOI")))
    url = plain_url(url_of(entry))
    if url and made.type == "misc":
        made.put("howpublished", r"\url{" + url + "}")
    made.put("url", url)
    copy = archived_copy(entry) if place is SnapshotPlace.NOTE else None
    archived = archive_note(copy, language_of(entry)) if copy else ""
    made.put("note", sentences(escape(item.text("note")), access_note(entry) if url else "", archived))
    return made


_COMMON = (
    ("volume", "volume"),
    ("edition", "edition"),
    ("series", "collection-title"),
    ("address", "publisher-place"),
    ("isbn", "ISBN"),
    ("issn", "ISSN"),
)


def _type_of(item: Item) -> str:
    kind = _TYPES.get(item.type, "misc")
    return "misc" if kind == "article" and not item.text("container-title") else kind


def _put_date(made: BibEntry, item: Item) -> None:
    issued = item.date("issued")
    if issued is None:
        return
    made.put("year", f"{issued.start[0]:04d}")
    if len(issued.start) > 1:
        made.put_bare("month", _MONTHS[issued.start[1] - 1])


def _put_article(made: BibEntry, item: Item) -> None:
    made.put("journal", escape(item.text("container-title")))
    # A journal that counts its issues alone has no volume: BibTeX's styles take that number only as one.
    made.put("number" if item.text("volume") else "volume", escape(item.text("issue")))
    made.put("pages", _pages(item))


def _put_in_book(made: BibEntry, item: Item) -> None:
    made.put("booktitle", escape(item.text("container-title")))
    made.put("publisher", escape(item.text("publisher")))
    made.put("pages", _pages(item))


def _put_book(made: BibEntry, item: Item) -> None:
    made.put("publisher", escape(item.text("publisher")))


def _put_techreport(made: BibEntry, item: Item) -> None:
    made.put("institution", escape(item.text("publisher")) or body_of(item))
    made.put("type", escape(item.text("genre")))
    made.put("number", escape(item.text("number")))


def _put_thesis(made: BibEntry, item: Item) -> None:
    made.put("school", escape(item.text("publisher")))
    made.put("type", escape(item.text("genre")))


def _put_booklet(made: BibEntry, item: Item) -> None:
    made.put("howpublished", escape(item.text("publisher")))


def _put_misc(made: BibEntry, item: Item) -> None:
    site = item.text("container-title") or item.text("publisher")
    if site and site not in [name.literal for name in item.names("author")]:
        made.put("organization", escape(site))
    made.put("number", escape(item.text("number")))


def _pages(item: Item) -> str:
    return escape(item.text("page")).replace("-", "--")


_BY_TYPE: dict[str, Callable[[BibEntry, Item], None]] = {
    "article": _put_article,
    "incollection": _put_in_book,
    "inproceedings": _put_in_book,
    "book": _put_book,
    "techreport": _put_techreport,
    "phdthesis": _put_thesis,
    "booklet": _put_booklet,
}
