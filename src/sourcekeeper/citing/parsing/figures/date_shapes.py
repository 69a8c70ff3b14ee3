"""The shapes dates are written in, in seven languages, and how each is read. Pure.

Month names are Babel's (Unicode CLDR), full and short; words and figures are found by their shape first and looked
up afterwards, so the cost does not grow with the number of languages.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from typing import NamedTuple

from sourcekeeper.model import PartialDate
from sourcekeeper.patterns import regex

LANGUAGES = ("fr", "en", "de", "es", "it", "pt", "nl")

_SEASONS = frozenset(
    re.findall(
        r"\S+",
        """
    printemps été ete automne hiver spring summer autumn fall winter frühjahr frühling sommer herbst primavera verano
    otoño invierno estate autunno inverno verão outono lente zomer herfst
        """,
    )
)
_EXTRA_MONTHS = {
    "juill": 7,
    "janv": 1,
    "jan": 1,
    "févr": 2,
    "fév": 2,
    "fev": 2,
    "avr": 4,
    "déc": 12,
    "dec": 12,
    "dez": 12,
    "okt": 10,
    "oct": 10,
    "gen": 1,
    "mag": 5,
    "giu": 6,
    "lug": 7,
    "ago": 8,
    "set": 9,
    "ott": 10,
    "dic": 12,
    "nov": 11,
    "mrz": 3,
    "jänner": 1,
    "fevrier": 2,
    "aout": 8,
    "decembre": 12,
    "sept": 9,
    "setiembre": 9,
    "abl": 4,
}
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}


class DatedSpan(NamedTuple):
    """A date and where it stands."""

    start: int
    end: int
    value: PartialDate
    """Year first; see `PartialDate`."""

    @property
    def precision(self) -> int:
        """1 for a year, 2 for a month, 3 for a day."""
        return len(self.value.start)


@cache
def month_names() -> dict[str, int]:
    """Return the number of each month's name, folded to lower case without its full stop; season words give 0."""
    from babel import Locale  # late: reading a document without items must not pay for it  # noqa: PLC0415

    names = dict.fromkeys(_SEASONS, 0) | _EXTRA_MONTHS
    for language in (*LANGUAGES, "ca"):
        locale = Locale.parse(language)
        for usage in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[usage][width].items():
                    names[name.lower().rstrip(".")] = number
    # Of these the full names only: short ones are words of other languages.
    for language in ("sv", "pl", "da", "nb", "cs", "fi", "ro"):
        for usage in ("format", "stand-alone"):
            for number, name in Locale.parse(language).months[usage]["wide"].items():
                names.setdefault(name.lower(), number)
    return names


_DAY = r"(?P<{0}>0?[1-9]|[12]\d|3[01])(?:er|re|e|st|nd|rd|th|º|ª|°|\.)?"
_WORD = r"(?P<{0}>[^\W\d_]{{3,12}})\.?"
_YEAR = r"(?P<{0}>1[5-9]\d\d|20\d\d)"
_OF = r"(?:(?:de|of|del|do)\s+|d[’']\s?)?"
_DASH = r"\s?(?:[-–—/]|bis|au|to|al|et|a)\s?"

