"""Read the character maps of PDF fonts (ToUnicode): which code stands for which text. Pure.

ISO 32000-1, 9.10.3; Adobe Technical Note 5411. Broken lines are passed over; sizes are bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sourcekeeper.patterns import regex

_SECTION = regex(rb"begin(codespacerange|bfchar|bfrange)(.*?)end(?:codespacerange|bfchar|bfrange)", re.DOTALL)
_TOKEN = regex(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_MOST_ENTRIES = 70_000
_LONGEST_TEXT = 512
"""Hexadecimal digits of what one code may stand for."""


@dataclass(frozen=True, slots=True)
class CharacterMap:
    """Codes to text, and how many bytes a code has (None: the map does not say)."""

    texts: dict[int, str] = field(default_factory=dict)
    code_bytes: int | None = None


def read_cmap(data: bytes) -> CharacterMap:
    r"""Read a character map.

    >>> read_cmap(b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <00660069> endbfchar")
    CharacterMap(texts={65: 'fi'}, code_bytes=1)
    """
    texts: dict[int, str] = {}
    code_bytes: int | None = None
    for section in _SECTION.finditer(data):
        kind = section[1]
        tokens = [match.group(1) if match.group(1) is not None else match.group() for match in _tokens(section[2])]
        if kind == b"codespacerange":
            lengths = [(len(token) + 1) // 2 for token in tokens[1::2] if token[:1] not in b"[]"]
            code_bytes = max([*lengths, code_bytes or 0]) or None
        elif kind == b"bfchar":
            for code, target in zip(tokens[::2], tokens[1::2], strict=False):
                _put(texts, code, _text_of(target))
        else:
            _ranges(texts, tokens)
        if len(texts) > _MOST_ENTRIES:
            break
    return CharacterMap(texts, code_bytes)


def _tokens(section: bytes) -> list[re.Match[bytes]]:
    return list(_TOKEN.finditer(section))


def _put(texts: dict[int, str], code: bytes, text: str) -> None:
    number = _number(code)
    if number is not None and len(texts) <= _MOST_ENTRIES:
        texts[number] = text


def _ranges(texts: dict[int, str], tokens: list[bytes]) -> None:
    index = 0
    while index + 2 < len(tokens):
        first, last = _number(tokens[index]), _number(tokens[index + 1])
        index += 2
        if tokens[index] == b"[":
            index += 1
            while index < len(tokens) and tokens[index] != b"]":
                if first is not None and len(texts) <= _MOST_ENTRIES:
                    texts[first] = _text_of(tokens[index])
                    first += 1
                index += 1
        elif first is not None and last is not None:
            text = _text_of(tokens[index])
            for code in range(first, min(last, first + _MOST_ENTRIES - len(texts)) + 1):
                texts[code] = _raised_by(text, code - first)
        index += 1


def _number(token: bytes) -> int | None:
    digits = b"".join(token.split())
    return int(digits, 16) if digits and len(digits) <= 8 and digits not in {b"[", b"]"} else None


def _text_of(token: bytes) -> str:
    digits = b"".join(token.split())[:_LONGEST_TEXT]
    if not digits or token in {b"[", b"]"}:
        return ""
    raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return raw.decode("latin-1") if len(raw) == 1 else raw.decode("utf-16-be", "ignore")


def _raised_by(text: str, steps: int) -> str:
    """Return the text of the n-th code of a range: its last character counts up."""
    if not text or not steps:
        return text
    last = ord(text[-1]) + steps
    return text[:-1] + chr(last) if last < 0x110000 and not 0xD800 <= last < 0xE000 else ""
