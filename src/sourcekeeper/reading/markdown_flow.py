"""Bring Markdown tokens into a flow, with the source offsets of what stands in it. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from sourcekeeper.model import Place
from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow, FlowLink
from sourcekeeper.reading.notes import FoundCall

_TAG = regex(r"<(/?)\s*([a-zA-Z][\w-]*)([^>]*)>")
_HREF = regex(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_COMMENT = regex(r"<!--.*?(?:-->|$)", re.DOTALL)
_SOURCE_LINE = regex(r"\r\n?|\n")

_LOOK_AHEAD = 400
"""Characters of source searched for a piece of text beyond where it should stand: bounds hostile input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSpan:
    """A note's definition in the flow."""

    label: str
    start: int
    end: int
    number: int | None = None
    """Given by the parser to inline notes only."""


@dataclass(slots=True)
class _Pieces:
    """Which stretch of the source each piece of the flow came from."""

    starts: list[int] = field(default_factory=list)
    sources: list[tuple[int, int, bool]] = field(default_factory=list)
    """Source start and end; whether the piece stands there letter for letter."""

    def add(self, flow_start: int, start: int, end: int, *, exact: bool) -> None:
        """Record a piece; they come in the order of the flow."""
        self.starts.append(flow_start)
        self.sources.append((start, end, exact))

    def locate(self, start: int, end: int) -> Place:
        """Turn a span of the flow into a span of the source: exact where the text is, else the lines it came from."""
        if not self.starts:
            return Place()
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_right(self.starts, max(end - 1, start)) - 1, first)
        source_start, _, exact = self.sources[first]
        if exact:
            source_start += start - self.starts[first]
        last_start, source_end, exact = self.sources[last]
        if exact:
            source_end = last_start + end - self.starts[last]
        return Place(start=source_start, end=max(source_end, source_start))


