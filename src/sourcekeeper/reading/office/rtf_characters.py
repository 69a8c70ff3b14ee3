r"""The three ways in which RTF writes characters: plain, ``\'hh`` in a code page, ``\uN`` with substitutes. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

from sourcekeeper.patterns import regex
from sourcekeeper.reading.office.rtf_scan import MULTI_BYTE, SINGLE_BYTE, pieces_of_run
from sourcekeeper.reading.office.story import Span, Spread

Emit = Callable[[str, Span | Spread], None]
"""Takes text and where it stands."""

_SIGN = regex(r"(\\u(\d+)[ ]?)(?:\\'..|.)|\\'(..)|[\r\n]+")
"""What stands for characters in a run that can be read at one stroke: a unit with its substitute, a byte."""


class Characters:
    """Puts bytes and halves of characters together before they are given on as text."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._bytes = bytearray()
        self._from = self._until = 0
        self._encoding = ""
        self._high: int | None = None
        self._substitutes = 0

    def run(self, run: str, start: int, encoding: str, substitutes: int) -> None:
        """Take a run: read at one stroke, and piece by piece only where it is asked where its characters stand.

        `substitutes`: how many characters stand for one written by its number, for those who do not know it.
        """
        has_units = "\\u" in run
        if (
            self._bytes
            or self._substitutes
            or (has_units and substitutes != 1)
            or encoding not in SINGLE_BYTE
            or not run.isascii()
        ):
            self.piecewise(run, start, encoding, substitutes)
            return
        if has_units:
            self._high = None
        self._emit(_read(run, encoding), partial(_spread, run, start))

    def piecewise(self, run: str, start: int, encoding: str, substitutes: int) -> None:
        """Take a run piece by piece."""
        for kind, text, number, begin, end in pieces_of_run(run, start):
            if number is not None:
                self.unicode(number, (begin, end), substitutes)
            elif kind == "text":
                self.text(text, begin, end, encoding)
            elif not self.is_substitute():
                self._add(bytes([int(text, 16)]), begin, end, encoding)

    def text(self, text: str, start: int, end: int, encoding: str) -> None:
        """Take plain text; what stands for the character before is dropped from its start."""
        if self._substitutes:
            dropped = min(self._substitutes, len(text))
            self._substitutes -= dropped
            text, start = text[dropped:], start + dropped
        if not text:
            return
        if not text.isascii() or (self._bytes and encoding in MULTI_BYTE):
            self._add(text.encode("latin-1", "replace"), start, end, encoding)
        else:
            self.flush()
            self._emit(text, (start, end))

    def unicode(self, number: int, where: Span, substitutes: int) -> None:
        r"""Take ``\uN``, behind which so many characters stand for those who do not know it."""
        self.flush()
        code = number + 0x10000 if number < 0 else number
        high, self._high = self._high, None
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            if high is not None:
                self._emit(chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00), where)
        elif 0 < code < 0x110000:
            self._emit(chr(code), where)
        self._substitutes = substitutes

    def is_substitute(self) -> bool:
        """Whether the token that comes only stands for the character before: it counts as one."""
        if not self._substitutes:
            return False
        self._substitutes -= 1
        return True

    def end_group(self) -> None:
        """A group begins or ends: substitutes do not reach beyond it."""
        self.flush()
        self._substitutes = 0

    def flush(self) -> None:
        """Give on the bytes gathered so far."""
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            self._emit(data.decode(self._encoding, "replace"), (self._from, self._until))

    def _add(self, data: bytes, start: int, end: int, encoding: str) -> None:
        if not self._bytes:
            self._from, self._encoding = start, encoding
        self._bytes += data
        self._until = end


@cache
def _characters_of(encoding: str) -> str:
    return bytes(range(256)).decode(encoding, "replace")


def _read(run: str, encoding: str) -> str:
    page = _characters_of(encoding)

    def character(sign: re.Match[str]) -> str:
        _, unit, byte = sign.groups()
        return chr(int(unit)) if unit else page[int(byte, 16)] if byte else ""

    return _SIGN.sub(character, run)


def _spread(run: str, start: int) -> list[tuple[int, Span]]:
    """Return the pieces of a run that was read at one stroke: how many characters stand where.

    They are those that `Characters.piecewise` gives on: bytes in a row are one piece.
    """
    spread: list[tuple[int, Span]] = []
    reached = 0
    bytes_from = -1
    """Where the bytes in a row begin of which the last piece is made; -1: it is made of none."""
    for sign in _SIGN.finditer(run):
        begin, end = sign.span()
        if begin > reached:
            spread.append((begin - reached, (start + reached, start + begin)))
            bytes_from = -1
        if sign[3]:
            count = spread.pop()[0] + 1 if bytes_from >= 0 else 1
            bytes_from = begin if bytes_from < 0 else bytes_from
            spread.append((count, (start + bytes_from, start + end)))
        elif sign[2]:
            spread.append((1, (start + begin, start + sign.end(1))))
            bytes_from = -1
        reached = end
    if reached < len(run):
        spread.append((len(run) - reached, (start + reached, start + len(run))))
    return spread
