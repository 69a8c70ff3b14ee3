"""What is gathered while the parts of a Word document are read. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sourcekeeper.reading.office.docx_settings import Lists, NoteProperties, Styles
from sourcekeeper.reading.office.story import Story


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A call of Word's: where in the document's order it stands, for counting."""

    key: str
    section: int
    page: int
    is_counted: bool


@dataclass(slots=True)
class WordParts:
    """What the text refers to, and what is gathered from it."""

    styles: Styles
    lists: Lists
    custom: Mapping[str, str]
    """Zotero's citations by the bookmark that is round them."""
    body: list[Story] = field(default_factory=list)
    notes: dict[str, Story] = field(default_factory=dict)
    references: list[FoundReference] = field(default_factory=list)
    sections: list[NoteProperties] = field(default_factory=list)
    bookmarked: dict[str, str] = field(default_factory=dict)
    """Bookmarks with the note whose call they surround."""
    removed: set[str] = field(default_factory=set)
    """Notes called in deleted or hidden text."""
    repeated: int = 0
    """Notes whose name was taken."""
    titles: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
