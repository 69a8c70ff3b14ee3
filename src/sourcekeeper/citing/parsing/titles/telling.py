"""Pieces that tell by themselves what they are: a kind of work, an agency, a platform, a symbol, Wikipedia. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from sourcekeeper.citing.parsing.outlets import encyclopedia_in, is_press_like, outlet_kind, platform_kind
from sourcekeeper.citing.parsing.titles.pieces import Piece
from sourcekeeper.citing.parsing.words import has_any, kind_of_noun
from sourcekeeper.citing.parsing.worksheet import Worksheet
from sourcekeeper.model import Name
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

_WITH_AGENCY = regex(r"(?P<outlet>.{2,60}?)\s(?:avec|with|mit|con|com|met|\(avec)\s(?P<agency>[A-Z][\w ]{1,30})$")
_JOINING_AGENCIES = (" avec ", " with ", " mit ", " con ", " com ", " met ", "(avec ")
"""One of them stands in every match of `_WITH_AGENCY`."""
_AGENCY_REPORT = regex(r"(?P<agency>dpa|AFP|epd|AP|Reuters|EFE|ANSA|Lusa|ANP)[ -](?:Meldung|Bericht|report|dépêche)$")
_PROGRAMME = regex(
    r"(?:l[’']|in |dans |in der |en el |nel )?(?:émission|podcast|series?|série|sendung|programa|programma|"
    r"reeks)\s(?P<name>(?-i:[A-ZÀ-Þ«“„‘]).+)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def genre_kind(text: str) -> str:
    """Return the type a piece names when it names a kind of thing and nothing else, or an empty string.

    >>> genre_kind("Rapport d’audit"), genre_kind("Rapport du Sénat sur les drones et leur usage à Paris")
    ('report', '')
    """
    words = text.split()
    if len(words) > 7 or outlet_kind(text):
        return ""
    return kind_of_noun(fold(" ".join(words[:2])))


def read_agency(sheet: Worksheet, piece: Piece) -> bool:
    """``Le Monde avec AFP``: the paper, and the agency that wrote it."""
    if " " not in piece.text and "-" not in piece.text:
        return False
    if report := _AGENCY_REPORT.match(piece.text):
        sheet.put("author", (Name(literal=report["agency"]),), (piece.start, piece.start + report.end("agency")), 0.8)
        sheet.kind = sheet.kind or "article-newspaper"
        return True
    shared = _WITH_AGENCY.match(piece.text) if has_any(piece.text, _JOINING_AGENCIES) else None
    if shared is None or not is_press_like(shared["outlet"]):
        return False
    start = piece.start + shared.start("agency")
    sheet.put("container-title", shared["outlet"], (piece.start, piece.start + shared.end("outlet")), 0.9)
    sheet.put("author", (Name(literal=shared["agency"]),), (start, piece.end), 0.8)
    return True


def read_genre(sheet: Worksheet, piece: Piece) -> bool:
    """``communiqué de presse``, ``émission Le code a changé``: a kind of work, and what it is one of."""
    kind = genre_kind(piece.text)
    if not kind:
        return False
    programme = _PROGRAMME.match(piece.text) if kind in ("broadcast", "motion_picture") else None
    if programme:
        # émission Le code a changé
        sheet.put("container-title", programme["name"], (piece.end - len(programme["name"]), piece.end), 0.8)
    else:
        sheet.put("genre", piece.text, (piece.start, piece.end), 0.8)
    sheet.kind = sheet.kind or kind
    return True


_SYMBOL = regex(r"(?:UN\s)?(?:[Dd]oc(?:\.|ument|umento)?\s)?(?P<symbol>[A-Z]{2,}[\w.]*(?:/[\w.-]+){2,})$")
"""``A/HRC/44/24``, ``CIDH/RELE/INF.17/17``: what international bodies number their documents by."""


def read_symbol(sheet: Worksheet, piece: Piece) -> bool:
    """``UN doc. A/HRC/44/24``: the number of a document of an international body."""
    match = _SYMBOL.match(piece.text)
    if match is None:
        return False
    sheet.put("number", match["symbol"], (piece.start, piece.end), 0.8)
    sheet.kind = sheet.kind or "report"
    return True


def read_platform(sheet: Worksheet, piece: Piece) -> bool:
    """``“Text”, X, 4 November 2015``: where it was posted."""
    kind = platform_kind(piece.text)
    if not kind or (len(piece.text) == 1 and piece.before != ","):
        return False
    sheet.put("container-title", piece.text, (piece.start, piece.end), 0.9)
    sheet.kind = sheet.kind or kind
    return True


_HOUSE_PAPER = regex(
    r"(?P<body>[A-ZÀ-Þ].{2,80}?)\s(?P<genre>(?:(?:Working|Discussion|Research|Briefing|Occasional|Technical|Policy|White)\s)+"
    r"(?:Papers?|Reports?|Briefs?|Notes?))$"
)


_ENDS_OF_PAPERS = ("aper", "apers", "eport", "eports", "rief", "riefs", "ote", "otes")
"""What every match of `_HOUSE_PAPER` ends in."""


def read_house_paper(sheet: Worksheet, piece: Piece) -> bool:
    """``Institute for Towns Working Paper``: English sets the kind of paper behind the house it comes from."""
    paper = _HOUSE_PAPER.match(piece.text)
    if paper is None:
        return False
    sheet.put("publisher", paper["body"], (piece.start, piece.start + paper.end("body")), 0.8)
    sheet.put("genre", paper["genre"], (piece.end - len(paper["genre"]), piece.end), 0.8)
    sheet.kind = sheet.kind or "report"
    return True


def read_encyclopedia(sheet: Worksheet, piece: Piece) -> bool:
    """``dans Wikipédia``: where the entry stands."""
    place = encyclopedia_in(piece.text)
    if place is None:
        return False
    span = piece.start + place[0], piece.start + place[1]
    sheet.put("container-title", piece.text[place[0] : place[1]], span, 0.9)
    sheet.kind = sheet.kind or "entry-encyclopedia"
    return True


def read_telling(sheet: Worksheet, piece: Piece) -> bool:
    """Read a piece that tells by itself what it is; False when it has to be weighed."""
    text = piece.text
    if genre_kind(text):
        return read_genre(sheet, piece)
    return (
        ("/" in text and read_symbol(sheet, piece))
        or (platform_kind(text) != "" and read_platform(sheet, piece))
        or (text.endswith(_ENDS_OF_PAPERS) and read_house_paper(sheet, piece))
        or ("ikip" in text and read_encyclopedia(sheet, piece))
    )
