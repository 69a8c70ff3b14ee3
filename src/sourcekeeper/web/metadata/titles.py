"""The title of a page told from the name of its site. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, squash
from sourcekeeper.web.metadata.names import names_body

_PARTING = regex(r"\s+(?:\||-|–|—|•|·|»|«|›|>|::|:|/)\s+|\s*(?:\||::)\s*")
_STRONG = regex(r"\s*(?:\||::|•)\s*|\s+[»«›>]\s+")
"""Marks that part a title from a site's name and hardly ever stand in a title."""


_QUOTED = regex(r"[«‹][^«»‹›]{0,300}[»›]")
_MARKS_IN_QUOTES = "|-–—•·«»‹›>:/"
_HIDE = {ord(mark): 0xE000 + number for number, mark in enumerate(_MARKS_IN_QUOTES)}
_SHOW = {hidden: mark for mark, hidden in _HIDE.items()}
"""Marks inside quotations stand for themselves; while a title is split, private characters keep their place."""
_COLON = regex(r"\s*:\s")
_SHORTEST_SUBTITLE = 8
_EDGE = regex(r"^[\s|–—•·:/>-]+|^»\s+|[\s|–—•·:/>-]+$|\s+[»«]$")
_DOMAIN = regex(r"(?:www\.)?(?P<name>.+)\.[a-z]{2,7}")
_SHORT_NAME = 6
"""Words of a name that may be a site's."""


def segments(title: str) -> list[str]:
    """Return the parts of a title between bars, dashes and the like."""
    return _split(_PARTING, title)


def _split(marks: re.Pattern[str], title: str) -> list[str]:
    """Split a title at marks; a guillemet that closes a quotation parts nothing, nor does what stands inside one."""
    hidden = _QUOTED.sub(lambda quoted: quoted[0].translate(_HIDE), title)
    return [part for part in (piece.strip().translate(_SHOW) for piece in marks.split(hidden)) if part]


def without_site(title: str, sites: Iterable[str], host: str = "") -> tuple[str, str]:
    """Split a title into the work's own and the site's name beside it, which is empty when none is found.

    A tail or a head is the site's when it is one of `sites`, when the host's name holds it, or when a strong mark
    (a bar, a double colon) sets it off at the end.

    >>> without_site("Nos rues | Collectif Rue", ["Collectif Rue"])
    ('Nos rues', 'Collectif Rue')
    """
    known = {fold(site) for site in sites if site}
    parts = segments(title)
    if len(parts) < 2:
        return title.strip(), ""
    if is_site(parts[-1], known, host):
        own = _cut(title, parts[-1], at_end=True)
        # What is left may have its section behind it: A title | Security | The Paper.
        return next(iter(_split(_STRONG, own)), own), parts[-1]
    if is_site(parts[0], known, host):
        own = _cut(title, parts[0], at_end=False)
        # Behind a site that stands in front, its section may come before the work: The Paper » Security » A title.
        return next(reversed(_split(_STRONG, own)), own), parts[0]
    if len(parts[-1].split()) <= _SHORT_NAME and len(parts[-1].split()) > 1 and names_body(parts[-1]):
        return _cut(title, parts[-1], at_end=True), parts[-1]
    strong = _split(_STRONG, title)
    if len(strong) > 1:
        return strong[0], strong[-1]
    return title.strip(), ""


def with_subtitle(heading: str, title: str, sites: Iterable[str], host: str = "") -> str:
    """Return a heading with the subtitle that a page's title has behind a colon; a kicker before it is none.

    >>> with_subtitle("Face à face", "Face à face : la loi de la rue | Vigie", ["Vigie"])
    'Face à face : la loi de la rue'
    """
    own, _ = without_site(title, sites, host)
    rest = own[len(heading) :] if fold(own).startswith(fold(heading)) else ""
    return own if _COLON.match(rest) and len(rest) > _SHORTEST_SUBTITLE else heading


def site_beside(title: str, heading: str) -> str:
    """Return what stands beside the work's own in a title: the last part of it; nothing when too long for a site."""
    inside = fold(heading)
    if inside not in fold(title):
        return ""
    parts = segments(title)
    own = {inside, *map(fold, segments(heading))}
    # A part in the middle of the work's own words is theirs; at an edge it may be a site that the words begin with.
    outside = [
        n
        for n, part in enumerate(parts)
        if fold(part) not in own
        and inside not in fold(part)
        and (n in {0, len(parts) - 1} or fold(part) not in inside)
    ]
    if not outside:
        return ""
    is_last = fold(parts[-1]) in own and len(parts) - 1 not in outside
    site = parts[outside[0] if is_last else outside[-1]]
    return site if len(site) <= 60 else ""


_BEFORE_HEADING = regex(r"\[(?P<bracketed>[^\[\]]{2,60})\]|(?P<named>[^:]{2,60}):")


def site_before(title: str, heading: str, known: Iterable[str], host: str) -> str:
    """Return the site's name that a title has in brackets or with a colon before the heading; nothing when none.

    >>> site_before("[Nos rues] Un titre", "Un titre", [], "nos-rues.example")
    'Nos rues'
    """
    if not heading or not fold(title).endswith(fold(heading)):
        return ""
    head = _BEFORE_HEADING.fullmatch(title[: len(title) - len(heading)].strip())
    name = (head["bracketed"] or head["named"]).strip() if head else ""
    return name if name and is_site(name, known, host) else ""


def is_site(name: str, known: Iterable[str], host: str) -> bool:
    """Whether a name is the site's own: one of the folded `known`, or held by the host's name."""
    if fold(name) in known:
        return True
    squashed = squash(name)
    return len(squashed) >= 4 and squashed in squash(host.rpartition(".")[0] or host)


def plain_site(site: str, others: Iterable[str]) -> str:
    """Return a site's name less ``.fr`` or ``.com`` when another name on the page shows that it has one without.

    A former name in brackets goes as well: ``X (formerly Twitter)``.
    """
    name = re.sub(r"\s*\((?:formerly|anciennement|ehemals|ex-?|antes)\b[^)]*\)$", "", site).strip()
    for other in others:
        domain = _DOMAIN.fullmatch(fold(name))
        if other and domain and squash(domain["name"]) == squash(other):
            return other
    if name.islower() and _DOMAIN.fullmatch(name):
        return next((other for other in others if _spells(other, squash(name))), name)
    return name


def _spells(name: str, domain: str) -> bool:
    """Whether a name is the one a domain is made of: ``Le Courrier de l'Ouest`` of ``courrier-ouest.example``."""
    return "." not in name and any(len(word) > 4 and squash(word) in domain for word in name.split())


def _cut(title: str, part: str, *, at_end: bool) -> str:
    rest = title.strip()
    rest = rest[: rest.rindex(part)] if at_end else rest[rest.index(part) + len(part) :]
    return _EDGE.sub("", rest.strip())
