"""Rulings of courts: parties are the title, the court the authority, the docket the number. Pure.

A ruling has no author and often no title: ``Cass. crim., 11 décembre 2018, n° 18-82.365`` names court, day and number.
"""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.figures.issued import read_day_of_numbered_year, read_issued
from sourcekeeper.citing.parsing.figures.numbers import PINPOINT, whole_range
from sourcekeeper.citing.parsing.law.american import read_filing
from sourcekeeper.citing.parsing.titles.pieces import Piece, pieces
from sourcekeeper.citing.parsing.worksheet import Worksheet, tidy
from sourcekeeper.patterns import regex

_VERSUS_WORD = r"(?:vs?\.?|c\.|c/|contre|gegen|contra)"
_VERSUS = regex(
    rf"^\W*(?:(?:joined )?cases?\s[CT]-[\d/]+\s(?:P\s)?)?(?P<title>(?-i:[A-ZÀ-Þ])"
    rf"[^,\ue001]{{0,120}}?\s{_VERSUS_WORD}\s[A-ZÀ-Þ][^,\[(\ue001]{{1,120}}?(?:,\s(?:Inc|Ltd|LLC|Corp|"
    rf"S\.A)\b\.?)?)(?=,(?!\s(?:Inc|Ltd|LLC|Corp|S\.A)\b)|\s?\[|\s?\(|"
    r"\s\d+\sU\.S|\s[Aa]pp\.?\s[Nn]o|\s(?:ECLI:)?EU:C:|\ue001|\.?$)",
    re.IGNORECASE,
)
_HAS_VERSUS = regex(rf"\s{_VERSUS_WORD}\s(?=[A-ZÀ-Þ])")
_IN_RE = regex(
    r"\W*(?P<title>(?:In re|In the [Mm]atter of|Matter of|Ex parte|Re)\s[A-ZÀ-Þ][^,\ue000\ue001]{1,120}),"
    r"\s(?=\d+\s[A-Z]|\[|No\.\s)"
)
"""``In re Gault, 387 U.S. 1``: a case that has one party."""
_NEUTRAL = regex(
    r"(?:\[(?P<year>(?:1[89]|20)\d\d)\]|(?<!\d)(?:19|"
    r"20)\d\d)\s(?P<court>(?!BvR)[A-Z][A-Za-z]+(?:\s[A-Z][a-z]+)?)\s(?P<number>\d+)"
    r"(?:\s\((?P<division>[\w ]+)\))?"
)
_REPORTER = regex(
    r"(?<!\d)(?P<volume>(?!(?:19|20)\d\d\s)\d{1,4})\s(?P<reporter>(?:[A-Z][\w.]*\.\s?){1,3}(?:\d[a-z]{1,2})?|"
    r"[A-Z]{2,6})\s(?P<page>\d+)(?:,\s(?P<pin>\d{1,4}(?:\s?[-–]\s?\d{1,4})?)(?=\s?\(|[.;\ue001]|$))?"
)
_PARAGRAPH = regex(r"\[(?!(?:19|20)\d\d\])(?P<paragraph>\d{1,4}(?:\s?[-–]\s?\[?\d+)?)\]")
_COURT = regex(
    r"^\W*(?:(?:[Dd]écision|[Aa]rrêt|[Jj]ugement|[Oo]rdonnance|Urteil|Beschluss|[Ss]entencia|[Ss]entenza|"
    r"[Aa]córdão|Judgment)\s"
    r"(?:du|de la|de l[’']|des|de|del|della|do|da|of the|vom)\s?)?(?P<court>CE|CAA(?:\sde)?\s[\w-]+|"
    r"TA(?:\sde)?\s[\w-]+|CA(?:\sde)?\s[A-ZÀ-Þ][\w-]+|TGI(?:\sde)?\s[\w-]+|"
    r"TJ(?:\sde)?\s[\w-]+|Cass\.(?:\s[^\W\d_]{2,4}\.)*|Cons\. const(?:it)?\.|Cons\. Stato|Conseil d[’']État|"
    r"[Cc]onseil constitutionnel|Cour de cassation|Cour administrative d[’']appel de [\w-]+|Cour d[’']appel de [\w-]+|"
    r"Cour constitutionnelle|Tribunal (?:administratif|judiciaire|correctionnel|de grande instance) de [\w-]+|"
    r"CJUE|CJCE|TUE|TPICE|CEDH|Cour EDH|Cour européenne des droits de l[’']homme|C\.?E\.?D\.?H\.?|"
    r"[Dd]écision(?=\sn[o°]\s?\d{4}-[\d/]+\s(?:DC|QPC)\b)|"
    r"BVerfG|BGH|BVerwG|BAG|BSG|BFH|(?:VG|OVG|VGH|OLG|LG|AG|ArbG|KG)\s[A-ZÄÖÜ][\w-]+|EuGH|EuG|EGMR|VfGH|VwGH|OGH|BGer|"
    r"Bundesverfassungsgericht|Bundesgerichtshof|Bundesverwaltungsgericht|Verwaltungsgericht\s\w+|"
    r"ECtHR|CJEU|ECJ|European Court of Human Rights|Court of Justice of the European Union|Supreme Court|High Court|"
    r"Corte (?:I\.?D\.?H\.?|Interamericana de Derechos Humanos)|CoIDH|"
    r"STC|STS|SAN|ATC|STJUE|STEDH|STSJ(?:\sde)?\s[\w-]+|SAP(?:\sde)?\s[\w-]+|TJUE|TEDH|"
    r"Corte (?:Constitucional|Suprema(?: de Justicia)?)(?: de (?:la Nación|Justicia|[A-Z]\w+))?|SCJN|"
    r"Suprema Corte de Justicia(?: de la Nación)?|Tribunal (?:Constitucional|Supremo) de [A-Z]\w+|"
    r"Tribunal (?:Supremo|Constitucional|Superior de Justicia de \w+|da Relação de \w+)|"
    r"Corte (?:Suprema|[cC]ostituzionale|EDU|di [cC]assazione|cost\.|europea dei diritti dell[’']uomo)|"
    r"TAR\s\w+|Trib\.\s\w+|Tribunale di \w+|"
    r"Ac(?:órdão|\.)\s(?:do|da)\s(?:STJ|TC|STA|TRL|TRP|Supremo Tribunal \w+|Tribunal Constitucional)|STF|STJ|"
    r"HR|Hoge Raad|Rb\.\s(?:Den\s)?[A-Z]\w+|Rechtbank (?:Den )?[A-Z]\w+|Hof\s(?:Den\s)?[A-Z]\w+|"
    r"Gerechtshof (?:Den )?[A-Z]\w+|ABRvS|RvS|HvJ\s?EU|EHRM)(?=[\s,(])",
)
"""Courts as notes name them, in seven languages. Data."""
_DOCKET = regex(
    r"(?:n[o°º]s?\.?\s?|No\.\s(?=\d)|n\.º\s?|n\.\s?|Nr\.\s?|núm\.\s?|Az\.:?\s?|aff\.\s|req\.\s|case\s|"
    r"proc\.\s(?:n\.º\s)?|"
    r"(?=C-\d)|(?=T-\d)|(?=\d{1,2} [A-Z][A-Za-z]{0,3} \d+/\d))"
    r"(?P<number>\d:\d\d-[a-z]{2}-\d+|\d{1,2}\s[A-Z]{2}\s\d+|"
    r"(?:[CT]-)?\d[\w./-]*\d(?:\s(?:DC|QPC))?|\d{1,2} [A-Z][A-Za-z]{0,3} \d+/\d+)",
    re.IGNORECASE,
)
_NUMBER_BEHIND_COURT = regex(
    r"(?:,\s(?:[Ss]entencia|[Aa]uto|[Ss]entenza|[Oo]rdinanza|[Aa]córdão|[Uu]itspraak|[Aa]rrest)(?:\sn[.°º]{0,2})?)?"
    r"\s(?:n[.º°]{1,2}\s)?(?P<number>\d{1,5}/(?P<year>(?:19|20)\d\d)|[A-Z]{1,3}-\d{1,4}(?=\sde\s(?:19|20)\d\d))(?!\d)"
)
_PINPOINT = regex(
    r"(?<!\w)(?:cons\.|apdo\.|apartado|considérant|FJ|fj|r\.\s?o\.|pts?\.?|points?|punt(?:en)?|ov\.|Erw\.|Tz\.|"
    r"at)\s?(?P<pin>\d+(?:\.\d+)*(?:\s?[-–]\s?\d+)?)"
)
_NO_PARTIES = regex(
    r"^(?:\d+(?:e|re|ère|ème|er)?\b.*|.*\b(?:ch(?:ambres?|\.)|sect(?:ions?|\.)|sez\.?|sezioni|ass(?:emblée|"
    r"\.)|plén\.?|"
    r"réf\.|ord\.|sala|secci[oó]n|senat|kammer|formation|juge|réunies|unite)\b.*|"
    r"urt(?:eil|\.)?|beschl(?:uss|\.)?|arrêt|jugement|décision|ordonnance|sentencia|sentenza|acórdão|uitspraak|arrest|"
    r"(?:sentencia|auto)\s[A-Z]{1,3}-?\d.*|m\.\s?p\.\s.*|magistrad[oa]\s.*|"
    r"judgment|order|grande chambre|gde ch\.|gc|préc\.|ECLI\b.*|(?:urteil|urt\.|beschluss|beschl\.)\s.*|.{1,3})$",
    re.IGNORECASE,
)
"""Pieces of a ruling that say which chamber spoke and in what form."""


