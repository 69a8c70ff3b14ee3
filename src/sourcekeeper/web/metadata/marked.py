"""Elements that say by class, relation or link what they hold: authors, days, the site's name. Reads the tree only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, word_set
from sourcekeeper.web.metadata.lines import is_around, is_around_by_name, line_of, marks_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_LENGTH = 240
_MAX_MARKED = 40
_MAX_ANCESTORS = 10
_MAX_OTHERS = 4
"""So many different bylines away from the heading belong to a list of works."""
_BYLINE_TAGS = (
    "a",
    "span",
    "div",
    "p",
    "address",
    "em",
    "strong",
    "b",
    "i",
    "li",
    "cite",
    "small",
    "ul",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dd",
    "td",
)
_MAX_LOOKED_AT = 1200
_MAX_LINKS = 250
_BYLINE_MARK = regex(
    r"(?:^|[\s_-])(?:p-)?(?:by-?line|authors?|auteure?s?|autor(?:in|en|es|a|as)?|autore|autori|auteurs|autrices?|signatures?|firma|"
    r"writers?|journalists?|journalistes?|verfasser|redacteur|contributors?|names?-author|authorname|"
    r"[a-z]*[-_]{1,2}(?:authors?|auteurs?|byline))(?:$|[\s_-])|byline|author(?!i[tsz])|auteur"
)
_NO_BYLINE = regex(
    r"comment|avatar|bio\b|about-author|author-(?:box|info|description|image|photo|social|follow|card|desc)|related|"
    r"more-from|[_-](?:location|place|date|time|role|job|position|links?|icon|img|thumb)\b|authored|list-author|no-author"
)
_AUTHOR_LINK = regex(
    r"/(?:authors?|auteurs?|autor(?:en|es|in|a)?|autori?e?|profiles?|people|person|journalists?e?s?|signataires?|"
    r"firmas?|redacteurs?|team/|by|users?|contributors?|mitarbeiter|personen|member|membres?|biographie|perfil)/[^/?#]+|"
    r"[?&]author=|/_auteur\d+_?|(?:^|/)spip\.php\?auteur\d+|/author/"
)
_PLAIN_WORK = frozenset({"article", "main", "body", "html"})


def bylines(root: _Element, heading: _Element | None) -> tuple[tuple[str, ...], ...]:
    """Return the texts of elements that name the work's author: of each the whole, then those of its marked parts.

    What stands in comments, boxes and lists is left out; without a place near the heading, more than a few different
    ones are a list of other works and give nothing.
    """
    holder = _holder(heading) if heading is not None else None
    near = _texts(_marked(holder)) if holder is not None else ()
    if near or holder is root:
        return near
    far = _texts(_marked(root))
    return far if len(far) <= _MAX_OTHERS else ()


def _texts(marked: Iterator[_Element]) -> tuple[tuple[str, ...], ...]:
    found = [one for one in islice(marked, _MAX_MARKED) if not _is_elsewhere(one)]
    groups = (tuple(line_of(one) for one in group) for group in _nested(found))
    return tuple(dict.fromkeys(texts for texts in groups if 2 < len(texts[0]) <= _MAX_LENGTH))


def _marked(root: _Element) -> Iterator[_Element]:
    links = 0
    for element in islice(root.iter(*_BYLINE_TAGS), _MAX_LOOKED_AT):
        classes = element.get("class")
        if (classes and _names_author(classes)) or element.tag == "address":
            yield element
        elif element.tag == "a":
            if "author" in (element.get("rel") or "").split():
                yield element
            elif links < _MAX_LINKS:
                links += 1
                href = element.get("href")
                if href and len(href) < 300 and _AUTHOR_LINK.search(href.lower()):
                    yield element


@lru_cache(maxsize=2048)
def _names_author(classes: str) -> bool:
    lowered = classes.lower()[:300]
    return _BYLINE_MARK.search(lowered) is not None and not _NO_BYLINE.search(lowered)


def _is_elsewhere(element: _Element) -> bool:
    for number, ancestor in enumerate(islice(element.iterancestors(), _MAX_ANCESTORS)):
        if ancestor.tag in _PLAIN_WORK:
            # A teaser in a list is an article inside another one, or one of many.
            return ancestor.tag == "article" and is_around_by_name(marks_of(ancestor)) and number < 3
        if ancestor.tag == "blockquote" or "h-cite" in (ancestor.get("class") or ""):
            return True  # who is quoted
        if is_around(ancestor) and not (ancestor.tag == "footer" and _is_the_works(marks_of(ancestor))):
            return True
    return False


def _is_the_works(marks: str) -> bool:
    """Whether the foot is that of a work, not of the page: ``entry-footer``."""
    return any(one in marks for one in ("entry-", "post-", "article"))


def _holder(heading: _Element) -> _Element:
    """Return what holds a heading and its work: its article, else what is three levels up."""
    ancestors = list(islice(heading.iterancestors(), 12))
    holder = next((one for one in ancestors if one.tag in {"article", "main"}), None)
    if holder is not None or not ancestors:
        return holder if holder is not None else heading
    above = [one for one in ancestors[:3] if one.tag not in {"body", "html"}]
    return above[-1] if above else ancestors[0]


def _nested(elements: list[_Element]) -> Iterator[list[_Element]]:
    """Yield each outermost element with the innermost ones in it."""
    groups: dict[_Element, list[_Element]] = {}
    known = set(elements)
    holding: set[_Element] = set()
    for element in elements:
        above = [one for one in islice(element.iterancestors(), _MAX_ANCESTORS) if one in known]
        holding.update(above)
        groups.setdefault(above[-1] if above else element, []).append(element)
    for outer, inside in groups.items():
        yield [outer, *(one for one in inside if one not in holding and one is not outer)]


# --- days -----------------------------------------------------------------------------------------------------------


def marked_times(root: _Element) -> Iterator[str]:
    """Yield the days that elements mark as that of publication, outside of comments and boxes."""
    for element in islice(root.iter("time", "abbr"), 40):
        marks = f"{marks_of(element)} {'pubdate' if 'pubdate' in element.attrib else ''}"
        published = "pubdate" in marks or "publish" in marks or "entry-date" in marks or "dt-pub" in marks
        moment = element.get("datetime") or element.get("title") or (line_of(element) if published else "")
        if published and moment and "updated" not in marks.split() and not _is_elsewhere(element):
            yield moment.strip()[:64]


_RDF_DAY = frozenset({"dc:date", "dc:created", "dc:issued", "dcterms:date", "dcterms:created", "dcterms:issued"})
_MAX_PROPERTIES = 400


def rdf_days(root: _Element) -> Iterator[str]:
    """Yield the days that Dublin Core's terms mark in running text, as Drupal writes them; comments left out."""
    for element in islice(root.iter("span", "div", "time"), _MAX_PROPERTIES):
        named, day = element.get("property"), element.get("content") or element.get("datetime")
        if named and day and not _RDF_DAY.isdisjoint(named.split()) and not _is_elsewhere(element):
            yield day.strip()[:64]


