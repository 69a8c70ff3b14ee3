"""Links read, addresses put in the form that is sent, hosts and wrappers."""

# ruff: noqa: E501  (tables: one case a line)

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sourcekeeper.web.addresses import wire
from sourcekeeper.web.urls import fetch_key, from_href, host_of, registrable_domain, request_url, unwrap

BASE = "https://x.org/dossier/page.html"

HREFS = [
    ("absolute", "https://y.org/a.", "https://y.org/a.", "https://y.org/a.", ()),
    ("relative", "autre.html", "autre.html", "https://x.org/dossier/autre.html", ()),
    ("relative-query", "?p=2", "?p=2", "https://x.org/dossier/page.html?p=2", ()),
    ("rooted", "/a%20b", "/a%20b", "https://x.org/a%20b", ()),
    ("up", "../a", "../a", "https://x.org/a", ()),
    ("scheme-relative", "//y.org/a", "//y.org/a", "https://y.org/a", ()),
    ("other-page-fragment", "autre.html#note", "autre.html#note", "https://x.org/dossier/autre.html#note", ()),
    ("edges", " \n https://y.org/a \t", "https://y.org/a", "https://y.org/a", ()),
    ("line-break-inside", "https://y.org/a\n      b", "https://y.org/ab", "https://y.org/ab", ()),
    ("space-inside", "https://y.org/mon fichier.pdf", "https://y.org/mon fichier.pdf", "https://y.org/mon fichier.pdf", ()),
    ("invisible", "https://y.org/\u200ba\u00adb", "https://y.org/ab", "https://y.org/ab", ()),
    ("never-decoded-again", "https://y.org/?a&amp;b=%26", "https://y.org/?a&amp;b=%26", "https://y.org/?a&amp;b=%26", ()),
    ("www", "www.y.org/a", "www.y.org/a", "https://www.y.org/a", ("no-scheme",)),
    ("one-slash", "http:/y.org/a", "http:/y.org/a", "http://y.org/a", ("scheme-repaired",)),
    ("doubled", "http://https://y.org/a", "http://https://y.org/a", "https://y.org/a", ("scheme-repaired",)),
    ("space-in-scheme", "https ://y.org/a", "https ://y.org/a", "https://y.org/a", ("scheme-repaired",)),
    ("defanged", "hxxp://y[.]org/a", "hxxp://y[.]org/a", "http://y.org/a", ("defanged",)),
    ("doi", "doi:10.1000/x", "doi:10.1000/x", "https://doi.org/10.1000/x", ("doi",)),
    ("wrapped", "https://www.google.com/url?q=https://y.org/a%3Fb%3Dc&sa=D", "https://www.google.com/url?q=https://y.org/a%3Fb%3Dc&sa=D", "https://y.org/a?b=c", ("unwrapped",)),
    ("no-address-at-all", "http://[oups", "http://[oups", "http://[oups", ()),
    ("ftp", "ftp://y.org/a", "ftp://y.org/a", "ftp://y.org/a", ()),
]  # fmt: skip


@pytest.mark.parametrize(("href", "cited", "url", "marks"), [c[1:] for c in HREFS], ids=[c[0] for c in HREFS])
def test_a_link_names_a_source(href: str, cited: str, url: str, marks: tuple[str, ...]) -> None:
    address = from_href(href, BASE)
    assert address is not None
    assert (address.cited, address.url, address.marks, address.untrimmed) == (cited, url, marks, None)


@pytest.mark.parametrize(
    "href",
    ["", "  ", "http://", "https:", "#", "#fn1", "javascript:void(0)", "JavaScript:x()", "mailto:a@y.org", "tel:+331", "data:text/html,a",
     "about:blank", "file:///etc/passwd", "blob:https://x.org/1", "sms:1", "java\nscript:x()", "page.html#fn1",
     BASE, f"{BASE}#fn1"],
)  # fmt: skip
def test_a_link_to_no_source_or_to_the_page_itself_is_none(href: str) -> None:
    assert from_href(href, BASE) is None


def test_a_relative_link_without_a_base_names_nothing() -> None:
    assert from_href("autre.html") is None
    assert from_href("autre.html", "/home/campaign/page.html") is None
    assert from_href("//y.org/a") is not None


