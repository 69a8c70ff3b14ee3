"""The headers of a request: the engine's own and those the caller adds. Pure."""

from __future__ import annotations

from sourcekeeper.config import NetworkSettings
from sourcekeeper.fetching.chain import Chain

Headers = tuple[tuple[str, str], ...]

ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"

HIDDEN = frozenset({"cookie", "authorization", "proxy-authorization"})
"""Headers that are sent to the first host only and never recorded."""
_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding", "te", "expect", "upgrade"})
"""Headers that belong to the engine: given by a caller, they are left out."""


def usual_headers(network: NetworkSettings) -> Headers:
    """Return what every request says, Host and Cookie aside. Gzip only: anything else we would have to unpack."""
    return ("User-Agent", network.user_agent), ("Accept", ACCEPT), ("Accept-Encoding", "gzip")


def headers_of(chain: Chain, usual: Headers) -> Headers:
    """Return the headers of a chain's next request, Host and Cookie aside; the caller's win over the usual ones."""
    given = chain.request.headers
    if not given:
        return usual
    named = {name.lower() for name, _ in given}
    kept = [(name, value) for name, value in given if _may_be_sent(name, value, chain)]
    return (*(pair for pair in usual if pair[0].lower() not in named), *kept)


def recorded(chain: Chain, headers: Headers) -> Headers:
    """Return the headers of a request as they may be kept: with the host, less cookies and authorisation."""
    host = chain.url.partition("://")[2].partition("/")[0].partition("?")[0]
    return (("Host", host), *(pair for pair in headers if pair[0].lower() not in HIDDEN))


def _may_be_sent(name: str, value: str, chain: Chain) -> bool:
    is_secret = name.lower() in HIDDEN and chain.has_left_home
    return name.lower() not in _OURS and _is_sendable(name, value) and not is_secret


def _is_sendable(name: str, value: str) -> bool:
    """Whether a header can be put on the wire as it is: no line ends, nothing outside Latin-1."""
    text = name + value
    return bool(name) and name.isascii() and all(31 < ord(character) < 256 or character == "\t" for character in text)
