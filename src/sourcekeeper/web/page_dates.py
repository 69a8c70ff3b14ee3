"""Dates as pages write them, in machine forms and in words, never more precise than what stands there. Pure."""

from __future__ import annotations

import re
from datetime import date

from sourcekeeper.model import PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janner janvier janv enero gennaio janeiro januari gen",
            "february feb februar fevrier fevr fev febrero febbraio fevereiro februari",
            "march mar marz mars marzo marco maart mrz mrt",
            "april apr avril avr abril aprile abr",
            "may mai mayo maggio maio mei mag",
            "june jun juni juin junio giugno junho giu",
            "july jul juli juillet juil julio luglio julho lug",
            "august aug aout agosto augustus ago",
            "september sep sept septembre septiembre setiembre settembre setembro set",
            "october oct oktober octobre octubre ottobre outubro okt ott out",
            "november nov novembre noviembre novembro",
            "december dec dezember decembre diciembre dicembre dezembro desember dez dic",
        ),
        start=1,
    )
    for name in names.split()
}
_WORD = r"(?P<month>[a-z]{3,10})\.?"
_FORMS = (
    regex(r"(?P<year>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?![\d/.-]*\d{3})"),
    regex(r"(?P<year>\d{4})(?P<m>\d{2})(?P<day>\d{2})(?!\d)"),
    regex(rf"(?:[a-z]{{2,10}}\.?,?\s)?(?P<day>\d{{1,2}})(?:er|re|st|nd|rd|th|\.|º)?[\s-](?:de\s)?{_WORD}"
               r",?[\s-](?:de\s|del\s)?(?P<year>\d{4})(?!\d)"),
    regex(rf"(?:[a-z]{{2,10}}\.?,?\s)?{_WORD}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})(?!\d)"),
    regex(r"(?P<day>\d{1,2})[./-]\s?(?P<m>\d{1,2})[./-]\s?(?P<year>\d{4})(?!\d)"),
    regex(rf"{_WORD},?\s(?:de\s)?(?P<year>\d{{4}})(?!\d)"),
    regex(r"(?P<year>\d{4})(?![\d/.-])"),
)  # fmt: skip
_LEAD_IN = regex(
    r"\b(?:publie[es]?|mise? en ligne|paru|poste|posted|published|veroffentlicht|erschienen|publicado|publicada|"
    r"pubblicato|gepubliceerd|geplaatst|date de publication|publication date|redige)\b"
)
_WORD_START = regex(r"(?<![a-z0-9])[a-z0-9]")
_LEAD_IN_REACH = 60
"""Characters after the lead-in within which the date begins: ``Publié par la rédaction le mardi 3 mars 2020``."""
_CHANGED = regex(
    r"\b(?:modifie|mis a jour|mise a jour|updated|modified|aktualisiert|actualizado|aggiornato|bijgewerkt)\b"
)
_EARLIEST = 1500


def read_date(text: str, *, month_first: bool = False) -> PartialDate | None:
    """Read the date a text begins with; None when it begins with none, or with one no calendar has.

    A time of day and its zone are dropped, not applied: the day is the publisher's. `month_first` reads 12/01/2022
    as 1 December, as the United States do.
    """
    folded = fold(text[:200])
    for form in _FORMS:
        found = form.match(folded)
        if found and (value := _dated(found.groupdict(), month_first)):
            return value
    return None


def find_published(text: str, *, month_first: bool = False) -> PartialDate | None:
    """Find the day a short line says it was published on; a line that only begins with a date counts as well."""
    folded = fold(text[:300])
    lead = _LEAD_IN.search(folded)
    changed = _CHANGED.search(folded)
    if changed and (lead is None or changed.start() < lead.start()):
        return None
    if lead is None:
        return _day(folded, month_first)
    after = folded[lead.end() : changed.start() if changed else None]
    starts = (found.start() for found in _WORD_START.finditer(after[:_LEAD_IN_REACH]))
    return next((value for start in starts if (value := _day(after[start:], month_first))), None)


def _day(text: str, month_first: bool) -> PartialDate | None:
    value = read_date(text, month_first=month_first)
    return value if value and len(value.start) == 3 else None


def date_in_path(path: str) -> PartialDate | None:
    """Read a day, or a month, out of an address's path: ``/2024/03/21/``, ``/2023/05/``, ``/2024-03-21-title``."""
    found = re.search(r"/((?:19|20)\d\d)[/-](\d{2})(?:[/-](\d{2}))?(?=[/_-]|$)", path)
    if not found:
        return None
    return _dated({"year": found[1], "m": found[2], "day": found[3]}, month_first=False)


def _dated(parts: dict[str, str | None], month_first: bool) -> PartialDate | None:
    year, day = int(parts["year"] or 0), int(parts.get("day") or 0)
    month = _MONTHS.get(parts.get("month") or "", 0) if parts.get("month") else int(parts.get("m") or 0)
    if parts.get("month") and not month:
        return None
    if month_first and parts.get("m") and day and day <= 12 and month <= 12:
        month, day = day, month
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    if not _EARLIEST <= year <= 2100 or (year, month, day) == (1970, 1, 1):  # a zero taken for a time
        return None
    if not month:
        return PartialDate(start=(year,))
    return PartialDate(start=(year, month, day) if day else (year, month))
