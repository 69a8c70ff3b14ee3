"""A quick web of a thousand hosts on loopback: ``127.0.x.y``, each answering every path with a page.

Prints its ports as JSON, and when its standard input ends, what it saw. Much lighter than any client, so that clients
are what is measured. ``far`` hosts take their time: a log-normal one, and one address in a hundred never answers.
"""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import json
import math
import random
import ssl
import sys
import tempfile
from collections import Counter
from pathlib import Path

import trustme

HOSTS = 1000
HOSTS_A_CERTIFICATE = 50

_TEXT = """conseil municipal budget commune rapport cameras logement hopital climat foret riviere travail presse
justice public report council climate energy water housing school trial court evidence witness archive newspaper"""
_WORDS = _TEXT.split()


def host(number: int) -> str:
    """Return the address of a host, counted from 0."""
    return f"127.0.{number // 250 + 1}.{number % 250 + 1}"


def address(number: int) -> str:
    """Return the path of a page, counted from 0: made of words that its title repeats, as addresses of papers are."""
    return f"/2024/{number}/" + "-".join(random.Random(number).choices(_WORDS, k=6))


def page(path: str, kilobytes: int) -> bytes:
    """Return a page of that size, always the same for a path: head, menus, an article of some paragraphs."""
    chance = random.Random(path)
    title = path.rpartition("/")[2].replace("-", " ").capitalize()
    paragraphs = [" ".join(chance.choices(_WORDS, k=90)).capitalize() + "." for _ in range(6)]
    if kilobytes <= 2:
        return f"<!doctype html><title>{title}</title><h1>{title}</h1><p>{paragraphs[0]}</p>".encode()
    menu = "".join(
        f'<li><a href="/rubrique/{n}" class="menu-item">{chance.choice(_WORDS)}</a></li>' for n in range(60)
    )
    style = "".join(f".c{n}{{margin:{n}px;padding:0 {n}px;color:#{n:06x}}}" for n in range(kilobytes * 8))
    head = (
        f'<meta charset="utf-8"><title>{title} – Le Journal</title><meta property="og:title" content="{title}">'
        f'<meta property="article:published_time" content="2024-03-{chance.randint(1, 28):02}T08:00:00Z">'
        f'<meta name="author" content="A. Writer"><style>{style}</style>'
    )
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!doctype html><html lang=fr><head>{head}</head><body><nav><ul>{menu}</ul></nav>"
        f"<main><article><h1>{title}</h1>{body}</article></main><footer><ul>{menu}</ul></footer></body></html>"
    ).encode()


MEDIAN_SECONDS, SPREAD, HANGING = 0.2, 0.7, 0.01
"""How long a far page takes: the median of a log-normal distribution and the deviation of its logarithm; and what
share of them never comes."""


def seconds_to(path: bytes) -> float | None:
    """Return how long a far page takes, always the same for a path; None when it never comes."""
    chance = random.Random(path)
    return None if chance.random() < HANGING else chance.lognormvariate(math.log(MEDIAN_SECONDS), SPREAD)


class Site(asyncio.Protocol):
    """One connection: requests in, pages out, kept open."""

    def __init__(self, seen: Seen, kilobytes: int, *, is_far: bool) -> None:
        self._seen, self._kilobytes, self._buffer, self._is_far = seen, kilobytes, b"", is_far

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._host = transport.get_extra_info("sockname")[0]
        self._seen.opened(self._host)

    def connection_lost(self, _error: Exception | None) -> None:
        self._seen.open[self._host] -= 1

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head, self._buffer = self._buffer[:end], self._buffer[end + 4 :]
            self._seen.requests += 1
            seconds = seconds_to(head.split(b" ", 2)[1]) if self._is_far else 0.0
            answer = self._seen.answer(head, self._kilobytes)
            if not seconds:
                if seconds is not None:
                    self._transport.write(answer)
            else:
                asyncio.get_running_loop().call_later(seconds, self._transport.write, answer)


_FULL = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: %s\r\nContent-Length: %d\r\n\r\n%s"


class Seen:
    """What the web saw."""

    def __init__(self) -> None:
        self.requests = self.connections = self.most_at_a_host = 0
        self.open: Counter[str] = Counter()
        self._answers: dict[bytes, tuple[bytes, bytes]] = {}

    def opened(self, name: str) -> None:
        """Count a connection."""
        self.connections += 1
        self.open[name] += 1
        self.most_at_a_host = max(self.most_at_a_host, self.open[name])

    def answer(self, head: bytes, kilobytes: int) -> bytes:
        """Return the answer to a request; 304 to who has the page."""
        path = head.split(b" ", 2)[1]
        known = self._answers.get(path)
        if known is None:
            body = page(path.decode("latin-1"), kilobytes)
            tag = b'"%s"' % hashlib.sha256(body).hexdigest()[:16].encode()
            known = self._answers[path] = tag, _FULL % (tag, len(body), body)
        tag, full = known
        return b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % tag if tag in head else full


async def serve(kilobytes: int, kind: str, ca_file: Path) -> None:
    """Serve until standard input ends."""
    seen, ports, tls = Seen(), [], kind == "tls"
    loop = asyncio.get_running_loop()
    authority = trustme.CA() if tls else None
    if authority is not None:
        authority.cert_pem.write_to_path(ca_file)
    for start in range(0, HOSTS, HOSTS_A_CERTIFICATE if tls else HOSTS):
        context = None
        if authority is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            names = [str(ipaddress.ip_address(host(number))) for number in range(start, start + HOSTS_A_CERTIFICATE)]
            authority.issue_cert(*names).configure_cert(context)
        server = await loop.create_server(
            lambda: Site(seen, kilobytes, is_far=kind == "far"), "0.0.0.0", 0, ssl=context, backlog=4096
        )
        ports.append(server.sockets[0].getsockname()[1])
    print(json.dumps({"ports": ports, "ca_file": str(ca_file) if tls else ""}), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    print(
        json.dumps({name: getattr(seen, name) for name in ("requests", "connections", "most_at_a_host")}), flush=True
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(serve(int(sys.argv[1]), sys.argv[2], Path(folder) / "ca.pem"))
