"""Quotation marks, matched outside-in: they nest, and one of a pair is often missing. Pure, linear time."""

from __future__ import annotations

import re
from typing import NamedTuple

from sourcekeeper.patterns import regex

_STRAIGHT = '"'


class Quoted(NamedTuple):
    """A passage in quotation marks, outermost pair only."""

    start: int
    """Of the opening mark; the start of the text when that mark is missing."""
    end: int
    """Behind the closing mark."""
    inner_start: int
    inner_end: int
    is_whole: bool = True
    """Whether both marks stand in the text."""


class _Mark(NamedTuple):
    kind: str
    opens: bool
    start: int


def find_quoted(flat: str) -> tuple[Quoted, ...]:
    """Return the outermost quoted passages, in order.

    A closing mark without its opening closes a passage from the start of the text. An opening mark without its
    closing reaches to the last closing mark of its kind behind it (French prints one ``»`` for two that coincide),
    and is ignored when there is none.

    >>> [(q.inner_start, q.inner_end) for q in find_quoted("« A « b » c », d")]
    [(2, 11)]
    """
    found = list(_ANY_MARK.finditer(flat))
    if not found:
        return ()
    if (pair := _single_pair(flat, found)) is not None:
        return (pair,)
    passages: list[Quoted] = []
    stack: list[_Mark] = []
    for mark in _marks(flat, found):
        if mark.opens:
            stack.append(mark)
            continue
        depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].kind == mark.kind), None)
        if depth is None:
            if not passages and not stack and mark.kind != "'":
                passages.append(_passage(flat, 0, mark.start, 0, is_whole=False))
            continue
        opener = stack[depth]
        del stack[depth:]
        passages.append(_passage(flat, opener.start, mark.start, 1))
    return tuple(_outermost(flat, passages, stack))


def _single_pair(flat: str, found: list[re.Match[str]]) -> Quoted | None:
    """Return the passage of a text with one pair of marks that can be read in one way only, as most notes have."""
    signs = "".join([match.group() for match in found])
    if "’" in signs and not _SINGLE.intersection(signs):
        # Nothing opens a single quotation: each is an apostrophe.
        found = [match for match in found if match.group() != "’"]
        signs = signs.replace("’", "")
    if signs not in ("«»", "“”"):
        return None
    start, close = found[0].start(), found[1].start()
    is_odd = signs == "“”" and flat[close - 1] in " ("  # a ” that may open
    return None if is_odd else _passage(flat, start, close, 1)


_SINGLE = frozenset("‘‚'")


def _passage(flat: str, start: int, close: int, mark_length: int, is_whole: bool = True) -> Quoted:
    inner_start, inner_end = start + mark_length, close
    while inner_start < inner_end and flat[inner_start] == " ":
        inner_start += 1
    while inner_end > inner_start and flat[inner_end - 1] == " ":
        inner_end -= 1
    return Quoted(start, close + 1, inner_start, inner_end, is_whole)


def _outermost(flat: str, passages: list[Quoted], unclosed: list[_Mark]) -> list[Quoted]:
    for mark in reversed(unclosed):
        last = max(
            (p.end for p in passages if p.start > mark.start and flat[p.end - 1] in _closers(mark.kind)), default=0
        )
        if last:
            passages.append(_passage(flat, mark.start, last - 1, 1, is_whole=False))
    kept: list[Quoted] = []
    for passage in sorted(passages, key=lambda p: (p.start, -p.end)):
        if kept and passage.start < kept[-1].end:
            continue
        kept.append(passage)
    return kept


def _closers(kind: str) -> str:
    return {"«": "»«", "“": "”“", "'": "’'", "‹": "›‹", '"': '"'}[kind]


_ANY_MARK = regex("[«»“”„‟\"‘’‚'‹›]")


def _marks(flat: str, found: list[re.Match[str]]) -> list[_Mark]:
    marks: list[_Mark] = []
    reversed_guillemets = _points_inwards(flat)
    german = "„" in flat
    straight_open = 0
    single_open = False
    for match in found:
        sign, at = match.group(), match.start()
        if sign in "«»":
            marks.append(_Mark("«", (sign == "«") != reversed_guillemets, at))
        elif sign in "‹›":
            marks.append(_Mark("‹", (sign == "‹") != reversed_guillemets, at))
        elif sign in "“”„‟":
            marks.append(_Mark("“", _opens_double(sign, flat, at, german), at))
        elif sign == _STRAIGHT:
            is_opening = _opens_straight(flat, at, straight_open)
            straight_open += 1 if is_opening else -1
            marks.append(_Mark('"', is_opening, at))
        elif (opens := _opens_single(sign, flat, at, single_open)) is not None:
            single_open = opens
            marks.append(_Mark("'", opens, at))
    return marks


_OUTWARD = regex(r"«\s?\w")
_INWARD_START = regex(r"»(?=\w)(?<![^\s(:,].)")
_INWARD_END = regex(r"\S«")


def _points_inwards(flat: str) -> bool:
    """Whether the text quotes as German books do: »so«."""
    start = _INWARD_START.search(flat)
    if start is None or _INWARD_END.search(flat, start.end()) is None:
        return False
    return _OUTWARD.search(flat, 0, start.start()) is None


def _opens_double(sign: str, flat: str, at: int, german: bool) -> bool:
    if sign in "„‟":
        return True
    if sign == "“":
        return not (
            german and (at + 1 == len(flat) or not flat[at + 1].isalnum() or (at and flat[at - 1] not in " ("))
        )
    # Swedes and Finns open with ” too.
    return (at == 0 or flat[at - 1] in " (") and at + 1 < len(flat) and flat[at + 1].isalnum()


def _opens_straight(flat: str, at: int, depth: int) -> bool:
    """Tell an opening straight mark from a closing one: inside a quotation only by what stands around it."""
    if depth <= 0:
        return True
    starts_word = at > 0 and flat[at - 1] in " (:" and at + 1 < len(flat) and flat[at + 1].isalnum()
    # A mark that opens inside must find two that close.
    return starts_word and flat.count(_STRAIGHT, at + 1) >= 2


def _opens_single(sign: str, flat: str, at: int, is_open: bool) -> bool | None:
    """Tell whether a single mark opens, closes or (None) is an apostrophe."""
    before = flat[at - 1] if at else " "
    after = flat[at + 1] if at + 1 < len(flat) else " "
    if sign in "‘‚":
        return True
    starts_word = before in ' ([“«"' and not after.isspace()
    if not is_open:
        return True if sign == "'" and starts_word else None
    if before.isalnum() and after.isalpha():
        return None
    # Inside an open quotation a plural's apostrophe (Citizens’ rights) is followed by a plain word.
    if after == " " and before == "s" and _plain_word_follows(flat, at) and _closes_later(flat, at + 1):
        return None
    return False


_CLOSING_SINGLE = regex(r"[’'](?=\s*(?:[,.;:)(<\[]|$|in\b|\ue000))")


def _plain_word_follows(flat: str, at: int) -> bool:
    return at + 2 < len(flat) and flat[at + 2].isalpha()


def _closes_later(flat: str, position: int) -> bool:
    return _CLOSING_SINGLE.search(flat, position) is not None
