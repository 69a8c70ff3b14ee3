"""What stands around a title, part by part: container, publisher, place, editors, series. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.bodies import says_body
from sourcekeeper.citing.parsing.figures.numbers import whole_range
from sourcekeeper.citing.parsing.names import ROLE, read_names
from sourcekeeper.citing.parsing.outlets import is_academic, is_place, is_publisher, outlet_kind
from sourcekeeper.citing.parsing.words import (
    CONTAINER_WORDS,
    IN_CONTAINER,
    NOT_A_FIELD,
    has_any,
    kind_of_noun,
    with_article,
)
from sourcekeeper.citing.parsing.worksheet import ADDRESS, TAKEN, Worksheet, tidy, trim
from sourcekeeper.model import Name
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

_SERIES = regex(
    r"\bcoll(?:ection)?\.?\s(?:[«“\"]\s?(?P<quoted>[^»”\"]{2,60}?)\s?[»”\"]|(?P<plain>[A-ZÀ-Þ][^,.()\ue001]{2,50}))"
)
_TRANSLATOR = regex(
    r"(?:[,.(]\s?)(?:aus dem \w+(?:\s\w+)? von|translated from the \w+ by|"
    r"traduit de l[’']\w+(?:\s\([^)]*\))? par|"
    r"trad(?:uit|uction|\.|ucido|otto|ucción|ução|uzido|uzione)?(?:\s(?:de|del|par|por|"
    r"da|di|française|l[’'][\w]+|"
    r"\w+ais|inglés|español))*|translated by|trad\.\s(?:it|fr|esp|port|cast|all|ingl)\.(?:\s(?:di|de|par|"
    r"a cura di))?|trans\.(?: by)?|"
    r"übers(?:etzt)?\.? von|vertaald door)\s(?P<names>(?:[A-ZÀ-Þ]\.[\s-]?)*[^,.()\ue001]{3,80}?(?:\set\sal\.?)?)"
    r"(?=[,.)]|\s?\ue001)",
    re.IGNORECASE,
)
_KIND_IN_BRACKETS = regex(r"\[(?P<kind>[^\[\],\ue001]{3,40}?)(?:,\s(?P<body>[^\[\]\ue001]{3,80}))?\]")
"""``[jeu de données]``, ``[Doctoral dissertation, University of Leeds]``."""
_DIRECTOR = regex(
    r"(?:[,.(]\s?)(?:(?:un film )?réal(?:\.|isée?s? par|isation\s?:)|directed by|dir\.(?: by| de| di)?|"
    r"Regie\s?:|dirigid[oa] por|"
    r"regia di|realização de)\s(?P<names>[^,.()\ue001]{3,80})",
    re.IGNORECASE,
)
_EDITION = regex(
    r"\b(?P<edition>\d{1,2})(?:e|ème|th|nd|rd|st|ª|\.)?,?\s(?:(?:überarb|erw|aktual|rev|revised|verb|neubearb|"
    r"korr|edition)\.?(?:\s(?:u\.|und|and)\s\w+\.?)?\s)?(?:éd\.|édition|edn|ed\.|edition|Aufl\.|Auflage|"
    r"edición|"
    r"edizione|druk)",
    re.IGNORECASE,
)
_EDITORS_BEFORE = regex(r"^(?P<names>[^«»\ue001]{3,150}?)\s?" + ROLE.pattern + r"\s?[:,.]?\s?", re.IGNORECASE)
_BY_EDITORS = regex(
    r"(?:\s?\(|,\s)(?:(?:sous|dans) la (?:direction|coordination) de|(?:dirigé|coordonné)e? par|edited by|"
    r"herausgegeben von|a cura di|editado por|coordinado por|organizado por|onder redactie van|eds?\.|coords?\.)\s"
    r"(?P<names>[^()\ue000\ue001]{3,120}?)(?:\)|(?=\s?\())",
    re.IGNORECASE,
)
_BODY_BEFORE_BOOK = regex(rf"(?P<name>[A-ZÀ-Þ][^,.:;()«»“”{TAKEN}]{{3,80}}),\s(?=[A-ZÀ-Þ][^\W\d_]+\s[^,]{{3,}},)")
_VARIOUS_BEFORE = regex(r"AA\.?\s?VV\.?,\s")
_UP_TO_SIGN = regex(r"[^,.;(\ue001]{2,60}")
_QUOTED_CONTAINER = regex(r"«[^«»]{2,120}»|“[^“”]{2,120}”|„[^„“”]{2,120}[“”]|\"[^\"]{2,120}\"|‘[^‘’]{2,120}’")
_SAME = regex(r"^(?:ders|dies|idem|id|same)\.?$", re.IGNORECASE)


_TRANSLATION = ("trad", "transl", "trans.", "übers", "aus dem", "vertaald")
_DIRECTION = ("réal", "direct", "dir.", "regie", "dirigid", "regia", "realiza")
_EDITION_WORDS = ("éd", "ed", "aufl", "druk")
_EDITING = (
    "direction de", "coordination de", "dirigé", "coordonné", "edited by", "herausgegeben", "a cura di", "editado",
    "coordinado", "organizado", "redactie van", "ed. ", "eds. ", "coord. ", "coords. ",
)  # fmt: skip
"""Words that stand in every match of a pattern: looking for them costs less than the search."""


def read_credits(sheet: Worksheet, start: int) -> None:
    """Set series, translator, edition and named editors, and take them off the sheet."""
    lowered = sheet.lowered
    if "coll" in lowered and (match := _SERIES.search(sheet.flat, start)):
        group = "quoted" if match["quoted"] else "plain"
        sheet.put_text("collection-title", *match.span(group))
        sheet.take(*match.span())
    if has_any(lowered, _TRANSLATION) and (match := _TRANSLATOR.search(sheet.flat, start)):
        names = read_names(sheet.original(*match.span("names")), language=sheet.language)
        if names:
            sheet.put("translator", names.names, match.span("names"), 0.8)
            sheet.take(*match.span())
    match = _KIND_IN_BRACKETS.search(sheet.flat, start) if "[" in lowered else None
    if match and (kind := kind_of_noun(fold(match["kind"]))):
        sheet.kind = sheet.kind or kind
        sheet.put("genre", tidy(match["kind"]), match.span("kind"), 0.8)
        if match["body"]:
            sheet.put_text("publisher", *match.span("body"), 0.8)
        sheet.take(*match.span())
    if has_any(lowered, _DIRECTION) and (match := _DIRECTOR.search(sheet.flat, start)):
        names = read_names(sheet.original(*match.span("names")), language=sheet.language)
        if names:
            sheet.put("director", names.names, match.span("names"), 0.8)
            sheet.kind = sheet.kind or "motion_picture"
            sheet.take(*match.span())
    if has_any(lowered, _EDITION_WORDS) and (match := _EDITION.search(sheet.flat, start)):
        sheet.put("edition", match["edition"], match.span())
        sheet.take(*match.span())
    if has_any(lowered, _EDITING) and (match := _BY_EDITORS.search(sheet.flat, start)):
        names = read_names(match["names"], language=sheet.language)
        if names and names.are_persons:
            sheet.put("editor", names.names, match.span("names"), 0.9)
            sheet.take(*match.span())


def read_book_around(sheet: Worksheet, start: int, *, after_quote: bool) -> int:
    """Read ``In: Hg. (Hg.): Book`` behind a title; return where the rest begins, `start` when there is no ``In``."""
    if not has_any(sheet.lowered, CONTAINER_WORDS):
        return start
    matches = IN_CONTAINER.finditer(sheet.flat, start)
    match = next((match for match in matches if _introduces(sheet, match, start, after_quote)), None)
    if match is None:
        return start
    position = match.end()
    editors = _EDITORS_BEFORE.match(sheet.flat[position:])
    if editors:
        _put_editors(sheet, editors["names"], position, position + editors.end("names"))
        sheet.kind = sheet.kind or "chapter"
        position += editors.end()
    elif various := _VARIOUS_BEFORE.match(sheet.flat, position):
        sheet.kind = sheet.kind or "chapter"
        position = various.end()
    elif (body := _BODY_BEFORE_BOOK.match(sheet.flat, position)) and _is_no_medium(body["name"]):
        # in Cour des comptes, Rapport public annuel
        sheet.put("author", (Name(literal=tidy(body["name"])),), body.span("name"), 0.7)
        sheet.kind = sheet.kind or "chapter"
        position = body.end()
    end = _end_of_book_title(sheet, position)
    put_container(sheet, position, end, 0.9)
    sheet.take(match.start(), end)
    return end


def _is_no_medium(name: str) -> bool:
    """Whether a name is a body's that edits books, not a paper's or a journal's."""
    return says_body(name) and not outlet_kind(name) and not is_academic(name)


