"""Why something is as it is, where something stands, and times that are aware and in UTC. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Argument = str | int | float
"""What a reason may carry beside its code."""


def require_utc(moment: datetime | None) -> None:
    """Refuse a time that is naive or not in UTC (ValueError); None passes."""
    if moment is not None and moment.utcoffset() != timedelta(0):
        raise ValueError(f"{moment!r} is not an aware UTC time")


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


def as_utc(moment: datetime) -> datetime:
    """Return an aware time in UTC; a naive one is refused with ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} is naive")
    return moment.astimezone(UTC)
