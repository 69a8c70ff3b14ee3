"""One line of a PDF page: its pieces put side by side, with what is raised, in italics or typed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sourcekeeper.patterns import regex
from sourcekeeper.reading.pdf.columns import Row
from sourcekeeper.reading.pdf.file import LinkArea
from sourcekeeper.reading.pdf.pieces import Piece

_SPACE_IN_EMS = 0.15
_FIRST_WORD = regex(r"([ivxlc]{1,6}|[a-z])(?=\s|$)\s*")
"""A word that a line begins with and that may be a label."""
_POWERS = {"2": "²", "3": "³"}
_UNIT = regex(r"(?<![^\W\d_])(?:[kcdhm]|da)?m$")
_SUM = regex(r"[£€$¥]\s?\d[\d.,]*m$")
"""Millions of a currency: ``£412m``."""
_LOOK_BACK = 16


@dataclass(slots=True)
class PdfLine:
    """A line of text, with where each character begins and what its spans are."""

    page: int
    text: str
    x0: float
    x1: float
    y: float
    size: float
    parts: Sequence[tuple[Piece, int]] = ()
    """Its pieces, with how many characters of each were left out; kept while the page is put together."""
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
    room: float = 0.0
    """From the beginning of the last letter of a first word that may be a label to that of the next word."""
    _starts: list[float] | None = None
    _put_in: Sequence[int] = ()

    @property
    def starts_raised(self) -> bool:
        """Whether the line begins with a raised figure: the label of a note."""
        return bool(self.raised) and self.raised[0][0] == 0

    @property
    def starts(self) -> list[float]:
        """Where each character begins; told while the page is put together."""
        if self._starts is None:
            starts: list[float] = []
            end = 0.0
            for piece, left_out in self.parts:
                if left_out < 0:  # a space was put in before it
                    starts.append(end)
                starts += piece.starts[max(left_out, 0) :]
                end = piece.x1
            self._starts = starts[: len(self.text) - len(self._put_in)]
            for at in self._put_in:
                self._starts.insert(at, self._starts[at])
        return self._starts

    def put_space(self, at: int) -> None:
        """Put a space before a character."""
        self.text = f"{self.text[:at]} {self.text[at:]}"
        self._put_in = [*self._put_in, at]
        self._starts = None

    def settle(self) -> None:
        """Let go of what only the page needed."""
        word = None if self.starts_raised else _FIRST_WORD.match(self.text)
        if word is not None:
            starts = self.starts
            self.room = (starts[word.end()] if word.end() < len(starts) else 0.0) - starts[word.end(1) - 1]
        self.parts, self._starts, self._put_in = (), None, ()


def line_of(page: int, row: Row) -> PdfLine | None:
    """Return the line a row of pieces makes; None where nothing is seen of it."""
    pieces = sorted(row.pieces, key=_left) if len(row.pieces) > 1 else row.pieces
    filled = [piece for piece in pieces if not piece.text.isspace()]
    if not filled:
        return None
    size = _usual_size(filled)
    line = PdfLine(page, "", filled[0].x0, filled[-1].x1, _baseline(filled, size), size)
    writing = _Writing(line)
    for piece in pieces:
        writing.add(piece)
    line.text, line.parts = "".join(writing.texts).rstrip(" "), writing.parts
    line.is_bold = all(piece.is_bold for piece in filled)
    if line.raised or line.italics or line.typed:
        _close_spans(line)
    return line


def _left(piece: Piece) -> float:
    return piece.x0


def _usual_size(pieces: Sequence[Piece]) -> float:
    """Return the size most of a line is set in; of equals the largest."""
    if len(pieces) == 1:
        return round(pieces[0].size, 1)
    sizes: dict[float, int] = {}
    for piece in pieces:
        size = round(piece.size, 1)
        sizes[size] = sizes.get(size, 0) + len(piece.text)
    return max(sizes, key=lambda one: (sizes[one], one)) if len(sizes) > 1 else size


class _Writing:
    """A line while it is written, piece by piece."""

    def __init__(self, line: PdfLine) -> None:
        self._line = line
        self.texts: list[str] = []
        self.parts: list[tuple[Piece, int]] = []
        self._length = 0
        self._ink = 0
        """Where the last character ended that is no white space."""
        self._before: Piece | None = None

    def add(self, piece: Piece) -> None:
        """Write a piece; a space is put in where there is a gap."""
        text, left_out, before = piece.text, 0, self._before
        is_blank = text.isspace()
        if before is None or self.texts[-1][-1] == " ":
            if before is None and is_blank:
                return
            text = text.lstrip(" ")
            left_out = len(piece.text) - len(text)
        elif piece.x0 - before.x1 > _SPACE_IN_EMS * min(before.size, piece.size) and text[0] != " ":
            self.texts.append(" ")
            self._length += 1
            left_out = -1
        self._before = piece
        self.parts.append((piece, left_out))
        if not text:
            return
        if not is_blank:
            text = self._marked(piece, text)
        self.texts.append(text)
        self._length += len(text)
        if not is_blank:
            self._ink = self._length - len(text) + len(text.rstrip())

    def _marked(self, piece: Piece, text: str) -> str:
        """Note the spans a piece makes: raised, in italics. Return its text, signs in it made what they mean."""
        line, rise = self._line, piece.y - self._line.y
        is_level = -0.3 * line.size <= rise <= 0.12 * line.size
        if is_level and not piece.is_italic and not piece.is_typed:
            return text
        bare = text.strip(" ")
        first = 0 if bare is text else len(text) - len(text.lstrip(" "))
        begin = self._length + first
        end = begin + len(bare)
        made = bare if is_level else self._shifted(piece, rise, bare, begin, text[:first])
        if piece.is_italic:
            self._extend(line.italics, begin, end, made)
        if piece.is_typed:
            self._extend(line.typed, begin, end, made)
        return text if made is bare else text.replace(bare, made, 1)

    def _shifted(self, piece: Piece, rise: float, bare: str, begin: int, before: str) -> str:
        """Note that a piece is raised. Return what a piece means that is raised or lowered: a power, a sign."""
        line = self._line
        if (rise > 0.12 * line.size and piece.size <= 0.9 * line.size) or rise > 0.22 * line.size:
            made = bare.replace("∗", "*")
            power = _POWERS.get(made)
            if power is not None and _is_unit(self._last(_LOOK_BACK - min(len(before), _LOOK_BACK)) + before):
                return power
            self._extend(line.raised, begin, begin + len(bare), made)
            return made
        return "„" if rise < -0.3 * line.size and bare == "”" else bare

    def _last(self, count: int) -> str:
        """Return the last characters that were written."""
        found = ""
        for text in reversed(self.texts):
            if len(found) >= count:
                break
            found = text + found
        return found[len(found) - count :] if len(found) > count else found

    def _extend(self, spans: list[tuple[int, int]], begin: int, end: int, text: str) -> None:
        """Add a span; one that touches the last, or is parted from it by a space only, makes it longer."""
        if spans and self._ink <= spans[-1][1] and (spans[-1][1] == begin or text[0].isalpha()):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((begin, end))


def _is_unit(written: str) -> bool:
    """Whether what was written ends in a unit of length, which a power may follow."""
    return _UNIT.search(written) is not None and _SUM.search(written) is None


def _baseline(pieces: Sequence[Piece], size: float) -> float:
    if len(pieces) == 1:
        return round(pieces[0].y, 1)
    heights: dict[float, int] = {}
    for piece in pieces:
        if abs(piece.size - size) <= 0.1:
            y = round(piece.y, 1)
            heights[y] = heights.get(y, 0) + len(piece.text)
    return max(heights, key=lambda y: (heights[y], -y))


def _close_spans(line: PdfLine) -> None:
    length = len(line.text)
    for spans in (line.raised, line.italics, line.typed):
        if spans and spans[-1][1] > length:
            spans[:] = [(begin, min(end, length)) for begin, end in spans if begin < length]
    if line.starts_raised:
        part_label(line, line.raised[0][1])


def part_label(line: PdfLine, end: int) -> None:
    """Put a space behind a label that is glued to its note."""
    if end >= len(line.text) or line.text[end] == " ":
        return
    line.put_space(end)
    for spans in (line.raised, line.italics, line.typed):
        spans[:] = [(begin + (begin >= end), stop + (stop > end)) for begin, stop in spans]
    line.links = [(begin + (begin >= end), stop + (stop > end), link) for begin, stop, link in line.links]
