"""The unread text of a citation, parted at its separators: what a reading gives its fields. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from sourcekeeper.citing.parsing.bodies import says_body
from sourcekeeper.citing.parsing.outlets import is_publisher, outlet_kind, platform_kind
from sourcekeeper.citing.parsing.words import NOT_A_FIELD, TURNED_ARTICLE, with_article
from sourcekeeper.citing.parsing.worksheet import ADDRESS, TAKEN, Worksheet, tidy, trim
from sourcekeeper.patterns import regex

_BREAK = regex(
    rf"[{TAKEN}{ADDRESS}]+|[()\[\]]|[?!](?=\s[A-ZÀ-Þ])|[,;:](?=\s|$|[{TAKEN}])|\.(?=\s|$|[{TAKEN}\]),])|[–—|-](?<=\s.)(?=\s)"
)
_INITIAL_OR_SHORT = regex(
    r"(?:(?<![^\W\d_])[^\W\d_]|\b(?:St|Ste|Mr|Mme|Dr|Prof|[Vv]s|Hg|Hrsg|éd|Ed|ed|dir|coll|trad|Trad|nº|no|vol|"
    r"art|z|M|MM|Univ|Bd|coord|Mass|Inst|Natl|Nat|Dept|Commn|Assn|Assoc|Fed|Bur|Intl|Tech|Rep))$",
)
_LETTER = regex(r"[^\W\d_]")
_INITIAL = regex(r"[A-ZÀ-Þ]\.")
_MIXED = r"[A-Z]\w{1,2}[A-Z]\w{0,6}"
"""``BfDI``: only behind a word is it that body's short name."""
_IN_SHORT = r"[A-Z]{2}[\w.-]{0,12}|@\w{2,20}|(?:[A-ZÀ-Þ]\w{0,2}\.[ -]?){1,3}|" + TURNED_ARTICLE
_GLUED = regex(rf"\w\([^()]{{1,4}}$|\s\((?:{_IN_SHORT})$|[^\W\d_]\s\({_MIXED}$")
"""``end(s)``, ``Commission (CNCDH)``: brackets that belong to what stands before them."""
_SHORT_NAME = regex(rf"\((?:{_IN_SHORT})\)|(?<=[^\W\d_]\s)\({_MIXED}\)")
_MEDICAL_LIST = regex(
    r"\W{0,3}(?:[^\W\d_][\w’'-]*\s){1,3}[A-Z]{1,3}(?:,\s[^,.]{2,30}\s[A-Z]{1,3}[,.]|\.\s[A-Z][a-z]+\s[a-z])"
)
_WORDS_BEHIND = regex(r"[^,;:()\ue000\ue001]{2,40}?(?=[.,;:(]?\s?(?:[\ue000\ue001]|$|[,(]|\.\s))")
_ORDINAL = regex(r"\s*\d{1,3}$")
_INVERTED = regex(r"\W*[A-ZÀ-Þ][\w’' -]{1,40},\s(?:[A-ZÀ-Þ][\w’'-]+\s)?(?:[A-ZÀ-Þ]\.[\s-]?){0,3}[A-ZÀ-Þ]$")
_TITLE_BEHIND = regex(r"\s[A-ZÀ-Þ«“‘][\w’'-]*[\s:][^,.]*[\w’]")
_PAPER_IN_SHORT = regex(r"\s?(?:(?:[A-Z][\w’']{0,5}\.\s?){2,4}|(?:[A-Z][\w’']{0,5}\.\s){1,2}[A-Z]\w+\s)(?=\(\ue001)")
"""``Chi. Trib. (``, ``Wash. Post (``: American lawyers shorten papers, and write the day in brackets behind them."""
MOST_PIECES = 40
"""A citation has some ten; what stands behind the fortieth is not read."""


class Piece(NamedTuple):
    """A stretch of unread text between separators, in positions of the sheet."""

    start: int
    end: int
    text: str
    before: str
    """The separator in front: ``,`` ``.`` ``:`` ``(`` or nothing."""


