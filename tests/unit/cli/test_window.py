"""Lengths of time and times of day on the command line."""

from datetime import UTC, datetime, timedelta

import click
import pytest

from sourcekeeper.cli.window import Day, parse_window, until


def parsed(value):
    return parse_window(click.Context(click.Command("x")), click.Option(["--window"]), value)


@pytest.mark.parametrize(
    ("value", "seconds"), [("90", 90), ("90s", 90), ("15m", 900), ("2h", 7200), ("0.5H", 1800)], ids=str
)
def test_a_length_of_time_has_a_unit_or_is_in_seconds(value, seconds):
    assert parsed(value) == timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["6:00", "23:59", "00:00"])
def test_a_time_of_day_is_the_next_one(value):
    assert timedelta(0) < parsed(value) <= timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 1, 5, 23, 30, tzinfo=UTC), timedelta(hours=6, minutes=30)),
        (datetime(2026, 1, 5, 5, 59, 30, tzinfo=UTC), timedelta(seconds=30)),
        (datetime(2026, 1, 5, 6, 0, tzinfo=UTC), timedelta(days=1)),
    ],
    ids=["in the evening", "soon", "just now"],
)
def test_it_lasts_until_a_clock_shows_it_again(now, expected):
    assert until(6, 0, now) == expected


@pytest.mark.parametrize("value", ["24:00", "6:60", "soon", "-1", "1d", ""])
def test_what_is_neither_is_refused(value):
    with pytest.raises(click.BadParameter, match="06:00"):
        parsed(value)


@pytest.mark.parametrize("value", ["yesterday", "2026-02-30", "31.1.2026", "", "2026-1"])
def test_what_is_no_day_is_asked_for_by_an_example(value):
    with pytest.raises(click.BadParameter, match="is not a day such as 2026-01-31"):
        Day().convert(value, None, None)


def test_a_day_begins_at_its_midnight():
    assert Day().convert("2026-01-31", None, None) == datetime(2026, 1, 31)  # noqa: DTZ001  as click gives it
