"""A note parted into citations. Marks inside quotes, brackets and addresses never part. Pure, linear time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from sourcekeeper.citing.parsing.figures.access import opens_access
from sourcekeeper.citing.parsing.figures.date_shapes import month_names
from sourcekeeper.citing.parsing.outlets import outlet_kind
from sourcekeeper.citing.parsing.quotes import Quoted, find_quoted
from sourcekeeper.citing.parsing.words import LEAD_IN, LINK_WORDS, TOPIC
from sourcekeeper.citing.parsing.worksheet import ADDRESS, Layout
from sourcekeeper.citing.pointers import is_pointer
from sourcekeeper.patterns import regex
from sourcekeeper.web.memento import parse_archive_address

_SEPARATOR = regex(
    # The first sign stands in front, so that a search skips to it; then what it may be, before the long looks.
    r"[;.,)>\]\ue000\s](?:(?<=[;.,)>\]])|(?<=\ue000)(?!\ue000)|"
    r"(?<=\s)(?:(?=;)|(?<=\ue000.)|(?<=[)\d»”’\"].)(?=[wamc]|[euys](?<=\d\s.))))"
    r"(?:(?P<semicolon>(?:(?<=;)|(?<=\s);)(?!\d{1,4}[(:])\s?(?<!\d;(?=\d))"
    r"(?:(?:(?:et|and|und|y|e|en)\s(?:aussi|également|enfin|also|auch|también|anche|infine|também|ainda|ook)|"
    r"ainsi que|as well as|sowie|así como|nonché|bem como|alsmede),?\s)?)"
    r"|(?P<sentence>(?<=[\ue000)\d\w»”\"’/\]]\.)\s+(?=[«“„\"‘'(\[]?\s?[A-ZÀ-ÖØ-Þ\ue000]))"
    r"|(?P<joined>(?<=\ue000)(?:[)>\]]|\s\([^()\ue000]{2,40}\))?[\s,]*(?:\s(?:et|and|und|y|e|en|ou|or|"
    r"sowie|ainsi que)\s|,\s|\s/\s)(?=[^\ue000]{0,30}[<(\[]?\ue000))"
    r"|(?P<chained>(?:(?<=\ue000[)>\]]),?\s|(?<=\ue000,)\s|(?<=\ue000\s))"
    r"(?:et|and|und|y|e|en|sowie|ainsi que)\s(?=[«“„\"‘]?\s?(?-i:[A-ZÀ-ÖØ-Þ])|"
    r"(?:cel(?:ui|le)|ceux|celles|that|those|d(?:en|er|ie|as)|el|las?|los|quell[oaie]|os?|as?|dat)\s"
    r"(?:du|des?|d[’']|of|der|von|vom|del|di|d[oae]s?|van)\s?))"
    r"|(?P<coupled>(?:(?<=\d,)\s|(?<=\d\s))(?:et|and|und|y|e|en|sowie|ainsi que)\s"
    r"(?=(?:(?-i:[A-ZÀ-Þ])[^,«“„\"‘\ue000]{2,60},\s)?[«“„\"‘]))"
    r"|(?P<compared>(?:(?<=,)\s|(?<=[)\d\ue000»”’\"]\s))(?:and\s)?(?:with|avec|mit|met|con|com)\s"
    r"(?=(?-i:[A-ZÀ-ÖØ-Þ«“„‘\"\ue000])))"
    r"|(?P<also>(?<=,)\s(?=(?:voir|cf\.?|see|vgl\.?|siehe|véase|vedi|zie|veja)\s(?:aussi|également|also|auch|también|"
    r"anche|ook|também)\b)))",
    re.IGNORECASE,
)
_BRACKET = regex(r"[()\[\]{}]")
_OPENING = "([{"
_YEAR = regex(r"[12](?<!\d.)(?:(?<=1)[5-9]|(?<=2)0)\d\d(?!\d)")
_WORD = regex(r"[^\W\d_]+")
_ENDS_IN_FIGURE = regex(r"(?:[\d)]|\d\s?(?:pp?|S|pages|págs?|blz))\s*$")
_BOOK_AND_PAGE = regex(r"\([^()]{0,30}\d{4}\)\s\d{1,4}(?:[-–]\d{1,4})?\s?$")
"""``(Hart 2021) 77``: an imprint and a page end a citation of OSCOLA."""
_AUTHORS_AND_YEAR = regex(r"^[^«»“”„\":]{2,250}\((?:[^()]{0,20}\d{4}[^()]{0,20})\)\s*$")
_QUOTES = '«“„‘"'
_LONGEST_LOOK = 2_000
"""Characters around a separator that are looked at to tell whether it parts."""
_SHORT_MENTION = 120
"""Characters in which ``and that of the Guild (https://…)`` comes to its address."""
_CAPITAL_WORD = regex(r"[A-ZÀ-ÖØ-Þ]\w")


class Part(NamedTuple):
    """A part of a note that may be a citation."""

    start: int
    end: int


def split_note(layout: Layout) -> tuple[Part, ...]:
    """Return the parts of a note, in order; one part when nothing parts it.

    A mark parts only where what stands on both sides can be a source (or a pointer to one) of its own: a ``;``
    between two authors does not.
    """
    first = _SEPARATOR.search(layout.flat)
    quotations = find_quoted(layout.flat) if first else ()
    cuts = list(_cuts(layout.flat, quotations, first)) if first else []
    if not cuts:
        whole = Part(_inside_brackets(layout.flat, 0, len(layout.flat)), len(layout.flat))
        return (whole,) if layout.flat.strip(" .,;:") else ()
    edges = [0]
    evidence = _Evidence(layout, quotations)
    following = len(layout.flat)
    ends: list[int] = []
    for start, _, kind in reversed(cuts):
        ends.append(following)
        following = start if kind != "sentence" else following
    for (start, end, kind), right_end in zip(cuts, reversed(ends), strict=True):
        if _parts_here(layout, evidence, (edges[-1], start), (end, right_end), kind):
            edges.extend((start, end))
    edges.append(len(layout.flat))
    parts = [
        Part(_inside_brackets(layout.flat, edges[i], edges[i + 1]), edges[i + 1]) for i in range(0, len(edges), 2)
    ]
    return tuple(part for part in parts if layout.flat[part.start : part.end].strip(" .,;:"))


_IN_BRACKETS = regex(
    rf"\((?=[A-ZÀ-Þ«“\"‘][^(){ADDRESS}]{{3,200}},[^(){ADDRESS}]{{3,200}},[^(){ADDRESS}]{{0,60}}{ADDRESS})"
)


def _inside_brackets(flat: str, start: int, end: int) -> int:
    """Return where a citation begins that a whole sentence goes before: ``Prose, prose (Body, Title, p. 5, https://…)``."""
    bracket = _IN_BRACKETS.search(flat, start, min(end, start + _LONGEST_LOOK))
    if bracket is None:
        return start
    words = flat[start : bracket.start()].split()
    small = sum(word[0].islower() for word in words)
    return bracket.end() if len(words) >= 6 and small > len(words) / 2 else start


def _cuts(flat: str, quotations: Sequence[Quoted], first: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the places where a separator, `first` or one behind it, stands outside quotes and brackets."""
    closed = _protected(flat, quotations)
    match: re.Match[str] | None = first
    while match:
        kind = match.lastgroup or ""
        start = match.start() + 1 if kind == "joined" else match.start()
        if closed[start]:
            # Nothing parts up to the end of what is closed; its last sign may stand before one that does.
            match = _SEPARATOR.search(flat, max(match.end() - (kind == "joined"), closed.find(0, start) - 1))
            continue
        if not (kind == "sentence" and _is_inside_date(flat, start, match.end())):
            if kind == "joined" and (behind := _BEHIND_ADDRESS.match(flat, start)):
                start = behind.end()
            yield start, match.end(), kind
        match = _SEPARATOR.search(flat, max(match.end() - (kind == "joined"), match.start() + 1))


_BEHIND_ADDRESS = regex(r"[>)\]]|\s\([^()\ue000]{2,40}\)")
"""What belongs to the address before it: the bracket that closes, or whose it is (``https://… (ACLU) and …``)."""


def _is_inside_date(flat: str, start: int, end: int) -> bool:
    """Whether a full stop belongs to a German day (``28. März``)."""
    word = _WORD.match(flat, end) if flat[start - 1].isdigit() else None
    return word is not None and word.group().lower() in month_names()


def _protected(flat: str, quotations: Sequence[Quoted]) -> bytearray:
    """Return for each character whether it stands inside quotation marks or brackets."""
    closed = bytearray(len(flat) + 1)
    for quoted in quotations:
        if quoted.is_whole or quoted.start:
            closed[quoted.start : quoted.end] = b"\1" * (quoted.end - quoted.start)
    stack: list[int] = []
    for match in _BRACKET.finditer(flat):
        sign, at = match.group(), match.start()
        if sign in _OPENING:
            stack.append(at)
        elif stack:
            start = stack.pop()
            if not stack:
                closed[start:at] = b"\1" * (at - start)
    return closed


class _Evidence:
    """Where a note has what a source needs: found once, so that splitting stays linear."""

    def __init__(self, layout: Layout, quotations: Sequence[Quoted]) -> None:
        self._layout, self._flat = layout, layout.flat
        self._quotes = [quoted.start for quoted in quotations]

    @cached_property
    def _places(self) -> list[int]:
        found = [match.start() for match in _YEAR.finditer(self._flat)]
        found += (placed.start for placed in self._layout.placed)
        found += (each.start for each in self._layout.identifiers if each.names_work)
        found += (date.start for date in self._layout.dates)
        return sorted(found)

    def has(self, start: int, end: int) -> bool:
        """Whether a stretch can be a source: address, identifier, date, or a quotation or medium behind a lead-in."""
        if _any_between(self._places, start, end):
            return True
        head = self._flat[start : min(end, start + 300)].lstrip()
        if not LEAD_IN.match(head):
            return False
        return _any_between(self._quotes, start, end) or (len(head) < 60 and bool(outlet_kind(head.strip(" .,:;"))))

    def has_quotation(self, start: int, end: int) -> bool:
        """Whether a quotation begins in a stretch."""
        return _any_between(self._quotes, start, end)


def _any_between(places: list[int], start: int, end: int) -> bool:
    index = bisect_left(places, start)
    return index < len(places) and places[index] < end


def _parts_here(layout: Layout, evidence: _Evidence, left: tuple[int, int], right: tuple[int, int], kind: str) -> bool:
    if kind == "joined":
        return not _is_same_source(layout, right[0])
    flat = layout.flat
    right_text = flat[right[0] : min(right[1], right[0] + _LONGEST_LOOK)]
    left_text = flat[max(left[0], left[1] - _LONGEST_LOOK) : left[1]]
    if kind == "semicolon" and opens_access(right_text):
        return False  # Updated 2 June 2020; retrieved 11 Aug 2020 from …
    if kind in ("semicolon", "also"):
        is_told = evidence.has(*left) or is_pointer(left_text)
        return is_told and (evidence.has(*right) or is_pointer(right_text))
    if is_pointer(right_text):
        if kind == "sentence" and not right_text[:1].isupper():
            return False  # op. cit. (note 3)
        return evidence.has(*left) or is_pointer(left_text)
    if kind == "coupled" and not _is_complete(left_text.rstrip(" ,")):
        return False
    if kind == "compared" and not _COMPARES.match(flat, *left):
        return False
    if kind == "chained" and right_text[:1].islower():
        return ADDRESS in right_text[:_SHORT_MENTION]
    if kind == "chained":
        return ADDRESS in right_text and _opens_citation(evidence, right_text, right[0])
    if kind != "sentence":
        return evidence.has(*right) and (evidence.has(*left) or is_pointer(left_text))
    return (_is_complete(left_text) or is_pointer(left_text)) and _opens_citation(evidence, right_text, right[0])


_COMPARES = regex(
    r"\W*(?:but\s|mais\s|and\s|et\s)?(?:compare|contrast|cp\.?|comparer|comparez|rapprocher|vergleiche|vgl\.|"
    r"vergelijk|comp[aá]rese|comparar|confrontare|si confronti)\s",
    re.IGNORECASE,
)
"""``Compare X, with Y``: what opens a pair that ``with`` parts."""


def _is_same_source(layout: Layout, position: int) -> bool:
    """Whether the next address is another copy of the source before it: an archive's, or a DOI's."""
    index = bisect_left(layout.placed, position, key=attrgetter("start"))
    if not 0 < index < len(layout.placed):
        return False
    urls = layout.placed[index - 1].address.url, layout.placed[index].address.url
    copies = [parse_archive_address(url) is not None or "doi.org/" in url for url in urls]
    return any(copies) and not all(copies)


def _is_complete(left: str) -> bool:
    """Whether the text before a full stop is a whole citation: it has its address, or a title and a year."""
    if ADDRESS in left:
        return True
    if not _ENDS_IN_FIGURE.search(left[-9:]) or _AUTHORS_AND_YEAR.search(left):
        return False  # Hern, A. (2019, July 26). Title
    return (bool(_YEAR.search(left)) and left.count(",") >= 2) or _BOOK_AND_PAGE.search(left[-40:]) is not None


def _opens_citation(evidence: _Evidence, right: str, offset: int) -> bool:
    """Whether the text behind a full stop begins a citation of its own, rather than adding to the one before."""
    if LEAD_IN.match(right) or TOPIC.match(right):
        return evidence.has(offset, offset + len(right))
    if LINK_WORDS.match(right) or opens_access(right):
        return False  # Available from: https://… [Consulté le 3 mai 2020]. Disponible à l’adresse …
    address = right.find(ADDRESS)
    head = right if address < 0 else right[:address]
    has_words = len(_CAPITAL_WORD.findall(head)) >= 2
    if address >= 0:
        has_quotation = evidence.has_quotation(offset, offset + address)
        if has_quotation and right[0] in _QUOTES:
            return True
        return has_words and (has_quotation or bool(_YEAR.search(head)) or "," in head)
    return has_words and bool(_YEAR.search(right)) and right.count(",") >= 2 and not right[:1].isdigit()
