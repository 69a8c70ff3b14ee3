"""One request through `requests`: a chain's next address in, an `Outcome` out. Blocks; meant for a thread.

`requests` measures its timeouts from read to read; the deadline here is total: each read gets what is left of it, and
who watches from outside may cut the connection (`Asking.cut`).
"""

from __future__ import annotations

import http.client
import ssl
import time
from dataclasses import replace
from threading import Timer
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, IncompleteRead, NewConnectionError, ReadTimeoutError

from sourcekeeper.config import NetworkSettings
from sourcekeeper.config.proxies import proxy_for
from sourcekeeper.fetching.chain import Chain, Outcome
from sourcekeeper.fetching.connections import POOLS, Asking, NotAnswered, begin
from sourcekeeper.fetching.headers import Head
from sourcekeeper.fetching.names import Lookup
from sourcekeeper.fetching.proxies import failure_in_answer
from sourcekeeper.fetching.redirects import location_of
from sourcekeeper.fetching.sent import headers_of, recorded, usual_headers
from sourcekeeper.fetching.tls import failure_of_certificate, failure_of_handshake
from sourcekeeper.model import FetchFailure

_CHUNK = 64 * 1024
GRACE_SECONDS = 0.5
"""Past its deadline, before a request is cut from outside: it usually ends by itself."""

_CLOSED = (ConnectionResetError, ssl.SSLEOFError, ssl.SSLZeroReturnError)
_MALFORMED = (http.client.BadStatusLine, http.client.LineTooLong, http.client.UnknownProtocol)


_TROUBLES = (
    NotAnswered,
    requests.RequestException,
    HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,  # a header or address that http.client will not send
)


class PlainRequests:
    """Makes requests, over a host's open connection if there is one. May be used from several threads.

    Parameters
    ----------
    network
        User agent, proxies, and whether the guard judges each address connected to.
    context
        What vouches for servers.
    lookup
        Looks names up.
    connect_timeout_seconds
        For one address of a host.
    """

    def __init__(
        self, network: NetworkSettings, context: ssl.SSLContext, lookup: Lookup, connect_timeout_seconds: float
    ) -> None:
        self._network = network
        self._lookup = lookup
        self._connect_timeout_seconds = connect_timeout_seconds
        self._usual = usual_headers(network)
        session = requests.Session()
        session.trust_env = False
        for scheme in ("http://", "https://"):
            session.mount(scheme, _Adapter(context))
        self._session = session

    def prepare(self, chain: Chain) -> Asking:
        """Make ready for a chain's next request; what comes back can cut it."""
        proxy = proxy_for(chain.url, chain.host, self._network)
        return Asking(
            lookup=self._lookup,
            is_guarded=not self._network.allow_private and not proxy,
            is_proxied=bool(proxy),
            connect_timeout_seconds=min(self._connect_timeout_seconds, max(_patience_with(chain), 0.001)),
        )

    def ask(self, chain: Chain, asking: Asking) -> Outcome:
        """Make the request. Never raises for what a network or a server can do."""
        began = time.monotonic()
        headers = headers_of(chain, self._usual)
        begin(asking)
        try:
            outcome = self._answer(chain, asking, headers, began)
        except _TROUBLES as error:
            failure, text = _failure_of(error, asking, began, chain)
            outcome = Outcome(failure=failure, failure_text=text)
        return _completed(outcome, recorded(chain, headers), asking, time.monotonic() - began)

    def ask_in_time(self, chain: Chain) -> Outcome:
        """Make the request, and cut it when the chain's time is over: for those who do not watch it themselves."""
        asking = self.prepare(chain)
        end = Timer(chain.left_seconds + GRACE_SECONDS, asking.cut)
        end.daemon = True
        end.start()
        try:
            return self.ask(chain, asking)
        finally:
            end.cancel()

    def close(self) -> None:
        """Close what is open."""
        self._session.close()

    def _answer(self, chain: Chain, asking: Asking, headers: tuple[tuple[str, str], ...], began: float) -> Outcome:
        """Send and read, again when a connection kept open turns out to be closed (RFC 9112, section 9.3.1)."""
        try:
            with self._send(chain, headers) as response:
                return _read(response, chain, asking, began)
        except _TROUBLES as error:
            if not _was_closed_unseen(error, asking):
                raise
        with self._send(chain, headers) as response:
            return _read(response, chain, asking, began)

    def _send(self, chain: Chain, headers: tuple[tuple[str, str], ...]) -> requests.Response:
        sent: dict[str, str | bytes] = {name: value.encode("latin-1") for name, value in headers}
        if chain.cookie:
            sent["Cookie"] = chain.cookie.encode("latin-1")
        prepared = requests.Request("GET", "http://placeholder.invalid/", headers=sent).prepare()
        prepared.url = chain.url  # as it is: requests would quote it anew
        proxy = proxy_for(chain.url, chain.host, self._network)
        proxies = {"http": proxy, "https": proxy} if proxy else {}
        wait = max(_patience_with(chain), 0.001)
        return self._session.get_adapter(chain.url).send(prepared, stream=True, timeout=(wait, wait), proxies=proxies)


def _patience_with(chain: Chain) -> float:
    """Return how many seconds an answer may take to begin."""
    return min(chain.patience.seconds, chain.left_seconds)


