"""Gather plain cells and rows before a page is parsed: one element for the parser instead of hundreds. Pure.

What makes large pages dense is tables of figures, and what takes time is one call an element. Cells that are alike,
stand side by side and hold plain text only are written as one, under a mark, and so are rows of such cells;
`FlowBuilder` takes them into the flow all at once, each as the element it is. The first of them keeps its tags, and
those do to the elements round them what those of all would: so the parser reads the rest of the page as it would have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from sourcekeeper.patterns import regex
from sourcekeeper.reading.html.breaks import BREAK
from sourcekeeper.reading.html.titles import Target

MARK = "_.._"
"""The attribute of an element that stands for several. No letters: parsers make them small."""
_END_OF_ROW = "\x01"
"""Stands for what parts two rows. No text that is gathered holds it."""
_CLASS = r"""(?: class="[\w -]{0,60}")?>"""
_PLAIN = r"""[^\s<>&"'\x00-\x1f\x7f-\x9f\ud800-\U0010ffff][^<>&"'\x00-\x1f\x7f-\x9f\ud800-\U0010ffff]{0,200}+</td>"""
"""Text that no parser changes, up to the end of the cell. What is all white space is none."""
_GAP = r"[ \n]{0,80}"
_CELLS = rf"d(?P<tag>{_CLASS}){_PLAIN}(?P<gap>{_GAP})<td(?P=tag){_PLAIN}(?:(?P=gap)<td(?P=tag){_PLAIN}){{1,200}}"
_ROWS = (
    rf"r(?P<row>{_CLASS})(?P<begin>{_GAP})<td(?P<cell>{_CLASS}){_PLAIN}"
    rf"(?P<beside>{_GAP})<td(?P=cell){_PLAIN}(?:(?P=beside)<td(?P=cell){_PLAIN}){{0,200}}+(?P<end>{_GAP})</tr>"
    rf"(?:(?P<below>{_GAP})<tr(?P=row)(?P=begin)<td(?P=cell){_PLAIN}"
    rf"(?:(?P=beside)<td(?P=cell){_PLAIN}){{1,200}}+(?P=end)</tr>)"
    rf"(?:(?P=below)<tr(?P=row)(?P=begin)<td(?P=cell){_PLAIN}"
    rf"(?:(?P=beside)<td(?P=cell){_PLAIN}){{1,200}}+(?P=end)</tr>){{0,500}}+"
)
_RUN = regex(rf"<t(?:{_ROWS}|{_CELLS})")
_RAW_TEXT = regex(r"<(?:(title|xmp|noembed|noframes)\b[^<]*+<(?!/\1)|plaintext)", re.IGNORECASE)
"""Elements in which tags are shown as they are written. It begins with one sign, which the engine leaps to."""
_EVENT = regex(r"<(/?)(t[dr])(?: class=\"([^\"]*)\")?>|([^<]+)")
_CELL_ENDS = "</td>"


@dataclass(frozen=True, slots=True)
class Run:
    """Mark-up that one element stands for: cells side by side, or rows under one another."""

    markup: str
    first: str
    """What stands before the text of the first cell."""
    between: str
    """What parts two cells of a row."""
    last: str
    """What stands behind the text of the last cell."""
    cell: Mapping[str, str]
    """The attributes of each cell."""
    row: Mapping[str, str] = field(default_factory=dict)
    """Those of each row."""
    below: str = ""
    """What parts the last cell of a row from the first of the next; empty for cells of one row."""

    @property
    def is_of_rows(self) -> bool:
        """Whether it is rows."""
        return bool(self.below)

    @property
    def shown(self) -> str:
        """What stands there without its tags."""
        return "".join(text for *_, text in _EVENT.findall(self.markup))

    def texts(self) -> list[str]:
        """Return the texts of cells side by side."""
        return self._inner().split(self.between)

    def rows(self) -> list[tuple[int, list[str]]]:
        """Return the texts of rows that have equally many cells, row after row, with the number of cells in each."""
        rows = self._inner().replace(self.below, _END_OF_ROW).replace(self.between, BREAK).split(_END_OF_ROW)
        alike = groupby(rows, lambda row: row.count(BREAK) + 1)
        return [(width, BREAK.join(group).split(BREAK)) for width, group in alike]

    def feed(self, target: Target) -> None:
        """Hand all of it on, event by event."""
        for ends, tag, classes, text in _EVENT.findall(self.markup):
            if text:
                target.data(text)
            elif ends:
                target.end(tag)
            else:
                target.start(tag, {"class": classes} if classes else {})

    def _inner(self) -> str:
        return self.markup[len(self.first) : -len(self.last)]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A page whose rows are gathered."""

    text: str
    runs: dict[str, Run] = field(default_factory=dict)
    """What stood there, by value of the mark."""

    def take(self, attributes: Mapping[str, str]) -> Run | None:
        """Return what an element stands for, given its attributes; once only."""
        return self.runs.pop(attributes[MARK], None)


def gathered(page: str) -> Gathered:
    """Gather the cells and rows of a page; none where the mark could be taken for the page's own."""
    if MARK in page or _RAW_TEXT.search(page):
        return Gathered(page)
    runs: dict[str, Run] = {}

    def put(found: re.Match[str]) -> str:
        tag, number = found["row"] or found["tag"], f"{len(runs)}"
        name, runs[number] = ("tr", _rows(found)) if found["row"] else ("td", _cells(found))
        return f"<{name}{tag[:-1]} {MARK}={number}></{name}>"

    return Gathered(_RUN.sub(put, page), runs)


def _cells(found: re.Match[str]) -> Run:
    tag, gap = found.group("tag", "gap")
    first = f"<td{tag}"
    return Run(found[0], first, f"{_CELL_ENDS}{gap}{first}", _CELL_ENDS, _attributes(tag))


def _rows(found: re.Match[str]) -> Run:
    row, begin, cell, beside, end, below = found.group("row", "begin", "cell", "beside", "end", "below")
    first, last = f"<tr{row}{begin}<td{cell}", f"{_CELL_ENDS}{end}</tr>"
    between = f"{_CELL_ENDS}{beside}<td{cell}"
    return Run(found[0], first, between, last, _attributes(cell), _attributes(row), f"{last}{below}{first}")


def _attributes(tag: str) -> Mapping[str, str]:
    """Return the attributes of a tag whose name was cut off: `` class="n">``."""
    return {"class": tag[len(' class="') : -len('">')]} if len(tag) > 1 else {}
