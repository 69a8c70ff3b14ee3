"""What a run of archiving would do, without doing it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sourcekeeper.archiving.options import options_for
from sourcekeeper.archiving.plan import is_left, reopened, reviewed, unconsented
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.keeper.held import held_back
from sourcekeeper.model import Capture, CaptureOptions, CaptureState
from sourcekeeper.ports import Store


class Intent(StrEnum):
    """What a run would do with a capture."""

    SEND = "send"
    """Send the address, unless the archive turns out to have a good and fresh snapshot."""
    FOLLOW = "follow"
    """Ask what became of what was sent before, or prove a snapshot; nothing is sent that was not."""
    LATER = "later"
    """Nothing yet: its time has not come."""
    NOTHING = "nothing"
    """It is archived, withheld, or nothing can be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intention:
    """A capture as rules and persons want it now, and what a run would do with it."""

    capture: Capture
    intent: Intent
    options: CaptureOptions
    """What would be asked of the archive besides the page."""


def intentions(
    store: Store, settings: ArchiveSettings, now: datetime, source_ids: Collection[str] | None, *, is_exempt: bool
) -> Iterator[Intention]:
    """Yield what a run would do with each capture of some sources, or with all. Asks nobody and writes nothing."""
    held = frozenset[str]() if is_exempt or source_ids is not None else held_back(store)
    for before in store.captures(source_ids=source_ids):
        opened = reopened(before, now)
        said = store.decisions(opened.source.id)
        capture = reviewed(opened, said, settings.never, now, allow_private=settings.is_loopback)
        is_held = capture.source.fetch_key in held and is_left(capture)
        yield Intention(
            capture=unconsented(capture) if is_held else capture,
            intent=Intent.NOTHING if is_held else _intent(capture, now),
            options=options_for(capture),
        )


def _intent(capture: Capture, now: datetime) -> Intent:
    if not is_left(capture):
        is_put_off = capture.state in (CaptureState.FAILED, CaptureState.UNFIT) and capture.next_try is not None
        return Intent.LATER if is_put_off else Intent.NOTHING
    if capture.state is not CaptureState.QUEUED:
        return Intent.FOLLOW
    return Intent.LATER if capture.next_try is not None and capture.next_try > now else Intent.SEND


class _TakenBackError(Exception):
    """Ends a rehearsal."""


@contextmanager
def rehearsal(store: Store) -> Iterator[None]:
    """Take back whatever is written inside, as if it had never been."""
    try:
        with store.transaction():
            yield
            raise _TakenBackError
    except _TakenBackError:
        pass
