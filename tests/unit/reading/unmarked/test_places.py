"""What labels count, and which follow one another."""

from __future__ import annotations

import pytest

from sourcekeeper.reading.unmarked.places import Place, follows, places_of


@pytest.mark.parametrize(
    ("label", "places"),
    [
        ("7", [Place("figures", 7)]),
        ("2 ter", [Place("figures", 2, 2)]),
        ("2a", [Place("figures", 2, 1)]),
        ("3.4", [Place("chapter 3", 4)]),
        ("b", [Place("lowerLetter", 2)]),
        ("i", [Place("lowerLetter", 9), Place("lowerRoman", 1)]),
        ("XIV", [Place("upperRoman", 14)]),
        ("†", [Place("marks", 1)]),
        ("**", [Place("marks", 2)]),
        ("iiii", []),
        ("civil", []),
        ("word", []),
        ("", []),
    ],
)
def test_a_label_counts_what_its_signs_may_mean(label: str, places: list[Place]) -> None:
    assert list(places_of(label)) == places


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (Place("figures", 2), Place("figures", 3), True),
        (Place("figures", 2), Place("figures", 2, 1), True),
        (Place("figures", 2, 1), Place("figures", 3), True),
        (Place("figures", 2), Place("figures", 4), False),
        (Place("figures", 2), Place("figures", 2), False),
        (Place("figures", 2), Place("figures", 1), False),
        (Place("marks", 1), Place("marks", 2), True),
    ],
)
def test_the_next_number_or_its_next_part_follows(before: Place, after: Place, expected: bool) -> None:
    assert follows(before, after) is expected
