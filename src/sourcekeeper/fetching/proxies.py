"""What proxies say of addresses. Pure."""

from __future__ import annotations

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
