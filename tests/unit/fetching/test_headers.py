from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.fetching.headers import read_head


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
