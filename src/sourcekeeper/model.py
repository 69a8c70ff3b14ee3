"""The records every room of the house speaks in, and their vocabularies.

Pure: no clock, no network, no disk. All records are frozen and take keywords only; times are aware and in UTC and
anything else is refused. House words: a *document* has *notes*; a note holds *citations*; a citation mentions one
*work*; a work has *sources* (web resources); a source gets *visits*, each judged to a *verdict*, and *captures*,
each ending in a *snapshot*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

Argument = str | int | float
"""What a reason may carry beside its code."""


def require_utc(moment: datetime | None) -> None:
    """Refuse a time that is naive or not in UTC (ValueError); None passes."""
    if moment is not None and moment.utcoffset() != timedelta(0):
        raise ValueError(f"{moment!r} is not an aware UTC time")


# --- why ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is as it is, as a code and its arguments; worded at the edge (`reporting.wording`)."""

    code: str
    """Lower case with hyphens, stored for ever: ``http-404``, ``bot-wall``."""
    arguments: tuple[tuple[str, Argument], ...] = ()

    @classmethod
    def of(cls, code: str, **arguments: Argument) -> Reason:
        """Make a reason; the arguments are kept in order of their names."""
        return cls(code=code, arguments=tuple(sorted(arguments.items())))

    def get(self, name: str) -> Argument | None:
        """Return one argument, None when it is not there."""
        return dict(self.arguments).get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands in a document: character offsets into the decoded text, or an element's path."""

    start: int | None = None
    end: int | None = None
    path: str | None = None

    def __str__(self) -> str:
        return self.path or (f"characters {self.start}-{self.end}" if self.start is not None else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that went wrong with one note, call or address while the rest was read."""

    reason: Reason
    where: Place | None = None


# --- documents ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One web address as a document cites it."""

    cited: str
    """Exactly as written, less line breaks and invisible characters inside it. Never re-encoded."""
    url: str
    """What may be fetched: scheme present, repaired where `marks` says so; otherwise equal to `cited`."""
    untrimmed: str | None = None
    """A longer reading (with the final full stop), to be tried when `url` is dead."""
    marks: tuple[str, ...] = ()
    """What was mended: ``no-scheme``, ``defanged``, ``scheme-repaired``, ``joined-lines``, ``unwrapped``;
    ``identifier`` when the address was made from one."""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The marker in the text that calls a note, with the sentence it stands in (markers taken out)."""

    label: str
    context: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedKey:
    """One mention of an entry of a bibliography by its cite key, which the document itself does not explain."""

    key: str
    """As written, without ``@`` or braces."""
    locator: str = ""
    """A place in the work: ``70``, ``33-35`` of pages (without ``p.``), else as written: ``chap. 3``."""
    prefix: str = ""
    """Words before: ``see``."""
    suffix: str = ""
    """Words behind the locator, or instead of one."""
    place: Place | None = None
    in_sentence: bool = False
    """Whether the key may be a mere word of the text (``@lee2021``): no citation unless a bibliography has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote or endnote."""

    id: str
    """Names the note within its revision of the document; opaque."""
    number: str
    """The label a reader sees: ``1``, ``*``, ``iv``. Numbers may repeat within a document."""
    text: str
    """White space folded, back arrow and label taken off."""
    addresses: tuple[Address, ...] = ()
    calls: tuple[Call, ...] = ()
    place: Place | None = None
    problems: tuple[Problem, ...] = ()
    emphasised: tuple[tuple[int, int], ...] = ()
    """Spans of `text` set in italics: titles of books and journals, most often."""
    items: tuple[Item, ...] = ()
    """Items the document itself gives: an entry of a bibliography, the CSL in a Zotero field; taken as they are.

    Its field ``citation-key`` is the cite key it has there, its ``locator`` that of this citation."""
    cited_keys: tuple[CitedKey, ...] = ()
    r"""Entries of a bibliography the note cites by their key: ``\cite[70]{lee2021}``, ``[@lee2021, p. 70]``."""

    @property
    def contexts(self) -> tuple[str, ...]:
        """The calling sentences, each once, in order."""
        return tuple(dict.fromkeys(call.context for call in self.calls))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A campaign text as read: one revision."""

    origin: str
    """Canonical: an absolute path, a URL, or ``-``."""
    format: str
    """Name of the reader: ``text``, ``markdown``, ``html``."""
    digest: str
    """SHA-256 of the bytes, in hex: names the revision."""
    notes: tuple[Note, ...]
    title: str | None = None
    language: str | None = None
    """BCP 47, from the document's own metadata or a guess by its words."""
    published: date | None = None
    problems: tuple[Problem, ...] = ()


# --- what is cited --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person (`family`, maybe `given`) or a body (`literal`). Particles are written inside `family`."""

    family: str = ""
    given: str = ""
    literal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A day, month or year, or a range of two; never more precise than what was read."""

    start: tuple[int, ...]
    """(year,), (year, month) or (year, month, day)."""
    end: tuple[int, ...] | None = None
    circa: bool = False


FieldValue = str | tuple[Name, ...] | PartialDate
"""What a field of an item holds."""


class Origin(StrEnum):
    """Where a field's value came from."""

    NOTE = "note"
    PAGE = "page"
    DERIVED = "derived"
    """Worked out without a request: a date from a post's number, a type from a host."""
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of an item, with where it came from."""

    value: FieldValue
    origin: Origin = Origin.NOTE
    span: tuple[int, int] | None = None
    """Characters of the note's text, when the value stands there."""
    confidence: float = 1.0
    other: FieldValue | None = None
    """The value that lost, when two contradict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A bibliographic entry. Field names are those of CSL 1.0.2, ``type`` among them."""

    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))

    def __reduce__(self) -> tuple[Any, tuple[dict[str, Field]]]:
        """Let an item cross from one process to another, which a mapping proxy does not."""
        return _item_of, (dict(self.fields),)

    def text(self, name: str) -> str:
        """Return a textual field, or an empty string."""
        found = self.fields.get(name)
        return found.value if found is not None and isinstance(found.value, str) else ""

    def names(self, name: str = "author") -> tuple[Name, ...]:
        """Return a field of names, or an empty tuple."""
        found = self.fields.get(name)
        return found.value if found is not None and isinstance(found.value, tuple) else ()

    def date(self, name: str = "issued") -> PartialDate | None:
        """Return a field that is a date, or None."""
        found = self.fields.get(name)
        return found.value if found is not None and isinstance(found.value, PartialDate) else None

    @property
    def type(self) -> str:
        """The CSL type; ``document`` when none is known."""
        return self.text("type") or "document"

    def corrected(self, corrections: Iterable[Correction]) -> Item:
        """Return the item as a person corrected it; what a correction replaces stays beside it as the loser."""
        fields = dict(self.fields)
        for each in corrections:
            before = fields.get(each.field)
            if not each.value:
                fields.pop(each.field, None)
            elif before is None or before.origin is not Origin.PERSON or before.value != each.value:
                other = before.value if before is not None and before.value != each.value else None
                fields[each.field] = Field(value=each.value, origin=Origin.PERSON, other=other)
        return Item(fields=fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person's word on one field of a work: it outweighs note and page, whatever they say later."""

    field: str
    """Name in CSL."""
    value: FieldValue
    """Empty: the work has no such field."""
    made_at: datetime
    because: str = ""

    def __post_init__(self) -> None:
        require_utc(self.made_at)


def _item_of(fields: dict[str, Field]) -> Item:
    return Item(fields=fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One mention of one work in a note."""

    text: str
    """The part of the note that makes this citation."""
    item: Item | None = None
    """None when the citation only points back (`refers_to`)."""
    addresses: tuple[Address, ...] = ()
    """The cited address first; then portals, identifiers, archive addresses of the same work."""
    locator: str = ""
    """A place in the work (``70``, ``§ 63``); pages of the work itself are the item's ``page``."""
    refers_to: str | None = None
    """Id of the earlier note an ``Ibid.`` points to."""
    refers_to_citation: int | None = None
    """Which citation of that note, counted from 0; None when that is not told."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedNote:
    """A note with the citations found in it: none when it is prose."""

    note: Note
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A cited web resource, unique by its comparison key."""

    id: str
    url: str
    """As first cited, in a form that can be fetched."""
    comparison_key: str
    fetch_key: str
    """`url` without its fragment: visits, copies and captures hang on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is cited: one item, one cite key, any number of sources, the cited one first."""

    id: str
    key: str
    """The cite key: ASCII, given once, never changed."""
    item: Item
    sources: tuple[Source, ...] = ()
    other_keys: tuple[str, ...] = ()
    """Cite keys of works found to be this one: they were given out, so a text may use them."""
    corrections: tuple[Correction, ...] = ()
    """What a person corrected; the item has it already."""


# --- visits ---------------------------------------------------------------------------------------------------------


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

    def header(self, name: str) -> str:
        """Return the first header of that name, in any case, or an empty string."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


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
    TLS_EXPIRED = "tls-expired"
    TLS_WRONG_HOST = "tls-wrong-host"
    TLS_UNTRUSTED = "tls-untrusted"
    TLS_OTHER = "tls-other"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    REDIRECT_LOOP = "redirect-loop"
    MALFORMED = "malformed"
    """The answer is not HTTP, or its headers are endless."""
    PROXY = "proxy"
    """The proxy on our side failed: says nothing of the address."""
    PUT_OFF = "put-off"
    """The host asked to wait longer than this run does."""
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
    """``sha256:`` and hex of the decoded body as far as it was read; empty without a body."""
    fingerprint: str = ""
    """`web.fingerprint` of the main text; empty when there is no text."""
    page: Page | None = None
    headers: tuple[tuple[str, str], ...] = ()
    """Of the final answer."""

    def __post_init__(self) -> None:
        require_utc(self.at)


class Verdict(StrEnum):
    """What rules make of one check."""

    ALIVE = "alive"
    REDIRECTED = "redirected"
    MOVED_TO_HOME = "moved-to-home"
    SOFT_404 = "soft-404"
    CONTENT_DRIFTED = "content-drifted"
    PARKED = "parked"
    USURPED = "usurped"
    GONE = "gone"
    BLOCKED = "blocked"
    LOGIN_REQUIRED = "login-required"
    PAYWALLED = "paywalled"
    LEGAL_BLOCK = "legal-block"
    RATE_LIMITED = "rate-limited"
    TLS_ERROR = "tls-error"
    DNS_GONE = "dns-gone"
    REDIRECT_LOOP = "redirect-loop"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    SERVER_ERROR = "server-error"
    INVALID = "invalid"
    NOT_CHECKED = "not-checked"
    """Our choice: scheme, private address, robots option, a person's decision."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict with how sure the rule is (0 to 1) and why."""

    verdict: Verdict
    confidence: float
    reason: Reason


class Standing(StrEnum):
    """What rules make of a series of checks."""

    OK = "ok"
    SUSPECT = "suspect"
    DEAD = "dead"
    REVIVED = "revived"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One or more equal consecutive checks of a source, with what was made of them."""

    judgement: Judgement
    status: int | None
    final_url: str
    first: datetime
    last: datetime
    count: int = 1
    days: int = 0
    """On how many different days (UTC) they were made; 0 when that was not kept. Three on one day are one bad day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStanding:
    """Where a source stands, and since when."""

    standing: Standing
    since: datetime


# --- archiving ------------------------------------------------------------------------------------------------------


class CaptureState(StrEnum):
    """Where one attempt to have a source archived stands (design: section 3)."""

    QUEUED = "queued"
    WITHHELD = "withheld"
    """Not sent: the address carries a secret, or a setting says never."""
    SUBMITTED = "submitted"
    UNCERTAIN = "uncertain"
    """The answer was lost, or was an error that can hide a capture: look up before sending again."""
    UNCONFIRMED = "unconfirmed"
    """The archive says it is there; replay does not show it yet."""
    ARCHIVED = "archived"
    """Proved by replay."""
    UNFIT = "unfit"
    """Replays, but shows a wall, login or error instead of the text."""
    REFUSED = "refused"
    """The archive will never take this address."""
    FAILED = "failed"
    LOST = "lost"
    """Proved once, gone now."""
    WITHDRAWN = "withdrawn"
    """Excluded by the archive or the site's owner: never captured again by us."""

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is due for it in this run."""
        return self not in _UNSETTLED


_UNSETTLED = frozenset({CaptureState.QUEUED, CaptureState.SUBMITTED, CaptureState.UNCERTAIN, CaptureState.UNCONFIRMED})


class SnapshotOrigin(StrEnum):
    """How we came by a snapshot."""

    MADE = "made"
    FOUND = "found"
    CITED = "cited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """An archived copy: a memento (RFC 7089)."""

    uri: str
    original: str
    """The address the archive captured, after redirects."""
    taken_at: datetime | None
    """Second precision; None for archives whose short addresses do not tell (archive.today)."""
    archive: str
    """``web.archive.org``, ``archive.ph``, ``perma.cc``."""
    origin: SnapshotOrigin
    shows: PageKind = PageKind.UNKNOWN
    confirmed_at: datetime | None = None
    """When replay last proved it; None when it never did."""

    def __post_init__(self) -> None:
        require_utc(self.taken_at)
        require_utc(self.confirmed_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """The archive's word that it took a submission."""

    job_id: str
    """Opaque, and the same for the same URL: never a key of its own."""
    url: str
    submitted_at: datetime
    poll_after: timedelta = timedelta(0)
    """How long the archive asks to wait before asking about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One attempt to have a source archived."""

    id: str
    source: Source
    state: CaptureState
    reason: Reason | None = None
    ticket: Ticket | None = None
    account: str = ""
    """Which account made it: a short digest of the access key, never the key."""
    attempts: int = 0
    sent_at: datetime | None = None
    """When the last submission was about to be sent: written before the request."""
    next_try: datetime | None = None
    snapshot: Snapshot | None = None


class Receipt(StrEnum):
    """What the archive made of a submission."""

    ACCEPTED = "accepted"
    SAME_SNAPSHOT = "same-snapshot"
    """There is a fresh capture already: a success, with or without a ticket."""
    REFUSED = "refused"
    AMBIGUOUS = "ambiguous"
    """No answer, or one that can hide a capture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The archive's answer to a submission, as a fact."""

    receipt: Receipt
    ticket: Ticket | None = None
    reason: Reason | None = None
    """The archive's own code for a refusal (``error:blocked-url``) or what made the answer ambiguous."""
    retry_after: timedelta | None = None


class JobState(StrEnum):
    """What the archive says of a submitted job."""

    PENDING = "pending"
    """Also the answer for jobs it has forgotten (after about an hour)."""
    DONE = "done"
    ERROR = "error"
    NO_ANSWER = "no-answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStatus:
    """The archive's answer about one ticket."""

    ticket: Ticket
    state: JobState
    snapshot: Snapshot | None = None
    """With `DONE`; None when the archive gave no time or address: then nothing is known."""
    reason: Reason | None = None
    poll_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What came when a snapshot was asked for, redirects not followed: facts for the proof."""

    snapshot: Snapshot
    status: int | None
    """None when no answer came."""
    memento_datetime: datetime | None = None
    """None: the answer is not a memento, whatever its status."""
    location: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    """Of the archived answer (``X-Archive-Orig-`` taken off), content coding and type among them."""
    body: bytes = b""
    """As replayed, cut at 1 MiB."""
    reason: Reason | None = None
    """``excluded``, ``archive-unavailable`` … when the answer says more than its status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the archive grants this account now; None is unknown."""

    available: int | None = None
    """Captures that may be started at once, now."""
    processing: int | None = None
    daily_captures: int | None = None
    daily_limit: int | None = None
    captures_per_minute: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRef:
    """Where a local WARC record lies."""

    path: str
    """Relative to the store's WARC folder."""
    offset: int
    record_id: str
    payload_digest: str
    """``sha1:`` and base32, as WARC writes it."""
    truncated: str = ""


# --- people and runs ------------------------------------------------------------------------------------------------


class DecisionKind(StrEnum):
    """A person's word on a source."""

    ALIVE = "alive"
    IGNORE = "ignore"
    REPLACED_BY = "replaced-by"
    NEVER_ARCHIVE = "never-archive"
    ARCHIVE = "archive"
    """Allow what was withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on a source, with why and until when."""

    source_id: str
    kind: DecisionKind
    made_at: datetime
    because: str = ""
    until: datetime | None = None
    replacement: str | None = None

    def holds_at(self, now: datetime) -> bool:
        """Whether the decision is still in force."""
        return self.until is None or now < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A person's agreement that a document's sources are sent to a public archive."""

    document_id: str
    given_at: datetime
    how: str
    """``asked``, ``option``, ``setting``."""


class RunEnd(StrEnum):
    """How a run ended."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One invocation that wrote to the store."""

    id: str
    command: str
    started_at: datetime
    ended_at: datetime | None = None
    end: RunEnd = RunEnd.RUNNING


def unique(values: Iterator[str]) -> tuple[str, ...]:
    """Return the values, each once, in order of first appearance."""
    return tuple(dict.fromkeys(values))


def as_utc(moment: datetime) -> datetime:
    """Return an aware time in UTC; a naive one is refused with ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} is naive")
    return moment.astimezone(UTC)
