"""The day a work was published, told from the other days a citation names. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.figures.date_shapes import DatedSpan, month_names
from sourcekeeper.citing.parsing.figures.dates import find_no_date
from sourcekeeper.citing.parsing.figures.numbers import find_pages
from sourcekeeper.citing.parsing.words import PUBLISHED, PUBLISHED_ENDS, has_any
from sourcekeeper.citing.parsing.worksheet import Worksheet
from sourcekeeper.model import PartialDate
from sourcekeeper.patterns import regex

_ARCHIVED = regex(
    r"(?:archivée?s?|archived|archiviert|archivado|archiviato|gearchiveerd|snapshot|captured?)(?:\s\w{1,3})?\s$",
    re.IGNORECASE,
)


_CHANGE_WORDS = (
    "jour",
    "updated",
    "modif",
    "revised",
    "aktualis",
    "geändert",
    "actuali",
    "aggiorn",
    "atualiz",
    "bijgewerkt",
)
_IS_CHANGED = regex(
    r"(?:mise?s? à jour|modifiée?s?|actualisée?s?|updated|modified|revised|aktualisiert|geändert|actualizad[oa]|"
    r"modificad[oa]|aggiornat[oa]|atualizad[oa]|bijgewerkt)(?:\s(?:le|on|am|el|il|em|op))?:?\s?$",
    re.IGNORECASE,
)
"""Ends right before the day of a change; where another day is told, that is the day of publication."""


_NO_DATE_WORDS = ("d.", "f.", "j.", "/d", "/f", "å.", " date", "fecha", "ohne jahr")
"""One of them stands wherever a note says that there is no date."""


def read_issued(sheet: Worksheet, start: int = 0, *, prefer_first: bool = False) -> DatedSpan | None:
    """Set the date of publication, the most precise behind `start` and of those the last; take it off the sheet."""
    found = sheet.dates(start)
    missing = find_no_date(sheet.flat) if has_any(sheet.lowered, _NO_DATE_WORDS) else None
    if missing:
        # s. d. [2019]: only what stands right behind it is a date of the work.
        sheet.take(*missing)
        sheet.is_undated = True
        found = [date for date in found if 0 <= date.start - missing[1] <= 12]
    if not found:
        return None
    if len(found) > 1 and has_any(sheet.lowered, _CHANGE_WORDS):
        found = [
            date for date in found if not _IS_CHANGED.search(sheet.flat, max(0, date.start - 30), date.start)
        ] or found
    if has_any(sheet.lowered, ("archiv", "snapshot", "captur")):
        found = [date for date in found if not _ARCHIVED.search(sheet.flat, max(0, date.start - 24), date.start)]
    if not found:
        return None
    best = found[0] if len(found) == 1 else _date_of_issue(sheet, found, prefer_first=prefer_first)
    stands = sheet.fields.get("issued")
    derived = stands.value if stands is not None and isinstance(stands.value, PartialDate) else None
    if derived is not None and best.value.start != derived.start[: best.precision]:
        # What the note says beats what the post's number says, unless they agree and the number is more precise.
        del sheet.fields["issued"]
    sheet.put("issued", best.value, (best.start, best.end))
    sheet.take(_before_day(sheet.flat, best.start), best.end)
    return best


def _date_of_issue(sheet: Worksheet, found: list[DatedSpan], *, prefer_first: bool) -> DatedSpan:
    """Return the day of publication of several dates."""
    # Surveiller et punir, 1993 [1975]: the first print stands in brackets.
    printed = [date for date in found if sheet.flat[date.start - 1 : date.start] != "["] or found
    found = [date for date in printed if not _is_in_number(sheet, date)] or printed
    if has_any(sheet.flat, _JOURNALS):
        found = _without_days_of_journals(sheet, found)
    found = [date for date in found if not _is_behind_slash(sheet.flat, date.start)] or found
    return found[0] if prefer_first else max(found, key=lambda date: (date.precision, date.start))


_JOURNALS = ("JO", "J.O.", "BOE", "BGBl", "OJ ", "G.U.", "Gazzetta", "Diário")
_OF_JOURNAL = regex(
    r"(?<!\w)(?:JO(?:RF|UE|CE)?|J\.O\.|BOE|BGBl\.?|OJ|G\.U\.|Gazzetta Ufficiale|Diário (?:da República|Oficial))"
    r"(?:[\s,(]++(?:n[°ºo.]++\s?|núm\.\s?|Nr\.\s?|[A-Z]\s?)?+[\d/.]*+)*+(?:du|de|vom|del|of|di)?\s?$"
)
"""``JORF n° 79 du``: behind it stands the day of the journal, not that of what it prints."""


def _without_days_of_journals(sheet: Worksheet, found: list[DatedSpan]) -> list[DatedSpan]:
    """Leave out, and take off the sheet, the days on which journals printed an act."""
    flat = sheet.flat
    days = [date for date in found if _OF_JOURNAL.search(flat, max(0, date.start - 32), date.start)]
    if not days or len(days) == len(found):
        return found
    for date in days:
        sheet.take(_before_day(flat, date.start), date.end)
    return [date for date in found if date not in days]


def _is_behind_slash(flat: str, start: int) -> bool:
    """Whether a year ends a number: ``Amparo en Revisión 237/2014``."""
    return start > 1 and flat[start - 1] == "/" and flat[start - 2].isdigit()


def _before_day(flat: str, start: int) -> int:
    """Return where the words before a day of publication begin (``mis en ligne le``), else where the day begins."""
    word = flat[max(0, start - 16) : start].rstrip(" ,;(").rpartition(" ")[2]
    if word.lower() not in PUBLISHED_ENDS and not word.endswith(("v.", "V.", "dd.", "DD.", "Dd.", "dD.")):
        return start
    words = PUBLISHED.search(flat, max(0, start - 30), start)
    begin = words.start() if words else start
    sign = max(flat.rfind(",", 0, begin), flat.rfind("(", 0, begin))
    told = _TOLD.match(flat, sign + 1, begin) if 0 <= begin - sign < _LONGEST_TOLD and sign >= 0 else None
    return sign if told else begin


_LONGEST_TOLD = 60
_TOLD = regex(
    r"\s?(?:adoptée?s?|publiée?s?|rendue?s?|présentée?s?|approuvée?s?|remise?s?|prononcée?s?|déposée?s?|diffusée?s?|"
    r"mise?s? en ligne|adopted|published|presented|approved|delivered|issued|verabschiedet|veröffentlicht|vorgelegt|"
    r"aprobad[oa]s?|adoptad[oa]s?|publicad[oa]s?|presentad[oa]s?|apresentad[oa]s?|aprovad[oa]s?|adottat[oa]|approvat[oa]|"
    r"pubblicat[oa]|presentat[oa]|aangenomen|gepubliceerd|vastgesteld)\s[^.;:()«»“”\ue000\ue001]*$"
)
"""``, adopté en assemblée plénière le``: what happened on the day, up to it."""

_DAY_OF_NUMBERED_YEAR = regex(
    r"/(?P<year>(?:19|20)\d\d),?\s(?:de|del|di|do)\s(?P<day>\d{1,2})\s(?:de\s|di\s)?"
    r"(?P<month>[^\W\d_]{3,12})(?!\s(?:de\s|del\s)?\d{4})"
)


def read_day_of_numbered_year(sheet: Worksheet, start: int) -> bool:
    """``Ley Orgánica 7/2021, de 26 de mayo``: the year stands in the number, the day behind it."""
    match = _DAY_OF_NUMBERED_YEAR.search(sheet.flat, start)
    month = month_names().get(match["month"].lower()) if match else None
    if match is None or not month:
        return False
    sheet.put("issued", PartialDate(start=(int(match["year"]), month, int(match["day"]))), match.span())
    return True


_LONGEST_DATED_HEAD = 120
_DAY_BEHIND = regex(
    r"[,.]\s(?:(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s(?P<month>[^\W\d_]{3,12})|"
    r"(?P<month2>[A-Z][a-z]{2,8})\s(?P<day2>\d{1,2}))(?=[\s.,;)]|$)"
)
"""``Name (2019), “Title”, 12 August``: Harvard parts the year from its day."""


def read_issued_before(sheet: Worksheet, start: int, end: int, rest: int) -> None:
    """Set the date that stands before a quoted title, unless one stands behind it: ``FAZ v. 3.2.2020, „Titel“``.

    `start` and `end` bound what stands before the title, `rest` is where the citation goes on behind it.
    """
    if sheet.dates(rest):
        return
    for date in reversed(sheet.dates(start)):
        if date.end > end or end - start > _LONGEST_DATED_HEAD:
            continue
        before, behind = sheet.flat[: date.start].rstrip()[-1:], sheet.flat[date.end : end].strip(" ,.:")
        is_set_off = (before, behind) in (("(", ")"), (".", ""), ("(", ""))
        if is_set_off or date.precision > 1:
            value = _with_day_behind(sheet, date.value, rest) if date.precision == 1 else date.value
            sheet.put("issued", value, (date.start, date.end))
            opening = _before_day(sheet.flat, date.start)
            sheet.take(opening, date.end)
            pages = find_pages(sheet.flat[date.end : end])  # FAZ vom 14. März 2019, S. 3: „Titel“
            if pages:
                sheet.put("page", pages.value, (date.end + pages.start, date.end + pages.end))
                sheet.take(date.end + pages.start, date.end + pages.end)
            return


def _with_day_behind(sheet: Worksheet, year: PartialDate, rest: int) -> PartialDate:
    match = _DAY_BEHIND.search(sheet.flat, rest)
    month = month_names().get((match["month"] or match["month2"]).lower()) if match else None
    if match is None or not month:
        return year
    sheet.take(*match.span())
    return PartialDate(start=(year.start[0], month, int(match["day"] or match["day2"])))


def _is_in_number(sheet: Worksheet, date: DatedSpan) -> bool:
    """Whether a year is a part of the work's number: ``n.º 12.345/2019``."""
    number = sheet.fields.get("number")
    return (
        number is not None and number.span is not None and number.span[0] <= sheet.start + date.start < number.span[1]
    )