REQUESTS = [
    ("as-is", "https://x.org/a?b=c#d", "https://x.org/a?b=c#d"),
    ("no-path", "https://x.org", "https://x.org/"),
    ("host-case", "HTTPS://X.Org/A", "https://x.org/A"),
    ("default-port", "https://x.org:443/a", "https://x.org/a"),
    ("other-port", "https://x.org:80/a", "https://x.org:80/a"),
    ("idn", "https://www.bürgerrechte-fürth.de/ü", "https://www.xn--brgerrechte-frth-jzbm.de/%C3%BC"),
    ("encoded-stays", "https://x.org/%C3%A9%2f%7e%e9", "https://x.org/%C3%A9%2f%7e%e9"),
    ("space", "https://x.org/a b?c d", "https://x.org/a%20b?c%20d"),
    ("lone-percent", "https://x.org/100%?p=50%&q=%zz", "https://x.org/100%25?p=50%25&q=%25zz"),
    ("forbidden-signs", "https://x.org/a|b^c{d}`", "https://x.org/a%7Cb%5Ec%7Bd%7D%60"),
    ("square-brackets", "https://x.org/a[1]?b[]=2", "https://x.org/a%5B1%5D?b%5B%5D=2"),
    ("allowed-signs", "https://x.org/~a!$&'()*+,;=:@-._", "https://x.org/~a!$&'()*+,;=:@-._"),
    ("dots", "https://x.org/a/../b/./c", "https://x.org/b/c"),
    ("backslash", "https:\\\\x.org\\a", "https://x.org/a"),
    ("ipv6", "http://[2001:DB8::1]/a[b]", "http://[2001:db8::1]/a%5Bb%5D"),
    ("odd-ipv4", "http://0x7f.1/", "http://127.0.0.1/"),
    ("sharp-s", "https://straße.de/", "https://xn--strae-oqa.de/"),
    ("final-dot", "https://x.org./a", "https://x.org./a"),
]


@pytest.mark.parametrize(("url", "sent"), [c[1:] for c in REQUESTS], ids=[c[0] for c in REQUESTS])
def test_what_is_sent_is_legal_and_means_the_same(url: str, sent: str) -> None:
    assert request_url(url) == sent


@pytest.mark.parametrize(
    "url",
    ["", "x.org/a", "www.x.org", "ftp://x.org/a", "mailto:a@x.org", "http://", "http:///", "http://[oups", "http://x:99999/",
     "http://a..b/", "http://.x.org/", f"http://{'a' * 64}.org/", f"http://{'a.' * 127}org/", "http://a b/", "http://a%00b/",
     "javascript:alert(1)", "http://\udcff.org/", "http://x.org:port/"],
)  # fmt: skip
def test_what_could_not_be_asked_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="no web address"):
        request_url(url)


_urls = st.builds(
    "{}{}/{}".format,
    st.sampled_from(["http://", "https://", "HTTP://"]),
    st.sampled_from(["x.org", "É.org", "x.org:8080", "a-b.co.uk", "192.0.2.1", "[::1]", "user:p%40@x.org", "x.org."]),
    st.text(st.sampled_from("ab1é/?#&=%2eC.~|[]{}^ '\"<>`\\;:@+,!\u0301=A9/utm_s"), max_size=40),
)


