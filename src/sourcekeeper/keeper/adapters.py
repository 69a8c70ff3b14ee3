"""The ways to the outside over one store: what a caller brought, else the live ones, made when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from sourcekeeper.config import Settings
from sourcekeeper.keeper.live import (
    account_folder,
    hold_account,
    make_archive,
    make_copies,
    make_fetcher,
    make_others,
    open_books,
)
from sourcekeeper.ports import Archive, Clock, Copies, Fetcher, Progress

if TYPE_CHECKING:
    from sourcekeeper.archiving.books import Books


class Adapters:
    """Clock and progress, and fetcher, archives and local copies once they are needed."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        progress: Progress,
        *,
        fetcher: Fetcher | None,
        archive: Archive | None,
        others: Sequence[Archive] | None,
        copies: Copies | None,
    ) -> None:
        self.settings, self.clock, self.progress = settings, clock, progress
        self._fetcher, self._archive, self._copies = fetcher, archive, copies
        self._others = None if others is None else tuple(others)
        self._is_archive_brought = archive is not None
        self._books: Books | None = None

    def fetcher(self) -> Fetcher:
        """Return the engine of visits."""
        if self._fetcher is None:
            self._fetcher = make_fetcher(self.settings, self.clock)
        return self._fetcher

    def archive(self) -> Archive:
        """Return the archive that is asked to save pages."""
        if self._archive is None:
            self._archive = make_archive(self.settings, self.clock)
        return self._archive

    def others(self) -> tuple[Archive, ...]:
        """Return the archives beside the main one, which are only looked into."""
        if self._others is None:
            self._others = make_others(self.settings, self.clock)
        return self._others

    def copies(self, store_path: str) -> Copies | None:
        """Return the folder of local copies beside a store; none for a store in memory."""
        if self._copies is None:
            self._copies = make_copies(store_path, self.clock, self.settings.copies)
        return self._copies

    def account(self, should_stop: Callable[[], bool]) -> AbstractContextManager[Books]:
        """Hold the lease of the archive's account. Raises AccountBusy while another process has it."""
        patience = self.settings.archive.wait_for_account
        return hold_account(self.archive(), self._account_folder, self.clock, patience, should_stop)

    def books(self) -> Books:
        """Return the books of the archive's account, for who only looks something up: nobody waits for the lease."""
        if self._books is None:
            self._books = open_books(self.archive(), self._account_folder)
        return self._books

    @property
    def _account_folder(self) -> Path | None:
        return None if self._is_archive_brought else account_folder(self.settings)

    def stop_visits(self) -> None:
        """Begin no further visits; what is under way ends."""
        if self._fetcher is not None:
            self._fetcher.stop()

    def drop_visits(self) -> None:
        """Give up what a run that was left early handed to the engine of visits; what is under way ends first."""
        if self._fetcher is not None:
            self._fetcher.stop()
            for _ in self._fetcher.results():
                pass

    def close(self) -> None:
        """Close what is open."""
        for adapter in (self._fetcher, self._archive, self._copies, *(self._others or ())):
            if adapter is not None:
                adapter.close()
