from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.archiving.books import Books
from sourcekeeper.archiving.gate import MAX_REFUSALS, Gate
from sourcekeeper.archiving.rates import Lingering, Rate
from sourcekeeper.archiving.timing import Timing
from sourcekeeper.config import ArchiveSettings
from sourcekeeper.model import Limits
from sourcekeeper.testing.clock import FakeClock

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SETTINGS = ArchiveSettings()
NOW = timedelta(0)


@given(st.floats(0.5, 100), st.lists(st.floats(0, 90), min_size=1, max_size=60))
def test_no_minute_has_more_starts_than_the_rate(per_minute: float, pauses: list[float]) -> None:
    clock = FakeClock()
    rate, starts = Rate(clock, per_minute), list[float]()
    for pause in pauses:
        clock.advance(pause)
        clock.advance(rate.wait_seconds())
        rate.take()
        starts.append(clock.monotonic())
    most = max(1, int(per_minute))
    for first, later in zip(starts, starts[most:], strict=False):
        assert later - first >= 60 * most / per_minute - 1e-6


def test_a_rate_gives_way_at_once_and_comes_back_step_by_step() -> None:
    rate = Rate(FakeClock(), 7)

    def wait_of_the_next() -> float:
        fresh = Rate(FakeClock(), 7)
        fresh._now = rate._now
        for _ in range(7):
            fresh.take()
        return fresh.wait_seconds()

    full = wait_of_the_next()
    rate.slow_down()
    slowed = wait_of_the_next()
    rate.recover()
    assert full < wait_of_the_next() <= slowed
    for _ in range(20):
        rate.recover()
    assert wait_of_the_next() == full


def test_a_slot_lingers_as_long_as_a_refusal_told() -> None:
    clock = FakeClock()
    lingering = Lingering(clock)
    lingering.ended()
    assert lingering.count == 0
    clock.advance(4)
    lingering.refused()
    assert lingering.seconds == pytest.approx(6)
    assert (lingering.count, lingering.wait_seconds()) == (1, pytest.approx(2))
    clock.advance(2)
    assert lingering.count == 0
    for _ in range(100):
        lingering.recover()
    assert lingering.seconds == 0


# --- the gate -------------------------------------------------------------------------------------------------------


class Case:
    def __init__(self, settings: ArchiveSettings = SETTINGS, **limits: int) -> None:
        self.clock, self.books = FakeClock(START), Books("a")
        self.gate = Gate(settings, self.clock, Timing(), self.books)
        granted = Limits(**{"available": 3, "processing": 0, **limits})  # type: ignore[arg-type]
        self.gate.learn(granted, Timing(), 0)

    def wait(self, in_flight: int = 0, host: str = "a.example") -> timedelta | None:
        return self.gate.wait_for(host, in_flight)


def test_slots_are_those_the_service_tells() -> None:
    case = Case(available=2)
    assert (case.wait(0), case.wait(1), case.wait(2)) == (NOW, NOW, None)


def test_slots_of_our_own_running_captures_are_ours_again() -> None:
    case = Case()
    case.gate.learn(Limits(available=1, processing=2), Timing(), 2)
    assert (case.wait(2), case.wait(3)) == (NOW, None)


def test_slots_others_use_are_not_counted_on() -> None:
    case = Case(available=1, processing=2)
    assert (case.wait(0), case.wait(1)) == (NOW, None)


def test_when_all_slots_are_taken_it_asks_again_before_it_sends() -> None:
    case = Case(available=0, processing=3)
    assert case.gate.wants_limits
    assert case.wait() == timedelta(seconds=20)


def test_after_a_refusal_everything_waits_and_the_limits_are_asked_for_first() -> None:
    case = Case()
    assert not case.gate.wants_limits
    case.gate.sent()
    assert case.gate.refused(None, 1) == timedelta(seconds=20)
    assert case.gate.wants_limits
    assert (case.wait(0), case.wait(0, "b.example")) == (timedelta(seconds=20), timedelta(seconds=20))
    assert case.books.captures_on(START) == 0


def test_a_wait_that_was_asked_for_counts_and_pauses_grow() -> None:
    case = Case()
    pauses = [case.gate.refused(None, 0).total_seconds() for _ in range(4)]
    assert pauses == [20, 60, 180, 300]
    assert case.gate.refused(timedelta(seconds=7), 0) == timedelta(seconds=7)


def test_refusals_without_end_close_the_gate() -> None:
    case = Case()
    for _ in range(MAX_REFUSALS):
        case.gate.refused(None, 0)
    assert case.gate.closed is not None
    assert case.gate.closed.code == "slots-taken"


def test_slots_given_up_come_back_as_captures_end() -> None:
    case = Case()
    case.gate.refused(None, 1)
    case.clock.advance(21)
    assert (case.wait(0), case.wait(1)) == (NOW, None)
    case.gate.accepted()
    for _ in range(2):
        case.gate.freed()
        case.clock.advance(60)
    assert case.wait(2) == NOW


def test_one_slow_host_does_not_hold_up_another() -> None:
    case = Case()
    case.gate.slow_down("a.example", timedelta(minutes=2))
    assert case.wait(host="a.example") == timedelta(minutes=2)
    assert case.wait(host="b.example") == NOW
    assert case.gate.host_opens("b.example") is None
    case.clock.advance(121)
    assert case.gate.host_opens("a.example") is None


@pytest.mark.parametrize(
    ("ours", "told", "used", "asked_already", "left"),
    [
        (5000, 30_000, 0, 0, 5000),
        (5000, 2000, 0, 0, 1600),  # four fifths of what the service grants
        (5000, 2000, 1500, 0, 100),  # used elsewhere
        (5000, 30_000, 0, 4990, 10),  # by earlier runs of this day
        (10, None, None, 4, 6),
        (5000, 1, 0, 0, 1),
    ],
)
def test_the_day_ends_well_under_the_services_limit(
    ours: int, told: int | None, used: int | None, asked_already: int, left: int
) -> None:
    case = Case(replace(SETTINGS, daily_captures=ours))
    case.books.count(START, captures=asked_already)
    limits = Limits(available=3, processing=0, daily_captures=used, daily_limit=told)
    case.gate.learn(limits, Timing(), 0)
    sent = 0
    while case.gate.closed is None:
        case.gate.sent()
        sent += 1
    assert sent == left
    assert case.gate.closed.code == "daily-limit"
    assert case.gate.closed.get("goes_on") == "2026-11-21 00:01 UTC"
