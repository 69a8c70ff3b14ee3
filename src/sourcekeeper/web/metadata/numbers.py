"""Volume, issue, pages and identifiers: by Highwire, PRISM, Dublin Core, EPrints and bepress. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sourcekeeper.patterns import regex
from sourcekeeper.web.metadata.facts import PageFacts

_DOI = regex(r"10\.\d{4,9}/[^\s\"<>]+")
_ISBN = regex(r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]")
_RANGE = regex(r"(\w{1,8})\s?[-–—]\s?(\w{1,8})")
_NUMBERS = (
    ("volume", ("citation_volume", "prism.volume", "dc.source.volume", "eprints.volume", "bepress_citation_volume")),
    ("issue", ("citation_issue", "prism.number", "dc.source.issue", "eprints.number", "bepress_citation_issue")),
    ("ISSN", ("citation_issn", "prism.issn", "dc.source.issn", "eprints.issn")),
    ("number", ("citation_technical_report_number",)),
)


def numbers_of(facts: PageFacts) -> Iterator[tuple[str, str]]:
    """Yield the names of item fields and their values, as the page writes them."""
    for name, metas in _NUMBERS:
        if value := facts.meta(*metas):
            yield name, value
    isbn = _ISBN.search(facts.meta("citation_isbn", "books:isbn", "book:isbn", "eprints.isbn", "dc.identifier.isbn"))
    if isbn:
        yield "ISBN", isbn[0].strip()
    if pages := _pages(facts):
        yield "page", pages
    doi = _DOI.search(
        facts.meta("citation_doi", "prism.doi", "dc.identifier.doi", "bepress_citation_doi")
        or next((one for one in facts.meta_all("dc.identifier") if "10." in one), "")
        or facts.meta("eprints.id_number")
    )
    if doi:
        yield "DOI", re.sub(r"[.,;]+$", "", doi[0])


def _pages(facts: PageFacts) -> str:
    first = facts.meta("citation_firstpage", "prism.startingpage", "bepress_citation_firstpage")
    last = facts.meta("citation_lastpage", "prism.endingpage", "bepress_citation_lastpage")
    if first:
        return f"{first}-{last}" if last and last != first else first
    span = _RANGE.fullmatch(facts.meta("dc.identifier.pagenumber", "eprints.pagerange", "prism.pagerange").strip())
    return f"{span[1]}-{span[2]}" if span else ""
