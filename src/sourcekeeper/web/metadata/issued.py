"""The day a page's work was published: from fields made for it, then from the lines about its heading. Pure.

Never the day of a change, of an event, of the capture or of a right; never more precise than what stands there.
"""

from __future__ import annotations

from collections.abc import Iterator

from sourcekeeper.model import PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold
from sourcekeeper.web.metadata.dates import (
    date_in_path,
    find_bare,
    find_dateline,
    find_month,
    find_published,
    is_change,
    read_date,
    tells_change,
)
from sourcekeeper.web.metadata.jsonld import text_of, types_of
from sourcekeeper.web.metadata.kinds import is_repository
from sourcekeeper.web.metadata.lines import Line
from sourcekeeper.web.metadata.reading import Reading, Sure

_MOVING = frozenset({"videoobject", "radioepisode", "podcastepisode", "tvepisode", "audioobject"})
_LAW = frozenset({"legislation", "legal_case"})
_NO_PUBLICATION = regex(r"event|agenda|calend|updated|modif|aktualis|stand\b|today|deadline|expire|countdown")
_DATE_IN_TITLE = regex(r"(?:\b(?:du|vom|de|of|del|van|,)\s+)(?=\d{1,2})")
_LAW_AND_DAY = regex(
    r"(?P<number>\d+)/(?P<year>(?:19|20)\d\d),?\s+de\s+(?P<day>\d{1,2})\s+de\s+(?P<month>[a-z]{4,10})(?!\s+de\s+\d)"
)
_MAX_LINES = 24
_BARE_LINES = 14
_DATELINES = 4


def issued_of(page: Reading, kind: str) -> Sure | None:
    """Return the date of publication and how sure it is; None when the page tells none."""
    happening = frozenset(_happening(page))
    for text, sure in _marked(page, kind):
        if text and (value := read_date(text, month_first=page.month_first)) and value.start not in happening:
            return value, sure
    if kind in _LAW and (value := _in_title(page)):
        return value, 0.8
    if is_repository(page.url):
        return None  # the days it shows are of its releases and changes
    for value, sure in _shown(page):
        if value.start not in happening:
            return value, sure
    return None


def _marked(page: Reading, kind: str) -> Iterator[tuple[str, float]]:
    facts, node = page.facts, page.node
    yield facts.meta("citation_publication_date", "citation_date", "bepress_citation_date"), 0.97
    yield facts.meta("citation_online_date", "prism.publicationdate"), 0.95
    if kind in _LAW:
        yield facts.meta("eli:date_document", "eli:date_publication"), 0.95
    if kind != "entry-encyclopedia":
        yield text_of(node.get("datePublished")), 0.95
    if types_of(node) & _MOVING:
        yield text_of(node.get("uploadDate") or node.get("dateCreated")), 0.9
    yield (
        facts.meta(
            "article:published_time", "og:article:published_time", "og:published_time", "article:published",
            "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "published_time",
            "publish-date", "publish_date", "publishdate", "pubdate", "publication_date", "bt:pubdate",
            "article_date_original",
            "article.published", "video:release_date", "book:release_date",
        ),
        0.93,
    )  # fmt: skip
    yield facts.meta("dc.date.issued", "dc.issued", "eprints.date"), 0.92
    yield facts.meta("dc.date", "dc.date.published", "dc.date.created", "dc.created"), 0.9
    yield next((value for value in facts.properties.get("datepublished", ()) if value), ""), 0.9
    yield from ((time, 0.85) for time in facts.times[:3])


def _shown(page: Reading) -> Iterator[tuple[PartialDate, float]]:
    """Yield the days that the lines about the heading show, the surest first."""
    facts, month_first = page.facts, page.month_first
    lines = [line for line in facts.near_heading[:_MAX_LINES] if _may_be_published(line.marks)]
    before = [line for line in facts.before_heading if _may_be_published(line.marks)]
    for line in (*lines, *before):
        if value := find_published(line.text, month_first=month_first):
            yield value, 0.75
    own = [line for line in _before_change(lines)[:_BARE_LINES] if not _OF_A_FILE.search(fold(line.text))]
    for line in (*own, *before):
        for moment in line.moments:
            if value := read_date(moment, month_first=month_first):
                yield value, 0.72
    for line in (*own, *before):
        if value := find_bare(line.text, month_first=month_first):
            yield value, 0.7
    for line in own[:_DATELINES]:
        if value := find_dateline(line.text, month_first=month_first):
            yield value, 0.68
    if value := read_date(
        facts.meta("date", "creation_date", "dcsext.articlefirstpublished"), month_first=month_first
    ):
        yield value, 0.65
    if value := date_in_path(page.url):
        yield value, 0.7
    for line in (*lines[:_BARE_LINES], *before):
        if value := find_month(line.text):
            yield value, 0.55
    if value := _in_description(page):
        yield value, 0.5


def _may_be_published(marks: str) -> bool:
    """Whether the marks of a line speak against a day of publication; of one line with both days its words decide."""
    return not _NO_PUBLICATION.search(marks) or "publish" in marks


_OF_A_FILE = regex(
    r"\b(?:pdf|docx?|odt|ods|xlsx?|pptx?|zip|csv|telecharge\w*|download|herunterladen|descarga\w*|scarica\w*|baixar)\b|"
    r"\b\d+(?:[.,]\d+)? ?(?:[kmg][ob]|octets|bytes)\b"
)
"""What a list of files to download says of each; its day is the file's (in folded text)."""


def _before_change(lines: list[Line]) -> list[Line]:
    """Return the lines before one that tells when the page was changed: what follows it is listed or attached."""
    for number, line in enumerate(lines):
        if tells_change(line.text):
            # 8 July 2021, updated 9 July: the first day of such a line is the page's.
            return lines[: number if is_change(line.text) else number + 1]
    return lines


def _in_description(page: Reading) -> PartialDate | None:
    """Read a day that the page's description says it was published on."""
    return find_published(page.facts.meta("description")[:160], month_first=page.month_first)


def _happening(page: Reading) -> Iterator[tuple[int, ...]]:
    """Yield the days on which something takes place: they are no day of publication."""
    for node in page.nodes[:200]:
        if any(kind.endswith("event") for kind in types_of(node)):
            for name in ("startDate", "endDate", "doorTime"):
                if value := read_date(text_of(node.get(name))):
                    yield value.start


def _in_title(page: Reading) -> PartialDate | None:
    """Read the day of a law or ruling off its title: ``Urteil vom 16. Mai 2023``, ``Ley 7/2021, de 26 de mayo``."""
    for title in (page.facts.meta("citation_title", "dc.title"), page.facts.heading, page.facts.title):
        folded = fold(title[:300])
        for lead in _DATE_IN_TITLE.finditer(folded):
            value = read_date(folded[lead.end() :])
            if value and len(value.start) == 3:
                return value
        split = _LAW_AND_DAY.search(folded)
        if split and (value := read_date(f"{split['day']} {split['month']} {split['year']}")):
            return value
    return None
