"""Web archives as seen from their addresses and headers: 14-digit times, addresses of snapshots, Link headers.

Pure. RFC 7089 (Memento) and RFC 8288 (Link). The forms of the addresses are those met in notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import unquote

from sourcekeeper.patterns import regex

# --- times ----------------------------------------------------------------------------------------------------------

_DIGITS = regex(r"\d{4,14}", re.ASCII)
_EARLIEST = "00000101000000"


def parse_timestamp(text: str) -> datetime:
    """Read 4 to 14 digits (``2024``, ``20240131101500``) as the earliest moment they allow, in UTC.

    Raises ValueError when it is not that, or no such moment exists.
    """
    if not _DIGITS.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is no archive time of 4 to 14 digits")
    if len(text) % 2:  # half a number: the Wayback Machine cuts it too
        text = text[:-1]
    return datetime.strptime(text + _EARLIEST[len(text) :], "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def format_timestamp(moment: datetime) -> str:
    """Write a time as 14 digits in UTC. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    moment = moment.astimezone(UTC)
    return f"{moment.year:04d}{moment:%m%d%H%M%S}"


# --- addresses of snapshots -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ArchivedAddress:
    """What the address of an archived page tells."""

    archive: str
    """Host of the archive, one name for all its hosts: ``web.archive.org``, ``archive.ph``, ``perma.cc``."""
    uri: str
    """The lasting address of the snapshot: no ``wip/``, no replay flags."""
    original: str | None
    """The archived address, with a scheme; None when the archive's address does not tell it."""
    taken_at: datetime | None
    """When, as far as the address tells. Fewer than 14 digits give the earliest moment they allow."""


_ADDRESS = regex(r"(?i)https?://(?P<host>[^/?#:@\s]+)(?::\d*)?/(?P<path>[^\s]*)")
_WAYBACK = regex(
    r"(?:web/)?(?:(?P<time>\d{1,14})(?P<flags>(?:[a-z]{2}_)+)?|(?P<calendar>\d{0,14}\*)|save(?:/_embed)?)/(?P<url>[^#].*)"
)
_WAYBACK_LATEST = regex(r"(?i)web/(?P<url>(?:https?(?::|%3a)|www\.).+)")
_TODAY_HOSTS = frozenset(f"archive.{end}" for end in ("today", "ph", "is", "li", "vn", "md", "fo"))
_TODAY_ONION = "archiveiya74codqgiixo33q62qlrqtkgmcitqx5u2oeqnmn5bpcbiyd.onion"
_TODAY_LONG = regex(
    r"(?P<time>\d{4,14}|\d{4}\.\d\d\.\d\d(?:-\d{6})?)/(?P<url>.+)|(?:newest|oldest)/(?P<near>.+)|(?P<any>https?:.+)"
)
_TODAY_SHORT = regex(r"(?:wip/|o/)?(?P<id>[A-Za-z0-9]{4,6})(?:/(?P<url>[^#]*))?(?:[#?].*)?")
_TODAY_PAGES = frozenset({"blog", "submit", "search", "about", "newest", "oldest", "post", "stats"})
_PERMA = regex(r"(?P<id>[A-Z0-9]{2,4}-[A-Z0-9]{4}|0[A-Za-z0-9]{9,11})(?:[/?#].*)?", re.IGNORECASE)
_PERMA_REPLAY = regex(r"warc/(?P<id>[A-Z0-9]{2,4}-[A-Z0-9]{4})/(?P<url>.+)", re.IGNORECASE)
_WEBCITE = regex(r"(?P<id>query|[A-Za-z]*\d[A-Za-z0-9]*)(?:\?(?P<query>.*))?")
_PYWB = regex(r"(?P<time>\d{4,14})(?P<flags>(?:[a-z]{2}_)+)?/(?P<url>.+)")
_PYWB_PREFIX = {
    "arquivo.pt": regex(r"(?:wayback|noFrame/replay)/"),
    "wayback.archive-it.org": regex(r"(?:[0-9]+|all)/"),
    "webarchive.nationalarchives.gov.uk": regex(r"(?:ukgwa/)?"),
    "www.webarchive.org.uk": regex(r"wayback/(?:en/)?archive/"),
    "webarchive.loc.gov": regex(r"(?:all|[a-z0-9]+)/"),
    "swap.stanford.edu": regex(r"(?:was/)?"),
    "vefsafn.is": regex(r"(?:is/)?"),
    "webarchive.nla.gov.au": regex(r"awa/"),
    "webarchive.bac-lac.gc.ca": regex(r"wayback/"),
    "wayback.webarchiv.cz": regex(r"wayback/"),
    "archivesinternet.bnf.fr": regex(r""),
    "timetravel.mementoweb.org": regex(r"memento/"),
}
"""Archives whose addresses end in ``TIME/URL``, and what comes before it."""
_WIKIWIX = regex(r"cache/(?:\w+\.php)?\?(?P<query>.*)")
_GHOST = regex(r"(?:archive|varchive|iarchive)/(?P<id>[A-Za-z0-9_/-]+)(?:[?#].*)?")
_MEGALODON = regex(r"(?P<day>\d{4}-\d{4})-(?P<clock>\d{4}-\d{2})/(?P<url>.+)")
_JAPAN = timedelta(hours=9)


