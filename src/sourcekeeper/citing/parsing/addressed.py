"""The addresses of one citation: which is the work's, which are archives' and identifiers'. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sourcekeeper.citing.parsing.numbers import DOI_IN_ADDRESS
from sourcekeeper.citing.parsing.outlets import host_kind
from sourcekeeper.citing.parsing.posts import post_date
from sourcekeeper.citing.parsing.words import ARCHIVED_AT, LINK_WORDS
from sourcekeeper.citing.parsing.worksheet import ADDRESS, TAKEN, Worksheet
from sourcekeeper.model import Address, Origin
from sourcekeeper.patterns import regex
from sourcekeeper.web.identifiers import balanced_end
from sourcekeeper.web.memento import archive_name, parse_archive_address

_WRAPPED = regex(
    r"[<\[(]\s?(?:URL\s?:\s?)?" + ADDRESS + r"+\s?[>\])]|<URL\s?:\s?" + ADDRESS + "+>?|" + ADDRESS + "+", re.IGNORECASE
)
_ADDRESS = regex(ADDRESS + "+")
_EMPTIED = regex(rf"[<\[(]\s?{TAKEN}+\s?[>\])]")
_NO_LINK_WORD = frozenset(".,;»”")
"""Behind these signs an address stands bare, as most do: no words lead to it."""
_WINDOW = 90
"""Characters before an address in which its link words begin."""


def read_addresses(sheet: Worksheet) -> tuple[Address, ...]:
    """Set URL, archive and DOI from the addresses and take them off the sheet; return them, the work's own first."""
    addresses = [placed.address for placed in sheet.addresses] + list(sheet.hidden)
    spans = {id(placed.address): (placed.start - sheet.start, placed.end - sheet.start) for placed in sheet.addresses}
    _take_off(sheet)
    ordered = sorted(addresses, key=_rank)
    if not ordered:
        return ()
    own = ordered[0]
    _put_own(sheet, own, spans.get(id(own)))
    for address in ordered:
        copy = parse_archive_address(address.url)
        if copy is not None:
            sheet.put("archive", archive_name(copy.archive), None, 0.9, Origin.DERIVED)
            sheet.put("archive_location", address.cited, spans.get(id(address)))
        doi = _doi(address.url)
        if doi:
            sheet.put("DOI", balanced_end(doi["doi"]), spans.get(id(address)))
    return tuple(ordered)


def _rank(address: Address) -> int:
    """Order the addresses of one work: its own, an identifier's, an archive's."""
    if parse_archive_address(address.url) is not None:
        return 2
    return 1 if _doi(address.url) else 0


def _doi(url: str) -> re.Match[str] | None:
    return DOI_IN_ADDRESS.match(url) if "/10." in url else None


def _put_own(sheet: Worksheet, own: Address, span: tuple[int, int] | None) -> None:
    if "doi" in own.marks:
        return  # DOI: 10.1234/abc is an identifier; no address was cited
    copy = parse_archive_address(own.url)
    if copy is not None and copy.original:
        sheet.put("URL", copy.original, span, 0.9, Origin.DERIVED)
        url = copy.original
    else:
        # The cited form is kept on the citation; an item holds what can be followed.
        sheet.put("URL", own.url, span)
        url = own.url
    try:
        parts = urlsplit(url)
        host, path = (parts.hostname or "").lower(), parts.path
    except ValueError:
        return
    if copy is None or copy.original:
        sheet.hosts = (host,)
        kind, platform = host_kind(host, path)
        sheet.kind = sheet.kind or kind
        if platform:
            sheet.put("container-title", platform, None, 0.8, Origin.DERIVED)
        day = post_date(url) if kind == "post" else None
        if day is not None:
            sheet.put("issued", day, span, 0.9, Origin.DERIVED)


def _take_off(sheet: Worksheet) -> None:
    if ADDRESS not in sheet.flat:
        return
    for address in list(_ADDRESS.finditer(sheet.flat)):
        before = sheet.flat[max(0, address.start() - 6) : address.start()].rstrip(" <([")
        if before[-1:] in _NO_LINK_WORD:
            continue
        for pattern in (ARCHIVED_AT, LINK_WORDS):
            words = pattern.search(sheet.flat, max(0, address.start() - _WINDOW), address.start() + 1)
            if words:
                sheet.take(*words.span())
    for match in _WRAPPED.finditer(sheet.flat):
        sheet.take(*match.span())
    for match in _EMPTIED.finditer(sheet.flat):
        sheet.take(*match.span())
