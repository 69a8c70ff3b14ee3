"""The stage: other archives beside the main one, to look in where it has nothing, and to save in where one records.

What is found or made there is proved like any snapshot and written beside the others; the capture at the main archive
stays as it stands, with its reason. Nothing is asked about what was withheld, withdrawn or cited from an archive.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sourcekeeper.archiving.known import NOTHING_KNOWN, KnownHere
from sourcekeeper.archiving.proof import ProofKind
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.errors import ArchiveError
from sourcekeeper.model import Capture, CaptureState, JobState, Snapshot, SnapshotOrigin, Source, Ticket
from sourcekeeper.ports import Archive, Clock, Progress, Store

log = logging.getLogger("sourcekeeper.archiving")

MAX_SOURCES = 500
"""Looked for, or saved, in one run: the next goes on."""
MAX_WAIT = timedelta(seconds=60)
"""For what was saved to show; what does not show by then is found by the next run."""

_LEFT_ALONE = frozenset({CaptureState.WITHHELD, CaptureState.WITHDRAWN})
_UNDER_WAY = frozenset({CaptureState.SUBMITTED, CaptureState.UNCERTAIN, CaptureState.UNCONFIRMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewhereReport:
    """What the other archives had."""

    found: tuple[tuple[Source, Snapshot], ...] = ()
    """Proved in this run, with what they show."""
    stopped: tuple[ArchiveError, ...] = ()
    """What ended the talk with an archive, one each."""


def seek_elsewhere(
    store: Store,
    archives: Sequence[Archive],
    captures: Sequence[Capture],
    clock: Clock,
    progress: Progress,
    settings: ArchiveSettings,
    *,
    known: KnownHere = NOTHING_KNOWN,
    should_stop: Callable[[], bool] = lambda: False,
) -> ElsewhereReport:
    """Save sources in the archives that record, and look in the others for those that have no good snapshot.

    Nothing is raised for what an archive does; StoreError passes, with everything on disk true.
    """
    seeker = _Seeker(store, clock, progress, settings, known, should_stop)
    for archive in archives:
        try:
            seeker.seek(archive, captures)
        except ArchiveError as error:
            log.info("%s: %s", archive.name, error.what)
            seeker.stopped.append(error)
    return ElsewhereReport(found=tuple(seeker.found), stopped=tuple(seeker.stopped))


@dataclass(slots=True)
class _Seeker:
    store: Store
    clock: Clock
    progress: Progress
    settings: ArchiveSettings
    known: KnownHere
    should_stop: Callable[[], bool]
    found: list[tuple[Source, Snapshot]] = field(default_factory=list)
    stopped: list[ArchiveError] = field(default_factory=list)

    def seek(self, archive: Archive, captures: Sequence[Capture]) -> None:
        candidates = [each for each in captures if _may_be_asked_about(each)]
        if not candidates:
            return
        may_save = archive.limits().available
        wanted = [
            each
            for each in candidates
            if (self._wants_saving(archive, each) if may_save else self._wants_looking(each))
        ][:MAX_SOURCES]
        if not wanted:
            return
        self.progress.begin("elsewhere", len(wanted))
        try:
            if may_save:
                self._save(archive, wanted)
            else:
                self._look(archive, wanted)
        finally:
            self.progress.end("elsewhere")

    def _wants_looking(self, capture: Capture) -> bool:
        if capture.state in _UNDER_WAY:
            return False
        return not any(each.is_good and each.lost_at is None for each in self.store.snapshots(capture.source.id))

    def _wants_saving(self, archive: Archive, capture: Capture) -> bool:
        there = (each for each in self.store.snapshots(capture.source.id) if each.archive == archive.name)
        return not any(each.confirmed_at is not None for each in there)

    # --- looking ----------------------------------------------------------------------------------------------------

    def _look(self, archive: Archive, captures: Sequence[Capture]) -> None:
        for capture in captures:
            if self.should_stop():
                return
            url = capture.source.fetch_key
            near = self.known.cited_at(capture.source) or self.clock.now()
            snapshot = archive.find([url], near).get(url)
            if snapshot is not None:
                self._prove(archive, capture, snapshot)
            self.progress.advance("elsewhere", url)

    # --- saving -----------------------------------------------------------------------------------------------------

    def _save(self, archive: Archive, captures: Sequence[Capture]) -> None:
        waiting: dict[str, tuple[Capture, Ticket]] = {}
        for capture in captures:
            if self.should_stop():
                break
            ticket = self._submitted(archive, capture)
            if ticket is not None:
                waiting[capture.id] = capture, ticket
            else:
                self.progress.advance("elsewhere", capture.source.url)
        end = self.clock.now() + min(MAX_WAIT, self.settings.settle_within)
        while waiting and not self.should_stop():
            pairs = list(waiting.values())
            for (capture, _), status in zip(pairs, archive.poll([ticket for _, ticket in pairs]), strict=True):
                if status.state is JobState.DONE and status.snapshot is not None:
                    self._prove(archive, capture, status.snapshot)
                if status.state in (JobState.DONE, JobState.ERROR):
                    del waiting[capture.id]
                    self.progress.advance("elsewhere", capture.source.url)
            if not waiting or self.clock.now() >= end:
                return
            self.clock.sleep(max(ticket.poll_after.total_seconds() for _, ticket in waiting.values()) or 1.0)

    def _submitted(self, archive: Archive, capture: Capture) -> Ticket | None:
        window = int(self.settings.newer_than.total_seconds())
        submission = archive.submit(capture.source.fetch_key, not_archived_within_seconds=window)
        if submission.ticket is None:
            log.info("%s: not saved at %s: %s", capture.source.id, archive.name, submission.reason)
        return submission.ticket

    # --- proving ----------------------------------------------------------------------------------------------------

    def _prove(self, archive: Archive, capture: Capture, snapshot: Snapshot) -> None:
        """Prove a snapshot and write it beside the capture, which stays what it is."""
        proof = self.known.prove(snapshot, archive.replay, capture.source)
        if proof.kind is not ProofKind.PROVED:
            return
        proved = replace(proof.snapshot, shows=proof.shows, confirmed_at=self.clock.now())
        self.store.record_snapshot(capture.source.id, proved)
        self.found.append((capture.source, proved))


def _may_be_asked_about(capture: Capture) -> bool:
    """Whether other archives may hear of a source: not where it is kept back, nor where the text cites a snapshot."""
    is_cited = capture.snapshot is not None and capture.snapshot.origin is SnapshotOrigin.CITED
    is_web = capture.source.fetch_key.lower().startswith(("http://", "https://"))
    return is_web and not is_cited and capture.state not in _LEFT_ALONE
