"""Citations whose title stands without quotation marks: books, reports, papers, posts, bare addresses. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sourcekeeper.citing.figures import is_taken
from sourcekeeper.citing.names import Names, is_body, is_person_like, read_names
from sourcekeeper.citing.outlets import is_academic, is_place, is_press_like, is_publisher, outlet_kind
from sourcekeeper.citing.posts import post_handle
from sourcekeeper.citing.tail import Piece, pieces, read_book_around, read_credits, read_imprint, read_rest
from sourcekeeper.citing.words import IN_CONTAINER, kind_of_noun
from sourcekeeper.citing.worksheet import Worksheet, tidy, trim
from sourcekeeper.model import Name
from sourcekeeper.web.folding import fold, squash

_UNPUBLISHED = re.compile(
    r"^\W*(?P<title>(?P<noun>entretiens?|interviews?|entrevistas?|intervist[ae]|lettres?|letters?|courriers?|"
    r"courriels?|e-?mails?|brief|cartas?|lettera|"
    r"conversations?|communication personnelle|personal communication|tracts?|flugblatt)\s(?:avec|with|mit|con|"
    r"com|met|de|du|from|an|to|à|vom|von|of|distribu\w+|menée?)\b[^\ue001(]*)",
    re.IGNORECASE,
)
_SENDER = re.compile(r"\b(?:from|de|du|von|da)\s(?P<name>[^,(]+?)\s(?:to|à|au|aux|an|a|al|alla)\s", re.IGNORECASE)
_CONDUCTED = re.compile(
    r",\s(?:menée?|conduite?|réalisée?|conducted|held|geführt|realizad[oa]|condott[ao])\b.*$", re.IGNORECASE
)
_OF_PERSON = re.compile(
    r"\b(?:d[’']|de |du |by |von |di |par |from )(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s(?:de |du |von |"
    r"la )?[A-ZÀ-Þ][\w’'-]+){0,3})"
)
_FIRST_SENTENCE = re.compile(r"(?:(?<=[^\W\d_]{2})|(?<=[)»”]))\.\s+(?=\S)")
_SITE = re.compile(r"(?:site|website|webseite|homepage|página|sito|page|portal|portail)\b", re.IGNORECASE)
_ARTICLE = re.compile(
    r"^(?:l[’']|le |la |les |ce |cet |cette |the |this |der |die |das |el |los |il |lo |et enfin |enfin |et |and |"
    r"und |y )+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Head:
    """Authors at the beginning of a citation and where the title begins."""

    names: Names
    start: int
    end: int
    title_start: int


def read_unquoted(sheet: Worksheet, start: int, host: str) -> None:
    """Read authors, title and imprint of a citation without a quoted title, dates and pages already taken."""
    if _read_unpublished(sheet, start):
        return
    read_credits(sheet, start)
    imprint = read_imprint(sheet, start, allow_bare_publisher="URL" not in sheet.fields)
    first_end = _first_stretch_end(sheet, start)
    if (
        sheet.addresses
        and imprint is None
        and "issued" not in sheet.fields
        and _read_label(sheet, start, first_end, host)
    ):
        return
    if sheet.kind == "post" and _read_label(sheet, start, first_end, host):
        return
    head = _authors(sheet, start, first_end, host)
    title_start = start
    if head:
        sheet.put("editor" if head.names.are_editors else "author", head.names.names, (head.start, head.end), 0.9)
        title_start = head.title_start
    _read_title(sheet, title_start, host, has_imprint=imprint is not None)


def _first_stretch_end(sheet: Worksheet, start: int) -> int:
    """Return where the first unread stretch ends, empty ones skipped."""
    position = start
    while position < len(sheet.flat) and (is_taken(sheet.flat[position]) or not sheet.flat[position].isalnum()):
        position += 1
    while position < len(sheet.flat) and not is_taken(sheet.flat[position]):
        position += 1
    return position


# --- interviews, letters, leaflets ----------------------------------------------------------------------------------


def _read_unpublished(sheet: Worksheet, start: int) -> bool:
    """Read an interview, a letter, a leaflet: a noun, and no publisher."""
    match = _UNPUBLISHED.match(sheet.flat[start:])
    if match is None or "URL" in sheet.fields:
        return _read_leaflet(sheet, start)
    begin, end = start + match.start("title"), start + match.end("title")
    conducted = _CONDUCTED.search(sheet.flat, begin, end)
    end = conducted.start() if conducted else end
    noun = fold(match["noun"])
    sheet.kind = kind_of_noun(noun) if kind_of_noun(noun) == "interview" else "personal_communication"
    if noun.startswith(("tract", "flugblatt")):
        sheet.kind = "pamphlet"
    sheet.put_text("title", begin, end, 0.8)
    sender = _SENDER.search(sheet.flat, begin, end) if sheet.kind == "personal_communication" else None
    if sender:
        names = read_names(sender["name"], language=sheet.language)
        value = names.names if names else (Name(literal=tidy(sender["name"])),)
        sheet.put("author", value, sender.span("name"), 0.7)
    return True


_LEAFLET = re.compile(
    r"(?:^|[,.]\s)(?P<title>(?:tract|brochure|flugblatt|leaflet|flyer|folleto|"
    r"affiche)\b[^\ue001]*?distribu\w+\s[^,.\ue001]*)",
    re.IGNORECASE,
)


def _read_leaflet(sheet: Worksheet, start: int) -> bool:
    """Read ``Collectif X, Tract distribué le …``: the day belongs to the title, so the sheet's text is asked again."""
    unread = sheet.layout.flat[sheet.start : sheet.end]
    match = _LEAFLET.search(unread, start)
    if match is None or "URL" in sheet.fields:
        return False
    begin, end = trim(unread, *match.span("title"))
    sheet.kind = "pamphlet"
    sheet.put("title", tidy(sheet.original(begin, end)), (begin, end), 0.7)
    left, right = trim(sheet.flat, start, match.start())
    names = read_names(sheet.original(left, right), language=sheet.language) if right > left else None
    if names:
        sheet.put("author", names.names, (left, right), 0.8)
    return True