class _Adapter(HTTPAdapter):
    """Pools of our own connections, one TLS context for all of them."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(pool_connections=256, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, proxy_ssl_context=self._context, **kwargs)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = POOLS
        return manager

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: bool | str, cert: Any = None
    ) -> tuple[Any, Any]:
        host, _ = super().build_connection_pool_key_attributes(request, verify, cert)
        pool = {"ssl_context": self._context, "cert_reqs": "CERT_REQUIRED"} if host["scheme"] == "https" else {}
        return host, pool

    def cert_verify(self, *_: Any) -> None:
        """Leave the pool as it is: the context vouches."""


# --- answers


def _read(response: requests.Response, chain: Chain, asking: Asking, began: float) -> Outcome:
    """Read what came: the head as sent, the body undecoded as far as it may be kept."""
    head = _head_of(response.raw)
    is_asked_of_proxy = asking.is_proxied and chain.url.startswith("http:")
    said = failure_in_answer(head) if is_asked_of_proxy else None
    if said is not None:
        return Outcome(head=head, failure=said, failure_text=head.get("proxy-status"))
    if location_of(head):  # its own page is of no use, and the connection ends here anyway
        return Outcome(head=head)
    body, truncated = _body(response.raw, chain, asking, began)
    return Outcome(head=head, body=body, truncated=truncated)


def _head_of(raw: Any) -> Head:
    version = {9: "0.9", 10: "1.0", 11: "1.1"}.get(raw.version, "1.1")
    message = raw._original_response.msg  # urllib3's own headers lose order and case
    headers = tuple((str(name), str(value).strip(" \t")) for name, value in message.raw_items())
    line = f"HTTP/{version} {raw.status} {raw.reason or ''}".rstrip()
    return Head(status_line=line, status=raw.status, headers=headers, is_complete=True)


def _body(raw: Any, chain: Chain, asking: Asking, began: float) -> tuple[bytes, str]:
    body = bytearray()
    limit, left = chain.max_body_bytes, chain.left_seconds
    while True:
        remaining = left - (time.monotonic() - began)
        if remaining <= 0 or asking.is_cut:
            return bytes(body), "time"
        if asking.line is not None and asking.line.fileno() >= 0:
            asking.line.settimeout(remaining)
        try:
            part = raw.read1(_CHUNK, decode_content=False)
        except (HTTPError, http.client.HTTPException, OSError) as error:
            is_late = asking.is_cut or isinstance(error, ReadTimeoutError | TimeoutError)
            return bytes(body), "time" if is_late else "disconnect"
        if not part:
            return bytes(body), "disconnect" if raw.length_remaining else ""
        body += part
        if len(body) > limit:
            return bytes(body[:limit]), "length"


# --- failures


def _completed(outcome: Outcome, headers: tuple[tuple[str, str], ...], asking: Asking, seconds: float) -> Outcome:
    return replace(outcome, peer=asking.peer, request_headers=headers, seconds=seconds)


def _failure_of(error: BaseException, asking: Asking, began: float, chain: Chain) -> tuple[FetchFailure, str]:
    """Tell what an error means; requests and urllib3 wrap the one that tells into several others."""
    causes = _causes(error)
    told = next((each for each in causes if isinstance(each, NotAnswered)), None)
    if asking.is_cut or (told is None and time.monotonic() - began >= chain.left_seconds):
        return FetchFailure.TIMEOUT, "no answer within the time"
    if told is not None:
        return told.failure, told.text
    text = str(causes[-1]) or type(causes[-1]).__name__
    return next((failure for each in causes if (failure := _kind(each)) is not None), FetchFailure.RESET), text


def _kind(error: BaseException) -> FetchFailure | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        return failure_of_certificate(error.verify_code, str(error))
    if isinstance(error, _CLOSED):
        return FetchFailure.RESET
    if isinstance(error, ssl.SSLError):
        return failure_of_handshake(str(error))
    if isinstance(error, NewConnectionError):  # SOCKS only: the other connections are ours
        return FetchFailure.REFUSED if "refused" in str(error).lower() else FetchFailure.PROXY
    if isinstance(error, _MALFORMED) or type(error) is http.client.HTTPException:
        return FetchFailure.MALFORMED
    if isinstance(error, TimeoutError | ReadTimeoutError):
        return FetchFailure.TIMEOUT
    return FetchFailure.RESET if isinstance(error, IncompleteRead) else None


def _was_closed_unseen(error: BaseException, asking: Asking) -> bool:
    """Tell whether a server closed a connection kept open before it saw the request: that says nothing of the page."""
    return asking.is_reused and not asking.is_cut and any(isinstance(each, _CLOSED) for each in _causes(error))


def _causes(error: BaseException) -> list[BaseException]:
    """Return an error and those inside it, the outermost first."""
    found: list[BaseException] = []
    waiting: list[Any] = [error]
    while waiting and len(found) < 12:
        current = waiting.pop(0)
        if not isinstance(current, BaseException) or current in found:
            continue
        found.append(current)
        inner: tuple[Any, ...] = (getattr(current, "reason", None), *current.args, current.__cause__)
        waiting += [*inner, current.__context__]
    return found
