"""What was archived before anybody asked: a part of the cited pages, and every archive address a document cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sourcekeeper.sandbox.archive_state import kept_headers
from sourcekeeper.sandbox.chance import draw
from sourcekeeper.sandbox.exchange import Answer
from sourcekeeper.sandbox.kinds import Kind
from sourcekeeper.sandbox.mementos import Memento, archived_address, archived_at, parse_timestamp
from sourcekeeper.sandbox.pages import CitedPage
from sourcekeeper.sandbox.web import MiniatureWeb

OLD_SHARE = 0.35
"""Of the cited pages have a snapshot from the year they were cited; dead ones always do."""
RECENT_SHARE = 0.1
"""Have one from some days ago; of a text with five living pages or more, one has for certain."""
_DEAD = frozenset({Kind.GONE, Kind.REMOVED, Kind.HOME, Kind.SOFT_404, Kind.NAMELESS})


def mementos_of_the_past(
    web: MiniatureWeb, pages: Sequence[CitedPage], *, born: datetime, seed: int
) -> Iterator[Memento]:
    """Yield the mementos there were before `born`: always the same for the same pages, day and seed."""
    lucky = _always_recent(web, pages, seed)
    for page in pages:
        if original := archived_address(page.url):
            yield from _taken(web, original, _moment(archived_at(page.url), born))
            continue
        try:
            kind = web.kind_of(page.url)
        except ValueError:
            continue
        if kind in _DEAD or draw(seed, "old", page.url) < OLD_SHARE:
            yield from _taken(web, page.url, _year_of_citation(page, born, seed))
        if page.url == lucky or (kind is Kind.ALIVE and draw(seed, "recent", page.url) < RECENT_SHARE):
            days = 3 + 20 * draw(seed, "days", page.url)
            yield from _taken(web, page.url, born - timedelta(days=days))


def _always_recent(web: MiniatureWeb, pages: Sequence[CitedPage], seed: int) -> str:
    """Return one living page of a longer text, so that everybody sees what a snapshot found in time looks like."""
    living = [page.url for page in pages if not archived_address(page.url) and _is_alive(web, page.url)]
    return min(living, key=lambda url: draw(seed, "recent", url)) if len(living) >= 5 else ""


def _is_alive(web: MiniatureWeb, url: str) -> bool:
    try:
        return web.kind_of(url) is Kind.ALIVE
    except ValueError:
        return False


def _taken(web: MiniatureWeb, url: str, at: datetime) -> Iterator[Memento]:
    try:
        answer: Answer = web.page_at(url.partition("#")[0])
    except ValueError:
        return
    moment = at.replace(microsecond=0)
    yield Memento(
        original=url.partition("#")[0],
        taken_at=moment,
        status=answer.status,
        headers=kept_headers(answer),
        body=answer.body,
        indexed_from=moment,
        replayed_from=moment,
    )


def _year_of_citation(page: CitedPage, born: datetime, seed: int) -> datetime:
    """Return a moment some weeks after the page's date; between two and seven years ago when it has none."""
    date = page.date.replace("-", "")
    late = timedelta(days=5 + 60 * draw(seed, "late", page.url))
    if date.isdecimal() and len(date) in {4, 6, 8}:
        return min(_moment(date, born) + late, born - timedelta(days=40))
    return born - timedelta(days=730 + 1800 * draw(seed, "age", page.url))


def _moment(digits: str, born: datetime) -> datetime:
    try:
        return min(parse_timestamp(digits), born)
    except ValueError:
        return born - timedelta(days=1000)
