"""The request log of the sandbox: JSON lines, one a request or event."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

MAX_PATH_CHARACTERS = 2000


class RequestLog:
    """Appends to a file, a line at a time, each written out before the next; may be used from many threads.

    A request is ``{"time","host","method","path","status"}``, an event ``{"time","event",…}``: ``capture-made`` with
    ``url``, ``original_url`` and ``timestamp`` is written for every capture really made. Credentials are never logged;
    that a request came with some is: ``"keys": true``.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self.path = path
        self._now = now
        self._lock = threading.Lock()
        self._file = path.open("a", encoding="utf-8")

    def request(self, host: str, method: str, path: str, status: int, *, has_keys: bool = False) -> None:
        """Write that a request was answered; status 0 stands for an answer that never came."""
        keys = {"keys": True} if has_keys else {}
        self._write({"host": host, "method": method, "path": path[:MAX_PATH_CHARACTERS], "status": status, **keys})

    def event(self, name: str, **facts: object) -> None:
        """Write that something happened inside the archive."""
        self._write({"event": name, **facts})

    def entries(self) -> list[dict[str, Any]]:
        """Read the whole log back, a line cut off by a kill left out."""
        return read_log(self.path)

    def close(self) -> None:
        """Close the file; what comes later is dropped."""
        with self._lock:
            self._file.close()

    def _write(self, entry: dict[str, object]) -> None:
        moment = self._now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = json.dumps({"time": moment, **entry}, ensure_ascii=False)
        with self._lock:
            if not self._file.closed:
                self._file.write(line + "\n")
                self._file.flush()


def read_log(path: Path) -> list[dict[str, Any]]:
    """Read a request log, in use or not; lines that are no JSON are left out."""
    entries = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entries.append(json.loads(line))
        except ValueError:
            continue
    return entries
