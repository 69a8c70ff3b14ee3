"""Laws, decrees, codes and bylaws: they have a number and a day instead of an author. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.abnt import read_ruling_of_land
from sourcekeeper.citing.parsing.bodies import is_body
from sourcekeeper.citing.parsing.figures.figures import read_pages
from sourcekeeper.citing.parsing.figures.issued import read_day_of_numbered_year, read_issued
from sourcekeeper.citing.parsing.law.american import read_american
from sourcekeeper.citing.parsing.law.official import read_official
from sourcekeeper.citing.parsing.law.rulings import read_ruling
from sourcekeeper.citing.parsing.words import has_any
from sourcekeeper.citing.parsing.worksheet import TAKEN, Worksheet, tidy
from sourcekeeper.model import Name
from sourcekeeper.patterns import regex

_ARTICLES = r"(?:l[’']|le |la |les |the |el |il |lo |das |die |der |o |a |de |het )?"
_ACTS = (
    # French: a kind of act, and a number, a day or an adjective behind it.
    r"(?:projet de |proposition de )?(?:loi|décret|arrêté|ordonnance|circulaire|règlement|directive|délibération|"
    r"instruction|décision(?:-cadre)?)s?(?=\s(?:n[o°º]|du\s\d|(?:NOR\s?:?\s?)?(?-i:[A-Z]{4}\d{7}[A-Z])\b|organique|"
    r"constitutionnelle|\(|[\w’' -]{0,60}n[o°º]|"
    r"(?:ministérielle|municipal|préfectoral|interministériel)))",
    r"(?:arr|décr|ord|circ|règl|instr)\.(?:\s[^\W\d_]{2,7}\.)?(?=\s(?:n[o°º]|du\s\d))",
    r"(?!article 19,\s(?-i:[A-ZÀ-Þ«“‘]))art(?:icles?|igos?|ículos?|icol[oi]|\.)\s(?:premier|\d|[LRDA]\.?\s?\d)",
    r"code\s(?:de|du|des|pénal|civil|électoral)",
    # Spanish, Italian, Portuguese
    r"(?:real decreto(?:-ley)?|ley(?: orgánica| foral)?|reglamento|directiva|decreto(?:-legge|-lei|-ley|"
    r" legislativo)?|legge|"
    r"d\.\s?lgs\.|d\.l\.|l\.|lei(?: complementar)?|portaria|ordenanza(?:\smunicipal)?|orden)\s(?:n[.úuº°o]|n\.º|"
    r"\d|\(|del?\s\d)",
    # the North and the East
    r"(?:\w+)?(?:lag|förordning|balk)(?:en)?\s\(\d{4}:\d+\)|(?:lov|bekendtgørelse|forskrift)\s(?:nr\.?\s?\d|(?:av\s|af\s)?\d)",
    r"(?:ustawa|rozporządzenie)\s(?:[^,;]{0,60}\s)?z\sdnia\s\d|zákon\sč\.\s?\d|legea\snr\.\s?\d|(?:llei|decret)\s(?:orgànica\s)?\d",
    # acts of the Union
    r"(?:regulation|directive|verordnung|richtlinie|verordening|richtlijn|regolamento|règlement|regulamento)\s"
    r"\((?:EU|UE|EC|CE|EG)\)",
    r"(?:council |commission )?(?:directive|framework decision)\s\d+/\d+",
    # German, Dutch
    r"(?:(?-i:[A-ZÄÖÜ])[\w-]+\s){0,2}(?-i:[A-ZÄÖÜ][\w-]*(?:gesetz|gesetzbuch|ordnung))(?:\s(?-i:[A-ZÄÖÜ])[\w-]+){0,2}\s(?:\([\w\s–-]{2,20}\)\s)?vom\s\d|"
    r"(?:gesetz|bundesgesetz|verordnung|erlass|satzung)\s(?:über|zur|vom|zum|für)|"
    r"§§?\s?\d+[a-z]?\s(?:(?:Abs|Satz|S|Nr)\.?\s?\d+\s?[a-z]?\s?)*(?:i\.\s?V\.\s?m\.[^,]*)?[A-Z]\w*(?:G|GB|PO|"
    r"VO|O|[a-z]gesetz|[a-z]ordnung|[a-z]buch)\b|"
    r"art(?:ikel|\.)\s\d+[a-z]?\s(?:Abs\.\s\d+\s|lid\s\d+\s)?(?-i:[A-Z])\w*|wet\s(?:van|op|tot)\s",
)
_ACT = regex(rf"^\W*(?P<title>{_ARTICLES}(?:{'|'.join(_ACTS)}))", re.IGNORECASE)
_BRITISH_ACT = regex(
    r"^\W*(?P<title>(?:(?:[A-Z][\w-]+,\s){1,4}[A-Z][\w-]+(?:\s[\w’'-]+){0,3}\sand\s)?"
    r"[A-Z](?:[\w’' -]|\([\w’', -]{2,60}\)){3,120}?\b(?:Act|Regulations|Order|Rules|Measure)\s"
    r"(?:\((?:Northern Ireland|Scotland|Wales|NI)\)\s)?(?:1[5-9]|20)\d\d\b)"
)
"""``Nationality, Immigration and Asylum Act 2002``, ``The Cameras (Code of Practice) Order 2021``."""
_BRITISH_ACTS = ("Act", "Regulations", "Order", "Rules", "Measure")
"""One of them stands in every match: seeing that costs less than the search."""
_CODE_IN_SHORT = regex(r"^\W*(?P<title>[A-Z]{2,6}|C\.(?:\s[^\W\d_]{2,5}\.){1,3}|C(?:ode)?\s[^\W\d_]{2,5}\.)(?=,\sart)")
"""``CSI, art. L. 251-2``; ``C. pén., art. 226-1``."""
_BEFORE_ARTICLE = regex(
    r"^\W*(?P<title>[A-ZÀ-Þ][^,.;:()«»“”\ue000\ue001]{2,90}(?:\s\([A-Za-z]{2,12}\))?),\s(?=art(?:icles?|"
    r"ículos?|icol[oi]|igos?|ikel|"
    r"s)?\.?\s(?:[LRDA]\.?\s?)?\d)"
)
"""``General Data Protection Regulation, art 9``: what has articles is a law."""
_PINPOINT = regex(
    r"(?:[,(\ue001]|(?<!\W(?:de|du|to|of))(?<!\W(?:des|les|aux|the|los|dos|der|den|gli|del|van))(?<!agli)(?<!degli))\s(?:art(?:icles?|ículos?|icol[oi]|igos?|ikel|s)?\.?|ss?\.?|sections?|sec\.|§§?|"
    r"considérants?|cons\.|recitals?|"
    r"considerandos?|Erwägungsgr(?:und|ünde)|sch(?:ed(?:ule)?)?\.?|reg\.?|cl\.)\s"
    r"(?P<pin>(?:[LRDA]\.?\s?)?\d[\d.()a-zº°ª-]*(?:\s?(?:[-–,]|et|and|und|y|e|en)\s?(?:[LRDA]\.?\s?)?\d[\d().a-z-]*)*)"
)
_JOURNAL_NAMES = (
    r"JORF|JOUE|JOCE|JO|J\.\s?O\.|Journal officiel(?: de la République française| de l[’']Union européenne)?|BOE|"
    r"Boletín Oficial del Estado|BOCM|DOGC|BGBl\.?(?:\sI{1,3})?|(?:[A-Z][a-zä]{1,6}\.?\s?)?GV(?:O)?Bl\.?|"
    r"GBl\.?|ABl\.?|OJ|DOUE|GUUE|GU|G\.U\.|"
    r"Gazzetta [uU]fficiale|"
    r"Diário Oficial(?: d[aoe] (?:União|Estado|Município|Distrito Federal)(?: d[aeo] [A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)?)?)?|"
    r"Diário da República|DRE?|DOU|Stb\.?|Staatsblad|Stcrt\.?|Dz\.\s?U\.|Monitorul Oficial|Lovtidende|"
    r"Moniteur belge|M\.B\.|Belgisch Staatsblad|B\.?S\.?(?=\s\d)"
)
_JOURNAL = regex(rf"(?<!\w)(?:{_JOURNAL_NAMES})(?=\W|$)")
_ENDS = regex(
    rf"\s?\((?=\s?(?:{_JOURNAL_NAMES}|texte|NOR|RGPD|GDPR|DSGVO|[A-Z][A-Za-z]+\))(?:\W|$|))|"
    rf",\s(?=(?:{_JOURNAL_NAMES})\W|version|en vigueur|NOR|texte|spéc|publié|modifié)|"
    r"[.,]\s(?=Diário (?:Oficial|da República))|,\s(?:publicad[ao]|publiée?|"
    r"pubblicat[ao]|veröffentlicht|gepubliceerd)\s|"
    r",\s(?:SI|asp)\s\d{4}/|"
    rf",?\s(?:in|en)\s(?=(?:{_JOURNAL_NAMES})\W)|,?\s\[(?:19|20)\d\d\]|,\s(?:sancionada|aprobada|approuvée?|"
    rf"adoptée?|recueil)|"
    r",\s(?=\d+\s?(?:§|kap\.))|,\s(?=\d{1,2}(?:er)?\s[^\W\d_]{3,10}\s\d{4})|,\s(?=(?:pp?|S|p[áa]gs?)\.\s?\d)|\si\.\s?d\.\s?F\.|\s?[;:]\s?$"
)
_NUMBER = regex(
    r"(?:n[o°º]s?\.?\s?|n\.º\s?|Nr\.\s?|č\.\s?|(?<!\w)n\.\s|\((?:EU|UE|EC|CE|EG)\)\s?(?:n[o°º]\s?|Nr\.\s?|No\.?\s?)?|"
    r"(?<!\w)(?P<instrument>SI|S\.I\.|SSI|SR|WSI)\s(?:No\.\s)?|"
    r"(?:ley(?: orgánica| foral)?|real decreto(?:-ley)?|lei|directive|directiva|richtlinie|decisi[oó]n)\s)"
    r"(?P<number>\d[\w./-]*\d|\d+)",
    re.IGNORECASE,
)


_NOR = regex(r"(?<!\w)(?P<number>[A-Z]{4}\d{7}[A-Z])(?!\w)")
"""What French ministries number their texts by."""
_IN_JOURNAL = regex(rf"\s?\((?=\s?(?:{_JOURNAL_NAMES})(?:\W|$))")


def read_law(sheet: Worksheet, start: int) -> bool:
    """Read a citation without a quoted title as a law, a ruling, a paper of parliament; False when it is none."""
    return (
        read_official(sheet, start)
        or read_american(sheet, start)
        or read_ruling_of_land(sheet, start)
        or read_ruling(sheet, start)
        or _read_act(sheet, start)
        or _read_act_of_body(sheet, start)
    )


_SIGN_BEHIND_BODY = regex(r"[,.](?=\s)")
_KIND_OF_LAND = regex(r"\s\((?:Estado|Município|Cidade|Distrito Federal|Província|Brasil)\)$")
"""``SÃO PAULO (Estado)``: the norm of Brazil tells a state from its town so."""


def _read_act_of_body(sheet: Worksheet, start: int) -> bool:
    """``Ville de Marseille, Délibération n° …``: the body first, then what it decided; or ``BRASIL. Ministério …``."""
    signs = [sign.start() for sign in _SIGN_BEHIND_BODY.finditer(sheet.flat, start, start + 160)][:2]
    for sign in signs:
        name = sheet.original(start, sign).strip()
        is_land = _KIND_OF_LAND.sub("", sheet.original(start, signs[0]).strip()).isupper()
        if not name or len(name) > 100 or not (is_body(name) or is_land):
            return False
        if _read_act(sheet, sign + 1):
            sheet.put("author", (Name(literal=tidy(name)),), (start, sign), 0.9)
            return True
        if not is_land:
            return False
    return False


def _read_act(sheet: Worksheet, start: int) -> bool:
    text = sheet.flat[start:]
    match = _ACT.match(text) or (_BRITISH_ACT.match(text) if has_any(text, _BRITISH_ACTS) else None)
    match = match or _CODE_IN_SHORT.match(text) or _BEFORE_ARTICLE.match(text)
    if match is None:
        return False
    begin = start + match.start("title")
    least = start + match.end("title")
    taken = sheet.flat.find(TAKEN, begin)
    end = taken if taken >= 0 else len(sheet.flat)
    least = _put_number(sheet, begin, least, end)
    for pattern in (_ENDS, _PINPOINT):
        if stop := pattern.search(sheet.flat, least - 1, end):
            end = stop.start()
    sheet.kind = "legislation"
    sheet.put_text("title", begin, end, 0.9)
    _put_place(sheet, least, end)
    # The day of the law is the date; the day of the journal it was printed in is not.
    if not read_day_of_numbered_year(sheet, begin):
        read_issued(sheet, begin, prefer_first=True)
    sheet.take(begin, len(sheet.flat))
    return True


def _put_number(sheet: Worksheet, begin: int, least: int, end: int) -> int:
    """Set the number of an act; return where its title may end at the earliest."""
    number = _NUMBER.search(sheet.flat, begin, end) or _NOR.search(sheet.flat, begin, end)
    in_journal = _IN_JOURNAL.search(sheet.flat, least - 1, end)
    if number is None or (in_journal and number.start() > in_journal.start()):
        return least  # (JO du 15 avril, texte n° 12) is the journal's
    sheet.put("number", number["number"], number.span("number"))
    return least if number["number"][0].isalpha() or number.groupdict().get("instrument") else max(least, number.end())


def _put_place(sheet: Worksheet, least: int, end: int) -> None:
    """Set the journal an act was printed in, and what of the act is meant."""
    journal = _JOURNAL.search(sheet.flat, end)
    if journal:
        sheet.put("container-title", sheet.original(*journal.span()), journal.span(), 0.8)
    if pinpoint := _PINPOINT.search(sheet.flat, max(least, end - 1)):
        sheet.locator = tidy(pinpoint["pin"]).rstrip(".,º°ª")
        sheet.put("locator", sheet.locator, pinpoint.span("pin"))
    elif journal is None:  # else they are the journal's
        read_pages(sheet, max(least, end - 1))
