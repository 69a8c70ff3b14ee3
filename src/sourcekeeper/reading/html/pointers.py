"""What points at a note without being a link: buttons, popovers, ``data-note``, a script that scrolls. Pure.

An element whose text is a label and whose attributes name another element of the page calls that element, as a link
would: ``<button aria-describedby="n1">1</button>``, ``<span data-note="1">[1]</span>`` … ``<div data-note="1">Text``.
A family that names its notes by a rule of its own is a row of `_TWINS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import FlowLink
from sourcekeeper.reading.html.nodes import Nodes
from sourcekeeper.reading.html.page import InPageLink
from sourcekeeper.reading.labels import call_label
from sourcekeeper.reading.languages import words

PLAIN = words(
    "id class href name style title rel rev target lang dir src alt width height align valign border color face size "
    "xml:lang colspan rowspan scope datetime itemprop itemscope itemtype property content type role clear bgcolor "
    "epub:type"
)
"""Attributes that never point at a note: an element that has no others is not looked at."""

_EXPLAINING = words("aria-describedby aria-details popovertarget")
"""Attributes whose value is the id of what says more on a label, or several ids."""
_CONTROLLING = words("aria-controls data-target data-bs-target data-href for data-open data-rid reveal-id")
"""Attributes whose value is the id of any element a label may open: a slide, a tab, a note."""
_NOTE_DATA = regex(
    r"^data-(?:.*[-_])?(?:foot-?notes?|end-?notes?|notes?|fn|mfn|refs?|cite|citation|sidenote)(?:[-_]|$|id$)"
)
_CALL = "noteref"
"""What the hint of a pointer says when its attributes leave no doubt."""
_SCRIPTS = ("onclick", "onkeypress")
_QUOTED = regex(r"""['"]#?([\w:.-]{1,100})['"]""")
_TWINS = (
    # "footnotes" (MCI) has no href, and in some of its settings no script either.
    ("footnote_plugin_tooltip_", "footnote_plugin_reference_"),
)
LONGEST_LABEL = 16


@dataclass(frozen=True, slots=True)
class Pointer:
    """An element that may point at another, or be pointed at by a value both bear."""

    node: int
    names: tuple[str, ...]
    """Ids it may mean."""
    marks: tuple[str, ...]
    """Values of its ``data-…note…`` attributes."""
    hint: str


def pointer_of(node: int, attributes: Mapping[str, str], hint: str) -> Pointer | None:
    """Return what an element with attributes out of the plain may point at."""
    names: list[str] = []
    marks: list[str] = []
    for name, value in attributes.items():
        if not value or len(value) > 1000:
            continue
        if name in _EXPLAINING or name in _CONTROLLING:
            hint = f"{hint} {_CALL}" if name in _EXPLAINING else hint
            names += [part.lstrip("#") for part in value.split()]
        elif name in _SCRIPTS:
            names += _QUOTED.findall(value)
        elif name.startswith("data-") and _NOTE_DATA.search(name):
            marks.append(value.strip().lstrip("#"))
            hint = f"{hint} {_CALL}"
        elif name == "id":
            names += [new + value.removeprefix(old) for old, new in _TWINS if value.startswith(old)]
    if not names and not marks:
        return None
    return Pointer(node, tuple(names), tuple(marks), hint)


@dataclass(frozen=True, slots=True)
class Pointing:
    """A pointer whose text is a label, and the name of what it points at; empty when that is not in the page."""

    node: int
    target: str
    hint: str


def resolve(pointers: Sequence[Pointer], nodes: Nodes, text: str, anchors: dict[str, int]) -> list[Pointing]:
    """Pair pointers with what they point at; marked elements become anchors under the name ``data:VALUE``.

    An element is a call when its text is a label, else a note.
    """
    calls: list[Pointer] = []
    marked: dict[str, int] = {}
    for pointer in pointers:
        start, end = nodes.start[pointer.node], nodes.end[pointer.node]
        if end - start <= LONGEST_LABEL and call_label(text[start:end]) is not None:
            calls.append(pointer)
        elif end > start:
            for mark in pointer.marks:
                marked.setdefault(mark, pointer.node)
    found: list[Pointing] = []
    for pointer in calls:
        names = [unquote(name) for name in (*pointer.names, *pointer.marks)]
        known = (name for name in names if name in anchors and not _meet(nodes, pointer.node, anchors[name]))
        target = next(known, "")
        if not target:
            mark = next((mark for mark in pointer.marks if mark in marked), "")
            if mark:
                target = f"data:{mark}"
                anchors.setdefault(target, marked[mark])
        found.append(Pointing(pointer.node, target, pointer.hint))
    return found


def parted(
    perhaps: Sequence[tuple[InPageLink, str]],
    in_page: Sequence[InPageLink],
    pointers: Sequence[Pointer],
    *,
    nodes: Nodes,
    text: str,
    anchors: dict[str, int],
) -> tuple[list[InPageLink], list[FlowLink]]:
    """Tell links within the page from others, now that all its names are known, and add what points without a link.

    `perhaps`: links with an address before their ``#`` that may be the page's own, each with its whole ``href``.
    """
    found = list(in_page)
    others: list[FlowLink] = []
    marks = [_is_mark(text[link.start : link.end]) and link.target in anchors for link, _ in perhaps]
    # An address whose labels find their places is the page's own: so are its other places, also those that were lost.
    own = {href.partition("#")[0] for (_, href), is_mark in zip(perhaps, marks, strict=True) if is_mark}
    for (link, href), is_mark in zip(perhaps, marks, strict=True):
        if is_mark or href.partition("#")[0] in own:
            found.append(link)
        elif link.end > link.start:
            others.append(FlowLink(start=link.start, end=link.end, href=href))
    if not pointers:
        return found, others
    taken = {place for link in found for place in range(link.start, min(link.end, link.start + LONGEST_LABEL))}
    ends = {link.end: link for link in found}
    starts = {link.start: link for link in found}
    for pointing in resolve(pointers, nodes, text, anchors):
        start, end = nodes.start[pointing.node], nodes.end[pointing.node]
        target = pointing.target
        if not target and start in ends and text[ends[start].start : start] == text[start:end]:
            target = ends[start].target  # the same call a second time, for those who can click
        elif not target and end in starts and text[end : starts[end].end] == text[start:end]:
            target = starts[end].target
        if target and taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            raised = nodes.tag[pointing.node] == "sup"
            found.append(InPageLink(pointing.node, start, end, target, pointing.hint, "", raised))
    return found, others


def _is_mark(shown: str) -> bool:
    """Whether the text of a link is a label or an arrow."""
    return call_label(shown) is not None or not any(map(str.isalnum, shown))


def _meet(nodes: Nodes, one: int, other: int) -> bool:
    """Whether an element stands within another: it does not call that."""
    return nodes.start[one] < nodes.end[other] and nodes.start[other] < nodes.end[one]
