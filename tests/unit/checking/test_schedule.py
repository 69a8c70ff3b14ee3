from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.checking.schedule import latest_visit, next_visit
from sourcekeeper.checking.series import standing_after
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


def test_without_an_id_sources_are_spread_by_what_was_first_seen():
    due = {
        next_visit(
            SourceStanding(standing=Standing.OK, since=NOW), history(Verdict.ALIVE, f"https://a.example/{n}"), NOW
        )
        for n in range(50)
    }
    assert len(due) == 2, "a week, and a night more for those whose night it is not"


def test_a_source_never_visited_is_due_the_next_night():
    assert next_visit(SourceStanding(standing=Standing.UNKNOWN, since=NOW), (), NOW) < NOW + DAY


# --- laws: a life of a source, visited whenever it is due -----------------------------------------------------------


def lived(answers, key: str = "a") -> list[tuple[datetime, Standing]]:
    """Visit a source when it is due, night after night; `answers` gives the verdict of a day."""
    now, seen, visits = NOW, list[Observation](), []
    while (now - NOW).days < 400:
        verdict = answers((now - NOW).days)
        judgement = Judgement(verdict=verdict, confidence=0.9, reason=Reason.of(verdict.value))
        status = 200 if verdict is Verdict.ALIVE else 404
        seen.append(Observation(judgement=judgement, status=status, final_url="u", first=now, last=now))
        standing = standing_after(seen, now)
        visits.append((now, standing.standing))
        due = next_visit(standing, seen, now, key=key)
        now += DAY * max(1, -((now - due) // DAY))  # the first night on which it is due
    return visits


@given(st.text(min_size=1, max_size=12), st.integers(0, 60))
def test_a_page_that_goes_for_good_is_dead_in_six_to_sixteen_nights_and_looked_at_ever_less(key, gone_on):
    visits = lived(lambda day: Verdict.GONE if day >= gone_on else Verdict.ALIVE, key)
    died = next(at for at, standing in visits if standing is Standing.DEAD)
    assert 6 <= (died - NOW).days - gone_on <= 16
    after = [(at - died).days for at, standing in visits if standing is Standing.DEAD]
    waits = [later - sooner for sooner, later in pairwise(after)]
    for wait, wanted in zip(waits, (7, 14, 28, *[30] * len(waits)), strict=False):
        assert wanted <= wait <= wanted * 8 / 7 + 1


@given(st.text(min_size=1, max_size=12))
def test_a_page_that_is_well_is_visited_weekly_and_no_more(key):
    nights = [at for at, _ in lived(lambda _: Verdict.ALIVE, key)]
    assert all(timedelta(days=7) <= later - sooner <= timedelta(days=8) for sooner, later in pairwise(nights))


@given(st.lists(st.sampled_from([Verdict.ALIVE, Verdict.GONE, Verdict.BLOCKED, Verdict.UNKNOWN]), min_size=1))
def test_whatever_comes_the_next_visit_lies_ahead_and_within_five_weeks(verdicts):
    for (sooner, _), (later, _) in pairwise(lived(lambda day: verdicts[day % len(verdicts)])):
        assert timedelta(days=1) <= later - sooner <= timedelta(days=35)


def test_sources_first_seen_on_one_night_are_spread_over_the_nights_of_a_week_and_stay_there():
    weekdays = {key: [at.weekday() for at, _ in lived(lambda _: Verdict.ALIVE, key)] for key in map(str, range(140))}
    later = {key: days[10:] for key, days in weekdays.items()}
    assert all(len(set(days)) == 1 for days in later.values())
    counts = Counter(days[0] for days in later.values())
    assert len(counts) == 7
    assert max(counts.values()) <= 2 * 140 / 7


@given(st.sampled_from(Standing), st.sampled_from(Verdict), st.integers(0, 400), st.text(max_size=5))
def test_no_visit_is_later_than_the_latest(standing, verdict, days, key):
    assert wait(standing, verdict, since=NOW - days * DAY, key=key) <= latest_visit(NOW) - NOW
