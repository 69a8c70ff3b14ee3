"""Other archives beside the main one: who is asked about what, and what becomes of what they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sourcekeeper.archiving.elsewhere import MAX_WAIT
from sourcekeeper.config import load_settings
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.linking import snapshots_of
from sourcekeeper.model import CaptureState, Decision, DecisionKind, Limits, PageKind, Snapshot, SnapshotOrigin
from sourcekeeper.ports import RawDocument
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fake_archive import FakeArchive, FakePage, Fault, Mishap
from sourcekeeper.testing.fetching import FakeFetcher

URL = "https://a.example/page"
YEAR = timedelta(days=365)


class LookOnly(FakeArchive):
    """An archive that saves nothing."""

    def limits(self) -> Limits:
        return Limits(available=0)


def a_library(clock: FakeClock) -> FakeArchive:
    return LookOnly(clock, name="library.example")


def a_recorder(clock: FakeClock, **more: object) -> FakeArchive:
    return FakeArchive(clock, name="localhost:8080", **more)  # type: ignore[arg-type]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def main(clock: FakeClock) -> FakeArchive:
    return FakeArchive(clock)


def keeper_over(main: FakeArchive, others: Sequence[FakeArchive], *never: str) -> Keeper:
    settings = load_settings(environ={}, folder=Path("/"), options={"store": ":memory:"})
    settings = replace(settings, archive=replace(settings.archive, never=never))
    return Keeper(
        settings=settings, fetcher=FakeFetcher({}, main.clock), archive=main, others=others, clock=main.clock
    )


def snapshots(keeper: Keeper, url: str = URL) -> dict[str, SnapshotOrigin]:
    return {each.archive: each.origin for each in keeper.store.snapshots(keeper.find_source(url).id)}


# --- looking ---------------------------------------------------------------------------------------------------------


def test_where_the_main_archive_refuses_a_snapshot_from_elsewhere_is_offered(main: FakeArchive) -> None:
    library = a_library(main.clock)
    library.holds(URL, main.clock.now() - YEAR)
    main.faults = [Fault(Mishap.REFUSED, code="error:blocked-url", times=9)]
    with keeper_over(main, [library]) as keeper:
        (source,) = keeper.add_sources([URL])
        report = keeper.archive()
        good, _ = snapshots_of(keeper.store, source.id)
        assert good is not None
        assert good.archive == "library.example"
        assert [each.state for each in report.captures] == [CaptureState.REFUSED]
        assert report.captures[0].snapshot is None
        assert [snapshot.archive for _, snapshot in report.elsewhere.found] == ["library.example"]


def test_what_is_archived_well_is_looked_for_nowhere_else(main: FakeArchive) -> None:
    library = a_library(main.clock)
    library.holds(URL, main.clock.now() - YEAR)
    with keeper_over(main, [library]) as keeper:
        keeper.add_sources([URL])
        keeper.archive()
        assert library.asked == []
        assert snapshots(keeper) == {"web.archive.org": SnapshotOrigin.MADE}


def test_without_keys_there_may_still_be_a_snapshot_elsewhere(main: FakeArchive) -> None:
    main.has_keys = False
    library = a_library(main.clock)
    library.holds(URL, main.clock.now() - YEAR)
    with keeper_over(main, [library]) as keeper:
        keeper.add_sources([URL])
        report = keeper.archive()
        assert snapshots(keeper) == {"library.example": SnapshotOrigin.FOUND}
        assert [each.state for each in report.unfinished] == [CaptureState.QUEUED]


@pytest.mark.parametrize(
    "page", [FakePage(status=404, body=b"<title>Not found</title>"), FakePage(body=b"")], ids=["error", "empty"]
)
def test_what_does_not_prove_elsewhere_is_not_offered(main: FakeArchive, page: FakePage) -> None:
    library = a_library(main.clock)
    library.holds(URL, main.clock.now() - YEAR, page)
    main.faults = [Fault(Mishap.REFUSED, code="error:blocked-url", times=9)]
    with keeper_over(main, [library]) as keeper:
        keeper.add_sources([URL])
        keeper.archive()
        assert snapshots(keeper) == {}


def test_an_archive_that_is_down_stops_no_other(main: FakeArchive) -> None:
    down, library = a_library(main.clock), a_library(main.clock)
    down.is_down = True
    library.holds(URL, main.clock.now() - YEAR)
    main.faults = [Fault(Mishap.REFUSED, code="error:blocked-url", times=9)]
    with keeper_over(main, [down, library]) as keeper:
        keeper.add_sources([URL])
        report = keeper.archive()
        assert len(report.elsewhere.found) == 1
        assert len(report.elsewhere.stopped) == 1


def test_a_dead_page_is_cited_from_whichever_archive_has_it(main: FakeArchive) -> None:
    library = a_library(main.clock)
    library.holds(URL, main.clock.now() - YEAR)
    with keeper_over(main, [library]) as keeper:
        found = keeper.cite_page(URL)
        assert found.snapshot is not None
        assert found.snapshot.archive == "library.example"
        assert found.item.text("title").startswith("Une page")


# --- saving ----------------------------------------------------------------------------------------------------------


def test_an_archive_that_records_gets_every_source_once(main: FakeArchive) -> None:
    recorder = a_recorder(main.clock)
    with keeper_over(main, [recorder]) as keeper:
        keeper.add_sources([URL])
        for _run in range(2):
            keeper.archive()
            main.clock.advance(3600)
        assert snapshots(keeper) == {
            "web.archive.org": SnapshotOrigin.MADE,
            "localhost:8080": SnapshotOrigin.MADE,
        }
        assert len(recorder.captures_of(URL)) == 1
        assert len(main.captures_of(URL)) == 1


def test_what_shows_late_is_found_by_the_next_run_and_not_made_twice(main: FakeArchive) -> None:
    recorder = a_recorder(main.clock, replay_lag=MAX_WAIT * 10)
    with keeper_over(main, [recorder]) as keeper:
        keeper.add_sources([URL])
        keeper.archive()
        assert "localhost:8080" not in snapshots(keeper)
        main.clock.advance(3000)
        keeper.archive()
        assert "localhost:8080" in snapshots(keeper)
        assert len(recorder.captures_of(URL)) == 1


def test_a_capture_that_never_shows_is_waited_for_no_longer_than_a_minute(main: FakeArchive) -> None:
    recorder = a_recorder(main.clock, capture_seconds=1e6)
    with keeper_over(main, [recorder]) as keeper:
        keeper.add_sources([URL])
        keeper.archive()
        begun = main.clock.now()
        keeper.archive()
        assert main.clock.now() - begun <= MAX_WAIT + timedelta(seconds=10)


@pytest.mark.parametrize("root", ["http://localhost:8080/sources", "http://192.168.1.5/sources", "http://box/sources"])
def test_a_snapshot_of_ones_own_machine_goes_into_no_bibliography(main: FakeArchive, root: str) -> None:
    main.faults = [Fault(Mishap.REFUSED, code="error:blocked-url", times=9)]
    with keeper_over(main, []) as keeper:
        (source,) = keeper.add_sources([URL])
        keeper.archive()
        (capture,) = keeper.store.captures()
        at = main.clock.now().replace(microsecond=0)
        private = Snapshot(
            uri=f"{root}/{at:%Y%m%d%H%M%S}/{URL}",
            original=URL,
            taken_at=at,
            archive="own",
            origin=SnapshotOrigin.MADE,
            shows=PageKind.TEXT,
            confirmed_at=at,
        )
        keeper.store.record_captures([replace(capture, snapshot=private)], at)
        keeper.store.record_captures([capture], at)
        assert keeper.store.snapshots(source.id) == (private,)
        assert snapshots_of(keeper.store, source.id) == (None, None)


# --- who is left alone -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [a_library, a_recorder], ids=["look-up", "recording"])
def test_what_is_kept_back_is_kept_from_all(main: FakeArchive, make: object) -> None:
    other = make(main.clock)  # type: ignore[operator]
    with keeper_over(main, [other], "never.example") as keeper:
        secret = "https://a.example/share?token=0123456789abcdef0123456789abcdef"
        by_person = "https://person.example/page"
        sources = keeper.add_sources([secret, "https://never.example/page", by_person])
        keeper.decide(Decision(source_id=sources[2].id, kind=DecisionKind.NEVER_ARCHIVE, made_at=main.clock.now()))
        keeper.archive()
        assert {state for capture in keeper.store.captures() if (state := capture.state)} == {CaptureState.WITHHELD}
        assert [url for _, url in other.asked if url] == []


def test_an_excluded_site_is_looked_for_nowhere_else(main: FakeArchive) -> None:
    other = a_recorder(main.clock)
    main.excluded.add(URL)
    with keeper_over(main, [other]) as keeper:
        keeper.add_sources([URL])
        keeper.archive()
        (capture,) = keeper.store.captures()
        assert capture.state is CaptureState.WITHDRAWN
        assert not other.captures_of(URL)


@pytest.mark.parametrize(
    "cited",
    [
        "https://web.archive.org/web/20190502101500/https://old.example/story",
        "https://archive.ph/2019.05.02-101500/https://old.example/story",
        "https://arquivo.pt/wayback/20190502101500/https://old.example/story",
        "https://archive.ph/FlgTC",
    ],
    ids=["wayback", "archive.ph-long", "arquivo.pt", "archive.ph-short"],
)
def test_a_cited_archive_address_is_submitted_to_no_archive_and_its_original_is_kept(
    main: FakeArchive, cited: str
) -> None:
    recorder, library = a_recorder(main.clock), a_library(main.clock)
    with keeper_over(main, [recorder, library]) as keeper:
        document = RawDocument(origin="/letter.txt", data=f"A claim.1\n\n1. The Paper, {cited}\n".encode())
        keeper.record(next(keeper.read([document])))
        for _run in range(2):
            keeper.archive()
            main.clock.advance(40 * 86400)
        (capture,) = keeper.store.captures()
        for archive in (main, recorder, library):
            assert not any(what == "submit" for what, _ in archive.asked)
        assert capture.snapshot is not None
        assert capture.snapshot.origin is SnapshotOrigin.CITED
        if "old.example" in cited:
            assert capture.source.url == "https://old.example/story"
            assert capture.snapshot.original == "https://old.example/story"
