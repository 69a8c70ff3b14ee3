"""A page's facts with what several fields of its item need to know. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sourcekeeper.model import FieldValue
from sourcekeeper.web.page_facts import PageFacts
from sourcekeeper.web.page_jsonld import Node, entities, main_entity, text_of, things, types_of

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


def reading_of(facts: PageFacts, url: str) -> Reading:
    """Put together what the fields need: linked data unfolded, names of the site collected."""
    nodes = entities(facts.json_ld)
    node = main_entity(nodes, url)
    named = [
        *(text_of(one) for one in things(node, "publisher", nodes)),
        facts.meta("og:site_name", "application-name"),
        facts.meta("dc.publisher", "citation_publisher"),
        *(text_of(one.get("name")) for one in nodes if "website" in types_of(one)),
    ]
    sites = tuple(dict.fromkeys(name for name in named if name and "://" not in name))
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
