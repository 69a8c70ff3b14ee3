"""The item of the note and the item of the page made one: who is believed, field by field. Pure.

Precedence is that of the reference (`bibliography.md` section 1); the value that lost stays beside the one that won.
"""

from __future__ import annotations

from dataclasses import replace

from sourcekeeper.citing.keys import ascii_words
from sourcekeeper.model import Field, FieldValue, Item, Name, Origin, PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

_SITE_TAIL = regex(r"\s+[|·—–-]\s+[^|·—–]{2,80}$")
_ONLY_NOTED = frozenset({"URL", "locator", "archive", "archive_location"})
"""What the page must not overrule nor add: it cannot know what was cited, or where."""


def merge(noted: Item, paged: Item) -> Item:
    """Return one item of both; contradictions keep the loser in ``other``.

    A person's correction (`Origin.PERSON`) always wins. An empty `paged` (a wall, an error page) changes nothing.
    """
    fields: dict[str, Field] = {}
    for name in (*noted.fields, *(name for name in paged.fields if name not in noted.fields)):
        ours, theirs = noted.fields.get(name), paged.fields.get(name)
        chosen = _choose(name, ours, theirs)
        if chosen is not None:
            fields[name] = chosen
    return Item(fields=fields)


def _choose(name: str, ours: Field | None, theirs: Field | None) -> Field | None:
    if ours is None or theirs is None:
        # An access date of the page would be our own visit: that is the entry's, not the item's.
        return ours if theirs is None or name in _ONLY_NOTED or name == "accessed" else theirs
    if ours.origin is Origin.PERSON or name in _ONLY_NOTED:
        return ours
    if theirs.origin is Origin.PERSON:
        return _over(theirs, ours)
    rule = {
        "title": _title,
        "author": _names,
        "editor": _names,
        "issued": _date,
        "type": _type,
        "language": _second,
    }.get(name, _first)
    return rule(ours, theirs)


def _over(winner: Field, loser: Field) -> Field:
    """Return the winner with the loser's value beside it, when the two say different things."""
    return winner if _same(winner.value, loser.value) else replace(winner, other=loser.value)


def _same(one: FieldValue, other: FieldValue) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return (ascii_words(one) == ascii_words(other) and bool(ascii_words(one))) or one == other
    if isinstance(one, tuple) and isinstance(other, tuple):
        return [sorted(_words(name)) for name in one] == [sorted(_words(name)) for name in other]
    return one == other


def _words(name: Name) -> list[str]:
    return ascii_words(f"{name.family} {name.given} {name.literal}")


def _first(ours: Field, theirs: Field) -> Field:
    return _over(ours, theirs)


def _second(ours: Field, theirs: Field) -> Field:
    return _over(theirs, ours)


def _type(ours: Field, theirs: Field) -> Field:
    """The page, if it says more than ``webpage``; else the note's own words."""
    return _over(ours, theirs) if theirs.value in ("webpage", "document") else _over(theirs, ours)


def _title(ours: Field, theirs: Field) -> Field:
    """The note's title; in the page's spelling, without its site tail, when both are the same words."""
    if not isinstance(ours.value, str) or not isinstance(theirs.value, str):
        return ours
    bare_ours, bare_theirs = _SITE_TAIL.sub("", ours.value), _SITE_TAIL.sub("", theirs.value)
    same_words = {tuple(ascii_words(bare_ours)), tuple(ascii_words(ours.value))} & {
        tuple(ascii_words(bare_theirs)),
        tuple(ascii_words(theirs.value)),
    }
    if not same_words:
        # A description taken for want of a title gives way to the page's own.
        return _over(theirs, ours) if ours.confidence < 0.6 else _over(ours, theirs)
    cleaner = min(
        (bare_theirs, theirs.value), key=lambda title: (ascii_words(title) not in map(list, same_words), len(title))
    )
    if fold(cleaner) == fold(ours.value):
        return ours
    return replace(
        theirs, value=cleaner, other=ours.value if ascii_words(cleaner) != ascii_words(ours.value) else None
    )


def _names(ours: Field, theirs: Field) -> Field:
    """Persons before bodies, the note before the page."""
    if not _has_person(ours) and _has_person(theirs):
        return _over(theirs, ours)
    return _over(ours, theirs)


def _has_person(field: Field) -> bool:
    return isinstance(field.value, tuple) and any(name.family for name in field.value)


def _date(ours: Field, theirs: Field) -> Field:
    """The more precise of two that agree; the note when they contradict."""
    if not isinstance(ours.value, PartialDate) or not isinstance(theirs.value, PartialDate):
        return ours
    shared = min(len(ours.value.start), len(theirs.value.start))
    if ours.value.start[:shared] != theirs.value.start[:shared]:
        return replace(ours, other=theirs.value)
    return theirs if len(theirs.value.start) > len(ours.value.start) and ours.value.end is None else ours
