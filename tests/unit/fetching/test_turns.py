from __future__ import annotations

from collections import Counter

from sourcekeeper.config import FetchSettings
from sourcekeeper.fetching.chain import Outcome
from sourcekeeper.fetching.politeness import MOST_HANGS
from sourcekeeper.fetching.turns import HURRIED_SECONDS, Turns
from sourcekeeper.model import FetchFailure, FetchRequest
from sourcekeeper.testing.clock import FakeClock


def turns_with(addresses: int) -> Turns:
    turns = Turns(FetchSettings(gap_seconds=0.0), FakeClock(), allow_private=False)
    for number in range(addresses):
        turns.submit(FetchRequest(url=f"https://silent.example/{number}", key=str(number)))
    return turns


def hang(turns: Turns) -> float:
    """Let one request hang, and return how long it was given."""
    due = turns.take()
    assert due is not None
    turn, chain = due
    given = chain.left_seconds
    turns.end(turn, chain, Outcome(failure=FetchFailure.TIMEOUT, seconds=given))
    return given


def test_a_host_that_hung_is_given_little_time_and_then_up_however_many_of_its_addresses_wait() -> None:
    turns = turns_with(1000)
    given = [hang(turns) for _ in range(MOST_HANGS)]
    assert given == [60.0] + [HURRIED_SECONDS] * (MOST_HANGS - 1)
    assert turns.take() is None
    failures = Counter(visit.failure for visit in turns.done)
    assert failures == {FetchFailure.TIMEOUT: MOST_HANGS, FetchFailure.PUT_OFF: 1000 - MOST_HANGS}
    put_off = next(visit for visit in turns.done if visit.failure is FetchFailure.PUT_OFF)
    assert put_off.failure_text == "silent.example let 30 requests of this run go unanswered"


def test_a_host_given_up_stays_so_for_what_comes_later() -> None:
    turns = turns_with(MOST_HANGS)
    for _ in range(MOST_HANGS):
        hang(turns)
    turns.submit(FetchRequest(url="https://silent.example/late"))
    turns.submit(FetchRequest(url="https://other.example/"))
    assert turns.done[-1].failure is FetchFailure.PUT_OFF
    due = turns.take()
    assert due is not None
    assert due[0] == "other.example"
