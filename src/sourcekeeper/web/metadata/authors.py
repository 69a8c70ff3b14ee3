"""Who wrote a page, by every road a page has for saying it; persons before bodies. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sourcekeeper.model import Name
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, squash, word_set
from sourcekeeper.web.metadata.bylines import leading_names, read_byline
from sourcekeeper.web.metadata.dates import find_bare
from sourcekeeper.web.metadata.facts import PageFacts
from sourcekeeper.web.metadata.jsonld import text_of, things, types_of
from sourcekeeper.web.metadata.kinds import is_wiki
from sourcekeeper.web.metadata.names import joins_names, read_name, read_names
from sourcekeeper.web.metadata.reading import Reading, Sure

_BODIES = word_set(
    "organization newsmediaorganization governmentorganization ngo corporation collegeoruniversity",
    "educationalorganization localbusiness project brand musicgroup",
)
_WRITTEN_BY = frozenset(
    {"ecrit par", "written by", "verfasst von", "geschrieben von", "escrito por", "scritto da", "geschreven door"}
)
_BYLINE_LINES = 14
_DATED_LINES = 8


def authors_of(page: Reading) -> Sure | None:
    """Return persons named by any road before bodies named by a better one."""
    sites = {fold(one) for one in page.sites}
    bodies: Sure | None = None
    for names, sure in _author_roads(page, page.sites[0] if page.sites else ""):
        persons = tuple(name for name in names if name.family)
        if persons:
            return persons, sure
        others = tuple(name for name in names if fold(name.literal) not in sites and not _is_account(name, page))
        if others and bodies is None:
            bodies = others, min(sure, 0.6)
    return None if is_wiki(page) else bodies or _publishing_body(page)


_ACCOUNT = regex(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+|[a-z]+\d+")
_OF_ACCOUNTS = frozenset({"discussionforumposting", "socialmediaposting", "comment", "question", "qapage"})


def _is_account(name: Name, page: Reading) -> bool:
    """Whether a name is an account's of whoever keeps the site, as ``wtw-comms``; where readers post, it is a name."""
    literal = name.literal
    if not _ACCOUNT.fullmatch(literal) or types_of(page.node) & _OF_ACCOUNTS:
        return False
    return "." not in literal or squash(literal) not in squash(page.host)


def _publishing_body(page: Reading) -> Sure | None:
    """Return a body that Dublin Core names as creator and as publisher: it speaks on its own site, and signs."""
    creators = page.facts.meta_all("dc.creator")
    publisher = fold(page.facts.meta("dc.publisher"))
    if len(creators) != 1 or not publisher or fold(creators[0]) != publisher:
        return None
    name = read_name(creators[0], body=True)
    return ((name,), 0.6) if name and name.literal else None


def _author_roads(page: Reading, site: str) -> Iterator[tuple[tuple[Name, ...], float]]:
    facts = page.facts
    highwire = facts.meta_all("citation_author", "citation_authors", "bepress_citation_author")
    yield _each(_split_authors(highwire), site), 0.97
    yield _linked_authors(page, site), 0.93
    yield (
        _several(
            _split_authors(facts.meta_all("dc.creator", "dc.creator.personalname", "eprints.creators_name")), site
        ),
        0.9,
    )
    yield _each(facts.properties.get("author", ())[:10], site), 0.85
    yield _written_by(facts, site), 0.85
    yield _marked_bylines(facts, site), 0.8
    yield _each(_split_links(facts.meta_all("article:author", "og:article:author")), site, many=True), 0.8
    yield (
        _each(
            facts.meta_all(
                "author", "twitter:creator_name", "sailthru.author", "parsely-author", "article.author", "byl"
            ),
            site,
            many=True,
        ),
        0.75,
    )
    yield _bylines_near(facts, site), 0.7
    yield _dated_names(page, site), 0.65


def _each(texts: Iterable[str], site: str, *, many: bool = False) -> tuple[Name, ...]:
    if many:
        return tuple(dict.fromkeys(name for text in texts for name in read_names(text, site=site)))
    return tuple(dict.fromkeys(name for text in texts if (name := read_name(text, site=site))))


