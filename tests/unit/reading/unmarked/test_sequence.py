from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.reading.unmarked.sequence import MISSING, Candidate, path_cost, rising_path

COSTS = st.sampled_from([0.0, 0.3, 0.8, 1.6, 2.9, 3.5])


def candidate(number: int, label: str, cost: float = 0.0) -> Candidate:
    return Candidate(start=number * 10, end=number * 10 + len(label), label=label, cost=cost)


def test_the_calls_that_rise_are_taken_and_stray_figures_are_not() -> None:
    found = [candidate(0, "2", 0.8), candidate(1, "1"), candidate(2, "2"), candidate(3, "1", 0.8), candidate(4, "3")]
    assert rising_path(found, ["1", "2", "3"]) == {0: 1, 1: 2, 2: 4}


def test_the_cheaper_of_two_places_wins() -> None:
    found = [candidate(0, "1", 1.6), candidate(1, "1", 0.0), candidate(2, "2")]
    assert rising_path(found, ["1", "2"]) == {0: 1, 1: 2}


def test_a_note_without_a_call_is_left_out() -> None:
    assert rising_path([candidate(0, "1"), candidate(1, "3")], ["1", "2", "3"]) == {0: 0, 2: 1}


def test_what_is_dearer_than_a_missing_call_is_never_taken() -> None:
    assert rising_path([candidate(0, "1", MISSING)], ["1"]) == {}


def test_numbers_that_restart_are_followed() -> None:
    found = [candidate(number, label) for number, label in enumerate(["1", "2", "1", "2", "3"])]
    assert rising_path(found, ["1", "2", "1", "2", "3"]) == {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}


def test_one_candidate_answers_one_note() -> None:
    assert len(rising_path([candidate(0, "*")], ["*", "*"])) == 1


@given(
    st.lists(st.tuples(st.sampled_from("123"), COSTS), max_size=7),
    st.lists(st.sampled_from("123"), max_size=4),
)
def test_no_rising_path_is_cheaper(drawn: list[tuple[str, float]], labels: list[str]) -> None:
    found = [candidate(number, label, cost) for number, (label, cost) in enumerate(drawn)]
    path = rising_path(found, labels)
    assert list(path) == sorted(path)
    assert list(path.values()) == sorted(set(path.values()))
    assert all(found[number].label == labels[index] for index, number in path.items())
    best = MISSING * len(labels)
    for size in range(1, len(labels) + 1):
        for indexes in combinations(range(len(labels)), size):
            for numbers in combinations(range(len(found)), size):
                pairs = dict(zip(indexes, numbers, strict=True))
                if all(found[n].label == labels[i] for i, n in pairs.items()):
                    best = min(best, path_cost(pairs, found, labels))
    assert abs(path_cost(path, found, labels) - best) < 1e-9
