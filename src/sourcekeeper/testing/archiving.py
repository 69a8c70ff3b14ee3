"""A web archive in memory, and the contract that every `ports.Archive` and `ports.Copies` keeps.

`FakeArchive` plays the Wayback Machine with the clock it is given: captures take time, show late, get lost, and
answers mislead as the real ones do. It counts what was *really* captured, which is what tests of the stage look at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum

import pytest

from sourcekeeper.errors import ArchiveUnavailable, KeysMissing, StoreDamaged
from sourcekeeper.model import (
    CaptureOptions,
    CopyRef,
    FetchRequest,
    Hop,
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
    Visit,
)
from sourcekeeper.model.captures import PLAIN
from sourcekeeper.ports import Archive, Clock, Copies

WINDOW = timedelta(hours=1)
"""Within which a second capture of an address is not made, unless another window is asked for."""

MEMORY = timedelta(hours=1)
"""How long jobs are remembered."""


class Mishap(StrEnum):
    """What can go wrong with a submission."""

    LOST_REQUEST = "lost-request"
    """Nothing arrives; the caller cannot know."""
    LOST_ANSWER = "lost-answer"
    """The capture is made; the answer is lost."""
    REFUSED = "refused"
    JOB_ERROR = "job-error"
    JOB_ERROR_BUT_MADE = "job-error-but-made"
    NO_JOB_ID = "no-job-id"
    """"The same snapshot", without saying which."""
    UNREACHABLE = "unreachable"
    """No connection: nothing was sent."""
    NO_ADDRESS = "no-address"
    """The job succeeds without telling time and address."""


@dataclass(slots=True)
class Fault:
    """A mishap that strikes the next submissions of an address (or of all)."""

    mishap: Mishap
    code: str = "error:job-failed"
    url: str = ""
    times: int = 1
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class FakePage:
    """What the archive finds at an address."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """One capture in the archive."""

    url: str
    original: str
    at: datetime
    page: FakePage
    by_us: bool = True


@dataclass(slots=True)
class _Job:
    url: str
    id: str
    begun: datetime
    ends: datetime
    error: str = ""
    makes: bool = True
    hides_address: bool = False
    made: Made | None = None


@dataclass(slots=True)
class FakeArchive:
    """Implements `ports.Archive` in memory.

    Change its public fields to make it misbehave; read `made` for the captures submissions really led to.
    """

    clock: Clock
    capture_seconds: float = 20.0
    slots: int = 3
    per_minute: int | None = None
    index_lag: timedelta = timedelta(0)
    replay_lag: timedelta = timedelta(0)
    has_keys: bool = True
    is_down: bool = False
    daily_limit: int = 30_000
    pages: dict[str, FakePage] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    excluded: set[str] = field(default_factory=set)
    """Addresses shut away."""
    name: str = "web.archive.org"
    account: str = "fake"
    made: list[Made] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Every call with its address."""
    options_of: dict[str, CaptureOptions] = field(default_factory=dict)
    """What was last asked for with each address."""
    on_call: Callable[[str], None] = field(default=lambda _: None)
    """Called before each call with its name: a test may raise there."""
    _jobs: dict[str, _Job] = field(default_factory=dict)
    _lookups: int = 0

    @property
    def index_requests(self) -> int:
        """How many look-ups were asked for."""
        return self._lookups

    def close(self) -> None:
        """Do nothing: there are no connections."""

    # --- the world --------------------------------------------------------------------------------------------------

    def holds(self, url: str, at: datetime, page: FakePage | None = None) -> Made:
        """Put a capture of somebody else's into the archive."""
        made = Made(url=url, original=url, at=at.replace(microsecond=0), page=page or self._page(url), by_us=False)
        self.made.append(made)
        return made

    def loses(self, url: str) -> None:
        """Lose all captures of an address, from index and replay."""
        self.made = [each for each in self.made if url not in (each.url, each.original)]

    def captures_of(self, url: str) -> list[Made]:
        """Return the captures that submissions of an address led to."""
        self._work()
        return [made for made in self.made if made.url == url and made.by_us]

    def _page(self, url: str) -> FakePage:
        text = "Ce qui est cité ici tient en quelques phrases, et chacune compte. " * 12
        title = f"Une page de {url[:60]}"
        body = f"<!doctype html><html lang=fr><title>{title}</title><article><h1>{title}</h1><p>{text}</p></article>"
        return self.pages.get(url) or FakePage(body=body.encode())

    def _work(self) -> None:
        """Finish the jobs whose time has come."""
        for job in self._jobs.values():
            if job.made is None and job.makes and job.ends <= self.clock.now():
                page = self._page(job.url)
                target = page.moved_to or job.url
                job.made = Made(
                    url=job.url, original=target, at=job.ends.replace(microsecond=0), page=self._page(target)
                )
                self.made.append(job.made)

    def _call(self, what: str, url: str = "", *, keys: bool = False) -> None:
        self.asked.append((what, url))
        self._lookups += what in ("find", "newest")
        self.on_call(what)
        if self.is_down:
            raise ArchiveUnavailable("the archive is down", "Run again later.")
        if keys and not self.has_keys:
            raise KeysMissing("there are no keys", "Get some.")
        self._work()

    # --- the seam ---------------------------------------------------------------------------------------------------

    def find(self, urls: Sequence[str], near: datetime) -> Mapping[str, Snapshot | None]:
        """Return the good snapshot nearest to `near` for each address."""
        self._call("find", " ".join(urls))
        found: dict[str, Snapshot | None] = {}
        for url in urls:
            good = [each for each in self._listed(url) if each.page.status == 200]
            nearest = min(good, key=lambda each: abs(each.at - near), default=None)
            found[url] = self._snapshot(nearest, SnapshotOrigin.FOUND) if nearest else None
        return found

    def around(self, url: str, near: datetime, most: int) -> Sequence[Snapshot]:
        """Return the snapshots nearest to a moment, one of each body."""
        self._call("around", url)
        good = sorted((each for each in self._listed(url) if each.page.status == 200), key=lambda m: abs(m.at - near))
        first = {each.page.body: each for each in reversed(good)}
        nearest = sorted(first.values(), key=lambda each: abs(each.at - near))
        return [self._snapshot(each, SnapshotOrigin.FOUND) for each in nearest[:most]]

    def newest(self, url: str, since: datetime) -> Snapshot | None:
        """Return the newest capture made at or after `since`."""
        self._call("newest", url)
        fresh = [each for each in self._listed(url) if each.at >= since.replace(microsecond=0)]
        newest = max(fresh, key=lambda each: each.at, default=None)
        return self._snapshot(newest, SnapshotOrigin.FOUND) if newest else None

    def is_listed(self, snapshot: Snapshot) -> bool | None:
        """Whether the index lists exactly this capture."""
        self._call("is_listed", snapshot.original)
        return any(each.at == snapshot.taken_at for each in self._listed(snapshot.original))

    def submit(
        self, url: str, *, options: CaptureOptions = PLAIN, not_archived_within_seconds: int | None = None
    ) -> Submission:
        """Take a submission, or do what the next fault says."""
        self._call("submit", url, keys=True)
        self.options_of[url] = options
        now = self.clock.now()
        fault = self._fault(url)
        mishap = fault.mishap if fault else None
        if fault is not None and mishap is Mishap.UNREACHABLE:
            raise ArchiveUnavailable("no connection", "Run again later.", retry_after=fault.retry_after)
        if mishap is Mishap.LOST_REQUEST:
            return Submission(receipt=Receipt.AMBIGUOUS, reason=Reason.of("connection-lost"))
        if fault is not None and mishap is Mishap.REFUSED:
            return Submission(receipt=Receipt.REFUSED, reason=Reason.of(fault.code), retry_after=fault.retry_after)
        running = self._running()
        if url not in running and len(running) >= self.slots:
            return Submission(receipt=Receipt.REFUSED, reason=Reason.of("error:user-session-limit"))
        window = WINDOW if not_archived_within_seconds is None else timedelta(seconds=not_archived_within_seconds)
        submission = self._take(url, now, window, fault)
        if mishap is Mishap.LOST_ANSWER:
            return Submission(receipt=Receipt.AMBIGUOUS, reason=Reason.of("answer-timeout"))
        if mishap is Mishap.NO_JOB_ID:
            return Submission(
                receipt=Receipt.SAME_SNAPSHOT, reason=submission.reason or Reason.of("same-snapshot", seconds=60)
            )
        return submission

    def poll(self, tickets: Sequence[Ticket]) -> Sequence[JobStatus]:
        """Tell what became of tickets."""
        self._call("poll", " ".join(ticket.url for ticket in tickets), keys=True)
        return [self._status(ticket) for ticket in tickets]

    def replay(self, snapshot: Snapshot) -> Replay:
        """Replay a snapshot as the archive does: another time leads on, an excluded one answers 200."""
        self._call("replay", snapshot.original)
        now = self.clock.now()
        if snapshot.original in self.excluded:
            return Replay(snapshot=snapshot, status=200, reason=Reason.of("excluded"), body=b"<p>excluded")
        there = [
            each
            for each in self.made
            if each.original == snapshot.original and (not each.by_us or each.at + self.replay_lag <= now)
        ]
        exact = next((each for each in there if each.at == snapshot.taken_at), None)
        if exact is not None:
            return Replay(
                snapshot=snapshot,
                status=exact.page.status,
                memento_datetime=exact.at,
                headers=(("Content-Type", exact.page.content_type),),
                body=exact.page.body,
            )
        if not there or snapshot.taken_at is None:
            return Replay(snapshot=snapshot, status=404)
        wanted = snapshot.taken_at
        nearest = min(there, key=lambda each: abs(each.at - wanted))
        location = f"https://web.archive.org/web/{nearest.at:%Y%m%d%H%M%S}id_/{nearest.original}"
        return Replay(snapshot=snapshot, status=302, location=location)

    def limits(self) -> Limits:
        """Tell what may be done now."""
        self._call("limits", keys=True)
        processing = len(self._running())
        day = self.clock.now().date()
        today = sum(1 for each in self.made if each.by_us and each.at.date() == day)
        return Limits(
            available=max(0, self.slots - processing),
            processing=processing,
            daily_captures=today,
            daily_limit=self.daily_limit,
            captures_per_minute=self.per_minute,
        )

    # --- inside -----------------------------------------------------------------------------------------------------

    def _fault(self, url: str) -> Fault | None:
        for fault in self.faults:
            if fault.times > 0 and fault.url in ("", url):
                fault.times -= 1
                return fault
        return None

    def _running(self) -> list[str]:
        now = self.clock.now()
        return [job.url for job in self._jobs.values() if job.ends > now]

    def _listed(self, url: str) -> list[Made]:
        now = self.clock.now()
        return [
            each
            for each in self.made
            if url in (each.url, each.original)
            and url not in self.excluded
            and (not each.by_us or each.at + self.index_lag <= now)
        ]

    def _take(self, url: str, now: datetime, window: timedelta, fault: Fault | None) -> Submission:
        id = "spn2-" + hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()
        ticket = Ticket(job_id=id, url=url, submitted_at=now)
        job = self._jobs.get(url)
        if job is not None and job.ends > now:
            return Submission(receipt=Receipt.ACCEPTED, ticket=ticket)
        if job is not None and job.made is not None and now - job.made.at < window:
            reason = Reason.of("same-snapshot", seconds=(now - job.made.at).total_seconds())
            return Submission(receipt=Receipt.SAME_SNAPSHOT, ticket=ticket, reason=reason)
        mishap = fault.mishap if fault else None
        self._jobs[url] = _Job(
            url=url,
            id=id,
            begun=now,
            ends=now + timedelta(seconds=self.capture_seconds),
            error=fault.code if fault and mishap in (Mishap.JOB_ERROR, Mishap.JOB_ERROR_BUT_MADE) else "",
            makes=mishap is not Mishap.JOB_ERROR,
            hides_address=mishap is Mishap.NO_ADDRESS,
        )
        return Submission(receipt=Receipt.ACCEPTED, ticket=ticket)

    def _status(self, ticket: Ticket) -> JobStatus:
        now, job = self.clock.now(), self._jobs.get(ticket.url)
        pending = JobStatus(ticket=ticket, state=JobState.PENDING)
        if job is None or job.ends > now or now - job.ends > MEMORY:
            return pending
        if job.error:
            return replace(pending, state=JobState.ERROR, reason=Reason.of(job.error))
        snapshot = self._snapshot(job.made, SnapshotOrigin.MADE) if job.made and not job.hides_address else None
        return replace(pending, state=JobState.DONE, snapshot=snapshot)

    def _snapshot(self, made: Made, origin: SnapshotOrigin) -> Snapshot:
        return Snapshot(
            uri=f"https://web.archive.org/web/{made.at:%Y%m%d%H%M%S}/{made.original}",
            original=made.original,
            taken_at=made.at,
            archive=self.name,
            origin=origin,
        )


