"""Gather labelled lines that follow one another into runs: what may be lists of notes. Pure; one pass over the lines.

Whether a run is a list of notes is told in `labelled`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.labels import (
    BULLET,
    HEADING,
    PAGE_NUMBER,
    PRINT_MARK,
    SEPARATOR,
    call_label,
    ends_in_arrow,
    line_label,
    number_of,
    roman_value,
)
from sourcekeeper.reading.languages import words
from sourcekeeper.reading.lines import CENTRED, Line

ITEM = "item"
"""The style of a list whose numbers are in the mark-up."""

_LONGEST_MARK = 80
"""Characters of a heading, a drawn line or a page number."""

_LONGEST_PRINT_MARK = 400
_LEFT_BEHIND = 2
"""Paragraphs without a label, as the mark-up has them, after which a list need not go on."""
_WIDEST_GAP = 3
"""By how much a number may be above the one before: some are missing."""

_ORDERED = words(
    "angle circled roman hash starred bracket brace paren raised arrow dot close slash word bare glued"
) | {ITEM}
_ENCLOSED = {"bracket", "paren", "raised", "circled", "close", "dot", "word"}
"""Styles that hardly any line of prose begins with."""


@dataclass(slots=True)
class Entry:
    """A labelled line with the lines that go on with it."""

    label: str
    start: int
    content_start: int
    end: int
    has_arrow: bool = False


@dataclass(slots=True)
class Run:
    """Labelled lines of one style that follow one another."""

    style: str
    entries: list[Entry] = field(default_factory=list)
    under_heading: bool = False
    after_separator: bool = False
    heading_start: int | None = None
    stands_apart: bool = False
    """Whether an empty line, a page or the document's end bounds it."""

    @property
    def start(self) -> int:
        """Where the run starts, its heading included."""
        return self.entries[0].start if self.heading_start is None else self.heading_start

    @property
    def end(self) -> int:
        """Where the last entry ends."""
        return self.entries[-1].end

    @property
    def labels(self) -> list[str]:
        """The numbers a reader sees: the position where the list has no numbers."""
        if self.style == BULLET:
            return [str(number) for number in range(1, len(self.entries) + 1)]
        return [entry.label for entry in self.entries]

    @property
    def has_arrows(self) -> bool:
        """Whether back arrows say that these are notes, whatever calls them."""
        return sum(entry.has_arrow for entry in self.entries) * 2 > len(self.entries)

    @property
    def is_titled(self) -> bool:
        """Whether a heading says that these are notes. Dashes under one may as well be a list of works."""
        return self.under_heading and self.style != BULLET


