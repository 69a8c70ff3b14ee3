"""What a page says of the work it shows, as an item. Pure.

Asked are Highwire's fields, linked data, Dublin Core, Open Graph, microdata, bylines and the text by the heading.
Field by field, the first good value in the order of trust wins. The facts come from `facts`; whether the page is
a wall or an error, and so says nothing of a work, is for `walls/` to tell first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sourcekeeper.model import Field, FieldValue, Item, Origin
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, squash
from sourcekeeper.web.memento import ArchivedAddress, archive_name, parse_archive_address
from sourcekeeper.web.metadata.authors import authors_of
from sourcekeeper.web.metadata.facts import PageFacts
from sourcekeeper.web.metadata.issued import issued_of
from sourcekeeper.web.metadata.jsonld import Node, text_of, things, types_of
from sourcekeeper.web.metadata.kinds import is_video_host, is_wiki, kind_of
from sourcekeeper.web.metadata.numbers import numbers_of
from sourcekeeper.web.metadata.posts import POST_HOSTS, post_of
from sourcekeeper.web.metadata.reading import Reading, Sure, reading_of
from sourcekeeper.web.metadata.titles import is_site, plain_site, site_before, site_beside, with_subtitle, without_site
from sourcekeeper.web.page_archived import without_captures_own

_LOOSE = frozenset({"webpage", "aboutpage", "itempage", "creativework", "collectionpage", "qapage"})
_CUT_SHORT = regex(r"\s*(?:…|\.\.\.)\s*$")
_NO_TITLE = regex(
    r"untitled(?: (?:document|page|post))?|(?:page |document )?sans[ -]titre(?: ?\d+)?|"
    r"(?:new|nouvelle) page(?: ?\d+)?|"
    r"unbenannt\w*|unbenanntes dokument|documento sin titulo|documento senza titolo|sem titulo|naamloos(?: document)?|"
    r"(?:(?:react|vite|vue|next|angular|my) ?)?app|document ?\d*|index|home|accueil|startseite|loading|null|undefined|"
    r"title|titre|default"
)
"""What stands for a title where nobody gave one; folded."""
_PREPRINT_NUMBER = regex(r"^\[\d{4}\.\d{4,5}(?:v\d+)?\]\s*|^\[[a-z-]+/\d{7}(?:v\d+)?\]\s*")
_WITH_PUBLISHER = frozenset({"report", "book", "chapter", "thesis", "article-journal", "dataset"})


def item_of(facts: PageFacts, url: str, archived: ArchivedAddress | None = None) -> Item:
    """Return the work a page describes; fields it does not name are absent.

    `url` is the page's own address. That of a snapshot gives the original's, with the snapshot beside it;
    `archived` is given when more is known of it than the address tells.
    """
    archived = archived or parse_archive_address(url)
    if archived:
        facts = replace(facts, metas=without_captures_own(facts.metas, archived))
    url = (archived and archived.original) or url
    page = reading_of(facts, url)
    title, site = _title(page)
    kind = kind_of(page)
    found: dict[str, Sure | None] = {
        "type": kind,
        "title": title,
        "author": authors_of(page),
        "issued": issued_of(page, str(kind[0])),
        "container-title": _container(page, str(title[0]) if title else "", site),
        "publisher": _publisher(page, kind[0]),
        "language": _language(page),
        "URL": (url, 1.0) if url else None,
        **{name: (value, 0.95) for name, value in numbers_of(page.facts)},
    }
    if archived and archived.original:
        found["archive"] = archive_name(archived.archive), 1.0
        found["archive_location"] = archived.uri, 1.0
    if kind[0] in {"report", "thesis"} and found["publisher"]:
        found["container-title"] = None
    if kind[0] == "post":
        found |= post_of(page)
    fields = {
        name: Field(value=sure[0], origin=Origin.PAGE, confidence=sure[1])
        for name, sure in found.items()
        if sure and sure[0]
    }
    return Item(fields=fields) if "title" in fields else Item()


# --- title ----------------------------------------------------------------------------------------------------------


def _title(page: Reading) -> tuple[Sure | None, str]:
    """Return the title, and the site's name when it stood beside it."""
    known = {fold(site) for site in (*page.sites, POST_HOSTS.get(page.host, "")) if site}
    spare: tuple[Sure, str] | None = None
    for named, sure, site in _titles(page):
        title = _PREPRINT_NUMBER.sub("", named).strip()
        if not title or _NO_TITLE.fullmatch(fold(title)) or _is_host(title, page.host) or _is_file(title, page):
            continue
        if not is_site(title, known, page.host):
            return (title, sure), site
        spare = spare or ((title, sure), site)
    if spare and (page.host in POST_HOSTS or is_video_host(page.host)):
        return None, ""  # what platforms call every page, also one that is gone
    return spare or (None, "")


def _is_host(title: str, host: str) -> bool:
    """Whether a title is nothing but the host's name: servers and parking services put it there."""
    bare = title.strip().lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/.")
    return bool(host) and bare == host


def _is_file(title: str, page: Reading) -> bool:
    """Whether a title is nothing but the file's name, while the page has a heading: ``bilan`` of ``bilan.html``."""
    return " " not in title and bool(page.facts.heading) and title == _file_stem(page.url)


def _file_stem(url: str) -> str:
    """Return the last part of an address less the ending of its file; nothing when it is no file."""
    name, dot, _ = url.partition("?")[0].rpartition("/")[2].rpartition(".")
    return name if dot else ""