def _wanted(options: CaptureOptions) -> list[str]:
    return [each.name for each in fields(options) if getattr(options, each.name)]


EVERY_OPTION = tuple(CaptureOptions(**{each.name: True}) for each in fields(CaptureOptions))
"""Each option alone."""


# --- contracts ------------------------------------------------------------------------------------------------------


class LookupContract:
    """What every archive does, also one that only looks up.

    Subclass it in a test, with fixtures `archive`, `clock`, and `url` never captured.
    """

    def test_an_address_never_captured_has_no_known_snapshot(self, archive: Archive, clock: Clock, url: str) -> None:
        """``find`` answers for every address asked, with None for what it does not know."""
        assert dict(archive.find([url], clock.now())) == {url: None}

    def test_unknown_jobs_are_pending(self, archive: Archive, clock: Clock, url: str) -> None:
        """As forgotten ones are: no answer may be taken for a failure."""
        ticket = Ticket(job_id="spn2-" + "0" * 40, url=url, submitted_at=clock.now())
        assert [status.state for status in archive.poll([ticket])] == [JobState.PENDING]

    def test_polling_nothing_asks_nothing(self, archive: Archive) -> None:
        """An empty list of tickets has an empty answer."""
        assert list(archive.poll([])) == []

    def test_a_snapshot_that_is_not_there_is_no_memento(self, archive: Archive, clock: Clock, url: str) -> None:
        """Whatever the status: without a moment it proves nothing."""
        moment = clock.now().replace(microsecond=0) - timedelta(days=400)
        missing = Snapshot(
            uri=f"https://web.archive.org/web/{moment:%Y%m%d%H%M%S}/{url}",
            original=url,
            taken_at=moment,
            archive=archive.name,
            origin=SnapshotOrigin.FOUND,
        )
        assert archive.replay(missing).memento_datetime is None


