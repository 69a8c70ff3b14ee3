"""Words made alike whatever their case, accents or kind of apostrophe. Pure."""

from __future__ import annotations

import unicodedata

from sourcekeeper.patterns import regex

_APOSTROPHES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'"})
_LETTERS_WITHOUT_PARTS = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_MARKS = regex(r"[̀-ͯ]+")


def fold(text: str) -> str:
    r"""Return the text in lower case, without accents, with plain apostrophes and single spaces.

    >>> fold("  L’Été\u00a0à  Œuvres ")
    "l'ete a oeuvres"
    """
    if text.isascii():
        return " ".join(text.lower().split())
    lowered = text.translate(_APOSTROPHES).casefold().translate(_LETTERS_WITHOUT_PARTS)
    return " ".join(_MARKS.sub("", unicodedata.normalize("NFKD", lowered)).split())


def word_set(*lines: str) -> frozenset[str]:
    """Return the words of lines as a set; so tables of words are written a line of words a line.

    >>> sorted(word_set("van von", "de"))
    ['de', 'van', 'von']
    """
    return frozenset(" ".join(lines).split())


def squash(text: str) -> str:
    """Return the folded text with nothing but letters and digits left: for comparing names with host names.

    >>> squash("Le Vieux-Site")
    'levieuxsite'
    """
    return "".join(character for character in fold(text) if character.isalnum())
