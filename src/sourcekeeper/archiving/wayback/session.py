"""The one door to the archive: requests with a deadline, a size limit, no redirects and no surprises.

Keys go to ``/save`` and what lies under it at the configured Wayback Machine, and nowhere else: they are put on a
request here, after its address was looked at, and taken off again before any error leaves. Nothing of the environment
is read (no netrc, no proxies but those given), no cookie is kept.
"""

from __future__ import annotations

import logging
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import RemoteDisconnected
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import HTTPError as Urllib3Error
from urllib3.exceptions import NewConnectionError, ProtocolError
from urllib3.exceptions import ProxyError as Urllib3ProxyError
from urllib3.util.ssl_match_hostname import CertificateError

from sourcekeeper.archiving.wayback.pace import Pace, Pauses
from sourcekeeper.config import ArchiveSettings, NetworkSettings
from sourcekeeper.config.authorities import authorities
from sourcekeeper.config.proxies import proxy_for
from sourcekeeper.errors import ArchiveBanned, ArchiveUnavailable, KeysMissing
from sourcekeeper.ports import Clock
from sourcekeeper.web.retry_after import retry_after

log = logging.getLogger("sourcekeeper.archiving")

CONNECT_TIMEOUT_SECONDS = 10.0
"""The archive's own connect timeout."""

MAX_ANSWER_BYTES = 8 * 1024 * 1024
MAX_REPLAY_BYTES = 1024 * 1024
_CHUNK = 64 * 1024
_SHORT_WAIT_SECONDS = 5.0
LONGEST_WAIT = timedelta(days=1)
"""Of a Retry-After that is believed: the archive's own counts begin anew every day."""

HOW_TO_GET_KEYS = (
    "Get free keys at https://archive.org/account/s3.php (log in first),\n"
    "then run `sourcekeeper keys`, or set IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY."
)


class AnswerLost(Exception):
    """The request may have arrived, but no whole answer came back. Internal to this package: callers make it data."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer, whatever its status."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool = False
    retry_after: timedelta | None = None

    @property
    def is_html(self) -> bool:
        """Whether the body is a page, where an API was asked."""
        return "html" in self.headers.get("Content-Type", "").lower() or self.body[:64].lstrip()[:1] == b"<"

    @property
    def is_offline_page(self) -> bool:
        """Whether this is the archive's notice that it is down, which comes with status 200 too."""
        return self.is_html and b"temporarily offline" in self.body[:20000].lower()

    @property
    def text(self) -> str:
        """The body as UTF-8."""
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Limits:
    """What one request may cost."""

    seconds: float | None = None
    """Less than the settings' own limit; None for that."""
    max_bytes: int = MAX_ANSWER_BYTES