def read_ruling(sheet: Worksheet, start: int) -> bool:
    """Read a citation without a quoted title as a ruling; False when it is none."""
    start = read_filing(sheet, start)
    if _read_collection(sheet, start):
        return True
    versus = _VERSUS.match(sheet.flat[start:]) if _HAS_VERSUS.search(sheet.flat, start) else None
    versus = versus or _IN_RE.match(sheet.flat[start:])
    court = _COURT.match(sheet.flat[start:])
    if court is None and versus is None:
        return False
    sheet.kind = "legal_case"
    if court is not None:
        begin = start + court.start("court")
        _read_by_court(sheet, begin, start + court.end("court"))
    elif versus is not None:
        begin = start + versus.start("title")
        end = start + versus.end("title")
        sheet.put_text("title", begin, end, 0.9)
        _read_reports(sheet, end)
        read_issued(sheet, begin)
    sheet.take(begin, len(sheet.flat))
    return True


_COLLECTION = regex(
    r"\W*(?:(?P<series>BVerfG[EK]|BGHZ|BGHSt|BVerwGE|BAGE|BSGE|BFHE|RGZ|RGSt|BayObLGZ|OVGE|LVerfGE|VfSlg\.?)\s"
    r"(?P<volume>\d{1,3}),\s|(?P<swiss>BGE)\s(?P<part>\d{2,3}\s[IV]{1,3}[ab]?)\s)(?:S\.\s)?(?P<page>\d{1,4})(?!\d)"
    r"(?:\s?\((?P<pin>\d[^()]{0,30})\)|,\s(?P<pin2>\d{1,4}(?:\sff?\.)?)|\sE\.\s(?P<pin3>\d+(?:\.\d+)*[a-z]?))?"
    r"(?:,?\s[–-]\s(?P<title>[A-ZÄÖÜ][^,;.()\ue000]{2,60}))?"
)
"""``BVerfGE 65, 1 (43) – Volkszählung``, ``BGE 144 II 281 E. 3.2``: the courts' own collections."""


