"""Put the pieces of a page together to lines, in reading order. Pure.

Pieces come in the order they are painted, which within a line is nearly always that of reading; what was painted
later (a link, a raised figure) is put in by its place. Columns are found by the strip between them that hardly any
line crosses.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from sourcekeeper.patterns import regex
from sourcekeeper.reading.pdf.columns import Row, column_of, crosses, find_gutters, in_reading_order
from sourcekeeper.reading.pdf.file import LinkArea, Rectangle
from sourcekeeper.reading.pdf.line import PdfLine, line_of, part_label
from sourcekeeper.reading.pdf.pieces import Piece, turned_box

_WIDEST_GAP_IN_EMS = 4.0
"""Pieces of one baseline further apart than this are two lines: cells of a table, the two ends of a running head."""
_MOST_LINES = 4000
_LONGEST_LABEL = 6

_MARK = regex(r"\d{1,3}|[*†‡§¶]{1,4}|[a-z]|[ivxlc]{2,5}")
"""What calls a note, or labels one."""
_COMBINING = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "¨": "\u0308", "˜": "\u0303", "¸": "\u0327", "ˇ": "\u030c",
              "˘": "\u0306", "˚": "\u030a", "¯": "\u0304", "˙": "\u0307", "˝": "\u030b"}  # fmt: skip


_ACCENT = regex(rf"(?m)^[{''.join(_COMBINING)}]|[{''.join(_COMBINING)}]$")
"""An accent at the edge of a piece."""


def lines_of_page(
    number: int,
    pieces: Sequence[Piece],
    links: Sequence[LinkArea],
    box: Rectangle,
    gutters_before: Sequence[tuple[float, float]] = (),
) -> tuple[list[PdfLine], int, list[tuple[float, float]]]:
    """Return the lines of a page in reading order, the quarter turn most of its text is painted in, and its gutters.

    `gutters_before`: those of the page before. A page with few lines keeps its columns where nothing crosses them.
    Text in any other direction (a stamp along the margin, a watermark) and text outside the page is left out.
    """
    turn = _main_turn(pieces)
    shown = turned_box(box, turn)
    kept = _without_doubles([piece for piece in pieces if piece.turn == turn and _is_within(piece, shown)])
    kept = _with_accents(kept)
    rows = _rows(kept)
    gutters = find_gutters(rows) or [strip for strip in gutters_before if not any(crosses(row, strip) for row in rows)]
    rows = _merged(rows, gutters)[:_MOST_LINES]
    lines = [line for row in rows if (line := line_of(number, row)) is not None]
    areas = [(turned_box(link.box, turn), link) for link in links]
    for line in lines:
        line.column = column_of(line.x0, line.x1, gutters)
    _put_links(lines, areas)
    for line in lines:
        raise_jumps(line)
    ordered = in_reading_order(lines, gutters)
    for position, line in enumerate(ordered, start=1):
        line.number = position
        line.settle()
    return ordered, turn, gutters


def _main_turn(pieces: Sequence[Piece]) -> int:
    counts: dict[int, int] = {}
    for piece in pieces:
        counts[piece.turn] = counts.get(piece.turn, 0) + len(piece.text)
    return max(counts, key=lambda turn: (counts[turn], -turn), default=0)


def _is_within(piece: Piece, box: Rectangle) -> bool:
    middle = (piece.x0 + piece.x1) / 2
    return box[0] - 2 <= middle <= box[2] + 2 and box[1] - 2 <= piece.y + piece.size * 0.3 <= box[3] + 2


def _without_doubles(pieces: Sequence[Piece]) -> list[Piece]:
    """Drop text painted again where it stands already: bold by printing twice, shadows."""
    seen: dict[str, Piece | set[tuple[int, int]]] = {}
    kept = []
    for piece in pieces:
        before = seen.setdefault(piece.text, piece)
        if before is piece:  # the first of its text, as most are
            kept.append(piece)
            continue
        if isinstance(before, Piece):
            before = seen[piece.text] = {(round(before.x0), round(before.y))}
        x, y = round(piece.x0), round(piece.y)
        if piece.text.isspace() or before.isdisjoint([(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]):
            kept.append(piece)
        before.add((x, y))
    return kept


def _with_accents(pieces: list[Piece]) -> list[Piece]:
    """Set accents that were painted over a letter on that letter: old TeX fonts have no others."""
    if _ACCENT.search("\n".join([piece.text for piece in pieces])) is None:
        return pieces
    for accent, letter in pairwise(pieces):
        if accent.x1 <= letter.x0 or abs(accent.y - letter.y) > letter.size or accent.x0 < letter.x0 - letter.size:
            continue
        if accent.text[-1:] in _COMBINING and letter.text[:1].isalpha():
            letter.text = _accented(letter.text[0], accent.text[-1]) + letter.text[1:]
            accent.cut(0, len(accent.text) - 1)
        elif letter.text[:1] in _COMBINING and accent.text[-1:].isalpha() and letter.x0 < accent.x1 - 0.2:
            accent.text = accent.text[:-1] + _accented(accent.text[-1], letter.text[0])
            letter.cut(1, len(letter.text))
    return [piece for piece in pieces if piece.text]


def _accented(letter: str, accent: str) -> str:
    plain = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    composed = unicodedata.normalize("NFC", plain + _COMBINING[accent])
    return composed if len(composed) == 1 else letter


# --- rows -----------------------------------------------------------------------------------------------------------


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    rows: list[Row] = []
    row: Row | None = None
    for piece in pieces:
        if row is not None and _goes_on(row, piece):
            row.add(piece)
        else:
            row = Row([piece], piece.y, piece.size, piece.x0, piece.x1)
            rows.append(row)
    return rows


def _goes_on(row: Row, piece: Piece) -> bool:
    size = row.size if row.size > piece.size else piece.size
    gap = piece.x0 - row.pieces[-1].x1
    if gap < -0.4 * size:
        return False
    step = abs(piece.y - row.y)
    if step <= 0.12 * size:
        return gap <= 1.5 * size
    if len(piece.text) <= 2 and not piece.text.isalnum() and gap <= _WIDEST_GAP_IN_EMS * size:
        return step <= 0.75 * size  # a quotation mark made of a lowered one
    return gap <= 0.8 * size and _is_shifted(row.y, row.size, piece.y, piece.size)


def _is_shifted(y: float, size: float, other_y: float, other_size: float) -> bool:
    """Whether two pieces may stand in one line though their baselines differ: raised or lowered, and smaller."""
    large, small = max(size, other_size), min(size, other_size)
    if small > 0.96 * large:
        return abs(y - other_y) <= 0.45 * large
    up = (other_y - y) if other_size < size else (y - other_y)
    return -0.35 * large <= up <= 0.75 * large


def _merged(rows: list[Row], gutters: Sequence[tuple[float, float]]) -> list[Row]:
    """Join rows of one baseline that were painted apart, never across a gutter."""
    ordered = sorted(rows, key=lambda row: (-row.y, row.x0))
    merged: list[Row] = []
    for row in ordered:
        joined = False
        for other in reversed(merged[-12:]):
            if other.y - row.y > max(other.size, row.size):
                break
            if _belongs(other, row, gutters):
                for piece in row.pieces:
                    other.add(piece)
                joined = True
                break
        if not joined:
            merged.append(row)
    return merged


def _belongs(row: Row, other: Row, gutters: Sequence[tuple[float, float]]) -> bool:
    size = max(row.size, other.size)
    overlap = min(row.x1, other.x1) - max(row.x0, other.x0)
    same = abs(row.y - other.y) <= 0.12 * size
    if not same and not (
        min(row.size, other.size) <= 0.96 * size and _is_shifted(row.y, row.size, other.y, other.size)
    ):
        return False
    if overlap > 0.4 * size and not _fits_in_a_gap(row, other):
        return False
    if -overlap > (_WIDEST_GAP_IN_EMS if same or _is_label_of(row, other) else 0.8) * size:
        return False
    return column_of(row.x0, row.x1, gutters) == column_of(other.x0, other.x1, gutters)


def _is_label_of(row: Row, other: Row) -> bool:
    """Whether one row is the raised label of a note, which keeps a distance from it."""
    label, note = (row, other) if row.size < other.size else (other, row)
    length = sum(len(piece.text.strip()) for piece in label.pieces)
    return length <= _LONGEST_LABEL and label.x1 <= note.x0 and label.y > note.y


def _fits_in_a_gap(row: Row, other: Row) -> bool:
    """Whether one row lies in a hole of the other: a link or a raised figure painted later."""
    wide, narrow = (row, other) if row.x1 - row.x0 >= other.x1 - other.x0 else (other, row)
    slack = 0.2 * narrow.size
    return not any(
        min(piece.x1, narrow.x1) - max(piece.x0, narrow.x0) > slack and piece.text.strip() for piece in wide.pieces
    )


# --- links ----------------------------------------------------------------------------------------------------------


def _put_links(lines: Sequence[PdfLine], areas: Sequence[tuple[Rectangle, LinkArea]]) -> None:
    """Tell each line which of its characters lie in the rectangle of a link."""
    by_height = sorted(lines, key=lambda line: line.y)
    heights = [line.y for line in by_height]
    for (left, bottom, right, top), link in areas:
        if top - bottom > 2000:
            continue
        first = bisect_left(heights, bottom - 10)
        for line in by_height[first : first + 400]:
            middle = line.y + 0.3 * line.size
            if line.y > top + 10:
                break
            if not bottom - 0.5 <= middle <= top + 0.5 or line.x1 < left or line.x0 > right:
                continue
            begin, end = bisect_left(line.starts, left - 0.5), bisect_left(line.starts, right - 0.5)
            if begin > 0 and (line.starts[begin - 1] + _start(line, begin)) / 2 > left:
                begin -= 1
            if end > begin and (line.starts[end - 1] + _start(line, end)) / 2 > right:
                end -= 1
            while begin < end and line.text[begin] == " ":
                begin += 1
            while end > begin and line.text[end - 1] == " ":
                end -= 1
            if begin < end:
                line.links.append((begin, end, link))
    for line in lines:
        line.links.sort(key=lambda found: found[:2])


def raise_jumps(line: PdfLine) -> None:
    """Take links to a place in the document for raised figures, where they are glued to a word or begin a line.

    Fonts may have small figures of their own: these stand on the line, in its size, and only the link tells them.
    """
    for begin, end, link in list(line.links):
        if link.target is None or not _MARK.fullmatch(line.text, begin, end):
            continue
        before, after = line.text[begin - 1 : begin].strip(), line.text[end : end + 1]
        is_label = begin == 0 and after.strip() and after not in ".:)]"
        if (before and before not in "([") or is_label:
            spans = [span for span in line.raised if span[1] <= begin or span[0] >= end]
            line.raised = sorted([*spans, (begin, end)])
    if line.starts_raised:
        part_label(line, line.raised[0][1])


def _start(line: PdfLine, index: int) -> float:
    return line.starts[index] if index < len(line.starts) else line.x1
