"""Entries of BibTeX and BibLaTeX as items. Pure.

The way back of `citing.biblatex` and `citing.bibtex`; types and fields of both dialects (BibLaTeX manual, section 2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sourcekeeper.model import FieldValue, Item, Name, PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.reading.lists.bib_latex import addresses_in, plain_address, plain_text
from sourcekeeper.reading.lists.entries import edtf, is_archived, item_of
from sourcekeeper.reading.markup.latex_words import LANGUAGES
from sourcekeeper.web.metadata.dates import read_date
from sourcekeeper.web.urls import find_addresses

_TYPES = {
    "article": "article-journal", "artwork": "graphic", "audio": "broadcast", "book": "book", "booklet": "pamphlet",
    "bookinbook": "chapter", "collection": "book", "commentary": "book", "conference": "paper-conference",
    "dataset": "dataset", "electronic": "webpage", "image": "graphic", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "inreference": "entry-encyclopedia", "jurisdiction": "legal_case",
    "legal": "legislation", "legislation": "legislation", "letter": "personal_communication", "manual": "report",
    "mastersthesis": "thesis", "movie": "motion_picture", "music": "song", "mvbook": "book", "mvcollection": "book",
    "mvproceedings": "book", "mvreference": "book", "newspaper": "article-newspaper", "online": "webpage",
    "patent": "patent", "performance": "performance", "periodical": "periodical", "phdthesis": "thesis",
    "proceedings": "book", "reference": "book", "report": "report", "review": "review", "software": "software",
    "standard": "standard", "suppbook": "chapter", "suppcollection": "chapter", "suppperiodical": "article-journal",
    "techreport": "report", "thesis": "thesis", "unpublished": "manuscript", "video": "motion_picture",
    "webpage": "webpage", "www": "webpage",
}  # fmt: skip
_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
_NUMBER_IS_ISSUE = frozenset({"article-journal", "article-magazine", "article-newspaper", "periodical", "review"})
_NAMES = ("author", "editor", "translator", "director", "composer", "illustrator")
_PLAIN = (
    ("title-short", "shorttitle"),
    ("collection-title", "series"),
    ("publisher-place", "location", "address"),
    ("volume", "volume"),
    ("edition", "edition"),
    ("chapter-number", "chapter"),
    ("number-of-pages", "pagetotal"),
    ("number-of-volumes", "volumes"),
    ("ISBN", "isbn"),
    ("ISSN", "issn"),
    ("PMID", "pmid"),
    ("PMCID", "pmcid"),
    ("abstract", "abstract"),
    ("keyword", "keywords"),
    ("genre", "type"),
    ("version", "version"),
    ("event-title", "eventtitle"),
    ("event-place", "venue"),
    ("status", "pubstate"),
)
_GENRES = {
    "phdthesis": "phdthesis", "mathesis": "mathesis", "mastersthesis": "mathesis", "techreport": "techreport",
}  # fmt: skip
_EPRINTS = {
    "hal": "https://hal.science/{}",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/{}",
    "jstor": "https://www.jstor.org/stable/{}",
    "googlebooks": "https://books.google.com/books?id={}",
    "hdl": "https://hdl.handle.net/{}",
}
_NEW_ARXIV = regex(r"\d{4}\.\d{4,5}(?:v\d+)?")
_Text = Callable[..., str]
"""Gives the first of some fields that holds words, as plain text."""
_ARCHIVED_NOTE_WORDS = 8
"""Words beside a snapshot's address that only introduce it: ``Archivé le 20 juillet 2024 :``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BibItem:
    """An entry as an item, and the addresses it gives besides."""

    item: Item
    further: tuple[str, ...] = ()
    """Of an eprint, of a note."""
    stray: str = ""
    """What stands in the field for the address and is none."""


