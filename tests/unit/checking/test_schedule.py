from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.checking.schedule import next_visit
from sourcekeeper.model import Judgement, Observation, Reason, SourceStanding, Standing, Verdict

NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def history(verdict: Verdict, url: str = "https://a.example/") -> tuple[Observation, ...]:
    judgement = Judgement(verdict=verdict, confidence=0.9, reason=Reason.of("http-200"))
    return (Observation(judgement=judgement, status=200, final_url=url, first=NOW, last=NOW),)


def wait(standing: Standing, verdict: Verdict, *, since: datetime = NOW, key: str = "a") -> timedelta:
    return next_visit(SourceStanding(standing=standing, since=since), history(verdict), NOW, key=key) - NOW


@pytest.mark.parametrize(
    ("standing", "verdict", "nights"),
    [
        (Standing.OK, Verdict.ALIVE, (7, 8)),
        (Standing.OK, Verdict.BLOCKED, (7, 8)),
        (Standing.UNKNOWN, Verdict.BLOCKED, (7, 8)),
        (Standing.OK, Verdict.RATE_LIMITED, (1, 1)),
        (Standing.UNKNOWN, Verdict.UNKNOWN, (1, 1)),
        (Standing.SUSPECT, Verdict.GONE, (1, 1)),
        (Standing.SUSPECT, Verdict.UNKNOWN, (1, 1)),
        (Standing.REVIVED, Verdict.ALIVE, (2, 2)),
        (Standing.DEAD, Verdict.GONE, (7, 8)),
        (Standing.UNKNOWN, Verdict.INVALID, (28, 32)),
    ],
)
def test_the_next_visit_depends_on_where_a_source_stands(standing, verdict, nights):
    waited = wait(standing, verdict)
    assert nights[0] * DAY - timedelta(hours=3) <= waited <= nights[1] * DAY


@pytest.mark.parametrize(
    ("dead_for", "nights"),
    [(0, 7), (7, 14), (21, 28), (49, 30), (400, 30)],
    ids=["first", "second", "third", "later", "last"],
)
def test_a_dead_source_is_asked_after_one_two_and_four_weeks_then_monthly(dead_for, nights):
    waited = wait(Standing.DEAD, Verdict.GONE, since=NOW - dead_for * DAY)
    assert nights * DAY - timedelta(hours=3) <= waited <= nights * DAY * 8 / 7


@pytest.mark.parametrize(("suspect_for", "nights"), [(0, 1), (1, 1), (2, 2), (4, 2), (12, 2)])
def test_a_suspect_is_asked_on_the_next_two_nights_then_every_second_one(suspect_for, nights):
    waited = wait(Standing.SUSPECT, Verdict.GONE, since=NOW - suspect_for * DAY)
    assert nights * DAY - timedelta(hours=3) <= waited <= nights * DAY


def test_a_nightly_run_of_the_same_hour_finds_it_due():
    assert wait(Standing.SUSPECT, Verdict.GONE, since=NOW - 2 * DAY) < 2 * DAY


@given(st.text(max_size=20))
def test_the_spread_is_always_the_same_for_a_source(key):
    assert wait(Standing.OK, Verdict.ALIVE, key=key) == wait(Standing.OK, Verdict.ALIVE, key=key)


def test_long_waits_are_spread_evenly_over_sources():
    waits = [wait(Standing.OK, Verdict.ALIVE, key=f"source-{number}") for number in range(1000)]
    quarters = [
        sum(q * DAY / 4 <= w - 7 * DAY + timedelta(hours=3) < (q + 1) * DAY / 4 for w in waits) for q in range(4)
    ]
    assert all(200 < number < 300 for number in quarters)


def test_without_an_id_sources_are_spread_by_what_was_first_seen():
    due = {
        next_visit(
            SourceStanding(standing=Standing.OK, since=NOW), history(Verdict.ALIVE, f"https://a.example/{n}"), NOW
        )
        for n in range(50)
    }
    assert len(due) > 40


def test_a_source_never_visited_is_due_the_next_night():
    assert next_visit(SourceStanding(standing=Standing.UNKNOWN, since=NOW), (), NOW) < NOW + DAY