# --- a label in front of an address ---------------------------------------------------------------------------------


def _read_label(sheet: Worksheet, start: int, end: int, host: str) -> bool:
    """Read a few words before an address: a medium's name, a description; False when they are more than that."""
    begin, stop = trim(sheet.flat, start, end)
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
    if "," in text or ". " in text:
        return False
    if len(words) <= 3 and text[0].isupper() and not is_person_like(text):
        field = "author" if is_body(text, host) and not _SITE.match(text) else "container-title"
        sheet.put(field, (Name(literal=text),) if field == "author" else text, (begin, stop), 0.7)
        return True
    if text[0].islower() or _ARTICLE.match(text):
        _read_description(sheet, text, begin, stop)
        return True
    return False


def _read_description(sheet: Worksheet, text: str, begin: int, stop: int) -> None:
    """Take a few describing words for want of a title: ``le rapport de la Cour des comptes``."""
    shorter = _ARTICLE.sub("", text)
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
    handle = squash(post_handle(sheet.fields["URL"].value if isinstance(sheet.fields["URL"].value, str) else ""))
    for match in _OF_PERSON.finditer(text):
        name = match["name"]
        words = [squash(word) for word in name.split()]
        if handle and any(len(word) > 3 and word in handle for word in words):
            names = read_names(name, language=sheet.language)
            if names:
                at = begin + text.find(name)
                sheet.put("author", names.names, (at, at + len(name)), 0.8)
    if "author" not in sheet.fields and squash(text) and squash(text) in handle:
        sheet.put("author", (Name(literal=text),), (begin, stop), 0.8)
        return
    shorter = _ARTICLE.sub("", text)
    if len(shorter.split()) > 3:
        sheet.put("title", shorter[:280], (stop - len(shorter), stop), 0.5)


# --- authors, title, imprint ----------------------------------------------------------------------------------------


