"""The visit pass: what is due is visited, copied, read, judged and written, in small batches.

Fetcher → Visit → Copies (WARC) and `checking` (page, fingerprint, verdict, standing) → Store. A killed run loses at
most the visits of the last second, and the next run makes those again.

Hosts known to be good are asked first, and a failure is believed only once the night shows itself well (`doubting`).

A page that only its site's way to say "not found" can tell from a living one waits until the site was asked: see
`probing`.

An address that can be read in two ways, and is not there as it was read, is asked for as the other: see `rereading`.

Sources that differ in their fragment only are one page: visited once, judged each. What a person decided comes first
(`checking.decided`): a source to be left alone is not visited at all.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Protocol

from sourcekeeper.checking.check import ANALYSED_BYTES
from sourcekeeper.checking.decided import is_by_decision, without_visit, word_in_force
from sourcekeeper.checking.outages import ASKED_FIRST, Night, is_known_good
from sourcekeeper.checking.treating import skipped
from sourcekeeper.config import CheckSettings, FetchSettings
from sourcekeeper.keeper.results import CheckedSource
from sourcekeeper.keeper.visiting.copying import Copying
from sourcekeeper.keeper.visiting.doubting import Doubts
from sourcekeeper.keeper.visiting.feeding import HOSTS_A_REQUEST, LEAST_HOSTS, Feed, Page, Supply
from sourcekeeper.keeper.visiting.following import Steps
from sourcekeeper.keeper.visiting.judging import Judging
from sourcekeeper.keeper.visiting.probing import Probes, Seen
from sourcekeeper.keeper.visiting.refused import Refused
from sourcekeeper.keeper.visiting.requisites import Requisites
from sourcekeeper.keeper.visiting.rereading import Rereading
from sourcekeeper.keeper.visiting.shortening import Shortcuts
from sourcekeeper.keeper.visiting.writing import BATCH, Writer
from sourcekeeper.model import (
    Decision,
    FetchFailure,
    FetchRequest,
    Source,
    Verdict,
    Visit,
)
from sourcekeeper.ports import Clock, Fetcher, KnownSource, Progress, Store, StoredCheck, VisitTraffic
from sourcekeeper.web.urls import host_of

_LOOKED_AT_FOR_GOOD = 200
"""Sources among which known-good hosts are looked for."""

Asked = tuple[Source, Decision | None, KnownSource]
"""A source to be visited, a person's word on it, and what the store knows of it."""
_NOTHING_KNOWN = KnownSource()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPass:
    """What a visit pass works with."""

    store: Store
    fetcher: Fetcher
    copying: Copying
    clock: Clock
    progress: Progress
    settings: FetchSettings
    checking: CheckSettings
    new_id: Callable[[], str]
    queue: Callable[[Source], None]
    """Has a source archived that was found to be what a text cites."""
    window: timedelta | None = None
    """After this long nothing new is begun; what is under way ends."""
    chance: Random = field(default_factory=Random)
    """For names that no site has."""

    def run(self, supply: Supply) -> CheckRun:
        """Visit the sources and yield each once it is judged; written at the latest a second later."""
        feed = Feed(supply, max(LEAST_HOSTS, HOSTS_A_REQUEST * self.settings.in_flight))
        run = CheckRun()
        run.begin(self._checked(feed, run))
        return run

    def _checked(self, feed: Feed, run: CheckRun) -> Iterator[CheckedSource]:
        end = None if self.window is None else self.clock.monotonic() + self.window.total_seconds()
        run.total = feed.supply.count()
        self.progress.begin("visit", run.total)
        writer = Writer(self.store, self.clock, lambda: not self.fetcher.ready())
        try:
            pages = feed.first()
            good = self._known_good([source for page in pages for source in page])
            pages.sort(key=lambda page: not any(good.get(host_of(source.url)) is source for source in page))
            going = self._going(feed, writer, frozenset(good))
            yield from self._ask(pages, going)
            yield from self._judged(going, end)
        finally:
            writer.flush()
            self.progress.end("visit")

    def _going(self, feed: Feed, writer: Writer, known_good: frozenset[str]) -> _Going:
        judging = self._judging()
        shortcuts = Shortcuts(self.fetcher, self.clock, self.checking.believe_redirects)
        ways: list[_Way] = [shortcuts, Steps(self.fetcher)]
        if self.checking.retry_as_browser:
            ways.append(Refused(self.fetcher))
        return _Going(
            feed=feed,
            judging=judging,
            writer=writer,
            shortcuts=shortcuts,
            ways=ways,
            probes=self._probes(),
            requisites=self._requisites(),
            rereading=self._rereading(judging),
            doubts=Doubts(judging, Night(settings=self.checking.outages, known_good=known_good)),
            decided=self.store.decided(),
        )

    def _ask(self, pages: Iterable[Page], going: _Going) -> Iterator[CheckedSource]:
        """Hand pages to the fetcher; yield the sources that a person's word or a setting spares a visit."""
        queue = deque(pages)
        while queue:
            few = [queue.popleft() for _ in range(min(len(queue), BATCH))]
            known = self.store.known_of([source.id for page in few for source in page])
            for page in few:
                asked = list[Asked]()
                for source in page:
                    decision = self._word(source, going)
                    host = host_of(source.url)
                    judgement = without_visit(decision) or skipped(self.settings.hosts.of(host), host)
                    if judgement is None:
                        asked.append((source, decision, known.get(source.id, _NOTHING_KNOWN)))
                        continue
                    record, checked = going.judging.spare(source, decision, judgement)
                    going.writer.add(record)
                    self.progress.advance("visit", source.url)
                    yield checked
                if asked:
                    going.waiting[page[0].fetch_key] = asked
                    self.fetcher.submit(self._request(page[0], asked[0][2].last, going.shortcuts))
                elif (following := going.feed.over(page[0].fetch_key)) is not None:
                    queue.append(following)

    def _ask_following(self, going: _Going) -> Iterator[CheckedSource]:
        pages, going.following = going.following, []
        yield from self._ask(pages, going)

    def _word(self, source: Source, going: _Going) -> Decision | None:
        """Return what a person said of a source and still holds; few sources have any, so few are looked up."""
        if source.id not in going.decided:
            return None
        return word_in_force(self.store.decisions(source.id), self.clock.now())

    def _judged(self, going: _Going, end: float | None) -> Iterator[CheckedSource]:
        is_over = False
        while not is_over:
            for visit in self.fetcher.results():
                if end is not None and self.clock.monotonic() >= end:
                    self.fetcher.stop()
                yield from self._over(visit, going)
                if len(going.following) >= BATCH or not self.fetcher.ready():
                    yield from self._ask_following(going)
            is_over = not going.following  # what was ready last may be the fetcher's own: a robots.txt
            yield from self._ask_following(going)
        for (record, checked), is_written in going.doubts.end():
            if is_written:
                going.writer.add(record)
            self._show(going, checked)
            yield checked

    def _over(self, visit: Visit, going: _Going) -> Iterator[CheckedSource]:
        """Yield what can be told now that a visit is over, and take down what follows it."""
        if going.requisites.is_answer(visit):
            going.requisites.answered(visit)
            return
        is_aside = going.probes.is_answer(visit) or going.rereading.is_answer(visit)
        whole = visit if is_aside else _whole(visit, going.ways)
        if whole is None:
            return
        if whole.failure is FetchFailure.STOPPED and not is_aside:
            going.feed.stop()
            return
        for seen in self._ready(whole, going):
            for record, checked in going.doubts.take(seen):
                going.writer.add(record)
                self._show(going, checked)
                yield checked
        if going.doubts.are_hopeless:
            going.feed.stop()
        if not is_aside and (page := going.feed.over(whole.request.key)) is not None:
            going.following.append(page)

    def _show(self, going: _Going, checked: CheckedSource) -> None:
        """Tell how the run stands."""
        going.verdicts[checked.judgement.verdict] += 1
        traffic = VisitTraffic(in_flight=self.fetcher.under_way(), hosts=going.feed.hosts, verdicts=going.verdicts)
        self.progress.show("visit", traffic)

    def _ready(self, visit: Visit, going: _Going) -> Iterator[Seen]:
        """Yield what can be judged now that a visit is over."""
        if going.rereading.is_answer(visit):
            yield from going.rereading.answered(visit)
            return
        for told in going.probes.answered(visit) if going.probes.is_answer(visit) else self._looked_at(visit, going):
            seen = going.rereading.hold(told)
            if seen is not None:
                yield seen

    def _looked_at(self, visit: Visit, going: _Going) -> Iterator[Seen]:
        """Yield the sources of a page that was visited, but for those whose site has to be asked first."""
        for source, decision, known in going.waiting.pop(visit.request.key):
            seen = going.judging.look(source, decision, visit, known)
            if seen.copy is not None:
                going.requisites.want(visit)
            self.progress.advance("visit", source.url)
            ready = going.probes.hold(seen) if self.checking.probe else seen
            if ready is not None:
                yield ready

    def _judging(self) -> Judging:
        return Judging(
            store=self.store, copying=self.copying, clock=self.clock, settings=self.settings, checking=self.checking
        )

    def _rereading(self, judging: Judging) -> Rereading:
        return Rereading(
            store=self.store,
            fetcher=self.fetcher,
            judging=judging,
            clock=self.clock,
            new_id=self.new_id,
            queue=self.queue,
        )

    def _requisites(self) -> Requisites:
        settings = self.copying.settings
        forgotten = self.store.forgotten() if settings.requisites else {}
        return Requisites(self.fetcher, self.copying, settings, self.settings.timeout_seconds, forgotten)

    def _probes(self) -> Probes:
        return Probes(self.store, self.fetcher, self.clock, self.chance, self.settings.timeout_seconds)

    def _known_good(self, sources: Sequence[Source]) -> dict[str, Source]:
        """Return a few sources of different hosts that answered last time: if these fail, the fault is ours."""
        found: dict[str, Source] = {}
        for source in sources[:_LOOKED_AT_FOR_GOOD]:
            if len(found) == ASKED_FIRST:
                break
            if host_of(source.url) not in found and is_known_good(self.store.history(source.id)):
                found[host_of(source.url)] = source
        return found

    def _request(self, source: Source, last: StoredCheck | None, shortcuts: Shortcuts) -> FetchRequest:
        """Ask for the whole body the first time; later for as much as is compared, and only if it has changed."""
        is_first = last is None or last.cited_text is None
        most = self.settings.max_body_bytes if is_first else min(self.settings.max_body_bytes, ANALYSED_BYTES)
        end = shortcuts.end_of(source.fetch_key, last)
        return FetchRequest(
            url=end or source.fetch_key,
            key=source.fetch_key,
            headers=() if last is None else _conditions(last, is_end=bool(end)),
            max_body_bytes=most,
            timeout_seconds=self.settings.timeout_seconds,
            is_patient=last is not None and last.failure is FetchFailure.HURRIED,
        )


