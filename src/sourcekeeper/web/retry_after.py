"""How long a server asks to be left alone. Pure: the time is handed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_LONGEST_WAIT = timedelta(days=3650)


def retry_after(header: str, now: datetime) -> timedelta | None:
    """Read a Retry-After header, in seconds or as a date; None if it is neither. Never negative, ten years at most.

    >>> retry_after("120", datetime(2026, 1, 5, tzinfo=UTC))
    datetime.timedelta(seconds=120)
    """
    value = header.strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:12])), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:  # asctime dates and "-0000" carry no zone; HTTP dates are in UTC (RFC 9110 5.6.7)
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta(0)), _LONGEST_WAIT)
