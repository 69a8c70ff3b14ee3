"""The adapters of a live run, made from settings when they are first needed."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from sourcekeeper import plugins
from sourcekeeper.config import Settings
from sourcekeeper.ports import Archive, Clock, Copies, Fetcher


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Return the time of day in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class NoProgress:
    """Shows nothing."""

    def begin(self, stage: str, total: int) -> None:
        """Do nothing."""

    def advance(self, stage: str, what: str = "") -> None:
        """Do nothing."""

    def end(self, stage: str) -> None:
        """Do nothing."""


def make_fetcher(settings: Settings, clock: Clock) -> Fetcher:
    """Return the engine for many visits."""
    from sourcekeeper.fetching.curl import CurlFetcher  # noqa: PLC0415  libcurl takes 20 ms to load

    return CurlFetcher(settings.fetch, settings.network, clock)


def make_archive(settings: Settings, clock: Clock, name: str = "wayback") -> Archive:
    """Return the archive of that name."""
    archive: Archive = plugins.load("archives", name)(settings.archive, settings.network, clock)
    return archive


def make_copies(store_path: str, clock: Clock) -> Copies | None:
    """Return the folder of local copies beside the store; none for a store in memory."""
    if store_path == ":memory:":
        return None
    from sourcekeeper.archiving.warc.copies import WarcCopies  # noqa: PLC0415  only when something is visited

    return WarcCopies(copies_folder(store_path), clock)


def copies_folder(store_path: str) -> Path:
    """Return where the WARC files of a store lie."""
    return Path(f"{store_path}.warc")
