"""Any archive that speaks Memento (RFC 7089), for look-up: arquivo.pt, a pywb of one's own, a national library.

Its TimeGate stands at the address it is given, its TimeMaps where the TimeGate says, or where pywb has them. Nothing
is ever saved here, and no key goes here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urljoin, urlsplit

from sourcekeeper.archiving.wayback.pace import Pace
from sourcekeeper.archiving.wayback.replay import archived_headers, memento_datetime
from sourcekeeper.archiving.wayback.session import MAX_REPLAY_BYTES, Answer, AnswerLost, WaybackSession
from sourcekeeper.config import ArchiveSettings, NetworkSettings
from sourcekeeper.errors import ArchiveUnavailable
from sourcekeeper.model import (
    CaptureOptions,
    JobState,
    JobStatus,
    Limits,
    Reason,
    Receipt,
    Replay,
    Snapshot,
    SnapshotOrigin,
    Submission,
    Ticket,
)
from sourcekeeper.model.captures import PLAIN
from sourcekeeper.patterns import regex
from sourcekeeper.ports import Clock
from sourcekeeper.web.memento import Link, format_timestamp, parse_link_header, parse_timestamp
from sourcekeeper.web.urls import request_url

TRIES = 4
"""Mementos asked for, the nearest first, before an address counts as not known: many archives keep error pages too."""

_STAMPED = regex(r"(?P<root>.*?/)(?P<time>\d{14})(?P<flag>[a-z]{2}_)?/(?P<original>.+)")
_REDIRECTS = (301, 302, 303, 307, 308)


class MementoArchive:
    """Implements `ports.Archive` for look-up. May be used from several threads: requests go out one at a time.

    ``settings.wayback_url`` is the address before that of a page: ``https://arquivo.pt/wayback``.
    """

    def __init__(self, settings: ArchiveSettings, network: NetworkSettings, clock: Clock) -> None:
        self._base = settings.wayback_url.rstrip("/")
        self.name = urlsplit(self._base).netloc.rpartition("@")[2]
        self.account = ""
        self._clock = clock
        self._pace = Pace(clock, is_public=not settings.is_loopback)
        self._session = WaybackSession(replace(settings, access_key="", secret_key=""), network, clock, self._pace)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._base!r})"

    @property
    def index_requests(self) -> int:
        """How many questions went to TimeGates and TimeMaps."""
        return self._pace.asked["index"]

    # --- looking up -------------------------------------------------------------------------------------------------

    def find(self, urls: Sequence[str], near: datetime) -> Mapping[str, Snapshot | None]:
        """Return the memento nearest to `near` that replays well, for each address. Raises ArchiveUnavailable."""
        return {url: self._find(url, near) for url in urls}

    def _find(self, url: str, near: datetime) -> Snapshot | None:
        timemap, mementos = self._gate(url, near)
        asked: set[str] = set()
        for known in (mementos, None):
            candidates = known if known is not None else self._map(timemap, url)
            for snapshot in sorted(candidates, key=lambda each: _distance(each, near))[:TRIES]:
                if snapshot.uri in asked or len(asked) >= TRIES:
                    continue
                asked.add(snapshot.uri)
                if self._is_well(snapshot):
                    return snapshot
            if not timemap:
                return None
        return None

    def _is_well(self, snapshot: Snapshot) -> bool:
        """Whether a memento is there at its time and no error; where a redirect leads is the proof's to say."""
        replay = self.replay(snapshot)
        return replay.memento_datetime == snapshot.taken_at and replay.status is not None and replay.status < 400

    def newest(self, url: str, since: datetime) -> Snapshot | None:
        """Return the newest memento made at or after `since`. Raises ArchiveUnavailable."""
        since = since.replace(microsecond=0)
        fresh = [each for each in self._map("", url) if each.taken_at is not None and each.taken_at >= since]
        return max(fresh, key=lambda each: each.taken_at or since, default=None)

    def around(self, url: str, near: datetime, most: int) -> Sequence[Snapshot]:
        """Return up to `most` mementos, the nearest first, whatever their status. Raises ArchiveUnavailable."""
        return sorted(self._map("", url), key=lambda each: _distance(each, near))[:most]

    def is_listed(self, snapshot: Snapshot) -> bool | None:
        """Whether the TimeMap lists a memento of exactly that second; None when there is no TimeMap to be had."""
        try:
            listed = self._map("", snapshot.original)
        except ArchiveUnavailable:
            return None
        return any(each.taken_at == snapshot.taken_at for each in listed)

    def _gate(self, url: str, near: datetime) -> tuple[str, list[Snapshot]]:
        """Ask the TimeGate; return the address of the TimeMap, where it tells of one, and the mementos it names."""
        headers = {"Accept-Datetime": format_datetime(near, usegmt=True)}
        answer = self._ask(f"{self._base}/{_asked(url)}", headers)
        if answer.status == 404:
            return "", []
        links = parse_link_header(answer.headers.get("Link", ""))
        timemap = next((urljoin(self._base, link.target) for link in links if "timemap" in link.rel), "")
        mementos = list(self._mementos(links, url))
        location = answer.headers.get("Location", "")
        if not mementos and answer.status in _REDIRECTS and location:
            mementos = [each] if (each := self._snapshot(urljoin(self._base, location), url, "")) is not None else []
        return timemap, mementos

    def _map(self, address: str, url: str) -> list[Snapshot]:
        answer = self._ask(address or f"{self._base}/timemap/link/{_asked(url)}", {})
        if answer.status == 404:
            return []
        # By its type: a TimeMap begins with a bracket, as pages do.
        if answer.status != 200 or answer.headers.get("Content-Type", "").lower().startswith("text/html"):
            raise ArchiveUnavailable(f"{self.name} gives no TimeMap (status {answer.status})", "Run again later.")
        return list(self._mementos(parse_link_header(answer.text), url))

    def _mementos(self, links: Iterable[Link], url: str) -> Iterable[Snapshot]:
        for link in links:
            if "memento" in link.rel:
                snapshot = self._snapshot(urljoin(self._base, link.target), url, link.attribute("datetime"))
                if snapshot is not None:
                    yield snapshot

    def _snapshot(self, uri: str, url: str, moment: str) -> Snapshot | None:
        """Return a memento by its address; None when nothing tells when it was made, or it lies at another host."""
        found = _STAMPED.fullmatch(uri)
        taken_at = memento_datetime(moment)
        if taken_at is None and found is not None:
            try:
                taken_at = parse_timestamp(found["time"])
            except ValueError:
                return None
        if taken_at is None or urlsplit(uri).netloc != urlsplit(self._base).netloc:
            return None
        return Snapshot(
            uri=f"{found['root']}{found['time']}/{found['original']}" if found else uri,
            original=found["original"] if found and "://" in found["original"] else url,
            taken_at=taken_at,
            archive=self.name,
            origin=SnapshotOrigin.FOUND,
        )

    def _ask(self, address: str, headers: Mapping[str, str]) -> Answer:
        try:
            answer = self._session.get(address, kind="index", headers=headers)
        except AnswerLost as lost:
            raise ArchiveUnavailable(f"{self.name} does not answer", "Run again later.") from lost
        if answer.status == 429 or answer.status >= 500:
            what = f"{self.name} answers with status {answer.status}"
            raise ArchiveUnavailable(what, "Run again later.", retry_after=answer.retry_after)
        return answer

    # --- replay -----------------------------------------------------------------------------------------------------

    def replay(self, snapshot: Snapshot) -> Replay:
        """Ask for the original bytes of a memento, redirects not followed. Raises ArchiveUnavailable.

        A TimeGate that answers with another moment's memento tells so by its ``Memento-Datetime``.
        """
        found = _STAMPED.fullmatch(snapshot.uri)
        address = f"{found['root']}{found['time']}id_/{_asked(found['original'])}" if found else snapshot.uri
        if urlsplit(address).netloc != urlsplit(self._base).netloc:
            return Replay(snapshot=snapshot, status=404)
        try:
            answer = self._session.get(address, kind="replay", max_bytes=MAX_REPLAY_BYTES)
        except AnswerLost as lost:
            return Replay(snapshot=snapshot, status=None, reason=Reason.of(lost.code))
        moment = memento_datetime(answer.headers.get("Memento-Datetime", ""))
        is_trouble = moment is None and (answer.status >= 500 or answer.status == 429)
        return Replay(
            snapshot=snapshot,
            status=answer.status,
            memento_datetime=moment,
            location=self._led_to(answer, snapshot, moment),
            headers=archived_headers(answer),
            body=answer.body,
            reason=Reason.of("archive-unavailable", status=answer.status) if is_trouble else None,
        )

    def _led_to(self, answer: Answer, snapshot: Snapshot, moment: datetime | None) -> str:
        """Return where an answer leads inside the archive: with the original bytes comes the original ``Location``."""
        location = answer.headers.get("Location", "")
        if not location or moment is None or urljoin(self._base, location).startswith(self._base + "/"):
            return location
        return f"{self._base}/{format_timestamp(moment)}id_/{urljoin(snapshot.original, location)}"

    # --- saving -----------------------------------------------------------------------------------------------------

    def submit(
        self, url: str, *, options: CaptureOptions = PLAIN, not_archived_within_seconds: int | None = None
    ) -> Submission:
        """Refuse: here one looks up only."""
        return Submission(receipt=Receipt.REFUSED, reason=Reason.of("error:method-not-allowed"))

    def poll(self, tickets: Sequence[Ticket]) -> Sequence[JobStatus]:
        """Know of no job."""
        return [JobStatus(ticket=ticket, state=JobState.PENDING) for ticket in tickets]

    def limits(self) -> Limits:
        """Return that nothing may be started."""
        return Limits(available=0)

    def close(self) -> None:
        """Close the connection."""
        self._session.close()


def _asked(url: str) -> str:
    """Return an address as it is put behind that of the archive."""
    try:
        return request_url(url).partition("#")[0]
    except ValueError:
        return url.partition("#")[0]


def _distance(snapshot: Snapshot, near: datetime) -> tuple[float, str]:
    assert snapshot.taken_at is not None
    return abs((snapshot.taken_at - near).total_seconds()), snapshot.uri
