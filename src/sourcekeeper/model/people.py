"""What persons decide and agree to, and the runs they start. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
    """``asked``, ``option``, ``setting``, or ``named``: the text was given to `archive`."""


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
