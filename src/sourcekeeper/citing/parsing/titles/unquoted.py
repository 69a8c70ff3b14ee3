"""Citations whose title stands without quotation marks: books, reports, papers, posts, bare addresses. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.bodies import says_body
from sourcekeeper.citing.parsing.figures.numbers import whole_range
from sourcekeeper.citing.parsing.names import read_names
from sourcekeeper.citing.parsing.outlets import is_press_like, outlet_kind, outlet_named
from sourcekeeper.citing.parsing.titles.labels import read_label
from sourcekeeper.citing.parsing.titles.mentions import read_mention
from sourcekeeper.citing.parsing.titles.pieces import Piece, pieces
from sourcekeeper.citing.parsing.titles.readings import Reading, best_authors, best_reading, put_names
from sourcekeeper.citing.parsing.titles.rest import read_rest
from sourcekeeper.citing.parsing.titles.tail import opens_container, read_book_around, read_credits, read_imprint
from sourcekeeper.citing.parsing.titles.unpublished import read_unpublished
from sourcekeeper.citing.parsing.words import CONTAINER_WORDS, IN_CONTAINER, has_any, kind_of_noun
from sourcekeeper.citing.parsing.worksheet import TAKEN, Worksheet, tidy, trim
from sourcekeeper.model import Name, PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, word_set

_BRACKETED_FIGURES = regex(r"\s?\([\d\s–-]{2,20}\)")
_YEARS_BEHIND = regex(r",\s(?:1[5-9]|20)\d\d\s?[–-]\s?(?:(?:1[5-9]|20)\d\d|\d\d)(?=\s?[\[(.,;\ue001]|$)")
"""``Evictions by Ward, 2015–2022``: the years that figures are of, where the work has a date beside them."""


def read_unquoted(sheet: Worksheet, start: int, host: str) -> None:
    """Read authors, title and imprint of a citation without a quoted title, dates and pages already taken."""
    if read_unpublished(sheet, start) or read_mention(sheet, start):
        return
    read_credits(sheet, start)
    imprint = read_imprint(sheet, start, allow_bare_publisher="URL" not in sheet.fields)
    if sheet.kind == "software" and _read_software(sheet, start):
        return
    first_end = _first_stretch_end(sheet, start)
    is_bare = bool(sheet.addresses) and imprint is None and "issued" not in sheet.fields and not sheet.is_undated
    if (is_bare or sheet.kind == "post") and read_label(sheet, start, first_end, host):
        return
    title_end = _read_marked_title(sheet, start, host)
    if title_end is not None:
        title_end = read_book_around(sheet, title_end, after_quote=False)
        read_rest(sheet, pieces(sheet, title_end, len(sheet.flat)), host, title_is_quoted=False)
        return
    parts = _without_genre(sheet, pieces(sheet, start, len(sheet.flat)))
    if not parts or _is_medium_alone(sheet, parts):
        return
    reading = best_reading(sheet, parts, host, has_imprint=imprint is not None)
    _put_reading(sheet, parts, reading, host)


_BARE_GENRE = regex(
    r"(?:press release|news release|communiqué de presse|pressemitteilung|nota de prensa|comunicado de prensa|"
    r"comunicato stampa|comunicado de imprensa|persbericht|fact ?sheet|blog post|white paper)$",
    re.IGNORECASE,
)


def _without_genre(sheet: Worksheet, parts: list[Piece]) -> list[Piece]:
    """``Press Release, Fed. Trade Comm’n, Title``: a kind of paper that stands before its author and title."""
    if len(parts) < 3 or not _BARE_GENRE.match(parts[0].text):
        return parts
    sheet.put("genre", parts[0].text, (parts[0].start, parts[0].end), 0.8)
    sheet.kind = sheet.kind or kind_of_noun(fold(parts[0].text))
    return parts[1:]


def _read_software(sheet: Worksheet, start: int) -> bool:
    """Read the name of a program before the address of its repository; versions and hosts are no part of it."""
    parts = pieces(sheet, start, len(sheet.flat))
    if not parts or len(parts[0].text.split()) > 8:
        return False
    named = parts[0]
    if len(parts) > 1 and (names := read_names(named.text, language=sheet.language)) and names.are_persons:
        sheet.put("author", names.names, (named.start, named.end), 0.8)
        named = parts[1]
    sheet.put("title", named.text, (named.start, named.end), 0.8)
    return True


def _first_stretch_end(sheet: Worksheet, start: int) -> int:
    """Return where the first unread stretch ends, empty ones skipped."""
    flat, position = sheet.flat, start
    while position < len(flat) and (flat[position] == TAKEN or not flat[position].isalnum()):
        position += 1
    taken = flat.find(TAKEN, position)
    return taken if taken >= 0 else len(flat)


def _put_reading(sheet: Worksheet, parts: list[Piece], reading: Reading, host: str) -> None:
    """Set authors and title as a reading says, and read the rest."""
    if reading.names is not None:
        _put_names(sheet, parts[: reading.title_from], reading)
    title = parts[reading.title_from : reading.title_to]
    if title:
        end = _closing_mark(sheet.flat, title[0].start, title[-1].end)
        start = _opening_mark(sheet.flat, title[0].start, end)
        start = _credit_body(sheet, start, end)
        end = _without_page(sheet, start, _with_its_day(sheet, title[0].text, end))
        sheet.put("title", tidy(sheet.original(start, end)), (start, end), 0.8)
    read_rest(sheet, parts[reading.title_to :], host, title_is_quoted=False)
    _put_designation(sheet)


def _put_designation(sheet: Worksheet) -> None:
    """``CNCDH, avis A-2022-6``: where nothing else names a body's work, its kind and number are its title."""
    genre = sheet.fields.get("genre")
    if "title" in sheet.fields or genre is None or not isinstance(genre.value, str) or "author" not in sheet.fields:
        return
    if any(character.isdigit() for character in genre.value):
        sheet.fields["title"] = sheet.fields.pop("genre")


