"""Lengths of time on the command line: seconds, ``90s``, ``15m``, ``2h``; ages: days, ``30d``, ``12h``."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from typing import Any

import click

MOST_SECONDS = 10_000_000
"""Longer than any run; what is more is a slip of the keyboard."""


class Seconds(click.FloatRange):
    """A number of seconds. Unlike click's own range it takes no ``nan``, which is neither too much nor too little."""

    def __init__(self, least: float = 0) -> None:
        super().__init__(least, MOST_SECONDS)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number. Raises BadParameter."""
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return seconds


class Day(click.DateTime):
    """A day. Unlike click's own it is asked for in words, not as a format of the C library."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the midnight that begins the day. Raises BadParameter."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not a day such as 2026-01-31.", param, ctx)


_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}


def parse_window(_context: click.Context, _parameter: click.Parameter, value: str | None) -> timedelta | None:
    """Read a number with a unit, seconds without one; or a time of day, the next time the clock here shows it."""
    if value is None:
        return None
    clock_time = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value.strip())
    if clock_time is not None:
        return until(int(clock_time[1]), int(clock_time[2]), datetime.now().astimezone())
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smh]?)", value.strip().lower())
    if found is None:
        raise click.BadParameter(f"{value!r} is not a time such as 90s, 15m, 2h or 06:00.")
    seconds = float(found[1]) * _UNITS[found[2]]
    if seconds > MOST_SECONDS:
        raise click.BadParameter(f"{value!r} is too long.")
    return timedelta(seconds=seconds)


def until(hour: int, minute: int, now: datetime) -> timedelta:
    """Return how long it is to the next time that a clock shows an hour and minute.

    >>> until(6, 0, datetime(2026, 1, 5, 23, 30))
    datetime.timedelta(seconds=23400)
    """
    then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (then if then > now else then + timedelta(days=1)) - now


MOST_DAYS = 365_000


def parse_age(_context: click.Context, _parameter: click.Parameter, value: str | None) -> timedelta | None:
    """Read a number of days, or of hours with their unit."""
    if value is None:
        return None
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([dh]?)", value.strip().lower())
    if found is None:
        raise click.BadParameter(f"{value!r} is not an age such as 30, 30d or 12h.")
    days = float(found[1]) / (24 if found[2] == "h" else 1)
    if days > MOST_DAYS:
        raise click.BadParameter(f"{value!r} is too long.")
    return timedelta(days=days)


newer_than_option = click.option(
    "--newer-than",
    metavar="AGE",
    callback=parse_age,
    help="A good snapshot no older than this (30d, 12h) saves a capture; 30 days, or archive.newer_than_days.",
)