class ArchiveContract(LookupContract):
    """What every archive does that saves. Subclass it in a test, with the fixtures of `LookupContract`."""

    def test_a_submission_leads_to_a_snapshot_that_replays(self, archive: Archive, clock: Clock, url: str) -> None:
        """Submit, ask until it is done, replay: exactly that moment, with a body."""
        snapshot = captured(archive, clock, url)
        replay = archive.replay(snapshot)
        assert replay.status == 200
        assert replay.memento_datetime == snapshot.taken_at
        assert replay.body

    def test_a_capture_is_found_afterwards(self, archive: Archive, clock: Clock, url: str) -> None:
        """Both look-ups know it."""
        since = clock.now() - timedelta(minutes=1)
        snapshot = captured(archive, clock, url)
        newest = archive.newest(url, since)
        assert newest is not None
        assert newest.taken_at == snapshot.taken_at
        found = archive.find([url], clock.now())[url]
        assert found is not None
        assert found.taken_at == snapshot.taken_at

    def test_a_second_submission_within_the_hour_makes_no_second_capture(
        self, archive: Archive, clock: Clock, url: str
    ) -> None:
        """It is answered with the first one, as a success."""
        first = captured(archive, clock, url)
        again = archive.submit(url, not_archived_within_seconds=3600)
        assert again.receipt is Receipt.SAME_SNAPSHOT
        newest = archive.newest(url, clock.now() - timedelta(hours=1))
        assert newest is not None
        assert newest.taken_at == first.taken_at

    @pytest.mark.parametrize("options", EVERY_OPTION, ids=lambda options: "-".join(_wanted(options)))
    def test_a_capture_is_made_whatever_is_asked_for_besides(
        self, archive: Archive, clock: Clock, url: str, options: CaptureOptions
    ) -> None:
        """Also by an archive that knows nothing of such options."""
        snapshot = captured(archive, clock, url, options)
        assert archive.replay(snapshot).memento_datetime == snapshot.taken_at

    def test_what_is_around_a_moment_is_told_too(self, archive: Archive, clock: Clock, url: str) -> None:
        """The capture made now, and no more than was asked for; nothing of an address never captured."""
        assert list(archive.around(url, clock.now(), 3)) == []
        snapshot = captured(archive, clock, url)
        assert [each.taken_at for each in archive.around(url, clock.now(), 3)] == [snapshot.taken_at]
        assert list(archive.around(url, clock.now(), 0)) == []

    def test_the_index_tells_whether_it_lists_a_capture(self, archive: Archive, clock: Clock, url: str) -> None:
        """Of exactly that second, not of another one of the same address."""
        snapshot = captured(archive, clock, url)
        assert snapshot.taken_at is not None
        assert archive.is_listed(snapshot) is True
        assert archive.is_listed(replace(snapshot, taken_at=snapshot.taken_at - timedelta(days=3))) is False

    def test_limits_tell_how_many_may_be_started(self, archive: Archive) -> None:
        """And cost no capture."""
        limits = archive.limits()
        assert limits.available is not None
        assert limits.available > 0


