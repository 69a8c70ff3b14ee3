"""The contract of archives: the fake in memory, and the Wayback Machine's client against the sandbox over loopback."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from sourcekeeper.archiving.wayback.machine import WaybackMachine
from sourcekeeper.config import ArchiveSettings, NetworkSettings
from sourcekeeper.keeper.live import SystemClock
from sourcekeeper.model import Receipt
from sourcekeeper.ports import Archive, Clock
from sourcekeeper.sandbox.faults import Faults
from sourcekeeper.sandbox.kinds import Kind
from sourcekeeper.sandbox.server import Sandbox
from sourcekeeper.testing.archiving import ArchiveContract
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fake_archive import FakeArchive


class TestFake(ArchiveContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return FakeClock()

    @pytest.fixture
    def archive(self, clock: Clock) -> Archive:
        return FakeArchive(clock)

    @pytest.fixture
    def url(self) -> str:
        return "https://example.org/never-captured"


_numbers = itertools.count()


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


class TestWaybackMachine(ArchiveContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return SystemClock()

    @pytest.fixture
    def archive(self, sandbox: Sandbox, clock: Clock) -> Iterator[Archive]:
        settings = ArchiveSettings(access_key=sandbox.access_key, secret_key=sandbox.secret_key)
        network = NetworkSettings(
            http_proxy=sandbox.proxy_url, https_proxy=sandbox.proxy_url, ca_file=str(sandbox.ca_file)
        )
        machine = WaybackMachine(settings, network, clock)
        machine.limits()
        yield machine
        machine.close()

    @pytest.fixture
    def url(self, sandbox: Sandbox) -> str:
        url = f"https://site{next(_numbers)}.example.org/never-captured"
        sandbox.order(url, Kind.ALIVE)
        return url

    def test_an_answer_lost_on_a_connection_used_before_leaves_it_open(
        self, archive: Archive, sandbox: Sandbox, url: str
    ) -> None:
        archive.limits()
        before = sandbox.faults
        sandbox.faults = Faults.parse("lost-answer=once")
        try:
            assert archive.submit(url).receipt is Receipt.AMBIGUOUS
        finally:
            sandbox.faults = before
