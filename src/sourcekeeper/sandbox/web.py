"""The miniature web: an answer for any address, always the same for the same address and seed. Pure but for orders.

Nothing is fetched from anywhere: pages are made up, or written from what a document says of the page it cites.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from email.utils import format_datetime
from urllib.parse import quote, unquote, urlsplit

from sourcekeeper.sandbox.chance import draw
from sourcekeeper.sandbox.exchange import Answer, Manner, Request, html_answer, redirect
from sourcekeeper.sandbox.kinds import SLOW_SECONDS, Kind, connect_failure, deal, drawn_kind, special_kind
from sourcekeeper.sandbox.mementos import archived_address, parse_timestamp
from sourcekeeper.sandbox.pages import (
    CitedPage,
    article,
    bomb,
    challenge_page,
    complete,
    login_page,
    parked_page,
    pdf,
    short_page,
)
from sourcekeeper.sandbox.registry import is_asked_for_record, record

MOVED_PREFIX = "/desormais"
"""Where a moved page has gone: the same path under this one."""
_MADE_UP_NAME = re.compile(r"/[a-z]{20,30}/?$")
"""A last part of a path that no site has: how checkers ask a site what it says to unknown names."""
_GZIP_FROM_BYTES = 1024
_LAST_MODIFIED = "Mon, 06 Jan 2025 09:00:00 GMT"

ARCHIVE_TODAY = frozenset({"archive.ph", "archive.today", "archive.is", "archive.li", "archive.fo", "archive.vn"})
"""Hosts of another archive, whose pages say when they were taken."""

Page = Callable[[Request], Answer]


class MiniatureWeb:
    """Answers for every host there could be.

    Parameters
    ----------
    pages
        What documents say of the pages they cite: these get pages that fit, and kinds dealt from `kinds.DECK`.
    seed
        Another seed is another web.
    """

    def __init__(self, pages: Sequence[CitedPage] = (), seed: int = 0) -> None:
        self._seed = seed
        # A cited archive address is the stand-in's; the page it holds is the web's.
        known = [replace(page, url=archived_address(page.url) or page.url) for page in pages]
        self._pages = {key: page for page in known if (key := _key_of(page.url)) is not None}
        self._dealt = deal(self._pages, seed)
        self._soft_hosts = {host for (host, _), kind in self._dealt.items() if kind is Kind.SOFT_404}
        self._ordered: dict[str, Kind] = {}

    def order(self, where: str, kind: Kind | None) -> None:
        """Make an address (``https://…``) or a whole host give a kind from now on; None takes the order back."""
        if "://" not in where:
            place = where.lower()
        elif (key := _key_of(where)) is not None:
            place = key[0] + key[1]
        else:
            raise ValueError(f"{where!r} is neither an address nor a host")
        if kind is None:
            self._ordered.pop(place, None)
        else:
            self._ordered[place] = kind

    def kind_of(self, url: str) -> Kind:
        """Return the kind of an address."""
        request = Request.of(url)
        return self._kind(request.host, _normal(request.target))

    def connect_failure(self, host: str) -> str:
        """Return why no connection to a host comes about, as a word of `model.FetchFailure`; empty when one does."""
        ordered = self._ordered.get(host) or special_kind(host)
        if ordered is not None:
            return connect_failure(ordered)
        if any(known == host for known, _ in self._pages):
            return ""
        # A host that has no name has none for every path: any path tells.
        return connect_failure(drawn_kind(host, "/", self._seed))

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request. Host failures are not seen here: ask `connect_failure` first."""
        if request.method not in {"GET", "HEAD"}:
            return html_answer(405, short_page("405", "Méthode refusée."), ("Allow", "GET, HEAD"))
        path = _normal(request.target)
        if path == "/robots.txt":
            return Answer(headers=(("Content-Type", "text/plain"),), body=b"User-agent: *\nAllow: /\n")
        kind = self._kind(request.host, path)
        return self._answer_of(kind)(request)

    def page_at(self, url: str) -> Answer:
        """Return the page an address has or had when all was well, whatever its kind is now."""
        return self._alive(Request.of(url))

    def _kind(self, host: str, path: str) -> Kind:
        ordered = self._ordered.get(host + path) or self._ordered.get(host) or special_kind(host)
        if ordered is not None:
            return ordered
        if (host, path) in self._dealt:
            return self._dealt[host, path]
        if path.startswith((MOVED_PREFIX + "/", "/login")):
            return Kind.ALIVE if path.startswith(MOVED_PREFIX) else Kind.LOGIN
        if _MADE_UP_NAME.search(path) or path.endswith("."):
            # No page of this web ends in a full stop, unless a test says so: that is the sentence's.
            return Kind.SOFT_404 if host in self._soft_hosts else Kind.GONE
        return drawn_kind(host, path, self._seed)

    def _answer_of(self, kind: Kind) -> Page:
        special: dict[Kind, Page] = {
            Kind.MOVED: self._moved,
            Kind.LOGIN: self._login,
            Kind.PAYWALL: lambda request: self._html(request, article(self._page(request), self._seed, is_free=False)),
            Kind.SLOW: lambda request: replace(self._alive(request), delay_seconds=SLOW_SECONDS),
            Kind.HOME: lambda request: (
                self._home(request)
                if request.path == "/"
                else redirect(302, f"{request.scheme}://{request.authority}/")
            ),
            Kind.LOOP: _loop,
            Kind.CHAIN: _chain,
            Kind.COOKIE: lambda request: (
                self._alive(request) if "consent=yes" in request.header("Cookie") else _consent(request)
            ),
            Kind.RAW_LOCATION: self._raw_location,
            Kind.CUT: lambda request: replace(self._alive(request), manner=Manner.CUT),
            Kind.MALFORMED: self._malformed,
            Kind.LATIN1: self._latin1,
        }
        return special.get(kind) or _PLAIN.get(kind) or self._alive

    def _alive(self, request: Request) -> Answer:
        path = _normal(request.target)
        if path == "/":
            return self._home(request)
        if path.partition("?")[0].lower().endswith(".pdf"):
            body = pdf(self._page(request), self._seed)
            return _conditional(request, Answer(headers=(("Content-Type", "application/pdf"),), body=body))
        page = self._page(request)
        if is_asked_for_record(request):
            return record(request, page)
        answer = self._html(request, article(page, self._seed))
        if request.host.removeprefix("www.") not in ARCHIVE_TODAY:
            return answer
        taken = format_datetime(parse_timestamp(page.date.replace("-", "")), usegmt=True)
        return replace(answer, headers=(*answer.headers, ("Memento-Datetime", taken)))

    def _page(self, request: Request) -> CitedPage:
        path = _normal(request.target)
        if path.startswith(MOVED_PREFIX + "/"):
            path = path.removeprefix(MOVED_PREFIX)
        known = self._pages.get((request.host, path))
        return complete(known or CitedPage(url=f"https://{request.authority}{quote(path, _SAFE)}"), self._seed)

    def _home(self, request: Request) -> Answer:
        name = request.host.removeprefix("www.")
        return self._html(request, short_page(name, f"Bienvenue sur {name}. Toutes nos publications, par année."))

    def _html(self, request: Request, page: str) -> Answer:
        answer = html_answer(200, page, ("Server", "nginx"))
        answer = _conditional(request, answer)
        chunked = draw(self._seed, "chunked", request.host) < 0.3
        manner = Manner.CHUNKED if chunked and answer.status == 200 else Manner.PLAIN
        return replace(_packed(request, answer), manner=manner)

    def _moved(self, request: Request) -> Answer:
        if request.path.startswith(MOVED_PREFIX + "/"):
            return self._alive(request)
        if request.scheme == "http":
            return redirect(301, f"https://{request.host}{request.target}")
        return redirect(301, f"https://{request.authority}{MOVED_PREFIX}{request.target}")

    def _login(self, request: Request) -> Answer:
        if request.path == "/login":
            return self._html(request, login_page(request.host))
        return redirect(302, "/login?next=" + quote(request.target, safe=""))

    def _raw_location(self, request: Request) -> Answer:
        if "trouv" in request.path:
            return self._alive(request)
        # Header values go out as Latin-1; this one is to arrive as raw UTF-8.
        return redirect(302, "/déjà trouvé.html".encode().decode("latin-1"))

    def _malformed(self, request: Request) -> Answer:
        body = self._alive(replace(request, headers=())).body
        lines = (
            "HTTP/1.1 200 OK",
            "Content-Type: text/html; charset=utf-8",
            "this line is no header",
            f"Content-Length: {len(body)}",
            "Connection: close",
        )
        return Answer(manner=Manner.RAW, body="\r\n".join((*lines, "", "")).encode() + body)

    def _latin1(self, request: Request) -> Answer:
        page = article(self._page(request), self._seed).replace('<meta charset="utf-8">\n', "")
        headers = (("Content-Type", "text/html; charset=ISO-8859-1"),)
        return Answer(headers=headers, body=page.encode("cp1252", "xmlcharrefreplace"))


_SAFE = "/?&=%:;,+@!$'()*~#-._"


def _key_of(url: str) -> tuple[str, str] | None:
    """Return host and normal path of an address; None when it is none."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        request = Request.of(url) if host else None
    except ValueError:
        return None
    if request is None:
        return None
    try:
        name = request.host.encode("idna").decode() if not request.host.isascii() else request.host
    except UnicodeError:
        name = request.host
    return name, _normal(request.target)


def _normal(target: str) -> str:
    """Return a path and query in one form, however it was percent-encoded."""
    return unquote(target) or "/"


def _conditional(request: Request, answer: Answer) -> Answer:
    """Add validators; answer 304 to a client that has the page."""
    tag = f'"{hashlib.sha256(answer.body).hexdigest()[:24]}"'
    validators = (("ETag", tag), ("Last-Modified", _LAST_MODIFIED))
    known = request.header("If-None-Match")
    if tag in known or (not known and request.header("If-Modified-Since") == _LAST_MODIFIED):
        return Answer(status=304, headers=validators)
    return replace(answer, headers=(*answer.headers, *validators))


def _packed(request: Request, answer: Answer) -> Answer:
    if "gzip" not in request.header("Accept-Encoding") or len(answer.body) < _GZIP_FROM_BYTES:
        return answer
    headers = (*answer.headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"))
    return replace(answer, headers=headers, body=gzip.compress(answer.body, 6, mtime=0))


def _consent(request: Request) -> Answer:
    return redirect(302, request.target, ("Set-Cookie", "consent=yes; Path=/"))


def _loop(request: Request) -> Answer:
    path = request.path
    return redirect(
        302, path.removesuffix("/encore") or "/" if path.endswith("/encore") else path.rstrip("/") + "/encore"
    )


def _chain(request: Request) -> Answer:
    last = request.path.rpartition("/")[2]
    return redirect(302, f"/{int(last) + 1}" if last.isdecimal() and len(last) < 9 else "/1")


def _wall(request: Request) -> Answer:
    mark = (("cf-mitigated", "challenge"), ("Server", "cloudflare"))
    return html_answer(403, challenge_page(request.host), *mark)


def _fixed(status: int, title: str, text: str, *headers: tuple[str, str]) -> Page:
    return lambda _: html_answer(status, short_page(title, text), *headers)


def _bomb(_: Request) -> Answer:
    return Answer(headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")), body=bomb())


def _refresh(request: Request) -> Answer:
    if request.path.endswith("/suite"):
        return html_answer(200, short_page("La suite", "La page est ici désormais."))
    target = request.path.rstrip("/") + "/suite"
    return html_answer(200, f'<!doctype html><meta http-equiv="refresh" content="0; url={quote(target, _SAFE)}">')


_PLAIN: dict[Kind, Page] = {
    Kind.GONE: _fixed(404, "404", "Cette page n’existe pas ou plus."),
    Kind.REMOVED: _fixed(410, "410", "Cette page a été supprimée."),
    Kind.WALL: _wall,
    Kind.FORBIDDEN: _fixed(403, "403 Forbidden", "Accès refusé."),
    Kind.LEGAL: _fixed(451, "451", "Indisponible pour des raisons juridiques."),
    Kind.LIMITED: _fixed(429, "429 Too Many Requests", "Trop de requêtes.", ("Retry-After", "1")),
    Kind.ERROR: _fixed(500, "500", "Erreur interne."),
    Kind.UNAVAILABLE: _fixed(503, "503", "Maintenance en cours."),
    Kind.SOFT_404: _fixed(200, "Page introuvable", "La page demandée est introuvable. Essayez la recherche."),
    Kind.PARKED: lambda request: html_answer(200, parked_page(request.host)),
    Kind.RESET: lambda _: Answer(manner=Manner.RESET),
    Kind.SILENT: lambda _: Answer(manner=Manner.SILENT),
    Kind.REFRESH: _refresh,
    Kind.DRIP: lambda _: Answer(headers=(("Content-Type", "text/html"),), body=b"<p>patience ", manner=Manner.DRIP),
    Kind.ENDLESS: lambda _: Answer(
        headers=(("Content-Type", "text/html"),), body=b"<p>encore une ligne</p>\n" * 2048, manner=Manner.ENDLESS
    ),
    Kind.BOMB: _bomb,
    Kind.GARBAGE: lambda _: Answer(manner=Manner.RAW, body=b"\x00\x01\x02 this is no HTTP at all\r\n\r\n"),
    Kind.LONG_HEADERS: lambda _: Answer(
        manner=Manner.RAW, body=b"HTTP/1.1 200 OK\r\n" + (b"X-Long: " + b"a" * 1000 + b"\r\n") * 4096 + b"\r\n"
    ),
}
