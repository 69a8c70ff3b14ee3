"""Split a paragraph into sentences. Pure; by rules, for European languages first.

The law that holds for any text: the sentences joined give the text back. White space after a sentence belongs to it.
A full stop ends nothing after an abbreviation, an initial or an ordinal, unless a word that usually opens a sentence
follows one of the doubtful ones (``etc. Les``).
"""

from __future__ import annotations

import re

from sourcekeeper.reading.languages import FUNCTION_WORDS, words

_ALWAYS_ABBREVIATED = words(
    "mm mme mmes mlle mlles mgr dr drs prof st ste cf pp nos éd éds env ibid loc réf réfs trad chap sq sqq "
    "mr mrs ms messrs vs viz approx dept figs fig vol eg ie jr "
    "abs anm aufl bd bde bzw ebd evtl ff fn ggf hg hrsg inkl lit rn rdnr rz sog vgl zit ziff beschl urt "
    "sr sra srta dra dña pág págs núm avda dott pagg blz bijv dhr mevr"
)
_BEFORE_A_FIGURE = words(
    "no nº nr art al par para sec cap tome note voir kap str rec ss est vid id on pag sig tab pl op num"
)
"""Words of their own, abbreviations only where a figure follows: ``No. 5``, ``art. 10``."""
_SOMETIMES_ABBREVIATED = words(
    "etc usw usf inc ltd corp cie sté assn bull rev univ inst trib crim soc const constit coll dir ed eds ex hab cit "
    "tel tél gen sen rep hon ecc resp min max ca art al"
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
_CLOSERS = "»”“\"’'›)]}*_"
_OPENERS_OF_QUOTES = "«“„\"‘'‹([{¿¡—–-*_•"

_STOP = re.compile(
    r"(?P<stop>[.!?…‽]+|[。！？]+)"
    r"(?P<close>(?:[ \u00a0\u202f\u2009]?[»›]|[”“\"’')\]}*_])*)"
    r"(?P<space>\s+|$|(?<=[。！？]))"
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_LAST_WORD = re.compile(r"(?:[^\W\d_]|[-’'.](?=[^\W\d_]))+$")
_LAST_NUMBER = re.compile(r"(?<![\d.,])\d{1,2}$")
_NEXT_WORD = re.compile(r"[^\W_]+")

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
    ends = {match.end() for match in _PARAGRAPH.finditer(text)}
    ordinals = (language or "").split("-")[0] in {"de", "da", "no", "nb", "fi", "cs", "pl", "hu"}
    for match in _STOP.finditer(text):
        if _ends_sentence(text, match, ordinals):
            ends.add(match.end())
    ends.add(len(text))
    spans = []
    start = 0
    for end in sorted(ends):
        if end > start:
            spans.append((start, end))
            start = end
    return spans


def split_sentences(text: str, language: str | None = None) -> list[str]:
    """Return the sentences of a paragraph; joined they give the text back."""
    return [text[start:end] for start, end in sentence_spans(text, language)]


def _ends_sentence(text: str, match: re.Match[str], ordinals: bool) -> bool:
    if match.end() >= len(text) or match["stop"][0] in "。！？":
        return True
    if not _opens_sentence(text, match.end(), after_quote=bool(match["close"])):
        return False
    if match["stop"] != "." or match["close"].strip("*_"):
        return True
    return not _is_abbreviation(text, match.start(), match.end(), ordinals)


def _opens_sentence(text: str, position: int, *, after_quote: bool) -> bool:
    """Whether what follows may begin a sentence: a capital or a figure, maybe behind an opening mark."""
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
    before = text[max(0, stop - _LONGEST_WORD) : stop]
    number = _LAST_NUMBER.search(before)
    if number is not None:
        return _is_ordinal(text, stop - len(number.group()), following, ordinals)
    found = _LAST_WORD.search(before)
    if found is None:
        return False
    word = found.group()
    last = re.split(r"[’'.]", word)[-1]
    if last.lower() in _ALWAYS_ABBREVIATED or last == "M":
        return True
    if last.lower() in _SHORT_MONTHS:
        return _figure_follows(text, following) or bool(re.search(r"\d[ \u00a0]$", before[: found.start()]))
    if last.lower() in _BEFORE_A_FIGURE and _figure_follows(text, following):
        return True
    doubtful = (
        last.lower() in _SOMETIMES_ABBREVIATED
        or len(last) == 1
        or (len(last) == 2 and last.isupper() and last[0] == last[1])  # EE. UU.
        or ("." in word and len(last) <= 2)  # U.S., z.B.
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
    return elided or found.group().lower() in _OPENERS
