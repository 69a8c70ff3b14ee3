"""Read RIS: each record a note.

rispy reads a record; where it stands and what its fields mean is ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document, FieldValue, Place, Problem, Reason
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
from sourcekeeper.reading.office.zotero_items import names_in
from sourcekeeper.reading.opening import open_text

_HEAD = regex(rb"\A(?:\xef\xbb\xbf)?(?:(?!TY)[^\n]{0,200}\n){0,20}?TY {1,2}- ?[A-Z]{2,9}\s")
_START = regex(r"(?m)^[ \t]*TY {1,2}-")
_END = regex(r"(?m)^[ \t]*ER {1,2}-[^\n\r]*")
_LINE_END = regex(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_SPACING = regex(r"(?m)^[ \t]*([A-Z][A-Z0-9]) {1,2}- ?")
_CONTINUED = regex(r"(?<![ \t])[ \t]*\n(?![A-Z][A-Z0-9]  - )[ \t]*")
_LONGEST_RECORD = 200_000
_Record = dict[str, list[str]]
"""The values of each tag, in order."""
_TYPES = {
    "ABST": "article-journal", "ART": "graphic", "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book",
    "CASE": "legal_case", "CHAP": "chapter", "COMP": "software", "CONF": "book", "CPAPER": "paper-conference",
    "DATA": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book",
    "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia", "GOVDOC": "report",
    "HEAR": "hearing", "ICOMM": "personal_communication", "INPR": "article-journal", "JFULL": "periodical",
    "JOUR": "article-journal", "LEGAL": "legislation", "MANSCPT": "manuscript", "MAP": "map",
    "MGZN": "article-magazine", "MPCT": "motion_picture", "NEWS": "article-newspaper", "PAMP": "pamphlet",
    "PAT": "patent", "PCOMM": "personal_communication", "RPRT": "report", "SLIDE": "speech", "SOUND": "song",
    "STAND": "standard", "STAT": "legislation", "THES": "thesis", "UNBILL": "bill", "UNPB": "manuscript",
    "VIDEO": "motion_picture", "WEB": "webpage",
}  # fmt: skip
_KEY = regex(r"[A-Za-z][\w:.+/-]{0,199}")
_ISSN = regex(r"\d{4}-?\d{3}[\dXx]")


class RisReader:
    """Reads RIS; places are character offsets into the decoded text."""

    name = "ris"
    suffixes = (".ris",)
    media_types = ("application/x-research-info-systems",)

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is RIS: its first record says so."""
        return 0.95 if _HEAD.match(raw.data[:8_000]) else 0.0

    def read(self, raw: RawDocument) -> Document:
        """Read the list. Raises NotReadable when the bytes are no text."""
        text, problems = open_text(raw)
        if _START.search(text) is None:
            raise NotReadable(raw.origin, "it holds no record of RIS", "A record starts with a line “TY  - ”.")
        entries: list[Listed] = []
        broken: list[Problem] = []
        for start, end in _records(text):
            listed = _listed(text, start, end, len(entries) + 1)
            if isinstance(listed, Listed):
                entries.append(listed)
            else:
                broken.append(listed)
        return list_document(raw, self.name, entries, problems=problems + tuple(broken))


def _records(text: str) -> Iterator[tuple[int, int]]:
    """Yield where records stand; one whose end is missing ends where the next begins."""
    starts = [found.start() for found in _START.finditer(text)]
    for start, following in pairwise([*starts, len(text)]):
        end = _END.search(text, start, following)
        yield start, end.end() if end else following


def _listed(text: str, start: int, end: int, number: int) -> Listed | Problem:
    place = Place(start=start, end=end)
    record = _record(text[start : min(end, start + _LONGEST_RECORD)])
    if record is None or len(record) < 2:
        return Problem(reason=Reason.of("entry-broken", key=str(number)), where=place)
    written = [value for tag in ("UR", "LK") for value in record.get(tag, ())]
    urls = [url for value in written for url in re.split(r"[;\s]+(?=https?://)", value) if url]
    item = item_of(_values(record, urls))
    stray = tuple(address_problem(url) for url in urls if address_of(url) is None)
    return Listed(
        number=item.text("citation-key") or str(number),
        item=item,
        addresses=with_places(addresses_of(item, *urls[1:]), text, start, end),
        place=place,
        problems=stray,
    )


