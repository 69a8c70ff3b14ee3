"""Citations whose title stands in quotation marks. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.bodies import is_person_like, says_body
from sourcekeeper.citing.parsing.figures.issued import read_issued, read_issued_before
from sourcekeeper.citing.parsing.figures.numbers import whole_range
from sourcekeeper.citing.parsing.names import read_names
from sourcekeeper.citing.parsing.openings import body_start
from sourcekeeper.citing.parsing.outlets import is_place, is_publisher, outlet_kind, outlet_named
from sourcekeeper.citing.parsing.quotes import Quoted, find_quoted
from sourcekeeper.citing.parsing.titles.pieces import Piece, pieces
from sourcekeeper.citing.parsing.titles.readings import best_authors, put_names
from sourcekeeper.citing.parsing.titles.rest import read_rest
from sourcekeeper.citing.parsing.titles.tail import read_book_around, read_credits, read_imprint
from sourcekeeper.citing.parsing.titles.telling import genre_kind, read_agency
from sourcekeeper.citing.parsing.words import LEAD_IN, has_any, kind_of_noun, with_article
from sourcekeeper.citing.parsing.worksheet import TAKEN, Worksheet, tidy, trim
from sourcekeeper.model import Name
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, word_set

_TITLE_FOLLOWS = regex(rf"(?:^|[.,:;)\]–—{TAKEN}])\s*$")
_VERSUS = (" c. ", " v. ", " vs ", " vs. ", " c/ ", " gegen ", " contre ", " contra ")
"""Behind it stands a party to a case."""
_SERIES_WORDS = ("coll.", "collection", "reihe", "colección", "collana", "series")
_SERIES_FOLLOWS = regex(rf"\b(?:{'|'.join(map(re.escape, _SERIES_WORDS))})\s*$", re.IGNORECASE)
_NAMING_NOUNS = word_set(
    "article note tract flugblatt leaflet flyer folleto affiche communiqué lettre discours pétition tweet toot",
    "épisode episode folge puntata episodio episódio intitulé intitulée titré titrée titled entitled called titel",
    "titulado titulada intitolato intitolata chapitre chapter kapitel rubrique rubrik sezione sección",
    "base fichier dataset datensatz database tableau carte karte mapa databank",
    "secção rubriek onglet dossier podcast série serie page texte tribune",
    "enquête billet émission reportage post thread film documentaire vidéo video brochure rapport report",
)
"""Behind such a word stands the title of what it names: ``dans la brochure « … »``."""
_LONGEST_NOUN = 20
"""Characters that such a word fits in, spaces behind it included."""
_NO_WORD = regex(r"\W+")
_TITLE_ENDS = regex(
    rf"\s*(?:$|[.,;:()\[<{TAKEN}–—-]|(?:in|dans|en|em|sur|on|auf|par|by|via|chez|de)\s)", re.IGNORECASE
)
_EPISODE = regex(
    r",\s(?:épisode|episode|ép\.|ep\.|folge|puntata|episodio|episódio|aflevering)\s(?:n°\s?|nr\.\s)?\d+", re.IGNORECASE
)
_EPISODE_ENDS = regex(
    r"\b(?:épisode|episode|ép\.|ep\.|folge|puntata|episodio|episódio|aflevering)\s(?:n°\s?)?\d+\s?:?\s*$",
    re.IGNORECASE,
)
_PROGRAMME_BEHIND = regex(
    r"\s?,\s(?:émission|podcast|sendung|programme|programa|trasmissione|série|(?:l[’'])?épisode|episode|folge|puntata|"
    r"episodio|episódio|aflevering)\b[^«“„\"]{0,60}[«“„\"]",
    re.IGNORECASE,
)
_LONGEST_HEAD = 400
"""Characters before a title in which its authors are looked for."""
_TITLE_GOES_ON = regex(r":\s(?=[A-ZÀ-Þ][^\W\d_]+\s)|[^\S\n]:\s(?=[A-ZÀ-Þ][^\W\d_]+\s[^\ue001]{10,})")
_OSCOLA_MEDIUM = regex(r"\s[A-Z][^\W\d_]*(?:\s[A-Z&][\w’']*|\sof){0,4}\s\(")
"""‘Title’ The Guardian (London, 14 May 2019): OSCOLA sets no comma before a paper."""
_CHANNEL = regex(
    r"(?:chaîne|channel|kanal|canal|canale|kanaal)\s(?:(?:YouTube|Vimeo|PeerTube|Dailymotion)\s)?(?:de |of |"
    r"von )?[«“\"‘']?\s?(?P<name>[^«»“”\",.\ue001]{2,60}?)\s?[»”\"’']?(?=[,.;\ue001]|$)",
    re.IGNORECASE,
)


_CHANNEL_WORDS = ("cha", "kanal", "canal", "kanaal")
"""One of them stands in every match of `_CHANNEL`."""


def title_quote(sheet: Worksheet) -> Quoted | None:
    """Return the quotation that is a title: it stands after a separator or a naming noun, and is followed by one."""
    for quoted in find_quoted(sheet.flat):
        before = sheet.flat[: quoted.start]
        if quoted.inner_end - quoted.inner_start < 2 or before.endswith(_VERSUS):
            continue
        if before.rstrip().lower().endswith(_SERIES_WORDS) and _SERIES_FOLLOWS.search(before[-16:]):
            continue
        if _PROGRAMME_BEHIND.match(sheet.flat, quoted.end):
            # « Secrets d’info », émission du 7 mai 2022 : « Fichés dès l’enfance »
            sheet.put_text("container-title", quoted.inner_start, quoted.inner_end, 0.8)
            sheet.kind = sheet.kind or "broadcast"
            sheet.take(quoted.start, quoted.end)
            continue
        if _is_medium(sheet, quoted):
            sheet.put_text("container-title", quoted.inner_start, quoted.inner_end, 0.9)
            sheet.take(quoted.start, quoted.end)
            return None
        if _is_named_medium(sheet, quoted):
            sheet.put_text("container-title", quoted.inner_start, quoted.inner_end, 0.8)
            sheet.take(quoted.start, quoted.end)
            return None
        if _is_series(sheet, quoted):
            sheet.put_text("collection-title", quoted.inner_start, quoted.inner_end, 0.7)
            sheet.take(quoted.start, quoted.end)
            return None
        starts = (
            _TITLE_FOLLOWS.search(before[-12:])
            or _naming_noun(before)
            or _EPISODE_ENDS.search(before[-30:])
            or (before[-1:] == " " and _is_naming(before))
        )
        # American printers set the comma inside: “Title,” Journal.
        ends = (
            sheet.flat[quoted.inner_end - 1] in ",."
            or _TITLE_ENDS.match(sheet.flat, quoted.end)
            or _OSCOLA_MEDIUM.match(sheet.flat, quoted.end)
        )
        if ends and (starts or _ends_with_lead_in(before)):
            # “Eyes Everywhere”: Police Drones: a quotation inside the title.
            return None if _TITLE_GOES_ON.match(sheet.flat, quoted.end) else quoted
    return None


_JOINED = regex(r"(?<![lL])[’']")


def _naming_noun(before: str) -> str:
    """Return the noun a text ends in that names a kind of thing, with the spaces behind it, or nothing."""
    end = before[-_LONGEST_NOUN:]
    word = end.rstrip().rpartition(" ")[2]
    if not word.isalpha():
        if word[-1:].isalpha() and _JOINED.search(word):
            return ""  # Complément d’enquête
        word = _NO_WORD.split(word)[-1]
    return end[end.rindex(word) :] if word.lower() in _NAMING_NOUNS else ""


def _is_medium(sheet: Worksheet, quoted: Quoted) -> bool:
    """``Name, Title, «Il Post», 3 marzo 2020``: Italians quote the medium, not the title."""
    if not 0 < quoted.start <= _LONGEST_HEAD or sheet.flat[quoted.start] != "«":
        return False
    if outlet_kind(sheet.flat[quoted.inner_start : quoted.inner_end]):
        return bool(pieces(sheet, 0, quoted.start))
    if sheet.language != "it":
        return False
    start = body_start(sheet.flat, quoted.start)[0]
    before = pieces(sheet, start, quoted.start)
    if len(before) < 2 or len(before[-1].text.split()) < 3:
        return False
    names = read_names(sheet.original(start, quoted.start).strip(" ,"), language=sheet.language)
    return names is None or len(names.names) < 2  # else all that stands before is who wrote it


def _is_series(sheet: Worksheet, quoted: Quoted) -> bool:
    """``Name, Title, Marseille, Agone, « Contre-feux », 2018``: the series stands behind the publisher."""
    if sheet.addresses or not 0 < quoted.start <= _LONGEST_HEAD:
        return False
    before = pieces(sheet, 0, quoted.start)
    return len(before) >= 4 and any(is_place(piece.text) or is_publisher(piece.text) for piece in before[-2:])


_MEDIUM_NOUNS = (
    "blog ", "blogs ", "revue ", "revista ", "rivista ", "journal ", "magazine ", "newsletter ", "site ",
    "zeitschrift ", "tijdschrift ",
)  # fmt: skip
"""One of them ends every match of `_MEDIUM_NOUN`."""
_MEDIUM_NOUN = regex(
    r"(?:^|\W)(?:blogs?|weblog|revue|revista|rivista|journal|magazine|newsletter|site|zeitschrift|tijdschrift)\s$",
    re.IGNORECASE,
)


def _is_named_medium(sheet: Worksheet, quoted: Quoted) -> bool:
    """``Name (2020). Title. Blog « Carnet de rue »``: the noun says that it is where the title stands."""
    if not 0 < quoted.start <= _LONGEST_HEAD:
        return False
    if not sheet.lowered.endswith(_MEDIUM_NOUNS, max(0, quoted.start - 14), quoted.start) or not _MEDIUM_NOUN.search(
        sheet.flat, max(0, quoted.start - 14), quoted.start
    ):
        return False
    before = pieces(sheet, body_start(sheet.flat, quoted.start)[0], quoted.start)
    return len(before) > 2 and any(date.end < quoted.start for date in sheet.dates())


def _is_naming(before: str) -> bool:
    """Whether the last word before a quotation names a kind of thing: ``Documental «Nunca solos»``."""
    word = before[-40:].split()[-1:]
    return bool(word) and bool(kind_of_noun(fold(word[0])))


def _ends_with_lead_in(before: str) -> bool:
    return any(not before[match.end() :].strip() for match in LEAD_IN.finditer(before, max(0, len(before) - 60)))


def read_quoted(sheet: Worksheet, quoted: Quoted, host: str) -> int:
    """Read title and authors; return where the rest of the citation begins."""
    if not quoted.is_whole and not quoted.start:
        quoted = _behind_names(sheet, quoted)
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
    read_issued_before(sheet, start, quoted.start, quoted.end)
    _read_before(sheet, start, quoted.start, host)
    return quoted.end


_FIRST_NAMES = regex(r"\s*(?P<name>[^,.:;«»“”\"]{3,60}),\s")


def _behind_names(sheet: Worksheet, quoted: Quoted) -> Quoted:
    """``Véase Ana Ruiz, El algoritmo», El País``: where the opening mark is lost, the title begins behind the name."""
    start, _ = body_start(sheet.flat[: quoted.inner_end], quoted.inner_end)
    first = _FIRST_NAMES.match(sheet.flat, start, quoted.inner_end)
    begin = first.end() if first and is_person_like(first["name"].strip()) else start
    return Quoted(begin, quoted.end, begin, quoted.inner_end, is_whole=False) if begin else quoted


def _read_before(sheet: Worksheet, start: int, end: int, host: str) -> None:
    """Read what stands before a quoted title: authors, sometimes genre, agency or medium."""
    begin, stop = trim(sheet.flat, max(start, end - _LONGEST_HEAD), end)
    if noun := _naming_noun(sheet.flat[begin:stop]):
        sheet.kind = sheet.kind or kind_of_noun(fold(noun))
        stop -= len(noun)
    if begin >= stop:
        return
    if episode := _EPISODE.search(sheet.flat, begin, stop):
        # Reply Hazy, episode 41, “The Doorbell”: the programme, then the episode.
        sheet.kind = sheet.kind or "broadcast"
        named = pieces(sheet, begin, episode.start())
        if named:
            sheet.put("container-title", named[-1].text, (named[-1].start, named[-1].end), 0.8)
        stop = named[-1].start if named else begin
    if begin >= stop:
        return
    if _read_issue_before(sheet, begin, stop):
        return
    parts = _joined_bodies(sheet, [piece for piece in pieces(sheet, begin, stop) if not read_agency(sheet, piece)])
    if _read_programme(sheet, parts, end):
        return
    head = best_authors(sheet, parts, host)
    if head is not None:
        put_names(sheet, head.names, head.span)
        parts = parts[: head.start] + parts[head.stop :]
    elif (body := _BODY_OF_WORK.match(sheet.flat[begin:stop])) and _issues(body):
        span = begin + body.start("name"), begin + body.end("name")
        sheet.put("author", (Name(literal=tidy(sheet.original(*span))),), span, 0.7)
        sheet.kind = sheet.kind or kind_of_noun(fold(body["noun"]))
    elif author := _CREDITED.search(sheet.original(begin, stop)):
        names = read_names(author["name"], language=sheet.language)
        if names and names.are_persons:
            sheet.put("author", names.names, (begin + author.start("name"), begin + author.end("name")), 0.7)
        if medium := outlet_named(sheet.original(begin, stop)):
            name, at, end = medium
            sheet.put("container-title", name, (begin + at, begin + end), 0.7)
            read_issued(sheet, begin + end)
    for index, piece in enumerate(parts[:-1]):
        if genre_kind(parts[index + 1].text) == "broadcast":  # Breitband, Sendung vom 13.3.2021
            sheet.put("container-title", piece.text, (piece.start, piece.end), 0.7)
    read_rest(sheet, [piece for piece in parts if outlet_kind(piece.text) or genre_kind(piece.text)], host)


def _joined_bodies(sheet: Worksheet, parts: list[Piece]) -> list[Piece]:
    """Join what a comma parts in one body's name: ``Conseil économique, social et environnemental``."""
    joined: list[Piece] = []
    for piece in parts:
        last = joined[-1] if joined else None
        goes_on = piece.before == "," and piece.text[0].islower() and _ADJECTIVES.match(piece.text) is not None
        if last is not None and goes_on and says_body(last.text) and not genre_kind(piece.text):
            text = tidy(sheet.original(last.start, piece.end))
            joined[-1] = Piece(last.start, piece.end, text, last.before)
        else:
            joined.append(piece)
    return joined


