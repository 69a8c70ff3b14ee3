"""Where a page sends a browser by itself: by a meta refresh, or by a script that does nothing else. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin, urlsplit

from sourcekeeper.patterns import regex

SOON_SECONDS = 10
"""A refresh that comes later than this is a page that renews itself, or one that is meant to be read first."""
_AT_ONCE_SECONDS = 1
_LITTLE_TEXT = 600
"""Characters that a page which waits a few seconds may show: "you will be taken to…"."""
_NO_TEXT = 150
"""Characters that a page whose script leads away at once may show."""
_LOOKED_AT = 64 * 1024
_SMALL_PAGE = 8 * 1024
"""Characters of a page whose script does nothing else than lead away."""

_UNSEEN = (("<!--", "-->"), ("<noscript", "</noscript"), ("<template", "</template"))
"""What browsers with scripts do not look at: how it begins and ends."""
_SILENT = (("<script", "</script"), ("<style", "</style"), ("<head", "</head"))
"""What shows no text."""
_META = regex(r"(?is)<meta\b[^<>]{0,500}>")
_REFRESH = regex(r"(?i)http-equiv\s{0,5}=\s{0,5}[\"']?refresh")
_CONTENT = regex(r"(?i)content\s{0,5}=\s{0,5}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s>]{0,2000}))")
_TARGET = regex(
    r"(?i)^\s{0,5}(\d{0,6})(?:\.\d{0,5})?\s{0,5}[;,]?\s{0,5}(?:url\s{0,5}=\s{0,5})?[\"']?(.{0,2000}?)[\"']?\s{0,5}$"
)
_SCRIPT = regex(
    r"(?i)\blocation(?:\.href)?\s{0,5}=\s{0,5}[\"']([^\"']{1,2000})[\"']|"
    r"\blocation\.(?:replace|assign)\(\s{0,5}[\"']([^\"']{1,2000})[\"']\s{0,5}\)"
)
_TAG = regex(r"<[^<>]{0,2000}>")


def leads_to(markup: str, url: str) -> str:
    """Return the address a page at `url` sends browsers to at once or soon, without fragment; empty when to none.

    >>> leads_to('<meta http-equiv="refresh" content="0; url=/new">', "https://a.example/old")
    'https://a.example/new'
    """
    if "refresh" not in markup.lower() and "location" not in markup:
        return ""
    seen = _without(markup[:_LOOKED_AT], _UNSEEN)
    target = _by_refresh(seen) or _by_script(seen)
    return _address(target, url) if target else ""


def refresh_leads_to(header: str, url: str) -> str:
    """Return the address a ``Refresh`` header sends browsers to at once, as a meta refresh does; empty when to none.

    >>> refresh_leads_to("0; url=/new", "https://a.example/old")
    'https://a.example/new'
    """
    found = _TARGET.match(header)
    is_at_once = found is not None and int(found[1] or 0) <= _AT_ONCE_SECONDS
    return _address(found[2], url) if found is not None and found[2] and is_at_once else ""


def _address(target: str, url: str) -> str:
    try:
        address = urljoin(url, unescape(target).strip()).partition("#")[0]
        scheme = urlsplit(address).scheme
    except ValueError:
        return ""
    return address if scheme in {"http", "https"} and address != url.partition("#")[0] else ""


def _by_refresh(seen: str) -> str:
    for meta in _META.findall(seen):
        content = _CONTENT.search(meta) if _REFRESH.search(meta) else None
        found = _TARGET.match(next(filter(None, content.groups()), "")) if content else None
        if not found or not found[2]:
            continue
        seconds = int(found[1] or 0)
        if seconds <= _AT_ONCE_SECONDS or (seconds <= SOON_SECONDS and len(_shown(seen)) < _LITTLE_TEXT):
            return found[2]
    return ""


def _by_script(seen: str) -> str:
    if len(seen) > _SMALL_PAGE or len(_shown(seen)) > _NO_TEXT:
        return ""
    targets = {next(filter(None, groups)) for groups in _SCRIPT.findall(seen)}
    return targets.pop() if len(targets) == 1 else ""


def _shown(seen: str) -> str:
    return " ".join(_TAG.sub(" ", _without(seen, _SILENT)).split())


def _without(markup: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return mark-up without what stands between pairs of marks; one that never ends is left. Linear."""
    for start, end in pairs:
        lowered, kept, at = markup.lower(), "", 0
        while (begin := lowered.find(start, at)) >= 0 and (close := lowered.find(end, begin)) >= 0:
            kept += markup[at:begin]
            at = close + len(end)
        markup = kept + markup[at:]
    return markup
