"""What a page says of the work it shows, as an item. Pure.

Asked are Highwire's fields, linked data, Dublin Core, Open Graph, microdata, bylines and the text by the heading.

The order of trust is, field by field, first good value wins. The facts come from `page_facts`; whether the page is a
wall or an error, and so says nothing of a work, is for `walls` to tell first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from sourcekeeper.model import Field, FieldValue, Item, Origin, PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold
from sourcekeeper.web.memento import archive_name, parse_archive_address
from sourcekeeper.web.page_authors import authors_of
from sourcekeeper.web.page_dates import date_in_path, find_published, read_date
from sourcekeeper.web.page_facts import PageFacts
from sourcekeeper.web.page_jsonld import ARTICLE_TYPES, Node, text_of, things, types_of
from sourcekeeper.web.page_names import read_name
from sourcekeeper.web.page_reading import Reading, Sure, reading_of
from sourcekeeper.web.page_titles import heading_in, plain_site, site_beside, without_site

_WEBLOG_ENGINES = regex(r"wordpress|ghost|substack|medium|blogger|dotclear|hugo|jekyll|typepad", re.IGNORECASE)
_WEBLOG_HOSTS = regex(
    r"(?:^|\.)(?:substack|medium|wordpress|blogspot|tumblr|over-blog|hypotheses|mediapart\.fr/blogs)\."
)
_POST_HOSTS = {
    "x.com": "X",
    "twitter.com": "X",
    "bsky.app": "Bluesky",
    "facebook.com": "Facebook",
    "instagram.com": "Instagram",
}
_X_EPOCH_MILLISECONDS = 1288834974657
_REPORT = regex(r"\b(?:rapport|report|bericht|informe|relatorio|relazione)\b")
_DOI = regex(r"10\.\d{4,9}/[^\s\"<>]+")
_MAX_POST_TITLE = 280
_POST_AUTHOR = regex(r"(.{2,80}?)\s*(?:\((@\w{1,30})\))?\s+(?:on|sur|auf|en|op)\s+\w+\b")


def item_of(facts: PageFacts, url: str) -> Item:
    """Return the work a page describes; fields it does not name are absent.

    `url` is the page's own address. That of a snapshot gives the original's, with the snapshot beside it.
    """
    archived = parse_archive_address(url)
    url = (archived and archived.original) or url
    page = reading_of(facts, url)
    title, site = _title(page)
    container = _container(page, title[0] if title else "", site)
    kind = _type(page)
    found: dict[str, Sure | None] = {
        "type": kind,
        "title": title,
        "author": authors_of(page),
        "issued": _issued(page),
        "container-title": container,
        "publisher": _publisher(page, kind[0]),
        "language": _language(page),
        "URL": (url, 1.0) if url else None,
        **{name: (value, 0.95) for name, value in _numbers(page)},
    }
    if archived and archived.original:
        found["archive"] = archive_name(archived.archive), 1.0
        found["archive_location"] = archived.uri, 1.0
    if kind[0] == "report" and found["publisher"]:
        found["container-title"] = None
    if kind[0] == "post":
        found |= _post(page)
    fields = {
        name: Field(value=sure[0], origin=Origin.PAGE, confidence=sure[1])
        for name, sure in found.items()
        if sure and sure[0]
    }
    return Item(fields=fields) if "title" in fields else Item()


# --- fields ---------------------------------------------------------------------------------------------------------


def _title(page: Reading) -> tuple[Sure | None, str]:
    """Return the title, and the site's name when it stood beside it."""
    facts = page.facts
    exact = facts.meta("citation_title", "bepress_citation_title") or text_of(page.node.get("headline"))
    named = exact or facts.meta("eprints.title", "dc.title", "dcterms.title")
    shown = facts.meta("og:title", "twitter:title")
    heading = heading_in(shown, facts.headings, page.sites, page.host) or heading_in(
        facts.title, facts.headings, page.sites, page.host
    )
    if named:
        return (without_site(named, page.sites)[0], 0.95), site_beside(facts.title, named)
    if heading:
        return (heading, 0.9), site_beside(facts.title, heading)
    for title, sure in ((shown, 0.8), (_first(facts.properties, "headline", "name"), 0.7), (facts.title, 0.6)):
        if title:
            own, site = without_site(title, page.sites, page.host)
            return (own, sure), site
    return ((facts.headings[0], 0.5) if facts.headings else None), ""