_TRAILING_NUMBER = regex(r",?\s(?P<number>(?!(?:19|20)\d\d$)\d{1,4}(?:[/–-]\d{1,4})?)$")


def put_container(sheet: Worksheet, start: int, end: int, confidence: float) -> None:
    """Set the container; a number at its end is the volume (``Politix 126``) or a double issue (``118/119``)."""
    start, end = trim(sheet.flat, start, end)
    if sheet.flat[start : start + 1] in '«“„"‘' and sheet.flat[end - 1 : end] in '»”“"’':
        start, end = trim(sheet.flat, start + 1, end - 1)
    number = _TRAILING_NUMBER.search(sheet.flat, start, end)
    if number and not outlet_kind(sheet.original(start, end)):
        # OSCOLA: 51(1) Labor History 87.
        has_volume = "volume" in sheet.fields and "page" not in sheet.fields
        field = "page" if has_volume else "volume" if number["number"].isdigit() else "issue"
        sheet.put(field, number["number"], number.span("number"), 0.8)
        end = number.start()
    start, end = trim(sheet.flat, start, end)
    sheet.put("container-title", with_article(tidy(sheet.original(start, end))), (start, end), confidence)


def _introduces(sheet: Worksheet, match: re.Match[str], start: int, after_quote: bool) -> bool:
    if not after_quote:
        return opens_container(sheet, match)
    between = sheet.flat[start : match.start()].strip(" ,.;" + TAKEN)
    return not between and match.group().strip(" :").lower() in ("in", "dans", "en", "em")


