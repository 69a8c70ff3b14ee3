"""Where everything stands in a ``.bib`` file, byte by byte: what is needed to change one field and nothing else. Pure.

bibtexparser tells what a file says, not where it says it. This scan follows the rules of BibTeX itself (*Tame the
BeaST*, section 3; ``bibtex.web``): text outside blocks is free, braces count even behind a backslash, an error inside
a block ends it and the next ``@`` begins another. Like biber it takes ``%`` for the beginning of a comment, so an
entry that was commented out is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from sourcekeeper.errors import SourcekeeperError
from sourcekeeper.patterns import regex

_NEXT_BLOCK = regex(rb"@|%[^\n\r]*+")
_HEAD = regex(rb"@\s*+(?P<type>[^\s\"#%@'(),={}]{1,60}+)\s*+(?P<open>[{(])")
_SPACE = regex(rb"(?:\s|%[^\n\r]*+)*+")
_KEY = regex(rb"[^\s,}]*+")
_KEY_IN_PARENTHESES = regex(rb"[^\s,]*+")
_NAME = regex(rb"[^\s\"#%'(),={}0-9][^\s\"#%'(),={}]*+")
_PLAIN_VALUE = regex(rb"[^\s\"#%'(),={}]++")
_BRACE = regex(rb"[{}]")
_BRACE_OR_QUOTE = regex(rb"[{}\"]")
_BRACE_OR_PARENTHESIS = regex(rb"[{})]")
_LINE_END = regex(rb"\r\n|\n|\r")


class NotMergeable(SourcekeeperError):
    """Raised when a file is no ``.bib`` into which anything could be put; it is to be left as it is."""


class BlockKind(StrEnum):
    """What a block is."""

    ENTRY = "entry"
    STRING = "string"
    PREAMBLE = "preamble"
    COMMENT = "comment"
    BROKEN = "broken"
    """Begun like a block, and then against the rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPlace:
    """A field of an entry: offsets into the file."""

    name: str
    """In lower case."""
    start: int
    name_end: int
    value_start: int
    value_end: int
    """Delimiters are part of the value; the comma behind it is not."""
    comma: int | None = None
    """Where the comma behind the field stands; None when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of the file, from its ``@`` to behind its closing brace."""

    kind: BlockKind
    start: int
    end: int
    line: int
    """Of its ``@``, counted from 1."""
    type: str = ""
    """In lower case; of an entry."""
    type_start: int = 0
    key: bytes = b""
    key_end: int = 0
    comma: int | None = None
    """Where the comma behind the key stands; None when there is none."""
    fields: tuple[FieldPlace, ...] = ()


class _Error(Exception):
    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


def scan(data: bytes) -> tuple[Block, ...]:
    """Return the blocks of a file in order, in linear time. Raises NotMergeable when one is never closed."""
    return tuple(_Scan(data).blocks())


