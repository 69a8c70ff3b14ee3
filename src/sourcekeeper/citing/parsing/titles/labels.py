"""A few words in front of an address: a medium's name, who posted, what it is. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.bodies import is_body, is_person_like, says_body
from sourcekeeper.citing.parsing.names import read_names
from sourcekeeper.citing.parsing.outlets import outlet_kind
from sourcekeeper.citing.parsing.posts import post_handle
from sourcekeeper.citing.parsing.words import FINITE, kind_of_noun
from sourcekeeper.citing.parsing.worksheet import Worksheet, tidy, trim
from sourcekeeper.model import Name
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, squash

_OF_PERSON = regex(
    r"\b(?:d[’']|de |du |by |von |di |par |from )(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s(?:de |du |von |"
    r"la )?[A-ZÀ-Þ][\w’'-]+){0,3})"
)
_OF_NAME = regex(
    r"\b(?:de la |de l[’']|des |de |du |d[’']|dans |sur |chez |of the |of |in |von |der |del |della |dell[’']|di )"
    r"(?P<name>[A-ZÀ-Þ].{1,40})$"
)
_WITH_HANDLE = regex(r"(?P<name>[^,()@]{3,60}?)\s\(@[\w.]+")
_ACCOUNT_OF = regex(
    r"(?:le |the |der |el |il )?(?:compte|account|konto|cuenta|perfil|profilo|page)\s(?:(?:officiel|X|"
    r"Twitter|Facebook|Mastodon|Bluesky|"
    r"Instagram)\s)*(?:de la |de l[’']|du |des |de |of the |of |der |des |von |del |della |do |da |"
    r"van )(?P<name>[^,(]{3,80}?)"
    r"(?=\s(?:sur|on|auf|en|su|op)\s|,|$)",
    re.IGNORECASE,
)
"""``Compte X de la préfecture du Rhône``: whose account it is."""
_PURPOSES = frozenset(
    ["pour", "sur", "à", "für", "zu", "zum", "zur", "for", "on", "about", "para", "per", "sobre", "su", "over", "voor"]
)
_SITE = regex(r"(?:site|website|webseite|homepage|página|sito|page|portal|portail)\b", re.IGNORECASE)
_ARTICLE = regex(
    r"^(?:l[’']|le |la |les |ce |cet |cette |the |this |der |die |das |el |los |il |lo |et enfin |enfin |et |and |"
    r"und |y )+",
    re.IGNORECASE,
)


def read_label(sheet: Worksheet, start: int, end: int, host: str) -> bool:
    """Read a few words before an address: a medium's name, a description; False when they are more than that."""
    begin, stop = trim(sheet.flat, start, end)
    while stop > begin and sheet.flat[stop - 1] in "([<":
        begin, stop = trim(sheet.flat, begin, stop - 1)  # the bracket is the address's
    text = tidy(sheet.original(begin, stop)) if stop > begin else ""
    if not text:
        return True
    if outlet_kind(text):
        sheet.put("container-title", text, (begin, stop), 0.9)
        return True
    if sheet.kind == "post":
        _read_post_label(sheet, text, begin, stop)
        return True
    words = text.split()
    if words[0].lower() in _PURPOSES:
        return True  # Pour la liste complète : https://…
    if ". " in text and not FINITE.isdisjoint(text.partition(". ")[0].split()):
        return True  # Le collectif a été dissous. Son dernier appel : https://…
    if "," in text or ". " in text:
        return False
    if len(words) <= 3 and text[0].isupper() and not is_person_like(text):
        if text.split()[-1][0].islower() and not says_body(text):
            return True  # Entretien diffusé sur
        field = "author" if _names_body(text, host) and not _SITE.match(text) else "container-title"
        sheet.put(field, (Name(literal=text),) if field == "author" else text, (begin, stop), 0.7)
        return True
    if text[0].islower() or _ARTICLE.match(text):
        _read_description(sheet, text, begin, stop)
        return True
    return False


def _names_body(text: str, host: str) -> bool:
    return says_body(text) or (is_body(text, host) and squash(text) in squash(host))


def _read_description(sheet: Worksheet, text: str, begin: int, stop: int) -> None:
    """Take a few describing words for want of a title, and whose it is: ``le rapport de la Cour des comptes``."""
    shorter = _ARTICLE.sub("", text)
    for match in _OF_NAME.finditer(shorter):
        if outlet_kind(match["name"]):
            at = stop - len(shorter) + match.start("name")
            sheet.put("container-title", match["name"], (at, at + len(match["name"])), 0.8)
            return
        if says_body(match["name"]) or (match["name"].isupper() and len(match["name"]) > 1):
            at = stop - len(shorter) + match.start("name")
            sheet.put("author", (Name(literal=match["name"]),), (at, at + len(match["name"])), 0.7)
            break
    kind = kind_of_noun(fold(shorter))
    if kind and len(shorter.split()) <= 25:
        sheet.kind = sheet.kind or kind
        sheet.put(
            "title",
            shorter[0].upper() + shorter[1:],
            (stop - len(shorter), stop) if shorter in text else (begin, stop),
            0.4,
        )


def _read_post_label(sheet: Worksheet, text: str, begin: int, stop: int) -> None:
    """Read the words before a post's address: who posted, told by the name that fits the account."""
    credited = _WITH_HANDLE.match(text)
    if credited and (names := read_names(credited["name"], language=sheet.language)):
        sheet.put("author", names.names, (begin, begin + credited.end("name")), 0.9)
        return
    if (account := _ACCOUNT_OF.match(text)) and says_body(account["name"]):
        sheet.put(
            "author",
            (Name(literal=account["name"]),),
            (begin + account.start("name"), begin + account.end("name")),
            0.8,
        )
        return
    handle = squash(post_handle(sheet.fields["URL"].value if isinstance(sheet.fields["URL"].value, str) else ""))
    for match in _OF_PERSON.finditer(text):
        name = match["name"]
        words = [squash(word) for word in name.split()]
        if handle and any(len(word) > 3 and word in handle for word in words):
            names = read_names(name, language=sheet.language)
            if names:
                at = begin + text.find(name)
                sheet.put("author", names.names, (at, at + len(name)), 0.8)
    first = text.partition(",")[0]
    if "author" not in sheet.fields and first != text and len(first) > 2 and squash(first) in handle:
        sheet.put("author", (Name(literal=first),), (begin, begin + len(first)), 0.8)
        return
    if "author" not in sheet.fields and squash(text) and squash(text) in handle:
        sheet.put("author", (Name(literal=text),), (begin, stop), 0.8)
        return
    shorter = _ARTICLE.sub("", text)
    if len(shorter.split()) > 3:
        sheet.put("title", shorter[:280], (stop - len(shorter), stop), 0.5)
