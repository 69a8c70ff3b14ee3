from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.fetching.headers import Head
from sourcekeeper.fetching.redirects import SchemeNotAsked, askable, location_of, next_url, without_credentials


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("https://other.example/x", "https://other.example/x"),
        ("//other.example/x", "https://other.example/x"),
        ("/x", "https://a.example/x"),
        ("x", "https://a.example/dir/x"),
        ("./x", "https://a.example/dir/x"),
        ("../../../x", "https://a.example/x"),
        ("?b=2", "https://a.example/dir/page?b=2"),
        ("#part", "https://a.example/dir/page?a=1"),
        ("\\\\other.example\\x", "https://other.example/x"),
        ("/\\other.example/x", "https://other.example/x"),
        ("/a?u=c:\\d", "https://a.example/a?u=c:%5Cd"),
        (" /x\t", "https://a.example/x"),
        ("/a\tb", "https://a.example/ab"),
        ("HTTPS://OTHER.example/X", "https://other.example/X"),
        ("https://me:secret@other.example/x", "https://other.example/x"),
        ("/caf\xc3\xa9?q=\xc3\xa9", "https://a.example/caf%C3%A9?q=%C3%A9"),
        ("/caf\xe9", "https://a.example/caf%E9"),
        ("/price\x80\x7e", "https://a.example/price%80~"),
        ("https://caf\xc3\xa9.example/", "https://xn--caf-dma.example/"),
    ],
)
def test_a_location_is_resolved_as_browsers_do(location: str, target: str) -> None:
    assert next_url("https://a.example/dir/page?a=1", location) == target


@pytest.mark.parametrize("location", ["mailto:a@b.example", "javascript:void(0)", "data:,x", "intent://x#Intent;end"])
def test_other_schemes_are_not_asked(location: str) -> None:
    with pytest.raises(SchemeNotAsked):
        next_url("https://a.example/", location)


@pytest.mark.parametrize(
    "url", ["", "no address", "http://", "http://a..b/", "https://[::1", "http://" + "a" * 64 + ".example/"]
)
def test_what_is_no_address_is_a_value_error(url: str) -> None:
    with pytest.raises(ValueError):
        askable(url)


def test_credentials_and_fragments_are_taken_off() -> None:
    assert askable("http://me:secret@a.example/x?y@z#part") == "http://a.example/x?y@z"
    assert without_credentials("http://a@b@c.example?x@y") == "http://c.example?x@y"


def test_only_the_five_redirects_with_a_location_are_redirects() -> None:
    led = {status for status in range(100, 600) if location_of(Head(status=status, headers=(("LOCATION", "/x"),)))}
    assert led == {301, 302, 303, 307, 308}
    assert location_of(Head(status=301)) == ""
    assert location_of(Head(status=301, headers=(("Location", " "),))) == ""


@given(st.text(alphabet=st.characters(max_codepoint=255), max_size=60))
def test_no_location_whatever_does_worse_than_a_value_error(location: str) -> None:
    try:
        target = next_url("https://a.example/dir/page", location)
    except ValueError:
        return
    assert target.isascii()
    assert target.startswith(("http://", "https://"))
    assert askable(target) == target
