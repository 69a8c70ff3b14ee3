"""The headers of a request: the engine's own and those the caller adds. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from sourcekeeper.config import NetworkSettings
from sourcekeeper.fetching.chain import Chain

Headers = tuple[tuple[str, str], ...]

ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"

HIDDEN = frozenset({"cookie", "authorization", "proxy-authorization"})
"""Headers that are sent to the first host only and never recorded."""
_NAME = re.compile(r"[\t\x20-\x7f]+")
_VALUE = re.compile(r"[\t\x20-\xff]*")
_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding", "te", "expect", "upgrade"})
"""Headers that belong to the engine: given by a caller, they are left out."""


def usual_headers(network: NetworkSettings) -> Headers:
    """Return what every request says, Host and Cookie aside. Gzip only: anything else we would have to unpack."""
    return ("User-Agent", network.user_agent), ("Accept", ACCEPT), ("Accept-Encoding", "gzip")


def headers_of(chain: Chain, usual: Headers) -> Headers:
    """Return the headers of a chain's next request, Host and Cookie aside.

    The caller's win over the usual ones, and what the settings say of the host wins over both.
    """
    given, own = chain.request.headers, chain.own_headers
    if not given and not own:
        return usual
    kept = _over(tuple(pair for pair in given if _may_be_sent(*pair, chain)), own)
    return _over(_without(usual, given), kept)


def recorded(chain: Chain, headers: Headers) -> Headers:
    """Return the headers of a request as they may be kept: with the host, less secrets and what settings add."""
    host = chain.url.partition("://")[2].partition("/")[0].partition("?")[0]
    own = chain.own_headers
    if own:
        headers = _without(headers, own)
    return ("Host", host), *_shown(headers)


@lru_cache(maxsize=64)
def _shown(headers: Headers) -> Headers:
    return tuple(pair for pair in headers if pair[0].lower() not in HIDDEN)


def _over(headers: Headers, stronger: Headers) -> Headers:
    return (*_without(headers, stronger), *stronger)


def _without(headers: Headers, named: Headers) -> Headers:
    """Return the headers but for those of the names of others."""
    names = {name.lower() for name, _ in named}
    return tuple(pair for pair in headers if pair[0].lower() not in names)


def _may_be_sent(name: str, value: str, chain: Chain) -> bool:
    is_secret = name.lower() in HIDDEN and chain.has_left_home
    return name.lower() not in _OURS and _is_sendable(name, value) and not is_secret


def _is_sendable(name: str, value: str) -> bool:
    """Whether a header can be put on the wire as it is: no line ends, nothing outside Latin-1."""
    return _NAME.fullmatch(name) is not None and _VALUE.fullmatch(value) is not None
