"""Settings as frozen records: option over environment over file over default.

Outside addresses, keys and the permission to visit private networks never come from a configuration file, which may
lie beside a hostile document: only from options and the environment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import platformdirs

from sourcekeeper.errors import ConfigError

CONTACT = "https://github.com/sourcekeeper/sourcekeeper"
"""The page a site's owner finds in our User-Agent."""

WAYBACK_URL = "https://web.archive.org"
ARCHIVE_URL = "https://archive.org"

_MOST = 1e12
"""Of any number in a setting: what is more, or no number at all (``nan``, ``inf``), is a slip of the keyboard."""
_MOST_DAYS = 365_000

FILE_NAME = "sourcekeeper.toml"
"""Looked for in the working folder and upwards, then in the user's configuration folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSettings:
    """How anything at all leaves this machine; both HTTP engines obey it."""

    user_agent: str = f"sourcekeeper (+{CONTACT})"
    ca_file: str = ""
    """PEM bundle for TLS; empty means certifi's."""
    http_proxy: str = ""
    https_proxy: str = ""
    """``http://host:port``, ``socks5h://…``; empty means direct."""
    no_proxy: tuple[str, ...] = ()
    """Host suffixes reached directly, ``*`` for all."""
    allow_private: bool = False
    """Whether private, loopback and link-local addresses may be sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How the live web is visited."""

    engine: str = "auto"
    """``curl``, ``plain`` (requests: slower, where libcurl gives trouble) or ``auto``: curl where it can be had."""
    gap_seconds: float = 1.0
    """Between the end of one request to a host and the start of the next."""
    in_flight: int = 256
    """Requests at once over all hosts; one a host, always. Capped by the limit of open files."""
    connect_timeout_seconds: float = 20.0
    timeout_seconds: float = 60.0
    """For a whole chain of redirects, the wait for the host's turn not counted."""
    max_redirects: int = 20
    max_body_bytes: int = 32 * 1024 * 1024
    max_decoded_bytes: int = 64 * 1024 * 1024
    """A body that unpacks to more is cut: decompression bombs."""
    retry_after_cap_seconds: float = 60.0
    """Longer waits put the host off to the next run."""
    retries: int = 1
    """Further tries in this run for 429, 503 and a reset connection, after the wait the host asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """How what the web answers is judged."""

    probe: bool = True
    """Whether a site may be asked for a page that cannot exist, to know how it says that a page is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySettings:
    """What is kept on this machine of the pages that were visited."""

    enabled: bool = True
    requisites: bool = False
    """Whether images, styles and scripts are fetched and kept too."""
    max_requisites: int = 100
    """For one page."""
    max_requisites_bytes: int = 25 * 1024 * 1024
    """For one page, as sent."""
    max_record_bytes: int = 32 * 1024 * 1024
    """A larger body is cut, and its record says so."""
    max_folder_bytes: int = 20_000_000_000
    """Beyond it no more is kept."""
    keep_for: timedelta = timedelta(0)
    """Files of copies that are older are removed; nothing is for ever."""
    again_after: timedelta = timedelta(days=180)
    """When a page that answers whole is kept once more; an unchanged body is not written again. Nothing is never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSettings:
    """How the Wayback Machine is spoken to."""

    wayback_url: str = WAYBACK_URL
    archive_url: str = ARCHIVE_URL
    access_key: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    saves_per_minute: float = 6.0
    """Used when the service does not tell: one under its 7 (2026)."""
    poll_seconds: float = 6.0
    """Between two questions about tickets, when the service does not tell."""
    request_timeout_seconds: float = 90.0
    """CDX answers took up to 52 s in 2026."""
    newer_than: timedelta = timedelta(days=30)
    """A good snapshot no older than this saves a capture."""
    settle_within: timedelta = timedelta(minutes=5)
    """How long a run waits for captures it sent before leaving them to the next run."""
    also: tuple[str, ...] = ()
    """Other archives, ``KIND+ADDRESS``: ``memento`` for look-up, ``pywb`` for one that records. Never given keys."""
    never: tuple[str, ...] = ()
    """Hosts (with their subdomains) and address patterns (``*`` wild) never sent to an archive."""
    daily_captures: int = 5000
    """Our own ceiling a day, well under the service's; never more than four fifths of what that tells."""
    confirm_requests: int = 500
    """A run spends on looking again for snapshots proved before: ten minutes at the public pace of one a second."""
    daily_index_requests: int = 10_000
    """Questions to the archive's indexes a day: 24 a minute are asked at most, a third of that the day through."""
    wait_for_account: timedelta = timedelta(seconds=20)
    """How long a run waits for another process that is saving with the same account."""

    @property
    def has_keys(self) -> bool:
        """Whether saving is possible at all."""
        return bool(self.access_key and self.secret_key)

    @property
    def is_loopback(self) -> bool:
        """Whether the archive is one on this machine: nothing becomes public there."""
        return is_on_this_machine(self.wayback_url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a run may be told, in one record."""

    store: str
    """Path of the store."""
    network: NetworkSettings = field(default_factory=NetworkSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    check: CheckSettings = field(default_factory=CheckSettings)
    archive: ArchiveSettings = field(default_factory=ArchiveSettings)
    copies: CopySettings = field(default_factory=CopySettings)
    consent: str = "ask"
    """``ask`` once per document, ``always`` (a person agreed in the configuration) or ``never``."""
    max_document_bytes: int = 100_000_000
    sandbox: bool = False
    origins: Mapping[str, str] = field(default_factory=dict)
    """Setting to where its value came from, for those that are not defaults."""

    def in_sandbox(self, *, proxy_url: str, ca_file: str, access_key: str, secret_key: str) -> Settings:
        """Return the settings for a run in a sandbox: its proxy, its CA, its dummy keys, and nothing real."""
        network = replace(self.network, http_proxy=proxy_url, https_proxy=proxy_url, no_proxy=(), ca_file=ca_file)
        archive = replace(
            self.archive,
            wayback_url=WAYBACK_URL,
            archive_url=ARCHIVE_URL,
            access_key=access_key,
            secret_key=secret_key,
            also=(),
        )
        return replace(self, network=network, archive=archive, sandbox=True)


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
    layers = [_read_file(found) if found else {}, _from_environment(environ), _given(options or {})]
    values: dict[str, tuple[Any, str]] = {}
    for layer in layers:
        values.update(layer)
    sections: dict[str, dict[str, Any]] = {
        "": {},
        "network": {},
        "fetch": {},
        "check": {},
        "copies": {},
        "archive": {},
    }
    for name, (value, _origin) in values.items():
        section, _, key = name.rpartition(".")
        sections[section][key] = value
    top = sections[""]
    top.setdefault("store", default_store())
    return Settings(
        **top,
        network=NetworkSettings(**sections["network"]),
        fetch=FetchSettings(**sections["fetch"]),
        check=CheckSettings(**sections["check"]),
        archive=ArchiveSettings(**sections["archive"]),
        copies=CopySettings(**sections["copies"]),
        origins={name: origin for name, (_value, origin) in values.items()},
    )


def find_file(folder: Path) -> Path | None:
    """Return the nearest ``sourcekeeper.toml``: in the folder, upwards, then the user's configuration folder."""
    candidates = [*(parent / FILE_NAME for parent in (folder, *folder.parents)), _own_file()]
    return next((path for path in candidates if path.is_file()), None)


def is_on_this_machine(address: str) -> bool:
    """Whether the address of an archive, its kind before it or not, is one of this machine."""
    return (urlsplit(address.partition("://")[2] and "//" + address.partition("://")[2]).hostname or "") in _LOOPBACK


_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def _own_file() -> Path:
    return platformdirs.user_config_path("sourcekeeper", appauthor=False) / FILE_NAME


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


def _read_file(path: Path) -> Layer:
    import tomllib  # noqa: PLC0415  many have no such file

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"cannot read {path}: {error}", "Correct the file or name another with --config.") from error
    layer: Layer = {}
    for section, key, value in _flatten(content):
        name = f"{section}.{key}" if section else key
        if name not in _IN_FILE:
            raise ConfigError(f"{path}: unknown setting {name!r}", f"Known: {', '.join(sorted(_IN_FILE))}.")
        if name in _OWN_FILE_ONLY and path != _own_file():
            raise ConfigError(
                f"{path}: {name} may stand only in {_own_file()}",
                "It is an address of the outside: set it there, or in the environment.",
            )
        layer[_FILE_NAMES.get(name, name)] = (_parsed(_IN_FILE[name], value, f"{path}: {name}"), str(path))
    store = layer.get("store")
    if store:
        layer["store"] = (str(path.parent / Path(store[0]).expanduser()), store[1])
    return layer


