"""Settings as frozen records: option over environment over file over default.

Outside addresses, keys and the permission to visit private networks never come from a configuration file, which may
lie beside a hostile document: only from options and the environment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

CONTACT = "https://github.com/sourcekeeper/sourcekeeper"
"""The page a site's owner finds in our User-Agent."""


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
class ArchiveSettings:
    """How the Wayback Machine is spoken to."""

    wayback_url: str = "https://web.archive.org"
    archive_url: str = "https://archive.org"
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
    never: tuple[str, ...] = ()
    """Hosts (with their subdomains) and address patterns (``*`` wild) never sent to an archive."""
    daily_captures: int = 5000
    """Our own ceiling a day, well under the service's."""

    @property
    def has_keys(self) -> bool:
        """Whether saving is possible at all."""
        return bool(self.access_key and self.secret_key)
