"""What stands beside a title, piece by piece: container, publisher, place, genre, body. Pure.

Every piece is weighed for every field it could be, and the heaviest pairs are taken first: a piece has one field, and
a field one piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sourcekeeper.citing.parsing.bodies import is_body, is_person_like, says_body
from sourcekeeper.citing.parsing.figures.date_shapes import month_names
from sourcekeeper.citing.parsing.names import Names, read_names
from sourcekeeper.citing.parsing.outlets import (
    STATES,
    is_academic,
    is_official_journal,
    is_place,
    is_press_like,
    is_publisher,
    outlet_kind,
    outlet_named,
)
from sourcekeeper.citing.parsing.titles.pieces import Piece
from sourcekeeper.citing.parsing.titles.tail import put_container
from sourcekeeper.citing.parsing.titles.telling import read_agency, read_telling
from sourcekeeper.citing.parsing.worksheet import Worksheet, tidy
from sourcekeeper.model import Field, PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, squash

_HONOURED = regex(r"(?:M\.|MM\.|Mme|Mr|Mrs|Ms|Dr|Prof)\.?\s[A-Z]")
_OF_REVIEW = regex(
    r"(?:(?:entrada|billet|article|post|beitrag)\s)?(?:de|del|du|dans|in|en|em|su|of|sur|auf|on|de l[’']|"
    r"in der|in the|in het)\s?(?:la |le |the |de |het )?(?:revue|"
    r"journal|magazine|quotidien|"
    r"hebdomadaire|site|blog|zeitschrift|zeitung|revista|rivista|tijdschrift)\s(?P<name>[A-ZÀ-Þ].+)$"
)
"""``dans la revue Plein droit``: a medium that the words before it tell."""
_LONGEST_NAME = 9
"""Words; a longer piece is a sentence, no name of a medium or publisher."""
_BOOKISH = ("report", "pamphlet", "book", "thesis", "chapter")


def read_rest(sheet: Worksheet, rest: Sequence[Piece], host: str, *, title_is_quoted: bool = True) -> None:
    """Give each piece behind a title its field.

    A title without quotation marks, without an address and with no more than a year is a book's: what stands behind
    it is the publisher.
    """
    if not title_is_quoted and not sheet.kind and _is_book_like(sheet):
        sheet.kind_hint = "book"
    if (known := sheet.fields.get("container-title")) is not None:
        name = fold(str(known.value))
        rest = [piece for piece in rest if fold(piece.text) != name]
    rest = _joined_bylines(sheet, _joined(sheet, rest))
    left = [
        piece
        for piece in rest
        if not (
            read_agency(sheet, piece)
            or (piece.text[0].islower() and _read_byline(sheet, piece))
            or read_telling(sheet, piece)
        )
    ]
    weighed = [
        (weight, -index, field)
        for index, piece in enumerate(left)
        for field, weight in _weigh(sheet, left, index, host).items()
        if weight > 0
    ]
    used: set[int] = set()
    for _, index, field in sorted(weighed, reverse=True):
        if index in used or field in sheet.fields or (field == "container-title" and _is_shown(sheet, left[-index])):
            continue
        if _put(sheet, left[-index], field, host):
            used.add(index)


def _joined(sheet: Worksheet, rest: Sequence[Piece]) -> list[Piece]:
    """Join what is one name: ``Z – Revue itinérante``; ``Gaithersburg, MD, USA``, a town, its state, its country.

    Behind a known paper's name and a dash stands its local page.
    """
    joined: list[Piece] = []
    for piece in rest:
        is_parted = piece.before in ("–", "—", "-", "|") or (piece.before == "," and piece.text in STATES)
        if not joined or not is_parted:
            joined.append(piece)
            continue
        last = joined[-1]
        if not outlet_kind(last.text):
            joined[-1] = Piece(last.start, piece.end, tidy(sheet.original(last.start, piece.end)), last.before)
    return joined


_BY_PERSON = regex(
    r"(?:par|by|von|por|di|door|de|texte de|text by|interview by|propos recueillis par)\s(?:MM\.\s|Mmes\s|"
    r"M\.\s|Mme\s)?(?P<name>[A-ZÀ-Þ].+)$"
)


def _joined_bylines(sheet: Worksheet, rest: list[Piece]) -> list[Piece]:
    """Join what commas part in ``par MM. A. Daubresse, B. de Belenet et C. Durain``."""
    start = next(
        (index for index, piece in enumerate(rest) if piece.text[0].islower() and _BY_PERSON.match(piece.text)), None
    )
    if start is None:
        return rest
    for stop in range(len(rest), start + 1, -1):
        text = tidy(sheet.original(rest[start].start, rest[stop - 1].end))
        byline = _BY_PERSON.match(text)
        names = read_names(byline["name"], language=sheet.language) if byline else None
        if names is not None and all(name.family for name in names.names):
            joined = Piece(rest[start].start, rest[stop - 1].end, text, rest[start].before)
            return [*rest[:start], joined, *rest[stop:]]
    return rest


def _read_byline(sheet: Worksheet, piece: Piece) -> bool:
    """``« Titre », par Lucie Fabre``: who wrote it stands behind the title."""
    byline = _BY_PERSON.match(piece.text)
    moved = _field_of_body(sheet) if byline else ""
    if byline is None or ("author" in sheet.fields and not moved):
        return False
    names = read_names(byline["name"], language=sheet.language)
    if names is None or not all(name.family for name in names.names):
        return False
    if moved:
        sheet.fields[moved] = _as_text(sheet.fields.pop("author"))
    sheet.put("author", names.names, (piece.end - len(byline["name"]), piece.end), 0.9)
    return True


def _field_of_body(sheet: Worksheet) -> str:
    """Return where the body in the author's place belongs when a person is named as well; nothing when it stays."""
    author = sheet.fields.get("author")
    if author is None or not isinstance(author.value, tuple) or len(author.value) > 1:
        return ""
    name = author.value[0].literal
    field = "container-title" if outlet_kind(name) else "publisher" if says_body(name) else ""
    return field if field not in sheet.fields else ""