def captured(archive: Archive, clock: Clock, url: str, options: CaptureOptions = PLAIN) -> Snapshot:
    """Have an address captured and return its snapshot; fails when it is not done within two minutes."""
    submission = archive.submit(url, options=options)
    assert submission.ticket is not None
    for _ in range(600):
        (status,) = archive.poll([submission.ticket])
        if status.state is JobState.DONE:
            assert status.snapshot is not None
            return status.snapshot
        clock.sleep(0.2)
    raise AssertionError(f"{url} was not captured")


class CopiesContract:
    """What every keeper of copies does. Subclass it in a test, with fixtures `copies` and `clock`."""

    def test_a_copy_reads_back_byte_for_byte(self, copies: Copies, clock: Clock) -> None:
        """Status, headers in order and undecoded body."""
        visit = example_visit(clock.now())
        again = copies.open(_kept(copies, visit))
        assert again.body == visit.body
        assert again.hops[-1].headers == visit.hops[-1].headers
        assert again.status == visit.status
        assert again.final_url == visit.final_url

    def test_copies_do_not_mix(self, copies: Copies, clock: Clock) -> None:
        """Each reference leads to its own copy, also after others were kept, and after the file was ended."""
        visits = [example_visit(clock.now(), url=f"https://example.org/{n}", body=b"%d" % n * 50) for n in range(5)]
        refs = [_kept(copies, visit) for visit in visits]
        wanted = [visit.body for visit in reversed(visits)]
        assert [copies.open(ref).body for ref in reversed(refs)] == wanted
        copies.close()
        assert [copies.open(ref).body for ref in reversed(refs)] == wanted

    def test_a_cut_body_says_so(self, copies: Copies, clock: Clock) -> None:
        """In the reference and when read back."""
        ref = _kept(copies, replace(example_visit(clock.now()), truncated="length"))
        assert ref.truncated == "length"
        assert copies.open(ref).truncated == "length"

    def test_an_unchanged_page_reads_back_whole(self, copies: Copies, clock: Clock) -> None:
        """Though its body need not be written again; headers are those of the later visit, from one to the next."""
        first = _kept(copies, example_visit(clock.now(), body=b"the same" * 500))
        for number in range(3):
            visit = example_visit(clock.now(), body=b"the same" * 500)
            last = replace(visit.hops[-1], headers=(("X-Number", str(number)),))
            first = _kept(copies, replace(visit, hops=(last,)), like=first)
            again = copies.open(first)
            assert again.body == b"the same" * 500
            assert again.hops[-1].headers == (("X-Number", str(number)),)

    def test_a_changed_page_is_kept_as_it_is(self, copies: Copies, clock: Clock) -> None:
        """Whatever it is said to be like."""
        first = _kept(copies, example_visit(clock.now(), body=b"first"))
        elsewhere = example_visit(clock.now(), url="https://example.org/b", body=b"first")
        for visit in (example_visit(clock.now(), body=b"second"), elsewhere):
            again = copies.open(_kept(copies, visit, like=first))
            assert (again.body, again.final_url) == (visit.body, visit.final_url)

    def test_what_was_kept_is_there(self, copies: Copies, clock: Clock) -> None:
        """And what never was, is not."""
        ref = _kept(copies, example_visit(clock.now()))
        assert copies.holds(ref)
        assert not copies.holds(replace(ref, path="never-written"))

    def test_a_purged_address_is_gone_and_no_other(self, copies: Copies, clock: Clock) -> None:
        """Its copies, unchanged ones too, and what was fetched for it; references to all others still lead there."""
        mine, other = "https://example.org/mine", "https://example.org/other"
        first = _kept(copies, _asked(mine, clock.now()))
        kept = [_kept(copies, _asked(other, clock.now()))]
        gone = [first, _kept(copies, _asked(mine, clock.now()), like=first)]
        gone.append(_kept(copies, _asked("https://example.org/style.css", clock.now()), via=mine))
        kept.append(_kept(copies, _asked("https://example.org/style.css", clock.now()), via=other))
        assert copies.purge([mine + "#part"]) > 0
        for ref in gone:
            with pytest.raises(StoreDamaged):
                copies.open(ref)
        assert [copies.open(ref).body for ref in kept] == [b"what others cite" * 20] * 2
        assert copies.purge([mine]) == 0

    def test_an_address_that_led_elsewhere_is_purged_with_what_it_led_to(self, copies: Copies, clock: Clock) -> None:
        """Redirects are part of a visit."""
        ref = _kept(copies, example_visit(clock.now()))
        copies.purge(["https://example.org/"])
        with pytest.raises(StoreDamaged):
            copies.open(ref)

    def test_it_goes_on_after_a_purge(self, copies: Copies, clock: Clock) -> None:
        """A later copy of another page is kept as ever."""
        _kept(copies, example_visit(clock.now()))
        copies.purge(["https://example.org/"])
        assert copies.open(_kept(copies, example_visit(clock.now(), body=b"later"))).body == b"later"


