# ruff: noqa: E501  (a page stands on one line)
"""Pages of law portals, ministries and small sites, each by the habit of what made it."""

from __future__ import annotations

import pytest

from sourcekeeper.csl import item_to_csl
from sourcekeeper.web.page import read_page

TEXT = "<p>La lampe de la place est restée éteinte tout l’hiver, et personne n’a su dire pourquoi au conseil.</p>" * 4


def csl(markup: str, url: str) -> dict[str, object]:
    return item_to_csl(read_page(markup.encode(), url=url, status=200).item, "x")


@pytest.mark.parametrize(
    ("url", "heading", "journal", "day"),
    [
        (
            "https://www.legifrance.gouv.fr/loda/id/JORFTEXT000000000001",
            "Décret n° 2011-12 du 3 janvier 2011 relatif aux lampes",
            "JORF n°0003 du 5 janvier 2011",
            [2011, 1, 3],
        ),
        (
            "https://www.boe.es/buscar/doc.php?id=BOE-A-2009-1",
            "Ley 3/2009, de 4 de marzo, de alumbrado",
            "Publicado en: «BOE» núm. 60, de 6 de marzo de 2009",
            [2009, 3, 4],
        ),
    ],
    ids=["fr", "es"],
)
def test_the_day_of_a_law_is_its_own_and_not_its_journals(url, heading, journal, day):
    markup = f"<!doctype html><title>{heading}</title><main><h1>{heading}</h1><p>{journal}</p>{TEXT}</main>"
    made = csl(markup, url)
    assert (made["type"], made["issued"]) == ("legislation", {"date-parts": [day]})


def test_elsewhere_a_page_on_a_law_is_a_page():
    markup = (
        f"<!doctype html><title>Décret n° 2011-12</title><main><h1>Décret n° 2011-12 : ce qui change</h1>{TEXT}</main>"
    )
    assert csl(markup, "https://lampes.example/decret")["type"] == "webpage"


def test_a_line_with_both_days_gives_the_day_of_publication():
    markup = (
        "<!doctype html><html lang=pt-br><title>Lâmpadas em obras — Agência da Luz</title><article><h1>Lâmpadas em obras</h1>"
        "<div id=plone-document-byline><span class=documentPublished>Publicado em <b>04/02/2020 09h10</b></span> "
        f"<span class=documentModified>Atualizado em <b>09/03/2021 11h00</b></span></div>{TEXT}</article>"
    )
    assert csl(markup, "https://luz.example/noticias/lampadas")["issued"] == {"date-parts": [[2020, 2, 4]]}


def test_a_blog_whose_title_begins_with_its_name_names_its_site():
    markup = (
        "<!doctype html><title>Quartier des lampes: Le mur de la rue Haute</title><meta name=generator content=blogger>"
        "<div class=post itemscope itemtype='http://schema.org/BlogPosting'><h3 itemprop=name>Le mur de la rue Haute</h3>"
        f"<abbr itemprop=datePublished title='2014-10-02T20:00:00Z'>20:00</abbr>{TEXT}</div>"
    )
    made = csl(markup, "https://quartier-des-lampes.blogspot.com/2014/10/mur.html")
    assert (made["title"], made["container-title"]) == ("Le mur de la rue Haute", "Quartier des lampes")


@pytest.mark.parametrize("name", ["redazione", "La Redazione", "Redaktion", "redacción", "Redactie", "newsroom"])
def test_an_editorial_desk_is_no_author(name):
    markup = (
        f"<!doctype html><title>Le lampade</title><meta name=author content='{name}'>"
        f"<meta property='og:site_name' content='Lampade'><h1>Le lampade</h1>{TEXT}"
    )
    author = csl(markup, "https://lampade.example/a").get("author", [{}])
    assert author[0].get("literal", "").lower() != name.lower()
