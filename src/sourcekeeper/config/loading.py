"""Settings gathered: option over environment over file over default.

Outside addresses, keys and the permission to visit private networks never come from a configuration file, which may
lie beside a hostile document: only from options and the environment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import platformdirs

from sourcekeeper.config import values
from sourcekeeper.config.checks import CheckSettings, OutageSettings, ScheduleSettings, SeriesSettings, Threshold
from sourcekeeper.config.hosts import HostSettings, HostTable
from sourcekeeper.config.records import ArchiveSettings, CopySettings, FetchSettings, NetworkSettings, Settings
from sourcekeeper.errors import ConfigError

FILE_NAME = "sourcekeeper.toml"
"""Looked for in the working folder and upwards, then in the user's configuration folder."""


def default_store() -> str:
    """Return where the store lies when nobody says: the user's data folder."""
    return str(platformdirs.user_data_path("sourcekeeper", appauthor=False) / "sources.db")


def default_sandbox_store() -> str:
    """Return where the sandbox's own store lies; a live store is never used in the sandbox."""
    return str(platformdirs.user_data_path("sourcekeeper", appauthor=False) / "sandbox.db")


def state_folder() -> Path:
    """Return the folder for what belongs to a machine or an account rather than to a store: leases and budgets."""
    return platformdirs.user_state_path("sourcekeeper", appauthor=False)


def load_settings(
    *,
    environ: Mapping[str, str],
    folder: Path,
    options: Mapping[str, Any] | None = None,
    file: Path | None = None,
) -> Settings:
    """Gather settings: options (by setting name, None is not given), then the environment, the file, the defaults.

    Raises ConfigError naming the place of an unknown or wrong value. Keys are not read here: see `credentials`.
    """
    found = file or find_file(folder)
    layers = [
        _read_file(found, is_named=file is not None) if found else {},
        _from_environment(environ),
        _given(options or {}),
    ]
    given: dict[str, tuple[Any, str]] = {}
    for layer in layers:
        given.update(layer)
    sections: dict[str, dict[str, Any]] = {name: {} for name in _SECTIONS}
    for name, (value, _origin) in given.items():
        section, _, key = name.rpartition(".")
        sections[section][key] = value
    top = sections[""]
    top.setdefault("store", default_store())
    return Settings(
        **top,
        network=NetworkSettings(**sections["network"]),
        fetch=FetchSettings(**sections["fetch"]),
        check=CheckSettings(
            **sections["check"],
            series=_series(sections["check.series"]),
            schedule=ScheduleSettings(**sections["check.schedule"]),
            outages=OutageSettings(**sections["check.outages"]),
        ),
        archive=ArchiveSettings(**sections["archive"]),
        copies=CopySettings(**sections["copies"]),
        origins={name: origin for name, (_value, origin) in given.items()},
    )


def find_file(folder: Path) -> Path | None:
    """Return the nearest ``sourcekeeper.toml``: in the folder, upwards, then the user's configuration folder."""
    candidates = [*(parent / FILE_NAME for parent in (folder, *folder.parents)), _own_file()]
    return next((path for path in candidates if path.is_file()), None)


def _own_file() -> Path:
    return platformdirs.user_config_path("sourcekeeper", appauthor=False) / FILE_NAME


_SECTIONS = (
    *("", "network", "fetch", "copies", "archive"),
    *("check", "check.series", "check.schedule", "check.outages"),
)

Layer = dict[str, tuple[Any, str]]
"""Setting name to its value and where that came from."""


def _given(options: Mapping[str, Any]) -> Layer:
    return {name: (value, "option") for name, value in options.items() if value is not None}


def _from_environment(environ: Mapping[str, str]) -> Layer:
    """The first variable of each row that is set and not empty wins."""
    layer: Layer = {}
    for name, variables, parse in _ENVIRONMENT:
        for variable in variables:
            text = environ.get(variable, "")
            if text:
                layer[name] = (_parsed(parse, text, variable), f"environment {variable}")
                break
    return layer


