from __future__ import annotations

import gzip

import pytest

from sourcekeeper.web.robots import asks_for_no_archive


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("noarchive", "header"),
        ("noindex, NoArchive", "header"),
        ("ia_archiver: noarchive", "header"),
        ("robots: nofollow, noarchive", "header"),
        ("googlebot: noarchive", ""),
        ("otherbot: noindex, noarchive", ""),
        ("unavailable_after: 25 Jun 2026 15:00:00 PST, noarchive", "header"),
        ("max-snippet: 5", ""),
        ("noindex, nofollow", ""),
        ("none", ""),
        ("", ""),
    ],
)
def test_the_header_is_read_as_far_as_it_is_meant_for_us(value: str, expected: str) -> None:
    assert asks_for_no_archive([("x-robots-tag", value)], b"") == expected


def test_one_of_several_headers_is_enough() -> None:
    headers = [("X-Robots-Tag", "googlebot: noindex"), ("X-Robots-Tag", "noarchive")]
    assert asks_for_no_archive(headers, b"") == "header"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b'<meta name="robots" content="noarchive">', "meta"),
        (b"<META content='noindex,noarchive' NAME=ROBOTS />", "meta"),
        (b'<meta name=robots content=noarchive><meta name="other" content="x">', "meta"),
        (b'<meta name="googlebot" content="noarchive">', ""),
        (b'<meta name="robots" content="noindex">', ""),
        (b'<meta name="description" content="noarchive">', ""),
        (b"<p>noarchive</p>", ""),
    ],
)
def test_the_meta_element_is_read(page: bytes, expected: str) -> None:
    assert asks_for_no_archive([], page) == expected


def test_a_packed_page_is_unpacked_first() -> None:
    page = gzip.compress(b'<html><meta name="robots" content="noarchive">' + b"x" * 500_000)
    assert asks_for_no_archive([("Content-Encoding", "gzip")], page) == "meta"


@pytest.mark.parametrize("page", [b"<meta " * 100_000, b"<meta name=" + b" " * 1_000_000, b"\x00\xff" * 1000])
def test_hostile_pages_ask_for_nothing(page: bytes) -> None:
    assert asks_for_no_archive([("Content-Encoding", "gzip, br, nonsense")], page) == ""
