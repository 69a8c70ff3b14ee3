"""One GET and what came, what the page is, and the outcome as a fact. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sourcekeeper.model.items import Item
from sourcekeeper.model.reasons import Reason, require_utc


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """One GET to be made, redirects followed."""

    url: str
    key: str = ""
    """Given back with the visit; the caller's own."""
    headers: tuple[tuple[str, str], ...] = ()
    """Added to the engine's own, ``If-None-Match`` for one."""
    max_body_bytes: int = 32 * 1024 * 1024
    """The body as sent is cut there, and the visit says so."""
    timeout_seconds: float = 60.0
    """For the whole chain of redirects, waiting for the host's turn not counted."""
    rest_seconds: float = 0.0
    """How long its host is left alone after it at least: what a Crawl-delay asks for."""
    is_patient: bool = False
    """Whether it is waited for to the end though its host hangs: its last visit was `FetchFailure.HURRIED`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One answer on the way, raw as the server sent it."""

    url: str
    status: int
    """HTTP status; 0 when the answer could not be read."""
    headers: tuple[tuple[str, str], ...] = ()
    """In order, names as sent, values decoded as Latin-1 (RFC 9110 section 5.5)."""
    status_line: str = ""
    request_headers: tuple[tuple[str, str], ...] = ()
    """What was sent, less cookies and authorisation."""
    peer: str = ""
    """The IP address that answered; empty behind a proxy."""
    is_remembered: bool = False
    """Whether it is told by an earlier visit, and was not asked for in this one."""

    def header(self, name: str) -> str:
        """Return the first header of that name, in any case, or an empty string."""
        wanted = name.lower()
        for key, value in self.headers:  # no generator: it takes twice as long, and each answer is asked ten times
            if key.lower() == wanted:
                return value
        return ""


class FetchFailure(StrEnum):
    """Why no full answer came. A status of 404 is an answer, not a failure."""

    INVALID = "invalid"
    """Not an address that can be asked."""
    NOT_ALLOWED = "not-allowed"
    """The guard refused: scheme, private address, credentials."""
    NAME_NOT_FOUND = "name-not-found"
    NAME_TROUBLE = "name-trouble"
    """The resolver failed: says nothing of the name."""
    REFUSED = "refused"
    RESET = "reset"
    TIMEOUT_CONNECTING = "timeout-connecting"
    TIMEOUT = "timeout"
    """The total deadline passed, the answer unfinished."""
    HURRIED = "hurried"
    """No answer began in the part of the deadline that was given, for the host's other pages were not to wait."""
    TLS_EXPIRED = "tls-expired"
    TLS_WRONG_HOST = "tls-wrong-host"
    TLS_SELF_SIGNED = "tls-self-signed"
    TLS_INCOMPLETE = "tls-incomplete"
    """The chain of certificates leads to no authority known here; mostly one in its midst was not sent."""
    TLS_UNTRUSTED = "tls-untrusted"
    """The chain is whole, and ends at an authority that nobody here trusts; or it was refused for another reason."""
    TLS_TOO_OLD = "tls-too-old"
    """The server speaks only versions of TLS that are no longer safe."""
    TLS_OTHER = "tls-other"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    REDIRECT_LOOP = "redirect-loop"
    MALFORMED = "malformed"
    """The answer is not HTTP, or its headers are endless."""
    PROXY = "proxy"
    """The proxy on our side failed: says nothing of the address."""
    PUT_OFF = "put-off"
    """The host asked to wait longer than this run does, or let too many of its requests go unanswered."""
    ROBOTS = "robots"
    """The site's robots.txt does not want it asked, and we were told to obey."""
    STOPPED = "stopped"
    """The run was stopped before the answer came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One GET and what came: every hop, the headers as sent, the body undecoded."""

    request: FetchRequest
    started_at: datetime
    seconds: float = 0.0
    hops: tuple[Hop, ...] = ()
    body: bytes = b""
    """As sent: still with its content coding, chunks removed. Only of the last hop."""
    truncated: str = ""
    """``length``, ``time`` or ``disconnect`` when the body was cut (the words of WARC-Truncated)."""
    failure: FetchFailure | None = None
    failure_text: str = ""
    retry_after: timedelta | None = None
    """What the last answer asked for, when it asked."""

    def __post_init__(self) -> None:
        require_utc(self.started_at)

    @property
    def status(self) -> int | None:
        """Final status; None when no answer came."""
        return self.hops[-1].status if self.hops and self.failure is None else None

    @property
    def final_url(self) -> str:
        """Where the chain ended."""
        return self.hops[-1].url if self.hops else self.request.url

    def header(self, name: str) -> str:
        """Return a header of the final answer, or an empty string."""
        return self.hops[-1].header(name) if self.hops else ""


