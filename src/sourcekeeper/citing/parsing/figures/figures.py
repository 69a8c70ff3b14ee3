"""Everything of a citation that is told in figures: dates, volume and issue, pages. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.figures.date_shapes import DatedSpan, month_names
from sourcekeeper.citing.parsing.figures.dates import find_no_date
from sourcekeeper.citing.parsing.figures.numbers import (
    AFTER_VOLUME_ISSUE,
    BARE_AT,
    BEHIND_NUMBERED_YEAR,
    BEHIND_YEAR,
    BRACKETED_ISSUE,
    EXTENT,
    ISSUE,
    LAST_NUMBER,
    LAW_JOURNAL,
    PINPOINT,
    ROMAN_VOLUME,
    ROMAN_VOLUME_ISSUE,
    SMALL_PAGES,
    VOLUME,
    VOLUME_COLON_PAGES,
    VOLUME_ISSUE,
    VOLUME_PAGES,
    YEARLY,
    find_pages,
    has_figure,
    whole_range,
)
from sourcekeeper.citing.parsing.words import (
    ACCESS_ENDS,
    ACCESS_WORDS,
    ACCESSED,
    FORTHCOMING,
    ONLINE,
    PUBLISHED,
    PUBLISHED_ENDS,
    has_any,
)
from sourcekeeper.citing.parsing.worksheet import Worksheet, tidy
from sourcekeeper.model import PartialDate
from sourcekeeper.patterns import regex

_ACCESS_WINDOW = 60
"""How many characters before a date its ``consulté le`` may begin."""


_FORTHCOMING_WORDS = ("paraître", "forthcoming", "press", "im ", "prensa", "corso", "prelo", "verschijnen")
"""One of them stands in every match of `FORTHCOMING`: seeing that costs less than the search."""


def read_remarks(sheet: Worksheet) -> None:
    """Take off the sheet what says nothing of the work: forthcoming, online."""
    if has_any(sheet.lowered, _FORTHCOMING_WORDS) and (match := FORTHCOMING.search(sheet.flat)):
        sheet.take(*match.span())
    if "[" in sheet.flat and (match := _SINE_LOCO.search(sheet.flat)):
        sheet.take(*match.span())
    if ("[" in sheet.lowered or "(" in sheet.lowered) and (match := ONLINE.search(sheet.flat)):
        sheet.take(*match.span())
    if "(" in sheet.flat and (match := _CHANGED.search(sheet.flat)) and len(sheet.dates()) > 1:
        sheet.take(*match.span())


_SINE_LOCO = regex(r"\[[Ss]\.\s?[ln]\.?(?:\s?[:;,]\s?[Ss]\.\s?n\.?)?\]")
"""``[S. l.: s. n.]``: neither place nor publisher is known."""
_CHANGED = regex(
    r"\((?:last )?(?:(?:updated|modified|revised)(?: on)?|mise? à jour(?: le)?|modifiée?(?: le)?|actualisée?(?: le)?|"
    r"(?:zuletzt )?(?:aktualisiert|geändert)(?: am)?|actualizad[oa](?: el)?|modificad[oa](?: el)?|"
    r"(?:ultimo )?aggiorna(?:to|mento)(?: il| al)?|atualizad[oa](?: em)?|bijgewerkt(?: op)?):?\s[^()\ue000]{4,30}\)",
    re.IGNORECASE,
)
"""``(last updated Nov. 2, 2021)``: where another day is told, no day of publication."""


def read_accessed(sheet: Worksheet) -> None:
    """Set the day on which the author looked at the source, and take it off the sheet."""
    for found in sheet.dates():
        before = sheet.flat[max(0, found.start - _ACCESS_WINDOW) : found.start]
        lowered = before.rstrip(" :,").lower()
        if not (lowered.endswith(ACCESS_ENDS) and has_any(lowered, ACCESS_WORDS)):
            continue
        words = ACCESSED.search(sheet.flat, found.start - len(before), found.start)
        if words:
            sheet.put("accessed", found.value, (found.start, found.end))
            end = found.end + (sheet.flat[found.end : found.end + 1] == "]")
            sheet.take(words.start(), end)
            return


_ARCHIVED = regex(
    r"(?:archivée?s?|archived|archiviert|archivado|archiviato|gearchiveerd|snapshot)(?:\s\w{1,3})?\s$", re.IGNORECASE
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


def read_issued(sheet: Worksheet, start: int = 0, *, prefer_first: bool = False) -> DatedSpan | None:
    """Set the date of publication, the most precise behind `start` and of those the last; take it off the sheet."""
    found = sheet.dates(start)
    missing = find_no_date(sheet.flat)
    if missing:
        # s. d. [2019]: only what stands right behind it is a date of the work.
        sheet.take(*missing)
        found = [date for date in found if 0 <= date.start - missing[1] <= 12]
    if not found:
        return None
    if len(found) > 1 and has_any(sheet.lowered, _CHANGE_WORDS):
        found = [
            date for date in found if not _IS_CHANGED.search(sheet.flat, max(0, date.start - 30), date.start)
        ] or found
    if has_any(sheet.lowered, ("archiv", "snapshot")):
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
    found = [date for date in found if not _is_behind_slash(sheet.flat, date.start)] or found
    return found[0] if prefer_first else max(found, key=lambda date: (date.precision, date.start))


def _is_behind_slash(flat: str, start: int) -> bool:
    """Whether a year ends a number: ``Amparo en Revisión 237/2014``."""
    return start > 1 and flat[start - 1] == "/" and flat[start - 2].isdigit()


def _before_day(flat: str, start: int) -> int:
    """Return where the words before a day of publication begin (``mis en ligne le``), else where the day begins."""
    word = flat[max(0, start - 16) : start].rstrip(" ,;(").rpartition(" ")[2]
    if word.lower() not in PUBLISHED_ENDS and not word.endswith(("v.", "V.", "dd.", "DD.", "Dd.", "dD.")):
        return start
    words = PUBLISHED.search(flat, max(0, start - 30), start)
    return words.start() if words else start


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


def _read_law_journal(sheet: Worksheet, start: int) -> bool:
    """``154 U. PA. L. REV. 477, 490`` and ``NVwZ 2019, 1465 (1468)``: what lawyers cite journals by."""
    match = LAW_JOURNAL.search(sheet.flat, start)
    if match is None:
        return False
    sheet.put("volume", match["volume"], match.span("volume"), 0.9)
    sheet.put("container-title", tidy(match["journal"]), match.span("journal"), 0.9)
    _put_first_page(sheet, match, "pinpoint")
    sheet.kind = sheet.kind or "article-journal"
    sheet.take(*match.span())
    return True


def read_yearly(sheet: Worksheet, start: int) -> None:
    """``NVwZ 2019, 1465 (1468)``: a journal whose years are its volumes."""
    match = YEARLY.search(sheet.flat, start)
    if match is None or not (match["journal"].isupper() or _INNER_CAPITAL.search(match["journal"])):
        return
    sheet.put("container-title", match["journal"], match.span("journal"), 0.9)
    sheet.put("issued", PartialDate(start=(int(match["year"]),)), match.span("year"))
    if match["issue"]:
        sheet.put("issue", match["issue"].replace("–", "-"), match.span("issue"))
    _put_first_page(sheet, match, "pinpoint" if match["pinpoint"] else "pinpoint2")
    sheet.kind = sheet.kind or "article-journal"
    sheet.take(*match.span())


def _put_first_page(sheet: Worksheet, match: re.Match[str], pinpoint: str) -> None:
    """Set the page on which a work begins, and what of it is meant."""
    sheet.put("page", whole_range(match["page"]), match.span("page"), 0.9)
    sheet.begins_at_page = True
    if match[pinpoint]:
        sheet.locator = whole_range(match[pinpoint])
        sheet.put("locator", sheet.locator, match.span(pinpoint), 0.9)


_INNER_CAPITAL = re.compile(r"[a-zA-Z][A-Z]")


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


def read_volume(sheet: Worksheet, start: int = 0) -> None:
    """Set volume and issue (``vol. 63, n° 1-2``, ``8(3), 211``, ``H. 2``) and take them off the sheet."""
    if not has_figure(sheet.flat, start) or _read_law_journal(sheet, start):
        return
    _read_volume_and_issue(sheet, start)
    if "page" not in sheet.fields:
        is_numbered = "volume" in sheet.fields
        pages = (BEHIND_NUMBERED_YEAR if is_numbered else BEHIND_YEAR).search(sheet.flat, start)
        if pages:
            sheet.put("page", whole_range(pages["pages"]), pages.span("pages"), 0.9)
            sheet.take(*pages.span("pages"))


def _read_volume_and_issue(sheet: Worksheet, start: int) -> None:
    if match := BRACKETED_ISSUE.search(sheet.flat, start):
        sheet.put("issue", whole_range(match["issue"]), match.span("issue"), 0.9)
        sheet.put("page", whole_range(match["pages"]), match.span("pages"), 0.9)
        sheet.take(*match.span())
        return
    if match := VOLUME_PAGES.search(sheet.flat, start) or VOLUME_COLON_PAGES.search(sheet.flat, start):
        sheet.put("volume", match["volume"], match.span("volume"), 0.9)
        sheet.put("page", whole_range(match["pages"]), match.span("pages"), 0.9)
        sheet.take(*match.span())
        return
    if (
        match := VOLUME_ISSUE.search(sheet.flat, start) or ROMAN_VOLUME_ISSUE.search(sheet.flat, start)
    ) and not _is_numbers(sheet, match.start("volume")):
        sheet.put("volume", match["volume"], match.span("volume"))
        sheet.put(
            "issue", whole_range(match["issue"]) if "/" not in match["issue"] else match["issue"], match.span("issue")
        )
        pages = AFTER_VOLUME_ISSUE.match(sheet.flat[match.end() :])
        sheet.take(*match.span())
        if pages:
            span = match.end() + pages.start("pages"), match.end() + pages.end("pages")
            sheet.put("page", whole_range(pages["pages"]), span)
            sheet.take(*span)
        return
    if match := VOLUME.search(sheet.flat, start) or ROMAN_VOLUME.search(sheet.flat, start):
        sheet.put("volume", match["volume"], match.span("volume"))
        sheet.take(*match.span())
    if (match := ISSUE.search(sheet.flat, start)) and not _is_numbers(sheet, match.start("issue")):
        sheet.put("issue", re.sub(r"\s", "", match["issue"]).replace("–", "-"), match.span("issue"))
        sheet.take(*match.span())


def _is_in_number(sheet: Worksheet, date: DatedSpan) -> bool:
    """Whether a year is a part of the work's number: ``n.º 12.345/2019``."""
    number = sheet.fields.get("number")
    return (
        number is not None and number.span is not None and number.span[0] <= sheet.start + date.start < number.span[1]
    )


