"""Asking sites for pages that cannot exist, and holding what waits for the answer.

Which source wants that, and what the answer means, are rules (`checking.probes`, `checking.verdicts`); here is only
who waits for whom. A site is asked once a run and folder class, and not at all while the store's answer is fresh.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random

from sourcekeeper.checking.check import ANALYSED_BYTES, check_of
from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.probes import folder_of, probe_address, probed_at, serves, site_answer, wants_probe
from sourcekeeper.checking.verdicts import judge
from sourcekeeper.model import (
    CitedText,
    CopyRef,
    Decision,
    Drift,
    FetchRequest,
    Item,
    Judgement,
    SiteAnswer,
    Source,
    SourceStanding,
    Visit,
)
from sourcekeeper.ports import Clock, Fetcher, Store

_MARK = "probe "
"""Before the folder in the key of a probe's request; no address has a space."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A source whose visit is over, with all that is needed to judge it later; the body is let go.

    Without slots: it is judged once, whoever asks first.
    """

    source: Source
    decision: Decision | None
    evidence: Evidence
    before: SourceStanding | None = None
    """Where the source stood after its last visit; None when there was none."""
    copy: CopyRef | None = None
    said: Item | None = None
    """What the page says of itself."""
    copied: CitedText | None = None
    """What a local copy shows of it, where the store did not remember what was cited."""
    drift: Drift | None = None
    """How the page differs from the text first seen, where little of that is left."""
    instead_of: str = ""
    """The other reading of the cited address, which did not answer well; empty when there is none, or was no need."""

    @cached_property
    def found(self) -> Judgement:
        """What the rules make of the evidence."""
        return judge(self.evidence)


@dataclass(slots=True)
class Probes:
    """The probes of one run."""

    store: Store
    fetcher: Fetcher
    clock: Clock
    chance: Random
    timeout_seconds: float
    _waiting: dict[str, list[Seen]] = field(default_factory=dict)

    def hold(self, seen: Seen) -> Seen | None:
        """Return a source with its site's answer, if that is needed and known; None while it waits for the answer."""
        if not wants_probe(seen.evidence):
            return seen
        asked_at = probed_at(seen.evidence)
        folder = folder_of(asked_at)
        if folder in self._waiting:
            self._waiting[folder].append(seen)
            return None
        answer = self.store.site_answer(folder)
        if answer is not None and serves(answer, seen.evidence, self.clock.now()):
            return _with(seen, answer)
        self._waiting[folder] = [seen]
        address = probe_address(asked_at, self.chance)
        self.fetcher.submit(
            FetchRequest(
                url=address,
                key=_MARK + folder,
                max_body_bytes=ANALYSED_BYTES,
                timeout_seconds=self.timeout_seconds,
            )
        )
        return None

    def is_answer(self, visit: Visit) -> bool:
        """Whether a visit is one of a probe."""
        return visit.request.key.startswith(_MARK)

    def answered(self, visit: Visit) -> list[Seen]:
        """Take the answer to a probe; return those that waited for it. One that did not come says nothing."""
        folder = visit.request.key.removeprefix(_MARK)
        answer = site_answer(check_of(visit, max_decoded_bytes=ANALYSED_BYTES))
        if answer.status is not None:
            self.store.record_site_answer(folder, answer)
        return [_with(seen, answer) for seen in self._waiting.pop(folder, [])]


def _with(seen: Seen, answer: SiteAnswer) -> Seen:
    return replace(seen, evidence=replace(seen.evidence, site=answer))