_ONLY_A_YEAR = (
    # ca. 2011; 2010-2012; 2019a
    rf"(?P<i_circa>\b(?:ca?\.|circa|vers|env\.|um|hacia|verso)\s?)?\b{_YEAR.format('i_year')}"
    r"(?:[-–/](?P<i_year2>1[5-9]\d\d|20\d\d))?(?P<i_letter>[a-h])?(?!\w|[-–]\d|/\d{3}|-[A-Z]{2})"
)
_YEAR_ALONE = regex(_ONLY_A_YEAR)
_FIGURES = (
    # 12/01/2022, 7. 4. 2022, 9-II-2021, 13/4/22
    r"(?<![\d/.])(?P<h_one>\d{1,2})(?P<h_sep>[-/.])\s?(?P<h_two>\d{1,2}|[IVX]{1,4})(?P=h_sep)\s?"
    r"(?P<h_year>1[5-9]\d\d|20\d\d|\d\d)(?![\d/])"
)
_IN_FIGURES = regex(_FIGURES)
_FROM_A_FIGURE = "|".join(
    (
        # 30 janvier-2 février 2023; 16-22 février 2023
        rf"{_DAY.format('a_day')}(?:\s{_OF}{_WORD.format('a_month')})?{_DASH}{_DAY.format('a_day2')}\s{_OF}"
        rf"{_WORD.format('a_month2')},?\s{_OF}{_YEAR.format('a_year')}(?!\d)",
        # 16 février 2023
        rf"{_DAY.format('b_day')}[\s.-]?{_OF}{_WORD.format('b_month')}(?:,?\s|(?<=\.)|"
        rf"-){_OF}{_YEAR.format('b_year')}(?!\d)",
        # 2019, July 26; 2021, 4 de mayo (APA)
        rf"{_YEAR.format('j_year')},?\s(?:{_WORD.format('j_month')}\s(?P<j_day>0?[1-9]|[12]\d|3[01])|"
        rf"{_DAY.format('j_day2')}\s{_OF}{_WORD.format('j_month2')})(?!\w|\s(?:de\s|del\s)?(?:19|20)\d\d)",
        # 2021 Mar (Vancouver)
        rf"{_YEAR.format('k_year')}\s(?P<k_month>[A-Z][a-z]{{2,3}})(?=[;:.,\s])",
        # 2019-02-20, 2019/02/20
        rf"{_YEAR.format('g_year')}(?P<g_sep>[-/.])(?P<g_month>0?[1-9]|"
        rf"1[0-2])(?:(?P=g_sep)(?P<g_day>0[1-9]|[12]\d|3[01]))?(?![\d-])",
    )
)
_FROM_A_WORD = "|".join(
    (
        # February 9, 2021
        rf"{_WORD.format('c_month')}\s(?P<c_day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,\s{_YEAR.format('c_year')}(?!\d)",
        rf"{_WORD.format('d_month')}\s(?P<d_day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\s{_YEAR.format('d_year')}(?!\d)",
        # janvier-juin 2022; décembre 2021-janvier 2022
        rf"{_WORD.format('e_month')}(?:\s{_OF}{_YEAR.format('e_year')})?{_DASH}{_WORD.format('e_month2')}\s{_OF}"
        rf"{_YEAR.format('e_year2')}(?!\d)",
        # avril 2018; hiver 2022-2023
        rf"{_WORD.format('f_month')},?\s{_OF}{_YEAR.format('f_year')}(?:[-–/](?P<f_year2>20\d\d)(?![\d-]))?(?!\d)",
    )
)
_SHAPES = regex(rf"\b(?:(?=\d)(?:{_FROM_A_FIGURE})|(?=[^\W\d_])(?:{_FROM_A_WORD}))|{_FIGURES}|{_ONLY_A_YEAR}")
_BEFORE, _BEHIND = 48, 30
"""Characters around a year that its date may take."""


def in_figures(flat: str, start: int, language: str) -> DatedSpan | None:
    """Read a date in figures alone that begins right here (``12/01/2022``); None when there is none."""
    match = _IN_FIGURES.match(flat, start)
    return _read(match, language) if match else None


def first_shaped(flat: str, position: int, year: tuple[int, int], language: str) -> DatedSpan | None:
    """Return the first date of any shape around a year, behind `position`."""
    start, end = max(position, year[0] - _BEFORE), year[1] + _BEHIND
    while match := _SHAPES.search(flat, start, end):
        read = _read(match, language)
        if read is not None:
            return read
        alone = _YEAR_ALONE.match(flat, match.start(), end)
        if alone is not None:
            return _read(alone, language)
        # A word that is no month: look again right behind the first character of the false start.
        start = match.start() + 1
    return None


