from __future__ import annotations

import pytest

from sourcekeeper.config import NetworkSettings
from sourcekeeper.config.proxies import is_direct, proxy_for


@pytest.mark.parametrize(
    ("host", "no_proxy", "direct"),
    [
        ("example.org", ("example.org",), True),
        ("www.example.org", ("example.org",), True),
        ("www.example.org", (".example.org",), True),
        ("example.org.", ("EXAMPLE.org",), True),
        ("badexample.org", ("example.org",), False),
        ("example.org.evil.example", ("example.org",), False),
        ("anything.example", ("*",), True),
        ("anything.example", ("", " "), False),
        ("192.168.1.1", ("192.168.1.1",), True),
    ],
)
def test_no_proxy_names_hosts_and_what_is_below_them(host: str, no_proxy: tuple[str, ...], direct: bool) -> None:
    assert is_direct(host, no_proxy) is direct


def test_each_scheme_has_its_proxy() -> None:
    network = NetworkSettings(http_proxy="http://p:1", https_proxy="socks5h://q:2", no_proxy=("near.example",))
    assert proxy_for("http://a.example/", "a.example", network) == "http://p:1"
    assert proxy_for("https://a.example/", "a.example", network) == "socks5h://q:2"
    assert proxy_for("https://near.example/", "near.example", network) == ""
    assert proxy_for("https://a.example/", "a.example", NetworkSettings()) == ""
