"""What American lawyers cite by number: codes, acts, bills, hearings, the Federal Register, court papers. Pure.

The shapes are those of the Bluebook: volume, series, page, and the year in brackets at the end; books stand in
capitals. ``Smith v. Jones, 12 U.S. 3`` is a ruling as elsewhere (`rulings`).
"""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.figures.issued import read_issued
from sourcekeeper.citing.parsing.figures.numbers import whole_range
from sourcekeeper.citing.parsing.names import read_names
from sourcekeeper.citing.parsing.words import has_any
from sourcekeeper.citing.parsing.worksheet import ADDRESS, TAKEN, Worksheet, tidy
from sourcekeeper.patterns import regex

_UNREAD = rf"[^{ADDRESS}{TAKEN}]"
_PIN = r"(?P<pin>\d(?:[\w.:()/-]*[\w)])?)"
_CODE_NAMES = (
    r"(?:Code|Rev\.\sStat\.|Comp\.\sStat\.|Stat\.|Gen\.\sLaws|Laws?|U\.S\.C\.(?:[AS]\.)?|C\.F\.R\.)(?:\sAnn\.)?"
)
_SIGNS = (
    *("§", " cong. ", " reg. ", " stat. ", "u.s.c.", "c.f.r.", "pub. l.", "exec. order"),
    *("fed. r. ", " const. ", " rep. no. ", " doc. no. ", " cong. rec. ", " v. "),
)
"""One of them stands in every such citation but a book's: seeing that costs less than eight searches."""


def read_american(sheet: Worksheet, start: int) -> bool:
    """Read a citation in one of these shapes; False when it is in none."""
    if has_any(sheet.lowered, _SIGNS) and (
        _read_code(sheet, start)
        or _read_named_act(sheet, start)
        or _read_rule(sheet, start)
        or _read_bill(sheet, start)
        or _read_committee_paper(sheet, start)
        or _read_register(sheet, start)
        or _read_hearing(sheet, start)
    ):
        return True
    return _read_book_in_capitals(sheet, start)


# --- law ------------------------------------------------------------------------------------------------------------

_CODE = regex(
    rf"\W*(?P<title>(?:\d{{1,3}}\s)?(?:[A-Z][\w.& ]{{1,40}}?)?{_CODE_NAMES})(?:\s(?:ch|tit|art|pt)\.\s\w+,)?"
    rf"\s(?:§§?|pts?\.)\s?{_PIN}"
)
"""``Cal. Civ. Code § 1798.90.51 (West 2016)``, ``42 U.S.C. § 1983``."""


def _read_code(sheet: Worksheet, start: int) -> bool:
    match = _CODE.match(sheet.flat, start)
    if match is None:
        return False
    sheet.kind = "legislation"
    sheet.put_text("title", *match.span("title"), 0.9)
    _put_pinpoint(sheet, match)
    return _finish(sheet, match, match.end())


_NAMED_ACT = regex(
    r"\W*(?P<title>[A-Z][\w’'&. -]{3,120}?\b(?:Act|Code|Amendments|Law)(?:\sof\s(?:1[789]|20)\d\d)?),\s"
    r"(?:(?:Pub\.\sL\.(?:\sNo\.)?\s(?P<number>\d+-\d+))|"
    rf"(?:\d{{1,3}}\s)?(?P<code>(?:[A-Z][\w.]*\s){{0,4}}?{_CODE_NAMES})(?:\s(?:ch|tit|art)\.\s\w+,)?\s(?:§§?\s?)?{_PIN})"
)
"""``Privacy Act of 1974, 5 U.S.C. § 552a``, ``Patriot Act, Pub. L. No. 107-56``: a name before the place in a code."""


def _read_named_act(sheet: Worksheet, start: int) -> bool:
    match = _NAMED_ACT.match(sheet.flat, start)
    if match is None:
        return False
    sheet.kind = "legislation"
    sheet.put_text("title", *match.span("title"), 0.9)
    if match["number"]:
        sheet.put("number", match["number"], match.span("number"))
    else:
        sheet.put("container-title", tidy(match["code"]), match.span("code"), 0.8)
        _put_pinpoint(sheet, match)
    return _finish(sheet, match, match.start("title"))