class PageKind(StrEnum):
    """What a page is, by its own marks. In an archive: what a snapshot `shows`."""

    TEXT = "text"
    WALL = "wall"
    """A bot wall, consent wall or paywall instead of the text."""
    LOGIN = "login"
    ERROR = "error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSigns:
    """What a page without much running text shows, words apart; it holds in any language."""

    title: str = ""
    """Of the ``<title>`` element alone."""
    told: tuple[str, ...] = ()
    """The lines of the main text that are no links."""
    links: tuple[str, ...] = ()
    """What the links in the main text say."""
    is_work: bool = False
    """Whether it describes a work with its author or day, or shows one that needs few words: a film, a table."""
    is_unlisted: bool = False
    """Whether search engines are asked to leave it out."""
    points_to: str = ""
    """The address it says is its own (canonical link, ``og:url``), where that is another place."""
    has_form: bool = False
    """Whether it has a form that sends something, other than a search."""
    asks_password: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says of itself, and what it is. Text of walls and errors is not metadata: `item` is empty then.

    A paywall keeps its item, for there the publisher still names the work.
    """

    kind: PageKind
    title: str = ""
    language: str = ""
    item: Item = field(default_factory=Item)
    text: str = ""
    """The main text, navigation and scripts taken off; at most 200,000 characters."""
    mark: Reason | None = None
    """What gave the kind away, when it is not `text`; of a text, ``paywall-mark`` when it says that it costs money."""
    is_alone: bool = False
    """Whether it is short and leads on to hardly anything: walls are so, and notices; pages of a site seldom."""
    signs: PageSigns | None = None
    """None of a page with much running text, and of files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A visit's outcome as a fact: no judgement in it."""

    url: str
    at: datetime
    status: int | None
    final_url: str
    hops: tuple[tuple[str, int], ...] = ()
    """Each address on the way with its status, the last one included."""
    failure: FetchFailure | None = None
    failure_text: str = ""
    content_type: str = ""
    body_digest: str = ""
    """``sha256:`` and hex of the decoded body as far as it was analysed; empty without a body."""
    fingerprint: str = ""
    """`web.fingerprint` of the main text; empty when there is no text."""
    page: Page | None = None
    """None also of a body that was read before: see `is_known`."""
    is_known: bool = False
    """Whether the body is the one the last check saw at the same place; its page is not read again then."""
    headers: tuple[tuple[str, str], ...] = ()
    """Of the final answer."""

    def __post_init__(self) -> None:
        require_utc(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedText:
    """What a source showed when it was first seen well: what later visits are compared with."""

    at: datetime
    fingerprint: str = ""
    """`web.fingerprint` of the main text; empty of a file."""
    body_digest: str = ""
    """As in `Check`."""
    title: str = ""

    def __post_init__(self) -> None:
        require_utc(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteAnswer:
    """What a site answers to an address that cannot exist: how it says that a page is not there."""

    at: datetime
    status: int | None
    """None when no answer came: then nothing is known."""
    final_url: str = ""
    fingerprint: str = ""
    body_digest: str = ""
    title: str = ""
    lines: tuple[int, ...] = ()
    """Hashes of the lines it shows (`checking.probes.line_hash`): the frame of all the site's pages."""
    is_alone: bool = False
    """As in `Page`."""
    asks_password: bool = False
    echoes: bool = False
    """Whether it repeats the name it was asked for."""

    def __post_init__(self) -> None:
        require_utc(self.at)
