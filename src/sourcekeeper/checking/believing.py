"""When a redirect that says it is for good is believed, and its end asked directly. Pure.

A permanent redirect may be kept (RFC 9110 sections 15.4.2 and 15.4.9), and browsers keep it. So of a source that was
well at its last visit the page is asked where it was, not the way there: half of the requests. Once in every
`CheckSettings.believe_redirects` the whole way is gone again, for readers follow the cited address: a redirect that
was taken away is noticed by then. Whatever is wrong at the end, the whole way is gone in the same run.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zlib import crc32

from sourcekeeper.checking.decided import is_of_the_rules
from sourcekeeper.checking.redirects import PERMANENT
from sourcekeeper.model import Hop, Verdict, Visit
from sourcekeeper.ports import StoredCheck

_WELL = frozenset({Verdict.ALIVE, Verdict.REDIRECTED})
NOT_MODIFIED = 304


def believed_end(key: str, last: StoredCheck | None, now: datetime, believe: timedelta) -> str:
    """Return where to ask for an address that moved for good; empty when the whole way is to be gone.

    `key` is the address itself. Each address has its own day on which a new span of belief begins, so that a whole
    store does not go all its ways on one night.
    """
    if last is None or not believe or len(last.hops) < 2 or last.failure is not None:
        return ""
    seen = last.observation
    if seen.judgement.verdict not in _WELL or not is_of_the_rules(seen.judgement):
        return ""
    (begin, _), *_, (end, _) = last.hops
    steps = {status for _, status in last.hops[:-1]}
    is_of_now = _span(key, seen.last, believe) == _span(key, now, believe)
    return end if steps <= PERMANENT and begin == key and end == seen.final_url and is_of_now else ""


def _span(key: str, moment: datetime, believe: timedelta) -> int:
    """Return the number of the span of time that a moment falls in; they begin at a moment of the key's own."""
    own = crc32(key.encode("utf-8", "replace")) / 2**32
    return int(moment.timestamp() / believe.total_seconds() + own)


def is_still_there(visit: Visit) -> bool:
    """Whether the end, asked directly, shows a page: no failure, no error, and it leads nowhere else."""
    status = visit.status or 0
    return len(visit.hops) == 1 and (200 <= status < 300 or status == NOT_MODIFIED)


def way_there(last: StoredCheck) -> tuple[Hop, ...]:
    """Return the redirects as they were seen before."""
    return tuple(Hop(url=url, status=status, is_remembered=True) for url, status in last.hops[:-1])
