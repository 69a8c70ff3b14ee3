from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.fetching.patience import BORNE_IN_FULL, Patience, Shown, patience_with


def patience(shown: Shown, *, wanted_whole: bool = False, alone: bool = False) -> Patience:
    return patience_with(shown, 60.0, 3.0, is_wanted_whole=wanted_whole, is_alone=alone)


@pytest.mark.parametrize(
    ("shown", "seconds"),
    [
        pytest.param(Shown(), 30.0, id="nothing yet, more waits"),
        pytest.param(Shown(visits=9, slowest_seconds=0.4), 30.0, id="quick so far"),
        pytest.param(Shown(visits=9, slowest_seconds=0.4, hung=1), 15.0, id="hung once"),
        pytest.param(Shown(visits=9, slowest_seconds=0.4, hung=9), 3.0, id="the least"),
        pytest.param(Shown(visits=9, slowest_seconds=8.0, hung=9), 16.0, id="slow pages"),
        pytest.param(Shown(visits=9, slowest_seconds=40.0, hung=9), 60.0, id="never more than there is"),
        pytest.param(Shown(hung=2), 60.0, id="never answered: to be proved once"),
        pytest.param(Shown(visits=1, hung=3, hung_in_full=1), 3.75, id="silent"),
    ],
)
def test_each_hang_halves_what_is_left_but_not_for_slow_hosts(shown: Shown, seconds: float) -> None:
    assert patience(shown).seconds == seconds


def test_the_only_page_of_a_host_has_all_the_time() -> None:
    assert patience(Shown(), alone=True) == Patience(60.0)
    assert patience(Shown(visits=1, slowest_seconds=0.1), alone=True).seconds == 30.0


shown = st.builds(
    Shown,
    visits=st.integers(0, 9),
    slowest_seconds=st.floats(0, 100),
    hung=st.integers(0, 30),
    hung_in_full=st.integers(0, BORNE_IN_FULL),
)


@given(shown, st.floats(0.001, 100), st.floats(0, 100), st.booleans(), st.booleans())
def test_nothing_says_something_that_was_cut_short_at_a_host_that_answers(
    shown: Shown, whole: float, least: float, is_wanted_whole: bool, is_alone: bool
) -> None:
    found = patience_with(shown, whole, least, is_wanted_whole=is_wanted_whole, is_alone=is_alone)
    assert 0 < found.seconds <= whole
    assert found.is_whole == (found.seconds == whole)
    assert found.is_telling == (found.is_whole or shown.is_silent)
    assert found.seconds >= min(least, whole)


@given(st.floats(1, 100), st.floats(0.01, 0.4))
def test_all_that_hangs_at_a_quick_host_costs_it_one_timeout_besides_the_least_of_each(
    whole: float, slow: float
) -> None:
    shown, cost = Shown(visits=1, slowest_seconds=slow), 0.0
    for _ in range(30):
        given = patience_with(shown, whole, 1.0, is_wanted_whole=False, is_alone=False)
        cost += given.seconds
        shown.let_hang(given)
    assert cost <= whole + 30 * 1.0
