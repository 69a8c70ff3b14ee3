"""The Wayback Machine as an archive: the three ways to speak to it, behind one seam."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from requests.adapters import BaseAdapter

from sourcekeeper.archiving.timing import PUBLIC_RATE
from sourcekeeper.archiving.wayback.lookup import Lookup
from sourcekeeper.archiving.wayback.pace import Pace
from sourcekeeper.archiving.wayback.replay import Replayer
from sourcekeeper.archiving.wayback.save import SavePageNow
from sourcekeeper.archiving.wayback.session import WaybackSession
from sourcekeeper.config import ArchiveSettings, NetworkSettings
from sourcekeeper.model import CaptureOptions, JobStatus, Limits, Replay, Snapshot, Submission, Ticket
from sourcekeeper.model.captures import PLAIN
from sourcekeeper.ports import Clock


class WaybackMachine:
    """Implements `ports.Archive` over web.archive.org, or any service that speaks like it.

    May be used from several threads: requests go out one at a time. Keys are never part of its text form.
    `transport` takes the place of connections, for a stand-in that is no server.
    """

    def __init__(
        self,
        settings: ArchiveSettings,
        network: NetworkSettings,
        clock: Clock,
        transport: BaseAdapter | None = None,
    ) -> None:
        host = urlsplit(settings.wayback_url).hostname or ""
        self.name = urlsplit(settings.wayback_url).netloc.rpartition("@")[2] or host
        self.account = account_of(settings.access_key)
        self._clock = clock
        self._pace = Pace(clock, is_public=not settings.is_loopback)
        self._session = WaybackSession(settings, network, clock, self._pace, transport)
        self._saves = SavePageNow(self._session, self.name)
        self._lookup = Lookup(self._session, self.name)
        self._replayer = Replayer(self._session, self._lookup, self.name)

    def __repr__(self) -> str:
        return f"WaybackMachine({self.name!r}, account={self.account!r})"

    @property
    def index_requests(self) -> int:
        """How many questions went to CDX, TimeMap and availability together."""
        return self._pace.asked["index"]

    def find(self, urls: Sequence[str], near: datetime) -> Mapping[str, Snapshot | None]:
        """Return the snapshot with status 200 nearest to `near` for each address; None when none is known."""
        return self._lookup.find(urls, near)

    def around(self, url: str, near: datetime, most: int) -> Sequence[Snapshot]:
        """Return up to `most` snapshots that may be good ones, the nearest first. Raises ArchiveUnavailable."""
        return self._lookup.around(url, near, most)

    def newest(self, url: str, since: datetime) -> Snapshot | None:
        """Return the newest capture made at or after `since` that is no error page. Raises ArchiveUnavailable.

        The index is asked first; where it is silent replay is, which knows of captures earlier.
        """
        found = self._lookup.newest(url, since)
        return found or self._replayer.newest(url, since, self._clock.now())

    def is_listed(self, snapshot: Snapshot) -> bool | None:
        """Whether the index lists exactly this capture; None when it says nothing."""
        return self._lookup.is_listed(snapshot)

    def submit(
        self, url: str, *, options: CaptureOptions = PLAIN, not_archived_within_seconds: int | None = None
    ) -> Submission:
        """Ask for a capture; see `SavePageNow.submit`."""
        return self._saves.submit(url, options=options, not_archived_within_seconds=not_archived_within_seconds)

    def poll(self, tickets: Sequence[Ticket]) -> Sequence[JobStatus]:
        """Ask what became of tickets; an answer for each, in order."""
        return self._saves.poll(tickets)

    def replay(self, snapshot: Snapshot) -> Replay:
        """Ask for the original bytes of a snapshot, redirects not followed."""
        return self._replayer.replay(snapshot)

    def limits(self) -> Limits:
        """Return what the account may do now.

        A service that announces its own rate is not the public one (which announces none): no gaps are kept then.
        """
        limits = self._saves.limits()
        if limits.captures_per_minute is not None:
            self._pace.is_public = False
            self._pace.faster = max(1.0, limits.captures_per_minute / PUBLIC_RATE)
        return limits

    def close(self) -> None:
        """Close the connection."""
        self._session.close()


def account_of(access_key: str) -> str:
    """Return the short digest that stands for an account; empty without a key.

    >>> account_of(""), len(account_of("some key"))
    ('', 12)
    """
    return hashlib.sha256(access_key.encode()).hexdigest()[:12] if access_key else ""
