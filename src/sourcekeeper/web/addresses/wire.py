"""The form of an address that may be sent, and its host. Parsing is that of the WHATWG URL standard (ada).

Pure. What was cited is never changed here: these forms stand beside it. The parser and the list of public suffixes
are imported on first use, because a command that only reads a text needs neither.
"""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from sourcekeeper.patterns import regex

_ILLEGAL = regex(r"%(?![0-9A-Fa-f]{2})|[^!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~]")
"""What RFC 3986 does not allow after the authority, and what a browser leaves as it is: ``| [ ] ^``, a lone ``%``."""
_AS_IT_IS = regex(
    r"https?://(?P<host>(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,24}"
    r"|(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d))"
    r"(?::(?!80/|443/)(?:[1-9]\d{1,3}|[1-5]\d{4}))?"
    r"(?:/(?!\.)[\w~!$&()*+,;=:@.-]*)+(?:\?[\w~!$&()*+,;=:@./?-]*)?",
    re.ASCII,
)
"""An address that is sent as it is written: nine in ten. No dot segments, no escapes (``%2e`` is a dot to browsers),
no fragment, no name or number that a parser would spell otherwise."""
_AUTHORITY = regex(r"https?://[^/?#]*")
_WEB_SCHEMES = ("http:", "https:")
_MAX_HOST, _MAX_LABEL = 253, 63


def request_url(url: str) -> str:
    """Return the legal ASCII address to send: IDN as ``xn--``, illegal characters encoded, encoded ones left alone.

    Doing it twice changes nothing. Dot segments, default ports and odd spellings of IPv4 numbers (``0x7f.1``) are
    resolved as browsers do. Raises ValueError when it is no http(s) address that could be asked.
    """
    return url if _AS_IT_IS.fullmatch(url) else _legal(str(parse(url).href))


def fetch_key(url: str) -> str:
    """Return the address as it will be asked, less the fragment: one visit serves all addresses of one key.

    Never raises: what is no http(s) address is given back without its fragment.
    """
    try:
        return request_url(url).partition("#")[0]
    except ValueError:
        return url.strip().partition("#")[0]


@lru_cache(maxsize=1024)
def host_of(url: str) -> str:
    """Return the host in lower-case ASCII, no port, no brackets round IPv6; empty when there is none."""
    plain = _AS_IT_IS.fullmatch(url)
    if plain is not None:
        return str(plain["host"])
    try:
        return str(_ada().URL(url).hostname).strip("[]")
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """Return the part of a host name that one owner registered: ``bbc.co.uk``, ``someone.github.io``.

    By the Public Suffix List as bundled with tldextract, private suffixes included; never the network. An IP number
    or a name under no public suffix is given back as it is, in lower case.
    """
    name = host.strip("[]").rstrip(".").lower()
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return str(_suffixes()(name).top_domain_under_public_suffix) or name


@lru_cache(maxsize=4096)
def registry_domain(host: str) -> str:
    """Return the part of a host name that was bought from a registry: ``blogspot.com`` for every blog there.

    As `registrable_domain`, private suffixes not included.
    """
    name = host.strip("[]").rstrip(".").lower()
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return str(_suffixes()(name).top_domain_under_registry_suffix) or name


@lru_cache(maxsize=1024)
def has_public_suffix(host: str) -> bool:
    """Whether a host name is under a domain of the Public Suffix List: ``x.org``, but neither ``x.o`` nor ``org``."""
    return bool(_suffixes()(host.lower()).top_domain_under_public_suffix)


def parse(url: str) -> Any:
    """Return ada's URL record of an http(s) address (`href`, `hostname`, `pathname` …); ValueError for any other."""
    try:
        parsed = _ada().URL(url)
    except ValueError as error:
        raise ValueError(f"no web address: {url[:200]!r}") from error
    if parsed.protocol not in _WEB_SCHEMES or not _is_askable(parsed.hostname):
        raise ValueError(f"no web address: {url[:200]!r}")
    return parsed


def encode_illegal(part: str) -> str:
    """Percent-encode what RFC 3986 forbids in a path, query or fragment that is otherwise encoded already."""
    return _ILLEGAL.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), part)


def _legal(href: str) -> str:
    authority = _AUTHORITY.match(href)
    assert authority is not None
    return authority[0] + encode_illegal(href[authority.end() :])


def _is_askable(host: str) -> bool:
    """Whether a resolver could be asked: the parser lets ``a..b`` and endless labels through, resolvers do not."""
    if host.startswith("["):
        return True
    name = host.removesuffix(".")
    return 0 < len(name) <= _MAX_HOST and all(0 < len(label) <= _MAX_LABEL for label in name.split("."))


@cache
def _ada() -> Any:
    return import_module("ada_url")


@cache
def _suffixes() -> Any:
    extractor = import_module("tldextract").TLDExtract
    return extractor(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)
