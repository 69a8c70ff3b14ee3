"""Choose among possible markers by the order they must stand in. Pure.

A scraped call is only a figure glued to a word (``outils1.``), and figures that are no calls stand around it. What
decides is the sequence: the calls of notes 1…n follow one another in the text. Each candidate has a cost that says
how unlike a call it looks, and the cheapest rising path through the candidates wins; a note without a call costs
`MISSING`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

MISSING = 3.0
"""Cost of leaving a note without a call: a candidate dearer than this is never taken."""


_PAIRS = 100_000
"""Pairs of candidates and notes of one label that are all tried; of more, only those near one another."""


class Candidate(NamedTuple):
    """A piece of text that may call a note."""

    start: int
    end: int
    label: str
    cost: float = 0.0
    """0: looks like nothing but a call; beyond `MISSING`: never one."""


class _PrefixMinimum:
    """The least value, and whose it is, among indexes below a given one (a Fenwick tree: O(log n) a step)."""

    def __init__(self, size: int) -> None:
        self._best: list[tuple[float, int]] = [(float("inf"), -1)] * (size + 1)

    def offer(self, index: int, value: float, owner: int) -> None:
        """Put a value at an index, counted from 0."""
        best, offered, position = self._best, (value, owner), index + 1
        # Who stands further on is responsible for all before: where the value is not the least, it is so nowhere.
        while position < len(best) and value < best[position][0]:
            best[position] = offered
            position += position & -position

    def below(self, index: int) -> tuple[float, int]:
        """Return the least value at any smaller index, with its owner; infinity when there is none."""
        best = self._best
        least, position = best[0], index
        while position > 0:
            if (offered := best[position]) < least:
                least = offered
            position &= position - 1
        return least


def rising_path(candidates: Sequence[Candidate], labels: Sequence[str]) -> dict[int, int]:
    """Pair labels with candidates so that both rise together, at the least cost.

    Parameters
    ----------
    candidates
        In the order of the text.
    labels
        Of the notes, in order. They may repeat: numbers that restart per chapter are followed all the same.

    Returns
    -------
    The index of a label mapped to the index of its candidate. Labels without one are left out.
    O(c log n), c being the candidates times the notes that bear the same label.

    >>> found = [Candidate(start=9, end=10, label="1"), Candidate(start=20, end=21, label="2")]
    >>> rising_path(found, ["1", "2", "3"])
    {0: 0, 1: 1}
    """
    places: dict[str, list[int]] = {}
    for index, label in enumerate(labels):
        places.setdefault(label, []).append(index)
    tree = _PrefixMinimum(len(labels))
    steps: list[tuple[int, int, int]] = []  # label index, candidate index, previous step
    best, last = MISSING * len(labels), -1
    totals = Counter(candidate.label for candidate in candidates)
    seen: Counter[str] = Counter()
    for number, (_, _, label, cost) in enumerate(candidates):
        notes: Sequence[int] = places.get(label, ())
        if len(notes) * totals[label] > _PAIRS:
            seen[label] += 1
            notes = _within_reach(notes, seen[label], totals[label])
        if cost >= MISSING:
            continue
        # From the highest index down, so that one candidate never follows itself.
        for index in reversed(notes):
            saved, previous = tree.below(index)
            if saved >= 0.0:
                saved, previous = 0.0, -1
            # What this path costs less than finding nothing at all, so far.
            gain = saved + cost - MISSING
            steps.append((index, number, previous))
            tree.offer(index, gain, len(steps) - 1)
            total = MISSING * len(labels) + gain
            if total < best:
                best, last = total, len(steps) - 1
    path: dict[int, int] = {}
    while last >= 0:
        index, number, last = steps[last]
        path[index] = number
    return dict(sorted(path.items()))


def _within_reach(notes: Sequence[int], number: int, total: int) -> Sequence[int]:
    """Return those of thousands of notes with one label that are about as far on as a candidate in the document.

    It is the one of that `number` among a `total` of candidates that bear the label.
    """
    middle = number * len(notes) // total
    reach = max(20, _PAIRS // (2 * total))
    return notes[max(0, middle - reach) : middle + reach]


def path_cost(path: dict[int, int], candidates: Sequence[Candidate], labels: Sequence[str]) -> float:
    """Return what a path costs, labels left out included."""
    return sum(candidates[number].cost for number in path.values()) + MISSING * (len(labels) - len(path))
