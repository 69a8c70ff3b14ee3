"""The stage: look again for the snapshots that are due, and deal with those that are not there any more.

It reads as every stage does: ask the store what is due, ask the archive, ask a rule what the answer means
(`confirming`), write it down, one snapshot at a time. So a killed run loses nothing, and the next one goes on where it
stopped. A lost snapshot is captured again by the capture stage, which falls back to the nearest good one; one the text
itself cites is never submitted, only replaced.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from sourcekeeper.archiving.books import Books
from sourcekeeper.archiving.confirming import Finding, Look, after_look, wants_index
from sourcekeeper.archiving.finding import nearest_good
from sourcekeeper.archiving.known import NOTHING_KNOWN, KnownHere
from sourcekeeper.archiving.plan import OLDER_SNAPSHOT
from sourcekeeper.archiving.proof import prove
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.errors import ArchiveBanned, ArchiveError
from sourcekeeper.model import Capture, CaptureState, Reason, Replay, Snapshot, SnapshotOrigin
from sourcekeeper.ports import Archive, Clock, Progress, Store

log = logging.getLogger("sourcekeeper.archiving")

LOST_BEFORE = "lost-before"
"""Reason of a capture that is queued because an earlier snapshot was lost."""

_SILENCES_IN_A_ROW = 3
"""Snapshots that got no answer, one after the other, before the rest waits for the next run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReport:
    """What a run of the stage came to."""

    looks: tuple[Look, ...] = ()
    """One for each snapshot it looked for; `Finding.CONFIRMED` is as it should be."""
    replaced: tuple[Capture, ...] = ()
    """What took the place of lost ones: queued to be captured again, or archived by another snapshot."""
    is_cut: bool = False
    """Whether the budget was spent with more due: the next run goes on."""
    stopped: ArchiveError | None = None

    def of(self, *findings: Finding) -> tuple[Look, ...]:
        """Return the looks that found one of these."""
        return tuple(look for look in self.looks if look.finding in findings)

    @property
    def news(self) -> tuple[Look, ...]:
        """Return the looks a person should hear of."""
        return self.of(Finding.LOST, Finding.WITHDRAWN, Finding.UNFIT, Finding.MISSING)


def confirm_snapshots(  # noqa: PLR0913  each names one thing the stage works with
    store: Store,
    archive: Archive,
    clock: Clock,
    progress: Progress,
    settings: ArchiveSettings,
    *,
    new_id: Callable[[], str],
    books: Books,
    known: KnownHere = NOTHING_KNOWN,
    document_ids: Collection[str] | None = None,
    source_ids: Collection[str] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> ConfirmReport:
    """Look again for the snapshots that are due, of some documents or sources or of all.

    At most ``settings.confirm_requests`` requests are made, those longest due first, and none while the archive shuts
    us out (`books`). Nothing is raised for what the archive does; StoreError passes, with every state on disk true.
    """
    if books.ban_at(clock.now()) is not None:
        return ConfirmReport()
    budget = settings.confirm_requests
    # Every look costs a request at least: more than the budget could not be looked for.
    due = list(store.due_for_confirmation(clock.now(), budget + 1, document_ids=document_ids, source_ids=source_ids))
    if not due:
        return ConfirmReport()
    watch = _Watch(store=store, archive=archive, clock=clock, known=known, new_id=new_id, books=books, budget=budget)
    asked_before = archive.index_requests
    progress.begin("confirm", min(len(due), budget))
    try:
        for capture in due:
            if should_stop() or watch.is_over:
                break
            watch.look(capture)
            progress.advance("confirm", capture.source.url)
    finally:
        progress.end("confirm")
        books.count(clock.now(), index_requests=archive.index_requests - asked_before)
    return watch.report(is_cut=len(watch.looks) < len(due) and watch.stopped is None)


@dataclass(slots=True, kw_only=True)
class _Watch:
    """One run of the stage."""

    store: Store
    archive: Archive
    clock: Clock
    known: KnownHere
    new_id: Callable[[], str]
    books: Books
    budget: int
    looks: list[Look] = field(default_factory=list)
    replaced: list[Capture] = field(default_factory=list)
    stopped: ArchiveError | None = None
    _spent: int = 0
    _silences: int = 0

    @property
    def is_over(self) -> bool:
        return self.stopped is not None or self._spent >= self.budget or self._silences >= _SILENCES_IN_A_ROW

    def report(self, *, is_cut: bool) -> ConfirmReport:
        return ConfirmReport(
            looks=tuple(self.looks), replaced=tuple(self.replaced), is_cut=is_cut, stopped=self.stopped
        )

    def look(self, capture: Capture) -> None:
        """Look for one snapshot, write what was found, and put something in its place where it is lost."""
        assert capture.snapshot is not None
        try:
            proof = prove(capture.snapshot, self._replay, cited=capture.source.url)
            is_listed = self._is_listed(capture.snapshot) if wants_index(proof) else None
        except ArchiveError as error:
            if isinstance(error, ArchiveBanned):
                self.books.shut_out(self.clock.now())
            self.stopped = error
            return
        look = after_look(capture, proof, is_listed, self.clock.now())
        self._silences = self._silences + 1 if look.finding is Finding.UNCLEAR and look.capture is capture else 0
        log.info("%s: %s", capture.snapshot.uri, look.finding.value)
        replacement = self._replacement(look.capture) if look.finding is Finding.LOST else None
        with self.store.transaction():
            self.store.record_captures([look.capture], self.clock.now())
            if replacement is not None:
                self.store.record_captures([replacement], self.clock.now())
                self.replaced.append(replacement)
        self.looks.append(look)

    def _replacement(self, lost: Capture) -> Capture | None:
        """Return the capture that takes a lost one's place; None when a cited one has no good neighbour."""
        assert lost.snapshot is not None
        anew = Capture(id=self.new_id(), source=lost.source, state=CaptureState.QUEUED, reason=Reason.of(LOST_BEFORE))
        if lost.snapshot.origin is not SnapshotOrigin.CITED:
            return anew
        found = self._nearest(lost.snapshot)
        if found is None:
            return None
        reason = Reason.of(OLDER_SNAPSHOT, why=LOST_BEFORE)
        return replace(anew, state=CaptureState.ARCHIVED, snapshot=found, reason=reason)

    def _nearest(self, lost: Snapshot) -> Snapshot | None:
        """Return the good snapshot nearest to a lost one that the text cites."""
        now: datetime = self.clock.now()
        try:
            self._spent += 1
            return nearest_good(
                self.archive,
                lambda candidate: prove(candidate, self._replay, cited=lost.original),
                lost.original,
                lost.taken_at or now,
                now,
                but=lost.uri,
            )
        except ArchiveError:
            return None

    def _replay(self, snapshot: Snapshot) -> Replay:
        self._spent += 1
        return self.archive.replay(snapshot)

    def _is_listed(self, snapshot: Snapshot) -> bool | None:
        self._spent += 1
        return self.archive.is_listed(snapshot)
