"""Failures wait until the night shows itself well or void: in an outage of our own no source is the worse for it.

Two kinds of outage (link-rot.md section 5). When nobody at all was reached, nothing was seen: nothing is written, and
all is due again. When too many hosts fail, or those known to be good, what they showed is written as unknown.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sourcekeeper.checking.outages import VOID, Night, failed_before, fails
from sourcekeeper.keeper.visiting.judging import Judged, Judging
from sourcekeeper.keeper.visiting.probing import Seen
from sourcekeeper.model import FetchFailure, Judgement, Reason, Verdict
from sourcekeeper.web.urls import host_of

HOSTS_OF_AN_OUTAGE = 3
"""So many different hosts have to fail, and all of them, before the fault is taken for ours."""

HELD_AT_MOST = 2_000
"""Failures held back while nobody was reached; then the run ends, and the rest stays due."""

_OURS = frozenset({FetchFailure.NAME_NOT_FOUND, FetchFailure.NAME_TROUBLE, FetchFailure.PROXY})
"""Failures that a dead network of ours makes for every host."""


@dataclass(slots=True)
class Doubts:
    """What failed tonight and is not believed yet."""

    judging: Judging
    night: Night
    _held: deque[tuple[int, Seen, Judged]] = field(default_factory=deque)
    _taken: int = 0
    _was_reached: bool = False

    def take(self, seen: Seen) -> Iterator[Judged]:
        """Judge a source; yield what is sure by now."""
        check, host = seen.evidence.check, host_of(seen.source.url)
        judged, failed = self.judging.conclude(seen), fails(check)
        self.night.note(host, failed=failed, before=failed_before(seen.evidence.history, self.night.settings))
        self._taken += 1
        self._was_reached = self._was_reached or check.failure not in _OURS
        if failed:
            self._held.append((self._taken, seen, judged))
        else:
            yield judged
        while self._was_reached and self._held and self._taken - self._held[0][0] >= self.night.settings.window:
            yield self._settled(*self._held.popleft()[1:])

    @property
    def are_hopeless(self) -> bool:
        """Whether so much failed, and nobody was reached at all, that asking on tells no more."""
        return not self._was_reached and len(self._held) >= HELD_AT_MOST

    def end(self) -> Iterator[tuple[Judged, bool]]:
        """Yield what was left, each with whether it is to be written."""
        left = [(seen, judged) for _, seen, judged in self._held]
        self._held.clear()
        hosts = {host_of(seen.source.url) for seen, _ in left}
        # A proxy that fails is ours whatever was asked of it; a name that is not found may be the name's fault.
        is_ours = all(seen.evidence.check.failure is FetchFailure.PROXY for seen, _ in left)
        is_down = not self._was_reached and (is_ours or len(hosts) >= HOSTS_OF_AN_OUTAGE)
        for seen, judged in left:
            if is_down:
                void = Judgement(verdict=Verdict.UNKNOWN, confidence=0.0, reason=Reason.of("network-down"))
                _, unseen = self.judging.set_aside(seen, void)
                yield (judged[0], replace(judged[1], judgement=void, standing=unseen.standing)), False
            else:
                yield self._settled(seen, judged), True

    def _settled(self, seen: Seen, judged: Judged) -> Judged:
        if not self.night.is_void:
            return judged
        failing, known = self.night.counts
        reason = Reason.of(VOID, failing=failing, hosts=known)
        return self.judging.set_aside(seen, Judgement(verdict=Verdict.UNKNOWN, confidence=0.0, reason=reason))
