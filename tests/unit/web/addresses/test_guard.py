from __future__ import annotations

import ipaddress
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.web.addresses.guard import odd_ipv4, refused_address, refused_host, refused_port

PORTS = [
    ("http://a.example:25/", False),
    ("https://a.example:6667?x", False),
    ("http://[2606:2800:21f::1]:22/", False),
    ("http://[2606:2800:21f::25]/", True),
    ("http://a.example/b:25", True),
    ("http://a.example?b:25", True),
    ("http://a.example:8080/", True),
    ("https://a.example/", True),
]


@pytest.mark.parametrize(("url", "may_be_asked"), PORTS)
def test_ports_of_other_protocols_are_not_asked(url: str, may_be_asked: bool) -> None:
    assert (refused_port(url) == "") is may_be_asked


PUBLIC = ["93.184.215.14", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"]
PUBLIC_INSIDE = ["::ffff:93.184.215.14", "64:ff9b::5db8:d70e", "2002:5db8:d70e::1"]
PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "2001::1",
    "2001:db8::1",
    "3fff::1",
    "64:ff9b:1::1",
    "100::1",
    "5f00::1",
    "::ffff:127.0.0.1",
    "::ffff:0:127.0.0.1",
    "::ffff:a00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
]


@pytest.mark.parametrize("address", PUBLIC + PUBLIC_INSIDE)
def test_public_addresses_may_be_asked(address: str) -> None:
    assert refused_address(address) == ""


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public_are_refused_in_every_form(address: str) -> None:
    assert refused_address(address).endswith("is not a public address")
    assert refused_host(address)


@pytest.mark.parametrize("address", ["", "example.org", "1.2.3", "nonsense", "1.2.3.4/8"])
def test_what_is_no_ip_address_is_refused_as_one(address: str) -> None:
    assert refused_address(address).endswith("is not an IP address")


@pytest.mark.parametrize(
    "host",
    [
        "0x7f.1",
        "0X7F.0x1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "10.0x10203",
        "0",
        "0x",
        "127.0.0.1.",
        "1.2.3.4.5",
        "256.256.256.256",
        "4294967296",
        "1.2.3.999",
        "example.0x7f",
        "08.8.8.8",
        "9" * 5000,
    ],
)
def test_odd_spellings_of_ipv4_are_seen_through(host: str) -> None:
    assert refused_host(host)


@pytest.mark.parametrize("host", ["0x5db8d70e", "1572394766", "93.12113678", "0135.0270.0327.016"])
def test_odd_spellings_of_public_addresses_are_judged_by_what_they_mean(host: str) -> None:
    assert str(odd_ipv4(host)) == "93.184.215.14"
    assert refused_host(host) == ""


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "printer.local",
        "metadata.google.internal",
        "router.lan",
        "nas.home.arpa",
        "intranet",
        "wiki.corp",
        "ai",
        "",
        ".",
        "[::1]",
    ],
)
def test_names_of_a_local_network_are_refused(host: str) -> None:
    assert refused_host(host)


@pytest.mark.parametrize(
    "host",
    ["example.org", "EXAMPLE.org.", "localhost.example.org", "xn--caf-dma.example", "0x7f.example.org", "1.example"],
)
def test_names_of_the_public_web_may_be_asked(host: str) -> None:
    assert refused_host(host) == ""


@given(st.ip_addresses(v=4))
def test_every_spelling_of_an_address_is_judged_alike(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    spellings = [
        str(address),
        str(number) if number else "0",
        hex(number),
        f"{number >> 24}.{number & 0xFFFFFF}",
        ".".join(hex(byte) for byte in address.packed),
        f"::ffff:{address}",
        f"[::ffff:{address}]",
        f"64:ff9b::{address}",
    ]
    verdicts = {bool(refused_host(spelling)) for spelling in spellings}
    assert verdicts == {bool(refused_address(str(address)))}


@given(st.ip_addresses())
def test_what_the_standard_library_calls_private_is_never_asked(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified:
        assert refused_address(str(address))


@given(st.text(alphabet=string.printable + "é。", max_size=40))
def test_no_host_whatever_makes_the_guard_stumble(host: str) -> None:
    assert isinstance(refused_host(host), str)
