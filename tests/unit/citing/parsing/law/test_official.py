from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.csl import item_to_csl
from sourcekeeper.model import Citation

Cite = Callable[..., tuple[Citation, ...]]


def day(*parts: int) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(parts)]}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "HL Deb 9 May 2017, vol 783, cols 1210–2.",
            "en",
            {
                "type": "report",
                "container-title": "HL Deb",
                "volume": "783",
                "locator": "1210-1212",
                "issued": day(2017, 5, 9),
            },
        ),
        ("BR-Drs. 88/21, S. 4.", "de", {"title": "BR-Drs. 88/21", "number": "88/21", "locator": "4"}),
        (
            "Landtag Brandenburg, Drucksache 7/410 vom 8.1.2020, S. 2.",
            "de",
            {
                "author": [{"literal": "Landtag Brandenburg"}],
                "title": "Drucksache 7/410",
                "number": "7/410",
                "issued": day(2020, 1, 8),
            },
        ),
        (
            "Kamerstukken I 2021/22, 35 447, C, p. 9.",
            "nl",
            {
                "type": "report",
                "title": "Kamerstukken I 2021/22, 35 447, C",
                "number": "35 447, C",
                "issued": {"date-parts": [[2021], [2022]]},
                "locator": "9",
            },
        ),
        (
            "Question écrite n° 3321 de Mme Odile Brun, JO Sénat du 7 novembre 2019, p. 5601.",
            "fr",
            {
                "type": "report",
                "title": "Question écrite n° 3321",
                "author": [{"family": "Brun", "given": "Odile"}],
                "number": "3321",
                "container-title": "JO Sénat",
                "issued": day(2019, 11, 7),
                "locator": "5601",
            },
        ),
        (
            "European Parliament, Written question E-001234/2021 by Ada Berg, 3 March 2021.",
            "en",
            {
                "type": "report",
                "number": "E-001234/2021",
                "publisher": "European Parliament",
                "author": [{"family": "Berg", "given": "Ada"}],
                "issued": day(2021, 3, 3),
            },
        ),
        (
            "CNIL, délib. SAN-2022-009, 15 avril 2022.",
            "fr",
            {"type": "legal_case", "authority": "CNIL", "number": "SAN-2022-009", "issued": day(2022, 4, 15)},
        ),
        (
            "Délibération de la formation restreinte n° SAN-2019-010 du 21 novembre 2019 concernant la société Phare",
            "fr",
            {
                "type": "legal_case",
                "authority": "CNIL",
                "number": "SAN-2019-010",
                "title": "Délibération de la formation restreinte n° SAN-2019-010 du 21 novembre 2019 concernant "
                "la société Phare",
            },
        ),
        (
            "Garante privacy, provv. 16 gennaio 2020, n. 7, doc. web 9256486.",
            "it",
            {
                "type": "legal_case",
                "authority": "Garante privacy",
                "number": "9256486",
                "issued": day(2020, 1, 16),
            },
        ),
        (
            "AEPD, Resolución PS/00310/2022 (Tiendas Sol), de 5 de mayo de 2022.",
            "es",
            {
                "type": "legal_case",
                "authority": "AEPD",
                "number": "PS/00310/2022",
                "title": "Resolución PS/00310/2022 (Tiendas Sol)",
                "issued": day(2022, 5, 5),
            },
        ),
        (
            "ICO, Enforcement Notice: Northgate Parking Ltd, 18 May 2022.",
            "en",
            {
                "type": "legal_case",
                "authority": "ICO",
                "title": "Enforcement Notice: Northgate Parking Ltd",
                "issued": day(2022, 5, 18),
            },
        ),
    ],
    ids=lambda value: value[:28] if isinstance(value, str) else None,
)
def test_papers_and_decisions_are_known_by_designation_and_number(
    cite: Cite, text: str, language: str, expected: dict[str, object]
) -> None:
    (citation,) = cite(text, language)
    assert citation.item is not None
    made = item_to_csl(citation.item, "x")
    assert {name: made.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "CNIL, délibération SAN-2021-003 du 12 janvier 2021.",
        "AEPD, Resolución PS/00120/2021, de 27 de julio de 2021.",
        "Garante per la protezione dei dati personali, provvedimento 26 febbraio 2020, doc. web n. 9309458.",
    ],
)
def test_kind_number_and_day_alone_are_no_title(cite: Cite, text: str) -> None:
    (citation,) = cite(text)
    assert citation.item is not None
    assert "title" not in citation.item.fields


def test_an_opinion_of_the_cnil_stays_an_act_with_its_title(cite: Cite) -> None:
    (citation,) = cite("CNIL, Délibération n° 2020-091 du 17 septembre 2020 portant adoption de lignes directrices")
    assert citation.item is not None
    assert citation.item.type == "legislation"
    assert citation.item.text("title").endswith("portant adoption de lignes directrices")


@pytest.mark.parametrize(
    "text",
    [
        "La question est de savoir si 12 caméras suffisent.",
        "The AP decision was no surprise to anyone.",
        "Le Garante aveva promesso una decisione.",
    ],
)
def test_prose_that_only_names_such_things_is_no_source(cite: Cite, text: str) -> None:
    assert cite(text) == ()
