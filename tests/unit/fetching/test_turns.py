from __future__ import annotations

from collections import Counter

from sourcekeeper.config import FetchSettings
from sourcekeeper.fetching.chain import Outcome
from sourcekeeper.fetching.headers import Head
from sourcekeeper.fetching.politeness import MOST_HANGS
from sourcekeeper.fetching.turns import AFTER_HANG_SECONDS, Turns
from sourcekeeper.model import FetchFailure, FetchRequest, Visit
from sourcekeeper.testing.clock import FakeClock

QUICK = FetchSettings(gap_seconds=0.0)


def turns_with(addresses: int, settings: FetchSettings = QUICK, **request: bool) -> Turns:
    turns = Turns(settings, FakeClock(), allow_private=False)
    for number in range(addresses):
        turns.submit(FetchRequest(url=f"https://silent.example/{number}", key=str(number), **request))  # type: ignore[arg-type]
    return turns


def hang(turns: Turns) -> float:
    """Let one request hang, and return how long it was given."""
    due = turns.take()
    assert due is not None
    turn, chain = due
    given = chain.patience.seconds
    turns.end(turn, chain, Outcome(failure=FetchFailure.TIMEOUT, seconds=given))
    turns.clock.sleep(AFTER_HANG_SECONDS)
    return given


def answer(turns: Turns, seconds: float = 0.1) -> str:
    """Answer one request, and return its key."""
    due = turns.take()
    assert due is not None
    turn, chain = due
    turns.end(turn, chain, Outcome(head=Head(status=200, is_complete=True), seconds=seconds))
    return chain.request.key


def told(turns: Turns) -> dict[str, str]:
    return {visit.request.key: _said(visit) for visit in turns.done}


def _said(visit: Visit) -> str:
    return str(visit.status) if visit.failure is None else visit.failure.value


def test_a_silent_host_is_given_the_whole_timeout_once_then_little_and_then_up() -> None:
    turns = turns_with(1000)
    given = [hang(turns) for _ in range(MOST_HANGS)]
    assert given == [30.0, 15.0, 60.0, *given[3:]]
    assert given[3:] == [max(60.0 / 2**hung, QUICK.least_patience_seconds) for hung in range(4, MOST_HANGS + 1)]
    assert turns.take() is None
    failures = Counter(visit.failure for visit in turns.done)
    # The first two wait for a second try when the host is given up.
    assert failures == {FetchFailure.TIMEOUT: MOST_HANGS - 2, FetchFailure.PUT_OFF: 1000 - MOST_HANGS + 2}
    put_off = next(visit for visit in turns.done if visit.failure is FetchFailure.PUT_OFF)
    assert put_off.failure_text == "silent.example let 30 requests of this run go unanswered"


def test_a_page_that_hangs_at_a_host_that_answers_is_asked_last_once_more_and_waited_for_to_the_end() -> None:
    turns = turns_with(3)
    assert hang(turns) == 30.0
    assert [answer(turns), answer(turns)] == ["1", "2"]
    assert hang(turns) == 60.0
    assert told(turns) == {"1": "200", "2": "200", "0": "timeout"}


def test_a_host_that_hung_is_not_asked_again_at_once_even_without_a_gap() -> None:
    turns = turns_with(2)
    due = turns.take()
    assert due is not None
    turns.end(*due, Outcome(failure=FetchFailure.TIMEOUT, seconds=30.0))
    assert turns.take() is None
    turns.clock.sleep(AFTER_HANG_SECONDS)
    assert turns.take() is not None


def test_a_page_that_takes_long_at_a_host_that_is_quick_is_found() -> None:
    turns = turns_with(3)
    hang(turns)
    answer(turns)
    answer(turns)
    assert answer(turns, seconds=45.0) == "0"
    assert told(turns)["0"] == "200"


def test_without_retries_what_was_cut_short_says_nothing_and_how_long_it_was_given() -> None:
    turns = turns_with(2, FetchSettings(gap_seconds=0.0, retries=0))
    hang(turns)
    answer(turns)
    assert told(turns) == {"0": "hurried", "1": "200"}
    assert "30.0 s" in turns.done[0].failure_text


def test_who_was_cut_short_last_time_is_waited_for_to_the_end() -> None:
    turns = turns_with(2, FetchSettings(gap_seconds=0.0, retries=0), is_patient=True)
    assert hang(turns) == 60.0
    assert told(turns) == {"0": "timeout"}


def test_at_a_silent_host_two_that_were_cut_short_cost_one_timeout_and_are_both_told() -> None:
    turns = turns_with(2, FetchSettings(gap_seconds=0.0, retries=0), is_patient=True)
    assert [hang(turns), hang(turns)] == [60.0, 15.0]
    assert told(turns) == {"0": "timeout", "1": "timeout"}


def test_a_host_has_two_addresses_waited_for_to_the_end_in_a_run() -> None:
    turns = turns_with(5, FetchSettings(gap_seconds=0.0, retries=0), is_patient=True)
    answer(turns)
    assert [hang(turns), hang(turns), hang(turns)] == [60.0, 60.0, 7.5]
    assert told(turns) == {"0": "200", "1": "timeout", "2": "timeout", "3": "hurried"}


def test_the_only_page_of_a_host_is_waited_for_to_the_end_over_its_redirects_too() -> None:
    turns = turns_with(1)
    due = turns.take()
    assert due is not None
    assert due[1].patience.seconds == 60.0
    moved = Head(status=302, headers=(("Location", "/elsewhere"),), is_complete=True)
    turns.end(*due, Outcome(head=moved, seconds=10.0))
    assert hang(turns) == 50.0
    assert told(turns) == {"0": "timeout"}


def test_a_connection_is_never_waited_for_longer_than_its_own_timeout_so_half_of_the_whole_is_no_haste() -> None:
    turns = turns_with(2)
    due = turns.take()
    assert due is not None
    turns.end(*due, Outcome(failure=FetchFailure.TIMEOUT_CONNECTING, seconds=20.0))
    assert told(turns) == {"0": "timeout-connecting"}


def test_nobody_is_hurried_where_the_least_patience_is_the_whole() -> None:
    turns = turns_with(3, FetchSettings(gap_seconds=0.0, least_patience_seconds=60.0))
    assert [hang(turns), hang(turns), hang(turns)] == [60.0, 60.0, 60.0]


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
