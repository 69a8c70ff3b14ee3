"""Answer a list of notes with the calls of a text: which shape the calls have, and which candidates they are. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.labels import call_label
from sourcekeeper.reading.unmarked.candidates import KINDS, candidates
from sourcekeeper.reading.unmarked.sequence import Candidate, path_cost, rising_path

_ORPHANS = frozenset({"bracket", "raised"})
"""Shapes so plain that a call of a note which is not there is believed."""
_PLAIN = _ORPHANS | {"paren"}
"""Shapes that need no sequence to be believed."""
_MERE_FIGURES = frozenset({"glued", "spaced"})
_WORDLIKE = frozenset({"bracket", "raised", "paren", "boxed"})
"""Shapes that may as well number what follows them: parts of a law, verses."""
_CERTAIN = 0.2
"""Cost up to which a candidate needs no sequence, and an answer to all the notes needs no rival."""
_MOST_SPACED = 1.1
"""Mean cost up to which figures parted by a space from the text are believed."""


_GAPS = " \t\u00a0"
_STOPS = " \n\t\u00a0.,;:!?"
_AGAIN = 0.3
"""Cost up to which figures glued to a text may call a note once more."""
_BEFORE_AGAIN = regex(r"(?:[^\W\d_]{4}[.,;:!?…]|[^\W\d_][»”)][.,;:!?…]?|[^\W\d_][.!?…][»”)])$")
_BEHIND_AGAIN = regex(r"\s|$")


@dataclass(slots=True)
class AnsweredCall:
    """A call, and the index of the note it calls; None when the list has no such note."""

    start: int
    end: int
    label: str
    index: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The calls that were found, and how many notes they answer."""

    calls: tuple[AnsweredCall, ...] = ()
    answered: int = 0
    doubt: float = 0.0
    """How unlike calls they look, on the average: 0 for plain ones; see `candidates`."""
    kind: str = ""
    """Their shape; see `candidates.KINDS`."""

    @property
    def is_mere_figures(self) -> bool:
        """Whether they are figures at the end of words or after them, which may as well be figures."""
        return self.kind in _MERE_FIGURES

    def are_amid_words(self, text: str) -> bool:
        """Whether most stand as words do, a space on either side and a word behind: ``(1) follows from (2) by``."""
        if self.kind not in _WORDLIKE:
            return False
        amid = sum(
            text[call.start - 1 : call.start] == " "
            and text[call.end : call.end + 1] == " "
            and text[call.end + 1 : call.end + 2].isalpha()
            for call in self.calls
        )
        return 2 * amid > len(self.calls)


def answer(
    flow: Flow, labels: Sequence[str], spans: Sequence[tuple[int, int]], kinds: Sequence[str] = KINDS
) -> Answer:
    """Find the calls of notes bearing `labels` in some spans of a flow.

    Each shape of call is searched by sequence; the one that explains the notes at the least cost is believed. Calls
    of that shape which fall outside the sequence (a note called twice, or out of order) are added where the shape
    leaves no doubt.
    """
    best: tuple[float, list[Candidate], dict[int, int], str] | None = None
    wanted = set(labels)
    has_words = any(label[:1].isalpha() and label[-1:].isdecimal() for label in labels)
    plain: list[list[Candidate]] = []
    for kind in kinds:
        if (kind == "worded" and not has_words) or (kind == "roman" and "ii" not in wanted):
            continue
        found = [one for one in candidates(flow, kind, spans) if one.label in wanted or kind in _ORPHANS]
        found = [one for one in found if not _leads_away(flow, one)] if flow.links else found
        if flow.is_marked_up and kind not in _MERE_FIGURES:
            found = [one for one in found if not _opens_line(flow.text, one)]
        if kind in _PLAIN and found:
            plain.append(found)
        path = rising_path(found, labels) if found else {}
        if not path or (kind == "spaced" and not _is_sure(path, found, labels)):
            continue
        cost = path_cost(path, found, labels)
        if best is None or cost < best[0]:
            best = cost, found, path, kind
        if len(path) == len(labels) and cost <= _CERTAIN * len(labels):
            break
    if best is None:
        return Answer()
    _, found, path, kind = _of_several_shapes(best, plain, labels) if len(plain) > 1 else best
    calls = [
        AnsweredCall(found[number].start, found[number].end, labels[index], index) for index, number in path.items()
    ]
    calls += _again(flow, found, path, labels) if kind == "glued" else _others(found, path, labels, kind)
    calls.sort(key=lambda call: (call.start, call.end))
    answered = len({call.index for call in calls if call.index is not None})
    return Answer(tuple(calls), answered, _doubt(path, found), kind)


