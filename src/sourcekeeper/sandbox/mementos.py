"""What the archive's stand-in holds: mementos by the key of their address, and which of them show at a given time."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from bisect import insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_plus, urlsplit

from sourcekeeper.sandbox.exchange import Headers, header_in

CRAWL = "crawl"
"""Where a memento came from that nobody asked for."""
SAVED = "spn2"
_SNAPSHOT = re.compile(r"https?://web\.archive\.org/web/(\d{4,14})(?:[a-z]{2}_)?/(.+)", re.I | re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memento:
    """One archived answer."""

    original: str
    """The address that gave the answer."""
    taken_at: datetime
    """Whole seconds, UTC."""
    status: int
    headers: Headers = ()
    body: bytes = b""
    """As sent, content coding and all."""
    source: str = CRAWL
    indexed_from: datetime
    """When CDX, TimeMap and availability begin to show it."""
    replayed_from: datetime
    gone_from: datetime | None = None
    """When it is lost; None for never."""

    @property
    def timestamp(self) -> str:
        """`taken_at` in 14 digits."""
        return self.taken_at.strftime("%Y%m%d%H%M%S")

    @property
    def key(self) -> str:
        """The key the index files it under."""
        return url_key(self.original)

    @property
    def digest(self) -> str:
        """SHA-1 of the body in base32, as the index has it."""
        return base64.b32encode(hashlib.sha1(self.body, usedforsecurity=False).digest()).decode()

    @property
    def media_type(self) -> str:
        """The content type without parameters."""
        return header_in(self.headers, "Content-Type").partition(";")[0].strip() or "unk"

    def is_there(self, now: datetime) -> bool:
        """Whether it is not lost."""
        return self.gone_from is None or now < self.gone_from

    def is_indexed(self, now: datetime) -> bool:
        """Whether the index shows it."""
        return self.indexed_from <= now and self.is_there(now)

    def is_replayed(self, now: datetime) -> bool:
        """Whether replay shows it."""
        return self.replayed_from <= now and self.is_there(now)

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        return {
            "original": self.original,
            "taken_at": self.taken_at.isoformat(),
            "status": self.status,
            "headers": [list(header) for header in self.headers],
            "body": base64.b64encode(zlib.compress(self.body)).decode(),
            "source": self.source,
            "indexed_from": self.indexed_from.isoformat(),
            "replayed_from": self.replayed_from.isoformat(),
            "gone_from": self.gone_from.isoformat() if self.gone_from else None,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Memento:
        """Read what `to_json` wrote."""
        times = {name: datetime.fromisoformat(value[name]) for name in ("taken_at", "indexed_from", "replayed_from")}
        return cls(
            original=value["original"],
            status=value["status"],
            headers=tuple((name, text) for name, text in value["headers"]),
            body=zlib.decompress(base64.b64decode(value["body"])),
            source=value["source"],
            gone_from=datetime.fromisoformat(value["gone_from"]) if value["gone_from"] else None,
            **times,
        )


class Shelf:
    """All mementos, oldest first under each key. Not for several threads at once: its owner holds the lock."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[Memento]] = {}

    def add(self, memento: Memento) -> None:
        """Put a memento in."""
        insort(self._by_key.setdefault(memento.key, []), memento, key=_age)

    def of(self, url: str) -> list[Memento]:
        """Return all of an address, shown or not, oldest first."""
        return list(self._by_key.get(url_key(url), ()))

    def indexed(self, url: str, now: datetime) -> list[Memento]:
        """Return what the index shows of an address, oldest first."""
        return [memento for memento in self._by_key.get(url_key(url), ()) if memento.is_indexed(now)]

    def replayed(self, url: str, now: datetime) -> list[Memento]:
        """Return what replay shows of an address, oldest first."""
        return [memento for memento in self._by_key.get(url_key(url), ()) if memento.is_replayed(now)]

    def select(self, matches: Callable[[str], bool], now: datetime) -> Iterator[Memento]:
        """Yield what the index shows of the keys that match, in the index's order."""
        for key in sorted(filter(matches, self._by_key)):
            yield from (memento for memento in self._by_key[key] if memento.is_indexed(now))

    def __iter__(self) -> Iterator[Memento]:
        for mementos in self._by_key.values():
            yield from mementos


def _age(memento: Memento) -> datetime:
    return memento.taken_at


def archived_address(url: str) -> str:
    """Return the address a Wayback address holds a page of; empty for other addresses.

    >>> archived_address("http://web.archive.org/web/2015if_/old.example/page")
    'http://old.example/page'
    """
    found = _SNAPSHOT.fullmatch(url)
    if found is None:
        return ""
    original = re.sub(r"^(https?):/+", r"\1://", found[2], flags=re.I)
    return original if "://" in original else "http://" + original


def archived_at(url: str) -> str:
    """Return the digits of the time in a Wayback address; empty for other addresses."""
    found = _SNAPSHOT.fullmatch(url)
    return found[1] if found else ""


def nearest(mementos: list[Memento], to: datetime) -> Memento:
    """Return the memento nearest to a time; `mementos` must not be empty."""
    return min(mementos, key=lambda memento: abs(memento.taken_at - to))


@lru_cache(maxsize=20_000)
def url_key(url: str) -> str:
    """Return the index's key: scheme, ``www.``, usual ports, case, order of the query and encoding do not count.

    >>> url_key("HTTPS://www.Example.org:443/a/?c=2&b=1")
    'org,example)/a?b=1&c=2'
    """
    try:
        parts = urlsplit(url if "://" in url else "http://" + url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "invalid)/" + url
    host = host.removeprefix("www.")
    shown_port = "" if port in {None, 80, 443} else f":{port}"
    path = unquote_plus(parts.path).lower().rstrip("/") or "/"
    query = "&".join(sorted(unquote_plus(parts.query).lower().split("&"))) if parts.query else ""
    return ",".join(reversed(host.split("."))) + shown_port + ")" + path + (f"?{query}" if query else "")


def parse_timestamp(text: str, *, end: bool = False) -> datetime:
    """Read 1 to 14 digits; what is missing is filled up to the beginning, or the end, of the period.

    >>> parse_timestamp("201902", end=True).isoformat()
    '2019-02-28T23:59:59+00:00'
    """
    if not text.isdecimal() or not text.isascii() or len(text) > 14:
        raise ValueError(f"{text!r} is no timestamp")
    filler = "99991231235959" if end else "10000101000000"
    full = text + filler[len(text) :]
    year, month = int(full[:4]), min(max(int(full[4:6]), 1), 12)
    day = max(int(full[6:8]), 1)
    hour, minute, second = (min(int(full[at : at + 2]), most) for at, most in ((8, 23), (10, 59), (12, 59)))
    while True:
        try:
            return datetime(max(year, 1), month, day, hour, minute, second, tzinfo=UTC)
        except ValueError:
            # The thirty-first of a shorter month: its last day is meant.
            if day <= 28:
                raise
            day = min(day, 31) - 1
