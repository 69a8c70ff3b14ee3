"""Cookies within one chain of redirects. Pure.

Some sites set a cookie, redirect, and redirect for ever when it does not come back; that is all we keep cookies for.
So they live as long as the chain, and each goes back to the very host that set it and to no other one, also where its
``Domain`` would allow that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

_MOST_COOKIES = 50
_MOST_CHARACTERS = 4096
"""Of one cookie: what RFC 6265 section 6.1 asks a browser for; servers refuse heads much longer than some of these."""


class CookieJar:
    """The cookies of one chain."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], tuple[str, bool]] = {}  # (host, path, name): (value, secure)

    def learn(self, url: str, headers: Iterable[tuple[str, str]], now: datetime) -> None:
        """Keep what an answer from `url` sets, and drop what it takes back."""
        for name, value in headers:
            if name.lower() == "set-cookie":
                self._learn_one(url, value, now)

    def header_for(self, url: str) -> str:
        """Return the Cookie header for a request to `url`; empty when there is none.

        Longer paths come first (RFC 6265 section 5.4).
        """
        if not self._kept:
            return ""
        parts = urlsplit(url)
        fitting = [
            (path, f"{name}={value}" if name else value)
            for (host, path, name), (value, secure) in self._kept.items()
            if host == parts.hostname
            and _path_fits(parts.path or "/", path)
            and (parts.scheme == "https" or not secure)
        ]
        fitting.sort(key=lambda pair: -len(pair[0]))
        return "; ".join(text for _, text in fitting)

    def _learn_one(self, url: str, header: str, now: datetime) -> None:
        if len(header) > _MOST_CHARACTERS or any(ord(character) < 32 and character != "\t" for character in header):
            return
        pair, *rest = header.split(";")
        name, equals, value = pair.partition("=")
        name, value = (name.strip(), value.strip()) if equals else ("", pair.strip())
        attributes = {
            key.strip().lower(): setting.strip() for key, _, setting in (piece.partition("=") for piece in rest)
        }
        parts = urlsplit(url)
        host = parts.hostname or ""
        secure = "secure" in attributes
        if not (name or value) or (secure and parts.scheme != "https") or not _domain_fits(host, attributes):
            return
        key = (host, _path_of(parts.path, attributes), name)
        if _is_over(attributes, now):
            self._kept.pop(key, None)
        elif key in self._kept or len(self._kept) < _MOST_COOKIES:
            self._kept[key] = (value, secure)


def _domain_fits(host: str, attributes: dict[str, str]) -> bool:
    domain = attributes.get("domain", "").lstrip(".").lower()
    return not domain or host == domain or host.endswith(f".{domain}")


def _path_of(request_path: str, attributes: dict[str, str]) -> str:
    given = attributes.get("path", "")
    if given.startswith("/"):
        return given
    return request_path[: request_path.rfind("/")] or "/"


def _path_fits(request_path: str, path: str) -> bool:
    return request_path == path or (
        request_path.startswith(path) and (path.endswith("/") or request_path[len(path)] == "/")
    )


def _is_over(attributes: dict[str, str], now: datetime) -> bool:
    age = attributes.get("max-age", "")
    if age.lstrip("-").isdigit() and age.isascii():
        return age.startswith("-") or not age.strip("0")
    try:
        expires = parsedate_to_datetime(attributes.get("expires", "").replace("-", " "))
    except (ValueError, TypeError, IndexError, OverflowError):
        return False
    return (expires if expires.tzinfo else expires.replace(tzinfo=UTC)) <= now
