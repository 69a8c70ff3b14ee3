"""Looking for snapshots: the availability API in one request for many addresses, then the index (CDX).

Both are waybackpy's, with the parts replaced that sleep, wait for ever or take an error page for "nothing archived".
No answer of theirs means that an address was never archived: an empty one is "unknown".
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from waybackpy.availability_api import WaybackMachineAvailabilityAPI
from waybackpy.cdx_api import WaybackMachineCDXServerAPI
from waybackpy.cdx_snapshot import CDXSnapshot
from waybackpy.cdx_utils import full_url

from sourcekeeper.archiving.wayback.answers import as_json
from sourcekeeper.archiving.wayback.session import Answer, AnswerLost, WaybackSession
from sourcekeeper.errors import ArchiveBanned, ArchiveUnavailable
from sourcekeeper.model import Snapshot, SnapshotOrigin
from sourcekeeper.web.memento import format_timestamp, parse_archive_address, parse_timestamp
from sourcekeeper.web.urls import comparison_key

ADDRESSES_A_CALL = 25
ROWS_A_QUERY = 1000
GOOD_STATUSES = ("200", "203", "206")

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


class Availability(WaybackMachineAvailabilityAPI):
    """One question to the availability API, without waybackpy's sleeps and repetitions."""

    def __init__(self, session: WaybackSession, url: str, near: datetime) -> None:
        super().__init__(url, user_agent=session.network.user_agent, max_tries=1)
        self._session = session
        self.endpoint = availability_address(session)
        self.payload["timestamp"] = format_timestamp(near)

    def setup_json(self) -> dict[str, Any] | None:
        """Ask once; None when the answer is not the API's."""
        self.tries += 1
        answer = self._session.get(f"{self.endpoint}?{urlencode(self.payload)}", kind="index")
        payload = as_json(answer.body) if answer.status == 200 else None
        self.json = payload if isinstance(payload, dict) else None
        return self.json


def availability_address(session: WaybackSession) -> str:
    """Return the address of the availability API."""
    return session.settings.archive_url.rstrip("/") + "/wayback/available"


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