_ADJECTIVES = regex(r"[^\W\d_]{4,}\s(?:et|and|und|y|e|en)\s[^\W\d_]{4,}(?:\s[^\W\d_]+){0,3}$")

_ISSUE_BEFORE = regex(
    r"(?P<name>[A-ZÀ-Þ][^,«»“”]{2,60}),\s(?:n[o°º]s?\s?|nr\.\s?|núm\.\s?|no\.\s|issue\s|Heft\s|H\.\s)"
    r"(?P<issue>\d{1,4}(?:\s?[-–/]\s?\d{1,4})?)(?:,?\s[^«»“”,]{0,40})?[,:]?\s*$"
)


def _read_issue_before(sheet: Worksheet, begin: int, stop: int) -> bool:
    """``Revue dessinée (La), n° 38, hiver 2022, « Titre »``: the magazine and its issue stand before the title."""
    match = _ISSUE_BEFORE.match(sheet.flat[begin:stop])
    if match is None or is_person_like(match["name"]):
        return False
    name = begin + match.start("name"), begin + match.end("name")
    sheet.put("container-title", with_article(tidy(sheet.original(*name))), name, 0.8)
    sheet.put("issue", whole_range(match["issue"]), (begin + match.start("issue"), begin + match.end("issue")), 0.9)
    for date in sheet.dates(begin):
        if date.end <= stop and "issued" not in sheet.fields:
            sheet.put("issued", date.value, (date.start, date.end), 0.9)
    sheet.take(begin, stop)
    return True


