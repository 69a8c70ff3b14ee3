"""The RIS exporter, for reference managers that read nothing else.

Written through rispy, with the types and tags that Zotero's importer keeps (bibliography.md, section 8). The snapshot
stands in ``DB`` and ``AN``, where Zotero looks for an archive, and in a note (``N1``), which every reader keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rispy

from sourcekeeper.citing.exporters.archived import archived_copy, archived_in_words, doubt_in_words
from sourcekeeper.citing.exporters.entry_facts import access_day, language_of, named_otherwise, url_of
from sourcekeeper.citing.exporters.fitting import fit_entries
from sourcekeeper.csl import printable
from sourcekeeper.model import Name, PartialDate
from sourcekeeper.ports import USUAL, Entry, ExportSettings, SnapshotPlace

TYPES = {
    "article": "JOUR",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "SOUND",
    "chapter": "CHAP",
    "entry-encyclopedia": "ENCYC",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "motion_picture": "VIDEO",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "personal_communication": "PCOMM",
    "post": "ELEC",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""CSL types and their RIS ones; anything else is generic, ``GEN``."""

_TEXTS = {
    "container-title": "secondary_title",
    "volume": "volume",
    "issue": "number",
    "publisher": "publisher",
    "publisher-place": "place_published",
    "DOI": "doi",
    "genre": "type_of_work",
    "language": "language",
}


class RisExporter:
    """One record an entry, lines ended by CRLF as RIS readers expect."""

    name = "ris"
    suffix = ".ris"
    snapshot_places = (SnapshotPlace.NOTE, SnapshotPlace.ARCHIVE, SnapshotPlace.NONE)

    def export(self, entries: Iterable[Entry], settings: ExportSettings = USUAL) -> Iterator[str]:
        """Yield the records one by one."""
        place = settings.snapshot or SnapshotPlace.NOTE
        for entry in fit_entries(entries, settings):
            written: str = rispy.dumps([_record(entry, place)], enforce_list_tags=False)
            # rispy numbers its records, "1." before each: that is no part of RIS.
            lines = written.splitlines()
            yield "\r\n".join(line for line in lines if line[2:6] == "  - ") + "\r\n\r\n"


def _record(entry: Entry, place: SnapshotPlace) -> dict[str, object]:
    item = entry.work.item
    record: dict[str, object] = {"type_of_reference": TYPES.get(item.type, "GEN"), "id": entry.work.key}
    title = item.text("title") or f"[{named_otherwise(item, url_of(entry))}]"
    record["title"] = _line(title)
    _put_names(record, "authors", item.names())
    _put_names(record, "secondary_authors", item.names("editor"))
    for name, tag in _TEXTS.items():
        if item.text(name):
            record[tag] = _line(item.text(name))
    record |= _numbers(entry) | _dates(entry) | _addresses(entry, place)
    return record


def _put_names(record: dict[str, object], tag: str, names: tuple[Name, ...]) -> None:
    written = [_line(name.literal or ", ".join(filter(None, (name.family, name.given)))) for name in names]
    if any(written):
        record[tag] = [name for name in written if name]


def _numbers(entry: Entry) -> dict[str, object]:
    item = entry.work.item
    found: dict[str, object] = {}
    first, _, last = item.text("page").replace("–", "-").partition("-")
    if first:
        found["start_page"] = _line(first)
    if last:
        found["end_page"] = _line(last)
    number = item.text("ISBN") or item.text("ISSN")
    if number:
        found["issn"] = _line(number)
    if item.text("number") and item.type in ("report", "legislation", "legal_case", "bill"):
        found["number"] = _line(item.text("number"))
    return found


def _dates(entry: Entry) -> dict[str, object]:
    issued, seen = entry.work.item.date(), access_day(entry)
    found: dict[str, object] = {}
    if issued is not None:
        found["year"] = f"{issued.start[0]:04d}"
        found["date"] = _slashed(issued)
    if seen is not None and url_of(entry):
        found["access_date"] = _slashed(seen)
    return found


def _slashed(value: PartialDate) -> str:
    """Write ``2018/04//``: RIS keeps a place for each part, and one for words."""
    parts = [f"{number:02d}" for number in value.start] + ["", ""]
    return "/".join(parts[:3]) + "/"


def _addresses(entry: Entry, place: SnapshotPlace) -> dict[str, object]:
    found: dict[str, object] = {}
    if url_of(entry):
        found["urls"] = [_line(url_of(entry))]
    copy = archived_copy(entry)
    if copy is not None and place is not SnapshotPlace.NONE:
        mark = doubt_in_words(copy.doubt, language_of(entry))
        found["name_of_database"] = _line((copy.archive or "Archive") + (f" ({mark})" if mark else ""))
        found["accession_number"] = _line(copy.uri)
        if place is SnapshotPlace.NOTE:
            found["notes"] = [_line(archived_in_words(copy, language_of(entry)) + copy.uri)]
    return found


def _line(text: str) -> str:
    """Return a text on one line: a line that looks like a tag would begin another field."""
    return " ".join(printable(text).split())
