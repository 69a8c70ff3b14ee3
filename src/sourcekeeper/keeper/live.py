"""The adapters of a live run, made from settings when they are first needed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sourcekeeper import plugins
from sourcekeeper.config import CopySettings, Settings, state_folder
from sourcekeeper.errors import ConfigError, OutputError
from sourcekeeper.ports import Archive, Clock, Copies, Fetcher, Traffic, VisitTraffic

if TYPE_CHECKING:
    from sourcekeeper.archiving.books import Books


log = logging.getLogger("sourcekeeper.keeper")


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

    def show(self, stage: str, traffic: Traffic | VisitTraffic) -> None:
        """Do nothing."""

    def end(self, stage: str) -> None:
        """Do nothing."""


def make_fetcher(settings: Settings, clock: Clock) -> Fetcher:
    """Return the engine for many visits: libcurl's, or the plain one where libcurl cannot be had or is not wanted."""
    engine = settings.fetch.engine
    if engine != "plain":
        try:
            from sourcekeeper.fetching.curl import CurlFetcher  # noqa: PLC0415  libcurl takes 20 ms to load
        except ImportError as error:
            if engine == "curl":
                raise ConfigError(f"cannot load libcurl: {error}", "Set [fetch] engine to auto or plain.") from error
            log.info("libcurl cannot be loaded (%s): visits are made by the plain engine, more slowly", error)
        else:
            return CurlFetcher(settings.fetch, settings.network, clock)
    from sourcekeeper.fetching.plain import PlainFetcher  # noqa: PLC0415

    return PlainFetcher(settings.fetch, settings.network, clock)


def make_archive(settings: Settings, clock: Clock, name: str = "wayback") -> Archive:
    """Return the archive of that name."""
    archive: Archive = plugins.load("archives", name)(settings.archive, settings.network, clock)
    return archive


def make_others(settings: Settings, clock: Clock) -> tuple[Archive, ...]:
    """Return the other archives of the settings, each made with its own address and without keys."""
    others = []
    for named in settings.archive.also:
        kind, _, address = named.partition("+")
        own = replace(
            settings.archive, wayback_url=address, archive_url=address, access_key="", secret_key="", also=()
        )
        others.append(plugins.load("archives", kind)(own, settings.network, clock))
    return tuple(others)


def account_folder(settings: Settings) -> Path | None:
    """Return where the lease and the books of the archive's account lie: the user's state folder.

    The sandbox never touches that: its account is kept beside the store, if there is one. An archive on this machine
    needs neither lease nor books.
    """
    if settings.sandbox:
        return None if settings.store == ":memory:" else Path(f"{settings.store}.sandbox") / "account"
    return None if settings.archive.is_loopback else state_folder()


def open_books(archive: Archive, folder: Path | None) -> Books:
    """Return the books of the archive's account without its lease, for who saves nothing; without a folder in memory.

    Raises OutputError when the folder cannot be made.
    """
    from sourcekeeper.archiving.books import Books, FileBooks  # noqa: PLC0415  only who asks the archive

    if folder is None:
        return Books(archive.account)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write to {folder}: {error}", "Make it writable, or set XDG_STATE_HOME.") from error
    return FileBooks(folder, archive.name, archive.account)


@contextmanager
def hold_account(
    archive: Archive, folder: Path | None, clock: Clock, patience: timedelta, should_stop: Callable[[], bool]
) -> Iterator[Books]:
    """Hold the lease of the archive's account, and give its books; in memory only, and at once, without a folder.

    Raises AccountBusy when another process holds it for longer than `patience`.
    """
    from sourcekeeper.archiving.books import Books  # noqa: PLC0415  only who archives
    from sourcekeeper.archiving.lease import leased  # noqa: PLC0415

    if folder is None:
        yield Books(archive.account)
        return
    with leased(folder, archive.name, archive.account, clock, patience=patience, should_stop=should_stop) as books:
        yield books


def make_copies(store_path: str, clock: Clock, settings: CopySettings) -> Copies | None:
    """Return the folder of local copies beside the store; none for a store in memory."""
    if store_path == ":memory:":
        return None
    from sourcekeeper.archiving.warc.copies import CopyLimits, WarcCopies  # noqa: PLC0415  only when one visits

    limits = CopyLimits(
        max_record_bytes=settings.max_record_bytes,
        max_folder_bytes=settings.max_folder_bytes,
        keep=settings.keep_for or None,
    )
    return WarcCopies(copies_folder(store_path), clock, limits)


def copies_folder(store_path: str) -> Path:
    """Return where the WARC files of a store lie."""
    return Path(f"{store_path}.warc")
