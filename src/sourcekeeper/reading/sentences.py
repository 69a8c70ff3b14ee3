"""Split a paragraph into sentences. Pure; by rules, for European languages first.

The law that holds for any text: the sentences joined give the text back. White space after a sentence belongs to it.
A full stop ends nothing after an abbreviation, an initial or an ordinal, unless a word that usually opens a sentence
follows one of the doubtful ones (``etc. Les``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain
from unicodedata import normalize

from sourcekeeper.patterns import regex
from sourcekeeper.reading.languages import FUNCTION_WORDS, words

_ALWAYS_ABBREVIATED = words(
    "mm mme mmes mlle mlles mgr dr drs prof st ste cf pp nos éd éds env ibid loc réf réfs trad chap sq sqq "
    "mr mrs ms messrs vs viz approx dept figs fig vol eg ie jr "
    "abs anm aufl bd bde bzw ebd evtl ff fn ggf hg hrsg inkl lit rn rdnr rz sog vgl zit ziff beschl urt "
    "sr sra srta dra dña pág págs núm avda lic arq excmo excma ilmo ilma exmo exma dott pagg ing avv geom rag sigg "
    "blz bijv dhr mevr jhr mej dipl frhr"
)
_BEFORE_A_FIGURE = words(
    "no nº nr art al par para sec cap tome note voir kap str rec ss est vid id on pag sig tab pl op num"
)
"""Words of their own, abbreviations only where a figure follows: ``No. 5``, ``art. 10``."""
_SOMETIMES_ABBREVIATED = words(
    "etc usw usf inc ltd corp cie sté assn bull rev univ inst trib crim soc const constit coll dir ed eds ex hab cit "
    "tel tél gen sen rep hon ecc resp min max ca art al ir eng arch mons sig med jur phil mw "
    "mio mrd tsd mia mln mld mill jh jhd jhdt std"
)
"""They may end a sentence as well: the next word decides."""
_SHORT_MONTHS = words(
    "janv févr fevr avr juil juill sept oct nov déc dec jan feb mar apr aug okt dez mrz ene abr ago dic gen mag giu "
    "lug set ott fev mai jun jul sep out"
)
"""Abbreviated beside a figure (``12 ago. 2020``), words otherwise (``long ago.``)."""
_MONTHS = words(
    "januar jänner februar märz april mai juni juli august september oktober november dezember "
    "janvier février mars avril juin juillet août septembre octobre novembre décembre "
    "január února maja czerwca lipca"
)
_OPENERS = frozenset(word for known in FUNCTION_WORDS.values() for word in known if len(word) > 1) | words(
    "cette cet these those here there when while after before depuis alors ainsi cependant enfin or car "
    "si mais même puis selon however although because therefore wenn aber doch jedoch denn hier dort cuando aunque "
    "según entonces pero così quando notre nos our ihr ihre unsere wer was wie quel quelle qui"
)
_OPENERS_OF_QUOTES = "«“„\"‘'‹([{¿¡—–-*_•"

_ABBREVIATED = _ALWAYS_ABBREVIATED | _BEFORE_A_FIGURE | _SOMETIMES_ABBREVIATED | _SHORT_MONTHS
_LONGER = 1 + max(map(len, _ABBREVIATED))
"""Letters of words longer than any of them."""

_STOP = regex(
    r"[\n.!?…‽。！？](?:(?<=\n)[ \t]*\n\s*"
    r"|(?:(?<=[.!?…‽])[.!?…‽]*|(?<=[。！？])[。！？]*)"
    r"(?P<close>(?:[ \u00a0\u202f\u2009]?[»›]|[”“\"’')\]}*_])*)"
    r"(?:\s+|$|(?<=[。！？])))"
)
"""An empty line, or stops with what closes behind them. It begins with one set of characters: so it is searched for
several times as fast."""
_NEXT_WORD = regex(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")

_NO_WORD = regex(r"[^\w·]")

_ORDINAL_LANGUAGES = words("de da no nb fi cs pl hu")
"""A figure with a stop is an ordinal there: ``am 3. Mai``."""

_LONGEST_WORD = 40
"""How far back the word before a stop is looked for: keeps the time linear on hostile text."""


def sentence_spans(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Return where each sentence starts and ends; together they cover the whole text, in order.

    Parameters
    ----------
    text
        One paragraph. An empty line in it ends a sentence too.
    language
        BCP 47; only German and its like need it (a figure and a stop is an ordinal there).

    >>> [ "M. Roux part. Il revient."[a:b] for a, b in sentence_spans("M. Roux part. Il revient.") ]
    ['M. Roux part. ', 'Il revient.']
    """
    spans = []
    start = 0
    for end in [*_ends(text, 0, len(text), language), len(text)]:
        if end > start:
            spans.append((start, end))
            start = end
    return spans


