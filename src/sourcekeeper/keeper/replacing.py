"""A person's file changed on disk: all or nothing, never against a change made meanwhile, the old one kept beside."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sourcekeeper.errors import OutputError


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOnDisk:
    """A file as it was when it was read; links are followed, so `path` is the file itself."""

    path: Path
    data: bytes
    is_new: bool = False


def read_file(name: str, max_bytes: int) -> FileOnDisk:
    """Read a file that is to be changed; one that is not there is empty and new. Raises OutputError."""
    path = Path(os.path.realpath(name))
    try:
        with path.open("rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OutputError(f"cannot merge into {name}: it is no file")
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        return FileOnDisk(path=path, data=b"", is_new=True)
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot read {name}: {getattr(error, 'strerror', None) or error}") from error
    if len(data) > max_bytes:
        raise OutputError(f"cannot merge into {name}: it is larger than {max_bytes} bytes")
    return FileOnDisk(path=path, data=data)


def replace_file(before: FileOnDisk, data: bytes) -> Path | None:
    """Put other bytes in place of a file's; return where the old ones are kept, None for a new file.

    The file keeps its permissions, and its owner where we may give it away. A reader sees the old bytes or the new
    ones whole. Raises OutputError, and then nothing was changed: when the file is not any more what was read, too.
    """
    try:
        if not before.is_new and not os.access(before.path, os.W_OK):
            raise OutputError(f"cannot write {before.path}: it is read-only", "Nothing was written.")
        _refuse_changed(before)
        backup = None if before.is_new else _back_up(before)
        _replace(before, data)
    except OSError as error:
        raise OutputError(
            f"cannot write {before.path}: {error.strerror or error}", "Nothing was written; check folder and disk."
        ) from error
    return backup


def _refuse_changed(before: FileOnDisk) -> None:
    try:
        now = before.path.read_bytes()
    except FileNotFoundError:
        now = None
    if now != (None if before.is_new else before.data):
        raise OutputError(
            f"{before.path} was changed by another program while we worked", "Nothing was written; run it again."
        )


def _back_up(before: FileOnDisk) -> Path:
    """Keep the bytes beside, in ``refs.bib.bak``; where that holds others, in ``refs.bib.bak-2`` and so on."""
    for number in count(1):
        path = before.path.with_name(f"{before.path.name}.bak" + (f"-{number}" if number > 1 else ""))
        try:
            with path.open("xb") as file:
                file.write(before.data)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            if path.is_file() and path.read_bytes() == before.data:
                return path
            continue
        os.chmod(path, stat.S_IMODE(before.path.stat().st_mode))
        return path
    raise AssertionError("numbers do not end")


def _replace(before: FileOnDisk, data: bytes) -> None:
    descriptor, fresh = tempfile.mkstemp(prefix=".sourcekeeper-", dir=before.path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _keep_rights(before, fresh)
        _refuse_changed(before)
        os.replace(fresh, before.path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(fresh)


def _keep_rights(before: FileOnDisk, fresh: str) -> None:
    if before.is_new:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(fresh, 0o666 & ~mask)
        return
    old = before.path.stat()
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(fresh, old.st_uid, old.st_gid)
    os.chmod(fresh, stat.S_IMODE(old.st_mode))
