"""Identifiers that stand where an address could: DOI, arXiv, HAL, ISBN, ECLI … found, checked, given their address.

Pure, linear time. Each kind is one row of a table: what it looks like, how it is written in one form, what its check
digit says, and the lasting address its registry answers at. Those of law are in `law_numbers`.

Some name no single work that can be fetched: an ISBN names a book, an ISSN a journal. Those get no address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sourcekeeper.patterns import regex
from sourcekeeper.web import law_numbers
from sourcekeeper.web.addresses.mending import doi_address
from sourcekeeper.web.check_digits import is_isbn, is_issn


class IdentifierKind(StrEnum):
    """What kinds there are, the strongest name of a work first."""

    DOI = "doi"
    ARXIV = "arxiv"
    HAL = "hal"
    PMID = "pmid"
    PMCID = "pmcid"
    HANDLE = "handle"
    ARK = "ark"
    URN_NBN = "urn-nbn"
    ELI = "eli"
    CELEX = "celex"
    ECLI = "ecli"
    LEGIFRANCE = "legifrance"
    """The number of a text in Légifrance's own collections: ``JORFTEXT…``, ``LEGITEXT…``, ``CETATEXT…``."""
    FRENCH_ACT = "french-act"
    """A French law, ordinance or decree by its number: ``loi n° 2023-380 du 19 mai 2023``."""
    NOR = "nor"
    FRENCH_COUNCIL = "conseil-detat"
    CONSTITUTIONAL_COUNCIL = "conseil-constitutionnel"
    EU_ACT = "eu-act"
    """An act of the Union by its number: ``règlement (UE) 2016/679``."""
    UN_DOCUMENT = "un-document"
    ISBN = "isbn"
    ISSN = "issn"


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier as found in a text."""

    kind: IdentifierKind
    value: str
    """In its one form: ``10.1234/abc``, ``2103.14030v2``, ``9782358721967``, ``ECLI:EU:C:2014:317``."""
    start: int
    end: int
    url: str = ""
    """Where its registry answers for it; empty when it names nothing that can be fetched, or is not told enough."""
    is_valid: bool = True
    """False when the check digit, or what the text says beside it, contradicts it."""

    @property
    def names_work(self) -> bool:
        """Whether it alone says that a work is cited: a law's number may stand in any sentence."""
        return self.kind not in _MENTIONED


_MENTIONED = frozenset(
    {
        IdentifierKind.ISSN,
        IdentifierKind.FRENCH_ACT,
        IdentifierKind.NOR,
        IdentifierKind.EU_ACT,
        IdentifierKind.FRENCH_COUNCIL,
        IdentifierKind.UN_DOCUMENT,
    }
)

_STRENGTH = {kind: position for position, kind in enumerate(IdentifierKind)}


def find_identifiers(text: str, language: str = "") -> tuple[Identifier, ...]:
    """Return the identifiers of a text, in order, none inside another.

    `language`, two letters, decides in which language EUR-Lex answers; English when it has none of it.

    >>> [each.url for each in find_identifiers("arXiv:math/0309136v1; ISBN 978-2-35872-196-7")]
    ['https://arxiv.org/abs/math/0309136v1', '']
    """
    lower = text.lower()
    found: list[Identifier] = []
    for needles, find in _LOOKS:
        for needle in needles:
            if needle in lower:
                found += find(text)
                break
    found += (
        Identifier(IdentifierKind(act.kind), act.value, act.start, act.end, act.url, act.is_valid)
        for act in law_numbers.find_law_numbers(text, language)
    )
    if not found:
        return ()
    found.sort(key=lambda each: (each.start, -each.end, _STRENGTH[each.kind]))
    kept: list[Identifier] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def strongest(found: tuple[Identifier, ...]) -> Identifier | None:
    """Return the one whose address names the work best; None when none has an address."""
    able = [each for each in found if each.url and each.is_valid]
    return min(able, key=lambda each: _STRENGTH[each.kind], default=None)


