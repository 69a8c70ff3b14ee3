"""What libcurl's errors mean for a visit. Pure: facts in, a `FetchFailure` out.

An error after the whole head of an answer came is no failure: the page is there, its body was cut
(`cut_of`). Everything else is told apart here as far as libcurl tells it apart.
"""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass, field

import pycurl

from sourcekeeper.fetching.headers import Head
from sourcekeeper.fetching.limits import NO_MORE_HERE
from sourcekeeper.fetching.proxies import said_by_proxy
from sourcekeeper.fetching.tls import failure_of_certificate, failure_of_handshake
from sourcekeeper.model import FetchFailure

_WEIRD_SERVER_REPLY = 8
"""CURLE_WEIRD_SERVER_REPLY, which pycurl names after FTP alone: header lines without a colon, NUL bytes in them."""
_TOO_LARGE = 100
"""CURLE_TOO_LARGE: over 5,000 header lines or 300 KB of them. Named in newer versions of pycurl only."""
_PROXY = 97
"""CURLE_PROXY: the handshake with a SOCKS proxy failed."""
_SOCKS_REFUSED = 19
"""CURLPX_REPLY_CONNECTION_REFUSED: the one SOCKS answer that speaks of the address asked for."""

_NOT_VERIFIED = 1
"""What is told of a certificate that was not come to: X509_V_ERR_UNSPECIFIED."""
_TUNNEL_TEXT = re.compile(r"CONNECT tunnel|proxy CONNECT", re.IGNORECASE)
_RESET_TEXT = re.compile(r"connection reset|unexpected eof|SSL_ERROR_SYSCALL|closed abruptly", re.IGNORECASE)
_HEADERS_TEXT = re.compile(r"Too (?:large|many) response headers", re.IGNORECASE)
_RESOLVING_TEXT = re.compile(r"^Resolving", re.IGNORECASE)

_CUT_BY_SERVER = frozenset(
    {pycurl.E_PARTIAL_FILE, pycurl.E_RECV_ERROR, pycurl.E_SEND_ERROR, pycurl.E_GOT_NOTHING, pycurl.E_SSL_CONNECT_ERROR}
)
_BAD_ANSWER = frozenset(
    {pycurl.E_UNSUPPORTED_PROTOCOL, _WEIRD_SERVER_REPLY, pycurl.E_BAD_CONTENT_ENCODING, _TOO_LARGE}
)
_LOST = frozenset({pycurl.E_RECV_ERROR, pycurl.E_SEND_ERROR, pycurl.E_GOT_NOTHING, pycurl.E_PARTIAL_FILE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What libcurl knows of a transfer that ended in an error."""

    code: int
    """CURLE_…"""
    text: str = ""
    os_errno: int = 0
    verify_result: int = 0
    """Of the certificate check, as OpenSSL numbers it; 0 is well."""
    proxy_error: int = 0
    """CURLPX_…"""
    is_proxied: bool = False
    is_connected: bool = False
    """Whether TCP (to the proxy, when there is one) was there."""
    is_refused_by_guard: bool = False
    """Whether the guard turned down an address the name led to, and none was allowed."""
    head: Head = field(default_factory=Head)
    """The last head that came: the proxy's, when it refused a tunnel."""


def cut_of(code: int) -> str:
    """Return the word of WARC-Truncated for an error that came after a whole head; empty when it is no such error."""
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return "time"
    return "disconnect" if code in _CUT_BY_SERVER else ""


def failure_of(trouble: Trouble) -> FetchFailure:
    """Tell what an error before a whole answer means."""
    code = trouble.code
    if trouble.is_refused_by_guard:
        return FetchFailure.NOT_ALLOWED
    if code == pycurl.E_COULDNT_RESOLVE_PROXY:
        return FetchFailure.PROXY
    if code == _PROXY:
        return FetchFailure.REFUSED if trouble.proxy_error == _SOCKS_REFUSED else FetchFailure.PROXY
    if trouble.is_proxied and _TUNNEL_TEXT.search(trouble.text):
        return said_by_proxy(trouble.head)
    if code == pycurl.E_COULDNT_RESOLVE_HOST:
        return FetchFailure.NAME_TROUBLE
    if code == pycurl.E_COULDNT_CONNECT:
        return _failure_connecting(trouble)
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return _failure_timeout(trouble)
    if code in (pycurl.E_PEER_FAILED_VERIFICATION, pycurl.E_SSL_CONNECT_ERROR):
        return _failure_tls(trouble)
    if code == pycurl.E_URL_MALFORMAT:
        return FetchFailure.INVALID
    if code in _BAD_ANSWER or _HEADERS_TEXT.search(trouble.text):
        return FetchFailure.MALFORMED
    if code in _LOST:
        return FetchFailure.RESET
    return FetchFailure.TLS_OTHER if 50 < code < 100 and "ssl" in trouble.text.lower() else FetchFailure.MALFORMED


def _failure_connecting(trouble: Trouble) -> FetchFailure:
    if trouble.os_errno in NO_MORE_HERE:
        return FetchFailure.PUT_OFF
    if trouble.is_proxied:
        return FetchFailure.PROXY
    if trouble.os_errno == errno.ETIMEDOUT:
        return FetchFailure.TIMEOUT_CONNECTING
    return FetchFailure.REFUSED


def _failure_timeout(trouble: Trouble) -> FetchFailure:
    if _RESOLVING_TEXT.match(trouble.text):
        return FetchFailure.NAME_TROUBLE
    if trouble.is_connected:
        return FetchFailure.TIMEOUT
    return FetchFailure.PROXY if trouble.is_proxied else FetchFailure.TIMEOUT_CONNECTING


def _failure_tls(trouble: Trouble) -> FetchFailure:
    if trouble.code == pycurl.E_PEER_FAILED_VERIFICATION or trouble.verify_result > _NOT_VERIFIED:
        return failure_of_certificate(trouble.verify_result, trouble.text)
    if trouble.os_errno == errno.ECONNRESET or _RESET_TEXT.search(trouble.text):
        return FetchFailure.RESET
    return failure_of_handshake(trouble.text)
