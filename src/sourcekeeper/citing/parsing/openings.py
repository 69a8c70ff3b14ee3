"""Where a citation begins: behind prose, lead-ins, topics and what joins it to the one before. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.bodies import is_person_like, says_body
from sourcekeeper.citing.parsing.outlets import outlet_kind
from sourcekeeper.citing.parsing.words import FINITE, LEAD_IN, TOPIC, kind_of_noun
from sourcekeeper.citing.parsing.worksheet import ADDRESS, TAKEN, tidy
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, word_set

_LEADING_WORDS = regex(
    r"\W*(?:\d{1,2}\)\s|\([a-e1-9]\)\s|(?:et|and|und|y|e|en|ou|or|sowie|puis|enfin|mais|but)(?:,\s|\s(?=[A-ZÀ-Þ«“„‘\"])))"
)
"""What joins a citation to the one before it."""


def body_start(flat: str, limit: int) -> tuple[int, str]:
    """Return where a citation begins behind prose and lead-in, and the lead-in's noun (``voir la brochure :``)."""
    joined = _LEADING_WORDS.match(flat)
    start, genre = joined.end() if joined else 0, ""
    for match in LEAD_IN.finditer(flat, 0, limit):
        is_first = not flat[: match.start()].strip(" .,;:(«—–" + TAKEN)
        # In the middle of a sentence only a comma, a full stop or a colon makes it a lead-in.
        if not is_first and flat[: match.start()].rstrip()[-1:] not in ".,:;(—–":
            continue
        if not is_first and _leads_to_address(flat, match.start(), match.end()):
            break
        start = match.end()
        colon = flat.find(":", start, limit)
        noun = flat[start:colon].strip() if colon >= 0 else ""
        # With nothing but an address behind the colon, the words are all there is of a title.
        says_more = limit < len(flat) or any(char.isalnum() for char in flat[colon + 1 :])
        is_noun = bool(noun) and "," not in noun and len(noun.split()) <= 4 and bool(kind_of_noun(fold(noun)))
        if is_noun and says_more:
            genre = re.sub(
                r"^(?:l[’']|le |la |les |the |der |die |das |el |los |il |lo |o |a |het |de |notre |leur |this |"
                r"ce |cette )",
                "",
                tidy(noun),
                flags=re.IGNORECASE,
            )
            start = colon + 1
    if limit - start > _SHORTEST_SENTENCE:
        start = _behind_sentence(flat, start, limit)
    topic = TOPIC.match(flat, start, limit)
    if topic and (limit < len(flat) or _names_follow(flat, topic.end())):
        start = topic.end()
    return start, genre


_DATED_END = regex(
    r"[,(]\s?(?:le\s|vom\s|on\s)?(?:(?:\d{1,2}(?:er|\.|st|nd|rd|th)?\s)?(?:de\s)?[^\W\d_]{3,10}\.?\s(?:del?\s)?|"
    r"[A-Z][a-z]{2,8}\.?\s\d{1,2},\s)?(?:(?:19|20)\d\d|\d\d?[./-]\d\d?[./-](?:20)?\d\d)\)?[,.;]?\s*$"
)


def _leads_to_address(flat: str, start: int, end: int) -> bool:
    """``Name, Titel, 12 mei 2021, zie https://…``: behind a dated citation, ``see`` leads to its address alone."""
    behind = flat[end:]
    if TAKEN not in behind or any(char.isalnum() for char in behind):
        return False
    before = flat[:start]
    return "," in before.rstrip(" ,") and _DATED_END.search(before[-40:]) is not None


_ACCORDING = word_set(
    "Selon Pour Dans Avec Depuis According In Since Laut Nach In Seit Según En Desde Secondo Nel Segundo Volgens"
)
_SHORTEST_SENTENCE = 40
_LONGEST_SENTENCE = 300


def _behind_sentence(flat: str, start: int, limit: int) -> int:
    """``Ces contrôles ne sont pas tracés : CNCDH, Avis sur …``: move a start behind the sentence a source proves."""
    colon = flat.find(": ", start + _SHORTEST_SENTENCE, min(start + _LONGEST_SENTENCE, limit))
    if colon < 0 or not flat[colon + 2 : colon + 3].isupper():
        return start
    words = flat[start:colon].split()
    if len(words) < 7 or FINITE.isdisjoint(words) or TAKEN in flat[start:colon]:
        return start
    first = flat[start:colon].partition(",")[0].strip()
    is_name = is_person_like(first) or says_body(first) or bool(outlet_kind(first))
    is_citation = is_name and FINITE.isdisjoint(first.split()) and words[0] not in _ACCORDING
    return start if is_citation or not _names_follow(flat, colon + 2) else colon + 2


_UP_TO_SIGN = regex(r"[^,.(\ue001]{2,60}")


def _names_follow(flat: str, position: int) -> bool:
    """Whether an address or a name stands behind ``On Leeds:``, rather than the rest of a title that begins so."""
    if flat.startswith(ADDRESS, position):
        return True
    first = _UP_TO_SIGN.match(flat, position)
    if first is None:
        return False
    name = first.group().strip()
    return is_person_like(name) or says_body(name) or (name.isupper() and len(name) > 2)
