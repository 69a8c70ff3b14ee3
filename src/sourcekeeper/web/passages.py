"""What changed between two texts of a page: a few short passages that went, and that came. Pure; linear in the texts.

A passage is one or more sentences in a row that the other text does not have. Case, accents, numbers and marks between
words do not count: a date or a counter that changes is no news.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

MOST_PASSAGES = 3
MOST_CHARACTERS = 240
"""Of a passage; what is longer is cut between two words."""
MOST_TEXT = 200_000
"""Characters of a text that are compared."""

_FEWEST_LETTERS = 8
"""Of a sentence that is worth telling."""
_SENTENCE = regex(r"[^\n.!?…。！？]+[.!?…。！？»”\"')\]]*")
_LETTERS = regex(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Changes:
    """What one text has and the other has not."""

    went: tuple[str, ...]
    came: tuple[str, ...]
    went_share: float
    """How much of the first text went, by its characters: 0 to 1."""


def changes_of(before: str, after: str) -> Changes:
    """Return what changed from one text to another: the longest passages of each, in their order.

    >>> changes_of("The sky is blue. Cameras are few.", "The sky is blue! Cameras are everywhere.").came
    ('Cameras are everywhere.',)
    """
    one, other = list(_sentences(before[:MOST_TEXT])), list(_sentences(after[:MOST_TEXT]))
    whole = sum(len(text) for _, text in one)
    gone = list(_runs(one, {key for key, _ in other}))
    share = sum(map(len, gone)) / whole if whole else 0.0
    return Changes(_told(gone), _told(list(_runs(other, {key for key, _ in one}))), min(1.0, share))


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a text, each with what it is known again by."""
    for found in _SENTENCE.finditer(text):
        key = "".join(_LETTERS.findall(fold(found[0])))
        if key:
            yield key, found[0].strip()


def _runs(sentences: list[tuple[str, str]], known: set[str]) -> Iterator[str]:
    """Yield the sentences that are not known, those in a row as one."""
    run: list[str] = []
    for key, text in sentences:
        if key not in known:
            run.append(text)
        elif run:
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def _told(passages: list[str]) -> tuple[str, ...]:
    worth = [each for each in enumerate(passages) if sum(map(len, _LETTERS.findall(each[1]))) >= _FEWEST_LETTERS]
    longest = sorted(worth, key=lambda each: (-len(each[1]), each[0]))[:MOST_PASSAGES]
    return tuple(_cut(text) for _, text in sorted(longest))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= MOST_CHARACTERS:
        return text
    head = text[: MOST_CHARACTERS - 1]
    return (head.rpartition(" ")[0] or head) + "…"
