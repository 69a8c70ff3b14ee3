"""Lengths of time on the command line: seconds, and ``90s``, ``15m``, ``2h``."""

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
