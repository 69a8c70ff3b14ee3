"""Tell what a label counts in (figures, letters, Roman numerals, marks) and which label comes after it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sourcekeeper.patterns import regex
from sourcekeeper.reading.numbering import written

_LABEL = regex(
    r"(?P<chapter>\d{1,3})\.(?P<of_chapter>\d{1,3})|(?P<figures>\d{1,4})[\s\u00a0]?(?P<part>bis|ter|quater|[a-d])?"
    r"|(?P<letters>[a-z]{1,7}|[A-Z]{1,7})|(?P<marks>[*†‡§¶‖#]{1,5})"
)
_PARTS = {"bis": 1, "ter": 2, "quater": 3, "a": 1, "b": 2, "c": 3, "d": 4}
_ROMAN = frozenset("ivxlcIVXLC")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Place(NamedTuple):
    """What a label counts in, and how far it has counted."""

    system: str
    number: int
    part: int = 0
    """1 for ``2 bis`` or ``2a``, 2 for ``2 ter`` or ``2b``."""

    @property
    def is_first(self) -> bool:
        """Whether nothing comes before it."""
        return self.number == 1 and self.part == 0


def places_of(label: str) -> Iterator[Place]:
    """Yield what a label may count: ``i`` is a letter or a numeral. Marks have an order of their own in each text.

    >>> list(places_of("2 bis"))
    [Place(system='figures', number=2, part=1)]
    >>> [place.system for place in places_of("i")], [place.number for place in places_of("iv")]
    (['lowerLetter', 'lowerRoman'], [4])
    """
    found = _LABEL.fullmatch(label)
    if found is None:
        return
    if found["chapter"]:
        yield Place(f"chapter {found['chapter']}", int(found["of_chapter"]))
    elif found["figures"]:
        yield Place("figures", int(found["figures"]), _PARTS.get(found["part"], 0))
    elif found["marks"]:
        yield Place("marks", 1 if label in {"*", "†"} else 2)
    else:
        case = "lower" if label.islower() else "upper"
        if len(label) == 1:
            yield Place(f"{case}Letter", ord(label.lower()) - ord("a") + 1)
        if _ROMAN.issuperset(label) and written(number := _roman(label.lower()), f"{case}Roman") == label:
            yield Place(f"{case}Roman", number)


def _roman(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def follows(before: Place, after: Place) -> bool:
    """Whether one label comes right after another that counts in the same."""
    if before.system == "marks":
        return True
    if after.number == before.number:
        return after.part == before.part + 1
    return after.number == before.number + 1 and after.part <= 1
