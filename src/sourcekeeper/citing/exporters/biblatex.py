"""The BibLaTeX exporter: what biber and pandoc read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sourcekeeper.citing.exporters.archived import archived_copy
from sourcekeeper.citing.exporters.bib_entry import (
    LANGIDS,
    BibEntry,
    archive_note,
    as_list,
    body_of,
    date_to_edtf,
    names_to_bib,
    sentences,
    title_of,
)
from sourcekeeper.citing.exporters.biblatex_model import confine, is_isbn, is_issn
from sourcekeeper.citing.exporters.bibtex import write_entries
from sourcekeeper.citing.exporters.entry_facts import access_day, language_of, url_of
from sourcekeeper.citing.exporters.fitting import fit_entries
from sourcekeeper.citing.exporters.latex import escape, plain_url
from sourcekeeper.model import Item
from sourcekeeper.ports import USUAL, Entry, ExportSettings, SnapshotPlace

_TYPES = {
    "article": "online",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "bill": "legislation",
    "book": "book",
    "broadcast": "audio",
    "chapter": "incollection",
    "classic": "book",
    "collection": "collection",
    "dataset": "dataset",
    "entry": "inreference",
    "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference",
    "legal_case": "jurisdiction",
    "legislation": "legislation",
    "manuscript": "unpublished",
    "motion_picture": "video",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "post": "online",
    "post-weblog": "online",
    "regulation": "legislation",
    "report": "report",
    "review": "article",
    "review-book": "article",
    "software": "software",
    "song": "audio",
    "thesis": "thesis",
    "webpage": "online",
}


class BiblatexExporter:
    """BibLaTeX entries, parted by an empty line, each read back before it is given out."""

    name = "biblatex"
    suffix = ".bib"
    snapshot_places = (SnapshotPlace.NOTE, SnapshotPlace.ADDENDUM, SnapshotPlace.ARCHIVEURL, SnapshotPlace.NONE)

    def export(self, entries: Iterable[Entry], settings: ExportSettings = USUAL) -> Iterator[str]:
        """Yield one entry at a time. Raises OutputError when an entry would not read back as it was meant."""
        place = settings.snapshot or SnapshotPlace.NOTE
        return write_entries(biblatex_entry(entry, place) for entry in fit_entries(entries, settings))


def biblatex_entry(entry: Entry, place: SnapshotPlace = SnapshotPlace.NOTE) -> BibEntry:
    """Map an entry to BibLaTeX's types and fields (reference: bibliography.md section 6)."""
    item = entry.work.item
    made = BibEntry(_type_of(entry), entry.work.key)
    made.put("author", names_to_bib(item.names("author")))
    made.put("title", title_of(entry))
    made.put("editor", names_to_bib(item.names("editor")))
    made.put("translator", names_to_bib(item.names("translator")))
    issued = item.date("issued")
    if issued is not None:
        made.put("date", date_to_edtf(issued))
    _BY_TYPE.get(made.type, _put_other)(made, item)
    for field, name in _COMMON:
        if field not in made.fields:
            made.put(field, as_list(item.text(name)) if field == "location" else escape(item.text(name)))
    _put_identifiers(made, entry)
    made.put("ids", ",".join(entry.work.other_keys))
    made.put("langid", LANGIDS.get(item.text("language").lower()[:2], ""))
    _put_snapshot(made, entry, place, escape(item.text("note")), *confine(made))
    return made


def _put_snapshot(made: BibEntry, entry: Entry, place: SnapshotPlace, *said: str) -> None:
    """Tell of the snapshot in the field that `place` means; the note says in any case what it says without one.

    ``archiveurl`` has no room for a mark: a doubtful snapshot goes to the note, with its own.
    """
    copy = archived_copy(entry) if place is not SnapshotPlace.NONE else None
    if copy and place is SnapshotPlace.ARCHIVEURL and copy.doubt is None:
        made.put("archiveurl", plain_url(copy.uri))
        made.put("archivedate", copy.day.isoformat() if copy.day else "")
        copy = None
    # Biber puts these fields into arguments of macros, where TeX takes bare ones for a comment and a parameter.
    words = archive_note(copy, language_of(entry)).replace("%", r"\%").replace("#", r"\#") if copy else ""
    if place is SnapshotPlace.ADDENDUM:
        made.put("addendum", words)
        words = ""
    made.put("note", sentences(*said, words))


_COMMON = (
    ("volume", "volume"),
    ("number", "issue"),
    ("edition", "edition"),
    ("series", "collection-title"),
    ("location", "publisher-place"),
    ("pages", "page"),
    ("pagetotal", "number-of-pages"),
)


def _type_of(entry: Entry) -> str:
    item = entry.work.item
    kind = _TYPES.get(item.type, "misc")
    if kind == "collection" and item.names("author"):
        return "book"
    if kind == "article" and not item.text("container-title"):
        # @article must have a journal; a medium named as author leaves none.
        return "online" if url_of(entry) else "misc"
    if kind == "inreference" and not item.text("container-title"):
        kind = "online"
    return "misc" if kind == "online" and not (url_of(entry) or item.text("DOI")) else kind


def _put_article(made: BibEntry, item: Item) -> None:
    made.put("journaltitle", escape(item.text("container-title")))
    if item.type in ("article-newspaper", "article-magazine"):
        made.put("entrysubtype", item.type.removeprefix("article-"))


def _put_in_book(made: BibEntry, item: Item) -> None:
    made.put("booktitle", escape(item.text("container-title")))
    made.put("publisher", as_list(item.text("publisher")))


def _put_book(made: BibEntry, item: Item) -> None:
    made.put("publisher", as_list(item.text("publisher")))


def _put_report(made: BibEntry, item: Item) -> None:
    made.put("type", escape(item.text("genre")) or ("phdthesis" if item.type == "thesis" else "report"))
    made.put("institution", as_list(item.text("publisher")) or body_of(item))
    if item.type == "report":
        made.put("number", escape(item.text("number")))


def _put_booklet(made: BibEntry, item: Item) -> None:
    made.put("howpublished", escape(item.text("publisher")))
    made.put("type", escape(item.text("genre")))


def _put_law(made: BibEntry, item: Item) -> None:
    made.put("institution", as_list(item.text("authority")))
    made.put("number", escape(item.text("number")))
    made.put("journaltitle", escape(item.text("container-title")))


def _put_other(made: BibEntry, item: Item) -> None:
    site = item.text("container-title") or item.text("publisher")
    if site and site not in [name.literal for name in item.names("author")]:
        made.put("organization", as_list(site))
    number = item.text("number")
    if number.startswith("arXiv:"):
        made.put("eprint", plain_url(number.removeprefix("arXiv:")))
        made.put("eprinttype", "arxiv")


_BY_TYPE: dict[str, Callable[[BibEntry, Item], None]] = {
    "article": _put_article,
    "incollection": _put_in_book,
    "inproceedings": _put_in_book,
    "inreference": _put_in_book,
    "book": _put_book,
    "report": _put_report,
    "thesis": _put_report,
    "booklet": _put_booklet,
    "legislation": _put_law,
    "jurisdiction": _put_law,
}


def _put_identifiers(made: BibEntry, entry: Entry) -> None:
    item = entry.work.item
    for name, is_right in (("isbn", is_isbn), ("issn", is_issn)):
        if is_right(item.text(name.upper())):
            made.put(name, item.text(name.upper()))
    made.put("doi", plain_url(item.text("DOI")))
    url = plain_url(url_of(entry))
    made.put("url", url)
    day = access_day(entry)
    if url and day is not None:
        made.put("urldate", date_to_edtf(day))
