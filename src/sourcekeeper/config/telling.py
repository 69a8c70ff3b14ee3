"""Settings told in the names and units of the configuration file, with where each came from. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import timedelta
from operator import attrgetter
from typing import Any

from sourcekeeper.config.hosts import HostSettings
from sourcekeeper.config.loading import OUTSIDE_FILES, PLACES, SETTING_NAMES
from sourcekeeper.config.records import Settings

_THRESHOLD = re.compile(r"check\.series\.(plain|sure|slow)_(failures|days)")
_UNITS = {"_days": timedelta(days=1), "_hours": timedelta(hours=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSetting:
    """One setting: its name as the file has it, its value, and where that came from."""

    name: str
    value: Any
    origin: str


def told_settings(settings: Settings) -> Iterator[ToldSetting]:
    """Yield what may be set, by name; what no file may say comes behind that, single hosts last. No keys."""
    for name in (*SETTING_NAMES, *OUTSIDE_FILES):
        origin = settings.origins.get(PLACES.get(name, name), "default")
        yield ToldSetting(name=name, value=_in_its_unit(name, _value_of(settings, name)), origin=origin)
    for host, row in settings.fetch.hosts.rows:
        origin = settings.origins.get("fetch.hosts", "default")
        yield ToldSetting(name=f'hosts."{host}"', value=_said_of_host(row), origin=origin)


def _value_of(settings: Settings, name: str) -> Any:
    threshold = _THRESHOLD.fullmatch(name)
    if threshold is None:
        return attrgetter(PLACES.get(name, name))(settings)
    asked = "failures" if threshold[2] == "failures" else "spread"
    return attrgetter(f"check.series.{threshold[1]}.{asked}")(settings)


def _in_its_unit(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return [_in_its_unit(name, each) for each in value]
    if isinstance(value, timedelta):
        number = value / next(unit for ending, unit in _UNITS.items() if name.endswith(ending))
        return int(number) if number.is_integer() else number
    return value


def _said_of_host(row: HostSettings) -> dict[str, Any]:
    """Return what is set for a host; of headers their names only, for their values may be secrets."""
    said = {each.name: getattr(row, each.name) for each in fields(row) if getattr(row, each.name) not in (None, ())}
    told: dict[str, Any] = {name: value for name, value in said.items() if name not in ("headers", "treat_as")}
    if row.skip == "":
        told["skip"] = True
    if "headers" in said:
        told["headers"] = [name for name, _ in row.headers]
    if "treat_as" in said:
        told["treat_as"] = {seen: meant.value for seen, meant in row.treat_as}
    return told
