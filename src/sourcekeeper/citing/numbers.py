"""Pages, pinpoints, volumes, issues and identifiers. Pure."""

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

DOI = regex(r"(?:\bdoi\s?:?\s?|\bDOI\s?:?\s?)?(?P<doi>10\.\d{4,9}/[^\s\ue000\ue001«»“”\"]{1,300})", re.IGNORECASE)
DOI_IN_ADDRESS = regex(r"^(?:https?://)?(?:dx\.)?doi\.org/(?P<doi>10\.\d{4,9}/\S+)$", re.IGNORECASE)
ISBN = regex(
    r"(?:e-?)?ISBN(?:-1[03])?\s?:?\s?(?P<isbn>(?:97[89][-\s]?)?(?:\d[-\s]?){9}[\dXx])(?![\w-])", re.IGNORECASE
)
ISSN = regex(r"(?:e-?)?ISSN\s?:?\s?(?P<issn>\d{4}-\d{3}[\dXx])(?!\w)", re.IGNORECASE)
ARXIV = regex(
    r"(?<!\w)arXiv\s?:\s?(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\s?\[[\w.-]+\])?",
    re.IGNORECASE,
)
UN_DOCUMENT = regex(r"(?:UN Doc\.?\s?)?(?P<number>\b[AES](?:/[A-Z0-9.]+)+/\d+(?:/Add\.\d+)?)")


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


def balanced_end(text: str) -> str:
    """Cut trailing punctuation and closing brackets without a partner, as at the end of an address."""
    while text:
        if text[-1] in ".,;:!?'’" or (
            text[-1] in ")]}>" and text.count(text[-1]) > text.count("([{<"[")]}>".index(text[-1])])
        ):
            text = text[:-1]
        else:
            break
    return text


def is_isbn(text: str) -> bool:
    """Whether the check digit of an ISBN-10 or ISBN-13 is right."""
    digits = re.sub(r"[^\dXx]", "", text).upper()
    if len(digits) == 10 and "X" not in digits[:-1]:
        return sum((10 - i) * (10 if d == "X" else int(d)) for i, d in enumerate(digits)) % 11 == 0
    if len(digits) == 13 and digits.isdigit():
        return sum((3 if i % 2 else 1) * int(d) for i, d in enumerate(digits)) % 10 == 0
    return False
