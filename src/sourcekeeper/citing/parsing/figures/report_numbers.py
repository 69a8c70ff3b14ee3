"""Numbers that reports and papers bear: of a house, a commission, a series of working papers. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.figures.numbers import (
    BRACKETED_NUMBER,
    DASHED_CODE,
    PAPER_OF_SESSION,
    REPORT_CODE,
    REPORT_CODES,
    REPORT_NUMBER,
    REPORT_WORDS,
    WORKING_PAPER,
)
from sourcekeeper.citing.parsing.words import has_any
from sourcekeeper.citing.parsing.worksheet import Worksheet, tidy
from sourcekeeper.model import PartialDate
from sourcekeeper.patterns import regex

_WORKING_WORDS = (" paper", " series", " brief", " note", "de travail", "de traba", "papier", "di lavoro")
"""One of them stands in every match of `WORKING_PAPER`."""
_HAS_NUMBER = regex(r"\d(?:[/-]\d|(?<=[°º.mroA-Z)].)|(?<=[°º.mroA-Z)]\s.))")
"""What every `REPORT_NUMBER` has; most citations have not."""


_DOCKET_WORDS = ("dnr", "j.nr", "j. nr", "aktenzeichen", "kenmerk", "sagsnr", "diarienr", "sygn.", "č. j.", "č.j.")
_DOCKET = regex(
    r"[,.(]\s?(?:dnr|J\.\s?nr|Aktenzeichen|kenmerk|sagsnr|diarienr|sygn|č\.\s?j)\.?:?\s(?P<number>[^\s,;()]*\d[^\s,;()]*(?<!\.))",
    re.IGNORECASE,
)
"""``dnr DI-2020-2719``: how an office files its decision, in the north and the east."""


def read_report_number(sheet: Worksheet, start: int = 0) -> None:
    """Set the number of a report or opinion, which stays a part of its title: it is no issue of a journal."""
    if not _HAS_NUMBER.search(sheet.flat, start):
        return
    if "o. " in sheet.flat and (bracketed := BRACKETED_NUMBER.search(sheet.flat, start)):
        sheet.put("number", tidy(bracketed["number"]), bracketed.span("number"))
        sheet.put("genre", bracketed["genre"], bracketed.span("genre"), 0.8)
        sheet.kind = sheet.kind or "report"
        sheet.take(*bracketed.span())
        return
    if has_any(sheet.flat, ("HC", "HL")) and (paper := PAPER_OF_SESSION.search(sheet.flat, start)):
        first = int(paper["first"])
        last = first - first % 100 + int(paper["last"][-2:])
        sheet.put("number", paper["number"], paper.span("number"))
        sheet.put(
            "issued", PartialDate(start=(first,), end=(last,) if last > first else None), paper.span("first"), 0.7
        )
        sheet.kind = sheet.kind or "report"
        sheet.take(*paper.span())
        return
    if has_any(sheet.lowered, _DOCKET_WORDS) and (docket := _DOCKET.search(sheet.flat, start)):
        sheet.put("number", docket["number"], docket.span("number"), 0.9)
        sheet.kind = sheet.kind or "report"
        sheet.take(docket.start() + 1, docket.end())
        return
    may_be_code = has_any(sheet.flat, REPORT_CODES) or ("-" in sheet.flat and DASHED_CODE.search(sheet.flat, start))
    if may_be_code and (code := REPORT_CODE.search(sheet.flat, start)):
        group = code.lastgroup or "number"
        sheet.put("number", code[group], code.span(group), 0.9)
        sheet.kind = sheet.kind or "report"
        sheet.take(*code.span())
        return
    if has_any(sheet.lowered, _WORKING_WORDS) and (paper := WORKING_PAPER.search(sheet.flat, start)):
        for name, group in (("number", "number"), ("genre", "genre"), ("publisher", "body"), ("publisher", "behind")):
            if paper[group]:
                sheet.put_text(name, *paper.span(group), 0.8)
        sheet.kind = sheet.kind or "report"
        sheet.take(*paper.span())
        return
    match = REPORT_NUMBER.search(sheet.flat, start) if has_any(sheet.lowered, REPORT_WORDS) else None
    if match is None:
        return
    group = "number" if match["number"] else "slashed"
    sheet.put("number", match[group], match.span(group), 0.9)
