"""Walk through a marked-up source text once: what all our scanners of source formats have in common. Pure.

No recursion and no second look: what is inside a span is read where the span is, and ends when its end is reached;
the text of a note is put aside and read behind the paragraph that holds it. So neither depth nor length of hostile
input does harm.
"""

from __future__ import annotations

import html
import re
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from sourcekeeper.model import Argument, Place, Problem, Reason
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.markup.source_flow import SourceFlow, even_line_ends
from sourcekeeper.reading.notes import Found, FoundCall, FoundCite, FoundNote

ADDRESS = r"(?<=h)ttps?://|(?<=f)tp://"
"""The start of an address behind its first letter, in the manner of `SourceScanner.special`."""
_URL_START = r"(?:https?|ftp)://"
_URL = re.compile(rf"{_URL_START}[^\s<>\"|{{}}\[\]`^«»“”]*", re.IGNORECASE)
BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A backslash that only says that the next sign is no mark-up."""
ENTITY = re.compile(r"&(?:[a-zA-Z]\w{1,30}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
"""A sign by its name or number, as in HTML."""
_FILLED = re.compile(r"\S")
_EMPTY_LINE = re.compile(r"\n[ \t]*(?=\n)")
_URL_TAIL = ".,;:!?'*_~"
_DEEPEST_NOTE = 60
"""Notes within one another; what is in those of that depth is text, whatever it looks like."""
_MOST_TOLD = 100
"""Damaged parts of one document that are told one by one."""


@dataclass(slots=True)
class _Span:
    """A span that is open: where it ends, where the text goes on behind it, what is done then."""

    at: int
    then: int
    close: Callable[[], None] | None
    jumps: bool = False
    """Whether the text goes on elsewhere in the source, maybe earlier."""


@dataclass(slots=True, kw_only=True)
class SourceNote:
    """A note: the key its calls name, its number once that is known, and where its text stands in the source."""

    key: str
    number: str
    start: int
    end: int
    flow_start: int = -1
    """-1 until the text was read."""
    flow_end: int = -1
    joints: tuple[tuple[int, str, int], ...] = ()
    """Where its text is parted in the source: where a part ends, what is printed there, where the next begins."""
    depth: int = 1
    """1 for a note called from the text, 2 for one called from a note."""


@dataclass(slots=True, kw_only=True)
class SourceCall:
    """A marker in the flow; `key` names its note."""

    key: str
    label: str
    flow_start: int
    flow_end: int
    at: int
    """Offset in the source."""


class SourceScanner(ABC):
    """Reads one document. A format says what is special in its text, and what each special thing means."""

    special: re.Pattern[str]
    """Matches where `take` is asked; everything between is copied. It begins with one set of characters and looks back
    at which of them it was: so it is searched for several times as fast."""
    escape: ClassVar[re.Pattern[str]] = BACKSLASH
    """What stands for another sign within an address: `BACKSLASH` or `ENTITY`."""
    by_call: ClassVar[bool] = True
    """Whether notes come in the order of their first calls, or in that of their texts."""

    def __init__(self, text: str) -> None:
        self.source = even_line_ends(text)
        self.out = SourceFlow(self.source)
        self.notes: dict[str, SourceNote] = {}
        self.calls: list[SourceCall] = []
        self.cites: list[FoundCite] = []
        self._problems: list[Problem] = []
        self._untold = 0
        self._is_too_deep = False
        self.title: str | None = None
        self.reading: SourceNote | None = None
        """The note whose text is being read."""
        self._spans: list[_Span] = []
        self._waiting: deque[SourceNote] = deque()
        self._empty_lines: list[int] | None = None
        self._searched: dict[re.Pattern[str], tuple[int, int, re.Match[str] | None]] = {}

    @abstractmethod
    def take(self, found: re.Match[str], limit: int) -> int | None:
        """Deal with something special, no further than `limit`; return where the text goes on.

        None when it is nothing special after all: then it is text, as it stands.
        """

    # walking

    def inline(self, start: int, end: int) -> None:
        """Read a stretch of running text."""
        outer, self._spans = self._spans, []
        spans, position = self._spans, start
        while True:
            limit = min(spans[-1].at, end) if spans else end
            found = self.special.search(self.source, position, limit) if position < limit else None
            if found is not None:
                self.out.copy(position, found.start())
                after = self.take(found, limit)
                if after is None:
                    self.out.copy(found.start(), found.end())
                    after = found.end()
                position = max(after, found.start() + 1)
                continue
            self.out.copy(position, limit)
            if not spans:
                break
            span = spans.pop()
            if span.close is not None:
                span.close()
            position = span.then if span.jumps else min(max(position, span.then), end)
        self._spans = outer

    def span(self, at: int, then: int, close: Callable[[], None] | None = None, *, jumps: bool = False) -> None:
        """Open a span of the running text that ends at an offset and goes on at another, with `jumps` anywhere."""
        self._spans.append(_Span(at, then, close, jumps))

    def at_end_of_span(self, close: Callable[[], None]) -> None:
        """Have something done when the innermost open span ends; never when none is open."""
        if self._spans:
            span, earlier = self._spans[-1], self._spans[-1].close

            def both() -> None:
                close()
                if earlier is not None:
                    earlier()

            span.close = both

    def find(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """Search a stretch, remembering what the last search found: what stands far ahead is looked for once."""
        first, last, found = self._searched.get(pattern, (0, -1, None))
        if first <= start and (end <= last if found is None else end == last and start <= found.start()):
            return found
        found = pattern.search(self.source, start, end)
        self._searched[pattern] = (start, end, found)
        return found

    def is_filled(self, start: int, end: int) -> bool:
        """Whether anything but white space stands in a stretch."""
        return _FILLED.search(self.source, start, end) is not None

    def empty_line(self, position: int) -> int:
        """Return where the next empty line stands, or the end of the source."""
        if self._empty_lines is None:
            self._empty_lines = [found.start() for found in _EMPTY_LINE.finditer(self.source)]
        index = bisect_left(self._empty_lines, position)
        return self._empty_lines[index] if index < len(self._empty_lines) else len(self.source)

    def emphasis(self, content: int, at: int, then: int) -> int:
        """Open a span in italics; return where its text starts."""
        begun = self.out.length
        self.span(at, then, lambda: self.out.emphasise(begun))
        return content

    def linked(self, content: int, at: int, then: int, href: str, place: Place | None) -> int:
        """Open a link whose text stands at content…at; return where its text starts."""
        begun = self.out.length
        self.span(at, then, lambda: self.out.link(begun, href, place))
        return content

    def bare_address(self, start: int, limit: int) -> int:
        """Copy an address written out: nothing in it is mark-up. Return where it ends."""
        found = _URL.match(self.source, start, limit)
        if found is None:
            self.out.copy(start, start + 1)
            return start + 1
        end = start + max(len(found[0].rstrip(_URL_TAIL)), 1)
        self.copy_unescaped(start, end)
        return end

    def copy_unescaped(self, start: int, end: int) -> None:
        """Copy a stretch with its escapes undone."""
        position = start
        for found in self.escape.finditer(self.source, start, end):
            self.out.copy(position, found.start())
            self.out.put(self.unescaped(found), found.start(), found.end())
            position = found.end()
        self.out.copy(position, end)

    def unescaped(self, found: re.Match[str]) -> str:
        """Return what an escape stands for."""
        return found[1] if found.re is BACKSLASH else html.unescape(found[0])

    def read_since(self, start: int) -> str:
        """Return what was written since an offset of the flow, less the markers in it."""
        pieces, position = [], start
        for call in self.calls:
            if call.flow_start >= start:
                pieces.append(self.out.text_between(position, call.flow_start))
                position = call.flow_end
        return " ".join("".join([*pieces, self.out.text_between(position, self.out.length)]).split())

    # notes

    def call(self, key: str, label: str, start: int, end: int) -> None:
        """Write a marker that stands for a stretch of the source."""
        begun = self.out.length
        self.out.put(f"[{label or '°'}]", start, end)
        self.calls.append(SourceCall(key=key, label=label, flow_start=begun, flow_end=self.out.length, at=start))

    def note(self, key: str, number: str, start: int, end: int) -> SourceNote:
        """Put a note aside whose text stands at start…end; `read_notes` reads it. The first of a key counts."""
        while start < end and self.source[start].isspace():
            start += 1
        while end > start and self.source[end - 1].isspace():
            end -= 1
        depth = self.reading.depth + 1 if self.reading is not None else 1
        note = SourceNote(key=key, number=number, start=start, end=end, depth=depth)
        if self.notes.setdefault(key, note) is note:
            self._waiting.append(note)
        return note

    def is_too_deep(self, start: int, end: int) -> bool:
        """Whether a note at start…end would lie too deep within others; the first time it is told."""
        if self.reading is None or self.reading.depth < _DEEPEST_NOTE:
            return False
        if not self._is_too_deep:
            self._is_too_deep = True
            self.damage("notes-too-deep", start, end)
        return True

    def read_notes(self) -> None:
        """Read the notes put aside, each a block of its own, and those found in them."""
        while self._waiting:
            note = self._waiting.popleft()
            self.reading = note
            note.flow_start = self.out.block()
            position = note.start
            for at, printed, following in note.joints:
                self.inline(position, at)
                self.out.put(printed, at, following)
                position = following
            self.inline(position, note.end)
            note.flow_end = self.out.length
            self.out.place(note.flow_start, note.flow_end, note.start, note.end)
        self.reading = None

    def paragraph(
        self, start: int, end: int, *, heading: bool = False, number: str | None = None, gap: bool = True
    ) -> None:
        """End a paragraph where the source parts two; within a note it is white space."""
        if self.reading is not None:
            self.out.put("\n", start, end)
            return
        self.read_notes()
        self.out.block(heading=heading, number=number, gap=gap)

    def damage(self, code: str, start: int, end: int, **arguments: Argument) -> None:
        """Report a damaged part of the source; of very many, the rest is counted."""
        if len(self._problems) < _MOST_TOLD:
            self._problems.append(Problem(reason=Reason.of(code, **arguments), where=Place(start=start, end=end)))
        else:
            self._untold += 1

    def problems(self) -> tuple[Problem, ...]:
        """Return what was damaged."""
        more = (Problem(reason=Reason.of("more-damage", count=self._untold)),) if self._untold else ()
        return (*self._problems, *more)

    def found(self, flow: Flow) -> Found:
        """Return notes and calls, the notes by their first calls; those nobody calls come last."""
        first: dict[str, int] = {}
        for call in self.calls:
            first.setdefault(call.key, call.flow_start)
        read = [note for note in self.notes.values() if note.flow_start >= 0]
        last = len(flow.text)
        read.sort(key=lambda note: (first.get(note.key, last) if self.by_call else 0, note.flow_start))
        calls = tuple(self._found_call(call) for call in sorted(self.calls, key=lambda call: call.flow_start))
        markers = [(call.start, call.end) for call in calls]
        return Found(notes=tuple(_found_note(note, markers) for note in read), calls=calls)

    def _found_call(self, call: SourceCall) -> FoundCall:
        note = self.notes.get(call.key)
        known = note is not None and note.flow_start >= 0
        label = note.number if note is not None and known else call.label
        return FoundCall(start=call.flow_start, end=call.flow_end, label=label, key=call.key if known else None)


def _found_note(note: SourceNote, markers: list[tuple[int, int]]) -> FoundNote:
    """Make a note, less the markers that stand in its text."""
    first = bisect_left(markers, (note.flow_start,))
    return FoundNote(
        key=note.key,
        number=note.number,
        start=note.flow_start,
        end=note.flow_end,
        cuts=tuple(markers[first : bisect_left(markers, (note.flow_end,), first)]),
    )
