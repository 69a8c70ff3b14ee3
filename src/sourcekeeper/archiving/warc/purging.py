"""Removing an address from WARC files: its records are overwritten, all others stay where they are.

References into a file are offsets, so nothing may move: in place of what is removed stands a record of the same size
that says nothing. The file is written anew beside and put in place whole; a killed run leaves the old or the new one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from sourcekeeper.archiving.warc.folder import PURGING
from sourcekeeper.archiving.warc.reading import members
from sourcekeeper.archiving.warc.writing import filler

_CHUNK = 1 << 20


def purge(path: Path, is_meant: Callable[[str], bool]) -> int:
    """Overwrite every record of a file that has to do with an address that is meant; return how many. OSError."""
    with path.open("rb") as file:
        meant = [(member.start, member.end) for member in members(file) if any(map(is_meant, member.addresses))]
    if not meant:
        return 0
    descriptor, fresh = tempfile.mkstemp(prefix=PURGING, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as out, path.open("rb") as file:
            for start, end in _joined(meant):
                _copy(file, out, start - file.tell())
                out.write(filler(end - start))
                file.seek(end)
            shutil.copyfileobj(file, out, _CHUNK)
            out.flush()
            os.fsync(out.fileno())
        shutil.copymode(path, fresh)
        os.replace(fresh, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(fresh)
    return len(meant)


def _joined(places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join what stands side by side: an answer and its question are one gap."""
    start, end = places[0]
    for following, until in places[1:]:
        if following == end:
            end = until
        else:
            yield start, end
            start, end = following, until
    yield start, end


def _copy(file: BinaryIO, out: BinaryIO, size: int) -> None:
    while size > 0:
        data = file.read(min(size, _CHUNK))
        if not data:
            raise EOFError("the file became shorter while it was read")
        out.write(data)
        size -= len(data)
