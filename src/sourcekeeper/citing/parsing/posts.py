"""What an address tells by itself: the day of a post from its number, the name of its account. Pure, offline."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from sourcekeeper.model import PartialDate
from sourcekeeper.patterns import regex

_X_EPOCH_MS = 1288834974657
"""Twitter's first "snowflake" number is of November 2010; older numbers were counted one by one and tell nothing."""
_FIRST_SNOWFLAKE = 27_000_000_000
_X_POST = regex(r"^/(?P<handle>\w{1,20})/status(?:es)?/(?P<number>\d{5,20})")
_MASTODON_POST = regex(r"^/@(?P<handle>[\w.-]+(?:@[\w.-]+)?)/(?P<number>\d{6,20})")


def post_date(url: str) -> PartialDate | None:
    """Return the day (UTC) of an X or Mastodon post, worked out from its number; None when the number tells none.

    >>> post_date("https://x.com/faureolivier/status/1810237749976318277").start
    (2024, 7, 8)
    """
    host, path = _host_and_path(url)
    if host in ("x.com", "twitter.com"):
        match = _X_POST.match(path)
        number = int(match["number"]) if match else 0
        return _day((number >> 22) + _X_EPOCH_MS) if number > _FIRST_SNOWFLAKE else None
    match = _MASTODON_POST.match(path)
    return _day(int(match["number"]) >> 16, since=2016) if match else None


def post_handle(url: str) -> str:
    """Return the account of a post without its ``@``, or an empty string."""
    host, path = _host_and_path(url)
    pattern = _X_POST if host in ("x.com", "twitter.com") else _MASTODON_POST
    match = pattern.match(path)
    return match["handle"] if match else ""


def _host_and_path(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return "", ""
    return re.sub(r"^(?:www|mobile|m)\.", "", host), unquote(parts.path)


def _day(milliseconds: int, since: int = 2010) -> PartialDate | None:
    try:
        moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return None
    # A number that gives a day before the service existed, or far ahead, was made by another rule.
    return PartialDate(start=(moment.year, moment.month, moment.day)) if since <= moment.year <= 2100 else None
