"""Mark-up to a tree, whatever the mark-up. Pure; lxml is imported at the first page, not at start-up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sourcekeeper.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_TAG_LENGTH = 4096
"""A longer tag is cut to its name. libxml2 takes time by the square of a tag's attributes: 300,000 cost 136 s."""

_SPACE = r"[ \t\n\f\r]"
_ATTRIBUTE = rf"""[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+
    (?: {_SPACE}*+ = {_SPACE}*+ (?: "[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) | [^ \t\n\f\r>]*+ ) )?+"""
# The tokens of the HTML standard (section 13.2.5). Each branch takes what it begins, to the end of the text if need
# be, and nothing is tried twice: the time is linear for any input.
_TOKEN = regex(
    rf"""<!-- .*? (?: --> | \Z )
    | < (?P<name>[a-zA-Z][^ \t\n\f\r/>]*+) (?: [ \t\n\f\r/]++ | {_ATTRIBUTE} )*+ (?: > | \Z )""",
    re.VERBOSE | re.DOTALL,
)
_FEW_ATTRIBUTES = r"""(?: [ \t\n\f\r]++ | /
    | [^ \t\n\f\r/>][^ \t\n\f\r/>=]*+ (?: =[ \t\n\f\r]*+
        (?: "[^"]*+" | '[^']*+' | [^ \t\n\f\r>"'][^ \t\n\f\r>]*+ ) )?+ ){0,400}+"""
_HONEST = regex(
    rf"""(?: [^<]++
    | <(?i:script|style)(?=[ \t\n\f\r/>]) {_FEW_ATTRIBUTES} > [^<]*+ (?: <(?!/(?i:script|style)) [^<]*+ )*+
    | <[a-zA-Z][^ \t\n\f\r/>]*+ {_FEW_ATTRIBUTES} >
    | <!-- .*? -->
    | <(?![a-zA-Z]|!--) )*+ \Z""",
    re.VERBOSE | re.DOTALL,
)
"""A text all of whose tags have few attributes; nearly every page is one, and is told so in one match."""
_RAW_ELEMENTS = frozenset({"script", "style"})


def parse_markup(text: str) -> _Element | None:
    """Return the root of a page; None when there is no element in it. Never raises for what a page can hold.

    Comments and processing instructions are left out. What is nested deeper than libxml2 reads (2,048 elements) is
    missing from the tree.
    """
    from lxml import etree  # noqa: PLC0415  (30 ms that `--help` need not wait for)

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    data = shorten_tags(text).replace("\0", "�").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError:
        return None
    if root is not None:
        _end_head(root)
    return root


_OF_A_HEAD = frozenset({"title", "meta", "link", "style", "script", "base", "noscript", "template", "object"})


def _end_head(root: _Element) -> None:
    """Move what begins the body out of the head, on pages that leave out ``</head>`` and ``<body>``.

    libxml2 knows HTML 4, where no ``article`` and no ``main`` ends a head: the text would count as part of it.
    """
    head = root.find("head")
    children = [] if head is None else list(head)
    first = next((number for number, child in enumerate(children) if child.tag not in _OF_A_HEAD), None)
    if first is None:
        return
    body = root.find("body")
    if body is None:
        body = root.makeelement("body", {})
        root.append(body)
    moved, text = children[first:], body.text
    body.text = None
    for place, child in enumerate(moved):
        body.insert(place, child)
    if text:
        moved[-1].tail = (moved[-1].tail or "") + text


def shorten_tags(text: str) -> str:
    """Return the mark-up with every tag longer than `MAX_TAG_LENGTH` cut to its name; linear in its length.

    A tag of few attributes may be longer: it is not the letters that take time.
    """
    if _HONEST.match(text):
        return text
    pieces: list[str] = []
    kept_to = position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        name = match["name"]
        if name is None:
            continue
        if match.end() - match.start() > MAX_TAG_LENGTH:
            pieces += (text[kept_to : match.start()], f"<{name[:32]}>")
            kept_to = match.end()
        if name.lower() in _RAW_ELEMENTS:
            position = _end_of_raw(text, position, name)
    return "".join((*pieces, text[kept_to:])) if pieces else text


def _end_of_raw(text: str, position: int, name: str) -> int:
    end = re.compile(f"</{re.escape(name)}", re.IGNORECASE).search(text, position)
    return end.start() if end else len(text)
