"""How generators call their calls and back links: classes, ids, roles and words. Tables only.

A new family most often needs no more than a word here, if that: links that point at one another tell enough.
"""

from __future__ import annotations

import re

from sourcekeeper.patterns import regex
from sourcekeeper.reading.labels import ARROW

BACK_HINT = regex(
    r"back-?(?:ref|link)|footnote-?back|reversefootnote|footnote-return|footnote_backlink|to-top|doc-backlink|"
    r"footnoteback|jump-back",
    re.IGNORECASE,
)
"""Of links back to the text."""
BACK_TEXT = regex(
    rf"\s*(?:(?:{ARROW}|[\^«‹<←])\s*\d*|"
    r"(?:back|return|retour|zurück|volver|torna|terug|haut|top)"
    r"(?: (?:to|au|à|zum|zur|al|alla|naar de) ?(?:the )?"
    r"(?:text|texte|article|content|top|inhalt|texto|testo|tekst))?)\s*",
    re.IGNORECASE,
)
"""The whole text of a link back: an arrow, or a few words."""
CALL_CLASS = regex(r"\b(?:footref|footnote-ref|noteref|footnote-anchor|simple-footnote)\b", re.IGNORECASE)
"""Of calls alone: what is so called is no back link, whatever else its attributes say."""
CALL_HINT = regex(
    r"noteref|footnote-?ref|footnote-?anchor|footnotecall|endnotecall|footref|see-footnote|(?:sdfoot|sdend)noteanc|"
    r"simple-footnote|easy-footnote|footnote__citation|footnote-reference|\bfn\b|\bappendix\b|\bfootnote\b|\breference\b|"
    r"data-footnote-ref|spip_note_ref",
    re.IGNORECASE,
)
FIRST_LABELS = frozenset(
    {"0", "1", "*", "†", "a", "A", "i", "I", "N 1", "n 1", "note 1", "Note 1", "Anm. 1", "nota 1"}
)
WORDS = regex(r"[^\W\d_]{3}|\s")
"""What tells a word of the sentence from a label."""
BETWEEN_BACK_LINKS = regex(r"[\s,;|/·]{0,6}(?:\b(?:et|and|und|y|e|en)\b\s{0,2})?")
"""What stands between the ways back of a note that is called several times: ``a, b et c``."""
