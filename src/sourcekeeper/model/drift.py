"""How a text drifted from the one that was cited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sourcekeeper.model.reasons import require_utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What became of the text first seen well: how much is left, and a few passages that went and that came.

    Without a copy of the first text only its fingerprint is known: then no passages are told.
    """

    likeness: float
    """Of tonight's text to the first, 0 to 1."""
    first_seen: datetime
    went: tuple[str, ...] = ()
    """Short passages of the first text that the page shows no more."""
    came: tuple[str, ...] = ()
    """Short passages of the page that were not there."""
    went_share: float | None = None
    """How much of the first text, by its characters, the page shows no more; None where only its mark is known."""
    kept_in: str = ""
    """The WARC file that keeps the first text; empty where only a fingerprint is known."""
    kept_at_offset: int = 0
    kept_characters: int = 0
    """Of the first text."""

    def __post_init__(self) -> None:
        require_utc(self.first_seen)