_PAGE_BEHIND_TITLE = regex(r"\s(?P<pages>\d{1,3}(?:[-–]\d{1,3})?)(?=\s\()")


def _without_page(sheet: Worksheet, start: int, end: int) -> int:
    """``The Rise of Big Data Policing 45–47 (NYU Press 2017)``: American lawyers write the page behind the title."""
    page = _PAGE_BEHIND_TITLE.search(sheet.layout.flat, sheet.start + start, sheet.start + end + 2)
    if page is None or page.end() != sheet.start + end or "page" in sheet.fields or "author" not in sheet.fields:
        return end
    sheet.put("page", whole_range(page["pages"]), (page.start("pages") - sheet.start, end), 0.8)
    return page.start() - sheet.start


def _credit_body(sheet: Worksheet, start: int, end: int) -> int:
    """``le communiqué de la LDH``: who made it stands in the title; return where the title begins without article."""
    match = _OF_BODY.match(sheet.original(start, end))
    if match is None or not kind_of_noun(fold(match["noun"])):
        return start
    name = _LOOSE_END.sub("", match["name"])
    if "author" not in sheet.fields and (says_body(name) or (name.isupper() and len(name) > 1)):
        span = start + match.start("name"), start + match.start("name") + len(name)
        sheet.put("author", (Name(literal=tidy(name)),), span, 0.7)
    return start + match.start("noun")


_LOOSE_END = regex(r"\s(?:du|de|del|di|do|da|vom|von|of|van)$")
_OF_BODY = regex(
    r"(?:l[’']|le |la |les |un |une |the |der |die |das |el |il |lo |o |a |het |"
    r"de )?(?P<noun>[^\W\d_]+(?:\sde\s(?:presse|prensa))?)\s"
    r"(?:du|de la|de l[’']|des|de|d[’']|of the|of|by the|by|der|des|von|vom|del|della|dell[’']|di|do|da|van|"
    r"van de)(?:\s|(?<=[’']))"
    r"(?P<name>[^\W\d_].{1,80})$",
    re.IGNORECASE,
)


