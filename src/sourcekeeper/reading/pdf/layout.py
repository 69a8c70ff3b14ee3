"""Tell on the pages of a PDF what is running text, what are notes at the foot, and what belongs to neither. Pure.

Notes stand below the text, in smaller type or under a drawn line, and the first of them on a page begins with a label
(or goes on from the page before). Running heads and page numbers stand apart at the edges and repeat.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sourcekeeper.patterns import regex
from sourcekeeper.reading.labels import HEADING, PAGE_NUMBER
from sourcekeeper.reading.pdf.line import PdfLine

SMALLER = 0.95
"""Notes are set in type of at most this share of the text's size."""
_EDGE_LINES = 3
_APART_IN_EMS = 1.75
"""A running head's baseline lies at least this far from the text's."""
_BODY_SHARE = 0.15
"""Share of all characters that the largest size of running text has at least."""

_EdgeKey = tuple[str, int]
"""What a line at the edge says, less its figures, and about where: running heads have the same on many pages."""
_COUNTED = regex(r"\d+|\b[ivxlc]+\b")
_ROMAN_PAGE = regex(r"\s*[-–—]?\s*[ivxlc]{1,7}\s*[-–—]?\s*$")
_PRINT_MARK = regex(
    r"(?:file|https?)://\S*(?:\s.*)?\s\d{1,4}\s?/\s?\d{1,4}$|^\d{1,4}\s?/\s?\d{1,4}$|^(?:file|https?)://\S+$"
    r"|^\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}(?:\s?[AP]M)?\b"
)
"""What browsers print at the edges: the address, the page of how many, the day and the hour."""
_LABEL = regex(
    r"(?:\[(?P<bracket>\d{1,4}|[*†‡§]{1,4}|[a-z])\]|\((?P<paren>\d{1,4}|[*†‡]{1,4}|[a-z])\)"
    r"|(?P<figure>\d{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§¶∗]{1,5}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}))(?P<stop>[.)]?)(?=\s|$)\s*"
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹∗", "0123456789*")


@dataclass(slots=True)
class PdfPageLines:
    """A page as lines in reading order, with its drawn lines (x0, x1, y) and its edges (bottom, top)."""

    number: int
    lines: list[PdfLine]
    rules: list[tuple[float, float, float]]
    bottom: float
    top: float


@dataclass(slots=True)
class FootNote:
    """A note at the foot of a page: its label, and its lines, perhaps of several pages."""

    label: str
    label_end: int
    """Where the note's text begins in its first line."""
    lines: list[PdfLine]


@dataclass(slots=True)
class Layout:
    """A document taken apart."""

    body: list[PdfLine] = field(default_factory=list)
    notes: list[FootNote] = field(default_factory=list)
    body_size: float = 0.0


def lay_out(pages: Sequence[PdfPageLines]) -> Layout:
    """Take a document apart into text and notes."""
    without_running_heads(pages)
    layout = Layout(body_size=body_size(pages))
    last: FootNote | None = None
    for page in pages:
        for run in _runs_of_columns(page.lines):
            start = _zone_start(run, page, layout.body_size, last)
            layout.body += run[:start]
            found = _notes_of(run[start:], last)
            layout.notes += found
            last = found[-1] if found else last
    return layout


def all_as_text(layout: Layout) -> Layout:
    """Return a layout in which what looked like notes is text, in the order of the pages."""
    lines = [*layout.body, *(line for note in layout.notes for line in note.lines)]
    return Layout(body=sorted(lines, key=lambda line: (line.page, line.number)), body_size=layout.body_size)


def body_size(pages: Sequence[PdfPageLines]) -> float:
    """Return the size of the running text: the largest that a good part of the characters has."""
    counts: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            counts[round(line.size * 2) / 2] += len(line.text)
    total = sum(counts.values())
    sizes = [size for size, count in counts.items() if count >= _BODY_SHARE * total]
    usual = max(counts, key=lambda size: counts[size], default=0.0)
    return max([size for size in sizes if size <= 1.5 * usual], default=usual)


# --- running heads --------------------------------------------------------------------------------------------------


def without_running_heads(pages: Sequence[PdfPageLines]) -> None:
    """Take running heads, running feet and page numbers out of the pages."""
    for is_top in (True, False):
        edges = [[(line, _edge_key(line)) for line in _edge(page, is_top)] for page in pages]
        seen: Counter[_EdgeKey] = Counter()
        for edge in edges:
            seen.update({key for _, key in edge})
        for page, edge in zip(pages, edges, strict=True):
            dropped = _running(page, edge, seen, len(pages))
            if dropped:
                page.lines = [line for line in page.lines if id(line) not in dropped]


def _edge(page: PdfPageLines, is_top: bool) -> list[PdfLine]:
    """Return the outermost lines of a page, the outermost first, those of one height side by side."""
    ordered = sorted(page.lines, key=lambda line: -line.y if is_top else line.y)
    heights: list[float] = []
    edge = []
    for line in ordered:
        if not heights or abs(line.y - heights[-1]) > 2:
            heights.append(line.y)
        if len(heights) > _EDGE_LINES:
            break
        edge.append(line)
    return edge


def _edge_key(line: PdfLine) -> _EdgeKey:
    return _COUNTED.sub("#", line.text.strip().lower()), round(line.y / 4)


def _running(
    page: PdfPageLines, edge: Sequence[tuple[PdfLine, _EdgeKey]], seen: Counter[_EdgeKey], pages: int
) -> set[int]:
    """Return the lines of an edge that are no part of the text, from the outermost inwards."""
    dropped: set[int] = set()
    height: float | None = None
    for line, (text, y) in edge:
        if height is not None and abs(line.y - height) > 2 and not dropped:
            break
        height = line.y
        repeats = max(seen[text, y], seen[text, y - 1], seen[text, y + 1])
        apart = _stands_apart(page, line)
        margin = 0.09 * (page.top - page.bottom)
        is_outside = line.y > page.top - margin or line.y < page.bottom + margin
        if (
            (repeats >= 2 and repeats >= min(0.12 * pages, 6) and apart and not line.starts_raised)
            or (_PRINT_MARK.search(line.text) and is_outside and (apart or " " in line.text))
            or (apart and _is_page_number(line.text) and not line.starts_raised)
        ):
            dropped.add(id(line))
    if dropped:  # what stands beside a dropped line at the edge: the title beside the hour
        heights = {round(line.y) for line, _ in edge if id(line) in dropped}
        dropped |= {id(line) for line, _ in edge if round(line.y) in heights}
    return dropped


def _stands_apart(page: PdfPageLines, line: PdfLine) -> bool:
    distances = [abs(other.y - line.y) for other in page.lines if abs(other.y - line.y) > 2]
    return not distances or min(distances) > _APART_IN_EMS * line.size


def _is_page_number(text: str) -> bool:
    return bool(PAGE_NUMBER.match(text) or _ROMAN_PAGE.match(text))


# --- notes at the foot ----------------------------------------------------------------------------------------------


def _runs_of_columns(lines: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """Cut the lines of a page where the reading goes up again: at the head of the next column."""
    runs: list[list[PdfLine]] = []
    for line in lines:
        if runs and line.y <= runs[-1][-1].y + 2 and (line.column == runs[-1][-1].column or -1 in
                                                      (line.column, runs[-1][-1].column)):  # fmt: skip
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _zone_start(run: Sequence[PdfLine], page: PdfPageLines, size: float, last: FootNote | None) -> int:
    """Return the index of the first line of the notes that close a run; its length when there are none."""
    start = len(run)
    while start > 0 and run[start - 1].size <= SMALLER * size:
        start -= 1
    ruled = _below_rule(run, page)
    if ruled is not None and ruled < start and _is_labelled(run[ruled]):
        return ruled
    if start == len(run):
        return _same_size_start(run, last)
    goes_on = last is not None and _is_unfinished(last) and _is_in_type_of(last, run[start:])
    if ruled is not None and ruled >= start:
        if goes_on or _is_labelled(run[ruled]):
            return ruled
        start = ruled
    if goes_on and start > 0 and _gap_above(run, start):
        return start
    for index in range(start, len(run)):
        if _is_labelled(run[index]) and (run[index].starts_raised or _begins_list(run[index], last)):
            return index
    return len(run)


def _same_size_start(run: Sequence[PdfLine], last: FootNote | None) -> int:
    """Return the first line of notes set in the size of the text, parted from it by a gap; its length without any.

    What tells them: they go on counting, and raised figures of the text above call most of them.
    """
    called = {line.text[begin:end].strip() for line in run for begin, end in line.raised if begin}
    expected = (label_value(last.label) or 0) + 1 if last is not None else 1
    for index in range(1, len(run)):
        label = label_of(run[index])
        if label is None or label_value(label.text) not in {expected, 1} or not _gap_above(run, index):
            continue
        if HEADING.match(run[index - 1].text):
            break  # a list of notes under its heading may go on over the next pages: it is text
        labels = [label_value(note.label) for note in _notes_of(run[index:], None)]
        counts_on = all(other == (one or 0) + 1 for one, other in pairwise(labels))
        if called and counts_on and sum(str(value) in called for value in labels) * 2 >= len(labels):
            return index
    return len(run)


def _below_rule(run: Sequence[PdfLine], page: PdfPageLines) -> int | None:
    """Return the first line below a drawn line that parts notes from text: a short one, at the left edge."""
    left = min(line.x0 for line in run)
    right = max(line.x1 for line in run)
    for x0, x1, y in sorted(page.rules, key=lambda rule: rule[2]):
        if abs(x0 - left) > 6 or not 30 <= x1 - x0 <= max(0.75 * (right - left), 60):
            continue
        below = [index for index, line in enumerate(run) if line.y < y - 0.3 * line.size]
        if not below or y - run[below[0]].y > 30:
            continue
        # A line under words is an underlining, not a separator.
        if not any(abs(line.y - y) < 0.35 * line.size and line.x0 < x1 and line.x1 > x0 for line in run):
            return below[0]
    return None


def _gap_above(run: Sequence[PdfLine], index: int) -> bool:
    return run[index - 1].y - run[index].y > 1.35 * run[index].size


def _is_unfinished(note: FootNote) -> bool:
    return note.lines[-1].text.rstrip()[-1:] not in ".!?"


def _is_in_type_of(note: FootNote, lines: Sequence[PdfLine]) -> bool:
    """Whether the notes at the foot of a page are set like a note before: its lines may be in several types."""
    sizes = {round(line.size, 1) for line in note.lines}
    return any(abs(size - line.size) < 0.3 for line in lines for size in sizes)


def _is_labelled(line: PdfLine) -> bool:
    label = label_of(line)
    return label is not None and not label.is_doubtful


def _begins_list(line: PdfLine, last: FootNote | None) -> bool:
    """Whether a small line with a plain label is a note: the first, or the next after the last."""
    label = label_of(line)
    if label is None:
        return False
    value = label_value(label.text)
    if last is not None and label_value(last.label) is not None and value is not None:
        return value in (1, (label_value(last.label) or 0) + 1)
    return value is None or value <= 3


# --- labels ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LineLabel:
    """The label a line begins with: its text, its kind, and where what follows it begins."""

    text: str
    kind: str
    end: int
    is_doubtful: bool = False
    """Whether it may as well be the first word of the line: a letter, ``I``, ``mix``."""


def label_of(line: PdfLine) -> LineLabel | None:
    """Return the label a line begins with, None when it begins with none."""
    found = _LABEL.match(line.text)
    if found is None or found.end() >= len(line.text.rstrip()) + 1:
        return None
    kind = str(found.lastgroup if found.lastgroup != "stop" else "figure")
    for name in ("bracket", "paren", "figure"):
        if found[name]:
            kind = name
    text = found[kind].translate(_SUPERSCRIPTS)
    doubtful = False
    if kind == "figure" and text.isalpha() and not line.starts_raised and not found["stop"]:
        # A letter begins many a line; as a label it keeps a distance.
        doubtful = line.room < 1.1 * line.size
    if line.starts_raised:
        kind = "raised"
    return LineLabel(text, kind + found["stop"], found.end(), doubtful)


def label_value(label: str) -> int | None:
    """Return the number a label stands for: ``12``, ``iv``; None for letters and signs."""
    if label.isdecimal():
        return int(label)
    if re.fullmatch(r"[ivxlc]+", label):
        values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
        numbers = [values[letter] for letter in label]
        return sum(-one if one < max(numbers[index:]) else one for index, one in enumerate(numbers))
    return None


def _notes_of(zone: Sequence[PdfLine], last: FootNote | None) -> list[FootNote]:
    """Cut a zone into notes; lines before the first label go on with the last note before."""
    notes: list[FootNote] = []
    current = last
    style: str | None = None
    for line in zone:
        label = label_of(line)
        if label is not None and _follows(label, line, notes, last, style):
            style = label.kind
            current = FootNote(label.text, label.end, [line])
            notes.append(current)
        elif current is not None:
            current.lines.append(line)
    return notes


def _follows(
    label: LineLabel, line: PdfLine, notes: Sequence[FootNote], last: FootNote | None, style: str | None
) -> bool:
    """Whether a labelled line begins a note rather than going on with one."""
    if line.starts_raised:
        return True
    if style is not None and label.kind != style and label.text.strip("*†‡§¶") != "":
        return False
    value = label_value(label.text)
    before = notes[-1] if notes else last
    if value is None:
        is_sign = label.text.strip("*†‡§¶") == ""
        return not label.is_doubtful and (is_sign or before is None or label.text > before.label)
    previous = label_value(before.label) if before is not None else None
    if label.is_doubtful:
        return bool(notes) and value == (previous or 0) + 1 and before is not None and not before.label.isdecimal()
    if previous is None:
        return value <= 3 or not notes
    if not notes:
        return value in (1, previous + 1) or (previous < value <= previous + 3)
    return value == previous + 1 or (value == previous + 2 and line.x0 <= notes[-1].lines[0].x0 + 2)
