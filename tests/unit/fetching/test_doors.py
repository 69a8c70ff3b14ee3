from __future__ import annotations

import pytest

from sourcekeeper.fetching.doors import FEW_IN_FLIGHT, MANY_READY, MOST_KNOCKING, PATIENCE_SECONDS, Doors


def test_another_host_is_begun_when_one_has_answered() -> None:
    doors = Doors(lambda: 0.0)
    for number in range(MOST_KNOCKING):
        assert doors.is_free
        doors.knock(str(number))
    assert not doors.is_free
    doors.opened("7")
    assert doors.is_free


def test_hosts_that_do_not_answer_hold_up_nobody_for_long() -> None:
    time = 0.0
    doors = Doors(lambda: time)
    for number in range(MOST_KNOCKING):
        doors.knock(str(number))
    time = 0.4
    assert not doors.is_free
    assert doors.seconds_to_free == PATIENCE_SECONDS - 0.4
    time = PATIENCE_SECONDS
    assert doors.is_free
    assert doors.seconds_to_free == 0.0


@pytest.mark.parametrize(
    ("ready", "in_flight", "may_begin"),
    [
        pytest.param(MANY_READY, FEW_IN_FLIGHT, False, id="answers wait for us"),
        pytest.param(MANY_READY - 1, FEW_IN_FLIGHT, True, id="we wait for answers"),
        pytest.param(MANY_READY, FEW_IN_FLIGHT - 1, True, id="few are asked"),
    ],
)
def test_no_host_is_begun_while_more_answers_come_than_we_take(ready: int, in_flight: int, may_begin: bool) -> None:
    doors = Doors(lambda: 0.0)
    doors.looked(ready)
    assert doors.may_begin(in_flight) is may_begin
    doors.looked(0)
    assert doors.may_begin(in_flight)


def test_no_host_is_begun_while_too_many_have_not_answered_however_idle_we_are() -> None:
    doors = Doors(lambda: 0.0)
    for number in range(MOST_KNOCKING):
        doors.knock(str(number))
    assert not doors.may_begin(0)
