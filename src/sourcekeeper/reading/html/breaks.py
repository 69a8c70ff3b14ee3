"""The line breaks of a page's text while it is read: ours are breaks, those of its source are spaces. Pure."""

from __future__ import annotations

from functools import lru_cache

from sourcekeeper.reading.labels import call_label

BREAK = "\0"
"""Stands for a line break of ours until the page's own are spaces. No parser of HTML lets a NUL through."""


def settled(text: str) -> str:
    """Return a text whose line breaks are all ours."""
    return text.replace("\n", " ").replace("\r", " ").replace("\x0c", " ").replace(BREAK, "\n")


@lru_cache(maxsize=4096)
def label_alone(text: str) -> str | None:
    """Return the label that the text of a block is, not settled yet; None when it is more."""
    return call_label(settled(text).strip(" \n\t\u00a0↑^"))
