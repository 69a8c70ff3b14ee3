"""Parse HTML so that nothing of it is lost silently. Pure."""

from __future__ import annotations

import re

from lxml import etree

from sourcekeeper.model import Problem, Reason

_TOO_DEEP = ("excessive depth", "resource limit", "xmlparsermaxdepth", "maximum depth")
_WRAPPER = re.compile(r"<(/?)(div|span|font|center)\b([^>]{0,2000})>", re.IGNORECASE)
_NAME = re.compile(r"\b(?:id|name|role)\s*=", re.IGNORECASE)


def parse_html(text: str) -> tuple[etree._Element | None, tuple[Problem, ...]]:
    """Return the root of a page, and a problem when it is nested deeper than libxml2 reads (2,048 levels).

    Such a page is parsed again with its ``div``, ``span``, ``font`` and ``center`` tags taken out, bare ones first:
    they carry nothing a note needs. None when there is no element at all.
    """
    # Surrogates and NULs cannot be encoded or are dropped by browsers too.
    clean = text.replace("\x00", "").encode("utf-8", "replace")
    root, too_deep = _parse(clean)
    if not too_deep:
        return root, ()
    for keep in ("attributes", "names"):
        root, too_deep = _parse(without_wrappers(clean.decode("utf-8"), keep=keep).encode("utf-8"))
        if not too_deep:
            return root, (Problem(reason=Reason.of("nesting-flattened")),)
    return root, (Problem(reason=Reason.of("nested-too-deep")),)


def _parse(data: bytes) -> tuple[etree._Element | None, bool]:
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    messages = " ".join(entry.message.lower() for entry in parser.error_log if entry.type_name != "ERR_OK")
    return root, any(sign in messages for sign in _TOO_DEEP)


def without_wrappers(text: str, *, keep: str) -> str:
    """Take out ``div``, ``span``, ``font`` and ``center`` tags, each with its own end tag.

    `keep`: ``attributes`` spares those that have any, ``names`` only those that a link may point at.
    """
    open_tags: list[tuple[str, bool]] = []
    pieces: list[str] = []
    cursor = 0
    for match in _WRAPPER.finditer(text):
        closing, name = match[1] == "/", match[2].lower()
        attributes = match[3].strip(" \t\r\n/")
        removed = not attributes if keep == "attributes" else _NAME.search(attributes) is None
        if closing:
            opened = open_tags[-1] if open_tags else ("", False)
            removed = opened == (name, True)
            if opened[0] == name:
                open_tags.pop()
        else:
            open_tags.append((name, removed))
        if removed:
            pieces.append(text[cursor : match.start()])
            cursor = match.end()
    pieces.append(text[cursor:])
    return "".join(pieces)
