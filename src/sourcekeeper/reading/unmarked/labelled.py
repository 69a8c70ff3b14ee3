"""Find notes that only their labels give away: lines starting ``1.``, ``[2]``, ``*``, ``-`` and calls in the text.

Works on any flow, so it serves plain text, Markdown without its own notes, and HTML made by hand. Notes are believed
when something speaks for them: a heading, back arrows, or calls in the text that answer most of them in order. A list
of steps in the middle of a text has none of these. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.labels import BULLET
from sourcekeeper.reading.lines import Line, lines_of
from sourcekeeper.reading.notes import Found, FoundCall, FoundNote
from sourcekeeper.reading.unmarked.adjoining import as_adjoining, running_text
from sourcekeeper.reading.unmarked.calls import Answer, answer
from sourcekeeper.reading.unmarked.runs import ITEM, Entry, Run, runs_of
from sourcekeeper.reading.unmarked.sequence import MISSING

_ENOUGH = 0.5
"""Share of the notes that calls must answer when nothing else speaks for a list."""

_MOST_DOUBT = 1.3
"""Mean doubt of the calls up to which a list is believed that nothing else speaks for; see `candidates`."""

_DOUBT_IN_MARKUP = 0.5
"""The same for figures at the end of words, where there is mark-up: it has superscript."""

_LOOKING_ON = 20_000
"""Characters after a list in which calls are looked for that speak against it."""

_LOOKING_BACK = 8
"""How many times the text may be searched over for calls of lists that turn out to be none."""


_SAMPLE = 80
"""Characters of a note in which a word must stand."""
_SHORTEST_TITLE = 12
"""Characters of a link that names what it leads to."""
_OF_SOURCES = regex(r"://|www\.|\b(?:1[5-9]|20)\d\d\b|\b(?:p{1,2}|S|s|pág|n)\.\s?\d|[Ii]b[ií]d|doi:")


def find_labelled(flow: Flow, lines: Sequence[Line] | None = None, *, wrapped: bool = False) -> Found:
    """Return the notes and calls of a flow whose notes are labelled lines; empty when there are none.

    `wrapped`: whether paragraphs are broken over lines, so that the line after a label goes on with its note.
    """
    runs = runs_of(flow, lines_of(flow.text) if lines is None else lines, wrapped)
    return labelled(_believed(flow, runs))


def labelled(accepted: Sequence[tuple[Run, Answer]]) -> Found:
    """Make notes and calls of runs that are believed, each with what answers it."""
    notes: list[FoundNote] = []
    calls: list[FoundCall] = []
    for run, found in accepted:
        keys = [f"{entry.start}" for entry in run.entries]
        for key, entry, label in zip(keys, run.entries, run.labels, strict=True):
            notes.append(FoundNote(key=key, number=label, start=entry.content_start, end=entry.end))
        calls += [
            FoundCall(
                start=call.start, end=call.end, label=call.label, key=None if call.index is None else keys[call.index]
            )
            for call in found.calls
        ]
    return Found(notes=tuple(notes), calls=tuple(_across(notes, calls)))


def _across(notes: Sequence[FoundNote], calls: Sequence[FoundCall]) -> Iterator[FoundCall]:
    """Give calls that their own list does not answer to the one note of another list that bears their label."""
    bearing = Counter(note.number for note in notes)
    keys = {note.number: note.key for note in notes}
    for call in calls:
        yield replace(call, key=keys[call.label]) if call.key is None and bearing[call.label] == 1 else call


def _believed(flow: Flow, runs: Sequence[Run]) -> list[tuple[Run, Answer]]:
    """Choose the runs that are notes, with the calls that answer them.

    Three readings are weighed: all notes stand together at the end, or each page or chapter has its own, or several
    lists close the text.
    """
    flow = replace(flow, asides=_outside(flow, runs))
    best = _as_endnotes(flow, runs)
    if len(runs) > 1:
        apart, at_the_end = _as_footnotes(flow, runs), as_adjoining(flow, runs, _answers_enough)
        best = max((best, apart, at_the_end), key=_weight)
    return [(run, _less_borrowed(flow, run, found)) for run, found in best] or _uncalled(flow, runs)


def _less_borrowed(flow: Flow, run: Run, found: Answer) -> Answer:
    """Drop the calls of a list that only a few figures seem to call, where there is mark-up: 193¹ is a year."""
    borrows = flow.is_marked_up and found.is_mere_figures and found.answered < _ENOUGH * len(run.entries)
    return Answer() if borrows else found


def _outside(flow: Flow, runs: Sequence[Run]) -> list[tuple[int, int]]:
    """Return what is no running text: asides, and the labels of all lists, which call nothing."""
    labels = [(entry.start, entry.content_start) for run in runs for entry in run.entries]
    kept: list[tuple[int, int]] = []
    for start, end in sorted([*flow.asides, *labels]):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        else:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
    return kept


def _uncalled(flow: Flow, runs: Sequence[Run]) -> list[tuple[Run, Answer]]:
    """The last list of addresses under a heading of notes, when no list at all is called.

    One without numbers must close the text, as the sources of a leaflet do; on a page such a list may lead anywhere.
    """
    for run in reversed(runs):
        closes = run.under_heading and not (flow.is_marked_up or flow.text[run.end :].strip())
        if run.is_titled or (closes and len(run.entries) > 1):
            addresses = flow.text.count("://", run.start, run.end)
            is_of_sources = max(addresses, len(flow.links_in(run.start, run.end))) * 2 >= len(run.entries)
            return [(run, Answer())] if is_of_sources else []
    return []


def _weight(reading: list[tuple[Run, Answer]]) -> float:
    return sum(
        _certain(found) - 0.5 * (len(run.entries) - _certain(found)) + (run.has_arrows or run.is_titled)
        for run, found in reading
    )


def _certain(found: Answer) -> float:
    """Return how many notes are answered, doubtful calls counted in part: of two lists one may borrow figures."""
    return found.answered * max(0.0, 1 - found.doubt / MISSING)


def _as_endnotes(flow: Flow, runs: Sequence[Run]) -> list[tuple[Run, Answer]]:
    """The last list only (or those under one another at the end), answered from all the text before."""
    speaking = [run for run in runs if run.has_arrows]
    titled = [run for run in runs if run.is_titled]
    until = {id(run): following.start for run, following in pairwise(runs)}
    for run in reversed(speaking or [*list(runs)[-3:], *titled[-3:]]):
        found = answer(flow, run.labels, list(running_text(flow, 0, run.start)))
        if run.has_arrows or _answers_enough(flow, run, found, until.get(id(run), len(flow.text))):
            return [(run, found)]
    return []


def _as_footnotes(flow: Flow, runs: Sequence[Run]) -> list[tuple[Run, Answer]]:
    """Every list that its own stretch of text answers."""
    accepted: list[tuple[Run, Answer]] = []
    since = 0
    # Lists that are no notes make the next one look further back; the budget keeps that linear in the text's size.
    budget = _LOOKING_BACK * len(flow.text)
    ends = [*(run.start for run in runs[1:]), len(flow.text)]
    for previous, run, until in zip([None, *runs], runs, ends, strict=False):
        if budget <= 0 and previous is not None:
            since = max(since, previous.end)
        budget -= max(run.start - since, 0)
        found = answer(flow, run.labels, list(running_text(flow, since, run.start)))
        if run.has_arrows or _answers_enough(flow, run, found, until):
            accepted.append((run, found))
            since = run.end
    return accepted


def _answers_enough(flow: Flow, run: Run, found: Answer, until: int) -> bool:
    if not found.answered:
        return False
    if run.style in {"hash", "starred"} and len(run.entries) == 1:
        return False  # "#1 priority"
    share = found.answered / len(run.entries)
    is_bare = not (run.is_titled or run.after_separator)
    if not says_something(flow, run):
        return False
    if flow.is_marked_up and is_bare and found.is_mere_figures and not _are_calls(run, found):
        return False
    if flow.is_marked_up and not run.is_titled and is_mere_prose(flow, run, found):
        return False
    if flow.is_marked_up and not run.is_titled and found.is_mere_figures and found.doubt > _DOUBT_IN_MARKUP:
        return False
    if run.style == BULLET:
        # Dashes number nothing: every one must be called, and the list must close the text.
        addresses = sum("://" in flow.text[entry.start : entry.end] for entry in run.entries)
        is_plain = found.doubt <= _MOST_DOUBT
        closes = not flow.text[run.end :].strip()
        return share == 1.0 and is_plain and addresses * 2 >= len(run.entries) and closes
    if run.is_titled:
        return True
    if run.after_separator:
        return share >= 0.3 and found.doubt <= _MOST_DOUBT
    if found.doubt > _MOST_DOUBT:
        return False  # figures of the text that happen to count on
    if run.style == ITEM and _is_amid_calls(flow, run, found, until):
        return False
    return share >= _ENOUGH and (run.stands_apart or not flow.text[run.end :].strip() or share == 1.0)


def _are_calls(run: Run, found: Answer) -> bool:
    """Whether figures at the end of words are calls in mark-up, where few texts have such: then every note has one."""
    return found.answered == len(run.entries) > 2 and found.doubt <= _DOUBT_IN_MARKUP


def is_mere_prose(flow: Flow, run: Run, found: Answer) -> bool:
    """Whether calls may as well be words, and the list names no sources: ``step 1``, ``in case (a) … in case (b)``."""
    return found.kind == "spaced" or (found.are_amid_words(flow.text) and not names_sources(flow, run))


def says_something(flow: Flow, run: Run) -> bool:
    """Whether the notes of a list have words: the numbers of pages do not."""
    spans = ((entry.content_start, min(entry.end, entry.content_start + _SAMPLE)) for entry in run.entries)
    return all(any(map(str.isalpha, flow.text[start:end])) for start, end in spans)


def names_sources(flow: Flow, run: Run) -> bool:
    """Whether half of the notes of a list, or more, hold what sources have: an address, a link, a year, a page."""
    return 2 * sum(_names_source(flow, entry) for entry in run.entries) >= len(run.entries)


def _names_source(flow: Flow, entry: Entry) -> bool:
    if _OF_SOURCES.search(flow.text, entry.start, entry.end):
        return True
    # A link of one word leads on ("more"); the title of a work is longer.
    return any(link.end - link.start >= _SHORTEST_TITLE for link in flow.links_in(entry.start, entry.end))


def _is_amid_calls(flow: Flow, run: Run, found: Answer, until: int) -> bool:
    """Whether the text up to the next list calls notes that this one does not have: it is a list of steps."""
    if any(call.index is None for call in found.calls):
        return True
    following = str(len(run.entries) + 1)
    end = min(run.end + _LOOKING_ON, until)
    return answer(flow, [following], list(running_text(flow, run.end, end))).answered > 0
