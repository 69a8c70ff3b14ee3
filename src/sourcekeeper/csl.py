"""Items as CSL-JSON objects, and back. Pure.

Written and read by more than one wing: exporters write it, lists of sources and fields of word processors hold it.
What is written is valid against CSL 1.0.2's ``csl-data.json``, which refuses unknown keys: fields of an item that the
schema does not know are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sourcekeeper.model import Field, FieldValue, Item, Name, Origin, PartialDate
from sourcekeeper.patterns import regex

TYPES = frozenset(
    [
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "bill",
        "book",
        "broadcast",
        "chapter",
        "classic",
        "collection",
        "dataset",
        "document",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "event",
        "figure",
        "graphic",
        "hearing",
        "interview",
        "legal_case",
        "legislation",
        "manuscript",
        "map",
        "motion_picture",
        "musical_score",
        "pamphlet",
        "paper-conference",
        "patent",
        "performance",
        "periodical",
        "personal_communication",
        "post",
        "post-weblog",
        "regulation",
        "report",
        "review",
        "review-book",
        "software",
        "song",
        "speech",
        "standard",
        "thesis",
        "treaty",
        "webpage",
    ]
)
_NAMES = [
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editor",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "interviewer",
    "illustrator",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "reviewed-author",
    "script-writer",
    "series-creator",
    "translator",
]
_TEXTS = [
    "title",
    "title-short",
    "container-title",
    "container-title-short",
    "collection-title",
    "genre",
    "medium",
    "publisher",
    "publisher-place",
    "volume",
    "issue",
    "number",
    "page",
    "page-first",
    "number-of-pages",
    "edition",
    "section",
    "chapter-number",
    "part",
    "version",
    "authority",
    "jurisdiction",
    "event-title",
    "event-place",
    "abstract",
    "archive",
    "archive_collection",
    "archive_location",
    "archive-place",
    "DOI",
    "ISBN",
    "ISSN",
    "PMID",
    "PMCID",
    "URL",
    "language",
    "keyword",
    "note",
    "source",
    "status",
    "locator",
    "collection-number",
    "number-of-volumes",
    "original-title",
    "dimensions",
    "scale",
    "volume-title",
    "call-number",
    "references",
    "division",
]
_DATES = ("issued", "accessed", "submitted", "original-date", "event-date", "available-date")
_ORDER = {name: rank for rank, name in enumerate([*_NAMES, *_TEXTS[:18], *_DATES, *_TEXTS[18:]])}
FIELDS = (*sorted(_TEXTS), *sorted(_NAMES), *sorted(_DATES), "type")
"""Every field an item may have."""
_UNPRINTABLE = regex("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]+")


def shape_of(name: str) -> str:
    """Return what a field holds: ``names``, ``date`` or ``text``; empty for a field that CSL does not know."""
    if name in _NAMES:
        return "names"
    return "date" if name in _DATES else "text" if name in _TEXTS or name == "type" else ""


def printable(text: str) -> str:
    """Return text without control characters and lone surrogates, white space folded: safe in every format."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def item_to_csl(item: Item, id: str) -> dict[str, object]:
    """Return an item as a CSL-JSON object, keys in a fixed order; ``title`` and dates only when they are known."""
    kind = item.type if item.type in TYPES else "document"
    made: dict[str, object] = {"id": id, "type": kind}
    known = (name for name in item.fields if name in _ORDER)
    for name in sorted(known, key=_ORDER.__getitem__):
        value = value_to_csl(name, item.fields[name].value)
        if value:
            made[name] = value
    return made


def value_to_csl(name: str, value: FieldValue) -> object:
    """Return one field's value as CSL-JSON writes it: a string, a list of names, a date; None when it does not fit."""
    if isinstance(value, str):
        return None if name in _NAMES or name in _DATES else printable(value)
    if isinstance(value, PartialDate):
        return _date_to_csl(value) if name in _DATES else None
    return [made for made in map(_name_to_csl, value) if made] if name in _NAMES else None


def _date_to_csl(value: PartialDate) -> dict[str, object]:
    parts = [list(value.start)] + ([list(value.end)] if value.end else [])
    made: dict[str, object] = {"date-parts": parts}
    if value.circa:
        made["circa"] = True
    return made


def _name_to_csl(name: Name) -> dict[str, str]:
    if name.literal:
        literal = printable(name.literal)
        return {"literal": literal} if literal else {}
    made = {"family": printable(name.family), "given": printable(name.given)}
    return {key: text for key, text in made.items() if text}


