"""Visits that go on: where a page leads on by itself, the next address is asked and both become one visit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sourcekeeper.checking.steps import MOST_STEPS, joined, next_step
from sourcekeeper.model import FetchFailure, Visit
from sourcekeeper.ports import Fetcher

_MARK = "step "
"""Before the key of the request that a step belongs to; no address has a space."""


@dataclass(slots=True)
class Steps:
    """The visits of one run that go on."""

    fetcher: Fetcher
    _begun: dict[str, tuple[Visit, int]] = field(default_factory=dict)

    def whole(self, visit: Visit) -> Visit | None:
        """Return a visit that is over, what came before joined to it; None while it goes on."""
        first, steps = self._begun.pop(visit.request.key.removeprefix(_MARK), (None, 0))
        if first is not None:
            if visit.failure is FetchFailure.STOPPED:
                return visit
            visit = joined(first, visit)
        target = next_step(visit) if steps < MOST_STEPS else ""
        if not target:
            return visit
        self._begun[visit.request.key] = visit, steps + 1
        self.fetcher.submit(replace(visit.request, url=target, key=_MARK + visit.request.key, headers=()))
        return None