@dataclass(slots=True)
class WaybackSession:
    """One connection to the archive, used by one request at a time, however many threads ask."""

    settings: ArchiveSettings
    network: NetworkSettings
    clock: Clock
    pace: Pace
    transport: BaseAdapter | None = None
    """Instead of connections; None for those."""
    _http: requests.Session = field(init=False, repr=False)
    _ca_file: str = field(init=False, repr=False)
    _lock: threading.RLock = field(init=False, repr=False, default_factory=threading.RLock)
    _pauses: Pauses = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Raise ConfigError when the CA file of the settings holds no certificates: nothing would be trusted."""
        self._ca_file = authorities(self.network)
        session = requests.Session()
        session.trust_env = False
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        session.headers.clear()
        session.headers.update({"User-Agent": self.network.user_agent, "Accept-Encoding": "identity"})
        for scheme in ("https://", "http://"):
            session.mount(scheme, self.transport or HTTPAdapter(pool_connections=2, pool_maxsize=1, max_retries=0))
        self._http = session
        self._pauses = Pauses(self.clock)

    # --- questions ---------------------------------------------------------------------------------------------------

    def get(
        self,
        url: str,
        *,
        kind: str,
        headers: Mapping[str, str] | None = None,
        timeout_seconds: float | None = None,
        max_bytes: int = MAX_ANSWER_BYTES,
    ) -> Answer:
        """Ask for an address without keys. `kind` is whose rate it counts to: ``index``, ``replay``, ``free``."""
        return self._ask("GET", url, kind=kind, headers=headers, limits=_Limits(timeout_seconds, max_bytes))

    def post(self, url: str, body: bytes, headers: Mapping[str, str], *, kind: str) -> Answer:
        """Send a form without keys."""
        return self._ask("POST", url, kind=kind, body=body, headers=headers)

    def save_call(
        self, path: str, form: Mapping[str, str] | None = None, *, timeout_seconds: float | None = None
    ) -> Answer:
        """Call Save Page Now with keys: POST when there is a form, GET otherwise. Raises KeysMissing without keys."""
        if not self.settings.has_keys:
            raise KeysMissing("saving at the Wayback Machine needs keys, and there are none", HOW_TO_GET_KEYS)
        url = self.settings.wayback_url.rstrip("/") + path
        headers = {"Accept": "application/json"}
        body = None
        if form is not None:
            body = urlencode(form).encode("ascii")
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        method = "GET" if form is None else "POST"
        return self._ask(
            method, url, kind="free", body=body, headers=headers, keys=True, limits=_Limits(timeout_seconds)
        )

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    # --- one request -------------------------------------------------------------------------------------------------

    def _ask(
        self,
        method: str,
        url: str,
        *,
        kind: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        keys: bool = False,
        limits: _Limits = _Limits(),
    ) -> Answer:
        sent = dict(headers or {})
        if kind == "replay":
            sent["Accept-Encoding"] = "gzip"
        if keys and self._takes_keys(url):
            sent["Authorization"] = f"LOW {self.settings.access_key}:{self.settings.secret_key}"
        prepared = self._prepare(method, url, body, sent)
        with self._lock:
            self._wait_for_opening(url)
            self.pace.wait(kind)
            answer = self._send(prepared, limits, raw=kind == "replay")
        self._note_refusal(url, answer)
        log.debug("%s %s: %d, %d bytes", method, urlsplit(url).netloc, answer.status, len(answer.body))
        return answer

    def _prepare(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> requests.PreparedRequest:
        host = "/".join(url.split("/", 3)[:3]) + "/"
        try:
            prepared = self._http.prepare_request(requests.Request(method, host, data=body, headers=dict(headers)))
        except (requests.RequestException, UnicodeError, ValueError):
            raise ArchiveUnavailable(f"{host} is not the address of an archive", "Correct the setting.") from None
        prepared.url = url  # as it is: requests would requote what the archive compares letter by letter
        return prepared

    def _takes_keys(self, url: str) -> bool:
        save = self.settings.wayback_url.rstrip("/") + "/save"
        return url == save or url.startswith((save + "/", save + "?"))

    def _send(self, prepared: requests.PreparedRequest, limits: _Limits, *, raw: bool) -> Answer:
        url = prepared.url or ""
        limit = min(limits.seconds or 1e6, self.settings.request_timeout_seconds)
        deadline = self.clock.monotonic() + limit
        try:
            with self._http.send(
                prepared,
                stream=True,
                allow_redirects=False,
                timeout=(min(CONNECT_TIMEOUT_SECONDS, limit), limit),
                verify=self._ca_file,
                proxies=self._proxies(url),
            ) as response:
                body, is_cut = self._body(response, deadline, limits.max_bytes, raw=raw)
                return Answer(
                    status=response.status_code,
                    headers=CaseInsensitiveDict(_latin(response.headers)),
                    body=body,
                    is_cut=is_cut,
                    retry_after=_wait_asked_for(response.headers.get("Retry-After", ""), self.clock.now()),
                )
        except (requests.RequestException, Urllib3Error, OSError) as error:
            prepared.headers.pop("Authorization", None)
            raise self._told(error, url) from error

    def _body(self, response: requests.Response, deadline: float, max_bytes: int, *, raw: bool) -> tuple[bytes, bool]:
        parts, size = [], 0
        for part in response.raw.stream(_CHUNK, decode_content=not raw):
            parts.append(part)
            size += len(part)
            if size > max_bytes:
                return b"".join(parts)[:max_bytes], True
            if self.clock.monotonic() > deadline:
                raise AnswerLost("answer-too-slow")
        return b"".join(parts), False

    def _told(self, error: Exception, url: str) -> Exception:
        """Tell what never left (the archive is unavailable) from what may have arrived (the answer is lost)."""
        host = urlsplit(url).hostname or ""
        cause = _root_cause(error)
        if isinstance(error, requests.exceptions.ProxyError) or isinstance(cause, Urllib3ProxyError):
            if "Tunnel connection failed: 50" in str(error):  # the proxy is well: the archive did not let it in
                return self._refused(url, host)
            inner = getattr(cause, "original_error", None)
            if isinstance(inner, ProtocolError | ConnectionResetError | BrokenPipeError | RemoteDisconnected):
                # On a tunnel used before, urllib3 calls a lost answer a trouble of the proxy: the request was sent.
                return AnswerLost("connection-lost")
            return ArchiveUnavailable(f"cannot reach {host} through the proxy", "Check the proxy's address.")
        if isinstance(cause, ssl.SSLCertVerificationError | CertificateError):
            return ArchiveUnavailable(
                f"cannot trust the certificate of {host}", "Check the clock and the CA file of this computer."
            )
        if isinstance(error, requests.exceptions.ConnectTimeout):
            return ArchiveUnavailable(f"{host} does not answer", "Run again later: what was not sent stays queued.")
        if isinstance(cause, NewConnectionError | ConnectionRefusedError):
            if isinstance(cause.__cause__, ConnectionRefusedError) or "refused" in str(cause).lower():
                return self._refused(url, host)
            return ArchiveUnavailable(
                f"cannot connect to {host}", "Check the network; what was not sent stays queued."
            )
        if isinstance(error, requests.exceptions.Timeout):
            return AnswerLost("answer-timeout")
        return AnswerLost("connection-lost")

    def _refused(self, url: str, host: str) -> Exception:
        """A refused connection while the archive's other host answers means that we are shut out for long."""
        if urlsplit(self.settings.archive_url).netloc != urlsplit(url).netloc and self._answers(
            self.settings.archive_url
        ):
            return ArchiveBanned(
                f"{host} refuses connections from this network while the rest of the archive answers",
                "It does so for an hour or more after too many requests: run again later.",
                retry_after=timedelta(hours=1),
            )
        return ArchiveUnavailable(f"{host} refuses connections", "Run again later: what was not sent stays queued.")

    def _answers(self, url: str) -> bool:
        try:
            with self._http.get(
                url,
                stream=True,
                allow_redirects=False,
                timeout=(5, 10),
                verify=self._ca_file,
                proxies=self._proxies(url),
            ):
                return True
        except (requests.RequestException, Urllib3Error, OSError):
            return False

    def _proxies(self, url: str) -> dict[str, str]:
        proxy = proxy_for(url, urlsplit(url).hostname or "", self.network)
        return {"http": proxy, "https": proxy} if proxy else {}

    # --- pauses, for the whole process -------------------------------------------------------------------------------

    def _note_refusal(self, url: str, answer: Answer) -> None:
        with self._lock:
            self._pauses.note(urlsplit(url).netloc, answer.status, answer.retry_after, self.pace.faster)

    def _wait_for_opening(self, url: str) -> None:
        """Keep the pause a host asked for: a short one is waited for here, a longer one is for the caller to plan."""
        host = urlsplit(url).netloc
        remaining = self._pauses.left_seconds(host)
        if remaining > _SHORT_WAIT_SECONDS:
            raise ArchiveUnavailable(
                f"{host} asked to wait {remaining:.0f} s before the next request",
                "Run again then.",
                retry_after=timedelta(seconds=remaining),
            )
        if remaining > 0:
            self.clock.sleep(remaining)


def _wait_asked_for(header: str, now: datetime) -> timedelta | None:
    wait = retry_after(header, now)
    return None if wait is None else min(wait, LONGEST_WAIT)


def _root_cause(error: BaseException) -> BaseException:
    """Return the innermost library error: requests wraps urllib3's, which names its cause in `reason`."""
    current: Any = error
    for _ in range(8):
        inner = getattr(current, "reason", None) or (current.args[0] if getattr(current, "args", ()) else None)
        if not isinstance(inner, BaseException):
            return current if isinstance(current, BaseException) else error
        current = inner
    return error


def _latin(headers: Mapping[str, str]) -> dict[str, str]:
    return {str(name): str(value) for name, value in headers.items()}
