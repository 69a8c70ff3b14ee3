"""Lengths of time on the command line: ``90``, ``90s``, ``15m``, ``2h``."""

from __future__ import annotations

import re
from datetime import timedelta

import click

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}


def parse_window(_context: click.Context, _parameter: click.Parameter, value: str | None) -> timedelta | None:
    """Read a number with a unit; without one it is seconds."""
    if value is None:
        return None
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smh]?)", value.strip().lower())
    if found is None:
        raise click.BadParameter(f"{value!r} is not a time such as 90s, 15m or 2h.")
    return timedelta(seconds=float(found[1]) * _UNITS[found[2]])
