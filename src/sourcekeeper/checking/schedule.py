"""When a source is to be visited next. Pure.

Living sources weekly (InternetArchiveBot: at most weekly), suspect ones on the next two nights and then every second
one, dead ones after one, two and four weeks, then monthly (link-rot.md section 5: a link that died can come back).
What a run could not find out (rate limits, resolver trouble) is asked again the next night.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import blake2b

from sourcekeeper.config import ScheduleSettings
from sourcekeeper.model import Observation, SourceStanding, Standing, Verdict

DEFAULTS = ScheduleSettings()
_UNSETTLED = frozenset({Verdict.RATE_LIMITED, Verdict.UNKNOWN})
_NIGHT = timedelta(days=1)
_WEEK = timedelta(days=7)


def next_visit(
    standing: SourceStanding,
    history: Sequence[Observation],
    now: datetime,
    *,
    key: str = "",
    settings: ScheduleSettings = DEFAULTS,
) -> datetime:
    """Return when to visit a source again.

    Parameters
    ----------
    standing
        Where it stands after tonight.
    history
        Its observations, oldest first, tonight's included.
    now
        The time of tonight's visit.
    key
        The source's id: spreads long waits, always alike for the same source. Without it the first observation does.
    settings
        How long to wait; the defaults are those at the head of this module.
    """
    wait = _wait(standing, history, now, settings)
    if wait >= _WEEK:
        most = int(wait * settings.spread / _NIGHT)
        wait += min(most, _to_own_night(key or _first_seen(history), now + wait, wait // _NIGHT)) * _NIGHT
    return now + wait - settings.slack


def latest_visit(now: datetime, settings: ScheduleSettings = DEFAULTS) -> datetime:
    """Return the latest time that `next_visit` can give: what is due later was written by a clock that was ahead."""
    waits = (settings.healthy, settings.suspect, settings.revived, settings.unsettled, settings.hopeless)
    return now + max(*waits, *settings.dead, settings.long_dead) * (1 + settings.spread)


def _to_own_night(key: str, due: datetime, nights: int) -> int:
    """Return how many nights lie between one and the next that is the source's own: of so many nights each has one.

    A source goes to its own night step by step and stays there. So many that were first seen on one night are spread
    over the nights of a week within two months, and none is ever asked sooner or much later than it should be.
    """
    return (int(_fraction(key) * nights) - due.toordinal()) % nights


def _wait(
    standing: SourceStanding, history: Sequence[Observation], now: datetime, settings: ScheduleSettings
) -> timedelta:
    last = history[-1].judgement.verdict if history else None
    if last is Verdict.INVALID:
        return settings.hopeless
    if standing.standing is Standing.DEAD:
        return _wait_for_dead(now - standing.since, settings)
    if standing.standing is Standing.SUSPECT:
        is_fresh = now - standing.since < settings.suspect - 2 * settings.slack
        return settings.suspect / 2 if is_fresh else settings.suspect
    if last is None or last in _UNSETTLED:
        return settings.unsettled
    return settings.revived if standing.standing is Standing.REVIVED else settings.healthy


def _wait_for_dead(dead_for: timedelta, settings: ScheduleSettings) -> timedelta:
    """Return the wait by how long the source is dead: each wait begins when the one before it is over."""
    over = timedelta(0)
    for wait in settings.dead:
        if dead_for + settings.slack * 2 < over + wait:
            return wait
        over += wait
    return settings.long_dead


def _first_seen(history: Sequence[Observation]) -> str:
    return f"{history[0].final_url} {history[0].first.isoformat()}" if history else ""


def _fraction(key: str) -> float:
    """Return a number from 0 to 1 that is always the same for the same key, evenly spread over keys."""
    digest = blake2b(key.encode("utf-8", "replace"), digest_size=4).digest()
    return int.from_bytes(digest, "big") / 2**32
