"""When two addresses name one source: the comparison key.

Pure. A key folds what servers and writers do not mean as a difference: http and https, ``www.``, a trailing slash,
default ports, percent-encoding, normal forms, trackers, wrappers, and the archive an address was saved in. It is used
to compare only, never to fetch and never to quote.

The fragment is kept (``#page=12``, ``#:~:text=`` and the routes of one-page sites name what is cited); only an empty
one, or one made of trackers (``#xtor=RSS-1``), goes. Two addresses that differ in the fragment alone are two sources
with one fetch key, so they still share visits, copies and captures.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import unquote_to_bytes

from sourcekeeper.patterns import regex
from sourcekeeper.web import memento
from sourcekeeper.web.addresses import mending, wire, wrappers

COMPARISON_KEY_VERSION = 1
"""Of the rule. A change that moves any key needs a new number, and the store an alias for the old keys."""

_PREFIX = f"{COMPARISON_KEY_VERSION}:"
_ROUNDS = 8
"""Folding may uncover more to fold (a wrapper in an archive address); this many layers are taken off."""

_TRACKERS = frozenset(
    (
        *("fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "mc_cid", "mc_eid", "yclid", "igshid", "twclid"),
        *("_hsenc", "_hsmi", "srsltid", "xtor", "echobox"),
    )
)
_TRACKER_PREFIXES = ("utm_", "mtm_")
_EXACT_TRACKERS = frozenset({"CMP"})
"""Of one paper, in capitals; ``cmp`` elsewhere may mean something."""
_STATUS_TRACKERS = frozenset({"s", "t", "ref_src", "ref_url"})
_POST_HOSTS = frozenset({"x.com", "twitter.com", "mobile.twitter.com", "mobile.x.com"})
_DOI_HOSTS = frozenset({"doi.org", "dx.doi.org"})

_PLAIN = regex(
    r"https?://(?:(?:www\.)?(?!www\.)(?P<host>(?:(?!xn--)[a-z0-9-]{1,63}\.){1,4}[a-z]{2,63})|(?P<number>"
    r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!:|/|\?|$)|(?![.\d]))){4}))"
    r"(?P<port>:(?!80(?!\d)|443(?!\d))(?:[1-5]\d{4}|6[0-4]\d{3}|[1-9]\d{0,3}))?"
    r"(?P<path>(?:/[\w~!$&()*+,:;=@-][\w.~!$&()*+,:;=@-]*)*)/?(?:\?(?P<query>[\w.~!$&()*+,:;=@/?-]*))?",
    re.ASCII,
)
"""An address in which nothing needs parsing: no dot segments, no encoding, no default port, no fragment, no IDN."""

_ENCODED = regex(r"(?:%[0-9A-Fa-f]{2})+")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def comparison_key(url: str) -> str:
    """Return the key two addresses of one source share; starts with the rule's version, ``1:``.

    An archive address has the key of its original when it tells it; all hosts of archive.today are one. Never raises:
    what is no web address is its own key. A key's key is the key.
    """
    written = url.strip().removeprefix(_PREFIX)
    return _PREFIX + (_plain_fold(written) or _whole_fold(written))


def _plain_fold(written: str) -> str | None:
    """Fold an address in which nothing needs parsing, ten times as fast: nearly all are so. None for the others."""
    found = _PLAIN.fullmatch(written)
    if found is None:
        return None
    host, path = found["host"] or found["number"], found["path"]
    if host in _DOI_HOSTS or memento.is_archive_host(host) or wrappers.may_wrap(written):
        return None
    query = found["query"]
    kept = _without_trackers(query, host, path) if query else ""
    place = f"{host}{found['port'] or ''}"
    return f"https://{place}{path}?{kept}" if kept else f"https://{place}{path}"


def _whole_fold(written: str) -> str:
    folded = written
    for _ in range(_ROUNDS):
        once = _fold(folded)
        if once == folded:
            break
        folded = once
    return folded


def _fold(written: str) -> str:
    # An empty fragment is none; read as part of an archived address (…/web/2021/#) it would be one.
    url = mending.mend(written)[0].removesuffix("#")
    archived = memento.parse_archive_address(url)
    if archived is not None:
        url = archived.original or archived.uri
    try:
        parsed = wire.parse(url)
    except ValueError:
        return url.strip()  # what an empty fragment left open at its end
    host = _folded_host(parsed.hostname)
    path = _same_encoding(parsed.pathname).rstrip("/")
    query = _without_trackers(_same_encoding(parsed.search.removeprefix("?")), host, path)
    fragment = _meant_fragment(_same_encoding(parsed.hash.removeprefix("#")))
    if host in _DOI_HOSTS:
        host, path = "doi.org", path.lower()  # DOIs are compared without case (DOI Handbook 2.4)
    return (
        f"https://{_userinfo(parsed)}{host}{f':{parsed.port}' if parsed.port else ''}{path}"
        f"{f'?{query}' if query else ''}{f'#{fragment}' if fragment else ''}"
    )


def _userinfo(parsed: Any) -> str:
    if not (parsed.username or parsed.password):
        return ""
    return f"{parsed.username}:{parsed.password}@" if parsed.password else f"{parsed.username}@"


def _folded_host(host: str) -> str:
    host = host.removesuffix(".")
    bare = host.removeprefix("www.")
    return bare if "." in bare else host


def _same_encoding(part: str) -> str:
    """Spell each character in one way: NFC, then UTF-8 percent-encoded in capitals; unreserved ASCII plain."""
    readable = unicodedata.normalize("NFC", _ENCODED.sub(_decoded_run, part))
    return wire.encode_illegal(readable)


def _decoded_run(run: re.Match[str]) -> str:
    """Decode what may be: unreserved ASCII and whole UTF-8 sequences; other bytes stay encoded, in capitals."""
    decoded = []
    for char in unquote_to_bytes(run[0]).decode("utf-8", "surrogateescape"):
        code = ord(char)
        if code in _UNRESERVED or (code >= 0x80 and not 0xDC80 <= code <= 0xDCFF):
            decoded.append(char)
        else:
            decoded.append(f"%{code - 0xDC00 if code >= 0xDC80 else code:02X}")
    return "".join(decoded)


def _without_trackers(query: str, host: str, path: str) -> str:
    drop = _STATUS_TRACKERS if host in _POST_HOSTS and "/status/" in path else frozenset()
    kept = (part for part in query.split("&") if part and not _is_tracker(part) and _name(part) not in drop)
    return "&".join(kept)


def _meant_fragment(fragment: str) -> str:
    parts = fragment.split("&")
    return "" if all("=" in part and _is_tracker(part) for part in parts) else fragment


def _name(part: str) -> str:
    return part.partition("=")[0]


def _is_tracker(part: str) -> bool:
    name = _name(part)
    lower = name.lower()
    return lower in _TRACKERS or lower.startswith(_TRACKER_PREFIXES) or name in _EXACT_TRACKERS
