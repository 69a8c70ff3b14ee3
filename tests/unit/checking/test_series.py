from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.checking.series import Weight, goes_on, standing_after, weigh
from sourcekeeper.model import Judgement, Observation, Reason, SourceStanding, Standing, Verdict

START = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
STATUS = {Verdict.ALIVE: 200, Verdict.GONE: 404, Verdict.BLOCKED: 403, Verdict.SERVER_ERROR: 500}


def seen(
    verdict: Verdict,
    at: float,
    *,
    last: float | None = None,
    count: int = 1,
    days: int = 0,
    status: int | None = None,
    confidence: float = 0.9,
) -> Observation:
    """Make an observation; times in days from the start."""
    return Observation(
        judgement=Judgement(verdict=verdict, confidence=confidence, reason=Reason.of(verdict.value)),
        status=status if status is not None else STATUS.get(verdict),
        final_url="https://ville.example/a",
        first=START + at * DAY,
        last=START + (at if last is None else last) * DAY,
        count=count,
        days=days,
    )


def nights(*verdicts: Verdict | None, step: float = 1) -> list[Observation]:
    """Make one observation a night; None is a night without a check."""
    return [seen(verdict, night * step) for night, verdict in enumerate(verdicts) if verdict]


def standing(history: Sequence[Observation]) -> Standing:
    return standing_after(history, START + 400 * DAY).standing


ALIVE, GONE, BLOCKED, DOWN = Verdict.ALIVE, Verdict.GONE, Verdict.BLOCKED, Verdict.SERVER_ERROR


def test_a_source_never_seen_is_unknown_since_now():
    result = standing_after((), START)
    assert (result.standing, result.since) == (Standing.UNKNOWN, START)


def test_one_success_is_ok_and_one_failure_suspect():
    assert standing(nights(ALIVE)) is Standing.OK
    assert standing(nights(GONE)) is Standing.SUSPECT


def test_a_page_that_fails_each_night_is_dead_on_the_seventh_and_not_before():
    for length in range(1, 7):
        assert standing(nights(*[GONE] * length)) is Standing.SUSPECT
    result = standing_after(nights(*[GONE] * 7), START + 6 * DAY)
    assert (result.standing, result.since) == (Standing.DEAD, START + 6 * DAY)


def test_three_failures_in_one_night_are_one():
    history = [seen(GONE, 0), seen(GONE, 0.1), seen(GONE, 0.2), seen(GONE, 6)]
    assert standing(history) is Standing.SUSPECT
    assert standing([*history, seen(GONE, 8)]) is Standing.DEAD


def test_one_success_resets_the_count():
    assert standing(nights(GONE, GONE, GONE, GONE, GONE, ALIVE, GONE)) is Standing.SUSPECT


NEUTRAL = [
    BLOCKED,
    Verdict.RATE_LIMITED,
    Verdict.LOGIN_REQUIRED,
    Verdict.PAYWALLED,
    Verdict.LEGAL_BLOCK,
    Verdict.TLS_ERROR,
    Verdict.CONTENT_DRIFTED,
    Verdict.INVALID,
    Verdict.NOT_CHECKED,
    Verdict.UNKNOWN,
]


@pytest.mark.parametrize("neutral", NEUTRAL, ids=str)
def test_a_neutral_night_neither_counts_nor_resets(neutral):
    assert standing(nights(GONE, neutral, GONE, neutral, neutral, neutral, GONE)) is Standing.DEAD
    assert standing(nights(*[neutral] * 60)) is Standing.UNKNOWN
    assert standing(nights(ALIVE, *[neutral] * 60)) is Standing.OK
    assert standing(nights(GONE, *[neutral] * 60)) is Standing.SUSPECT


def test_a_410_needs_two_failures_over_three_days():
    history = [seen(GONE, night, status=410) for night in range(4)]
    assert standing(history[:3]) is Standing.SUSPECT
    assert standing(history) is Standing.DEAD


def test_a_name_that_is_gone_needs_two_failures_over_three_days():
    history = nights(*[Verdict.DNS_GONE] * 4)
    assert standing(history[:3]) is Standing.SUSPECT
    assert standing(history) is Standing.DEAD


