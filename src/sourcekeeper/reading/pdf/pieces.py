"""What a page of a PDF shows: pieces of text with their places, sizes and styles. Records and geometry; pure.

Coordinates are those of the page, in points, y upwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Piece:
    """Text shown in one go."""

    text: str
    x0: float
    x1: float
    y: float
    """The baseline."""
    size: float
    spread: Callable[[float, float, float], list[float]]
    """Tells where each character begins along the line, given `origin`: asked of few pieces."""
    origin: tuple[float, float, float]
    """Where it begins in text space, where text space begins on the page, and what its unit is there."""
    is_italic: bool = False
    is_bold: bool = False
    is_typed: bool = False
    turn: int = 0
    """Quarters of a turn, counter-clockwise; the coordinates are the page's, turned back by as much."""
    is_artifact: bool = False
    """Whether the file says that this is no part of the text: a running head, a page number."""
    _starts: list[float] | None = None

    @property
    def starts(self) -> list[float]:
        """Where each character begins along the line."""
        if self._starts is None:
            self._starts = self.spread(*self.origin)
        return self._starts

    def cut(self, first: int, last: int) -> None:
        """Keep the characters from one to another, the last not counted."""
        starts = self.starts
        self.x1 = starts[last] if last < len(starts) else self.x1
        self.text, self._starts = self.text[first:last], starts[first:last]
        self.x0 = self._starts[0] if first and self._starts else self.x1 if first else self.x0


@dataclass(slots=True)
class Shown:
    """What a page shows: its text, and the thin horizontal lines drawn on it (x0, x1, y)."""

    pieces: list[Piece] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does the first, then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """Return a point in the coordinates of text that runs in a turned direction."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def turned_box(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    """Return a rectangle in the coordinates of text that runs in a turned direction."""
    first, second = turned(box[0], box[1], turn), turned(box[2], box[3], turn)
    return (min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1]))


def quarter_of(along: float, across: float) -> int | None:
    """Return how many quarters of a turn a direction is; None when it is askew (a watermark)."""
    if abs(across) <= 0.05 * abs(along):
        return 0 if along > 0 else 2
    if abs(along) <= 0.05 * abs(across):
        return 1 if across > 0 else 3
    return None


def leans(matrix: Matrix) -> bool:
    """Whether the matrix slants upright letters: how italics are faked."""
    a, b, c, d = matrix[:4]
    across = math.hypot(c, d)
    length = math.hypot(a, b)
    return bool(across and length and 0.1 < (a * c + b * d) / (across * length) < 0.5)
