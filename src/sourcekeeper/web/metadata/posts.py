"""Posts on social networks: the text is the title, the number may hold the day. Pure."""

from __future__ import annotations

import re
from datetime import date

from sourcekeeper.model import Name, PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold
from sourcekeeper.web.metadata.dates import read_date
from sourcekeeper.web.metadata.names import is_body, read_name
from sourcekeeper.web.metadata.reading import Reading, Sure

POST_HOSTS = {
    "x.com": "X",
    "twitter.com": "X",
    "bsky.app": "Bluesky",
    "facebook.com": "Facebook",
    "instagram.com": "Instagram",
    "threads.net": "Threads",
    "threads.com": "Threads",
    "linkedin.com": "LinkedIn",
    "t.me": "Telegram",
    "tiktok.com": "TikTok",
    "reddit.com": "Reddit",
}
_X_EPOCH_MILLISECONDS = 1288834974657
_MAX_TITLE = 280
_POST_PATH = regex(
    r"/(?:status|statuses|posts?|p|reel|permalink\.php|story\.php|photo\.php|videos?|comments)\b|/@[^/]+/\d{6,}|"
    r"/(?:notes|objects|notice)/|/feed/update/|^https?://t\.me/(?:s/)?\w+/\d+"
)
_FEDIVERSE = regex(r"/@[\w.-]+(?:@[\w.-]+)?/\d{8,}|/users/[\w.-]+/statuses/\d+|/notes/\w{8,}")
_ON_NETWORK = regex(r"(.{2,80}?)\s*(?:\(@?[\w.@-]{1,60}\))?\s+(?:on|sur|auf|en|op|su|no)\s+[A-Z]\w*\b.*", re.DOTALL)
_HANDLE = regex(r"\s*\(@?[\w.@-]{2,60}\)\s*$")
_SAID = regex(r"^.{2,80}?:\s*[\"“«]\s*(.+?)\s*[\"”»]\s*(?:/\s*X)?$", re.DOTALL)


def is_post(page: Reading) -> bool:
    """Whether a page shows one post of a network we know, or of a Mastodon server."""
    if page.host in POST_HOSTS:
        return bool(_POST_PATH.search(page.url))
    is_federated = _FEDIVERSE.search(page.url) is not None
    return is_federated and bool(page.facts.meta("profile:username", "og:title"))


def post_of(page: Reading) -> dict[str, Sure | None]:
    """Return title, author, day and network of a post; only what the page tells."""
    facts = page.facts
    shown = facts.meta("og:title") or facts.title
    said = _SAID.match(shown)
    text = facts.meta("og:description", "description") or (said[1] if said else "")
    found: dict[str, Sure | None] = {}
    if page.host in POST_HOSTS:
        found["container-title"] = POST_HOSTS[page.host], 0.95
    elif not facts.meta("og:site_name"):
        found["container-title"] = "Mastodon", 0.7
    if text:
        found["title"] = _cut(text.strip(' "“”«»') if not text.startswith(("«", "“")) else text), 0.85
    author = _author(shown, page)
    if author:
        found["author"] = ((author,), 0.85)
    day = _day_in_number(page) or read_date(facts.meta("og:published_time", "article:published_time"))
    if day:
        found["issued"] = day, 0.95
    return found


def _author(shown: str, page: Reading) -> Name | None:
    named = _ON_NETWORK.fullmatch(shown)
    name = named[1] if named else _HANDLE.sub("", shown) if _HANDLE.search(shown) else ""
    if not name and page.facts.meta("og:description") and len(shown) <= 60 and page.host in POST_HOSTS:
        name = shown.partition(" - ")[0].partition(" | ")[0]
    if not name or fold(name) == fold(POST_HOSTS.get(page.host, "")):
        return None
    return read_name(name, body=is_body(name))


def _cut(text: str) -> str:
    """Cut a text at 280 characters, between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _MAX_TITLE else flat[:_MAX_TITLE].rsplit(" ", 1)[0] + "…"


def _day_in_number(page: Reading) -> PartialDate | None:
    """Return the UTC day a post was made on: X counts milliseconds (since November 2010), Mastodon as well."""
    found = re.search(r"/status(?:es)?/(\d{11,20})(?:\D|$)", page.url)
    if POST_HOSTS.get(page.host) == "X" and found:
        return _day_after_epoch(((int(found[1]) >> 22) + _X_EPOCH_MILLISECONDS) // 86_400_000)
    federated = re.search(r"/(?:@[\w.@-]+|statuses)/(\d{17,19})(?:\D|$)", page.url)
    if federated and page.host not in POST_HOSTS:
        day = _day_after_epoch((int(federated[1]) >> 16) // 86_400_000)
        return day if day and 2016 <= day.start[0] <= 2100 else None
    return None


def _day_after_epoch(days: int) -> PartialDate | None:
    from_year_one = 719163 + days  # the ordinal of 1 January 1970 is 719163
    try:
        found = date.fromordinal(from_year_one)
    except (ValueError, OverflowError):
        return None
    return PartialDate(start=(found.year, found.month, found.day))