_RULE = regex(
    r"\W*(?P<title>Fed\.\sR\.\s(?:(?:Civ|Crim|App|Bankr)\.\sP\.|Evid\.)|(?:U\.S\.|[A-Z][\w.]*)\sConst\.)\s"
    r"(?:(?:amend|art)\.\s)?(?P<pin>\d[\w().-]*[\w)]|\d|[IVXL]+)(?:,\s(?:§|cl\.)\s?\d+)*"
)
"""``Fed. R. Civ. P. 26(b)(1)``, ``U.S. Const. amend. IV``."""


def _read_rule(sheet: Worksheet, start: int) -> bool:
    match = _RULE.match(sheet.flat, start)
    if match is None:
        return False
    sheet.kind = "legislation"
    sheet.put("title", tidy(match["title"]), match.span("title"), 0.9)
    _put_pinpoint(sheet, match)
    return _finish(sheet, match, match.end())


_CONGRESS = r"\d{2,3}(?:th|st|nd|rd|d)\sCong\."
_CHAMBER = r"(?:H\.R\.|S\.|H\.|A\.B\.|S\.B\.|H\.B\.|Assemb\.\sB\.)(?:\s?(?:J\.|Con\.)?\s?Res\.)?"
_BILL = regex(
    rf"\W*(?:(?P<name>[A-Z][^,{ADDRESS}{TAKEN}]{{3,120}}?\bAct(?:\sof\s\d{{4}})?),\s)?"
    rf"(?P<bill>{_CHAMBER}\s(?P<number>\d{{1,5}})),\s(?:{_CONGRESS}|\d{{4}}(?:[–-]\d+)?\s(?:Leg|Reg|Gen)\.)"
    r"(?:\s§§?\s?(?P<pin>\d[\w()-]*))?"
)
"""``S. 1265, 117th Cong. § 2 (2021)``."""


def _read_bill(sheet: Worksheet, start: int) -> bool:
    match = _BILL.match(sheet.flat, start)
    if match is None:
        return False
    sheet.kind = "legislation"
    sheet.put_text("title", *match.span("name" if match["name"] else "bill"), 0.9)
    sheet.put("number", match["number"], match.span("number"))
    if match["pin"]:
        _put_pinpoint(sheet, match)
    return _finish(sheet, match, match.end())


_COMMITTEE_PAPER = regex(
    r"\W*(?P<title>(?:H\.R\.|H\.|S\.)\s?(?:Exec\.\s|Conf\.\s)?(?:Rep|Doc)\.\sNo\.\s(?P<number>\d{2,3}-\d+))"
    r"(?:,\spt\.\s\d+)?(?:,?\sat\s(?P<pin>\d+(?:[–-]\d+)?))?"
)
"""``H.R. Rep. No. 114-99, at 3 (2015)``."""


def _read_committee_paper(sheet: Worksheet, start: int) -> bool:
    match = _COMMITTEE_PAPER.match(sheet.flat, start)
    if match is None:
        return False
    sheet.kind = "report"
    sheet.put_text("title", *match.span("title"), 0.9)
    sheet.put("number", match["number"], match.span("number"))
    if match["pin"]:
        _put_pinpoint(sheet, match)
    return _finish(sheet, match, match.end())


_REGISTER = regex(
    rf"\W*(?:(?P<title>[A-Z]{_UNREAD}{{2,250}}?),\s)?(?P<volume>\d{{2,3}})\s"
    r"(?P<container>Fed\.\sReg\.|Cong\.\sRec\.)\s(?P<page>[SHE]?\d[\d,]*\d|\d)(?:,\s(?P<pin>[SHE]?\d[\d,]*(?:[–-]\d[\d,]*)?))?"
)
"""``Rule on Work Permits, 87 Fed. Reg. 10,570, 10,571 (Feb. 24, 2022) (to be codified at …)``."""
_ORDER_NUMBER = regex(r"(?:Exec\.\sOrder|Proclamation)\sNo\.\s(?P<number>\d(?:[\d,]*\d)?)")


def _read_register(sheet: Worksheet, start: int) -> bool:
    match = _REGISTER.match(sheet.flat, start)
    if match is None:
        return False
    sheet.kind = "legislation" if match["container"].startswith("Fed") else "report"
    if match["title"]:
        sheet.put_text("title", *match.span("title"), 0.9)
        if order := _ORDER_NUMBER.match(sheet.flat, match.start("title")):
            sheet.put("number", order["number"], order.span("number"))
    sheet.put("container-title", match["container"], match.span("container"))
    sheet.put("volume", match["volume"], match.span("volume"))
    sheet.put("page", match["page"], match.span("page"))
    sheet.begins_at_page = True
    if match["pin"]:
        _put_pinpoint(sheet, match)
    return _finish(sheet, match, match.end())


