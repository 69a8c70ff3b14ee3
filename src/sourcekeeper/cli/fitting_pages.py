"""Pages for the sandbox's miniature web, made to fit what a text cites."""

from __future__ import annotations

from collections.abc import Iterable

from sourcekeeper.model import Address, Citation, CitedNote, Name, PartialDate
from sourcekeeper.sandbox.pages import CitedPage

_KINDS = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "NewsArticle",
    "article-newspaper": "NewsArticle",
    "broadcast": "RadioEpisode",
    "motion_picture": "VideoObject",
    "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting",
    "report": "Report",
}
"""Types of CSL as pages say them, in words of schema.org."""


_LONGEST_TITLE = 150


def fitting_pages(notes: Iterable[CitedNote]) -> list[CitedPage]:
    """Return a page for each address in the notes, saying of itself what its citation says of it."""
    pages: dict[str, CitedPage] = {}
    for cited in notes:
        for citation in cited.citations:
            for address in citation.addresses:
                pages.setdefault(address.url, _page(citation, address))
        for address in cited.note.addresses:
            pages.setdefault(address.url, CitedPage(url=address.url))
    return list(pages.values())


def _page(citation: Citation, address: Address) -> CitedPage:
    item = citation.item
    if item is None:
        return CitedPage(url=address.url)
    return CitedPage(
        url=address.url,
        title=item.text("title") or _as_cited(citation, address),
        author="; ".join(_written(name) for name in item.names()),
        bodies=frozenset(name.literal for name in item.names() if name.literal),
        kind=_KINDS.get(item.type, "WebPage"),
        container=item.text("container-title") or item.text("publisher"),
        date=_day(item.date()),
        language=item.text("language"),
    )


def _as_cited(citation: Citation, address: Address) -> str:
    """Return the words of a citation without a title: a title made up for its page would end up in bibliographies."""
    return citation.text.replace(address.cited, "").strip(" .,;:")[:_LONGEST_TITLE]


def _written(name: Name) -> str:
    return name.literal or f"{name.given} {name.family}".strip()


def _day(date: PartialDate | None) -> str:
    return "-".join(f"{part:02d}" for part in date.start) if date else ""