def _read_file(path: Path, *, is_named: bool) -> Layer:
    import tomllib  # noqa: PLC0415  many have no such file

    try:
        # Editors of Windows begin a file with a mark of UTF-8, which TOML does not know.
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        why = _told(error)
        raise ConfigError(f"cannot read {path}: {why}", "Correct the file or name another with --config.") from error
    layer: Layer = {}
    hosts = content.pop("hosts", None)
    if hosts is not None:
        layer["fetch.hosts"] = (_hosts(hosts, path), str(path))
    for name, value in _flatten(content):
        if name not in _IN_FILE:
            near = values.near(name, SETTING_NAMES).lstrip(", ")
            known = f"Known: {', '.join(sorted(_IN_FILE))}."
            raise ConfigError(f"{path}: unknown setting {name!r}", near[:1].upper() + near[1:] or known)
        if name in _OWN_FILE_ONLY and path != _own_file():
            raise ConfigError(
                f"{path}: {name} may stand only in {_own_file()}",
                "It is an address of the outside: set it there, or in the environment.",
            )
        if name.startswith("network.") and not is_named and path != _own_file():
            raise ConfigError(
                f"{path}: {name} may stand only in {_own_file()} or a file named with --config",
                "Whoever sets it sees all traffic and the keys: set it there, or in the environment.",
            )
        layer[PLACES.get(name, name)] = (_parsed(_IN_FILE[name], value, f"{path}: {name}"), str(path))
    store = layer.get("store")
    if store:
        layer["store"] = (str(path.parent / Path(store[0]).expanduser()), store[1])
    return layer


def _told(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, UnicodeDecodeError):
        return "it is no text in UTF-8"
    return "tables within tables within tables …" if isinstance(error, RecursionError) else str(error)


def _hosts(content: Any, path: Path) -> HostTable:
    """Read the tables of single hosts. An error tells the host and the setting, never the value of a header."""
    if not isinstance(content, dict):
        raise ConfigError(
            f"{path}: hosts is not a table", 'Write [hosts."example.org"], and below it what holds there.'
        )
    rows: dict[str, HostSettings] = {}
    for given, settings in content.items():
        name = _parsed(values.host_name, given, f"{path}: hosts")
        if name in rows:
            raise ConfigError(f"{path}: hosts: {name} stands there twice", "Put what holds there into one table.")
        rows[name] = _parsed(values.host_settings, settings, f"{path}: hosts.{given}")
    return HostTable(rows=tuple(rows.items()))


def _series(given: Mapping[str, Any]) -> SeriesSettings:
    """Gather the thresholds, each of two settings; what is not given stays."""
    usual = SeriesSettings()
    thresholds: dict[str, Any] = {
        name: Threshold(
            failures=given.get(f"{name}_failures", getattr(usual, name).failures),
            spread=given.get(f"{name}_days", getattr(usual, name).spread),
        )
        for name in ("plain", "sure", "slow")
    }
    rest = {name: value for name, value in given.items() if name in ("one_per", "revived_for", "least_confidence")}
    return SeriesSettings(**thresholds, **rest)


