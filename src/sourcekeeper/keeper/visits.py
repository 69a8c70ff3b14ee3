"""The visit pass: what is due is visited, copied, read, judged and written, in small batches.

Fetcher → Visit → Copies (WARC) and `checking` (page, fingerprint, verdict, standing) → Store. A killed run loses at
most the visits of the last second, and the next run makes those again.

Hosts known to be good are asked first, and a failure is believed only once the night shows itself well (`doubting`).

A page that only its site's way to say "not found" can tell from a living one waits until the site was asked: see
`probing`.

Sources that differ in their fragment only are one page: visited once, judged each. What a person decided comes first
(`checking.decided`): a source to be left alone is not visited at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from sourcekeeper.checking.check import ANALYSED_BYTES
from sourcekeeper.checking.decided import is_by_decision, without_visit, word_in_force
from sourcekeeper.checking.outages import ASKED_FIRST, Night, is_known_good
from sourcekeeper.config import CheckSettings, FetchSettings
from sourcekeeper.keeper.copying import Copying
from sourcekeeper.keeper.doubting import Doubts
from sourcekeeper.keeper.following import Steps
from sourcekeeper.keeper.judging import Judging
from sourcekeeper.keeper.probing import Probes, Seen
from sourcekeeper.keeper.requisites import Requisites
from sourcekeeper.keeper.results import CheckedSource
from sourcekeeper.model import (
    Decision,
    FetchFailure,
    FetchRequest,
    Judgement,
    Source,
    Visit,
)
from sourcekeeper.ports import CheckRecord, Clock, Fetcher, Progress, Store, StoredCheck
from sourcekeeper.web.urls import host_of

BATCH = 100
"""Checks written in one transaction at the most."""
BATCH_SECONDS = 1.0
"""How old the oldest unwritten check may get."""
_LOOKED_AT_FOR_GOOD = 200
"""Sources among which known-good hosts are looked for."""

Asked = tuple[Source, Decision | None]
"""A source to be visited, and a person's word on it."""


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
    chance: Random = field(default_factory=Random)
    """For names that no site has."""

    def run(self, sources: Iterable[Source]) -> Iterator[CheckedSource]:
        """Visit the sources and yield each once it is judged; written at the latest a second later."""
        waiting: dict[str, list[Asked]] = {}
        spared: list[tuple[Source, Decision, Judgement]] = []
        now = self.clock.now()
        once = list({source.id: source for source in sources}.values())
        good = self._known_good(once)
        for source in sorted(once, key=lambda source: good.get(host_of(source.url)) is not source):
            decision = word_in_force(self.store.decisions(source.id), now)
            judgement = without_visit(decision)
            if decision is not None and judgement is not None:
                spared.append((source, decision, judgement))
                continue
            waiting.setdefault(source.fetch_key, []).append((source, decision))
            if len(waiting[source.fetch_key]) == 1:
                self.fetcher.submit(self._request(source))
        self.progress.begin("visit", sum(map(len, waiting.values())))
        writer, judging = _Writer(self.store, self.clock), self._judging()
        try:
            for each in spared:
                record, checked = judging.spare(*each)
                writer.add(record)
                yield checked
            yield from self._judged(waiting, judging, writer, frozenset(good))
        finally:
            writer.flush()
            self.progress.end("visit")

    def _judged(
        self, waiting: dict[str, list[Asked]], judging: Judging, writer: _Writer, known_good: frozenset[str]
    ) -> Iterator[CheckedSource]:
        probes, requisites, steps = self._probes(), self._requisites(), Steps(self.fetcher)
        doubts = Doubts(judging, Night(known_good=known_good))
        for visit in self.fetcher.results():
            if requisites.is_answer(visit):
                requisites.answered(visit)
                continue
            whole = visit if probes.is_answer(visit) else steps.whole(visit)
            if whole is None or (whole.failure is FetchFailure.STOPPED and not probes.is_answer(whole)):
                continue
            for seen in self._ready(whole, waiting, judging, probes, requisites):
                for record, checked in doubts.take(seen):
                    writer.add(record)
                    yield checked
        for (record, checked), is_written in doubts.end():
            if is_written:
                writer.add(record)
            yield checked

    def _ready(
        self,
        visit: Visit,
        waiting: dict[str, list[Asked]],
        judging: Judging,
        probes: Probes,
        requisites: Requisites,
    ) -> Iterator[Seen]:
        """Yield what can be judged now that a visit is over."""
        if probes.is_answer(visit):
            yield from probes.answered(visit)
            return
        for source, decision in waiting.pop(visit.request.key):
            seen = judging.look(source, decision, visit)
            if seen.copy is not None:
                requisites.want(visit)
            self.progress.advance("visit", source.url)
            ready = probes.hold(seen) if self.checking.probe else seen
            if ready is not None:
                yield ready

    def _judging(self) -> Judging:
        return Judging(store=self.store, copying=self.copying, clock=self.clock, settings=self.settings)

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

    def _request(self, source: Source) -> FetchRequest:
        """Ask for the whole body the first time; later for as much as is compared, and only if it has changed."""
        last = self.store.last_check(source.id)
        is_first = last is None or last.cited_text is None
        most = self.settings.max_body_bytes if is_first else min(self.settings.max_body_bytes, ANALYSED_BYTES)
        return FetchRequest(
            url=source.fetch_key,
            key=source.fetch_key,
            headers=() if last is None else _conditions(last),
            max_body_bytes=most,
            timeout_seconds=self.settings.timeout_seconds,
        )


def _conditions(last: StoredCheck) -> tuple[tuple[str, str], ...]:
    """Return the headers that ask for a body only if it is another than the last; none where nothing was judged of it.

    Only where the last visit ended at the address itself: a validator belongs to one address (RFC 9110 section 8.8).
    """
    seen = last.observation
    is_good = last.failure is None and seen.status is not None and (200 <= seen.status < 300 or seen.status == 304)
    if not is_good or is_by_decision(seen.judgement) or len(last.hops) > 1:
        return ()
    named = (("If-None-Match", last.etag), ("If-Modified-Since", last.last_modified))
    return tuple((name, value) for name, value in named if value)


class _Writer:
    """Writes checks in batches: a full one, or one whose oldest is a second old."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._batch: list[CheckRecord] = []
        self._since = 0.0

    def add(self, record: CheckRecord) -> None:
        if not self._batch:
            self._since = self._clock.monotonic()
        self._batch.append(record)
        if len(self._batch) >= BATCH or self._clock.monotonic() - self._since >= BATCH_SECONDS:
            self.flush()

    def flush(self) -> None:
        if self._batch:
            self._store.record_checks(self._batch)
            self._batch = []
