"""Articles that a sentence mentions by medium and day, without their title. Pure.

``Voir l’article de Camille Blanc dans Le Monde du 3 mars 2020``: it can be found again by what is told, so it is a
source. Only known media count, and only days or months: a year is too little to find an article by.
"""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.names import read_names
from sourcekeeper.citing.parsing.outlets import outlet_named
from sourcekeeper.citing.parsing.worksheet import TAKEN, Worksheet
from sourcekeeper.model import PartialDate
from sourcekeeper.patterns import regex

_NOUN = regex(
    r"\W*(?:en |dans |in |nell[’']|no )?(?:l[’']|un |une |cet |cette |la |le |the |an? |this |der |die |das |"
    r"ein(?:e|en|em)? |dem |den |el |una |il |lo |uno |um |uma |o |a |het |een |de )?"
    r"(?:long(?:ue)?s? |court |récent |recent |recente |bel |excellent )?"
    r"(?:article|tribune|enquête|reportage|éditorial|dépêche|chronique|papier|story|report|piece|editorial|op-ed|column|"
    r"artikel|bericht|reportage|artículo|reportaje|noticia|crónica|articolo|inchiesta|artigo|reportagem|notícia)s?\b",
    re.IGNORECASE,
)
_BY = regex(
    r"\s(?:(?:de|by|von|di|del|por|do|da|van)\s|d[’'])(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s(?:de\s|du\s|von\s|van\s|di\s|da\s|la\s)*"
    r"[A-ZÀ-Þ][\w’'-]+){1,3}(?:\s(?:et|and|und|y|e|en)\s[A-ZÀ-Þ][\w’'-]+\s[A-ZÀ-Þ][\w’'-]+)?)"
)
_FARTHEST = 120
"""Characters behind the noun in which the medium must be named."""
_NEAREST_DAY = 40
"""Characters between the medium and its day."""


def read_mention(sheet: Worksheet, start: int) -> bool:
    """Read an article that is told by its medium and day alone; False when the sentence tells no such thing."""
    issued = sheet.fields.get("issued")
    if issued is None or issued.span is None or not isinstance(issued.value, PartialDate) or "URL" in sheet.fields:
        return False
    noun = _NOUN.match(sheet.flat, start)
    if noun is None or len(issued.value.start) < 2:
        return False
    stop = min(len(sheet.flat), noun.end() + _FARTHEST)
    named = outlet_named(sheet.flat[noun.end() : stop].replace(TAKEN, " "))
    if named is None:
        return False
    begin, end = noun.end() + named[1], noun.end() + named[2]
    if abs(issued.span[0] - sheet.start - end) > _NEAREST_DAY:
        return False
    sheet.put("container-title", named[0], (begin, end), 0.8)
    author = _BY.match(sheet.flat, noun.end())
    names = read_names(author["name"], language=sheet.language) if author and author.end() <= begin else None
    if author and names and names.are_persons:
        sheet.put("author", names.names, author.span("name"), 0.7)
    sheet.kind = sheet.kind or "article-newspaper"
    return True