def _with_its_day(sheet: Worksheet, first: str, end: int) -> int:
    """Move the end of ``Communiqué de presse`` over ``du 14 juin 2022``: the day is a part of such a title."""
    issued = sheet.fields.get("issued")
    if issued is None or issued.span is None:
        return end
    noun = fold(" ".join(first.split()[:2]))
    if not kind_of_noun(noun) and noun.partition(" ")[0] not in _ACTS:
        return end
    begin, stop = issued.span[0] - sheet.start, issued.span[1] - sheet.start
    between = sheet.layout.flat[sheet.start + end : sheet.start + max(begin, end)].strip().lower()
    if between in ("/", ""):
        number = sheet.fields.get("number")
        if number is not None and number.span is not None and number.span[1] == issued.span[1]:
            return stop  # Informe 36/2020
    if not between and isinstance(issued.value, PartialDate) and len(issued.value.start) == 1:
        return stop if begin - end == 1 else end  # Rapport annuel 2020
    is_day_of_week = not between and sheet.flat[:end].rpartition(" ")[2] in _WEEKDAYS
    if between not in ("du", "vom", "of", "del", "de", "van", "di", "do", "v.") and not is_day_of_week:
        return end
    goes_on = _GOES_ON.match(sheet.flat, stop)
    return goes_on.end() if goes_on else stop


_GOES_ON = regex(
    r"\s(?:relati[fv]e?s?|portant|concernant|fixant|sur|on|concerning|regarding|relating|über|zur|zum|betreffend|"
    r"relativ[oa]s?|sobre|per|recante|inzake|betreffende|over)\s[^,;:()«»“”\ue000\ue001]*[^\s.,;:()«»“”\ue000\ue001]"
)
"""``Décision du 12 mars 2021 relative aux contrôles``: behind its day a decision says what it is about."""
_WEEKDAYS = word_set(
    "lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday"
)
_ACTS = word_set("decision decisao decisione beschluss bescheid besluit resolution resolucion recommandation")
"""What bodies decide, though it is no law: folded first words of such a title."""


def _put_names(sheet: Worksheet, parts: list[Piece], reading: Reading) -> None:
    if reading.names is not None:
        put_names(sheet, reading.names, (parts[0].start, parts[-1].end))


def _opening_mark(flat: str, start: int, end: int) -> int:
    """Move a start over the quotation mark that the title's first word has, when it closes inside."""
    if start and flat[start - 1] in "“„‘" and any(char in "”“’" for char in flat[start:end]):
        return start - 1
    return start


_OPENING = {")": "(", "]": "["}


def _closing_mark(flat: str, start: int, end: int) -> int:
    """Move an end over the quotation mark, bracket, years or question mark that belongs to the title."""
    figures = _BRACKETED_FIGURES.match(flat, end) or _YEARS_BEHIND.match(flat, end)
    if figures:
        return figures.end()
    if flat[end : end + 2] in (" ?", " !"):  # as the French set them
        end += 2
    while (
        end < len(flat)
        and flat[end] in '»”"’!?)]'
        and (flat[end] not in ")]" or flat.count(_OPENING[flat[end]], start, end) > flat.count(flat[end], start, end))
    ):
        end += 1
    return end


def _is_medium_alone(sheet: Worksheet, parts: list[Piece]) -> bool:
    """``Süddeutsche Zeitung v. 7.4.2022, S. 5``: a medium and a day, no title."""
    if len(parts) != 1:
        return False
    name = parts[0].text
    if outlet_kind(name) and "issued" in sheet.fields:  # Le Canard enchaîné du 15 novembre 2023
        sheet.put("container-title", name, (parts[0].start, parts[0].end), 0.9)
        return True
    if len(name.split()) <= 4 and not is_press_like(name) and (named := outlet_named(name)):
        start = parts[0].start  # D’après La Marseillaise (9 septembre 2022)
        sheet.put("container-title", named[0], (start + named[1], start + named[2]), 0.7)
        return True
    if len(name.split()) > 5 or not is_press_like(name):
        return False
    sheet.put("container-title", name, (parts[0].start, parts[0].end), 0.9)
    return True