def _as_text(field: Field) -> Field:
    value = field.value[0].literal if isinstance(field.value, tuple) else ""
    return Field(value=value, origin=field.origin, span=field.span, confidence=field.confidence)


def _is_book_like(sheet: Worksheet) -> bool:
    issued = sheet.fields.get("issued")
    has_day = issued is not None and isinstance(issued.value, PartialDate) and len(issued.value.start) > 1
    return not has_day and not any(name in sheet.fields for name in ("URL", "volume", "issue", "container-title"))


def _is_shown(sheet: Worksheet, piece: Piece) -> bool:
    """Whether the piece only repeats the author."""
    author = sheet.fields.get("author")
    if author is None or not isinstance(author.value, tuple):
        return False
    return any(name.literal == piece.text for name in author.value)


def _weigh(sheet: Worksheet, rest: Sequence[Piece], index: int, host: str) -> dict[str, float]:
    """Return how well a piece fits each field."""
    piece = rest[index]
    text = piece.text
    if is_place(text):
        return {"publisher-place": 3.0}
    if is_official_journal(text):
        return {"container-title": 3.0}
    if kind := outlet_kind(text):
        # Zeitfragen may stand behind its station where something says that it is broadcast.
        others = rest[:index] if sheet.kind != "broadcast" else (*rest[:index], *rest[index + 1 : index + 2])
        has_programme = kind == "broadcast" and (
            "container-title" in sheet.fields or any(_can_be_programme(other) for other in others)
        )
        return {"container-title": 0.5, "publisher": 3.5} if has_programme else {"container-title": 3.5}
    if is_publisher(text) and not is_press_like(text) and not is_academic(text):
        return {"publisher": 3.0}
    words = len(text.split())
    if _is_code(text):
        return {}
    if (
        words > _LONGEST_NAME
        or (_is_sentence(text) and not is_academic(text))
        or (text[0].islower() and not is_press_like(text) and not _INNER_DOT.search(text))
    ):
        if outlet_named(text) or _OF_REVIEW.match(text):
            return {"container-title": 2.0}
        return {"publisher": 0.6} if sheet.kind in _BOOKISH and is_body(text, host) else {}
    if (is_person_like(text) and piece.before == "(") or _HONOURED.match(text):
        return {}
    if _is_place_by_publisher(sheet, rest, index):
        return {"publisher-place": 2.5}
    beside = [rest[at].text for at in (index - 1, index + 1) if 0 <= at < len(rest)]
    return _weigh_unknown(sheet, rest, piece, host, is_placed=any(is_place(other) for other in beside))


def _is_place_by_publisher(sheet: Worksheet, rest: Sequence[Piece], index: int) -> bool:
    """``La Roche-sur-Foron, Éditions du Col``: between a book's title and its publisher stands the place."""
    if "URL" in sheet.fields or sheet.kind_hint != "book" or index + 1 >= len(rest):
        return False
    name, behind = rest[index], rest[index + 1]
    if _DIGIT.search(behind.text) or any(is_place(piece.text) for piece in rest):
        return False
    is_name = name.text[0].isupper() and len(name.text.split()) <= 4 and not (says_body(name.text))
    is_followed = behind.before in (",", ":") and is_publisher(behind.text) and not is_publisher(name.text)
    return is_name and is_followed and not (is_press_like(name.text) or is_academic(name.text))


