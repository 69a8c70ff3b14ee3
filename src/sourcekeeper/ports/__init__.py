"""The seams of the house: what each kind of adapter must be able to do.

Rooms on floor 3 speak to one another only through these protocols, and `keeper` joins them. The contract of each seam
is a test suite in `sourcekeeper.testing`; an adapter that passes it may take part.
"""

from __future__ import annotations

from sourcekeeper.ports.archiving import Archive, Copies
from sourcekeeper.ports.clock import Clock
from sourcekeeper.ports.exporting import (
    USUAL,
    Entry,
    Exporter,
    ExportSettings,
    LinkedDocument,
    LinkedNote,
    NoteLink,
    NotesExporter,
    SnapshotPlace,
)
from sourcekeeper.ports.fetching import Fetcher
from sourcekeeper.ports.progress import Progress, Traffic, VisitTraffic, watched
from sourcekeeper.ports.reading import RawDocument, Reader
from sourcekeeper.ports.store import (
    CheckRecord,
    KnownSource,
    Store,
    StoredCheck,
    StoredCitation,
    StoredDocument,
    StoredNote,
)

__all__ = [
    "USUAL",
    "Archive",
    "CheckRecord",
    "Clock",
    "Copies",
    "Entry",
    "ExportSettings",
    "Exporter",
    "Fetcher",
    "KnownSource",
    "LinkedDocument",
    "LinkedNote",
    "NoteLink",
    "NotesExporter",
    "Progress",
    "RawDocument",
    "Reader",
    "SnapshotPlace",
    "Store",
    "StoredCheck",
    "StoredCitation",
    "StoredDocument",
    "StoredNote",
    "Traffic",
    "VisitTraffic",
    "watched",
]
