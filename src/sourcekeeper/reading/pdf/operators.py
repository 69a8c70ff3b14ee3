"""Cut the content of a PDF page into operators with their operands. Pure, linear, never raises.

ISO 32000-1, 7.8.2. Nearly all that text needs is written in one of four plain shapes, each read at one stroke; what is
written otherwise is taken token by token. Operators that only paint or set colours are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sourcekeeper.patterns import regex

_WHITE = rb"\x00\t\n\f\r\x20"
_SPACE = rb"(?:[" + _WHITE + rb"]++|%[^\r\n]*+)*+"
_NUMBER = rb"[+-]?+(?:\d++\.?+\d*+|\.\d++)(?![^" + _WHITE + rb"()<>\[\]{}/%])"
_NAME = rb"/[^" + _WHITE + rb"()<>\[\]{}/%]*+"
_STRING = rb"\((?:[^()\\]++|\\.)*+\)"
_HEX = rb"<[0-9A-Fa-f" + _WHITE + rb"]*+>"
_OPERATOR = rb"[A-Za-z'\"][A-Za-z0-9*'\"]*+"
_PASSED_OVER = (
    rb"(?=[BCDEFGJKMRSWbcdfghijknrsvwy])"
    rb"(?:[Bb]\*?|c|cs|CS|d[01]?|DP|E[TX]|BX|f\*?|F|g|G|gs|[hijkJKMnsSvwy]|MP|rg|RG|ri|scn?|SCN?|sh|W\*?)"
    rb"(?![A-Za-z0-9*'\"])"
)
_PLAIN = regex(
    _SPACE
    + rb"(?:(?:[-+.\d]++[" + _WHITE + rb"]++|" + _NAME + rb"[" + _WHITE + rb"]*+)*+" + _PASSED_OVER + _SPACE + rb")*+"
    + rb"(?:((?:[-+.\d]++[" + _WHITE + rb"]++)*+)(" + _OPERATOR + rb")"
    + rb"|(" + _STRING + rb")[" + _WHITE + rb"]*+Tj(?![A-Za-z0-9*'\"])"
    + rb"|(" + _NAME + rb")[" + _WHITE + rb"]++([-+.\d]++)[" + _WHITE + rb"]++Tf(?![A-Za-z0-9*'\"])"
    + rb"|\[((?:[" + _WHITE + rb"]++|" + _NUMBER + rb"|" + _STRING + rb"|" + _HEX + rb")*+)\]"
    + rb"[" + _WHITE + rb"]*+TJ(?![A-Za-z0-9*'\"])"
    + rb"|)",  # never nothing: what is not plain must not be searched for a plain rest
    re.DOTALL,
)  # fmt: skip
_NUMERIC, _SHOWN, _FONT, _SPACED = 2, 3, 5, 6
"""The last group of each shape."""
_IN_ARRAY = regex(rb"(" + _STRING + rb"|" + _HEX + rb")|([^" + _WHITE + rb"()<>]+)", re.DOTALL)
_TOKEN = regex(
    _SPACE
    + rb"(?:(?P<number>" + _NUMBER + rb")|(?P<name>" + _NAME + rb")|(?P<string>" + _STRING + rb")"
    + rb"|(?P<hex>" + _HEX + rb")|(?P<operator>" + _OPERATOR + rb")|(?P<mark><<|>>|[\[\]{}])|(?P<nested>\()"
    + rb"|(?P<odd>.))",
    re.DOTALL,
)  # fmt: skip
_ESCAPE = regex(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NAME_ESCAPE = regex(rb"#([0-9A-Fa-f]{2})")
_STRING_PART = regex(rb"[^()\\]+|\\.|[()]", re.DOTALL)
_INLINE_IMAGE_END = regex(rb"[\x00\t\n\f\r\x20]EI(?=[\x00\t\n\f\r\x20]|\Z)")
_MOST_OPERANDS = 20_000
_LONGEST_STRING = 65_536
_LONGEST_NUMBER = 39
_NO_OPERATORS = frozenset({b"true", b"false", b"null", b"ID"})

Operator = tuple[bytes, list[Any]]


class Name(str):
    """A name object of a content stream, less its slash."""

    __slots__ = ()


def operators(content: bytes, budget: int) -> Iterator[Operator]:
    """Yield each operator with its operands: numbers, names, byte strings, lists, dictionaries.

    Stops after `budget` tokens: a page of text has some ten thousand, a hostile one has no end. What paints is passed
    over and not counted.
    """
    position: int | None = 0
    while position is not None:
        begin, position = position, None
        for found in _PLAIN.finditer(content, begin):
            operands: list[Any] | None
            shape = found.lastindex
            if shape == _NUMERIC:  # nearly all
                written, operator = found.group(1, 2)
                operands = _numbers(written) if written else []
            elif shape == _SHOWN:
                operator, operands = b"Tj", [_unescaped(found[_SHOWN][1:-1])]
            else:
                operator, operands = _operation(found)
            if operands is None or operator in _NO_OPERATORS:
                position = found.start(found.lastindex - 1) if found.lastindex else found.end()
                break
            budget -= 1 + len(operands)
            if budget <= 0:
                return
            yield operator, operands
        if position is not None:
            operation, position, tokens = _by_token(content, position, budget)
            budget -= tokens
            if operation is None or budget <= 0:
                return
            yield operation


def _operation(found: re.Match[bytes]) -> tuple[bytes, list[Any] | None]:
    """Return the operator and operands of another plain shape; None for operands that are not so plain after all."""
    shape = found.lastindex
    if shape == _FONT:
        size = _numbers(found[5])
        return b"Tf", size and [_name(found[4]), *size]
    return (b"TJ", [_spaced(found[6])]) if shape == _SPACED else (b"", None)


def _numbers(written: bytes) -> list[Any] | None:
    """Return numbers; None where one of them is none."""
    parts = written.replace(b"\x00", b" ").split()
    try:
        found = [*map(float, parts)]
    except ValueError:
        return None
    return [*map(_number, parts)] if len(written) > _LONGEST_NUMBER else found


def _spaced(written: bytes) -> list[Any]:
    """Return the operand of ``TJ``: strings, and numbers that move what follows."""
    return [
        _number(number) if number else _unescaped(shown[1:-1]) if shown[:1] == b"(" else _from_hex(shown)
        for shown, number in _IN_ARRAY.findall(written)
    ]


def _by_token(content: bytes, position: int, budget: int) -> tuple[Operator | None, int, int]:
    """Return the next operator however it is written, where it ends, and how many tokens it took; None at the end."""
    end = len(content)
    stack: list[Any] = []
    outer: list[list[Any]] = []
    for count in range(1, budget + 1):
        found = _TOKEN.match(content, position) if position < end else None
        if found is None:
            break
        position = found.end()
        kind, token = found.lastgroup, found[found.lastindex or 0]
        if kind == "operator":
            if token == b"ID":
                image_end = _INLINE_IMAGE_END.search(content, position)
                position = image_end.end() if image_end is not None else end
                stack = []
                continue
            if token in _NO_OPERATORS:
                stack.append(token == b"true")
                continue
            while outer:  # an array that was never closed ends with the operator
                stack = [*outer.pop(), stack]
            return (token, stack), position, count
        if kind == "number":
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
    return None, position, budget


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
    return float(token) if len(token) <= _LONGEST_NUMBER else 0.0


@lru_cache(maxsize=512)
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