def _authors(sheet: Worksheet, start: int, end: int, host: str) -> _Head | None:
    """Find the authors at the beginning: up to a bracketed year, a colon, a full stop, or over commas."""
    begin, _ = trim(sheet.flat, start, end)
    if begin >= end:
        return None
    return (
        _before_year(sheet, begin, end, host)
        or _before_sign(sheet, begin, end, r"\s?:\s", host)
        or _before_commas(sheet, begin, end, host)
        or _before_sign(sheet, begin, end, _FIRST_SENTENCE.pattern, host)
    )


def _names_at(sheet: Worksheet, begin: int, end: int, host: str, *, only_persons: bool = False) -> Names | None:
    left, right = trim(sheet.flat, begin, end)
    text = tidy(sheet.original(left, right)) if right > left else ""
    if not text or len(text) > 250:
        return None
    names = read_names(text, host=host, language=sheet.language, is_outlet=bool(outlet_kind(text)))
    if names is None:
        return None
    if names.are_persons:
        # A person and a body in one list is, before a title, most often a person and the title's first words.
        return names if all(name.family for name in names.names) else None
    return None if only_persons or not (is_body(text, host) or outlet_kind(text)) else names


def _before_year(sheet: Worksheet, begin: int, end: int, host: str) -> _Head | None:
    """``Name, N. (2019). Title``: the bracket was opened and its year taken."""
    opens = sheet.flat.rfind("(", begin, end)
    if opens < 0 or sheet.flat[opens + 1 : end].strip() or "." not in sheet.flat[end : end + 12].replace(")", "."):
        return None
    closes = sheet.flat.find(")", opens)
    following = sheet.flat[closes + 1 : closes + 60].lstrip(" .,:")
    if closes < 0 or not following[:1].isalpha():
        return None
    names = _names_at(sheet, begin, opens, host)
    return _Head(names, begin, opens, closes + 1) if names else None


def _before_sign(sheet: Worksheet, begin: int, end: int, pattern: str, host: str) -> _Head | None:
    match = re.compile(pattern).search(sheet.flat, begin, end)
    if match is None:
        return None
    names = _names_at(sheet, begin, match.start(), host)
    return _Head(names, begin, match.start(), match.end()) if names else None


def _before_commas(sheet: Worksheet, begin: int, end: int, host: str) -> _Head | None:
    """Take as many leading parts as are names, one part at least left over for the title."""
    commas = [match.start() for match in re.finditer(r",(?=\s)", sheet.flat[begin:end])][:12]
    best: _Head | None = None
    previous = begin
    for comma in (begin + offset for offset in commas):
        part = sheet.flat[previous:comma].strip()
        if best is not None and not (
            is_person_like(_without_joiner(part)) or re.fullmatch(r"(?:[A-ZÀ-Þ]\.[\s-]?)+", part) or "al." in part
        ):
            break
        names = _names_at(sheet, begin, comma, host, only_persons=best is not None)
        if names and (best is None or names.are_persons):
            best = _Head(names, begin, comma, comma + 1)
        elif best is None and len(part.split()) > 1:
            break
        previous = comma + 1
    return best


def _without_joiner(part: str) -> str:
    return re.split(r"\s(?:et|and|und|y|e|en|&)\s", part)[0]


def _read_title(sheet: Worksheet, start: int, host: str, *, has_imprint: bool) -> None:
    italic = _italic_title(sheet, start)
    if italic:
        sheet.put_text("title", *italic)
        sheet.take(*italic)
        _read_behind(sheet, italic[1], host)
        return
    book = IN_CONTAINER.search(sheet.flat, start + 1)
    if book and book.group().lstrip()[:1].isupper():
        begin, end = trim(sheet.flat, start, book.start())
        sheet.put_text("title", begin, end, 0.9)
        sheet.take(begin, end)
        _read_behind(sheet, end, host)
        return
    end = _first_stretch_end(sheet, start)
    begin, end = trim(sheet.flat, start, end)
    if begin >= end:
        return
    parts = pieces(sheet, begin, end)
    if not parts:
        return
    later = pieces(sheet, end, len(sheet.flat))
    if _is_medium_alone(sheet, parts):
        return
    title, rest = _title_and_rest(parts, later, has_imprint=has_imprint, is_dotted="author" in sheet.fields)
    stop = _closing_mark(sheet.flat, title[0].start, title[-1].end)
    sheet.put("title", tidy(sheet.original(title[0].start, stop)), (title[0].start, stop), 0.8)
    _place_imprint(sheet, rest, host)


