from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sourcekeeper.checking.outages import VOID, Night, failed_before, fails, is_known_good
from sourcekeeper.model import Check, FetchFailure, Judgement, Observation, Page, PageKind, Reason, Verdict

AT = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://ville.example/x"


def check(status: int | None = None, failure: FetchFailure | None = None) -> Check:
    return Check(url=URL, at=AT, status=status, final_url=URL, failure=failure)


def seen(verdict: Verdict, code: str = "http-200", count: int = 1) -> Observation:
    judgement = Judgement(verdict=verdict, confidence=0.9, reason=Reason.of(code))
    return Observation(judgement=judgement, status=None, final_url=URL, first=AT, last=AT, count=count)


def night(*, failing: int, well: int, failed_last_time: int = 0, new: int = 0, good: int = 0) -> Night:
    """A night on which so many known hosts failed, were well, and so many new ones failed too."""
    found = Night(known_good=frozenset(f"f{number}.example" for number in range(good)))
    for number in range(failing):
        found.note(f"f{number}.example", failed=True, before=number < failed_last_time)
    for number in range(well):
        found.note(f"w{number}.example", failed=False, before=False)
    for number in range(new):
        found.note(f"n{number}.example", failed=True, before=None)
    return found


@pytest.mark.parametrize(
    ("found", "is_void"),
    [
        (night(failing=5, well=10), True),
        (night(failing=5, well=25), False),
        (night(failing=4, well=4), False),
        (night(failing=10, well=10, failed_last_time=6), False),
        (night(failing=14, well=10, failed_last_time=6), True),
        (night(failing=0, well=10, new=30), False),
        (night(failing=3, well=40, good=3), True),
        (night(failing=2, well=40, good=2), False),
        (night(failing=0, well=0), False),
    ],
    ids=[
        *("a third at once", "one in six", "too few to tell", "as usual", "more than twice the usual"),
        *("hosts nobody knows", "all that were known to be good", "two known to be good", "nothing yet"),
    ],
)
def test_a_night_is_void_when_too_many_hosts_fail_that_did_not(found, is_void):
    assert found.is_void is is_void


def test_one_good_host_that_answers_is_enough_to_trust_the_night():
    found = night(failing=4, well=1, good=4)
    found.note("f0.example", failed=False, before=False)
    assert not found.is_void


def test_an_outage_that_begins_late_is_seen():
    found = night(failing=0, well=1000)
    for number in range(40):
        found.note(f"late{number}.example", failed=True, before=False)
    assert found.is_void


@pytest.mark.parametrize(
    ("of", "failed"),
    [
        (check(failure=FetchFailure.TIMEOUT), True),
        (check(failure=FetchFailure.NAME_TROUBLE), True),
        (check(503), True),
        (check(404), False),
        (replace(check(503), page=Page(kind=PageKind.WALL)), False),
        (check(failure=FetchFailure.TLS_EXPIRED), False),
        (check(200), False),
        (check(failure=FetchFailure.REDIRECT_LOOP), False),
        (check(failure=FetchFailure.INVALID), False),
    ],
    ids=["silence", "resolver", "503", "404", "503 of a wall", "expired", "200", "loop", "no address"],
)
def test_only_hosts_that_do_not_answer_make_an_outage(of, failed):
    assert fails(of) is failed


@pytest.mark.parametrize(
    ("history", "before"),
    [
        ((), None),
        ((seen(Verdict.ALIVE),), False),
        ((seen(Verdict.GONE),), False),
        ((seen(Verdict.ALIVE), seen(Verdict.TIMEOUT)), True),
        ((seen(Verdict.ALIVE), seen(Verdict.UNKNOWN, VOID, 2)), False),
        ((seen(Verdict.ALIVE), seen(Verdict.UNKNOWN, VOID, 3)), True),
    ],
    ids=["never seen", "well", "gone", "silent", "two void nights", "three void nights"],
)
def test_what_is_usual_is_what_a_host_did_last_time(history, before):
    assert failed_before(history) is before


def test_who_answered_last_time_is_known_to_be_good():
    assert is_known_good((seen(Verdict.GONE), seen(Verdict.REDIRECTED)))
    assert not is_known_good((seen(Verdict.BLOCKED),))
    assert not is_known_good(())
