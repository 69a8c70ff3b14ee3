"""What rules make of one check, and of a series of them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sourcekeeper.model.reasons import Reason


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
