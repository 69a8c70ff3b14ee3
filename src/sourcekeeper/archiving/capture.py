"""The stage: have the due captures made, follow them, prove them.

It reads as every stage does: ask the store what is due, ask a rule what to do, call the archive, ask a rule what the
answer means, write it down. The intention is written before each submission and the ticket right after, so that a
killed run loses nothing and a repeated one sends nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice

from sourcekeeper.archiving.books import Books
from sourcekeeper.archiving.follow import Follower
from sourcekeeper.archiving.known import NOTHING_KNOWN, KnownHere
from sourcekeeper.archiving.plan import is_left, reopened, reviewed
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.errors import ArchiveError
from sourcekeeper.model import Capture, CaptureState, Reason
from sourcekeeper.ports import Archive, Clock, Progress, Store

_UNDER_WAY = (CaptureState.SUBMITTED, CaptureState.UNCERTAIN, CaptureState.UNCONFIRMED)
_TO_BE_SENT = (
    CaptureState.QUEUED,
    CaptureState.ARCHIVED,  # only those that had to do with an older snapshot: see `reopened`
    CaptureState.FAILED,
    CaptureState.UNFIT,
    CaptureState.LOST,  # only those the text cites: they are asked for again
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureReport:
    """What a run of the stage came to."""

    counts: Mapping[CaptureState, int] = field(default_factory=dict)
    """How many captures it worked on, by where they stand now."""
    left: int = 0
    """How many of them another run has to go on with."""
    stopped: ArchiveError | None = None
    """What ended the talk with the archive, or kept anything from being saved; None when all was said."""
    waiting: Reason | None = None
    """Why captures are left unfinished: ``keys-missing``, ``interrupted``, ``daily-limit``, ``not-yet-visible`` …"""


def _never() -> bool:
    return False


def archive_sources(  # noqa: PLR0913  each names one thing a caller may choose
    store: Store,
    archive: Archive,
    clock: Clock,
    progress: Progress,
    settings: ArchiveSettings,
    *,
    document_ids: Collection[str] | None = None,
    source_ids: Collection[str] | None = None,
    should_stop: Callable[[], bool] = _never,
    books: Books | None = None,
    known: KnownHere = NOTHING_KNOWN,
    send: bool = True,
) -> CaptureReport:
    """Work on the due captures of some documents or sources, or of all, until each is settled or has to wait.

    Calling this is the consent: whether a source may be sent is decided before. Nothing is raised for what the archive
    does (see `CaptureReport.stopped`); StoreError passes, with every state on disk true. `books` are those of a lease
    (see `lease`); without them nothing is known of other runs of this day. `known` is what proofs compare with.
    Without `send`, nothing is saved: what there is already is looked for and proved.
    """

    def due(*states: CaptureState) -> Iterator[Capture]:
        return store.captures(states=states, document_ids=document_ids, source_ids=source_ids)

    now = clock.now()
    total = sum(is_left(reopened(capture, now)) for capture in chain(due(*_UNDER_WAY), due(*_TO_BE_SENT)))
    if not total:
        return CaptureReport()
    progress.begin("archive", total)
    try:
        books = books or Books(archive.account)
        follower = Follower(store, archive, clock, progress, settings, should_stop, books, known)
        # Both lists are made up now: what an answer puts from one to the other in this run is in hand already.
        captures = chain(begun(due(*_UNDER_WAY)), begun(due(*_TO_BE_SENT)))
        follower.follow(choose(store, captures, settings, clock), sends=send)
        return CaptureReport(
            counts=follower.counts, left=follower.left, stopped=follower.stopped, waiting=follower.waiting
        )
    finally:
        progress.end("archive")


def begun(captures: Iterator[Capture]) -> Iterator[Capture]:
    """Return the same captures, with the first one read: a store decides then which ones come."""
    return chain(list(islice(captures, 1)), captures)


def choose(store: Store, captures: Iterable[Capture], settings: ArchiveSettings, clock: Clock) -> Iterator[Capture]:
    """Yield the captures there is something to do for, as rules and persons want them now; changes are written."""
    for before in captures:
        now = clock.now()
        opened = reopened(before, now)
        if not is_left(opened):
            continue
        said = store.decisions(opened.source.id)
        after = reviewed(opened, said, settings.never, now, allow_private=settings.is_loopback)
        if after != before:
            store.record_captures([after], now)
        yield after