def sentence_at(text: str, offset: int, language: str | None = None, *, longest: int = 4000) -> str:
    """Return the sentence that holds the character before an offset, white space at its edges taken off.

    A marker belongs to what stands before it, also when that is a full stop. Only the surroundings are looked at, and
    no more than `longest` characters either way: the same sentence as in `sentence_spans` unless it is longer.
    """
    while offset > 0 and text[offset - 1].isspace():
        offset -= 1
    start = 0
    for reach in (longest // 8, longest // 2, longest):
        first = max(0, offset - reach)
        start = max((end for end in _ends(text, first, offset, language) if end < offset), default=-1)
        if start >= 0 or first == 0:
            break
    start = max(start, first)
    end = next((end for end in _ends(text, start, start + longest, language) if end >= offset and end > start), None)
    return text[start : start + longest if end is None else end].strip()


def sentence_within(text: str, offset: int, language: str | None = None, *, longest: int = 4000) -> str:
    """Return what `sentence_at` does, of a paragraph that is cut into sentences from its start."""
    while offset > 0 and text[offset - 1].isspace():
        offset -= 1
    offset = max(offset, 1)
    start, last = 0, len(text)
    for end in _ends(text, 0, last, language):
        if end >= offset:
            last = end
            break
        start = end
    start = max(start, offset - longest)
    return text[start : min(last, start + longest)].strip()


class Sentences:
    """The sentences of one paragraph, cut once and as far as is asked: for those who ask for many of them."""

    def __init__(self, text: str, language: str | None = None) -> None:
        self._text = text
        self._ends: list[int] = []
        self._ahead = chain(_ends(text, 0, len(text), language), (len(text),))

    def at(self, offset: int, *, longest: int = 4000) -> str:
        """Return what `sentence_at` does."""
        text = self._text
        while offset > 0 and text[offset - 1].isspace():
            offset -= 1
        offset = max(offset, 1)
        if not self._ends or self._ends[-1] < offset:
            for end in self._ahead:
                self._ends.append(end)
                if end >= offset:
                    break
        index = bisect_left(self._ends, offset)
        if index == len(self._ends):
            return ""
        start = max(self._ends[index - 1] if index else 0, offset - longest)
        return text[start : min(self._ends[index], start + longest)].strip()


def _ends(text: str, first: int, last: int, language: str | None) -> Iterator[int]:
    """Yield, in order, where sentences end that have their stop within a span."""
    ordinals = language is not None and language.split("-")[0] in _ORDINAL_LANGUAGES
    # The end of the search is put off a little, so that it is never taken for the end of the text.
    for match in _STOP.finditer(text, first, min(len(text), last + _LONGEST_WORD)):
        if match.start() >= last:
            break
        if text[match.start()] == "\n" or _ends_sentence(text, match, ordinals):
            yield match.end()


def _ends_sentence(text: str, match: re.Match[str], ordinals: bool) -> bool:
    start, end = match.span()
    stop, close = text[start], match["close"]
    if end >= len(text) or stop in "。！？":
        return True
    if not _opens_sentence(text, end, after_quote=bool(close)):
        return False
    if stop != "." or match.start("close") > start + 1 or close.strip("*_"):
        return True
    return not _is_abbreviation(text, start, end, ordinals)


def _opens_sentence(text: str, position: int, *, after_quote: bool) -> bool:
    """Whether what follows may begin a sentence: a capital or a figure, maybe behind an opening mark."""
    if text[position : position + 1].isalpha():
        return not text[position].islower()
    while position < len(text) and (text[position] in _OPENERS_OF_QUOTES or text[position].isspace()):
        position += 1
    if position >= len(text):
        return True
    first = text[position]
    if first.islower():
        return False
    # « Qui paie ? » : le titre goes on after the quotation; so does « Non ! », dit-il.
    return not (first in ":;,.»”" or (after_quote and first in "?!"))


def _is_abbreviation(text: str, stop: int, following: int, ordinals: bool) -> bool:
    if stop >= _LONGER and text[stop - _LONGER : stop].isalpha():
        return False
    word = text[max(0, stop - _LONGEST_WORD) : stop].rsplit(None, 1)[-1:]
    if not word:
        return False
    # An accent may be a character of its own: the word is more than what stands behind it.
    last = word[0] if word[0].isascii() and word[0].isalnum() else _NO_WORD.split(normalize("NFC", word[0]))[-1]
    lower = last.lower()
    if len(last) > 2 and lower not in _ABBREVIATED and last.isalpha():
        return False
    if lower in _ALWAYS_ABBREVIATED or last == "M":
        return True
    if last.isdigit():
        is_number = len(last) <= 2 and not word[0][: -len(last)].rstrip("(").endswith((".", ",", "-"))
        return is_number and _is_ordinal(text, stop - len(last), following, ordinals)
    if lower in _BEFORE_A_FIGURE and _figure_follows(text, following):
        return True
    if lower in _SHORT_MONTHS:
        before = text[max(0, stop - len(last) - 2) : stop - len(last)]
        return _figure_follows(text, following) or before[:1].isdigit()
    if lower[:1].isdigit():
        return False  # £4.2m., 54 m2.: a figure with its unit
    doubtful = (
        lower in _SOMETIMES_ABBREVIATED
        or (len(last) == 1 and last.isalpha())
        or (len(last) == 2 and last.isupper() and last[0] == last[1])  # EE. UU.
        or (len(last) == 2 and word[0][:-2].endswith("."))  # z.Zt.
    )
    return doubtful and not _opener_follows(text, following)


def _is_ordinal(text: str, start: int, following: int, ordinals: bool) -> bool:
    if not text[:start].strip():
        return True  # "1. Texte": the number of a list
    following_word = _NEXT_WORD.match(text, following)
    if following_word is not None and following_word.group().lower() in _MONTHS:
        return True
    return ordinals and not _opener_follows(text, following)


def _figure_follows(text: str, position: int) -> bool:
    return position < len(text) and text[position].isdigit()


def _opener_follows(text: str, position: int) -> bool:
    found = _NEXT_WORD.match(text, position)
    if found is None:
        return False
    # "L’article" opens a sentence; the L of "J. L. Borges" does not.
    elided = len(found.group()) == 1 and text[found.end() : found.end() + 1] in {"’", "'"}
    return elided or normalize("NFC", found.group()).lower() in _OPENERS
