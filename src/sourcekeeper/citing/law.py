"""Laws, decrees and rulings: they have a number and a day instead of an author. Pure."""

from __future__ import annotations

import re

from sourcekeeper.citing.figures import read_issued
from sourcekeeper.citing.names import is_body
from sourcekeeper.citing.numbers import PINPOINT
from sourcekeeper.citing.worksheet import TAKEN, Worksheet, tidy, trim
from sourcekeeper.model import Name
from sourcekeeper.patterns import regex

_ACT = regex(
    r"^\W*(?P<title>(?:l[’']|la |le |les |the |el |il |lo |das |die |der |o |a |de |het )?(?:"
    r"(?:projet de |proposition de )?(?:loi|décret|arrêté|ordonnance|circulaire|règlement|directive|délibération|"
    r"instruction|décision-cadre)s?"
    r"(?=\s(?:n[o°º]|du\s\d|organique|constitutionnelle|\(|[\w’' -]{0,60}n[o°º]|(?:ministérielle|municipal|"
    r"préfectoral|interministériel)))"
    r"|articles?\s(?:premier|\d|[LRD]\.?\s?\d)"
    r"|code\s(?:de|du|des|pénal|civil)"
    r"|(?:real decreto(?:-ley)?|ley(?: orgánica)?|reglamento|directiva|decreto(?:-legge| legislativo)?|legge|lei|"
    r"decreto-lei)\s(?:n|\d|\(|de\s\d|del\s\d)"
    r"|(?:regulation|directive|verordnung|richtlinie|verordening|richtlijn|regolamento|règlement)\s\((?:EU|UE|EC|"
    r"CE|EG)\)"
    r"|(?:gesetz|bundesgesetz)\s(?:über|zur|vom|zum)|§§?\s?\d+[a-z]?\s(?:Abs|BGB|StGB|StPO|GG|[A-Z]\w*G)\b)"
    r"|[A-Z][\w’' ]{3,80}\bAct\s(?:1[5-9]|20)\d\d\b)",
    re.IGNORECASE,
)
_ACT_ENDS = regex(
    r"\s?\((?=\s?(?:JO|J\.O|BOE|BGBl|OJ|GU|texte|DOUE|ABl|NOR))|,\s(?=(?:version|JO|J\.O|BOE|BGBl|OJ|GU|ABl|"
    r"en vigueur|NOR|texte|spéc|art\.))|\s?[;:]\s?$"
)
_ACT_NUMBER = regex(
    r"(?:n[o°º]s?\.?\s?|Nr\.\s?|\((?:EU|UE|EC|CE|EG)\)\s?(?:n[o°º]\s?)?)(?P<number>[\d][\w./-]*\d|\d+)", re.IGNORECASE
)
_JOURNAL = regex(r"(?:JORF|JO(?:UE|CE)?|J\.O\.|Journal officiel|BOE|BGBl\.?(?:\sI{1,2})?|OJ|GU|ABl\.?)(?=\W)")

_VERSUS = regex(
    r"^\W*(?P<title>[A-ZÀ-Þ][^,\ue001]{1,120}?\sv(?:s)?\.?\s[A-ZÀ-Þ][^,\[(\ue001]{1,120}?)(?=,|\s?\[|\s?\(|"
    r"\s\d+\sU\.S|\ue001|\.?$)"
)
_NEUTRAL = regex(
    r"\[(?P<year>(?:1[89]|"
    r"20)\d\d)\]\s(?P<court>[A-Z][A-Za-z]+(?:\s[A-Z][a-z]+)?)\s(?P<number>\d+)(?:\s\((?P<division>[\w ]+)\))?"
)
_REPORTER = regex(
    r"(?<!\d)(?P<volume>\d{1,4})\s(?P<reporter>(?:[A-Z][\w.]*\.\s?){1,3}(?:\d[a-z]{1,2})?)\s(?P<page>\d+)"
)
_PARAGRAPH = regex(r"\[(?P<paragraph>\d{1,4}(?:\s?[-–]\s?\[?\d+)?)\]")
_COURT = regex(
    r"^\W*(?P<title>(?P<court>CE|CAA(?:\sde)?\s\w+|TA(?:\sde)?\s\w+|CA(?:\sde)?\s\w+|Cass\.(?:\s\w+\.?)*|"
    r"Cons\. const\.|Cons\. constit\.|Conseil d[’']État|Conseil constitutionnel"
    r"|Cour de cassation|Cour d[’']appel de \w+|Tribunal administratif de \w+|CJUE|CJCE|CEDH|TJ(?:\sde)?\s\w+|"
    r"BVerfG|BGH|BVerwG|BAG|VG\s\w+|OVG\s\w+|VGH\s\w+|OLG\s\w+|EuGH|EGMR|"
    r"[Dd]écision(?=\sn[o°]\s?\d{4}-[\d/]+\s(?:DC|QPC)\b)|"
    r"ECtHR|CJEU|STC|STS|STJUE|STEDH|Corte (?:Suprema|costituzionale|EDU)|Tribunal (?:Supremo|"
    r"Constitucional))(?=[\s,])[^\ue001]*)",
)
_DOCKET = regex(
    r"(?:n[o°º]s?\.?\s?|Nr\.\s?|Az\.:?\s?|aff\.\s|req\.\s|case\s|(?=C-\d)|(?=\d{1,2} [A-Z][A-Za-z]{0,3} \d+/\d))"
    r"(?P<number>(?:C-)?\d[\w./-]*\d|\d{1,2} [A-Z][A-Za-z]{0,3} \d+/\d+)",
    re.IGNORECASE,
)


