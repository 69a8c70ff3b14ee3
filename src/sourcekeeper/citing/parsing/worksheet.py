"""A note's text laid out for reading: addresses masked, parts taken off one by one, every position kept.

All texts here have exactly the length of the note's text, so that any match is at once a span of the note. Pure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeVar

from sourcekeeper.citing.parsing.figures.date_shapes import DatedSpan
from sourcekeeper.citing.parsing.figures.dates import find_dates
from sourcekeeper.citing.parsing.placing import INVISIBLE, Placing
from sourcekeeper.citing.parsing.words import guess_language
from sourcekeeper.model import Address, Field, FieldValue, Note, Origin
from sourcekeeper.patterns import regex
from sourcekeeper.web.identifiers import Identifier, find_identifiers

ADDRESS = "\ue000"
"""Stands in the flat text for each character of an address."""
TAKEN = "\ue001"
"""Stands for a character that was read already."""

_SPACES = dict.fromkeys(map(ord, "\t\n\r\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"), " ")
_SPACES |= dict.fromkeys(map(ord, "\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u00ad\u200b\u2060\ufeff\0"), " ")
_LIKE = {0x2011: "-", 0x2010: "-", 0x2012: "–", 0x2212: "–", 0x02BC: "’", 0xE000: " ", 0xE001: " "}
_FLAT = _SPACES | _LIKE
_UNEVEN = regex(f"[{''.join(map(chr, _FLAT))}]")
_INVISIBLE = regex(f"[{INVISIBLE}]")
_BEHIND_NOTES = " ↩↑⤴⏎\ufe0e\ufe0f"
"""Arrows back to the text, and spaces."""


def flatten(text: str) -> str:
    """Return `text` with every kind of space and hyphen made plain, character by character: same length."""
    return text.translate(_FLAT) if _UNEVEN.search(text) else text


def tidy(text: str) -> str:
    r"""Fold white space and drop invisible characters: the value of a field, as read.

    >>> tidy("Basta\u202f!  ")
    'Basta !'
    """
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


class PlacedAddress(NamedTuple):
    """An address and where it stands in the note's text."""

    start: int
    end: int
    address: Address


class Layout(NamedTuple):
    """A note ready to be split: the flat text with its addresses masked."""

    text: str
    flat: str
    placed: tuple[PlacedAddress, ...]
    unplaced: tuple[Address, ...]
    """Targets of links whose address cannot be read in the text."""
    emphasised: tuple[tuple[int, int], ...] = ()
    """Stretches in italics, in order, none inside another."""
    language: str = ""
    """Two letters, or empty."""
    identifiers: tuple[Identifier, ...] = ()
    """Those that stand outside addresses."""
    dates: tuple[DatedSpan, ...] = ()


def lay_out(note: Note, language: str | None) -> Layout:
    """Mask the addresses of a note, found one after another in the order the reader gave them."""
    flat, placing, position = flatten(note.text), Placing(note.text), 0
    masked: list[str] = []
    placed: list[PlacedAddress] = []
    unplaced: list[Address] = []
    for address in note.addresses:
        found = placing.find(address, position)
        if found is None:
            unplaced.append(address)
            continue
        start, end = found
        placed.append(PlacedAddress(start, end, address))
        masked += flat[position:start], ADDRESS * (end - start)
        position = end
    flat = "".join(masked) + flat[position:]
    written = flat.rstrip(_BEHIND_NOTES)
    flat = written + " " * (len(flat) - len(written))
    code = (language or "").replace("_", "-").split("-")[0].lower() or guess_language(flat)
    identifiers = find_identifiers(flat, code)
    dates = tuple(find_dates(flat, code))
    return Layout(note.text, flat, tuple(placed), tuple(unplaced), _apart(note.emphasised), code, identifiers, dates)


