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
_DASH = regex(r"\s+[–—-]\s+(?=\S)")
_CLAUSE_WORDS = 5
"""A tail of so many words is hardly a site's name."""
_ONLY_NOTED = frozenset({"URL", "locator", "archive", "archive_location"})
"""What the page must not overrule nor add: it cannot know what was cited, or where."""


def merge(noted: Item, paged: Item) -> Item:
    """Return one item of both; contradictions keep the loser in ``other``.

    A person's correction (`Origin.PERSON`) always wins. An empty `paged` (a wall, an error page) changes nothing.
    """
    fields: dict[str, Field] = {}
    sites = _sites(noted, paged)
    for name in (*noted.fields, *(name for name in paged.fields if name not in noted.fields)):
        ours, theirs = noted.fields.get(name), paged.fields.get(name)
        chosen = _choose(name, ours, theirs, sites)
        if chosen is not None:
            fields[name] = chosen
    return Item(fields=fields)


def _sites(*items: Item) -> frozenset[str]:
    """Return what the items call the site or the body behind it, folded: a title's tail may be that."""
    named = [item.text(name) for item in items for name in ("container-title", "publisher", "authority")]
    bodies = [name.literal for item in items for name in item.names()]
    return frozenset(fold(name) for name in (*named, *bodies) if name)


def _choose(name: str, ours: Field | None, theirs: Field | None, sites: frozenset[str]) -> Field | None:
    if ours is None or theirs is None:
        # An access date of the page would be our own visit: that is the entry's, not the item's.
        return ours if theirs is None or name in _ONLY_NOTED or name == "accessed" else theirs
    if ours.origin is Origin.PERSON or name in _ONLY_NOTED:
        return ours
    if theirs.origin is Origin.PERSON:
        return _over(theirs, ours)
    if name == "title":
        return _title(ours, theirs, sites)
    rule = {
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
    """The page, if it says more than ``webpage``, or says that surely; else the note's own words.

    A page knows whether it is a post: the host says so.
    """
    if theirs.value not in ("webpage", "document") or ours.value == "post":
        return _over(theirs, ours)
    return _over(theirs, ours) if theirs.confidence > ours.confidence else _over(ours, theirs)


def _title(ours: Field, theirs: Field, sites: frozenset[str]) -> Field:
    """The note's title; in the page's spelling, without its site tail, when both are the same words."""
    if not isinstance(ours.value, str) or not isinstance(theirs.value, str):
        return ours
    bare_ours, bare_theirs = _SITE_TAIL.sub("", ours.value), _SITE_TAIL.sub("", theirs.value)
    same_words = {tuple(ascii_words(bare_ours)), tuple(ascii_words(ours.value))} & {
        tuple(ascii_words(bare_theirs)),
        tuple(ascii_words(theirs.value)),
    }
    if _is_cut(ours.value, theirs.value, sites):
        return _over(theirs, ours)
    if not same_words:
        # A description taken for want of a title gives way to the page's own.
        return _over(theirs, ours) if ours.confidence < 0.6 else _over(_without_tail(ours, sites), theirs)
    cleaner = min(
        (bare_theirs, theirs.value), key=lambda title: (ascii_words(title) not in map(list, same_words), len(title))
    )
    if ascii_words(ours.value) == ascii_words(theirs.value):  # the tail both have is the title's, if no site's name
        cleaner = str(_without_tail(theirs, sites).value)
    if fold(cleaner) == fold(ours.value):
        return ours
    return replace(
        theirs, value=cleaner, other=ours.value if ascii_words(cleaner) != ascii_words(ours.value) else None
    )


def _is_cut(short: str, long: str, sites: frozenset[str]) -> bool:
    """Whether a title is another one less what follows a dash, and that is no site's name: a number, a clause."""
    rest = _DASH.match(long, len(short))
    if rest is None or fold(long[: len(short)]) != fold(short):
        return False
    tail = long[rest.end() :]
    return fold(tail) not in sites and (any(map(str.isdigit, tail)) or len(tail.split()) >= _CLAUSE_WORDS)


def _without_tail(title: Field, sites: frozenset[str]) -> Field:
    """Return a title without the site's name behind a bar or dash; the whole stays where it is no site's name."""
    text = str(title.value)
    tail = _SITE_TAIL.search(text)
    is_sites = tail is not None and fold(tail[0].strip(" |·—–-")) in sites
    return replace(title, value=text[: tail.start()]) if tail and is_sites else title


def _names(ours: Field, theirs: Field) -> Field:
    """Persons before bodies, the note before the page; of two that name the same persons, the fuller."""
    if not _has_person(ours):
        return _over(theirs, ours) if _has_person(theirs) else _over(ours, theirs)
    if isinstance(ours.value, tuple) and isinstance(theirs.value, tuple) and _names_fewer(ours.value, theirs.value):
        return replace(theirs, other=None)
    return _over(ours, theirs)


def _names_fewer(ours: tuple[object, ...], theirs: tuple[object, ...]) -> bool:
    """Whether the page's names are the note's with more letters or more persons: initials, ``et al.``."""
    pairs = tuple(zip(ours, theirs, strict=False))
    if len(theirs) < len(ours) or not all(_agrees(one, other) for one, other in pairs):
        return False
    return len(theirs) > len(ours) or _length(theirs) > _length(ours)


def _agrees(short: object, long: object) -> bool:
    """Whether two names may be of one person: the same family name, given names that begin alike."""
    if not isinstance(short, Name) or not isinstance(long, Name) or not short.family or not long.family:
        return False
    ours, theirs = ascii_words(short.given), ascii_words(long.given)
    # Where the family name begins is told differently: compare its last word, and all words of both.
    if ascii_words(short.family)[-1:] != ascii_words(long.family)[-1:]:
        return False
    return all(other.startswith(one) for one, other in zip(ours, theirs, strict=False))


def _length(names: tuple[object, ...]) -> int:
    return sum(len(word) for name in names if isinstance(name, Name) for word in _words(name))


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
