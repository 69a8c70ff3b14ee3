"""Works as they are to be cited: what notes say, what the page says, what is known of the source, joined.

The store keeps these apart. They are joined anew whenever a work is shown or exported, so that a better rule, a later
visit or a correction counts at once, and nothing is lost that a person may want to see.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sourcekeeper.checking.decided import judgement_now
from sourcekeeper.checking.findings import findings_of
from sourcekeeper.citing.merge import merge
from sourcekeeper.keeper.linking import snapshots_of
from sourcekeeper.model import Verdict, Work
from sourcekeeper.ports import Entry, Store

_SEEN = frozenset({Verdict.ALIVE, Verdict.REDIRECTED})
"""Verdicts of a visit that found the source: its day is an access date."""


@dataclass(frozen=True, slots=True)
class CitedWorks:
    """Joins what a store knows of works."""

    store: Store
    now: datetime

    def joined(self, work: Work) -> Work:
        """Return a work with the item to cite; values that lost stay beside those that won."""
        paged = self.store.page_item(work.sources[0].id) if work.sources else None
        if paged is None:
            return work
        # Corrected again: a page does not bring back what a person took off.
        return replace(work, item=merge(work.item, paged).corrected(work.corrections))

    def entry(self, work: Work) -> Entry:
        """Return a work as an exporter gets it: with the snapshot to cite and the state of its cited source."""
        joined = self.joined(work)
        if not work.sources:
            return Entry(work=joined)
        cited = work.sources[0]
        last = self.store.last_check(cited.id)
        verdict = last.observation.judgement.verdict if last else None
        good, doubtful = snapshots_of(self.store, cited.id)
        return Entry(
            work=joined,
            snapshot=good,
            doubtful=doubtful,
            accessed=last.observation.last if last and verdict in _SEEN else None,
            standing=last.standing if last else None,
            verdict=verdict,
        )

    def findings(self, work: Work) -> frozenset[str]:
        """Return the verdict and standing of a work's cited source, minding what a person decided."""
        if not work.sources:
            return frozenset()
        cited = work.sources[0]
        last = self.store.last_check(cited.id)
        judgement = judgement_now(
            last.observation.judgement if last else None, self.store.decisions(cited.id), self.now
        )
        return findings_of(judgement, last.standing if last else None)