def bib_item(type: str, key: str, fields: Mapping[str, str]) -> BibItem:
    """Read an entry; `fields` are LaTeX, their names in lower case, strings and cross-references resolved."""

    def text(*names: str) -> str:
        return next((words for name in names if (words := plain_text(fields.get(name, "")))), "")

    url = _url(fields)
    kind = _kind(type, fields, has_url=bool(url))
    values: dict[str, FieldValue | None] = {"type": kind, "citation-key": key}
    for name in _NAMES:
        values[name] = bib_names(fields.get(name, ""))
    values["title"] = _titled(text("title"), text("subtitle"), text("titleaddon"))
    _put_container(values, kind, text)
    values.update({name: text(*sources) for name, *sources in _PLAIN})
    values["genre"] = values["genre"] or _GENRES.get(type, "")
    values["page"] = re.sub(r"\s?(?:[-–—])+\s?", "-", text("pages"))
    values["issue" if kind in _NUMBER_IS_ISSUE else "number"] = text("number") or text("issue")
    if kind in _NUMBER_IS_ISSUE and not text("number"):
        values["number"] = text("eid")
    values["issued"] = _issued(fields)
    values["original-date"] = edtf(text("origdate"))
    values["event-date"] = edtf(text("eventdate"))
    values["URL"] = url
    if url:
        values["accessed"] = edtf(
            text("urldate", "lastchecked", "lastaccessed", "accessed", "visited", "urlaccessdate")
        )
    values["DOI"] = re.sub(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s?)", "", plain_address(fields.get("doi", "")))
    values["language"] = _language(text("langid", "language", "hyphenation"))
    further = _put_eprint(values, fields)
    noted, snapshot = _note(fields, text)
    values["note"] = noted
    values["archive_location"] = snapshot or plain_address(fields.get("archiveurl", "")) or text("archiveurl")
    return BibItem(item=item_of(values), further=further, stray=_stray(fields, url))


def _kind(type: str, fields: Mapping[str, str], *, has_url: bool) -> str:
    if type == "article":
        return _SUBTYPES.get(plain_text(fields.get("entrysubtype", "")).lower(), "article-journal")
    return _TYPES.get(type) or ("webpage" if has_url else "document")


def _titled(title: str, subtitle: str, addon: str) -> str:
    joint = " " if title.endswith(("?", "!", ":", ".", "…")) else ": "
    whole = joint.join(part for part in (title, subtitle) if part)
    return f"{whole}. {addon}" if whole and addon else whole or addon


def _put_container(values: dict[str, FieldValue | None], kind: str, text: _Text) -> None:
    values["container-title"] = _titled(
        text("journaltitle", "journal", "booktitle"), text("journalsubtitle", "booksubtitle"), ""
    ) or text("maintitle")
    body = text("institution", "school")
    organisation = text("organization")
    if kind in ("legislation", "legal_case"):
        values["authority"] = body or organisation
        body = organisation = ""
    if kind == "webpage" and not values["container-title"]:
        values["container-title"], organisation = organisation, ""
    how = text("howpublished") if kind == "pamphlet" else ""
    values["publisher"] = text("publisher") or body or organisation or how


def _url(fields: Mapping[str, str]) -> str:
    """Return the address an entry is about: its own field, or what stands instead where there was none for it."""
    for name in ("url", "ee", "link"):
        if fields.get(name, "").strip():
            url = plain_address(fields[name])
            if "://" in url or re.match(r"(?i)www\.|[\w.-]+\.[a-z]{2,}(?:/|$)", url):
                return url
    for name in ("howpublished", "note", "annote"):
        for address in _addresses(fields.get(name, "")):
            if not is_archived(address):
                return address
    return ""


def _stray(fields: Mapping[str, str], url: str) -> str:
    written = plain_text(fields.get("url", ""))
    return written if written and not url else ""


def _addresses(latex: str) -> list[str]:
    """Return the addresses of a field of words: those in commands, else those written out."""
    if not latex:
        return []
    return addresses_in(latex) or [found.cited for found in find_addresses(plain_text(latex))]


def _note(fields: Mapping[str, str], text: _Text) -> tuple[str, str]:
    """Return the note without what only introduces a snapshot's address, and that address."""
    snapshot = next((url for url in _addresses(fields.get("note", "")) if is_archived(url)), "")
    words = text("note")
    beside = words.replace(snapshot, " ") if snapshot else words
    if snapshot and len(re.findall(r"\w+", beside)) <= _ARCHIVED_NOTE_WORDS:
        return "", snapshot
    return words, snapshot