def _titles(page: Reading) -> Iterator[tuple[str, float, str]]:
    """Yield the titles a page gives, the most trusted first: title, how sure, the site's name beside it."""
    facts = page.facts
    shown = facts.meta("og:title", "twitter:title")
    known = {fold(site) for site in page.sites}
    named = (
        facts.meta("citation_title", "bepress_citation_title"),
        _linked_title(page),
        facts.meta("eprints.title", "dc.title", "eli:title"),
    )
    for title in named:
        if title:
            whole = _as_shown(_uncut(title, (shown, facts.heading, facts.title)), (facts.heading, shown))
            site = site_before(facts.title, title, known, page.host) or site_beside(facts.title, title)
            yield without_site(whole, page.sites)[0], 0.95, site
    heading = facts.heading
    for title in (shown, facts.title):
        if heading and fold(heading) in fold(title) and len(heading) > 3:
            site = site_before(facts.title, heading, known, page.host) or site_beside(facts.title, heading)
            yield with_subtitle(heading, title, page.sites, page.host), 0.9, site
    loose = next((value for name in ("headline", "name") for value in facts.properties.get(name, ()) if value), "")
    for title, sure in ((shown, 0.8), (loose, 0.7), (facts.title, 0.6)):
        if title:
            own, site = without_site(title, page.sites, page.host)
            yield own, sure, site
    for title in (heading, *facts.headings):
        yield title, 0.5, ""


def _linked_title(page: Reading) -> str:
    """Return the headline of the main entity; its name when it has none and is a work. A wiki's is a description."""
    node = page.node
    name = text_of(node.get("name"))
    if is_wiki(page):
        return name
    is_work = not types_of(node) <= _LOOSE
    return text_of(node.get("headline")) or (name if is_work else "")


def _as_shown(title: str, others: tuple[str, ...]) -> str:
    """Return a title in the spelling the page shows it in: fields lose typographic marks, or gain escapes."""
    bare = squash(title)
    return next((one for one in others if one and squash(one) == bare and not one.isupper()), title)


def _uncut(title: str, others: tuple[str, ...]) -> str:
    """Return a title that ends in dots as another one has it in full; headlines are cut at 110 characters."""
    if not _CUT_SHORT.search(title):
        return title
    begun = fold(_CUT_SHORT.sub("", title))
    return next((one for one in others if len(begun) > 20 and fold(one).startswith(begun)), title)


# --- other fields ---------------------------------------------------------------------------------------------------


def _container(page: Reading, title: str, beside: str) -> Sure | None:
    facts = page.facts
    journal = facts.meta("citation_journal_title", "prism.publicationname", "bepress_citation_journal_title")
    journal = journal or facts.meta("citation_inbook_title", "citation_conference_title", "eprints.publication")
    if journal or (journal := _dublin_journal(page)):
        return journal, 0.97
    wholes = (one for name in ("isPartOf", "partOfSeries") for one in things(page.node, name, page.nodes))
    whole = next((text_of(one) for one in wholes if _is_periodical(one)), "")
    if whole:
        return whole, 0.9
    site = beside if is_wiki(page) and beside else facts.meta("og:site_name")
    if site:
        return plain_site(site, page.sites), 0.9
    name = page.sites[0] if page.sites else beside
    if beside and page.sites and fold(beside) in {fold(one) for one in page.sites}:
        name = beside
    if name and fold(name) != fold(title):
        return plain_site(name, (*page.sites, beside)), 0.8 if page.sites else 0.6
    return None


def _dublin_journal(page: Reading) -> str:
    """Return the journal that Dublin Core names: its source, on pages that number the volume or say ``Journal``."""
    facts = page.facts
    source = facts.meta("dc.source", "dc.ispartof", "dc.relation.ispartof")
    is_journal = "journal" in fold(facts.meta("dc.type")) or facts.meta("dc.source.volume", "dc.source.issue")
    return source if source and is_journal and "://" not in source and len(source) < 200 else ""


def _is_periodical(one: Node | str) -> bool:
    wanted = {"periodical", "newspaper", "magazine", "blog", "radioseries", "podcastseries", "tvseries", "book"}
    return not isinstance(one, str) and bool(types_of(one) & wanted)


def _publisher(page: Reading, kind: FieldValue) -> Sure | None:
    facts = page.facts
    body = facts.meta("citation_technical_report_institution", "citation_dissertation_institution")
    if body:
        return body, 0.95
    if kind not in _WITH_PUBLISHER:
        return None
    named = facts.meta(
        "citation_publisher", "eprints.publisher", "eprints.institution", "dc.publisher", "thesis.degree.grantor"
    )
    if not named and kind == "dataset":
        named = next(filter(None, map(text_of, things(page.node, "publisher", page.nodes))), "")
    return (named, 0.9) if named else None


def _language(page: Reading) -> Sure | None:
    facts = page.facts
    for value, sure in (
        (facts.meta("citation_language", "dc.language"), 0.9),
        (text_of(page.node.get("inLanguage")), 0.88),
        (facts.language, 0.85),
        (facts.meta("og:locale", "content-language"), 0.8),
    ):
        tag = _THREE_LETTERS.get(value.lower(), value).replace("_", "-")
        if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", tag):
            return tag, sure
    return None


_THREE_LETTERS = {
    "fre": "fr", "fra": "fr", "eng": "en", "ger": "de", "deu": "de", "spa": "es", "ita": "it", "por": "pt",
    "dut": "nl", "nld": "nl", "cat": "ca",
}  # fmt: skip
"""Languages as libraries write them (ISO 639-2, both sets), to what the web says."""
