"""One suite over every fetcher: the fake passes what the real ones pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

from sourcekeeper.config import FetchSettings, NetworkSettings
from sourcekeeper.fetching.curl import CurlFetcher
from sourcekeeper.fetching.plain import PlainFetcher
from sourcekeeper.ports import Fetcher
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fetching import FakeAnswer, FakeFetcher, FetcherContract
from sourcekeeper.testing.loopback import LoopbackServer, reply


class TestFakeFetcher(FetcherContract):
    @contextmanager
    def open(self, pages: Mapping[str, FakeAnswer], settings: FetchSettings) -> Iterator[tuple[Fetcher, str]]:
        root = "https://fake.example"
        yield FakeFetcher({root + path: answer for path, answer in pages.items()}, settings=settings), root


class LiveContract(FetcherContract):
    engine: type[CurlFetcher | PlainFetcher]

    @contextmanager
    def open(self, pages: Mapping[str, FakeAnswer], settings: FetchSettings) -> Iterator[tuple[Fetcher, str]]:
        told = {
            path: reply(
                page.status,
                page.body,
                *(f"{name}: {value}" for name, value in page.headers if name != "Content-Length"),
            )
            for path, page in pages.items()
        }
        network = NetworkSettings(allow_private=True)
        with LoopbackServer(told) as server, closing(self.engine(settings, network, FakeClock())) as fetcher:
            yield fetcher, server.root


class TestCurlFetcher(LiveContract):
    engine = CurlFetcher


class TestPlainFetcher(LiveContract):
    engine = PlainFetcher
