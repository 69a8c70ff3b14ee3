"""COinS: a work described in the title of an empty span (OpenURL, Z39.88), as Highwire's fields. Pure.

A span describes the work it sits beside, which need not be the page's own: encyclopedias have one for each reference.
It is believed when there is one only, and when the page shows its title.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qsl

from sourcekeeper.web.folding import fold

MAX_LENGTH = 4000
_NAMES = {
    "rft.atitle": "citation_title",
    "rft.title": "citation_title",
    "rft.jtitle": "citation_journal_title",
    "rft.stitle": "citation_journal_title",
    "rft.btitle": "citation_inbook_title",
    "rft.au": "citation_author",
    "rft.creator": "citation_author",
    "rft.date": "citation_date",
    "rft.volume": "citation_volume",
    "rft.issue": "citation_issue",
    "rft.spage": "citation_firstpage",
    "rft.epage": "citation_lastpage",
    "rft.issn": "citation_issn",
    "rft.eissn": "citation_issn",
    "rft.isbn": "citation_isbn",
    "rft.pub": "citation_publisher",
    "rft.degree": "citation_dissertation_name",
    "rft.inst": "citation_dissertation_institution",
}


def coins_metas(spans: Sequence[str], shown: Callable[[], Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    """Return what the only span of a page says, if a text that `shown` gives holds its title; else nothing."""
    if len(spans) != 1 or len(spans[0]) > MAX_LENGTH:
        return {}
    try:
        pairs = [(name.lower(), " ".join(value.split())) for name, value in parse_qsl(spans[0], max_num_fields=100)]
    except ValueError:
        return {}
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        if target := _NAMES.get(name):
            found.setdefault(target, []).append(value)
    given = dict(pairs)
    _settle_title(found, given)
    if given.get("rft.aulast") and "citation_author" not in found:
        first = given.get("rft.aufirst") or given.get("rft.auinit") or ""
        found["citation_author"] = [f"{given['rft.aulast']}, {first}".rstrip(", ")]
    if "-" in given.get("rft.pages", "") and "citation_firstpage" not in found:
        found["citation_firstpage"] = [given["rft.pages"]]
    doi = next((value for name, value in pairs if name == "rft_id" and "10." in value), "")
    if doi:
        found["citation_doi"] = [doi]
    title = fold(found["citation_title"][0]) if found.get("citation_title") else ""
    is_shown = len(title) > 3 and any(title in fold(text) for text in shown())
    return {name: tuple(values) for name, values in found.items()} if is_shown else {}


def _settle_title(found: dict[str, list[str]], given: Mapping[str, str]) -> None:
    """Name the work itself: the article of a journal, the chapter of a book, the book."""
    book = found.pop("citation_inbook_title", [])
    if "journal" in given.get("rft_val_fmt", "") and given.get("rft.atitle"):
        found["citation_title"] = [given["rft.atitle"]]
        if given.get("rft.title") and "citation_journal_title" not in found:
            found["citation_journal_title"] = [given["rft.title"]]
    elif book and not given.get("rft.atitle"):
        found["citation_title"] = book