def _values(record: _Record, urls: Sequence[str]) -> dict[str, FieldValue | None]:
    """Return the fields of an item by their names in CSL."""

    def first(*tags: str) -> str:
        return next((value for tag in tags for value in record.get(tag, ()) if value), "")

    kind = _TYPES.get(first("TY"), "document")
    key = first("ID")
    number_of_series = first("SN").partition(" ")[0]
    return {
        "type": kind,
        "citation-key": key if _KEY.fullmatch(key) else "",
        **_names(record),
        "title": first("TI", "T1", "CT", *(("BT",) if kind == "book" else ())),
        "title-short": first("ST"),
        "container-title": first("JO", "JF", "T2", "BT", "JA", "J1", "J2"),
        "collection-title": first("T3"),
        "publisher": first("PB"),
        "publisher-place": first("CY", "PP"),
        "volume": first("VL"),
        "issue" if kind.startswith("article") else "number": first("IS"),
        "page": _pages(first("SP"), first("EP")),
        "edition": first("ET"),
        "genre": first("M3"),
        "section": first("SE"),
        "abstract": first("AB", "N2"),
        "keyword": ", ".join(record.get("KW", ())),
        "language": first("LA"),
        "DOI": re.sub(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:?\s?)", "", first("DO")),
        "note": first("N1"),
        "URL": urls[0] if urls else "",
        "issued": _date(first("DA")) or _date(first("PY", "Y1")),
        "accessed": _date(first("Y2")) if urls else None,
        "ISSN" if _ISSN.fullmatch(number_of_series) else "ISBN": number_of_series,
    }


def _names(record: _Record) -> dict[str, FieldValue | None]:
    return {
        "author": names_in([*record.get("A1", ()), *record.get("AU", ())]),
        "editor": names_in([*record.get("ED", ()), *record.get("A2", ())]),
        "collection-editor": names_in(record.get("A3", ())),
        "translator": names_in(record.get("A4", ())),
    }


def _record(text: str) -> _Record | None:
    """Return the values of each tag of one record; None when it is none."""
    text = _CONTINUED.sub(" ", _SPACING.sub(r"\1  - ", _LINE_END.sub("\n", text)))
    found = _parser().parse(text if _END.search(text) else text + "\nER  - ")
    if not found:
        return None
    record = {tag: value if isinstance(value, list) else [value] for tag, value in found[0].items() if tag != "UK"}
    for tag, values in (found[0].get("UK") or {}).items():
        record[tag] = list(values)
    return record


@cache
def _parser() -> Any:
    """Return a parser that keeps every tag under its own name, and a ``;`` in an address as it is."""
    import rispy  # noqa: PLC0415  late: few documents are RIS
    from rispy.config import TAG_KEY_MAPPING  # noqa: PLC0415

    tags = {tag: tag for tag in [*TAG_KEY_MAPPING, "ED", "JF", "BT", "CT", "LK", "PP", "J1"]}
    lists = [tag for tag in tags if tag not in ("TY", "UK")]
    return rispy.RisParser(mapping=tags, list_tags=lists, delimiter_tags_mapping={})


def _pages(first: str, last: str) -> str:
    pages = f"{first}-{last}" if first and last and last != first and "-" not in first else first or last
    return re.sub(r"\s?[-–—]+\s?", "-", pages)


def _date(written: str) -> Any:
    """Read ``2020/05/03/evening``: year, month, day, words, each of which may be missing."""
    found = re.match(r"\s*(\d{4})(?:/(\d{1,2})(?:/(\d{1,2}))?)?(?![\d-])", written)
    if found is None:
        return edtf(written)
    return edtf("-".join([found[1], *(f"{int(part):02d}" for part in found.groups()[1:] if part)]))