class _Way(Protocol):
    """A reason why a visit goes on: by another address, or in another manner."""

    def whole(self, visit: Visit) -> Visit | None:
        """Return a visit that is over; None while it goes on."""


def _whole(visit: Visit, ways: Iterable[_Way]) -> Visit | None:
    """Return a visit that is over by all of them; None while it goes on."""
    for way in ways:
        over = way.whole(visit)
        if over is None:
            return None
        visit = over
    return visit


def _conditions(last: StoredCheck, *, is_end: bool) -> tuple[tuple[str, str], ...]:
    """Return the headers that ask for a body only if it is another than the last; none where nothing was judged of it.

    Only where the address that is asked is where the last visit ended (`is_end`, or it went nowhere else): a validator
    belongs to one address (RFC 9110 section 8.8).
    """
    seen = last.observation
    is_good = last.failure is None and seen.status is not None and (200 <= seen.status < 300 or seen.status == 304)
    if not is_good or is_by_decision(seen.judgement) or (len(last.hops) > 1 and not is_end):
        return ()
    named = (("If-None-Match", last.etag), ("If-Modified-Since", last.last_modified))
    return tuple((name, value) for name, value in named if value)


@dataclass(slots=True)
class CheckRun:
    """The checks of a run, as they come, and how many are to come."""

    total: int = 0
    """Sources of the run; known once the first check has come."""
    done: int = 0
    recalled: int = 0
    """Sources that were due later than any wait is long, and are due now."""
    is_over: bool = False
    """Whether the last check was taken."""
    _checks: Iterator[CheckedSource] = field(default_factory=lambda: iter(()))
    _visits: Iterator[CheckedSource] = field(default_factory=lambda: iter(()))
    """Where they come from, before they go through anything else."""

    def begin(self, checks: Iterator[CheckedSource]) -> None:
        """Say where the checks come from."""
        self._checks = self._visits = checks

    def through(self, over: Callable[[Iterator[CheckedSource]], Iterator[CheckedSource]]) -> CheckRun:
        """Have the checks go through something before they are told; return the run."""
        self._checks = over(self._checks)
        return self

    @property
    def left(self) -> int:
        """How many sources the run has not come to: what is left when it was stopped, of another run."""
        return max(0, self.total - self.done)

    def __iter__(self) -> CheckRun:
        return self

    def __next__(self) -> CheckedSource:
        try:
            checked = next(self._checks)
        except StopIteration:
            self.is_over = True
            raise
        self.done += 1
        return checked

    def close(self) -> None:
        """Leave the run; what was judged is written."""
        # Each by itself: an interrupt inside the outer one ends that, and leaves the other where it stands.
        for part in (self._checks, self._visits):
            if isinstance(part, Generator):
                part.close()


@dataclass(slots=True, kw_only=True)
class _Going:
    """What goes on in a run."""

    feed: Feed
    judging: Judging
    writer: Writer
    shortcuts: Shortcuts
    ways: Sequence[_Way]
    """Those of the shortcuts among them."""
    probes: Probes
    requisites: Requisites
    rereading: Rereading
    doubts: Doubts
    decided: frozenset[str]
    """Sources of which a person said something before the run."""
    following: list[Page] = field(default_factory=list)
    """What is to be asked for next: handed to the fetcher together, so that the store is asked once for many."""
    waiting: dict[str, list[Asked]] = field(default_factory=dict)
    """What was handed to the fetcher, by fetch key: few pages a host, see `feeding`."""
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    """How often each came."""
