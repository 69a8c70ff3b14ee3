"""Papers and debates of parliaments, and decisions of data-protection authorities: known by designation and number.

They have no author and often no title: ``HC Deb 14 June 2023, vol 734, col 312``, ``CNIL, délib. SAN-2021-024``. What
designates a paper is its title where nothing else names it, so that an entry can be told from the next. Pure.
"""

from __future__ import annotations

import re

from sourcekeeper.citing.parsing.figures.figures import read_pages
from sourcekeeper.citing.parsing.figures.issued import read_day_of_numbered_year, read_issued
from sourcekeeper.citing.parsing.figures.numbers import whole_range
from sourcekeeper.citing.parsing.names import read_names
from sourcekeeper.citing.parsing.words import has_any
from sourcekeeper.citing.parsing.worksheet import ADDRESS, TAKEN, Worksheet, tidy, trim
from sourcekeeper.model import Name, Origin, PartialDate
from sourcekeeper.patterns import regex

_UNREAD = rf"[^{ADDRESS}{TAKEN}]"
_NO = r"(?:n[o°º]s?\.?|n\.º?|nr\.?|núm\.|num\.)\s?"
_SIGNS = tuple(
    re.findall(
        r"\S+",
        """
        hc hl hansard drs. drucks plenarprotokoll plpr kamerstuk handelingen question pregunta interrogazion pergunta
        frage vra cnil informatique san-2 garante gpdp aepd datos ico commissioner protec privacy gegevens
        comment recommendation observation recommandation observación recomendación comentário bemerkung
        parecer deliberação diretriz orientação autorização recomendação
        bfdi lfdi datenschutz datatilsynet apd gba dpc cnpd edpb cepd edps dsb ap
        """,
    )
)
"""One of them stands in the head of every such citation: seeing that costs less than five searches."""
_HEAD = 120


def read_official(sheet: Worksheet, start: int) -> bool:
    """Read a citation without a quoted title as a paper, a debate or a decision; False when it is none."""
    if not has_any(sheet.flat[start : start + _HEAD].lower(), _SIGNS):
        return False
    return (
        _read_debate(sheet, start)
        or _read_numbered_paper(_NUMBERED_PAPER, sheet, start)
        or _read_dutch_paper(sheet, start)
        or _read_question(sheet, start)
        or _read_numbered_paper(_PORTUGUESE_OPINION, sheet, start)
        or _read_general_comment(sheet, start)
        or _read_decision(sheet, start)
    )


# --- parliaments ----------------------------------------------------------------------------------------------------

_DEBATE = regex(
    r"\W*(?P<debates>(?:Hansard,?\s)?(?:HC|HL)\s(?:Deb(?:s|ates)?\.?|Hansard|WS|WA)|Hansard\s\((?:Commons|Lords)\))(?=[\s,(])"
)
_VOLUME = regex(r"\bvol(?:ume)?\.?\s(?P<volume>\d+)", re.IGNORECASE)
_COLUMN = regex(r"\bcols?(?:umns?)?\.?\s?(?P<column>\d+(?:\s?[-–]\s?\d+)?(?:W[SAH]?|GC)?)", re.IGNORECASE)


def _read_debate(sheet: Worksheet, start: int) -> bool:
    """``HC Deb 14 June 2023, vol 734, cols 312-4``: a series of volumes, read by columns."""
    match = _DEBATE.match(sheet.flat, start)
    if match is None:
        return False
    sheet.kind = "report"
    sheet.put_text("container-title", *match.span("debates"), 0.9)
    if volume := _VOLUME.search(sheet.flat, match.end()):
        sheet.put("volume", volume["volume"], volume.span("volume"))
    if column := _COLUMN.search(sheet.flat, match.end()):
        sheet.put("page", whole_range(column["column"]), column.span("column"))
    read_issued(sheet, match.end(), prefer_first=True)
    sheet.take(match.start("debates"), len(sheet.flat))
    return True


_NUMBERED_PAPER = regex(
    r"\W*(?:(?P<body>[A-ZÄÖÜ][^,.;:]{3,60}),\s)?(?P<title>(?:(?:BT|BR|LT)-)?(?:Drs\.|Drucks\.|Drucksache|"
    r"Plenarprotokoll|PlPr\.?)\s(?P<number>\d{1,4}/\d{1,6}(?:\s?\((?:neu|B)\))?))(?![\w/])"
)
"""``BT-Drs. 19/15129``, ``Landtag NRW, Drucksache 17/3865``: period and number."""
_PORTUGUESE_OPINION = regex(
    r"\W*(?:(?P<body>[A-ZÀ-Þ][^,.;:]{3,80})[,.]\s)?"
    r"(?P<title>(?:Parecer|Deliberação|Diretriz|Orientação|Autorização|Recomendação)/(?P<number>\d{4}/\d+))"
)
"""``CNPD, Parecer/2021/121``: kind, year and number, as the authority of Portugal writes them."""


