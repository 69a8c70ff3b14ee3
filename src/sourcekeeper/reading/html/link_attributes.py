"""What the attributes of a link say: its address, and what it is called. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sourcekeeper.reading.html.elements import BLOCKS
from sourcekeeper.reading.html.nodes import Nodes

_TELLING = ("class", "id", "role", "rel", "rev", "epub:type", "type", "aria-describedby")
"""Attributes of a link that may say that it is a call."""
_NO_ADDRESS = frozenset({"", "#"})
_PLAIN_STARTS = frozenset("hH/.")
"""How addresses begin that go somewhere, most of them."""
_NEAR = 3
"""Inline elements round a link whose hints are its own too."""


def href_of(attributes: Mapping[str, str]) -> str:
    """Return the address of a link; where a script sets it (lazy loading, counted clicks), the one kept for that."""
    href = attributes["href"]
    if len(href) > 1 and href[0] in _PLAIN_STARTS:
        return href
    if href.strip() in _NO_ADDRESS or href.lstrip()[:11].lower() == "javascript:":
        return attributes.get("data-href") or attributes.get("data-url") or attributes.get("data-link") or href
    return href


def hint_of(attributes: Mapping[str, str], nodes: Nodes, node: int) -> str:
    """Return what a link and the inline elements round it are called, in one string."""
    hint: list[str] = []
    if len(attributes) > 1:  # there is more than its address
        telling, names = _telling(tuple(attributes))
        hint += [attributes[name] for name in telling]
        hint += names
    parent = nodes.parent[node]
    for _ in range(_NEAR):
        if parent <= 0 or nodes.tag[parent] in BLOCKS:
            break
        hint.append(nodes.hint[parent])
        parent = nodes.parent[parent]
    return " ".join(filter(None, hint)) if hint else ""


@lru_cache(maxsize=1024)
def _telling(names: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return which of a link's attributes tell by their value what it is called, and which by their name."""
    return [name for name in _TELLING if name in names], [name for name in names if name.startswith("data-footnote")]
