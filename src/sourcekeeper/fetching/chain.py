"""One visit on its way through redirects and retries. Pure: what came is handed in, what to do next comes out.

Every engine drives chains the same way: `begin`, ask `chain.url`, hand the `Outcome` to `after`, and do as the `Step`
says, until it holds the visit.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sourcekeeper.config import FetchSettings
from sourcekeeper.fetching.cookies import CookieJar
from sourcekeeper.fetching.headers import Head
from sourcekeeper.fetching.patience import Patience
from sourcekeeper.fetching.redirects import SchemeNotAsked, askable, location_of, next_url
from sourcekeeper.model import FetchFailure, FetchRequest, Hop, Visit
from sourcekeeper.web.addresses.guard import refused_host, refused_port
from sourcekeeper.web.retry_after import retry_after
from sourcekeeper.web.urls import host_of

FIRST_PAUSE_SECONDS = 2.0
"""Before a retry when the host names no time; doubled each time. Long enough for a restart behind a load balancer."""

MOST_REDIRECT_BYTES = 256 * 1024
"""Of the headers of a chain's redirects together: all hops are kept, and servers send a few thousand bytes a hop."""
_BUSY = frozenset({429, 503})
HUNG = frozenset({FetchFailure.TIMEOUT, FetchFailure.TIMEOUT_CONNECTING})
"""Requests that ran into their deadline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one request: an answer, or a failure with what came before it."""

    head: Head = field(default_factory=Head)
    body: bytes = b""
    truncated: str = ""
    failure: FetchFailure | None = None
    failure_text: str = ""
    peer: str = ""
    request_headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    """From the start of connecting to the end of the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What to do now: deliver the visit, or ask `chain.url` when `wait_seconds` have passed."""

    visit: Visit | None = None
    wait_seconds: float = 0.0
    rest_seconds: float = 0.0
    """How long the host that answered is to be left alone; 0 when it did not ask for it."""
    goes_last: bool = False
    """Whether what else waits for the host is asked before `chain.url`."""


