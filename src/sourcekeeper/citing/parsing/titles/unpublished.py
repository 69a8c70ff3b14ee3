"""Interviews, letters, leaflets: a noun and a day, and no publisher. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.names import read_names
from sourcekeeper.citing.parsing.outlets import is_place, outlet_kind
from sourcekeeper.citing.parsing.words import FINITE, kind_of_noun
from sourcekeeper.citing.parsing.worksheet import Worksheet, tidy, trim
from sourcekeeper.model import Name, PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

_UNPUBLISHED = regex(
    r"^\W*(?:(?:the )?authors?(?:[’']s?)?\s(?:own\s)?)?"
    r"(?P<title>(?P<noun>entretiens?|interviews?|entrevistas?|intervist[ae]|lettres?|letters?|courriers?|"
    r"courriels?|e-?mails?|brief|cartas?|lettera|"
    r"conversations?|gespräch|telefoninterview|gesprek|colloquio|conversación|conversa|"
    r"communication personnelle|personal communication|tracts?|flugblatt|"
    r"(?P<answer>(?:freedom of information|foia?|right to information)\srequests?|"
    r"(?:(?:freedom of information|foia?|right to information)\s)?(?:responses?|repl(?:y|ies))|"
    r"réponses?(?:\sécrites?)?|demandes?\s(?:cada|d[’']accès(?:\saux\sdocuments(?:\sadministratifs)?)?)|"
    r"(?:schriftliche\s)?antwort|ifg-?(?:antwort|anfrage|auskunft)|w[ob]o[bv]?-(?:verzoek|besluit)|respuesta|risposta|resposta|antwoord))"
    r"(?:\s(?!mit)[a-zà-ÿ]{5,14})?\s(?:avec|a|al|with|by the authors? with|"
    r"des auteurs avec|mit|con|"
    r"com|met|de|du|from|an|to|à|vom|von|der|des|of|distribu\w+|menée?)\b[^\ue001(]*)",
    re.IGNORECASE,
)
_REFERENCE = regex(
    r",?\s(?:ref(?:erence)?|réf(?:érence)?|az|aktenzeichen|kenmerk)\b\.?:?\s(?:n[o°º]\.?\s)?(?P<number>[\w./-]*\d[\w./-]*)"
    r"|,\s(?:received|answered|dated|reçue?|datée?|beantwortet|erhalten|recibid[oa]|ricevut[oa]|ontvangen)\b.*$",
    re.IGNORECASE,
)
"""``…, ref. 1184/21, received``: how the one who answers numbers it, and what leads to its day."""
_INTERVIEWED = regex(
    r"^\W*(?P<name>[A-ZÀ-Þ][^,()\ue001]{3,60}),\s(?:interview|entretien|entrevista|intervista|gespräch)\b",
    re.IGNORECASE,
)
"""``John Fuller, interview with the author, Leeds``: who was asked stands first."""
_SENDER = regex(
    r"\b(?:from|de|du|von|vom|der|da)\s(?P<name>[^,(]+?)(?:\s(?:to|à|au|aux|an|a|al|alla|aan)\s|(?<=[^\W\d_])$)",
    re.IGNORECASE,
)
_ARTICLE = regex(r"^(?:l[’']|la |le |les |the |der |die |das |el |los |il |lo |gli |o |a |het |de )", re.IGNORECASE)
_CONDUCTED = regex(
    r",\s(?:menée?|conduite?|réalisée?|conducted|held|geführt|realizad[oa]|condott[ao])\b.*$", re.IGNORECASE
)


def read_unpublished(sheet: Worksheet, start: int) -> bool:
    """Read an interview, a letter, a leaflet: a noun, and no publisher."""
    if _read_post(sheet, start):
        return True
    if "URL" not in sheet.fields and _INTERVIEWED.match(sheet.flat[start:]):
        sheet.kind = "interview"  # names and place are read as of any other work
    match = _UNPUBLISHED.match(sheet.flat[start:])
    if match is None or "URL" in sheet.fields:
        return _read_leaflet(sheet, start)
    begin, end = start + match.start("title"), start + match.end("title")
    if match["answer"] and not _is_dated_answer(sheet, begin):
        return False  # Réponses aux critiques, Paris, Seuil, 2012
    if any(outlet_kind(part.strip()) for part in sheet.flat[begin:end].split(",")):
        return False  # Letter to the Editor, The Times
    conducted = _CONDUCTED.search(sheet.flat, begin, end)
    end = conducted.start() if conducted else end
    if reference := _REFERENCE.search(sheet.flat, begin, end):
        if reference["number"]:
            sheet.put("number", reference["number"], reference.span("number"), 0.8)
        end = reference.start()
    begin, end = trim(sheet.flat, begin, end)
    comma = sheet.flat.rfind(",", begin, end)
    if comma >= 0 and is_place(sheet.flat[comma + 1 : end].strip(" ,.")):
        sheet.put_text("publisher-place", comma + 1, end, 0.8)
        end = comma
    noun = fold(match["noun"])
    sheet.kind = kind_of_noun(noun) if kind_of_noun(noun) == "interview" else "personal_communication"
    if noun.startswith(("tract", "flugblatt")):
        sheet.kind = "pamphlet"
    sheet.put_text("title", begin, end, 0.8)
    sender = _SENDER.search(sheet.flat, begin, end) if sheet.kind == "personal_communication" else None
    if sender:
        names = read_names(_ARTICLE.sub("", sender["name"]), language=sheet.language)
        value = names.names if names else (Name(literal=tidy(sender["name"])),)
        sheet.put("author", value, sender.span("name"), 0.7)
    return True


_MOST_WORDS_TO_DAY = 2
"""``, reçue le 3 juin``: between the sign and the day."""


def _is_dated_answer(sheet: Worksheet, begin: int) -> bool:
    """Whether a day stands behind a sign and no verb before it: an answer that is cited, not one that is told of."""
    issued = sheet.fields.get("issued")
    if issued is None or issued.span is None or not isinstance(issued.value, PartialDate):
        return False
    before = sheet.layout.flat[sheet.start + begin : issued.span[0]]
    words = before[max(before.rfind(","), before.rfind("(")) + 1 :].split()
    is_set_off = len(words) <= _MOST_WORDS_TO_DAY and len(words) < len(before.split())
    return len(issued.value.start) == 3 and is_set_off and FINITE.isdisjoint(before.split())


_POST = regex(
    r"^\W*(?P<noun>tweets?|toot|pouet|thread|fil twitter|hilo|post|message|publication|statut)\s"
    r"(?:(?:de |d[’']|by |von |di |del |van |par )(?P<name>@[\w.]+|[A-ZÀ-Þ][^,.:;\ue001()]{2,50}?)"
    r"(?=\s(?:sur|on|auf|en|su|op|in)\s|\s?[,.:;(]|\s?\ue001|$))",
    re.IGNORECASE,
)
_PLATFORM = regex(
    r"\b(?:sur|on|auf|en|su|op|in)\s(?P<name>X|Twitter|Facebook|Mastodon|Bluesky|LinkedIn|Instagram|TikTok|Telegram)\b"
)


_TITLE_OF_POST = regex(
    r"\W*(?P<name>[^:«»“”\"\ue000\ue001]{2,60}?)\s(?:on|sur|auf|en|su|op|no|på)\s(?P<platform>X|Twitter)\s?:\s"
    r"[«“„\"](?P<text>[^\ue000\ue001]{2,400}?)[»”“\"]\s/\s(?:X|Twitter)"
)
"""``Name on X: "Text" / X``: what browsers call the page of a post."""


def _read_title_of_post(sheet: Worksheet, start: int) -> bool:
    match = _TITLE_OF_POST.match(sheet.flat, start) if " / " in sheet.flat else None
    names = read_names(match["name"], language=sheet.language) if match else None
    if match is None or names is None:
        return False
    sheet.kind = "post"
    sheet.put("author", names.names, match.span("name"), 0.9)
    sheet.put_text("title", *match.span("text"), 0.9)
    sheet.put("container-title", match["platform"], match.span("platform"), 0.9)
    return True


def _read_post(sheet: Worksheet, start: int) -> bool:
    """``Tweet de @Place, 3 juillet 2023``; ``Message de Nadia Ferhat sur Facebook``."""
    if _read_title_of_post(sheet, start):
        return True
    match = _POST.match(sheet.flat[start:])
    if match is None:
        return False
    span = start + match.start("name"), start + match.end("name")
    name = sheet.original(*span)
    names = read_names(name, language=sheet.language)
    if names is None or ("URL" in sheet.fields and sheet.kind != "post"):
        return False
    sheet.kind = "post"
    sheet.put("author", names.names, span, 0.8)
    platform = _PLATFORM.search(sheet.flat, span[1])
    if platform:
        sheet.put("container-title", platform["name"], platform.span("name"), 0.9)
    elif match["noun"].lower().startswith(("tweet", "fil twitter")):
        sheet.put("container-title", "Twitter", (start + match.start("noun"), start + match.end("noun")), 0.7)
    return True


_LEAFLET = regex(
    r"(?:^|[,.]\s)(?P<title>(?:tract|brochure|flugblatt|leaflet|flyer|folleto|"
    r"affiche)\b[^\ue001]*?distribu\w+\s[^,.\ue001]*)",
    re.IGNORECASE,
)


def _read_leaflet(sheet: Worksheet, start: int) -> bool:
    """Read ``Collectif X, Tract distribué le …``: the day belongs to the title, so the sheet's text is asked again."""
    if "distribu" not in sheet.lowered or "URL" in sheet.fields:
        return False
    unread = sheet.layout.flat[sheet.start : sheet.end]
    match = _LEAFLET.search(unread, start)
    if match is None:
        return False
    begin, end = trim(unread, *match.span("title"))
    sheet.kind = "pamphlet"
    sheet.put("title", tidy(sheet.original(begin, end)), (begin, end), 0.7)
    left, right = trim(sheet.flat, start, match.start())
    names = read_names(sheet.original(left, right), language=sheet.language) if right > left else None
    if names:
        sheet.put("author", names.names, (left, right), 0.8)
    return True