def _flatten(content: Mapping[str, Any], within: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for key, value in content.items():
        name = f"{within}{key}"
        rows += _flatten(value, f"{name}.") if isinstance(value, dict) else [(name, value)]
    return rows


def _parsed(parse: Callable[[Any], Any], value: Any, where: str) -> Any:
    try:
        return parse(value)
    except (ValueError, TypeError) as error:
        what, asked, meant = str(error).partition(", did you mean")
        hint = f"Did you mean{meant}" if asked else "See docs/reference/settings.md."
        raise ConfigError(f"{where}: {what}", hint) from error


_ENVIRONMENT: tuple[tuple[str, tuple[str, ...], Callable[[Any], Any]], ...] = (
    ("store", ("SOURCEKEEPER_STORE",), values.path),
    ("archive.wayback_url", ("SOURCEKEEPER_WAYBACK_URL",), values.outside),
    ("archive.archive_url", ("SOURCEKEEPER_ARCHIVE_URL",), values.outside),
    ("archive.also", ("SOURCEKEEPER_ALSO_ARCHIVES",), values.also),
    ("archive.saves_per_minute", ("SOURCEKEEPER_SAVES_PER_MINUTE",), values.rate),
    ("archive.poll_seconds", ("SOURCEKEEPER_POLL_SECONDS",), values.number),
    ("network.allow_private", ("SOURCEKEEPER_ALLOW_PRIVATE",), values.flag),
    ("network.ca_file", ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"), values.text),
    ("network.http_proxy", ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"), values.text),
    ("network.https_proxy", ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"), values.text),
    ("network.no_proxy", ("no_proxy", "NO_PROXY"), values.texts),
)

_IN_FILE: dict[str, Callable[[Any], Any]] = {
    "store": values.path,
    "max_document_bytes": values.count,
    "network.ca_file": values.text,
    "network.http_proxy": values.text,
    "network.https_proxy": values.text,
    "network.no_proxy": values.texts,
    "fetch.engine": values.engine,
    "fetch.gap_seconds": values.number,
    "fetch.in_flight": values.at_once,
    "fetch.hosts_of_domain": values.count,
    "fetch.connect_timeout_seconds": values.wait,
    "fetch.timeout_seconds": values.wait,
    "fetch.least_patience_seconds": values.number,
    "fetch.max_body_bytes": values.count,
    "fetch.retry_after_cap_seconds": values.number,
    "check.probe": values.flag,
    "check.robots": values.flag,
    "check.retry_as_browser": values.flag,
    "check.believe_redirects_days": values.days,
    "check.series.plain_failures": values.count,
    "check.series.plain_days": values.days,
    "check.series.sure_failures": values.count,
    "check.series.sure_days": values.days,
    "check.series.slow_failures": values.count,
    "check.series.slow_days": values.days,
    "check.series.one_per_hours": values.hours,
    "check.series.revived_days": values.days,
    "check.series.least_confidence": values.share,
    "check.schedule.healthy_days": values.some_days,
    "check.schedule.suspect_days": values.some_days,
    "check.schedule.revived_days": values.some_days,
    "check.schedule.unsettled_days": values.some_days,
    "check.schedule.hopeless_days": values.some_days,
    "check.schedule.dead_days": values.waits,
    "check.schedule.long_dead_days": values.some_days,
    "check.outages.share": values.share,
    "check.outages.times_usual": values.number,
    "check.outages.least_hosts": values.count,
    "check.outages.known_good": values.count,
    "check.outages.most_nights": values.count,
    "copies.enabled": values.flag,
    "copies.requisites": values.flag,
    "copies.max_requisites": values.count,
    "copies.max_requisites_bytes": values.count,
    "copies.max_record_bytes": values.count,
    "copies.max_folder_bytes": values.count,
    "copies.keep_days": values.days,
    "copies.again_days": values.days,
    "archive.consent": values.consent,
    "archive.also": values.also,
    "archive.never": values.texts,
    "archive.newer_than_days": values.days,
    "archive.daily_captures": values.count,
    "archive.confirm_requests": values.count,
    "archive.daily_index_requests": values.count,
}

_OWN_FILE_ONLY = frozenset({"archive.also"})
"""Outside addresses: a file that lies beside a document may be hostile, that of the user's own folder is not."""

PLACES = {
    "archive.consent": "consent",
    "archive.newer_than_days": "archive.newer_than",
    "copies.keep_days": "copies.keep_for",
    "check.series.one_per_hours": "check.series.one_per",
    "check.believe_redirects_days": "check.believe_redirects",
    "check.series.revived_days": "check.series.revived_for",
    "check.schedule.healthy_days": "check.schedule.healthy",
    "check.schedule.suspect_days": "check.schedule.suspect",
    "check.schedule.revived_days": "check.schedule.revived",
    "check.schedule.unsettled_days": "check.schedule.unsettled",
    "check.schedule.hopeless_days": "check.schedule.hopeless",
    "check.schedule.dead_days": "check.schedule.dead",
    "check.schedule.long_dead_days": "check.schedule.long_dead",
    "copies.again_days": "copies.again_after",
}
"""Where a setting of the file stands in the records, if not under its own name."""

SETTING_NAMES = tuple(sorted(_IN_FILE))
"""What a configuration file may hold, for the documentation and its test."""

OUTSIDE_FILES = tuple(name for name, _, _ in _ENVIRONMENT if name not in _IN_FILE)
"""Settings that no file may hold."""

ENVIRONMENT_NAMES = tuple(dict.fromkeys(variable for _, variables, _ in _ENVIRONMENT for variable in variables))
"""The environment variables that are read, keys aside."""