class MarkdownFlow:
    """Collects the flow of one document, token by token."""

    def __init__(self, source: str, inline_notes: Mapping[int, Mapping[str, object]]) -> None:
        self._source = source
        self._inline_notes = inline_notes
        self._line_starts = [0, *(match.end() for match in _SOURCE_LINE.finditer(source))]
        self._text: list[str] = []
        self._length = 0
        self._cursor = 0
        self._block_source = (0, len(source))
        self._blocks: list[int] = []
        self._links: list[FlowLink] = []
        self._emphasised: list[tuple[int, int]] = []
        self._raised: list[tuple[int, int]] = []
        self._code: list[tuple[int, int]] = []
        self._headings: set[int] = set()
        self._items: dict[int, str] = {}
        self._pieces = _Pieces()
        self._open: dict[str, tuple[int, str]] = {}
        self._queued: list[tuple[int, int, int]] = []
        self._item: str | None = None
        self._is_heading = False
        self.title: str | None = None
        self.calls: list[tuple[FoundCall, int | None]] = []
        """Each call with the number the parser gave its note."""
        self.notes: list[NoteSpan] = []

    def read(self, tokens: Sequence[Token]) -> Flow:
        """Take all block tokens and return the flow."""
        opened: list[tuple[str, int]] = []
        for token in tokens:
            if token.type == "footnote_reference_open":
                opened.append((str(token.meta["label"]), self._length))
            elif token.type == "footnote_reference_close" and opened:
                label, start = opened.pop()
                self.notes.append(NoteSpan(label=label, start=start, end=self._length))
            else:
                self._block(token)
        return Flow(
            text="".join(self._text),
            blocks=self._blocks or [0],
            links=self._links,
            emphasised=sorted(self._emphasised),
            raised=sorted(self._raised),
            code=self._code,
            asides=self._code,
            locate=self._pieces.locate,
            headings=frozenset(self._headings),
            item_numbers=self._items,
        )

    # blocks

    def _block(self, token: Token) -> None:
        if token.type == "inline":
            self._inline_block(token)
        elif token.type in {"fence", "code_block"}:
            self._begin(token.map)
            start = self._length
            self._add(token.content, source=None)
            self._code.append((start, self._length))
            self._finish()
        elif token.type == "html_block":
            self._begin(token.map)
            self._add(_TAG.sub(" ", _COMMENT.sub(" ", token.content)), source=None)
            self._finish()
        elif token.type == "hr":
            self._begin(token.map)
            self._add("-----", source=None)
            self._finish()
        elif token.type == "heading_open":
            self._is_heading = True
        elif token.type == "list_item_open":
            self._item = token.info or None

    def _inline_block(self, token: Token) -> None:
        start = self._begin(token.map)
        if self._is_heading:
            self._headings.add(start)
            self._is_heading = False
        if self._item is not None:
            self._items[start] = self._item
            self._item = None
        self._inline(token.children or [])
        if start in self._headings and self.title is None:
            self.title = " ".join("".join(self._text)[start : self._length].split()) or None
        self._finish()
        while self._queued:
            self._inline_note(*self._queued.pop(0))

    def _inline_note(self, number: int, source_start: int, source_end: int) -> None:
        """Put an inline note behind the paragraph that holds it."""
        tokens = self._inline_notes.get(number, {}).get("tokens")
        start = self._begin(None)
        self._cursor, self._block_source = source_start, (source_start, source_end)
        if isinstance(tokens, list):
            self._inline(tokens)
        self.notes.append(NoteSpan(label="", start=start, end=self._length, number=number))
        self._finish()

    def _begin(self, lines: Sequence[int] | None) -> int:
        self._blocks.append(self._length)
        if lines is not None:
            last = self._line_starts[lines[1]] if lines[1] < len(self._line_starts) else len(self._source)
            self._block_source = (self._line_starts[min(lines[0], len(self._line_starts) - 1)], last)
            self._cursor = self._block_source[0]
        return self._length

    def _finish(self) -> None:
        self._text.append("\n")
        self._length += 1
        self._open.clear()

    def _add(self, text: str, source: str | None) -> None:
        """Append text; `source` is how it is written in the source, None when that is not known."""
        if not text:
            return
        at = -1
        if source is not None:
            at = self._source.find(
                source, self._cursor, min(self._block_source[1], self._cursor + len(source) + _LOOK_AHEAD)
            )
        if at >= 0 and source is not None:
            self._pieces.add(self._length, at, at + len(source), exact=source == text)
            self._cursor = at + len(source)
        else:
            self._pieces.add(self._length, *self._block_source, exact=False)
        self._text.append(text)
        self._length += len(text)

    # what stands in a paragraph

    def _inline(self, children: Sequence[Token]) -> None:
        for token in children:
            if token.type == "text":
                self._add(token.content, token.content)
            elif token.type in {"softbreak", "hardbreak"}:
                self._add(" " if token.type == "softbreak" else "\n", None)
            elif token.type == "code_inline":
                self._code.append((self._length, self._length + len(token.content)))
                self._add(token.content, token.content)
            elif token.type == "footnote_ref":
                self._call(token)
            elif token.type == "html_inline":
                self._html(token.content)
            elif token.type == "link_open":
                self._open["a"] = (self._length, str(token.attrs.get("href", "")))
            elif token.type == "em_open":
                self._open["em"] = (self._length, "")
            elif token.type in {"link_close", "em_close"}:
                self._close("a" if token.type == "link_close" else "em")
            elif token.type == "image":
                self._add(token.content, None)

    def _close(self, name: str) -> None:
        opened = self._open.pop(name, None)
        if opened is None:
            return
        start, href = opened
        if name == "a":
            self._links.append(FlowLink(start=start, end=self._length, href=href, place=self._href_place(start, href)))
        elif name == "sup":
            self._raised.append((start, self._length))
        else:
            self._emphasised.append((start, self._length))

    def _href_place(self, start: int, href: str) -> Place | None:
        """Find where a link's address is written; None for reference links and autolinks, whose text stands for it."""
        if not href or "".join(self._text[-1:]) == href:
            return None
        until = min(self._block_source[1], self._cursor + len(href) + _LOOK_AHEAD)
        at = self._source.find(href, self._cursor, until)
        if at < 0:
            return None
        self._cursor = at + len(href)
        return Place(start=at, end=self._cursor)

    def _html(self, content: str) -> None:
        found = _TAG.match(content)
        if found is None:
            return
        closing, name = bool(found[1]), found[2].lower()
        name = "em" if name in {"i", "em", "cite"} else name
        if name == "br":
            self._add("\n", None)
        elif name in {"em", "sup", "a"} and closing:
            self._close(name)
        elif name in {"em", "sup"}:
            self._open[name] = (self._length, "")
        elif name == "a":
            href = _HREF.search(found[3])
            if href is not None:
                self._open["a"] = (self._length, next(part for part in href.groups() if part is not None))

    def _call(self, token: Token) -> None:
        number = int(token.meta["id"])
        label = token.meta.get("label")
        start = self._length
        if label is None:  # an inline note: the call stands where its text does
            content = str(self._inline_notes.get(number, {}).get("content", ""))
            self._add("^[]", f"^[{content}]")
            source_start, source_end, _ = self._pieces.sources[-1]
            # The brackets are no part of the note.
            inner = (source_start + 2, source_end - 1) if source_end > source_start + 3 else (source_start, source_end)
            self._queued.append((number, *inner))
        else:
            self._add(f"[^{label}]", f"[^{label}]")
        call = FoundCall(start=start, end=self._length, label=str(label or ""), key=None)
        self.calls.append((call, number))
