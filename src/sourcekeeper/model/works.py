"""What notes cite: citations, the works they mention, the sources of those. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from sourcekeeper.model.documents import Address, Note
from sourcekeeper.model.items import Correction, Item
from sourcekeeper.model.reasons import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One mention of one work in a note."""

    text: str
    """The part of the note that makes this citation."""
    item: Item | None = None
    """None when the citation only points back (`refers_to`)."""
    addresses: tuple[Address, ...] = ()
    """The cited address first; then portals, identifiers, archive addresses of the same work."""
    locator: str = ""
    """A place in the work (``70``, ``§ 63``); pages of the work itself are the item's ``page``."""
    refers_to: str | None = None
    """Id of the earlier note an ``Ibid.`` points to."""
    refers_to_citation: int | None = None
    """Which citation of that note, counted from 0; None when that is not told."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedNote:
    """A note with the citations found in it: none when it is prose."""

    note: Note
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A cited web resource, unique by its comparison key."""

    id: str
    url: str
    """As first cited, in a form that can be fetched."""
    comparison_key: str
    fetch_key: str
    """`url` without its fragment: visits, copies and captures hang on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is cited: one item, one cite key, any number of sources, the cited one first."""

    id: str
    key: str
    """The cite key: ASCII, given once, never changed."""
    item: Item
    sources: tuple[Source, ...] = ()
    other_keys: tuple[str, ...] = ()
    """Cite keys of works found to be this one: they were given out, so a text may use them."""
    corrections: tuple[Correction, ...] = ()
    """What a person corrected; the item has it already."""
