"""The identifiers of one citation: which fields they give, and the address where there is no other. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.worksheet import Worksheet
from sourcekeeper.model import Address, Origin, Problem, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.web.identifiers import Identifier, IdentifierKind, strongest

_LAW = frozenset({"legislation", "legal_case", "regulation", "report"})
"""What a number of a law names, when a citation is of one; elsewhere it is a word of the title."""

_WORDS_BEFORE = regex(
    r"[(\[]?(?:e-?)?(?:doi|isbn(?:-1[03])?|issn(?:-l)?|arxiv|hal(?:\sid)?|pmid|pubmed(?:\sid)?|pmcid|hdl|"
    r"handle|celex|un\sdoc\.?)"
    r"(?:\s(?:id|no\.))?\s?:?\s?$",
    re.IGNORECASE,
)
_CLASS_BEHIND = regex(r"\s?\[[\w.-]+\]")
_FIELDS = {
    IdentifierKind.DOI: "DOI",
    IdentifierKind.ISBN: "ISBN",
    IdentifierKind.ISSN: "ISSN",
    IdentifierKind.PMID: "PMID",
    IdentifierKind.PMCID: "PMCID",
    IdentifierKind.ARXIV: "number",
    IdentifierKind.HAL: "number",
    IdentifierKind.ECLI: "number",
    IdentifierKind.CELEX: "number",
    IdentifierKind.UN_DOCUMENT: "number",
}
_KINDS = {
    IdentifierKind.ARXIV: "article",
    IdentifierKind.UN_DOCUMENT: "report",
    IdentifierKind.ECLI: "legal_case",
    IdentifierKind.CELEX: "legislation",
    IdentifierKind.CONSTITUTIONAL_COUNCIL: "legal_case",
}
_AS_WRITTEN = frozenset({IdentifierKind.ISBN, IdentifierKind.DOI})


def read_identifiers(sheet: Worksheet) -> None:
    """Set what the identifiers still unread say (DOI, ISBN, ISSN, PMID, number) and take them off the sheet."""
    for found in sheet.identifiers:
        name = _FIELDS.get(found.kind, "")
        start, end = found.start - sheet.start, min(found.end, sheet.end) - sheet.start
        if not name or sheet.flat[start:end] != sheet.layout.flat[found.start : found.end]:
            continue
        value = sheet.original(start, end) if found.kind in _AS_WRITTEN else found.value
        if found.kind is IdentifierKind.ARXIV:
            value = f"arXiv:{found.value.partition('v')[0]}"
            sheet.put("publisher", "arXiv", (start, end), 0.8, Origin.DERIVED)
        sheet.put(name, value, (start, end), 1.0 if found.is_valid else 0.5)
        sheet.kind = sheet.kind or _KINDS.get(found.kind, "")
        _take(sheet, start, end)


def _take(sheet: Worksheet, start: int, end: int) -> None:
    words = _WORDS_BEFORE.search(sheet.flat, max(0, start - 20), start)
    behind = _CLASS_BEHIND.match(sheet.flat, end) if words and "arxiv" in words.group().lower() else None
    sheet.take(words.start() if words else start, behind.end() if behind else end)


def names_a_work(sheet: Worksheet) -> bool:
    """Whether an identifier alone makes this part of a note a citation."""
    return any(each.names_work and (each.url or each.is_valid) for each in sheet.identifiers)


def made_addresses(sheet: Worksheet) -> tuple[Address, ...]:
    """Return the address of the strongest identifier that names the cited work; none when none has one."""
    best = strongest(tuple(each for each in sheet.identifiers if each.names_work or sheet.kind in _LAW))
    if best is None:
        return ()
    cited = sheet.original(best.start - sheet.start, best.end - sheet.start)
    return (Address(cited=cited, url=best.url, marks=("identifier",)),)


def doubts(sheet: Worksheet) -> tuple[Problem, ...]:
    """Return a problem for each identifier whose check digit, or the day beside it, contradicts it."""
    if not sheet.identifiers:
        return ()
    return tuple(
        Problem(reason=Reason.of("identifier-contradicts-itself", identifier=_written(sheet, each)))
        for each in sheet.identifiers
        if not each.is_valid
    )


def _written(sheet: Worksheet, found: Identifier) -> str:
    return sheet.original(found.start - sheet.start, found.end - sheet.start)[:80]
