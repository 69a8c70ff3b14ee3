"""What stands around a title, part by part: container, publisher, place, editors, series. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sourcekeeper.citing.names import ROLE, is_body, is_person_like, read_names
from sourcekeeper.citing.numbers import whole_range
from sourcekeeper.citing.outlets import is_academic, is_place, is_press_like, is_publisher, outlet_kind
from sourcekeeper.citing.words import IN_CONTAINER, NOT_A_FIELD, kind_of_noun
from sourcekeeper.citing.worksheet import ADDRESS, TAKEN, Worksheet, tidy, trim
from sourcekeeper.model import Name
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

_BREAK = regex(
    rf"[{TAKEN}{ADDRESS}]+|[()\[\]]|[,;](?=\s|$|[{TAKEN}])|\s?:(?=\s|$|[{TAKEN}])|\.(?=\s|$|[{TAKEN}\]),])|"
    rf"\s[–—-]\s|\s\|\s"
)
_INITIAL_OR_SHORT = regex(
    r"(?:(?<![^\W\d_])[^\W\d_]|\b(?:St|Ste|Mr|Mme|Dr|Prof|Inc|vs|Hg|Hrsg|éd|Ed|ed|dir|coll|trad|Trad|nº|no|vol|"
    r"art|al|z|M|MM|Jr|Univ|Bd|coord|Mass))$",
)
_SERIES = regex(
    r"\bcoll(?:ection)?\.?\s(?:[«“\"]\s?(?P<quoted>[^»”\"]{2,60}?)\s?[»”\"]|(?P<plain>[A-ZÀ-Þ][^,.()\ue001]{2,50}))"
)
_TRANSLATOR = regex(
    r"(?:[,.(]\s?)(?:trad(?:uit|uction|\.|ucido|otto|ucción)?(?:\s(?:de|del|par|por|da|di|française|l[’'][\w]+|"
    r"\w+ais|inglés|español))*|translated by|trans\.(?: by)?|"
    r"übers(?:etzt)?\.? von|vertaald door)\s(?P<names>[^,.()\ue001]{3,80}?(?:\set\sal\.?)?)(?=[,.)]|\s?\ue001)",
    re.IGNORECASE,
)
_EDITION = regex(
    r"\b(?P<edition>\d{1,2})(?:e|ème|th|nd|rd|st|ª|\.)?\s(?:éd\.|édition|ed\.|edition|Aufl\.|Auflage|edición|"
    r"edizione|druk)",
    re.IGNORECASE,
)
_EDITORS_BEFORE = regex(r"^(?P<names>[^«»\ue001]{3,150}?)\s?" + ROLE.pattern + r"\s?[:,.]?\s?", re.IGNORECASE)
_BY_EDITORS = regex(
    r"\s?\((?:sous la direction de|edited by|herausgegeben von|a cura di|editado por)\s(?P<names>[^()]{3,120})\)",
    re.IGNORECASE,
)
_SAME = regex(r"^(?:ders|dies|idem|id|same)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of unread text between separators, in positions of the sheet."""

    start: int
    end: int
    text: str
    before: str
    """The separator in front: ``,`` ``.`` ``:`` ``(`` or nothing."""


def pieces(sheet: Worksheet, start: int, end: int) -> list[Piece]:
    """Part a stretch of the sheet at commas, full stops, colons, brackets and everything already read."""
    found: list[Piece] = []
    position, before = start, ""
    for match in _BREAK.finditer(sheet.flat, start, end):
        sign = match.group().strip()[:1]
        if sign == "." and _INITIAL_OR_SHORT.search(sheet.flat, max(position, match.start() - 12), match.start()):
            continue
        _append(found, sheet, position, match.start(), before)
        position, before = match.end(), sign if sign not in (TAKEN, ADDRESS) else ""
    _append(found, sheet, position, end, before)
    return found


def _append(found: list[Piece], sheet: Worksheet, start: int, end: int, before: str) -> None:
    start, end = trim(sheet.flat, start, end)
    text = tidy(sheet.original(start, end)) if end > start else ""
    if text and any(char.isalpha() for char in text) and not NOT_A_FIELD.match(text.strip(" .")):
        found.append(Piece(start, end, text, before))


def read_credits(sheet: Worksheet, start: int) -> None:
    """Set series, translator, edition and named editors, and take them off the sheet."""
    if match := _SERIES.search(sheet.flat, start):
        group = "quoted" if match["quoted"] else "plain"
        sheet.put_text("collection-title", *match.span(group))
        sheet.take(*match.span())
    if match := _TRANSLATOR.search(sheet.flat, start):
        names = read_names(sheet.original(*match.span("names")), language=sheet.language)
        if names:
            sheet.put("translator", names.names, match.span("names"), 0.8)
            sheet.take(*match.span())
    if match := _EDITION.search(sheet.flat, start):
        sheet.put("edition", match["edition"], match.span())
        sheet.take(*match.span())
    if match := _BY_EDITORS.search(sheet.flat, start):
        names = read_names(match["names"], language=sheet.language)
        if names and names.are_persons:
            sheet.put("editor", names.names, match.span("names"), 0.9)
            sheet.take(*match.span())