def _is_numbers(sheet: Worksheet, position: int) -> bool:
    """Whether a figure is already the number of the work."""
    number = sheet.fields.get("number")
    return number is not None and number.span is not None and number.span[0] == sheet.start + position


def read_last_number(sheet: Worksheet, start: int) -> None:
    """Set the pinpoint that OSCOLA writes without a word: the last figure, behind the bracket."""
    match = LAST_NUMBER.search(sheet.flat, max(start, len(sheet.flat) - 20))
    if match:
        sheet.put("page", whole_range(match["pages"]), match.span("pages"), 0.8)
        sheet.take(*match.span("pages"))


def read_pages(sheet: Worksheet, start: int = 0) -> tuple[int, int] | None:
    """Set ``page`` for now and take it off the sheet; `settle_pages` decides whether it is a pinpoint."""
    if not has_figure(sheet.flat, start):
        return None
    extent = EXTENT.search(sheet.flat, start)
    pages = find_pages(sheet.flat[start:])
    if extent and (pages is None or start + pages.start != extent.start()):
        sheet.put("number-of-pages", extent["count"], extent.span("count"))
        sheet.take(*extent.span())
    if pages:
        span = start + pages.start, start + pages.end
        sheet.put("page", pages.value, span)
        sheet.take(*span)
        return span
    if pinpoint := PINPOINT.search(sheet.flat, start):
        if pinpoint["time"] and any(0 <= pinpoint.start() - date.end <= 3 for date in sheet.dates()):
            sheet.take(*pinpoint.span())  # publié le 23/10/2020 à 07:12
            return None
        sheet.locator = (pinpoint["paragraph"] or pinpoint["article"] or pinpoint.group()).strip()
        sheet.put("locator", sheet.locator, pinpoint.span())
        sheet.take(*pinpoint.span())
        return pinpoint.span()
    if "s. " in sheet.flat and (small := SMALL_PAGES.search(sheet.flat, start)):
        sheet.put("page", whole_range(small["pages"]), small.span("pages"))
        sheet.take(*small.span())
        return small.span()
    if (
        " at " in sheet.flat
        and (bare := BARE_AT.search(sheet.flat, start))
        and bare["pages"][0].isdigit()
        and len(bare["pages"]) < 12
    ):
        sheet.put("page", whole_range(bare["pages"]), bare.span("pages"))
        sheet.take(*bare.span())
    return None


_PAGED_TYPES = frozenset({"article-journal", "article-newspaper", "article-magazine", "chapter", "paper-conference"})


def settle_pages(sheet: Worksheet, kind: str) -> None:
    """Make pages a pinpoint of this citation unless the work itself has them (a range in a journal or a chapter)."""
    page = sheet.fields.get("page")
    if page is None or not isinstance(page.value, str) or sheet.begins_at_page:
        return
    is_range = "-" in page.value or "," in page.value
    is_press = kind in ("article-newspaper", "article-magazine")
    if kind in _PAGED_TYPES and (is_range or is_press):
        return
    del sheet.fields["page"]
    sheet.locator = page.value
    sheet.fields["locator"] = page
