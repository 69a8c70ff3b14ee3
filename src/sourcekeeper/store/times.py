"""Times to text and back: text that sorts by time. Pure."""

from __future__ import annotations

from datetime import datetime

from sourcekeeper.model import require_utc


def time_text(moment: datetime) -> str:
    """Return a UTC time as text that sorts by time. Raises ValueError for any other time.

    >>> time_text(time_of("2026-01-31T12:00:00Z"))
    '2026-01-31T12:00:00.000000Z'
    """
    require_utc(moment)
    return moment.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def optional_time_text(moment: datetime | None) -> str | None:
    """Return `time_text`, or None for None."""
    return None if moment is None else time_text(moment)


def time_of(text: str) -> datetime:
    """Read what `time_text` wrote."""
    return datetime.fromisoformat(text)


def optional_time_of(text: str | None) -> datetime | None:
    """Read what `optional_time_text` wrote."""
    return None if text is None else time_of(text)
