"""Citations whose title stands in quotation marks. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.names import is_body, is_person_like, read_names
from sourcekeeper.citing.outlets import outlet_kind
from sourcekeeper.citing.quotes import Quoted, find_quoted
from sourcekeeper.citing.tail import pieces, read_book_around, read_credits, read_imprint, read_rest
from sourcekeeper.citing.words import LEAD_IN, kind_of_noun
from sourcekeeper.citing.worksheet import TAKEN, Worksheet, tidy, trim
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

_TITLE_FOLLOWS = regex(rf"(?:^|[.,:;)\]–—{TAKEN}])\s*$")
_SERIES_FOLLOWS = regex(r"\b(?:coll\.|collection|reihe|colección|collana|series)\s*$", re.IGNORECASE)
_NAMING_NOUN = regex(
    r"\b(?:article|note|intitulée?|titrée?|titled|entitled|called|titel|titulad[oa]|intitolat[oa]|chapitre|"
    r"chapter|kapitel|dossier|podcast|"
    r"série|serie|page|texte|tribune|enquête|billet|émission|reportage|post|thread|film|documentaire|vidéo|video|"
    r"brochure|rapport|report)\s*$",
    re.IGNORECASE,
)
_TITLE_ENDS = regex(
    rf"\s*(?:$|[.,;:()\[<{TAKEN}–—-]|(?:in|dans|en|em|sur|on|auf|par|by|via|chez|de)\s)", re.IGNORECASE
)
_CHANNEL = regex(
    r"(?:chaîne|channel|kanal|canal|canale|kanaal)\s(?:(?:YouTube|Vimeo|PeerTube|Dailymotion)\s)?(?:de |of |"
    r"von )?[«“\"‘']?\s?(?P<name>[^«»“”\",.\ue001]{2,60}?)\s?[»”\"’']?(?=[,.;\ue001]|$)",
    re.IGNORECASE,
)


def title_quote(sheet: Worksheet) -> Quoted | None:
    """Return the quotation that is a title: it stands after a separator or a naming noun, and is followed by one."""
    for quoted in find_quoted(sheet.flat):
        before = sheet.flat[: quoted.start]
        if quoted.inner_end - quoted.inner_start < 2:
            continue
        if _SERIES_FOLLOWS.search(before[-16:]):
            continue
        starts = _TITLE_FOLLOWS.search(before[-12:]) or _NAMING_NOUN.search(before[-20:])
        lead = _ends_with_lead_in(before)
        # American printers set the comma inside: “Title,” Journal.
        ends = sheet.flat[quoted.inner_end - 1] in ",." or _TITLE_ENDS.match(sheet.flat, quoted.end)
        if (starts or lead) and ends:
            return quoted
    return None


def _ends_with_lead_in(before: str) -> bool:
    return any(not before[match.end() :].strip() for match in LEAD_IN.finditer(before, max(0, len(before) - 60)))


def read_quoted(sheet: Worksheet, quoted: Quoted, host: str) -> int:
    """Read title and authors; return where the rest of the citation begins."""
    title = tidy(sheet.original(quoted.inner_start, quoted.inner_end))
    if title.endswith(",") or (title.endswith(".") and not title.endswith("..")):
        title = title[:-1].rstrip()
    if title.count("«") > title.count("»"):
        # French prints one closing mark for two that coincide.
        title += " »"
    sheet.put("title", title, (quoted.inner_start, quoted.inner_end), 1.0 if quoted.is_whole else 0.9)
    sheet.take(quoted.start, quoted.end)
    start, genre = body_start(sheet.flat, quoted.start)
    if genre:
        sheet.kind = sheet.kind or kind_of_noun(fold(genre))
        if sheet.kind in ("pamphlet", "report", "thesis"):
            sheet.put("genre", genre, None, 0.8)
    _read_authors(sheet, start, quoted.start, host)
    return quoted.end


def body_start(flat: str, limit: int) -> tuple[int, str]:
    """Return where a citation begins behind prose and lead-in, and the lead-in's noun (``voir la brochure :``)."""
    start, genre = 0, ""
    for match in LEAD_IN.finditer(flat, 0, limit):
        is_first = not flat[: match.start()].strip(" .,;:(«—–" + TAKEN)
        # In the middle of a sentence only a comma, a full stop or a colon makes it a lead-in.
        if not is_first and flat[: match.start()].rstrip()[-1:] not in ".,:;(—–":
            continue
        start = match.end()
        colon = flat.find(":", start, limit)
        noun = flat[start:colon].strip() if colon >= 0 else ""
        # With nothing but an address behind the colon, the words are all there is of a title.
        says_more = limit < len(flat) or any(char.isalnum() for char in flat[colon + 1 :])
        is_noun = bool(noun) and "," not in noun and len(noun.split()) <= 4 and bool(kind_of_noun(fold(noun)))
        if is_noun and says_more:
            genre = re.sub(
                r"^(?:l[’']|le |la |les |the |der |die |das |el |los |il |lo |o |a |het |de |notre |leur |this |"
                r"ce |cette )",
                "",
                tidy(noun),
                flags=re.IGNORECASE,
            )
            start = colon + 1
    return start, genre


