"""The capture stage with a fake archive, a real store in memory and a clock turned by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcekeeper.archiving.capture import CaptureReport, archive_sources
from sourcekeeper.archiving.known import KnownHere
from sourcekeeper.archiving.likeness import SeenPage
from sourcekeeper.archiving.plan import first_capture, handed_over
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.model import (
    Capture,
    CaptureOptions,
    CaptureState,
    Decision,
    DecisionKind,
    PageKind,
    Reason,
    SnapshotOrigin,
    Source,
    Ticket,
)
from sourcekeeper.ports import Store, Traffic
from sourcekeeper.store.open import open_store
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fake_archive import FakeArchive, FakePage, Fault, Mishap
from sourcekeeper.web.fingerprint import fingerprint
from sourcekeeper.web.urls import comparison_key, fetch_key

SETTINGS = ArchiveSettings(access_key="a", secret_key="s")
START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


class Quiet:
    def begin(self, stage: str, total: int) -> None: ...

    def advance(self, stage: str, what: str = "") -> None: ...

    def show(self, stage: str, traffic: Traffic) -> None: ...

    def end(self, stage: str) -> None: ...


class World:
    """A store, an archive, a clock, and the sources put into them."""

    def __init__(self) -> None:
        self.clock = FakeClock(START)
        self.store: Store = open_store(":memory:", clock=self.clock)
        self.archive = FakeArchive(self.clock)
        self.settings = SETTINGS

    def source(self, url: str, **changes: object) -> Source:
        source = Source(id=f"s:{url}", url=url, comparison_key=comparison_key(url), fetch_key=fetch_key(url))
        self.store.add_source(source, self.clock.now())
        capture = replace(first_capture(f"c:{url}", source, None, self.settings.never), **changes)
        self.store.record_captures([capture], self.clock.now())
        return source

    def sources(self, count: int) -> list[str]:
        urls = [f"https://site{n}.example.org/page" for n in range(count)]
        for url in urls:
            self.source(url)
        return urls

    def run(self, should_stop: Callable[[], bool] = lambda: False) -> CaptureReport:
        ids = [capture.source.id for capture in self.all()]
        return archive_sources(
            self.store, self.archive, self.clock, Quiet(), self.settings, source_ids=ids, should_stop=should_stop
        )

    def all(self) -> list[Capture]:
        rows = self.store.captures(source_ids=[f"s:{url}" for url in self._urls()])
        return list(rows)

    def _urls(self) -> list[str]:
        return self._known

    _known: list[str]

    def state(self, url: str) -> Capture:
        (capture,) = self.store.captures(source_ids=[f"s:{url}"])
        return capture


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    world._known = []
    original = world.source

    def remembered(url: str, **changes: object) -> Source:
        world._known.append(url)
        return original(url, **changes)

    world.source = remembered  # type: ignore[method-assign]
    yield world
    world.store.close()


def test_queued_sources_are_saved_proved_and_recorded(world: World) -> None:
    urls = world.sources(5)
    report = world.run()
    assert dict(report.counts) == {CaptureState.ARCHIVED: 5}
    assert (report.left, report.stopped, report.waiting) == (0, None, None)
    for url in urls:
        capture = world.state(url)
        assert len(world.archive.captures_of(url)) == 1
        assert capture.snapshot is not None
        assert capture.snapshot.shows is PageKind.TEXT
        assert capture.snapshot.origin is SnapshotOrigin.MADE
        assert capture.snapshot.confirmed_at is not None


def test_the_rate_of_the_service_is_kept(world: World) -> None:
    world.archive.per_minute = 7
    world.sources(13)
    sent: list[datetime] = []
    world.archive.on_call = lambda what: sent.append(world.clock.now()) if what == "submit" else None
    world.run()
    assert len(sent) == 13
    assert all(later - earlier >= timedelta(seconds=60) for earlier, later in zip(sent, sent[7:], strict=False))


def test_no_more_than_the_granted_slots_are_used(world: World) -> None:
    world.archive.slots = 2
    world.sources(8)
    report = world.run()
    assert dict(report.counts) == {CaptureState.ARCHIVED: 8}
    refused = [what for what, _ in world.archive.asked if what == "submit"]
    assert len(refused) == 8  # none was refused and sent again


def test_a_fresh_good_snapshot_saves_a_capture(world: World) -> None:
    world.source("https://example.org/a")
    made = world.archive.holds("https://example.org/a", START - timedelta(days=3))
    world.run()
    capture = world.state("https://example.org/a")
    assert capture.state is CaptureState.ARCHIVED
    assert capture.snapshot is not None
    assert (capture.snapshot.origin, capture.snapshot.taken_at) == (SnapshotOrigin.FOUND, made.at)
    assert world.archive.captures_of("https://example.org/a") == []


def test_an_old_snapshot_does_not_save_a_capture(world: World) -> None:
    world.source("https://example.org/a")
    world.archive.holds("https://example.org/a", START - timedelta(days=300))
    world.run()
    assert len(world.archive.captures_of("https://example.org/a")) == 1


def test_a_fresh_snapshot_of_a_wall_does_not_save_a_capture(world: World) -> None:
    world.source("https://example.org/a")
    world.archive.holds("https://example.org/a", START - timedelta(days=3), FakePage(status=200, body=WALL))
    world.run()
    capture = world.state("https://example.org/a")
    assert capture.state is CaptureState.ARCHIVED
    assert len(world.archive.captures_of("https://example.org/a")) == 1


WALL = (
    b"<html><head><title>Just a moment...</title></head><body><div id='challenge-error-text'>Enable JavaScript and "
    b"cookies to continue</div><script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script></body>"
)


def test_a_capture_that_shows_a_wall_is_unfit(world: World) -> None:
    world.source("https://example.org/a")
    world.archive.pages["https://example.org/a"] = FakePage(body=WALL)
    world.run()
    capture = world.state("https://example.org/a")
    assert capture.state is CaptureState.UNFIT
    assert capture.snapshot is not None
    assert capture.snapshot.shows is PageKind.WALL


def test_an_excluded_site_is_withdrawn_and_never_sent_again(world: World) -> None:
    url = "https://example.org/a"
    world.source(url)
    world.archive.excluded.add(url)
    world.run()
    assert world.state(url).state is CaptureState.WITHDRAWN
    sent = len(world.archive.asked)
    world.clock.advance(40 * 86400)
    world.run()
    assert len(world.archive.asked) == sent


# --- lost answers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mishap", [Mishap.LOST_ANSWER, Mishap.LOST_REQUEST, Mishap.NO_JOB_ID, Mishap.NO_ADDRESS])
def test_a_lost_answer_is_settled_with_one_capture(world: World, mishap: Mishap) -> None:
    urls = world.sources(3)
    world.archive.faults.append(Fault(mishap, url=urls[1]))
    report = world.run()
    assert dict(report.counts) == {CaptureState.ARCHIVED: 3}
    assert [len(world.archive.captures_of(url)) for url in urls] == [1, 1, 1]


def test_a_lost_answer_that_the_index_hides_is_not_captured_twice(world: World) -> None:
    world.archive.index_lag = timedelta(days=1)
    (url,) = world.sources(1)
    world.archive.faults.append(Fault(Mishap.LOST_ANSWER, url=url))
    world.run()
    assert world.state(url).state is CaptureState.ARCHIVED
    assert len(world.archive.captures_of(url)) == 1


def test_an_error_that_hides_a_capture_ends_as_archived(world: World) -> None:
    (url,) = world.sources(1)
    world.archive.faults.append(Fault(Mishap.JOB_ERROR_BUT_MADE, code="error:job-failed"))
    world.run()
    assert world.state(url).state is CaptureState.ARCHIVED
    assert len(world.archive.captures_of(url)) == 1


@pytest.mark.parametrize(
    ("code", "state", "sendings"),
    [
        ("error:blocked-url", CaptureState.REFUSED, 1),
        ("error:invalid-url-syntax", CaptureState.REFUSED, 1),
        ("error:not-found", CaptureState.FAILED, 1),
        ("error:job-failed", CaptureState.ARCHIVED, 2),
        ("error:never-heard-of", CaptureState.ARCHIVED, 2),
        ("error:user-session-limit", CaptureState.ARCHIVED, 2),
        ("error:too-many-requests", CaptureState.ARCHIVED, 2),
        ("error:max-daily-bandwidth", CaptureState.QUEUED, 1),
        ("error:too-many-daily-captures", CaptureState.QUEUED, 1),
    ],
    ids=str,
)
@pytest.mark.parametrize("when", [Mishap.REFUSED, Mishap.JOB_ERROR])
def test_each_class_of_error_has_its_course(
    world: World, when: Mishap, code: str, state: CaptureState, sendings: int
) -> None:
    (url,) = world.sources(1)
    world.archive.faults.append(Fault(when, code=code))
    world.run()
    assert world.state(url).state is state
    assert [what for what, _ in world.archive.asked].count("submit") == sendings


def test_a_permanent_refusal_is_never_sent_again(world: World) -> None:
    (url,) = world.sources(1)
    world.archive.faults.append(Fault(Mishap.REFUSED, code="error:blocked-url", times=99))
    world.run()
    world.clock.advance(400 * 86400)
    world.run()
    assert [what for what, _ in world.archive.asked].count("submit") == 1
    assert world.state(url).state is CaptureState.REFUSED


def test_enough_captures_today_means_that_one_of_today_is_found(world: World) -> None:
    (url,) = world.sources(1)
    world.archive.index_lag = timedelta(0)
    world.archive.faults.append(Fault(Mishap.REFUSED, code="error:too-many-daily-captures"))
    world.settings = replace(SETTINGS, newer_than=timedelta(0))
    made = world.archive.holds(url, START - timedelta(hours=6))
    world.run()
    capture = world.state(url)
    assert capture.state is CaptureState.ARCHIVED
    assert capture.snapshot is not None
    assert (capture.snapshot.taken_at, capture.snapshot.origin) == (made.at, SnapshotOrigin.FOUND)


def test_passing_errors_end_as_failed_and_are_tried_again_another_day(world: World) -> None:
    (url,) = world.sources(1)
    world.archive.faults.append(Fault(Mishap.REFUSED, code="error:proxy-error", times=99))
    for _ in range(6):
        world.run()
        world.clock.advance(1200)
    capture = world.state(url)
    assert (capture.state, capture.attempts) == (CaptureState.FAILED, 4)
    world.archive.faults.clear()
    world.clock.advance(86400)
    world.run()
    assert world.state(url).state is CaptureState.ARCHIVED


def test_a_failed_source_gets_the_older_snapshot_there_is(world: World) -> None:
    (url,) = world.sources(1)
    made = world.archive.holds(url, START - timedelta(days=900))
    world.archive.faults.append(Fault(Mishap.JOB_ERROR, code="error:not-found"))
    world.run()
    capture = world.state(url)
    assert capture.state is CaptureState.ARCHIVED
    assert capture.reason is not None
    assert (capture.reason.code, capture.reason.get("why")) == ("older-snapshot", "error:not-found")
    assert capture.snapshot is not None
    assert (capture.snapshot.taken_at, capture.snapshot.shows) == (made.at, PageKind.TEXT)
    assert capture.snapshot.confirmed_at is not None
    # A new one is wanted all the same, when its time comes.
    world.archive.faults.clear()
    world.clock.advance(4 * 86400)
    world.run()
    assert world.state(url).snapshot.taken_at > made.at


def test_a_wait_the_service_asks_for_is_kept(world: World) -> None:
    world.sources(2)
    refused_at: list[datetime] = []
    sent: list[datetime] = []
    world.archive.on_call = lambda what: sent.append(world.clock.now()) if what == "submit" else None
    world.archive.faults.append(Fault(Mishap.REFUSED, code="error:rate-limited", retry_after=timedelta(seconds=100)))
    world.run()
    refused_at.append(sent[0])
    assert all(moment >= refused_at[0] + timedelta(seconds=100) for moment in sent[1:])
    assert dict(world.run().counts) == {}


# --- keys, rules, people --------------------------------------------------------------------------------------------


def test_without_keys_captures_stay_queued_and_old_snapshots_are_proved(world: World) -> None:
    world.archive.has_keys = False
    fresh, old, none = world.sources(3)
    world.archive.holds(fresh, START - timedelta(days=2))
    world.archive.holds(old, START - timedelta(days=800))
    report = world.run()
    assert world.state(fresh).state is CaptureState.ARCHIVED
    assert world.state(old).state is CaptureState.QUEUED
    found = world.state(old).snapshot
    assert found is not None
    assert found.confirmed_at is not None
    assert world.state(none).state is CaptureState.QUEUED
    assert report.waiting == Reason.of("keys-missing")
    assert report.stopped is not None
    assert report.left == 2
    assert "submit" not in [what for what, _ in world.archive.asked]


def test_an_archive_that_is_down_leaves_everything_queued_within_a_minute(world: World) -> None:
    world.archive.is_down = True
    urls = world.sources(4)
    report = world.run()
    assert all(world.state(url).state is CaptureState.QUEUED for url in urls)
    assert report.waiting == Reason.of("archive-unavailable")
    # Not what kept them from being sent the last time: keys that were missing then may be there by now.
    assert {world.state(url).reason for url in urls} == {Reason.of("archive-unavailable")}
    assert report.left == 4
    assert world.clock.monotonic() < 60


def test_an_archive_that_goes_down_under_way_is_left_within_a_minute(world: World) -> None:
    world.sources(6)
    count = iter(range(1000))

    def break_down(what: str) -> None:
        world.archive.is_down = next(count) > 6

    world.archive.on_call = break_down
    report = world.run()
    assert report.stopped is not None
    world.archive.on_call = lambda what: None
    world.archive.is_down = False
    assert report.left == 6
    world.clock.advance(3600)
    world.run()
    assert {capture.state for capture in world.all()} == {CaptureState.ARCHIVED}
    assert all(len(world.archive.captures_of(capture.source.fetch_key)) == 1 for capture in world.all())


def test_an_address_with_a_secret_is_never_named_to_the_archive(world: World) -> None:
    world.source("https://example.org/a?access_token=0123456789abcdef0123")
    report = world.run()
    assert world.state("https://example.org/a?access_token=0123456789abcdef0123").state is CaptureState.WITHHELD
    assert world.archive.asked == []
    assert report.left == 0


def test_a_setting_made_later_withholds_what_was_queued(world: World) -> None:
    url = "https://intern.example.org/a"
    world.source(url)
    world.settings = replace(SETTINGS, never=("intern.example.org",))
    world.run()
    assert world.state(url).state is CaptureState.WITHHELD
    assert world.archive.asked == []


def test_a_persons_word_allows_what_was_withheld(world: World) -> None:
    url = "https://docs.google.com/document/d/1abc/edit"
    source = world.source(url)
    assert world.state(url).state is CaptureState.WITHHELD
    world.store.record_decision(Decision(source_id=source.id, kind=DecisionKind.ARCHIVE, made_at=START))
    world.store.record_captures([replace(world.state(url), state=CaptureState.QUEUED)], START)
    world.run()
    assert world.state(url).state is CaptureState.ARCHIVED


# --- cited archive addresses ----------------------------------------------------------------------------------------


def test_a_cited_snapshot_is_proved_and_never_submitted(world: World) -> None:
    made = world.archive.holds("https://example.org/a", datetime(2024, 3, 1, 12, 0, tzinfo=UTC))
    url = "https://web.archive.org/web/20240301120000/https://example.org/a"
    world.source(url)
    world.run()
    capture = world.state(url)
    assert capture.state is CaptureState.ARCHIVED
    assert capture.snapshot is not None
    assert (capture.snapshot.origin, capture.snapshot.taken_at) == (SnapshotOrigin.CITED, made.at)
    assert "submit" not in [what for what, _ in world.archive.asked]


def test_a_cited_snapshot_without_an_exact_time_is_proved_where_it_leads(world: World) -> None:
    made = world.archive.holds("https://example.org/a", datetime(2024, 3, 1, 12, 0, tzinfo=UTC))
    url = "https://web.archive.org/web/2024/https://example.org/a"
    world.source(url)
    world.run()
    capture = world.state(url)
    assert capture.state is CaptureState.ARCHIVED
    assert capture.snapshot is not None
    assert capture.snapshot.taken_at == made.at


def test_a_cited_snapshot_that_is_not_there_has_failed(world: World) -> None:
    url = "https://web.archive.org/web/20240301120000/https://example.org/a"
    world.source(url)
    world.run()
    assert world.state(url).state is CaptureState.FAILED
    assert "submit" not in [what for what, _ in world.archive.asked]


def test_a_snapshot_cited_from_another_archive_is_recorded_and_left_alone(world: World) -> None:
    url = "https://archive.ph/FlgTC"
    world.source(url)
    report = world.run()
    capture = world.state(url)
    assert (capture.state, report.left) == (CaptureState.UNCONFIRMED, 0)
    assert world.archive.asked == []


# --- stopping and being killed --------------------------------------------------------------------------------------


def test_a_run_that_is_stopped_is_gone_on_with(world: World) -> None:
    urls = world.sources(7)
    steps = iter(range(10_000))
    report = world.run(should_stop=lambda: next(steps) > 25)
    assert report.waiting == Reason.of("interrupted")
    assert report.left
    world.run()
    assert all(world.state(url).state is CaptureState.ARCHIVED for url in urls)
    assert all(len(world.archive.captures_of(url)) == 1 for url in urls)


class Killed(BaseException):
    """Stands for SIGKILL: nothing catches it."""


MISHAPS = [None, Mishap.LOST_ANSWER, Mishap.LOST_REQUEST, Mishap.JOB_ERROR_BUT_MADE, Mishap.NO_JOB_ID]


@pytest.mark.parametrize("after", [False, True], ids=["before-the-call", "after-the-call"])
@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap or "no-mishap")
@pytest.mark.parametrize("lag", [0, 3600], ids=["indexed", "index-lags"])
def test_a_run_killed_at_any_call_and_repeated_loses_nothing_and_doubles_nothing(
    world: World, mishap: Mishap | None, lag: int, after: bool
) -> None:
    killed_at, is_complete = 0, False
    while not is_complete:
        world.__init__()  # type: ignore[misc]
        world._known = []
        world.archive.index_lag = timedelta(seconds=lag)
        urls = [f"https://site{n}.example.org/page" for n in range(3)]
        for url in urls:
            world._known.append(url)
            World.source(world, url)
        if mishap:
            world.archive.faults.append(Fault(mishap, url=urls[1]))
        is_complete = not _run_until_killed(world, killed_at, after=after)
        world.clock.advance(3)
        for _ in range(3):
            world.run()
            world.clock.advance(7200)
        assert [world.state(url).state for url in urls] == [CaptureState.ARCHIVED] * 3, killed_at
        assert [len(world.archive.captures_of(url)) for url in urls] == [1] * 3, killed_at
        world.store.close()
        killed_at += 1
    world.store = open_store(":memory:", clock=world.clock)
    assert killed_at > 15


def _run_until_killed(world: World, count: int, *, after: bool) -> bool:
    """Kill the run at the call number `count` to the store or the archive; False when it ended before."""
    calls = iter(range(10_000_000))
    is_dead = [False]

    def wrapped(thing: object, name: str) -> None:
        real = getattr(thing, name)

        def call(*args: object, **kwargs: object) -> object:
            if next(calls) == count:
                is_dead[0] = True
                if after:
                    real(*args, **kwargs)
                raise Killed
            return real(*args, **kwargs)

        doubles.setattr(thing, name, call)

    with pytest.MonkeyPatch.context() as doubles:
        archive = Doubled(world.archive)
        store = Doubled(world.store)
        for name in ("submit", "poll", "replay", "newest", "find", "limits"):
            wrapped(archive, name)
        wrapped(store, "record_captures")
        ids = [capture.source.id for capture in world.all()]
        try:
            archive_sources(
                store,  # type: ignore[arg-type]
                archive,  # type: ignore[arg-type]
                world.clock,
                Quiet(),
                world.settings,
                source_ids=ids,
            )
        except Killed:
            return True
    return is_dead[0]


class Doubled:
    """Hands everything on to the real thing, so that single calls can be replaced."""

    def __init__(self, real: object) -> None:
        self.__dict__["_real"] = real

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)


def test_a_ticket_of_an_earlier_run_is_asked_about_not_sent_again(world: World) -> None:
    url = "https://example.org/a"
    submission = world.archive.submit(url)
    world.source(url, state=CaptureState.SUBMITTED, ticket=submission.ticket, sent_at=START, attempts=1)
    world.clock.advance(60)
    world.run()
    assert world.state(url).state is CaptureState.ARCHIVED
    assert [what for what, _ in world.archive.asked].count("submit") == 1


def test_a_ticket_the_archive_forgot_is_settled_by_looking_up(world: World) -> None:
    url = "https://example.org/a"
    submission = world.archive.submit(url)
    world.source(url, state=CaptureState.SUBMITTED, ticket=submission.ticket, sent_at=START, attempts=1)
    world.clock.advance(3 * 3600)
    world.run()
    assert world.state(url).state is CaptureState.ARCHIVED
    assert [what for what, _ in world.archive.asked].count("submit") == 1


def test_a_ticket_for_nothing_is_sent_again_once_it_is_certain(world: World) -> None:
    url = "https://example.org/a"
    ticket = Ticket(job_id="spn2-lost", url=url, submitted_at=START)
    world.source(url, state=CaptureState.SUBMITTED, ticket=ticket, sent_at=START, attempts=1)
    world.clock.advance(25 * 3600)
    world.run()
    assert world.state(url).state is CaptureState.ARCHIVED
    assert len(world.archive.captures_of(url)) == 1


def test_a_snapshot_that_does_not_show_yet_is_unconfirmed_and_proved_by_a_later_run(world: World) -> None:
    world.archive.replay_lag = timedelta(hours=2)
    (url,) = world.sources(1)
    report = world.run()
    assert world.state(url).state is CaptureState.UNCONFIRMED
    assert report.waiting == Reason.of("not-yet-visible")
    assert world.state(url).next_try is not None
    world.clock.advance(3 * 3600)
    world.run()
    assert world.state(url).state is CaptureState.ARCHIVED
    assert len(world.archive.captures_of(url)) == 1


def test_what_is_wanted_of_a_capture_is_asked_for_again_after_a_lost_request(world: World) -> None:
    wanted = CaptureOptions(screenshot=True)
    world.source("https://example.org/a", options=wanted)
    world.archive.faults = [Fault(Mishap.LOST_REQUEST)]
    world.run()
    assert [what for what, _ in world.archive.asked].count("submit") == 2
    assert world.archive.options_of == {"https://example.org/a": wanted}
    assert world.state("https://example.org/a").options == wanted


def test_a_file_is_captured_without_a_browser(world: World) -> None:
    world.source("https://example.org/a.pdf")
    world.run()
    assert world.archive.options_of == {"https://example.org/a.pdf": CaptureOptions(force_get=True)}


@pytest.mark.parametrize(
    ("options", "made"), [(CaptureOptions(), 0), (CaptureOptions(screenshot=True), 1)], ids=["page", "picture"]
)
def test_a_snapshot_that_was_found_will_not_do_where_a_picture_is_wanted(
    world: World, options: CaptureOptions, made: int
) -> None:
    url = "https://example.org/a"
    world.archive.holds(url, START - timedelta(days=2))
    world.source(url, options=options)
    world.run()
    assert world.state(url).state is CaptureState.ARCHIVED
    assert len(world.archive.captures_of(url)) == made


def test_a_run_that_does_not_wait_fills_the_slots_and_is_gone(world: World) -> None:
    urls = world.sources(5)
    world.settings = replace(SETTINGS, settle_within=timedelta(0))
    world.run()
    assert sorted(world.state(url).state for url in urls) == [CaptureState.QUEUED] * 2 + [CaptureState.SUBMITTED] * 3
    assert world.clock.now() - START < timedelta(seconds=20)
    assert "newest" not in [what for what, _ in world.archive.asked]
    world.settings = SETTINGS
    world.clock.advance(120)
    world.run()
    assert {world.state(url).state for url in urls} == {CaptureState.ARCHIVED}
    assert len(world.archive.made) == 5


def test_whoever_watches_is_told_how_it_stands(world: World) -> None:
    told: list[Traffic] = []

    class Watched(Quiet):
        def show(self, stage: str, traffic: Traffic) -> None:
            assert stage == "archive"
            told.append(traffic)

    urls = world.sources(4)
    world.archive.faults = [Fault(Mishap.REFUSED, code="error:blocked-url", url=urls[0])]
    archive_sources(
        world.store, world.archive, world.clock, Watched(), SETTINGS, source_ids=[f"s:{url}" for url in urls]
    )
    assert max(each.in_flight for each in told) == 3 == told[0].slots
    assert (told[-1].done, told[-1].failed, told[-1].in_flight) == (3, 1, 0)


def test_what_a_person_saved_by_hand_is_found_and_proved_without_keys(world: World) -> None:
    """The page of buttons: written today, used this evening, and the next run finds what was made."""
    world.archive.has_keys = False
    urls = world.sources(3)
    handed = [handed_over(capture, world.clock.now()) for capture in world.all()]
    world.store.record_captures(handed, world.clock.now())
    world.clock.advance(6 * 3600)
    for url in urls[:2]:
        world.archive.holds(url, world.clock.now())
    world.clock.advance(600)
    world.run()
    assert [world.state(url).state for url in urls] == [CaptureState.ARCHIVED] * 2 + [CaptureState.UNCERTAIN]
    kept = world.state(urls[0]).snapshot
    assert kept is not None
    assert kept.origin is SnapshotOrigin.MADE


def test_what_was_never_saved_by_hand_is_sent_once_there_are_keys(world: World) -> None:
    (url,) = world.sources(1)
    world.store.record_captures([handed_over(world.state(url), world.clock.now())], world.clock.now())
    world.clock.advance(30 * 3600)  # until then the index may lag behind what the person did
    world.run()
    assert world.state(url).state is CaptureState.ARCHIVED
    assert len(world.archive.captures_of(url)) == 1


def test_what_nobody_saved_by_hand_for_days_is_queued_again_and_not_called_failed(world: World) -> None:
    world.archive.has_keys = False
    (url,) = world.sources(1)
    world.store.record_captures([handed_over(world.state(url), world.clock.now())], world.clock.now())
    world.clock.advance(4 * 86400)
    world.run()
    assert world.state(url).state is CaptureState.QUEUED


def test_a_run_that_shall_not_send_looks_for_what_there_is(world: World) -> None:
    urls = world.sources(2)
    world.archive.holds(urls[0], START - timedelta(days=3))
    ids = [f"s:{url}" for url in urls]
    report = archive_sources(world.store, world.archive, world.clock, Quiet(), SETTINGS, source_ids=ids, send=False)
    assert [world.state(url).state for url in urls] == [CaptureState.ARCHIVED, CaptureState.QUEUED]
    assert (report.waiting.code if report.waiting else "", report.stopped) == ("by-hand", None)
    assert not {"submit", "limits", "poll"} & {what for what, _ in world.archive.asked}


# --- which snapshot is found ----------------------------------------------------------------------------------------


def test_a_source_that_cannot_be_captured_gets_the_good_snapshot_nearest_to_its_citation(world: World) -> None:
    url = "https://example.org/a"
    world.source(url)
    for year, page in ((2012, None), (2019, None), (2020, FakePage(body=WALL)), (2025, None)):
        text = f"Le texte tel qu’il était en {year}, avec ses phrases et ses chiffres. " * 12
        body = f"<title>Une page</title><article><h1>Une page</h1><p>{text}</p></article>".encode()
        world.archive.holds(url, datetime(year, 6, 1, tzinfo=UTC), page or FakePage(body=body))
    world.archive.faults.append(Fault(Mishap.REFUSED, code="error:blocked-url", times=9))
    known = KnownHere(cited_at=lambda _: datetime(2020, 5, 1, tzinfo=UTC))
    ids = [capture.source.id for capture in world.all()]
    archive_sources(world.store, world.archive, world.clock, Quiet(), world.settings, source_ids=ids, known=known)
    capture = world.state(url)
    assert capture.state is CaptureState.ARCHIVED
    assert capture.snapshot is not None
    assert capture.snapshot.taken_at == datetime(2019, 6, 1, tzinfo=UTC)  # the wall of 2020 is nearer, and no text


def test_behind_a_fresh_snapshot_of_a_wall_an_older_good_one_is_found(world: World) -> None:
    url = "https://example.org/a"
    world.source(url)
    good = world.archive.holds(url, START - timedelta(days=200))
    world.archive.holds(url, START - timedelta(days=3), FakePage(body=WALL))
    world.archive.pages[url] = FakePage(body=WALL)
    world.run()
    capture = world.state(url)
    assert (capture.state, capture.snapshot and capture.snapshot.taken_at) == (CaptureState.ARCHIVED, good.at)


def test_a_capture_that_does_not_show_what_was_seen_here_is_unfit(world: World) -> None:
    url = "https://example.org/a"
    world.source(url)
    words = [f"mot{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(300)]
    seen = SeenPage(fingerprint=fingerprint(" ".join(words)), title="Ce que nous avions lu ici ce jour")
    ids = [capture.source.id for capture in world.all()]
    known = KnownHere(seen=lambda _: (seen,))
    archive_sources(world.store, world.archive, world.clock, Quiet(), world.settings, source_ids=ids, known=known)
    capture = world.state(url)
    assert (capture.state, capture.reason and capture.reason.code) == (CaptureState.UNFIT, "text-missing")
    assert capture.snapshot is not None
    assert capture.snapshot.shows is PageKind.UNKNOWN


# --- the law --------------------------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(Mishap), st.integers(0, 4), st.integers(1, 3)), max_size=6),
    st.lists(st.sampled_from(["text", "wall", "error", "empty", "moved"]), min_size=5, max_size=5),
    st.sampled_from([0, 40, 4000]),
    st.booleans(),
)
def test_nothing_becomes_archived_without_an_exact_proof(
    mishaps: list[tuple[Mishap, int, int]], shown: list[str], lag: int, listed_late: bool
) -> None:
    world = World()
    world._known = []
    world.archive.replay_lag = timedelta(seconds=lag)
    world.archive.index_lag = timedelta(seconds=lag if listed_late else 0)
    pages = {
        "wall": FakePage(body=WALL),
        "error": FakePage(body=b"<title>404</title>", status=404),
        "empty": FakePage(body=b""),
        "moved": FakePage(moved_to="https://example.org/"),
    }
    urls = [f"https://site{number}.example.org/page" for number in range(5)]
    for url, what in zip(urls, shown, strict=True):
        world.source(url)
        world._known.append(url)
        if what in pages:
            world.archive.pages[url] = pages[what]
    world.archive.faults = [Fault(mishap, url=urls[at], times=times) for mishap, at, times in mishaps]
    world.run()
    made = {(each.original, each.at): each.page for each in world.archive.made}
    for url, what in zip(urls, shown, strict=True):
        capture = world.state(url)
        if capture.state is CaptureState.ARCHIVED:
            assert what == "text"
            assert capture.snapshot is not None
            page = made[capture.snapshot.original, capture.snapshot.taken_at]
            assert (page.status, bool(page.body), capture.snapshot.shows) == (200, True, PageKind.TEXT)
            assert capture.snapshot.confirmed_at is not None
    world.store.close()