@pytest.mark.parametrize("verdict", [DOWN, Verdict.TIMEOUT, Verdict.UNREACHABLE], ids=str)
def test_a_server_in_trouble_gets_two_weeks(verdict):
    assert standing(nights(*[verdict] * 14)) is Standing.SUSPECT
    assert standing(nights(*[verdict] * 15)) is Standing.DEAD


def test_a_run_of_mixed_failures_is_one_run():
    assert standing(nights(DOWN, GONE, DOWN, GONE, DOWN, GONE, DOWN, GONE)) is Standing.DEAD
    assert standing(nights(GONE, *[DOWN] * 14)) is Standing.DEAD


def test_an_unsure_verdict_counts_neither_way():
    assert standing([seen(Verdict.SOFT_404, night, confidence=0.4) for night in range(30)]) is Standing.UNKNOWN


def test_dead_stays_dead_until_it_answers_and_is_then_revived():
    dead = nights(*[GONE] * 7)
    assert standing([*dead, seen(BLOCKED, 8), seen(GONE, 9, status=410)]) is Standing.DEAD
    result = standing_after([*dead, seen(ALIVE, 20)], START + 20 * DAY)
    assert (result.standing, result.since) == (Standing.REVIVED, START + 20 * DAY)


def test_a_revived_source_is_ok_after_a_week_and_suspect_again_when_it_fails():
    revived = [*nights(*[GONE] * 7), seen(ALIVE, 20)]
    assert standing([*revived, seen(ALIVE, 22)]) is Standing.REVIVED
    assert standing([*revived, seen(ALIVE, 27)]) is Standing.OK
    assert standing([*revived, seen(GONE, 21)]) is Standing.SUSPECT


def test_a_nightly_run_that_comes_a_little_early_loses_no_night():
    history = [seen(GONE, night - 0.02 * night) for night in range(7)]
    assert standing(history) is Standing.DEAD


def test_equal_checks_kept_as_one_row_count_by_their_spread():
    assert standing([seen(GONE, 0, last=5, count=6)]) is Standing.SUSPECT
    assert standing([seen(GONE, 0, last=6, count=7)]) is Standing.DEAD
    assert standing([seen(GONE, 0, last=30, count=2)]) is Standing.SUSPECT
    assert standing([seen(GONE, 0, last=0.5, count=900)]) is Standing.SUSPECT


def test_checks_on_two_days_are_two_bad_days_however_many_they_are():
    assert standing([seen(GONE, 0, last=7, count=40, days=2)]) is Standing.SUSPECT
    assert standing([seen(GONE, 0, last=7, count=40, days=8)]) is Standing.DEAD


@pytest.mark.parametrize("verdict", list(Verdict), ids=str)
def test_every_verdict_weighs_something(verdict):
    weights = {
        Verdict.ALIVE: Weight.SUCCESS,
        Verdict.REDIRECTED: Weight.SUCCESS,
        Verdict.DNS_GONE: Weight.SURE,
        **dict.fromkeys([Verdict.SERVER_ERROR, Verdict.TIMEOUT, Verdict.UNREACHABLE], Weight.SLOW),
        **dict.fromkeys(
            [
                Verdict.GONE,
                Verdict.SOFT_404,
                Verdict.MOVED_TO_HOME,
                Verdict.PARKED,
                Verdict.USURPED,
                Verdict.REDIRECT_LOOP,
            ],
            Weight.PLAIN,
        ),
    }
    assert weigh(seen(verdict, 0)) is weights.get(verdict, Weight.NEUTRAL)


# --- laws -----------------------------------------------------------------------------------------------------------

FAILING = [GONE, Verdict.DNS_GONE, DOWN, Verdict.SOFT_404, Verdict.TIMEOUT]
SOME = [ALIVE, *FAILING, BLOCKED, Verdict.UNKNOWN]
series = st.lists(st.sampled_from(SOME), max_size=40)