def _flatten(content: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    rows: list[tuple[str, str, Any]] = []
    for key, value in content.items():
        if isinstance(value, dict):
            rows += [(key, inner, thing) for inner, thing in value.items()]
        else:
            rows.append(("", key, value))
    return rows


def _parsed(parse: Callable[[Any], Any], value: Any, where: str) -> Any:
    try:
        return parse(value)
    except (ValueError, TypeError) as error:
        raise ConfigError(f"{where}: {error}", "See docs/reference/settings.md.") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not a text")
    return value


def _positive(value: Any) -> float:
    if isinstance(value, bool) or not 0 <= float(value) <= _MOST:
        raise ValueError(f"{value!r} is not a number from 0 to {_MOST:.0e}")
    return float(value)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not 1 <= float(value) <= _MOST or int(value) != float(value):
        raise ValueError(f"{value!r} is not a whole number of 1 or more")
    return int(value)


def _days(value: Any) -> timedelta:
    return timedelta(days=min(_positive(value), _MOST_DAYS))


def _flag(value: Any) -> bool:
    return str(value).strip().lower() in {"1", "true", "yes", "on"}


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, list):
        return tuple(_text(part) for part in value)
    raise ValueError(f"{value!r} is not a list of texts")


def _consent(value: Any) -> str:
    if value not in ("ask", "always", "never"):
        raise ValueError(f"{value!r} is not ask, always or never")
    return str(value)


