"""The elements of a page as columns, in document order: a page of 20 MB has millions of them. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from urllib.parse import unquote

from sourcekeeper.model import Place

_LONGEST_PATH = 200
_SHORT_PATH, _NEAR, _FEW = 200, 20, 3
"""Characters of a path, and steps below it, that are no longest path together; steps that are found anew each time."""
_MOST_WITHIN = 1000
"""Elements of a label that are gone through: headings may be nested in headings by the thousand."""


@dataclass(slots=True)
class Nodes:
    """The elements of the flow in document order, as columns: a page has millions."""

    tag: list[str] = field(default_factory=list)
    parent: array[int] = field(default_factory=lambda: array("q"))
    start: array[int] = field(default_factory=lambda: array("q"))
    end: array[int] = field(default_factory=lambda: array("q"))
    after: array[int] = field(default_factory=lambda: array("q"))
    """The first element that begins behind it."""
    hint: list[str] = field(default_factory=list)
    """Id, class and role of those that have any; those of one look share one string."""
    _nth: dict[int, int] = field(default_factory=dict)
    """Which of its parent's children of that tag an element is, from 1: counted for those whose path is asked for."""
    _paths: dict[int, str] = field(default_factory=dict)
    """The paths of those round them: a note has several places, and a list many notes."""

    def add(self, tag: str, hint: str, parent: int, start: int) -> int:
        """Note that an element starts, and return its number."""
        node = len(self.tag)
        self.tag.append(tag)
        self.hint.append(hint)
        self.parent.append(parent)
        self.start.append(start)
        self.end.append(start)
        self.after.append(node + 1)
        return node

    def add_leaves(self, tag: str, hint: str, parent: int, starts: Sequence[int]) -> None:
        """Note elements alike that stand side by side and hold only text; the last of `starts` is what follows them.

        A line break parts them.
        """
        first, count = len(self.tag), len(starts) - 1
        self.tag.extend([tag] * count)
        self.hint.extend([hint] * count)
        self.parent.extend([parent] * count)
        self.start.extend(starts[:-1])
        self.end.extend([start - 1 for start in starts[1:]])
        self.after.extend(range(first + 1, first + 1 + count))

    def add_rows(
        self, row: tuple[str, str], cell: tuple[str, str], parent: int, starts: array[int], width: int
    ) -> None:
        """Note rows alike that stand under one another, of `width` cells each, as `add_leaves` does single cells.

        `row`, `cell`: their tag and hint.
        """
        first, step, count = len(self.tag), width + 1, (len(starts) - 1) // width
        last = first + count * step
        self.tag.extend([row[0], *[cell[0]] * width] * count)
        self.hint.extend([row[1], *[cell[1]] * width] * count)
        self.parent.extend(_alternating(array("q", [parent]) * count, [array("q", range(first, last, step))] * width))
        self.start.extend(_alternating(starts[:-1:width], [starts[at:-1:width] for at in range(width)]))
        ends = array("q", [start - 1 for start in starts[1:]])
        self.end.extend(_alternating(starts[width::width], [ends[at::width] for at in range(width)]))
        after = array("q", range(first + 1, last + 1))
        after[::step] = array("q", range(first + step, last + step, step))
        self.after.extend(after)

    def around(self, node: int) -> Iterator[int]:
        """Yield an element and those it stands in, the innermost first."""
        while node >= 0:
            yield node
            node = self.parent[node]

    def path(self, node: int) -> str:
        """Return an element's path from the root, ``/html[1]/body[1]/p[3]``; for deep ones its end, after ``//``."""
        parent = self.parent[node]
        above = self._paths.get(parent)
        if above is None:
            above = self._paths[parent] = self._path_round(parent)
        return above + self._step(node)

    def _path_round(self, node: int) -> str:
        steps: list[str] = []
        above = node
        while above >= 0 and len(steps) < _LONGEST_PATH:
            if len(steps) < _NEAR and (known := self._paths.get(above)) is not None and len(known) < _SHORT_PATH:
                steps.append(known)
                break
            steps.append(self._step(above))
            above = self.parent[above]
        if len(steps) == _LONGEST_PATH:
            steps[-1] = "/"  # with the slash of the next step it says that the path is cut
        steps.reverse()
        if _FEW < len(steps) < _NEAR:
            # What stands beside it has all but its end in common with it.
            paths = accumulate(steps)
            self._paths.update(zip(reversed(list(islice(self.around(node), len(steps)))), paths, strict=True))
        return "".join(steps)

    def _step(self, node: int) -> str:
        if node not in self._nth:
            self._count_children(self.parent[node])
        return f"/{self.tag[node]}[{self._nth[node]}]"

    def _count_children(self, parent: int) -> None:
        counts: dict[str, int] = {}
        tags, after, nth = self.tag, self.after, self._nth
        child, end = parent + 1, after[parent] if parent >= 0 else len(tags)
        while child < end:
            tag = tags[child]
            nth[child] = counts[tag] = counts.get(tag, 0) + 1
            child = after[child]

    def locate(self, start: int, end: int) -> Place:
        """Return the place of a span of the flow: the path of the smallest element that holds it."""
        return Place(path=self.path_at(start, end))

    def path_at(self, start: int, end: int) -> str | None:
        """Return the path of the smallest element that holds a span of the flow; None when there is no element."""
        node = bisect_right(self.start, start) - 1  # the last element that starts at or before the span
        while node > 0 and self.end[node] < end:
            node = self.parent[node]
        return self.path(node) if node >= 0 else None

    def within(self, node: int) -> Iterator[int]:
        """Yield the elements inside an element, in order; of very many, the first."""
        above = {node}
        parent = self.parent
        for inner in range(node + 1, min(len(parent), node + _MOST_WITHIN)):
            if parent[inner] not in above:
                break
            above.add(inner)
            yield inner

    def children(self, node: int) -> Iterator[int]:
        """Yield the elements directly inside an element."""
        return (inner for inner in self.within(node) if self.parent[inner] == node)

    def all_children(self, node: int) -> Iterator[int]:
        """Yield the elements directly inside an element, however many there are, by leaps over what is in them."""
        child, end = node + 1, self.after[node] if node >= 0 else len(self.tag)
        while child < end:
            yield child
            child = self.after[child]

    def next_sibling(self, node: int) -> int | None:
        """Return the element after one, of the same parent; None when it is the last, or too far off."""
        parent = self.parent
        for other in range(node + 1, min(len(parent), node + _MOST_WITHIN)):
            if parent[other] == parent[node]:
                return other
            if parent[other] < parent[node]:
                return None
        return None


def _alternating(rows: array[int], cells: Sequence[array[int]]) -> array[int]:
    """Return a column of rows and their cells, in order: of each row its own value, then those of its cells."""
    step = len(cells) + 1
    column = array("q", bytes(rows.itemsize * len(rows) * step))
    column[::step] = rows
    for at, values in enumerate(cells, start=1):
        column[at::step] = values
    return column


@dataclass(slots=True)
class Names:
    """The names of elements, which links can point at."""

    first: dict[str, int] = field(default_factory=dict)
    """Each with the first element that bears it."""
    repeated: dict[str, list[int]] = field(default_factory=dict)
    """Those that several elements bear, in order: several texts on one page."""

    def add(self, name: str, node: int) -> None:
        """Note that an element bears a name, as the page writes it; elements come in order."""
        if "%" in name:
            name = unquote(name)
        first = self.first.setdefault(name, node)
        if first != node:
            several = self.repeated.setdefault(name, [first])
            if several[-1] < node:
                several.append(node)


def outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return those of some spans that stand in no other, in order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
