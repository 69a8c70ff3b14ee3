"""What this house knows of a source besides what the archive says: what it showed, and when it was cited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sourcekeeper.archiving.likeness import SeenPage
from sourcekeeper.archiving.proof import Proof, prove
from sourcekeeper.model import Replay, Snapshot, SnapshotOrigin, Source


def _nothing(_source: Source) -> Sequence[SeenPage]:
    return ()


def _never(_source: Source) -> datetime | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownHere:
    """Asked for each source when its turn comes; knows nothing unless told how."""

    seen: Callable[[Source], Sequence[SeenPage]] = _nothing
    """What the address showed when it was well: on the first such visit, and on the last."""
    cited_at: Callable[[Source], datetime | None] = _never
    """The day the text saw it: the note's day of access, else the text's own day."""

    def prove(self, snapshot: Snapshot, ask: Callable[[Snapshot], Replay], source: Source) -> Proof:
        """Prove a snapshot of a source by its replay and by what is known here.

        A snapshot that the text itself cites is judged by its own marks: it need not be like the page of today.
        """
        seen = () if snapshot.origin is SnapshotOrigin.CITED else self.seen(source)
        return prove(snapshot, ask, cited=source.url, seen=seen)


NOTHING_KNOWN = KnownHere()
"""For who has nothing but the archive's word: snapshots are judged by their own marks."""
