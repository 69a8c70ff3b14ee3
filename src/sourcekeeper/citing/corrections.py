"""A person's corrections as they are written down: ``field=value``, checked before anything believes them. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from difflib import get_close_matches

from sourcekeeper.csl import FIELDS, TYPES, printable, shape_of
from sourcekeeper.errors import UsageError
from sourcekeeper.model import FieldValue, Name, PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.web.check_digits import is_isbn, is_issn
from sourcekeeper.web.urls import from_href

LONGEST_VALUE = 10_000
"""Characters; more is no field of a bibliography."""

_DAY = regex(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?(?P<circa>~?)")
_NAME = regex(r"\s*(?:\{(?P<braced>[^{}]*)\}|(?P<plain>[^;{}]*))\s*(?:;|$)")
_LANGUAGE = regex(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DOI = regex(r"10\.\d{4,9}/\S+")
_BEFORE_DOI = regex(r"(?i)^(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)")
_NOT_CORRECTED = {
    "locator": "A locator belongs to one citation: correct it in the text.",
    "archive": "The snapshot is what the archive proves: see `sourcekeeper archive`.",
    "archive_location": "The snapshot is what the archive proves: see `sourcekeeper archive`.",
}
_BY_SMALL_NAME = {name.lower(): name for name in FIELDS}


def read_correction(written: str) -> tuple[str, FieldValue]:
    """Read ``field=value``; an empty value says that the work has no such field.

    Dates are ``2024``, ``2024-05``, ``2024-05-03``, ``2022-01/2022-06`` or ``2011~``; names ``Family, Given; Body``, a
    body with a semicolon or comma in braces. Raises UsageError for anything else.

    >>> read_correction("issued=2024-05")[1].start
    (2024, 5)
    """
    name, equals, value = written.partition("=")
    if not equals:
        raise UsageError(f"{written!r} is no correction", "Write field=value, as title=A better title.")
    field = field_name(name)
    if len(value) > LONGEST_VALUE:
        raise UsageError(f"the value for {field} is longer than {LONGEST_VALUE} characters")
    shape = shape_of(field)
    if shape == "names":
        return field, _names(field, value)
    if shape == "date":
        return field, _date(field, value.strip()) if value.strip() else ""
    return field, _text(field, printable(value))


def field_name(written: str) -> str:
    """Return a field's name as CSL spells it. Raises UsageError for one that is unknown, or not to be corrected."""
    name = _BY_SMALL_NAME.get(written.strip().lower())
    if name is None:
        near = get_close_matches(written.strip().lower(), _BY_SMALL_NAME, n=3)
        advice = f"Did you mean {', '.join(_BY_SMALL_NAME[each] for each in near)}?" if near else _KNOWN
        raise UsageError(f"unknown field {written.strip()!r}", advice)
    if name in _NOT_CORRECTED:
        raise UsageError(f"{name} is not corrected here", _NOT_CORRECTED[name])
    return name


_KNOWN = "Fields are those of CSL: title, author, issued, container-title, publisher, type …"


def _text(field: str, value: str) -> str:
    if not value:
        return ""
    match field:
        case "type" if value not in TYPES:
            near = get_close_matches(value, TYPES, n=3) or ["article-newspaper", "webpage", "report", "book"]
            raise UsageError(f"unknown type {value!r}", f"Types are those of CSL: {', '.join(near)} …")
        case "URL":
            found = from_href(value)
            if found is None or not value.lower().startswith(("http://", "https://")):
                raise UsageError(f"{value!r} is no address", "It begins with https:// or http://.")
        case "DOI":
            value = _BEFORE_DOI.sub("", value)
            if not _DOI.fullmatch(value):
                raise UsageError(f"{value!r} is no DOI", "It begins with 10.")
        case "ISBN" if not is_isbn(value):
            raise UsageError(f"{value!r} is no ISBN", "Its check digit is wrong; see the back of the book.")
        case "ISSN" if not is_issn(value):
            raise UsageError(f"{value!r} is no ISSN", "Its check digit is wrong.")
        case "language" if not _LANGUAGE.fullmatch(value):
            raise UsageError(f"{value!r} is no language", "Write fr, en, pt-BR.")
    return value


def _date(field: str, value: str) -> PartialDate:
    start, slash, end = value.partition("/")
    begun = _day(field, start)
    ended = _day(field, end) if slash else None
    if ended is not None and ended.start < begun.start:
        raise UsageError(f"{value} ends before it begins")
    return PartialDate(
        start=begun.start,
        end=ended.start if ended else None,
        circa=begun.circa or (ended is not None and ended.circa),
    )


def _day(field: str, written: str) -> PartialDate:
    found = _DAY.fullmatch(written.strip())
    if found is None:
        raise UsageError(f"{written!r} is no date for {field}", "Write 2024, 2024-05, 2024-05-03 or 2022-01/2022-06.")
    parts = tuple(int(part) for part in (found["year"], found["month"], found["day"]) if part is not None)
    if parts[0] < 1 or (len(parts) > 1 and not 1 <= parts[1] <= 12):
        raise UsageError(f"{written} is no month of any year")
    if len(parts) > 2 and not 1 <= parts[2] <= monthrange(parts[0], parts[1])[1]:
        raise UsageError(f"{written} is no day of any month")
    return PartialDate(start=parts, circa=bool(found["circa"]))


def _names(field: str, value: str) -> tuple[Name, ...]:
    names: list[Name] = []
    position = 0
    while position < len(value):
        found = _NAME.match(value, position)
        if found is None:
            raise UsageError(f"the braces in {value!r} do not pair", "Write {A body, with; signs} in one pair.")
        position = max(found.end(), position + 1)
        name = _name(field, found)
        if name is not None:
            names.append(name)
    return tuple(names)


def _name(field: str, found: re.Match[str]) -> Name | None:
    if found["braced"] is not None:
        literal = printable(found["braced"])
        return Name(literal=literal) if literal else None
    family, comma, given = (printable(part) for part in found["plain"].partition(","))
    if "," in given:
        raise UsageError(
            f"{printable(found['plain'])!r} has two commas",
            f"In {field}, write Family, Given; Family, Given — or {{A body, with commas}} in braces.",
        )
    if not family:
        return Name(literal=given) if given else None
    return Name(family=family, given=given) if comma and given else Name(literal=family)
