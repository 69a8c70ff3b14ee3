"""One process at a time talks to one account: the archive counts slots and rates by account, not by process.

The lease is a lock on a file in the user's state folder. The system takes it back when a process ends, however it
ends, so that the lease of a killed one is free at once. Whoever holds it writes beside it who it is, for the message
to those that come second.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from sourcekeeper.archiving.books import Books, FileBooks, file_name
from sourcekeeper.errors import AccountBusy, OutputError
from sourcekeeper.ports import Clock

_NAP_SECONDS = 0.5


@contextmanager
def leased(
    folder: Path,
    archive: str,
    account: str,
    clock: Clock,
    *,
    patience: timedelta = timedelta(0),
    should_stop: Callable[[], bool] = lambda: False,
) -> Iterator[Books]:
    """Hold the lease of an account while the block runs, and get its books.

    Waits for another process as long as `patience` (and nobody wants to stop). Raises AccountBusy when that one is
    still at work then, and OutputError when the folder cannot be written.
    """
    lock = _locked(folder, archive, account, clock, patience, should_stop)
    try:
        holder = _holder_of(lock)
        with suppress(OSError):  # only for a message
            holder.write_text(json.dumps({"pid": os.getpid(), "since": clock.now().isoformat()}), encoding="utf-8")
        try:
            yield FileBooks(folder, archive, account)
        finally:
            with suppress(OSError):
                holder.unlink()
    finally:
        lock.release()


def _locked(
    folder: Path, archive: str, account: str, clock: Clock, patience: timedelta, should_stop: Callable[[], bool]
) -> FileLock:
    end = clock.monotonic() + patience.total_seconds()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{file_name(archive, account)}.lease", timeout=0)
        while True:
            try:
                lock.acquire()
                return lock
            except Timeout:
                remaining = end - clock.monotonic()
                if remaining <= 0 or should_stop():
                    raise _busy(lock, archive) from None
                clock.sleep(min(remaining, _NAP_SECONDS))
    except OSError as error:
        raise OutputError(
            f"cannot write to {folder}: {error}", "Make it writable, or set XDG_STATE_HOME to a folder that is."
        ) from error


def _busy(lock: FileLock, archive: str) -> AccountBusy:
    who = "another process"
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads(_holder_of(lock).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(told["since"])
        who = f"another process ({int(told['pid'])}, since {since:%Y-%m-%d %H:%M} UTC)"
    return AccountBusy(
        f"{who} is saving at {archive} with the same account", "What was not sent stays queued: run again afterwards."
    )


def _holder_of(lock: FileLock) -> Path:
    return Path(f"{lock.lock_file}.holder")