_INNER_DOT = regex(r"\w\.\w")
"""``netzpolitik.org``: a name that is a site's."""
_DIGIT = regex(r"\d")
_CODE = regex(r"\d{3}|\d[./]\d|^v?\d+(?:\.\d+)+$")


@lru_cache(maxsize=4096)
def _is_code(text: str) -> bool:
    """Whether a piece is a number, a day, a table's name, and nobody's: ``S2021-2194``, ``30 Sept 2016``."""
    if not _DIGIT.search(text):
        return "_" in text and " " not in text  # migr_asyappctza
    words = text.split()
    if any(word.lower() in month_names() for word in words):
        return True
    return (len(words) == 1 or text[0].isdigit()) and len(words) <= 3 and _CODE.search(text) is not None


def _is_sentence(text: str) -> bool:
    """Whether most words of a piece are small ones: a remark, no name."""
    words = text.split()
    return len(words) >= 5 and sum(word[0].islower() for word in words) > 0.7 * len(words) and not is_body(words[0])


def _can_be_programme(piece: Piece) -> bool:
    text = piece.text
    return text[0].isupper() and not (
        is_place(text) or outlet_kind(text) or is_publisher(text) or is_person_like(text)
    )


def _stands_before_station(rest: Sequence[Piece], piece: Piece) -> bool:
    """``« Titre », Les Pieds sur terre, France Culture``: before a station, its programme."""
    at = rest.index(piece) + 1
    return at < len(rest) and outlet_kind(rest[at].text) == "broadcast" and not is_person_like(piece.text)


def _weigh_unknown(
    sheet: Worksheet, rest: Sequence[Piece], piece: Piece, host: str, *, is_placed: bool
) -> dict[str, float]:
    """Weigh a name that no table knows: by its shape, by what stands beside it, and by what the citation lacks."""
    text = piece.text
    is_bookish = sheet.kind in _BOOKISH or sheet.kind_hint == "book"
    is_numbered = any(name in sheet.fields for name in ("volume", "issue"))
    container, publisher, author = 1.0, 0.5, 0.0
    if is_academic(text) or is_press_like(text):
        container += 1.2
    elif says_body(text) or (host and is_body(text, host) and squash(text) in squash(host)):
        author = 1.6 if sheet.kind in ("report", "pamphlet", "") else 0.8
        publisher += 0.8
    elif is_person_like(text):
        author = 1.2
    if "container-title" in sheet.fields or any(outlet_kind(other.text) for other in rest):
        publisher -= 1.5  # Libération, CheckNews: a column of the paper
    if piece is not rest[-1] and _stands_before_station(rest, piece):
        container, author = container + 1.0, 0.0
    if sheet.kind == "broadcast":
        has_programme = "container-title" in sheet.fields or any(
            _can_be_programme(other) for other in rest if other is not piece
        )
        publisher, author = publisher + (1.5 if has_programme else 0.0), 0.0
    if is_placed and not is_numbered:  # a journal that counts may name its town
        publisher += 1.5
    if is_bookish or sheet.kind == "dataset":
        publisher += 1.5
        container -= 0.6
    if is_numbered or "URL" in sheet.fields:
        container += 0.7
    elif "page" not in sheet.fields:
        publisher += 0.2
    return {"container-title": container, "publisher": publisher, "author": author}


def _put(sheet: Worksheet, piece: Piece, field: str, host: str) -> bool:
    span = (piece.start, piece.end)
    if field == "author":
        names = _names(sheet, piece, host)
        if names is None:
            return False
        sheet.put("author", names.names, span, 0.7)
    elif field == "container-title" and (review := _OF_REVIEW.match(piece.text)):
        sheet.put(field, review["name"], (piece.end - len(review["name"]), piece.end), 0.9)
    elif field == "container-title":
        named = None if outlet_kind(piece.text) or piece.text[0].isupper() else outlet_named(piece.text)
        if named is not None:  # parue dans Mediapart le …
            sheet.put("container-title", named[0], (piece.start + named[1], piece.start + named[2]), 0.8)
        else:
            put_container(sheet, *span, 0.8)
    else:
        sheet.put(field, piece.text, span, 0.8)
    return True


def _names(sheet: Worksheet, piece: Piece, host: str) -> Names | None:
    names = read_names(piece.text, host=host, language=sheet.language)
    return names if names and (names.are_persons or is_body(piece.text, host)) else None
