from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.citing.parsing.figures.date_shapes import LANGUAGES
from sourcekeeper.citing.parsing.figures.dates import find_dates, find_no_date
from sourcekeeper.model import PartialDate


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1er juin 2024", (2024, 6, 1), None),
        ("10 mai 2022", (2022, 5, 10), None),
        ("19.3.2024", (2024, 3, 19), None),
        ("7. 4. 2022", (2022, 4, 7), None),
        ("12/01/2022", (2022, 1, 12), None),
        ("13/4/22", (2022, 4, 13), None),
        ("9-II-2021", (2021, 2, 9), None),
        ("2021-01-29", (2021, 1, 29), None),
        ("Jan. 12, 2021", (2021, 1, 12), None),
        ("9 February 2021", (2021, 2, 9), None),
        ("2nd February 2021", (2021, 2, 2), None),
        ("March 15th, 2021", (2021, 3, 15), None),
        ("2021, 15th September", (2021, 9, 15), None),
        ("28. März 2019", (2019, 3, 28), None),
        ("2 de junio de 2021", (2021, 6, 2), None),
        ("9 giugno 2020", (2020, 6, 9), None),
        ("4 de março de 2021", (2021, 3, 4), None),
        ("3 maart 2021", (2021, 3, 3), None),
        ("octobre 2020", (2020, 10), None),
        ("noviembre de 2021", (2021, 11), None),
        ("hiver 2018", (2018,), None),
        ("janvier-juin 2022", (2022, 1), (2022, 6)),
        ("décembre 2021-janvier 2022", (2021, 12), (2022, 1)),
        ("16-22 février 2023", (2023, 2, 16), (2023, 2, 22)),
        ("30 janvier-2 février 2023", (2023, 1, 30), (2023, 2, 2)),
        ("2019", (2019,), None),
        ("1993-2012", (1993,), (2012,)),
    ],
    ids=str,
)
def test_a_date_is_read_as_precisely_as_it_is_written(
    text: str, start: tuple[int, ...], end: tuple[int, ...] | None
) -> None:
    (found,) = find_dates(text)
    assert (found.value.start, found.value.end) == (start, end)
    assert text[found.start : found.end] == text


@pytest.mark.parametrize("text", ["le 1er mai", "S. 112–130", "12 %", "10 000 caméras", "n° 20231"])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert find_dates(text) == []


def test_a_day_that_does_not_exist_is_not_invented() -> None:
    assert [found.value for found in find_dates("31 février 2020")] == [PartialDate(start=(2020, 2))]


def test_figures_are_read_month_first_only_in_the_united_states() -> None:
    assert find_dates("3/4/2021")[0].value.start == (2021, 4, 3)
    assert find_dates("3/4/2021", "en-US")[0].value.start == (2021, 3, 4)


def test_about_a_year_is_kept_as_such() -> None:
    (found,) = find_dates("ca. 2011")
    assert found.value == PartialDate(start=(2011,), circa=True)


@pytest.mark.parametrize("text", ["s. d.", "n.d.", "o. J."])
def test_the_words_for_no_date_are_seen(text: str) -> None:
    assert find_no_date(f"Titre, {text}, Paris") is not None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(LANGUAGES))
def test_every_day_written_in_words_is_read_back(day: date, language: str) -> None:
    from babel.dates import format_date

    written = format_date(day, format="long", locale=language)
    assert [found.value.start for found in find_dates(written)] == [(day.year, day.month, day.day)]
