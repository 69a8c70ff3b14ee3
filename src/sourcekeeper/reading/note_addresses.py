"""The addresses of one note: the targets of its links, and those written out. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sourcekeeper.model import Address
from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow, FlowLink, Patch
from sourcekeeper.web.urls import (
    FoundAddress,
    addresses_in,
    comparison_key,
    find_addresses,
    from_href,
    host_of,
    may_hold_address,
)

_LONGEST_LABEL = 24
"""Characters before a note's text that may be its label."""
_RELATIVE = regex(r"(?i)(?![a-z][a-z0-9+.-]*:|www\.|(?:dx\.)?doi)")
_BARE_HOST = regex(r"(?i)(?:[a-z0-9][\w-]*\.)+[a-z]{2,}(?:[/?#:]|$)")

Span = tuple[int, int]


def note_addresses(
    flow: Flow, start: int, end: int, cuts: Sequence[Span], base_url: str
) -> tuple[tuple[Address, ...], list[Patch]]:
    """Return the addresses of a note in order, one source once, and how its text is mended where they stand.

    `cuts`: what in start…end is not the note's text; see `notes.FoundNote`.
    """
    links = flow.links_in(start, end)
    if links and cuts:
        links = [link for link in links if not _is_cut(link, cuts)]
    located: list[tuple[int, Address]] = []
    patches: list[Patch] = []
    for link in links:
        address = _of_link(link, flow, base_url)
        if address is not None:
            located.append((link.start, address))
            patches += _completed(flow.text, link, address)
    hidden = [*((link.start, link.end) for link in links), *cuts, *flow.code_in(start, end)]
    written = _blank(flow.text, start, end, hidden)
    if may_hold_address(written):
        # The label is blanked too, not left out: how long the first line is tells whether an address is broken off.
        floor = max(start - _LONGEST_LABEL, 0)
        begin = max(flow.text.rfind("\n", floor, start) + 1, floor)
        for found in addresses_in(" " * (start - begin) + written):
            first, last = begin + found.start, begin + found.end
            located.append((first, found.at(flow.locate(first, last))))
            patches += _mended(flow.text, first, last, found)
    if len(located) < 2:
        return tuple([address for _, address in located]), patches
    located.sort(key=lambda pair: pair[0])
    return _each_once([address for _, address in located]), patches


def _is_cut(link: FlowLink, cuts: Sequence[Span]) -> bool:
    return any(first <= link.start and link.end <= last for first, last in cuts)


def _each_once(addresses: list[Address]) -> tuple[Address, ...]:
    by_url: dict[str, Address] = {}
    for address in addresses:
        by_url.setdefault(address.url, address)
    addresses = list(by_url.values())
    if len(addresses) < 2:
        return tuple(addresses)
    seen: dict[str, list[Address]] = {}
    return tuple(
        address for address in addresses if _is_first(address, seen.setdefault(comparison_key(address.url), []))
    )


def _is_first(address: Address, alike: list[Address]) -> bool:
    """Whether a note's address is none of those with the same key; if so, it is put with them.

    The key of an archive address is that of its original: a note that gives both cites two addresses.
    """
    is_first = all(other.url != address.url and host_of(other.url) != host_of(address.url) for other in alike)
    if is_first:
        alike.append(address)
    return is_first


def _of_link(link: FlowLink, flow: Flow, base_url: str) -> Address | None:
    place = link.place or flow.locate(link.start, link.end)
    address = from_href(link.href, base_url, place)
    if address is None and link.declared and _BARE_HOST.match(link.href.strip()):
        bare = from_href("//" + link.href.strip(), place=place)
        return bare and replace(bare, cited=bare.cited[2:], marks=(*bare.marks, "no-scheme"))
    if address is None:
        return None
    if "unwrapped" not in address.marks:
        # A relative address says nothing outside its page.
        is_relative = address.cited != address.url and _RELATIVE.match(address.cited)
        return replace(address, cited=address.url) if is_relative else address
    # The wrapper was put there by a program, and re-encodes what it wraps; what the author wrote is the visible text
    # when that is an address, else what was wrapped.
    visible = find_addresses(flow.text[link.start : link.end])
    if len(visible) == 1 and _decoded(visible[0].url) == _decoded(address.url):
        return replace(address, cited=visible[0].cited, url=visible[0].url)
    return replace(address, cited=address.url)


def _decoded(url: str) -> str:
    from_percent = re.sub(r"%([0-7][0-9A-Fa-f])", lambda match: chr(int(match[1], 16)), url)
    return from_percent.rstrip("/").lower()


def _blank(text: str, start: int, end: int, spans: list[Span]) -> str:
    """Cut out a stretch, with spaces for some spans in it."""
    if not spans:
        return text[start:end]
    pieces = []
    cursor = start
    for first, last in sorted(spans):
        if cursor <= first < end:
            pieces += [text[cursor:first], " " * (last - first)]
            cursor = last
    return "".join(pieces) + text[cursor:end]


def _completed(text: str, link: FlowLink, address: Address) -> list[Patch]:
    """Write a whole address where its visible text was cut short (``https://www.x.org/very-lo...``)."""
    visible = text[link.start : link.end].strip()
    if not visible.endswith(("...", "…")):
        return []
    shown = visible.rstrip(".…")
    is_cut_short = len(shown) > 8 and shown in address.cited and shown != address.cited
    return [Patch(link.start, link.end, address.cited)] if is_cut_short else []


def _mended(text: str, start: int, end: int, address: FoundAddress) -> list[Patch]:
    """Write an address that was broken over lines, or stands in angle brackets, into the note's text in one piece."""
    if text[start - 1 : start] == "<" and text[end : end + 1] == ">":
        return [Patch(start - 1, end + 1, address.cited)]
    return [Patch(start, end, address.cited)] if text[start:end] != address.cited else []
