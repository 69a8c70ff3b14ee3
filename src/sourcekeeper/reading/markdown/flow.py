"""Bring Markdown tokens into a flow, with the source offsets of what stands in it. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from sourcekeeper.model import Place
from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow, FlowLink
from sourcekeeper.reading.markdown.inline import Piece, read_inline
from sourcekeeper.reading.markdown.references import find_reference_notes
from sourcekeeper.reading.notes import Found, FoundCall

_TAG = regex(r"<(/?)\s*([a-zA-Z][\w-]*)([^>]*)>")
_HREF = regex(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", 2)
_COMMENT = regex(r"<!--.*?(?:-->|\Z)", 16)
_SOURCE_LINE = regex(r"\r\n?|\n")
_ITALIC = frozenset(("i", "em", "cite"))


@dataclass(slots=True, kw_only=True)
class NoteSpan:
    """A note's definition in the flow."""

    label: str
    start: int
    end: int
    number: int | None = None
    """Given to inline notes only."""


@dataclass(slots=True)
class _Pieces:
    """Which stretch of the source each piece of the flow came from."""

    length: int
    """Of the source."""
    starts: list[int] = field(default_factory=list)
    sources: list[tuple[int, int, bool]] = field(default_factory=list)
    """Source start and end; whether the piece stands there letter for letter, and maybe what follows it too."""
    goes_on: tuple[int, int] = (-1, -1)
    """Where, in the flow and in the source, what follows the last piece would be a part of it."""

    def add(self, flow_start: int, start: int, end: int, *, exact: bool) -> None:
        """Record a piece; they come in the order of the flow."""
        if not exact:
            self.goes_on = -1, -1
        else:
            is_more = self.goes_on == (flow_start, start)
            self.goes_on = flow_start + end - start, end
            if is_more:
                return
        self.starts.append(flow_start)
        self.sources.append((start, end, exact))

    def locate(self, start: int, end: int) -> Place:
        """Turn a span of the flow into a span of the source: exact where the text is, else the lines it came from."""
        if not self.starts:
            return Place()
        first = last = max(bisect_right(self.starts, start) - 1, 0)
        if first + 1 < len(self.starts) and self.starts[first + 1] < end:
            last = bisect_left(self.starts, end, first + 1) - 1
        source_start, _, exact = self.sources[first]
        if exact:
            source_start += start - self.starts[first]
        last_start, source_end, exact = self.sources[last]
        if exact:
            # The flow ends each block with a line feed, the source may not.
            source_end = min(last_start + end - self.starts[last], self.length)
        return Place(start=source_start, end=max(source_end, source_start))


class _Origin:
    """Where the content of one block stands in the source: line by line, for each is there without its indent."""

    def __init__(self, content: str, source: str, start: int, end: int) -> None:
        self.block = start, end
        self.end = start
        """Where the last line of the content ends: the next cell of a row is behind it."""
        self._starts: list[int] = []
        self._at: list[int] = []
        begun = 0
        for line in content.split("\n"):
            at = source.find(line, self.end, end)
            self._starts.append(begun)
            self._at.append(at)
            begun += len(line) + 1
            if at >= 0:
                self.end = at + len(line)

    def find(self, position: int) -> int:
        """Return the source offset of an offset of the content; -1 when it is not known."""
        index = bisect_right(self._starts, position) - 1 if len(self._starts) > 1 else 0
        return self._at[index] + position - self._starts[index] if self._at[index] >= 0 else -1


