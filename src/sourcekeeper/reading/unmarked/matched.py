"""Find notes by the one thing they have in common: labels that follow one another, called one by one in that order.

Whatever the labels are (figures, letters, numerals, marks), wherever the list stands (beside the article, in its foot)
and from whatever number it counts. What is so general must be sure: nearly every label of the list is called, plainly,
in order, in the text before, and no call is left over. Pure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.labels import LineLabel, any_line_label, ends_in_arrow, link_label, plain_label
from sourcekeeper.reading.lines import Line
from sourcekeeper.reading.notes import Found
from sourcekeeper.reading.unmarked.adjoining import running_text
from sourcekeeper.reading.unmarked.calls import Answer, answer
from sourcekeeper.reading.unmarked.candidates import PLAIN_KINDS, candidates
from sourcekeeper.reading.unmarked.labelled import is_mere_prose, labelled, says_something
from sourcekeeper.reading.unmarked.places import Place, follows, places_of
from sourcekeeper.reading.unmarked.run_in import RAISED, further_notes, label_behind_title
from sourcekeeper.reading.unmarked.runs import ITEM, Entry, Run

_FARTHEST = 6
"""Lines without a label that may stand between two notes of a list."""
_ALONE = "alone"
"""The style of labels on lines of their own."""
_LONGEST_ALONE = 8
_LOOKING_BACK = 8
"""How many times the text may be searched for calls."""
_MOST_DOUBT = 0.5
"""Mean doubt of calls that are plain; see `candidates`."""
_FEWEST_OF_WHICH_ONE_FAILS = 4
"""Notes of a list of which one may be called by nobody."""
_FEWEST_FROM_ANY_NUMBER = 3
"""Notes of a list that goes on from another page."""


@dataclass(slots=True)
class _List:
    """Labels of one look that follow one another."""

    style: str
    word: str
    entries: list[Entry]
    places: list[Place]
    marks: set[str] = field(default_factory=set)
    last_line: int = 0

    @property
    def run(self) -> Run:
        """The list as others know it."""
        return Run(self.style, self.entries, stands_apart=True)


def find_matched(flow: Flow, lines: Sequence[Line], *, than: Found) -> Found:
    """Return the notes whose labels and calls match one to one; empty when more are called by another reading."""
    lists = [found for found in _lists(flow, lines) if len(found.entries) > 1]
    if not lists:
        return Found()
    outside = replace(flow, asides=_outside(flow, lists))
    accepted: list[tuple[Run, Answer]] = []
    marks = _first_marks(outside)
    since, budget = 0, _LOOKING_BACK * len(flow.text)
    for each in lists:
        run = each.run
        if run.start < since:
            continue  # its labels are told already, as something else
        labels = [each.word + label for label in run.labels]
        marked = sum(marks.get(label, run.start) < run.start for label in labels)
        if marked < len(labels) - _may_fail(run):
            continue
        if budget <= 0:
            break
        budget -= run.start - since
        found = _answer(outside, labels, since, run)
        if _matches(flow, run, found) and not (_is_aside(flow, run) and _are_others(outside, labels, since, run)):
            accepted.append((run, found))
            since = run.end
    matched = labelled(accepted)
    return matched if _weight(matched) > _weight(than) else Found()


def _first_marks(flow: Flow) -> dict[str, int]:
    """Return the labels that plain marks of a text bear, each with where the first stands: most lists have none."""
    spans = list(running_text(flow, 0, len(flow.text)))
    first: dict[str, int] = {}
    for kind in PLAIN_KINDS:
        for one in candidates(flow, kind, spans):
            first[one.label] = min(one.start, first.get(one.label, one.start))
    return first


def _answer(flow: Flow, labels: Sequence[str], since: int, run: Run) -> Answer:
    return answer(flow, labels, list(running_text(flow, since, run.start)), PLAIN_KINDS)


def _may_fail(run: Run) -> int:
    """Return how many notes of a list may be called by nobody."""
    return int(len(run.entries) >= _FEWEST_OF_WHICH_ONE_FAILS)


def _weight(found: Found) -> tuple[int, int]:
    """Return how many notes are called, and how many there are."""
    return len({call.key for call in found.calls if call.key is not None}), len(found.notes)


def _outside(flow: Flow, lists: Sequence[_List]) -> list[tuple[int, int]]:
    labels = [(entry.start, entry.content_start) for each in lists for entry in each.entries]
    return _merged([*flow.asides, *labels])


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((start, end))
    return kept


# lists


def _lists(flow: Flow, lines: Sequence[Line]) -> list[_List]:
    """Return all lists of labels that follow one another, in order of their first notes."""
    gatherer = _Gatherer(flow)
    for line in lines:
        if not line.is_blank:
            gatherer.take(line)
    for each in gatherer.lists:
        _close(flow, each.entries)
    return sorted(gatherer.lists, key=lambda each: each.entries[0].start)


class _Gatherer:
    """Reads lines and gathers lists; one pass."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._raised = dict(flow.raised)
        self._open: dict[tuple[str, str, str, bool], _List] = {}
        self._filled = 0
        self._alone: tuple[LineLabel, int] | None = None
        self.lists: list[_List] = []

    def take(self, line: Line) -> None:
        """Look at one line that has text."""
        self._filled += 1
        if line.start in self._flow.labels_alone:
            return
        alone, self._alone = self._alone, None
        if alone is not None and self._take_below(line, *alone):
            return
        label = _label_at(self._flow, line, self._raised)
        if label is None:
            self._take_alone(line)
            return
        since = self._filled - (1 if line.start in self._flow.headings else _FARTHEST)
        for place in places_of(label.label):
            self._add(label, Entry(label.label, line.start, label.content_start, line.end), place, since)
            if place.is_first and label.style != ITEM:
                self._run_on(line, label, place)

    def _take_alone(self, line: Line) -> None:
        """Remember a line that is only a label: the next one may be its note."""
        written = self._flow.text[line.start : line.end].strip()
        label = link_label(written) if len(written) <= _LONGEST_ALONE else None
        if label is None:
            self._take_title(line)
        else:
            self._alone = LineLabel(_ALONE, plain_label(label), line.end), line.start

    def _take_below(self, line: Line, label: LineLabel, start: int) -> bool:
        """Let a line be the note of the label above it; False when that counts nothing."""
        places = list(places_of(label.label))
        for place in places:
            entry = Entry(label.label, start, line.start + line.indent, line.end)
            self._add(label, entry, place, self._filled - _FARTHEST)
        return bool(places)

    def _take_title(self, line: Line) -> None:
        """Look at a line without a label: it ends lists as a heading, or begins one itself behind a title."""
        if line.start in self._flow.headings:
            self._open.clear()
            return
        found = label_behind_title(self._flow, line, self._raised)
        for place in places_of(found[0].label) if found is not None else ():
            assert found is not None
            label, start = found
            if place.is_first:
                self._add(label, Entry(label.label, start, label.content_start, line.end), place, self._filled)
                self._run_on(line, label, place)

    def _run_on(self, line: Line, label: LineLabel, place: Place) -> None:
        for entry, following in further_notes(self._flow, line, label, place):
            self._add(label, entry, following, self._filled)

    def _add(self, label: LineLabel, entry: Entry, place: Place, since: int) -> None:
        """Let a labelled line go on with the list that it follows, if that is not left behind, or begin another."""
        look = label.style, label.word, place.system, entry.start in self._flow.headings
        known = self._open.get(look)
        is_next = known is not None and known.last_line >= since and follows(known.places[-1], place)
        if known is not None and is_next and entry.label not in known.marks:
            known.entries.append(entry)
            known.places.append(place)
            known.marks.add(entry.label)
            known.last_line = self._filled
        elif place.is_first or place.system == "figures":
            self._open[look] = _List(label.style, label.word, [entry], [place], {entry.label}, self._filled)
            self.lists.append(self._open[look])