def _read_collection(sheet: Worksheet, start: int) -> bool:
    match = _COLLECTION.match(sheet.flat, start)
    if match is None:
        return False
    sheet.kind = "legal_case"
    is_swiss = match["swiss"] is not None
    sheet.put_text("container-title", *match.span("swiss" if is_swiss else "series"), 0.9)
    sheet.put("volume", match["part" if is_swiss else "volume"], match.span("part" if is_swiss else "volume"))
    sheet.put("page", match["page"], match.span("page"))
    sheet.begins_at_page = True
    pin = next((name for name in ("pin", "pin2", "pin3") if match[name]), None)
    if pin:
        sheet.locator = match[pin].strip()
        sheet.put("locator", sheet.locator, match.span(pin))
    if match["title"]:
        sheet.put_text("title", *match.span("title"), 0.9)
    sheet.take(match.start(), len(sheet.flat))
    return True


def _read_by_court(sheet: Worksheet, begin: int, end: int) -> None:
    authority = tidy(sheet.original(begin, end))
    if authority.lower() == "décision":  # … n° 2021-817 DC: only one court numbers so
        authority = "Conseil constitutionnel"
    sheet.put("authority", authority, (begin, end), 0.9)
    position = end
    behind = _NUMBER_BEHIND_COURT.match(sheet.flat, end)
    if behind:
        sheet.put("number", behind["number"], behind.span("number"))
        position = behind.end()
    read_day_of_numbered_year(sheet, end)
    read_issued(sheet, position, prefer_first=True)
    _read_reports(sheet, position)
    parties = [piece for piece in pieces(sheet, position, len(sheet.flat)) if _can_be_parties(piece)]
    if parties:
        word = _CASE_WORD.match(parties[0].text)
        sheet.put_text("title", parties[0].start + (word.end() if word else 0), parties[0].end, 0.8)


