"""Ways that are cut short: an address that moved for good is asked where it ends; see `checking.believing`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from sourcekeeper.checking.believing import believed_end, is_still_there, way_there
from sourcekeeper.model import FetchFailure, Hop, Visit
from sourcekeeper.ports import Clock, Fetcher, StoredCheck


@dataclass(slots=True)
class Shortcuts:
    """The visits of one run that begin where they ended last time."""

    fetcher: Fetcher
    clock: Clock
    believe: timedelta
    _ways: dict[str, tuple[Hop, ...]] = field(default_factory=dict)
    """By fetch key."""

    def end_of(self, key: str, last: StoredCheck | None) -> str:
        """Return where to ask for the address of a fetch key in its place; empty when it is asked itself."""
        end = believed_end(key, last, self.clock.now(), self.believe)
        if end and last is not None:
            self._ways[key] = way_there(last)
        return end

    def whole(self, visit: Visit) -> Visit | None:
        """Return a visit as one of the cited address; None where the way has to be gone after all."""
        way = self._ways.pop(visit.request.key, None)
        if way is None:
            return visit
        request = replace(visit.request, url=visit.request.key)
        if is_still_there(visit):
            return replace(visit, request=request, hops=(*way, *visit.hops))
        if visit.failure is FetchFailure.STOPPED:
            return replace(visit, request=request)
        self.fetcher.submit(replace(request, headers=()))
        return None