def _apart(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return spans in order, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


_Placed = TypeVar("_Placed")
_START = attrgetter("start")
_SPAN_START, _SPAN_END = itemgetter(0), itemgetter(1)


def _within(found: Sequence[_Placed], start: int, end: int) -> Sequence[_Placed]:
    """Return what begins in a stretch, of things in order."""
    first = bisect_left(found, start, key=_START)
    return found[first : bisect_left(found, end, first, key=_START)]


@dataclass(slots=True)
class Worksheet:
    """One citation being read: what is still unread, and the fields found so far."""

    layout: Layout
    start: int
    end: int
    flat: str
    """The part of the layout that is this citation; characters already read are `TAKEN`."""
    lowered: str
    """All of it in lower case, read or not: what does not stand here need not be searched for."""
    dated: tuple[DatedSpan, ...] = ()
    """All dates of this citation, read or not, in its own positions."""
    addresses: tuple[PlacedAddress, ...] = ()
    hidden: tuple[Address, ...] = ()
    """Addresses of this citation that do not stand in the text."""
    fields: dict[str, Field] = field(default_factory=dict)
    kind: str = ""
    """The CSL type, as soon as something says it."""
    kind_hint: str = ""
    """What the layout suggests where nothing says it: ``book``."""
    locator: str = ""
    is_by_same_author: bool = False
    """``Id., Title``: no name is to be looked for."""
    is_undated: bool = False
    """``n.d.``: the note says that the work has no date, where a date would stand."""
    hosts: tuple[str, ...] = ()
    begins_at_page: bool = False
    """``118 Yale L.J. 204, 211``: the page is the one on which the work begins, and no pinpoint."""
    identifiers: tuple[Identifier, ...] = ()
    """Identifiers of this citation, in positions of the note."""

    @classmethod
    def of(cls, layout: Layout, start: int, end: int, hidden: Sequence[Address] = ()) -> Worksheet:
        """Lay out one part of a note."""
        flat = layout.flat[start:end]
        sheet = cls(layout, start, end, flat, flat.lower(), layout.dates, layout.placed, tuple(hidden))
        sheet.identifiers = layout.identifiers
        if len(flat) < len(layout.flat):
            sheet.dated = tuple(
                DatedSpan(found.start - start, found.end - start, found.value)
                for found in _within(layout.dates, start, end)
            )
            sheet.addresses = tuple(_within(layout.placed, start, end))
            sheet.identifiers = tuple(_within(layout.identifiers, start, end))
        return sheet

    @property
    def language(self) -> str:
        """Language of the document, two letters, or empty."""
        return self.layout.language

    def dates(self, start: int = 0) -> list[DatedSpan]:
        """Dates behind a position that are not read yet, in positions of this worksheet."""
        flat = self.flat
        return [found for found in self.dated if found.start >= start and TAKEN not in flat[found.start : found.end]]

    def original(self, start: int, end: int) -> str:
        """Return the note's own characters between two positions of this worksheet."""
        return self.layout.text[self.start + start : self.start + end]

    def put(
        self,
        name: str,
        value: FieldValue,
        span: tuple[int, int] | None = None,
        confidence: float = 1.0,
        origin: Origin = Origin.NOTE,
    ) -> None:
        """Set a field that is not set yet; `span` is in positions of this worksheet."""
        if name in self.fields or not value:
            return
        place = (self.start + span[0], self.start + span[1]) if span else None
        self.fields[name] = Field(value=value, origin=origin, span=place, confidence=confidence)

    def put_text(self, name: str, start: int, end: int, confidence: float = 1.0) -> None:
        """Set a textual field to what stands between two positions, its edges trimmed."""
        start, end = trim(self.flat, start, end)
        self.put(name, tidy(self.original(start, end)), (start, end), confidence)

    def take(self, start: int, end: int) -> None:
        """Mark characters as read."""
        self.flat = self.flat[:start] + TAKEN * (end - start) + self.flat[end:]

    @property
    def emphasised(self) -> tuple[tuple[int, int], ...]:
        """Italic spans inside this worksheet, in its own positions."""
        spans = self.layout.emphasised
        first, last = bisect_right(spans, self.start, key=_SPAN_END), bisect_left(spans, self.end, key=_SPAN_START)
        return tuple(
            (max(start, self.start) - self.start, min(end, self.end) - self.start) for start, end in spans[first:last]
        )


EDGE = " .,;:–—-/|→⟶➔" + TAKEN + ADDRESS
"""What may be trimmed off a part: separators and what was read already."""
_EDGE_BUT_STOP = EDGE.replace(".", "")
_LONGEST_ABBREVIATION = 8
"""Characters in which a match of `_ENDS_IN_ABBREVIATION` fits."""


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends inwards over separators. A full stop that belongs to a word stays.

    >>> trim("  , La Fabrique, ", 0, 17)
    (4, 15)
    >>> trim("Bureau e. V.", 0, 12)
    (0, 12)
    """
    stretch = text[start:end].lstrip(EDGE)
    start = end - len(stretch)
    while stretch and stretch[-1] in EDGE:
        stretch = stretch.rstrip(_EDGE_BUT_STOP)
        end = start + len(stretch)
        if stretch[-1:] != "." or _ENDS_IN_ABBREVIATION.search(text, max(start, end - _LONGEST_ABBREVIATION), end):
            break
        stretch = stretch[:-1]
        end -= 1
    return start, end


_ENDS_IN_ABBREVIATION = regex(
    r"(?:\b[^\W\d_]\.|\b(?:Inc|Ltd|Co|Jr|Sr|Bd|etc|al|vs|St|Hg|Hrsg|ed|éd|dir|coord|Coll))\.?$"
)
