"""Whether what was read is a source at all, rather than prose that quotes something and names a year. Pure."""

from __future__ import annotations

from sourcekeeper.citing.parsing.outlets import outlet_kind
from sourcekeeper.citing.parsing.words import kind_of_noun
from sourcekeeper.citing.parsing.worksheet import ADDRESS, TAKEN, Worksheet
from sourcekeeper.web.folding import fold

_SIGNS_OF_A_SOURCE = frozenset({"URL", "DOI", "ISBN", "archive_location"})
_UNPUBLISHED = ("legal_case", "post", "interview", "personal_communication", "pamphlet")
ENOUGH = 4
"""Points that make a source; see `_points`."""


def is_source(sheet: Worksheet, *, has_quoted_title: bool) -> bool:
    """Whether the fields of a worksheet make a source."""
    fields = sheet.fields
    if not _SIGNS_OF_A_SOURCE.isdisjoint(fields):
        return True
    if sheet.kind == "legislation":
        # An article of a code has neither day nor number; a whole sentence about a law is prose.
        return "issued" in fields or "number" in fields or len(str(fields["title"].value).split()) <= 12
    if sheet.kind in _UNPUBLISHED:
        return "issued" in fields or "number" in fields or (sheet.kind == "legal_case" and "volume" in fields)
    if sheet.kind in ("article", "report") and "number" in fields:
        return True
    if "issued" not in fields and not has_quoted_title and not _has_imprint(sheet):
        return False
    return _points(sheet, has_quoted_title=has_quoted_title) >= ENOUGH


def _has_imprint(sheet: Worksheet) -> bool:
    return "publisher" in sheet.fields or "publisher-place" in sheet.fields


def _points(sheet: Worksheet, *, has_quoted_title: bool) -> int:
    """Add up what speaks for a source: each field that a citation has and prose has not."""
    fields = sheet.fields
    points = 2 if has_quoted_title else _points_of_title(sheet)
    points += 2 * (has_quoted_title and "accessed" in fields)
    if "title" not in fields and "container-title" not in fields:
        points -= 3  # voir Gautier (2019), p. 12: a mention in short
    points += _points_of_author(sheet)
    container = fields.get("container-title")
    if container is not None:
        is_known = outlet_kind(str(container.value)) or sheet.kind == "entry-encyclopedia"
        points += 3 if is_known else 1
    points += sum(1 for name in ("publisher", "publisher-place", "genre", "editor") if name in fields)
    points += any(name in fields for name in ("volume", "issue", "page", "locator", "number-of-pages"))
    if "issued" in fields:
        points += 2 if _is_set_off(sheet) else 1
    return points


def _points_of_title(sheet: Worksheet) -> int:
    title = sheet.fields.get("title")
    if title is None or not isinstance(title.value, str):
        return 0
    if kind_of_noun(fold(" ".join(title.value.split()[:2]))):
        return 2
    if " " not in title.value and not any(name in sheet.fields for name in ("author", "container-title", "editor")):
        return -1  # Kammerer 2008, S. 45
    # A citation's title has a capital; what follows a name in prose has none.
    return -2 if title.value[:1].islower() else 1


def _points_of_author(sheet: Worksheet) -> int:
    author = sheet.fields.get("author") or sheet.fields.get("editor")
    if author is None or not isinstance(author.value, tuple):
        return 0
    return 2 if any(name.family for name in author.value) else 1


def _is_set_off(sheet: Worksheet) -> bool:
    """Whether the date stands behind a sign or a name, as in a citation, and not in the run of a sentence."""
    span = sheet.fields["issued"].span
    if span is None:
        return False
    before = sheet.layout.flat[max(0, span[0] - 30) : span[0]].rstrip()
    if not before or before[-1] in f',.;:()[]–—»”"’{TAKEN}{ADDRESS}':
        return True
    return before.split()[-1][:1].isupper() or before[-1].isdigit()
