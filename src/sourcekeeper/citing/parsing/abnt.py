"""References as the Brazilian norm has them (ABNT NBR 6023): full stops part them, families stand in capitals. Pure.

``SILVA, Ana Maria da. Título: subtítulo. 2019. 90 f. Tese (Doutorado em Direito) – Universidade X, Recife, 2019.``
A state or a town stands in capitals before its courts and ministries: ``BRASIL. Supremo Tribunal Federal. …``
"""

from __future__ import annotations

from sourcekeeper.citing.parsing.figures.issued import read_issued
from sourcekeeper.citing.parsing.names import read_names
from sourcekeeper.citing.parsing.worksheet import ADDRESS, TAKEN, Worksheet, tidy
from sourcekeeper.model import Name, PartialDate
from sourcekeeper.patterns import regex

_UNREAD = rf"[^{ADDRESS}{TAKEN}]"
_FAMILY = r"[A-ZÀ-Þ][A-ZÀ-Þ’'-]+(?:\s(?:(?:DE|DA|DO|DOS|DAS|E)\s)?[A-ZÀ-Þ][A-ZÀ-Þ’'-]+){0,3}"
_GIVEN = (
    r"[A-ZÀ-Þ](?:[\w’'-]+|\.)(?:\s[A-ZÀ-Þ][\w’'-]+|\s?[A-ZÀ-Þ]\.|\s(?:de|da|do|dos|das|e|del|de la|von|van|di)(?=\W))*"
)
_AUTHORS = regex(
    rf"\W*(?P<names>{_FAMILY},\s{_GIVEN}(?:;\s{_FAMILY},\s{_GIVEN})*(?:(?:;|,)?\set\sal)?)"
    rf"\s?(?P<role>\((?i:orgs?|coords?|eds?|comps?)\.?\))?(?:\.|(?<=\s[A-ZÀ-Þ]\.))\s(?=[A-ZÀ-Þ\d“\"«])"
)


_OFFICE = regex(
    r"\W*(?P<name>[A-ZÀ-Þ]{3,}(?:\s[A-ZÀ-Þ]{2,}){0,4}(?:\s\([A-ZÀ-Þ][^()]{2,30}\))?\.\s"
    r"(?:Ministério|Secretaria|Prefeitura|Câmara|Assembleia|Senado|Congresso|Departamento|Polícia|Defensoria|Controladoria|"
    r"Procuradoria|Governo|Autoridade|Agência|Conselho)\b[^.,;:()\ue000\ue001]{0,100})\.\s(?=[A-ZÀ-Þ\d“\"«])"
)
"""``BAHIA. Secretaria da Segurança Pública.``: an office behind its land signs with both."""


def read_authors(sheet: Worksheet, start: int) -> None:
    """Take ``FAMILY, Given; FAMILY, Given.`` off the sheet."""
    if (office := _OFFICE.match(sheet.flat, start)) is not None:
        sheet.put("author", (Name(literal=tidy(office["name"])),), office.span("name"), 0.9)
        sheet.take(office.start("name"), office.end())
        return
    match = _AUTHORS.match(sheet.flat, start)
    names = read_names(sheet.original(*match.span("names")), language=sheet.language) if match else None
    if match is None or names is None or not all(name.family for name in names.names):
        return
    sheet.put("editor" if match["role"] else "author", names.names, match.span("names"), 0.95)
    sheet.take(match.start("names"), match.end())


_THESIS = regex(
    r"\.\s(?:(?P<year>(?:19|20)\d\d)\.\s)?(?:(?P<leaves>\d{2,4})\s?(?:f|p|fls)\.\s)?"
    r"(?P<genre>Tese|Dissertação|Monografia|Trabalho de Conclusão de Curso|TCC|Relatório de estágio)\s\([^()]{3,120}\)"
    rf"\s?[–—-]\s?(?P<school>[A-ZÀ-Þ]{_UNREAD}{{3,150}}?),\s(?P<place>[A-ZÀ-Þ][^,.\d]{{2,40}}),\s(?P<last>(?:19|20)\d\d)"
    rf"(?=[.{TAKEN}]|\s|$)"
)


def read_thesis(sheet: Worksheet, start: int) -> None:
    """Take year, leaves, degree, school and place of a thesis off the sheet; its title stands before them."""
    match = _THESIS.search(sheet.flat, start) if "(" in sheet.flat else None
    if match is None:
        return
    sheet.kind = "thesis"
    sheet.put("genre", match["genre"], match.span("genre"), 0.9)
    sheet.put("publisher", tidy(match["school"]), match.span("school"), 0.9)
    sheet.put("publisher-place", tidy(match["place"]), match.span("place"), 0.9)
    if match["leaves"]:
        sheet.put("number-of-pages", match["leaves"], match.span("leaves"))
    group = "year" if match["year"] else "last"
    sheet.put("issued", PartialDate(start=(int(match[group]),)), match.span(group))
    sheet.take(match.start() + 1, match.end())


_RULING = regex(
    r"\W*(?P<land>[A-ZÀ-Þ]{3,}(?:\s[A-ZÀ-Þ]{2,}){0,4}(?:\s\([A-ZÀ-Þ][^()]{2,30}\))?)\.\s"
    r"(?P<court>(?:Supremo|Superior|Tribunal|Conselho Nacional de Justiça|(?:\d{1,2}ª )?(?:Vara|Turma))[^.()]{0,80}?)"
    r"(?:\s\([^()]{2,40}\))?\.\s(?:Acórdão\.\s)?"
    rf"(?P<title>[A-ZÀ-Þ][^.{ADDRESS}{TAKEN}]{{2,90}}?\s(?:n[.º°o]{{0,2}}\s)?(?P<number>\d[\d.-]*(?:/[A-Z]{{2}})?))"
    r"(?=\.\s|,|\s\()"
)


def read_ruling_of_land(sheet: Worksheet, start: int) -> bool:
    """``BRASIL. Supremo Tribunal Federal. Habeas Corpus nº 1/SP. Relator: …``; False when it is none."""
    match = _RULING.match(sheet.flat, start)
    if match is None:
        return False
    sheet.kind = "legal_case"
    sheet.put_text("authority", *match.span("court"), 0.95)
    sheet.put_text("title", *match.span("title"), 0.9)
    sheet.put("number", match["number"], match.span("number"))
    read_issued(sheet, match.end("title"), prefer_first=True)
    sheet.take(match.start("land"), len(sheet.flat))
    return True
