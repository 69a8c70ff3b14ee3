"""Settings as frozen records. What is said of checks is `checks`, of single hosts `hosts`. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlsplit

from sourcekeeper.config.checks import CheckSettings
from sourcekeeper.config.hosts import HostTable

CONTACT = "https://github.com/sourcekeeper/sourcekeeper"
"""The page a site's owner finds in our User-Agent."""

WAYBACK_URL = "https://web.archive.org"
ARCHIVE_URL = "https://archive.org"


def is_on_this_machine(address: str) -> bool:
    """Whether the address of an archive, its kind before it or not, is one of this machine."""
    return (urlsplit(address.partition("://")[2] and "//" + address.partition("://")[2]).hostname or "") in _LOOPBACK


_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


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
    hosts_of_domain: int = 8
    """Hosts of one registrable domain asked at once: the blogs of a farm are one owner's machines."""
    connect_timeout_seconds: float = 20.0
    timeout_seconds: float = 60.0
    """For a whole chain of redirects, the wait for the host's turn not counted."""
    least_patience_seconds: float = 3.0
    """No answer is waited for less, however often its host hung in the run: each time that halves what the next
    request is given. From `timeout_seconds` on nobody is hurried."""
    max_redirects: int = 20
    max_body_bytes: int = 32 * 1024 * 1024
    max_decoded_bytes: int = 64 * 1024 * 1024
    """A body that unpacks to more is cut: decompression bombs."""
    retry_after_cap_seconds: float = 60.0
    """Longer waits put the host off to the next run."""
    retries: int = 1
    """Further tries in this run for 429, 503 and a reset connection, after the wait the host asks for."""
    hosts: HostTable = field(default_factory=HostTable)
    """What is said of single hosts."""

    def gap_at(self, host: str) -> float:
        """Return the rest of a host between two requests, in seconds."""
        own = self.hosts.of(host).gap_seconds if self.hosts.rows else None
        return self.gap_seconds if own is None else own


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
