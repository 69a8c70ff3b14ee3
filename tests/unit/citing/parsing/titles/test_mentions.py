from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Citation, Name, PartialDate

Cite = Callable[..., tuple[Citation, ...]]


@pytest.mark.parametrize(
    ("text", "language", "medium", "start"),
    [
        ("Voir l’article de Nadia Ferhat dans Libération du 4 juin 2021.", "fr", "Libération", (2021, 6, 4)),
        ("Une enquête du Monde diplomatique de mars 2018 l’avait montré.", "fr", "Le Monde diplomatique", (2018, 3)),
        ("A report in The Guardian of 14 May 2019 told it already.", "en", "The Guardian", (2019, 5, 14)),
        ("Ein Bericht der taz vom 3. April 2020 nannte zweihundert Kameras.", "de", "taz", (2020, 4, 3)),
        ("Un reportaje de El País de 4 de mayo de 2021 daba la cifra.", "es", "El País", (2021, 5, 4)),
    ],
)
def test_an_article_is_a_source_when_medium_and_day_are_told(
    cite: Cite, text: str, language: str, medium: str, start: tuple[int, ...]
) -> None:
    (citation,) = cite(text, language)
    assert citation.item is not None
    assert citation.item.text("container-title") == medium
    assert citation.item.fields["issued"].value == PartialDate(start=start)
    assert "title" not in citation.item.fields


def test_who_wrote_a_mentioned_article_is_its_author(cite: Cite) -> None:
    (citation,) = cite("Voir l’article de Nadia Ferhat et Jean Roy dans Libération du 4 juin 2021.")
    assert citation.item is not None
    assert citation.item.names() == (Name(family="Ferhat", given="Nadia"), Name(family="Roy", given="Jean"))


@pytest.mark.parametrize(
    "text",
    [
        "Un article en avait parlé le 3 mars 2020.",
        "Un article du Monde en avait parlé.",
        "Un article du Monde de 2019 en avait parlé.",
        "Le rapport a été remis à la mairie le 3 mars 2020.",
    ],
)
def test_without_a_known_medium_or_a_day_nothing_is_cited(cite: Cite, text: str) -> None:
    assert cite(text) == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Recherche (La)", "La Recherche"),
        ("Revue des rues (La)", "La Revue des rues"),
        ("Écho des quais (L’)", "L’Écho des quais"),
    ],
)
def test_an_article_put_behind_a_name_goes_back_before_it(cite: Cite, written: str, meant: str) -> None:
    (citation,) = cite(f"Ada Lovelace, « Les yeux de la rue », {written}, n° 12, 2018, p. 3-9.")
    assert citation.item is not None
    assert citation.item.text("container-title") == meant
    assert "publisher" not in citation.item.fields


def test_a_magazine_and_its_issue_may_stand_before_the_title(cite: Cite) -> None:
    (citation,) = cite("Revue des rues (La), n° 41, printemps 2021, « Plein les yeux », p. 8-12")
    assert citation.item is not None
    fields = {name: citation.item.text(name) for name in ("container-title", "issue", "title", "page")}
    assert fields == {
        "container-title": "La Revue des rues",
        "issue": "41",
        "title": "Plein les yeux",
        "page": "8-12",
    }
    assert citation.item.fields["issued"].value == PartialDate(start=(2021,))
