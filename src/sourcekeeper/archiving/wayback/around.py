"""What the index holds of an address around a moment: CDX, and the TimeMap where CDX does not answer.

A page may have tens of thousands of captures, so its history is asked for by the month first, then by the day around
the month that is nearest: two requests, however long it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from waybackpy.cdx_snapshot import CDXSnapshot

from sourcekeeper.archiving.wayback.cdx import CdxQuery, SiteExcluded, is_exclusion, rows_of, time_of
from sourcekeeper.archiving.wayback.session import AnswerLost, WaybackSession
from sourcekeeper.errors import ArchiveBanned, ArchiveUnavailable
from sourcekeeper.web.memento import format_timestamp, parse_archive_address, parse_link_header
from sourcekeeper.web.urls import comparison_key, request_url

ROWS_A_QUERY = 1000

_MAY_BE_GOOD = "statuscode:200|-"
"""A row of unchanged content has no status: it is that of the row whose digest it shares."""

_MAX_DIGESTS = 3
"""Asked about, one request each, for rows whose first capture lies outside of what was read."""


@dataclass(frozen=True, slots=True)
class Found:
    """One capture the index holds."""

    stamp: str
    """14 digits."""
    original: str


class Around:
    """Finds captures around a moment."""

    def __init__(self, session: WaybackSession) -> None:
        self._session = session
        self.is_index_up = True
        """Whether CDX is asked at all: once it did not answer, the TimeMap is asked for the rest of a call."""

    def rows(self, url: str, near: datetime) -> Iterator[Found]:
        """Yield captures with status 200 (any, from a TimeMap), the nearest first; of equal bytes the nearest only.

        Raises SiteExcluded, and ArchiveUnavailable when neither CDX nor TimeMap answers.
        """
        rows = self._of_index(url, near) if self.is_index_up else None
        if rows is None:
            yield from self._of_timemap(url, near)
            return
        yield from self._good(url, sorted(rows, key=lambda row: (abs(time_of(row) - near), row.timestamp)), rows)

    # --- CDX ---------------------------------------------------------------------------------------------------------

    def _of_index(self, url: str, near: datetime) -> list[CDXSnapshot] | None:
        """Return the rows of each month, and of each day around the nearest; None when CDX does not answer."""
        try:
            return self._months_and_days(url, near)
        except ArchiveBanned:
            raise
        except ArchiveUnavailable:
            self.is_index_up = False
            return None

    def _months_and_days(self, url: str, near: datetime) -> list[CDXSnapshot]:
        months = self._query(url, collapse="timestamp:6")
        if not months:
            return []
        nearest = time_of(min(months, key=lambda row: abs(time_of(row) - near)))
        moment = min(max(near, nearest - timedelta(days=31)), nearest + timedelta(days=31))
        days = self._query(
            url,
            collapse="timestamp:8",
            start_timestamp=format_timestamp(min(moment, nearest) - timedelta(days=1)),
            end_timestamp=format_timestamp(max(moment, nearest) + timedelta(days=1)),
        )
        return list({(row.timestamp, row.original): row for row in (*months, *days)}.values())

    def _query(self, url: str, *, collapse: str, **window: str) -> list[CDXSnapshot]:
        query = CdxQuery(
            self._session, url, filters=[_MAY_BE_GOOD], collapses=[collapse], limit=ROWS_A_QUERY, **window
        )
        return [row for row in rows_of(query, url) if row.statuscode in ("200", "-")]

    def _good(self, url: str, nearest: Sequence[CDXSnapshot], known: Iterable[CDXSnapshot]) -> Iterator[Found]:
        good = {row.digest for row in known if row.statuscode == "200"}
        asked: set[str] = set()
        told: set[str] = set()
        for row in nearest:
            if row.digest in told:
                continue
            if row.digest not in good and row.digest not in asked and len(asked) < _MAX_DIGESTS:
                asked.add(row.digest)
                if self._is_good(url, row.digest):
                    good.add(row.digest)
            if row.digest in good:
                told.add(row.digest)
                yield Found(row.timestamp, row.original)

    def _is_good(self, url: str, digest: str) -> bool:
        """Whether the first capture of these bytes, to which later ones only refer, has status 200."""
        query = CdxQuery(self._session, url, filters=[f"digest:{digest}", "!statuscode:-"], limit=1)
        return any(row.statuscode == "200" for row in rows_of(query, url))

    # --- TimeMap -----------------------------------------------------------------------------------------------------

    def _of_timemap(self, url: str, near: datetime) -> Iterator[Found]:
        """Yield what the TimeMap (RFC 7089) lists. It tells no status: what is yielded has still to be proved."""
        error = ArchiveUnavailable("neither index nor TimeMap of the archive answers", "Run again later.")
        root = self._session.settings.wayback_url.rstrip("/")
        try:
            address = f"{root}/web/timemap/link/{request_url(url)}"
            answer = self._session.get(address.partition("#")[0], kind="index")
        except (AnswerLost, ValueError):
            raise error from None
        if is_exclusion(answer):
            raise SiteExcluded
        if answer.status == 404 and not answer.is_offline_page:
            return
        if answer.status != 200 or "html" in answer.headers.get("Content-Type", ""):  # links begin with "<" too
            raise error
        key = comparison_key(url)
        links = (each.target for each in parse_link_header(answer.text) if "memento" in each.rel)
        places = [place for link in links if (place := parse_archive_address(link)) is not None]
        timed = [
            (place.taken_at, place.original)
            for place in places
            if place.taken_at is not None and place.original and comparison_key(place.original) == key
        ]
        for taken_at, original in sorted(timed, key=lambda each: (abs(each[0] - near), each[0])):
            yield Found(format_timestamp(taken_at), original)
