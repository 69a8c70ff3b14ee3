"""What a piece of a citation is worth as a title, as a part of one, or as what stands behind it. Pure.

The points are judgements, tuned on labelled notes; `readings` adds them up.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sourcekeeper.citing.parsing.bodies import ARTICLES, is_body, is_person_like, says_body
from sourcekeeper.citing.parsing.names import Names
from sourcekeeper.citing.parsing.outlets import is_academic, is_place, is_press_like, is_publisher, outlet_kind
from sourcekeeper.citing.parsing.titles.pieces import Piece
from sourcekeeper.citing.parsing.titles.telling import genre_kind
from sourcekeeper.citing.parsing.worksheet import TAKEN, Worksheet
from sourcekeeper.patterns import regex

_OPENING_ARTICLES = ARTICLES | {"um", "uma", "una", "uno", "een"}


def titles(sheet: Worksheet, parts: Sequence[Piece], start: int, names: Names | None) -> list[tuple[int, float]]:
    """Return where a title that begins at piece `start` may end, with the points of each."""
    # Lawyers cite a paper by its journal and page alone.
    untitled = -1.4 if names is None else -1.8
    if "container-title" in sheet.fields and (names is None or not any(name.given for name in names.names)):
        untitled = -0.3
    found = [(start, untitled)]
    points = 0.0
    words = 0
    is_dotted = 0 < start < len(parts) and sheet.flat[: parts[start].start].rstrip()[-1:] == "."
    for index in range(start, len(parts)):
        piece = parts[index]
        if index == start:
            is_headline = index + 1 < len(parts) and _opens_headline(piece, parts[index + 1])
            points = 0.0 if is_headline else _points_opening(piece.text)
        elif piece.before != "(" or not _SUBTITLE_BEHIND.match(sheet.flat, piece.end):
            points += _points_of_join(sheet.flat[parts[index - 1].end : piece.start], is_dotted=is_dotted)
            points += _points_going_on(piece.text, piece.before)
        words += len(piece.text.split())
        found.append((index + 1, points + _POINTS_OF_WORDS.get(words, 1.1)))
    return found


_SUBTITLE_BEHIND = regex(r"\)\s?:\s")
"""``La rue en musique (Paris-Berlin) : un métier``: a colon behind brackets goes on with the title they stand in."""


def _opens_headline(piece: Piece, following: Piece) -> bool:
    """``Torino, nuove telecamere in centro``: a town before small letters begins a headline."""
    if not following.text[0].islower() or following.before not in (",", ":"):
        return False
    return len(following.text.split()) > 2 and is_place(piece.text)


def _points_of_join(gap: str, *, is_dotted: bool) -> float:
    """Judge a separator inside a title."""
    if TAKEN in gap:
        return -3.0
    sign = gap.strip()[:1]
    if sign == ".":
        return -1.3 if is_dotted else -0.4
    return _POINTS_OF_SIGN.get(sign, -0.6)


_POINTS_OF_SIGN = {":": 0.0, ",": -0.5, "(": -0.4, ")": -0.2, "?": -0.1, "!": -0.1, "–": -0.1, "—": -0.1, "-": -0.1}
_POINTS_OF_WORDS = {1: -0.5, 2: 0.2, 3: 0.7, 4: 0.9}
"""A title of more words earns 1.1."""


_BODY_OF = regex(r"[A-ZÀ-Þ]\w+\s(?:für|zur|der|des?|du|del|della|d[aeio]s?|of|for|pour|para|per|van|voor)\s")
"""``Amt für …``, ``Office of …``: a body's noun, and what it is for."""


@lru_cache(maxsize=8192)
def _points_opening(text: str) -> float:
    """Judge the first piece of a title."""
    if known := _points_of_known(text):
        return known
    points = 0.0
    if text[0].islower():
        points -= 0.8
    if is_body(text) and len(text.split()) <= 8 and not genre_kind(text):
        points -= 0.7
        if _BODY_OF.match(text) and says_body(text.partition(" ")[0]):
            return points - 0.5 * (is_academic(text) or is_press_like(text))  # the small words are the name's
    return _points_of_shape(text, points)


@lru_cache(maxsize=8192)
def _points_going_on(text: str, before: str) -> float:
    """Judge a later piece of a title, `before` the sign in front of it."""
    if known := _points_of_known(text):
        return known
    if genre_kind(text):
        is_phrase = before == ":" and text.partition(" ")[0].lower() in _OPENING_ARTICLES  # … : la position de la CNIL
        return 0.0 if is_phrase else -1.2
    return _points_of_shape(text, 0.0)


def _points_of_known(text: str) -> float:
    """Judge what is known to be something else; zero where nothing is known."""
    if outlet_kind(text):
        return -2.5
    if is_place(text):
        return -2.0
    return -1.5 if is_publisher(text) else 0.0


def _points_of_shape(text: str, points: float) -> float:
    if is_academic(text) or is_press_like(text):
        points -= 0.5
    words = text.split()
    small = sum(1 for word in words if word[0].islower())
    if len(words) >= 3 and small:
        points += 0.5
    elif is_person_like(text) and not genre_kind(text):
        points -= 0.6
    return points


# --- behind the title -----------------------------------------------------------------------------------------------


def points_behind(sheet: Worksheet, parts: Sequence[Piece], *, has_imprint: bool) -> list[float]:
    """Return for each piece the points of it and all that follow as what stands behind a title."""
    points = [0.0] * (len(parts) + 1)
    for index in range(len(parts) - 1, -1, -1):
        points[index] = points[index + 1] + _points_as_rest(sheet, parts, index, has_imprint=has_imprint)
    return points


def _points_as_rest(sheet: Worksheet, parts: Sequence[Piece], index: int, *, has_imprint: bool) -> float:
    piece = parts[index]
    text = piece.text
    if outlet_kind(text):
        return 2.0
    if piece.before == "(" and _SUBTITLE_BEHIND.match(sheet.flat, piece.end):
        return -1.0
    if is_place(text):
        return 1.5
    if is_publisher(text):
        return 1.5
    if genre_kind(text):
        return 1.2 if piece.before not in (":", "?") else -0.7
    words = text.split()
    if len(words) > 9 or text[0].islower():
        return -0.6
    following = sheet.flat[piece.end : piece.end + 4]
    points = -0.7 if piece.before == ":" else -0.2
    if is_academic(text) or is_press_like(text):
        points += 0.8
    elif says_body(text):
        points += 0.3
    if _is_before_figures(sheet, piece):
        points += 1.2
    if len(words) <= 4 and _is_beside_place(parts, index):
        points += 0.9
    is_last = index == len(parts) - 1
    if is_last and piece.before == "," and TAKEN in following and len(words) <= 4 and not has_imprint:
        # Title, Textuel, 2021.
        points += 0.6 if "URL" in sheet.fields else 0.9
    return points


def _is_beside_place(parts: Sequence[Piece], index: int) -> bool:
    """Whether a publisher would stand here: behind a place, or before one that nothing follows."""
    if index and is_place(parts[index - 1].text):
        return True
    return index + 2 == len(parts) and is_place(parts[index + 1].text)


def _is_before_figures(sheet: Worksheet, piece: Piece) -> bool:
    """Whether volume, issue or an article's number come right behind a piece: so do they behind a journal's name."""
    for name in ("volume", "issue"):
        field = sheet.fields.get(name)
        if field is not None and field.span is not None and 0 <= field.span[0] - sheet.start - piece.end <= 8:
            return True
    return False