class Chain:
    """One visit under way.

    Parameters
    ----------
    request
        What was asked for. Its limits and those of `settings` both hold.
    settings
        Limits of redirects, retries, waits.
    allow_private
        Whether the guard is lifted.
    """

    __slots__ = (
        "_allow_private",
        "_asked_seconds",
        "_hops",
        "_jar",
        "_redirect_bytes",
        "_seconds",
        "_seen",
        "_settings",
        "_started_at",
        "_tries_left",
        "host",
        "is_wanted_whole",
        "max_body_bytes",
        "patience",
        "request",
        "url",
    )

    def __init__(self, request: FetchRequest, settings: FetchSettings, *, allow_private: bool) -> None:
        self.request = request
        self.url = ""
        """What to ask next: legal ASCII, without credentials or fragment."""
        self.host = ""
        """The host of `url`: lower-case ASCII, no port."""
        self.max_body_bytes = min(request.max_body_bytes, settings.max_body_bytes)
        """Where the body is cut."""
        self.is_wanted_whole = request.is_patient
        """Whether it was cut short before, and is now to be waited for as long as the timeout says."""
        self._asked_seconds = min(request.timeout_seconds, settings.timeout_seconds)
        self.patience = Patience(self._asked_seconds)
        """How long the first word of the next answer is waited for: set by who gives out turns."""
        self._settings = settings
        self._allow_private = allow_private
        self._hops: tuple[Hop, ...] = ()
        self._jar: CookieJar | None = None
        self._seen: set[tuple[str, str]] | None = None
        self._redirect_bytes = 0
        self._seconds = 0.0
        self._started_at: datetime | None = None
        self._tries_left = settings.retries

    @property
    def left_seconds(self) -> float:
        """Return what is left of the visit's time; waiting for the host's turn does not use it up."""
        return self._asked_seconds - self._seconds

    @property
    def cookie(self) -> str:
        """Return the Cookie header for the next request; empty when there is none."""
        return self._jar.header_for(self.url) if self._jar is not None else ""

    @property
    def has_left_home(self) -> bool:
        """Whether the next request goes elsewhere than the first one did (scheme, host or port)."""
        return bool(self._hops) and _origin(self._hops[0].url) != _origin(self.url)

    @property
    def own_headers(self) -> tuple[tuple[str, str], ...]:
        """Return what the settings have sent to the very host asked next, secrets maybe.

        Nothing where a redirect led to another port, or from https to http: that may be somebody else.
        """
        hosts = self._settings.hosts
        if not hosts.rows or (self.has_left_home and not _is_usual_https(self.url)):
            return ()
        return hosts.headers_of(self.host)

    def begin(self, now: datetime) -> Visit | None:
        """Make ready to ask the first address; return the visit at once when that must not be done."""
        return self._turn_to(self.request.url, "", now)

    def started(self, now: datetime) -> None:
        """Note that a request is being sent."""
        if self._started_at is None:
            self._started_at = now

    def after(self, outcome: Outcome, now: datetime) -> Step:
        """Decide what follows from the outcome of a request to `url`."""
        self._seconds += outcome.seconds
        if outcome.failure is not None:
            return self._after_failure(outcome, now)
        head = outcome.head
        asked = retry_after(head.get("retry-after"), now) if head.status // 100 != 2 else None
        rest_seconds = asked.total_seconds() if asked is not None else 0.0
        if head.status in _BUSY:
            pause = max(rest_seconds, self._pause_seconds())
            if self._may_try_again(pause):
                return Step(wait_seconds=pause, rest_seconds=pause)
        location = location_of(head)
        if not location:
            return Step(visit=self._answered(outcome, now), rest_seconds=rest_seconds)
        return replace(self._follow(outcome, location, rest_seconds, now), rest_seconds=rest_seconds)

    def fail(self, failure: FetchFailure, text: str, now: datetime, *, wait: timedelta | None = None) -> Visit:
        """Return the visit as it ends without a further request: put off, stopped, not allowed."""
        return self._visit(now, failure=failure, failure_text=text, retry_after=wait)

    # --- redirects

    def _follow(self, outcome: Outcome, location: str, rest_seconds: float, now: datetime) -> Step:
        here = self.url
        self._hops += (self._hop(outcome),)
        self._redirect_bytes += sum(len(name) + len(value) for name, value in outcome.head.headers)
        if self._redirect_bytes > MOST_REDIRECT_BYTES:
            return Step(visit=self.fail(FetchFailure.MALFORMED, "the headers of the redirects are endless", now))
        if len(self._hops) > self._settings.max_redirects:
            text = f"more than {self._settings.max_redirects} redirects"
            return Step(visit=self.fail(FetchFailure.TOO_MANY_REDIRECTS, text, now))
        if any(name.lower() == "set-cookie" for name, _ in outcome.head.headers):
            self._jar = self._jar or CookieJar()
            self._jar.learn(here, outcome.head.headers, now)
        visit = self._turn_to(location, here, now)
        if visit is not None:
            return Step(visit=visit)
        if rest_seconds > self._settings.retry_after_cap_seconds:
            text = f"asked to wait {rest_seconds:.0f} s before the redirect"
            wait = timedelta(seconds=rest_seconds)
            return Step(visit=self.fail(FetchFailure.PUT_OFF, text, now, wait=wait))
        if self.left_seconds <= 0:
            return Step(visit=self.fail(FetchFailure.TIMEOUT, "no time left after redirects", now))
        return Step(wait_seconds=rest_seconds)

    def _turn_to(self, address: str, seen_from: str, now: datetime) -> Visit | None:
        """Make an address the next to ask; return the visit when it must not be asked, or was already."""
        try:
            self.url = next_url(seen_from, address) if seen_from else askable(address)
        except SchemeNotAsked as error:
            return self.fail(FetchFailure.NOT_ALLOWED, str(error), now)
        except ValueError as error:
            return self.fail(FetchFailure.INVALID, str(error), now)
        self.host = host_of(self.url)
        refused = "" if self._allow_private else refused_host(self.host) or refused_port(self.url)
        if refused:
            return self.fail(FetchFailure.NOT_ALLOWED, refused, now)
        return self._loop(seen_from, now)

    def _loop(self, seen_from: str, now: datetime) -> Visit | None:
        if not seen_from:
            return None
        if self._seen is None:
            self._seen = {(seen_from, "")}
        asked = (self.url, self.cookie)
        if asked in self._seen:
            return self.fail(FetchFailure.REDIRECT_LOOP, f"{self.url} was asked before with the same cookies", now)
        self._seen.add(asked)
        return None

    # --- failures

    def _after_failure(self, outcome: Outcome, now: datetime) -> Step:
        assert outcome.failure is not None
        pause = self._pause_seconds()
        if outcome.failure is FetchFailure.RESET and self._may_try_again(pause):
            return Step(wait_seconds=pause)
        if outcome.failure in HUNG and self._is_cut_short(outcome.failure):
            return self._after_haste(outcome, now)
        if outcome.failure is not FetchFailure.NOT_ALLOWED:
            self._hops += (replace(self._hop(outcome), status=0),)
        return Step(visit=self.fail(outcome.failure, outcome.failure_text, now))

    def _is_cut_short(self, failure: FetchFailure) -> bool:
        """Whether a request that hung was given less time than says anything of it."""
        longest = self._settings.connect_timeout_seconds
        if failure is FetchFailure.TIMEOUT_CONNECTING and self.patience.seconds >= longest:
            self.patience = Patience(longest)  # no connection is ever waited for longer
        return not self.patience.is_telling

    def _after_haste(self, outcome: Outcome, now: datetime) -> Step:
        """Try once more behind all that waits for the host and with all the time there is, or say what was missed."""
        if self._may_try_again(0.0):
            self._asked_seconds += outcome.seconds
            self.is_wanted_whole = True
            return Step(goes_last=True)
        self._hops += (replace(self._hop(outcome), status=0),)
        text = (
            f"no answer within {self.patience.seconds:.1f} s, given in a hurry: its host has hung, or more of it waits"
        )
        return Step(visit=self.fail(FetchFailure.HURRIED, text, now))

    def _pause_seconds(self) -> float:
        return FIRST_PAUSE_SECONDS * float(2 ** (self._settings.retries - self._tries_left))

    def _may_try_again(self, pause_seconds: float) -> bool:
        """Use up a retry when there is one, there is time for it, and the wait is bearable."""
        is_bearable = pause_seconds <= self._settings.retry_after_cap_seconds
        if self._tries_left <= 0 or self.left_seconds <= 0 or not is_bearable:
            return False
        self._tries_left -= 1
        return True

    # --- visits

    def _answered(self, outcome: Outcome, now: datetime) -> Visit:
        self._hops += (self._hop(outcome),)
        return self._visit(
            now,
            body=outcome.body,
            truncated=outcome.truncated,
            retry_after=retry_after(outcome.head.get("retry-after"), now),
        )

    def _hop(self, outcome: Outcome) -> Hop:
        head = outcome.head
        return Hop(
            url=self.url,
            status=head.status,
            headers=head.headers,
            status_line=head.status_line,
            request_headers=outcome.request_headers,
            peer=outcome.peer,
        )

    def _visit(
        self,
        now: datetime,
        *,
        body: bytes = b"",
        truncated: str = "",
        failure: FetchFailure | None = None,
        failure_text: str = "",
        retry_after: timedelta | None = None,
    ) -> Visit:
        return Visit(
            request=self.request,
            started_at=self._started_at or now,
            seconds=self._seconds,
            hops=self._hops,
            body=body,
            truncated=truncated,
            failure=failure,
            failure_text=failure_text,
            retry_after=retry_after,
        )


def _is_usual_https(url: str) -> bool:
    scheme, _, host = _origin(url).partition("://")
    return scheme == "https" and not host.rpartition("]")[2].partition(":")[2]


def _origin(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}"