def _closing_mark(flat: str, start: int, end: int) -> int:
    """Move an end over the quotation mark, bracket or question mark that belongs to the title."""
    while (
        end < len(flat)
        and flat[end] in '»”"’!?)]'
        and (flat[end] != ")" or flat.count("(", start, end) > flat.count(")", start, end))
    ):
        end += 1
    return end


def _is_medium_alone(sheet: Worksheet, parts: list[Piece]) -> bool:
    """``Süddeutsche Zeitung v. 7.4.2022, S. 5``: a medium and a day, no title."""
    if len(parts) != 1 or "author" in sheet.fields:
        return False
    name = parts[0].text
    if len(name.split()) > 5 or not is_press_like(name):
        return False
    sheet.put("container-title", name, (parts[0].start, parts[0].end), 0.9)
    return True


def _italic_title(sheet: Worksheet, start: int) -> tuple[int, int] | None:
    for begin, end in sheet.emphasised:
        text = tidy(sheet.original(begin, end)).strip(" .,")
        is_filler = fold(text) in ("et al", "in", "ibid", "op. cit", "op. cit.", "id", "cf", "via", "dir")
        if end > start and not is_filler and len(text) > 2 and not outlet_kind(text):
            return trim(sheet.flat, max(begin, start), end)
    return None


def _read_behind(sheet: Worksheet, start: int, host: str) -> None:
    start = read_book_around(sheet, start, after_quote=False)
    _place_imprint(sheet, pieces(sheet, start, len(sheet.flat)), host)


def _title_and_rest(
    parts: list[Piece], later: list[Piece], *, has_imprint: bool, is_dotted: bool
) -> tuple[list[Piece], list[Piece]]:
    """Part the first stretch into the title and what follows it; `later` stands behind something already read."""
    if has_imprint or len(parts) == 1:
        return parts, later
    known = next((i for i, piece in enumerate(parts[1:], 1) if _is_certain(piece)), None)
    if known is not None:
        before_known = known
        if (
            known >= 2
            and (is_place(parts[known].text) or is_place(parts[known - 1].text))
            and parts[known - 1].before == ","
        ):
            # Fayard, Paris and Paris, Unknown Press: place and publisher stand beside each other.
            before_known = known - 1 if _can_be_publisher(parts[known - 1]) and known == len(parts) - 1 else known
        return parts[:before_known], parts[before_known:] + later
    last = parts[-1]
    if last.before in (",", ".") and len(parts) > 1 and _can_be_publisher(last) and not later and last.before == ",":
        return parts[:-1], [last]
    if last.before == "." and is_dotted and (is_academic(last.text) or is_press_like(last.text)):
        return parts[:-1], [last, *later]
    return parts, later


def _is_certain(piece: Piece) -> bool:
    if piece.before == ":":
        return False
    return is_place(piece.text) or is_publisher(piece.text) or bool(outlet_kind(piece.text))


def _can_be_publisher(piece: Piece) -> bool:
    return piece.text[0].isupper() and len(piece.text.split()) <= 5 and not is_person_like(piece.text)


def _place_imprint(sheet: Worksheet, rest: list[Piece], host: str) -> None:
    """Give place and publisher their fields; everything else as behind a quoted title."""
    left: list[Piece] = []
    for index, piece in enumerate(rest):
        beside = [rest[i] for i in (index - 1, index + 1) if 0 <= i < len(rest)]
        if (
            "publisher" not in sheet.fields
            and any(is_place(other.text) for other in beside)
            and _can_be_publisher(piece)
            and not is_place(piece.text)
        ):
            sheet.put("publisher", piece.text, (piece.start, piece.end), 0.8)
            sheet.kind = sheet.kind or ""
        else:
            left.append(piece)
    read_rest(sheet, left, host)
