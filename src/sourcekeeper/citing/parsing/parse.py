"""One part of a note to an item: every field with its place in the note and a confidence. Pure.

The order matters: what has an unmistakable shape is read first and taken off the sheet (addresses, access date,
quoted title, identifiers, dates, figures), so that what is left is authors, title, container and imprint.
"""

from __future__ import annotations

from dataclasses import replace

from sourcekeeper.citing.parsing.abnt import read_authors, read_thesis
from sourcekeeper.citing.parsing.addressed import read_addresses
from sourcekeeper.citing.parsing.bodies import is_person_like
from sourcekeeper.citing.parsing.evidence import is_source
from sourcekeeper.citing.parsing.figures.figures import (
    read_accessed,
    read_last_number,
    read_pages,
    read_remarks,
    read_volume,
    read_yearly,
    settle_pages,
)
from sourcekeeper.citing.parsing.figures.issued import read_issued
from sourcekeeper.citing.parsing.figures.report_numbers import read_report_number
from sourcekeeper.citing.parsing.identified import doubts, made_addresses, names_a_work, read_identifiers
from sourcekeeper.citing.parsing.kinds import kind_of
from sourcekeeper.citing.parsing.law.law import read_law
from sourcekeeper.citing.parsing.openings import body_start
from sourcekeeper.citing.parsing.titles.quoted import read_after, read_quoted, title_quote
from sourcekeeper.citing.parsing.titles.unquoted import read_unquoted
from sourcekeeper.citing.parsing.words import guess_language, has_any
from sourcekeeper.citing.parsing.worksheet import Worksheet
from sourcekeeper.citing.pointers import SAME_AUTHOR, SAME_AUTHOR_WORD
from sourcekeeper.model import Citation, Field, Item, Name, Origin
from sourcekeeper.web.folding import fold

LONGEST_CITATION = 5_000
"""Characters; what stands behind them in a single citation is not read."""


def parse_citation(sheet: Worksheet) -> Citation | None:
    """Read one part of a note; None when it is prose without a source."""
    text = sheet.original(0, sheet.end - sheet.start).strip(" ;,")
    addresses = read_addresses(sheet)
    host = sheet.hosts[0] if sheet.hosts else ""
    read_accessed(sheet)
    _take_same_author(sheet)
    quoted = title_quote(sheet)
    if quoted is not None:
        rest = read_quoted(sheet, quoted, host)
        _read_figures(sheet, rest)
        read_after(sheet, rest, host)
    else:
        start, _ = body_start(sheet.flat, len(sheet.flat))
        if not read_law(sheet, start):
            read_authors(sheet, start)
            read_thesis(sheet, start)
            _read_figures(sheet, start)
            read_unquoted(sheet, start, host)
    if not is_source(sheet, has_quoted_title=quoted is not None) and not names_a_work(sheet):
        return None
    _finish(sheet, has_quoted_title=quoted is not None)
    return Citation(
        text=text,
        item=Item(fields=sheet.fields),
        addresses=addresses or made_addresses(sheet),
        locator=sheet.locator,
        problems=doubts(sheet),
    )


_SAME_AUTHOR_WORDS = ("id", "íd", "ders", "dies", "ead", "même", "same a", "selben", "mism", "stess", "mesm", "zelfde")


def _take_same_author(sheet: Worksheet) -> None:
    """``Id., Title``: who it is stands in the citation before (`backrefs`)."""
    if not (has_any(sheet.lowered[:80], _SAME_AUTHOR_WORDS) and SAME_AUTHOR_WORD.search(sheet.flat, 0, 80)):
        return
    start, _ = body_start(sheet.flat, len(sheet.flat))
    same = SAME_AUTHOR.match(sheet.flat[start : start + 30])
    if same:
        sheet.take(start, start + same.end())
        sheet.is_by_same_author = True


def _read_figures(sheet: Worksheet, start: int) -> None:
    read_identifiers(sheet)
    read_remarks(sheet)
    read_report_number(sheet, start)
    read_yearly(sheet, start)
    read_pages(sheet, start)
    read_issued(sheet, start)
    read_volume(sheet, start)
    if "page" not in sheet.fields and "volume" not in sheet.fields:
        read_last_number(sheet, start)
    if "page" not in sheet.fields and sheet.locator:
        # A pinpoint may stand beside the pages of the work: § 5, p. 12.
        read_pages(sheet, start)


def _finish(sheet: Worksheet, *, has_quoted_title: bool) -> None:
    """Settle what depends on the whole: type, pages or pinpoint, a report's body, language."""
    kind, confidence = kind_of(sheet, has_quoted_title=has_quoted_title)
    settle_pages(sheet, kind)
    sheet.fields["type"] = Field(value=kind, origin=Origin.DERIVED, confidence=confidence)
    if kind in ("report", "pamphlet"):
        _share_body(sheet)
    _cut_site(sheet)
    title = sheet.fields.get("title")
    language = (
        guess_language(title.value, sheet.language) if title and isinstance(title.value, str) else sheet.language
    )
    sheet.put("language", language, None, 0.6, Origin.DERIVED)


def _cut_site(sheet: Worksheet) -> None:
    """``« Title | Ville de Brest ». Ville de Brest``: a page's title is cited with the site's name it ends in."""
    title = sheet.fields.get("title")
    if title is None or not isinstance(title.value, str) or title.span is None or " | " not in title.value:
        return
    own, _, tail = title.value.rpartition(" | ")
    given = (sheet.fields.get(name) for name in ("author", "publisher", "container-title"))
    if fold(tail) in {fold(_first_text(field)) for field in given if field is not None}:
        start, stop = title.span
        bar = sheet.layout.text.rfind("|", start, stop)
        sheet.fields["title"] = replace(title, value=own, span=(start, bar if bar >= 0 else stop))


def _first_text(field: Field) -> str:
    return field.value[0].literal if isinstance(field.value, tuple) else str(field.value)


def _share_body(sheet: Worksheet) -> None:
    """A report's publisher is its author where no person is named: the body that stands behind the title."""
    publisher = sheet.fields.get("publisher")
    if publisher is None and (behind := _body_behind_title(sheet)) is not None:
        sheet.fields["publisher"] = behind
    elif (
        publisher is not None
        and "author" not in sheet.fields
        and isinstance(publisher.value, str)
        and not is_person_like(publisher.value)
    ):
        sheet.fields["author"] = Field(
            value=(Name(literal=publisher.value),), origin=Origin.NOTE, span=publisher.span, confidence=0.6
        )


def _body_behind_title(sheet: Worksheet) -> Field | None:
    author, title = sheet.fields.get("author"), sheet.fields.get("title")
    if (
        author is None
        or title is None
        or author.span is None
        or title.span is None
        or not isinstance(author.value, tuple)
    ):
        return None
    if author.span[0] < title.span[1] or not author.value[0].literal:
        return None
    return Field(value=author.value[0].literal, origin=Origin.NOTE, span=author.span, confidence=0.8)