_CASE_WORD = regex(r"^(?:asunto|aff\.|affaire|case of|case|rs\.|zaak|caso|processo|causa)\s", re.IGNORECASE)


def _can_be_parties(piece: Piece) -> bool:
    text = _CASE_WORD.sub("", piece.text)
    return text[0].isupper() and not _NO_PARTIES.match(piece.text) and sum(map(str.isalpha, piece.text)) > 3


def _read_reports(sheet: Worksheet, position: int) -> None:
    neutral = _NEUTRAL.search(sheet.flat, position)
    if neutral:
        sheet.put("authority", neutral["court"], neutral.span("court"))
        sheet.put("number", neutral["number"], neutral.span("number"))
        position = neutral.end()
    elif docket := _DOCKET.search(sheet.flat, position):
        sheet.put("number", docket["number"], docket.span("number"))
        _read_american_court(sheet, docket.end())
        sheet.take(*docket.span())
    elif reporter := _REPORTER.search(sheet.flat, position):
        sheet.put("volume", reporter["volume"], reporter.span("volume"))
        sheet.put("container-title", reporter["reporter"].strip(), reporter.span("reporter"))
        sheet.put("page", reporter["page"], reporter.span("page"), 0.9)
        sheet.begins_at_page = True
        if reporter["pin"]:
            sheet.locator = whole_range(reporter["pin"])
            sheet.put("locator", sheet.locator, reporter.span("pin"))
        _read_american_court(sheet, reporter.end())
        sheet.take(*reporter.span())
    _read_pinpoint(sheet, position)


_AMERICAN_COURT = regex(
    r"\s\((?P<court>(?:\d{1,2}(?:th|st|nd|rd|d)\s)?[A-Z][\w.’]*\.(?:\s[A-Z][\w.’]*){0,4})\s"
    r"(?=(?:[A-Z][a-z]{2,8}\.?\s\d{1,2},\s)?\d{4}\))"
)
"""``(9th Cir. 2022)``, ``(N.D. Cal. Aug. 2, 2021)``: the court stands in brackets before the day."""


def _read_american_court(sheet: Worksheet, position: int) -> None:
    if court := _AMERICAN_COURT.search(sheet.layout.flat, sheet.start + position, sheet.end):
        start, end = court.span("court")
        sheet.put("authority", tidy(court["court"]), (start - sheet.start, end - sheet.start), 0.8)


def _read_pinpoint(sheet: Worksheet, position: int) -> None:
    for pattern, group in ((_PARAGRAPH, "paragraph"), (PINPOINT, ""), (_PINPOINT, "pin")):
        match = pattern.search(sheet.flat, position)
        if match:
            pinpoint = (match[group] if group else match["paragraph"] or match.group()).strip()
            sheet.locator = pinpoint
            sheet.put("locator", pinpoint, match.span())
            sheet.take(*match.span())
            return
