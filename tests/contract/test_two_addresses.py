"""A name that leads to IPv6 and IPv4 is connected to once: libcurl could open two sockets at a time (RFC 8305)."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pycurl
import pytest

from sourcekeeper.config import FetchSettings, NetworkSettings
from sourcekeeper.config.authorities import authorities
from sourcekeeper.fetching.chain import Chain
from sourcekeeper.fetching.transfer import BodyBudget, Transfer
from sourcekeeper.model import FetchRequest

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ANYWHERE = NetworkSettings(allow_private=True)
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"


class Listener:
    """Accepts on one address, and takes down who came."""

    def __init__(self, family: socket.AddressFamily, address: str, port: int = 0) -> None:
        self.connections = 0
        self._listening = socket.create_server((address, port), family=family)
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._listening.accept()
                self.connections += 1
                with line:
                    line.recv(4096)
                    line.sendall(PAGE)

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(timeout=5)


@contextmanager
def listening(*families: socket.AddressFamily) -> Iterator[list[Listener]]:
    found: list[Listener] = []
    try:
        for family in families:
            address = "::1" if family is socket.AF_INET6 else "127.0.0.1"
            try:
                found.append(Listener(family, address, found[0].port if found else 0))
            except OSError as error:
                pytest.skip(f"no {family.name} here: {error}")
        yield found
    finally:
        for each in found:
            each.close()


def visit_by_name(port: int) -> list[str]:
    """Visit a name with both addresses; return those a socket was opened to."""
    opened: list[str] = []
    ours: list[socket.socket] = []

    def open_socket(_purpose: int, address: tuple[int, int, int, tuple[str, int]]) -> socket.socket:
        family, kind, protocol, target = address
        opened.append(target[0])
        ours.append(socket.socket(family, kind, protocol))
        return ours[-1]  # pycurl takes a duplicate

    transfer = Transfer(ANYWHERE, authorities(ANYWHERE), BodyBudget(1 << 20, 1))
    chain = Chain(FetchRequest(url=f"http://two.example:{port}/"), FetchSettings(), allow_private=True)
    assert chain.begin(NOW) is None
    transfer.begin(chain, "two.example", proxy="", connect_timeout_seconds=5, keep=False)
    transfer.handle.setopt(pycurl.RESOLVE, [f"two.example:{port}:127.0.0.1,[::1]"])
    transfer.handle.setopt(pycurl.OPENSOCKETFUNCTION, open_socket)
    transfer.handle.perform()
    for each in ours:
        each.close()
    assert transfer.end(0, "").head.status == 200
    transfer.close()
    return opened


def test_of_two_addresses_that_answer_one_is_connected_to() -> None:
    with listening(socket.AF_INET, socket.AF_INET6) as both:
        assert visit_by_name(both[0].port) == ["::1"]
        assert [each.connections for each in both] == [0, 1]


def test_the_other_address_is_tried_once_the_first_refuses() -> None:
    with listening(socket.AF_INET) as (only,):
        assert visit_by_name(only.port) in (["::1", "127.0.0.1"], ["127.0.0.1"])
        assert only.connections == 1
