"""Parse HTML into a flow so that nothing of it is lost silently. Pure."""

from __future__ import annotations

import re
from typing import Any, cast

from lxml import etree

from sourcekeeper.model import Problem, Reason
from sourcekeeper.reading.html_flow import FlowBuilder, HtmlFlow

_TOO_DEEP = ("excessive depth", "resource limit", "xmlparsermaxdepth", "maximum depth")
_WRAPPER = re.compile(r"<(/?)(div|span|font|center)\b([^>]{0,2000})>", re.IGNORECASE)
_NAME = re.compile(r"\b(?:id|name|role)\s*=", re.IGNORECASE)


def parse_html(text: str, url: str = "") -> tuple[HtmlFlow, tuple[Problem, ...]]:
    """Return the flow of a page, and a problem when it is nested deeper than libxml2 reads (2,048 levels).

    Such a page is parsed again with its ``div``, ``span``, ``font`` and ``center`` tags taken out, bare ones first:
    they carry nothing a note needs. `url` is where the page came from.
    """
    # NULs are dropped by browsers too; lone surrogates cannot be encoded.
    clean = text.replace("\x00", "")
    page, too_deep = _parse(clean, url)
    if not too_deep:
        return page, ()
    for keep in ("attributes", "names"):
        page, too_deep = _parse(without_wrappers(clean, keep=keep), url)
        if not too_deep:
            return page, (Problem(reason=Reason.of("nesting-flattened")),)
    return page, (Problem(reason=Reason.of("nested-too-deep")),)


def _parse(text: str, url: str) -> tuple[HtmlFlow, bool]:
    builder = FlowBuilder(url)
    # Without huge_tree everything below 255 levels is dropped, and a text node over 10 MB too.
    parser = etree.HTMLParser(target=cast(Any, builder), huge_tree=True, encoding="utf-8")
    try:
        page = cast(HtmlFlow, etree.fromstring(text.encode("utf-8", "replace"), parser))
    except etree.XMLSyntaxError:  # no element at all
        page = builder.close()
    messages = " ".join(entry.message.lower() for entry in parser.error_log)
    return page, any(sign in messages for sign in _TOO_DEEP)


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
            pieces += [text[cursor : match.start()], "\n" if name == "div" else ""]
            cursor = match.end()
    pieces.append(text[cursor:])
    return "".join(pieces)