class Lookup:
    """Finds snapshots that are there already."""

    def __init__(self, session: WaybackSession, archive: str) -> None:
        self._session = session
        self._archive = archive
        self._root = session.settings.wayback_url.rstrip("/")

    # --- good ones, near a date --------------------------------------------------------------------------------------

    def find(self, urls: Sequence[str], near: datetime) -> dict[str, Snapshot | None]:
        """Return the snapshot with status 200 nearest to `near` for each address, None where none is known."""
        found: dict[str, Snapshot | None] = dict.fromkeys(urls)
        wanted = list(found)
        for start in range(0, len(wanted), ADDRESSES_A_CALL):
            found.update(self._available(wanted[start : start + ADDRESSES_A_CALL], near))
        is_index_up = True
        for url in wanted:
            if found[url] is None and is_index_up:
                try:
                    found[url] = self._nearest(url, near)
                except SiteExcluded:
                    continue
                except ArchiveBanned:
                    raise
                except ArchiveUnavailable:
                    is_index_up = False  # unknown for the rest: not worth a minute and a half each
        return found

    def _available(self, urls: Sequence[str], near: datetime) -> dict[str, Snapshot | None]:
        try:
            batch = self._available_at_once(urls, near)
            if batch is not None:
                return batch
            return {url: self._available_one(url, near) for url in urls[:ADDRESSES_A_CALL]}
        except ArchiveBanned:
            raise
        except (AnswerLost, ArchiveUnavailable):
            return {}

    def _available_at_once(self, urls: Sequence[str], near: datetime) -> dict[str, Snapshot | None] | None:
        """Ask for many addresses in the form the archive's own bot uses; None when it is not understood."""
        statuses = "".join(f"&statuscodes={status}" for status in GOOD_STATUSES)
        stamp = format_timestamp(near)
        body = "\n".join(
            f"url={quote(url, safe='')}{statuses}&timestamp={stamp}&tag={number}" for number, url in enumerate(urls)
        )
        headers = {"Wayback-Api-Version": "2", "Content-Type": "application/x-www-form-urlencoded"}
        answer = self._session.post(availability_address(self._session), body.encode("ascii"), headers, kind="index")
        if answer.status == 429:
            raise AnswerLost("rate-limited")
        payload = as_json(answer.body)
        rows = payload.get("results") if isinstance(payload, dict) else None
        if answer.status != 200 or not isinstance(rows, list):
            return None
        found: dict[str, Snapshot | None] = {}
        for row in rows:
            tag = str(row.get("tag", "")) if isinstance(row, dict) else ""
            if tag.isdecimal() and int(tag) < len(urls):
                found[urls[int(tag)]] = self._closest(row, urls[int(tag)])
        return found

    def _available_one(self, url: str, near: datetime) -> Snapshot | None:
        question = Availability(self._session, url, near)
        return self._closest(question.setup_json(), url)

    def _closest(self, row: Any, url: str) -> Snapshot | None:
        """Read one answer of the availability API; "available" is not "good": the status decides."""
        snapshots = row.get("archived_snapshots") if isinstance(row, dict) else None
        closest = snapshots.get("closest") if isinstance(snapshots, dict) else None
        if not isinstance(closest, dict) or closest.get("available") is False:
            return None
        if str(closest.get("status", "200")) not in GOOD_STATUSES:
            return None
        address = parse_archive_address(str(closest.get("url", "")))
        original = address.original if address is not None and address.original else url
        stamp = str(closest.get("timestamp", ""))
        return self._snapshot(stamp, original) if re.fullmatch(r"\d{14}", stamp) else None

    def _nearest(self, url: str, near: datetime) -> Snapshot | None:
        """Ask the index: one row a month of the whole history, then the days around the nearest."""
        good = ["statuscode:200"]
        months = self._rows(
            CdxQuery(self._session, url, filters=good, collapses=["timestamp:6"], limit=ROWS_A_QUERY), url
        )
        nearest = _nearest_row(months, near)
        if nearest is None:
            return None
        moment = min(max(near, _time_of(nearest) - timedelta(days=31)), _time_of(nearest) + timedelta(days=31))
        window = {
            "start_timestamp": format_timestamp(min(moment, _time_of(nearest)) - timedelta(days=1)),
            "end_timestamp": format_timestamp(max(moment, _time_of(nearest)) + timedelta(days=1)),
        }
        days = self._rows(
            CdxQuery(self._session, url, filters=good, collapses=["timestamp:8"], limit=ROWS_A_QUERY, **window), url
        )
        row = _nearest_row([nearest, *days], near)
        return self._snapshot(row.timestamp, row.original) if row is not None else None

    # --- the newest, for settling ------------------------------------------------------------------------------------

    def newest(self, url: str, since: datetime) -> Snapshot | None:
        """Return the newest capture made at or after `since`; None when the index shows none (yet).

        Error pages are left out: without being told to keep them, Save Page Now keeps none, so one cannot be the
        outcome of a submission of ours. Rows without status (unchanged content) count. Raises ArchiveUnavailable.
        """
        query = CdxQuery(self._session, url, start_timestamp=format_timestamp(since), filters=["!statuscode:[45].."])
        query.limit = 0  # a limit counts from the oldest
        try:
            rows = self._rows(query, url)
        except SiteExcluded:
            return None
        fresh = [
            row for row in rows if _time_of(row) >= since.replace(microsecond=0) and row.statuscode[:1] not in "45"
        ]
        newest = max(fresh, key=_time_of, default=None)
        return self._snapshot(newest.timestamp, newest.original) if newest is not None else None

    def is_excluded(self, url: str) -> bool:
        """Whether the index says that the site is shut out; False also when it says nothing."""
        query = CdxQuery(self._session, url, limit=1)
        try:
            list(query.snapshots())
        except SiteExcluded:
            return True
        except ArchiveBanned:
            raise
        except ArchiveUnavailable:
            return False
        return False

    def is_listed(self, snapshot: Snapshot) -> bool | None:
        """Whether the index lists exactly this capture; None when it says nothing. Raises ArchiveBanned."""
        if snapshot.taken_at is None:
            return None
        stamp = format_timestamp(snapshot.taken_at)
        query = CdxQuery(self._session, snapshot.original, start_timestamp=stamp, end_timestamp=stamp)
        query.limit = 0
        try:
            return any(row.timestamp == stamp for row in query.snapshots())
        except ArchiveBanned:
            raise
        except (SiteExcluded, ArchiveUnavailable):
            return None

    # --- rows --------------------------------------------------------------------------------------------------------

    def _rows(self, query: CdxQuery, url: str) -> list[CDXSnapshot]:
        """Return the rows of exactly this address: the index also gives those of its look-alikes."""
        key = comparison_key(url)
        return [row for row in query.snapshots() if comparison_key(row.original) == key]

    def _snapshot(self, stamp: str, original: str) -> Snapshot | None:
        try:
            taken_at = parse_timestamp(stamp)
        except ValueError:
            return None
        return Snapshot(
            uri=f"{self._root}/web/{stamp}/{original}",
            original=original,
            taken_at=taken_at,
            archive=self._archive,
            origin=SnapshotOrigin.FOUND,
        )


def _is_row(line: str) -> bool:
    if _ROW.fullmatch(line) is None:
        return False
    try:
        datetime.strptime(line.split(" ")[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def _time_of(row: CDXSnapshot) -> datetime:
    moment: datetime = row.datetime_timestamp
    return moment.replace(tzinfo=UTC)


def _nearest_row(rows: Iterable[CDXSnapshot], near: datetime) -> CDXSnapshot | None:
    good = [row for row in rows if row.statuscode == "200"]
    return min(good, key=lambda row: (abs(_time_of(row) - near), row.timestamp), default=None)
