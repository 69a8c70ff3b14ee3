"""Which proxy a request goes through, and what proxies say of addresses. Pure: `config` reads the environment."""

from __future__ import annotations

from sourcekeeper.config import NetworkSettings
from sourcekeeper.fetching.headers import Head
from sourcekeeper.model import FetchFailure

_GATEWAY = frozenset({502, 504})

_SAID_BY_PROXY = {
    "dns_timeout": FetchFailure.NAME_TROUBLE,
    "destination_unavailable": FetchFailure.REFUSED,
    "destination_ip_unroutable": FetchFailure.REFUSED,
    "connection_refused": FetchFailure.REFUSED,
    "connection_terminated": FetchFailure.RESET,
    "connection_timeout": FetchFailure.TIMEOUT_CONNECTING,
    "connection_read_timeout": FetchFailure.TIMEOUT,
    "http_response_timeout": FetchFailure.TIMEOUT,
    "tls_certificate_error": FetchFailure.TLS_UNTRUSTED,
    "tls_protocol_error": FetchFailure.TLS_OTHER,
    "tls_alert_received": FetchFailure.TLS_OTHER,
}
"""Error types of RFC 9209, which a proxy may give with its refusal of a tunnel."""


def proxy_for(url: str, host: str, network: NetworkSettings) -> str:
    """Return the proxy's address for a request, or an empty string to go there directly."""
    proxy = network.https_proxy if url.startswith("https:") else network.http_proxy
    return "" if not proxy or is_direct(host, network.no_proxy) else proxy


def is_direct(host: str, no_proxy: tuple[str, ...]) -> bool:
    """Whether a host is among those reached without a proxy: named, below a name, or all by ``*``.

    >>> is_direct("www.example.org", (".example.org",)), is_direct("badexample.org", ("example.org",))
    (True, False)
    """
    name = host.rstrip(".").lower()
    for entry in no_proxy:
        suffix = entry.strip().lower().lstrip(".").rstrip(".")
        if suffix == "*" or (suffix and (name == suffix or name.endswith(f".{suffix}"))):
            return True
    return False


def said_by_proxy(head: Head) -> FetchFailure:
    """Read what a proxy says of the address in ``Proxy-Status`` (RFC 9209); `PROXY` when it says nothing.

    >>> said_by_proxy(Head(headers=(("Proxy-Status", "p; error=dns_error; rcode=NXDOMAIN"),)))
    <FetchFailure.NAME_NOT_FOUND: 'name-not-found'>
    """
    last_member = head.get("proxy-status").rpartition(",")[2]
    pairs = (piece.partition("=") for piece in last_member.split(";")[1:])
    said = {name.strip().lower(): value.strip().strip('"').lower() for name, _, value in pairs}
    if said.get("error") == "dns_error":
        return FetchFailure.NAME_NOT_FOUND if said.get("rcode") == "nxdomain" else FetchFailure.NAME_TROUBLE
    return _SAID_BY_PROXY.get(said.get("error", ""), FetchFailure.PROXY)


def failure_in_answer(head: Head) -> FetchFailure | None:
    """Return the failure a proxy tells of in an answer of its own, when an http address was asked through it.

    A gateway on the site's side could speak so too; then it is the site's own name or server that failed.
    """
    said = said_by_proxy(head) if head.status in _GATEWAY else FetchFailure.PROXY
    return None if said is FetchFailure.PROXY else said
