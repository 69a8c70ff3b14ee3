"""Which citations of a revision are those of the revision before: moved, renumbered, retouched. Pure.

Notes have no name that lasts: numbers shift when one is put in, and texts are corrected. So notes and citations are
known again by what they say, never by their number: first by the same words, then by the same addresses, then by
words that are alike. What is not surely the same is new, and what was not found again has vanished.

The rule is symmetric: going back to the earlier text pairs the same citations again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from sourcekeeper.model import Address, Citation, CitedNote, Note
from sourcekeeper.web.folding import fold
from sourcekeeper.web.urls import comparison_key

Place = tuple[int, int]
"""A citation: index of its note, and its index in the note."""

Pairs = dict[int, int]
"""Index in the later list to index in the earlier one."""

ALIKE = 0.5
"""Share of letter triples two texts have in common from which one may be the other retouched, in the same note."""
ALIKE_ANYWHERE = 0.65
"""The same for citations that are not in the same note any more."""
SAME_WORK = 0.75
"""The same for two citations to mean one work though nothing else says so."""

_LONGEST_LOOK = 2_000
"""Characters of a text that are compared."""
_RARE = 8
"""A word in more of the texts than this says nothing of which is which, and would make the comparing quadratic."""
_TITLE_LETTERS = 12
"""A shorter title (``Rapport``) says too little to stand for a work."""
_WORD = re.compile(r"\w+")
_FIGURES = re.compile(r"\d+")
_ADDRESS = re.compile(r"\S+://\S+|\bwww\.\S+")


def match_citations(before: Sequence[CitedNote], after: Sequence[CitedNote]) -> dict[Place, Place]:
    """Return for each citation of the later revision the earlier one it carries on; new ones are left out."""
    notes = match_notes([cited.note for cited in before], [cited.note for cited in after])
    homes_before = [str(index) for index in range(len(before))]
    homes_after = [str(notes[index]) if index in notes else f"new {index}" for index in range(len(after))]
    earlier, later = _flat(before, homes_before), _flat(after, homes_after)
    pairs: Pairs = {}
    # Within its note a pointer (Ibid.) may be told by its words; elsewhere the same words point to something else.
    _pair_equal([(c.home, c.text) for c in earlier], [(c.home, c.text) for c in later], pairs)
    _pair_equal([_alone(c) for c in earlier], [_alone(c) for c in later], pairs)
    _pair_equal(
        [(c.home, c.keys) if c.keys else None for c in earlier],
        [(c.home, c.keys) if c.keys else None for c in later],
        pairs,
    )
    _pair_equal([c.keys or None for c in earlier], [c.keys or None for c in later], pairs)
    _pair_alike(earlier, later, pairs, ALIKE, _may_be_retouched)
    _pair_alike(earlier, later, pairs, ALIKE_ANYWHERE, _may_have_moved)
    return {later[index].place: earlier[other].place for index, other in pairs.items()}


def match_notes(before: Sequence[Note], after: Sequence[Note]) -> Pairs:
    """Return for each note of the later revision the earlier one it is; notes that are new are left out."""
    pairs: Pairs = {}
    earlier, later = ([_as_text(index, note) for index, note in enumerate(notes)] for notes in (before, after))
    _pair_equal([note.text for note in earlier], [note.text for note in later], pairs)
    _pair_equal([note.keys or None for note in earlier], [note.keys or None for note in later], pairs)
    _pair_alike(earlier, later, pairs, ALIKE, lambda _one, _other: True)
    return pairs


def means_same_work(before: Citation, after: Citation) -> bool:
    """Whether a citation that was retouched still means the same work, though what names the work has changed.

    A corrected letter or a new address for the same title: yes. Other figures (a year, a number of a series) or
    another DOI or ISBN: no, for then the two would be one work for ever, in every document.
    """
    if before.item is None or after.item is None:
        return False
    for name in ("DOI", "ISBN"):
        one, other = before.item.text(name), after.item.text(name)
        if one and other and one != other:
            return False
    if len(_squeezed(after.item.text("title"))) < _TITLE_LETTERS:
        return False
    one, other = _worded(before), _worded(after)
    return _FIGURES.findall(one) == _FIGURES.findall(other) and likeness(one, other) >= SAME_WORK


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are by their letter triples: 0 nothing in common, 1 the same (Dice).

    >>> likeness("Ada Lovelace, Notes", "Ada Lovelace, Notes")
    1.0
    """
    return _dice(_triples(one), _triples(other))


# --- texts and citations as they are compared -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Text:
    """A note or a citation, as far as comparing needs it."""

    home: str
    """Names the note it is in: the same name in both revisions for what is the same note."""
    text: str
    keys: frozenset[str]
    """Comparison keys of its addresses."""
    is_pointer: bool
    place: Place


