"""Items of a list bear the numbers a browser shows."""

from __future__ import annotations

import pytest

from sourcekeeper.reading.html.item_numbers import counting_of


@pytest.mark.parametrize(
    ("attributes", "values", "numbers"),
    [
        pytest.param({}, ["", ""], ["1", "2"], id="figures"),
        pytest.param({"start": "4"}, ["", "9", ""], ["4", "9", "10"], id="start and value"),
        pytest.param({"type": "a"}, ["", ""], ["a", "b"], id="letters"),
        pytest.param({"type": "A", "start": "26"}, ["", ""], ["Z", "AA"], id="capital letters"),
        pytest.param({"type": "I"}, ["", "", "", ""], ["I", "II", "III", "IV"], id="roman"),
        pytest.param({"style": "color:red; list-style-type: lower-roman"}, ["", ""], ["i", "ii"], id="style"),
        pytest.param({"style": "list-style: upper-latin inside"}, [""], ["A"], id="short style"),
        pytest.param({"type": "disc", "start": "x"}, ["y"], ["1"], id="nonsense"),
    ],
)
def test_an_item_is_numbered_as_a_browser_shows_it(
    attributes: dict[str, str], values: list[str], numbers: list[str]
) -> None:
    counting = counting_of(attributes)
    assert [counting.next(value) for value in values] == numbers