def _label_at(flow: Flow, line: Line, raised: dict[int, int]) -> LineLabel | None:
    """Return the label a line begins with, its style being its look, and where in the flow the note's text begins."""
    number = flow.item_numbers.get(line.start)
    start = line.start + line.indent
    if number is not None:
        return LineLabel(ITEM, plain_label(number), start)
    if start not in raised:
        return any_line_label(flow.text, start, line.end)
    end = raised[start]
    label = link_label(flow.text[start:end])
    if label is None or end >= line.end or flow.text[end] in ".,;:!?)":
        return None
    return LineLabel(RAISED, plain_label(label), end)


def _close(flow: Flow, entries: list[Entry]) -> None:
    """Let each note reach to the next one, and the last to where its item ends."""
    for entry, following in pairwise(entries):
        entry.end = following.start
        while entry.end > entry.content_start and flow.text[entry.end - 1].isspace():
            entry.end -= 1
    last = entries[-1]
    last.end = max(last.end, flow.item_ends.get(last.start, 0))
    for entry in entries:
        entry.has_arrow = ends_in_arrow(flow.text[entry.content_start : entry.end])


# whether they are notes


def _matches(flow: Flow, run: Run, found: Answer) -> bool:
    """Whether the calls of a text are those of a list, one by one."""
    if found.answered < len(run.entries) - _may_fail(run) or found.doubt > _MOST_DOUBT:
        return False
    if any(call.index is None for call in found.calls):
        return False  # the text calls notes that this list does not have
    if not says_something(flow, run) or is_mere_prose(flow, run, found):
        return False
    begins = any(place.is_first for place in places_of(run.labels[0]))
    if not begins and len(run.entries) < _FEWEST_FROM_ANY_NUMBER:
        return False
    return not (_is_aside(flow, run) and (run.style == ITEM or _are_mere_links(flow, run)))


def _are_others(flow: Flow, labels: Sequence[str], since: int, run: Run) -> bool:
    """Whether the text also calls what would come next: then these are calls of another list."""
    if not labels[-1].isdecimal():
        return False
    labels = [*labels, str(int(labels[-1]) + 1)]
    return _answer(flow, labels, since, run).answered == len(labels)


def _is_aside(flow: Flow, run: Run) -> bool:
    index = bisect_right(flow.asides, (run.start, len(flow.text))) - 1
    return index >= 0 and run.start < flow.asides[index][1]


def _are_mere_links(flow: Flow, run: Run) -> bool:
    """Whether the items of a list are words that lead elsewhere and nothing more: other articles, not sources."""
    return 2 * sum(_is_mere_link(flow, entry) for entry in run.entries) > len(run.entries)


def _is_mere_link(flow: Flow, entry: Entry) -> bool:
    links = flow.links_in(entry.start, entry.end)
    if len(links) != 1:
        return False
    shown = flow.text[links[0].start : links[0].end].strip()
    around = flow.text[entry.content_start : entry.end].strip()
    return "://" not in shown and len(around) <= len(shown) + 2
