"""Microdata and RDFa in pages, as the same nodes that linked data gives; scopes kept apart. Pure; reads the tree.

A comment's author and a teaser's date belong to their own scope, never to the article they stand in. Hostile pages are
cut: so many elements are looked at, so many ancestors climbed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_ELEMENTS = 400
_MAX_DEPTH = 60
_MAX_VALUE = 2000
_MAX_PIECES = 200
_SCHEMA = ("schema:", "http://schema.org/", "https://schema.org/")
_LINKS = frozenset({"a", "link", "area"})


def microdata_nodes(root: _Element) -> tuple[tuple[dict[str, Any], ...], dict[str, tuple[str, ...]]]:
    """Return the things a page describes, and the properties that stand in no thing.

    A thing inside another one is the value of its property; only things of their own are in the list.
    """
    scopes: dict[_Element, dict[str, Any]] = {}
    things: list[dict[str, Any]] = []
    loose: dict[str, list[str]] = {}
    without_owner: list[tuple[str, dict[str, Any]]] = []
    for element in islice(_marked(root), _MAX_ELEMENTS):
        owner = _owner(element, scopes)
        name = _property(element)
        if _is_scope(element):
            node: dict[str, Any] = {"@type": _types(element)}
            scopes[element] = node
            if name and owner is not None:
                _put(owner, name, node)
                if name == "mainEntity":  # what the page is about stands on its own feet too
                    things.append(node)
            else:
                things.append(node)
                without_owner += [(name, node)] if name else []
            continue
        value = _value(element) if name else ""
        if not value:
            continue
        if owner is not None:
            _put(owner, name, value)
        else:
            _loosely(loose, name.lower(), value)
    for name, node in without_owner:
        names = node.get("name")
        _loosely(loose, name, names[0] if isinstance(names, list) and names and isinstance(names[0], str) else "")
    return tuple(things), {name: tuple(values) for name, values in loose.items()}


def _marked(root: _Element) -> Iterator[_Element]:
    for element in root.iter("*"):
        get = element.get
        if (
            get("itemprop") is not None
            or get("itemscope") is not None
            or get("typeof") is not None
            or (get("property") is not None and element.tag != "meta")
        ):
            yield element


def _is_scope(element: _Element) -> bool:
    return "itemscope" in element.attrib or "typeof" in element.attrib


def _types(element: _Element) -> list[str]:
    given = f"{element.get('itemtype') or ''} {element.get('typeof') or ''}".split()
    return [_bare(one.rsplit("/", 1)[-1]) for one in given[:8]]


def _property(element: _Element) -> str:
    given = (element.get("itemprop") or element.get("property") or "").split()
    name = _bare(given[0]) if given else ""
    return name if name and ":" not in name and len(name) <= 64 else ""


def _bare(name: str) -> str:
    return next((name[len(prefix) :] for prefix in _SCHEMA if name.startswith(prefix)), name)


def _owner(element: _Element, scopes: dict[_Element, dict[str, Any]]) -> dict[str, Any] | None:
    for ancestor in islice(element.iterancestors(), _MAX_DEPTH):
        if ancestor in scopes:
            return scopes[ancestor]
    return None


def _put(owner: dict[str, Any], name: str, value: object) -> None:
    values = owner.setdefault(name, [])
    if isinstance(values, list) and len(values) < 50:
        values.append(value)


def _loosely(loose: dict[str, list[str]], name: str, value: str) -> None:
    if value:
        loose.setdefault(name.lower(), []).append(value)


def _value(element: _Element) -> str:
    given = element.get("content") or element.get("datetime")
    if given:
        return " ".join(given[: 4 * _MAX_VALUE].split())[:_MAX_VALUE]
    text = _text(element)
    return text or ((element.get("href") or "")[:_MAX_VALUE] if element.tag in _LINKS else "")


def _text(element: _Element) -> str:
    pieces = (piece for piece in element.itertext() if isinstance(piece, str))
    return " ".join("".join(islice(pieces, _MAX_PIECES))[: 4 * _MAX_VALUE].split())[:_MAX_VALUE]
