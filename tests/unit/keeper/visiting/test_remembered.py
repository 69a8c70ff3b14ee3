"""A history of which the last check is known, and the rest is read only when somebody looks further back."""

from datetime import UTC, datetime, timedelta

import pytest

from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.verdicts import judge
from sourcekeeper.keeper.visiting.remembered import Remembered
from sourcekeeper.model import Check, Judgement, Observation, Reason, Verdict

START = datetime(2026, 3, 1, 2, tzinfo=UTC)
URL = "https://ville.example/a"


def seen(verdict: Verdict, night: int, status: int | None = 200, code: str = "") -> Observation:
    at = START + timedelta(days=night)
    judgement = Judgement(verdict=verdict, confidence=0.9, reason=Reason.of(code or verdict.value))
    return Observation(judgement=judgement, status=status, final_url=URL, first=at, last=at)


ALL = (seen(Verdict.ALIVE, 0), seen(Verdict.TIMEOUT, 1, None), seen(Verdict.ALIVE, 2, 304))
UNCHANGED = Check(url=URL, at=START + timedelta(days=3), status=304, final_url=URL)


def unread() -> tuple[Observation, ...]:
    raise AssertionError("nobody needs more than the last")


def test_the_last_is_known_without_reading():
    history = Remembered(ALL[-1], unread)
    assert history
    assert history[-1] is ALL[-1]
    assert next(reversed(history)) is ALL[-1]


def test_who_looks_further_back_finds_all_and_has_them_read_once():
    readings = []

    def read():
        readings.append(1)
        return ALL

    history = Remembered(ALL[-1], read)
    assert tuple(history) == ALL
    assert tuple(reversed(history)) == ALL[::-1]
    assert (len(history), history[0], history[1:]) == (3, ALL[0], ALL[1:])
    assert readings == [1]


def test_an_unchanged_page_is_judged_by_the_last_check_alone():
    evidence = Evidence(check=UNCHANGED, history=Remembered(ALL[-1], unread))
    assert judge(evidence) == ALL[-1].judgement


@pytest.mark.parametrize(
    "last",
    [
        pytest.param(seen(Verdict.TIMEOUT, 5, None), id="no answer"),
        pytest.param(seen(Verdict.SERVER_ERROR, 5, 503), id="an error"),
        pytest.param(seen(Verdict.ALIVE, 5, 200, "decided-alive"), id="a person's word"),
    ],
)
def test_an_unchanged_page_is_judged_by_the_last_answer_that_rules_judged(last):
    history = (*ALL, last)
    assert judge(Evidence(check=UNCHANGED, history=Remembered(last, lambda: history))) == ALL[-1].judgement