class _Runner:
    """Reads lines and gathers runs; one pass."""

    def __init__(self, flow: Flow, wrapped: bool) -> None:
        self._flow = flow
        self._raised = dict(flow.raised)
        self._wrapped = wrapped
        self.runs: list[Run] = []
        self._run: Run | None = None
        self._pending: list[Line] = []
        self._blank = True
        self._page = False
        self._heading: int | None = None
        self._separator = False
        self._last_label: dict[str, int] = {}
        self._alone: int | None = None

    def take(self, line: Line) -> None:
        """Look at one line."""
        if line.is_blank:
            self._blank = True
            return
        if line.start in self._flow.labels_alone:
            self._alone = line.start
            return
        if self._is_within_item(line):
            return
        text = self._flow.text[line.start : line.end]
        self._page = self._page or line.starts_page
        if self._is_mark(line, text):
            return
        number = self._flow.item_numbers.get(line.start)
        found = (ITEM, number, line.indent) if number is not None else None
        if found is None:
            found = self._raised_label(line)
        if found is None and (label := line_label(text)) is not None:
            found = (label.style, label.label, label.content_start)
        if found is not None and self._starts_entry(found[0], found[1], self._begins_block(line)):
            self._add(found[0], found[1], line, line.start + found[2], text)
        else:
            self._go_on(line, text)
        self._blank = self._page = False
        self._alone = None

    def _raised_label(self, line: Line) -> tuple[str, str, int] | None:
        """Return the label that mark-up sets in superscript at the start of a line: ``<sup>1</sup>Text``."""
        start = line.start + line.indent
        end = self._raised.get(start)
        label = call_label(self._flow.text[start:end]) if end is not None and end < line.end else None
        if end is None or label is None:
            return None
        # An exponent or a call at the start of a line goes on with a stop; a note begins a text.
        return ("raised", label, end - line.start) if self._flow.text[end] not in ".,;:!?)" else None

    def _is_within_item(self, line: Line) -> bool:
        """Whether a line is a further paragraph of the item before: then it is taken."""
        entry = self._run.entries[-1] if self._run is not None else None
        if entry is None or line.end > self._flow.item_ends.get(entry.start, -1):
            return False
        entry.end = line.end
        return True

    def _is_mark(self, line: Line, text: str) -> bool:
        """Take note of headings, drawn lines and page numbers: they are no part of any note."""
        text = text.strip()
        if "  " in text and PRINT_MARK.match(text[:_LONGEST_PRINT_MARK]):
            self._page = self._blank = True
            return True
        if len(text) > _LONGEST_MARK:
            return False
        if HEADING.match(text):
            self.close(apart=True)
            self._heading, self._separator, self._blank = line.start, False, True
            return True
        if SEPARATOR.match(text):
            self.close(apart=True)
            self._separator = self._blank = True
            return True
        if PAGE_NUMBER.match(text) and (line.indent >= CENTRED or self._page or self._blank):
            self._page = self._blank = True
            return True
        return False

    def _begins_block(self, line: Line) -> bool:
        """Whether the mark-up says that a line begins a paragraph: then it goes on with none."""
        return self._flow.is_marked_up and self._flow.block_at(line.start)[0] == line.start

    def _starts_entry(self, style: str, label: str, begins_block: bool) -> bool:
        run = self._run
        if run is not None and run.style == style:
            number, previous = _number(style, label), _number(style, run.entries[-1].label)
            if style == BULLET or style not in _ORDERED or number is None:
                return True
            if previous is None:
                return number == 1
            step = number - previous
            may_be_prose = style in {"glued", "roman"} or (self._wrapped and style in {"bare", "dot"})
            return step in (0, 1) or number == 1 or (0 < step <= _WIDEST_GAP and not may_be_prose)
        if style == "roman":
            return label == "i" and (self._blank or self._heading is not None)
        if run is not None and self._changes_style(run, style, label):
            return True
        # Bullets are left behind by the first paragraph that has a number; other lists may have numbered parts.
        left = begins_block and run is not None and (run.style == BULLET or len(self._pending) >= _LEFT_BEHIND)
        goes_on = run is not None and not self._blank and not left
        if goes_on and style in {"bare", "glued", BULLET, "dot"} and not self._closed():
            return False  # a wrapped line of a note that happens to start with a figure or a dash
        return (
            style not in _ORDERED
            or number_of(label) is None
            or label in {"0", "1"}
            or self._heading is not None
            or (self._separator and style in _ENCLOSED)
            or number_of(label) == self._last_label.get(style, 0) + 1
        )

    def _changes_style(self, run: Run, style: str, label: str) -> bool:
        """Whether a list goes on with labels of another make, as when ``³`` is at hand and ``⁴`` is not."""
        is_sure = style in _ENCLOSED and run.style in _ENCLOSED and len(run.entries) > 1
        number = number_of(label) if is_sure else None
        return number is not None and number - 1 == number_of(run.entries[-1].label)

    def _closed(self) -> bool:
        return self._run is not None and self._run.entries[-1].has_arrow

    def _add(self, style: str, label: str, line: Line, content_start: int, text: str) -> None:
        run = self._run
        if run is not None and run.style != style and self._changes_style(run, style, label):
            style = run.style
        if (
            run is not None
            and run.style == style
            and label == "1"
            and style in _ORDERED
            and run.entries[-1].label != "0"
        ):
            self.close(apart=self._blank)  # the numbers start again: another list
            run = None
        elif run is not None and run.style == style and self._is_called_within(label):
            self.close(apart=True)  # each paragraph has its notes below it
            run = None
        if run is None or run.style != style:
            heading, separator = self._heading, self._separator
            self.close(apart=self._blank or self._page)
            run = Run(style, under_heading=heading is not None, after_separator=separator)
            # The label of the first note may stand in a block of its own: it calls nothing.
            run.heading_start = self._alone if heading is None else heading
            run.stands_apart = self._blank
            self.runs.append(run)
            self._run = run
            self._heading, self._separator = None, False
        elif self._pending:
            run.entries[-1].end = self._pending[-1].end
        self._pending = []
        run.entries.append(Entry(label, line.start, content_start, line.end, ends_in_arrow(text)))
        number = _number(style, label)
        if number is not None:
            self._last_label[style] = number

    def _is_called_within(self, label: str) -> bool:
        """Whether the lines since the last label call the next one: they are the text, and part of no note."""
        flow = self._flow
        if not (self._pending and flow.is_marked_up):
            return False
        start, end = self._pending[0].start, self._pending[-1].end
        within = flow.raised[bisect_left(flow.raised, (start, -1)) : bisect_left(flow.raised, (end, -1))]
        return any(call_label(flow.text[first:last]) == label for first, last in within) or any(
            sign in flow.text[start:end] for sign in (f"[{label}]", f"({label})")
        )

    def _go_on(self, line: Line, text: str) -> None:
        """A line without a label: it goes on with the last note, or ends the list."""
        run = self._run
        if run is None:
            self._heading, self._separator = None, False
            return
        goes_on = text.lstrip()
        if self._begins_block(line) and not (_is_address(goes_on) and len(goes_on.split()) == 1):
            goes_on = ""  # a paragraph of its own, however it begins
        first = goes_on[:1]
        indented = 2 <= line.indent < 16 and line.indent > self._indent_of(run)
        if self._page or self._closed() or (self._blank and not indented):
            self.close(apart=self._blank or self._page)
        elif self._wrapped or indented or first.islower() or self._is_in_block(run, line) or _is_address(goes_on):
            if self._pending:
                self._pending = []
            run.entries[-1].end = line.end
            run.entries[-1].has_arrow = ends_in_arrow(text)
        else:
            self._pending.append(line)  # part of the note only if another label follows

    def _is_in_block(self, run: Run, line: Line) -> bool:
        """Whether the mark-up puts a line into the paragraph that the last note alone begins."""
        entry = run.entries[-1]
        return self._flow.is_marked_up and self._flow.block_at(line.start)[0] == entry.start

    def _indent_of(self, run: Run) -> int:
        start = run.entries[-1].start
        text = self._flow.text
        stop = start
        while stop < len(text) and text[stop] in " \t":
            stop += 1
        return stop - start

    def close(self, *, apart: bool) -> None:
        """End the current run."""
        if self._run is not None:
            self._run.stands_apart = self._run.stands_apart or apart
        self._run, self._pending = None, []
        self._heading, self._separator = None, False


def _number(style: str, label: str) -> int | None:
    return roman_value(label) if style == "roman" else number_of(label)


def _is_address(text: str) -> bool:
    return text.startswith(("http", "www.", "<http"))


def runs_of(flow: Flow, lines: Sequence[Line], wrapped: bool) -> list[Run]:
    """Return the runs of a flow, in order; see `labelled.find_labelled` for `wrapped`."""
    runner = _Runner(flow, wrapped)
    asides = iter(flow.asides)
    aside = next(asides, None)
    for line in lines:
        while aside is not None and aside[1] <= line.start:
            aside = next(asides, None)
        if aside is not None and aside[0] <= line.start:
            runner.close(apart=True)
        else:
            runner.take(line)
    runner.close(apart=True)
    return runner.runs