def _issued(page: Reading) -> Sure | None:
    facts, node = page.facts, page.node
    moving = types_of(node) & {"videoobject", "radioepisode", "podcastepisode", "tvepisode"}
    marked: list[tuple[str, float]] = [
        (
            facts.meta("citation_publication_date", "citation_date", "citation_online_date", "bepress_citation_date"),
            0.97,
        ),
        (text_of(node.get("datePublished")), 0.95),
        (text_of(node.get("uploadDate") or node.get("dateCreated")) if moving else "", 0.9),
        (facts.meta("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date"), 0.93),
        (facts.meta("dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "eprints.date"), 0.9),
        (_first(facts.properties, "datepublished"), 0.9),
        *((time, 0.85) for time in facts.times[:3]),
    ]
    for text, sure in marked:
        if text and (value := read_date(text, month_first=page.month_first)):
            return value, sure
    for line in facts.near_heading[:20]:
        if value := find_published(line, month_first=page.month_first):
            return value, 0.75
    in_path = date_in_path(page.url)
    return (in_path, 0.7) if in_path else None


def _container(page: Reading, title: object, beside: str) -> Sure | None:
    journal = page.facts.meta("citation_journal_title", "prism.publicationname", "bepress_citation_journal_title")
    if journal:
        return journal, 0.97
    whole = next((text_of(one) for one in things(page.node, "isPartOf", page.nodes) if _is_periodical(one)), "")
    if whole:
        return whole, 0.9
    site = page.facts.meta("og:site_name")
    if site:
        return plain_site(site, page.sites), 0.9
    name = page.sites[0] if page.sites else beside
    if name and isinstance(title, str) and fold(name) != fold(title):
        return name, 0.8 if page.sites else 0.6
    return None


def _is_periodical(one: Node | str) -> bool:
    wanted = {"periodical", "newspaper", "magazine", "blog", "radioseries", "podcastseries", "tvseries", "book"}
    return not isinstance(one, str) and bool(types_of(one) & wanted)


def _publisher(page: Reading, kind: FieldValue) -> Sure | None:
    facts = page.facts
    body = facts.meta("citation_technical_report_institution", "citation_dissertation_institution")
    if body:
        return body, 0.95
    named = facts.meta("citation_publisher", "dc.publisher", "dcterms.publisher")
    return (named, 0.9) if named and kind in {"report", "book", "thesis", "article-journal"} else None


def _language(page: Reading) -> Sure | None:
    facts = page.facts
    for value, sure in (
        (facts.meta("citation_language", "dc.language"), 0.9),
        (facts.language, 0.85),
        (text_of(page.node.get("inLanguage")), 0.85),
        (facts.meta("og:locale"), 0.8),
    ):
        tag = value.replace("_", "-")
        if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", tag):
            return tag, sure
    return None


def _numbers(page: Reading) -> Iterator[tuple[str, str]]:
    facts = page.facts
    for name, metas in (
        ("volume", ("citation_volume", "prism.volume")),
        ("issue", ("citation_issue", "prism.number")),
        ("ISSN", ("citation_issn", "prism.issn")),
        ("ISBN", ("citation_isbn",)),
        ("number", ("citation_technical_report_number",)),
    ):
        if value := facts.meta(*metas):
            yield name, value
    first, last = (
        facts.meta("citation_firstpage", "prism.startingpage"),
        facts.meta("citation_lastpage", "prism.endingpage"),
    )
    if first:
        yield "page", f"{first}-{last}" if last and last != first else first
    doi = _DOI.search(
        facts.meta("citation_doi", "prism.doi", "dc.identifier.doi", "bepress_citation_doi") or _dc_doi(facts)
    )
    if doi:
        yield "DOI", doi[0].rstrip(".,;")


def _dc_doi(facts: PageFacts) -> str:
    return next((one for one in facts.meta_all("dc.identifier", "dcterms.identifier") if "10." in one), "")


# --- kinds ----------------------------------------------------------------------------------------------------------


def _type(page: Reading) -> Sure:
    """Return the CSL type: what the page says of its kind, then what made it, then ``webpage``."""
    facts = page.facts
    if page.host in _POST_HOSTS and _is_post(page.url):
        return "post", 0.95
    if facts.meta("citation_dissertation_institution"):
        return "thesis", 0.95
    if facts.meta("citation_technical_report_institution") or _REPORT.search(fold(facts.meta("dc.type"))):
        return "report", 0.95
    if facts.meta("citation_journal_title"):
        return "article-journal", 0.95
    if facts.meta("citation_isbn"):
        return "book", 0.8
    kinds = types_of(page.node)
    weblog = _WEBLOG_ENGINES.search(facts.meta("generator")) or _WEBLOG_HOSTS.search(page.host)
    linked = next((ARTICLE_TYPES[kind] for kind in sorted(kinds) if ARTICLE_TYPES.get(kind)), "")
    if linked and not (linked == "article-newspaper" and _WEBLOG_HOSTS.search(page.host)):
        return linked, 0.9
    article = "article" in kinds or fold(facts.meta("og:type")) == "article"
    if weblog:
        return ("post-weblog", 0.8) if article or linked else ("webpage", 0.6)
    if any(name.startswith("eli:") for name in facts.metas):
        return "legislation", 0.8
    if fold(facts.meta("og:type")).startswith("video"):
        return "motion_picture", 0.8
    dated = facts.meta("article:published_time", "og:article:published_time")
    return ("article-newspaper", 0.6) if article and (dated or facts.bylines) else ("webpage", 0.5)


def _is_post(url: str) -> bool:
    return bool(re.search(r"/(?:status|statuses|posts?|p|permalink\.php|videos)\b", url))


def _post(page: Reading) -> dict[str, Sure | None]:
    """Read a post on a social network: its text is its title, its number may hold its day."""
    facts = page.facts
    text = facts.meta("og:description", "description")[:_MAX_POST_TITLE]
    shown = re.match(
        r"(.{2,80}?)\s*(?:\((@\w{1,30})\))?\s+(?:on|sur|auf|en|op)\s+\w+\b", facts.meta("og:title") or facts.title
    )
    author = read_name(shown[1]) if shown else None
    day = _day_in_number(page)
    found: dict[str, Sure | None] = {"container-title": (_POST_HOSTS[page.host], 0.95)}
    if text:
        found["title"] = (text, 0.85)
    if author:
        found["author"] = ((author,), 0.85)
    if day:
        found["issued"] = (day, 0.95)
    return found


def _day_in_number(page: Reading) -> PartialDate | None:
    """Return the UTC day an X post was made on: its number counts milliseconds (posts since November 2010)."""
    found = re.search(r"/status(?:es)?/(\d{11,20})(?:\D|$)", page.url)
    if _POST_HOSTS.get(page.host) != "X" or not found:
        return None
    days = ((int(found[1]) >> 22) + _X_EPOCH_MILLISECONDS) // 86_400_000
    return _day_after_epoch(days)


def _day_after_epoch(days: int) -> PartialDate | None:
    from_year_one = 719163 + days  # the ordinal of 1 January 1970 is 719163
    try:
        found = date.fromordinal(from_year_one)
    except (ValueError, OverflowError):
        return None
    return PartialDate(start=(found.year, found.month, found.day))


def _first(values: Mapping[str, tuple[str, ...]], *names: str) -> str:
    return next((value for name in names for value in values.get(name, ()) if value), "")
