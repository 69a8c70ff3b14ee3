"""A fetcher that asks each site's robots.txt first and obeys it (RFC 9309), over any other fetcher.

The rules are read by protego, which knows wildcards, the longest match and Crawl-delay; `urllib.robotparser` takes the
first match instead of the longest, reads ``*`` and ``$`` as themselves, and fetches by itself, without our guard.

Asked about is the address that a visit begins with; where its server leads on to is the server's word.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from sourcekeeper.model import FetchFailure, FetchRequest, Visit
from sourcekeeper.ports import Clock, Fetcher
from sourcekeeper.web.encoding import decode_content

CALLED = "sourcekeeper"
"""What a robots.txt calls us."""
MOST_BYTES = 500 * 1024
"""Of a robots.txt that are read (RFC 9309 section 2.5)."""
LONGEST_DELAY_SECONDS = 60.0
"""Of a Crawl-delay that is honoured: some sites ask for days, and mean not to be crawled."""

MOST_SITES = 500
"""Whose rules are held at once, the last asked for: a night may have a million sites, and rules take kilobytes."""

_MARK = "robots "
"""Before the site in the key of our own request; no address has a space."""
_NOTHING = "User-agent: *\nDisallow: /\n"


@dataclass(slots=True)
class RobotsFetcher:
    """The Fetcher seam over another one: what a site does not want is not asked, and comes back as `robots`."""

    fetcher: Fetcher
    clock: Clock
    known: Callable[[str], str | None]
    """Returns the robots.txt of a site (``https://example.org``) that is fresh enough; None where there is none."""
    remember: Callable[[str, str], None]
    """Takes the robots.txt of a site to be kept."""
    _rules: dict[str, Any] = field(default_factory=dict)
    _held: dict[str, list[FetchRequest]] = field(default_factory=dict)
    _done: deque[Visit] = field(default_factory=deque)

    def submit(self, request: FetchRequest) -> None:
        """Hand a request on once its site's robots.txt is known; what is no address is handed on as it is."""
        site = _site_of(request.url)
        if not site:
            self.fetcher.submit(request)
        elif site in self._held:
            self._held[site].append(request)
        elif (rules := self._rules_of(site)) is not None:
            self._settle(request, rules)
        else:
            self._held[site] = [request]
            asked = FetchRequest(url=f"{site}/robots.txt", key=_MARK + site, max_body_bytes=MOST_BYTES)
            self.fetcher.submit(asked)

    def results(self) -> Iterator[Visit]:
        """Yield visits as they end, those that were not made among them."""
        while True:
            yield from self._taken()
            for visit in self.fetcher.results():
                if visit.request.key.startswith(_MARK):
                    self._learn(visit)
                else:
                    yield visit
                yield from self._taken()
            if not self._done:
                return

    def ready(self) -> int:
        """Return how many visits are over and wait to be taken as results."""
        return len(self._done) + self.fetcher.ready()

    def under_way(self) -> int:
        """Return how many requests wait for an answer now."""
        return self.fetcher.under_way()

    def stop(self) -> None:
        """Begin nothing more."""
        self.fetcher.stop()

    def close(self) -> None:
        """Close the other fetcher, and forget what is held."""
        self._held.clear()
        self._done.clear()
        self.fetcher.close()

    def _taken(self) -> Iterator[Visit]:
        while self._done:
            yield self._done.popleft()

    def _rules_of(self, site: str) -> Any | None:
        if site not in self._rules:
            text = self.known(site)
            if text is None:
                return None
            return self._hold(site, text)
        return self._rules[site]

    def _hold(self, site: str, text: str) -> Any:
        if len(self._rules) >= MOST_SITES:
            del self._rules[next(iter(self._rules))]
        rules = self._rules[site] = _read(text)
        return rules

    def _settle(self, request: FetchRequest, rules: Any) -> None:
        if not rules.can_fetch(request.url, CALLED):
            self._done.append(self._unmade(request, FetchFailure.ROBOTS, "robots.txt does not want it asked"))
            return
        delay = min(float(rules.crawl_delay(CALLED) or 0.0), LONGEST_DELAY_SECONDS)
        self.fetcher.submit(replace(request, rest_seconds=max(request.rest_seconds, delay)))

    def _learn(self, visit: Visit) -> None:
        """Take a robots.txt. None at all (4xx) allows everything, a server in trouble nothing (RFC 9309 2.3.1).

        A site that cannot be reached is not asked for its pages either: they fail as its robots.txt did.
        """
        site = visit.request.key.removeprefix(_MARK)
        held = self._held.pop(site)
        if visit.failure is not None:
            self._done.extend(self._unmade(each, visit.failure, visit.failure_text) for each in held)
            return
        text = _text_of(visit)
        if (visit.status or 0) < 500:
            self.remember(site, text)
        rules = self._hold(site, text)
        for request in held:
            self._settle(request, rules)

    def _unmade(self, request: FetchRequest, failure: FetchFailure, text: str) -> Visit:
        return Visit(request=request, started_at=self.clock.now(), failure=failure, failure_text=text)


def _site_of(url: str) -> str:
    """Return scheme, host and port of an address; nothing of what is no web address."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return ""
    return f"{parts.scheme}://{host}" if parts.scheme in {"http", "https"} and host else ""


def _text_of(visit: Visit) -> str:
    status = visit.status or 0
    if not 200 <= status < 300:
        return "" if 300 <= status < 500 else _NOTHING
    body, _cut = decode_content(visit.body, visit.header("content-encoding"), MOST_BYTES)
    return body.decode("utf-8-sig", "replace")


def _read(text: str) -> Any:
    from protego import Protego  # noqa: PLC0415  only who obeys robots.txt needs it

    return Protego.parse(text)