def _put_eprint(values: dict[str, FieldValue | None], fields: Mapping[str, str]) -> tuple[str, ...]:
    """Put an arXiv number where citing puts it; return the addresses of other repositories."""
    eprint = plain_address(fields.get("eprint", ""))
    archive = plain_text(fields.get("eprinttype", "") or fields.get("archiveprefix", "")).lower()
    if not eprint:
        return ()
    number = re.sub(r"(?i)^arxiv:\s?", "", eprint)
    if archive == "arxiv" or (not archive and _NEW_ARXIV.fullmatch(number)):
        values["number"] = values.get("number") or f"arXiv:{number}"
        return (f"https://arxiv.org/abs/{number}",)
    form = _EPRINTS.get(archive, "")
    return (form.format(eprint),) if form else ()


def _language(name: str) -> str:
    return LANGUAGES.get(
        name.lower().replace(" ", ""), name if re.fullmatch(r"[A-Za-z]{2,3}(?:-\w{2,8})*", name) else ""
    )


# --- names ----------------------------------------------------------------------------------------------------------


def bib_names(latex: str) -> tuple[Name, ...]:
    """Part a field of names as BibTeX does: at ``and`` outside braces, ``Family, Given`` or ``Given von Family``."""
    from bibtexparser.middlewares.names import split_multiple_persons_names  # noqa: PLC0415  late: 40 ms

    if not latex.strip():
        return ()
    persons = [person for person in split_multiple_persons_names(latex) if person.strip() not in ("", "others", "and")]
    return tuple(name for name in map(_name, persons) if name is not None)


def _name(person: str) -> Name | None:
    from bibtexparser.middlewares.names import parse_single_name_into_parts  # noqa: PLC0415  late, as above

    person = " ".join(person.split())
    if _is_one_group(person):
        literal = plain_text(person)
        return Name(literal=literal) if literal else None
    if re.match(r"(?:family|given|prefix)\s*=", person):
        return _extended_name(person)
    parts = parse_single_name_into_parts(person, strict=False)
    family = plain_text(" ".join([*parts.von, *parts.last]))
    given = plain_text(" ".join([*parts.first, *parts.jr]))
    if not family:
        return Name(literal=given) if given else None
    return Name(family=family, given=given) if given else Name(literal=family)


def _is_one_group(latex: str) -> bool:
    """Whether one pair of braces holds the whole: the name of a body, not to be parted."""
    if not (latex.startswith("{") and latex.endswith("}")):
        return False
    depth = 0
    for index, sign in enumerate(latex):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return index == len(latex) - 1
    return False


def _extended_name(person: str) -> Name:
    """Read BibLaTeX's ``family=Leyen, given=Ursula, prefix=von der``."""
    pairs = (part.partition("=") for part in person.split(","))
    values = {name.strip(): plain_text(value.strip().strip('"')) for name, _, value in pairs}
    family = " ".join(part for part in (values.get("prefix", ""), values.get("family", "")) if part)
    return Name(family=family, given=values.get("given", ""))


# --- dates ----------------------------------------------------------------------------------------------------------


def _issued(fields: Mapping[str, str]) -> PartialDate | None:
    dated = edtf(plain_text(fields.get("date", "")))
    if dated is not None:
        return dated
    year = re.search(r"(?<!\d)(\d{4})(?:\s?[-–/]+\s?(\d{4}))?(?!\d)", plain_text(fields.get("year", "")))
    if year is None:
        return None
    if year[2]:
        return PartialDate(start=(int(year[1]),), end=(int(year[2]),))
    month, day = plain_text(fields.get("month", "")), plain_text(fields.get("day", ""))
    whole = edtf(f"{year[1]}-{int(month):02d}") if month.isdecimal() else read_date(f"{month} {year[1]}")
    inside = re.search(r"(?<!\d)\d{1,2}(?!\d)", day or ("" if month.isdecimal() else month))
    month_name = re.search(r"[^\W\d_]{3,}", month)
    if month_name and inside:  # ``month = "3~may"``
        return read_date(f"{inside[0]} {month_name[0]} {year[1]}") or whole
    if whole and len(whole.start) == 2 and inside and 1 <= int(inside[0]) <= 31:
        return PartialDate(start=(*whole.start, int(inside[0])))
    return whole or PartialDate(start=(int(year[1]),))
