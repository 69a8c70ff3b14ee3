"""Going on with a run that was interrupted: what it came to is not done again, and is told as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sourcekeeper.keeper.results import CheckedSource
from sourcekeeper.keeper.suggesting import known_suggestion, moved_to
from sourcekeeper.model import Check, Source
from sourcekeeper.ports import Store, StoredCheck

ONE_NIGHT = timedelta(hours=16)
"""A run that began longer ago is none to be gone on with: what it saw is of another night."""


def left_of(
    store: Store, sources: Iterable[Source], since: datetime | None
) -> tuple[list[Source], list[CheckedSource]]:
    """Return which sources a run has still to visit, and what it came to with those it visited since a moment."""
    left: list[Source] = []
    done: list[CheckedSource] = []
    for source in sources:
        last = store.last_check(source.id) if since is not None else None
        if since is None or last is None or last.observation.last < since:
            left.append(source)
        else:
            done.append(_as_checked(store, source, last))
    return left, done


def _as_checked(store: Store, source: Source, last: StoredCheck) -> CheckedSource:
    seen = last.observation
    check = Check(
        url=source.fetch_key,
        at=seen.last,
        status=seen.status,
        final_url=seen.final_url,
        hops=last.hops,
        failure=last.failure,
    )
    return CheckedSource(
        source=source,
        check=check,
        judgement=seen.judgement,
        standing=last.standing,
        suggestion=known_suggestion(store, source.id, seen.judgement),
        moved_to=moved_to(seen.judgement),
        drift=last.drift,
    )
