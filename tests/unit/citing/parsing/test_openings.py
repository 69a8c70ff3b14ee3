"""Where a citation begins, and what beside it is prose: sentences, lead-ins, remarks on when somebody looked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Citation, Name, PartialDate

Cite = Callable[..., tuple[Citation, ...]]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La halle a depuis été vendue. Le dernier plan est ici : https://halle.example/plan", "fr"),
        ("Le collectif a été dissous en mai. Son appel se lit encore : https://halle.example/appel", "fr"),
        ("The society has been wound up since. Its last call: https://halle.example/call", "en"),
    ],
)
def test_a_sentence_before_an_address_names_no_author(cite: Cite, text: str, language: str) -> None:
    (citation,) = cite(text, language)
    assert citation.item is not None
    assert citation.item.names() == ()
    assert "title" not in citation.item.fields


@pytest.mark.parametrize(
    "remark",
    [
        "[Consulté le 3 mai 2020]. Disponible à l’adresse :",
        "Consulté le 3 mai 2020. Disponible sur :",
        "[Accessed 3 May 2020]. Available from:",
        "[Consultado el 3 de mayo de 2020]. Disponible en:",
    ],
)
def test_a_sentence_that_tells_when_somebody_looked_is_of_the_source_before_it(cite: Cite, remark: str) -> None:
    (citation,) = cite(
        f"ROUX, Alma. Le marché couvert. Libération [en ligne]. 2 mai 2020. {remark} https://a.example/b"
    )
    assert citation.item is not None
    assert citation.item.text("URL") == "https://a.example/b"
    assert citation.item.fields["accessed"].value == PartialDate(start=(2020, 5, 3))


@pytest.mark.parametrize(
    ("text", "author", "title"),
    [
        (
            "Ces loyers ne sont relevés par aucun service : Cour des comptes, Rapport annuel, mars 2019, p. 8.",
            (Name(literal="Cour des comptes"),),
            "Rapport annuel",
        ),
        (
            "Selon la ville, ces loyers ne sont pas relevés depuis : Alma Roux, Le prix du toit, Seuil, 2018.",
            (Name(family="Roux", given="Alma"),),
            "Le prix du toit",
        ),
        (
            "Alma Roux, Les loyers sont libres et nous ne le sommes pas : Chronique d’une rue, Seuil, 2018.",
            (Name(family="Roux", given="Alma"),),
            "Les loyers sont libres et nous ne le sommes pas : Chronique d’une rue",
        ),
    ],
    ids=["a body behind the sentence", "a person behind the sentence", "a title with a verb and a colon"],
)
def test_a_source_may_stand_behind_the_sentence_it_proves(
    cite: Cite, text: str, author: tuple[Name, ...], title: str
) -> None:
    (citation,) = cite(text, "fr")
    assert citation.item is not None
    assert citation.item.names() == author
    assert citation.item.text("title") == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mieterbund Nord, Mieten am Hafen, 2017, siehe https://mieter.example/hafen", "Mieten am Hafen"),
        ("Cour des comptes, Les ports, 3 mai 2019, voir https://a.example/ports", "Les ports"),
        ("La halle a été vendue puis rasée en 2019, voir https://a.example/halle", ""),
    ],
    ids=["German", "French", "prose"],
)
def test_see_behind_a_dated_citation_leads_to_its_address_alone(cite: Cite, text: str, title: str) -> None:
    (citation,) = cite(text)
    assert citation.item is not None
    assert citation.item.text("title") == title


@pytest.mark.parametrize(
    "text",
    [
        "Réponses de la ville aux habitants, Paris, Seuil, 2012.",
        "Réponse de Pierre Roux à ses critiques, Paris, Seuil, 2012.",
    ],
)
def test_a_book_of_answers_is_no_letter(cite: Cite, text: str) -> None:
    (citation,) = cite(text, "fr")
    assert citation.item is not None
    assert citation.item.type != "personal_communication"


@pytest.mark.parametrize(
    "text",
    [
        "Réponse de la préfecture le 4 mai 2022 : refus.",
        "La demande de la mairie a été rejetée le 3 juin 2020.",
        "Requests from the press were turned down on 3 May 2021.",
        "Response from residents was mixed, as of 3 May 2021.",
        "Antwort der Stadt steht noch aus (Stand: 3. Mai 2021).",
        "Site consulté le 3 mars 2020.",
        "Das Gericht hat solche Befugnisse 2008 eng begrenzt, zuletzt 2022.",
        "Pressestelle: Tel. 0385 000, Verantwortlich: Marion Schlender, Stand: 03.05.2022",
        "Les chiffres sont ceux de l’Insee, consultés le 3 mars 2020.",
        "Ce décompte est contesté : Amnesty International parle de douze personnes en mai 2021, la ville de trois.",
        "The figure is disputed by the police: Amnesty International counted twelve in May 2021, the force three.",
    ],
)
def test_prose_about_answers_looks_and_counts_cites_nothing(cite: Cite, text: str) -> None:
    assert cite(text) == ()


@pytest.mark.parametrize(
    ("text", "language", "author"),
    [
        ("Réponse de la préfecture du Nord, reçue le 4 mai 2022.", "fr", "préfecture du Nord"),
        ("FOI response from the City of Leeds, ref. 12/19, received 4 May 2019.", "en", "City of Leeds"),
        ("Antwort der Polizei Berlin, 3. Mai 2021.", "de", "Polizei Berlin"),
    ],
)
def test_a_dated_answer_of_an_authority_is_a_letter(cite: Cite, text: str, language: str, author: str) -> None:
    (citation,) = cite(text, language)
    assert citation.item is not None
    assert citation.item.type == "personal_communication"
    assert citation.item.names() == (Name(literal=author),)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Collectif Halle - Lettre ouverte au maire de Lorient (juin 2020) https://sud.example/l", "Collectif Halle"),
        ("Attac - Observatoire des halles, Le prix du toit, Paris, 2018.", "Attac - Observatoire des halles"),
        ("Greenpeace : le thon, un poisson comme un autre https://www.greenpeace.example/thon", "Greenpeace"),
    ],
)
def test_a_dash_or_colon_behind_a_body_ends_its_name(cite: Cite, text: str, kept: str) -> None:
    (citation,) = cite(text, "fr")
    assert citation.item is not None
    assert citation.item.names() == (Name(literal=kept),)
