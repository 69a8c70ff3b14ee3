"""What the verbs of the Keeper give back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sourcekeeper.errors import DocumentError, SourcekeeperError
from sourcekeeper.model import (
    Capture,
    Check,
    CitedNote,
    Decision,
    Document,
    Drift,
    Judgement,
    Reason,
    Snapshot,
    Source,
    SourceStanding,
    Work,
)
from sourcekeeper.ports import StoredDocument, StoredNote

if TYPE_CHECKING:
    from sourcekeeper.archiving.confirm import ConfirmReport
    from sourcekeeper.archiving.elsewhere import ElsewhereReport
    from sourcekeeper.keeper.visiting.copying import KeptCopy


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A document that was read, or the error that kept it from being read."""

    origin: str
    document: Document | None = None
    notes: tuple[CitedNote, ...] = ()
    error: DocumentError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSource:
    """What one visit of this run made of a source."""

    source: Source
    check: Check
    judgement: Judgement
    standing: SourceStanding
    suggestion: Snapshot | None = None
    """For a source that is not well: the snapshot to cite instead. Not proved where an archive only named it."""
    moved_to: str = ""
    """The address to cite instead: where the source moved for good, or what a person said; empty where it did not."""
    drift: Drift | None = None
    """Of a source whose text is another now: what went and what came."""
    word_ended: Decision | None = None
    """The person's word that ruled the checks before this one, and has ended."""
    instead_of: str = ""
    """The address as it was read before: it did not answer well, and with its final full stop (or without) it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """All that is known of a source now."""

    source: Source
    judgement: Judgement | None = None
    standing: SourceStanding | None = None
    capture: Capture | None = None
    snapshot: Snapshot | None = None
    decisions: tuple[Decision, ...] = ()
    """What persons said and still holds, newest first; `judgement` minds it already."""
    works: tuple[Work, ...] = ()
    """What is cited with this address; none when it was archived for itself."""
    suggestion: Snapshot | None = None
    """As in `CheckedSource`."""
    moved_to: str = ""
    """As in `CheckedSource`."""
    drift: Drift | None = None
    """As the last visit found it."""
    snapshots: tuple[Snapshot, ...] = ()
    """All that are known, where they were asked for."""
    copies: tuple[KeptCopy, ...] = ()
    """The local ones, where they were asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReport:
    """A note with its works and what is known of their sources."""

    note: StoredNote
    works: tuple[Work, ...] = ()
    sources: tuple[SourceReport, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """A document of the store, note by note."""

    document: StoredDocument
    notes: tuple[NoteReport, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveReport:
    """What a run of archiving came to."""

    captures: tuple[Capture, ...] = ()
    """Each source's capture as it stands now."""
    stopped: SourcekeeperError | None = None
    """What ended the talk with the archive; None when all was said."""
    waiting: Reason | None = None
    """Why captures are left: ``keys-missing``, ``interrupted``, ``daily-limit``, ``not-yet-visible`` …"""
    confirmed: ConfirmReport | None = None
    """What looking again for snapshots proved before came to; None when nobody looked."""
    elsewhere: ElsewhereReport | None = None
    """What other archives had; None where there are none."""

    @property
    def unfinished(self) -> tuple[Capture, ...]:
        """The captures that another run has to go on with."""
        from sourcekeeper.archiving.plan import is_left  # noqa: PLC0415  who reads a text does not wait for it

        return tuple(capture for capture in self.captures if is_left(capture))


def best_snapshot(snapshots: Sequence[Snapshot], near: datetime | None = None) -> Snapshot | None:
    """Return the snapshot to cite: proved and showing the text, of those the nearest to a day, else the earliest.

    None when none is good. Never one that is lost, or that shows a wall or an error.
    """
    good = [each for each in snapshots if each.is_good]
    if near is None:
        return min(good, key=lambda each: (each.taken_at is None, each.taken_at), default=None)
    return min(good, key=lambda each: _distance(each, near), default=None)


def _distance(snapshot: Snapshot, near: datetime) -> timedelta:
    return abs(snapshot.taken_at - near) if snapshot.taken_at is not None else timedelta.max
