"""What a page asks of robots: ``noarchive`` in a meta element or in the ``X-Robots-Tag`` header. Pure.

Only the wish not to be archived is read, and only where it is meant for everybody or for archives.
"""

from __future__ import annotations

from collections.abc import Iterable

from sourcekeeper.patterns import regex
from sourcekeeper.web.content_coding import decode_content

_MEANT_FOR = frozenset({"robots", "ia_archiver", "archive.org_bot", "sourcekeeper"})
_RULES_WITH_VALUES = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
_LOOKED_AT_BYTES = 256 * 1024
"""Of a page: meta elements stand in its head."""
_META = regex(rb"(?is)<meta\b[^<>]{0,2000}>")
_NAME = regex(rb"(?is)\bname\s*=\s*[\"']?\s*([\w.-]+)")
_CONTENT = regex(rb"(?is)\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")


def asks_for_no_archive(headers: Iterable[tuple[str, str]], body: bytes) -> str:
    """Return where an answer asks not to be archived: ``header``, ``meta``, or empty when it does not.

    >>> asks_for_no_archive([("X-Robots-Tag", "noindex, noarchive")], b"")
    'header'
    >>> asks_for_no_archive([("X-Robots-Tag", "googlebot: noarchive")], b"")
    ''
    """
    headers = list(headers)
    for name, value in headers:
        if name.lower() == "x-robots-tag" and _wishes(value):
            return "header"
    coding = ",".join(value for name, value in headers if name.lower() == "content-encoding")
    page, _ = decode_content(body[:_LOOKED_AT_BYTES], coding, _LOOKED_AT_BYTES)
    return "meta" if any(map(_is_wish, _META.findall(page))) else ""


def _wishes(value: str) -> bool:
    """Read one X-Robots-Tag: ``[robot:] rule, rule``; a rule with a value (``max-snippet: 5``) names no robot."""
    robot, colon, rules = value.partition(":")
    if colon and "," not in robot and robot.strip().lower() not in _RULES_WITH_VALUES:
        return robot.strip().lower() in _MEANT_FOR and _has_noarchive(rules)
    return _has_noarchive(value)


def _is_wish(meta: bytes) -> bool:
    name, content = _NAME.search(meta), _CONTENT.search(meta)
    if name is None or content is None or name[1].decode("latin-1").lower() not in _MEANT_FOR:
        return False
    return _has_noarchive((content[1] or content[2] or content[3] or b"").decode("latin-1"))


def _has_noarchive(rules: str) -> bool:
    return "noarchive" in (rule.strip().lower() for rule in rules.split(","))
