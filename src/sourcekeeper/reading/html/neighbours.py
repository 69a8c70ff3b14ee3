"""What stands beside the notes that links give away: notes nobody calls, further paragraphs of a note. Pure.

A list of notes has notes that no link points at, when a call was cut away; and where a note is a paragraph, its second
one has no mark at all. The list tells both: what stands between two of its notes belongs to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sourcekeeper.patterns import regex
from sourcekeeper.reading.html.elements import BLOCKS, NOTE_HINT
from sourcekeeper.reading.html.nodes import Nodes
from sourcekeeper.reading.html.page import HtmlFlow
from sourcekeeper.reading.html.targets import Target
from sourcekeeper.reading.labels import SEPARATOR, any_line_label, call_label, line_label, link_label, plain_label
from sourcekeeper.reading.unmarked.places import Place, places_of

_BLOCKS = frozenset({"p", "div", "aside", "tr", "dd"})
_VARYING = regex(r"\S*\d\S*")
"""Words of a hint that differ from note to note: their ids."""
_LONGEST_LINE = 80
_MOST_MISSING = 3
"""How far a note nobody calls may be from the last number called."""


def with_neighbours(page: HtmlFlow, believed: Sequence[Target]) -> list[Target]:
    """Return notes in the order of the page, with those among them that nobody calls, each to its last paragraph."""
    found = sorted([*believed, *_uncalled(page, believed)], key=lambda target: target.start)
    reached = [_reach(page, target, following) for target, following in pairwise(found)]
    if found:
        _reach_last(page, found[-1], any(reached))
    return found


# notes nobody calls


def _uncalled(page: HtmlFlow, believed: Sequence[Target]) -> Iterator[Target]:
    """Find the notes of a list that nobody calls, where half of it is called."""
    nodes, text = page.nodes, page.flow.text
    called: defaultdict[tuple[int, str], dict[int, Target]] = defaultdict(dict)
    for target in believed:
        tag = nodes.tag[target.container]
        if tag == "li" or tag in _BLOCKS:
            called[nodes.parent[target.container], tag][target.container] = target
    if not called:
        return
    siblings: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for parent in sorted({parent for parent, _ in called}):
        for node in nodes.all_children(parent):
            key = parent, nodes.tag[node]
            if key in called and text[nodes.start[node] : nodes.end[node]].strip():
                siblings[key].append(node)
    for key, among in siblings.items():
        others = [node for node in among if node not in called[key]]
        if key[1] == "li":
            if len(called[key]) * 2 >= len(among):
                yield from (_target(nodes, node) for node in others)
        elif others and len(called[key]) > 1:
            yield from _alike(page, list(called[key].values()), others)


def _target(nodes: Nodes, node: int, label: str = "") -> Target:
    start, end = nodes.start[node], nodes.end[node]
    return Target(node, node, start, end, start, within=(start, end), label=label)


def _alike(page: HtmlFlow, called: Sequence[Target], others: Sequence[int]) -> Iterator[Target]:
    """Of blocks beside called notes, find those that begin with a label that is missing there."""
    nodes, text = page.nodes, page.flow.text
    ordered = sorted(called, key=lambda target: target.start)
    kinds = {_kind(nodes, target.container) for target in called}
    for node in others:
        start, end = nodes.start[node], nodes.end[node]
        found = any_line_label(text, start, end) or line_label(text[start:end])
        if found is None or _kind(nodes, node) not in kinds:
            continue
        index = bisect_left(ordered, nodes.start[node], key=lambda target: target.start)
        before = _places(page, ordered[index - 1]) if index else []
        after = _places(page, ordered[index]) if index < len(ordered) else []
        if any(_is_missing(place, before, after) for place in places_of(found.label)):
            yield _target(nodes, node, found.label)


def _is_missing(place: Place, before: Sequence[Place], after: Sequence[Place]) -> bool:
    """Whether a label comes after those of the note before it, by a little, and before those of the note after it."""
    nearest = [one for one in before if one.system == place.system]
    is_after = any(one < place and place.number - one.number < _MOST_MISSING for one in nearest)
    is_first = not before and place.number < _MOST_MISSING
    return (is_after or is_first) and (not after or any(place < one for one in after if one.system == place.system))


def _places(page: HtmlFlow, target: Target) -> list[Place]:
    """Return what the label by which a note is called may count."""
    labels = (link_label(page.flow.text[link.start : link.end]) or "" for link in target.callers)
    return [place for label in labels for place in places_of(plain_label(label))]


def _kind(nodes: Nodes, node: int) -> str:
    return _VARYING.sub("", nodes.hint[node]).strip()


# further paragraphs


def _reach(page: HtmlFlow, target: Target, following: Target) -> bool:
    """Let a note reach up to the next one of its list, when both are called before the list."""
    nodes = page.nodes
    if not _holds_text(page, target.end, following.start):
        return False
    if not (
        target.container == following.container or nodes.parent[target.container] == nodes.parent[following.container]
    ):
        return False
    callers = [link.start for link in (*target.callers, *following.callers)]
    if callers and max(callers) >= target.start:
        return False
    goes_on = _is_paragraphs(page, target, following.start)
    if goes_on:
        target.end = following.start
    return goes_on


def _reach_last(page: HtmlFlow, target: Target, has_long: bool) -> None:
    """Let the last note reach over paragraphs that call themselves notes as it does.

    And to the end of a list that calls itself one, when it has other notes of several paragraphs.
    """
    nodes = page.nodes
    kind = _kind(nodes, target.container)
    sibling = nodes.next_sibling(target.container) if NOTE_HINT.search(kind) else None
    while sibling is not None and _kind(nodes, sibling) == kind and _is_paragraphs(page, target, nodes.end[sibling]):
        target.end = nodes.end[sibling]
        sibling = nodes.next_sibling(sibling)
    parent = nodes.parent[target.container]
    if parent <= 0 or nodes.tag[parent] in {"body", "article", "main"} or target.container == parent:
        return
    if has_long and NOTE_HINT.search(nodes.hint[parent]) and _is_paragraphs(page, target, nodes.end[parent]):
        target.end = nodes.end[parent]


def _is_paragraphs(page: HtmlFlow, target: Target, end: int) -> bool:
    """Whether what follows a note is further paragraphs of it.

    It holds text, but no heading, drawn line or label, and no element that calls itself something else.
    """
    text, start = page.flow.text, target.end
    if not _holds_text(page, start, end):
        return False
    heading = bisect_left(page.heading_starts, start)
    if heading < len(page.heading_starts) and page.heading_starts[heading] < end:
        return False
    if any(SEPARATOR.match(line) for line in text[start:end].split("\n") if len(line) < _LONGEST_LINE):
        return False
    if not _has_only(page.nodes, start, end, _plain_kinds(page.nodes, target)):
        return False
    first = bisect_left(page.in_page, start, key=lambda link: link.start)
    last = bisect_left(page.in_page, end, key=lambda link: link.start)
    return all(call_label(text[link.start : link.end]) is None for link in page.in_page[first:last])


def _holds_text(page: HtmlFlow, start: int, end: int) -> bool:
    return start < end and any(map(str.isalnum, page.flow.text[start:end]))


def _plain_kinds(nodes: Nodes, target: Target) -> set[str]:
    """Return the kinds of a note and of the paragraphs that call it: some pages give all paragraphs a class."""
    kinds = {"", _kind(nodes, target.container)}
    for link in target.callers:
        node = link.node
        while node > 0 and nodes.tag[node] not in BLOCKS:
            node = nodes.parent[node]
        if node >= 0 and nodes.tag[node] == "p":
            kinds.add(_kind(nodes, node))
    return kinds


def _has_only(nodes: Nodes, start: int, end: int, kinds: set[str]) -> bool:
    """Whether the blocks that begin within a span are all of some kinds."""
    first, last = bisect_left(nodes.start, start), bisect_left(nodes.start, end)
    inside = range(first, last)
    return all(
        _kind(nodes, node) in kinds for node in inside if nodes.tag[node] in _BLOCKS and nodes.end[node] > start
    )
