"""How text looks that a PDF shows, and where its characters stand: found once a setting. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sourcekeeper.reading.pdf.fonts import PdfFont
from sourcekeeper.reading.pdf.pieces import Matrix, leans, quarter_of

_SMALLEST, _LARGEST = 0.5, 1000.0
"""Sizes in points between which text is meant to be read."""
_GAP_IN_EMS = 0.16
"""A jump between two glyphs wider than this is a space: kerning stays below, the tightest spaces above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How text looks in one font, size and direction."""

    along: float
    """What one unit of text space is on the page, along the line."""
    across: tuple[float, float]
    """What one unit of text space is on the page, across the line."""
    size: float
    turn: int | None
    """Quarters of a turn; None where the text is askew, or of a size that nobody reads."""
    gap: float
    """A wider jump is a space."""
    is_italic: bool
    is_bold: bool
    is_typed: bool


def look_of(whole: Matrix, size: float, font: PdfFont) -> Look:
    """Return how a font looks in a size under a matrix."""
    along = math.hypot(whole[0], whole[1])
    height = abs(size * math.hypot(whole[2], whole[3]) * font.size_factor)
    is_readable = along and size >= 0 and _SMALLEST < height < _LARGEST
    return Look(
        along=along,
        across=(whole[2], whole[3]),
        size=height,
        turn=quarter_of(whole[0], whole[1]) if is_readable else None,
        gap=_GAP_IN_EMS * abs(size) * abs(font.size_factor),
        is_italic=font.is_italic or leans(whole),
        is_bold=font.is_bold,
        is_typed=font.is_typed,
    )


def places(
    font: PdfFont,
    parts: Sequence[Any],
    spacing: tuple[float, float, float, float],
    begin: float,
    x: float,
    along: float,
) -> list[float]:
    """Return where each character of a piece begins; a glyph of several letters is one place."""
    size, narrow, word_space, scale = spacing
    offset, starts = begin, []
    for part in parts:
        if not isinstance(part, bytes):
            offset += -part / 1000 * size * scale
            continue
        for letters, width, is_space in font.decode(part):
            starts += [x + offset * along] * len(letters)
            offset += (width * size + (narrow + word_space if is_space else narrow)) * scale
    return starts


def evenly(count: int, end: float, begin: float, x: float, along: float) -> list[float]:
    """Return where so many characters begin that are spread evenly."""
    return [x + (begin + (end - begin) * index / count) * along for index in range(count)]