@settings(deadline=None)  # the machine may be busy
@given(_urls)
def test_sending_twice_changes_nothing_and_nothing_is_encoded_twice(url: str) -> None:
    sent = request_url(url)
    assert request_url(sent) == sent
    assert sent.isascii()
    rest = sent.split("/", 3)[3]
    assert re.fullmatch(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?#]|%[0-9A-Fa-f]{2})*", rest)
    encoded = [found for found in re.findall(r"%[0-9A-Fa-f]{2}", url) if found.lower() != "%2e"]
    if "\\" not in url and "." not in url and encoded:
        assert "%25" + encoded[0][1:] not in sent


@settings(deadline=None)  # the machine may be busy
@given(_urls)
def test_a_fetch_key_is_the_request_without_its_fragment(url: str) -> None:
    key = fetch_key(url)
    assert key == request_url(url).split("#")[0]
    assert fetch_key(key) == key


def test_a_fetch_key_never_raises() -> None:
    assert fetch_key(" ftp://x.org/a#b ") == "ftp://x.org/a"
    assert fetch_key("") == ""


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://WWW.X.org:80/a", "www.x.org"),
        ("https://é.org", "xn--9ca.org"),
        ("http://[::1]:80/", "::1"),
        ("http://u:p@x.org/", "x.org"),
        ("ftp://x.org/a", "x.org"),
        ("mailto:a@x.org", ""),
        ("oups", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.laquadrature.net", "laquadrature.net"),
        ("www.interieur.gouv.fr", "interieur.gouv.fr"),
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("someone.github.io", "someone.github.io"),
        ("A.B.Example.ORG.", "example.org"),
        ("localhost", "localhost"),
        ("co.uk", "co.uk"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "::1"),
        ("", ""),
    ],
)
def test_the_registrable_domain_of_a_host(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


WRAPPED = [
    ("google-q", "https://www.google.com/url?q=https://x.org/a&sa=D&ust=1", "https://x.org/a"),
    ("google-url", "https://www.google.fr/url?sa=t&url=https%3A%2F%2Fx.org%2Fa%3Fb%3Dc%26d", "https://x.org/a?b=c&d"),
    ("google-co-uk", "http://google.co.uk/url?q=http://x.org/", "http://x.org/"),
    ("decoded-once", "https://www.google.com/url?q=https://x.org/%25C3%25A9", "https://x.org/%C3%A9"),
    ("no-utf-8", "https://www.google.com/url?q=https://x.org/%E9", "https://x.org/%E9"),
    ("facebook", "https://l.facebook.com/l.php?u=https%3A%2F%2Fx.org%2F%3Ffbclid%3D1&h=AT0", "https://x.org/?fbclid=1"),
    ("instagram", "https://l.instagram.com/?u=https%3A%2F%2Fx.org%2Fa&e=AT", "https://x.org/a"),
    ("youtube", "https://www.youtube.com/redirect?event=v&q=https%3A%2F%2Fx.org", "https://x.org"),
    ("reddit", "https://out.reddit.com/t3_abc?url=https%3A%2F%2Fx.org%2F&token=AQ", "https://x.org/"),
    ("safelinks", "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.org%2Fa&data=05", "https://x.org/a"),
    ("safelinks-nam", "HTTPS://a.b.c.Safelinks.Protection.Outlook.com/?url=https%3A%2F%2Fx.org", "https://x.org"),
    ("amp", "https://www.google.com/amp/s/www.x.org/a.amp", "https://www.x.org/a.amp"),
    ("amp-plain", "https://www.google.com/amp/www.x.org/a", "http://www.x.org/a"),
    ("amp-cache", "https://www-x-org.cdn.ampproject.org/c/s/www.x.org/a", "https://www.x.org/a"),
    ("nested", "https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fx.org", "https://x.org"),
    ("first-of-two", "https://www.google.com/url?q=https://x.org/a&q=https://y.org/b", "https://x.org/a"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "inner"), [c[1:] for c in WRAPPED], ids=[c[0] for c in WRAPPED])
def test_a_wrapper_gives_the_address_it_carries(url: str, inner: str) -> None:
    assert unwrap(url) == inner


@pytest.mark.parametrize(
    "url",
    ["https://x.org/url?q=https://y.org", "https://www.google.com/search?q=https://x.org", "https://www.google.com/url?q=mots",
     "https://www.google.com/url", "https://t.co/abc", "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fx.org",
     "https://www.youtube.com/watch?v=abc", "https://evilgoogle.com/url?q=https://x.org", "http://google.com.evil.org/url?q=https://x.org",
     "https://www.google.com/url?q=javascript:alert(1)", "", "oups"],
)  # fmt: skip
def test_any_other_address_is_left_alone(url: str) -> None:
    assert unwrap(url) == url


@given(
    st.from_regex(
        r"https?://[a-z0-9.-]{1,20}(:[0-9]{1,5})?(/[A-Za-z0-9._~!$&()*+,;=:@'%-]{0,8}){0,4}(\?[a-z=&'./?]{0,8})?",
        fullmatch=True,
    )
)
@example("http://127.0.0.01/")
@example("http://1.2.3.256/a")
@example("https://a.example/b/../c")
@example("https://a.example:443/")
@example("https://a.example:65536/")
@example("https://xn--zca.example/")
@example("https://a.0x7f/")
@example("https://a.example/?q='x'")
def test_an_address_that_looks_well_is_sent_as_the_parser_would_send_it(url):
    try:
        parsed = wire.parse(url)
    except ValueError:
        with pytest.raises(ValueError, match="no web address"):
            request_url(url)
        return
    assert request_url(url) == wire._legal(parsed.href)
    assert host_of(url) == parsed.hostname
