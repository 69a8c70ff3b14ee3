"""Which stars, underscores and tildes of a Markdown paragraph make emphasis: CommonMark 0.31, "Emphasis". Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(slots=True)
class Mark:
    """A run of one sign. Of its signs, the first end emphasis, the last begin it; those between are text."""

    sign: str
    length: int
    may_open: bool
    may_close: bool
    left: int = 0
    """Signs not paired."""
    closing: int = 0
    """Signs that end something."""
    ends: int = 0
    """Spans in italics that end here."""
    begins: int = 0
    """Spans in italics that begin here."""


def mark_at(text: str, start: int, end: int) -> Mark:
    """Make the mark of a run of signs by what stands before and behind it."""
    sign = text[start]
    before = _kind(text[start - 1]) if start else " "
    behind = _kind(text[end]) if end < len(text) else " "
    opens = behind != " " and (behind != "." or before != "a")
    closes = before != " " and (before != "." or behind != "a")
    if sign == "_":
        opens, closes = opens and (not closes or before == "."), closes and (not opens or behind == ".")
    return Mark(sign, end - start, opens, closes, left=end - start)


@cache
def _kind(char: str) -> str:
    """Tell white space, punctuation and letters apart, as a space, a full stop and an ``a``."""
    if char.isalnum():
        return "a"
    category = unicodedata.category(char)
    if char in "\t\n\f\r\v" or category == "Zs":
        return " "
    return "." if char in _ASCII_PUNCTUATION or category[0] in "PS" else "a"


def pair_marks(marks: Sequence[Mark]) -> None:
    """Pair the marks of a stretch of text; linear, for where nothing was found is not searched again."""
    openers: list[tuple[int, Mark]] = []
    fruitless: dict[tuple[str, bool, int], int] = {}
    for number, mark in enumerate(marks):
        if mark.may_close:
            _close(mark, openers, fruitless)
        if mark.may_open and mark.left:
            openers.append((number, mark))


def _close(mark: Mark, openers: list[tuple[int, Mark]], fruitless: dict[tuple[str, bool, int], int]) -> None:
    """Pair a mark with openers before it, as long as there are any; openers between them are none."""
    key = mark.sign, mark.may_open, mark.length % 3
    floor = fruitless.get(key, -1)
    index = len(openers) - 1
    while mark.left:
        while index >= 0 and openers[index][0] > floor and not _fit(openers[index][1], mark):
            index -= 1
        if index < 0 or openers[index][0] <= floor:
            fruitless[key] = openers[-1][0] if openers else -1
            return
        del openers[index + 1 :]
        _pair(openers[index][1], mark)
        if not openers[index][1].left:
            openers.pop()
            index -= 1


def _fit(opener: Mark, closer: Mark) -> bool:
    if opener.sign != closer.sign:
        return False
    if opener.sign == "~":
        return opener.left > 1 and closer.left > 1
    both = opener.may_close or closer.may_open
    return not both or (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)


def _pair(opener: Mark, closer: Mark) -> None:
    used = min(opener.left, closer.left, 2)
    opener.left -= used
    closer.left -= used
    closer.closing += used
    if used == 1:
        opener.begins += 1
        closer.ends += 1
