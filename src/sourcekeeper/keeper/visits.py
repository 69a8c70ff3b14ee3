"""The visit pass: what is due is visited, copied, read, judged and written, in small batches.

Fetcher → Visit → Copies (WARC) and `checking` (page, fingerprint, verdict, standing) → Store. A killed run loses at
most the visits of the last second, and the next run makes those again.

Until the first answer from anywhere arrives, nothing is judged: when no host at all can be reached the fault is ours
(link-rot.md, section 5), the pass is void, and no source is called dead for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sourcekeeper.checking.check import check_of
from sourcekeeper.checking.schedule import next_visit
from sourcekeeper.checking.series import standing_after
from sourcekeeper.checking.verdicts import Evidence, judge
from sourcekeeper.config import FetchSettings
from sourcekeeper.keeper.results import CheckedSource
from sourcekeeper.model import (
    CopyRef,
    FetchFailure,
    FetchRequest,
    Judgement,
    Observation,
    Reason,
    Source,
    Verdict,
    Visit,
)
from sourcekeeper.ports import CheckRecord, Clock, Copies, Fetcher, Progress, Store
from sourcekeeper.web.urls import host_of

BATCH = 100
"""Checks written in one transaction at the most."""
BATCH_SECONDS = 1.0
"""How old the oldest unwritten check may get."""
HOSTS_OF_AN_OUTAGE = 3
"""So many different hosts have to fail, and all of them, before the fault is taken for ours."""

_OURS = frozenset({FetchFailure.NAME_NOT_FOUND, FetchFailure.NAME_TROUBLE, FetchFailure.PROXY})
"""Failures that a dead network of ours makes for every host."""

Judged = tuple[CheckRecord, CheckedSource]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPass:
    """What a visit pass works with."""

    store: Store
    fetcher: Fetcher
    copies: Copies | None
    clock: Clock
    progress: Progress
    settings: FetchSettings

    def run(self, sources: Iterable[Source]) -> Iterator[CheckedSource]:
        """Visit the sources and yield each once it is judged; written at the latest a second later."""
        waiting: dict[str, Source] = {}
        for source in sources:
            waiting[source.id] = source
            self.fetcher.submit(self._request(source))
        self.progress.begin("visit", len(waiting))
        writer = _Writer(self.store, self.clock)
        try:
            yield from self._judged(waiting, writer)
        finally:
            writer.flush()
            self.progress.end("visit")

    def _judged(self, waiting: dict[str, Source], writer: _Writer) -> Iterator[CheckedSource]:
        held: list[Judged] = []
        reached = False
        for visit in self.fetcher.results():
            if visit.failure is FetchFailure.STOPPED:
                continue
            judged = self._judge(waiting.pop(visit.request.key), visit)
            self.progress.advance("visit", judged[1].source.url)
            reached = reached or visit.failure not in _OURS
            held.append(judged)
            if reached:
                for record, checked in held:
                    writer.add(record)
                    yield checked
                held = []
        yield from self._unreached(held, writer)

    def _unreached(self, held: list[Judged], writer: _Writer) -> Iterator[CheckedSource]:
        hosts = {host_of(checked.source.url) for _record, checked in held}
        for record, checked in held:
            if len(hosts) < HOSTS_OF_AN_OUTAGE:
                writer.add(record)
                yield checked
            else:
                void = Judgement(verdict=Verdict.UNKNOWN, confidence=0.0, reason=Reason.of("network-down"))
                yield replace(checked, judgement=void)

    def _request(self, source: Source) -> FetchRequest:
        return FetchRequest(
            url=source.fetch_key,
            key=source.id,
            max_body_bytes=self.settings.max_body_bytes,
            timeout_seconds=self.settings.timeout_seconds,
        )

    def _judge(self, source: Source, visit: Visit) -> Judged:
        now = self.clock.now()
        check = check_of(visit, max_decoded_bytes=self.settings.max_decoded_bytes)
        history = self.store.history(source.id)
        judgement = judge(Evidence(check=check, cited_url=source.url, history=history))
        seen = Observation(
            judgement=judgement, status=check.status, final_url=check.final_url, first=check.at, last=check.at
        )
        standing = standing_after((*history, seen), now)
        record = CheckRecord(
            source_id=source.id,
            check=check,
            judgement=judgement,
            standing=standing,
            next_visit=next_visit(standing, (*history, seen), now, key=source.id),
            copy=self._copy(source, visit, judgement.verdict),
        )
        return record, CheckedSource(source=source, check=check, judgement=judgement, standing=standing)

    def _copy(self, source: Source, visit: Visit, verdict: Verdict) -> CopyRef | None:
        """Keep the first answer; later visits are compared with it."""
        if self.copies is None or visit.status is None or verdict is Verdict.NOT_CHECKED:
            return None
        if self.store.copies(source.id):
            return None
        return self.copies.keep(visit)


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
