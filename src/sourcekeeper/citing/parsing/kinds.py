"""The CSL type of a citation, from all that was read. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.bodies import is_body, says_body
from sourcekeeper.citing.parsing.outlets import (
    host_label,
    is_academic,
    is_official_journal,
    is_press_like,
    outlet_kind,
)
from sourcekeeper.citing.parsing.words import kind_of_noun
from sourcekeeper.citing.parsing.worksheet import Worksheet
from sourcekeeper.model import PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, squash

_PUBLIC_HOST = regex(
    r"(?:^|\.)(?:gouv|gov|gob|gub|govt|admin|europa|parlement|senat|assemblee-nationale|bund|bundestag)(?:\.|"
    r"$)|\.(?:mil|int)$"
)
_POST_PATH = regex(r"/(?:blogs?|posts?|billet)[/-]|/our-work/")
_PODCAST_PATH = regex(r"/(?:podcasts?|emissions?|audio|sendungen)/")
_RUNNING_TIME = regex(r"\d\s?(?:min(?:utes|utos|uti|\.)?|mn|Min\.)(?!\w)")
"""``52 min.``: what is heard or seen has its length."""
_BLOG = regex(r"\bblogs?\b|weblog")
_PDF = regex(r"\.pdf(?:[?#]|$)", re.IGNORECASE)


def kind_of(sheet: Worksheet, *, has_quoted_title: bool) -> tuple[str, float]:
    """Return the CSL type and how sure it is."""
    if sheet.kind == "software":
        # One item of type `software` makes Zotero refuse the whole file: reference section 4.
        return "webpage", 0.9
    container = _text(sheet, "container-title")
    if has_quoted_title and outlet_kind(_text(sheet, "publisher")) == "broadcast":
        return "broadcast", 0.8
    if sheet.kind:
        return _refined(sheet, container), 0.9
    if container:
        return _in_container(sheet, container)
    if "URL" in sheet.fields:
        return _on_the_web(sheet, has_quoted_title=has_quoted_title)
    if "accessed" in sheet.fields:
        return "webpage", 0.6
    if has_quoted_title and (medium := outlet_kind(_body_of(sheet))):
        return ("article-newspaper" if medium == "broadcast" else medium), 0.6
    title_kind = kind_of_noun(" ".join(fold(_text(sheet, "title")).split()[:2]))
    if "DOI" in sheet.fields and "publisher" not in sheet.fields and "ISBN" not in sheet.fields:
        return "article-journal", 0.6
    is_placed = "publisher-place" in sheet.fields and "publisher" not in sheet.fields and not _has_person(sheet)
    if not has_quoted_title and (title_kind == "report" or is_placed):
        return "report", 0.6
    if not has_quoted_title and says_body(_body_of(sheet)) and ("locator" in sheet.fields or "page" in sheet.fields):
        return "report", 0.6
    if not has_quoted_title and (_has_person(sheet) or "publisher" in sheet.fields or "ISBN" in sheet.fields):
        return "book", 0.8
    if _text(sheet, "publisher"):
        return "report", 0.5
    # What a body gave a title and a day, and no publisher, is most often a page of its site.
    is_page = has_quoted_title and _has_day(sheet) and bool(_body_of(sheet)) and _are_adjacent(sheet)
    return ("webpage", 0.4) if is_page else ("document", 0.4)


def _are_adjacent(sheet: Worksheet) -> bool:
    """Whether the title stands right behind its author: what a paper of parliament is called would stand between."""
    author, title = sheet.fields["author"].span, sheet.fields["title"].span
    return author is not None and title is not None and 0 <= title[0] - author[1] <= len(": « ")


def _refined(sheet: Worksheet, container: str) -> str:
    if sheet.kind == "broadcast" and container and outlet_kind(container) in ("article-newspaper", "article-magazine"):
        return "broadcast"
    medium = outlet_kind(container) if container else ""
    if medium and sheet.kind in ("report", "webpage", "interview") and medium != "broadcast":
        return medium
    return sheet.kind


def _in_container(sheet: Worksheet, container: str) -> tuple[str, float]:
    known = outlet_kind(container)
    if is_official_journal(container):
        return ("report" if _noun_of_title(sheet) else "legislation"), 0.7
    if _PODCAST_PATH.search(_text(sheet, "URL")):
        return "broadcast", 0.7
    if "log" in (folded := fold(container)) and _BLOG.search(folded):
        return "post-weblog", 0.8
    numbered = "volume" in sheet.fields or "issue" in sheet.fields
    has_range = "-" in _text(sheet, "page")
    if "editor" in sheet.fields or ("publisher" in sheet.fields and has_range and not numbered):
        return "chapter", 0.9
    if known:
        return _in_medium(sheet, known)
    counts = has_range and "volume" in sheet.fields and "issue" in sheet.fields
    if numbered and _has_day(sheet) and not counts and not is_academic(container) and "DOI" not in sheet.fields:
        return ("article-newspaper" if is_press_like(container) else "article-magazine"), 0.6
    if is_academic(container) or "DOI" in sheet.fields or (numbered and not is_press_like(container)):
        return "article-journal", 0.9
    if has_range and "URL" not in sheet.fields:
        return "article-journal", 0.7
    if "publisher-place" in sheet.fields and "publisher" in sheet.fields:
        return "chapter", 0.6
    host = sheet.hosts[0] if sheet.hosts else ""
    if _PUBLIC_HOST.search(host):
        return "webpage", 0.7
    if _POST_PATH.search(_text(sheet, "URL")):
        return "post-weblog", 0.6
    is_own_site = "URL" in sheet.fields and (says_body(container) or (host and squash(container) in squash(host)))
    if "issued" not in sheet.fields and not is_press_like(container):
        return "webpage", 0.5  # a paper's article has its day
    if ("title" not in sheet.fields or is_own_site) and not is_press_like(container):
        return "webpage", 0.5
    return "article-newspaper", 0.6


def _in_medium(sheet: Worksheet, known: str) -> tuple[str, float]:
    if known != "broadcast":
        return known, 0.9
    if _RUNNING_TIME.search(sheet.layout.flat, sheet.start, sheet.end):
        return "broadcast", 0.8
    # A radio's page is an article; its programme is a broadcast: only the note's own word tells.
    return "article-newspaper", 0.7


def _on_the_web(sheet: Worksheet, *, has_quoted_title: bool) -> tuple[str, float]:
    url = _text(sheet, "URL")
    name = _body_of(sheet)
    if name and outlet_kind(name):
        kind = outlet_kind(name)
        return ("article-newspaper" if kind == "broadcast" else kind), 0.7
    noun = _noun_of_title(sheet)
    if noun == "report" and fold(_text(sheet, "title")).split()[-1] in ("minutes", "protokoll", "notulen"):
        return "report", 0.7
    if noun == "report" and (_PDF.search(url) or "locator" in sheet.fields or "page" in sheet.fields):
        return "report", 0.8
    imprint = "publisher-place" in sheet.fields or "publisher" in sheet.fields
    if not has_quoted_title and "title" in sheet.fields and (_PDF.search(url) or imprint):
        by_body = bool(name) or not _has_person(sheet)
        return ("report", 0.7) if by_body or _PDF.search(url) else ("book", 0.7)
    if has_quoted_title and name and _PDF.search(url):
        return "report", 0.5
    medium = outlet_kind(host_label(sheet.hosts[0])) if sheet.hosts else ""
    if medium:
        return ("article-newspaper" if medium == "broadcast" else medium), 0.7
    if _POST_PATH.search(url):
        return "post-weblog", 0.7
    if "DOI" in sheet.fields and not is_body(name or "x"):
        return "article-journal", 0.6
    return "webpage", 0.6


def _noun_of_title(sheet: Worksheet) -> str:
    """Return the type a title's first words name, or (in English and German) its last."""
    words = fold(_text(sheet, "title")).split()
    return kind_of_noun(" ".join(words[:2])) or (kind_of_noun(words[-1]) if words else "")


def _body_of(sheet: Worksheet) -> str:
    """Return the name of the first author when it is a body."""
    first = sheet.fields.get("author")
    return first.value[0].literal if first is not None and isinstance(first.value, tuple) and first.value else ""


def _has_day(sheet: Worksheet) -> bool:
    """Whether the date is one day or month: periodicals for scholars name a year."""
    issued = sheet.fields.get("issued")
    return issued is not None and isinstance(issued.value, PartialDate) and len(issued.value.start) > 1


def _text(sheet: Worksheet, name: str) -> str:
    found = sheet.fields.get(name)
    return found.value if found is not None and isinstance(found.value, str) else ""


def _has_person(sheet: Worksheet) -> bool:
    found = sheet.fields.get("author")
    return found is not None and isinstance(found.value, tuple) and any(name.family for name in found.value)
