"""What writes bibliographies, and notes with their links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from sourcekeeper.model import (
    Address,
    Note,
    Reason,
    Snapshot,
    SourceStanding,
    Verdict,
    Work,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A work as an exporter gets it, with what the store knows of its cited source."""

    work: Work
    snapshot: Snapshot | None = None
    """A good one only: proved by replay and showing the text."""
    doubtful: Snapshot | None = None
    """Where there is no good one: a snapshot not proved, or one that shows no text. Told of with a mark, if at all."""
    accessed: datetime | None = None
    """Last visit that found the source alive."""
    standing: SourceStanding | None = None
    verdict: Verdict | None = None
    """Of the last visit."""
    language: str = ""
    """Of the words around the reference; empty for that of the item."""


class SnapshotPlace(StrEnum):
    """Where a bibliography tells of the snapshot."""

    ARCHIVE = "archive"
    """The format's own fields for one: ``archive`` and ``archive_location`` of CSL, ``DB`` and ``AN`` of RIS."""
    NOTE = "note"
    ADDENDUM = "addendum"
    ARCHIVEURL = "archiveurl"
    """``archiveurl`` and ``archivedate``, which a .dbx file has to declare to BibLaTeX."""
    LINK = "link"
    """Beside the reference, as in running text."""
    NONE = "none"


def _nobody(_reason: Reason) -> None:
    """Hear of nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSettings:
    """How a bibliography is to be written."""

    snapshot: SnapshotPlace | None = None
    """None: where the reading program keeps it best."""
    reader: str = ""
    """The program it is meant for: ``zotero``, ``pandoc``, ``word``; empty for any."""
    style: str = ""
    """A CSL style, by its name or as a file; empty for our own plain one."""
    language: str = ""
    """BCP 47, of the words a style adds; empty for that of most entries."""
    tell: Callable[[Reason], None] = _nobody
    """Called with what could not be written as it should, an entry at a time."""


USUAL = ExportSettings()
"""Everything where it is usually put."""


@runtime_checkable
class Exporter(Protocol):
    """Entries to a bibliography. Same entries and settings, same bytes."""

    name: str
    suffix: str
    """Of the file `keep` writes, with the dot."""
    snapshot_places: tuple[SnapshotPlace, ...]
    """Where it can put snapshots, its usual place first."""

    def export(self, entries: Iterable[Entry], settings: ExportSettings = ...) -> Iterator[str]:
        """Yield the output piece by piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLink:
    """An address of a note, with the snapshot to go beside it."""

    address: Address
    snapshot: Snapshot | None = None
    """A good one only, as in `Entry`."""
    doubtful: Snapshot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedNote:
    """A note of a document as it goes out again."""

    note: Note
    links: tuple[NoteLink, ...] = ()
    language: str = ""
    """Of the document: BCP 47, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedDocument:
    """A document whose notes go out again, in order."""

    title: str
    language: str
    notes: Iterable[LinkedNote]


@runtime_checkable
class NotesExporter(Protocol):
    """Notes with links to their snapshots, ready to be pasted into one program. Same notes, same bytes."""

    name: str
    suffix: str

    def export(self, documents: Iterable[LinkedDocument]) -> Iterator[str]:
        """Yield the output piece by piece."""
