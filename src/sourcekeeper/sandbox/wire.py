"""HTTP/1.1 over one socket: requests read, answers written, the ill-mannered ones too."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from urllib.parse import quote

from sourcekeeper.sandbox.exchange import Answer, Headers, Manner, header_in

MAX_HEAD_BYTES = 64 * 1024
MAX_BODY_BYTES = 32 * 1024 * 1024
PATIENCE_SECONDS = 120.0
"""How long a silent, dripping or endless answer goes on, and an idle connection is kept."""
_DRIP_SECONDS = 0.1
_PHRASES = {status.value: status.phrase for status in HTTPStatus}


class BadRequest(Exception):
    """Raised when what came is not a request that can be answered."""


@dataclass(frozen=True, slots=True)
class RawRequest:
    """A request as it stands on the wire."""

    method: str
    target: str
    """ASCII: bytes beyond it are percent-encoded."""
    version: str
    headers: Headers
    body: bytes

    @property
    def keeps_alive(self) -> bool:
        """Whether the client means to ask more on this connection."""
        wishes = (header_in(self.headers, "Connection") + "," + header_in(self.headers, "Proxy-Connection")).lower()
        return "close" not in wishes and (self.version != "HTTP/1.0" or "keep-alive" in wishes)


class Wire:
    """A connection with a buffer. `stopping` ends every wait."""

    def __init__(self, connection: socket.socket, stopping: threading.Event) -> None:
        self.connection = connection
        self._stopping = stopping
        self._buffer = b""
        connection.settimeout(PATIENCE_SECONDS)

    def read(self) -> RawRequest | None:
        """Read the next request; None when the client has closed. BadRequest when it makes no sense."""
        head = self._read_head()
        if head is None:
            return None
        line, *lines = head.split(b"\r\n")
        words = line.split(b" ")
        if len(words) != 3 or not words[2].startswith(b"HTTP/1."):
            raise BadRequest("not an HTTP/1 request line")
        headers = tuple(_header(raw) for raw in lines)
        if header_in(headers, "Expect").lower() == "100-continue":
            self.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        target = quote(words[1], safe="".join(map(chr, range(0x21, 0x7F))))
        return RawRequest(words[0].decode("latin-1"), target, words[2].decode("latin-1"), headers, self._body(headers))

    @property
    def is_drained(self) -> bool:
        """Whether nothing was read that is not used up."""
        return not self._buffer

    def write(self, answer: Answer, *, with_body: bool, keeps_alive: bool) -> bool:
        """Send an answer; False when the connection is of no more use."""
        if answer.delay_seconds and self._stopping.wait(answer.delay_seconds):
            return False
        if answer.manner is Manner.RESET:
            self._reset()
            return False
        if answer.manner is Manner.SILENT:
            with contextlib.suppress(OSError):
                # Ends when the client gives up, or when the sandbox stops.
                self.connection.recv(1)
            return False
        if answer.manner is Manner.RAW:
            self.connection.sendall(answer.body)
            return False
        keeps_alive = keeps_alive and answer.manner in {Manner.PLAIN, Manner.CHUNKED}
        self._write_framed(answer, with_body=with_body, keeps_alive=keeps_alive)
        return keeps_alive

    def _write_framed(self, answer: Answer, *, with_body: bool, keeps_alive: bool) -> None:
        has_body = answer.status >= 200 and answer.status not in {204, 304}
        framing: Headers = ()
        if answer.manner is Manner.CHUNKED:
            framing = (("Transfer-Encoding", "chunked"),)
        elif has_body and answer.manner in {Manner.PLAIN, Manner.CUT}:
            framing = (("Content-Length", str(len(answer.body))),)
        head = head_of(answer, (*framing, ("Connection", "keep-alive" if keeps_alive else "close")))
        if not (with_body and has_body):
            self.connection.sendall(head)
        elif answer.manner is Manner.PLAIN:
            self.connection.sendall(head + answer.body)
        elif answer.manner is Manner.CHUNKED:
            self.connection.sendall(head + _in_chunks(answer.body))
        elif answer.manner is Manner.CUT:
            self.connection.sendall(head + answer.body[: len(answer.body) // 2])
        else:
            self.connection.sendall(head)
            self._go_on_and_on(answer)

    def _go_on_and_on(self, answer: Answer) -> None:
        if answer.manner is Manner.DRIP:
            for place in range(int(PATIENCE_SECONDS / _DRIP_SECONDS)):
                at = place % len(answer.body)
                self.connection.sendall(answer.body[at : at + 1])
                if self._stopping.wait(_DRIP_SECONDS):
                    return
        for _ in range(1 << 15):
            if self._stopping.is_set():
                return
            self.connection.sendall(answer.body)

    def _reset(self) -> None:
        # Lingering for no time makes the close a reset.
        with contextlib.suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def _read_head(self) -> bytes | None:
        while b"\r\n\r\n" not in self._buffer:
            if len(self._buffer) > MAX_HEAD_BYTES:
                raise BadRequest("endless headers")
            data = self.connection.recv(65536)
            if not data:
                return None
            self._buffer = (self._buffer + data).lstrip(b"\r\n") if not self._buffer else self._buffer + data
        head, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
        return head

    def _body(self, headers: Headers) -> bytes:
        if "chunked" in header_in(headers, "Transfer-Encoding").lower():
            return self._chunked_body()
        length = header_in(headers, "Content-Length") or "0"
        if not (length.isdecimal() and length.isascii()) or int(length) > MAX_BODY_BYTES:
            raise BadRequest("a length that is none, or too large")
        return self._take(int(length))

    def _chunked_body(self) -> bytes:
        body = b""
        while True:
            size_text = self._line().partition(b";")[0].strip()
            try:
                size = int(size_text, 16)
            except ValueError as error:
                raise BadRequest("a chunk without size") from error
            if not 0 <= size <= MAX_BODY_BYTES - len(body):
                raise BadRequest("too large")
            if size == 0:
                while self._line():
                    pass
                return body
            body += self._take(size)
            self._line()

    def _line(self) -> bytes:
        while b"\r\n" not in self._buffer:
            if len(self._buffer) > MAX_HEAD_BYTES:
                raise BadRequest("an endless line")
            self._fill()
        line, self._buffer = self._buffer.split(b"\r\n", 1)
        return line

    def _take(self, size: int) -> bytes:
        pieces, missing = [self._buffer[:size]], size - len(self._buffer)
        self._buffer = self._buffer[size:]
        while missing > 0:
            piece = self.connection.recv(min(missing, 1 << 20))
            if not piece:
                raise BadRequest("closed within a body")
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def _fill(self) -> None:
        data = self.connection.recv(65536)
        if not data:
            raise BadRequest("closed within a body")
        self._buffer += data


def head_of(answer: Answer, more: Headers = ()) -> bytes:
    """Return status line and headers, with the empty line at their end."""
    phrase = answer.phrase or _PHRASES.get(answer.status, "Unknown")
    lines = [f"HTTP/1.1 {answer.status} {phrase}", f"Date: {formatdate(usegmt=True)}"]
    lines += [f"{name}: {value}" for name, value in (*answer.headers, *more)]
    # A value with a line break in it must not become two headers.
    return "\r\n".join(" ".join(line.splitlines()) for line in lines).encode("latin-1", "replace") + b"\r\n\r\n"


def _header(raw: bytes) -> tuple[str, str]:
    name, colon, value = raw.decode("latin-1").partition(":")
    if not colon or not name.strip():
        raise BadRequest("a header line without a name")
    return name.strip(), value.strip()


def _in_chunks(body: bytes) -> bytes:
    size = max(1, len(body) // 3)
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
