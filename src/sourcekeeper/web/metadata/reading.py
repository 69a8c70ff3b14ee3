"""A page's facts with what several fields of its item need to know. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sourcekeeper.model import FieldValue
from sourcekeeper.web.metadata.facts import PageFacts
from sourcekeeper.web.metadata.jsonld import Node, entities, main_entity, text_of, things, types_of

_MAX_SITE = 120

Sure = tuple[FieldValue, float]
"""A value and how sure it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A page's facts with what several fields need."""

    facts: PageFacts
    url: str
    host: str
    nodes: tuple[Node, ...]
    node: Node
    """The main entity of the linked data; empty when there is none."""
    sites: tuple[str, ...]
    """Names the page gives its site and publisher, the most trusted first."""
    month_first: bool


def titles_of(facts: PageFacts) -> tuple[str, ...]:
    """Return the texts in which the page names its work: meta titles, ``<title>`` and the heading."""
    named = (facts.meta("citation_title"), facts.meta("og:title", "twitter:title"), facts.title, facts.heading)
    return tuple(title for title in named if title)


def reading_of(facts: PageFacts, url: str) -> Reading:
    """Put together what the fields need: linked data unfolded, names of the site collected."""
    nodes = (*entities(facts.json_ld), *facts.microdata)
    node = main_entity(nodes, url, titles_of(facts))
    named = [
        facts.meta("og:site_name"),
        *(text_of(one) for one in things(node, "publisher", nodes)),
        *(text_of(one.get("name")) for one in nodes if "website" in types_of(one)),
        facts.meta("application-name", "apple-mobile-web-app-title"),
        *facts.site_names,
        facts.meta("dc.publisher", "citation_publisher"),
    ]
    sites = tuple(dict.fromkeys(name for name in named if name and "://" not in name and len(name) < _MAX_SITE))
    return Reading(
        facts=facts,
        url=url,
        host=_host(url),
        nodes=nodes,
        node=node,
        sites=sites,
        month_first=facts.language.lower() == "en-us" or facts.meta("og:locale").lower() == "en_us",
    )


def _host(url: str) -> str:
    try:
        return re.sub(r"^(?:www|m|mobile)\.", "", (urlsplit(url).hostname or "").lower())
    except ValueError:
        return ""
