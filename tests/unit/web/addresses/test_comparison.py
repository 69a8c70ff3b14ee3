"""Which addresses name one source, and which do not."""

# ruff: noqa: E501  (tables: one case a line)

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sourcekeeper.web.urls import COMPARISON_KEY_VERSION, comparison_key

ALIKE = [
    ("scheme", "http://x.org/a", "https://x.org/a"),
    ("scheme-case", "HTTPS://x.org/a", "https://x.org/a"),
    ("host-case", "https://X.ORG/a", "https://x.org/a"),
    ("www", "https://www.x.org/a", "https://x.org/a"),
    ("no-scheme", "www.x.org/a", "https://x.org/a"),
    ("root-slash", "https://x.org/", "https://x.org"),
    ("slash", "https://x.org/a/", "https://x.org/a"),
    ("slash-before-query", "https://x.org/a/?b=1", "https://x.org/a?b=1"),
    ("final-dot-of-host", "https://x.org./a", "https://x.org/a"),
    ("default-port", "http://x.org:80/a", "https://x.org:443/a"),
    ("idn", "https://bücher.de/a", "https://xn--bcher-kva.de/a"),
    ("hex-case", "https://x.org/%c3%a9", "https://x.org/%C3%A9"),
    ("tilde", "https://x.org/%7ea", "https://x.org/~a"),
    ("raw-character", "https://x.org/é", "https://x.org/%C3%A9"),
    ("normal-form", "https://x.org/e\u0301", "https://x.org/é"),
    ("normal-form-encoded", "https://x.org/e%CC%81", "https://x.org/%c3%a9"),
    ("normal-form-query", "https://x.org/?q=e\u0301", "https://x.org/?q=%C3%A9"),
    ("dot-segments", "https://x.org/b/../a/./c", "https://x.org/a/c"),
    ("empty-fragment", "https://x.org/a#", "https://x.org/a"),
    ("empty-query", "https://x.org/a?", "https://x.org/a"),
    ("utm", "https://x.org/a?utm_source=lettre&utm_medium=courriel", "https://x.org/a"),
    ("utm-among", "https://x.org/?a=1&utm_x=2&b=3", "https://x.org/?a=1&b=3"),
    ("click-ids", "https://x.org/a?fbclid=1&gclid=2&msclkid=3&mc_cid=4&mc_eid=5", "https://x.org/a"),
    ("paper", "https://x.org/a?CMP=share_btn_url&fbclid=IwAR0", "https://x.org/a"),
    ("xtor-query", "https://x.org/a?xtor=RSS-1", "https://x.org/a"),
    ("xtor-fragment", "https://x.org/a#xtor=AL-32280270", "https://x.org/a"),
    ("echobox-fragment", "https://x.org/a#Echobox=123", "https://x.org/a"),
    ("post", "https://x.com/someone/status/1?s=20&t=abc", "https://x.com/someone/status/1"),
    ("doi-case", "https://doi.org/10.1000/ABC", "https://doi.org/10.1000/abc"),
    ("doi-hosts", "http://dx.doi.org/10.1000/abc", "https://www.doi.org/10.1000/abc"),
    ("doi-words", "doi:10.1000/abc", "https://doi.org/10.1000/abc"),
    ("wrapper", "https://www.google.com/url?q=https://x.org/a&sa=D", "https://x.org/a"),
    ("snapshot", "https://web.archive.org/web/20210304112233/https://x.org/a?utm_source=b", "https://x.org/a"),
    ("snapshot-flags", "http://web.archive.org/web/2021id_/x.org/a", "https://x.org/a"),
    ("snapshot-of-snapshot", "https://archive.ph/newest/https://web.archive.org/web/2021/http://x.org/a", "https://x.org/a"),
    ("snapshot-newest", "https://web.archive.org/web/2/https://x.org/a", "https://x.org/a"),
    ("snapshot-calendar", "https://web.archive.org/web/*/https://x.org/a", "https://x.org/a"),
    ("archive-today-long", "https://archive.is/20240131101500/https://x.org/a", "https://archive.ph/2024.01.31-101500/http://x.org/a/"),
    ("snapshot-with-tracker-outside", "https://archive.ph/AbC12?utm_source=b", "https://archive.is/AbC12"),
    ("wrapped-snapshot", "https://www.google.com/url?q=https://web.archive.org/web/2021/https://x.org/a", "https://x.org/a"),
    ("amp", "https://www.google.com/amp/s/x.org/a", "https://x.org/a"),
    ("defanged", "hxxps://x[.]org/a", "https://x.org/a"),
    ("unfinished", "https://archive.ph/wip/FlgTC", "https://archive.ph/FlgTC"),
    ("archive-today-hosts", "http://archive.is/FlgTC", "https://archive.today/FlgTC"),
    ("perma", "https://perma.cc/ab3d-9xyz?type=image", "http://perma.cc/AB3D-9XYZ"),
    ("square-brackets", "https://x.org/?a[]=1", "https://x.org/?a%5b%5d=1"),
    ("spaces", " https://x.org/a ", "https://x.org/a"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [c[1:] for c in ALIKE], ids=[c[0] for c in ALIKE])
def test_two_spellings_of_one_source_share_a_key(one: str, other: str) -> None:
    assert comparison_key(one) == comparison_key(other)


APART = [
    ("path-case", "https://x.org/A", "https://x.org/a"),
    ("query", "https://x.org/?a=1", "https://x.org/?a=2"),
    ("query-order", "https://x.org/?a=1&b=2", "https://x.org/?b=2&a=1"),
    ("page-of-a-file", "https://x.org/a.pdf#page=12", "https://x.org/a.pdf#page=13"),
    ("text-fragment", "https://x.org/a#:~:text=ici", "https://x.org/a"),
    ("route", "https://x.org/#!/a", "https://x.org/#!/b"),
    ("port", "https://x.org:8080/a", "https://x.org/a"),
    ("encoded-slash", "https://x.org/a%2Fb", "https://x.org/a/b"),
    ("encoded-ampersand", "https://x.org/?a=1%26b", "https://x.org/?a=1&b"),
    ("other-bytes", "https://x.org/%E9", "https://x.org/%C3%A9"),
    ("subdomain", "https://m.x.org/a", "https://x.org/a"),
    ("short-host", "https://www.org/a", "https://org/a"),
    ("s-elsewhere", "https://x.org/?s=20", "https://x.org/"),
    ("small-cmp", "https://x.org/?cmp=2", "https://x.org/"),
    ("short-link", "https://t.co/AbC", "https://x.org/a"),
    ("final-full-stop", "https://x.org/a.", "https://x.org/a"),
    ("credentials", "https://a:b@x.org/", "https://x.org/"),
    ("percent-twice", "https://x.org/%2541", "https://x.org/%41"),
    ("short-codes", "https://archive.ph/FlgTC", "https://archive.ph/FlgTD"),
    ("file-transfer", "ftp://x.org/a", "https://x.org/a"),
]


@pytest.mark.parametrize(("one", "other"), [c[1:] for c in APART], ids=[c[0] for c in APART])
def test_two_sources_have_two_keys(one: str, other: str) -> None:
    assert comparison_key(one) != comparison_key(other)


def test_a_key_tells_the_version_of_its_rule() -> None:
    assert comparison_key("http://www.x.org/a/") == f"{COMPARISON_KEY_VERSION}:https://x.org/a"
    assert COMPARISON_KEY_VERSION == 1


@pytest.mark.parametrize(
    "text", ["", "oups", "http://[oups", "mailto:a@x.org", "http://\udcff/", "1:", "1:1:", "%", "http://a..b"]
)
def test_what_is_no_address_has_a_key_too(text: str) -> None:
    key = comparison_key(text)
    assert key.startswith("1:")
    assert comparison_key(key) == key


_urls = st.builds(
    "{}{}{}/{}".format,
    st.sampled_from(["", "https://web.archive.org/web/2021/", "https://archive.ph/newest/", "https://www.google.com/url?q="]),
    st.sampled_from(["http://", "https://www.", "HTTP://", "", "http:/"]),
    st.sampled_from(["x.org", "É.org", "x.org:80", "x.org:443", "www.www.x.org", "doi.org", "archive.is", "x.com", "x.org.."]),
    st.text(st.sampled_from("ab1é/?#&=%2e7C.~|[]{}^ '\"<>`\\;:@+,!\u0301\u0338A9utm_stwipohn"), max_size=40),
)  # fmt: skip


@settings(deadline=None)  # the machine may be busy
@given(_urls)
def test_the_key_of_a_key_is_the_key(url: str) -> None:
    key = comparison_key(url)
    assert comparison_key(key) == key
    assert comparison_key(key.removeprefix("1:")) == key


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=60))
@example("0\r#")
def test_any_text_has_a_key_that_is_stable(text: str) -> None:
    assert comparison_key(comparison_key(text)) == comparison_key(text)


