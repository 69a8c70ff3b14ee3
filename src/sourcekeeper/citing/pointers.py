"""Words that point back to a source already cited: ``Ibid.``, ``op. cit.``, ``supra note 4``, ``a. a. O.``. Pure.

Seven languages. Only what can mean nothing else is a pointer: a citation of its own that also says ``op. cit.`` of
something, or prose about the third note, stays what it is. What a pointer means is `backrefs`' to tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sourcekeeper.citing.parsing.figures.numbers import BARE_AT, PINPOINT, find_pages, whole_range
from sourcekeeper.citing.parsing.words import LEAD_IN, has_any
from sourcekeeper.citing.parsing.worksheet import ADDRESS
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

_LONGEST = 400
"""Characters in which the pointing words and the page must stand; a remark may follow."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A pointer as read: to the citation before, to a numbered note, or to a work already named."""

    number: str = ""
    """Label of the note it names; empty when it names none."""
    words: str = ""
    """Words before ``op. cit.``, folded: author's name, title, year."""
    is_previous: bool = False
    is_forward: bool = False
    """``infra``: the note comes later."""
    is_plural: bool = False
    """It names several notes."""
    locator: str = ""


_SAME_PLACE = r"ibid(?:em)?|ibíd(?:em)?|ebda?|ebenda|ivi|aldaar|ald"
_SAME_AUTHOR = r"id(?:em)?|íd(?:em)?|ders|dies|eadem|ead"
_SAME_SPELT = (
    r"d(?:u|e la|es) mêmes? (?:auteur|autrice|auteure)s?|by the same authors?|v(?:om|on der)selben autor(?:in)?|"
    r"de(?:l| la) mism[oa] autor[ae]?|dell[oa] stess[oa] aut(?:ore|rice)|d[oa] mesm[oa] autora?|van dezelfde auteur"
)
_PREVIOUS = regex(
    rf"^\W{{0,3}}(?:(?P<place>{_SAME_PLACE})|(?P<author>{_SAME_AUTHOR}))\b\.?"
    r"(?=\s*(?:$|[.,;:()\[\]§¶–—-]|(?:at|p|pp|pág|págs|pag|pagg|blz|S|Rn|chap|ch|cap|Kap|para|paras|art|n|"
    r"note|nota|fn)\b|\d))",
    re.IGNORECASE,
)
SAME_AUTHOR = regex(rf"^\W{{0,3}}(?:{_SAME_AUTHOR}|{_SAME_SPELT})\b\.?(?=\s?[,:(])", re.IGNORECASE)
"""``Id., Autre titre, Paris, 2012``: the author before, another work."""
SAME_AUTHOR_WORD = regex(rf"(?<!\w)(?:{_SAME_AUTHOR}|{_SAME_SPELT})\b", re.IGNORECASE)

