"""A citation without a quoted title can be read in several ways; the one whose fields fit best is taken. Pure.

A reading says where the authors end and where the title ends; what is left stands beside the title (`rest`). Each
part earns points for looking like what it is said to be, and loses points for looking like something else: a title
that is a known paper's name, authors that are a place. The points are judgements, tuned on labelled notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sourcekeeper.citing.parsing.bodies import ARTICLES, is_body, is_person_like, joined_parts, says_body
from sourcekeeper.citing.parsing.names import ROLE_BEHIND, Names, read_names
from sourcekeeper.citing.parsing.outlets import (
    host_kind,
    is_place,
    outlet_kind,
)
from sourcekeeper.citing.parsing.titles.pieces import Piece
from sourcekeeper.citing.parsing.titles.points import points_behind, titles
from sourcekeeper.citing.parsing.words import FINITE, kind_of_noun
from sourcekeeper.citing.parsing.worksheet import TAKEN, Worksheet, tidy
from sourcekeeper.model import Name
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, squash

_NAMES_A_KIND = regex(r"\b(?:[Ww]orking|[Pp]olicy|[Ww]hite|[Gg]reen) (?:[Dd]ocument|[Pp]aper)$")
"""English names a kind of paper at the end: ``Commission Staff Working Document``."""
_INITIAL = regex(r"\b[A-ZÀ-Þ]{1,2}\b\.?")
_TWO_GIVEN = regex(r"^[^,]+,\s[A-ZÀ-Þ][^\W\d_]+\s[A-ZÀ-Þ][^\W\d_]{2,}$")
_TWO_SENTENCES = regex(r"[^\W\d_]{2}(?<!\bFed)(?<!\bNat)(?<!\bDept)(?<!\bInst)(?<!\bBur)\.\s[A-ZÀ-Þ]")
_SITE_OF = regex(
    r"^(?:site|website|web ?site|webseite|página|sito|pagina)(?:\s(?:web|internet|officiel|oficial|ufficiale))?\s"
    r"(?:de la|de l[’']|du|des|de|d[’']|of the|of|der|des|von|del|della|dell[’'])\s?",
    re.IGNORECASE,
)
"""``Site de la ville de Nice``: whose site it is."""
_WORK_OF = regex(
    r"^(?:l[’']|le |la |un |une |the |an? |der |die |das |el |il |lo |o |a )?(?:article|tribune|enquête|"
    r"billet|note|texte|étude|"
    r"reportage|livre|ouvrage|analyse|entretien|post|thread|essay|report|artikel|beitrag|artículo|articolo|"
    r"artigo|libro)s?\s"
    r"(?:de|d[’']|du|by|von|di|del|do|da|van)(?:\s|(?<=[’']))(?=(?-i:[A-ZÀ-Þ]))",
    re.IGNORECASE,
)
"""``l’article de Sandrine Cassini``: whose article it is."""
_OF_HONOURED = regex(
    r"(?:(?:fait|établi|rédigé|déposé|présenté|remis|rendu)e?s?\s)?(?:de|par|by|von|di|del|por|do)\s(?=(?:MM?|Mmes?|Mr|"
    r"Mrs|Ms|Dr|Sr|Sig|Herrn?|Frau)\.?\s[A-ZÀ-Þ])"
)
"""``Rapport n° 12 de MM. Louis Brun et Paul Roy``: whose report it is."""
_MOST_AUTHOR_PIECES = 12
_LONGEST_AUTHORS = 250
_COLON_LANGUAGES = ("de", "nl", "es")
"""Where a colon commonly stands between authors and title."""


class Reading(NamedTuple):
    """One way to read the pieces of a citation: the first are authors, the next the title."""

    points: float
    names: Names | None
    title_from: int
    title_to: int
    """Pieces from here on stand behind the title; equal to `title_from` when there is no title."""


def best_reading(
    sheet: Worksheet, parts: Sequence[Piece], host: str, *, has_imprint: bool, title_is_last: bool = False
) -> Reading:
    """Return the reading that fits best. `parts` is not empty; the title is the last of them if `title_is_last`."""
    behind = points_behind(sheet, parts, has_imprint=has_imprint)
    heads: list[tuple[float, Names | None, int]] = [(0.0, None, 0), *_heads(sheet, parts, host)]
    best = Reading(float("-inf"), None, 0, 0)
    for points, names, title_from in heads:
        for title_to, title_points in titles(sheet, parts, title_from, names):
            if title_is_last and not title_from < title_to == len(parts):
                continue
            total = points + title_points + behind[title_to]
            if total > best.points:
                best = Reading(total, names, title_from, title_to)
    return best


def put_names(sheet: Worksheet, names: Names, span: tuple[int, int]) -> None:
    """Set the authors. A paper alone in their place stands there as a body before a full stop, else as the medium.

    ``Franceinfo. « Titre », 19 mars 2024`` signs; ``Financial Times, ‘Title’, 8 March 2023`` and
    ``FAZ v. 3.2.2020, „Titel“`` name where it was printed.
    """
    first = names.names[0].literal
    if not first:
        sheet.put("editor" if names.are_editors else "author", names.names, span, 0.9)
        return
    is_alone = len(names.names) == 1
    paper = (first if outlet_kind(first) else _paper_in(first)) if is_alone else ""
    is_posted = "container-title" in sheet.fields
    if (is_alone and fold(first).startswith("wikip")) or (paper and not is_posted and _is_dated(sheet, span[1])):
        sheet.put("container-title", paper or first, (span[0], span[0] + len(paper or first)), 0.9)
        sheet.kind = sheet.kind or ("" if paper else "entry-encyclopedia")
    elif paper and is_posted:  # The Verge (2019). Title [Video]. YouTube
        sheet.put("author", (Name(literal=paper),), (span[0], span[0] + len(paper)), 0.8)
    elif (paper and paper != first) or (
        paper and sheet.flat[span[1] :].lstrip()[:1] != "."
    ):  # The Irish Times editorial
        sheet.put("container-title", paper, (span[0], span[0] + len(paper)), 0.8)
    elif paper:
        sheet.put("author", (Name(literal=paper),), (span[0], span[0] + len(paper)), 0.8)
    else:
        sheet.put("editor" if names.are_editors else "author", names.names, span, 0.9)


def _is_dated(sheet: Worksheet, end: int) -> bool:
    """Whether the day of publication stands right behind a position."""
    issued = sheet.fields.get("issued")
    return issued is not None and issued.span is not None and 0 <= issued.span[0] - sheet.start - end <= 8


def _paper_in(text: str) -> str:
    """Return the paper that opens a name of one word more: ``The Irish Times editorial``."""
    paper, _, word = text.rpartition(" ")
    is_genre = fold(paper) == "tribune"  # Tribune collective: an opinion piece, no paper
    return paper if word[:1].islower() and outlet_kind(paper) and not is_genre else ""


class Head(NamedTuple):
    """Authors that stand before a title whose place is known."""

    names: Names
    start: int
    """First of the pieces that are names."""
    stop: int
    span: tuple[int, int]


def best_authors(sheet: Worksheet, parts: Sequence[Piece], host: str) -> Head | None:
    """Return the best list of names among the pieces before a title, prose and genre in front of it left out.

    Behind them a marked title stands, so that a list of several names is one indeed.
    """
    best, most = None, 0.0
    for start in range(min(len(parts), _MOST_AUTHOR_PIECES)):
        for points, names, count in _heads(sheet, parts[start:], host):
            more = 0.5 * (len(names.names) - 1) if names.are_persons else 0.0
            total = points + more - 0.4 * start - 0.3 * (len(parts) - start - count)
            if total > most:
                stop = start + count
                best, most = Head(names, start, stop, (parts[start].start, parts[stop - 1].end)), total
    return best


# --- authors --------------------------------------------------------------------------------------------------------


def _heads(sheet: Worksheet, parts: Sequence[Piece], host: str) -> list[tuple[float, Names, int]]:
    """Return the ways to read the first pieces as authors, with their points."""
    if sheet.is_by_same_author or not {"author", "editor"}.isdisjoint(sheet.fields):
        return []
    found: list[tuple[float, Names, int]] = []
    start = parts[0].start
    for count in range(1, min(len(parts), _MOST_AUTHOR_PIECES) + 1):
        end = parts[count - 1].end
        gap = sheet.flat[end : parts[count].start] if count < len(parts) else sheet.flat[end:]
        if end - start > _LONGEST_AUTHORS or (count > 1 and TAKEN in sheet.flat[start:end]):
            break
        if count > 1 and parts[count - 1].before == ":":
            break  # no list of names has a colon
        if count > 1 and parts[count - 1].before in _DASHES and _parts_body_and_title(parts, count):
            break
        role = ROLE_BEHIND.match(gap)
        text = tidy(sheet.original(start, end + role.end() if role else end))
        gap = gap[role.end() :] if role else gap
        text = _without_noun(text)
        names = read_names(text, host=host, language=sheet.language, is_outlet=bool(outlet_kind(text)))
        if names is not None:
            found.append((_points_of_names(sheet, names, text, gap, host), names, count))
    return found


_DASHES = ("-", "–", "—")


def _parts_body_and_title(parts: Sequence[Piece], count: int) -> bool:
    """``SOS Racisme - Lettre ouverte au maire``: behind a body and a dash stands what it wrote."""
    text = parts[count - 1].text
    words = text.split()
    is_name = is_person_like(text) or says_body(words[0])  # Attac – Observatoire des multinationales
    return text[0].isupper() and len(words) > 2 and not is_name


@lru_cache(maxsize=8192)
def _without_noun(text: str) -> str:
    """Drop ``Site de`` and ``l’article de`` before a name."""
    for opening in (_SITE_OF, _WORK_OF, _OF_HONOURED):
        if match := opening.match(text):
            text = text[match.end() :]
    return text


def _points_of_names(sheet: Worksheet, names: Names, text: str, gap: str, host: str) -> float:
    points = _points_of_gap(sheet, gap, are_persons=names.are_persons)
    if names.are_editors:
        points += 2.0
    if names.has_others:
        points += 1.0
    if names.are_persons:
        return points + _points_of_persons(sheet, names, text, gap.strip()[:1])
    if len(names.names) > 1:
        bodies = sum(1 for name in names.names if says_body(name.literal) or name.literal.isupper())
        # The last of several may have no word that says so: X Center, Y International and The Good Z. With commas
        # alone the last is the title: Fed. Trade Comm’n, FTC Orders Broker to Delete Records.
        are_bodies = bodies >= max(2, len(names.names) - 1) and len(joined_parts(text)) > 1
        return points + (1.4 if are_bodies else 0.3 * bodies - 1.0)
    return points + _points_of_body(text, host)


def _points_of_persons(sheet: Worksheet, names: Names, text: str, sign: str) -> float:
    """Judge a list of persons; `sign` stands behind it."""
    points = 1.6
    is_joined = len(joined_parts(text)) > 1
    if len(names.names) > 1:
        if sign == ":" and not is_joined and sheet.language not in _COLON_LANGUAGES:
            # Name, Race After Technology: Subtitle; only Germans put a colon behind a list of names.
            points -= 2.0
        if is_joined or names.has_others or _INITIAL.search(text):
            # Teodora Vlaicu, Drones Over Bucharest: a list of names ends with “and”; a title may look like a name.
            points += 0.7 * min(3, len(names.names) - 1)
    elif "," in text:
        points += 0.4 * text.partition(",")[0].isupper()
        if sign == "," and _TWO_GIVEN.search(text):
            points -= 1.5  # Wißmann, Intelligente Videoüberwachung, DÖV 2021
    if kind_of_noun(fold(" ".join(text.split()[:2]))):
        points -= 2.5  # Kleine Anfrage der Abgeordneten …
    # A person and a body in one list is, before a title, most often a person and the title's first words.
    points -= 1.6 * sum(1 for name in names.names if name.literal)
    return points - 0.8 * sum(1 for name in names.names if not name.given and not name.literal)


@lru_cache(maxsize=8192)
def _points_of_body(text: str, host: str) -> float:
    if outlet_kind(text):
        return 1.5
    if is_place(text):
        return -2.0
    words = text.split()
    if text.startswith("@"):
        return 1.6
    if text[0].islower() and not (says_body(words[0]) and len(words) <= 6):
        return -2.5
    if len(words) > 3 and not FINITE.isdisjoint(words):
        return -2.5  # Le collectif a depuis été dissous
    if _TWO_SENTENCES.search(text):
        return -1.5
    if (kind_of_noun(fold(" ".join(words[:2]))) or _NAMES_A_KIND.search(text)) and not outlet_kind(text):
        return -2.0
    if is_body(text, host):
        if not says_body(text) and not (host and squash(text) in squash(host)):
            return 0.4 if len(words) <= 5 else -1.5
        if len(words) > 12 and not says_body(words[0]):
            return -1.5
        return 0.6 if words[0].lower() in ARTICLES or len(words) > 12 else 1.6
    if (text.isupper() and len(text) <= 8) or _is_site(text, host):
        return 1.4
    return 0.2 if len(words) <= 3 and text[0].isupper() else -2.0


def _is_site(text: str, host: str) -> bool:
    """Whether a name is spelt by the host, and the host is no platform that anybody posts on."""
    return bool(host) and len(text) > 4 and squash(text) in squash(host) and not any(host_kind(host, "/"))


def _points_of_gap(sheet: Worksheet, gap: str, *, are_persons: bool) -> float:
    """Judge what stands between authors and title: ``(2019).`` is as good as a signature."""
    issued = sheet.fields.get("issued")
    sign = gap.strip()[:1]
    if "(" in gap and TAKEN in gap and issued is not None and issued.span is not None and gap.strip().startswith("("):
        return 2.5
    if sign == ":":
        return 1.2 if sheet.language in _COLON_LANGUAGES else 0.3
    if sign in (",", "."):
        return 0.5
    if sign == "(":
        return 0.0 if are_persons else -0.3
    return -0.5
