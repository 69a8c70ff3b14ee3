"""A place in a page that labels point at. Records only."""

from __future__ import annotations

from dataclasses import dataclass, field

from sourcekeeper.reading.html.page import InPageLink


@dataclass(slots=True)
class Target:
    """A place in the page that labels point at: perhaps a note."""

    node: int
    container: int
    start: int
    end: int
    text_start: int
    """Where the note's text begins: after a label that stands in a cell, a term or an anchor of its own."""
    callers: list[InPageLink] = field(default_factory=list)
    within: tuple[int, int] = (0, 0)
    """What it shares with the notes beside it when it has no element of its own."""
    label: str = ""
    """The label it begins with, where nothing calls it."""
