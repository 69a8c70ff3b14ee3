"""Snapshots that are looked for again, with a fake archive, a store in memory and a clock turned by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from sourcekeeper.archiving.confirming import Finding
from sourcekeeper.config import ArchiveSettings, Settings
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.linking import snapshots_of
from sourcekeeper.model import Capture, CaptureState, Snapshot
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fake_archive import FakeArchive

START = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
URL = "https://site.example.org/page"


class World:
    def __init__(self, **archive: int) -> None:
        self.clock = FakeClock(START)
        self.archive = FakeArchive(self.clock)
        numbers = count()
        settings = Settings(
            store=":memory:", archive=ArchiveSettings(access_key="a", secret_key="s", **archive), sandbox=True
        )
        self.keeper = Keeper(
            settings=settings, archive=self.archive, clock=self.clock, new_id=lambda: f"id-{next(numbers)}"
        )

    def archived(self, *urls: str) -> None:
        self.keeper.add_sources(urls)
        report = self.keeper.archive()
        assert {capture.state for capture in report.captures} == {CaptureState.ARCHIVED}
        self.archive.asked.clear()

    def nights(self, number: int) -> list[Finding]:
        """Run so many nights and return what was found."""
        found = []
        for _ in range(number):
            self.clock.advance(86400)
            report = self.keeper.archive()
            assert report.confirmed is not None
            found += [look.finding for look in report.confirmed.looks]
        return found

    def capture(self, url: str = URL) -> Capture:
        source = self.keeper.find_source(url)
        assert source is not None
        (capture,) = self.keeper.store.captures(source_ids=[source.id])
        return capture

    def cited(self, url: str = URL) -> Snapshot | None:
        source = self.keeper.find_source(url)
        assert source is not None
        return snapshots_of(self.keeper.store, source.id)[0]


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    yield world
    world.keeper.close()


def test_snapshots_are_looked_for_four_times_in_the_first_months(world: World) -> None:
    world.archived(URL)
    assert world.nights(60) == [Finding.CONFIRMED] * 3
    assert len(world.archive.captures_of(URL)) == 1
    assert {what for what, _ in world.archive.asked} == {"replay"}
    assert world.nights(220) == [Finding.CONFIRMED]


def test_nothing_due_asks_nothing(world: World) -> None:
    world.archived(*(f"https://site{number}.example.org/page" for number in range(13)))
    world.keeper.archive()
    assert world.archive.asked == []


def test_a_lost_snapshot_is_noticed_reported_and_captured_again(world: World) -> None:
    world.archived(URL)
    before = world.capture()
    world.archive.loses(URL)
    assert world.nights(1) == [Finding.MISSING]
    assert world.capture().state is CaptureState.ARCHIVED
    assert world.nights(1) == [Finding.LOST]
    after = world.capture()
    assert after.state is CaptureState.ARCHIVED
    assert after.id != before.id
    assert after.snapshot is not None
    assert before.snapshot is not None
    assert after.snapshot.uri != before.snapshot.uri
    assert len(world.archive.captures_of(URL)) == 1
    assert world.cited() == after.snapshot  # never again the lost one, however well it was proved


def test_where_it_cannot_be_captured_again_the_nearest_good_one_takes_its_place(world: World) -> None:
    world.archived(URL)
    world.archive.loses(URL)
    older = world.archive.holds(URL, START - timedelta(days=400))
    world.nights(1)
    world.archive.has_keys = False
    world.nights(1)
    capture = world.capture()
    assert capture.snapshot is not None
    assert capture.snapshot.taken_at == older.at
    assert world.cited() == capture.snapshot


def test_one_that_vanishes_for_a_night_is_kept_as_it_is(world: World) -> None:
    world.archived(URL)
    before = world.capture()
    held = list(world.archive.made)
    world.archive.loses(URL)
    assert world.nights(1) == [Finding.MISSING]
    world.archive.made = held
    assert world.nights(1) == [Finding.CONFIRMED]
    assert world.capture().id == before.id
    assert len(world.archive.captures_of(URL)) == 1


def test_an_archive_that_is_down_loses_nothing(world: World) -> None:
    world.archived(URL)
    world.archive.is_down = True
    assert world.nights(5) == []
    assert world.capture().state is CaptureState.ARCHIVED
    world.archive.is_down = False
    assert world.nights(1) == [Finding.CONFIRMED]


def test_an_excluded_one_is_withdrawn_never_captured_again_nor_replaced(world: World) -> None:
    world.archived(URL)
    world.archive.holds(URL, START - timedelta(days=400))
    world.archive.excluded.add(URL)
    assert world.nights(1) == [Finding.WITHDRAWN]
    assert world.capture().state is CaptureState.WITHDRAWN
    assert world.cited() is None
    world.archive.asked.clear()
    world.archive.excluded.clear()
    assert world.nights(300) == []
    assert world.archive.asked == []


def test_a_run_looks_within_its_budget_the_longest_due_first() -> None:
    world = World(confirm_requests=4)
    world.archived(*(f"https://site{number}.example.org/page" for number in range(10)))
    world.clock.advance(86400)
    found, rounds = [], []
    for _ in range(3):
        world.archive.asked.clear()
        confirmed = world.keeper.archive().confirmed
        assert confirmed is not None
        rounds.append((len(confirmed.looks), confirmed.is_cut))
        assert len(world.archive.asked) <= 4
        found += [look.capture.source.url for look in confirmed.looks]
    assert rounds == [(4, True), (4, True), (2, False)]
    assert len(set(found)) == 10


def test_a_killed_run_goes_on_where_it_stopped(world: World) -> None:
    world.archived(*(f"https://site{number}.example.org/page" for number in range(6)))
    world.clock.advance(86400)
    calls = count(1)

    def kill(what: str) -> None:
        if what == "replay" and next(calls) == 4:
            raise KeyboardInterrupt

    world.archive.on_call = kill
    with pytest.raises(KeyboardInterrupt):
        world.keeper.archive()
    world.archive.on_call = lambda _: None
    world.archive.asked.clear()
    world.keeper.archive()
    assert [what for what, _ in world.archive.asked] == ["replay"] * 3


def test_a_lost_snapshot_that_the_text_cites_is_replaced_but_never_submitted(world: World) -> None:
    made = world.archive.holds(URL, START - timedelta(days=800))
    near = world.archive.holds(URL, START - timedelta(days=790))
    cited = f"https://web.archive.org/web/{made.at:%Y%m%d%H%M%S}/{URL}"
    world.keeper.add_sources([cited])
    source = world.keeper.find_source(cited)
    assert source is not None
    world.keeper.archive(source_ids=[source.id])
    (before,) = world.keeper.store.captures(source_ids=[source.id])
    assert before.state is CaptureState.ARCHIVED
    world.archive.made.remove(made)
    world.clock.advance(86400)
    world.keeper.archive(source_ids=[source.id])
    world.clock.advance(86400)
    report = world.keeper.archive(source_ids=[source.id])
    (after,) = report.captures
    assert report.confirmed is not None
    assert [look.finding for look in report.confirmed.looks] == [Finding.LOST]
    assert after.snapshot is not None
    assert after.snapshot.taken_at == near.at
    assert world.archive.captures_of(URL) == []
    assert after.state is CaptureState.ARCHIVED


def test_a_lost_snapshot_that_the_text_cites_and_nothing_replaces_may_come_back(world: World) -> None:
    made = world.archive.holds(URL, START - timedelta(days=800))
    cited = f"https://web.archive.org/web/{made.at:%Y%m%d%H%M%S}/{URL}"
    world.keeper.add_sources([cited])
    world.keeper.archive()
    world.archive.made.remove(made)
    assert world.nights(2) == [Finding.MISSING, Finding.LOST]
    (lost,) = world.keeper.store.captures()
    assert lost.state is CaptureState.LOST
    world.archive.asked.clear()
    assert world.nights(5) == []
    assert world.archive.asked == []
    world.archive.made.append(made)
    world.nights(30)
    (back,) = world.keeper.store.captures()
    assert (back.state, back.snapshot and back.snapshot.lost_at) == (CaptureState.ARCHIVED, None)
    assert world.archive.captures_of(URL) == []
