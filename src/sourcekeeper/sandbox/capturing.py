"""How the stand-in captures: it asks the miniature web, follows redirects, and says what the service would say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urljoin

from sourcekeeper.sandbox.exchange import Answer, Manner, Request
from sourcekeeper.sandbox.web import MiniatureWeb

MAX_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ERROR_OF_STATUS = {
    400: "bad-request",
    401: "unauthorized",
    403: "no-access",
    404: "not-found",
    405: "method-not-allowed",
    410: "not-found",
    429: "too-many-requests",
    451: "no-access",
    500: "internal-server-error",
    501: "not-implemented",
    502: "bad-gateway",
    503: "service-unavailable",
    504: "gateway-timeout",
    505: "http-version-not-supported",
    509: "bandwidth-limit-exceeded",
    511: "network-authentication-required",
    999: "blocked",
}
_ERROR_OF_MANNER = {
    Manner.RESET: "protocol-error",
    Manner.SILENT: "read-timeout",
    Manner.RAW: "invalid-server-response",
    Manner.DRIP: "browsing-timeout",
    Manner.ENDLESS: "filesize-limit",
}
_ERROR_OF_FAILURE = {"name-not-found": "invalid-host-resolution", "name-trouble": "invalid-host-resolution"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one capture brought: each answer on the way with its address, or why there is none."""

    answers: tuple[tuple[str, Answer], ...] = ()
    error: str = ""
    """The service's code without ``error:``; empty when the capture succeeded."""


def capture(web: MiniatureWeb, url: str, *, keep_errors: bool = False) -> Taken:
    """Capture an address of the miniature web; pages of errors count only with `keep_errors` (``capture_all``)."""
    answers: list[tuple[str, Answer]] = []
    cookies = ""
    while True:
        request = Request.of(url, headers=(("Accept-Encoding", "gzip"), ("Cookie", cookies)))
        if failure := web.connect_failure(request.host):
            return Taken(error=_ERROR_OF_FAILURE.get(failure, "cannot-fetch"))
        answer = web.answer(request)
        if answer.manner in _ERROR_OF_MANNER:
            return Taken(error=_ERROR_OF_MANNER[answer.manner])
        answers.append((request.url, replace(answer, manner=Manner.PLAIN, delay_seconds=0.0)))
        location = answer.header("Location")
        if answer.status not in _REDIRECTS or not location:
            break
        if len(answers) > MAX_REDIRECTS:
            return Taken(error="too-many-redirects")
        cookies = answer.header("Set-Cookie").partition(";")[0] or cookies
        url = urljoin(request.url, location.encode("latin-1", "replace").decode("utf-8", "replace"))
    status = answers[-1][1].status
    if status >= 400 and not keep_errors:
        return Taken(error=_ERROR_OF_STATUS.get(status, "bad-request" if status < 500 else "internal-server-error"))
    return Taken(answers=tuple(answers))