def _engine(value: Any) -> str:
    if value not in ("auto", "curl", "plain"):
        raise ValueError(f"{value!r} is not auto, curl or plain")
    return str(value)


def _also(value: Any) -> tuple[str, ...]:
    """Read other archives: ``memento+https://arquivo.pt/wayback``; without a kind they are for look-up."""
    found = []
    for text in _texts(value):
        kind, plus, address = text.partition("+")
        is_named = bool(plus) and "/" not in kind
        kind, address = (kind, address) if is_named else ("memento", text)
        found.append(f"{kind}+{_outside(address)}")
    return tuple(found)


def _outside(value: Any) -> str:
    parts = urlsplit(_text(value))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{value!r} is not an http(s) address")
    return str(value).rstrip("/")


_ENVIRONMENT: tuple[tuple[str, tuple[str, ...], Callable[[Any], Any]], ...] = (
    ("store", ("SOURCEKEEPER_STORE",), _text),
    ("archive.wayback_url", ("SOURCEKEEPER_WAYBACK_URL",), _outside),
    ("archive.archive_url", ("SOURCEKEEPER_ARCHIVE_URL",), _outside),
    ("archive.also", ("SOURCEKEEPER_ALSO_ARCHIVES",), _also),
    ("archive.saves_per_minute", ("SOURCEKEEPER_SAVES_PER_MINUTE",), _positive),
    ("archive.poll_seconds", ("SOURCEKEEPER_POLL_SECONDS",), _positive),
    ("network.allow_private", ("SOURCEKEEPER_ALLOW_PRIVATE",), _flag),
    ("network.ca_file", ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"), _text),
    ("network.http_proxy", ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"), _text),
    ("network.https_proxy", ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"), _text),
    ("network.no_proxy", ("no_proxy", "NO_PROXY"), _texts),
)

_IN_FILE: dict[str, Callable[[Any], Any]] = {
    "store": _text,
    "max_document_bytes": _count,
    "network.ca_file": _text,
    "network.http_proxy": _text,
    "network.https_proxy": _text,
    "network.no_proxy": _texts,
    "fetch.engine": _engine,
    "fetch.gap_seconds": _positive,
    "fetch.in_flight": _count,
    "fetch.connect_timeout_seconds": _positive,
    "fetch.timeout_seconds": _positive,
    "fetch.max_body_bytes": _count,
    "fetch.retry_after_cap_seconds": _positive,
    "check.probe": _flag,
    "copies.enabled": _flag,
    "copies.requisites": _flag,
    "copies.max_requisites": _count,
    "copies.max_requisites_bytes": _count,
    "copies.max_record_bytes": _count,
    "copies.max_folder_bytes": _count,
    "copies.keep_days": _days,
    "copies.again_days": _days,
    "archive.consent": _consent,
    "archive.also": _also,
    "archive.never": _texts,
    "archive.newer_than_days": _days,
    "archive.daily_captures": _count,
    "archive.confirm_requests": _count,
    "archive.daily_index_requests": _count,
}

_OWN_FILE_ONLY = frozenset({"archive.also"})
"""Outside addresses: a file that lies beside a document may be hostile, that of the user's own folder is not."""

_FILE_NAMES = {
    "archive.consent": "consent",
    "archive.newer_than_days": "archive.newer_than",
    "copies.keep_days": "copies.keep_for",
    "copies.again_days": "copies.again_after",
}

SETTING_NAMES = tuple(sorted(_IN_FILE))
"""What a configuration file may hold, for the documentation and its test."""

ENVIRONMENT_NAMES = tuple(variable for _, variables, _ in _ENVIRONMENT for variable in variables)
"""The environment variables that are read, keys aside."""
