"""Redirects that are no HTTP: where a page leads by a refresh or a script, and one visit made of two. Pure.

A browser follows them, so a reader never sees the page in between; what counts is the page at the end.
"""

from __future__ import annotations

from dataclasses import replace

from sourcekeeper.model import Visit
from sourcekeeper.web.content_coding import decode_content
from sourcekeeper.web.encoding import decode
from sourcekeeper.web.page import form_of
from sourcekeeper.web.page_leads import leads_to, refresh_leads_to

MOST_STEPS = 3
"""Pages that are followed one after the other: sites have one or two."""
_SMALL_BYTES = 64 * 1024
"""Pages that only lead elsewhere are small; a longer one is read as it is."""


def next_step(visit: Visit) -> str:
    """Return the address that the page of a visit leads to by itself; empty when it stays where it is.

    A bot wall reloads itself by such means too: an address that was on the way already is none to go to.
    """
    if visit.status is None or not 200 <= visit.status < 300 or len(visit.body) >= _SMALL_BYTES:
        return ""
    target = refresh_leads_to(visit.header("refresh"), visit.final_url) or _by_markup(visit)
    return "" if target in {hop.url for hop in visit.hops} else target


def _by_markup(visit: Visit) -> str:
    content_type = visit.header("content-type")
    body, _cut = decode_content(visit.body, visit.header("content-encoding"), _SMALL_BYTES)
    if b"efresh" not in body and b"EFRESH" not in body and b"location" not in body:
        return ""
    if form_of(body, content_type) != "markup":
        return ""
    return leads_to(decode(body, content_type, markup=True).text, visit.final_url)


def joined(first: Visit, second: Visit) -> Visit:
    """Return two visits as one: asked for what the first asked for, ended where the second did."""
    return replace(
        second,
        request=first.request,
        started_at=first.started_at,
        seconds=first.seconds + second.seconds,
        hops=first.hops + second.hops,
    )