def compressed(history: list[Observation]) -> list[Observation]:
    """Do what the store does: equal consecutive checks become one row."""
    rows: list[Observation] = []
    for one in history:
        if rows and rows[-1].judgement == one.judgement:
            before = rows.pop()
            days = before.days + 1
            first, last = (before.first - START) / DAY, (one.last - START) / DAY
            rows.append(seen(one.judgement.verdict, first, last=last, count=before.count + 1, days=days))
        else:
            rows.append(seen(one.judgement.verdict, (one.first - START) / DAY, days=1))
    return rows


@given(series)
def test_one_row_for_equal_nights_changes_nothing(verdicts):
    history = nights(*verdicts)
    assert standing_after(compressed(history), START) == standing_after(history, START)


@given(series)
def test_a_success_at_the_end_is_never_dead_or_suspect(verdicts):
    assert standing(nights(*verdicts, ALIVE)) in {Standing.OK, Standing.REVIVED}


@given(series)
def test_a_neutral_night_at_the_end_never_changes_a_standing(verdicts):
    history = nights(*verdicts)
    if history:
        result = standing_after([*history, seen(BLOCKED, len(verdicts))], START)
        assert result == standing_after(history, START)


@given(series)
def test_nothing_is_dead_that_did_not_fail_for_three_days_without_a_success(verdicts):
    history = nights(*verdicts)
    before = [standing(history[:length]) for length in range(len(history) + 1)]
    for length, (one, other) in enumerate(pairwise(before)):
        if other is Standing.DEAD and one is not Standing.DEAD:
            run = history[max(0, length - 3) : length + 1]
            assert all(weigh(night) is not Weight.SUCCESS for night in run)
            assert len(run) == 4


@given(st.lists(st.sampled_from([*FAILING, None, BLOCKED]), max_size=30), st.integers(0, 29))
def test_better_evidence_never_delays_a_death(verdicts, night):
    surer = list(verdicts)
    if night < len(surer):
        surer[night] = Verdict.DNS_GONE
    assert standing(nights(*verdicts)) is not Standing.DEAD or standing(nights(*surer)) is Standing.DEAD


@given(st.lists(st.tuples(st.sampled_from(SOME), st.floats(0, 3), st.integers(1, 50)), max_size=15))
def test_any_history_has_a_standing_whose_time_lies_within_it(parts):
    history, at = [], 0.0
    for verdict, length, count in parts:
        history.append(seen(verdict, at, last=at + (length if count > 1 else 0), count=count))
        at += length + 0.01
    result = standing_after(history, START + 400 * DAY)
    if history:
        assert history[0].first <= result.since <= history[-1].last


# Histories as they are: any time between two checks, from minutes to months.
GAPS = st.one_of(st.floats(0.01, 1), st.floats(0.8, 3), st.floats(3, 60))
moments = st.lists(st.tuples(st.sampled_from([*SOME, *NEUTRAL]), GAPS), max_size=30)
SLACK = timedelta(hours=3)


def at_moments(parts) -> list[Observation]:
    history, at = [], 0.0
    for verdict, gap in parts:
        at += gap
        history.append(seen(verdict, at))
    return history


def failing_run(history: Sequence[Observation]) -> list[Observation]:
    """Return the failures since the last success."""
    run: list[Observation] = []
    for each in history:
        weight = weigh(each)
        run = [] if weight is Weight.SUCCESS else [*run, each] if weight is not Weight.NEUTRAL else run
    return run


def most_counted(run: Sequence[Observation]) -> int:
    """Return how many failures there are of which no two are within 48 hours, as many as there can be."""
    count, last = 0, None
    for each in run:
        if last is None or each.first - last + SLACK >= 2 * DAY:
            count, last = count + 1, each.first
    return count


NEEDED = {Weight.SURE: (2, 3), Weight.PLAIN: (3, 6), Weight.SLOW: (5, 14)}


@given(moments)
def test_no_history_is_dead_by_fewer_failures_or_sooner_than_the_rules_say(parts):
    history = at_moments(parts)
    for length in range(1, len(history) + 1):
        before, after = standing(history[: length - 1]), standing(history[:length])
        if after is Standing.DEAD and before is not Standing.DEAD:
            run = failing_run(history[:length])
            reached = [
                most_counted([each for each in run if NEEDED[weigh(each)] <= needed]) >= needed[0]
                and run[-1].first - next(each for each in run if NEEDED[weigh(each)] <= needed).first + SLACK
                >= needed[1] * DAY
                for needed in NEEDED.values()
                if any(NEEDED[weigh(each)] <= needed for each in run)
            ]
            assert any(reached)


