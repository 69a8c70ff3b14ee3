"""The lines of a source text whose mark-up goes by lines, and the brackets that belong together. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_BLANKS = " \t\v\f\u00a0\ufeff"


class SourceLine(NamedTuple):
    """One line: where its text starts and ends, and how far it is indented."""

    start: int
    end: int
    indent: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.start >= self.end


def source_lines(source: str) -> list[SourceLine]:
    """Cut a source into lines, their indents and trailing white space taken off."""
    lines = []
    position = 0
    for raw in source.split("\n"):
        stripped = raw.strip(_BLANKS)
        indent = len(raw) - len(raw.lstrip(_BLANKS))
        lines.append(SourceLine(position + indent, position + indent + len(stripped), indent))
        position += len(raw) + 1
    return lines


def body_end(lines: Sequence[SourceLine], index: int) -> int:
    """Return the index behind the last line that is indented under a line (or belongs to it by being blank)."""
    end = after = index + 1
    while after < len(lines) and (lines[after].is_blank or lines[after].indent > lines[index].indent):
        after += 1
        if not lines[after - 1].is_blank:
            end = after
    return end


_IS_PLAIN = re.compile(r"[\s(,;«“„'\"]")
"""Before a bracket that is no macro's."""
_BRACKET = re.compile(r"\\[\[\]]|\[|\]|\n[ \t]*(?=\n)")


def paired_brackets(source: str) -> dict[int, int]:
    r"""Return the partner of each opening square bracket; pairs lie within a paragraph.

    Escaped brackets are none, but that one may close what opened unescaped: ``footnote:[so [sic\\] it says]``.

    >>> paired_brackets("[a [b] [c")
    {3: 5}
    """
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACKET.finditer(source):
        sign = found[0]
        if sign == "[":
            opened.append(found.start())
        elif sign == "]" or (sign == "\\]" and opened and _IS_PLAIN.match(source, opened[-1] - 1)):
            if opened:
                pairs[opened.pop()] = found.start()
        elif sign[0] == "\n":
            opened.clear()
    return pairs
