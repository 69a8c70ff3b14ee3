"""Pages, pinpoints, volumes and issues. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from sourcekeeper.patterns import regex

_NUMBER = r"(?:[eESR]?\d+[a-z]?|[ivxlc]+|[IVXLC]+)"
_SPAN = rf"{_NUMBER}(?:\s?[-–—]\s?{_NUMBER}|\s(?:à|bis|to|al?)\s\d+)?"
_LIST = (
    rf"{_SPAN}(?:(?:\s?,\s?(?!(?:1[89]|20)\d\d(?!\d))|\s?(?:et|and|und|y|e|en|&)\s){_SPAN})*"
    r"(?:\s?(?:sqq?|ff?|et seq|et suiv|et s|e ss|y ss|e segg|ss|s)(?!\w)\.?)?"
)

PAGES = regex(
    rf"[pSb](?<![^\W\d_].)(?:(?<=p)(?:p|ages?|[áàa]gs?|[áa]ginas?|agg?|agine)?|(?<=S)(?:(?=[\s.])|eiten?)|"
    rf"(?<=b)(?:lz|ladz))\.?\s?(?P<pages>{_LIST})(?![\w'’])"
)
SMALL_PAGES = regex(r"(?<=[,;:(\ue001]\s)s\.\s(?P<pages>\d{1,5}(?:\s?[–-]\s?\d+)?)(?!\w)")
"""``, s. 24``: how Swedes, Danes and Poles write pages; British sections have no full stop."""
BARE_AT = regex(rf"(?<!\w)at\s(?P<pages>{_SPAN})(?!\w)")
_ARABIC = regex(r"\d")
_ROMAN = regex(r"[IVXLCivxlc](?<![^\W\d_].)[IVXLCivxlc]{0,6}(?![^\W\d_])")


def has_figure(flat: str, start: int) -> bool:
    """Whether there is what pages, volumes and pinpoints all have: once the date is read, most citations have none."""
    return _ARABIC.search(flat, start) is not None or _ROMAN.search(flat, start) is not None


EXTENT = regex(r"(?P<count>\d(?<![\w-].)\d{1,3})\s?(?:p|S|pp|pages|págs|pág|blz)\b\.?(?!\s?\d)")
PINPOINT = regex(
    # The first letter stands in front, so that a search skips to it.
    r"[§Rmp¶aAcKàb](?<!\w.)(?:(?<=§)§?\s?\d+[a-z]?(?:\s?[-–]\s?\d+)?"
    r"|(?:(?<=R)(?:n|dnr|z)|(?<=m)arg)\.?\s?\d+"
    r"|(?:(?<=p)(?:aras?|árrs?|ar(?!\s\d+\s[A-ZÀ-Þ]))|(?<=¶)¶?)\.?\s?(?P<paragraph>\d+(?:\s?[-–]\s?\d+)?)"
    r"|(?:(?<=a)rt\.|(?<=[,;]\sA)rt\.?|(?<=[,;]\s[Aa])rticle)\s"
    r"(?P<article>(?:[LRDA]\.?\s?)?\d[\w-]*(?:\(\w{1,3}\))*)"
    r"|(?:(?<=c)(?:h|hap|hapitre|hapter|ap|apítulo)|(?<=K)(?:ap|apitel))\.?\s?(?:\d+|[IVXL]+)(?!\w)"
    r"|(?P<time>(?:(?<=à)|(?<=a)t|(?<=b)ei|(?<=m)in)\s\d{1,2}[:h]\d{2}(?::\d{2})?))"
)
VOLUME = regex(
    # The first letter stands in front, so that a search skips to it; so below.
    r"[vbtjdVBTJD](?<!\w.)(?i:(?:(?<=v)ol(?:umen?|ume)?|(?<=b)(?:d|and)|(?<=t)(?:om[eo])?|(?<=j)(?:g|ahrgang|rg)|"
    r"(?<=d)eel)\.?\s?|(?<=v)\.\s?(?=\d))(?i:(?P<volume>\d+|[IVXLC]+))(?!\w)"
)
ISSUE = regex(
    r"[nhifNHIF](?<!\w.)(?i:(?<=n)(?:[o°º]|uméro|um|úm|r)?s?\.?\s?[°º]?|(?<=h)(?:eft|\.|ors-série n°)|(?<=i)ssue|"
    r"(?<=f)asc\.)\s?(?P<issue>\d+(?:\s?[-–/]\s?\d+)?)(?![\w-])"
)
VOLUME_ISSUE = regex(r"(?<![\w/])(?P<volume>\d{1,4})\s?\((?P<issue>\d{1,4}(?:\s?[-–/]\s?\d{1,4})?)\)")
VOLUME_COLON_PAGES = regex(r"(?:(?<=[^\W\d_])\s|;\s?)(?P<volume>\d{1,4}):\s?(?P<pages>\d+\s?[–-]\s?\d+)(?=[.,;)\s]|$)")
VOLUME_PAGES = regex(r",\s(?P<volume>\d{1,4}),\s(?P<pages>\d+\s?[–-]\s?\d+)(?=[.,;)\s]|$)")
AFTER_VOLUME_ISSUE = regex(rf"^\s?[,:]\s?(?P<pages>{_SPAN})(?!\w)")

ROMAN_VOLUME_ISSUE = regex(r",\s(?P<volume>[IVXLC]{1,7})\.(?P<issue>\d{1,3})(?=[,.]?\s)")
ROMAN_VOLUME = regex(r",\s(?P<volume>[IVXLC]{1,7}),\s(?=\ue001)")
BEHIND_YEAR = regex(r"\ue001\s?\)?\s?:\s?(?P<pages>\d+\s?[-–]\s?\d+)(?![\w-])")
"""``Surveillance & Society 2, no. 2 (2004): 177–98``."""
BEHIND_NUMBERED_YEAR = regex(r"\ue001\s?\)?\s?[:,]\s?(?P<pages>\d+\s?[-–]\s?\d+)(?![\w-])")
"""``Policing and Society 30 (8) 2020, 905–919``: where a volume is told, a comma is enough."""
BRACKETED_ISSUE = regex(r",\s\((?P<issue>\d{1,4}(?:\s?[-–/]\s?\d{1,4})?)\),\s(?P<pages>\d+(?:\s?[-–]\s?\d+)?)(?!\d)")
"""``Revista de Derecho, (107), 123-150``."""
LAW_JOURNAL = regex(
    r"(?:,|(?<=\ue001\)))\s(?P<volume>\d{1,4})\s(?P<journal>[A-Z][\w.’'&]*(?:\s[A-Z&][\w.’'&]*){0,6})"
    r"\s(?P<page>\d{1,6})"
    r"(?:,\s(?P<pinpoint>\d{1,5}(?:\s?[-–]\s?\d+)?))?(?=[\s.;]*(?:\(|\ue001|$))"
)
"""``154 U. PA. L. REV. 477, 490 (2006)``."""
YEARLY = regex(
    r"(?P<journal>[A-ZÄÖÜ](?:(?<=[,;.]\s.)|(?<!..))[A-Za-zÄÖÜäöü]{1,5}(?:-[A-Z]\w+)?)\s"
    r"(?:(?P<issue>\d{1,2}(?:[–-]\d{1,2})?)/)?(?P<year>(?:19|"
    r"20)\d\d),\s(?:(?:S|pp?)\.\s?)?(?P<page>\d{1,4}(?:\s?[-–]\s?\d{1,4})?)"
    r"(?:\s\((?P<pinpoint>\d{1,4}(?:\s?[-–]\s?\d+|\sff?\.)?)\)|"
    r",\s(?P<pinpoint2>\d{1,4}))?(?![\w/])"
)
"""``NVwZ 2019, 1465 (1468)``, ``ZD 3/2017, 10``: a journal that counts by the year."""
REPORT_CODE = regex(
    r"(?<!\w)(?:(?:(?:BT|BR|LT)-)?(?:Drs\.|Drucks\.|Drucksache)\s?(?P<drucksache>\d{1,4}/\d{1,6})|"
    r"(?:AI\s)?[Ii]ndex(?:\s(?:No\.|[Nn]umber|n[°º]))?\s?:?\s(?P<index>[A-Z]{3}\s\d\d/\d{1,5}/\d{2,4})|"
    r"[Dd]oc\.?\s?web\s(?:n[.°º]\s?)?(?P<document>\d{5,9})|"
    r"(?P<number>(?!COVID)[A-Z]{3,5}-\d{2}-\d{2,5}[A-Z]{0,4}|(?:(?:HC|HL)(?:\sPaper)?|Cm|Cmnd|NISTIR|SWD|COM|JOIN|SEC|PE|WP)\s?(?:\(\d{4}\)\s)?\d[\d./]*\d"
    r"(?:\s(?:final|endg\.))?))(?=[\s,.;)\]]|$)"
)
"""``HC 1970``, ``COM(2021) 206``, ``GAO-21-518``: numbers of parliaments, commissions and bureaus."""
REPORT_CODES = ("Dr", "ndex", " web", "HC", "HL", "Cm", "NISTIR", "SWD", "COM", "JOIN", "SEC", "PE", "WP")
DASHED_CODE = regex(r"[A-Z]-\d\d-")
"""One of these stands in every match of `REPORT_CODE`."""
WORKING_PAPER = regex(
    r"(?:(?<=[.,;:)”»’\"\ue001]\s)|^)(?P<body>(?:[A-ZÀ-Þ][\w&’-]*\s(?:(?:of|de|for)\s)?){0,6}?)"
    r"(?P<genre>(?:(?:Working|Discussion|Research|Staff|Technical|Occasional|Policy|Policy Research|Staff)\s){1,2}"
    r"(?:Papers?|Reports?|Briefs?|Notes?)(?:\sSeries)?|[Dd]ocuments? de travail|[Dd]ocumentos? de traba(?:jo|lho)|"
    r"(?:Arbeits|Diskussions)papiere?|[Dd]ocumento di lavoro)"
    r"(?:\s(?:de |du |des |of |der |del |do )?(?P<behind>[A-ZÀ-Þ][\w&’-]*(?:\s[A-ZÀ-Þ][\w&’-]*){0,3}))?"
    r",?\s(?:[Nn][o°º]s?\.?\s?|[Nn]r\.\s?|n\.\s?|n\.º\s?|núm\.\s?|#)?(?P<number>\d{1,6}(?:[./-]\d{1,5}){0,2})(?!\w|\s[A-ZÀ-Þ])"
)
"""``NBER Working Paper 22399``, ``Document de travail INED, n° 241``: the house, its series and the number in it."""
PAPER_OF_SESSION = regex(
    r"\s?\((?:HC|HL)(?:\sPaper)?\s(?P<first>(?:19|20)\d\d)[–/-](?P<last>\d{2,4}),\s(?P<number>\d+(?:-[IVX]+)?)\)"
)
"""``(HL 2021–22, 180)``: house, session and number of a paper, as OSCOLA writes them."""
LAST_NUMBER = regex(r"[)\ue001],?\s(?P<pages>[A-F]?\d{1,4}(?:\s?[-–]\s?\d{1,4})?)(?:,\s\d{1,4})?[\s.;]*$")
"""OSCOLA's pinpoint: the last figure, behind the bracket."""
BRACKETED_NUMBER = regex(
    r"\s?\((?P<genre>(?:[A-Z][a-z]+\s)?(?:Report|Paper|Publication|Document|Brief|Memorandum))\s(?:No|Nr)\.\s"
    r"(?P<number>[^()\ue000\ue001]{1,40})\)"
)
"""``(Working Paper No. 12-B)``: APA writes the number of a report in brackets behind its title."""
REPORT_NUMBER = regex(
    r"(?<!\w)(?:rapport|avis|délibération|parecer|drucksache|dictamen|informe|étude|document|doc|question|"
    r"report|paper|"
    r"décision|resolution|résolution|resolución|procedimiento|expediente|provvedimento|relatório|relazione|kamerstukken?|bericht|"
    r"communication|note|nota|edital|pregão|contrato|convênio|ofício)\w{0,4}"
    r"(?:\s[^\W\d_’']+(?:[’'][^\W\d_]+)?){0,3}\s(?:(?:n[o°º]|n\.º|Nr\.|núm\.|no\.|"
    r"n\.)\s?(?P<number>(?:(?-i:[A-Z]{1,4})/)?\d\w*(?:[/–-]\d\w*){0,2})|(?P<slashed>\d+/\d+))(?!\w)",
    re.IGNORECASE,
)
"""``Rapport d’information n° 1089``, ``Drucksache 20/1234``: the number of the work, no issue of a journal."""
REPORT_WORDS = (
    "rapport", "avis", "délib", "parecer", "drucks", "dictam", "inform", "étude", "doc", "question", "report", "paper",
    "décision", "resolu", "résolu", "procedim", "expedient", "provved", "relat", "relaz", "kamerst",
    "bericht", "communic", "note", "nota", "edital", "pregão", "contrato", "convênio", "ofício",
)  # fmt: skip
"""One of them stands in every match of `REPORT_NUMBER`: seeing that costs a tenth of the search."""

