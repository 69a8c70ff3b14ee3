"""Connections for urllib3 that judge each address before they connect to it, and hear what proxies and servers say.

urllib3 connects to whatever a name leads to, drops a proxy's reason for refusing a tunnel, takes 103 for an answer and
a head that was cut off for a whole one. Each connection here serves one request (`Asking`) at a time, which can cut
it.
"""

from __future__ import annotations

import errno
import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from sourcekeeper.fetching.headers import Head
from sourcekeeper.fetching.limits import NO_MORE_HERE
from sourcekeeper.fetching.names import Lookup, kind_of_failure
from sourcekeeper.fetching.proxies import said_by_proxy
from sourcekeeper.model import FetchFailure
from sourcekeeper.web.addresses.guard import refused_address

HTTP_OK = 200


class NotAnswered(Exception):
    """Raised out of urllib3 when no answer comes about, with what that says of the address."""

    def __init__(self, failure: FetchFailure, text: str) -> None:
        super().__init__(text)
        self.failure = failure
        self.text = text


@dataclass(slots=True)
class Asking:
    """One request under way: what its connection may do, and by which socket it can be cut."""

    lookup: Lookup
    is_guarded: bool
    is_proxied: bool
    connect_timeout_seconds: float
    line: socket.socket | None = None
    """The connection, once there is one."""
    peer: str = ""
    is_reused: bool = False
    """The connection was opened for an earlier request: its server may have closed it unseen."""
    is_cut: bool = False

    def cut(self) -> None:
        """End the request from another thread: whoever reads gets an end or an error at once."""
        self.is_cut = True
        if self.line is not None:
            with suppress(OSError):  # over already
                # Not TLS's own: that forgets the keys, and who reads takes sealed bytes for text.
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)


_current = threading.local()


def begin(asking: Asking) -> None:
    """Make a request the one whose connections this thread opens and uses from now on."""
    _current.asking = asking


def connect(host: str, port: int) -> socket.socket:
    """Connect to the first address of a host that is allowed and answers. Raises NotAnswered."""
    asking: Asking = _current.asking
    refused, error = "", None
    for family, kind, protocol, address in _addresses(asking, host, port):
        refused = refused_address(str(address[0])) if asking.is_guarded else ""
        if refused:
            continue
        line = socket.socket(family, kind, protocol)
        line.settimeout(max(asking.connect_timeout_seconds, 0.001))
        asking.line = line
        try:
            line.connect(address)
        except OSError as trouble:
            line.close()
            error = trouble
            continue
        asking.peer = "" if asking.is_proxied else str(address[0])
        return line
    if error is None:
        raise NotAnswered(FetchFailure.NOT_ALLOWED, refused or f"{host} leads nowhere")
    raise NotAnswered(_not_connected(error, is_proxied=asking.is_proxied), f"{host}: {error}") from error


def _addresses(asking: Asking, host: str, port: int) -> Iterator[tuple[int, int, int, Any]]:
    try:
        found = asking.lookup(host.strip("[]").encode("ascii", "replace"), port, 0, socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        failure = FetchFailure.PROXY if asking.is_proxied else kind_of_failure(error)
        raise NotAnswered(failure, f"{host}: {error}") from error
    for family, kind, protocol, _name, address in found:
        yield family, kind, protocol, address


def _not_connected(error: OSError, *, is_proxied: bool) -> FetchFailure:
    if error.errno in NO_MORE_HERE:
        return FetchFailure.PUT_OFF
    if is_proxied:
        return FetchFailure.PROXY
    is_slow = isinstance(error, TimeoutError) or error.errno == errno.ETIMEDOUT
    return FetchFailure.TIMEOUT_CONNECTING if is_slow else FetchFailure.REFUSED


_MOST_INTERIM = 50
"""Interim answers (102, 103) before an answer; real servers send one or two."""


class _Lines:
    """A server's bytes, read through to note the last line: a head ends with an empty one."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.last = b""

    def readline(self, *limit: int) -> bytes:
        self.last = self._source.readline(*limit)
        return self.last

    def __getattr__(self, name: str) -> Any:
        return getattr(self._source, name)


class _Response(http.client.HTTPResponse):
    """An answer whose head came whole, interim answers skipped."""

    def begin(self) -> None:
        source: Any = self.fp
        lines: Any = _Lines(source)
        self.fp = lines
        super().begin()
        if self.fp is lines:
            self.fp = source
        if lines.last not in (b"\r\n", b"\n"):
            raise NotAnswered(FetchFailure.RESET, "the answer ends within its headers")

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_MOST_INTERIM):
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if not 102 <= status < 200:
                return version, status, reason
            http.client.parse_headers(self.fp)
        raise NotAnswered(FetchFailure.MALFORMED, "nothing but interim answers")


class _Judged:
    """What both kinds of connection have in common."""

    response_class: Any = _Response
    host: str
    port: int
    sock: Any
    _opened_for: Asking | None = None
    _tunnel_host: str | None
    _tunnel_port: int | None

    def _new_conn(self) -> socket.socket:
        self._opened_for = _current.asking
        return connect(self.host, self.port)

    def putrequest(self, *args: Any, **kwargs: Any) -> None:
        """Begin a request, over the connection of an earlier one if that is still open."""
        asking: Asking = _current.asking
        opened_for = self._opened_for
        asking.is_reused = self.sock is not None and opened_for is not None and opened_for is not asking
        if asking.is_reused and opened_for is not None:
            asking.peer = opened_for.peer
        if self.sock is not None:  # through TLS by now, or open since an earlier request
            asking.line = self.sock
        super().putrequest(*args, **kwargs)  # type: ignore[misc]

    def _tunnel(self) -> None:
        """Ask the proxy for a tunnel, and hear why when it does not open one (RFC 9209)."""
        target = f"{self._tunnel_host}:{self._tunnel_port}"
        self.sock.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode("ascii"))
        answer = http.client.HTTPResponse(self.sock, method="CONNECT")
        try:
            answer.begin()
        finally:
            answer.close()
        if answer.status != HTTP_OK:
            head = Head(status=answer.status, headers=tuple(answer.msg.items()))
            text = head.get("proxy-status") or f"the proxy answers {answer.status} {answer.reason}"
            raise NotAnswered(said_by_proxy(head), text)


class _PlainConnection(_Judged, HTTPConnection):
    pass


class _TlsConnection(_Judged, HTTPSConnection):
    pass


class PlainPool(HTTPConnectionPool):
    """urllib3's pool, with our connections."""

    ConnectionCls = _PlainConnection


class TlsPool(HTTPSConnectionPool):
    """The same over TLS."""

    ConnectionCls = _TlsConnection


POOLS = {"http": PlainPool, "https": TlsPool}