class _Scan:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._line, self._counted = 1, 0

    def blocks(self) -> list[Block]:
        found: list[Block] = []
        position = 0
        while (mark := _NEXT_BLOCK.search(self._data, position)) is not None:
            position = mark.end()
            head = _HEAD.match(self._data, mark.start()) if mark.group() == b"@" else None
            if head is not None:
                block = self._block(head)
                found.append(block)
                position = block.end
        return found

    def line_at(self, position: int) -> int:
        """Return the number of the line; positions must come in order."""
        self._line += sum(1 for _ in _LINE_END.finditer(self._data, self._counted, position))
        self._counted = position
        return self._line

    def _block(self, head: re.Match[bytes]) -> Block:
        start, inside, type = head.start(), head.end(), head["type"].decode("latin-1").lower()
        line = self.line_at(start)
        closing = b"}" if head["open"] == b"{" else b")"
        try:
            if type == "comment":
                return Block(kind=BlockKind.COMMENT, start=start, end=self._skip(inside, closing), line=line)
            if type in ("string", "preamble"):
                end = self._definition(inside, closing, is_string=type == "string")
                return Block(kind=BlockKind(type), start=start, end=end, line=line)
            return self._entry(head, line, closing)
        except _Error as error:
            return Block(kind=BlockKind.BROKEN, start=start, end=max(error.position, inside), line=line, type=type)
        except EOFError:
            key = _KEY.match(self._data, self._past_space(inside))
            named = key.group().decode("utf-8", "replace")[:80] if key and type != "comment" else ""
            # What stands behind it belongs to it, so nothing can be put there.
            raise NotMergeable(
                f"line {line}: the block @{type}{f' {named!r}' if named else ''} is not closed",
                'Close it, with } or ", and try again.',
            ) from None

    # --- kinds of blocks

    def _skip(self, position: int, closing: bytes) -> int:
        depth = 0
        for brace in (_BRACE if closing == b"}" else _BRACE_OR_PARENTHESIS).finditer(self._data, position):
            sign = brace.group()
            if sign == closing and depth == 0:
                return brace.end()
            depth += (sign == b"{") - (sign == b"}" and depth > 0)
        raise EOFError

    def _definition(self, position: int, closing: bytes, *, is_string: bool) -> int:
        position = self._past_space(position)
        if is_string:
            position = self._past_space(self._name(position))
            position = self._past_space(self._sign(position, b"="))
        position = self._past_space(self._value(position))
        return self._sign(position, closing)

    def _entry(self, head: re.Match[bytes], line: int, closing: bytes) -> Block:
        key_start = self._past_space(head.end())
        key = (_KEY if closing == b"}" else _KEY_IN_PARENTHESES).match(self._data, key_start)
        key_end = key.end() if key else key_start
        position = self._past_space(key_end)
        comma = position if self._sees(position, b",") else None
        fields: list[FieldPlace] = []
        if comma is not None:
            position = self._past_space(comma + 1)
            while not self._sees(position, closing):
                field, position = self._field(position)
                fields.append(field)
                if field.comma is None:
                    break
        return Block(
            kind=BlockKind.ENTRY,
            start=head.start(),
            end=self._sign(position, closing),
            line=line,
            type=head["type"].decode("latin-1").lower(),
            type_start=head.start("type"),
            key=self._data[key_start:key_end],
            key_end=key_end,
            comma=comma,
            fields=tuple(fields),
        )

    def _field(self, start: int) -> tuple[FieldPlace, int]:
        name_end = self._name(start)
        value_start = self._past_space(self._sign(self._past_space(name_end), b"="))
        value_end = self._value(value_start)
        position = self._past_space(value_end)
        comma = position if self._sees(position, b",") else None
        field = FieldPlace(
            name=self._data[start:name_end].decode("latin-1").lower(),
            start=start,
            name_end=name_end,
            value_start=value_start,
            value_end=value_end,
            comma=comma,
        )
        return field, position if comma is None else self._past_space(comma + 1)

    # --- their parts

    def _past_space(self, position: int) -> int:
        space = _SPACE.match(self._data, position)
        return space.end() if space else position

    def _sees(self, position: int, sign: bytes) -> bool:
        if position >= len(self._data):
            raise EOFError
        return self._data[position : position + 1] == sign

    def _sign(self, position: int, sign: bytes) -> int:
        if not self._sees(position, sign):
            raise _Error(position)
        return position + 1

    def _name(self, position: int) -> int:
        name = _NAME.match(self._data, position)
        if name is None:
            self._sees(position, b"")
            raise _Error(position)
        return name.end()

    def _value(self, position: int) -> int:
        """Return where a value ends: texts, numbers and names of strings, joined by ``#``."""
        while True:
            if self._sees(position, b"{"):
                end = self._skip(position + 1, b"}")
            elif self._sees(position, b'"'):
                end = self._quoted(position + 1)
            else:
                plain = _PLAIN_VALUE.match(self._data, position)
                if plain is None:
                    raise _Error(position)
                end = plain.end()
            following = self._past_space(end)
            if self._data[following : following + 1] != b"#":
                return end
            position = self._past_space(following + 1)

    def _quoted(self, position: int) -> int:
        depth = 0
        for sign in _BRACE_OR_QUOTE.finditer(self._data, position):
            if sign.group() == b'"' and depth == 0:
                return sign.end()
            depth += (sign.group() == b"{") - (sign.group() == b"}")
            if depth < 0:
                raise _Error(sign.start())
        raise EOFError