DOI_IN_ADDRESS = regex(r"^(?:https?://)?(?:dx\.)?doi\.org/(?P<doi>10\.\d{4,9}/\S+)$", re.IGNORECASE)


class Pages(NamedTuple):
    """Pages as cited."""

    value: str
    start: int
    end: int


def find_pages(flat: str) -> Pages | None:
    """Return the pages a citation gives: ``p. 70``, ``pp. 93-105``, ``S. 5``, ``pág. 23``."""
    match = PAGES.search(flat)
    if match is None:
        return None
    return Pages(whole_range(match["pages"]), match.start(), match.end())


_WORD_IN_RANGE = regex(r"(?<=\d)\s(?:à|bis|to|al?)\s(?=\d)")
_DASH_IN_RANGE = regex(r"\s?[-–—]\s?")
_RANGE = regex(r"(\d+)-(\d+)")


def whole_range(pages: str) -> str:
    """Write a range of pages with a hyphen, a shortened end filled up.

    >>> whole_range("135–61"), whole_range("112 – 130"), whole_range("1, 14 et 15")
    ('135-161', '112-130', '1, 14 et 15')
    """
    if pages.isdigit():
        return pages
    pages = _WORD_IN_RANGE.sub("-", pages)
    pages = _DASH_IN_RANGE.sub("-", pages.strip())
    match = _RANGE.fullmatch(pages)
    if match and len(match[2]) < len(match[1]):
        return f"{match[1]}-{match[1][: len(match[1]) - len(match[2])]}{match[2]}"
    return pages
