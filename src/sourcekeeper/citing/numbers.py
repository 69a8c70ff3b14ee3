"""Pages, pinpoints, volumes and issues. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sourcekeeper.patterns import regex

_NUMBER = r"(?:\d+[a-z]?|[ivxlc]+)"
_SPAN = rf"{_NUMBER}(?:\s?[-–—]\s?{_NUMBER})?"
_LIST = rf"{_SPAN}(?:(?:\s?,\s?|\s?(?:et|and|und|y|e|en|&)\s){_SPAN})*(?:\s?(?:sqq?|ff?|et seq|s)\b\.?)?"

PAGES = regex(
    rf"(?<![^\W\d_])(?:pp?|pages?|S|Seiten?|p[áa]gs?|p[áa]ginas?|pagg?|pagine|blz|bladz)\.?\s?(?P<pages>{_LIST})(?![\w'’])"
)
BARE_AT = regex(rf"(?<!\w)at\s(?P<pages>{_SPAN})(?!\w)")
EXTENT = regex(r"(?<![\w-])(?P<count>\d{2,4})\s?(?:p|S|pp|pages|págs|pág|blz)\b\.?(?!\s?\d)")
PINPOINT = regex(
    r"(?<!\w)(?:(?P<section>§§?\s?\d+[a-z]?(?:\s?[-–]\s?\d+)?)"
    r"|(?P<margin>(?:Rn|Rdnr|Rz|marg)\.?\s?\d+)"
    r"|(?:paras?|par|¶¶?)\.?\s?(?P<paragraph>\d+(?:\s?[-–]\s?\d+)?)"
    r"|(?P<chapter>(?:ch|chap|chapitre|chapter|cap|capítulo|Kap|Kapitel)\.?\s?(?:\d+|[IVXL]+)(?!\w))"
    r"|(?P<time>(?:à|at|bei|min)\s\d{1,2}[:h]\d{2}(?::\d{2})?))"
)
VOLUME = regex(
    r"(?<!\w)(?:vol(?:ume)?|Bd|Band|tome|t|Jg|Jahrgang|jg)\.?\s?(?P<volume>\d+|[IVXLC]+)(?!\w)", re.IGNORECASE
)
ISSUE = regex(
    r"(?<!\w)(?:n(?:[o°º]|uméro|um|úm|r)?s?\.?\s?[°º]?|no\.|nº|núm\.|Nr\.|Heft|H\.|issue|fasc\.|hors-série n°)\s?"
    r"(?P<issue>\d+(?:\s?[-–/]\s?\d+)?)(?![\w-])",
    re.IGNORECASE,
)
VOLUME_ISSUE = regex(r"(?<![\w/])(?P<volume>\d{1,4})\s?\((?P<issue>\d{1,4}(?:\s?[-–/]\s?\d{1,4})?)\)")
VOLUME_PAGES = regex(r",\s(?P<volume>\d{1,4}),\s(?P<pages>\d+\s?[–-]\s?\d+)(?=[.,;)\s]|$)")
AFTER_VOLUME_ISSUE = regex(rf"^\s?[,:]\s?(?P<pages>{_SPAN})(?!\w)")
ARTICLE_NUMBER = regex(r"(?<![\w-])(?P<number>\d{4}-\d{1,4})(?![\w-])")

DOI_IN_ADDRESS = regex(r"^(?:https?://)?(?:dx\.)?doi\.org/(?P<doi>10\.\d{4,9}/\S+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages as cited."""

    value: str
    is_range: bool
    start: int
    end: int


def find_pages(flat: str) -> Pages | None:
    """Return the pages a citation gives: ``p. 70``, ``pp. 93-105``, ``S. 5``, ``pág. 23``."""
    match = PAGES.search(flat)
    if match is None:
        return None
    value = whole_range(match["pages"])
    return Pages(value, bool(re.fullmatch(r"\w+-\w+", value)), match.start(), match.end())


def whole_range(pages: str) -> str:
    """Write a range of pages with a hyphen, a shortened end filled up.

    >>> whole_range("135–61"), whole_range("112 – 130"), whole_range("1, 14 et 15")
    ('135-161', '112-130', '1, 14 et 15')
    """
    pages = re.sub(r"\s?[-–—]\s?", "-", pages.strip())
    match = re.fullmatch(r"(\d+)-(\d+)", pages)
    if match and len(match[2]) < len(match[1]):
        return f"{match[1]}-{match[1][: len(match[1]) - len(match[2])]}{match[2]}"
    return pages
