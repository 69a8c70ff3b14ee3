from __future__ import annotations

from sourcekeeper.fetching.doors import MOST_KNOCKING, PATIENCE_SECONDS, Doors


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
