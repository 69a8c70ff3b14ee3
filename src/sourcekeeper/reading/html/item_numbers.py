"""Number the items of a page: lists as a browser shows them, rows by the label in their first cell. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from sourcekeeper.patterns import regex
from sourcekeeper.reading.html.nodes import Nodes
from sourcekeeper.reading.numbering import written

_INTEGER = regex(r"-?\d{1,6}")
_STYLE = regex(r"list-style(?:-type)?\s*:[^;]*?\b(lower|upper)-(roman|alpha|latin)\b")
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_ROWS = frozenset({"tr", "li", "div", "aside", "article", "dl"})
"""What may hold a label and, beside it, the note."""
HIGHEST_ROW = 7
"""Elements round a text that are looked through for such a row."""
_NAMES = {"roman": "Roman", "alpha": "Letter", "latin": "Letter"}


@dataclass(slots=True)
class Counting:
    """How far an ordered list has counted, and how it writes what it counts (`numbering.written`)."""

    last: int
    style: str

    def next(self, value: str) -> str:
        """Return the number of the next item; `value` is what the item itself says."""
        self.last = int(value) if _INTEGER.fullmatch(value) else self.last + 1
        return written(self.last, self.style)


def counting_of(attributes: Mapping[str, str]) -> Counting:
    """Return how an ordered list counts, given its attributes.

    >>> counting_of({"start": "4", "type": "i"}).next("")
    'iv'
    """
    first = attributes.get("start", "1")
    style = _TYPES.get(attributes.get("type", ""), "decimal")
    declared = _STYLE.search(attributes.get("style", "").lower())
    if declared is not None:
        style = declared[1] + _NAMES[declared[2]]
    return Counting(int(first) - 1 if _INTEGER.fullmatch(first) else 0, style)


@dataclass(slots=True)
class Items:
    """The items of a page while it is read: where they begin, their numbers, how far they reach."""

    numbers: dict[int, str] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    labels_alone: set[int] = field(default_factory=set)
    """All three as in `Flow`."""
    _lists: list[Counting | None] = field(default_factory=list)
    _number: str | None = None
    """Of the item that has begun and has no text yet."""
    _label: tuple[int, str] | None = None
    """A block that is only a label, with its start."""
    is_waiting: bool = False
    """Whether the next block with text has a number or a label: asked before `start_block`, for blocks are many."""
    rows: dict[int, int] = field(default_factory=dict)
    """Elements that hold a label and its note, with where the note begins."""

    def start_list(self, attributes: Mapping[str, str] | None) -> None:
        """Begin a list; `attributes` are those of an ordered one."""
        self._lists.append(None if attributes is None else counting_of(attributes))

    def end_list(self) -> None:
        """End the innermost list."""
        self._lists.pop()

    def start_item(self, value: str) -> None:
        """Begin an item; `value` is the number it gives itself."""
        counting = self._lists[-1] if self._lists else None
        self._number = None if counting is None else counting.next(value)
        self.is_waiting = True

    def end_item(self, start: int, end: int, last_heading: int) -> None:
        """End an item; one that holds a heading is a part of the page, no item."""
        if start in self.numbers and last_heading < start:
            self.ends[start] = end

    def label_block(self, start: int, label: str) -> None:
        """Note that a block which just ended is only a label."""
        self._label = start, label
        self.is_waiting = True

    def start_block(self, block: int, node: int, nodes: Nodes) -> None:
        """Note that a block has its first text, within an element: to be called while something waits."""
        self.is_waiting = False
        if self._number is not None:
            self.numbers[block] = self._number
            self._number = None
        if self._label is not None:
            self._go_on_label(block, node, nodes)

    def pass_over(self) -> None:
        """Note that blocks follow of which none has a number or a label before it."""
        self.is_waiting, self._label = False, None

    def label_row(self, label: str, start: int, block: int, end: int) -> None:
        """Note a row that starts with a cell which is only a label, where the next begins, and where the row ends."""
        self.numbers.setdefault(block, label)
        self.labels_alone.add(start)
        self.ends[block] = end

    def _go_on_label(self, block: int, inner: int, nodes: Nodes) -> None:
        """A block begins after one that is only a label: when they stand in one row, this is the note."""
        assert self._label is not None
        (start, label), self._label = self._label, None
        for node in islice(nodes.around(inner), HIGHEST_ROW):
            tag = nodes.tag[node]
            if tag == "dd" or (tag in _ROWS and nodes.start[node] == start):
                self.numbers.setdefault(block, label)
                self.labels_alone.add(start)
                self.rows[node] = block
                return

    def end_row(self, node: int, end: int, last_heading: int) -> None:
        """End an element of `rows`."""
        self.end_item(self.rows.pop(node), end, last_heading)
