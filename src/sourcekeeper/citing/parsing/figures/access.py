"""The day on which somebody looked at a source: the words around it, in the languages of Europe. Pure.

``consulté le``, ``last accessed on``, ``zuletzt abgerufen am``, ``tilgået den``, ``[cit.``: a word that says *looked*,
small words between it and the day, and words before it that only say more (``page``, ``last``, ``date of``). Read from
the day backwards, word by word, so that a date costs a look at the word before it and no search.
"""

from __future__ import annotations

from itertools import pairwise

from sourcekeeper.citing.parsing.figures.date_shapes import DatedSpan, month_names
from sourcekeeper.web.folding import word_set

TAKEN = "\ue001"
"""As on a worksheet: what was read already, here an address."""

_WINDOW = 60
"""Characters before a day in which the words that lead to it begin."""
_STEMS = tuple(
    """
    consult visité visited visita accessed accéd accès access accedi acceso accesso accés accesat acess acedid
    cited extracted extrait retrieved viewed checked
    abgerufen abruf aufgerufen aufruf besucht zugriff zugegriffen gesehen eingesehen geprüft geraadpleegd bezocht
    bekeken recuperad visionat visualizad revisad
    hämtad hämtat läst besökt tilgået besøgt hentet lest besøkt luettu viitattu dostęp odczyt přístup navštíveno
    pristup dostopano megtekint letölt erişim
    """.split()  # noqa: SIM905  a list of words is read more easily than fifty strings
)
"""How the words begin that say *looked*."""
_WHOLE = word_set("cit cit. [cit [cit. stand zuletzt vu vue vus vues visto vista lu lue lus lues web.")
"""Short words that say it, most of them before a whole day only; MLA named the medium: ``Web. 3 Nov. 2021.``"""
_WITH_MORE = ("aufruf",)
"""Nouns that say it only behind such a word as *last*: ``letzter Aufruf``."""
_BETWEEN = word_set(
    "le la on am den dem el il em en op à a al the at dne z dnia fois dernière dernier pour time last for",
    "última último ultima vez per volta por",
)
"""Small words between that word and the day."""
_MORE = word_set(
    "page site web website webpage dernière dernier last date zuletzt letzter letzte letztmals última último ultimo",
    "ultima fecha data datum dato laatst laatste senast sist sidst darrer darrera página pagina sitio sito sidan of",
    "de di del da van the most recently wurde was letztes",
)
"""Words before it that say no more than it does."""
_MAY_SAY = (*_STEMS, *_WHOLE, "d’", "l’", "d'", "l'")
"""What begins every word that says it, small words aside: a quick look."""
_BEHIND = ("abgerufen", "aufgerufen", "besucht", "eingesehen", "geprüft", "geraadpleegd", "bezocht", "hämtad")
"""Participles that stand behind the day: ``am 3. Mai 2021 abgerufen``."""
_LEADING = _BETWEEN | month_names().keys()
_MOST_WORDS = 6
"""Words between, and words before, that are looked at."""
_A_DAY = 3


def access_around(flat: str, day: DatedSpan) -> tuple[int, int] | None:
    """Return where a day of access stands with the words around it; None when it is another day."""
    if flat[day.start - 1 : day.start] == "[" and _is_alone_behind_address(flat, day):
        return day.start - 1, day.end + 1
    least = max(0, day.start - _WINDOW)
    start, end = _word_before(flat, least, day.start)
    first = flat[start:end].lower()
    if first not in _BETWEEN and not first.startswith(_MAY_SAY):
        return None  # as before most days
    between = day.start
    for _ in range(_MOST_WORDS):
        if flat[start:end].lower() not in _BETWEEN:
            break
        between = start
        start, end = _word_before(flat, least, start)
    else:
        return None
    behind = _word_behind(flat, day.end)
    if not _says_looked(flat[start:end], day):
        is_behind = behind > day.end + 1 and between < day.start and len(day.value.start) == _A_DAY
        return (between, behind) if is_behind else None
    said = start
    for _ in range(_MOST_WORDS):
        begin, stop = _word_before(flat, least, start)
        if flat[begin:stop].lower() not in _MORE:
            break
        start = begin
    if start == said and _bare(flat[said:end]) in _WITH_MORE:
        return None
    return start - (flat[behind - 1] == "]" and flat[start - 1 : start] == "["), behind


def opens_access(text: str) -> bool:
    """Whether a sentence only tells when somebody looked: ``[Consulté le 3 mai 2020]``."""
    head = text[:_WINDOW].lstrip("[( ")
    words = head.split(" ", _MOST_WORDS)[:_MOST_WORDS]
    for word, following in pairwise((*words, "")):
        bare = _bare(word)
        if bare.startswith(_STEMS) or bare in ("cit", "cit."):
            # Access Now, “Title” (2021): behind the word a day comes, or what leads to it.
            return word[-1:] == ":" or following[:1].isdigit() or following == ":" or following.lower() in _LEADING
        if bare not in _MORE and bare not in _BETWEEN:
            return False
    return False


def _word_before(flat: str, least: int, end: int) -> tuple[int, int]:
    """Return where the last word before a position stands, signs and an opening bracket left out."""
    while end > least and flat[end - 1] in " :,":
        end -= 1
    start = max(flat.rfind(" ", least, end) + 1, least)
    while start < end and flat[start] in "([":
        start += 1
    return start, end


def _bare(word: str) -> str:
    lowered = word.lower().rstrip(":,")
    return lowered[2:] if lowered[1:2] in ("’", "'") and lowered[0] in "dl" else lowered


def _is_alone_behind_address(flat: str, day: DatedSpan) -> bool:
    """``https://… [25.8.2023]``: Germans and Britons set the day of access in square brackets behind the address."""
    return (
        flat[day.end : day.end + 1] == "]"
        and len(day.value.start) == _A_DAY
        and flat[: day.start - 1].rstrip(" ,.")[-1:] == TAKEN
    )


def _says_looked(word: str, day: DatedSpan) -> bool:
    bare = _bare(word)
    if bare.startswith(_STEMS):
        return True
    if bare == "stand":
        return word[0] == "S"
    return bare in _WHOLE and (bare[0] == "z" or bare[:3] == "cit" or len(day.value.start) == _A_DAY)


def _word_behind(flat: str, end: int) -> int:
    """Return where the participle behind a day ends, or the bracket that closes; `end` when there is neither."""
    for word in _BEHIND if flat[end : end + 1] == " " else ():
        if flat.startswith(word, end + 1):
            return end + 1 + len(word)
    return end + (flat[end : end + 1] == "]")