def read_law(sheet: Worksheet, start: int) -> bool:
    """Read a citation without a quoted title as a law or a ruling; False when it is neither."""
    return _read_case(sheet, start) or _read_act(sheet, start) or _read_act_of_body(sheet, start)


def _read_act_of_body(sheet: Worksheet, start: int) -> bool:
    """``Ville de Marseille, Délibération n° …``: the body first, then what it decided."""
    comma = sheet.flat.find(",", start)
    name = sheet.original(start, comma).strip() if comma >= 0 else ""
    if not name or len(name) > 100 or not is_body(name) or not _read_act(sheet, comma + 1):
        return False
    sheet.put("author", (Name(literal=tidy(name)),), (start, comma), 0.9)
    return True


def _read_act(sheet: Worksheet, start: int) -> bool:
    match = _ACT.match(sheet.flat[start:])
    if match is None:
        return False
    begin = start + match.start("title")
    end = next((i for i in range(begin, len(sheet.flat)) if sheet.flat[i] == TAKEN), len(sheet.flat))
    stop = _ACT_ENDS.search(sheet.flat, begin, end)
    end = stop.start() if stop else end
    sheet.kind = "legislation"
    sheet.put_text("title", begin, end, 0.9)
    number = _ACT_NUMBER.search(sheet.flat, begin, end)
    if number:
        sheet.put("number", number["number"], number.span("number"))
    journal = _JOURNAL.search(sheet.flat, end)
    if journal:
        sheet.put("container-title", sheet.original(*journal.span()), journal.span(), 0.8)
    # The day of the law is the date; the day of the journal it was printed in is not.
    read_issued(sheet, begin, prefer_first=True)
    sheet.take(begin, len(sheet.flat))
    return True


def _read_case(sheet: Worksheet, start: int) -> bool:
    versus = _VERSUS.match(sheet.flat[start:])
    court = None if versus else _COURT.match(sheet.flat[start:])
    found = versus or court
    if found is None:
        return False
    begin, end = trim(sheet.flat, start + found.start("title"), start + found.end("title"))
    sheet.kind = "legal_case"
    if court:
        authority = sheet.original(start + court.start("court"), start + court.end("court"))
        if authority.lower() == "décision":  # … n° 2021-817 DC: only one court numbers so
            authority = "Conseil constitutionnel"
        sheet.put("authority", authority, None, 0.9)
        pinpoint = PINPOINT.search(sheet.flat, begin)
        end = min(end, pinpoint.start()) if pinpoint else end
    sheet.put_text("title", begin, end, 0.9)
    _read_reports(sheet, end if versus else begin)
    read_issued(sheet, begin)
    sheet.take(begin, len(sheet.flat))
    return True


def _read_reports(sheet: Worksheet, position: int) -> None:
    neutral = _NEUTRAL.search(sheet.flat, position)
    if neutral:
        sheet.put("authority", neutral["court"], neutral.span("court"))
        sheet.put("number", neutral["number"], neutral.span("number"))
        position = neutral.end()
    elif reporter := _REPORTER.search(sheet.flat, position):
        sheet.put("volume", reporter["volume"], reporter.span("volume"))
        sheet.put("container-title", reporter["reporter"].strip(), reporter.span("reporter"))
        sheet.put("page-first", reporter["page"], reporter.span("page"), 0.9)
    elif docket := _DOCKET.search(sheet.flat, position):
        sheet.put("number", docket["number"], docket.span("number"))
    paragraph = _PARAGRAPH.search(sheet.flat, position) or PINPOINT.search(sheet.flat, position)
    if paragraph:
        sheet.locator = (paragraph.groupdict().get("paragraph") or paragraph.group()).strip()
        sheet.put("locator", sheet.locator, paragraph.span())
