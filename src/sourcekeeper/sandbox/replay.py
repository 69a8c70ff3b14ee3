"""Replay and TimeMaps of the stand-in: archived answers as RFC 7089 mementos."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import unquote, urljoin

from sourcekeeper.sandbox.archive_state import BLOCKED_BY_ROBOTS, RUNTIME_ERROR, ArchiveState
from sourcekeeper.sandbox.cdx import row_of
from sourcekeeper.sandbox.exchange import Answer, Headers, Request, header_in, html_answer, json_answer, text_answer
from sourcekeeper.sandbox.mementos import Memento, nearest, parse_timestamp
from sourcekeeper.sandbox.pages import short_page

ARCHIVE = "https://web.archive.org"
_REPLAY = re.compile(r"/web/(?:(?P<time>\d{1,14}|\*)(?P<flag>[a-z]{2}_)?/)?(?P<url>.+)", re.S)
_TIMEMAP = re.compile(r"/web/timemap/(?P<form>link|json)/(?P<url>.+)", re.S)
_BANNER = '<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base">sandbox archive</div><!-- END -->'
_PASSED_ON = frozenset({"content-type", "content-encoding"})


def replay(state: ArchiveState, request: Request) -> Answer:
    """Answer ``/web/TIME[flag]/URL``: the memento of that very second, or where the nearest one is."""
    found = _REPLAY.fullmatch(request.target)
    url = original_address(found["url"]) if found else None
    if found is None or url is None:
        return html_answer(404, short_page("Wayback Machine", "Bad address."))
    if state.is_excluded(host := Request.of(url).host):
        if state.exclusion_of(host) == BLOCKED_BY_ROBOTS:
            page = short_page("Wayback Machine", "Page cannot be displayed due to robots.txt.")
            return html_answer(403, page, (RUNTIME_ERROR, BLOCKED_BY_ROBOTS))
        # The service answers 200 here: only the missing Memento-Datetime tells.
        return html_answer(200, short_page("Wayback Machine", "This URL has been excluded from the Wayback Machine."))
    if found["time"] == "*":
        return html_answer(200, short_page("Wayback Machine", f"Calendar of {url}"))
    mementos = state.shelf.replayed(url, state.now())
    if not mementos:
        return html_answer(404, short_page("Wayback Machine", "The Wayback Machine has not archived that URL."))
    flag = found["flag"] or ""
    time = found["time"] or _wanted_time(request) or mementos[-1].timestamp
    exact = [memento for memento in mementos if memento.timestamp == time] if found["time"] else []
    if not exact:
        try:
            return _elsewhere(nearest(mementos, parse_timestamp(time)), flag)
        except ValueError:
            return html_answer(404, short_page("Wayback Machine", "Bad timestamp."))
    # A page and the redirect to it may share key and second: the address asked for exactly comes first.
    chosen = min(exact, key=lambda memento: (memento.original != url, memento.status >= 300))
    if not flag and 300 <= chosen.status < 400 and header_in(chosen.headers, "Location"):
        return _told_redirect(chosen)
    answer = _memento(chosen, mementos, flag)
    cache = "HIT" if state.shown_before(request.target) else "MISS"
    return replace(answer, headers=(*answer.headers, ("X-Page-Cache", cache)))


def timemap(state: ArchiveState, request: Request) -> Answer:
    """Answer ``/web/timemap/link/URL`` and ``/web/timemap/json/URL``; 404 when nothing is archived."""
    found = _TIMEMAP.fullmatch(request.target)
    url = original_address(found["url"]) if found else None
    if found is None or url is None:
        return text_answer(404, "")
    mementos = [] if state.is_excluded(Request.of(url).host) else state.shelf.indexed(url, state.now())
    if not mementos:
        return text_answer(404, "")
    if found["form"] == "json":
        names = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
        rows = [row_of(memento) for memento in mementos]
        return json_answer(200, [list(names), *([row[name] for name in names] for row in rows)])
    lines = [
        f'<{url}>; rel="original"',
        f'<{ARCHIVE}/web/timemap/link/{url}>; rel="self"; type="application/link-format"; '
        f'from="{_http_date(mementos[0])}"',
        f'<{ARCHIVE}/web/{url}>; rel="timegate"',
        *(_link(memento, _relation(memento, mementos)) for memento in mementos),
    ]
    return Answer(headers=(("Content-Type", "application/link-format"),), body=",\n".join(lines).encode())


def original_address(text: str) -> str | None:
    """Read the address at the end of a replay path, as clients write it: bare, encoded, or with one slash."""
    if "://" not in text and re.match(r"https?%3a", text, re.I):
        text = unquote(text)
    text = re.sub(r"^(https?):/+", r"\1://", text, flags=re.I)
    text = text if "://" in text.partition("?")[0] else "http://" + text
    try:
        return Request.of(text).url
    except ValueError:
        return None


def _wanted_time(request: Request) -> str:
    """Read what a TimeGate is asked for (RFC 7089); empty when nothing is, or no date."""
    try:
        return f"{parsedate_to_datetime(request.header('Accept-Datetime')):%Y%m%d%H%M%S}"
    except (ValueError, TypeError):
        return ""


def _elsewhere(memento: Memento, flag: str) -> Answer:
    reason = ("X-Archive-Redirect-Reason", f"found capture at {memento.timestamp}")
    location = ("Location", f"{ARCHIVE}/web/{memento.timestamp}{flag}/{memento.original}")
    return text_answer(302, "", location, reason)


def _told_redirect(memento: Memento) -> Answer:
    """Show an archived redirect to a reader: a page that tells of it, 200 and no memento by its headers."""
    target = urljoin(memento.original, header_in(memento.headers, "Location"))
    link = f'<a href="/web/{memento.timestamp}/{html.escape(target)}">{html.escape(target)}</a>'
    page = f"<p>Got an HTTP {memento.status} response at crawl time</p><p>Redirecting to...</p><p>{link}</p>"
    return html_answer(200, f"<!doctype html><title>Wayback Machine</title>{page}", _source(memento))


def _memento(memento: Memento, all_of_it: list[Memento], flag: str) -> Answer:
    original = tuple((f"X-Archive-Orig-{name}", value) for name, value in memento.headers)
    passed = tuple((name, value) for name, value in memento.headers if name.lower() in _PASSED_ON)
    headers: Headers = (
        *passed,
        ("Memento-Datetime", _http_date(memento)),
        ("Link", _links(memento, all_of_it)),
        *original,
        _source(memento),
        ("X-ts", str(memento.status)),
    )
    location = header_in(memento.headers, "Location")
    if location and 300 <= memento.status < 400:
        target = urljoin(memento.original, location)
        headers += (("Location", f"{ARCHIVE}/web/{memento.timestamp}{flag}/{target}"),)
    return Answer(status=memento.status, headers=headers, body=_shown(memento, flag))


def _source(memento: Memento) -> tuple[str, str]:
    return "X-Archive-Src", f"{memento.source}-{memento.timestamp}/sandbox-{memento.timestamp}.warc.gz"


def _shown(memento: Memento, flag: str) -> bytes:
    """Return the body: as archived with a flag, under a banner without one."""
    is_plain_html = memento.media_type == "text/html" and memento.body[:2] != b"\x1f\x8b"
    if flag or not is_plain_html:
        return memento.body
    return re.sub(rb"(<body[^>]*>)", lambda found: found[0] + _BANNER.encode(), memento.body, count=1)


def _links(memento: Memento, all_of_it: list[Memento]) -> str:
    url = memento.original
    first, last, here = all_of_it[0], all_of_it[-1], all_of_it.index(memento)
    shown = {first.timestamp: first, last.timestamp: last, memento.timestamp: memento}
    for neighbour in (here - 1, here + 1):
        if 0 <= neighbour < len(all_of_it):
            shown[all_of_it[neighbour].timestamp] = all_of_it[neighbour]
    links = [
        f'<{url}>; rel="original"',
        f'<{ARCHIVE}/web/timemap/link/{url}>; rel="timemap"; type="application/link-format"',
        f'<{ARCHIVE}/web/{url}>; rel="timegate"',
    ]
    for timestamp in sorted(shown):
        links.append(_link(shown[timestamp], _relation(shown[timestamp], all_of_it, memento)))
    return ", ".join(links)


def _relation(memento: Memento, all_of_it: list[Memento], here: Memento | None = None) -> str:
    words = []
    place = all_of_it.index(memento)
    if place == 0:
        words.append("first")
    if here is not None and memento is not here:
        words += ["prev"] if place == all_of_it.index(here) - 1 else []
        words += ["next"] if place == all_of_it.index(here) + 1 else []
    if place == len(all_of_it) - 1:
        words.append("last")
    return " ".join([*words, "memento"])


def _link(memento: Memento, relation: str) -> str:
    uri = f"{ARCHIVE}/web/{memento.timestamp}/{memento.original}"
    return f'<{uri}>; rel="{relation}"; datetime="{_http_date(memento)}"'


def _http_date(memento: Memento) -> str:
    return format_datetime(memento.taken_at, usegmt=True)
