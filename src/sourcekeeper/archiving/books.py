"""What an account and this machine have used up today at an archive, and whether they are shut out.

It belongs to a user, not to a store: two stores share one account. It lies in the user's state folder; an archive on
this machine, the sandbox's included, gets books of its own or books in memory only.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock

from sourcekeeper.errors import OutputError
from sourcekeeper.model import as_utc

log = logging.getLogger("sourcekeeper.archiving")

FIRST_BAN = timedelta(hours=1)
"""After refusals that were ignored the archive refuses connections for an hour, and each time for twice as long."""
_CLOCKS_DIFFER = timedelta(hours=1)
LONGEST_BAN = timedelta(days=4)
FORGIVEN_AFTER = timedelta(days=7)
"""A ban so long past does not make the next one longer. Our guess: nobody measured it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """The archive refuses connections from here."""

    until: datetime
    length: timedelta

    def holds_at(self, now: datetime) -> bool:
        """Whether it is in force. One that begins in the future was written by a clock that was ahead."""
        return self.until - self.length - _CLOCKS_DIFFER <= now < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One day in the books of one archive. Pure."""

    day: str = ""
    """UTC, ``2026-11-28``: the archive's own counts begin anew at 00:00 UTC."""
    captures: Mapping[str, int] = field(default_factory=dict)
    """By account."""
    index_requests: int = 0
    """CDX, TimeMap and availability together, of all accounts: they count for the machine."""
    ban: Ban | None = None

    def on(self, now: datetime) -> Page:
        """Return the page of this day: counts of another day are over, a ban is not."""
        day = f"{now:%Y-%m-%d}"
        return self if self.day == day else Page(day=day, ban=self.ban)

    def counted(self, account: str, captures: int, index_requests: int) -> Page:
        """Return the page with more on it."""
        mine = max(0, self.captures.get(account, 0) + captures)
        return replace(
            self,
            captures={**self.captures, account: mine},
            index_requests=self.index_requests + index_requests,
        )

    def banned(self, now: datetime) -> Page:
        """Return the page after connections were refused: an hour's ban, or twice the last one."""
        last = self.ban
        if last is not None and last.holds_at(now):
            return self
        again = last is not None and last.until <= now < last.until + FORGIVEN_AFTER
        length = min(last.length * 2, LONGEST_BAN) if last is not None and again else FIRST_BAN
        return replace(self, ban=Ban(until=now + length, length=length))

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        ban = self.ban and {"until": self.ban.until.isoformat(), "seconds": self.ban.length.total_seconds()}
        return {"day": self.day, "captures": self.captures, "index_requests": self.index_requests, "ban": ban}

    @classmethod
    def from_json(cls, value: Any) -> Page:
        """Read what `to_json` wrote. Raises ValueError, KeyError, TypeError or AttributeError for anything else."""
        ban = value["ban"]
        return cls(
            day=str(value["day"]),
            captures={str(account): int(count) for account, count in value["captures"].items()},
            index_requests=int(value["index_requests"]),
            ban=ban
            and Ban(until=as_utc(datetime.fromisoformat(ban["until"])), length=timedelta(seconds=ban["seconds"])),
        )


class Books:
    """The books of one account at one archive, in memory: what a single process needs to know of itself."""

    def __init__(self, account: str = "") -> None:
        self._account = account
        self._page = Page()

    def captures_on(self, now: datetime) -> int:
        """Return how many captures this account asked for today, from this machine."""
        return self._read().on(now).captures.get(self._account, 0)

    def index_requests_on(self, now: datetime) -> int:
        """Return how many questions went to the archive's indexes today, from this machine."""
        return self._read().on(now).index_requests

    def ban_at(self, now: datetime) -> Ban | None:
        """Return the ban in force."""
        ban = self._read().ban
        return ban if ban is not None and ban.holds_at(now) else None

    def count(self, now: datetime, *, captures: int = 0, index_requests: int = 0) -> None:
        """Count captures asked for (less than none takes one back that was refused) and questions to the index."""
        if captures or index_requests:
            self._change(lambda page: page.on(now).counted(self._account, captures, index_requests))

    def shut_out(self, now: datetime) -> Ban:
        """Write down that the archive refuses connections; return until when nobody should knock."""
        page = self._change(lambda page: page.on(now).banned(now))
        assert page.ban is not None
        return page.ban

    def _read(self) -> Page:
        return self._page

    def _change(self, change: Callable[[Page], Page]) -> Page:
        self._page = change(self._page)
        return self._page


class FileBooks(Books):
    """The same in a file, shared with the processes of other accounts and those to come.

    A file that cannot be read counts as empty: the service keeps its own counts too.
    """

    def __init__(self, folder: Path, archive: str, account: str) -> None:
        super().__init__(account)
        self._path = folder / f"{file_name(archive)}.json"
        self._lock = FileLock(f"{self._path}.lock", timeout=10)

    def _read(self) -> Page:
        try:
            return Page.from_json(json.loads(self._path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Page()
        except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            log.warning("cannot read %s, it counts as empty: %r", self._path, error)
            return Page()

    def _change(self, change: Callable[[Page], Page]) -> Page:
        try:
            with self._lock:
                page = change(self._read())
                written = self._path.with_suffix(".new")
                written.write_text(json.dumps(page.to_json()), encoding="utf-8")
                os.replace(written, self._path)
        except OSError as error:
            raise OutputError(
                f"cannot write {self._path}: {error}", "Make its folder writable, or set XDG_STATE_HOME."
            ) from error
        return page


def file_name(*names: str) -> str:
    """Return names as one that every file system takes.

    >>> file_name("127.0.0.1:8080", "3f2a")
    '127.0.0.1_8080-3f2a'
    """
    return "-".join(re.sub(r"[^A-Za-z0-9.]+", "_", name) for name in names if name)
