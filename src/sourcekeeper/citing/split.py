"""A note parted into citations. Marks inside quotes, brackets and addresses never part. Pure, linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sourcekeeper.citing.backrefs import is_pointer
from sourcekeeper.citing.dates import find_dates, month_names
from sourcekeeper.citing.numbers import ARXIV, DOI, ISBN
from sourcekeeper.citing.outlets import outlet_kind
from sourcekeeper.citing.quotes import find_quoted
from sourcekeeper.citing.words import LEAD_IN
from sourcekeeper.citing.worksheet import ADDRESS, Layout
from sourcekeeper.web.memento import parse_archive_address

_SEPARATOR = re.compile(
    r"(?P<semicolon>\s?;\s?)"
    r"|(?P<sentence>(?<=[\ue000)\d\w»”\"’/\]])\.\s+(?=[«“„\"‘'(\[]?\s?[A-ZÀ-ÖØ-Þ\ue000]))"
    r"|(?P<joined>\ue000[)>\]]?[\s,]*(?:\s(?:et|and|und|y|e|en|ou|or|sowie|ainsi que)\s|,\s|"
    r"\s/\s)(?=[^\ue000]{0,30}[<(\[]?\ue000))"
    r"|(?P<also>,\s(?=(?:voir|cf\.?|see|vgl\.?|siehe|véase|vedi|zie|veja)\s(?:aussi|également|also|auch|también|"
    r"anche|ook|também)\b))",
    re.IGNORECASE,
)
_OPENING, _CLOSING = "([{", ")]}"
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ]\w")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a note that may be a citation."""

    start: int
    end: int


def split_note(layout: Layout) -> tuple[Part, ...]:
    """Return the parts of a note, in order; one part when nothing parts it.

    A mark parts only where what stands on both sides can be a source (or a pointer to one) of its own: a ``;``
    between two authors does not.
    """
    edges = [0]
    cuts = list(_cuts(layout.flat))
    for index, (start, end, kind) in enumerate(cuts):
        following = next((cut[0] for cut in cuts[index + 1 :] if cut[2] != "sentence"), len(layout.flat))
        left, right = layout.flat[edges[-1] : start], layout.flat[end:following]
        if _parts_here(layout, left, right, kind, end):
            edges.extend((start, end))
    edges.append(len(layout.flat))
    parts = [Part(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    return tuple(part for part in parts if layout.flat[part.start : part.end].strip(" .,;:"))


def _cuts(flat: str) -> Iterator[tuple[int, int, str]]:
    """Yield the places where a separator stands outside quotes and brackets."""
    closed = _protected(flat)
    position = 0
    while match := _SEPARATOR.search(flat, position):
        kind = match.lastgroup or ""
        start = match.start() + 1 if kind == "joined" else match.start()
        if not closed[start] and not (kind == "sentence" and _is_inside_date(flat, start, match.end())):
            if kind == "joined" and flat[start : start + 1] in ">)]":
                start += 1
            yield start, match.end(), kind
        position = max(match.end() - (kind == "joined"), match.start() + 1)


def _is_inside_date(flat: str, start: int, end: int) -> bool:
    """Whether a full stop belongs to a German day (``28. März``)."""
    word = _WORD.match(flat, end)
    return flat[start - 1].isdigit() and word is not None and word.group().lower() in month_names()


def _protected(flat: str) -> bytearray:
    """Return for each character whether it stands inside quotation marks or brackets."""
    closed = bytearray(len(flat) + 1)
    for quoted in find_quoted(flat):
        if quoted.is_whole or quoted.start:
            closed[quoted.start : quoted.end] = b"\1" * (quoted.end - quoted.start)
    stack: list[int] = []
    for match in re.finditer(r"[()\[\]{}]", flat):
        sign, at = match.group(), match.start()
        if sign in _OPENING:
            stack.append(at)
        elif stack:
            start = stack.pop()
            if not stack:
                closed[start:at] = b"\1" * (at - start)
    return closed


def _parts_here(layout: Layout, left: str, right: str, kind: str, position: int) -> bool:
    if kind == "joined":
        return not _is_same_source(layout, position)
    if is_pointer(right) or (kind == "semicolon" and is_pointer(left)):
        return kind != "sentence" or can_be_source(left) or is_pointer(left)
    if kind == "sentence":
        return _is_complete(left) and _opens_citation(right)
    return can_be_source(left) and can_be_source(right)


def _is_same_source(layout: Layout, position: int) -> bool:
    """Whether the next address is another copy of the source before it: an archive's, or a DOI's."""
    following = next((placed for placed in layout.placed if placed.start >= position), None)
    previous = next((placed for placed in reversed(layout.placed) if placed.end <= position), None)
    if following is None or previous is None:
        return False
    urls = previous.address.url, following.address.url
    copies = [parse_archive_address(url) is not None or "doi.org/" in url for url in urls]
    return any(copies) and not all(copies)


def can_be_source(text: str) -> bool:
    """Whether a part of a note has anything a source needs: address, identifier, date, known medium."""
    if ADDRESS in text or _YEAR.search(text) or DOI.search(text) or ISBN.search(text) or ARXIV.search(text):
        return True
    if find_dates(text):
        return True
    return bool(LEAD_IN.match(text.lstrip())) and (find_quoted(text) != () or bool(outlet_kind(text.strip(" .,:;"))))


def _is_complete(left: str) -> bool:
    """Whether the text before a full stop is a whole citation: it has its address, or a title and a year."""
    if ADDRESS in left:
        return True
    return bool(_YEAR.search(left)) and left.count(",") >= 2 and bool(re.search(r"[\d)]\s*$", left))


def _opens_citation(right: str) -> bool:
    """Whether the text behind a full stop begins a citation of its own, rather than adding to the one before."""
    if LEAD_IN.match(right):
        return can_be_source(right)
    address = right.find(ADDRESS)
    head = right if address < 0 else right[:address]
    has_words = len(_CAPITAL_WORD.findall(head)) >= 2
    if address >= 0:
        return has_words and (bool(find_quoted(head)) or bool(_YEAR.search(head)) or head.count(",") >= 1)
    return has_words and bool(_YEAR.search(right)) and right.count(",") >= 2 and not right[:1].isdigit()
