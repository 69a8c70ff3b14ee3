"""Visiting sources, and the local copies that visits leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from sourcekeeper.keeper.verbs.opened import Opened
from sourcekeeper.model import Source
from sourcekeeper.ports import Fetcher

if TYPE_CHECKING:
    from sourcekeeper.keeper.suggesting import Lookup
    from sourcekeeper.keeper.visiting.copying import KeptCopy
    from sourcekeeper.keeper.visiting.visits import CheckRun

_ROBOTS_KEPT = timedelta(days=1)
"""How long a robots.txt is not asked for again (RFC 9309 section 2.4)."""


class CheckingVerbs(Opened):
    """Visits what is due, one run at a time."""

    _check_run: CheckRun | None = None

    def close(self) -> None:
        """Close what was opened here; checks that were judged and not yet written are written first."""
        if self._check_run is not None:
            self._check_run.close()
        super().close()

    def check(
        self,
        sources: Iterable[Source] | None = None,
        *,
        document_ids: Collection[str] | None = None,
        window: timedelta | None = None,
        lookup: bool = False,
    ) -> CheckRun:
        """Visit the given sources, or those due now (of some documents, or of all), and write what was found.

        The checks come one after the other. What is due in the whole store is read as it is visited: a million
        sources are never in memory at once. After `window` nothing new is begun, and what is left is due again.
        What a clock that was far ahead left due in a distant future is due now: `CheckRun.recalled` tells how much.
        With `lookup` the archive is asked for a snapshot of what ceased to be well and has none: see `suggesting`.
        """
        from sourcekeeper.checking.schedule import latest_visit  # noqa: PLC0415
        from sourcekeeper.keeper.visiting.copying import Copying  # noqa: PLC0415
        from sourcekeeper.keeper.visiting.feeding import DueSupply, ListedSupply  # noqa: PLC0415
        from sourcekeeper.keeper.visiting.visits import VisitPass  # noqa: PLC0415

        now = self.clock.now()
        recalled = self.store.make_due(latest_visit(now, self.settings.check.schedule), now)
        if self._check_run is not None and not self._check_run.is_over:
            self._check_run.close()
            self.adapters.drop_visits()
        if sources is None and document_ids is not None:
            sources = self.store.due_for_visit(now, document_ids)
        copies = self._copies() if self.settings.copies.enabled else None
        visits = VisitPass(
            store=self.store,
            fetcher=self._polite_fetcher(),
            copying=Copying(self.store, copies, self.settings.copies, self.settings.fetch.max_decoded_bytes),
            clock=self.clock,
            progress=self.progress,
            settings=self.settings.fetch,
            checking=self.settings.check,
            new_id=self._new_id,
            queue=lambda source: self._archiving().queue([source], {}),
            window=window,
        )
        run = visits.run(DueSupply(self.store, now) if sources is None else ListedSupply(sources))
        run.recalled = recalled
        self._check_run = run
        return run.through(self._lookup(window).over) if lookup else run

    def _polite_fetcher(self) -> Fetcher:
        """Return the engine of visits; one that obeys robots.txt where that is wanted."""
        fetcher = self.adapters.fetcher()
        if not self.settings.check.robots:
            return fetcher
        from sourcekeeper.fetching.robots import RobotsFetcher  # noqa: PLC0415

        return RobotsFetcher(
            fetcher,
            self.clock,
            known=lambda site: self.store.robots(site, self.clock.now() - _ROBOTS_KEPT),
            remember=lambda site, text: self.store.record_robots(site, text, self.clock.now()),
        )

    def _lookup(self, window: timedelta | None) -> Lookup:
        from sourcekeeper.keeper.suggesting import Lookup  # noqa: PLC0415

        settings, adapters = self.settings.archive, self.adapters
        return Lookup(
            store=self.store,
            archive=adapters.archive,
            books=adapters.books,
            most_a_day=settings.daily_index_requests,
            clock=self.clock,
            progress=self.progress,
            never=settings.never,
            end=None if window is None else self.clock.monotonic() + window.total_seconds(),
        )

    def stop(self) -> None:
        """Begin no further visits in this run; what is under way ends. For a run whose time is up."""
        self.adapters.stop_visits()

    def copies_of(self, source: Source) -> tuple[KeptCopy, ...]:
        """Return the local copies of a source that can be read, oldest first, with what they show."""
        from sourcekeeper.keeper.visiting.copying import read_copy  # noqa: PLC0415

        copies, most = self._copies(), self.settings.fetch.max_decoded_bytes
        refs = self.store.copies(source.id) if copies is not None else ()
        return tuple(kept for ref in refs if copies is not None and (kept := read_copy(copies, ref, most)) is not None)

    def last_good_copy(self, source: Source) -> KeptCopy | None:
        """Return the newest local copy that shows the text of a source: for when page and archive fail."""
        from sourcekeeper.keeper.visiting.copying import last_good_copy  # noqa: PLC0415

        copies = self._copies()
        if copies is None:
            return None
        return last_good_copy(self.store, copies, source, self.settings.fetch.max_decoded_bytes)