def _read_programme(sheet: Worksheet, parts: list[Piece], title_end: int) -> bool:
    """``Complément d’enquête, « Titre », France 2``: before a station, a name is the programme."""
    if len(parts) != 1 or is_person_like(parts[0].text) or not sheet.flat[title_end:].strip(" .," + TAKEN):
        return False
    name = parts[0]
    is_name = name.text[0].isupper() and len(name.text.split()) <= 6 and not name.text.isupper()
    if not is_name or says_body(name.text) or outlet_kind(name.text) or genre_kind(name.text):
        return False
    names = read_names(name.text, language=sheet.language)
    if names is not None and len(names.names) > 1 and names.are_persons:
        return False
    if not any(outlet_kind(piece.text) == "broadcast" for piece in pieces(sheet, title_end, len(sheet.flat))):
        return False
    sheet.put("container-title", name.text, (name.start, name.end), 0.8)
    sheet.kind = sheet.kind or "broadcast"
    return True


def _issues(match: re.Match[str]) -> bool:
    """Whether the name behind a work's noun is a body's: one that says so, or whoever gave a release to the press."""
    name, noun = match["name"], fold(match["noun"].strip())
    return says_body(name) or (kind_of_noun(noun) == "webpage" and not _DATED_NAME.search(name))


_DATED_NAME = regex(r"\d|\ue001")

