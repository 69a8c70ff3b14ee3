from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from sourcekeeper.checking.believing import believed_end, is_still_there, way_there
from sourcekeeper.model import (
    FetchFailure,
    FetchRequest,
    Hop,
    Judgement,
    Observation,
    Reason,
    SourceStanding,
    Standing,
    Verdict,
    Visit,
)
from sourcekeeper.ports import StoredCheck

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
KEY, END = "http://a.example/old", "https://a.example/new"
THREE_WEEKS = timedelta(days=21)


def last_check(
    *steps: int, verdict: Verdict = Verdict.REDIRECTED, code: str = "redirected-permanently", end: str = END
) -> StoredCheck:
    judgement = Judgement(verdict=verdict, confidence=0.9, reason=Reason.of(code))
    middle = [f"http://a.example/{number}" for number in range(1, len(steps))]
    urls = [KEY, *middle][: len(steps)]
    return StoredCheck(
        observation=Observation(judgement=judgement, status=200, final_url=end, first=NOW, last=NOW),
        standing=SourceStanding(standing=Standing.OK, since=NOW),
        next_visit=NOW,
        hops=(*zip(urls, steps, strict=True), (END, 200)),
    )


@pytest.mark.parametrize(
    ("last", "is_believed"),
    [
        pytest.param(last_check(301), True, id="for good"),
        pytest.param(last_check(308, 301), True, id="twice for good"),
        pytest.param(last_check(301, verdict=Verdict.ALIVE, code="same-text"), True, id="alive"),
        pytest.param(last_check(302), False, id="for now"),
        pytest.param(last_check(301, 302), False, id="for good, then for now"),
        pytest.param(last_check(200), False, id="by the page itself"),
        pytest.param(last_check(), False, id="no way at all"),
        pytest.param(last_check(301, verdict=Verdict.MOVED_TO_HOME, code="moved-to-home"), False, id="lost"),
        pytest.param(last_check(301, verdict=Verdict.ALIVE, code="decided-alive"), False, id="a person's word"),
        pytest.param(last_check(301, end="https://a.example/"), False, id="ended elsewhere"),
        pytest.param(replace(last_check(301), failure=FetchFailure.TIMEOUT), False, id="failed"),
        pytest.param(None, False, id="never visited"),
    ],
)
def test_a_way_for_good_to_a_page_that_was_well_is_believed(last: StoredCheck | None, is_believed: bool) -> None:
    ends = {believed_end(KEY, last, NOW, THREE_WEEKS)}
    assert ends == ({END} if is_believed else {""})


def test_the_whole_way_is_gone_once_in_each_span_and_never_believed_for_longer() -> None:
    last, walked = last_check(301), []
    for day in range(0, 200, 7):
        now = NOW + timedelta(days=day)
        if not believed_end(KEY, last, now, THREE_WEEKS):
            walked.append(day)
        last = replace(last, observation=replace(last.observation, last=now))
    assert all(after - before == 21 for before, after in pairwise(walked))
    assert len(walked) >= 9


def test_addresses_have_days_of_their_own() -> None:
    later = NOW + timedelta(days=7)
    keys = [f"http://a.example/{number}" for number in range(300)]
    lasts = {key: replace(last_check(301), hops=((key, 301), (END, 200))) for key in keys}
    believed = sum(bool(believed_end(key, last, later, THREE_WEEKS)) for key, last in lasts.items())
    assert 150 < believed < 250


def test_nothing_is_believed_where_the_setting_says_so() -> None:
    assert believed_end(KEY, last_check(301), NOW, timedelta(0)) == ""


@pytest.mark.parametrize(
    ("statuses", "is_there"),
    [((200,), True), ((304,), True), ((404,), False), ((503,), False), ((301, 200), False), ((), False)],
)
def test_only_a_page_at_the_end_itself_spares_the_way(statuses: tuple[int, ...], is_there: bool) -> None:
    hops = tuple(Hop(url=END, status=status) for status in statuses)
    assert is_still_there(Visit(request=FetchRequest(url=END), started_at=NOW, hops=hops)) is is_there


def test_the_way_is_told_as_remembered() -> None:
    assert way_there(last_check(301)) == (Hop(url=KEY, status=301, is_remembered=True),)