def parse_archive_address(url: str) -> ArchivedAddress | None:
    """Tell what snapshot an address names; None when it is not the address of a web archive we know.

    >>> parse_archive_address("https://archive.ph/wip/FlgTC").uri
    'https://archive.ph/FlgTC'
    """
    return _parsed(url) if len(url) <= _LONGEST_KEPT else _parsed.__wrapped__(url)


_LONGEST_KEPT = 1_000
"""Characters of an address whose answer is kept; each address of a note is asked several times."""


@lru_cache(maxsize=1024)
def _parsed(url: str) -> ArchivedAddress | None:
    found = _ADDRESS.fullmatch(url.strip())
    if found is None:
        return None
    host, path = found["host"].lower().removesuffix("."), found["path"]
    reader = _READERS.get(host.removeprefix("www."))
    if reader is not None:
        return reader(path)
    if host in _PYWB_PREFIX:
        return _pywb(host, path)
    return None


def is_archive_host(host: str) -> bool:
    """Whether a host, in lower case, is that of a web archive we know; most addresses under one name a snapshot."""
    return host.removeprefix("www.") in _READERS or host in _PYWB_PREFIX


def _wayback(path: str) -> ArchivedAddress | None:
    latest = _WAYBACK_LATEST.fullmatch(path)
    if latest:
        original = _original(latest["url"])
        return ArchivedAddress("web.archive.org", f"https://web.archive.org/web/{original}", original, None)
    found = _WAYBACK.fullmatch(path)
    if found is None:
        return None
    # The calendar of all addresses that begin so: x.org*.
    original = _original(found["url"].removesuffix("*") if found["calendar"] else found["url"])
    stamp = found["time"] or found["calendar"] or ""
    uri = f"https://web.archive.org/web/{stamp}/{original}" if stamp else f"https://web.archive.org/web/{original}"
    return ArchivedAddress("web.archive.org", uri, original, _moment(found["time"]))


def _archive_org(path: str) -> ArchivedAddress | None:
    """Read the old home of the Wayback Machine, which still leads there; its other paths are a library."""
    return _wayback(path) if path.startswith("web/") else None


def _today(path: str) -> ArchivedAddress | None:
    long = _TODAY_LONG.fullmatch(path)
    if long:
        original = _original(long["url"] or long["near"] or long["any"])
        taken_at = _moment(long["time"].replace(".", "").replace("-", "")) if long["time"] else None
        return ArchivedAddress("archive.ph", f"https://archive.ph/{path}", original, taken_at)
    short = _TODAY_SHORT.fullmatch(path)
    if short is None or (short["id"] in _TODAY_PAGES and not path.startswith(("wip/", "o/"))):
        return None
    told = path.startswith("o/") and short["url"]
    return ArchivedAddress("archive.ph", f"https://archive.ph/{short['id']}", _original(told) if told else None, None)


