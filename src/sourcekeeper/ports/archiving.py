"""What saves pages elsewhere and here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sourcekeeper.model import (
    CaptureOptions,
    CopyRef,
    JobStatus,
    Limits,
    Replay,
    Snapshot,
    Submission,
    Ticket,
    Visit,
)


class Copies(Protocol):
    """Local copies of what visits brought."""

    def keep(self, visit: Visit, *, like: CopyRef | None = None, via: str = "") -> CopyRef | None:
        """Write request and response; durable when it returns. None when no more may be kept. Raises OutputError.

        A body equal to that of `like`, an earlier copy of the same address, need not be written again. `via` is the
        page that an image, style or script was fetched for.
        """

    def holds(self, ref: CopyRef) -> bool:
        """Whether a copy is still there: old ones may be removed."""

    def open(self, ref: CopyRef) -> Visit:
        """Read a copy back: headers and undecoded body. Raises StoreDamaged."""

    def purge(self, addresses: Collection[str]) -> int:
        """Remove all that is kept of some addresses; return how many records. Raises OutputError."""

    def close(self) -> None:
        """Close the open file."""


class Archive(Protocol):
    """A web archive. Answers about single addresses are data; ArchiveError ends the talk with the archive."""

    name: str
    account: str
    """Short digest of the access key; empty without keys."""

    @property
    def index_requests(self) -> int:
        """How many questions went to the archive's indexes since this was made: for the day's budget."""

    def find(self, urls: Sequence[str], near: datetime) -> Mapping[str, Snapshot | None]:
        """Return the good snapshot nearest to `near` for each address; None when none is known (not: none exists)."""

    def around(self, url: str, near: datetime, most: int) -> Sequence[Snapshot]:
        """Return up to `most` different snapshots that may be good ones, the nearest to `near` first."""

    def newest(self, url: str, since: datetime) -> Snapshot | None:
        """Return the newest capture made at or after `since` that is no error page, for settling a lost answer."""

    def submit(
        self, url: str, *, options: CaptureOptions = ..., not_archived_within_seconds: int | None = None
    ) -> Submission:
        """Ask for a capture. Raises KeysMissing, KeysRefused, ArchiveUnavailable, ArchiveBanned.

        An archive that cannot do what `options` ask for captures the page all the same.
        """

    def poll(self, tickets: Sequence[Ticket]) -> Sequence[JobStatus]:
        """Ask what became of tickets, in as few requests as possible; an answer for each, in order."""

    def is_listed(self, snapshot: Snapshot) -> bool | None:
        """Whether the index lists exactly this capture; None when the index says nothing. Raises ArchiveBanned."""

    def replay(self, snapshot: Snapshot) -> Replay:
        """Ask for the original bytes of a snapshot."""

    def limits(self) -> Limits:
        """Return what the account may do now. Costs no capture: the right test of keys."""

    def close(self) -> None:
        """Close every connection."""