_NOTE = (
    r"(?:notes?\sde\sbas\sde\spage|notes?|notas?|noten?|noot|voetnoot|voetnoten|footnotes?|fußnoten?|fussnoten?|"
    r"anmerkung(?:en)?|anm|fnn?|nn?)"
)
_NUMBER = (
    r"\.?\s?(?:n[o°º]\.?\s?)?(?P<{0}>\d{{1,4}})\b(?:\s?(?P<{0}_more>et|and|und|y|e|en|à|to|bis|[–-])\s?\d{{1,4}}\b)?"
)
_BACK = (
    r"supra|ci-dessus|plus haut|précitée?|above|earlier|oben|zuvor|arriba|sopra|acima|atrás|boven|hierboven|infra|"
    r"ci-dessous|plus bas|below|unten|abajo|sotto|abaixo|hieronder"
)
_FORWARD = regex(r"(?<!\w)(?:infra|ci-dessous|plus bas|below|unten|abajo|sotto|abaixo|hieronder)(?!\w)", re.IGNORECASE)
_POINTING = (
    rf"{_BACK}|voir|voyez|cf|see|vgl|siehe|s|véase|véanse|vea|ver|vid|vide|vedi|v|cfr|si veda|zie|veja|veja-se|vejam|"
    r"wie|dans|in|op\.?\s?cit|cit"
)
_FILLING = (
    r"[\s.,:(]*(?:(?:aussi|également|notamment|also|auch|dazu|también|anche|também|ook|again|la|the|à la|en la|alla|"
    r"die|den|de|der|in|a|na|nella|supra|above|oben|ci-dessus)\b[\s.,:(]*){0,4}"
)
_NOTE_AND_NUMBER = regex(
    r"[nvfaNVFA](?<!\w.)(?i:(?<=n)(?:otes?(?:\sde\sbas\sde\spage)?|otas?|oten|oot|n)?|(?<=v)oetnoo?t(?:en)?|"
    r"(?<=f)(?:ootnotes?|ußnoten?|ussnoten?|nn?)|(?<=a)nm(?:erkung(?:en)?)?)\.?\s?(?:n[o°º]\.?\s?)?\d"
)
"""What every such pointer has."""
_BY_NUMBER = regex(
    rf"(?<!\w)(?:{_POINTING})\b{_FILLING}(?<!\w){_NOTE}{_NUMBER.format('pointed')}"
    rf"|\(\s?{_NOTE}{_NUMBER.format('inside')}\s?\)"
    rf"|^\W*{_NOTE}{_NUMBER.format('first')}(?=\W*(?:(?:{_BACK})\b|pp?\b\.?\s?\d|S\.\s?\d|$))"
    rf"|(?<!\w){_NOTE}{_NUMBER.format('behind')}\)?,?\s(?:{_BACK})\b",
    re.IGNORECASE,
)
_LAST_NOTE = regex(
    r"^\W*(?:la |the |die |der |de |a )?(?:note précédente|(?:previous|preceding) (?:foot)?note|"
    r"(?:vorige|vorherige|vorangehende|vorstehende) (?:fn|fußnote|fussnote|anm|anmerkung)|"
    r"nota (?:anterior|precedente)|(?:vorige|voorgaande) (?:voet)?noot)\b",
    re.IGNORECASE,
)
_MARK = regex(
    r"(?<!\w)(?:(?P<strong>op\.?\s?cit|art(?:icle)?\.?\s?(?:pré)?cité|art\.?\s?cit|loc\.?\s?cit|"
    r"a\.?\s?a\.?\s?O|o\.\s?c|"
    r"ouvr(?:age)?\.?\s?(?:pré)?cit(?:é)?|ob\.?\s?cit|obra\s?cit(?:ada)?|a\.\s?w|t\.\s?a\.\s?p|t\.\s?z\.\s?p|"
    r"(?:rapport|étude|livre|document|texte|arrêt|avis)\s(?:pré)?citée?)"
    r"|(?P<weak>cit\.(?=\s*(?:$|[,;:()\[]|pp?\b|pág))|déjà citée?s?|précitée?s?|préc\.|preced\.|citad[oa]|"
    r"cited above|already cited|(?:bereits|oben) zitiert|eerder aangehaald))(?!\w)\.?",
    re.IGNORECASE,
)
_PLAIN_PAGES = regex(r"^[\s.,:()]*(?P<pages>\d{1,4}(?:\s?[–-]\s?\d{1,4})?)[\s.,)]*$")
_TITLED = regex(r"[«“„\"‘].{3,}[»”“\"’]|\(\s*(?:1[5-9]|20)\d\d\s*\)|[^\W\d_]{3,},?\s(?:1[5-9]|20)\d\d\b")


def is_pointer(text: str) -> bool:
    """Whether a part of a note only points back."""
    return read_pointer(text) is not None


