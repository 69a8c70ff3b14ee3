"""Guess the language of a text by its function words. Pure; good enough to choose rules by, no more."""

from __future__ import annotations

from collections import Counter

from sourcekeeper.patterns import regex


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as running text."""
    return frozenset(text.split())


FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "fr": words(
        "le la les des du et est une un dans pour que qui sur pas par au aux avec ce cette ces nous vous sont ont ne "
        "se son sa ses leur mais ou où donc être été il elle ils elles plus comme"
    ),
    "en": words(
        "the of and to in is that it was for on are with as be this have from or by not but which they we their at "
        "an has been were will would who its our"
    ),
    "de": words(
        "der die das und ist nicht ein eine einen dem den des zu mit sich auf für von im auch es wir sie dass wird "
        "werden als bei oder aus nach wurde hat haben sind durch über"
    ),
    "es": words(
        "el la los las de del y en que un una es por con para no se su sus al lo como más pero han ha sobre este esta "
        "son fue nos también ya"
    ),
    "it": words(
        "il lo la gli le di del della dei che e è un una per non con in sono da si come anche al alla nel nella più "
        "ma ha hanno questo questa dal degli"
    ),
    "pt": words(
        "o a os as de do da dos das e em que um uma não para com por se na no nas nos mais como mas ao foi são sua "
        "seu também pela pelo é"
    ),
    "nl": words(
        "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door worden wordt naar uit deze "
        "dit hebben heeft werd over maar wij ze"
    ),
}
"""The commonest small words of each language we have rules for."""

SAMPLE_CHARACTERS = 20_000
_WORD = regex(r"[^\W\d_]+")
_CODE = regex(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*$")


def guess_language(text: str) -> str | None:
    """Return the two-letter code of the language a text seems to be in, None when nothing speaks for one.

    >>> guess_language("Nous demandons que les caméras soient retirées de la ville et de ses gares.")
    'fr'
    """
    counts = Counter(word.lower() for word in _WORD.findall(text[:SAMPLE_CHARACTERS]))
    scores = {code: sum(counts[word] for word in words) for code, words in FUNCTION_WORDS.items()}
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    (best, first), (_, second) = ranked[0], ranked[1]
    return best if first >= 3 and first > second else None


def language_tag(declared: str | None) -> str | None:
    """Return a declared language as a BCP 47 tag (``fr_FR`` becomes ``fr-FR``), None when it is not one."""
    cleaned = (declared or "").strip()
    return cleaned.replace("_", "-") if _CODE.match(cleaned) else None