def _kept(copies: Copies, visit: Visit, *, like: CopyRef | None = None, via: str = "") -> CopyRef:
    ref = copies.keep(visit, like=like, via=via)
    assert ref is not None
    return ref


def _asked(url: str, at: datetime) -> Visit:
    visit = example_visit(at, url=url, body=b"what others cite" * 20)
    return replace(visit, request=FetchRequest(url=url), hops=visit.hops[-1:])


def example_visit(at: datetime, *, url: str = "https://example.org/a", body: bytes = b"\x1f\x8b not really") -> Visit:
    """Return a visit with a redirect, headers beyond ASCII and a body that is not text."""
    moved = Hop(url="https://example.org/", status=301, status_line="HTTP/1.1 301 Moved", headers=(("Location", url),))
    last = Hop(
        url=url,
        status=200,
        status_line="HTTP/1.1 200 OK",
        headers=(
            ("Content-Type", "text/html"),
            ("X-Titre", "caf\xe9 \xc3\xa9"),
            ("X-Twice", "1"),
            ("X-Twice", "2"),
            ("Transfer-Encoding", "chunked"),
        ),
        request_headers=(("Host", "example.org"), ("User-Agent", "test")),
        peer="192.0.2.7",
    )
    return Visit(request=FetchRequest(url="https://example.org/"), started_at=at, hops=(moved, last), body=body)
