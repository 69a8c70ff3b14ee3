"""Write the numbers of notes as word processors do: they store none, they count. Pure."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHICAGO = "*†‡§"
_LONGEST_REPEAT = 12
"""Marks in a row (``****``) before a number is written instead."""


def written(number: int, style: str) -> str:
    """Return a number in a style of WordprocessingML (``lowerRoman``, ``upperLetter``, ``chicago``…).

    Unknown styles and numbers out of their range are written in figures.

    >>> written(4, "lowerRoman"), written(28, "lowerLetter"), written(6, "chicago"), written(3, "decimal")
    ('iv', 'bb', '††', '3')
    """
    if style in {"lowerRoman", "upperRoman"} and 0 < number < 5000:
        roman = _roman(number)
        return roman if style == "lowerRoman" else roman.upper()
    if style in {"lowerLetter", "upperLetter"} and 0 < number <= 26 * _LONGEST_REPEAT:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style == "chicago" and 0 < number <= len(_CHICAGO) * _LONGEST_REPEAT:
        return _CHICAGO[(number - 1) % len(_CHICAGO)] * ((number - 1) // len(_CHICAGO) + 1)
    if style == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _roman(number: int) -> str:
    pieces = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        pieces.append(letters * count)
    return "".join(pieces)


@dataclass(slots=True)
class NoteCounter:
    """Counts the notes of one kind through a document."""

    style: str = "decimal"
    first: int = 1
    _next: int | None = None
    _stretch: Hashable = field(default=None)

    def number(self, stretch: Hashable = None) -> str:
        """Return the next number; the count starts again when `stretch` (a section, a page) is another."""
        if self._next is None or stretch != self._stretch:
            self._next = self.first
        self._stretch = stretch
        number = self._next
        self._next = number + 1
        return written(number, self.style)
