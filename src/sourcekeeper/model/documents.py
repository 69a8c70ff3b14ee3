"""A text as read: its notes, their calls and the addresses in them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sourcekeeper.model.items import Item
from sourcekeeper.model.reasons import Place, Problem

UNTRIMMED = "untrimmed"
"""The mark of an address whose final full stop was found to belong to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One web address as a document cites it."""

    cited: str
    """Exactly as written, less line breaks and invisible characters inside it. Never re-encoded."""
    url: str
    """What may be fetched: scheme present, repaired where `marks` says so; otherwise equal to `cited`."""
    untrimmed: str | None = None
    """The longer reading, with the final full stop; `url` itself once a visit showed that it is the right one."""
    marks: tuple[str, ...] = ()
    """What was mended: ``no-scheme``, ``defanged``, ``scheme-repaired``, ``joined-lines``, ``unwrapped``;
    ``untrimmed`` when a visit showed that the final full stop belongs to it; ``identifier`` when the address was made
    from one."""
    place: Place | None = None

    @property
    def other_reading(self) -> str | None:
        """The other of two readings, to be tried when `url` does not answer well; None when there is only one."""
        if self.untrimmed is None:
            return None
        other = self.untrimmed if self.url != self.untrimmed else self.untrimmed.removesuffix(".")
        return None if other == self.url else other

    def read_otherwise(self) -> Address:
        """Return the address with its other reading for the right one; what was cited stays."""
        other = self.other_reading
        if other is None:
            return self
        marks = tuple(mark for mark in self.marks if mark != UNTRIMMED)
        return replace(self, url=other, marks=(*marks, UNTRIMMED) if other == self.untrimmed else marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The marker in the text that calls a note, with the sentence it stands in (markers taken out)."""

    label: str
    context: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedKey:
    """One mention of an entry of a bibliography by its cite key, which the document itself does not explain."""

    key: str
    """As written, without ``@`` or braces."""
    locator: str = ""
    """A place in the work: ``70``, ``33-35`` of pages (without ``p.``), else as written: ``chap. 3``."""
    prefix: str = ""
    """Words before: ``see``."""
    suffix: str = ""
    """Words behind the locator, or instead of one."""
    place: Place | None = None
    in_sentence: bool = False
    """Whether the key may be a mere word of the text (``@lee2021``): no citation unless a bibliography has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote or endnote."""

    id: str
    """Names the note within its revision of the document; opaque."""
    number: str
    """The label a reader sees: ``1``, ``*``, ``iv``. Numbers may repeat within a document."""
    text: str
    """White space folded, back arrow and label taken off."""
    addresses: tuple[Address, ...] = ()
    calls: tuple[Call, ...] = ()
    place: Place | None = None
    problems: tuple[Problem, ...] = ()
    emphasised: tuple[tuple[int, int], ...] = ()
    """Spans of `text` set in italics: titles of books and journals, most often."""
    items: tuple[Item, ...] = ()
    """Items the document itself gives: an entry of a bibliography, the CSL in a Zotero field; taken as they are.

    Its field ``citation-key`` is the cite key it has there, its ``locator`` that of this citation."""
    cited_keys: tuple[CitedKey, ...] = ()
    r"""Entries of a bibliography the note cites by their key: ``\cite[70]{lee2021}``, ``[@lee2021, p. 70]``."""

    @property
    def contexts(self) -> tuple[str, ...]:
        """The calling sentences, each once, in order."""
        return tuple(dict.fromkeys(call.context for call in self.calls))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A campaign text as read: one revision."""

    origin: str
    """Canonical: an absolute path, a URL, or ``-``."""
    format: str
    """Name of the reader: ``text``, ``markdown``, ``html``."""
    digest: str
    """SHA-256 of the bytes, in hex: names the revision."""
    notes: tuple[Note, ...]
    title: str | None = None
    language: str | None = None
    """BCP 47, from the document's own metadata or a guess by its words."""
    published: date | None = None
    is_draft: bool = False
    """Whether it says of itself that it is not published yet."""
    problems: tuple[Problem, ...] = ()
