"""The stage: have the due captures made, follow them, prove them.

It reads as every stage does: ask the store what is due, ask a rule what to do, call the archive, ask a rule what the
answer means, write it down. The intention is written before each submission and the ticket right after, so that a
killed run loses nothing and a repeated one sends nothing twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sourcekeeper.archiving.follow import Follower
from sourcekeeper.archiving.plan import is_left, reopened, reviewed
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.errors import ArchiveError
from sourcekeeper.model import Capture, CaptureState, Reason
from sourcekeeper.ports import Archive, Clock, Progress, Store

_WORKABLE = (
    CaptureState.QUEUED,
    CaptureState.SUBMITTED,
    CaptureState.UNCERTAIN,
    CaptureState.UNCONFIRMED,
    CaptureState.ARCHIVED,  # only those that had to do with an older snapshot: see `reopened`
    CaptureState.FAILED,
    CaptureState.UNFIT,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureReport:
    """What a run of the stage came to."""

    captures: tuple[Capture, ...] = ()
    """Those it worked on, as they stand now."""
    stopped: ArchiveError | None = None
    """What ended the talk with the archive, or kept anything from being saved; None when all was said."""
    waiting: Reason | None = None
    """Why captures are left unfinished: ``keys-missing``, ``interrupted``, ``daily-limit``, ``not-yet-visible`` …"""

    @property
    def counts(self) -> Mapping[CaptureState, int]:
        """How many captures stand where."""
        return Counter(capture.state for capture in self.captures)

    @property
    def left(self) -> tuple[Capture, ...]:
        """The captures that another run has to go on with."""
        return tuple(capture for capture in self.captures if is_left(capture))


def _never() -> bool:
    return False


def archive_sources(
    store: Store,
    archive: Archive,
    clock: Clock,
    progress: Progress,
    settings: ArchiveSettings,
    *,
    document_ids: Collection[str] | None = None,
    source_ids: Collection[str] | None = None,
    should_stop: Callable[[], bool] = _never,
) -> CaptureReport:
    """Work on the due captures of some documents or sources, or of all, until each is settled or has to wait.

    Calling this is the consent: whether a source may be sent is decided before. Nothing is raised for what the archive
    does (see `CaptureReport.stopped`); StoreError passes, with every state on disk true.
    """
    due = store.captures(states=_WORKABLE, document_ids=document_ids, source_ids=source_ids)
    chosen = choose(store, due, settings, clock.now())
    if not chosen:
        return CaptureReport()
    progress.begin("archive", len(chosen))
    try:
        follower = Follower(store, archive, clock, progress, settings, should_stop)
        captures = follower.follow(chosen)
        return CaptureReport(captures=captures, stopped=follower.stopped, waiting=follower.waiting)
    finally:
        progress.end("archive")


def choose(store: Store, captures: Iterable[Capture], settings: ArchiveSettings, now: datetime) -> list[Capture]:
    """Return the captures there is something to do for, as rules and persons want them now; changes are written."""
    chosen, changed = [], []
    for before in captures:
        opened = reopened(before, now)
        if not is_left(opened):
            continue
        said = store.decisions(opened.source.id)
        after = reviewed(opened, said, settings.never, now, allow_private=settings.is_loopback)
        if after != before:
            changed.append(after)
        chosen.append(after)
    if changed:
        store.record_captures(changed, now)
    return chosen
