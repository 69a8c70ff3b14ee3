"""Asking for a snapshot's original bytes, as facts for the proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from sourcekeeper.archiving.wayback.cdx import is_exclusion
from sourcekeeper.archiving.wayback.lookup import Lookup
from sourcekeeper.archiving.wayback.session import MAX_REPLAY_BYTES, Answer, AnswerLost, WaybackSession
from sourcekeeper.config import WAYBACK_URL
from sourcekeeper.model import Reason, Replay, Snapshot, SnapshotOrigin, as_utc
from sourcekeeper.web.memento import format_timestamp, parse_archive_address
from sourcekeeper.web.urls import comparison_key, request_url

_ORIGINAL = "x-archive-orig-"


class Replayer:
    """Replays snapshots at the Wayback Machine."""

    def __init__(self, session: WaybackSession, lookup: Lookup, archive: str) -> None:
        self._session = session
        self._lookup = lookup
        self._archive = archive

    def replay(self, snapshot: Snapshot) -> Replay:
        """Ask for the original bytes (``id_``), redirects not followed. Raises ArchiveUnavailable, ArchiveBanned."""
        if snapshot.taken_at is None or not snapshot.original:
            return Replay(snapshot=snapshot, status=None, reason=Reason.of("no-exact-address"))
        root = self._session.settings.wayback_url.rstrip("/")
        try:
            original = request_url(snapshot.original)
        except ValueError:
            return Replay(snapshot=snapshot, status=None, reason=Reason.of("no-exact-address"))
        address = f"{root}/web/{format_timestamp(snapshot.taken_at)}id_/{original.partition('#')[0]}"
        try:
            answer = self._session.get(address, kind="replay", max_bytes=MAX_REPLAY_BYTES)
        except AnswerLost as lost:
            return Replay(snapshot=snapshot, status=None, reason=Reason.of(lost.code))
        moment = memento_datetime(answer.headers.get("Memento-Datetime", ""))
        return Replay(
            snapshot=snapshot,
            status=answer.status,
            memento_datetime=moment,
            location=answer.headers.get("Location", ""),
            headers=archived_headers(answer),
            body=answer.body,
            is_cut=answer.is_cut,
            reason=None if moment is not None else self._reason(answer, snapshot),
        )

    def newest(self, url: str, since: datetime, now: datetime) -> Snapshot | None:
        """Return the capture nearest to now, if it was made at or after `since` and is no error page.

        Replay knows of captures minutes to a day before the index does. Asked for a time it has no capture of, it
        names the nearest one in a redirect that is no memento itself. Raises ArchiveUnavailable, ArchiveBanned.
        """
        root, stamp = self._session.settings.wayback_url.rstrip("/"), format_timestamp(now)
        asked = Snapshot(
            uri=f"{root}/web/{stamp}/{url}",
            original=url,
            taken_at=now.replace(microsecond=0),
            archive=self._archive,
            origin=SnapshotOrigin.FOUND,
        )
        led = self.replay(asked)
        if led.memento_datetime is not None:
            return asked if led.memento_datetime == asked.taken_at and _is_shown(led) else None
        address = parse_archive_address(urljoin(f"{WAYBACK_URL}/web/", led.location.removeprefix(root)))
        if not led.location or address is None or address.taken_at is None or not address.original:
            return None
        if address.taken_at < since.replace(microsecond=0) or comparison_key(address.original) != comparison_key(url):
            return None
        uri = f"{root}/web/{format_timestamp(address.taken_at)}/{address.original}"
        found = replace(asked, uri=uri, original=address.original, taken_at=address.taken_at)
        return found if _is_shown(self.replay(found)) else None

    def _reason(self, answer: Answer, snapshot: Snapshot) -> Reason | None:
        """Say why an answer is no memento.

        An excluded site answers 200 with a page. So does an archive that is offline, and anything that stands between
        it and us: only the archive's own words, or the index, make it an exclusion, which is for ever.
        """
        if answer.status in (200, 403) and not answer.is_offline_page:
            if is_exclusion(answer):
                return Reason.of("excluded")
            if self._lookup.is_excluded(snapshot.original):
                return Reason.of("excluded")
        if answer.status in (301, 302, 303, 307, 308, 404):
            return None
        is_trouble = answer.status >= 500 or answer.status == 429 or answer.is_offline_page
        code = "archive-unavailable" if is_trouble else "not-a-memento"
        return Reason.of(code, status=answer.status)


def _is_shown(replay: Replay) -> bool:
    return replay.memento_datetime is not None and replay.status is not None and replay.status < 400


def memento_datetime(header: str) -> datetime | None:
    """Read a Memento-Datetime header (RFC 7089: an HTTP date); None when it is none.

    >>> memento_datetime("Mon, 05 Jan 2026 09:00:00 GMT").isoformat()
    '2026-01-05T09:00:00+00:00'
    """
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return as_utc(moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC))


def archived_headers(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Return the headers the site sent, as the archive kept them; coding and type are those of the bytes we got."""
    kept = [
        (name[len(_ORIGINAL) :], value)
        for name, value in answer.headers.items()
        if name.lower().startswith(_ORIGINAL)
        and name.lower()[len(_ORIGINAL) :] not in ("content-encoding", "transfer-encoding", "content-type")
    ]
    original_type = answer.headers.get("X-Archive-Orig-Content-Type", "") or answer.headers.get("Content-Type", "")
    for name, value in (
        ("Content-Type", original_type),
        ("Content-Encoding", answer.headers.get("Content-Encoding", "")),
    ):
        if value:
            kept.append((name, value))
    return tuple(kept)