_HEARING = regex(
    rf"\W*(?P<title>[A-Z]{_UNREAD}{{3,250}}?:\s(?:Joint\s)?(?:Hearings?|Markup|Briefing)\s(?:Before|on)\s{_UNREAD}{{3,200}}?),"
    rf"\s{_CONGRESS}(?:\s(?P<pin>\d+(?:[–-]\d+)?))?(?=[\s,;.]|$)"
)
"""``Drones at Home: Hearing Before the S. Comm. on the Judiciary, 113th Cong. 14 (2013) (statement of …)``."""


def _read_hearing(sheet: Worksheet, start: int) -> bool:
    match = _HEARING.match(sheet.flat, start)
    if match is None:
        return False
    sheet.kind = "report"
    sheet.put_text("title", *match.span("title"), 0.9)
    if match["pin"]:
        _put_pinpoint(sheet, match)
    return _finish(sheet, match, match.end())


def _put_pinpoint(sheet: Worksheet, match: re.Match[str]) -> None:
    sheet.locator = whole_range(match["pin"])
    sheet.put("locator", sheet.locator, match.span("pin"))


def _finish(sheet: Worksheet, match: re.Match[str], dated_from: int) -> bool:
    read_issued(sheet, dated_from, prefer_first=True)
    sheet.take(match.start(), len(sheet.flat))
    return True


# --- court papers ---------------------------------------------------------------------------------------------------

_FILING = regex(
    r"\W*(?P<genre>(?:[A-Z][\w’'.]*\s){0,4}?(?:Complaint|Indictment|Petition|Motion|Brief|Br\.|Reply|Answer|Opposition|"
    r"Memorandum|Mem\.|Declaration|Decl\.|Affidavit|Aff\.|Transcript|Tr\.|Opinion|Order|Stipulation|Consent Decree|"
    r"Settlement Agreement)(?:\s(?:for|of|in|on|as|to)\s[^,¶]{3,120}?)?)"
    r"(?:\sat\s(?P<page>\d+(?:[–-]\d+)?))?(?:,?\s¶¶?\s?(?P<paragraph>\d+(?:[–-]\d+)?))?"
    r",\s(?=[A-Z][^,;]{1,100}\sv\.\s[A-Z][^;]{1,120}?,\s(?:No\.|Case\sNo\.|\d))"
)
"""``Complaint at 4, ¶ 11, Doe v. City, No. 2:21-cv-1``: a paper filed in a case."""


def read_filing(sheet: Worksheet, start: int) -> int:
    """Read what kind of court paper stands before the parties, and where in it; return where the case begins."""
    match = _FILING.match(sheet.flat, start) if " v. " in sheet.flat else None
    if match is None:
        return start
    sheet.put("genre", tidy(match["genre"]), match.span("genre"), 0.9)
    group = "paragraph" if match["paragraph"] else "page"
    if match[group]:
        sheet.locator = whole_range(match[group])
        sheet.put("locator", sheet.locator, match.span(group))
    return match.end()


# --- books ----------------------------------------------------------------------------------------------------------

_BOOK_IN_CAPITALS = regex(
    r"\W*(?P<authors>[A-ZÀ-Þ][A-ZÀ-Þ.’'& -]{3,80}?(?:\sET\sAL\.)?),\s"
    r"(?P<title>[A-ZÀ-Þ0-9][^a-zß-ÿ()\ue000\ue001]{8,250}?)"
    r"(?:\s(?P<page>\d{1,4}(?:\s?[–-]\s?\d{1,4})?))?\s\((?=[^()\ue001]*\d{4}\))"
)
"""``SIMONE BROWNE, DARK MATTERS: ON THE SURVEILLANCE 31–62 (2015)``: small capitals, as text keeps them."""


def _read_book_in_capitals(sheet: Worksheet, start: int) -> bool:
    match = _BOOK_IN_CAPITALS.match(sheet.flat, start)
    names = read_names(sheet.original(*match.span("authors")), language=sheet.language) if match else None
    if match is None or names is None or not names.are_persons:
        return False
    sheet.kind = "book"
    sheet.put("author", names.names, match.span("authors"), 0.9)
    sheet.put_text("title", *match.span("title"), 0.9)
    if match["page"]:
        sheet.put("page", whole_range(match["page"]), match.span("page"), 0.9)
    return _finish(sheet, match, match.end())