def _perma(path: str) -> ArchivedAddress | None:
    found = _PERMA.fullmatch(path)
    if found is None:
        return None
    name = found["id"].upper() if "-" in found["id"] else found["id"]
    return ArchivedAddress("perma.cc", f"https://perma.cc/{name}", None, None)


def _perma_replay(path: str) -> ArchivedAddress | None:
    """Read where Perma.cc plays its records: ``warc/AB3D-9XYZ/https://…``."""
    found = _PERMA_REPLAY.fullmatch(path)
    if found is None:
        return None
    return ArchivedAddress("perma.cc", f"https://perma.cc/{found['id'].upper()}", _original(found["url"]), None)


def _webcite(path: str) -> ArchivedAddress | None:
    found = _WEBCITE.fullmatch(path)
    if found is None:
        return None
    original = _parameter(found["query"] or "", "url")
    is_query = found["id"] == "query"
    if is_query and original is None and _parameter(found["query"] or "", "id") is None:
        return None
    day = _parameter(found["query"] or "", "date") if is_query else None
    uri = f"https://www.webcitation.org/{path}" if is_query else f"https://www.webcitation.org/{found['id']}"
    return ArchivedAddress(
        "webcitation.org", uri, _original(original) if original else None, _moment((day or "").replace("-", ""))
    )


def _pywb(host: str, path: str) -> ArchivedAddress | None:
    prefix = _PYWB_PREFIX[host].match(path)
    found = _PYWB.fullmatch(path, prefix.end()) if prefix else None
    if prefix is None or found is None:
        return None
    original = _original(found["url"])
    uri = f"https://{host}/{prefix[0]}{found['time']}/{original}"
    return ArchivedAddress(host, uri, original, _moment(found["time"]))


def _wikiwix(path: str) -> ArchivedAddress | None:
    found = _WIKIWIX.fullmatch(path)
    stamped = _PYWB.fullmatch(path, len("cache/")) if path.startswith("cache/") else None
    if stamped:
        kept = _original(stamped["url"])
        uri = f"https://archive.wikiwix.com/cache/{stamped['time']}/{kept}"
        return ArchivedAddress("archive.wikiwix.com", uri, kept, _moment(stamped["time"]))
    original = _parameter(found["query"], "url") if found else None
    if original is None:
        return None
    uri = f"https://archive.wikiwix.com/cache/?url={original}"
    return ArchivedAddress("archive.wikiwix.com", uri, _original(original), None)


def _ghost(path: str) -> ArchivedAddress | None:
    found = _GHOST.fullmatch(path)
    if found is None:
        return None
    kind = path.partition("/")[0]
    return ArchivedAddress("ghostarchive.org", f"https://ghostarchive.org/{kind}/{found['id']}", None, None)


def _megalodon(path: str) -> ArchivedAddress | None:
    found = _MEGALODON.fullmatch(path)
    if found is None:
        return None
    local = _moment((found["day"] + found["clock"]).replace("-", ""))
    uri = f"https://megalodon.jp/{path}"
    return ArchivedAddress("megalodon.jp", uri, _original(found["url"]), local - _JAPAN if local else None)


_READERS: dict[str, Callable[[str], ArchivedAddress | None]] = {
    "web.archive.org": _wayback,
    "wayback.archive.org": _wayback,
    "archive.org": _archive_org,
    "web-beta.archive.org": _wayback,
    **dict.fromkeys(_TODAY_HOSTS | {_TODAY_ONION}, _today),
    "perma.cc": _perma,
    "perma-archives.org": _perma_replay,
    "webcitation.org": _webcite,
    "arquivo.pt": lambda path: _pywb("arquivo.pt", path),
    "archive.wikiwix.com": _wikiwix,
    "ghostarchive.org": _ghost,
    "megalodon.jp": _megalodon,
}

