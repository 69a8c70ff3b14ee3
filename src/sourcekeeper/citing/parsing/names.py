"""Lists of names: who is a person and who a body, and how a list is parted. Pure.

Persons are written in four ways: ``Ada Lovelace``, ``Lovelace, Ada`` or ``Lovelace, A.``, ``LOVELACE Ada``, and
``Lovelace A`` as medical journals do; a list may mix the first two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sourcekeeper.citing.parsing.bodies import (
    ARTICLES,
    PARTICLES,
    are_several_bodies,
    is_body,
    is_body_word,
    is_person_like,
    joined_parts,
)
from sourcekeeper.citing.parsing.outlets import is_place, outlet_kind
from sourcekeeper.citing.parsing.worksheet import tidy
from sourcekeeper.model import Name
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

_LONGEST_LIST = 300
"""Characters; no list of authors in a note is longer."""
_INITIALS = regex(r"(?:[^\W\d_]{1,2}\.[\s-]?)+$")
_BARE_INITIALS = regex(r"[A-ZÀ-Þ]{1,3}$")
_GIVEN_BEHIND = regex(r"[A-ZÀ-Þ]{1,3}|[A-ZÀ-Þ]\.(?:-?[A-ZÀ-Þ]\.)?")
"""``Lovelace A``, ``Lovelace A.``: the family name first."""
_TITLE_OF_PERSON = regex(
    r"^(?:(?:Mme|Mlle|MM\.|Me|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Prof\.?|Sir|Lord|Dott\.(?:ssa)?|Sra?\.|D\.ª|RA|RAin|"
    r"Univ\.-Prof\.)\s)+"
)
_MONSIEUR = regex(r"^M\.\s(?=[A-ZÀ-Þ][\w’'-]+\s[A-ZÀ-Þ])")
_ET_AL = regex(
    r",?\s*(?:\b(?:et|and|und|y|e)\s+al(?:\.|ii\b|ia\b|$)|(?:\b(?:et|and|und|y|e)\s)?\s*\b(?:al\.|others\b|autres\b|"
    r"u\. ?a\.|otros\b|altri\b|a\. ?o\.))\s*$",
    re.IGNORECASE,
)
_LETTER = regex(r"[^\W\d_]")
_OTHERS = ("al", "others", "autres", "u.", "otros", "altri", "a.", "o.")
"""One of them stands in every match of `_ET_AL`."""
_ROLE_WORDS = (
    r"dirs?|éds?|eds?|hrsg|hg|hgg|coords?|comps?|orgs?|red|cur|a cura di|sous la dir(?:ection|\.)? de|"
    r"herausgeber(?:in)?|editors?|éditeurs?|directeurs?|coordinador[ae]?s?"
)
ROLE_BEHIND = regex(rf"\s?(?:[(\[]\s?(?:{_ROLE_WORDS})\.?\s?[)\]]|,\s(?:{_ROLE_WORDS})\.(?=[,:\s]))", re.IGNORECASE)
"""``(dir.)``, ``, eds.``: what makes the names before it editors."""
_DASHED = regex(r"\s[-–]\s")
_IN_BRACKETS = regex(r"\s\(@?[\w.-]{2,20}\)$")
ROLE = regex(
    rf"\s*(?:[(\[]\s*(?P<role>{_ROLE_WORDS})\.?\s*[)\]]|,\s(?:{_ROLE_WORDS})\.?$)",
    re.IGNORECASE,
)


class Names(NamedTuple):
    """A list of authors as read."""

    names: tuple[Name, ...]
    are_persons: bool
    """Whether the first of them is a person."""
    are_editors: bool = False
    has_others: bool = False
    """Whether ``et al.`` stood behind them."""


@lru_cache(maxsize=4096)
def read_names(text: str, *, host: str = "", language: str = "", is_outlet: bool = False) -> Names | None:
    """Read a list of authors; None when the text is no name at all (prose, figures).

    `host` helps: a name that spells the site's address is a body. `is_outlet` says that the text is a known medium.
    """
    text = tidy(text)
    if not text or len(text) > _LONGEST_LIST:
        return None
    role = ROLE.search(text) if "(" in text or "[" in text or text[-9:].count(",") else None
    if role:
        text = text[: role.start()] + text[role.end() :]
    tail = text[-14:]
    others = _ET_AL.search(text, max(0, len(text) - 25)) if any(word in tail for word in _OTHERS) else None
    if others:
        text = text[: others.start()]
    text = text.strip(" ,;:")
    if " i " in text and all(map(is_person_like, text.split(" i "))):
        text = text.replace(
            " i ", " & "
        )  # as Catalans and Poles join persons; elsewhere it is a word of a body's name
    if not _LETTER.search(text):
        return None
    if len(joined_parts(text)) > 1 and are_several_bodies(parts := _body_parts(text)):
        return Names(tuple(Name(literal=part) for part in parts), are_persons=False)
    if is_outlet or is_body(text, host):
        return Names((Name(literal=text),), are_persons=False, are_editors=role is not None)
    names = _read_list(text, host, language)
    if names is None:
        return Names((Name(literal=text),), False, role is not None) if _is_short(text) else None
    return Names(tuple(names), bool(names[0].family), are_editors=role is not None, has_others=others is not None)


def _body_parts(text: str) -> list[str]:
    return [chunk.strip() for part in joined_parts(text) for chunk in part.split(", ") if chunk.strip()]


def _is_short(text: str) -> bool:
    return len(text.split()) <= 8 and "." not in text[:-1] and text[0].isupper()


def _read_list(text: str, host: str, language: str) -> list[Name] | None:
    if _DASHED.search(text) and is_person_like(_DASHED.split(text)[0]):
        text = _DASHED.sub(" & ", text)  # R. Angius - R. Coluccini
    parts = [part.strip(" ,") for part in joined_parts(text)]
    parts = [part for part in parts if part]
    if len(parts) > 1 and "/" in text and all(_is_family(part) and part.isalpha() for part in parts):
        # German lawyers name authors by their family names: Brandl/Steinhoff.
        shouted = all(part.isupper() and len(part) > 1 for part in parts)
        return [Name(literal=part) if shouted else Name(family=part) for part in parts]
    names: list[Name] = []
    for part in parts:
        # Ada Lovelace & Grace Hopper, Opinion: behind a name as spoken no other is turned round.
        is_spoken = bool(names) and "," not in parts[0]
        read = _read_part(part, host, language, is_spoken=is_spoken)
        if read is None or (is_spoken and len(read) > 1 and part is parts[-1] and not _PARTING.search(text)):
            return None  # A Byron and B Hopper, EU Law: the joiner stands before the last name
        names.extend(read)
    return names


_PARTING = regex(r"[;/]")


def _read_part(text: str, host: str, language: str, *, is_spoken: bool = False) -> list[Name] | None:
    """Read what stands between two joiners: names parted by commas, or one with its given name behind a comma."""
    chunks = [chunk.strip() for chunk in text.split(",")]
    chunks = [chunk for chunk in chunks if chunk]
    names: list[Name] = []
    index = 0
    while index < len(chunks):
        chunk, following = chunks[index], chunks[index + 1] if index + 1 < len(chunks) else ""
        has_initials = (
            _INITIALS.fullmatch(following) is not None
        )  # Lyon, D.: a town's name before initials is a family's
        is_turned = (
            following and not (is_spoken and is_person_like(chunk)) and _is_family(chunk, may_be_place=has_initials)
        )
        if is_turned and _is_given(following, chunk):
            names.append(_inverted(chunk, following))
            index += 2
            continue
        name = _read_name(chunk, host, language)
        if name is None:
            return None
        names.append(name)
        index += 1
    return names


def _inverted(family: str, given: str) -> Name:
    """``Aigner, Hans-Georg von``: the particle goes before the family name."""
    words = given.split()
    count = next((index for index, word in enumerate(words) if index and word.lower() in PARTICLES), len(words))
    particles = " ".join(words[count:])
    return Name(family=f"{particles} {_settle_case(family)}".strip(), given=_settle_given(" ".join(words[:count])))


def _is_family(chunk: str, *, may_be_place: bool = False) -> bool:
    """Whether a chunk can be a family name: one to three words, all capitals or particles."""
    words = chunk.split()
    return (
        len(words) <= 3
        and any(word[0].isupper() for word in words)
        and all(word[0].isupper() or word.lower() in PARTICLES for word in words)
        and not any(char.isdigit() or char in '.«»“”"()!?:' for char in chunk)
        and words[0].lower() not in ARTICLES - PARTICLES
        and not any(is_body_word(word) for word in fold(chunk).split())
        and (chunk.isupper() or may_be_place or not is_place(chunk))
        and not outlet_kind(chunk)
    )


def _is_given(chunk: str, family: str) -> bool:
    """Whether a chunk can be the given name of the family name before it."""
    if _INITIALS.fullmatch(chunk):
        return True
    words = chunk.split()
    while len(words) > 1 and words[-1].lower() in PARTICLES:
        words.pop()
    if is_person_like(family) and not family.isupper():
        # Anna Biselli, Matthias Monroy: two persons. García Márquez, Gabriel: one.
        return len(words) == 1 and _is_family(chunk)
    if len(words) > 3 or is_place(chunk) or outlet_kind(chunk):
        return False
    if not all(word[0].isupper() and not any(char.isdigit() for char in word) for word in words):
        return False
    # Introna, Lucas D.: behind a first name come initials; two full names are rarely one given name.
    return all(_INITIALS.fullmatch(word) or len(word) <= 2 for word in words[1:]) or (
        len(words) == 2 and not any(is_body_word(word) for word in fold(chunk).split())
    )


_FAMILY_IN_CAPITALS = regex(r"(?P<family>[A-ZÀ-Þ][A-ZÀ-Þ’' -]+)\s\((?P<given>(?:[A-ZÀ-Þ][\w]{0,2}\.[ -]?)+)\)$")
"""``DUPONT (S.)``, as French lawyers write."""


def _read_name(text: str, host: str, language: str) -> Name | None:
    if legal := _FAMILY_IN_CAPITALS.match(text):
        return Name(family=_settle_case(legal["family"]), given=legal["given"])
    if is_person_like(without := _IN_BRACKETS.sub("", text)):
        text = without
    bare = _TITLE_OF_PERSON.sub("", text)
    if language == "fr":
        bare = _MONSIEUR.sub("", bare)
    text = bare or text
    words = text.split()
    family = " ".join(words[:-1])
    if 2 <= len(words) <= 4 and _GIVEN_BEHIND.fullmatch(words[-1]) and not family.isupper() and _is_family(family):
        return Name(family=family, given=words[-1])
    if is_person_like(text) and not is_body(text, host):
        return _person(words, language)
    if text.startswith("@") and len(words) == 1:
        return Name(literal=text)
    if is_body(text, host) or len(words) == 1:
        return Name(literal=text) if text[0].isupper() or text[0].isdigit() or len(words) == 1 else None
    return None


def _person(words: Sequence[str], language: str) -> Name:
    shouted = [_is_shouted(word) for word in words]
    if shouted[0] and not all(shouted):
        count = next(index for index, loud in enumerate(shouted) if not loud)
        return Name(family=_settle_case(" ".join(words[:count])), given=" ".join(words[count:]))
    start = len(words) - 1
    for index, word in enumerate(words[1:-1], 1):
        if word.lower() in PARTICLES and not word.isupper():
            start = index
            break
    else:
        if language in ("es", "pt") and len(words) == 3 and not _INITIALS.fullmatch(words[1]):
            start = 1
        while start > 1 and shouted[start - 1] and shouted[start] and not all(shouted):
            start -= 1
    return Name(family=_settle_case(" ".join(words[start:])), given=_settle_given(" ".join(words[:start])))


def _is_shouted(word: str) -> bool:
    return word.isupper() and len(word) > 1 and not _INITIALS.fullmatch(word)


def _settle_given(given: str) -> str:
    """Write given names in capitals as names, and leave initials."""
    return given if _BARE_INITIALS.fullmatch(given) else _settle_case(given)


def _settle_case(family: str) -> str:
    """Write a family name in capitals as a name: ``DE LA MOTTE`` gives ``De La Motte``."""
    if not family.isupper() or len(family) < 3 or "." in family:
        return family
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), family)
