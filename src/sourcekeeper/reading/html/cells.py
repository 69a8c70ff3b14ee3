"""Gather the plain cells of a row before a page is parsed: one element for the parser instead of a dozen. Pure.

What makes large pages dense is tables of figures, and what takes time is one call an element. Cells that are alike,
stand side by side and hold plain text only are written as one, under a mark; `FlowBuilder` takes them into the flow
all at once, each as the element it is. The first of them keeps its tags, and those do to the elements round them what
those of all would: so the parser reads the rest of the page as it would have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sourcekeeper.patterns import regex

MARK = "_.._"
"""The attribute of an element that stands for several cells. No letters: parsers make them small."""
_PLAIN = r"""[^\s<>&"'\x00-\x1f\x7f-\x9f\ud800-\U0010ffff][^<>&"'\x00-\x1f\x7f-\x9f\ud800-\U0010ffff]{0,200}+</td>"""
"""Text that no parser changes, up to the end of the cell. What is all white space is none."""
_RUN = regex(
    rf'(?P<tag><td(?: class="[\w -]{{0,60}}")?>){_PLAIN}(?P<gap>[ \n]{{0,80}})(?P=tag){_PLAIN}'
    rf"(?:(?P=gap)(?P=tag){_PLAIN}){{1,200}}"
)
_RAW_TEXT = regex(r"<(?:title|xmp|plaintext|noembed|noframes)[^<]{0,200}<td", re.IGNORECASE)
"""Elements in which tags are shown as they are written."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A page whose rows are gathered."""

    text: str
    runs: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Cells that stood side by side, without the first tag and the last, and what parts them; by value of the mark."""

    def take(self, attributes: Mapping[str, str]) -> list[str]:
        """Return the texts of the cells that an element stands for, given its attributes; once only."""
        written, between = self.runs.pop(attributes[MARK], ("", ""))
        return written.split(between) if between else []


def gathered(page: str) -> Gathered:
    """Gather the rows of a page; none where the mark could be taken for the page's own."""
    if MARK in page or _RAW_TEXT.search(page):
        return Gathered(page)
    runs: dict[str, tuple[str, str]] = {}

    def put(run: re.Match[str]) -> str:
        tag, gap = run.groups()
        number = f"{len(runs)}"
        runs[number] = run[0][len(tag) : -len("</td>")], f"</td>{gap}{tag}"
        return f"{tag[:-1]} {MARK}={number}></td>"

    return Gathered(_RUN.sub(put, page), runs)
