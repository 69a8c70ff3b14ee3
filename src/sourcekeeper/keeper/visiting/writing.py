"""Checks on their way into the store: many with one transaction, none of them kept back for long."""

from __future__ import annotations

from collections.abc import Callable

from sourcekeeper.ports import CheckRecord, Clock, Store

BATCH = 100
"""Checks written in one transaction at the most."""
BATCH_SECONDS = 1.0
"""How old the oldest unwritten check may get."""


class Writer:
    """Writes checks in batches: a full one, one that is a second old, or one after which nothing waits to be judged.

    So a check that is told is written when it is told, but while many come at once: a run that is killed while it
    waits for a slow host has nothing to do again.
    """

    def __init__(self, store: Store, clock: Clock, is_idle: Callable[[], bool]) -> None:
        self._store = store
        self._clock = clock
        self._is_idle = is_idle
        self._batch: list[CheckRecord] = []
        self._since = 0.0

    def add(self, record: CheckRecord) -> None:
        """Take a check; written at the latest with the next one that comes a second later."""
        if not self._batch:
            self._since = self._clock.monotonic()
        self._batch.append(record)
        is_old = self._clock.monotonic() - self._since >= BATCH_SECONDS
        if is_old or len(self._batch) >= BATCH or self._is_idle():
            self.flush()

    def flush(self) -> None:
        """Write what was taken."""
        if self._batch:
            self._store.record_checks(self._batch)
            self._batch = []
