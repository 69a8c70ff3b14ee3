"""The contract of archives that speak Memento: the clients against the sandbox's archive and against the real pywb."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.contract.pywb_server import Pywb, needs_pywb

from sourcekeeper.archiving.memento.archive import MementoArchive
from sourcekeeper.archiving.memento.pywb import PywbArchive
from sourcekeeper.archiving.proof import ProofKind, prove
from sourcekeeper.archiving.warc.copies import WarcCopies
from sourcekeeper.config import ArchiveSettings, NetworkSettings
from sourcekeeper.errors import ArchiveUnavailable
from sourcekeeper.keeper.live import SystemClock
from sourcekeeper.model import PageKind, Receipt
from sourcekeeper.ports import Archive, Clock
from sourcekeeper.sandbox.faults import Faults
from sourcekeeper.sandbox.pages import CitedPage
from sourcekeeper.sandbox.server import Sandbox
from sourcekeeper.testing.archiving import ArchiveContract, LookupContract, captured
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.copies import example_visit
from sourcekeeper.testing.loopback import LoopbackServer, redirect, reply

_numbers = itertools.count()

OLD = "https://news.example/story"
TIMES = ("20190502101500", "20210302100000", "20240911080910")
MOMENTS = [datetime.strptime(time, "%Y%m%d%H%M%S").replace(tzinfo=UTC) for time in TIMES]


class MementoTests(LookupContract):
    """What look-up is like where `OLD` was captured at `TIMES`."""

    @pytest.fixture
    def clock(self) -> Clock:
        return SystemClock()

    @pytest.fixture
    def url(self) -> str:
        return "https://example.org/never-captured"

    @pytest.mark.parametrize(
        ("near", "expected"),
        [(datetime(2010, 1, 1, tzinfo=UTC), 0), (MOMENTS[1] + timedelta(days=90), 1), (datetime.now(UTC), 2)],
        ids=["before-all", "between", "now"],
    )
    def test_the_nearest_is_found(self, archive: Archive, near: datetime, expected: int) -> None:
        found = archive.find([OLD], near)[OLD]
        assert found is not None
        assert found.taken_at == MOMENTS[expected]
        assert found.uri.endswith(f"/{TIMES[expected]}/{OLD}")
        assert found.original == OLD

    def test_what_is_found_proves(self, archive: Archive) -> None:
        found = archive.find([OLD], MOMENTS[0])[OLD]
        assert found is not None
        proof = prove(found, archive.replay, cited=OLD)
        assert (proof.kind, proof.shows) == (ProofKind.PROVED, PageKind.TEXT)

    def test_the_newest_since_a_day_is_found(self, archive: Archive) -> None:
        newest = archive.newest(OLD, MOMENTS[1])
        assert newest is not None
        assert newest.taken_at == MOMENTS[2]
        assert archive.newest(OLD, MOMENTS[2] + timedelta(days=1)) is None

    def test_another_moment_proves_nothing(self, archive: Archive) -> None:
        found = archive.find([OLD], MOMENTS[0])[OLD]
        assert found is not None
        other = MOMENTS[0] + timedelta(hours=1)
        elsewhere = replace(found, uri=found.uri.replace(TIMES[0], f"{other:%Y%m%d%H%M%S}"), taken_at=other)
        assert prove(elsewhere, archive.replay, cited=OLD).kind is not ProofKind.PROVED


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    pages = [CitedPage(url=f"https://web.archive.org/web/{time}/{OLD}", title="A story") for time in TIMES]
    with Sandbox(pages=pages) as sandbox:
        yield sandbox


class TestMementoAtTheWaybackMachine(MementoTests):
    """The Wayback Machine speaks Memento too: the sandbox's stand-in asked as any Memento archive."""

    @pytest.fixture
    def archive(self, sandbox: Sandbox, clock: Clock) -> Iterator[Archive]:
        proxy = sandbox.proxy_url
        network = NetworkSettings(http_proxy=proxy, https_proxy=proxy, ca_file=str(sandbox.ca_file))
        archive = MementoArchive(ArchiveSettings(wayback_url="https://web.archive.org/web"), network, clock)
        archive._pace.is_public = False  # it is the sandbox
        yield archive
        archive.close()

    def test_trouble_of_the_archive_is_an_error_not_an_empty_answer(self, archive: Archive, sandbox: Sandbox) -> None:
        for faults in ("html-offline", "502", "429", "html-offline-200,at=timemap"):
            sandbox.faults = Faults.parse(faults)
            try:
                with pytest.raises(ArchiveUnavailable):
                    archive.newest(OLD, MOMENTS[0])
            finally:
                sandbox.faults = Faults()


