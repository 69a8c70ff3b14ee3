"""One easy handle of libcurl: a request out, an outcome back, used again and again.

Options that never change are set once; a request sets only what differs from the last one.
"""

from __future__ import annotations

import socket
import time
from io import BytesIO
from math import inf
from typing import Any

import pycurl

from sourcekeeper.config import NetworkSettings
from sourcekeeper.fetching.chain import Chain, Outcome
from sourcekeeper.fetching.failures import Trouble, cut_of, failure_of
from sourcekeeper.fetching.headers import Head, read_head
from sourcekeeper.fetching.proxies import failure_in_answer
from sourcekeeper.fetching.redirects import location_of
from sourcekeeper.fetching.sent import headers_of, recorded, usual_headers
from sourcekeeper.model import FetchFailure
from sourcekeeper.web.addresses.guard import refused_address

_CURVES = "X25519:P-256:P-384:P-521"
"""Key exchanges offered. Without the post-quantum ones, a tenth of a handshake: what is read here is public."""
_HAPPY_EYEBALLS_TIMEOUT_MS = 271
"""CURLOPT_HAPPY_EYEBALLS_TIMEOUT_MS, which pycurl does not name."""
_SECOND_ADDRESS_MS = 1000
"""How long a connection by IPv6 may take before IPv4 is tried beside it (RFC 8305). By itself libcurl waits 200 ms: of
hosts across an ocean two connections would be made each time, and one dropped."""
_MOST_PIECES = 64
_REDIRECT_BODY_BYTES = 16 * 1024
_REDIRECT_BODY_SECONDS = 2.0
"""How much of a redirect's own page we take so that the connection can be used again, before we drop it."""


class BodyBudget:
    """How many bytes of bodies all requests together may hold.

    Each may be long; all of them long at once would be a way to fill the memory of whoever checks a hostile document.

    Parameters
    ----------
    most_bytes
        When so many are held, bodies longer than their share of it are cut.
    requests
        How many requests share it.
    """

    __slots__ = ("held", "most", "share")

    def __init__(self, most_bytes: int, requests: int) -> None:
        self.most = most_bytes
        self.share = most_bytes // requests
        self.held = 0


