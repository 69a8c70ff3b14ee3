"""What a long run shows of itself while it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sourcekeeper.model import (
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """How the talk with a service stands at this moment."""

    in_flight: int
    """What is under way at the service."""
    slots: int
    """How much of it may be under way at once."""
    done: int
    """How many units came to what was wanted."""
    failed: int
    """How many came to nothing and need a person, or time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitTraffic:
    """How the visits of a run stand at this moment."""

    in_flight: int
    """Requests that wait for an answer."""
    hosts: int
    """Hosts that are being asked, or that wait for their turn."""
    verdicts: Mapping[Verdict, int]
    """How often each verdict came so far."""


class Progress(Protocol):
    """What a person may be shown while a stage works. The library never prints."""

    def begin(self, stage: str, total: int) -> None:
        """A stage starts: ``visit``, ``archive``, ``read`` and the like; `total` units of work are known of."""

    def advance(self, stage: str, what: str = "") -> None:
        """One unit is done."""

    def show(self, stage: str, traffic: Traffic | VisitTraffic) -> None:
        """Tell how it stands; called often, and more often than anything changes."""

    def end(self, stage: str) -> None:
        """The stage is over."""


_T = TypeVar("_T")

WORTH_A_BAR = 1_000
"""Of what is done in milliseconds: fewer are over before a bar is drawn."""


def watched(progress: Progress, stage: str, units: Sequence[_T]) -> Iterator[_T]:
    """Yield units of work, telling how many are done where there are many. A stage that is left early ends too."""
    if len(units) < WORTH_A_BAR:
        yield from units
        return
    progress.begin(stage, len(units))
    try:
        for unit in units:
            yield unit
            progress.advance(stage)
    finally:
        progress.end(stage)
