"""What to cite in place of a source that is not well: a snapshot an archive has, or the address it moved to.

What the store knows needs nobody. Where it knows no good snapshot the archive is asked, once a source: when it ceased
to be well, not every night it stays so. What the archive names is written as found, for `archive` to prove later.

Each question stands in the books of the archive's account, as those of `archive` do; nobody asks who is shut out, or
has asked as much as a day allows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sourcekeeper.archiving.plan import secret_in, withheld_reason
from sourcekeeper.checking.decided import is_by_decision
from sourcekeeper.errors import ArchiveError, OutputError
from sourcekeeper.keeper.linking import cited_at, snapshots_of
from sourcekeeper.keeper.results import CheckedSource
from sourcekeeper.model import Judgement, Snapshot, Verdict
from sourcekeeper.ports import Archive, Clock, Progress, Store

if TYPE_CHECKING:
    from sourcekeeper.archiving.books import Books

log = logging.getLogger("sourcekeeper.keeper")

MOST_LOOKED_UP = 100
"""Sources of a run that an archive is asked about: four minutes at the public pace of 24 a minute."""

STAGE = "lookup"

_NOTHING_LOST = frozenset(
    {Verdict.ALIVE, Verdict.REDIRECTED, Verdict.RATE_LIMITED, Verdict.NOT_CHECKED, Verdict.UNKNOWN, Verdict.INVALID}
)


def is_lost(judgement: Judgement) -> bool:
    """Whether a source does not show what was cited, or not to everybody."""
    return judgement.verdict not in _NOTHING_LOST


def known_suggestion(store: Store, source_id: str, judgement: Judgement | None) -> Snapshot | None:
    """Return the snapshot to cite in place of a source, by what the store knows: a good one, else one not proved."""
    if judgement is None or not is_lost(judgement):
        return None
    good, doubtful = snapshots_of(store, source_id)
    return good or (doubtful if doubtful is not None and doubtful.confirmed_at is None else None)


def moved_to(judgement: Judgement | None) -> str:
    """Return the address to cite in place of a source: where it moved for good, or a person said; else nothing."""
    if judgement is None or judgement.reason.code not in _MOVED:
        return ""
    return str(judgement.reason.get("new_url") or "")


_MOVED = frozenset({"redirected-permanently", "decided-replaced"})


@dataclass(slots=True)
class Lookup:
    """Asks an archive about the sources of one run that ceased to be well and have no snapshot."""

    store: Store
    archive: Callable[[], Archive]
    books: Callable[[], Books]
    most_a_day: int
    """Questions to the archive's indexes, of all runs together."""
    clock: Clock
    progress: Progress
    never: tuple[str, ...] = ()
    """What is never sent to an archive."""
    end: float | None = None
    """When the run's time is up, by `Clock.monotonic`: nobody is asked from then on."""
    _waiting: list[CheckedSource] = field(default_factory=list)

    def over(self, checks: Iterable[CheckedSource]) -> Iterator[CheckedSource]:
        """Yield checks as they come; those the archive is asked about come last, so that no visit waits for it."""
        for checked in checks:
            if len(self._waiting) < MOST_LOOKED_UP and self._wants(checked):
                # A page that was judged is not needed any more, and may be large.
                self._waiting.append(replace(checked, check=replace(checked.check, page=None)))
            else:
                yield checked
        self.progress.begin(STAGE, len(self._waiting))
        is_up = True
        for checked in self._waiting:
            found = None
            if is_up and (self.end is None or self.clock.monotonic() < self.end):
                try:
                    found = self._found(checked) if self._may_ask() else None
                except (ArchiveError, OutputError) as error:
                    log.info("no more is looked up: %s", error)
                    is_up = False
            self.progress.advance(STAGE, checked.source.url)
            yield replace(checked, suggestion=found)
        self.progress.end(STAGE)

    def _wants(self, checked: CheckedSource) -> bool:
        if checked.suggestion is not None or not is_lost(checked.judgement) or is_by_decision(checked.judgement):
            return False
        is_news = checked.standing.since >= checked.check.at
        key = checked.source.fetch_key
        return is_news and secret_in(key) is None and withheld_reason(key, self.never) is None

    def _may_ask(self) -> bool:
        books, now = self.books(), self.clock.now()
        return books.ban_at(now) is None and books.index_requests_on(now) < self.most_a_day

    def _found(self, checked: CheckedSource) -> Snapshot | None:
        source = checked.source
        last = self.store.last_check(source.id)
        seen = last.cited_text.at if last is not None and last.cited_text is not None else None
        near = cited_at(self.store, source.id) or seen or checked.check.at
        archive = self.archive()
        asked_before = archive.index_requests
        try:
            snapshot = archive.find([source.fetch_key], near).get(source.fetch_key)
        finally:
            self.books().count(self.clock.now(), index_requests=archive.index_requests - asked_before)
        if snapshot is not None:
            self.store.record_snapshot(source.id, snapshot)
        return snapshot