_BODY_OF_WORK = regex(
    r"(?:l[’']|le |la |les |un |une |the |an? |der |die |das |den |el |il |lo |o |a |het )?"
    r"(?P<noun>[^\W\d_]+(?:\s(?:de\s)?(?:presse|prensa|stampa|imprensa))?)\s"
    r"(?:du|de la|de l[’']|des|de|d[’']|of the|of|by the|by|der|des|von|vom|del|della|dell[’']|di|do|da|van|van de)"
    r"(?:\s|(?<=[’']))(?P<name>(?-i:[A-ZÀ-Þ])[^,;:«»“”]{2,80}?)\s?[,:]?\s?$",
    re.IGNORECASE,
)
"""``le rapport de la Défenseure des droits, « Titre »``."""
_CREDITED = regex(
    r"(?:\b(?:de|par|by|von|di|por|van|of)\s|d[’']|^|\s)(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s(?:de\s|du\s|von\s|"
    r"van\s|di\s|la\s)*[A-ZÀ-Þ][\w’'-]+){1,2})"
)
"""A person's name in running text: ``dans son billet, comme l’écrit Anne Martin``."""


def read_after(sheet: Worksheet, start: int, host: str) -> None:
    """Read what stands behind a quoted title: book or journal around it, imprint, names."""
    read_credits(sheet, start)
    channel = _CHANNEL.search(sheet.flat, start) if has_any(sheet.lowered, _CHANNEL_WORDS) else None
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
