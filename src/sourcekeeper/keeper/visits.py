"""The visit pass: what is due is visited, copied, read, judged and written, in small batches.

Fetcher → Visit → Copies (WARC) and `checking` (page, fingerprint, verdict, standing) → Store. A killed run loses at
most the visits of the last second, and the next run makes those again.

Until the first answer from anywhere arrives, nothing is judged: when no host at all can be reached the fault is ours
(link-rot.md, section 5), the pass is void, and no source is called dead for it.

Sources that differ in their fragment only are one page: visited once, judged each. What a person decided comes first
(`checking.decided`): a source to be left alone is not visited at all.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sourcekeeper.checking.check import check_of
from sourcekeeper.checking.decided import no_check, outweighed, without_visit, word_in_force
from sourcekeeper.checking.schedule import next_visit
from sourcekeeper.checking.series import standing_after
from sourcekeeper.checking.verdicts import Evidence, judge
from sourcekeeper.config import FetchSettings
from sourcekeeper.keeper.pages import said_of_itself
from sourcekeeper.keeper.results import CheckedSource, best_snapshot
from sourcekeeper.model import (
    Check,
    CopyRef,
    Decision,
    FetchFailure,
    FetchRequest,
    Item,
    Judgement,
    Observation,
    Reason,
    Snapshot,
    Source,
    Verdict,
    Visit,
)
from sourcekeeper.ports import CheckRecord, Clock, Copies, Fetcher, Progress, Store
from sourcekeeper.web.masking import without_secret
from sourcekeeper.web.urls import host_of

log = logging.getLogger("sourcekeeper.keeper")

BATCH = 100
"""Checks written in one transaction at the most."""
BATCH_SECONDS = 1.0
"""How old the oldest unwritten check may get."""
HOSTS_OF_AN_OUTAGE = 3
"""So many different hosts have to fail, and all of them, before the fault is taken for ours."""

_OURS = frozenset({FetchFailure.NAME_NOT_FOUND, FetchFailure.NAME_TROUBLE, FetchFailure.PROXY})
"""Failures that a dead network of ours makes for every host."""

_NOTHING_LOST = frozenset(
    {Verdict.ALIVE, Verdict.REDIRECTED, Verdict.RATE_LIMITED, Verdict.NOT_CHECKED, Verdict.UNKNOWN}
)

_SHOWS_THE_WORK = frozenset({Verdict.ALIVE, Verdict.REDIRECTED, Verdict.PAYWALLED})
"""Verdicts of a page that may say what it is; a paywall still names the work."""

Asked = tuple[Source, Decision | None]
"""A source to be visited, and a person's word on it."""

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
        waiting: dict[str, list[Asked]] = {}
        spared: list[tuple[Source, Decision, Judgement]] = []
        now = self.clock.now()
        for source in {source.id: source for source in sources}.values():
            decision = word_in_force(self.store.decisions(source.id), now)
            judgement = without_visit(decision)
            if decision is not None and judgement is not None:
                spared.append((source, decision, judgement))
                continue
            waiting.setdefault(source.fetch_key, []).append((source, decision))
            if len(waiting[source.fetch_key]) == 1:
                self.fetcher.submit(self._request(source))
        self.progress.begin("visit", sum(map(len, waiting.values())))
        writer = _Writer(self.store, self.clock)
        try:
            for each in spared:
                record, checked = self._spare(*each)
                writer.add(record)
                yield checked
            yield from self._judged(waiting, writer)
        finally:
            writer.flush()
            self.progress.end("visit")

    def _judged(self, waiting: dict[str, list[Asked]], writer: _Writer) -> Iterator[CheckedSource]:
        held: list[Judged] = []
        reached = False
        for visit in self.fetcher.results():
            if visit.failure is FetchFailure.STOPPED:
                continue
            for source, decision in waiting.pop(visit.request.key):
                held.append(self._judge(source, decision, visit))
                self.progress.advance("visit", source.url)
            reached = reached or visit.failure not in _OURS
            if reached:
                for record, checked in held:
                    writer.add(record)
                    yield checked
                held = []
        yield from self._unreached(held, writer)

    def _unreached(self, held: list[Judged], writer: _Writer) -> Iterator[CheckedSource]:
        hosts = {host_of(checked.source.url) for _record, checked in held}
        # A proxy that fails is ours whatever was asked of it; a name that is not found may be the name's fault.
        is_ours = all(checked.check.failure is FetchFailure.PROXY for _record, checked in held)
        for record, checked in held:
            if len(hosts) < HOSTS_OF_AN_OUTAGE and not is_ours:
                writer.add(record)
                yield checked
            else:
                void = Judgement(verdict=Verdict.UNKNOWN, confidence=0.0, reason=Reason.of("network-down"))
                yield replace(checked, judgement=void)

    def _request(self, source: Source) -> FetchRequest:
        return FetchRequest(
            url=source.fetch_key,
            key=source.fetch_key,
            max_body_bytes=self.settings.max_body_bytes,
            timeout_seconds=self.settings.timeout_seconds,
        )

    def _judge(self, source: Source, decision: Decision | None, visit: Visit) -> Judged:
        check = check_of(visit, max_decoded_bytes=self.settings.max_decoded_bytes)
        history = self.store.history(source.id)
        found = judge(Evidence(check=check, cited_url=source.url, history=history))
        log.info("%s: %s (%s)", _shown(source), found.verdict.value, found.reason.code)
        if log.isEnabledFor(logging.DEBUG):
            log.debug("%s: %.2f s, %d bytes, hops %s", _shown(source), visit.seconds, len(visit.body), _steps(visit))
        record, checked = self._concluded(source, check, outweighed(found, decision), history)
        copy = self._copy(source, visit, found.verdict)
        record = replace(record, copy=copy, page_item=self._said_by_page(visit, check, found.verdict))
        return record, replace(checked, suggestion=self._suggestion(checked))

    def _spare(self, source: Source, decision: Decision, judgement: Judgement) -> Judged:
        """Conclude without a visit; the next look is no later than the end of the decision."""
        log.info("%s: not visited (%s)", _shown(source), judgement.reason.code)
        check = no_check(source, self.clock.now())
        record, checked = self._concluded(source, check, judgement, self.store.history(source.id))
        if decision.until is not None:
            record = replace(record, next_visit=min(record.next_visit, decision.until))
        return record, checked

    def _concluded(self, source: Source, check: Check, judgement: Judgement, history: Sequence[Observation]) -> Judged:
        now = self.clock.now()
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
        )
        return record, CheckedSource(source=source, check=check, judgement=judgement, standing=standing)

    def _suggestion(self, checked: CheckedSource) -> Snapshot | None:
        """Return the snapshot to cite when the source does not show what was cited, or not to everybody."""
        if checked.judgement.verdict in _NOTHING_LOST:
            return None
        return best_snapshot(self.store.snapshots(checked.source.id))

    def _said_by_page(self, visit: Visit, check: Check, verdict: Verdict) -> Item | None:
        """Return what the page says of itself while it shows the work; None when it says nothing new."""
        if verdict not in _SHOWS_THE_WORK or check.page is None:
            return None
        item = said_of_itself(visit, check.page, self.settings.max_decoded_bytes)
        return item if item.fields else None

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


def _shown(source: Source) -> str:
    """Return an address for the log, which may be mailed about."""
    return without_secret(source.url)


def _steps(visit: Visit) -> str:
    return " ".join(f"{hop.status}@{host_of(hop.url)}" for hop in visit.hops) or f"none ({visit.failure})"