@pytest.mark.parametrize("host", ["x.0x7", "a" * 64 + ".org", "a..org", "1.2.3.4", "a." * 127 + "org"])
def test_what_no_resolver_could_be_asked_for_is_its_own_key(host: str) -> None:
    assert comparison_key(f"https://www.{host}/a/") == f"1:https://www.{host}/a/"


_plain_urls = st.builds(
    "{}{}{}".format,
    st.sampled_from(["http://", "https://", "https://www.", "https://www.www."]),
    st.sampled_from(
        ["x.org", "www.org", "a.b.c.d.org", "xn--bcher-kva.de", "x.1.org", "doi.org", "x.com",
         "archive.ph", "web.archive.org", "google.com", "l.facebook.com", "a" * 63 + ".org",
         "-.org", "a--b.org", "x.org:80", "x", "x.org:8080", "x.org:443", "x.org:0", "x.org:99999", "127.0.0.1",
         "127.0.0.1:8000", "1.2.3.4.", "1.2.3", "256.1.1.1", "01.2.3.4", "1.2.3.4.5", "doi.org:8080", "x.org:", "1.2.3.x"]
    ),
    st.lists(
        st.sampled_from(["/", "/a", "/A_(b)", "/.", "/..", "/.b", "//", "/url", "/web/2021/", "x.org", "?", "&", "=", "q=",
                         "utm_a=b", "s=20", "/status/", "%41", "%7e", "'", "/~a", "@", ":", ";", ",", "+", "é", "|", "http://"]),
        max_size=6,
    ).map(lambda parts: (parts and "/" + "".join(parts).lstrip("/")) or ""),
)  # fmt: skip


@settings(deadline=None, max_examples=500)
@given(_plain_urls)
def test_an_empty_fragment_never_changes_a_key(url: str) -> None:
    # With one, an address is parsed; without, most are folded without parsing: both ways must agree.
    assert comparison_key(url) == comparison_key(f"{url}#")
