"""When a proved snapshot is looked for again, and what the looks mean. Pure: no clock, no network, no store.

Captures get lost: of 24 listed within the hour, 8 were gone from index and replay the next day (September 2026). They
come back, too. So a snapshot counts as lost only when replay and index agree twice, a day apart, that it is not there;
anything less clear is asked again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from sourcekeeper.archiving.proof import Proof, ProofKind
from sourcekeeper.model import Capture, CaptureState, PageKind, Reason, Snapshot, SnapshotOrigin

STEPS = (timedelta(days=1), timedelta(days=7), timedelta(days=30))
"""Waits after the proof and after the first confirmations: most losses were seen within a day."""

LATER = timedelta(days=182)
"""Waits after those: every half year."""

SPREAD = 0.25
"""Waits from a week on are longer by up to this share, by the snapshot: what was made in one night is not all due in
one."""

SLACK = timedelta(hours=2)
"""Taken off every wait: a nightly run begins a little earlier or later."""

LOST_AFTER = timedelta(hours=20)
"""Between the two looks that agree on an absence: two nights."""

ASK_LOST_AGAIN = timedelta(days=30)
"""After the loss of a snapshot the text cites, for which nothing could take its place."""


class Finding(StrEnum):
    """What a look found."""

    CONFIRMED = "confirmed"
    MISSING = "missing"
    """Not there, for the first time: to be looked for again tomorrow."""
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    UNFIT = "unfit"
    """There, and what it shows is known by now for something else than the text."""
    UNCLEAR = "unclear"
    """No answer, or replay and index do not agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look found, and the capture as it stands then."""

    finding: Finding
    capture: Capture
    reason: Reason | None = None


def next_look(snapshot: Snapshot, now: datetime) -> datetime:
    """Return when to look for a snapshot again that was just found; always alike for the same snapshot and moment."""
    if snapshot.confirmations == 0:
        return now + STEPS[0] - SLACK
    wait = STEPS[snapshot.confirmations] if snapshot.confirmations < len(STEPS) else LATER
    return now + wait * (1 + SPREAD * _fraction(snapshot.uri)) - SLACK


def first_proved(snapshot: Snapshot, now: datetime) -> Snapshot:
    """Return a snapshot as proved now for the first time, or again after it was lost."""
    fresh = replace(snapshot, confirmed_at=now, confirmations=0, missed_since=None, lost_at=None)
    return replace(fresh, confirm_next=next_look(fresh, now))


def wants_index(proof: Proof) -> bool:
    """Whether a replay shows an absence that the index has to agree to."""
    return proof.kind is ProofKind.NOT_YET and (proof.reason.code if proof.reason else "") in (
        "replay-not-there",
        "replay-other-time",
    )


def after_look(capture: Capture, proof: Proof, is_listed: bool | None, now: datetime) -> Look:
    """Read a look for the snapshot of an archived capture; `is_listed` is the index's word where it was asked."""
    snapshot = capture.snapshot
    assert snapshot is not None
    if proof.kind is ProofKind.PROVED:
        return _found(capture, snapshot, proof, now)
    if proof.kind is ProofKind.WITHDRAWN:
        gone = replace(snapshot, confirm_next=None)
        changed = replace(capture, state=CaptureState.WITHDRAWN, snapshot=gone, reason=proof.reason, next_try=None)
        return Look(finding=Finding.WITHDRAWN, capture=changed, reason=proof.reason)
    if wants_index(proof) and is_listed is False:
        return _absent(capture, snapshot, proof, now)
    if proof.kind is ProofKind.NO_ANSWER:
        return Look(finding=Finding.UNCLEAR, capture=capture, reason=proof.reason)
    # An answer, and an odd one: no sooner than tomorrow, or it would be asked in every run.
    asked = replace(snapshot, confirm_next=now + STEPS[0] - SLACK)
    return Look(finding=Finding.UNCLEAR, capture=replace(capture, snapshot=asked), reason=proof.reason)


def _found(capture: Capture, snapshot: Snapshot, proof: Proof, now: datetime) -> Look:
    again = replace(
        snapshot,
        confirmed_at=now,
        confirmations=snapshot.confirmations + 1,
        missed_since=None,
        final_url=proof.snapshot.final_url,
    )
    again = replace(again, confirm_next=next_look(again, now))
    if proof.shows in (PageKind.WALL, PageKind.LOGIN, PageKind.ERROR):
        unfit = replace(again, shows=proof.shows, confirm_next=None)
        changed = replace(capture, state=CaptureState.UNFIT, snapshot=unfit, reason=proof.reason, next_try=now)
        return Look(finding=Finding.UNFIT, capture=changed, reason=proof.reason)
    return Look(finding=Finding.CONFIRMED, capture=replace(capture, snapshot=again))


def _absent(capture: Capture, snapshot: Snapshot, proof: Proof, now: datetime) -> Look:
    since = snapshot.missed_since
    if since is None or now - since < LOST_AFTER:
        missed = replace(snapshot, missed_since=since or now, confirm_next=(since or now) + STEPS[0] - SLACK)
        return Look(finding=Finding.MISSING, capture=replace(capture, snapshot=missed), reason=proof.reason)
    reason = Reason.of("snapshot-lost", day=f"{since:%Y-%m-%d}")
    lost = replace(snapshot, lost_at=now, confirm_next=None)
    # What the text itself cites is all there is to ask for: it may come back.
    again = now + ASK_LOST_AGAIN if snapshot.origin is SnapshotOrigin.CITED else None
    changed = replace(capture, state=CaptureState.LOST, snapshot=lost, reason=reason, next_try=again)
    return Look(finding=Finding.LOST, capture=changed, reason=reason)


def _fraction(key: str) -> float:
    """Return a number from 0 to 1 that is always the same for the same key, evenly spread over keys."""
    return int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=4).digest(), "big") / 2**32
