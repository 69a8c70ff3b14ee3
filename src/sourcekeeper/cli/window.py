"""Lengths of time on the command line: seconds, ``90s``, ``15m``, ``2h``; ages: days, ``30d``, ``12h``."""

from __future__ import annotations

import math
import re
from datetime import timedelta
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


_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}


def parse_window(_context: click.Context, _parameter: click.Parameter, value: str | None) -> timedelta | None:
    """Read a number with a unit; without one it is seconds."""
    if value is None:
        return None
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smh]?)", value.strip().lower())
    if found is None:
        raise click.BadParameter(f"{value!r} is not a time such as 90s, 15m or 2h.")
    seconds = float(found[1]) * _UNITS[found[2]]
    if seconds > MOST_SECONDS:
        raise click.BadParameter(f"{value!r} is too long.")
    return timedelta(seconds=seconds)


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
