"""Which brackets of a Typst source belong together, strings, program text and comments left out. Pure; one pass."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\.|//(?<!:..)[^\n]*|/\*|```+|`|\"(?:[^\"\\\n]|\\.)*+\"|[\[\](){}]", re.DOTALL)
_ENDS = {"/*": "*/", "`": "`"}
_PARTNER = {"]": "[", ")": "(", "}": "{"}


def typst_pairs(source: str) -> dict[int, int]:
    r"""Return the partner of each opening bracket that has one.

    Square brackets hold text, in which a round one may stand alone; in round ones, which hold code, quotation marks
    hold strings.

    >>> typst_pairs('#a("(")[b (c] d)')
    {2: 6, 7: 12}
    """
    pairs: dict[int, int] = {}
    opened: list[int] = []
    square = position = 0
    without: set[str] = set()
    while (found := _TOKEN.search(source, position)) is not None:
        sign, start, position = found[0][0], found.start(), found.end()
        if sign == "`" or found[0] == "/*":
            position = _behind(source, position, _ENDS.get(found[0], found[0]), without)
        elif sign == '"' and not (opened and source[opened[-1]] in "({"):
            position = start + 1  # a quotation mark of the text
        elif sign in "[({":
            opened.append(start)
            square += sign == "["
        elif sign == "]" and square:
            while source[opened[-1]] != "[":
                opened.pop()
            square -= 1
            pairs[opened.pop()] = start
        elif sign in ")}" and opened and source[opened[-1]] == _PARTNER[sign]:
            pairs[opened.pop()] = start
    return pairs


def _behind(source: str, start: int, ending: str, without: set[str]) -> int:
    """Return where program text or a comment is over; what has no end is text, and not looked for twice."""
    end = -1 if ending in without else source.find(ending, start)
    if end < 0:
        without.add(ending)
        return start
    return end + len(ending)
