"""Where a redirect led: to the same place, to the home page, to an error page, to a market of domains. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from sourcekeeper.patterns import regex
from sourcekeeper.web.walls.error_words import NOT_FOUND_ADDRESS, PARKING_HOSTS

_INDEX = regex(r"(?:index|default|home|accueil|main)\.(?:html?|php\d?|aspx?|jsp|cfm|shtml|xhtml)")
_LANGUAGE = regex(r"[a-z]{2}(?:[-_][a-z]{2,4})?")
_ROUTE = regex(r"#[!/]")
"""A fragment that scripts read as a path: ``#!/page``, ``#/page``."""
_HOME_NAMES = frozenset({"home", "accueil", "startseite", "inicio", "start", "homepage", "portal", "welcome", "index"})
_PORTALS = frozenset({"web", "guest", "portal", "portals", "site", "sites", "public", "content", "pages"})
"""Folders in which publishing systems have their front page: ``/web/guest/home`` (Liferay), ``/portal/home``."""
_HARMLESS_QUERY = frozenset(
    {"lang", "hl", "l", "locale", "language", "langue", "ref", "from", "redirect", "error", "src", "msg"}
)
_SHORTENERS = regex(
    r"(?:bit\.ly|t\.co|tinyurl\.com|goo\.gl|ow\.ly|is\.gd|buff\.ly|lnkd\.in|amzn\.to|fb\.me|j\.mp|t\.ly|rb\.gy|cutt\.ly|"
    r"shorturl\.at|tiny\.cc|v\.gd|dlvr\.it|urlz\.fr|vu\.fr|huit\.re|frama\.link|urlr\.me|swll\.to)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """The parts of an address by which places are compared.

    Scheme, ``www.``, case, final slash and fragment do not matter; the fragment is never sent.
    """

    host: str
    path: str
    query: str


@lru_cache(maxsize=256)
def place_of(url: str) -> Place:
    """Return the place an address names; what cannot be parsed is compared as it stands."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        return Place(host="", path=url, query="")
    if port and port not in {80, 443}:
        host = f"{host}:{port}"
    segments = [segment for segment in unquote(parts.path).casefold().split("/") if segment]
    if segments and _INDEX.fullmatch(segments[-1]):
        segments.pop()
    return Place(
        host=host.removeprefix("www.").removesuffix("."),
        path="/".join(segments),
        query=unquote(parts.query),
    )


def is_same_place(one: str, other: str) -> bool:
    """Whether two addresses differ in nothing but scheme, ``www.``, case, escapes, final slash or index page."""
    return one == other or place_of(one) == place_of(other)


def is_same_host(one: str, other: str) -> bool:
    """Whether two addresses are of one host, ``www.`` aside."""
    return one == other or place_of(one).host == place_of(other).host


@lru_cache(maxsize=256)
def is_home(url: str) -> bool:
    """Whether an address is that of a site's front page: the root, a language's root, ``/home``, ``/index.php``."""
    place = place_of(url)
    if _ROUTE.search(url) or any(name not in _HARMLESS_QUERY for name in _query_names(place.query)):
        return False
    segments = [segment for segment in place.path.split("/") if segment]
    if segments and _LANGUAGE.fullmatch(segments[0]):
        segments.pop(0)
    while len(segments) > 1 and segments[0] in _PORTALS:
        segments.pop(0)
    if segments and segments[0] in _HOME_NAMES:
        segments.pop(0)
    return not segments


def is_shortened(url: str) -> bool:
    """Whether the address is a shortener's: it may well lead to a front page."""
    return bool(_SHORTENERS.fullmatch(place_of(url).host))


@lru_cache(maxsize=256)
def is_error_address(url: str) -> bool:
    """Whether an address says it is an error page: ``/404.html``, ``/page-introuvable``; ASP.NET's by its query."""
    place = place_of(url)
    return bool(NOT_FOUND_ADDRESS.search("/" + place.path)) or "aspxerrorpath" in _query_names(place.query)


@lru_cache(maxsize=256)
def is_market(url: str) -> bool:
    """Whether the host is a market of domain names or a parking service."""
    host = place_of(url).host
    return any(host == market or host.endswith(f".{market}") for market in PARKING_HOSTS)


@lru_cache(maxsize=256)
def is_search(url: str) -> bool:
    """Whether an address is that of a site's search: ``/search/…``, ``/recherche.php``, ``/?s=…``."""
    place = place_of(url)
    segments = place.path.split("/")
    at = next((at for at, one in enumerate(segments[:_SEARCH_DEPTH]) if _SEARCH.fullmatch(one)), None)
    if at is not None:
        # Catalogues show what was found below their search: ``/search/detail?id=7``.
        return not any(_RECORD.fullmatch(segment) for segment in segments[at + 1 :])
    return is_home(url.partition("?")[0]) and not _SEARCHED.isdisjoint(_query_names(place.query))


_SEARCH = regex(
    r"(?:advanced-?)?(?:search|site-?search|search-?results?|recherche[r]?|resultats?|suche|suchergebnisse?|buscar|busqueda|buscador|"
    r"cerca|ricerca|pesquisa|pesquisar|busca|zoeken|zoekresultaten|szukaj|sok|hledat|поиск|ara)(?:\.(?:html?|php|aspx?|jsp|do))?"
)
"""A whole segment of a path."""
_RECORD = regex(
    r"(?:details?|records?|items?|view|show|display|full|docs?|documents?|notice|titles?)(?:\.(?:html?|php|aspx?|jsp|do))?"
)
"""A whole segment below a search that is one thing found."""
_SEARCH_DEPTH = 3
"""Segments of a path in which a search may stand: behind a language, and a folder."""
_SEARCHED = frozenset({"s", "q", "query", "search", "keywords", "keyword", "searchword"})
"""What the words to search for are called in the address of a front page."""


def is_file(url: str) -> bool:
    """Whether an address is that of a file that is read by itself, and no page."""
    return bool(_FILE.search(place_of(url).path))


_FILE = regex(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|epub|csv|zip|rtf)$")


def is_above(url: str, other: str) -> bool:
    """Whether an address is that of a folder in which another stands, on the same site; a front page is none."""
    above, below = place_of(url), place_of(other)
    return (
        above.host == below.host and bool(above.path) and below.path.startswith(above.path + "/") and not above.query
    )


def _query_names(query: str) -> list[str]:
    names = [part.partition("=")[0].casefold() for part in query.split("&") if part]
    return [name for name in names if not name.startswith("utm_")]
