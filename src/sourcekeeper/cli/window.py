"""Lengths of time on the command line: ``90``, ``90s``, ``15m``, ``2h``."""

from __future__ import annotations

import re
from datetime import timedelta

import click

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}


class Window(click.ParamType):
    """A length of time."""

    name = "time"

    def convert(self, value: str | timedelta, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Read a number with a unit; without one it is seconds."""
        if isinstance(value, timedelta):
            return value
        found = re.fullmatch(r"(\d+(?:\.\d+)?)([smh]?)", value.strip().lower())
        if found is None:
            self.fail(f"{value!r} is not a time such as 90s, 15m or 2h", param, ctx)
        return timedelta(seconds=float(found[1]) * _UNITS[found[2]])


WINDOW = Window()
