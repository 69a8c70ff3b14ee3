"""Asking the index (CDX server): waybackpy's query over our own session, and what its rows mean.

Traps the queries here keep clear of: ``limit=N`` counts from the oldest row, ``limit=-1`` with ``to=`` and
``sort=closest`` gave rows that were years or a month off, and a row of unchanged content (``warc/revisit``) has no
status of its own. So windows of time are asked for, and the nearest or newest row is chosen here.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from datetime import UTC, datetime
from typing import Any

from waybackpy.cdx_api import WaybackMachineCDXServerAPI
from waybackpy.cdx_snapshot import CDXSnapshot
from waybackpy.cdx_utils import full_url

from sourcekeeper.archiving.wayback.session import Answer, AnswerLost, WaybackSession
from sourcekeeper.errors import ArchiveUnavailable
from sourcekeeper.web.urls import comparison_key

_ROW = re.compile(r"\S+ \d{14} \S+ \S+ \S+ \S{32,} \S+")


class SiteExcluded(Exception):
    """The index says that the site was shut out of the archive. Internal to this package."""


class CdxQuery(WaybackMachineCDXServerAPI):
    """A query of the index over our own session: deadline, pace, and only rows that are rows."""

    def __init__(self, session: WaybackSession, url: str, **options: Any) -> None:
        super().__init__(url, user_agent=session.network.user_agent, **options)
        self._session = session
        self.endpoint = session.settings.wayback_url.rstrip("/") + "/cdx/search/cdx"

    def cdx_api_manager(self, payload: dict[str, str], headers: dict[str, str]) -> Generator[str, None, None]:
        """Fetch one page of rows. Raises SiteExcluded and ArchiveUnavailable."""
        if self.limit:
            payload["limit"] = str(self.limit)
        answer = self._ask(full_url(self.endpoint, params=payload))
        self.last_api_request_url = self.endpoint
        yield "\n".join(line.strip() for line in answer.text.splitlines() if _is_row(line.strip()))

    def _ask(self, url: str) -> Answer:
        try:
            answer = self._session.get(url, kind="index")
        except AnswerLost:
            try:
                answer = self._session.get(url, kind="index")  # slow answers are common: one more try
            except AnswerLost as lost:
                raise ArchiveUnavailable("the index of the archive does not answer", "Run again later.") from lost
        if is_exclusion(answer):
            raise SiteExcluded
        if answer.status != 200 or answer.is_html:
            raise ArchiveUnavailable(
                f"the index of the archive answers no rows (status {answer.status})",
                "Run again later.",
                retry_after=answer.retry_after,
            )
        return answer


def rows_of(query: CdxQuery, url: str) -> list[CDXSnapshot]:
    """Return the rows of exactly this address: the index also gives those of its look-alikes.

    Raises SiteExcluded, ArchiveUnavailable, ArchiveBanned.
    """
    key = comparison_key(url)
    return [row for row in query.snapshots() if comparison_key(row.original) == key]


def time_of(row: CDXSnapshot) -> datetime:
    """Return when a row's capture was made."""
    moment: datetime = row.datetime_timestamp
    return moment.replace(tzinfo=UTC)


def is_exclusion(answer: Answer) -> bool:
    """Whether an answer says that the site is shut out of the archive, by its owner or by robots.txt."""
    said = answer.headers.get("X-Archive-Wayback-Runtime-Error", "") + answer.body[:4000].decode("latin-1")
    return answer.status in (200, 403) and any(
        mark in said
        for mark in (
            "AdministrativeAccessControlException",
            "RobotAccessControlException",
            "Blocked Site Error",
            "has been excluded from the Wayback Machine",
        )
    )


def _is_row(line: str) -> bool:
    if _ROW.fullmatch(line) is None:
        return False
    try:
        datetime.strptime(line.split(" ")[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True
