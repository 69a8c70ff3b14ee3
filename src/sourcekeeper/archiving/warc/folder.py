"""The folder of WARC files: one that is being written has ``.open`` after its name, until it is whole.

A process that is killed leaves an ``.open`` file; whoever writes next cuts what is torn at its end and gives it its
name. A lock beside each open file tells a dead writer from a living one.
"""

from __future__ import annotations

import contextlib
import logging
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from sourcekeeper.archiving.warc.reading import members
from sourcekeeper.patterns import regex
from sourcekeeper.ports import Clock

log = logging.getLogger("sourcekeeper.archiving")

SUFFIX = ".warc.gz"
OPEN = ".open"
PURGING = ".purging-"
"""Begins the name of a file that is written anew beside, without what is purged."""
_LOCK = ".lock"
_NAME = regex(r"sourcekeeper-(\d{14})-\d+-\d+\.warc\.gz")
_FILES_A_SECOND = 10_000


class OpenFile:
    """A file that this process writes; nobody else does."""

    def __init__(self, folder: Path, name: str, lock: FileLock) -> None:
        self._lock, self._path, self._final = lock, folder / (name + OPEN), folder / name
        self._file: BinaryIO = self._path.open("xb", buffering=0)
        self.name = name
        self.size = 0
        sync_folder(folder)

    def append(self, data: bytes) -> None:
        """Write all of it and make it durable, or leave the file as it was."""
        try:
            view = memoryview(data)
            while view:
                view = view[self._file.write(view) :]
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(self.size)
            self._file.seek(self.size)
            raise
        self.size += len(data)

    def close(self) -> None:
        """End the file and give it its name; one in which nothing was written vanishes."""
        self._file.close()
        if self.size:
            os.replace(self._path, self._final)
        else:
            os.unlink(self._path)
        sync_folder(self._final.parent)
        _release(self._lock)


class Folder:
    """Where the WARC files of a store lie. Not for several threads at once."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path, self._clock = Path(path), clock

    def create(self) -> OpenFile:
        """Begin a file. Raises OSError."""
        self.path.mkdir(parents=True, exist_ok=True)
        stem = f"sourcekeeper-{self._clock.now().astimezone(UTC):%Y%m%d%H%M%S}-{os.getpid()}"
        for number in range(_FILES_A_SECOND):
            name = f"{stem}-{number:02d}{SUFFIX}"
            if (self.path / name).exists() or (self.path / (name + OPEN)).exists():
                continue
            lock = _lock_of(self.path / name)
            try:
                lock.acquire(timeout=0)
                return OpenFile(self.path, name, lock)
            except (Timeout, FileExistsError):
                _release(lock)
        raise FileExistsError(0, f"ten thousand files named {stem}")

    def find(self, name: str) -> Path | None:
        """Return where a file lies now, whole or still being written; None when it is not there."""
        return next((path for path in (self.path / name, self.path / (name + OPEN)) if path.is_file()), None)

    def files(self) -> list[Path]:
        """Return the whole files, oldest first."""
        return sorted(self.path.glob(f"*{SUFFIX}")) if self.path.is_dir() else []

    def unfinished(self) -> list[Path]:
        """Return the files that are being written, or were when their writer died."""
        return sorted(self.path.glob(f"*{SUFFIX}{OPEN}")) if self.path.is_dir() else []

    def bytes(self) -> int:
        """Return how much all files hold."""
        sizes = 0
        for path in (*self.files(), *self.unfinished()):
            with contextlib.suppress(OSError):
                sizes += path.stat().st_size
        return sizes

    def finish_left(self) -> None:
        """Finish the files whose writers died: what is torn at the end is cut off."""
        for path in self.unfinished():
            lock = _lock_of(path.with_name(path.name.removesuffix(OPEN)))
            try:
                lock.acquire(timeout=0)
            except Timeout:
                continue
            try:
                _finish(path)
            finally:
                _release(lock)

    def clear_left_purges(self) -> None:
        """Remove what purges left that were killed: files written anew that never came into place."""
        for path in self.path.glob(f"{PURGING}*") if self.path.is_dir() else ():
            path.unlink(missing_ok=True)

    def drop_older(self, keep: timedelta) -> list[str]:
        """Remove the files begun longer ago than that; return their names."""
        before = self._clock.now() - keep
        dropped = []
        for path in self.files():
            found = _NAME.fullmatch(path.name)
            if found and datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC) < before:
                path.unlink(missing_ok=True)
                dropped.append(path.name)
        return dropped


def _finish(path: Path) -> None:
    with path.open("r+b") as file:
        end = max((member.end for member in members(file)), default=0)
        size = os.fstat(file.fileno()).st_size
        if end < size:
            log.info("%s: the last %d bytes were torn and are cut off", path.name, size - end)
            file.truncate(end)
            os.fsync(file.fileno())
    if end == 0:
        path.unlink()
    else:
        os.replace(path, path.with_name(path.name.removesuffix(OPEN)))
        sync_folder(path.parent)


def _lock_of(final: Path) -> FileLock:
    return FileLock(final.with_name(final.name + _LOCK))


def _release(lock: FileLock) -> None:
    was_ours = lock.is_locked
    lock.release()
    if was_ours:
        with contextlib.suppress(OSError):
            os.unlink(lock.lock_file)


def sync_folder(folder: Path) -> None:
    """Make a new file's name durable, where the system lets a folder be opened (not on Windows)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
