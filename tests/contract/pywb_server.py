"""The real pywb, in a virtual environment of its own: it brings a package that overwrites one of ours.

``make .venv-pywb/.installed`` builds the environment; SOURCEKEEPER_PYWB names another one. Tests that need
it skip without, and say so.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

import pytest

_FOLDER = "Scripts" if sys.platform == "win32" else "bin"
VENV = Path(os.environ.get("SOURCEKEEPER_PYWB") or Path(__file__).parents[2] / ".venv-pywb")
COLLECTION = "copies"
_READY = "Starting Gevent Server"
_CONFIG = """\
collections:
  live: $live
recorder: live
enable_memento: true
"""

needs_pywb = pytest.mark.skipif(
    not (VENV / _FOLDER / "wayback").exists(),
    reason="pywb is not installed: `make .venv-pywb/.installed`, or name its environment in SOURCEKEEPER_PYWB",
)


class Pywb:
    """A pywb on loopback over one collection; a context manager.

    With `records` it records what is asked for under ``/record/``, and indexes that within a second or two.
    """

    def __init__(self, folder: Path, *, records: bool = False) -> None:
        self._folder, self._records = folder, records
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.yaml").write_text(_CONFIG, encoding="utf-8")
        self._manage("init", COLLECTION)
        self._server: subprocess.Popen[str] | None = None
        self.port = 0

    @property
    def base(self) -> str:
        """The address of the collection."""
        return f"http://127.0.0.1:{self.port}/{COLLECTION}"

    def add(self, files: Iterable[Path]) -> None:
        """Put WARC files into the collection and index them."""
        self._manage("add", COLLECTION, *map(str, files))

    def __enter__(self) -> Pywb:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        command = [VENV / _FOLDER / "wayback", "-b", "127.0.0.1", "-p", str(self.port)]
        command += ["-a", "--auto-interval", "1"] if self._records else []
        self._server = subprocess.Popen(
            command, cwd=self._folder, env=_clean(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        assert self._server.stderr is not None
        said = []
        for line in self._server.stderr:
            said.append(line)
            if _READY in line:
                break
        else:
            raise RuntimeError("pywb did not start: " + "".join(said)[-3000:])
        threading.Thread(target=self._drain, daemon=True).start()
        self._wait_until_it_listens()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.send_signal(signal.SIGTERM)
        try:
            self._server.wait(10)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()

    def _wait_until_it_listens(self) -> None:
        """It says that it starts a moment before it does."""
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.02)
        raise RuntimeError("pywb does not listen")

    def _drain(self) -> None:
        """Read on, so that the server never waits for its log to be read."""
        assert self._server is not None
        assert self._server.stderr is not None
        with self._server.stderr as log:
            for _line in log:
                pass

    def _manage(self, *arguments: str) -> None:
        done = subprocess.run(
            [VENV / _FOLDER / "wb-manager", *arguments],
            cwd=self._folder,
            env=_clean(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]


def _clean() -> dict[str, str]:
    """The environment without proxies, which pywb would ask for loopback too, and with a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return {**kept, "TMPDIR": tempfile.gettempdir()}
