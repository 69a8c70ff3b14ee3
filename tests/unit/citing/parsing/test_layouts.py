"""Layouts that notes have: each a citation made up for the rule, with what a librarian would take from it."""

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
        pytest.param(
            "Ida Roy, « Voir et être vu », in Paul Denis (dir.), Les rues filmées. Une histoire, Paris, Seuil, 2019, "
            "p. 12-30.",
            "fr",
            {"container-title": "Les rues filmées. Une histoire", "publisher": "Seuil", "publisher-place": "Paris"},
            id="a-subtitle-before-the-place",
        ),
        pytest.param(
            "« Les caméras de la ville », in Cour des comptes, Rapport public annuel 2020, Paris, 2020, p. 4-28.",
            "fr",
            {
                "type": "chapter",
                "author": [{"literal": "Cour des comptes"}],
                "container-title": "Rapport public annuel 2020",
            },
            id="a-body-before-the-book",
        ),
        pytest.param(
            "Émission « Les nuits du port », épisode « La lanterne », France Culture, 8 mars 2021.",
            "fr",
            {"title": "La lanterne", "container-title": "Les nuits du port", "publisher": "France Culture"},
            id="a-programme-and-its-episode",
        ),
        pytest.param(
            "Ada Berg, “The Lamp,” Harbour Nights, podcast audio, May 26, 2020.",
            "en",
            {"type": "broadcast", "container-title": "Harbour Nights"},
            id="a-programme-without-a-station",
        ),
        pytest.param(
            "Circulaire INTK1234567J du 4 mai 2012 relative aux caméras de quai, p. 4.",
            "fr",
            {
                "type": "legislation",
                "number": "INTK1234567J",
                "title": "Circulaire INTK1234567J du 4 mai 2012 relative aux caméras de quai",
                "locator": "4",
            },
            id="a-circular-by-its-number",
        ),
        pytest.param(
            "Arrêté du 3 mai 2021 portant création d’un fichier dénommé « Phare » (JO du 5 mai 2021, texte n° 7).",
            "fr",
            {
                "title": "Arrêté du 3 mai 2021 portant création d’un fichier dénommé « Phare »",
                "container-title": "JO",
                "number": None,
            },
            id="the-number-of-a-text-in-the-journal",
        ),
        pytest.param(
            "Tribunal Constitucional, Sentencia 12/2015, de 5 de febrero de 2015, FJ 3.",
            "es",
            {"type": "legal_case", "number": "12/2015", "issued": day(2015, 2, 5), "locator": "3"},
            id="a-ruling-behind-its-court",
        ),
        pytest.param(
            "Véase Ana Ruiz Prado, Las cámaras del puerto», El País, 22 de enero de 2022.",
            "es",
            {"author": [{"family": "Ruiz Prado", "given": "Ana"}], "title": "Las cámaras del puerto"},
            id="a-lost-opening-mark",
        ),
        pytest.param(
            "Comisión de Derechos, «Redes abiertas», ABC/REL/INF.9/18, 15 de marzo de 2018, párr. 21.",
            "es",
            {"type": "report", "number": "ABC/REL/INF.9/18", "locator": "21"},
            id="a-symbol-of-a-document",
        ),
        pytest.param(
            "European Commission, ‘Proposal for a Regulation on lamps’, COM(2020) 11 final, Brussels, 21 April 2020, "
            "Art 5(1)(d).",
            "en",
            {"number": "COM(2020) 11 final", "locator": "5(1)(d)", "publisher-place": "Brussels"},
            id="an-article-of-a-proposal",
        ),
        pytest.param(
            "House of Lords Lamps Committee, Lights out? The end of the lamp (HL Paper 18, 30 March 2020), para 6.",
            "en",
            {"number": "HL Paper 18", "locator": "6", "publisher": None},
            id="a-paper-of-the-lords",
        ),
        pytest.param(
            "Ann Smith, ‘From lamp to lens’ in Rob Jones (ed), Watching Streets (Routledge 2003) 249, 251.",
            "en",
            {"type": "chapter", "publisher": "Routledge", "locator": "249"},
            id="first-page-and-pinpoint",
        ),
        pytest.param(
            "Lea Weber/Jan Kurz, Lampen und Linsen, Policing and Society 30 (8) 2020, 905–919.",
            "de",
            {"volume": "30", "issue": "8", "page": "905-919"},
            id="pages-behind-volume-and-year",
        ),
        pytest.param(
            "LampWatch: Street Light Report 2020, Berlin, Oktober 2020, S. 12. https://www.lampwatch.example/report",
            "de",
            {"author": [{"literal": "LampWatch"}], "title": "Street Light Report 2020"},
            id="a-body-that-the-host-spells",
        ),
        pytest.param(
            "Bundesamt für Lampen (BfLA): Beleuchtung der Straßen, Berlin 2021.",
            "de",
            {"author": [{"literal": "Bundesamt für Lampen (BfLA)"}], "title": "Beleuchtung der Straßen"},
            id="a-short-name-in-small-and-large-letters",
        ),
        pytest.param(
            "D. Verdi, La lampada. Storia di una luce, trad. it. di C. Bianchi, Laterza, Roma 2020, pp. 45-48.",
            "it",
            {"title": "La lampada. Storia di una luce", "translator": [{"family": "Bianchi", "given": "C."}]},
            id="a-translator-with-an-initial",
        ),
        pytest.param(
            "Lamp Center, Privacy International e The Good Lantern, «Lettera aperta», 25 maggio 2022.",
            "it",
            {
                "author": [
                    {"literal": "Lamp Center"},
                    {"literal": "Privacy International"},
                    {"literal": "The Good Lantern"},
                ]
            },
            id="three-bodies",
        ),
    ],
)
def test_a_layout_is_read_as_a_librarian_would(
    cite: Cite, text: str, language: str, expected: dict[str, object]
) -> None:
    (citation,) = cite(text, language)
    assert citation.item is not None
    made = item_to_csl(citation.item, "x")
    assert {name: made.get(name) for name in expected} == expected


def test_an_organisation_called_as_an_article_is_no_law(cite: Cite) -> None:
    (citation,) = cite("Article 19, Lights Out: The Market for Lamps, January 2021, p 19.", "en")
    assert citation.item is not None
    assert citation.item.type != "legislation"
    assert citation.item.text("title") == "Lights Out: The Market for Lamps"


def test_an_address_with_a_soft_hyphen_is_no_part_of_the_genre(cite: Cite) -> None:
    (citation,) = cite(
        "Amt für Lampen: Straßenlicht, o. J., unter: https://www.amt.example/DE/Video/video_\u00adnode.html"
    )
    assert citation.item is not None
    assert "genre" not in citation.item.fields
    assert citation.item.text("URL") == "https://www.amt.example/DE/Video/video_node.html"
