"""From an answer's Location to the next address to ask. Pure.

We follow redirects ourselves, because host lock, gap, guard and record must hold at each hop.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from sourcekeeper.fetching.headers import Head
from sourcekeeper.web.urls import request_url

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+-]*:")
_IGNORED = re.compile("[\t\n\r]")


class SchemeNotAsked(ValueError):
    """Raised for an address of another scheme than http and https. The visit ends: it is not allowed."""


def askable(url: str) -> str:
    """Return what is sent for an address: legal ASCII, without user name, password and fragment.

    Raises SchemeNotAsked for ``ftp:`` and its like, and ValueError when it is no address at all.
    """
    stripped = url.strip()
    scheme = _SCHEME.match(stripped)
    if scheme and scheme[0].lower() not in ("http:", "https:") and not stripped[scheme.end() :][:1].isdigit():
        raise SchemeNotAsked(f"only http and https are asked, not {scheme[0][:40]}")
    return without_credentials(request_url(stripped).partition("#")[0])


def without_credentials(url: str) -> str:
    """Return a legal URL without its user name and password.

    >>> without_credentials("https://me:secret@example.org/a@b")
    'https://example.org/a@b'
    """
    if "@" not in url:
        return url
    start = url.index("://") + 3
    end = min((place for place in (url.find(mark, start) for mark in "/?#") if place >= 0), default=len(url))
    return url[:start] + url[start:end].rpartition("@")[2] + url[end:]


def location_of(head: Head) -> str:
    """Return where an answer sends us, as the server wrote it; empty when it is no redirect.

    An empty Location is none: browsers show the answer's own page then.
    """
    return head.get("location").strip() if head.status in _REDIRECTS else ""


def next_url(url: str, location: str) -> str:
    """Return the address a Location means, seen from the address that answered; raises as `askable` does.

    `location` comes as Latin-1, as headers do; many servers write raw UTF-8 into it, some raw bytes of other sets,
    which are kept as they are, percent-encoded.
    """
    written = _IGNORED.sub("", _legible(location))
    head, mark, query = re.match(r"([^?#]*)([?#]?)(.*)", written, re.DOTALL).groups()  # type: ignore[union-attr]
    # Browsers read a backslash as a slash before the query; reading it otherwise would ask another host than they do.
    return askable(urljoin(url, head.replace("\\", "/") + mark + query))


def _legible(location: str) -> str:
    if location.isascii():
        return location
    raw = location.encode("latin-1", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in raw)
