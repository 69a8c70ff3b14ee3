r"""The three ways in which RTF writes characters: plain, ``\'hh`` in a code page, ``\uN`` with substitutes. Pure."""

from __future__ import annotations

from collections.abc import Callable

from sourcekeeper.reading.office.rtf_scan import MULTI_BYTE, Token

Emit = Callable[[str, int, int], None]
"""Takes text and where it stands."""


class Characters:
    """Puts bytes and halves of characters together before they are given on as text."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._bytes = bytearray()
        self._from = self._until = 0
        self._encoding = ""
        self._high: int | None = None
        self._substitutes = 0

    def text(self, token: Token, encoding: str) -> None:
        """Take plain text; what stands for the character before is dropped from its start."""
        text, start = token.text, token.start
        if self._substitutes:
            dropped = min(self._substitutes, len(text))
            self._substitutes -= dropped
            text, start = text[dropped:], start + dropped
        if not text:
            return
        if not text.isascii() or (self._bytes and encoding in MULTI_BYTE):
            self._add(text.encode("latin-1", "replace"), start, token.end, encoding)
        else:
            self.flush()
            self._emit(text, start, token.end)

    def byte(self, token: Token, encoding: str) -> None:
        r"""Take ``\'hh``."""
        if not self.is_substitute():
            self._add(bytes([int(token.text, 16)]), token.start, token.end, encoding)

    def unicode(self, number: int, token: Token, substitutes: int) -> None:
        r"""Take ``\uN``, behind which so many characters stand for those who do not know it."""
        self.flush()
        code = number + 0x10000 if number < 0 else number
        high, self._high = self._high, None
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            if high is not None:
                self._emit(chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00), token.start, token.end)
        elif 0 < code < 0x110000:
            self._emit(chr(code), token.start, token.end)
        self._substitutes = substitutes

    def is_substitute(self) -> bool:
        """Whether the token that comes only stands for the character before: it counts as one."""
        if not self._substitutes:
            return False
        self._substitutes -= 1
        return True

    def end_substitutes(self) -> None:
        """A group begins or ends: substitutes do not reach beyond it."""
        self._substitutes = 0

    def flush(self) -> None:
        """Give on the bytes gathered so far."""
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            self._emit(data.decode(self._encoding, "replace"), self._from, self._until)

    def _add(self, data: bytes, start: int, end: int, encoding: str) -> None:
        if not self._bytes:
            self._from, self._encoding = start, encoding
        self._bytes += data
        self._until = end
