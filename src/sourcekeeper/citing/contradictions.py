"""Where a note and the page it cites cannot both be right, so that a person may look. Pure.

Not every difference is a contradiction: a note may shorten a title, name the body where the page names the writer,
know the month only, or give the day of the printed paper, which is the day after. What is left is reported
(`bibliography.md` section 1: contradictions are findings, never hidden).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sourcekeeper.citing.keys import ascii_words
from sourcekeeper.model import Field, FieldValue, Item, Name, Origin, PartialDate

_SHARED_WORDS = 0.5
"""So much of the shorter title's words the longer one has when both name one work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """One field of which the note and the page say things that exclude each other."""

    field: str
    noted: FieldValue
    paged: FieldValue


def contradictions(item: Item) -> tuple[Contradiction, ...]:
    """Return the contradictions in an item that `merge` joined; what a person decided is none any more."""
    found = []
    for name, exclude in _RULES.items():
        field = item.fields.get(name)
        if field is None or field.other is None or field.origin is Origin.PERSON:
            continue
        noted, paged = _apart(field, field.other)
        if exclude(noted, paged):
            found.append(Contradiction(field=name, noted=noted, paged=paged))
    return tuple(found)


def _apart(field: Field, other: FieldValue) -> tuple[FieldValue, FieldValue]:
    """Return what the note says and what the page says; `merge` keeps the loser in ``other``."""
    return (other, field.value) if field.origin is Origin.PAGE else (field.value, other)


def _other_title(noted: FieldValue, paged: FieldValue) -> bool:
    if not isinstance(noted, str) or not isinstance(paged, str):
        return False
    ours, theirs = set(ascii_words(noted)), set(ascii_words(paged))
    shorter = min(len(ours), len(theirs))
    return shorter > 0 and len(ours & theirs) / shorter < _SHARED_WORDS


def _other_persons(noted: FieldValue, paged: FieldValue) -> bool:
    """Persons on both sides, none of them the same. A body and a person can both be right."""
    ours, theirs = _families(noted), _families(paged)
    return bool(ours and theirs) and not ours & theirs


def _families(value: FieldValue) -> set[str]:
    if not isinstance(value, tuple):
        return set()
    return {word for name in value if isinstance(name, Name) and name.family for word in ascii_words(name.family)}


def _other_date(noted: FieldValue, paged: FieldValue) -> bool:
    if not isinstance(noted, PartialDate) or not isinstance(paged, PartialDate):
        return False
    if paged.circa:
        return False
    is_rough = noted.end is not None or noted.circa
    shared = 1 if is_rough else min(len(noted.start), len(paged.start))
    if noted.start[:shared] == paged.start[:shared]:
        return False
    if noted.end is not None:
        return not noted.start[0] <= paged.start[0] <= noted.end[0]
    return not _is_next_day(noted, paged)


def _is_next_day(noted: PartialDate, paged: PartialDate) -> bool:
    if len(noted.start) < 3 or len(paged.start) < 3:
        return False
    try:
        return abs((date(*noted.start) - date(*paged.start)).days) <= 1
    except (TypeError, ValueError):
        return False


def _other_text(noted: FieldValue, paged: FieldValue) -> bool:
    return isinstance(noted, str) and isinstance(paged, str) and noted.strip().lower() != paged.strip().lower()


_RULES: dict[str, Callable[[FieldValue, FieldValue], bool]] = {
    "title": _other_title,
    "author": _other_persons,
    "issued": _other_date,
    "DOI": _other_text,
}
