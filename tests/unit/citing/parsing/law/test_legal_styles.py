# ruff: noqa: E501  (a citation stands on one line)
"""What lawyers and parliaments of Europe and the United Nations cite in shapes of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.csl import item_to_csl
from sourcekeeper.model import Citation

Cite = Callable[..., tuple[Citation, ...]]


def day(*parts: int) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(parts)]}


CASES = {
    "order-with-brackets-and-instrument": (
        "The Street Lighting (Hours of Use) (Wales) Regulations 2014, SI 2014/311, reg 4.",
        "en",
        {
            "type": "legislation",
            "title": "The Street Lighting (Hours of Use) (Wales) Regulations 2014",
            "number": "2014/311",
            "locator": "4",
            "author": None,
        },
    ),
    "act-whose-name-is-a-list": (
        "Nationality, Borders and Lamps Act 2019, s 11(2).",
        "en",
        {"type": "legislation", "title": "Nationality, Borders and Lamps Act 2019", "locator": "11(2)"},
    ),
    "act-of-northern-ireland": (
        "Lamps and Weirs Act (Northern Ireland) 2011, s 3.",
        "en",
        {"type": "legislation", "title": "Lamps and Weirs Act (Northern Ireland) 2011", "author": None},
    ),
    "paper-of-a-session": (
        "Lighting Committee, Lamps at night: a second look (HC 2018–19, 412) para 9.",
        "en",
        {
            "type": "report",
            "author": [{"literal": "Lighting Committee"}],
            "title": "Lamps at night: a second look",
            "number": "412",
            "issued": {"date-parts": [[2018], [2019]]},
        },
    ),
    "title-behind-the-last-of-two-names": (
        "Ada Byron and Mary Seacole, UK Weirs: Cases and Comments (2nd edn, OUP 2011) 40.",
        "en",
        {
            "author": [{"family": "Byron", "given": "Ada"}, {"family": "Seacole", "given": "Mary"}],
            "title": "UK Weirs: Cases and Comments",
            "edition": "2",
        },
    ),
    "collection-of-a-court": (
        "BVerfGE 120, 274 (303 f.) – Online-Durchsuchung.",
        "de",
        {
            "type": "legal_case",
            "title": "Online-Durchsuchung",
            "container-title": "BVerfGE",
            "volume": "120",
            "page": "274",
            "locator": "303 f.",
        },
    ),
    "collection-without-a-name": (
        "BGHZ 181, 328.",
        "de",
        {"type": "legal_case", "container-title": "BGHZ", "volume": "181", "page": "328"},
    ),
    "swiss-collection": (
        "BGE 138 II 346 E. 7.2.",
        "de",
        {"type": "legal_case", "container-title": "BGE", "volume": "138 II", "page": "346", "locator": "7.2"},
    ),
    "journal-by-issue-and-year": (
        "Hartung/Weiss, ZD 3/2017, 110 (112).",
        "de",
        {
            "type": "article-journal",
            "author": [{"family": "Hartung"}, {"family": "Weiss"}],
            "container-title": "ZD",
            "issue": "3",
            "page": "110",
            "locator": "112",
            "issued": day(2017),
        },
    ),
    "italian-journal": (
        "A. Belli, Le luci della città, in Rivista dei Lampioni, n. 4, 2018, pp. 30 ss.",
        "it",
        {
            "type": "article-journal",
            "title": "Le luci della città",
            "container-title": "Rivista dei Lampioni",
            "issue": "4",
        },
    ),
    "inter-american-court": (
        "Corte IDH, Caso Lámpara y otros Vs. Ecuador, Fondo, Reparaciones y Costas, Sentencia de 3 de mayo de 2011, Serie C No. 225, párr. 61.",
        "es",
        {
            "type": "legal_case",
            "authority": "Corte IDH",
            "title": "Lámpara y otros Vs. Ecuador",
            "issued": day(2011, 5, 3),
        },
    ),
    "law-and-where-it-was-printed": (
        "Ley N° 20.001 que regula el alumbrado, publicada en el Diario Oficial el 5 de febrero de 2005.",
        "es",
        {"type": "legislation", "title": "Ley N° 20.001 que regula el alumbrado", "number": "20.001"},
    ),
    "german-law-of-a-land": (
        "Thüringer Lampengesetz vom 4. Mai 2007 (GVBl. S. 74), § 31.",
        "de",
        {"type": "legislation", "title": "Thüringer Lampengesetz vom 4. Mai 2007", "locator": "31", "author": None},
    ),
    "constitutional-court-of-colombia": (
        "Corte Constitucional de Colombia, Sentencia T-411 de 2015, M.P. Ana Luz.",
        "es",
        {
            "type": "legal_case",
            "authority": "Corte Constitucional de Colombia",
            "number": "T-411",
            "issued": day(2015),
            "author": None,
        },
    ),
    "number-that-ends-in-a-year": (
        "Suprema Corte de Justicia de la Nación, Amparo Directo 31/2013, 5 de mayo de 2015.",
        "es",
        {"type": "legal_case", "authority": "Suprema Corte de Justicia de la Nación", "issued": day(2015, 5, 5)},
    ),
    "general-comment": (
        "Committee on the Rights of the Child, General comment No. 25 (2021) on children’s rights in relation to the digital environment, CRC/C/GC/25, para. 70.",
        "en",
        {
            "type": "report",
            "author": [{"literal": "Committee on the Rights of the Child"}],
            "title": "General comment No. 25 (2021) on children’s rights in relation to the digital environment",
            "number": "CRC/C/GC/25",
            "issued": day(2021),
            "locator": "70",
        },
    ),
    "general-comment-behind-two-bodies": (
        "Nations unies, Comité des droits de l’homme, Observation générale n° 16, 8 avril 1988, par. 3.",
        "fr",
        {
            "author": [{"literal": "Comité des droits de l’homme"}],
            "title": "Observation générale n° 16",
            "issued": day(1988, 4, 8),
        },
    ),
    "quoted-general-comment": (
        "UN Human Rights Committee, ‘General comment no. 34 on freedoms of opinion’, UN Doc CCPR/C/GC/34 (12 September 2011) para 12.",
        "en",
        {
            "type": "report",
            "author": [{"literal": "UN Human Rights Committee"}],
            "number": "CCPR/C/GC/34",
            "issued": day(2011, 9, 12),
        },
    ),
    "rapporteur": (
        "Special Rapporteur on the right to light, Lamps for all: a first survey, A/HRC/51/20, 2 June 2022, para. 4.",
        "en",
        {"author": [{"literal": "Special Rapporteur on the right to light"}], "title": "Lamps for all: a first survey"},
    ),
    "opinion-piece": (
        "Tribune collective, « Rallumez les lampes », Politis, 4 mars 2021.",
        "fr",
        {"type": "article-newspaper", "container-title": "Politis"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "language", "expected"), CASES.values(), ids=CASES)
def test_a_citation_in_a_style_of_lawyers_is_read(cite: Cite, text, language, expected):
    (citation,) = cite(text, language)
    made = item_to_csl(citation.item, "x")
    assert {name: made.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Voir le rapport de la Ligue des lampes (https://a.example/r) et celui du Syndicat des veilleurs (https://b.example/s).", "fr"),
        ("See the report of the League of Lamps (https://a.example/r) and that of the Watch Union (https://b.example/s).", "en"),
        ("Siehe den Bericht der Lampenliga (https://a.example/r) und den der Gewerkschaft der Wächter (https://b.example/s).", "de"),
    ],
)  # fmt: skip
def test_two_sources_may_share_one_noun(cite: Cite, text, language):
    first, second = cite(text, language)
    assert (first.addresses[0].url, second.addresses[0].url) == ("https://a.example/r", "https://b.example/s")
