"""Addresses that can be read in two ways: the other reading is asked when the first does not answer well.

In ``… https://ville.example/hauptstr.`` the full stop may end the sentence or the address. Reading takes it for the
sentence's; where that address is not there and the other one is, the citation is told so. The choice is written back
to the citation and shown; the cited string is never changed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sourcekeeper.checking.comparing import LITTLE_LEFT, likeness_of
from sourcekeeper.citing.keys import url_identity
from sourcekeeper.keeper.visiting.judging import Judging
from sourcekeeper.keeper.visiting.probing import Seen
from sourcekeeper.model import CaptureState, FetchRequest, Reason, Source, Verdict, Visit
from sourcekeeper.ports import Clock, Fetcher, KnownSource, Store
from sourcekeeper.web.urls import comparison_key, fetch_key

log = logging.getLogger("sourcekeeper.keeper")

_MARK = "reading "
"""Before the fetch key in the key of a request for another reading; no address has a space."""

_NOT_THERE = frozenset({Verdict.GONE, Verdict.SOFT_404, Verdict.MOVED_TO_HOME, Verdict.REDIRECT_LOOP})
"""Verdicts that a wrong end of an address may have brought about. What a host does to all its pages is none."""
READ_OTHERWISE = "read-otherwise"
"""Reason of a capture that was called off: the address was one reading of two, and the other is right."""

_WELL = frozenset({Verdict.ALIVE, Verdict.REDIRECTED})
_SURE_ENOUGH = 0.7


@dataclass(slots=True)
class Rereading:
    """The other readings asked for in one run."""

    store: Store
    fetcher: Fetcher
    judging: Judging
    clock: Clock
    new_id: Callable[[], str]
    queue: Callable[[Source], None]
    """Has a source archived that nothing cited before."""
    _waiting: dict[str, list[tuple[Seen, str]]] = field(default_factory=dict)

    def hold(self, seen: Seen) -> Seen | None:
        """Return a source that needs no other reading, or has none; None while its other reading is asked for."""
        if seen.found.verdict not in _NOT_THERE:
            return seen
        other = self.store.other_reading(seen.source.id)
        if other is None or other == seen.source.url:
            return seen
        key = fetch_key(other)
        waiting = self._waiting.setdefault(key, [])
        waiting.append((seen, other))
        if len(waiting) == 1:
            settings = self.judging.settings
            self.fetcher.submit(
                FetchRequest(
                    url=key,
                    key=_MARK + key,
                    max_body_bytes=settings.max_body_bytes,
                    timeout_seconds=settings.timeout_seconds,
                )
            )
        return None

    def is_answer(self, visit: Visit) -> bool:
        """Whether a visit is one of another reading."""
        return visit.request.key.startswith(_MARK)

    def answered(self, visit: Visit) -> list[Seen]:
        """Take the answer of another reading; return what is to be judged: it where it is well, else the first."""
        key = visit.request.key.removeprefix(_MARK)
        visit = replace(visit, request=replace(visit.request, key=key))
        return [self._better(seen, other, visit) for seen, other in self._waiting.pop(key, ())]

    def _better(self, seen: Seen, other: str, visit: Visit) -> Seen:
        if visit.status is None or not 200 <= visit.status < 300:
            return seen
        known = self.store.find_source(comparison_key(other))
        source = known or Source(
            id=self.new_id(), url=other, comparison_key=comparison_key(other), fetch_key=fetch_key(other)
        )
        known_there = self.store.known_of([source.id]).get(source.id, KnownSource())
        found = self.judging.look(source, seen.decision, visit, known_there)
        found = replace(found, evidence=replace(found.evidence, site=seen.evidence.site), instead_of=seen.source.url)
        if not self._is_well(found, seen):
            return seen
        self._write(seen, source, is_new=known is None)
        return found

    def _is_well(self, found: Seen, first: Seen) -> bool:
        """Whether a reading shows a page, and not another one than the first reading showed once."""
        judgement, cited = found.found, first.evidence.cited
        text = found.evidence.check.page.text if found.evidence.check.page else ""
        likeness = likeness_of(found.evidence.check, cited, text) if cited is not None else None
        is_other_text = likeness is not None and likeness < LITTLE_LEFT
        return judgement.verdict in _WELL and judgement.confidence >= _SURE_ENOUGH and not is_other_text

    def _write(self, seen: Seen, source: Source, *, is_new: bool) -> None:
        """Write what was found: the check of the first reading, the second as a source, and the citations' choice."""
        now = self.clock.now()
        record, _ = self.judging.conclude(seen)
        with self.store.transaction():
            if is_new:
                self.store.add_source(source, now)
            self.store.record_checks([record])
            count = self.store.read_otherwise(seen.source.id, source, [url_identity(source.url)])
            self._archive_instead(seen.source, source)
        log.info("%d citations read otherwise: %s instead of %s", count, source.id, seen.source.id)

    def _archive_instead(self, before: Source, after: Source) -> None:
        """Have a source archived in place of another, as far as nothing was sent, and nothing else cites that one."""
        captures = {each.source.id: each for each in self.store.captures(source_ids=[before.id, after.id])}
        ours, other = captures.get(before.id), captures.get(after.id)
        now, reason = self.clock.now(), Reason.of(READ_OTHERWISE, url=after.url)
        if ours is not None:
            self.queue(after)
        if ours is not None and ours.state is CaptureState.QUEUED and not self.store.citing_documents(before.id):
            self.store.record_captures([replace(ours, state=CaptureState.WITHHELD, reason=reason)], now)
        if other is not None and other.reason is not None and other.reason.code == READ_OTHERWISE:
            self.store.record_captures([replace(other, state=CaptureState.QUEUED, reason=None)], now)