def read_book_around(sheet: Worksheet, start: int, *, after_quote: bool) -> int:
    """Read ``In: Hg. (Hg.): Book`` behind a title; return where the rest begins, `start` when there is no ``In``."""
    match = IN_CONTAINER.search(sheet.flat, start)
    if match is None or not _introduces(sheet, match, start, after_quote):
        return start
    position = match.end()
    editors = _EDITORS_BEFORE.match(sheet.flat[position:])
    if editors:
        _put_editors(sheet, editors["names"], position, position + editors.end("names"))
        sheet.kind = sheet.kind or "chapter"
        position += editors.end()
    end = _end_of_book_title(sheet, position)
    put_container(sheet, position, end, 0.9)
    sheet.take(match.start(), end)
    return end


_TRAILING_NUMBER = regex(r",?\s(?P<number>\d{1,4}(?:[/–-]\d{1,4})?)$")


def put_container(sheet: Worksheet, start: int, end: int, confidence: float) -> None:
    """Set the container; a number at its end is the volume (``Politix 126``) or a double issue (``118/119``)."""
    start, end = trim(sheet.flat, start, end)
    number = _TRAILING_NUMBER.search(sheet.flat, start, end)
    if number and not outlet_kind(sheet.original(start, end)):
        field = "volume" if number["number"].isdigit() else "issue"
        sheet.put(field, number["number"], number.span("number"), 0.8)
        end = number.start()
    sheet.put_text("container-title", start, end, confidence)


def _introduces(sheet: Worksheet, match: re.Match[str], start: int, after_quote: bool) -> bool:
    between = sheet.flat[start : match.start()].strip(" ,.;" + TAKEN)
    word = match.group().strip(" :").lower()
    if after_quote:
        return not between and word in ("in", "dans", "en", "em")
    begins_sentence = match.group().lstrip()[0].isupper() or sheet.flat[: match.start()].rstrip()[-1:] in (".", ",")
    is_marked = word in ("in", "dans") and begins_sentence
    return is_marked and (
        ":" in match.group()
        or match.group()[0].isupper()
        or word == "dans"
        or sheet.flat[match.start() - 1 : match.start()] == "."
    )


def _put_editors(sheet: Worksheet, text: str, start: int, end: int) -> None:
    if _SAME.match(text.strip(" .")):
        same = sheet.fields.get("author")
        if same is not None and isinstance(same.value, tuple):
            sheet.put("editor", same.value, (start, end), 0.7)
        return
    names = read_names(text, language=sheet.language)
    if names:
        sheet.put("editor", names.names, (start, end), 0.9)


def _end_of_book_title(sheet: Worksheet, position: int) -> int:
    for start, end in sheet.emphasised:
        if start <= position + 3 and end > position:
            return end
    match = re.compile(rf"[,.](?=\s)|\s?[{TAKEN}]|\s?\(|$").search(sheet.flat, position)
    return match.start() if match else len(sheet.flat)


_IMPRINT = regex(
    rf"\(\s?(?P<place>[^():{TAKEN}]{{2,50}}?)\s?:\s(?P<publisher>[^():{TAKEN}]{{2,90}}?),?\s?(?P<date>{TAKEN}*)\s?\)"
)
_PUBLISHER_ONLY = regex(rf"\(\s?(?P<publisher>[A-ZÀ-Þ][^():{TAKEN}]{{1,70}}?),?\s?{TAKEN}+\s?\)")
_PAGES_BEHIND = regex(r",\s(?P<pages>\d{1,4}(?:\s?[–-]\s?\d{1,4})?)(?=[.,;\s]*$)")
_CITY = r"[A-ZÀ-Þ][\w’'-]+(?:\s(?:[a-zà-ÿ]+\s)?[A-ZÀ-Þ][\w’'-]+){0,2}(?:\sa\.\s?[MO]\.)?"
_BARE_IMPRINT = regex(
    rf"(?:(?<=[.,;:]\s)|(?<=[{TAKEN}]\s)|^\s?)(?P<place>{_CITY}(?:\s?[/,&]\s?{_CITY})?)"
    rf"\s?:\s(?P<publisher>[^:,{TAKEN}]{{2,70}}?)[,.]?\s?(?=[{TAKEN}])"
)


