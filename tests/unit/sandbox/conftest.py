from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from sourcekeeper.sandbox.archive_state import ArchiveState, Terms
from sourcekeeper.sandbox.exchange import Answer, Request
from sourcekeeper.sandbox.faults import Faults
from sourcekeeper.sandbox.jobs import Journal
from sourcekeeper.sandbox.log import RequestLog
from sourcekeeper.sandbox.wayback import ACCESS_KEY, SECRET_KEY, WaybackStandIn
from sourcekeeper.sandbox.web import MiniatureWeb


class HandArchive:
    """The stand-in without sockets, its clock turned by hand."""

    def __init__(self, folder: Path, terms: Terms) -> None:
        self.time = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC)
        self.web = MiniatureWeb()
        self.log = RequestLog(folder / "log.jsonl", lambda: self.time)
        self.journal = Journal(folder / "archive.jsonl")
        self.state = ArchiveState(
            self.web,
            now=lambda: self.time,
            log=self.log,
            journal=self.journal,
            terms=terms,
            faults=Faults(),
            seed=0,
        )
        self.stand_in = WaybackStandIn(self.state)

    def order(self, faults: str) -> None:
        self.state.faults = Faults.parse(faults)

    def pass_time(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)

    def ask(
        self, url: str, method: str = "GET", keys: str = f"{ACCESS_KEY}:{SECRET_KEY}", body: bytes = b""
    ) -> Answer:
        headers = (("Authorization", f"LOW {keys}"), ("Wayback-Api-Version", "2"))
        answer = self.stand_in.answer(Request.of(url, method=method, headers=headers, body=body))
        assert answer is not None
        return answer

    def save(self, url: str, keys: str = f"{ACCESS_KEY}:{SECRET_KEY}", **options: str) -> Answer:
        body = urlencode({"url": url, **options}).encode()
        return self.ask("https://web.archive.org/save", "POST", keys, body)

    def saved(self, url: str, **options: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.save(url, **options).body)
        return found

    def status(self, job_id: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.ask(f"https://web.archive.org/save/status/{job_id}").body)
        return found

    def capture(self, url: str) -> dict[str, Any]:
        """Save, wait, and return what the job says."""
        job_id = self.saved(url)["job_id"]
        self.pass_time(5)
        return self.status(job_id)

    def available(self, url: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            self.ask("https://archive.org/wayback/available?" + urlencode({"url": url})).body
        )
        return found["archived_snapshots"]

    def cdx(self, **query: str) -> list[list[str]]:
        address = "https://web.archive.org/cdx/search/cdx?" + urlencode({"output": "json", **query})
        rows: list[list[str]] = json.loads(self.ask(address).body)
        return rows[1:]

    def captures_made(self) -> int:
        return sum(entry.get("event") == "capture-made" for entry in self.log.entries())


@pytest.fixture
def terms() -> Terms:
    return Terms()


@pytest.fixture
def archive(tmp_path: Path, terms: Terms) -> Iterator[HandArchive]:
    made = HandArchive(tmp_path, terms)
    yield made
    made.log.close()
    made.journal.close()
