"""Everything of a citation that is told in figures: dates, volume and issue, pages. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.figures.access import access_around
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
    FORTHCOMING,
    ONLINE,
    has_any,
)
from sourcekeeper.citing.parsing.worksheet import Worksheet, tidy
from sourcekeeper.model import PartialDate
from sourcekeeper.patterns import regex

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
    """Set the day on which the author looked at the source, and take it, and others like it, off the sheet."""
    for found in sheet.dates():
        if around := access_around(sheet.flat, found):
            sheet.put("accessed", found.value, (found.start, found.end))
            sheet.take(*around)


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
    flat = sheet.flat
    for date in sheet.dated:
        if flat.startswith(", ", date.end):
            break
    else:
        return  # every such year has a comma behind it, and a page
    match = YEARLY.search(flat, start)
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
    if match := VOLUME.search(sheet.flat, start) or _roman_volume(sheet, start):
        sheet.put("volume", match["volume"], match.span("volume"))
        sheet.take(*match.span())
    if (match := ISSUE.search(sheet.flat, start)) and not _is_numbers(sheet, match.start("issue")):
        sheet.put("issue", re.sub(r"\s", "", match["issue"]).replace("–", "-"), match.span("issue"))
        sheet.take(*match.span())


def _roman_volume(sheet: Worksheet, start: int) -> re.Match[str] | None:
    """``Zeitschrift, XII, 2019``; before a whole day ``X`` is no volume but where it was posted."""
    issued = sheet.fields.get("issued")
    has_day = issued is not None and isinstance(issued.value, PartialDate) and len(issued.value.start) > 2
    return None if has_day else ROMAN_VOLUME.search(sheet.flat, start)


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