# --- titles that are marked in another way than by quotation marks --------------------------------------------------


def _read_marked_title(sheet: Worksheet, start: int, host: str) -> int | None:
    """Read a title in italics, or one that an ``In:`` closes, and the authors before it; return where it ends."""
    italic = _italic_title(sheet, start)
    if italic is not None:
        begin, end = italic
        if _has_title_before(sheet, start, begin, host):
            sheet.put_text("container-title", begin, end, 0.9)
            sheet.take(begin, end)
            return None
        _read_head(sheet, start, begin, host)
    else:
        closes = _container_follows(sheet, start)
        parts = pieces(sheet, start, closes) if closes is not None else []
        if closes is None or not parts:
            return None
        if _signs_comment(sheet, parts, closes):
            sheet.put("author", _families(parts[0].text), (parts[0].start, parts[0].end), 0.8)
            sheet.take(start, closes)
            return closes
        end = closes
        reading = best_reading(sheet, parts, host, has_imprint=True, title_is_last=True)
        _put_names(sheet, parts[: reading.title_from], reading)
        begin = parts[reading.title_from].start
    sheet.put_text("title", begin, end, 0.9)
    sheet.take(begin, end)
    return end


_FAMILIES = regex(r"[A-ZÀ-Þ][\w’'-]+(?:/[A-ZÀ-Þ][\w’'-]+)*$")
_EDITED = regex(r",?\s[Ii]n:?\s[^,()]{3,120}\s\((?:Hrsg|Hg|eds?|dir|coords?)\.?\)")


def _signs_comment(sheet: Worksheet, parts: list[Piece], end: int) -> bool:
    """``Schmidt, in: Paal/Brandner (Hrsg.), Kommentar``: German lawyers cite who comments, and no title."""
    return (
        len(parts) == 1
        and _FAMILIES.match(parts[0].text) is not None
        and not (says_body(parts[0].text) or outlet_kind(parts[0].text))
        and _EDITED.match(sheet.flat, end) is not None
    )


def _families(text: str) -> tuple[Name, ...]:
    return tuple(Name(family=family) for family in text.split("/"))


def _has_title_before(sheet: Worksheet, start: int, end: int, host: str) -> bool:
    """Whether authors and a title stand before italics: then the italics are the journal."""
    parts = pieces(sheet, start, end)
    if len(parts) < 2:
        return False
    reading = best_reading(sheet, parts, host, has_imprint=True)
    title = parts[reading.title_from : reading.title_to]
    return reading.names is not None and sum(len(piece.text.split()) for piece in title) >= 2


def _read_head(sheet: Worksheet, start: int, end: int, host: str) -> None:
    """Read the authors before a title whose place is known."""
    parts = pieces(sheet, start, end)
    head = best_authors(sheet, parts, host)
    if head is not None:
        put_names(sheet, head.names, head.span)
        parts = parts[: head.start] + parts[head.stop :]
    read_rest(sheet, parts, host)


def _italic_title(sheet: Worksheet, start: int) -> tuple[int, int] | None:
    for begin, end in sheet.emphasised:
        text = tidy(sheet.original(begin, end)).strip(" .,")
        is_filler = fold(text) in ("et al", "in", "ibid", "op. cit", "op. cit.", "id", "cf", "via", "dir")
        if end > start and not is_filler and len(text) > 2 and not outlet_kind(text):
            return trim(sheet.flat, max(begin, start), end)
    return None


def _container_follows(sheet: Worksheet, start: int) -> int | None:
    """Return where a title ends that ``In:`` follows."""
    if not has_any(sheet.lowered, CONTAINER_WORDS):
        return None
    for book in IN_CONTAINER.finditer(sheet.flat, start + 1):
        if opens_container(sheet, book):
            return trim(sheet.flat, start, book.start())[1]
    return None