# --- the site -------------------------------------------------------------------------------------------------------

_SITE_MARK = regex(
    r"(?:^|\s)(?:nom_site_spip|nom_site|site-?title|logo|site-?name|sitename|blog-title|site__title|nom-site|brand)(?:$|\s)|"
    r"site-?(?:title|name|logo)|nom[_-]site|navbar-brand|service-title|(?:header|masthead|site|nav)[_-]{1,2}(?:logo|brand|title)"
)
_SITE_TAGS = ("a", "div", "p", "span", "h1", "h2", "strong", "header", "b", "figure")
_MAX_HEAD = 150
_FEED_TAIL = regex(r"\s*(?:&raquo;|»|›|-|–|\||:)\s*(?:flux|feed|rss|atom|articles?|news|actualites|flusso|posts?).*$|"
    r"\s+(?:rss|feed|flux)(?:\s.*)?$",
                   re.IGNORECASE)  # fmt: skip
_FEED_HEAD = regex(
    r"^(?:rss|flux(?: rss)?|feed|syndication(?: de tout le site)?|atom)\s*[:|-]?\s*(?:de |du |von |of )?",
    re.IGNORECASE,
)
_COPYRIGHT = regex(
    r"(?:©|\(c\)|&copy;|copyright)\s*(?:copyright)?\s*(?:\d{4}\s*(?:[-–]\s*\d{4})?)?\s*[,:|·-]?\s*(?P<name>[^\W\d_][^|·–—©\d]{1,60}?)"
    r"\s*(?:[|·–—-]\s|\.\s|[,;]|all rights|tous droits|alle rechte|todos los|tutti i|$)",
    re.IGNORECASE,
)
_MAX_NAME = 70
_LOGO = regex(
    r"^(?:logo(?:type)?(?: (?:de la|de l'|du|des|de|d'|of(?: the)?|von|der|del|della|van|do|da))?|"
    r"retour (?:a|à) l'accueil(?: du site)?"
    r"(?: de)?|accueil\s?[-|:]|home\s?[-|:])\s*|"
    r"\s*[-|:]?\s*(?:logo|accueil|home|homepage|startseite|retour à l'accueil)$",
    re.IGNORECASE,
)
_NO_SITE = word_set("accueil home startseite inicio homepage logo menu index portada voorpagina blog news actualites")