def _read_numbered_paper(shape: re.Pattern[str], sheet: Worksheet, start: int) -> bool:
    match = shape.match(sheet.flat, start)
    if match is None:
        return False
    sheet.kind = "report"
    if match["body"]:
        sheet.put("author", (Name(literal=tidy(match["body"])),), match.span("body"), 0.9)
    sheet.put_text("title", *match.span("title"), 0.9)
    sheet.put("number", match["number"], match.span("number"))
    _read_day_and_pages(sheet, match)
    return True


_DUTCH_PAPER = regex(
    r"\W*(?:(?P<body>(?:Tweede|Eerste) Kamer(?: der Staten-Generaal)?),\s)?"
    r"(?P<title>(?:Kamerstukken|Handelingen|Aanhangsel(?: van de)? Handelingen)(?:\s(?:I{1,2}|TK|EK))?\s"
    r"(?P<first>(?:19|20)\d\d)\s?[/–-]\s?(?P<last>(?:19|20)?\d\d)(?:,\s(?P<number>(?:\d{2}[\s.]?\d{3}(?:[\s-][IVXLC]+)?"
    r"(?:\s?\(R\d+\))?)?(?:(?:,\s)?(?:nr\.?\s?\d+|item\s\d+|[A-Z]{1,3}(?!\w|\.\w)))*))?)"
)
"""``Kamerstukken II 2019/20, 32 761, nr. 152``: chamber, parliamentary year, dossier and number in it."""


def _read_dutch_paper(sheet: Worksheet, start: int) -> bool:
    match = _DUTCH_PAPER.match(sheet.flat, start)
    if match is None:  # the year may be read already
        return False
    sheet.kind = "report"
    if match["body"]:
        sheet.put("author", (Name(literal=match["body"]),), match.span("body"), 0.9)
    sheet.put_text("title", *match.span("title"), 0.9)
    if match["number"]:
        sheet.put("number", match["number"].strip(" ,"), match.span("number"))
    first = int(match["first"])
    last = int(match["last"]) if len(match["last"]) == 4 else first - first % 100 + int(match["last"])
    years = PartialDate(start=(first,), end=(last,) if last > first else None)
    sheet.put("issued", years, (match.start("first"), match.end("last")), 0.7)
    _read_day_and_pages(sheet, match)
    return True


_QUESTION = regex(
    r"\W*(?:(?P<house>Assemblée nationale|Sénat|AN|House of Commons|House of Lords|European Parliament|"
    r"Parlement européen|Camera dei deputati|Senato della Repubblica|Congreso de los Diputados),\s)?"
    r"(?P<title>(?:question(?:\s(?:écrite|orale|parlementaire|au gouvernement|d[’']actualité|for written answer))*|"
    r"(?:written|oral|parliamentary)\s(?:parliamentary\s)?question|pregunta(?:\s(?:escrita|oral|parlamentaria))+|"
    r"interrogazione(?:\s(?:parlamentare|scritta|a risposta (?:scritta|orale|immediata)))*|"
    r"pergunta(?:\s(?:escrita|parlamentar))+|(?:schriftliche|mündliche|kleine)\s(?:An)?frage|"
    r"schriftelijke vra(?:ag|gen))(?:\savec débat|\ssans débat)?"
    rf"\s(?:{_NO})?(?P<number>(?:[A-Z]{{1,2}}-)?\d[\d./-]*(?:[\s.]\d{{3}})*(?:[A-Z](?!\w))?))"
    r"(?:,?\s(?:de|d[’']|du|by|di|del|der|des|von|van)\s(?:l[ao’']\s?)?"
    r"(?:(?:député|sénat(?:eur|rice)|Abgeordneten)e?\s)?"
    r"(?:(?:MM?\.|Mmes?|Mr|Mrs|Ms|Sig\.)\s)?(?P<name>(?-i:[A-ZÀ-Þ])[^,(;\ue000\ue001]{2,60}))?",
    re.IGNORECASE,
)
_JOURNAL_OF_HOUSE = regex(
    r"(?<!\w)(?:JORF|JOAN|J\.?\s?O\.?|Journal officiel|BOE|BOCG)(?:\s(?:du|de l[’'])?\s?"
    r"(?:Assemblée nationale|Sénat|AN|Q|questions))*(?:\s\(Q\))?(?=[\s,(]|$)"
)