def _read_authors(sheet: Worksheet, start: int, end: int, host: str) -> None:
    begin, stop = trim(sheet.flat, start, end)
    if begin >= stop:
        return
    noun = _NAMING_NOUN.search(sheet.flat[begin:stop])
    if noun:
        sheet.kind = sheet.kind or kind_of_noun(fold(noun.group()))
        begin, stop = trim(sheet.flat, begin, begin + noun.start())
    # Prose in front of the author is left behind sentence by sentence.
    candidates = [begin] + [
        match.end() for match in re.finditer(r"(?<=[\w)»”])\.\s+(?=[A-ZÀ-Þ])|\s?:\s", sheet.flat[begin:stop])
    ]
    for offset in candidates[:1] + [begin + at for at in candidates[1:]]:
        left, right = trim(sheet.flat, offset, stop)
        text = tidy(sheet.original(left, right)) if right > left else ""
        if not text or len(text) > 250:
            continue
        names = read_names(text, host=host, language=sheet.language, is_outlet=bool(outlet_kind(text)))
        if names is None or (not names.are_persons and _is_prose(text)):
            continue
        sheet.put(
            "editor" if names.are_editors else "author",
            names.names,
            (left, right),
            0.95 if names.are_persons else 0.85,
        )
        return


def _is_prose(text: str) -> bool:
    """Whether a text that is no list of persons is too long or too wordy to be a body's name."""
    words = text.split()
    return (
        len(words) > 12
        or (text[0].islower() and not is_person_like(text))
        or (". " in text and not is_body(text.rsplit(". ", maxsplit=1)[-1]))
    )


def read_after(sheet: Worksheet, start: int, host: str) -> None:
    """Read what stands behind a quoted title: book or journal around it, imprint, names."""
    read_credits(sheet, start)
    channel = _CHANNEL.search(sheet.flat, start)
    if channel:
        names = read_names(channel["name"], host=host)
        if names:
            sheet.put("author", names.names, channel.span("name"), 0.8)
            sheet.kind = sheet.kind or "motion_picture"
        sheet.take(*channel.span())
    start = read_book_around(sheet, start, after_quote=True)
    _read_italic_container(sheet, start)
    read_imprint(sheet, start, allow_bare_publisher=False)
    read_rest(sheet, pieces(sheet, start, len(sheet.flat)), host)


def _read_italic_container(sheet: Worksheet, start: int) -> None:
    for begin, end in sheet.emphasised:
        text = tidy(sheet.original(begin, end)).strip(" .,")
        if (
            begin >= start
            and len(text) > 1
            and TAKEN not in sheet.flat[begin:end]
            and fold(text) not in ("in", "et al", "ibid", "op. cit")
        ):
            sheet.put_text("container-title", begin, end)
            sheet.take(begin, end)
            return
