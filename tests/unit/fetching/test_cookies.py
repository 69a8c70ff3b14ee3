from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.fetching.cookies import CookieJar

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
HERE = "https://www.example.org/dir/page"


def jar_after(*set_cookies: str, url: str = HERE) -> CookieJar:
    jar = CookieJar()
    jar.learn(url, [("Set-Cookie", value) for value in set_cookies], NOW)
    return jar


@pytest.mark.parametrize(
    ("set_cookie", "asked", "sent"),
    [
        pytest.param("a=1", HERE, "a=1", id="same address"),
        pytest.param("a=1", "https://www.example.org/dir/other", "a=1", id="same folder"),
        pytest.param("a=1", "https://www.example.org/", "", id="folder above"),
        pytest.param("a=1; Path=/", "https://www.example.org/", "a=1", id="whole host"),
        pytest.param("a=1; Path=/di", "https://www.example.org/dir/page", "", id="path is no prefix of a name"),
        pytest.param("a=1; Path=/", "https://www.example.org:8443/", "a=1", id="another port"),
        pytest.param("a=1; Path=/", "http://www.example.org/", "a=1", id="without TLS"),
        pytest.param("a=1; Path=/; Secure", "http://www.example.org/", "", id="secure stays with TLS"),
        pytest.param("a=1; Path=/; Domain=example.org", "https://example.org/", "", id="domain above"),
        pytest.param("a=1; Path=/; Domain=example.org", "https://b.example.org/", "", id="domain beside"),
        pytest.param("a=1; Path=/; Domain=example.org", "https://www.example.org/", "a=1", id="domain and home"),
        pytest.param("a=1; Path=/; Domain=other.org", HERE, "", id="for somebody else"),
        pytest.param("a=1; Path=/", "https://other.org/", "", id="another host"),
        pytest.param("a=1; Max-Age=0", HERE, "", id="over by age"),
        pytest.param("a=1; Max-Age=-1", HERE, "", id="over by negative age"),
        pytest.param("a=1; Max-Age=60", HERE, "a=1", id="young"),
        pytest.param("a=1; Expires=Thu, 01-Jan-1970 00:00:00 GMT", HERE, "", id="over by date"),
        pytest.param("a=1; Expires=Thu, 01 Jan 2037 00:00:00 GMT", HERE, "a=1", id="young by date"),
        pytest.param("a=1; Expires=nonsense", HERE, "a=1", id="no date"),
        pytest.param("a=b=c", HERE, "a=b=c", id="equals sign in the value"),
        pytest.param("alone", HERE, "alone", id="no name"),
        pytest.param("=", HERE, "", id="nothing"),
        pytest.param("a=1\x01", HERE, "", id="control character"),
        pytest.param("a=" + "x" * 5000, HERE, "", id="too long"),
    ],
)
def test_a_cookie_goes_back_where_it_belongs_and_nowhere_else(set_cookie: str, asked: str, sent: str) -> None:
    assert jar_after(set_cookie).header_for(asked) == sent


def test_a_secure_cookie_set_without_tls_is_not_kept() -> None:
    assert jar_after("a=1; Secure; Path=/", url="http://www.example.org/").header_for(HERE) == ""


def test_a_later_cookie_replaces_and_an_expired_one_removes() -> None:
    assert jar_after("a=1", "a=2").header_for(HERE) == "a=2"
    assert jar_after("a=1", "a=; Max-Age=0").header_for(HERE) == ""


def test_longer_paths_come_first() -> None:
    assert jar_after("a=1; Path=/", "b=2; Path=/dir").header_for(HERE) == "b=2; a=1"


def test_the_number_of_cookies_is_bounded() -> None:
    jar = jar_after(*(f"c{number}=1" for number in range(1000)))
    assert len(jar.header_for(HERE).split("; ")) == 50


@given(st.text(max_size=80))
def test_no_cookie_whatever_makes_us_stumble_or_breaks_the_line(value: str) -> None:
    sent = jar_after(value).header_for(HERE)
    assert "\n" not in sent
    assert "\r" not in sent
