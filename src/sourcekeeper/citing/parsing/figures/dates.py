"""The dates of a text, in words and figures. Never more precise than what is written. Pure, linear time.

Most dates are written in one of a few plain ways, which the words beside the year tell; every other shape is searched
for around the year (`date_shapes`).
"""

from __future__ import annotations

from sourcekeeper.citing.parsing.figures.date_shapes import DatedSpan, day_of, first_shaped, in_figures, month_names
from sourcekeeper.model import PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import word_set

_YEAR_LIKE = regex(r"\d(?:(?:(?<=1)[5-9]|(?<=2)0)\d\d|[-./]\s?(?:\d{1,2}|[IVX]{1,4})[-./]\s?\d\d)")
"""Every date has one of these: looking for them first makes long texts without dates cheap."""
_NO_DATE = regex(
    r"[snozub](?<!\w.)(?:(?<=s)(?:\. ?[df]\.|/[df](?![/\w])|ans date|in fecha)|(?<=n)(?:\. ?d\.|o date)|"
    r"(?<=o)(?:\. ?J\.|hne Jahr)|(?<=z)\. ?[jd]\.|(?<=u)\. ?å\.|(?<=b)\. ?d\.)(?!\w)"
)


def find_dates(flat: str, language: str = "") -> list[DatedSpan]:
    """Return the dates of a text, in order; figures are read day first unless `language` is ``en-US``.

    >>> [str(found.value.start) for found in find_dates("1er juin 2024, puis avril 2018")]
    ['(2024, 6, 1)', '(2018, 4)']
    """
    found: list[DatedSpan] = []
    position = 0
    while year := _YEAR_LIKE.search(flat, position):
        span = start, end = year.span()
        if end - start == 4:
            read = _plain_date(flat, position, start, end)
        else:
            has_two = start > position and flat[start - 1].isdigit()
            read = in_figures(flat, start - has_two, language)
        read = read or first_shaped(flat, position, span, language)
        if read is not None:
            found.append(read)
            end = max(end, read.end)
        position = end
    return found


# --- plain ways -----------------------------------------------------------------------------------------------------

_PARTING = " ,;/–-"
_PARTED = regex(r"[\s,;/–-]+")
_WINDOW = 40
"""Characters before a year in which a day, a month and the word before them stand."""
_JOINS = frozenset(" ,-–—/")
_BESIDE_A_YEAR = word_set("de of del do d’ d' bis au to al et a ca c circa vers env um hacia verso - – — /")
"""What joins a year, or the month and day before it, to more."""
_OF = ("de", "of", "del", "do")


def _plain_date(flat: str, position: int, start: int, end: int) -> DatedSpan | None:
    """Read a year with the day and month before it, as most notes write them; None for every other shape."""
    sign = flat[start - 1] if start > position else ""
    if not sign or sign not in " ([/" or not _ends_alone(flat, end):
        return None
    if sign == " ":
        word = flat[max(position, start - _WINDOW) : start - 1].rstrip(_PARTING).rpartition(" ")[2]
        bare = _last_part(word).strip(".:()[]").lower()
        if bare in month_names() or bare in _OF:
            return _plain_day(flat, position, start, end)
        if bare in _BESIDE_A_YEAR:
            return None
        if bare[:1].isdigit():
            return _plain_english_day(flat, position, start, end)
    return None if _goes_on(flat, end) else DatedSpan(start, end, PartialDate(start=(int(flat[start:end]),)))


def _last_part(word: str) -> str:
    return word if word.isalpha() else _PARTED.split(word)[-1]


def _ends_alone(flat: str, end: int) -> bool:
    char = flat[end : end + 1]
    return not (char.isalnum() or (char in "-–/." and flat[end + 1 : end + 2].isalnum()))


