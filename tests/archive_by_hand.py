"""The sandbox's archive without sockets and with a clock that waits for nobody: for tests and benchmarks.

Requests of the real client go straight into the stand-in. Each takes its time on the clock, as does a silent one
until the client has had enough; what is said in between is counted.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse
from urllib3.exceptions import NewConnectionError, ProtocolError

from sourcekeeper.archiving.books import Books
from sourcekeeper.archiving.capture import CaptureReport, archive_sources
from sourcekeeper.archiving.plan import first_capture
from sourcekeeper.archiving.wayback.machine import WaybackMachine
from sourcekeeper.config import ArchiveSettings, NetworkSettings
from sourcekeeper.keeper.live import NoProgress
from sourcekeeper.model import Capture, CaptureState, Source
from sourcekeeper.ports import Store
from sourcekeeper.sandbox.archive_state import ArchiveState, Terms
from sourcekeeper.sandbox.exchange import Answer, Manner, Request
from sourcekeeper.sandbox.faults import NEVER, Faults
from sourcekeeper.sandbox.jobs import Job, Journal
from sourcekeeper.sandbox.kinds import Kind
from sourcekeeper.sandbox.log import RequestLog
from sourcekeeper.sandbox.wayback import ACCESS_KEY, HOSTS, SECRET_KEY, WaybackStandIn
from sourcekeeper.sandbox.web import MiniatureWeb
from sourcekeeper.store.open import open_store
from sourcekeeper.web.urls import comparison_key, fetch_key

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PUBLIC = Terms(capture_seconds=33.0, slots=3, captures_per_minute=7, announces_rate=False)
"""The service of 2026: captures of 25 to 41 s, three slots, seven a minute, of which it tells nothing."""
SETTINGS = ArchiveSettings(access_key=ACCESS_KEY, secret_key=SECRET_KEY)


class TurnedClock:
    """A clock that is turned by who sleeps, and keeps no record of it."""

    def __init__(self, start: datetime = START) -> None:
        self._start, self._passed = start, 0.0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    def sleep(self, seconds: float) -> None:
        self._passed += max(0.0, seconds)

    advance = sleep


class NoLog(RequestLog):
    """Forgets what happened."""

    def __init__(self) -> None: ...

    def request(self, host: str, method: str, path: str, status: int) -> None: ...

    def event(self, name: str, **facts: object) -> None: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """One request with its answer."""

    at: float
    part: str
    """``save``, ``status``, ``user``, ``index``, ``replay``, ``front``."""
    url: str
    status: int
    """0 when none came."""
    is_refusal: bool = False


@dataclass
class Watch:
    """What is to be known of the talk afterwards."""

    asked: list[Asked] = field(default_factory=list)
    refusals_in_a_row: int = 0
    most_refusals_in_a_row: int = 0
    before_retry_after: int = 0
    """Requests to a host that had asked to wait and whose time was not up."""
    status_calls: Counter[str] = field(default_factory=Counter)
    """By job."""
    _closed_until: dict[str, float] = field(default_factory=dict)

    def count(self, *parts: str) -> int:
        return sum(each.part in parts for each in self.asked)

    def submissions(self, url: str) -> int:
        return sum(each.part == "save" and each.url == url for each in self.asked)

    def begins(self, host: str, now: float) -> None:
        self.before_retry_after += now < self._closed_until.get(host, 0.0) - 1e-9

    def ended(self, request: Request, answer: Answer | None, now: float) -> None:
        part, url = _part(request)
        status = 0 if answer is None else answer.status
        is_refusal = answer is not None and part == "save" and _is_refusal(answer)
        self.asked.append(Asked(now, part, url, status, is_refusal))
        if part == "save":
            self.refusals_in_a_row = self.refusals_in_a_row + 1 if is_refusal else 0
            self.most_refusals_in_a_row = max(self.most_refusals_in_a_row, self.refusals_in_a_row)
        if part == "status":
            self.status_calls.update(filter(None, request.field("job_ids").split(",")))
        wait = answer.header("Retry-After") if answer is not None and answer.status in (429, 503) else ""
        if wait:
            self._closed_until[request.host] = max(self._closed_until.get(request.host, 0.0), now + float(wait))


def _part(request: Request) -> tuple[str, str]:
    path = request.path
    if path == "/save":
        return "save", parse_qs(request.body.decode()).get("url", [""])[0]
    if path.startswith("/save/status/user"):
        return "user", ""
    if path.startswith("/save/status"):
        return "status", ""
    if path.startswith(("/cdx", "/wayback/available", "/web/timemap")):
        return "index", request.field("url")
    return ("replay", path) if path.startswith("/web/") else ("front", path)


def _is_refusal(answer: Answer) -> bool:
    """Whether a submission was refused for want of slots or rate."""
    return answer.status == 429 or b"user-session-limit" in answer.body


class Wire(BaseAdapter):
    """Takes requests of the client to the stand-in, and answers back, or what becomes of them on the way."""

    def __init__(self, archive: ArchiveByHand, latency_seconds: float) -> None:
        super().__init__()
        self._archive, self._latency = archive, latency_seconds

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Any = None,
    ) -> requests.Response:
        archive, clock = self._archive, self._archive.clock
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        asked = Request.of(
            request.url or "", method=request.method or "GET", headers=tuple(request.headers.items()), body=body
        )
        archive.watch.begins(asked.host, clock.monotonic())
        if archive.is_down or (asked.host in HOSTS and archive.stand_in.connect_failure(asked.host)):
            clock.advance(self._latency)
            raise requests.ConnectionError(NewConnectionError(None, "Connection refused"))  # type: ignore[arg-type]
        answer = archive.answer(asked)
        limit = float(timeout[1]) if isinstance(timeout, tuple) else float(timeout or 60)
        if answer.manner is Manner.SILENT or answer.delay_seconds >= limit:
            clock.advance(limit)
            archive.watch.ended(asked, None, clock.monotonic())
            raise requests.ReadTimeout("no answer")
        clock.advance(self._latency + answer.delay_seconds)
        if answer.manner is Manner.RESET:
            archive.watch.ended(asked, None, clock.monotonic())
            raise requests.ConnectionError(ProtocolError("Connection aborted.", ConnectionResetError(104, "reset")))
        archive.watch.ended(asked, answer, clock.monotonic())
        return _response(request, answer)

    def close(self) -> None: ...


def _response(request: requests.PreparedRequest, answer: Answer) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status
    for name, value in answer.headers:
        response.headers[name] = value
    response.raw = HTTPResponse(
        io.BytesIO(answer.body), headers=dict(answer.headers), status=answer.status, preload_content=False
    )
    response.url, response.request = request.url or "", request
    return response


class ArchiveByHand:
    """The stand-in with the real client before it, and a store of sources to be archived."""

    def __init__(
        self,
        faults: str = "",
        *,
        terms: Terms = PUBLIC,
        settings: ArchiveSettings = SETTINGS,
        path: str = ":memory:",
        seed: int = 0,
        latency_seconds: float = 0.3,
        clock: TurnedClock | None = None,
    ) -> None:
        self.clock = clock or TurnedClock()
        self.settings, self.is_down, self.watch = settings, False, Watch()
        self.web = MiniatureWeb(seed=seed)
        self.state = ArchiveState(
            self.web,
            now=self.clock.now,
            log=NoLog(),
            journal=Journal(None),
            terms=terms,
            faults=Faults.parse(faults),
            seed=seed,
        )
        self.stand_in = WaybackStandIn(self.state)
        self.path = path
        self.store: Store = open_store(path, clock=self.clock)
        self.books = Books("account")
        self._latency = latency_seconds
        self.urls: list[str] = []

    # --- the world ---------------------------------------------------------------------------------------------------

    def answer(self, request: Request) -> Answer:
        answer = self.stand_in.answer(request) if request.host in HOSTS else None
        return answer or self.web.answer(request)

    def order(self, faults: str) -> None:
        self.state.settle()
        self.state.faults = Faults.parse(faults)

    def add(self, *urls: str, kind: Kind = Kind.ALIVE, **changes: Any) -> None:
        """Queue addresses for capture."""
        captures, now = [], self.clock.now()
        with self.store.transaction():
            for url in urls:
                self.web.order(host(url), kind)  # no host that happens to have no name
                self.web.order(url, kind)
                source = Source(
                    id=f"s:{url}", url=url, comparison_key=comparison_key(url), fetch_key=fetch_key(url), **changes
                )
                self.store.add_source(source, now)
                captures.append(first_capture(f"c:{url}", source, None, ()))
            self.store.record_captures(captures, now)
        self.urls += urls

    def queue(self, urls: Iterable[str]) -> None:
        """Queue many addresses, a hundred at a time, for an archive that does not ask the miniature web."""
        for some in batched(urls, 100):
            now = self.clock.now()
            with self.store.transaction():
                for url in some:
                    source = Source(
                        id=f"s:{url}", url=url, comparison_key=comparison_key(url), fetch_key=fetch_key(url)
                    )
                    self.store.add_source(source, now)
                    self.store.record_captures([first_capture(f"c:{url}", source, None, ())], now)

    def add_many(self, count: int) -> list[str]:
        urls = [f"https://site{number}.example.org/page" for number in range(count)]
        self.add(*urls)
        return urls

    def machine(self) -> WaybackMachine:
        return WaybackMachine(self.settings, NetworkSettings(), self.clock, Wire(self, self._latency))

    def others_capture(self, url: str, *, keep: bool = False, account: str = "sandboxother") -> None:
        """Have somebody else capture an address now, and wait until it is made; without faults, unless kept."""
        self.web.order(url, Kind.ALIVE)
        faults, self.state.faults = self.state.faults, self.state.faults if keep else Faults()
        body = f"url={url}".encode()
        headers = (("Authorization", f"LOW {account}:{SECRET_KEY}"),)
        self.answer(Request.of("https://web.archive.org/save", method="POST", headers=headers, body=body))
        self.clock.advance(self.state.terms.capture_seconds * 1.3)
        self.state.settle()
        self.state.faults = faults

    # --- runs --------------------------------------------------------------------------------------------------------

    def run(
        self,
        *,
        should_stop: Callable[[], bool] = lambda: False,
        archive: Any = None,
        store: Any = None,
        books: Books | None = None,
    ) -> CaptureReport:
        """Run the stage once over all that is due."""
        machine = archive or self.machine()
        return archive_sources(
            store or self.store,
            machine,
            self.clock,
            NoProgress(),
            self.settings,
            should_stop=should_stop,
            books=books or self.books,
        )

    def run_until_settled(self, *, days: float = 8, gap: timedelta = timedelta(hours=6)) -> CaptureReport:
        """Run as cron does, until nothing is left or the days are over."""
        end = self.clock.monotonic() + days * 86400
        report = self.run()
        while (report.left or self._is_due_again()) and self.clock.monotonic() < end:
            self.clock.advance(gap.total_seconds())
            report = self.run()
        return report

    def _is_due_again(self) -> bool:
        now = self.clock.now()
        failed = self.store.captures(states=[CaptureState.FAILED])
        return any(each.next_try is not None and each.next_try <= now for each in failed)

    @contextmanager
    def fair_weather(self) -> Iterator[None]:
        """Let the archive answer what is so."""
        faults = self.state.faults
        self.state.faults = replace(faults, http_429=NEVER, http_502=NEVER, html_offline=NEVER, html_offline_200=NEVER)
        yield
        self.state.faults = faults

    # --- what came of it ---------------------------------------------------------------------------------------------

    def captures(self) -> Mapping[str, Capture]:
        return {capture.source.url: capture for capture in self.store.captures()}

    def states(self) -> Counter[CaptureState]:
        return Counter(capture.state for capture in self.store.captures())

    def jobs(self) -> Sequence[Job]:
        self.state.settle()
        return self.state.jobs.all

    def made(self, url: str) -> int:
        """How often an address was really captured for us."""
        return sum(job.url == url and job.has_capture and job.account == ACCESS_KEY for job in self.jobs())

    def made_twice(self) -> int:
        """Captures beyond the first of an address, where that was not lost before the next was asked for."""
        jobs: dict[str, list[Job]] = {}
        for job in self.jobs():
            if job.has_capture and job.account == ACCESS_KEY:
                jobs.setdefault(job.url, []).append(job)
        return sum(
            any(self._is_there(earlier, later.submitted_at) for earlier in of_url[:number])
            for of_url in jobs.values()
            for number, later in enumerate(of_url)
        )

    def _is_there(self, job: Job, at: datetime) -> bool:
        return any(
            memento.timestamp == job.timestamp and (memento.gone_from is None or at < memento.gone_from)
            for memento in self.state.shelf.of(job.original)
        )

    def false_archived(self) -> list[str]:
        """Addresses we call archived whose snapshot the archive does not show."""
        wrong = []
        for url, capture in self.captures().items():
            if capture.state is not CaptureState.ARCHIVED:
                continue
            assert capture.snapshot is not None
            with self.fair_weather():
                answer = self.answer(Request.of(_as_original(capture.snapshot.uri)))
            if not 200 <= answer.status < 400 or not answer.header("Memento-Datetime"):
                wrong.append(url)
        return wrong

    def false_failed(self) -> list[str]:
        """Addresses we call failed or refused though the archive has a capture of them made since we asked."""
        wrong = []
        for url, capture in self.captures().items():
            if capture.state in (CaptureState.FAILED, CaptureState.REFUSED) and capture.sent_at is not None:
                since = capture.sent_at.replace(microsecond=0)
                shown = self.state.shelf.indexed(url, self.clock.now())
                if any(memento.taken_at >= since and memento.status < 400 for memento in shown):
                    wrong.append(url)
        return wrong


def _as_original(uri: str) -> str:
    root, _, rest = uri.partition("/web/")
    stamp, _, original = rest.partition("/")
    return f"{root}/web/{stamp}id_/{original}"


def batched(things: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


def host(url: str) -> str:
    return urlsplit(url).hostname or ""