@given(moments, st.sampled_from(list(NEEDED)))
def test_what_fails_as_often_and_as_long_as_the_rules_say_is_dead(parts, kind):
    verdict = {Weight.SURE: Verdict.DNS_GONE, Weight.PLAIN: GONE, Weight.SLOW: DOWN}[kind]
    failures, days = NEEDED[kind]
    start = sum(gap for _, gap in parts) + 2
    checks = max(failures, days // 2 + 1)
    last = max(days, 2 * (checks - 1))
    nights = [seen(verdict, start + last * number / (checks - 1)) for number in range(checks)]
    assert standing([*at_moments(parts), *nights]) is Standing.DEAD


@given(moments, st.integers(0, 30), st.sampled_from(NEUTRAL))
def test_a_neutral_check_anywhere_changes_nothing(parts, place, neutral):
    history = at_moments(parts)
    if history and any(weigh(each) is not Weight.NEUTRAL for each in history):
        place = min(place, len(history))
        at = history[place - 1].first + SLACK / 60 if place else START
        other = [*history[:place], seen(neutral, (at - START) / DAY), *history[place:]]
        assert standing_after(other, START) == standing_after(history, START)


@given(moments)
def test_what_is_dead_stays_so_until_it_answers_and_since_the_check_that_made_it_so(parts):
    history = at_moments(parts)
    states = [standing_after(history[:length], START) for length in range(1, len(history) + 1)]
    for (one, other), check in zip(pairwise(states), history[1:], strict=True):
        if one.standing is Standing.DEAD:
            answers = weigh(check) is Weight.SUCCESS
            assert other.standing is (Standing.REVIVED if answers else Standing.DEAD)
            assert other.since == (check.first if answers else one.since)
        if other.standing is Standing.REVIVED and one.standing is not Standing.REVIVED:
            assert one.standing is Standing.DEAD, "only the dead come back"


@given(moments)
def test_a_first_failure_makes_suspect_and_a_success_clears_it(parts):
    history = at_moments(parts)
    if standing(history) not in {Standing.DEAD, Standing.SUSPECT}:
        last = (history[-1].first - START) / DAY if history else 0.0
        failed = [*history, seen(GONE, last + 1)]
        assert standing(failed) is Standing.SUSPECT
        assert standing([*failed, seen(ALIVE, last + 2)]) is Standing.OK


def test_a_failure_seen_while_the_clock_was_ahead_delays_no_death():
    history = [seen(GONE, 3000), *(seen(GONE, night) for night in (1, 4, 8))]
    assert standing_after(history, START + 8 * DAY).standing is Standing.DEAD


def test_nothing_stands_so_since_a_day_to_come():
    found = standing_after([seen(ALIVE, 3000), seen(ALIVE, 1)], START + DAY)
    assert found.since == START + DAY


WELL = st.sampled_from([ALIVE, Verdict.REDIRECTED])


@given(moments, st.lists(WELL, min_size=1, max_size=3))
def test_where_a_success_leaves_a_source_as_it_stands_the_whole_history_says_the_same(parts, successes):
    history = at_moments(parts)
    for success in successes:
        before = standing_after(history, START)
        tonight = seen(success, (history[-1].last - START) / DAY + 1 if history else 0)
        history.append(tonight)
        if goes_on(before, tonight):
            assert standing_after(history, START) == before
            assert standing_after(compressed(history), START) == before


@pytest.mark.parametrize("stands", [each for each in Standing if each is not Standing.OK])
def test_a_success_may_change_how_a_source_stands_that_was_not_well(stands):
    assert not goes_on(SourceStanding(standing=stands, since=START), seen(ALIVE, 1))


@pytest.mark.parametrize("verdict", [each for each in Verdict if each not in {ALIVE, Verdict.REDIRECTED}])
def test_only_a_success_is_sure_to_leave_a_source_where_it_stands(verdict):
    assert not goes_on(SourceStanding(standing=Standing.OK, since=START), seen(verdict, 1))
