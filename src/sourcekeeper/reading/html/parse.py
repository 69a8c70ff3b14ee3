"""Parse HTML into a flow so that nothing of it is lost silently. Pure."""

from __future__ import annotations

from typing import Any, cast

from lxml import etree

from sourcekeeper.model import Problem, Reason
from sourcekeeper.reading.html.cells import gathered
from sourcekeeper.reading.html.flow import FlowBuilder
from sourcekeeper.reading.html.page import HtmlFlow

_CUT_SHORT = ("excessive depth", "resource limit", "too deep", "huge")


def parse_html(text: str, url: str = "", *, keep_tooltips: bool = False) -> tuple[HtmlFlow, tuple[Problem, ...]]:
    """Return the flow of a page, and a problem should the parser say that it left something out.

    libxml2 drops what is nested deeper than 2,048 levels, but only from the trees it builds; we take its events, so
    a page of any depth is read. `url` is where the page came from; `keep_tooltips` as in `FlowBuilder`.
    """
    # NULs are dropped by browsers too.
    rows = gathered(text.replace("\x00", ""))
    builder = FlowBuilder(url, keep_tooltips=keep_tooltips, rows=rows)
    # Without huge_tree a text of over 10 MB is cut.
    parser = etree.HTMLParser(target=cast(Any, builder), huge_tree=True, encoding="utf-8")
    data = rows.text.encode("utf-8", "replace")  # lone surrogates cannot be encoded
    try:
        page = cast(HtmlFlow, etree.fromstring(data, parser))
    except etree.XMLSyntaxError:  # no element at all
        page = builder.close()
    for entry in parser.error_log:
        if any(sign in entry.message.lower() for sign in _CUT_SHORT):
            return page, (Problem(reason=Reason.of("nested-too-deep")),)
    return page, ()
