from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.web.retry_after import retry_after

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 120 ", 120),
        ("Mon, 05 Jan 2026 09:02:00 GMT", 120),
        ("Monday, 05-Jan-26 09:02:00 GMT", 120),
        ("Mon Jan  5 09:02:00 2026", 120),
        ("Mon, 05 Jan 2026 08:00:00 GMT", 0),
        ("9" * 400, 3650 * 86400),
        ("Mon, 05 Jan 9026 09:02:00 GMT", 3650 * 86400),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("٣", None),
        ("Mon, 99 Jan 2026 09:02:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: int | None) -> None:
    assert retry_after(value, NOW) == (None if seconds is None else timedelta(seconds=seconds))


@given(st.text(max_size=60))
def test_no_retry_after_whatever_makes_us_stumble(value: str) -> None:
    wait = retry_after(value, NOW)
    assert wait is None or wait >= timedelta(0)