def _goes_on(flat: str, end: int) -> bool:
    """Whether a day or month may stand behind a year: ``2019, July 26``."""
    if flat[end : end + 1] not in _JOINS:  # only a space, a comma or a dash joins what stands behind a year to it
        return False
    word = flat[end : end + 24].lstrip(_PARTING).partition(" ")[0]
    bare = (word if word.isalpha() else _PARTED.split(word)[0]).strip(".:()[]").lower()
    return bare in month_names() or bare[:1].isdigit()


def _words_before(flat: str, position: int, end: int) -> list[str]:
    """Return the whole words before a date's last one; a sign stands for the start of the text."""
    begin = max(position, end - _WINDOW)
    words = flat[begin:end].split(" ")
    if begin > position:
        del words[0]  # it may be the end of a word
    return words if begin else [";", *words]


_DAY = regex(r"([(\[]?)(0?[1-9]|[12]\d|3[01])(?:er|re|e|st|nd|rd|th|º|ª|°|\.)?")
_MONTH = regex(r"([(\[]?)([^\W\d_]{2,12})\.?,?")


def _plain_day(flat: str, position: int, start: int, end: int) -> DatedSpan | None:
    """Read ``12 avril 2021``, ``8 de junio de 2021``, ``24. Jan. 2022`` and ``mars 2023``."""
    words = _words_before(flat, position, start - 1)
    length = 1 + len(words[-1]) if words and words[-1] in _OF else 0
    named = _MONTH.fullmatch(words[-2] if length else words[-1]) if len(words) > 2 else None
    month = month_names().get(named[2].lower()) if named else None
    if named is None or not month:
        return None
    del words[-2 if length else -1 :]
    first = start - 1 - length - len(named[0]) + len(named[1])
    is_bare = not length and len(named[0]) == len(named[2])
    of = words.pop() if len(words) > 2 and words[-1] in _OF and not named[1] else ""
    day = _DAY.fullmatch(words[-1]) if not named[1] else None
    if day is None:
        if of or not (named[1] or _stands_off(words[-1])) or not (is_bare or _ends_range(flat, end)):
            return None
        return DatedSpan(first, end, PartialDate(start=(int(flat[start:end]), month)))
    value = day_of(int(flat[start:end]), month, int(day[2])) if day[1] or _stands_off(words[-2]) else None
    first -= len(day[0]) + 1 + (len(of) + 1 if of else 0) - len(day[1])
    return DatedSpan(first, end, PartialDate(start=value)) if value else None


_DAY_BEFORE_YEAR = regex(r"(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,?")


def _plain_english_day(flat: str, position: int, start: int, end: int) -> DatedSpan | None:
    """Read ``May 18, 2018``."""
    words = _words_before(flat, position, start - 1)
    day = _DAY_BEFORE_YEAR.fullmatch(words[-1]) if len(words) > 1 else None
    named = _MONTH.fullmatch(words[-2]) if day else None
    month = month_names().get(named[2].lower()) if named and named[0][-1] != "," else None
    value = day_of(int(flat[start:end]), month, int(day[1])) if named and day and month else None
    if named is None or value is None:
        return None
    first = start - 1 - len(words[-1]) - 1 - len(words[-2]) + len(named[1])
    return DatedSpan(first, end, PartialDate(start=value))


def _stands_off(before: str) -> bool:
    """Whether a word or sign before a day or month belongs to no date: ``au 12 mai`` ends a range of days."""
    last = before.rstrip(".")[-1:]
    return last.isalpha() or last in ",;:»”)" if last and before.lower() not in _BESIDE_A_YEAR else False


def _ends_range(flat: str, end: int) -> bool:
    """Whether nothing behind a year may make it the first of two: ``enero de 2020 a marzo de 2021``."""
    return not flat[end : end + 5].lstrip(" ").startswith(("-", "–", "—", "/", "bis", "au", "to", "al", "et", "a"))


def find_no_date(flat: str) -> tuple[int, int] | None:
    """Return where the text says that there is no date (``s. d.``), or None."""
    match = _NO_DATE.search(flat)
    return match.span() if match else None
