"""The addresses of one citation: which is the work's, which are archives' and identifiers'. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from sourcekeeper.citing.parsing.figures.numbers import DOI_IN_ADDRESS
from sourcekeeper.citing.parsing.outlets import host_kind
from sourcekeeper.citing.parsing.posts import post_date
from sourcekeeper.citing.parsing.words import ARCHIVED_AT, LINK_WORDS, has_any
from sourcekeeper.citing.parsing.worksheet import ADDRESS, TAKEN, Worksheet
from sourcekeeper.model import Address, Origin
from sourcekeeper.patterns import regex
from sourcekeeper.web.identifiers import balanced_end
from sourcekeeper.web.memento import ArchivedAddress, archive_name, parse_archive_address

_WRAPPED = regex(
    r"[<\[(]\s?(?:URL\s?:\s?)?" + ADDRESS + r"+\s?[>\])]|<URL\s?:\s?" + ADDRESS + "+>?|" + ADDRESS + "+", re.IGNORECASE
)
_ADDRESS = regex(ADDRESS + "+")
_EMPTIED = regex(rf"[<\[(]\s?{TAKEN}+\s?[>\])]")
_NO_LINK_WORD = frozenset(".,;»”")
"""Behind these signs an address stands bare, as most do: no words lead to it."""
_ARCHIVED_WORDS = ("archiv", "copi", "perma", "snapshot", "cache")
"""One of them stands in every match of `ARCHIVED_AT`."""
_WINDOW = 90
"""Characters before an address in which its link words begin."""


def read_addresses(sheet: Worksheet) -> tuple[Address, ...]:
    """Set URL, archive and DOI from the addresses and take them off the sheet; return them, the work's own first."""
    found = [
        _told(placed.address, (placed.start - sheet.start, placed.end - sheet.start)) for placed in sheet.addresses
    ]
    found += [_told(address, None) for address in sheet.hidden]
    _take_off(sheet)
    if not found:
        return ()
    found.sort(key=_rank)
    _put_own(sheet, found[0])
    for address, span, copy, doi in found:
        if copy is not None:
            sheet.put("archive", archive_name(copy.archive), None, 0.9, Origin.DERIVED)
            sheet.put("archive_location", address.cited, span)
        if doi is not None:
            sheet.put("DOI", balanced_end(doi["doi"]), span)
    return tuple(told.address for told in found)


class _Told(NamedTuple):
    """An address of the citation, and what it tells by itself."""

    address: Address
    span: tuple[int, int] | None
    copy: ArchivedAddress | None
    doi: re.Match[str] | None


def _told(address: Address, span: tuple[int, int] | None) -> _Told:
    url = address.url
    return _Told(address, span, parse_archive_address(url), DOI_IN_ADDRESS.match(url) if "/10." in url else None)


def _rank(told: _Told) -> int:
    """Order the addresses of one work: its own, an identifier's, an archive's."""
    if told.copy is not None:
        return 2
    return 1 if told.doi else 0


def _put_own(sheet: Worksheet, told: _Told) -> None:
    own, span, copy, _ = told
    if "doi" in own.marks:
        return  # DOI: 10.1234/abc is an identifier; no address was cited
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
    spans = [address.span() for address in _ADDRESS.finditer(sheet.flat)]
    is_bare = True
    for start, _ in spans:
        before = sheet.flat[max(0, start - 6) : start].rstrip(" <([")
        if before[-1:] not in _NO_LINK_WORD:
            is_bare = False
            _take_words(sheet, start)
        elif _is_opened(sheet.flat, start):
            is_bare = False
    if is_bare:
        for start, end in spans:
            sheet.take(start, end)
        return
    for pattern in (_WRAPPED, _EMPTIED):
        for match in pattern.finditer(sheet.flat):
            sheet.take(*match.span())


def _is_opened(flat: str, start: int) -> bool:
    """Whether a bracket, or ``URL:``, stands before an address."""
    return flat[max(0, start - 2) : start].rstrip()[-1:] in ("<", "[", "(", ":")


def _take_words(sheet: Worksheet, start: int) -> None:
    """Take off the words that lead to an address."""
    begin = max(0, start - _WINDOW)
    if has_any(sheet.lowered, _ARCHIVED_WORDS) and (words := ARCHIVED_AT.search(sheet.flat, begin, start + 1)):
        sheet.take(*words.span())
    if words := LINK_WORDS.search(sheet.flat, begin, start + 1):
        sheet.take(*words.span())
