"""How often the collector looks is changed for a block only."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

from sourcekeeper.garbage import RARELY, looking_rarely

USUAL = (700, 10, 10)


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*USUAL)
    yield
    gc.set_threshold(*before)


def test_the_collector_looks_rarely_within_the_block_and_as_before_behind_it() -> None:
    with looking_rarely:
        assert gc.get_threshold() == RARELY
    assert gc.get_threshold() == USUAL


def test_a_block_within_another_ends_nothing() -> None:
    with looking_rarely:
        with looking_rarely:
            pass
        assert gc.get_threshold() == RARELY
    assert gc.get_threshold() == USUAL


def test_an_error_in_the_block_sets_the_thresholds_back() -> None:
    with pytest.raises(RuntimeError), looking_rarely:
        raise RuntimeError
    assert gc.get_threshold() == USUAL


@pytest.mark.parametrize("chosen", [(0, 10, 10), (1_000_000, 10, 10)], ids=["never", "yet more seldom"])
def test_who_looks_yet_more_seldom_is_left_alone(chosen: tuple[int, int, int]) -> None:
    gc.set_threshold(*chosen)
    with looking_rarely:
        assert gc.get_threshold() == chosen
    assert gc.get_threshold() == chosen


def test_what_is_set_within_the_block_stays() -> None:
    with looking_rarely:
        gc.set_threshold(500, 5, 5)
    assert gc.get_threshold() == (500, 5, 5)


def test_of_two_threads_the_last_to_end_sets_the_thresholds_back() -> None:
    begun, ended = Barrier(2), Barrier(2)

    def read() -> None:
        with looking_rarely:
            begun.wait()
        ended.wait()

    other = Thread(target=read)
    with looking_rarely:
        other.start()
        begun.wait()
        ended.wait()
        assert gc.get_threshold() == RARELY
    other.join()
    assert gc.get_threshold() == USUAL
