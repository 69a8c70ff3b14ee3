"""Rows of labels to choose from: tabs, pages, the letters of an index. Pure."""

from __future__ import annotations

from bisect import bisect_left

from sourcekeeper.patterns import regex
from sourcekeeper.reading.html.page import HtmlFlow, InPageLink

BETWEEN = regex(r"(?:\s|[|/·•–-]){1,7}")
SHORTEST = 3
"""Labels in a row that make a bar: two may be two calls of one sentence."""


def is_in_bar(page: HtmlFlow, link: InPageLink) -> bool:
    """Whether a link stands in a row of bare labels with nothing but gaps between them; raised ones are calls."""
    text, links = page.flow.text, page.in_page
    if link.raised or not text[link.start : link.end].strip().isalnum():
        return False
    first = last = bisect_left(links, link.start, key=lambda other: other.start)
    while first > 0 and last - first < SHORTEST and _adjoin(text, links[first - 1], links[first]):
        first -= 1
    while last + 1 < len(links) and last - first < SHORTEST and _adjoin(text, links[last], links[last + 1]):
        last += 1
    return last - first + 1 >= SHORTEST


def _adjoin(text: str, first: InPageLink, second: InPageLink) -> bool:
    return BETWEEN.fullmatch(text[first.end : second.start]) is not None
