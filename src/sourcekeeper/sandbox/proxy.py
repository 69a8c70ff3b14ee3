"""The proxy: connections on loopback, tunnels that end here, and the choice of who answers. It connects to nobody."""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from sourcekeeper.sandbox.certificates import Certificates
from sourcekeeper.sandbox.exchange import Answer, Manner, Request, html_answer, text_answer
from sourcekeeper.sandbox.log import RequestLog
from sourcekeeper.sandbox.pages import short_page
from sourcekeeper.sandbox.wire import BadRequest, RawRequest, Wire

CONTROL_HOST = "sandbox.invalid"
"""The proxy's own address, for its control; so is whatever is asked of it without naming a host."""
FAILURE_HEADER = "X-Sandbox-Failure"
_TLS_FIRST_BYTE = b"\x16"
_STOP_SECONDS = 10.0
_PROXY_STATUS = {
    "name-not-found": 'sandbox; error=dns_error; rcode="NXDOMAIN"',
    "name-trouble": 'sandbox; error=dns_error; rcode="SERVFAIL"',
    "refused": "sandbox; error=connection_refused",
    "timeout-connecting": "sandbox; error=connection_timeout",
}
"""The same in the words of RFC 9209."""

Responder = Callable[[Request], Answer]


class Proxy:
    """Listens on 127.0.0.1 and answers every connection in a thread of its own.

    Parameters
    ----------
    respond
        Answers a request to any host, `CONTROL_HOST` included.
    connect_failure
        Says why no connection to a host comes about, as a word of `model.FetchFailure`; empty when one does. The
        client is told by 502 (504 for a time-out) with `FAILURE_HEADER` and ``Proxy-Status``.
    """

    def __init__(
        self,
        respond: Responder,
        connect_failure: Callable[[str], str],
        certificates: Certificates,
        log: RequestLog,
    ) -> None:
        self._respond, self._connect_failure = respond, connect_failure
        self._certificates, self._log = certificates, log
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._open: dict[threading.Thread, socket.socket] = {}
        self._listener: socket.socket | None = None
        self._waker: socket.socket | None = None
        self._accepting: threading.Thread | None = None
        self.port = 0

    def start(self, port: int) -> None:
        """Listen on a port, 0 for any; OSError when it is taken."""
        listener = socket.create_server(("127.0.0.1", port), backlog=1024)
        listener.setblocking(False)
        self._listener, self.port = listener, listener.getsockname()[1]
        self._waker, woken = socket.socketpair()
        self._accepting = threading.Thread(target=self._accept, args=(listener, woken), name="sandbox", daemon=True)
        self._accepting.start()

    def stop(self) -> None:
        """Close every connection and wait for the threads."""
        self._stopping.set()
        if self._waker is not None and self._accepting is not None:
            self._waker.close()
            self._accepting.join(_STOP_SECONDS)
        with self._lock:
            left = dict(self._open)
            for connection in left.values():
                with contextlib.suppress(OSError):
                    # Not SSLSocket's own shutdown: it takes the TLS object away from the thread that uses it.
                    socket.socket.shutdown(connection, socket.SHUT_RDWR)
        for thread in left:
            thread.join(_STOP_SECONDS)

    def _accept(self, listener: socket.socket, woken: socket.socket) -> None:
        with listener, woken, selectors.DefaultSelector() as selector:
            selector.register(listener, selectors.EVENT_READ)
            selector.register(woken, selectors.EVENT_READ)
            while not self._stopping.is_set():
                selector.select()
                try:
                    connection, _ = listener.accept()
                except BlockingIOError:
                    continue
                except OSError:
                    # No descriptor is left: some come free when others end.
                    self._stopping.wait(0.05)
                    continue
                self._begin(connection)

    def _begin(self, connection: socket.socket) -> None:
        connection.setblocking(True)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        thread = threading.Thread(target=self._serve, args=(connection,), name="sandbox connection", daemon=True)
        with self._lock:
            self._open[thread] = connection
        try:
            thread.start()
        except RuntimeError:
            # The machine has no thread left: this client must come back.
            with self._lock:
                del self._open[thread]
            connection.close()

    def _replace(self, connection: socket.socket) -> None:
        """Register the TLS socket that took over a connection."""
        with self._lock:
            self._open[threading.current_thread()] = connection
        if self._stopping.is_set():
            raise OSError("stopping")

    def _serve(self, connection: socket.socket) -> None:
        try:
            self._talk(Wire(connection, self._stopping), tunnel="")
        except (OSError, ValueError, BadRequest):
            # The client left, does not trust the certificate, or talks nonsense: the connection is over, no more.
            pass
        finally:
            with self._lock:
                last = self._open.pop(threading.current_thread(), connection)
            last.close()

    def _talk(self, wire: Wire, tunnel: str) -> None:
        """Answer request after request. `tunnel` is ``scheme://host:port`` inside one, else empty."""
        while (raw := self._read(wire)) is not None:
            if raw.method == "CONNECT" and not tunnel:
                self._tunnel(wire, raw.target)
                return
            request = _request(raw, tunnel)
            if request is None:
                wire.write(text_answer(400, "bad address\n"), with_body=True, keeps_alive=False)
                return
            answer = self._answer(request)
            is_over = answer.manner in {Manner.RESET, Manner.SILENT, Manner.RAW}
            has_keys = bool(request.header("Authorization"))
            self._log.request(
                request.host, raw.method, request.target, 0 if is_over else answer.status, has_keys=has_keys
            )
            if not wire.write(answer, with_body=raw.method != "HEAD", keeps_alive=raw.keeps_alive):
                return

    def _read(self, wire: Wire) -> RawRequest | None:
        try:
            return wire.read()
        except BadRequest as error:
            wire.write(text_answer(400, f"bad request: {error}\n"), with_body=True, keeps_alive=False)
            raise

    def _answer(self, request: Request) -> Answer:
        if failure := self._failure(request.host):
            return failed(failure)
        try:
            return self._respond(request)
        except Exception as error:  # noqa: BLE001 - a fault of the sandbox must not look like one of the client
            self._log.event("sandbox-error", url=request.url, error=repr(error))
            return html_answer(500, short_page("The sandbox failed", repr(error)), (FAILURE_HEADER, "sandbox-error"))

    def _failure(self, host: str) -> str:
        return "" if host == CONTROL_HOST else self._connect_failure(host)

    def _tunnel(self, wire: Wire, authority: str) -> None:
        parts = urlsplit("//" + authority)
        host = (parts.hostname or "").rstrip(".")
        if not host or not wire.is_drained:
            raise BadRequest("CONNECT to nowhere")
        if failure := self._failure(host):
            answer = failed(failure)
            self._log.request(host, "CONNECT", authority, answer.status)
            wire.write(answer, with_body=True, keeps_alive=False)
            return
        connection = wire.connection
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        first = connection.recv(1, socket.MSG_PEEK)
        scheme = "http"
        if first == _TLS_FIRST_BYTE:
            scheme, connection = "https", self._secured(connection, host)
        if first:
            self._talk(Wire(connection, self._stopping), tunnel=f"{scheme}://{parts.netloc}")

    def _secured(self, connection: socket.socket, host: str) -> ssl.SSLSocket:
        context = self._certificates.context_for(host)
        secured = context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        self._replace(secured)
        secured.do_handshake()
        return secured


def failed(failure: str) -> Answer:
    """Return how the proxy tells that no connection to a host came about."""
    status = 504 if failure == "timeout-connecting" else 502
    told = (FAILURE_HEADER, failure), ("Proxy-Status", _PROXY_STATUS.get(failure, "sandbox"))
    # Some clients show nothing of a refused tunnel but its status line.
    return replace(text_answer(status, f"sandbox proxy: {failure}\n", *told), phrase=f"Sandbox Failure {failure}")


def _request(raw: RawRequest, tunnel: str) -> Request | None:
    """Read who is asked for what; None when the address makes no sense."""
    target = raw.target
    if tunnel:
        url = tunnel + (target if target.startswith("/") else "/")
    elif target.startswith("/"):
        url = f"http://{CONTROL_HOST}{target}"
    else:
        url = target
    try:
        return Request.of(url, method=raw.method, headers=raw.headers, body=raw.body)
    except ValueError:
        return None
