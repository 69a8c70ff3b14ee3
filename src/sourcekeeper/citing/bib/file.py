"""A person's ``.bib`` file: its blocks, its encoding, its line ends, and how one entry of it is edited. Pure.

Edits are spans of bytes. What no edit names stays as it was, to the byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from sourcekeeper.citing.bib.blocks import Block, BlockKind, FieldPlace, NotMergeable, scan
from sourcekeeper.citing.exporters.bibtex import FoundEntry, find_entries
from sourcekeeper.citing.exporters.latex import in_ascii
from sourcekeeper.patterns import regex

_DECLARED = regex(rb"(?i)%[^\n\r]{0,80}?\b(?:encoding|coding)\s*[:=]\s*([\w.-]+)")
_HEAD_BYTES = 2_000
_UTF_8 = frozenset({"utf-8", "utf8", "utf-8-unix", "utf-8-dos", "ascii", "us-ascii"})
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CLASSIC_FIELDS = frozenset({"address", "howpublished", "journal", "month", "school", "year"})
_NEW_FIELDS = frozenset({"date", "eprinttype", "journaltitle", "langid", "location", "origdate", "urldate"})
_NEW_TYPES = frozenset({"online", "report", "thesis", "mvbook", "collection", "inreference", "legislation", "video"})
_COMMENT = regex(rb"(?m)^[ \t]*%[^\n\r]*")
_LINE_END = regex(rb"\r\n|\n|\r")
_LOOSE_AT = regex(rb"@\s*+\Z")
_INDENT = regex(rb"(?:\A|[\n\r])([ \t]*)\Z")


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes to stand in place of a span; the span is empty for what is put in."""

    start: int
    end: int
    new: bytes = b""


