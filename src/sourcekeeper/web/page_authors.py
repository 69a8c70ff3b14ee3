"""Who wrote a page, by every road a page has for saying it; persons before bodies. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sourcekeeper.model import Name
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold
from sourcekeeper.web.page_facts import PageFacts
from sourcekeeper.web.page_jsonld import text_of, things, types_of
from sourcekeeper.web.page_names import byline_name, has_lead_in, is_body, read_name, read_names
from sourcekeeper.web.page_reading import Reading, Sure

_BODIES = frozenset({"organization", "newsmediaorganization", "governmentorganization", "ngo", "corporation"})
_WRITTEN_BY = frozenset(
    {"ecrit par", "written by", "verfasst von", "geschrieben von", "escrito por", "scritto da", "geschreven door"}
)
_BYLINE = regex(
    r"(?:^|[\s,])((?:[Pp]ar|[Bb]y|[Vv]on|[Pp]or|[Dd]i|[Dd]oor)\s+(?:[^\W\d_]+\s){0,3}[^\W\d_a-z][^\d,;|]{1,60})"
)


def authors_of(page: Reading) -> Sure | None:
    """Return persons named by any road before bodies named by a better one."""
    site = page.sites[0] if page.sites else ""
    bodies: tuple[Name, ...] = ()
    for names, sure in _author_roads(page, site):
        persons = tuple(name for name in names if name.family)
        if persons:
            return persons, sure
        bodies = bodies or names
    if bodies and not (bodies[0].literal and fold(bodies[0].literal) in {fold(one) for one in page.sites}):
        return bodies, 0.6
    return None


def _author_roads(page: Reading, site: str) -> Iterator[tuple[tuple[Name, ...], float]]:
    facts = page.facts
    highwire = facts.meta_all("citation_author", "citation_authors", "bepress_citation_author")
    yield _each(_split_authors(highwire), site), 0.97
    yield _linked_authors(page, site), 0.93
    yield (
        _each(
            facts.meta_all("dc.creator", "dc.creator.personalname", "dcterms.creator", "eprints.creators_name"), site
        ),
        0.9,
    )
    yield _each(facts.properties.get("author", ())[:10], site), 0.85
    yield _written_by(facts, site), 0.85
    yield _bylines(facts, site), 0.8
    yield _each(facts.meta_all("article:author", "og:article:author"), site), 0.8
    yield (
        _each(facts.meta_all("author", "twitter:creator_name", "sailthru.author", "parsely-author"), site, many=True),
        0.75,
    )
    yield _byline_near_heading(facts, site), 0.7


def _each(texts: Iterable[str], site: str, *, many: bool = False) -> tuple[Name, ...]:
    if many:
        return tuple(name for text in texts for name in read_names(text, site=site))
    return tuple(dict.fromkeys(name for text in texts if (name := read_name(text, site=site))))


def _split_authors(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts[:200]:
        yield from text.split(";")


def _linked_authors(page: Reading, site: str) -> tuple[Name, ...]:
    found: list[Name] = []
    for name in ("author", "creator"):
        for one in things(page.node, name, page.nodes):
            text = text_of(one)
            if isinstance(one, str):
                found += read_names(text, site=site)
            elif text and (
                read := read_name(
                    text, site=site, body=bool(types_of(one) & {"organization", "newsmediaorganization"})
                )
            ):
                found.append(read)
        if found:
            break
    return tuple(dict.fromkeys(found))


def _written_by(facts: PageFacts, site: str) -> tuple[Name, ...]:
    """Read the pair that Yoast writes for previews: ``twitter:label1`` is "Written by" in the site's language."""
    for number in ("1", "2"):
        if fold(facts.meta(f"twitter:label{number}")) in _WRITTEN_BY:
            return read_names(facts.meta(f"twitter:data{number}"), site=site)
    return ()


def _bylines(facts: PageFacts, site: str) -> tuple[Name, ...]:
    for line in facts.bylines:
        names = read_names(byline_name(line), site=site)
        if names and names[0].family:
            return names
    return ()


def _byline_near_heading(facts: PageFacts, site: str) -> tuple[Name, ...]:
    for line in facts.near_heading[:12]:
        found = re.search(
            r"(?:^|[\s,])((?:[Pp]ar|[Bb]y|[Vv]on|[Pp]or|[Dd]i|[Dd]oor)\s+(?:[^\W\d_]+\s){0,3}[^\W\d_a-z][^\d,;|]{1,60})",
            line,
        )
        if found and len(line) < 120 and has_lead_in(found[1]):
            names = read_names(byline_name(found[1]), site=site)
            if names and (names[0].family or is_body(names[0].literal)):
                return names
    return ()