def _read_question(sheet: Worksheet, start: int) -> bool:
    """``Question écrite n° 04321 de Mme Roussillon, JO Sénat du 15/12/2022``: who asks is its author."""
    match = _QUESTION.match(sheet.flat, start)
    if match is None:
        return False
    sheet.kind = "report"
    sheet.put_text("title", *match.span("title"), 0.9)
    sheet.put("number", tidy(match["number"]), match.span("number"))
    if match["house"]:
        sheet.put("publisher", match["house"], match.span("house"), 0.8)
    names = read_names(match["name"], language=sheet.language) if match["name"] else None
    if names is not None:
        sheet.put("author", names.names, match.span("name"), 0.8)
    if journal := _JOURNAL_OF_HOUSE.search(sheet.flat, match.end()):
        sheet.put_text("container-title", *journal.span(), 0.8)
    _read_day_and_pages(sheet, match)
    return True


def _read_day_and_pages(sheet: Worksheet, match: re.Match[str], behind: int | None = None) -> None:
    behind = match.end() if behind is None else behind
    if read_issued(sheet, behind, prefer_first=True) is None:
        read_issued(sheet, match.start("title"))
    read_pages(sheet, behind)
    sheet.take(match.start("title"), len(sheet.flat))


# --- United Nations -------------------------------------------------------------------------------------------------

_GENERAL_COMMENT = regex(
    rf"\W*(?:(?P<bodies>[A-ZÀ-Þ][^.;:{ADDRESS}{TAKEN}]{{2,150}}?),\s[‘“«\"']?)?"
    r"(?P<title>(?:(?:General|Joint general)\s(?:comment|recommendation)|(?:Observation|Recommandation)\sgénérale|"
    r"(?:Observación|Recomendación)\sgeneral|Comentário\sgeral|Allgemeine\s(?:Bemerkung|Empfehlung))\s"
    rf"(?:{_NO})?(?P<number>\d{{1,3}})(?:\s\((?:19|20)\d\d\))?{_UNREAD}*?)"
    r"[’”»\"']?(?=,\s(?:UN\s)?(?:[Dd]oc(?:ument|umento)?\.?\s)?(?P<symbol>[A-Z]{1,6}(?:/[A-Z0-9.]+){2,5})|"
    r",\s(?:\d{1,2}|[Pp]árrs?\.|[Pp]aras?\.?|par\.|Rn\.|§)\s|\s\((?:\d{1,2}\s)|[.;]|$)",
    re.IGNORECASE,
)
"""``Committee on the Rights of the Child, General comment No. 25 (2021) on …, CRC/C/GC/25``."""


def _read_general_comment(sheet: Worksheet, start: int) -> bool:
    match = _GENERAL_COMMENT.match(sheet.flat, start)
    if match is None:
        return False
    sheet.kind = "report"
    if match["bodies"]:
        # The treaty body signs; the United Nations before it are its house.
        begin = match.start("bodies") + match["bodies"].rfind(", ") + 1
        begin, end = trim(sheet.flat, begin, match.end("bodies"))
        sheet.put("author", (Name(literal=tidy(sheet.original(begin, end))),), (begin, end), 0.9)
    sheet.put_text("title", *match.span("title"), 0.9)
    group = "symbol" if match["symbol"] else "number"
    sheet.put("number", match[group], match.span(group))
    _read_day_and_pages(sheet, match, match.end("title"))
    return True


# --- data-protection authorities ------------------------------------------------------------------------------------