def _several(texts: Iterable[str], site: str) -> tuple[Name, ...]:
    """Read fields that hold a name each, or a list of persons: ``Mme A. Lee, M. B. Ek et M. C. Roy``."""
    names: list[Name] = []
    for text in texts:
        listed = read_names(text, site=site) if joins_names(text) else ()
        one = read_name(text, site=site)
        names += listed if len(listed) > 1 and all(name.family for name in listed) else [one] if one else []
    return tuple(dict.fromkeys(names))


def _split_authors(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts[:200]:
        yield from text.split(";")


def _split_links(texts: tuple[str, ...]) -> Iterator[str]:
    """Yield what is no address; some papers give addresses, some names, some a list of either."""
    return (text for text in texts[:50] if "://" not in text and "www." not in text)


def _linked_authors(page: Reading, site: str) -> tuple[Name, ...]:
    found: list[Name] = []
    for name in ("author", "creator"):
        for one in things(page.node, name, page.nodes):
            text = text_of(one)
            if isinstance(one, str):
                found += read_names(text, site=site)
            elif text:
                is_body = bool(types_of(one) & _BODIES)
                given = one.get("name")
                for each in map(text_of, given) if isinstance(given, list) else (text,):
                    found += _of_thing(each, site, is_body=is_body)
        if found:
            break
    return tuple(dict.fromkeys(found))


def _of_thing(text: str, site: str, *, is_body: bool) -> tuple[Name, ...]:
    """Read the name of a thing; papers write several persons into one, or a person where they say a body is."""
    if is_body:
        read = read_name(text, site=site, body=True)
        return (read,) if read else ()
    return read_names(text, site=site)


def _written_by(facts: PageFacts, site: str) -> tuple[Name, ...]:
    """Read the pair that Yoast writes for previews: ``twitter:label1`` is "Written by" in the site's language."""
    for number in ("1", "2"):
        if fold(facts.meta(f"twitter:label{number}")) in _WRITTEN_BY:
            return read_names(facts.meta(f"twitter:data{number}"), site=site)
    return ()


def _marked_bylines(facts: PageFacts, site: str) -> tuple[Name, ...]:
    """Read the elements that say they name an author: those also named about the heading, else the first."""
    near = fold(" ".join(line.text for line in (*facts.near_heading, *facts.before_heading)))
    read = [names for texts in facts.bylines if (names := _of_nested(texts, site))]
    persons = [names for names in read if names[0].family]
    about = [name for names in persons for name in names if name.family and fold(name.family) in near]
    if about:
        return tuple(dict.fromkeys(about))[:30]
    return (persons or read or [()])[0]


def _of_nested(texts: tuple[str, ...], site: str) -> tuple[Name, ...]:
    """Read one byline: the names of its marked parts, and others that a joiner ties to them.

    ``<b>Ann Lee</b> São Paulo`` names one person, ``<b>Ann Lee</b> and Bo Ek`` two.
    """
    whole = read_byline(texts[0], site=site, named=True)
    inner = tuple(
        dict.fromkeys(name for text in texts[1:] for name in read_byline(text, site=site, named=True) if name.family)
    )
    if not inner:
        return whole
    tied = tuple(name for name in whole if name in inner or _is_tied(name, texts[0]))
    return tied if len(tied) >= len(inner) else inner


def _is_tied(name: Name, text: str) -> bool:
    return re.search(rf"(?:,|&|\b(?:and|et|und|y|e|en))\s+{re.escape(name.given)}\b", text) is not None


def _bylines_near(facts: PageFacts, site: str) -> tuple[Name, ...]:
    """Read the lines about the heading that begin, or have in them, what bylines begin with."""
    for line in (*facts.near_heading[:_BYLINE_LINES], *facts.before_heading):
        names = read_byline(line.text, site=site)
        if names:
            return names
    return ()


def _dated_names(page: Reading, site: str) -> tuple[Name, ...]:
    """Read the lines that are a name and a day: ``Ann Lee — 3 May 2021``."""
    for line in (*page.facts.near_heading[:_DATED_LINES], *page.facts.before_heading):
        if any(character.isdigit() for character in line.text) and find_bare(line.text, month_first=page.month_first):
            names = leading_names(line.text, site=site)
            if names:
                return names
    return ()
