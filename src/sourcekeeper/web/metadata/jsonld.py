"""Linked data in pages (JSON-LD): the main entity of a page, resolved, from blocks that may be broken. Pure.

A block that cannot be mended is skipped; the rest of the page still speaks.
"""

from __future__ import annotations

import html
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from sourcekeeper.web.folding import fold
from sourcekeeper.web.metadata.json_mending import MAX_MENDED, load_block, mend_block

Node = Mapping[str, object]

ARTICLE_TYPES = {
    "newsarticle": "article-newspaper",
    "reportagenewsarticle": "article-newspaper",
    "analysisnewsarticle": "article-newspaper",
    "opinionnewsarticle": "article-newspaper",
    "backgroundnewsarticle": "article-newspaper",
    "reviewnewsarticle": "article-newspaper",
    "liveblogposting": "article-newspaper",
    "blogposting": "post-weblog",
    "scholarlyarticle": "article-journal",
    "medicalscholarlyarticle": "article-journal",
    "report": "report",
    "videoobject": "motion_picture",
    "movie": "motion_picture",
    "radioepisode": "broadcast",
    "podcastepisode": "broadcast",
    "tvepisode": "broadcast",
    "socialmediaposting": "post",
    "discussionforumposting": "post",
    "thesis": "thesis",
    "book": "book",
    "legislation": "legislation",
    "article": "",
    "techarticle": "",
    "dataset": "dataset",
    "audioobject": "broadcast",
    "speech": "speech",
    "pressrelease": "",
    "legalcase": "legal_case",
    "chapter": "chapter",
    "review": "",
    "howto": "",
    "qapage": "",
    "satiricalarticle": "",
    "advertisercontentarticle": "",
    "creativework": "",
    "webpage": "",
    "aboutpage": "",
    "itempage": "",
}
"""Types of main entities, in lower case, to CSL types; empty when the page must say more."""

_MAX_CANDIDATES = 200
_A_LIST = 2
"""More works than that, none of them the page's own, are a list of other works."""
_MAX_NODES = 3000
_MAX_TEXT = 2000
_GENERIC = frozenset({"webpage", "aboutpage", "itempage", "creativework"})


def entities(blocks: Sequence[str]) -> tuple[Node, ...]:
    """Return every node of the blocks, graphs unfolded, in order; at most 3,000."""
    found: list[Node] = []
    mended = 0
    for block in blocks:
        try:
            loaded = load_block(block)
        except ValueError:
            loaded = mend_block(block) if mended + len(block) <= MAX_MENDED or not mended else None
            mended += len(block)
        found += _nodes(loaded, _MAX_NODES - len(found))
    return tuple(found)


def main_entity(nodes: Sequence[Node], url: str = "", titles: Sequence[str] = ()) -> Node:
    """Return the node that describes the page's work, an empty one when none does.

    Of several, the one that has one of the page's `titles` or its own address wins, then articles over plain pages,
    then the first. Many works none of which is the page's own are a list.
    """
    candidates = [node for node in nodes if types_of(node) & ARTICLE_TYPES.keys()]
    shown = [folded for title in titles if (folded := fold(title))]
    best: Node = {}
    best_score, best_is_own = -1, False
    for node in candidates[:_MAX_CANDIDATES]:
        is_work = not types_of(node) <= _GENERIC
        is_own = (bool(url) and url in _addresses(node)) or _is_shown(node, shown)
        score = 4 * is_work + 3 * is_own + ("headline" in node)
        if score > best_score:
            best, best_score, best_is_own = node, score, is_own
    works = sum(1 for node in candidates if not types_of(node) <= _GENERIC)
    return best if best_is_own or works <= _A_LIST else {}


def _is_shown(node: Node, shown: Sequence[str]) -> bool:
    name = fold(text_of(node.get("headline") or node.get("name")))
    return len(name) > 3 and any(name in title or title in name for title in shown if len(title) > 3)


def types_of(node: Node) -> frozenset[str]:
    """Return a node's types in lower case, less the vocabulary's address."""
    given = node.get("@type", node.get("type"))
    names = given if isinstance(given, list) else [given]
    return frozenset(name.rsplit("/", 1)[-1].lower() for name in names if isinstance(name, str))


def text_of(value: object) -> str:
    """Return a value as text: the first of a list, the name of a thing; entities undone, also doubly encoded ones."""
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, Mapping):
            value = value.get("@value", value.get("name", value.get("headline", "")))
    if not isinstance(value, str):
        return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9 else ""
    once = html.unescape(value[: 4 * _MAX_TEXT])
    return " ".join(html.unescape(once).split())[:_MAX_TEXT]


def things(node: Node, name: str, nodes: Sequence[Node]) -> tuple[Node | str, ...]:
    """Return the values of a property, references (``@id``) resolved within the page."""
    value = node.get(name)
    values = value if isinstance(value, list) else [value]
    known = {node_id: one for one in nodes if isinstance(node_id := one.get("@id"), str) and len(one) > 1}
    found: list[Node | str] = []
    for one in values[:50]:
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, Mapping):
            node_id = one.get("@id")
            resolved = known.get(node_id) if isinstance(node_id, str) and not one.get("name") else None
            found.append(resolved if resolved is not None else one)
    return tuple(found)


def is_closed(node: Node) -> bool:
    """Whether a node says that reading it costs money (``isAccessibleForFree`` is false)."""
    value = node.get("isAccessibleForFree")
    return value is False or (isinstance(value, str) and value.rsplit("/", 1)[-1].strip().lower() in {"false", "no"})


def _nodes(loaded: object, limit: int) -> list[Node]:
    """Return the nodes that may be a page's own, breadth first; comments, lists and mentions are not entered."""
    found: list[Node] = []
    waiting: deque[object] = deque([loaded])
    while waiting and len(found) < limit:
        one = waiting.popleft()
        if isinstance(one, list):
            waiting += one[:limit]
        elif isinstance(one, Mapping):
            found.append(one)
            waiting += _entered(one)
    return found


def _entered(node: Node) -> Iterator[object]:
    for name in ("@graph", "mainEntity", "mainEntityOfPage"):
        value = node.get(name)
        if isinstance(value, (list, Mapping)):
            yield value


def _addresses(node: Node) -> frozenset[str]:
    named = (node.get("url"), node.get("@id"), node.get("mainEntityOfPage"))
    flat = [one.get("@id") if isinstance(one, Mapping) else one for one in named]
    return frozenset(one for one in flat if isinstance(one, str))