_AUTHORITIES = (
    r"CNIL|Commission nationale de l[’']informatique et des libertés|Garante(?: per la protezione dei dati personali|"
    r" (?:della )?privacy)?|GPDP|AEPD|Agencia Española de Protección de Datos|ICO|"
    r"Information Commissioner(?:[’']s Office)?|"
    r"APD|GBA|Autorité de protection des données|Gegevensbeschermingsautoriteit|AP|Autoriteit Persoonsgegevens|"
    r"BfDI|HmbBfDI|LfDI(?:\s[A-ZÄÖÜ][\w-]+)?|Datatilsynet|DPC|Data Protection Commission|CNPD|EDPB|CEPD|EDPS|"
    r"Österreichische Datenschutzbehörde|Datenschutzbehörde|DSB"
)
_KINDS = (
    r"délib(?:ération|\.)|mise en demeure|décision|provvedimento|provv\.|ordinanza(?: ingiunzione)?|resolución|"
    r"procedimiento(?: sancionador)?|expediente|enforcement notice|(?:monetary )?penalty notice|reprimand|"
    r"decision notice|decision|boetebesluit|besluit|Bescheid|deliberação"
)
_DECISION = regex(
    rf"\W*(?:(?P<authority>(?-i:{_AUTHORITIES}))(?:\s\((?-i:[A-Z]{{2,6}})\))?\s?[,:.]?\s)?"
    rf"(?P<title>(?P<kind>{_KINDS})(?=[\s,:]){_UNREAD}*)",
    re.IGNORECASE,
)
_NUMBER_OF_DECISION = (
    regex(r"(?P<number>(?:SAN|MED|MEDP)-\d{4}-\d{1,4})"),
    regex(r"doc(?:\.|umento)?\s?web\s(?:n[.°º]\s?)?(?P<number>\d{5,9})", re.IGNORECASE),
    regex(r"(?P<number>(?:PS|E|TD|AP|EXP|PA)/?\d{5,}(?:/\d{4})?)(?!\w)"),
    regex(rf"{_NO}(?P<number>\d[\w./-]*)", re.IGNORECASE),
    regex(r"\s(?P<number>\d{1,4}/(?:19|20)\d\d)(?!\w)"),
)
"""How the authorities number, the most telling first; the last two are anybody's."""
_OF_CNIL = regex(r"(?:SAN|MED|MEDP)-\d{4}-\d")
_END_OF_TITLE = regex(
    r",\s(?:(?:du|de|del|vom|of|di)\s)?(?:\d{1,2}(?:er|\.|º)?\s(?:de\s)?[^\W\d_]{3,10}\.?\s(?:de\s)?\d{4}|\d{4}-\d\d-\d\d)|"
    r",\s(?:doc|documento)\.?\s?web\b|,\s(?:n[.°º]|reg\.)\s?\d|,\s(?:pp?|p[áa]gs?|S)\.\s?\d|,\s§|;|\.\s*$|\s*$",
    re.IGNORECASE,
)
_BARE_WORDS = regex(
    rf"(?:{_KINDS}|{_NO}|\b(?:du|de|del|di|la|formation restreinte|n)\b|[\w/-]*\d[\w./-]*|"
    r"[^\W\d_]+(?=\s(?:de\s)?\d{4}))",
    re.IGNORECASE,
)
"""Kind, number and day: a title that has nothing else names nobody."""
_WORD = regex(r"[^\W\d_]{3,}")


def _read_decision(sheet: Worksheet, start: int) -> bool:
    """``AEPD, Resolución PS/00120/2021 (Mercadona)``: whom it concerns is in the title."""
    match = _DECISION.match(sheet.flat, start)
    if match is None:
        return False
    number = next((found for each in _NUMBER_OF_DECISION if (found := each.search(match["title"]))), None)
    is_of_cnil = _OF_CNIL.search(match["title"]) is not None
    authority = match["authority"] or "CNIL"
    if not is_of_cnil and authority.startswith(("CNIL", "Commission nationale")):
        return False  # an opinion or a rule of the CNIL, numbered as laws are
    begin = match.start("title")
    is_dated = any(begin <= date.start for date in sheet.dates(begin))
    if number is None and not is_dated:
        return False
    sheet.kind = "legal_case"
    if match["authority"]:
        sheet.put_text("authority", *match.span("authority"), 0.9)
    else:
        sheet.put("authority", "CNIL", None, 0.8, Origin.DERIVED)
    if number is not None:
        place = begin + number.start("number"), begin + number.end("number")
        sheet.put("number", number["number"].rstrip("."), place, 0.9)
    _put_title(sheet, match)
    if not read_day_of_numbered_year(sheet, begin):
        read_issued(sheet, begin, prefer_first=True)
    read_pages(sheet, match.end("kind"))
    sheet.take(begin, len(sheet.flat))
    return True


def _put_title(sheet: Worksheet, match: re.Match[str]) -> None:
    """Set the title unless it only repeats what kind of decision it is, its number and its day."""
    begin = match.start("title")
    stop = _END_OF_TITLE.search(sheet.flat, match.end("kind"), match.end("title"))
    begin, end = trim(sheet.flat, begin, stop.start() if stop else match.end("title"))
    text = sheet.original(begin, end)
    if _WORD.search(_BARE_WORDS.sub(" ", text)):
        sheet.put("title", tidy(text), (begin, end), 0.8)