def pieces(sheet: Worksheet, start: int, end: int) -> list[Piece]:
    """Part a stretch of the sheet at commas, full stops, colons, brackets and everything already read."""
    found: list[Piece] = []
    position, before = start, ""
    flat = sheet.flat
    for match in _BREAK.finditer(flat, start, end):
        at = match.start()
        sign = flat[at]
        if sign == ")" and (
            _GLUED.search(flat, max(position, at - 24), at) or flat.find("(", position, at) > position
        ):
            continue  # it closes what was opened within the piece
        if sign == "(" and (
            _SHORT_NAME.match(flat, at) or (at and flat[at - 1].isalnum()) or _names_body_in_short(flat, position, at)
        ):
            continue
        if sign == "." and not _ends_sentence(flat, (start, position), at, end):
            continue
        if flat[position:at].strip():  # else one sign follows another
            _append(found, sheet, position, at, before)
            if len(found) >= MOST_PIECES:
                return found
        position, before = match.end(), sign if sign not in (TAKEN, ADDRESS) else ""
    _append(found, sheet, position, end, before)
    return found


_ONE_WORD = regex(r"\([A-ZÀ-Þ][\w.-]{1,14}\)(?=[,.:])")


def _names_body_in_short(flat: str, position: int, at: int) -> bool:
    """``Statistisches Bundesamt (Destatis), Titel``: one word in brackets behind a body is its short name."""
    return _ONE_WORD.match(flat, at) is not None and says_body(flat[position:at].strip())


def _ends_sentence(flat: str, starts: tuple[int, int], at: int, end: int) -> bool:
    """Whether a full stop ends a part, rather than an abbreviation or an initial."""
    if flat[at - 1 : at].isdigit() and (_ORDINAL.match(flat, starts[1], at) or _is_ordinal(flat, at)):
        return False  # 25. Tätigkeitsbericht, im 21. Jahrhundert
    if _INITIAL_OR_SHORT.search(flat, max(starts[1], at - 12), at):
        if _INVERTED.match(flat, starts[0], at):
            # Gates, Kelly A. Our Biometric Future: the initial ends the name.
            return _TITLE_BEHIND.match(flat, at + 1) is not None
        # Lovelace A, Hopper G. Title: medical journals write initials without full stops.
        is_title = at + 2 < end and flat[at + 2].isupper() and flat[at + 3 : at + 4].islower()
        return is_title and _MEDICAL_LIST.match(flat, starts[0]) is not None
    if _PAPER_IN_SHORT.match(flat, starts[1]):
        return False  # Chi. Trib. (Oct. 3, 2022)
    if at + 2 < end and flat[at + 2].islower():
        following = _WORDS_BEHIND.match(flat, at + 2)
        name = following.group().strip() if following is not None else ""
        return bool(outlet_kind(name)) or is_publisher(name)
    return True


_BEFORE_ORDINAL = regex(
    r"\b(?:im|ins|in der|in den|der|die|das|des|dem|den|vom|zum|zur|am|beim|seit dem|bis zum|het|de|den|det)\s\d{1,3}$"
)


def _is_ordinal(flat: str, at: int) -> bool:
    """``im 21. Jahrhundert``: behind an article a figure with its full stop counts the noun that follows."""
    return _BEFORE_ORDINAL.search(flat, max(0, at - 16), at) is not None and flat[at + 1 : at + 3].strip().isalpha()


def _append(found: list[Piece], sheet: Worksheet, start: int, end: int, before: str) -> None:
    start, end = trim(sheet.flat, start, end)
    if start >= end:
        return
    text = tidy(sheet.original(start, end))
    if text[-1:] == ")":
        text = with_article(text)
    if (
        text.startswith(_PREPOSITIONS)
        and (before_medium := _BEFORE_MEDIUM.match(text))
        and outlet_kind(before_medium["name"])
    ):
        start, text = end - len(before_medium["name"]), before_medium["name"]  # su Wired.it
    if (text[:1].isalpha() or _LETTER.search(text)) and not _says_nothing(text):
        found.append(Piece(start, end, text, before))


_PREPOSITIONS = ("su ", "sur ", "auf ", "dans ", "in ", "en ", "em ", "on ", "op ", "på ", "i ")
_BEFORE_MEDIUM = regex(r"[^\W\d_]+\s(?P<name>[A-ZÀ-Þ].{1,40})$")


@lru_cache(maxsize=4096)
def _says_nothing(text: str) -> bool:
    """Whether a piece says nothing of the work: ``en ligne``, ``my translation``."""
    if _INITIAL.fullmatch(text) or outlet_kind(text) or platform_kind(text):
        return False
    return NOT_A_FIELD.match(text.strip(" .")) is not None