class BibFile:
    """The bytes of a file and where its blocks stand. Raises NotMergeable when nothing can be put into it."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_WIDE) or b"\0" in data:
            raise NotMergeable("it is not a text of one byte a letter or UTF-8", "Convert it to UTF-8 first.")
        if (loose := _LOOSE_AT.search(data)) is not None:
            line = len(_LINE_END.findall(data, 0, loose.start())) + 1
            raise NotMergeable(f"line {line}: what stands behind this @ would become part of it", "Take it out.")
        self.data = data
        self.blocks = scan(data)
        self.newline = _newline_of(data)
        self._encoding = _encoding_of(data)

    @property
    def is_utf8(self) -> bool:
        """Whether new text may be written in UTF-8; else it is written in ASCII and LaTeX, which fits everywhere."""
        return self._encoding == "utf-8"

    def text(self, start: int, end: int) -> str:
        """Return a stretch of the file as text; bytes that are none come as lone surrogates."""
        return _decoded(self.data[start:end], self._encoding)

    def value(self, field: FieldPlace) -> str:
        """Return a field's value as it stands there, delimiters included."""
        return self.text(field.value_start, field.value_end)

    def key(self, block: Block) -> str:
        """Return the cite key of an entry."""
        return _decoded(block.key, self._encoding)

    def encoded(self, latex: str) -> bytes:
        """Return new text in bytes that fit the file. Raises OutputError for letters that LaTeX has no name for."""
        return latex.encode("utf-8", "replace") if self.is_utf8 else in_ascii(latex).encode("ascii")

    @cached_property
    def found(self) -> tuple[FoundEntry, ...]:
        """The entries as bibtexparser finds them."""
        return tuple(find_entries(self.text(0, len(self.data))))

    @cached_property
    def places(self) -> dict[Block, int]:
        """The entries that may be edited, each with its place in `found`: there both readings agree to the letter."""
        waiting: dict[str, list[int]] = {}
        for index, entry in enumerate(self.found):
            waiting.setdefault(entry.raw, []).append(index)
        agreed = {}
        for block in self.blocks:
            same = waiting.get(self.text(block.start, block.end)) if block.kind is BlockKind.ENTRY else None
            if same and self._fields(block) == self.found[same[0]].fields:
                agreed[block] = same.pop(0)
        return agreed

    @property
    def is_bibliography(self) -> bool:
        """Whether nothing but comments stands before the first block, as in no other kind of text; so is no text."""
        first = self.blocks[0].start if self.blocks else len(self.data)
        return not _COMMENT.sub(b"", self.data[:first].removeprefix(b"\xef\xbb\xbf")).strip()

    @property
    def entries(self) -> tuple[Block, ...]:
        """The entries that may be edited, in order."""
        return tuple(self.places)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every cite key that anything in the file has, in small letters: none of them is free."""
        ours = (self.key(block) for block in self.blocks if block.kind is BlockKind.ENTRY)
        return frozenset(key.casefold() for key in (*ours, *(entry.key for entry in self.found)))

    @cached_property
    def doubled_keys(self) -> frozenset[str]:
        """Cite keys, in small letters, that several entries have: what is remembered of one could be of any."""
        counts = Counter(self.key(block).casefold() for block in self.entries)
        return frozenset(key for key, number in counts.items() if number > 1)

    @property
    def is_classic(self) -> bool:
        """Whether it is written for BibTeX: it has a field that only that has, and none that only BibLaTeX has.

        BibLaTeX understands the old names too, BibTeX not the new ones.
        """
        names = {name.lower() for entry in self.found for name, _ in entry.fields}
        types = {entry.type for entry in self.found}
        return bool(names & _CLASSIC_FIELDS) and not (names & _NEW_FIELDS or types & _NEW_TYPES)

    def _fields(self, block: Block) -> tuple[tuple[str, str], ...]:
        return tuple((self.text(field.start, field.name_end), self.value(field)) for field in block.fields)

    @property
    def unread(self) -> tuple[Block, ...]:
        """Blocks that are left as they are, since they cannot be read for sure."""
        return tuple(
            block
            for block in self.blocks
            if block.kind is BlockKind.BROKEN or (block.kind is BlockKind.ENTRY and block not in self.places)
        )

    # --- edits

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """Return the file with edits made; they must not overlap."""
        pieces: list[bytes] = []
        position = 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            assert edit.start >= position, "edits overlap"
            pieces += (self.data[position : edit.start], edit.new)
            position = edit.end
        return b"".join((*pieces, self.data[position:]))

    def replaced(self, field: FieldPlace, latex: str) -> Edit:
        """Give a field another value."""
        return Edit(field.value_start, field.value_end, self.encoded(latex))

    def retyped(self, block: Block, type: str) -> Edit:
        """Give an entry another type."""
        return Edit(block.type_start, block.type_start + len(block.type), self.encoded(type))

    def without(self, block: Block, gone: Collection[FieldPlace]) -> tuple[tuple[Edit, ...], frozenset[str]]:
        """Take fields off; return the names of those that went.

        A field stays when something besides white space stands between it and its neighbour, or when it is the last.
        """
        kept = [index for index, field in enumerate(block.fields) if field not in gone]
        if not kept:
            return (), frozenset()
        spans = [
            (index, index + 1, block.fields[index].start, block.fields[index + 1].start) for index in range(kept[0])
        ]
        spans += [
            (index, index - 1, block.fields[index - 1].value_end, field.value_end)
            for index, field in enumerate(block.fields)
            if index > kept[0] and field in gone
        ]
        edits, names = [], set()
        for index, neighbour, start, end in spans:
            first, second = block.fields[min(index, neighbour)], block.fields[max(index, neighbour)]
            if self.data[first.value_end : second.start].strip() == b",":
                edits.append(Edit(start, end))
                names.add(block.fields[index].name)
        return tuple(edits), frozenset(names)

    def with_fields(self, block: Block, fields: Iterable[tuple[str, str]]) -> Edit:
        """Put fields behind an entry's last, laid out as those that are there."""
        last = block.fields[-1] if block.fields else None
        comma = last.comma if last else block.comma
        line = self._line_begin(block)
        column = self._column(block)
        written = b",".join(
            line + name.encode("ascii") + self._equals(block, len(name), column) + self.encoded(value)
            for name, value in fields
        )
        if comma is not None:  # behind the last comma; what is new ends in one too, as is the custom of this entry
            return Edit(comma + 1, comma + 1, written + (b"," if last else b""))
        end = last.value_end if last else block.key_end
        return Edit(end, end, b"," + written)

    def _line_begin(self, block: Block) -> bytes:
        if not block.fields:
            return self.newline + b"  "
        indent = _INDENT.search(self.data, block.start, block.fields[-1].start)
        return self._newline_in(block) + indent[1] if indent else b" "

    def _newline_in(self, block: Block) -> bytes:
        inside = self.data[block.start : block.end]
        return b"\r\n" if b"\r\n" in inside else b"\n" if b"\n" in inside else self.newline

    def _column(self, block: Block) -> int | None:
        """Return how far behind the beginning of a name its ``=`` stands, when that is the same for all."""
        columns = {self.data.index(b"=", field.name_end) - field.start for field in block.fields}
        lengths = {field.name_end - field.start for field in block.fields}
        return columns.pop() if len(columns) == 1 and len(lengths) > 1 else None

    def _equals(self, block: Block, length: int, column: int | None) -> bytes:
        if not block.fields:
            return b" = "
        last = block.fields[-1]
        equals = self.data.index(b"=", last.name_end)
        before, behind = self.data[last.name_end : equals], self.data[equals + 1 : last.value_start]
        if column is not None:
            before = b" " * max(column - length, 1)
        return (before if not before.strip() else b" ") + b"=" + (behind if not behind.strip() else b" ")

    def appended(self, entries: Iterable[str]) -> bytes:
        """Return new entries as they are put behind the end of the file, an empty line before each."""
        pieces: list[bytes] = []
        is_blank = not self.data.strip(b"\xef\xbb\xbf \t\r\n")
        ends_line = self.data.endswith((b"\n", b"\r")) or not self.data.removeprefix(b"\xef\xbb\xbf")
        for entry in entries:
            if not pieces:
                pieces.append(b"" if ends_line else self.newline)
            if len(pieces) > 1 or not is_blank:
                pieces.append(self.newline)
            pieces.append(self.encoded(entry.rstrip("\n")).replace(b"\n", self.newline) + self.newline)
        return b"".join(pieces)


def _newline_of(data: bytes) -> bytes:
    if b"\r\n" in data:
        return b"\r\n"
    return b"\r" if b"\r" in data and b"\n" not in data else b"\n"


def _encoding_of(data: bytes) -> str:
    """Return ``utf-8``, or ``latin-1`` for everything that is another encoding of one byte a letter."""
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    if declared and declared[1].decode("ascii").lower().replace("_", "-") not in _UTF_8:
        return "latin-1"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _decoded(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "surrogateescape")
