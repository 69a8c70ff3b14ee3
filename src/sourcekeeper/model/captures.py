"""Captures at an archive, the snapshots they end in, and what archives answer; local copies. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sourcekeeper.model.reasons import Reason, require_utc
from sourcekeeper.model.visits import PageKind
from sourcekeeper.model.works import Source


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
    final_url: str = ""
    """Where the archived redirects ended when it was proved; empty when it never was."""
    confirmed_at: datetime | None = None
    """When replay last proved it; None when it never did."""
    screenshot: str = ""
    """Address of the picture the archive took of the page; empty when it took none or nobody told us of one."""
    confirmations: int = 0
    """How often it was found again after it was first proved."""
    confirm_next: datetime | None = None
    """When to look for it again; None for one that nobody relies on."""
    missed_since: datetime | None = None
    """Since when replay and index agree that it is not there; None while it was there at the last look."""
    lost_at: datetime | None = None
    """When it counted as lost: never cited again, unless it comes back."""

    def __post_init__(self) -> None:
        for moment in (self.taken_at, self.confirmed_at, self.confirm_next, self.missed_since, self.lost_at):
            require_utc(moment)

    @property
    def is_good(self) -> bool:
        """Whether it was proved, shows the text, and was not lost since."""
        return self.confirmed_at is not None and self.shows is PageKind.TEXT and self.lost_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureOptions:
    """What is asked of the archive besides the page itself."""

    outlinks: bool = False
    """Capture what the page links to as well: the archive takes up to a hundred links, its own choice."""
    screenshot: bool = False
    """Take a picture of the page too."""
    force_get: bool = False
    """Fetch with a plain request, without a browser: for files, where a browser only gets in the way."""


PLAIN = CaptureOptions()
"""Nothing but the page."""


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
    options: CaptureOptions = PLAIN
    """What a person wants of it; `archiving.options.options_for` adds what the address itself asks for."""


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
    is_cut: bool = False
    """Whether there was more of the body."""
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
    kept_at: datetime | None = field(default=None, compare=False)
    """When the answer came."""

    def __post_init__(self) -> None:
        require_utc(self.kept_at)
