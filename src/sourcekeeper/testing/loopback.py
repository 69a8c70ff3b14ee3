"""A server on loopback that answers exactly the bytes it is told to, and notes what it was asked.

An answer is bytes (sent as they are; the connection stays open for the next request), or a function of the request
that yields bytes to send and numbers of seconds to pause; when it ends the connection is closed, or reset if the last
thing it yielded was `RESET`.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

RESET = object()
"""Yielded last: the connection is reset instead of closed."""
KEEP = object()
"""Yielded last: the connection stays open for the next request."""

Piece = bytes | float | object
"""Bytes to send, seconds to pause, `RESET` or `KEEP`."""
Answer = bytes | Callable[["Asked"], Iterator[Piece]]


@dataclass
class Asked:
    """One request as it came in."""

    line: str
    headers: tuple[tuple[str, str], ...]
    connection: int
    started: float
    ended: float = field(default=float("inf"))

    @property
    def target(self) -> str:
        """Return what was asked for, as it stands in the request line."""
        return self.line.split(" ")[1]

    def header(self, name: str) -> str:
        """Return the first header of that name, in any case, or an empty string."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def reply(status: int = 200, body: bytes = b"", *headers: str, reason: str = "Told") -> bytes:
    """Make a whole answer, its Content-Length right; `headers` are whole lines."""
    lines = [f"HTTP/1.1 {status} {reason}", *headers, f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(location: str | bytes, *headers: str, status: int = 302) -> bytes:
    """Make a redirect; a Location given as bytes is sent as it is."""
    raw = location if isinstance(location, bytes) else location.encode("latin-1")
    return reply(status, b"", *headers).replace(b"\r\n", b"\r\nLocation: " + raw + b"\r\n", 1)


class LoopbackServer:
    """Serves `pages` until the context ends, each connection on a thread.

    Parameters
    ----------
    pages
        Answers by request target; the key ``*`` answers for all others, 404 does without it. May be changed later.
    tls
        Makes it an https server.
    """

    def __init__(self, pages: Mapping[str, Answer] | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Answer] = dict(pages or {})
        self.asked: list[Asked] = []
        """Every request, in order of arrival."""
        self.most_connections = 0
        """How many connections were open at once, at the most."""
        self._tls = tls
        self._open = 0
        self._count = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port: int = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []
        self._spawn(self._accept)

    @property
    def root(self) -> str:
        """Return the address in front of the targets."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def at(self, host: str) -> str:
        """Return `root` under another name; libcurl takes every name below localhost for loopback by itself."""
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}"

    def targets(self) -> list[str]:
        """Return what was asked for, in order."""
        return [asked.target for asked in self.asked]

    def __enter__(self) -> LoopbackServer:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def _spawn(self, work: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._spawn(self._serve, connection)

    def _serve(self, plain: socket.socket) -> None:
        with self._lock:
            self._count += 1
            self._open += 1
            number = self._count
            self.most_connections = max(self.most_connections, self._open)
        plain.settimeout(0.1)
        connection = plain
        try:
            if self._tls:
                plain.settimeout(5)
                connection = self._tls.wrap_socket(plain, server_side=True)
                connection.settimeout(0.1)
            while self._serve_one(connection, number):
                pass
        except OSError:
            pass
        finally:
            with self._lock:
                self._open -= 1
            connection.close()
            plain.close()

    def _serve_one(self, connection: socket.socket, number: int) -> bool:
        head = self._read_head(connection)
        if not head:
            return False
        line, *rest = head.decode("latin-1").split("\r\n")
        pairs = tuple((name, value.strip()) for name, _, value in (item.partition(":") for item in rest if item))
        asked = Asked(line=line, headers=pairs, connection=number, started=time.monotonic())
        with self._lock:
            self.asked.append(asked)
        answer = self.pages.get(asked.target, self.pages.get("*", reply(404)))
        connection.settimeout(5)
        try:
            if isinstance(answer, bytes):
                asked.ended = time.monotonic()
                connection.sendall(answer)
                return True
            return self._perform(connection, asked, answer(asked))
        finally:
            asked.ended = min(asked.ended, time.monotonic())
            connection.settimeout(0.1)

    def _perform(self, connection: socket.socket, asked: Asked, pieces: Iterator[Piece]) -> bool:
        last: Piece = b""
        for piece in pieces:
            last = piece
            if isinstance(piece, bytes):
                # Before it goes out: who has it may ask again before this thread wakes up.
                asked.ended = time.monotonic()
                connection.sendall(piece)
            elif isinstance(piece, float | int) and self._closing.wait(piece):
                return False
        if last is RESET:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return last is KEEP

    def _read_head(self, connection: socket.socket) -> bytes:
        received = b""
        while b"\r\n\r\n" not in received:
            if self._closing.is_set():
                return b""
            try:
                piece = connection.recv(65536)
            except TimeoutError:
                continue
            if not piece:
                return b""
            received += piece
        return received.partition(b"\r\n\r\n")[0]