def opens_container(sheet: Worksheet, match: re.Match[str]) -> bool:
    """Whether an ``in`` behind an unquoted title opens its container, rather than being a word of the title."""
    word = match.group().strip(" :")
    before = sheet.flat[: match.start()].rstrip()[-1:]
    if word.lower() not in ("in", "dans") or before not in (".", ",", TAKEN):
        return ":" in match.group() and word.lower() == "in"
    if ":" in match.group() or (word[0].isupper() and before != ","):
        return True
    # A comma and a small “in” need more: quotation marks, italics or editors behind them.
    behind = sheet.flat[match.end() : match.end() + 150]
    medium = _UP_TO_SIGN.match(behind)
    if medium and outlet_kind(medium.group().strip()):
        return True
    if before == "," and medium and _is_before_volume(sheet, match.end(), medium.group()):
        return True
    if before == "," and _VARIOUS.match(behind):
        return True
    return before == "," and (behind[:1] in '«“„"‘' or word == "dans" or bool(_EDITORS_BEFORE.match(behind)))


_VARIOUS = regex(r"AA\.?\s?VV\b")
"""``in AA.VV., Title``: various authors, as Italians name the editors of a book."""


def _is_before_volume(sheet: Worksheet, position: int, name: str) -> bool:
    """Whether a capitalised name stands right before a volume or issue: ``, in BioLaw Journal, n. 2, 2022``."""
    if not name[:1].isupper() or is_place(name.strip()):
        return False
    fields = (sheet.fields.get("volume"), sheet.fields.get("issue"))
    starts = [field.span[0] - sheet.start for field in fields if field is not None and field.span is not None]
    return any(0 <= start - position - len(name) <= 8 for start in starts)


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
    quoted = _QUOTED_CONTAINER.match(sheet.flat, position)
    if quoted:
        return quoted.end()
    for start, end in sheet.emphasised:
        if start <= position + 3 and end > position:
            return end
    is_placed = "publisher-place" in sheet.fields
    stop = _BOOK_ENDS.search(sheet.flat, position)
    while stop is not None and stop.group() in (",", ".") and _goes_on(sheet.flat, stop, is_placed=is_placed):
        stop = _BOOK_ENDS.search(sheet.flat, stop.end() + 1)
    return stop.start() if stop else len(sheet.flat)


_BOOK_ENDS = regex(rf"[,.](?=\s)|\s?[{TAKEN}]|\s?\(|$")
_NO_SUBTITLE = ("coll", "vol", "t", "p", "pp", "éd", "ed", "eds", "n", "no", "tome")
_PART = regex(rf"\s(?P<part>[^,.:;()«»“”{TAKEN}{ADDRESS}]{{3,120}})(?P<sign>[,.:;(]|$)")


def _goes_on(flat: str, stop: re.Match[str], *, is_placed: bool) -> bool:
    """Whether a book's title goes on behind a sign: small behind a comma; a subtitle that a place follows."""
    part = _PART.match(flat, stop.end())
    if part is None or is_place(part["part"]) or is_publisher(part["part"]):
        return False
    if stop.group() == ",":
        words = part["part"].split()
        return words[0][0].islower() and words[0] not in _NO_SUBTITLE
    if part["sign"] == "." and flat[part.end() : part.end() + 2].strip(" ") == TAKEN:
        return is_placed
    place = _PART.match(flat, part.end())
    return part["sign"] in (",", ".") and place is not None and is_place(place["part"].strip())


