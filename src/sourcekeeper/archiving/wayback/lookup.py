"""Looking for snapshots: the availability API in one request for many addresses, then the index, then the TimeMap.

The first two are waybackpy's, with the parts replaced that sleep, wait for ever or take an error page for "nothing
archived". No answer of theirs means that an address was never archived: an empty one is "unknown". All three are
questions to one index, and share one rate (`pace`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode

from waybackpy.availability_api import WaybackMachineAvailabilityAPI

from sourcekeeper.archiving.wayback.answers import as_json
from sourcekeeper.archiving.wayback.around import Around, Found
from sourcekeeper.archiving.wayback.cdx import CdxQuery, SiteExcluded, rows_of, time_of
from sourcekeeper.archiving.wayback.session import AnswerLost, WaybackSession
from sourcekeeper.errors import ArchiveBanned, ArchiveUnavailable
from sourcekeeper.model import Snapshot, SnapshotOrigin
from sourcekeeper.web.memento import format_timestamp, parse_archive_address, parse_timestamp

ADDRESSES_A_CALL = 25
GOOD_STATUSES = ("200", "203", "206")


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


class Lookup:
    """Finds snapshots that are there already."""

    def __init__(self, session: WaybackSession, archive: str) -> None:
        self._session = session
        self._archive = archive
        self._root = session.settings.wayback_url.rstrip("/")
        self._around = Around(session)

    # --- good ones, near a date --------------------------------------------------------------------------------------

    def find(self, urls: Sequence[str], near: datetime) -> dict[str, Snapshot | None]:
        """Return the snapshot with status 200 nearest to `near` for each address, None where none is known."""
        found: dict[str, Snapshot | None] = dict.fromkeys(urls)
        wanted = list(found)
        for start in range(0, len(wanted), ADDRESSES_A_CALL):
            found.update(self._available(wanted[start : start + ADDRESSES_A_CALL], near))
        self._around.is_index_up = is_anything_up = True
        for url in wanted:
            if found[url] is None and is_anything_up:
                try:
                    found[url] = self._nearest(url, near)
                except SiteExcluded:
                    continue
                except ArchiveBanned:
                    raise
                except ArchiveUnavailable:
                    is_anything_up = False  # unknown for the rest: not worth a minute and a half each
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
        by_tag = {str(number): url for number, url in enumerate(urls)}
        asked = ((by_tag.get(str(row.get("tag", ""))), row) for row in rows if isinstance(row, dict))
        return {url: self._closest(row, url) for url, row in asked if url is not None}

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

    def around(self, url: str, near: datetime, most: int) -> tuple[Snapshot, ...]:
        """Return up to `most` snapshots that may be good ones of an address, the nearest to a moment first.

        Raises ArchiveUnavailable, ArchiveBanned.
        """
        self._around.is_index_up = True
        try:
            return tuple(self._snapshots(self._around.rows(url, near), most))
        except SiteExcluded:
            return ()

    def _nearest(self, url: str, near: datetime) -> Snapshot | None:
        return next(self._snapshots(self._around.rows(url, near), 1), None)

    def _snapshots(self, found: Iterable[Found], most: int) -> Iterator[Snapshot]:
        made = (self._snapshot(each.stamp, each.original) for each in found)
        return islice((snapshot for snapshot in made if snapshot is not None), most)

    # --- the newest, for settling ------------------------------------------------------------------------------------

    def newest(self, url: str, since: datetime) -> Snapshot | None:
        """Return the newest capture made at or after `since`; None when the index shows none (yet).

        Error pages are left out: without being told to keep them, Save Page Now keeps none, so one cannot be the
        outcome of a submission of ours. Rows without status (unchanged content) count. Raises ArchiveUnavailable.
        """
        query = CdxQuery(self._session, url, start_timestamp=format_timestamp(since), filters=["!statuscode:[45].."])
        query.limit = 0  # a limit counts from the oldest
        try:
            rows = rows_of(query, url)
        except SiteExcluded:
            return None
        fresh = [
            row for row in rows if time_of(row) >= since.replace(microsecond=0) and row.statuscode[:1] not in "45"
        ]
        newest = max(fresh, key=time_of, default=None)
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
