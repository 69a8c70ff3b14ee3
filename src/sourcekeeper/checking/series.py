"""What several nights mean: standing from a series of observations. Pure.

One failing check says little. A source is *suspect* from its first failure, *dead* once failures in a row are enough
and far enough apart, *revived* when a dead one answers again. Walls, logins, paywalls and our own troubles count
neither way. One success resets the count. The thresholds are those of link-rot.md section 5; the three failures are
InternetArchiveBot's, which asks for three checks at least three days apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from sourcekeeper.config import SeriesSettings
from sourcekeeper.model import Observation, SourceStanding, Standing, Verdict

DEFAULTS = SeriesSettings()


class Weight(Enum):
    """What an observation counts for."""

    SUCCESS = auto()
    NEUTRAL = auto()
    SURE = auto()
    PLAIN = auto()
    SLOW = auto()


_SUCCESSES = frozenset({Verdict.ALIVE, Verdict.REDIRECTED})
_PLAIN = frozenset(
    {Verdict.GONE, Verdict.SOFT_404, Verdict.MOVED_TO_HOME, Verdict.PARKED, Verdict.USURPED, Verdict.REDIRECT_LOOP}
)
_SLOW = frozenset({Verdict.SERVER_ERROR, Verdict.TIMEOUT, Verdict.UNREACHABLE})
_COUNTS_FOR = {
    Weight.SURE: (Weight.SURE, Weight.PLAIN, Weight.SLOW),
    Weight.PLAIN: (Weight.PLAIN, Weight.SLOW),
    Weight.SLOW: (Weight.SLOW,),
}
"""A surer failure also counts where a less sure one would do, so better evidence never delays a death."""


def weigh(observation: Observation, settings: SeriesSettings = DEFAULTS) -> Weight:
    """Return what an observation counts for."""
    judgement = observation.judgement
    if judgement.verdict in _SUCCESSES:
        return Weight.SUCCESS
    if judgement.confidence < settings.least_confidence:
        return Weight.NEUTRAL
    if judgement.verdict is Verdict.DNS_GONE or (judgement.verdict is Verdict.GONE and observation.status == 410):
        return Weight.SURE
    if judgement.verdict in _PLAIN:
        return Weight.PLAIN
    return Weight.SLOW if judgement.verdict in _SLOW else Weight.NEUTRAL


def standing_after(
    history: Sequence[Observation], now: datetime, settings: SeriesSettings = DEFAULTS
) -> SourceStanding:
    """Return where a source stands after its observations, oldest first, and since when.

    *ok* since the first success of the unbroken series; *suspect* since the first failure of it; *dead* since the
    check that made the measure full; *revived* since the success that followed; *unknown* since the first
    observation, or since `now` without any.
    """
    series = _Series(settings)
    for observation in history:
        series.take(observation)
    if series.since is None:
        return SourceStanding(standing=Standing.UNKNOWN, since=history[0].first if history else now)
    return SourceStanding(standing=series.standing, since=series.since)


def goes_on(before: SourceStanding, seen: Observation) -> bool:
    """Whether an observation leaves a source just where it stood, whatever came before: a success one that is well.

    `standing_after` says the same of the whole history; only this needs none of it.
    """
    return before.standing is Standing.OK and seen.judgement.verdict in _SUCCESSES


@dataclass(slots=True)
class _Tally:
    """Failures counted for one threshold: the first and the last counted, and how many."""

    count: int = 0
    first: datetime | None = None
    last: datetime | None = None


@dataclass(slots=True)
class _Series:
    """The state a series is in while it is read."""

    settings: SeriesSettings
    standing: Standing = Standing.UNKNOWN
    since: datetime | None = None
    tallies: dict[Weight, _Tally] = field(default_factory=dict)

    def take(self, observation: Observation) -> None:
        weight = weigh(observation, self.settings)
        if self.since is not None and observation.first < self.since:
            self.since = observation.first
        if weight is Weight.SUCCESS:
            self._succeed(observation)
        elif weight is not Weight.NEUTRAL and self.standing is not Standing.DEAD:
            self._fail(observation, weight)

    def _succeed(self, observation: Observation) -> None:
        self.tallies = {}
        if self.standing is Standing.DEAD:
            self.standing, self.since = Standing.REVIVED, observation.first
        elif self.standing not in {Standing.OK, Standing.REVIVED} or self.since is None:
            self.standing, self.since = Standing.OK, observation.first
        if self.standing is Standing.REVIVED:
            passed = observation.last - self.since
            if passed + self.settings.slack >= self.settings.revived_for:
                self.standing = Standing.OK

    def _fail(self, observation: Observation, weight: Weight) -> None:
        if self.standing is not Standing.SUSPECT:
            self.standing, self.since = Standing.SUSPECT, observation.first
        for moment in _moments(observation):
            for counted in _COUNTS_FOR[weight]:
                tally = self.tallies.setdefault(counted, _Tally())
                self._count(tally, moment)
                if self._is_full(tally, counted, moment):
                    self.standing, self.since = Standing.DEAD, moment
                    return

    def _count(self, tally: _Tally, moment: datetime) -> None:
        """Count a failure unless it is too close to the last counted one.

        Where time went back, a clock was wrong: the count stays, and how long the failing lasts is measured anew.
        """
        if tally.last is not None and moment < tally.last:
            tally.first = tally.last = moment
        if tally.last is None or moment - tally.last + self.settings.slack >= self.settings.one_per:
            tally.count += 1
            tally.first = tally.first or moment
            tally.last = moment

    def _is_full(self, tally: _Tally, counted: Weight, moment: datetime) -> bool:
        """Whether enough failures are counted and the failing lasts long enough, this failure included."""
        limits = {Weight.SURE: self.settings.sure, Weight.PLAIN: self.settings.plain, Weight.SLOW: self.settings.slow}
        limit = limits[counted]
        if tally.first is None or tally.count < limit.failures:
            return False
        return moment - tally.first + self.settings.slack >= limit.spread


def _moments(observation: Observation) -> Iterator[datetime]:
    """Yield when the checks of an observation were made, taken as evenly spread between the first and the last.

    The store keeps equal checks as one row. Where it kept on how many days they fell, so many moments are yielded:
    three checks on one afternoon and one a week later are two bad days, not four spread over the week.
    """
    span = observation.last - observation.first
    count = max(1, min(observation.count, observation.days or observation.count))
    if count == 1 or span <= timedelta(0):
        yield observation.first
        return
    count = min(count, 2 + span // timedelta(hours=1))
    for number in range(count):
        yield observation.first + span * number / (count - 1)
