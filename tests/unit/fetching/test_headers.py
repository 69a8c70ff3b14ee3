from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.fetching.headers import read_head, retry_after

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


def test_the_last_head_counts_and_trailers_do_not() -> None:
    head = read_head(
        b"HTTP/1.1 200 Connection established\r\nVia: p\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\n"
        b"HTTP/1.1 404 Not Found\r\nA: 1\r\n\r\nX-Trailer: 2\r\n"
    )
    assert (head.status, head.status_line, head.headers) == (404, "HTTP/1.1 404 Not Found", (("A", "1"),))
    assert head.is_complete


def test_a_head_that_was_cut_says_so() -> None:
    head = read_head(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA: 1\r\n")
    assert (head.status, head.headers, head.is_complete) == (200, (("A", "1"),), False)


def test_bare_line_ends_and_lines_without_a_colon_are_borne() -> None:
    head = read_head(b"HTTP/1.0 200\nA:1\nnonsense\nB:  two \n\n")
    assert (head.status, head.headers, head.is_complete) == (200, (("A", "1"), ("B", "two")), True)


@given(st.binary(max_size=200))
def test_no_bytes_whatever_make_the_reader_stumble(received: bytes) -> None:
    assert 0 <= read_head(received).status <= 999
