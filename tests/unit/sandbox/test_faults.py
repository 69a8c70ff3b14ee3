from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.errors import ConfigError
from sourcekeeper.sandbox.chance import Chance, draw
from sourcekeeper.sandbox.faults import Faults, is_host_within


def test_the_text_of_the_option_becomes_a_record() -> None:
    faults = Faults.parse(
        " 520-but-captured=0.1, lost-answer=once,index-lag=3,html-offline,429,excluded=a.example+b.example"
    )
    assert faults == Faults(
        http_520_but_captured=Chance(0.1),
        lost_answer=Chance(1.0, 1),
        index_lag=3.0,
        html_offline=Chance(1.0),
        http_429=Chance(1.0),
        excluded=("a.example", "b.example"),
    )


def test_no_text_is_no_fault() -> None:
    assert Faults.parse("") == Faults()
    assert str(Faults()) == ""


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "lost-answer=2",
        "lost-answer=x",
        "index-lag=-1",
        "index-lag=nan",
        "index-lag=inf",
        "ban=yes",
        "refuse=x*many",
    ],
)
def test_what_is_not_understood_is_named(text: str) -> None:
    with pytest.raises(ConfigError, match=text.partition("=")[0]):
        Faults.parse(text)


@given(
    st.builds(
        Faults,
        lost_answer=st.sampled_from([Chance(), Chance(0.25), Chance(1.0), Chance(1.0, 1), Chance(1.0, 2)]),
        http_429=st.sampled_from([Chance(), Chance(0.5)]),
        index_lag=st.integers(0, 1000).map(float),
        retry_after=st.none() | st.integers(0, 100).map(float),
        ban=st.booleans(),
        refuse=st.lists(st.sampled_from(["blocked-url", "x@a.example"]), max_size=2).map(tuple),
    )
)
def test_printing_and_reading_give_the_same(faults: Faults) -> None:
    assert Faults.parse(str(faults)) == faults


@given(st.integers(), st.text())
def test_chance_is_the_same_every_time_and_within_bounds(seed: int, name: str) -> None:
    assert 0 <= draw(seed, name) < 1
    assert draw(seed, name) == draw(seed, name)


def test_a_share_strikes_about_as_often_as_it_says() -> None:
    struck = sum(Chance(0.1).strikes(0, 0, str(number)) for number in range(5000))
    assert 400 < struck < 600


def test_once_strikes_the_first_time_only() -> None:
    assert [Chance.parse("once").strikes(count, 0, "x") for count in range(3)] == [True, False, False]


@pytest.mark.parametrize(
    ("host", "domain", "expected"),
    [("a.example", "a.example", True), ("www.a.example", "a.example", True), ("ba.example", "a.example", False)],
)
def test_a_host_is_within_its_domain(host: str, domain: str, expected: bool) -> None:
    assert is_host_within(host, domain) is expected
