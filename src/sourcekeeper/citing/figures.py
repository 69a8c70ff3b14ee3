"""Everything of a citation that is told in figures: dates, volume and issue, pages. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.dates import DatedSpan, find_dates, find_no_date
from sourcekeeper.citing.numbers import (
    AFTER_VOLUME_ISSUE,
    BARE_AT,
    EXTENT,
    ISSUE,
    PINPOINT,
    VOLUME,
    VOLUME_ISSUE,
    VOLUME_PAGES,
    find_pages,
    whole_range,
)
from sourcekeeper.citing.words import ACCESS_ENDS, ACCESSED, FORTHCOMING, ONLINE, PUBLISHED
from sourcekeeper.citing.worksheet import TAKEN, Worksheet
from sourcekeeper.model import PartialDate

_ACCESS_WINDOW = 60
"""How many characters before a date its ``consulté le`` may begin."""


def read_remarks(sheet: Worksheet) -> None:
    """Take off the sheet what says nothing of the work: forthcoming, online."""
    for noise in (FORTHCOMING, ONLINE):
        if match := noise.search(sheet.flat):
            sheet.take(*match.span())


def read_accessed(sheet: Worksheet) -> None:
    """Set the day on which the author looked at the source, and take it off the sheet."""
    for found in find_dates(sheet.flat, sheet.language):
        before = sheet.flat[max(0, found.start - _ACCESS_WINDOW) : found.start]
        if not before.rstrip(" :,").lower().endswith(ACCESS_ENDS):
            continue
        words = ACCESSED.search(sheet.flat, found.start - len(before), found.start)
        if words:
            sheet.put("accessed", found.value, (found.start, found.end))
            end = found.end + (sheet.flat[found.end : found.end + 1] == "]")
            sheet.take(words.start(), end)
            return


def read_issued(sheet: Worksheet, start: int = 0, *, prefer_first: bool = False) -> DatedSpan | None:
    """Set the date of publication, the most precise behind `start` and of those the last; take it off the sheet."""
    found = [date for date in find_dates(sheet.flat, sheet.language) if date.start >= start]
    if not found:
        missing = find_no_date(sheet.flat)
        if missing:
            sheet.take(*missing)
        return None
    best = found[0] if prefer_first else max(found, key=lambda date: (date.precision, date.start))
    stands = sheet.fields.get("issued")
    derived = stands.value if stands is not None and isinstance(stands.value, PartialDate) else None
    if derived is not None and best.value.start != derived.start[: best.precision]:
        # What the note says beats what the post's number says, unless they agree and the number is more precise.
        del sheet.fields["issued"]
    sheet.put("issued", best.value, (best.start, best.end))
    words = PUBLISHED.search(sheet.flat, max(0, best.start - 30), best.start)
    sheet.take(words.start() if words else best.start, best.end)
    return best


def read_volume(sheet: Worksheet, start: int = 0) -> None:
    """Set volume and issue (``vol. 63, n° 1-2``, ``8(3), 211``, ``H. 2``) and take them off the sheet."""
    if match := VOLUME_PAGES.search(sheet.flat, start):
        sheet.put("volume", match["volume"], match.span("volume"), 0.9)
        sheet.put("page", whole_range(match["pages"]), match.span("pages"), 0.9)
        sheet.take(*match.span())
        return
    if match := VOLUME_ISSUE.search(sheet.flat, start):
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
    if match := VOLUME.search(sheet.flat, start):
        sheet.put("volume", match["volume"], match.span("volume"))
        sheet.take(*match.span())
    if match := ISSUE.search(sheet.flat, start):
        sheet.put("issue", re.sub(r"\s", "", match["issue"]).replace("–", "-"), match.span("issue"))
        sheet.take(*match.span())


def read_pages(sheet: Worksheet, start: int = 0) -> tuple[int, int] | None:
    """Set ``page`` for now and take it off the sheet; `settle_pages` decides whether it is a pinpoint."""
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
        sheet.locator = (pinpoint["paragraph"] or pinpoint.group()).strip()
        sheet.put("locator", sheet.locator, pinpoint.span())
        sheet.take(*pinpoint.span())
        return pinpoint.span()
    if (bare := BARE_AT.search(sheet.flat, start)) and bare["pages"][0].isdigit() and len(bare["pages"]) < 12:
        sheet.put("page", whole_range(bare["pages"]), bare.span("pages"))
        sheet.take(*bare.span())
    return None


_PAGED_TYPES = frozenset({"article-journal", "article-newspaper", "article-magazine", "chapter", "paper-conference"})


def settle_pages(sheet: Worksheet, kind: str) -> None:
    """Make pages a pinpoint of this citation unless the work itself has them (a range in a journal or a chapter)."""
    page = sheet.fields.get("page")
    if page is None or not isinstance(page.value, str):
        return
    is_range = "-" in page.value or "," in page.value
    is_press = kind in ("article-newspaper", "article-magazine")
    if kind in _PAGED_TYPES and (is_range or is_press):
        return
    del sheet.fields["page"]
    sheet.locator = page.value
    sheet.fields["locator"] = page


def is_taken(char: str) -> bool:
    """Whether a character of the sheet was read already."""
    return char == TAKEN