def _read(match: re.Match[str], language: str) -> DatedSpan | None:
    shape = (match.lastgroup or "")[:1]
    values = {name[2:]: text for name, text in match.groupdict().items() if text is not None and name[0] == shape}
    start, end = match.span()
    if shape == "i":
        return _read_year(start, end, values)
    if shape == "f" and match.string[max(0, start - 7) : start].lower() == "rio de ":
        return None  # Rio de Janeiro, 2019: a town, no month
    value = _READERS[shape](values, language)
    return DatedSpan(start, end, value) if value is not None else None


def _read_year(start: int, end: int, values: dict[str, str]) -> DatedSpan:
    last = (int(values["year2"]),) if "year2" in values else None
    first = (int(values["year"]),)
    if last is not None and last <= first:
        last = None
    return DatedSpan(start, end, PartialDate(start=first, end=last, circa="circa" in values))


def _month(word: str) -> int | None:
    return month_names().get(unicodedata.normalize("NFC", word).lower())


def day_of(year: int, month: int, day: int) -> tuple[int, ...] | None:
    """Return a day; None when there is no such day."""
    try:
        date(year, month, day)
    except ValueError:
        return None
    return (year, month, day)


def _day_range(values: dict[str, str], _: str) -> PartialDate | None:
    year, last_month = int(values["year"]), _month(values["month2"])
    first_month = _month(values["month"]) if "month" in values else last_month
    if not last_month or not first_month:
        return None
    first, last = day_of(year, first_month, int(values["day"])), day_of(year, last_month, int(values["day2"]))
    return PartialDate(start=first, end=last) if first and last and first < last else None


def _day_month_year(values: dict[str, str], _: str) -> PartialDate | None:
    month = _month(values["month"])
    start = day_of(int(values["year"]), month, int(values["day"])) if month else None
    return PartialDate(start=start) if start else None


def _year_first(values: dict[str, str], _: str) -> PartialDate | None:
    month = _month(values.get("month") or values["month2"])
    start = day_of(int(values["year"]), month, int(values.get("day") or values["day2"])) if month else None
    return PartialDate(start=start) if start else None


def _year_and_month(values: dict[str, str], _: str) -> PartialDate | None:
    month = _month(values["month"])
    return PartialDate(start=(int(values["year"]), month)) if month else None


def _month_range(values: dict[str, str], _: str) -> PartialDate | None:
    first, last = _month(values["month"]), _month(values["month2"])
    if not first or not last:
        return None
    last_year = int(values["year2"])
    start, end = (int(values.get("year", last_year)), first), (last_year, last)
    return PartialDate(start=start, end=end) if start < end else None


def _month_year(values: dict[str, str], _: str) -> PartialDate | None:
    month = _month(values["month"])
    if month is None:
        return None
    year = int(values["year"])
    if "year2" in values and not month:  # hiver 2022-2023
        return PartialDate(start=(year,), end=(int(values["year2"]),))
    return PartialDate(start=(year, month) if month else (year,))


def _iso(values: dict[str, str], _: str) -> PartialDate | None:
    year, month = int(values["year"]), int(values["month"])
    if "day" not in values:
        if len(values["month"]) == 1:
            return None  # 2019-2 is an issue
        return PartialDate(start=(year, month)) if values["sep"] == "-" else None
    start = day_of(year, month, int(values["day"]))
    return PartialDate(start=start) if start else None


def _figures(values: dict[str, str], language: str) -> PartialDate | None:
    first, second = values["one"], values["two"]
    year = int(values["year"])
    if len(values["year"]) == 2:
        year += 2000 if year < 70 else 1900
    if second.isdigit():
        day, month = int(first), int(second)
        if month > 12 or (language.lower() == "en-us" and day <= 12):
            day, month = month, day
    elif second in _ROMAN:
        day, month = int(first), _ROMAN[second]
    else:
        return None
    start = day_of(year, month, day)
    return PartialDate(start=start) if start else None


_READERS = {
    "a": _day_range,
    "b": _day_month_year,
    "c": _day_month_year,
    "d": _day_month_year,
    "e": _month_range,
    "f": _month_year,
    "g": _iso,
    "h": _figures,
    "j": _year_first,
    "k": _year_and_month,
}
