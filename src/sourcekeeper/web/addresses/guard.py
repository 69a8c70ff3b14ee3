"""Which addresses may be asked at all. Pure: no clock, no network, no look-up of names.

A document names any address it likes, and the machine that checks it often stands inside a network that trusts it.
So only the public web is asked: `refused_host` judges what an address says of itself, before anything is sent;
`refused_address` judges what its name led to, at the moment of connecting, so that no name can change its mind in
between. Tables: the special-purpose registries of IANA (RFC 6890 and its updates), 2025.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_CLOSED_V4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by a provider's customers
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local; cloud machines tell their secrets at 169.254.169.254
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4, withdrawn
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)

_PUBLIC_V6 = IPv6Network("2000::/3")
"""All that has been given out for use between networks; the rest of IPv6 is refused."""

_CLOSED_V6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments, Teredo among them, which can hide a private address
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
    )
)

_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_6TO4 = IPv6Network("2002::/16")

_LOCAL_ENDINGS = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "corp", "home.arpa")
"""Names that mean a machine nearby (RFC 6761, RFC 6762, RFC 8375, ICANN 2024, and four of custom)."""

_HEXADECIMAL = frozenset("0123456789abcdef")
_OCTAL = frozenset("01234567")


@lru_cache(maxsize=4096)
def refused_address(address: str) -> str:
    """Say why an IP address may not be asked, in a few words; an empty string when it may.

    What cannot be read as an address is refused too.

    >>> refused_address("93.184.215.14"), refused_address("::ffff:10.0.0.1")
    ('', '10.0.0.1 is not a public address')
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address!r} is not an IP address"
    judged = embedded(found) if isinstance(found, IPv6Address) else found
    return "" if _is_public(judged) else f"{judged} is not a public address"


def embedded(address: IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address a packet would end at (mapped, NAT64, 6to4), or the address itself."""
    if address in _MAPPED or address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    if address in _6TO4:
        return IPv4Address(int(address) >> 80 & 0xFFFF_FFFF)
    return address


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _CLOSED_V4)
    return address in _PUBLIC_V6 and not any(address in block for block in _CLOSED_V6)


# fmt: off
_CLOSED_PORTS = frozenset({
    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530,
    531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045,
    4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
})
# fmt: on
"""Ports of other protocols, which a request could be made to speak; browsers ask none of them (Fetch standard,
section "Port blocking")."""


def refused_port(url: str) -> str:
    """Say why the port of a legal address may not be asked; an empty string when it may, as most have none.

    >>> refused_port("http://a.example:25/"), refused_port("http://a.example:8080/")
    ('port 25 is not one of the web', '')
    """
    authority = url.partition("://")[2].partition("/")[0].partition("?")[0]
    port = authority.rpartition("]")[2].partition(":")[2]
    return f"port {port} is not one of the web" if port and int(port) in _CLOSED_PORTS else ""


@lru_cache(maxsize=4096)
def refused_host(host: str) -> str:
    """Say why a host may not be asked, by its spelling alone; an empty string when it may.

    A name that passes can still lead to a private address: `refused_address` judges that when it is known. Behind a
    proxy this is the only look we get, for the proxy does the connecting.

    >>> refused_host("0x7f.1"), refused_host("example.org")
    ('127.0.0.1 is not a public address', '')
    """
    name = host.strip("[]").rstrip(".").lower()
    if not name:
        return "no host"
    if ":" in name:
        return refused_address(name)
    number = odd_ipv4(name)
    if number is not None:
        return refused_address(str(number))
    if "." not in name:
        return f"{name} is a name of a local network"
    if any(name.endswith(f".{ending}") for ending in _LOCAL_ENDINGS):
        return f"{name} is a name of a local network"
    return ""


def odd_ipv4(host: str) -> IPv4Address | None:
    """Read a host as IPv4 the way resolvers do: one to four parts, decimal, octal or hexadecimal; None if it is not.

    A host whose last part is a number but that is no address (``1.2.3.4.5``, ``256.256.256.256``) gives 0.0.0.0,
    which is refused: no public name ends so, and resolvers differ in what they make of it.

    >>> str(odd_ipv4("2130706433")), str(odd_ipv4("0x7f.1")), odd_ipv4("example.org")
    ('127.0.0.1', '127.0.0.1', None)
    """
    parts = host.split(".")
    if _number(parts[-1]) is None:
        return None
    numbers = [_number(part) for part in parts]
    *leading, last = [-1 if number is None else number for number in numbers]
    if len(parts) > 4 or any(not 0 <= part <= 255 for part in leading):
        return IPv4Address(0)
    if not 0 <= last < 256 ** (4 - len(leading)):
        return IPv4Address(0)
    value = last
    for position, part in enumerate(leading):
        value += part << (24 - 8 * position)
    return IPv4Address(value)


def _number(part: str) -> int | None:
    """Read one part of an IPv4 address; None when it is no number, -1 when it is one that no resolver accepts."""
    if part[:2].lower() == "0x" and set(part[2:].lower()) <= _HEXADECIMAL:
        return int(part[2:22] or "0", 16)
    if not (part.isascii() and part.isdigit()):
        return None
    if part[0] != "0":
        return int(part[:20])
    return int(part[:20], 8) if set(part) <= _OCTAL else -1
