"""Find the columns of a page by the empty strips between them, and the order of reading they make. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol, TypeVar

from sourcekeeper.reading.pdf.pieces import Piece


class InColumn(Protocol):
    """What has a place on the page."""

    x0: float
    y: float
    column: int


Laid = TypeVar("Laid", bound=InColumn)


@dataclass(slots=True)
class Row:
    """Pieces on the way to a line."""

    pieces: list[Piece]
    y: float
    size: float
    x0: float
    x1: float

    def add(self, piece: Piece) -> None:
        """Put a piece in; the largest type tells the baseline."""
        if piece.size > self.size * 1.02 and not piece.text.isspace():
            self.y, self.size = piece.y, piece.size
        self.pieces.append(piece)
        self.x0, self.x1 = min(self.x0, piece.x0), max(self.x1, piece.x1)


def find_gutters(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Find the empty strips between columns of running text."""
    long = [row for row in rows if sum([len(piece.text) for piece in row.pieces]) >= 12]
    if len(long) < 12:
        return []
    left, right = min(row.x0 for row in long), max(row.x1 for row in long)
    width = int(right - left) + 2
    if not 100 < width < 20_000:
        return []
    steps = [0] * (width + 1)
    for row in long:
        steps[max(int(row.x0 - left), 0)] += 1
        steps[min(int(row.x1 - left) + 1, width)] -= 1
    covered = list(accumulate(steps))
    highest = max(covered)
    few = 0.12 * highest
    first, last = int(width * 0.15), int(width * 0.85)
    if min(covered[first:last]) > few:
        return []
    low = [index for index in range(first, last) if covered[index] <= few]
    gutters = []
    for first, last in _stretches(low):
        strip = (left + first, left + last)
        if last - first >= 5 and _parts_columns(long, strip):
            gutters.append(strip)
    return gutters


def _stretches(indexes: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for index in indexes:
        if found and index == found[-1][1]:
            found[-1] = found[-1][0], index + 1
        else:
            found.append((index, index + 1))
    return found


def _parts_columns(rows: Sequence[Row], strip: tuple[float, float]) -> bool:
    """Whether lines stand on both sides of a strip, at the same heights, and few go across."""
    before = [row for row in rows if row.x1 <= strip[0] + 1]
    after = [row for row in rows if row.x0 >= strip[1] - 1]
    if min(len(before), len(after)) < 5 or len(before) + len(after) < 0.6 * len(rows):
        return False
    beside = min(max(row.y for row in before), max(row.y for row in after)) - max(
        min(row.y for row in before), min(row.y for row in after)
    )
    return beside > 4 * before[0].size


def crosses(row: Row, strip: tuple[float, float]) -> bool:
    """Whether a row stands on both sides of a strip."""
    return row.x0 < strip[0] - 2 and row.x1 > strip[1] + 2


def column_of(x0: float, x1: float, gutters: Sequence[tuple[float, float]]) -> int:
    """Return the column a span lies in, -1 when it stands across a gutter or there is none."""
    if not gutters:
        return -1
    for index, (left, right) in enumerate(gutters):
        if x0 < left - 2 and x1 > right + 2:
            return -1
        if (x0 + x1) / 2 < (left + right) / 2:
            return index
    return len(gutters)


def in_reading_order(lines: Sequence[Laid], gutters: Sequence[tuple[float, float]]) -> list[Laid]:
    """Order lines from top to bottom; where there are columns, each down to the next line that crosses them."""
    ordered = sorted(lines, key=lambda line: (-line.y, line.x0))
    if not gutters:
        return ordered
    result: list[Laid] = []
    columns: list[list[Laid]] = [[] for _ in range(len(gutters) + 1)]
    for line in ordered:
        if line.column >= 0:
            columns[line.column].append(line)
            continue
        for column in columns:
            result += column
            column.clear()
        result.append(line)
    for column in columns:
        result += column
    return result
