"""Archiving over one store: who may be sent, what is wanted, the run itself, and the look at what is there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sourcekeeper.archiving.options import wanting
from sourcekeeper.archiving.plan import first_capture, handed_over
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.errors import AccountBusy, ArchiveError
from sourcekeeper.keeper.adapters import Adapters
from sourcekeeper.keeper.recording import NewId
from sourcekeeper.keeper.results import ArchiveReport
from sourcekeeper.model import Capture, CaptureOptions, CaptureState, Decision, DecisionKind, Reason, Source
from sourcekeeper.ports import Store

if TYPE_CHECKING:
    from sourcekeeper.archiving.books import Books
    from sourcekeeper.archiving.confirm import ConfirmReport
    from sourcekeeper.archiving.elsewhere import ElsewhereReport
    from sourcekeeper.archiving.known import KnownHere
    from sourcekeeper.web.memento import ArchivedAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Whose captures are worked on, and until when."""

    document_ids: Collection[str] | None = None
    """Of these documents; of all with None."""
    source_ids: Collection[str] | None = None
    """Of these sources; of all with None."""
    should_stop: Callable[[], bool] = lambda: False


class Archiving:
    """Queues captures, has them made and proved, and confirms that the snapshots are still there."""

    def __init__(self, store: Store, adapters: Adapters, new_id: NewId) -> None:
        self._store, self._adapters, self._new_id = store, adapters, new_id
        self._clock, self._progress = adapters.clock, adapters.progress

    @property
    def _settings(self) -> ArchiveSettings:
        return self._adapters.settings.archive

    def queue(self, sources: Iterable[Source], cited: Mapping[str, ArchivedAddress]) -> None:
        """Queue a capture for each source that has none. `cited` gives the snapshots that texts cite, by source id."""
        sources = list(sources)
        captures = self._store.captures(source_ids=[each.id for each in sources])
        captured = {capture.source.fetch_key for capture in captures}
        fresh = []
        for source in sources:
            if source.fetch_key not in captured:
                captured.add(source.fetch_key)
                fresh.append(first_capture(self._new_id(), source, cited.get(source.id), self._settings.never))
        if fresh:
            self._store.record_captures(fresh, self._clock.now())

    def want(self, source_ids: Collection[str], options: CaptureOptions) -> None:
        """Say what is wanted of the captures of sources besides the page; what was sent already stays as it is."""
        with self._store.transaction():
            self._change(
                self._store.captures(source_ids=source_ids),
                lambda capture: wanting(capture, options, self._new_id),
            )

    def hand_over(self, captures: Iterable[Capture]) -> None:
        """Say that a person means to have queued captures made by hand: the next run looks whether they were."""
        now = self._clock.now()
        self._change(captures, lambda capture: handed_over(capture, now))

    def heed(self, decision: Decision) -> None:
        """Change the captures that a person's word allows or forbids."""
        self._change(
            self._store.captures(source_ids=[decision.source_id]), lambda capture: _decided(capture, decision.kind)
        )

    def _change(self, captures: Iterable[Capture], change: Callable[[Capture], Capture]) -> None:
        changed = [after for capture in list(captures) if (after := change(capture)) != capture]
        if changed:
            self._store.record_captures(changed, self._clock.now())

    def run(self, chosen: Chosen, *, wait: bool, send: bool) -> ArchiveReport:
        """Do what `Keeper.archive` says."""
        stopped: ArchiveError | None
        confirmed: ConfirmReport | None = None
        try:
            with self._adapters.account(chosen.should_stop) as books:
                confirmed = self._confirmed(books, chosen)
                stopped, waiting = self._captured(books, chosen, wait=wait, send=send)
            stopped = stopped or confirmed.stopped
            if waiting and not (wait or stopped):
                waiting = Reason.of("not-waited")
        except AccountBusy as error:
            stopped, waiting = error, Reason.of("account-busy")
        captures = tuple(self._store.captures(document_ids=chosen.document_ids, source_ids=chosen.source_ids))
        return ArchiveReport(
            captures=captures,
            stopped=stopped,
            waiting=waiting,
            confirmed=confirmed,
            elsewhere=self._sought_elsewhere(captures, chosen) if send else None,
        )

    def confirm(self, chosen: Chosen) -> ConfirmReport:
        """Do what `Keeper.confirm` says."""
        with self._adapters.account(chosen.should_stop) as books:
            return self._confirmed(books, chosen)

    def _captured(
        self, books: Books, chosen: Chosen, *, wait: bool, send: bool
    ) -> tuple[ArchiveError | None, Reason | None]:
        from sourcekeeper.archiving.capture import archive_sources  # noqa: PLC0415

        worked = archive_sources(
            self._store,
            self._adapters.archive(),
            self._clock,
            self._progress,
            self._settings if wait else replace(self._settings, settle_within=timedelta(0)),
            document_ids=chosen.document_ids,
            source_ids=chosen.source_ids,
            should_stop=chosen.should_stop,
            books=books,
            known=self._known_here(),
            send=send,
        )
        return worked.stopped, worked.waiting

    def _confirmed(self, books: Books, chosen: Chosen) -> ConfirmReport:
        from sourcekeeper.archiving.confirm import confirm_snapshots  # noqa: PLC0415

        return confirm_snapshots(
            self._store,
            self._adapters.archive(),
            self._clock,
            self._progress,
            self._settings,
            new_id=self._new_id,
            books=books,
            known=self._known_here(),
            document_ids=chosen.document_ids,
            source_ids=chosen.source_ids,
            should_stop=chosen.should_stop,
        )

    def _sought_elsewhere(self, captures: Sequence[Capture], chosen: Chosen) -> ElsewhereReport | None:
        others = self._adapters.others()
        if not others:
            return None
        from sourcekeeper.archiving.elsewhere import seek_elsewhere  # noqa: PLC0415

        return seek_elsewhere(
            self._store,
            others,
            captures,
            self._clock,
            self._progress,
            self._settings,
            known=self._known_here(),
            should_stop=chosen.should_stop,
        )

    def _known_here(self) -> KnownHere:
        from sourcekeeper.keeper.seen import known_here  # noqa: PLC0415

        return known_here(self._store, self._adapters.copies(self._store.path))


def _decided(capture: Capture, kind: DecisionKind) -> Capture:
    if kind is DecisionKind.NEVER_ARCHIVE and capture.state is CaptureState.QUEUED:
        return replace(capture, state=CaptureState.WITHHELD, reason=Reason.of("never-by-decision"))
    if kind is DecisionKind.ARCHIVE and capture.state is CaptureState.WITHHELD:
        return replace(capture, state=CaptureState.QUEUED, reason=Reason.of("allowed-by-decision"))
    return capture