def _as_text(index: int, note: Note) -> _Text:
    return _Text("", _squeezed(note.text), _keys(note.addresses), False, (index, 0))


def _flat(notes: Sequence[CitedNote], homes: Sequence[str]) -> list[_Text]:
    return [
        _Text(home, _squeezed(citation.text), _keys(citation.addresses), citation.item is None, (index, position))
        for index, (cited, home) in enumerate(zip(notes, homes, strict=True))
        for position, citation in enumerate(cited.citations)
    ]


def _alone(citation: _Text) -> str | None:
    return None if citation.is_pointer else citation.text


def _may_be_retouched(one: _Text, other: _Text) -> bool:
    return one.home == other.home and one.is_pointer == other.is_pointer


def _may_have_moved(one: _Text, other: _Text) -> bool:
    return not one.is_pointer and not other.is_pointer


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _keys(addresses: Sequence[Address]) -> frozenset[str]:
    return frozenset(comparison_key(address.url) for address in addresses)


def _worded(citation: Citation) -> str:
    return _ADDRESS.sub("", citation.text)


def _triples(text: str) -> frozenset[str]:
    folded = f" {' '.join(_WORD.findall(fold(text[:_LONGEST_LOOK])))} "
    return frozenset(folded[start : start + 3] for start in range(len(folded) - 2))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else float(one == other)


# --- pairing --------------------------------------------------------------------------------------------------------


def _pair_equal(before: Sequence[Hashable], after: Sequence[Hashable], pairs: Pairs) -> None:
    """Pair what is equal and not paired yet: what is there once, then its equal neighbours, then the rest in order.

    Neighbours come before order so that of five ``Ibid.`` each stays behind the note it stood behind. None is never
    paired.
    """
    taken = set(pairs.values())
    places_before, places_after = _places(before, taken), _places(after, pairs)
    for value, places in places_after.items():
        others = places_before.get(value, ())
        if len(places) == len(others) == 1:
            pairs[places[0]] = others[0]
            taken.add(others[0])
    for step in (1, -1):
        order = range(len(after)) if step > 0 else range(len(after) - 1, -1, -1)
        for index in order:
            other = pairs.get(index - step, -1 - step) + step
            if index in pairs or not 0 <= other < len(before) or other in taken:
                continue
            if after[index] is not None and after[index] == before[other]:
                pairs[index] = other
                taken.add(other)
    for value, places in places_after.items():
        free = iter([other for other in places_before.get(value, ()) if other not in taken])
        for index in places:
            if index not in pairs and (other := next(free, -1)) >= 0:
                pairs[index] = other
                taken.add(other)


def _places(values: Sequence[Hashable], done: set[int] | Pairs) -> dict[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index, value in enumerate(values):
        if value is not None and index not in done:
            places[value].append(index)
    return places


def _pair_alike(
    before: Sequence[_Text],
    after: Sequence[_Text],
    pairs: Pairs,
    least: float,
    may_be: Callable[[_Text, _Text], bool],
) -> None:
    """Pair what is alike enough and not paired yet, the most alike first."""
    taken = set(pairs.values())
    triples_before: dict[int, frozenset[str]] = {}
    triples_after: dict[int, frozenset[str]] = {}
    scored = []
    for index, other in _candidates(before, after, pairs, taken):
        if not may_be(before[other], after[index]):
            continue
        one = triples_after.setdefault(index, _triples(after[index].text))
        two = triples_before.setdefault(other, _triples(before[other].text))
        score = _dice(one, two)
        if score >= least:
            scored.append((-score, abs(index - other), index + other, index, other))
    for *_, index, other in sorted(scored):
        if index not in pairs and other not in taken:
            pairs[index] = other
            taken.add(other)


def _candidates(
    before: Sequence[_Text], after: Sequence[_Text], pairs: Pairs, taken: set[int]
) -> Iterator[tuple[int, int]]:
    """Yield pairs worth comparing, each once: those that share a rare word, and neighbours of what is paired."""
    words_before = {index: _words(text) for index, text in enumerate(before) if index not in taken}
    words_after = {index: _words(text) for index, text in enumerate(after) if index not in pairs}
    having: dict[str, list[int]] = defaultdict(list)
    for index, words in words_before.items():
        for word in words:
            having[word].append(index)
    spread = Counter(word for words in words_after.values() for word in words)
    for index, words in words_after.items():
        near = {pairs[index - 1] + 1} if index - 1 in pairs else set()
        near |= {pairs[index + 1] - 1} if index + 1 in pairs else set()
        found = {other for other in near if other in words_before}
        for word in words:
            if spread[word] <= _RARE and len(having.get(word, ())) <= _RARE:
                found.update(having.get(word, ()))
        yield from ((index, other) for other in sorted(found))


def _words(text: _Text) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text.text[:_LONGEST_LOOK]))) | text.keys
