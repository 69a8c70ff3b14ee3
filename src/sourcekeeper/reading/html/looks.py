"""What a tag, its classes and its role make of an element, and what there is to do there. Pure.

Found out once for all elements alike: a page of 20 MB has a million elements and a few dozen looks.
"""

from __future__ import annotations

from functools import lru_cache
from sys import intern
from typing import NamedTuple

from sourcekeeper.patterns import regex
from sourcekeeper.reading.html.elements import BLOCKS, HEADINGS, ITALICS, Kind, kind_by_name, kind_of
from sourcekeeper.reading.html.metadata import TAGS

_SPECIAL = frozenset({"br", "hr", "pre", "sup", "ol", "ul", "li"}) | HEADINGS
TELLS, PARTS, LEANS, ACTS, LINKS, STANDS_OUT = 1, 2, 4, 8, 16, 32
"""What there is to do at an element: the head of the page wants it, it is a block, italics, has a rule of its own, is
a link, or is of a kind out of the plain."""
_FIGURES = regex(r"[0-9]+")
TASKS = {
    tag: TELLS * (tag in TAGS)
    + PARTS * (tag in BLOCKS)
    + LEANS * (tag in ITALICS)
    + ACTS * (tag in _SPECIAL)
    + LINKS * (tag == "a")
    for tag in TAGS | BLOCKS | ITALICS | _SPECIAL | {"a"}
}
"""By tag; those of no other tag have any."""


class Look(NamedTuple):
    """An element as its tag and attributes show it."""

    tag: str
    hint: str
    """Its classes and role, after its own name if the page made it."""
    kind: int
    """See `elements.Kind`."""
    tasks: int


@lru_cache(maxsize=4096)
def look_of(tag: str, classes: str, role: str) -> Look:
    """Return what an element without an id looks like."""
    hint = f"{classes} {role}" if classes or role else ""
    kind = kind_of(tag, classes, role)
    return Look(intern(tag), f"{tag} {hint}" if "-" in tag else hint, kind, _tasks(tag, kind))


def named(look: Look, name: str) -> tuple[str, str, int, int]:
    """Return what an element of a look is when it has an id; the fields of a look, for no two are alike."""
    tag, hint, kind, tasks = look
    kind_named = kind_by_name(tag, _without_number(name), kind)
    if kind_named != kind:
        tasks = _tasks(tag, kind_named)
    return tag, f"{name} {hint}", kind_named, tasks


def _without_number(name: str) -> str:
    """Return a name with one figure for each number: which one tells nothing, and pages have thousands of names."""
    stem = name.rstrip("0123456789")
    last = "0" if len(stem) < len(name) else ""
    return (stem if stem.isalpha() else _FIGURES.sub("0", stem)) + last


def _tasks(tag: str, kind: int) -> int:
    return TASKS.get(tag, 0) | STANDS_OUT * (kind & Kind.OUT_OF_THE_PLAIN != 0)
