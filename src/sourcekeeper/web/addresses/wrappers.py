"""Addresses that only carry another one: search results, mail filters, exits of social networks."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

from sourcekeeper.patterns import regex

_Host = Callable[[str], bool]

_GOOGLE = regex(r"(?:www\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})")
_PREFIX = regex(r"(?i)https?://")
_PARTS = regex(r"(?i)https?://([^/?#@:]+)(?::\d*)?([^?#]*)(?:\?([^#]*))?")
_MAX_NESTING = 5
_HINT = regex(r"(?i)https?://(?:[^/?#.]*+\.){0,127}?(?:google|facebook|instagram|youtube|reddit|outlook|ampproject)\.")
"""Of the hosts below, label by label (a host has 127 at most); hardly any address goes past it."""


def _is(*hosts: str) -> _Host:
    return lambda host: host in hosts


def _under(suffix: str) -> _Host:
    return lambda host: host == suffix or host.endswith("." + suffix)


_PARAMETERS: tuple[tuple[_Host, re.Pattern[str], tuple[str, ...]], ...] = (
    (lambda host: bool(_GOOGLE.fullmatch(host)), regex("/url"), ("q", "url")),
    (_is("l.facebook.com", "lm.facebook.com"), regex(r"/l\.php"), ("u",)),
    (_is("l.instagram.com"), regex("/?"), ("u",)),
    (_is("youtube.com", "www.youtube.com", "m.youtube.com"), regex("/redirect"), ("q",)),
    (_is("out.reddit.com"), regex(".*"), ("url",)),
    (_under("safelinks.protection.outlook.com"), regex(".*"), ("url",)),
)
"""Host, whole path, names of the parameters that may hold the address."""

_AMP: tuple[tuple[_Host, re.Pattern[str]], ...] = (
    (lambda host: bool(_GOOGLE.fullmatch(host)), regex(r"/amp/(s/)?(.+)")),
    (_under("cdn.ampproject.org"), regex(r"/[cv]/(s/)?(.+)")),
)
"""Host and path of AMP viewers; ``s/`` says that the original is asked over TLS."""


def unwrap(url: str) -> str:
    """Return the address a wrapper carries, wrappers inside wrappers too; any other address as it is.

    Only what can be told without asking: a short link (``t.co``, ``bit.ly``) stays.
    """
    for _ in range(_MAX_NESTING):
        if not may_wrap(url):
            break
        inner = _carried(url)
        if inner is None:
            break
        url = inner
    return url


def may_wrap(url: str) -> bool:
    """Whether an address may be a wrapper's; cheap, and never false for one."""
    return _HINT.match(url) is not None


def _carried(url: str) -> str | None:
    parts = _PARTS.match(url)
    if parts is None:
        return None
    host, path, query = parts[1].lower(), parts[2], parts[3] or ""
    for is_host, pattern, names in _PARAMETERS:
        if is_host(host) and pattern.fullmatch(path):
            return _parameter(query, names)
    for is_host, pattern in _AMP:
        found = pattern.fullmatch(path)
        if is_host(host) and found and "." in found[2].partition("/")[0]:
            return ("https://" if found[1] else "http://") + found[2] + (f"?{query}" if query else "")
    return None


def _parameter(query: str, names: tuple[str, ...]) -> str | None:
    given = dict(reversed([part.partition("=")[::2] for part in query.split("&")]))
    for name in names:
        value = _decoded(given.get(name, ""))
        if _PREFIX.match(value):
            return value
    return None


def _decoded(value: str) -> str:
    """Percent-decode once; bytes that are no UTF-8 stay encoded, or the address would be another one."""
    text = unquote(value, errors="surrogateescape")
    return "".join(f"%{ord(char) - 0xDC00:02X}" if "\udc80" <= char <= "\udcff" else char for char in text)
