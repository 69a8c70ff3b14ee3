"""Finding the snapshot to cite among those that are there: the nearest good one. Pure but for the archive it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sourcekeeper.archiving.confirming import first_proved
from sourcekeeper.archiving.proof import Proof
from sourcekeeper.model import Snapshot
from sourcekeeper.ports import Archive

CANDIDATES = 3
"""Tried at the most: a page that showed a wall to three crawlers shows it to the fourth."""

NEAR_ENOUGH = timedelta(days=30)
"""A snapshot in hand that is no farther from the wanted day is tried before the index is asked for others."""


def nearest_good(
    archive: Archive,
    prove: Callable[[Snapshot], Proof],
    url: str,
    near: datetime,
    now: datetime,
    *,
    in_hand: Snapshot | None = None,
    but: str = "",
) -> Snapshot | None:
    """Return the good snapshot of an address nearest to a moment, proved; None when none of the nearest is good.

    Status 200 in the index is a hint only: an error page or a wall may have it. `in_hand` was found before; the
    snapshot `but` is left out. Raises ArchiveError.
    """
    tried = {but}
    for candidate in _candidates(archive, url, near, in_hand):
        if candidate.uri in tried:
            continue
        tried.add(candidate.uri)
        proof = prove(candidate)
        if proof.is_good:
            return first_proved(replace(proof.snapshot, shows=proof.shows), now)
    return None


def _candidates(archive: Archive, url: str, near: datetime, in_hand: Snapshot | None) -> Iterator[Snapshot]:
    is_near = in_hand is not None and in_hand.taken_at is not None and abs(in_hand.taken_at - near) <= NEAR_ENOUGH
    if in_hand is not None and is_near:
        yield in_hand
    yield from archive.around(url, near, CANDIDATES)
    if in_hand is not None and not is_near:
        yield in_hand
