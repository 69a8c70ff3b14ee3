"""One request to the sandbox and one answer from it, misbehaviour included. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, quote, urlsplit

Headers = tuple[tuple[str, str], ...]
_VISIBLE_ASCII = "".join(map(chr, range(0x21, 0x7F)))


def header_in(headers: Headers, name: str) -> str:
    """Return the first header of that name, in any case, or an empty string."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asked of some host."""

    method: str = "GET"
    scheme: str = "https"
    host: str
    """Lower case, without port and final dot."""
    port: int = 443
    target: str = "/"
    """Path and query exactly as sent."""
    headers: Headers = ()
    body: bytes = b""

    @property
    def path(self) -> str:
        """The path as sent, without the query."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """What follows the first question mark, as sent."""
        return self.target.partition("?")[2]

    @property
    def authority(self) -> str:
        """Host, with the port when it is not the scheme's own."""
        return self.host if self.port == (443 if self.scheme == "https" else 80) else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.target}"

    def header(self, name: str) -> str:
        """Return the first header of that name, or an empty string."""
        return header_in(self.headers, name)

    def fields(self) -> list[tuple[str, str]]:
        """Return the parameters of the query and of a form body, in order."""
        pairs = parse_qsl(self.query, keep_blank_values=True)
        if self.body:
            pairs += parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True)
        return pairs

    def field(self, name: str) -> str:
        """Return one parameter, the last one sent; empty when there is none."""
        return dict(self.fields()).get(name, "")

    @classmethod
    def of(cls, url: str, *, method: str = "GET", headers: Headers = (), body: bytes = b"") -> Request:
        """Make a request from an address (ValueError when it is no http(s) address)."""
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        if parts.scheme not in {"http", "https"} or not host:
            raise ValueError(f"{url!r} is not an http(s) address")
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return cls(
            method=method,
            scheme=parts.scheme,
            host=host,
            port=parts.port or (443 if parts.scheme == "https" else 80),
            target=quote(target, safe=_VISIBLE_ASCII),
            headers=headers,
            body=body,
        )


class Manner(StrEnum):
    """How an answer goes over the wire."""

    PLAIN = "plain"
    CHUNKED = "chunked"
    CUT = "cut"
    """The connection closes in the middle of the body."""
    DRIP = "drip"
    """A byte of the body now and then, for ever."""
    ENDLESS = "endless"
    """The body again and again, for ever."""
    RESET = "reset"
    """The connection is reset instead of an answer."""
    SILENT = "silent"
    """Nothing comes, and the connection stays open."""
    RAW = "raw"
    """The body is all that is sent: whatever stands in it, headers or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What comes back, and how."""

    status: int = 200
    headers: Headers = ()
    body: bytes = b""
    phrase: str = ""
    """Of the status line; the usual one when empty."""
    manner: Manner = Manner.PLAIN
    delay_seconds: float = 0.0
    """Waited before the first byte."""

    def header(self, name: str) -> str:
        """Return the first header of that name, or an empty string."""
        return header_in(self.headers, name)


def html_answer(status: int, body: str, *headers: tuple[str, str]) -> Answer:
    """Return a page in UTF-8."""
    return Answer(status=status, headers=(("Content-Type", "text/html; charset=utf-8"), *headers), body=body.encode())


def text_answer(status: int, body: str, *headers: tuple[str, str]) -> Answer:
    """Return plain text in UTF-8."""
    return Answer(status=status, headers=(("Content-Type", "text/plain; charset=utf-8"), *headers), body=body.encode())


def json_answer(status: int, value: object, *headers: tuple[str, str]) -> Answer:
    """Return a value as JSON."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status=status, headers=(("Content-Type", "application/json"), *headers), body=body)


def redirect(status: int, location: str, *headers: tuple[str, str]) -> Answer:
    """Return a redirect with the short page servers send along."""
    page = html_answer(status, "<!doctype html><title>Redirect</title><p>See the new address.</p>")
    return Answer(status=status, headers=(("Location", location), *page.headers, *headers), body=page.body)
