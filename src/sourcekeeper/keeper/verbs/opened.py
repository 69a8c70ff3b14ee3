"""What every verb works with: a store that is open, and the ways to the outside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sourcekeeper.config import Settings, load_settings
from sourcekeeper.keeper.adapters import Adapters
from sourcekeeper.keeper.live import NoProgress, SystemClock
from sourcekeeper.ports import Archive, Clock, Copies, Fetcher, Progress, Store

if TYPE_CHECKING:
    from sourcekeeper.keeper.archiving import Archiving
    from sourcekeeper.keeper.recording import NewId

IN_MEMORY = ":memory:"
"""The store that ends with its Keeper."""


class Opened:
    """Opens a store when it is needed, and closes what it opened. For the parameters see `Keeper`."""

    def __init__(  # noqa: PLR0913  each names one adapter a caller may bring
        self,
        store: str | Path | Store = ":memory:",
        *,
        settings: Settings | None = None,
        fetcher: Fetcher | None = None,
        archive: Archive | None = None,
        others: Sequence[Archive] | None = None,
        copies: Copies | None = None,
        clock: Clock | None = None,
        progress: Progress | None = None,
        new_id: NewId | None = None,
        must_exist: bool = False,
        online: bool = True,
    ) -> None:
        self.settings = settings or load_settings(environ={}, folder=Path("/"), options={"store": str(store)})
        self.clock = clock or SystemClock()
        self.progress = progress or NoProgress()
        self.adapters = Adapters(
            self.settings, self.clock, self.progress, fetcher=fetcher, archive=archive, others=others, copies=copies
        )
        self._new_id = new_id or random_id
        self._owns_store = isinstance(store, str | Path)
        self._opening = RLock()
        self._store: Store | None = None if isinstance(store, str | Path) else store
        self._must_exist, self._sandbox = must_exist, self.settings.sandbox if online else None
        self._path = str(store) if isinstance(store, str | Path) else IN_MEMORY
        if self._path != IN_MEMORY:
            _ = self.store  # what is wrong with a file is told now

    @property
    def store(self) -> Store:
        """The store; one in memory is made when it is first asked for, since reading a text never asks."""
        if self._store is None:
            from sourcekeeper.store.open import open_store  # noqa: PLC0415

            with self._opening:
                self._store = self._store or open_store(
                    self._path, clock=self.clock, must_exist=self._must_exist, sandbox=self._sandbox
                )
        return self._store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close what was opened here."""
        self.adapters.close()
        if self._owns_store and self._store is not None:
            self._store.close()

    def _archiving(self) -> Archiving:
        from sourcekeeper.keeper.archiving import Archiving  # noqa: PLC0415

        return Archiving(self.store, self.adapters, self._new_id)

    def _copies(self) -> Copies | None:
        return self.adapters.copies(self.store.path)


def random_id() -> str:
    """Return an id that nobody has: 16 hexadecimal digits."""
    from secrets import token_hex  # noqa: PLC0415  brings OpenSSL along

    return token_hex(8)