# --- one row a kind -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """How one kind is found. The pattern's only named group is the identifier as written."""

    kind: IdentifierKind
    needles: tuple[str, ...]
    """One of these, in lower case, stands in every text that has one: most texts are done with that look."""
    pattern: re.Pattern[str]
    in_one_form: Callable[[str], str]
    address: Callable[[str], str]
    is_valid: Callable[[str], bool] = lambda _value: True

    def find(self, text: str) -> Iterator[Identifier]:
        for match in self.pattern.finditer(text):
            group = match.lastgroup or "value"
            written = match[group]
            if self.kind in _OPEN_ENDED:
                written = balanced_end(written)
            value = self.in_one_form(written)
            is_valid = self.is_valid(value)
            if not value or (not is_valid and match.start(group) == match.start()):
                # Figures that are wrong and that no word announces (ISBN) are figures of something else.
                continue
            start = match.start(group)
            url = self.address(value) if is_valid else ""
            yield Identifier(self.kind, value, start, start + len(written), url, is_valid)


_OPEN_ENDED = frozenset({IdentifierKind.DOI, IdentifierKind.HANDLE, IdentifierKind.ARK, IdentifierKind.URN_NBN})
"""Any character may belong to them: they end like an address."""


def balanced_end(text: str) -> str:
    """Cut trailing punctuation and closing brackets without a partner, as at the end of an address.

    >>> balanced_end("10.1002/(SICI)1096(199601)99:1<1::AID-A1>3.0.CO;2-1).")
    '10.1002/(SICI)1096(199601)99:1<1::AID-A1>3.0.CO;2-1'
    """
    surplus = {closing: text.count(closing) - text.count(opening) for closing, opening in _BRACKETS.items()}
    end = len(text)
    while end:
        last = text[end - 1]
        if last in surplus and surplus[last] > 0:
            surplus[last] -= 1
        elif last not in ".,;:!?…'’*_~\"”»":
            break
        end -= 1
    return text[:end]


_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}

_HAL_PREFIXES = (
    "hal|tel|halshs|inria|inserm|dumas|cel|sic|artxibo|ijn|edutice|ird|cea|ineris|irsn|lirmm|pasteur|medihal|mem|"
    "ensl|hprints|jpa|emse|meteo|in2p3|cirad|anses|obspm|ujm|lara|pastel|cnam|ifp|cstb|ineris|peer|hceres"
)
_HAL_HOME = {
    "tel": "theses.hal.science",
    "halshs": "shs.hal.science",
    "dumas": "dumas.ccsd.cnrs.fr",
    "medihal": "media.hal.science",
}


def _as_arxiv(written: str) -> str:
    number = re.sub(r"\s", "", written)
    archive, slash, rest = number.partition("/")
    return archive.lower().partition(".")[0] + slash + rest if slash else number


def _arxiv_month_exists(value: str) -> bool:
    digits = value.partition("/")[2] or value
    return 1 <= int(digits[2:4]) <= 12


def _hal_address(value: str) -> str:
    return f"https://{_HAL_HOME.get(value.partition('-')[0], 'hal.science')}/{value}"


def _compact(written: str) -> str:
    return re.sub(r"[^0-9Xx]", "", written).upper()


def _no_address(_value: str) -> str:
    return ""