class MarkdownFlow:
    """Collects the flow of one document, token by token.

    `references` are those of the parser; `defined` is as `read_inline` wants it.
    """

    def __init__(self, source: str, references: Mapping[str, Any], defined: Mapping[str, str]) -> None:
        self._source = source
        self._references = references
        self._defined = defined
        self._line_starts = [0, *map(re.Match.end, _SOURCE_LINE.finditer(source)), len(source)]
        """The end of the source is the start of a line more."""
        self._text: list[str] = []
        self._length = 0
        self._origin = _Origin("", source, 0, len(source))
        self._content = ""
        """Of the block that is read."""
        self._blocks: list[int] = []
        self._links: list[FlowLink] = []
        self._emphasised: list[tuple[int, int]] = []
        self._raised: list[tuple[int, int]] = []
        self._code: list[tuple[int, int]] = []
        self._headings: set[int] = set()
        self._items: dict[int, str] = {}
        self._pieces = _Pieces(len(source))
        self._link: tuple[int, str, Place | None] | None = None
        self._sup: int | None = None
        self._italics = [0, 0]
        """How many spans in italics are open, and where the outermost begins."""
        self._queued: deque[Piece] = deque()
        self._numbers: dict[str, int] = {}
        self._known = 0
        """How many notes have a number."""
        self._item: str | None = None
        self._is_heading = False
        self.title: str | None = None
        self.has_notes_too_deep = False
        self.calls: list[tuple[FoundCall, int]] = []
        """Each call with the number of its note, by first calls."""
        self.notes: list[NoteSpan] = []

    def read(self, tokens: Sequence[Token]) -> Flow:
        """Take all block tokens and return the flow."""
        opened: list[tuple[str, int]] = []
        for token in tokens:
            kind = token.type
            if kind == "inline":
                self._inline_block(token)
            elif kind == "footnote_reference_open":
                opened.append((str(token.meta["label"]), self._length))
            elif kind == "footnote_reference_close" and opened:
                label, start = opened.pop()
                self.notes.append(NoteSpan(label=label, start=start, end=self._length))
            else:
                self._block(token, kind)
        return Flow(
            text="".join(self._text),
            blocks=self._blocks or [0],
            links=self._links,
            emphasised=self._emphasised,
            raised=self._raised,
            code=self._code,
            asides=self._code,
            locate=self._pieces.locate,
            headings=frozenset(self._headings),
            item_numbers=self._items,
        )

    def notes_of_references(self, flow: Flow) -> tuple[Flow, Found]:
        """Return what `find_reference_notes` does, of this document's definitions."""
        return find_reference_notes(flow, self._references, self._line_starts)

    # blocks

    def _block(self, token: Token, kind: str) -> None:
        if kind in {"fence", "code_block"}:
            start = self._whole_block(token, token.content)
            self._code.append((start, self._length - 1))
        elif kind == "html_block":
            self._whole_block(token, _TAG.sub(" ", _COMMENT.sub(" ", token.content)))
        elif kind == "hr":
            self._whole_block(token, "-----")
        elif kind == "heading_open":
            self._is_heading = True
        elif kind == "list_item_open":
            self._item = token.info or None

    def _whole_block(self, token: Token, text: str) -> int:
        start = self._begin(token)
        self._add(text, -1, -1)
        self._finish()
        return start

    def _inline_block(self, token: Token) -> None:
        start = self._begin(token)
        if self._is_heading:
            self._headings.add(start)
            self._is_heading = False
        if self._item is not None:
            self._items[start] = self._item
            self._item = None
        self._content = token.content
        self._inline(read_inline(token.content, self._references, self._defined), 0, len(token.content))
        if self.title is None and start in self._headings:
            self.title = " ".join("".join(self._text)[start : self._length].split()) or None
        self._finish()
        while self._queued:
            self._inline_note(self._queued.popleft())

    def _inline_note(self, note: Piece) -> None:
        """Put an inline note behind the paragraph that holds it."""
        start = self._length
        self._blocks.append(start)
        self._inline(note.inside, note.start + len("^["), note.end - len("]"))
        if self._length == start:
            self._add(" ", -1, -1)
        self.notes.append(NoteSpan(label="", start=start, end=self._length, number=note.number))
        self._finish()

    def _begin(self, token: Token) -> int:
        self._blocks.append(self._length)
        if token.map is not None:
            first, last = token.map
            most = len(self._line_starts) - 1
            start, end = self._line_starts[min(first, most - 1)], self._line_starts[min(last, most)]
            if self._origin.block == (start, end):  # the cells of one row
                start = self._origin.end
            self._origin = _Origin(token.content if token.type == "inline" else "", self._source, start, end)
        return self._length

    def _finish(self) -> None:
        self._text.append("\n")
        self._length += 1
        self._link = self._sup = None
        self._italics = [0, 0]

    def _add(self, text: str, start: int, end: int, *, exact: bool = False) -> None:
        """Append text that stands at start…end of the block's content (-1: not known where), `exact`: as it is."""
        if not text:
            return
        at = self._origin.find(start) if start >= 0 else -1
        if at >= 0:
            self._pieces.add(self._length, at, at + end - start, exact=exact)
        else:
            self._pieces.add(self._length, *self._origin.block, exact=False)
        self._text.append(text)
        self._length += len(text)

    # what stands in a paragraph

    def _inline(self, pieces: Sequence[Piece], position: int, end: int) -> None:
        """Take a stretch of the content: its pieces, and what stands between them."""
        for piece in pieces:
            if position < piece.start:
                self._add(self._content[position : piece.start], position, piece.start, exact=True)
            self._piece(piece)
            position = piece.end
        if position < end:
            self._add(self._content[position:end], position, end, exact=True)

    def _piece(self, piece: Piece) -> None:
        kind = piece.kind
        if kind == "text":
            self._add(piece.text, piece.start, piece.end, exact=len(piece.text) == piece.end - piece.start)
        elif kind == "mark":
            self._mark(piece)
        elif kind in {"break", "block"}:
            self._add(piece.text, piece.start, piece.end)
            if kind == "block":
                self._blocks.append(self._length)
        elif kind == "call":
            self._call(piece)
        elif kind == "autolink":
            self._open_link(piece.href, None)
            is_exact = self._content.startswith(piece.text, piece.at)
            self._add(piece.text, piece.at, piece.end - 1, exact=is_exact)
            self._close_link()
        elif kind == "link":
            self._open_link(piece.href, self._href_place(piece))
        elif kind == "link-end":
            self._close_link()
        elif kind == "code":
            self._code.append((self._length, self._length + len(piece.text)))
            self._add(piece.text, piece.at, piece.at + len(piece.text), exact=True)
        elif kind == "note":
            self._note(piece)
        elif kind == "html":
            self._html(piece.text)
        else:
            self.has_notes_too_deep = True

    def _mark(self, piece: Piece) -> None:
        mark = piece.mark
        if mark is None:
            return
        for _ in range(mark.ends):
            self._end_italics()
        if mark.left:
            first = piece.start + mark.closing
            self._add(mark.sign * mark.left, first, first + mark.left, exact=True)
        for _ in range(mark.begins):
            self._begin_italics()

    def _begin_italics(self) -> None:
        if not self._italics[0]:
            self._italics[1] = self._length
        self._italics[0] += 1

    def _end_italics(self) -> None:
        if self._italics[0]:
            self._italics[0] -= 1
            if not self._italics[0]:
                self._emphasised.append((self._italics[1], self._length))

    def _open_link(self, href: str, place: Place | None) -> None:
        if self._link is None:
            self._link = self._length, href, place

    def _close_link(self) -> None:
        if self._link is not None:
            start, href, place = self._link
            self._links.append(FlowLink(start=start, end=self._length, href=href, place=place))
            self._link = None

    def _href_place(self, piece: Piece) -> Place | None:
        """Tell where a link's address is written; None for reference links and autolinks, whose text stands for it."""
        at = self._origin.find(piece.at) if piece.at >= 0 else -1
        if at < 0 or not piece.href:
            return None
        is_there = self._source.startswith(piece.href, at)
        return Place(start=at, end=at + len(piece.href)) if is_there else None

    def _html(self, content: str) -> None:
        found = _TAG.match(content)
        if found is None:
            return
        is_end, name = bool(found[1]), found[2].lower()
        if name == "br":
            self._add("\n", -1, -1)
        elif name in _ITALIC:
            self._end_italics() if is_end else self._begin_italics()
        elif name == "sup":
            if is_end and self._sup is not None:
                self._raised.append((self._sup, self._length))
            self._sup = None if is_end else self._length
        elif name == "a" and is_end:
            self._close_link()
        elif name == "a":
            href = _HREF.search(found[3])
            if href is not None:
                self._open_link(next(part for part in href.groups() if part is not None), None)

    # notes

    def _call(self, piece: Piece) -> None:
        start = self._length
        self._add(f"[^{piece.text}]", piece.start, piece.end, exact=piece.end - piece.start == len(piece.text) + 3)
        self.calls.append(
            (FoundCall(start=start, end=self._length, label=piece.text, key=None), self._number_of(piece.text))
        )

    def _number_of(self, label: str) -> int:
        if label not in self._numbers:
            self._numbers[label] = self._known
            self._known += 1
        return self._numbers[label]

    def _note(self, piece: Piece) -> None:
        """An inline note: the call stands where its text does."""
        start = self._length
        self._add("^[]", piece.start, piece.end)
        if piece.number < 0:
            self._number_notes(piece)
        self._queued.append(piece)
        self.calls.append((FoundCall(start=start, end=self._length, label="", key=None), piece.number))

    def _number_notes(self, outermost: Piece) -> None:
        """Number a note and those in it, as they are written: the outer before the inner."""
        waiting = [outermost]
        while waiting:
            piece = waiting.pop()
            if piece.kind == "call":
                self._number_of(piece.text)
                continue
            piece.number = self._known
            self._known += 1
            waiting += [each for each in reversed(piece.inside) if each.kind in {"call", "note"}]