@pytest.fixture(scope="module")
def origin() -> Iterator[LoopbackServer]:
    """Return a site that a pywb records; what it answers is put into its pages."""
    with LoopbackServer({}) as server:
        yield server


@pytest.fixture(scope="module")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pywb]:
    """Return a pywb that holds our own copies of `OLD`, and records."""
    folder = tmp_path_factory.mktemp("warc")
    copies = WarcCopies(folder, FakeClock())
    page = b"<!doctype html><title>A story</title><article><p>" + b"What is cited here, in some words. " * 30
    for moment in MOMENTS:
        visit = example_visit(moment, url=OLD, body=page)
        last = replace(visit.hops[-1], headers=(("Content-Type", "text/html; charset=utf-8"),))
        copies.keep(replace(visit, request=replace(visit.request, url=OLD), hops=(last,)))
    copies.close()
    server = Pywb(tmp_path_factory.mktemp("pywb") / "root", records=True)
    server.add(sorted(folder.glob("*.warc.gz")))
    with server:
        yield server


@needs_pywb
class TestMementoAtPywb(MementoTests):
    @pytest.fixture
    def archive(self, pywb: Pywb, clock: Clock) -> Iterator[Archive]:
        archive = MementoArchive(ArchiveSettings(wayback_url=pywb.base), NetworkSettings(), clock)
        yield archive
        archive.close()

    def test_it_starts_nothing(self, archive: Archive) -> None:
        assert archive.limits().available == 0
        assert archive.submit(OLD).receipt is Receipt.REFUSED


def at(origin: LoopbackServer, target: str) -> str:
    return origin.root + target


@needs_pywb
class TestRecordingPywb(ArchiveContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return SystemClock()

    @pytest.fixture
    def archive(self, pywb: Pywb, clock: Clock) -> Iterator[Archive]:
        archive = PywbArchive(ArchiveSettings(wayback_url=pywb.base), NetworkSettings(), clock)
        yield archive
        archive.close()

    @pytest.fixture
    def url(self, origin: LoopbackServer) -> str:
        target = f"/page{next(_numbers)}"
        origin.pages[target] = reply(
            200, b"<title>Recorded</title><p>" + b"Some words. " * 50, "Content-Type: text/html"
        )
        return at(origin, target)

    def test_a_redirect_is_recorded_with_what_it_leads_to(
        self, archive: Archive, clock: Clock, url: str, origin: LoopbackServer
    ) -> None:
        target = f"/old{next(_numbers)}"
        origin.pages[target] = redirect(url)
        snapshot = captured(archive, clock, at(origin, target))
        assert snapshot.original == url
        found = archive.find([at(origin, target)], clock.now())[at(origin, target)]
        assert found is not None
        assert prove(found, archive.replay, cited=url).kind is ProofKind.PROVED

    @pytest.mark.parametrize(("status", "code"), [(404, "error:not-found"), (403, "error:no-access")])
    def test_an_error_page_is_no_success(
        self, archive: Archive, origin: LoopbackServer, status: int, code: str
    ) -> None:
        target = f"/dead{next(_numbers)}"
        origin.pages[target] = reply(status, b"<p>no")
        submission = archive.submit(at(origin, target))
        assert (submission.receipt, submission.reason and submission.reason.code) == (Receipt.REFUSED, code)

    def test_a_site_that_is_not_there_is_refused(self, archive: Archive) -> None:
        assert archive.submit("http://127.0.0.1:9/nobody").receipt is Receipt.REFUSED

    def test_where_no_collection_is_nothing_is_promised(self, pywb: Pywb, clock: Clock) -> None:
        archive = PywbArchive(ArchiveSettings(wayback_url=pywb.base + "-not"), NetworkSettings(), clock)
        with pytest.raises(ArchiveUnavailable, match="no collection"):
            archive.limits()
        archive.close()