def site_names(root: _Element) -> tuple[str, ...]:
    """Return what the page's head and foot call the site, the most trusted first; nothing longer than a name."""
    found: list[str] = []
    for element in islice(_naming_site(root), 6):
        images = (image.get("alt") or "" for image in islice(element.iter("img"), 2))
        found.append(line_of(element) or next(images, ""))
    found += [_feed_name(link.get("title") or "") for link in islice(root.iter("link"), 120) if _is_feed(link)]
    for footer in islice(root.iter("footer"), 3):
        named = _COPYRIGHT.search(line_of(footer)[:600])
        if named:
            found.append(named["name"].strip(" .,-"))
    names = (_LOGO.sub("", " ".join(name.split())) for name in found if fold(name) not in _NO_SITE)
    return tuple(dict.fromkeys(name for name in names if 2 < len(name) <= _MAX_NAME and " | " not in name))[:6]


def _naming_site(root: _Element) -> Iterator[_Element]:
    for element in islice(root.iter(*_SITE_TAGS), _MAX_HEAD):
        leads_home = element.tag == "a" and element.get("href") in _HOME and element.getparent() is not None
        if (
            element.get("rel") in {"home", "start home"}
            or (leads_home and _is_in_heading(element))
            or _names_site(element.get("class") or "", element.get("id") or "")
        ):
            yield element


_HOME = frozenset({"/", "./", "index.html", "index.htm", "index.php", "/index.php"})


def _is_in_heading(link: _Element) -> bool:
    return any(one.tag in {"h1", "h2"} for one in islice(link.iterancestors(), 3))


@lru_cache(maxsize=2048)
def _names_site(classes: str, id_: str) -> bool:
    return bool(classes or id_) and _SITE_MARK.search(f"{classes} {id_}".lower()[:300]) is not None


def _is_feed(link: _Element) -> bool:
    return (link.get("type") or "") in {"application/rss+xml", "application/atom+xml"} and bool(link.get("title"))


def _feed_name(title: str) -> str:
    name = _FEED_HEAD.sub("", _FEED_TAIL.sub("", title.strip()))
    return name if not re.fullmatch(r"(?i)(?:rss|atom|feed|flux|comments?|commentaires?)?(?:\s?[\d.]+)?", name) else ""
