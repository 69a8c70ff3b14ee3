"""Cut the content of a PDF page into operators with their operands. Pure, linear, never raises.

ISO 32000-1, 7.8.2. Only what text needs is told: operators that only paint or set colours come without operands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sourcekeeper.patterns import regex

_TOKEN = regex(
    rb"""
    (?:[\x00\t\n\f\r\x20]++|%[^\r\n]*+)*+
    (?: (?P<number> [+-]?+(?:\d++\.?+\d*+|\.\d++)(?![^\x00\t\n\f\r\x20()<>\[\]{}/%]) )
      | (?P<name> /[^\x00\t\n\f\r\x20()<>\[\]{}/%]*+ )
      | (?P<string> \((?:[^()\\]++|\\.)*+\) )
      | (?P<hex> <[0-9A-Fa-f\x00\t\n\f\r\x20]*+> )
      | (?P<operator> [A-Za-z'"][A-Za-z0-9*'"]*+ )
      | (?P<mark> <<|>>|[\[\]{}] )
      | (?P<nested> \( )
      | (?P<odd> . )
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = regex(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NAME_ESCAPE = regex(rb"#([0-9A-Fa-f]{2})")
_STRING_PART = regex(rb"[^()\\]+|\\.|[()]", re.DOTALL)
_INLINE_IMAGE_END = regex(rb"[\x00\t\n\f\r\x20]EI(?=[\x00\t\n\f\r\x20]|\Z)")
_MOST_OPERANDS = 20_000
_LONGEST_STRING = 65_536

Operator = tuple[bytes, list[Any]]


class Name(str):
    """A name object of a content stream, less its slash."""

    __slots__ = ()


def operators(content: bytes, budget: int) -> Iterator[Operator]:
    """Yield each operator with its operands: numbers, names, byte strings, lists, dictionaries.

    Stops after `budget` tokens: a page of text has some ten thousand, a hostile one has no end.
    """
    position, end = 0, len(content)
    stack: list[Any] = []
    outer: list[list[Any]] = []
    for _ in range(budget):
        if position >= end:
            return
        found = _TOKEN.match(content, position)
        if found is None:
            return
        position = found.end()
        kind, token = found.lastgroup, found[found.lastindex or 0]
        if kind == "operator":
            if token == b"ID":
                image_end = _INLINE_IMAGE_END.search(content, position)
                position = image_end.end() if image_end is not None else end
                stack = []
                continue
            if token in {b"true", b"false", b"null"}:
                stack.append(token == b"true")
                continue
            while outer:  # an array that was never closed ends with the operator
                stack = [*outer.pop(), stack]
            yield token, stack
            stack = []
        elif kind == "number":
            stack.append(_number(token))
        elif kind == "string":
            stack.append(_unescaped(token[1:-1]))
        elif kind == "hex":
            stack.append(_from_hex(token))
        elif kind == "name":
            stack.append(_name(token))
        elif kind == "mark":
            stack, outer = _bracketed(token, stack, outer)
        elif kind == "nested":
            text, position = _nested_string(content, position)
            stack.append(text)
        if len(stack) > _MOST_OPERANDS:
            stack = stack[-100:]


def _bracketed(mark: bytes, stack: list[Any], outer: list[list[Any]]) -> tuple[list[Any], list[list[Any]]]:
    if mark in {b"[", b"<<"}:
        if len(outer) < 32:
            outer.append(stack)
            stack = []
    elif mark in {b"]", b">>"} and outer:
        inner: Any = stack
        if mark == b">>":
            inner = {key: value for key, value in zip(inner[::2], inner[1::2], strict=False) if isinstance(key, Name)}
        stack = [*outer.pop(), inner]
    return stack, outer


def _number(token: bytes) -> float:
    return float(token) if len(token) < 40 else 0.0


def _name(token: bytes) -> Name:
    raw = token[1:]
    if b"#" in raw:
        raw = _NAME_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), raw)
    return Name(raw.decode("latin-1"))


def _from_hex(token: bytes) -> bytes:
    digits = b"".join(token[1:-1].replace(b"\x00", b"").split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _unescaped(raw: bytes) -> bytes:
    if b"\\" not in raw:
        return raw
    return _ESCAPE.sub(_escape, raw)


def _escape(match: re.Match[bytes]) -> bytes:
    what = match[1]
    if what[:1].isdigit() and what[0] < 0x38:
        return bytes([int(what, 8) & 0xFF])
    if what in {b"\r\n", b"\n", b"\r"}:
        return b""
    return _ESCAPED.get(what, what)


def _nested_string(content: bytes, position: int) -> tuple[bytes, int]:
    """Read a string with brackets in it; `position` stands after the first.

    One that does not end within reach is passed over as far as it was looked through, or the time were quadratic.
    """
    depth = 1
    pieces: list[bytes] = []
    reach = min(len(content), position + _LONGEST_STRING)
    for part in _STRING_PART.finditer(content, position, reach):
        token = part.group()
        depth += (token == b"(") - (token == b")")
        if depth == 0:
            return _unescaped(b"".join(pieces)), part.end()
        pieces.append(token)
    return b"", reach