def read_pointer(text: str) -> Pointer | None:
    """Read a part of a note as a pointer; None when it is none, or brings a source of its own.

    >>> read_pointer("Ibid., p. 46.")
    Pointer(number='', words='', is_previous=True, is_forward=False, is_plural=False, locator='46')
    """
    if ADDRESS in text:
        return None
    is_long = len(text) > _LONGEST
    text = text[:_LONGEST]
    lowered = text.lower()
    is_marked = has_any(lowered, _MARK_WORDS)
    is_previous = has_any(lowered, _PREVIOUS_WORDS)
    if not (is_marked or is_previous):
        return None if is_long else _read_number(text)
    opened = _without_lead_in(text)
    previous = (_PREVIOUS.match(opened) or _LAST_NOTE.match(opened)) if is_previous else None
    if previous:
        rest = opened[previous.end() :]
        if previous.re.groups and previous["author"] and _TITLED.search(_first_sentence(rest)):
            return None
        number = _find_number(rest)
        return Pointer(is_previous=True, locator=_locator(rest if number is None else rest[number.end() :]))
    if is_long:
        return None
    return (_read_mark(text, opened) if is_marked else None) or _read_number(text)


def _without_lead_in(text: str) -> str:
    lead = LEAD_IN.match(text) or LEAD_IN.search(text, 0, 60)
    return text[lead.end() :].lstrip() if lead and not _MARK.search(text, 0, lead.start()) else text.lstrip()


def _read_mark(text: str, opened: str) -> Pointer | None:
    """``Lovelace, op. cit. (note 3), p. 12``: the words before it, maybe a note, and the page behind."""
    mark = _MARK.search(opened)
    if mark is None:
        return None
    before = opened[: mark.start()]
    if mark["weak"] and len(before) > 40 and _TITLED.search(before):
        return None
    number = _find_number(text)
    behind = opened[mark.end() :]
    words = fold(before).strip(" ,;:.(")
    if number:
        label, is_plural = _label(number)
        last = text[number.end() :]
        return Pointer(number=label, words=words, is_plural=is_plural, is_forward=_is_forward(number),
                       locator=_locator(last) or _locator(behind))  # fmt: skip
    if any(char.isalpha() for char in before):
        return Pointer(words=words, locator=_locator(behind))
    return Pointer(is_previous=True, locator=_locator(behind)) if mark["strong"] else None


_DIGIT = regex(r"\d")
_MARK_WORDS = ("cit", "préc", "prec", "aangehaald", "aao", "a.", "o.")
"""One of them stands in every mark: seeing that costs less than the search."""


_PREVIOUS_WORDS = (
    "id", "íd", "ebd", "ebenda", "ivi", "ald", "ders", "dies", "ead", "note", "nota", "noot", "fn", "anm",
)  # fmt: skip
"""One of them stands in every word for the citation or the note before: ``id`` in ``ibid`` too."""


def _find_number(text: str) -> re.Match[str] | None:
    # Most texts have no note and number side by side: seeing that costs a fifth of the whole pattern.
    return _BY_NUMBER.search(text) if _DIGIT.search(text) and _NOTE_AND_NUMBER.search(text) else None


def _read_number(text: str) -> Pointer | None:
    number = _find_number(text)
    if number is None or (number.start() > 40 and _TITLED.search(text, 0, number.start())):
        return None
    label, is_plural = _label(number)
    before = fold(_without_lead_in(text[: number.start()])).strip(" ,;:.(")
    return Pointer(
        number=label,
        words=before,
        is_plural=is_plural,
        is_forward=_is_forward(number),
        locator=_locator(text[number.end() :]),
    )


def _label(number: re.Match[str]) -> tuple[str, bool]:
    for name in ("pointed", "inside", "first", "behind"):
        if number[name]:
            return number[name], number[f"{name}_more"] is not None
    return "", False


def _is_forward(number: re.Match[str]) -> bool:
    return (
        _FORWARD.search(number.group()) is not None
        or _FORWARD.match(number.string[number.end() :].lstrip(" ,")) is not None
    )


def _first_sentence(text: str) -> str:
    return text.lstrip(" .,").partition(". ")[0]


def _locator(text: str) -> str:
    pages = find_pages(text)
    if pages:
        return pages.value
    bare = BARE_AT.search(text)
    if bare:
        return whole_range(bare["pages"])
    pinpoint = PINPOINT.search(text)
    if pinpoint:
        return (pinpoint["paragraph"] or pinpoint.group()).strip()
    plain = _PLAIN_PAGES.match(text)
    return whole_range(plain["pages"]) if plain else ""