class Transfer:
    """A reusable easy handle with its sinks and the chain it works for.

    Parameters
    ----------
    network
        User agent and, unless `allow_private`, whether the guard judges each address connected to.
    ca_file
        PEM bundle, for servers and for proxies spoken to over TLS.
    budget
        Shared by all transfers. Bytes are added here; who lets a body go takes them off.
    """

    def __init__(self, network: NetworkSettings, ca_file: str, budget: BodyBudget) -> None:
        self.chain: Chain | None = None
        self.turn = ""
        self.handle = pycurl.Curl()
        self._head = BytesIO()
        self._body: list[bytes | bytearray] = []
        self._is_redirect: bool | None = None
        self._budget = budget
        self._taken = 0
        self._limit = 0
        self._cut = ""
        self._proxy = ""
        self._refused_by_guard = ""
        self._connection_allowed = False
        self._socket_errno = 0
        self._begun = 0.0
        self.answer_due = inf
        """When its answer has to begin, by `time.monotonic`."""
        self._usual = self._headers = usual_headers(network)
        self._has_cookie = False
        self._changing = (0, 0, False)
        self._set_constant_options(network, ca_file)

    def begin(self, chain: Chain, turn: str, *, proxy: str, connect_timeout_seconds: float, keep: bool) -> None:
        """Make ready to send a chain's next request; `keep` says whether the connection may serve again."""
        self.chain, self.turn = chain, turn
        self._head.seek(0)
        self._head.truncate()
        self._body, self._taken, self._limit, self._cut = [], 0, chain.max_body_bytes, ""
        self._is_redirect = None
        self._refused_by_guard, self._connection_allowed, self._socket_errno = "", False, 0
        left = max(chain.left_seconds, 0.001)
        handle = self.handle
        handle.setopt(pycurl.URL, chain.url)
        changing = (int(left * 1000) or 1, int(min(left, connect_timeout_seconds) * 1000) or 1, keep)
        if changing != self._changing:
            self._changing = changing
            handle.setopt(pycurl.TIMEOUT_MS, changing[0])
            handle.setopt(pycurl.CONNECTTIMEOUT_MS, changing[1])
            handle.setopt(pycurl.FORBID_REUSE, 0 if keep else 1)
        if proxy != self._proxy:
            # Never unset: libcurl would then read proxies from the environment by itself.
            handle.setopt(pycurl.PROXY, proxy)
            self._proxy = proxy
        cookie = chain.cookie
        if cookie:
            handle.setopt(pycurl.COOKIE, cookie.encode("latin-1"))
        elif self._has_cookie:
            handle.unsetopt(pycurl.COOKIE)
        self._has_cookie = bool(cookie)
        self._set_headers(chain)
        self._begun = time.monotonic()
        # In whole, it is libcurl that ends it.
        self.answer_due = inf if chain.patience.is_whole else self._begun + chain.patience.seconds

    @property
    def is_unanswered(self) -> bool:
        """Whether it is connected and no answer has begun; what it takes to connect is limited by itself."""
        handle = self.handle
        is_sent = handle.getinfo(pycurl.REQUEST_SIZE) > 0 or handle.getinfo(pycurl.CONNECT_TIME) > 0
        return is_sent and not handle.getinfo(pycurl.RESPONSE_CODE)

    def end(self, code: int, text: str) -> Outcome:
        """Return what became of the request; `code` is CURLE_… and 0 when all went well."""
        handle = self.handle
        head = read_head(self._head.getvalue())
        has_answer = (
            head.is_complete and head.status >= 200 and (code == 0 or handle.getinfo(pycurl.RESPONSE_CODE) > 0)
        )
        if has_answer and (code == 0 or self._cut or cut_of(code)):
            said = failure_in_answer(head) if self._is_asked_of_proxy() else None
            body, self._body = b"".join(self._body), []
            return Outcome(
                failure=said,
                failure_text=head.get("proxy-status") if said else "",
                head=head,
                body=body,
                truncated=self._cut or cut_of(code),
                peer="" if self._proxy else handle.getinfo(pycurl.PRIMARY_IP),
                request_headers=self._sent_headers(),
                seconds=handle.getinfo(pycurl.TOTAL_TIME),
            )
        self.drop_body()
        return self._failed(code, text, head)

    def drop_body(self) -> None:
        """Let go of what was taken of the body."""
        self._budget.held -= self._taken
        self._body, self._taken = [], 0

    def close(self) -> None:
        """Free the handle."""
        self.handle.close()

    # --- options

    def _set_constant_options(self, network: NetworkSettings, ca_file: str) -> None:
        options: dict[int, Any] = {
            pycurl.NOSIGNAL: 1,
            pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
            pycurl.FOLLOWLOCATION: 0,
            pycurl.PATH_AS_IS: 1,
            # One request, one answer, raw as it was sent: what a WARC record holds.
            pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_1,
            pycurl.HTTP_CONTENT_DECODING: 0,
            pycurl.HTTP09_ALLOWED: 0,
            pycurl.SSL_VERIFYPEER: 1,
            pycurl.SSL_VERIFYHOST: 2,
            pycurl.CAINFO: ca_file,
            # A host keeps its connection as long as something waits for it: there is nothing to resume.
            pycurl.SSL_SESSIONID_CACHE: 0,
            pycurl.PROXY_CAINFO: ca_file,
            # libcurl looks through its whole cache of names after every transfer; a host keeps its connection anyway.
            pycurl.DNS_CACHE_TIMEOUT: 0,
            _HAPPY_EYEBALLS_TIMEOUT_MS: _SECOND_ADDRESS_MS,
            pycurl.PROXY: "",
            pycurl.NOPROXY: "",
            pycurl.USERAGENT: network.user_agent,
            pycurl.HTTPHEADER: [f"{name}: {value}" for name, value in self._usual],
            pycurl.HEADERFUNCTION: self._head.write,
            pycurl.WRITEFUNCTION: self._take,
        }
        if "OpenSSL/3" in pycurl.version:
            options[pycurl.SSL_EC_CURVES] = _CURVES
        for option, value in options.items():
            self.handle.setopt(option, value)
        if not network.allow_private:
            self.handle.setopt(pycurl.OPENSOCKETFUNCTION, self._open_socket)

    def _set_headers(self, chain: Chain) -> None:
        headers = headers_of(chain, self._usual)
        if headers is self._headers:
            return
        self._headers = headers
        # An empty value needs the semicolon: with a colon, libcurl takes the header away.
        lines = [f"{name}: {value}" if value else f"{name};" for name, value in self._headers]
        self.handle.setopt(pycurl.HTTPHEADER, [line.encode("latin-1") for line in lines])

    def _sent_headers(self) -> tuple[tuple[str, str], ...]:
        assert self.chain is not None
        return recorded(self.chain, self._headers)

    # --- called by libcurl

    def _take(self, data: bytes) -> int:
        """Keep a piece of the body; a smaller number than its length ends the transfer."""
        size, room = len(data), self._limit - self._taken
        if self._body and not self._wants_more():
            self._cut = "length"
            return 0
        kept = data if size <= room else data[:room]
        self._keep(kept)
        self._taken += len(kept)
        self._budget.held += len(kept)
        if size > room:
            self._cut = "length"
            return 0
        return size

    def _keep(self, piece: bytes) -> None:
        """Put a piece behind the others. Many of them become one: a server may send a million of a byte each."""
        if len(self._body) == _MOST_PIECES:
            self._body = [bytearray().join(self._body)]
        last = self._body[-1] if self._body else None
        if isinstance(last, bytearray):
            last += piece
        else:
            self._body.append(piece)

    def _wants_more(self) -> bool:
        """Whether to read on: not when all bodies are too much, nor a redirect's own page, long or slow in coming."""
        if self._budget.held >= self._budget.most and self._taken >= self._budget.share:
            return False
        if self._taken <= _REDIRECT_BODY_BYTES and time.monotonic() - self._begun <= _REDIRECT_BODY_SECONDS:
            return True
        if self._is_redirect is None:
            self._is_redirect = bool(location_of(read_head(self._head.getvalue())))
        return not self._is_redirect

    def _is_asked_of_proxy(self) -> bool:
        """Whether a proxy answers in the server's place, as it does for http; https goes through a tunnel."""
        return self._proxy.startswith("http") and self.chain is not None and self.chain.url.startswith("http:")

    def _open_socket(self, _purpose: int, address: tuple[int, int, int, Any]) -> _LentSocket | int:
        """Open a socket to an address the guard allows. The proxy's own address is always allowed."""
        family, kind, protocol, target = address
        if not self._proxy:
            refused = refused_address(target[0])
            if refused:
                self._refused_by_guard = refused
                return pycurl.SOCKET_BAD
        self._connection_allowed = True
        try:
            return _LentSocket(socket.socket(family, kind, protocol).detach())
        except OSError as error:
            self._socket_errno = error.errno or 0
            return pycurl.SOCKET_BAD

    # --- failures

    def _failed(self, code: int, text: str, head: Head) -> Outcome:
        handle = self.handle
        # Without a response code the head is that of a tunnel's proxy, no part of an answer.
        came = head if handle.getinfo(pycurl.RESPONSE_CODE) > 0 else Head()
        common = {"head": came, "request_headers": self._sent_headers(), "seconds": handle.getinfo(pycurl.TOTAL_TIME)}
        if code == 0:
            failure = FetchFailure.MALFORMED if head.is_complete else FetchFailure.RESET
            return Outcome(failure=failure, failure_text="the answer ends within its headers", **common)
        trouble = Trouble(
            code=code,
            text=text,
            os_errno=self._socket_errno or handle.getinfo(pycurl.OS_ERRNO),
            verify_result=handle.getinfo(pycurl.SSL_VERIFYRESULT),
            proxy_error=handle.getinfo(pycurl.PROXY_ERROR),
            is_proxied=bool(self._proxy),
            # A kept connection takes no time to make; what was sent over it tells that it was there.
            is_connected=handle.getinfo(pycurl.CONNECT_TIME) > 0 or handle.getinfo(pycurl.REQUEST_SIZE) > 0,
            is_refused_by_guard=bool(self._refused_by_guard) and not self._connection_allowed,
            head=head,
        )
        shown = self._refused_by_guard if trouble.is_refused_by_guard else text or f"libcurl error {code}"
        return Outcome(failure=failure_of(trouble), failure_text=shown, **common)


class _LentSocket:
    """A socket for pycurl to duplicate; ours is closed as soon as that is done, without a warning."""

    __slots__ = ("_descriptor",)

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def fileno(self) -> int:
        return self._descriptor

    def __del__(self) -> None:
        socket.close(self._descriptor)
