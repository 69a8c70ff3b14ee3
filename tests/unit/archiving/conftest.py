"""A server on loopback that answers as it is told, and the Wayback Machine's client pointed at it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from sourcekeeper.archiving.wayback.machine import WaybackMachine
from sourcekeeper.config import ArchiveSettings, NetworkSettings
from sourcekeeper.testing.clock import FakeClock

ACCESS, SECRET = "AccessKeyOfTests", "SecretKeyOfTests"


@dataclass
class Asked:
    """One request as the server saw it."""

    method: str
    path: str
    headers: dict[str, str]
    body: str

    @property
    def form(self) -> dict[str, list[str]]:
        return parse_qs(self.body)


@dataclass
class Told:
    """One answer; ``hang_up`` closes the connection without any."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    hang_up: bool = False


class Script:
    """What the server is to answer, and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.rules: list[tuple[str, Callable[[Asked], Told]]] = []
        self.base = ""

    def on(self, start: str, *answers: Told) -> None:
        """Answer requests whose path begins so, one after the other, the last one again and again."""
        left = list(answers)
        self.rules.append((start, lambda _: left.pop(0) if len(left) > 1 else left[0]))

    def answer(self, asked: Asked) -> Told:
        self.asked.append(asked)
        fitting = [rule for start, rule in self.rules if asked.path.startswith(start)]
        return fitting[0](asked) if fitting else Told(404, b"nothing here", {"Content-Type": "text/plain"})

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


@pytest.fixture
def script() -> Iterator[Script]:
    script = Script()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length).decode()
            told = script.answer(Asked(self.command, self.path, dict(self.headers), body))
            if told.hang_up:
                self.close_connection = True
                return
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            self.wfile.write(told.body)

        do_GET = do_POST = _answer  # noqa: N815  the names http.server looks for

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    script.base = f"http://127.0.0.1:{server.server_address[1]}"
    yield script
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def machine(script: Script, clock: FakeClock) -> Iterator[WaybackMachine]:
    settings = ArchiveSettings(
        wayback_url=script.base,
        archive_url=script.base,
        access_key=ACCESS,
        secret_key=SECRET,
        request_timeout_seconds=5,
    )
    machine = WaybackMachine(settings, NetworkSettings(), clock)
    yield machine
    machine.close()