_ROWS: tuple[_Row, ...] = (
    _Row(
        IdentifierKind.DOI,
        ("10.",),
        regex(r"(?<![\w./])(?:doi\s?:?\s?)?(?P<value>10\.\d{4,9}(?:\.\d+)*/[^\s\ue000\ue001«»“”\"]{1,300})", re.I),
        str,
        doi_address,
    ),
    _Row(
        IdentifierKind.ARXIV,
        ("arxiv", "/"),
        regex(
            r"(?<!\w)arXiv\s?(?:e-?print)?\s?[:.]?\s?(?:no\.\s?)?"
            r"(?P<value>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]{2,10}(?:\.[a-z]{2})?/\d{7}(?:v\d+)?)(?![\w/])"
            r"|(?<![\w/.-])(?P<old>(?:math|hep-(?:th|ph|ex|lat)|astro-ph|cond-mat|gr-qc|quant-ph|nucl-(?:th|ex)|"
            r"physics|cs|math-ph|nlin|q-bio|stat)(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)(?![\w/])",
            re.I,
        ),
        _as_arxiv,
        lambda value: f"https://arxiv.org/abs/{value}",
        _arxiv_month_exists,
    ),
    _Row(
        IdentifierKind.HAL,
        ("-0",),
        regex(rf"(?<![\w./-])(?P<value>(?:{_HAL_PREFIXES})-0\d{{7}}(?:v\d{{1,2}})?)(?![\w-])", re.I),
        str.lower,
        _hal_address,
    ),
    _Row(
        IdentifierKind.PMID,
        ("pmid", "pubmed"),
        regex(r"(?<!\w)(?:PMID|PubMed(?:\sID)?)\s?:?\s?(?P<value>[1-9]\d{0,7})(?!\w|\.\d)", re.I),
        str,
        lambda value: f"https://pubmed.ncbi.nlm.nih.gov/{value}/",
    ),
    _Row(
        IdentifierKind.PMCID,
        ("pmc",),
        regex(r"(?<!\w)(?:PMCID\s?:?\s?)?(?P<value>PMC\d{5,8})(?:\.\d)?(?!\w)"),
        str,
        lambda value: f"https://www.ncbi.nlm.nih.gov/pmc/articles/{value}/",
    ),
    _Row(
        IdentifierKind.HANDLE,
        ("hdl", "handle"),
        regex(r"(?<!\w)(?:hdl|handle)\s?:\s?(?P<value>\d{2,6}(?:\.\d+){0,4}/[^\s\ue000\ue001«»“”\"]{1,200})", re.I),
        str,
        lambda value: "https://hdl.handle.net/" + value.replace("#", "%23").replace("?", "%3F"),
    ),
    _Row(
        IdentifierKind.ARK,
        ("ark:",),
        regex(r"(?<![\w/])(?P<value>ark:/?\d{5}(?:\d{4})?/[^\s\ue000\ue001«»“”\"]{1,200})", re.I),
        lambda written: re.sub(r"(?i)^ark:/?", "ark:/", written),
        lambda value: f"https://n2t.net/{value}",
    ),
    _Row(
        IdentifierKind.URN_NBN,
        ("urn:nbn",),
        regex(r"(?<!\w)(?P<value>urn:nbn:(?:de|ch|at):[^\s\ue000\ue001«»“”\"]{3,100})", re.I),
        str,
        lambda value: f"https://nbn-resolving.org/{value}",
    ),
    _Row(
        IdentifierKind.UN_DOCUMENT,
        ("/",),
        regex(
            r"(?<![\w/])(?P<value>(?:[AES]|CCPR|CERD|CEDAW|CAT|CRC|CRPD|CMW|CED|HRI)(?:/[A-Z0-9.]{1,10}){1,4}/\d{1,5}"
            r"(?:/(?:Add|Rev|Corr)\.\d{1,2})?)(?![\w/])"
        ),
        str,
        lambda value: f"https://undocs.org/{value}",
    ),
    _Row(
        IdentifierKind.ISBN,
        ("isbn", "978", "979"),
        regex(
            r"(?<![\w-])(?:e-?)?(?:ISBN(?:-1[03])?\s?:?\s?)?"
            r"(?P<value>97[89](?:[-\s]?\d){10}|(?<=[\s:N3])\d(?:[-\s]?\d){8}[-\s]?[\dXx])(?![\w-])",
            re.I,
        ),
        _compact,
        _no_address,
        is_isbn,
    ),
    _Row(
        IdentifierKind.ISSN,
        ("issn",),
        regex(r"(?<!\w)(?:e-?)?ISSN(?:-L)?\s?:?\s?(?P<value>\d{4}-?\d{3}[\dXx])(?!\w)", re.I),
        lambda written: f"{_compact(written)[:4]}-{_compact(written)[4:]}",
        _no_address,
        is_issn,
    ),
)

_LOOKS = tuple((row.needles, row.find) for row in _ROWS)
"""What a quick look needs of each row, at hand."""
