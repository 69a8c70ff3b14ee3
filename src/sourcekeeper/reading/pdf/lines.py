"""Put the pieces of a page together to lines, in reading order. Pure.

Pieces come in the order they are painted, which within a line is nearly always that of reading; what was painted
later (a link, a raised figure) is put in by its place. Columns are found by the strip between them that hardly any
line crosses.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sourcekeeper.patterns import regex
from sourcekeeper.reading.pdf.columns import Row, column_of, crosses, find_gutters, in_reading_order
from sourcekeeper.reading.pdf.file import LinkArea, Rectangle
from sourcekeeper.reading.pdf.pieces import Piece, turned_box

_SPACE_IN_EMS = 0.15
_WIDEST_GAP_IN_EMS = 4.0
"""Pieces of one baseline further apart than this are two lines: cells of a table, the two ends of a running head."""
_MOST_LINES = 4000
_LONGEST_LABEL = 6

_MARK = regex(r"\d{1,3}|[*†‡§¶]{1,4}|[a-z]|[ivxlc]{2,5}")
"""What calls a note, or labels one."""
_POWERS = {"2": "²", "3": "³"}
_UNIT = regex(r"(?<![^\W\d_])[kcdm]?m$")
_COMBINING = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "¨": "\u0308", "˜": "\u0303", "¸": "\u0327", "ˇ": "\u030c",
              "˘": "\u0306", "˚": "\u030a", "¯": "\u0304", "˙": "\u0307", "˝": "\u030b"}  # fmt: skip


@dataclass(slots=True)
class PdfLine:
    """A line of text, with where each character begins and what its spans are."""

    page: int
    text: str
    x0: float
    x1: float
    y: float
    size: float
    starts: MutableSequence[float]
    raised: list[tuple[int, int]] = field(default_factory=list)
    italics: list[tuple[int, int]] = field(default_factory=list)
    typed: list[tuple[int, int]] = field(default_factory=list)
    """In typewriter letters: addresses, very often."""
    links: list[tuple[int, int, LinkArea]] = field(default_factory=list)
    is_bold: bool = False
    column: int = -1
    """-1: it stands across all columns, or the page has one."""
    number: int = 0
    """From 1, on its page, in reading order."""

    @property
    def starts_raised(self) -> bool:
        """Whether the line begins with a raised figure: the label of a note."""
        return bool(self.raised) and self.raised[0][0] == 0


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
    lines = [line for row in rows if (line := _line(number, row)) is not None]
    areas = [(turned_box(link.box, turn), link) for link in links]
    for line in lines:
        line.column = column_of(line.x0, line.x1, gutters)
    _put_links(lines, areas)
    for line in lines:
        raise_jumps(line)
    ordered = in_reading_order(lines, gutters)
    for position, line in enumerate(ordered, start=1):
        line.number = position
        line.starts = array("f", line.starts)  # kept for a whole document: an eighth of the memory
    return ordered, turn, gutters


def _main_turn(pieces: Sequence[Piece]) -> int:
    counts: Counter[int] = Counter()
    for piece in pieces:
        counts[piece.turn] += len(piece.text)
    return max(counts, key=lambda turn: (counts[turn], -turn), default=0)


def _is_within(piece: Piece, box: Rectangle) -> bool:
    middle = (piece.x0 + piece.x1) / 2
    return box[0] - 2 <= middle <= box[2] + 2 and box[1] - 2 <= piece.y + piece.size * 0.3 <= box[3] + 2


def _without_doubles(pieces: Sequence[Piece]) -> list[Piece]:
    """Drop text painted again where it stands already: bold by printing twice, shadows."""
    seen: set[tuple[str, int, int]] = set()
    texts: set[str] = set()
    kept = []
    for piece in pieces:
        x, y = round(piece.x0), round(piece.y)
        near = piece.text in texts and any(
            (piece.text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)
        )
        if not near or not piece.text.strip():
            kept.append(piece)
        seen.add((piece.text, x, y))
        texts.add(piece.text)
    return kept


def _with_accents(pieces: list[Piece]) -> list[Piece]:
    """Set accents that were painted over a letter on that letter: old TeX fonts have no others."""
    for accent, letter in pairwise(pieces):
        if accent.x1 <= letter.x0 or abs(accent.y - letter.y) > letter.size or accent.x0 < letter.x0 - letter.size:
            continue
        if accent.text[-1:] in _COMBINING and letter.text[:1].isalpha():
            letter.text = _accented(letter.text[0], accent.text[-1]) + letter.text[1:]
            accent.text, accent.x1 = accent.text[:-1], accent.starts[-1]
            accent.starts = accent.starts[:-1]
        elif letter.text[:1] in _COMBINING and accent.text[-1:].isalpha() and letter.x0 < accent.x1 - 0.2:
            accent.text = accent.text[:-1] + _accented(accent.text[-1], letter.text[0])
            letter.text, letter.starts = letter.text[1:], letter.starts[1:]
            letter.x0 = letter.starts[0] if letter.starts else letter.x1
    return [piece for piece in pieces if piece.text]


def _accented(letter: str, accent: str) -> str:
    plain = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    composed = unicodedata.normalize("NFC", plain + _COMBINING[accent])
    return composed if len(composed) == 1 else letter


# --- rows -----------------------------------------------------------------------------------------------------------


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    rows: list[Row] = []
    for piece in pieces:
        if rows and _goes_on(rows[-1], piece):
            rows[-1].add(piece)
        else:
            rows.append(Row([piece], piece.y, piece.size, piece.x0, piece.x1))
    return rows


def _goes_on(row: Row, piece: Piece) -> bool:
    last = row.pieces[-1]
    size = max(row.size, piece.size)
    gap = piece.x0 - last.x1
    if gap < -0.4 * size:
        return False
    if abs(piece.y - row.y) <= 0.12 * size:
        return gap <= 1.5 * size
    if len(piece.text) <= 2 and not piece.text.isalnum() and gap <= _WIDEST_GAP_IN_EMS * size:
        return abs(piece.y - row.y) <= 0.75 * size  # a quotation mark made of a lowered one
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


# --- one line -------------------------------------------------------------------------------------------------------


def _line(page: int, row: Row) -> PdfLine | None:
    pieces = sorted(row.pieces, key=lambda piece: piece.x0)
    filled = [piece for piece in pieces if piece.text.strip()]
    if not filled:
        return None
    sizes: Counter[float] = Counter()
    for piece in filled:
        sizes[round(piece.size, 1)] += len(piece.text)
    size = max(sizes, key=lambda one: (sizes[one], one))
    base = _baseline(filled, size)
    text: list[str] = []
    starts: list[float] = []
    line = PdfLine(page, "", filled[0].x0, filled[-1].x1, base, size, starts)
    previous: Piece | None = None
    for piece in pieces:
        if not piece.text.strip() and not text:
            continue
        added = _joined_to(previous, piece, text, starts)
        begin = len(text)
        text += added
        starts += piece.starts[len(piece.text) - len(added) :]
        if piece.text.strip():
            _mark(line, piece, begin, len(text), base, size, text)
        previous = piece
    while text and text[-1] == " ":
        text.pop()
        starts.pop()
    line.text = "".join(text)
    line.is_bold = all(piece.is_bold for piece in filled)
    _close_spans(line)
    return line


def _baseline(pieces: Sequence[Piece], size: float) -> float:
    heights: Counter[float] = Counter()
    for piece in pieces:
        if abs(piece.size - size) <= 0.1:
            heights[round(piece.y, 1)] += len(piece.text)
    return max(heights, key=lambda y: (heights[y], -y))


def _joined_to(previous: Piece | None, piece: Piece, text: list[str], starts: list[float]) -> str:
    """Return what a piece adds to the line; a space is put in where there is a gap."""
    added = piece.text
    if previous is None or not text:
        return added.lstrip(" ")
    gap = piece.x0 - previous.x1
    if text[-1] == " ":
        return added.lstrip(" ")
    if gap > _SPACE_IN_EMS * min(previous.size, piece.size) and not added.startswith(" "):
        text.append(" ")
        starts.append(previous.x1)
    return added


def _mark(line: PdfLine, piece: Piece, begin: int, end: int, base: float, size: float, text: list[str]) -> None:
    """Note the spans a piece makes: raised, in italics."""
    while begin < end and text[begin] == " ":
        begin += 1
    while end > begin and text[end - 1] == " ":
        end -= 1
    if begin == end:
        return
    rise = piece.y - base
    if (rise > 0.12 * size and piece.size <= 0.9 * size) or rise > 0.22 * size:
        for index in range(begin, end):
            text[index] = "*" if text[index] == "∗" else text[index]
        power = _POWERS.get("".join(text[begin:end]))
        if power is not None and _UNIT.search("".join(text[max(0, begin - 6) : begin])):
            text[begin] = power
        else:
            _extend(line.raised, begin, end, text)
    if piece.is_italic:
        _extend(line.italics, begin, end, text)
    if piece.is_typed:
        _extend(line.typed, begin, end, text)
    if base - piece.y > 0.3 * size and "".join(text[begin:end]) == "”":
        text[begin] = "„"


def _extend(spans: list[tuple[int, int]], begin: int, end: int, text: list[str]) -> None:
    """Add a span; one that touches the last, or is parted from it by a space only, makes it longer."""
    if (
        spans
        and "".join(text[spans[-1][1] : begin]).strip() == ""
        and (spans[-1][1] == begin or text[begin].isalpha())
    ):
        spans[-1] = spans[-1][0], end
    else:
        spans.append((begin, end))


def _close_spans(line: PdfLine) -> None:
    length = len(line.text)
    line.raised = [(begin, min(end, length)) for begin, end in line.raised if begin < length]
    line.italics = [(begin, min(end, length)) for begin, end in line.italics if begin < length]
    line.typed = [(begin, min(end, length)) for begin, end in line.typed if begin < length]
    if line.starts_raised:
        _part_label(line, line.raised[0][1])


def _part_label(line: PdfLine, end: int) -> None:
    """Put a space behind a label that is glued to its note."""
    if end >= len(line.text) or line.text[end] == " ":
        return
    line.text = line.text[:end] + " " + line.text[end:]
    line.starts.insert(end, line.starts[end])
    for spans in (line.raised, line.italics, line.typed):
        spans[:] = [(begin + (begin >= end), stop + (stop > end)) for begin, stop in spans]
    line.links = [(begin + (begin >= end), stop + (stop > end), link) for begin, stop, link in line.links]


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
        _part_label(line, line.raised[0][1])


def _start(line: PdfLine, index: int) -> float:
    return line.starts[index] if index < len(line.starts) else line.x1
