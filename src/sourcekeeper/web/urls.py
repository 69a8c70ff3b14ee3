"""Addresses: found in text, read from links, compared, and put in the form that is sent.

The front of `addresses/`, where the parts are. What was cited is kept as it is; every other form stands beside it.
Pure.
"""

from __future__ import annotations

from urllib.parse import urljoin

from sourcekeeper.model import Address, Place
from sourcekeeper.patterns import regex
from sourcekeeper.web.addresses.comparison import COMPARISON_KEY_VERSION, comparison_key
from sourcekeeper.web.addresses.finder import FoundAddress, addresses_in, find_addresses, may_hold_address
from sourcekeeper.web.addresses.mending import mend
from sourcekeeper.web.addresses.wire import fetch_key, host_of, registrable_domain, request_url
from sourcekeeper.web.addresses.wrappers import may_wrap, unwrap

__all__ = [
    "COMPARISON_KEY_VERSION",
    "FoundAddress",
    "addresses_in",
    "comparison_key",
    "fetch_key",
    "find_addresses",
    "from_href",
    "host_of",
    "may_hold_address",
    "registrable_domain",
    "request_url",
    "unwrap",
]

_LINE_BREAKS = regex(r"(?<![ \t])[ \t]*[\r\n\f\x00]+[ \t]*|\t+")
_EDGES = "".join(map(chr, range(0x21))) + "\u00a0\u200b\u2060\ufeff\u202f"
_INVISIBLE = regex("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_WHOLE = regex(r"(?:https?|ftp)://(?!https?:?//)[A-Za-z0-9_.-]++(?:[/?#:][!-~]*+)?")
"""An address in which nothing needs mending, unless it wraps another: nearly all are so."""
_CLEAN = regex(r"[!-~]*")
"""In ASCII all that could go is white space."""
_SCHEME = regex(r"(?i)([a-z][a-z0-9+.-]*)\s?:")
_ABSOLUTE = regex(r"(?i)(?:h(?:tt|xx)ps?|ftp)\s?:|www\.[^/]+\.|doi\s?:?\s?10\.|(?:dx\.)?doi\.org/10\.")
_NO_HOST = regex(r"(?i)(?:https?|ftp)?:?/*")
"""``http://`` and no more: what editors put in a link field to start with."""


def from_href(href: str, base_url: str = "", place: Place | None = None) -> Address | None:
    """Read the value of an ``href`` (entities already decoded); None when it names no source.

    Whole, without trimming: line breaks with their indent and spaces at the edges go, a space inside stays (browsers
    send it as ``%20``). A relative one needs `base_url`; `place` is where it stands. No sources: an empty value, a
    fragment, the page itself, and schemes that fetch nothing (``javascript:``, ``mailto:``, ``tel:``, ``data:`` …).
    """
    if _WHOLE.fullmatch(href) and not may_wrap(href):
        is_source = not (base_url and _is_same_page(href, base_url))
        return Address(cited=href, url=href, place=place) if is_source else None
    cited = href if _CLEAN.fullmatch(href) else _INVISIBLE.sub("", _LINE_BREAKS.sub("", href.strip(_EDGES)))
    if not cited or cited.startswith("#"):
        return None
    if _ABSOLUTE.match(cited):
        url, marks = mend(cited)
    else:
        joined = "" if _SCHEME.match(cited) else _joined(base_url, cited)
        if not joined:
            return None
        url, marks = mend(joined)
    if _NO_HOST.fullmatch(url) or (base_url and _is_same_page(url, base_url)):
        return None
    return Address(cited=cited, url=url, marks=marks, place=place)


def _joined(base_url: str, relative: str) -> str:
    if relative.startswith("//") and not base_url:
        return "https:" + relative
    try:
        joined = urljoin(base_url, relative)
    except ValueError:
        return ""
    return joined if joined.lower().startswith(("http://", "https://")) else ""


def _is_same_page(url: str, base_url: str) -> bool:
    return url.partition("#")[0] == base_url.partition("#")[0]