# --- reading --------------------------------------------------------------------------------------------------------


def item_from_csl(data: Mapping[str, Any], origin: Origin = Origin.NOTE) -> Item:
    """Read a CSL-JSON object, ours or another program's; what is no known field or has the wrong shape is left out."""
    fields: dict[str, Field] = {}
    for name, raw in data.items():
        value = _value_from_csl(name, raw)
        if value:
            fields[name] = Field(value=value, origin=origin)
    return Item(fields=fields)


def _value_from_csl(name: str, raw: Any) -> FieldValue | None:
    if name in _NAMES:
        return tuple(read for read in map(_name_from_csl, raw) if read) if isinstance(raw, list) else None
    if name in _DATES:
        return _date_from_csl(raw)
    if name in ("type", "citation-key") or name in _TEXTS:
        return str(raw) if isinstance(raw, str | int | float) and not isinstance(raw, bool) else None
    return None


def _name_from_csl(raw: Any) -> Name | None:
    if not isinstance(raw, Mapping):
        return None
    if raw.get("literal"):
        return Name(literal=str(raw["literal"]))
    particles = [str(raw[key]) for key in ("dropping-particle", "non-dropping-particle") if raw.get(key)]
    family = " ".join([*particles, str(raw.get("family") or "")]).strip()
    given = " ".join(str(raw[key]) for key in ("given", "suffix") if raw.get(key))
    return Name(family=family, given=given) if family else Name(literal=given) if given else None


_WRITTEN_DATE = regex(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")


def _date_from_csl(raw: Any) -> PartialDate | None:
    if isinstance(raw, str):
        raw = {"raw": raw}
    if not isinstance(raw, Mapping):
        return None
    parts = [found for part in raw.get("date-parts") or [] if (found := _parts(part))]
    if not parts and isinstance(raw.get("raw") or raw.get("literal"), str):
        written = str(raw.get("raw") or raw.get("literal")).split("/")
        parts = [
            tuple(int(number) for number in match.groups() if number)
            for half in written[:2]
            if (match := _WRITTEN_DATE.match(half.strip()))
        ]
    if not parts:
        return None
    return PartialDate(start=parts[0], end=parts[1] if len(parts) > 1 else None, circa=bool(raw.get("circa")))


def _parts(part: Any) -> tuple[int, ...] | None:
    try:
        return tuple(int(number) for number in part if number not in (None, ""))[:3] or None
    except (TypeError, ValueError):
        return None


# --- for people -----------------------------------------------------------------------------------------------------


def item_text(item: Item) -> str:
    """Return an item as a line a person can read, its address last; in no citation style, and in no language.

    >>> item_text(item_from_csl({"title": "A title", "author": [{"given": "Ann", "family": "Lee"}], "volume": 3}))
    'Ann Lee, “A title”, vol. 3'
    """
    title = item.text("title")
    parts = [
        _people(item.names("author") or item.names("editor")),
        f"“{title}”" if title else "",
        item.text("container-title"),
        f"vol. {item.text('volume')}" if item.text("volume") else "",
        f"no. {item.text('issue')}" if item.text("issue") else "",
        item.text("number"),
        item.text("publisher"),
        item.text("publisher-place"),
        _day(item.date("issued")),
        _where(item.text("locator") or item.text("page")),
        item.text("URL") or (f"doi:{item.text('DOI')}" if item.text("DOI") else ""),
    ]
    return ", ".join(part for part in map(printable, parts) if part)


def value_text(value: FieldValue) -> str:
    """Return one field's value as a person writes it; empty for one that says there is none.

    >>> value_text(PartialDate(start=(2021, 4))), value_text((Name(family="Lee", given="Ann"), Name(literal="A Body")))
    ('2021-04', 'Lee, Ann; A Body')
    """
    if isinstance(value, PartialDate):
        return _day(value) + ("~" if value.circa else "")
    if isinstance(value, str):
        return printable(value)
    names = (name.literal or ", ".join(part for part in (name.family, name.given) if part) for name in value)
    return printable("; ".join(names))


def _where(place: str) -> str:
    return f"p. {place}" if place[:1].isdigit() else place


def _people(names: tuple[Name, ...]) -> str:
    return ", ".join(name.literal or f"{name.given} {name.family}".strip() for name in names)


def _day(value: PartialDate | None) -> str:
    if value is None:
        return ""
    written = "-".join(f"{number:02d}" for number in value.start)
    return written + ("/" + "-".join(f"{number:02d}" for number in value.end) if value.end else "")