_ENCODED_SCHEME = regex(r"(?i)(?:https?|ftp)%3a(?:/|%2f)")
_LOOSE_SCHEME = regex(r"(?i)(https?|ftp):/{1,3}(?=[^/])")
_SCHEME = regex(r"(?i)[a-z][a-z0-9+.-]*://")


def _original(text: str) -> str:
    """Return the archived address with a scheme; archives accept it without, with one slash, or encoded."""
    if _ENCODED_SCHEME.match(text):
        text = unquote(text)
    text = _LOOSE_SCHEME.sub(r"\1://", text, count=1) if _LOOSE_SCHEME.match(text) else text
    return text if _SCHEME.match(text) else "http://" + text.removeprefix("//")


def _parameter(query: str, name: str) -> str | None:
    """Return a parameter that holds an address: decoded when it was encoded, else with all that follows it.

    ``?url=http://x.org/?a=1&b=2`` was never encoded, so ``&b=2`` belongs to the archived address.
    """
    start = re.search(rf"(?:^|&){name}=", query)
    if start is None:
        return None
    rest = query[start.end() :]
    if re.match(r"(?i)https?://", rest) and "?" in rest.partition("&")[0]:
        return rest.partition("#")[0] if "&date=" not in rest else rest.partition("&date=")[0]
    return unquote(rest.partition("&")[0]) or None


def _moment(digits: str | None) -> datetime | None:
    try:
        return parse_timestamp(digits or "")
    except ValueError:
        return None


# --- Link headers ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a Link header."""

    target: str
    """As sent: may be relative."""
    rel: tuple[str, ...]
    """Relation types in lower case: ``("first", "memento")``."""
    attributes: tuple[tuple[str, str], ...] = ()
    """All parameters in order, names in lower case, ``rel`` among them."""

    def attribute(self, name: str) -> str:
        """Return the first parameter of that name, or an empty string."""
        return next((value for key, value in self.attributes if key == name), "")


_TARGET = regex(r"[\s,]*<([^<>]*)>")
_PARAMETER = regex(r"\s*;\s*(?:([^\s=;,<>\"]+)\s*(?:=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^\s;,]*)))?)?")


def parse_link_header(value: str) -> tuple[Link, ...]:
    """Read a Link header, or a timemap in the same format (RFC 8288); what is malformed is skipped."""
    links = []
    position = value.find("<")
    while position != -1:
        found = _TARGET.match(value, position)
        if found is None:
            position = value.find("<", position + 1)
            continue
        position = found.end()
        attributes: list[tuple[str, str]] = []
        parameter = _PARAMETER.match(value, position)
        while parameter:
            position = parameter.end()
            if parameter[1]:
                quoted = re.sub(r"\\(.)", r"\1", parameter[2]) if parameter[2] is not None else None
                attributes.append((parameter[1].lower(), quoted if quoted is not None else parameter[3] or ""))
            parameter = _PARAMETER.match(value, position)
        rel = next((text for name, text in attributes if name == "rel"), "")
        links.append(Link(found[1].strip(), tuple(rel.lower().split()), tuple(attributes)))
        position = value.find("<", position)
    return tuple(links)


_ARCHIVE_NAMES = {
    "web.archive.org": "Internet Archive",
    "archive.org": "Internet Archive",
    "perma.cc": "Perma.cc",
    "webcitation.org": "WebCite",
    "arquivo.pt": "Arquivo.pt",
    "archive.wikiwix.com": "Wikiwix",
    "ghostarchive.org": "Ghostarchive",
}
"""Archives whose name is not their host's."""


def archive_name(host: str) -> str:
    """Return the name a reader knows an archive by, from its host.

    >>> archive_name("archive.ph"), archive_name("web.archive.org")
    ('archive.today', 'Internet Archive')
    """
    host = host.removeprefix("www.")
    if re.fullmatch(r"archive\.(?:today|ph|is|li|vn|md|fo)", host):
        return "archive.today"
    return _ARCHIVE_NAMES.get(host, host)