def _of_several_shapes(
    best: tuple[float, list[Candidate], dict[int, int], str], plain: Sequence[list[Candidate]], labels: Sequence[str]
) -> tuple[float, list[Candidate], dict[int, int], str]:
    """Take calls of all plain shapes together where none answers all notes and they answer more: ``³``, ``(4)``."""
    cost, _, path, _ = best
    if len(path) == len(labels):
        return best
    wanted = set(labels)
    found = sorted(one for several in plain for one in several if one.label in wanted)
    together = rising_path(found, labels)
    total = path_cost(together, found, labels)
    return (total, found, together, "paren") if len(together) > len(path) and total < cost else best


def _is_sure(path: dict[int, int], found: Sequence[Candidate], labels: Sequence[str]) -> bool:
    """Whether figures that stand apart, as any number does, are calls: every note has one, where a sentence stops."""
    return len(labels) > 1 and len(path) == len(labels) and _doubt(path, found) <= _MOST_SPACED


def _doubt(path: dict[int, int], found: Sequence[Candidate]) -> float:
    return sum(found[number].cost for number in path.values()) / len(path)


def _leads_away(flow: Flow, candidate: Candidate) -> bool:
    """Whether a label is itself a link to a source (``<a href="https://…">1</a>``): it calls no note."""
    links = flow.links_in(candidate.start, candidate.end)
    return any("#" not in link.href and call_label(flow.text[link.start : link.end]) is not None for link in links)


def _opens_line(text: str, candidate: Candidate) -> bool:
    """Whether a label begins a line that goes on: it numbers what follows, and calls nothing."""
    start, end = candidate.start, candidate.end
    while start > 0 and text[start - 1] in _GAPS:
        start -= 1
    return (start == 0 or text[start - 1] == "\n") and text[end : end + 2].strip(_STOPS) != ""


def _others(found: Sequence[Candidate], path: dict[int, int], labels: Sequence[str], kind: str) -> list[AnsweredCall]:
    """Find the calls outside the rising sequence, and those that call a note which is not there.

    They may stand in one piece of text with others: ``[1, 2]`` is two calls.
    """
    if kind not in _PLAIN:
        return []
    taken = set(path.values())
    places: dict[str, list[int]] = {}
    for index, label in enumerate(labels):
        places.setdefault(label, []).append(index)
    positions = [(found[number].start, index) for index, number in path.items()]
    others = []
    for number, candidate in enumerate(found):
        if number in taken or candidate.cost > _CERTAIN:
            continue
        where = places.get(candidate.label)
        if where is not None:
            nearest = _nearest(where, positions, candidate.start)
            others.append(AnsweredCall(candidate.start, candidate.end, candidate.label, nearest))
        elif kind in _ORPHANS and candidate.label.isdecimal() and int(candidate.label) <= 2 * len(labels) + 5:
            others.append(AnsweredCall(candidate.start, candidate.end, candidate.label, None))
    return others


def _again(flow: Flow, found: Sequence[Candidate], path: dict[int, int], labels: Sequence[str]) -> list[AnsweredCall]:
    """Find notes called once more by figures glued to the text, where every note is called and numbers do not restart.

    Only where nothing but a call stands so: behind the stop of a word, or behind a closing mark.
    """
    places = {label: index for index, label in enumerate(labels)}
    if len(path) < len(labels) or len(places) < len(labels):
        return []
    taken = {(found[number].start, found[number].end) for number in path.values()}
    return [
        AnsweredCall(one.start, one.end, one.label, places[one.label])
        for one in found
        if one.cost <= _AGAIN
        and (one.start, one.end) not in taken
        and _BEFORE_AGAIN.search(flow.text, max(0, one.start - 6), one.start)
        and _BEHIND_AGAIN.match(flow.text, one.end)
    ]


def _nearest(where: Sequence[int], positions: Sequence[tuple[int, int]], start: int) -> int:
    """Of several notes with one label, choose that of the chapter the call stands in."""
    if len(where) == 1:
        return where[0]
    reached = bisect_right(positions, (start, len(positions) + 10**9)) - 1
    index = positions[reached][1] if reached >= 0 else 0
    return min(where, key=lambda place: abs(place - index))