def read_imprint(sheet: Worksheet, start: int, *, allow_bare_publisher: bool) -> int | None:
    """Read ``(Paris : Seuil, 2010)`` or ``Opladen: Budrich 2011`` once the date was taken; return where it begins."""
    match = _IMPRINT.search(sheet.flat, start)
    if match and not match["publisher"].strip().isdigit():
        sheet.put_text("publisher-place", *match.span("place"))
        sheet.put_text("publisher", *match.span("publisher"))
        pages = _PAGES_BEHIND.match(sheet.flat, match.end())
        if pages:
            # Chicago: (New York: PublicAffairs, 2019), 12.
            sheet.put("page", whole_range(pages["pages"]), pages.span("pages"), 0.9)
        sheet.take(match.start(), pages.end() if pages else match.end())
        return match.start()
    bare = _BARE_IMPRINT.search(sheet.flat, start)
    if bare and (is_place(tidy(bare["place"])) or is_publisher(bare["publisher"])):
        # Title, Berlin: Suhrkamp: of two capitalised names only the last may be a place.
        comma = bare["place"].find(",")
        is_title = comma >= 0 and not is_place(bare["place"][:comma]) and is_place(bare["place"][comma + 1 :].strip())
        start = bare.start("place") + (comma + 1 if is_title else 0)
        sheet.put_text("publisher-place", start, bare.end("place"), 0.9)
        sheet.put_text("publisher", *bare.span("publisher"), 0.9)
        sheet.take(start, bare.end())
        return start
    only = _PUBLISHER_ONLY.search(sheet.flat, start) if allow_bare_publisher else None
    if only and not kind_of_noun(fold(only["publisher"])) and not outlet_kind(only["publisher"]):
        sheet.put_text("publisher", *only.span("publisher"), 0.7)
        sheet.take(*only.span())
        return only.start()
    return None


_WITH_AGENCY = regex(r"(?P<outlet>.{2,60}?)\s(?:avec|with|mit|con|com|met)\s(?P<agency>[A-Z][\w ]{1,30})$")


def read_rest(sheet: Worksheet, rest: list[Piece], host: str) -> None:
    """Give each piece behind a title its field: genre, place, publisher, body, container, in the order they stand."""
    for piece in rest:
        kind = kind_of_noun(fold(piece.text))
        shared = _WITH_AGENCY.match(piece.text)
        if shared and is_press_like(shared["outlet"]):
            start = piece.start + shared.start("agency")
            sheet.put("container-title", shared["outlet"], (piece.start, piece.start + shared.end("outlet")), 0.9)
            sheet.put("author", (Name(literal=shared["agency"]),), (start, piece.end), 0.8)
        elif kind and _is_genre(piece, kind):
            sheet.put("genre", piece.text, (piece.start, piece.end), 0.8)
            sheet.kind = sheet.kind or kind
        elif is_place(piece.text):
            sheet.put("publisher-place", piece.text, (piece.start, piece.end), 0.9)
        elif outlet_kind(piece.text):
            sheet.put("container-title", piece.text, (piece.start, piece.end), 0.95)
        elif is_publisher(piece.text) and not is_press_like(piece.text):
            sheet.put("publisher", piece.text, (piece.start, piece.end), 0.9)
        else:
            _put_unknown(sheet, piece, host)


def _is_genre(piece: Piece, kind: str) -> bool:
    """Whether a piece names a kind of thing, rather than a body or a medium that has the word in its name."""
    words = piece.text.split()
    first = fold(" ".join(words[:2]))
    return len(words) <= 7 and kind_of_noun(first) == kind and not outlet_kind(piece.text)


def _put_unknown(sheet: Worksheet, piece: Piece, host: str) -> None:
    """Place a name that no table knows: by what the citation still lacks."""
    span = (piece.start, piece.end)
    is_name_of_body = is_body(piece.text, host)
    if sheet.kind in ("report", "pamphlet", "book", "thesis"):
        sheet.put("publisher", piece.text, span, 0.8)
        if is_name_of_body and sheet.kind in ("report", "pamphlet"):
            sheet.put("author", (Name(literal=piece.text),), span, 0.6)
        return
    if len(piece.text.split()) > 9 or (
        piece.text[0].islower() and not is_press_like(piece.text) and "." not in piece.text
    ):
        return
    if "author" not in sheet.fields and not is_academic(piece.text) and not is_press_like(piece.text):
        names = read_names(piece.text, host=host, language=sheet.language)
        if names and (names.are_persons or is_name_of_body):
            sheet.put("author", names.names, span, 0.7)
            return
    if is_person_like(piece.text) and piece.before == "(":
        return
    if "container-title" not in sheet.fields:
        put_container(sheet, *span, 0.8)
    else:
        sheet.put("publisher", piece.text, span, 0.5)
