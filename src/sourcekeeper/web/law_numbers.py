"""Numbers of laws and rulings, and where the text can be read: ELI, CELEX, ECLI, NOR, Légifrance, Conseil d'État.

Pure, linear time. An address is made only where the publisher's own rule gives one from what stands in the text: the
ELI of a French law needs its day, a decision of the Conseil d'État too. Nothing is guessed.

Sources: Council conclusions on ELI (2012/C 325/02) and on ECLI (2011/C 127/01); EUR-Lex, "Linking to EUR-Lex";
Légifrance, "Les ELI en France"; Conseil d'État, ArianeWeb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold


@dataclass(frozen=True, slots=True)
class LawNumber:
    """A number of a law or a ruling as found in a text."""

    kind: str
    """A value of `identifiers.IdentifierKind`."""
    value: str
    start: int
    end: int
    url: str = ""
    is_valid: bool = True


def find_law_numbers(text: str, language: str = "") -> Iterator[LawNumber]:
    """Yield the numbers of laws and rulings in a text, kind after kind; they may overlap."""
    locale = language.upper() if language.lower() in _EU_LANGUAGES else "EN"
    lower = text.lower()
    # A quick look for what each must have: most texts have nothing of it.
    if "ecli" in lower:
        yield from _ecli(text, locale)
    if _LIKE_CELEX.search(text):
        yield from _celex(text, locale)
    if "eli/" in text:
        yield from _eli(text)
    if "/" in text and _SLASHED.search(text) and any(stem in lower for stem in _EU_STEMS):
        yield from _eu_acts(text)
    if "text0" in lower or "arti0" in lower or "dole0" in lower:
        yield from _legifrance(text)
    if "nor" in lower:
        yield from _nor(text)
    if ("no" in lower or "n°" in lower or "nº" in lower or "numéro" in lower) and _LONG_OR_HYPHENED.search(text):
        yield from _french_acts(text)
        yield from _council_of_state(text)
        yield from _constitutional_council(text)


_LIKE_CELEX = regex(r"\d\d\d[A-Z]{1,2}\d{4}")
_SLASHED = regex(r"\d/\d")
_EU_STEMS = (
    *(
        "glement",
        "reglament",
        "regulat",
        "regulam",
        "regolament",
        "verord",
        "directiv",
        "direttiv",
        "diretiv",
        "richtl",
        "cision",
        "decis",
    ),
    *("beschl", "besluit"),
)
"""One of them stands in every name of an act of the Union."""
_LONG_OR_HYPHENED = regex(r"\d(?:-\d|\d{4})")
"""What stands in every number of such a kind: seeing that costs less than the search for the number."""
_EU_LANGUAGES = frozenset(
    ("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl",
     "pt", "ro", "sk", "sl", "sv")
)  # fmt: skip

# --- European -------------------------------------------------------------------------------------------------------

_ECLI = regex(
    r"(?<!\w)ECLI\s?:\s?(?P<value>[A-Z]{2}:[A-Z][A-Z0-9]{0,6}:[12]\d{3}:[A-Z0-9](?:[A-Z0-9.]{0,23}[A-Z0-9])?)(?!\w)",
    re.I,
)
_ECLI_OF_COUNCIL = regex(r"FR:CE[A-Z]*:\d{4}:(?P<number>\d{5,6})\.(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)")
_CELEX = regex(
    r"(?<![\w])(?:CELEX\s?(?:n[o°º]\.?\s?)?:?\s?)?(?P<value>[1-9CE](?:19[5-9]|20[0-4])\d[A-Z]{1,2}\d{4}(?:\(\d\d\))?"
    r"|0(?:19[5-9]|20[0-4])\d[A-Z]{1,2}\d{4}-\d{8})(?![\w])"
)
_ELI = regex(
    r"(?<![\w.])(?:ELI\s?:\s?)?/?(?P<value>eli/(?:(?P<eu>reg|dir|dec|reco|reg_impl|reg_del|dir_impl|dir_del|dec_impl|"
    r"dec_del)/\d{4}/\d{1,5}(?:/[\w-]+){0,3}"
    r"|(?:loi|ordonnance|decret|arrete|decision)/\d{4}/\d{1,2}/\d{1,2}/[\w-]{3,20}(?:/[\w-]+){0,3}))"
)


def _ecli(text: str, locale: str) -> Iterator[LawNumber]:
    for match in _ECLI.finditer(text):
        body = match["value"].upper()
        value = f"ECLI:{body}"
        council = _ECLI_OF_COUNCIL.fullmatch(body)
        if council:
            url = _council_address(council["number"], f"{council['y']}-{council['m']}-{council['d']}")
        elif body.startswith("EU:"):
            url = f"https://eur-lex.europa.eu/legal-content/{locale}/TXT/?uri=ecli:{value}"
        else:
            url = f"https://e-justice.europa.eu/ecli/{value}"
        yield LawNumber("ecli", value, match.start(), match.end(), url)


def _celex(text: str, locale: str) -> Iterator[LawNumber]:
    for match in _CELEX.finditer(text):
        value = match["value"]
        url = f"https://eur-lex.europa.eu/legal-content/{locale}/TXT/?uri=CELEX:{value}"
        yield LawNumber("celex", value, match.start("value"), match.end(), url)


def _eli(text: str) -> Iterator[LawNumber]:
    for match in _ELI.finditer(text):
        home = "http://data.europa.eu" if match["eu"] else "https://www.legifrance.gouv.fr"
        yield LawNumber("eli", match["value"], match.start("value"), match.end(), f"{home}/{match['value']}")


_EU_KINDS = {
    "reg": r"r[èe]glements?|regulations?|verordnung(?:en)?|reglamentos?|regolament[oi]|regulamentos?|"
    r"verordening(?:en)?",
    "dir": r"directives?|richtlinien?|directivas?|direttiv[ae]|diretivas?|richtlijn(?:en)?",
    "dec": r"d[ée]cisions?|beschl(?:uss|üsse)|decisi[óo]n(?:es)?|decision[ei]|decis(?:ão|ões)|besluit(?:en)?",
}
_EU_IMPLEMENTING = r"d[’']exécution|implementing|durchführungs|de ejecución|di esecuzione|de execução|uitvoerings"
_EU_DELEGATED = r"déléguée?|delegated|delegierten?|delegad[oa]|delegat[oa]|gedelegeerde"
_EU_ACT = regex(
    r"(?<!\w)(?P<before>(?:" + _EU_IMPLEMENTING + "|" + _EU_DELEGATED + r")\s?-?)?"
    r"(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _EU_KINDS.items()) + r")"
    r"(?P<behind>\s(?:" + _EU_IMPLEMENTING + "|" + _EU_DELEGATED + r"))?\s"
    r"(?:\((?P<body>UE|EU|CE|EC|EG|CEE|EEC|EWG|EEG)\)\s?)?(?P<numbered>n[o°º]\.?\s?|nr\.?\s?|núm\.\s?)?"
    r"(?P<one>\d{1,4})/(?P<two>\d{1,4})(?:/(?P<tail>UE|EU|CE|EC|EG|CEE|EEC|EWG|EEG))?(?![\w/])",
    re.I,
)


def _eu_acts(text: str) -> Iterator[LawNumber]:
    for match in _EU_ACT.finditer(text):
        if not (match["body"] or match["tail"]):
            continue
        kind = next(name for name in _EU_KINDS if match[name])
        numbered = _year_and_number(match, kind)
        shade = (match["before"] or match["behind"] or "").lower()
        suffix = "" if not shade else "_impl" if re.match(_EU_IMPLEMENTING, shade.strip(), re.I) else "_del"
        written = f"{match['one']}/{match['two']}" + (f"/{match['tail']}" if match["tail"] else "")
        url = f"http://data.europa.eu/eli/{kind}{suffix}/{numbered[0]}/{numbered[1]}/oj" if numbered else ""
        yield LawNumber("eu-act", written, match.start(), match.end(), url, numbered is not None)


def _year_and_number(match: re.Match[str], kind: str) -> tuple[int, int] | None:
    """Tell the year from the number: regulations had the year last until 2014, everything has it first since 2015."""
    one, two = int(match["one"]), int(match["two"])
    by_old_rule = kind == "reg" and (bool(match["numbered"]) or (match["body"] or "").upper() not in ("", "UE", "EU"))
    if by_old_rule:
        return (two, one) if _is_year(match["two"]) and two < 2015 else None
    if _is_year(match["one"]) and not (kind == "reg" and one < 2015):
        return one, two
    if kind != "reg" and len(match["one"]) == 2 and one >= 52:  # directive 95/46/CE
        return 1900 + one, two
    return (two, one) if _is_year(match["two"]) and two < 2015 else None


def _is_year(figures: str) -> bool:
    return len(figures) == 4 and 1952 <= int(figures) <= 2049


# --- French ---------------------------------------------------------------------------------------------------------

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv january", "fevrier fevr fev february", "mars march", "avril avr april", "mai may",
            "juin june", "juillet juill juil july", "aout august", "septembre sept september",
            "octobre oct october", "novembre nov november", "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAY = r"(?P<day>[0-3]?\d)(?:er)?\s(?P<month>[^\W\d_]{3,9})\.?\s(?P<year>(?:1[89]|20)\d\d)"
_NUMBER_WORD = r"(?:n[o°º]s?\.?|numéro|No\.?)\s?"
_FRENCH_ACT = regex(
    rf"(?<!\w)(?P<kind>loi|ordonnance|décret|law|decree|ordinance)(?P<shade>\s[^\W\d_-]{{3,20}})?\s{_NUMBER_WORD}"
    rf"(?P<value>(?P<first>\d{{2}}|\d{{4}})-\d{{1,4}})(?!\w)(?:\s(?:modifiée?\s)?(?:du|of)\s{_DAY})?",
    re.I,
)
_ACT_KINDS = {"loi": "loi", "law": "loi", "ordonnance": "ordonnance", "ordinance": "ordonnance", "decret": "decret",
              "decree": "decret"}  # fmt: skip
_NOR = regex(r"(?<!\w)(?:NOR\s?:?\s?)(?P<value>[A-Z]{4}\d{7}[A-Z])(?!\w)", re.I)
_NOR_KINDS = {"L": "loi", "R": "ordonnance", "D": "decret", "A": "arrete"}
_DAY_OF_ACT = regex(rf"(?<!\w)(?:du|of)\s{_DAY}", re.I)
_LEGIFRANCE = regex(
    r"(?<!\w)(?P<value>(?P<collection>JORFTEXT|JORFARTI|JORFDOLE|LEGITEXT|LEGIARTI|CETATEXT|JURITEXT|CONSTEXT)\d{12})(?!\w)"
)
_LEGIFRANCE_HOME = {
    "JORFTEXT": "jorf/id/{}",
    "JORFARTI": "jorf/article_jo/{}",
    "JORFDOLE": "dossierlegislatif/{}/",
    "LEGITEXT": "loda/id/{}",
    "LEGIARTI": "loda/article_lc/{}",
    "CETATEXT": "ceta/id/{}",
    "JURITEXT": "juri/id/{}",
    "CONSTEXT": "cons/id/{}",
}
_CODE_HOME = {"LEGITEXT": "codes/texte_lc/{}", "LEGIARTI": "codes/article_lc/{}"}
_CODE = regex(r"(?<!\w)code\s", re.I)
_COUNCIL = r"(?<!\w)(?:CE|Conseil\sd[’']\s?[ÉE]tat)(?!\w)[^;\n]{0,90}?"
_COUNCIL_OF_STATE = (
    regex(rf"{_COUNCIL}(?<!\d){_DAY}[^;\n]{{0,90}}?{_NUMBER_WORD}(?P<value>\d{{5,6}})(?![\w-])"),
    regex(rf"{_COUNCIL}{_NUMBER_WORD}(?P<value>\d{{5,6}})(?![\w-])[^;\n]{{0,60}}?(?<!\d){_DAY}"),
    regex(rf"{_COUNCIL}{_NUMBER_WORD}(?P<value>\d{{5,6}})(?![\w-])"),
)
_CONSTITUTIONAL = regex(
    rf"(?<!\w){_NUMBER_WORD}(?P<value>(?P<first>\d{{4}})-(?P<numbers>\d{{1,4}}(?:(?:/|\set\s)\d{{1,4}}){{0,4}})\s(?P<type>DC|QPC))(?!\w)"
    rf"(?:,?\s(?:du\s)?{_DAY})?"
)


def _day(match: re.Match[str]) -> date | None:
    """Read the day of a match whose pattern has `_DAY` in it; None when none was written, or there is no such day."""
    found = match.groupdict()
    month = _MONTHS.get(fold(found.get("month") or ""))
    if month is None:
        return None
    try:
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None


def _french_acts(text: str) -> Iterator[LawNumber]:
    for match in _FRENCH_ACT.finditer(text):
        kind, day = _ACT_KINDS[fold(match["kind"])], _day(match)
        fits = day is None or str(day.year).endswith(match["first"])
        # An organic law has a type of its own; "décret modifié n° …" would be another act's number.
        plain = match["shade"] is None
        url = _eli_address(kind, day, match["value"]) if day and fits and plain else ""
        end = match.end() if day else match.end("value")
        yield LawNumber("french-act", match["value"], match.start(), end, url, fits)


def _eli_address(kind: str, day: date, number: str) -> str:
    return f"https://www.legifrance.gouv.fr/eli/{kind}/{day.year}/{day.month}/{day.day}/{number}/jo/texte"


def _nor(text: str) -> Iterator[LawNumber]:
    """A NOR tells the kind of act by its last letter; its ELI needs the day too, which stands before it."""
    for match in _NOR.finditer(text):
        value = match["value"].upper()
        kind = _NOR_KINDS.get(value[-1], "")
        days = [day for found in _DAY_OF_ACT.finditer(text, max(0, match.start() - 300), match.start())
                if (day := _day(found))]  # fmt: skip
        # The year of the number is that of its drafting: at most the year before.
        fitting = [day for day in days if day.year % 100 - int(value[4:6]) in (0, 1)]
        url = _eli_address(kind, fitting[0], value) if kind and fitting else ""
        yield LawNumber("nor", value, match.start("value"), match.end(), url)


def _legifrance(text: str) -> Iterator[LawNumber]:
    for match in _LEGIFRANCE.finditer(text):
        collection = match["collection"]
        home = _LEGIFRANCE_HOME[collection]
        if collection in _CODE_HOME and _CODE.search(text, max(0, match.start() - 120), match.start()):
            home = _CODE_HOME[collection]
        url = f"https://www.legifrance.gouv.fr/{home.format(match['value'])}"
        yield LawNumber("legifrance", match["value"], match.start(), match.end(), url)


def _council_of_state(text: str) -> Iterator[LawNumber]:
    taken = -1
    for pattern in _COUNCIL_OF_STATE:
        for match in pattern.finditer(text):
            if match.start() <= taken:
                continue
            day = _day(match)
            url = _council_address(match["value"], day.isoformat()) if day else ""
            yield LawNumber("conseil-detat", match["value"], *match.span("value"), url)
            taken = match.end() if day else taken


def _council_address(number: str, day: str) -> str:
    return f"https://www.conseil-etat.fr/fr/arianeweb/CE/decision/{day}/{number}"


def _constitutional_council(text: str) -> Iterator[LawNumber]:
    for match in _CONSTITUTIONAL.finditer(text):
        day = _day(match)
        numbers = re.sub(r"/|\set\s", "_", match["numbers"])
        # The folder is the year of the decision, which for those of January may be the year after the number's.
        url = (
            f"https://www.conseil-constitutionnel.fr/decision/{day.year}/{match['first']}{numbers}{match['type']}.htm"
            if day
            else ""
        )
        yield LawNumber("conseil-constitutionnel", match["value"], *match.span("value"), url)
