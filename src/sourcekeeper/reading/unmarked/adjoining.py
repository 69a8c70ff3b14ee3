"""Lists of notes side by side at the end of a text: those of each chapter, or remarks beside sources. Pure.

What one list alone cannot be: `labelled` weighs it against the readings of single lists.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.unmarked.calls import Answer, answer
from sourcekeeper.reading.unmarked.runs import Run

_WIDEST_GAP = 120
"""Characters that may stand between two lists: the title of a chapter."""
_MOST_GROUPS = 2
"""How many groups of lists are tried, from the last."""


def as_adjoining(
    flow: Flow, runs: Sequence[Run], answers_enough: Callable[[Flow, Run, Answer, int], bool]
) -> list[tuple[Run, Answer]]:
    """Return the lists of the last group that all the text before it answers, each with its calls; else none.

    Lists with labels of their own (a, b; 1, 2, 3) are answered one by one. Those that start again are one list whose
    numbers repeat. `answers_enough` says whether a list is believed, given the calls and where the next list starts.
    """
    for group in reversed(_groups(flow, runs)[-_MOST_GROUPS:]):
        spans = list(running_text(flow, 0, group[0].start))
        labels = [label for run in group for label in run.labels]
        lists = group if len(set(labels)) == len(labels) else _joined(group)
        answered = [(run, answer(flow, run.labels, spans)) for run in lists]
        if answered and all(answers_enough(flow, run, found, len(flow.text)) for run, found in answered):
            return answered
    return []


def _groups(flow: Flow, runs: Sequence[Run]) -> list[list[Run]]:
    """Part lists into those with nothing but a line between them; of several, each."""
    groups: list[list[Run]] = [[]]
    for run in runs:
        if groups[-1] and not _adjoin(flow, groups[-1][-1], run):
            groups.append([])
        groups[-1].append(run)
    return [group for group in groups if len(group) > 1]


def _adjoin(flow: Flow, run: Run, following: Run) -> bool:
    if following.start - run.end > 2 * _WIDEST_GAP:
        return False
    between = flow.text[run.end : following.start].strip()
    return len(between) <= _WIDEST_GAP and "\n" not in between


def _joined(group: Sequence[Run]) -> list[Run]:
    """Return lists that each begin at 1 as one; nothing when they are no such lists."""
    first = group[0]
    if any(run.style != first.style or run.labels[0] != "1" for run in group):
        return []
    return [
        Run(
            first.style,
            entries=[entry for run in group for entry in run.entries],
            under_heading=first.under_heading,
            after_separator=first.after_separator,
            heading_start=first.heading_start,
            stands_apart=True,
        )
    ]


def running_text(flow: Flow, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what of a span stands in the article."""
    cursor = start
    index = max(bisect_left(flow.asides, (start, -1)) - 1, 0)
    for first, last in flow.asides[index:]:
        if first >= end:
            break
        if cursor < first:
            yield cursor, first
        cursor = max(cursor, last)
    if cursor < end:
        yield cursor, end
