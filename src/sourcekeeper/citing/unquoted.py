"""Citations whose title stands without quotation marks: books, reports, papers, posts, bare addresses. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sourcekeeper.citing.figures import is_taken
from sourcekeeper.citing.labels import read_label
from sourcekeeper.citing.names import Names, is_body, is_person_like, read_names
from sourcekeeper.citing.outlets import is_academic, is_place, is_press_like, is_publisher, outlet_kind
from sourcekeeper.citing.tail import Piece, pieces, read_book_around, read_credits, read_imprint, read_rest
from sourcekeeper.citing.unpublished import read_unpublished
from sourcekeeper.citing.words import IN_CONTAINER, kind_of_noun
from sourcekeeper.citing.worksheet import Worksheet, tidy, trim
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

_JOINED = regex(r"\s(?:et|and|und|y|e|en|&|/)\s|;|\bal\.")
_COLON_LANGUAGES = ("de", "nl")
_FIRST_SENTENCE = regex(r"(?:(?<=[^\W\d_]{2})|(?<=[)»”]))\.\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Head:
    """Authors at the beginning of a citation and where the title begins."""

    names: Names
    start: int
    end: int
    title_start: int


def read_unquoted(sheet: Worksheet, start: int, host: str) -> None:
    """Read authors, title and imprint of a citation without a quoted title, dates and pages already taken."""
    if read_unpublished(sheet, start):
        return
    read_credits(sheet, start)
    imprint = read_imprint(sheet, start, allow_bare_publisher="URL" not in sheet.fields)
    first_end = _first_stretch_end(sheet, start)
    if (
        sheet.addresses
        and imprint is None
        and "issued" not in sheet.fields
        and read_label(sheet, start, first_end, host)
    ):
        return
    if sheet.kind == "post" and read_label(sheet, start, first_end, host):
        return
    head = None if sheet.is_by_same_author else _authors(sheet, start, first_end, host)
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
    listed = sheet.flat[begin : match.start()]
    if (
        ":" in match.group()
        and "," in listed
        and not _JOINED.search(listed)
        and sheet.language not in _COLON_LANGUAGES
    ):
        # Name, Title: Subtitle; only Germans and Dutch put a colon behind a list of names.
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
        if best is not None and not _JOINED.search(part) and not _leaves_a_title(sheet, comma + 1, end):
            break
        if names and (best is None or names.are_persons):
            best = _Head(names, begin, comma, comma + 1)
        elif best is None and len(part.split()) > 1:
            break
        previous = comma + 1
    return best


def _leaves_a_title(sheet: Worksheet, start: int, end: int) -> bool:
    """Whether a title can follow: in ``Surveillance Capitalism, Verso`` what looks like a name is the title."""
    following = pieces(sheet, start, end)
    return bool(following) and len(following[0].text.split()) >= 3 and not is_publisher(following[0].text)


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
    if book and (book.group().lstrip()[:1].isupper() or ":" in book.group()):
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
    title, rest = _title_and_rest(
        parts,
        later,
        has_imprint=has_imprint,
        is_dotted="author" in sheet.fields,
        is_numbered="volume" in sheet.fields,
    )
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
    parts: list[Piece], later: list[Piece], *, has_imprint: bool, is_dotted: bool, is_numbered: bool
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
    if last.before == "." and is_dotted and (is_numbered or is_academic(last.text) or is_press_like(last.text)):
        return parts[:-1], [last, *later]
    return parts, later


def _is_certain(piece: Piece) -> bool:
    if piece.before == ":":
        return False
    return is_place(piece.text) or is_publisher(piece.text) or bool(outlet_kind(piece.text))


def _can_be_publisher(piece: Piece) -> bool:
    return piece.text[0].isupper() and len(piece.text.split()) <= 5


def _is_known(piece: Piece) -> bool:
    """Whether a piece is a place, a kind of thing or a periodical, so no publisher."""
    text = piece.text
    return is_place(text) or is_press_like(text) or is_academic(text) or bool(kind_of_noun(fold(text)))


def _place_imprint(sheet: Worksheet, rest: list[Piece], host: str) -> None:
    """Give place and publisher their fields; everything else as behind a quoted title."""
    left: list[Piece] = []
    is_book = "URL" not in sheet.fields and not any(
        name in sheet.fields for name in ("volume", "issue", "container-title")
    )
    for index, piece in enumerate(rest):
        beside = [rest[i] for i in (index - 1, index + 1) if 0 <= i < len(rest)]
        if (
            "publisher" not in sheet.fields
            and any(is_place(other.text) for other in beside)
            and _can_be_publisher(piece)
            and not is_place(piece.text)
        ):
            sheet.put("publisher", piece.text, (piece.start, piece.end), 0.8)
        elif is_book and _can_be_publisher(piece) and not _is_known(piece):
            sheet.put("publisher", piece.text, (piece.start, piece.end), 0.7)
        else:
            left.append(piece)
    read_rest(sheet, left, host)