_IMPRINT = regex(
    rf"\(\s?(?P<place>[^():{TAKEN}]{{2,50}}?)\s?:\s(?P<publisher>[^():{TAKEN}]{{2,90}}?),?\s?(?P<date>{TAKEN}*)\s?\)"
)
_PUBLISHER_ONLY = regex(rf"\(\s?(?P<publisher>[A-ZÀ-Þ][^():{TAKEN}]{{1,70}}?),?\s?{TAKEN}+\s?\)")
_PAGES_BEHIND = regex(r",\s(?P<pages>\d{1,4}(?:\s?[–-]\s?\d{1,4})?)(?=[.,;\s]*$)")
_CITY = r"[A-ZÀ-Þ][\w’'-]+(?:\s(?:[a-zà-ÿ]+\s)?[A-ZÀ-Þ][\w’'-]+){0,2}(?:\sa\.\s?[MO]\.)?"
_BARE_IMPRINT = regex(
    rf"(?:(?<=[.,;:]\s)|(?<=[{TAKEN}]\s)|^\s?)(?P<place>{_CITY}(?:\s?[/,&]\s?{_CITY})?)"
    rf"\s?:\s(?P<publisher>[^:,.{TAKEN}]{{2,70}}?(?:\.\s[^:,.{TAKEN}]{{2,40}}?)?)[,.]?\s?(?=[{TAKEN}]|$)"
)


def _is_imprint_by_shape(sheet: Worksheet, start: int, bare: re.Match[str]) -> bool:
    """Whether ``. Porto Alegre: Sulina, 2013`` ends a citation without an address: an imprint by its shape."""
    if "URL" in sheet.fields or sheet.flat[bare.start() - 2 : bare.start()] != ". ":
        return False
    # Name. Title. Place: two full stops at least before it.
    head = sheet.flat[start : bare.start()]
    behind = sheet.flat[bare.end() :].strip(f" .,;{TAKEN}")
    stops = len(_FULL_STOP.findall(head)) + (TAKEN in head[:200])
    return stops >= 2 and not behind and len(bare["publisher"].split()) <= 8


_FULL_STOP = regex(r"[^\W\d_]\.\s")


def is_no_publisher(name: str) -> bool:
    """Whether a name in brackets before a date is a kind of work, a medium or a remark: ``(PDF, 2021)``."""
    return bool(kind_of_noun(fold(name)) or outlet_kind(name) or NOT_A_FIELD.match(name))


def read_imprint(sheet: Worksheet, start: int, *, allow_bare_publisher: bool) -> int | None:
    """Read ``(Paris : Seuil, 2010)`` or ``Opladen: Budrich 2011`` once the date was taken; return where it begins."""
    match = _IMPRINT.search(sheet.flat, start)
    if match and match["place"].strip()[:1].isupper() and not match["publisher"].strip().isdigit():
        sheet.put_text("publisher-place", *match.span("place"))
        sheet.put_text("publisher", *match.span("publisher"))
        pages = _PAGES_BEHIND.match(sheet.flat, match.end())
        if pages:
            # Chicago: (New York: PublicAffairs, 2019), 12.
            sheet.put("page", whole_range(pages["pages"]), pages.span("pages"), 0.9)
        sheet.take(match.start(), pages.end() if pages else match.end())
        return match.start()
    bare = _BARE_IMPRINT.search(sheet.flat, start) if ":" in sheet.flat else None
    if bare and (
        is_place(tidy(bare["place"])) or is_publisher(bare["publisher"]) or _is_imprint_by_shape(sheet, start, bare)
    ):
        # Title, Berlin: Suhrkamp: of two capitalised names only the last may be a place.
        comma = bare["place"].find(",")
        is_title = comma >= 0 and not is_place(bare["place"][:comma]) and is_place(bare["place"][comma + 1 :].strip())
        start = bare.start("place") + (comma + 1 if is_title else 0)
        sheet.put_text("publisher-place", start, bare.end("place"), 0.9)
        sheet.put_text("publisher", *bare.span("publisher"), 0.9)
        sheet.take(start, bare.end())
        return start
    only = _PUBLISHER_ONLY.search(sheet.flat, start)
    if only and not allow_bare_publisher and not says_body(only["publisher"]):
        return None
    if only and not is_no_publisher(only["publisher"]):
        sheet.put_text("publisher", *only.span("publisher"), 0.7)
        sheet.take(*only.span())
        return only.start()
    return None
