"""Redirects that show something else than what was cited, and pages that are another each time."""

from datetime import UTC, datetime

import pytest

from sourcekeeper.checking.comparing import names_the_work
from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.verdicts import judge
from sourcekeeper.model import SiteAnswer, Verdict

DEEP = "https://ville.example/rapports/2024/les-cameras-de-la-gare.html"
NIGHT = datetime(2026, 3, 1, tzinfo=UTC)
STORY = "Les riverains du canal demandent un banc, une lampe et un arrêt de bus avant l'hiver. "


def page(title: str, text: str = STORY * 20) -> bytes:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>".encode()


@pytest.mark.parametrize(
    "place",
    [
        "search?q=les+cameras",
        "recherche/les-cameras",
        "de/suche.html",
        "?s=cameras",
        "fr/resultats?mots=x",
        "buscar/x",
        "search/node/cameras",
    ],
)
def test_a_redirect_to_the_sites_search_is_a_soft_404(checked, place):
    judgement = judge(
        Evidence(check=checked((DEEP, 302), (f"https://ville.example/{place}", 200), body=page("Ville")))
    )
    assert (judgement.verdict, judgement.reason.code) == (Verdict.SOFT_404, "redirected-to-search")


def test_a_search_that_was_cited_is_alive_and_so_is_a_page_on_searching(checked):
    search = "https://ville.example/search?q=cameras"
    assert judge(Evidence(check=checked((search, 302), (search + "&p=1", 200)))).verdict is Verdict.REDIRECTED
    story = "https://ville.example/neu/search-for-a-mayor"
    assert judge(Evidence(check=checked((DEEP, 301), (story, 200)))).verdict is Verdict.REDIRECTED


def test_a_record_below_a_search_is_no_search(checked):
    record = "https://ville.example/search/detail?id=7"
    assert judge(Evidence(check=checked((DEEP, 301), (record, 200)))).verdict is Verdict.REDIRECTED


def test_a_file_that_leads_to_its_folder_is_lost(checked):
    check = checked(
        ("https://ville.example/rapports/eau-2017.pdf", 302),
        ("https://ville.example/rapports/", 200),
        body=page("Rapports"),
    )
    judgement = judge(Evidence(check=check))
    assert (judgement.verdict, judgement.reason.code) == (Verdict.SOFT_404, "redirected-to-folder")


@pytest.mark.parametrize("place", ["web/guest/home", "fr/portal/accueil", "sites/home"])
def test_a_portals_front_page_is_one(checked, place):
    check = checked((DEEP, 302), (f"https://ville.example/{place}", 200), body=page("Ville"))
    assert judge(Evidence(check=check)).verdict is Verdict.MOVED_TO_HOME


@pytest.mark.parametrize(
    ("is_named", "verdict"), [(False, Verdict.SOFT_404), (True, Verdict.REDIRECTED), (None, Verdict.REDIRECTED)]
)
def test_a_redirect_to_the_folder_above_counts_by_whether_it_names_the_work(checked, is_named, verdict):
    check = checked((DEEP, 301), ("https://ville.example/rapports/", 200), body=page("Rapports"))
    assert judge(Evidence(check=check, is_named=is_named)).verdict is verdict


def any_page(title: str) -> SiteAnswer:
    return SiteAnswer(at=NIGHT, status=200, final_url="https://ville.example/rapports/2024/xq.html", title=title)


@pytest.mark.parametrize(
    ("title", "is_named", "verdict"),
    [
        ("Ville", False, Verdict.SOFT_404),
        ("Ville", True, Verdict.ALIVE),
        ("Ville", None, Verdict.ALIVE),
        ("Autre chose", False, Verdict.ALIVE),
    ],
)
def test_a_page_titled_as_one_that_cannot_exist_is_a_soft_404_unless_it_names_the_work(
    checked, title, is_named, verdict
):
    evidence = Evidence(check=checked((DEEP, 200), body=page("Ville")), site=any_page(title), is_named=is_named)
    assert judge(evidence).verdict is verdict


def test_a_site_that_leads_all_it_lost_to_a_page_of_its_own_is_not_usurped(checked):
    check = checked((DEEP, 302), ("https://ville.example/actu", 200), body=page("Actu"))
    site = SiteAnswer(at=NIGHT, status=200, final_url="https://ville.example/actu", title="Actu")
    assert judge(Evidence(check=check, site=site, likeness=0.0)).verdict is Verdict.SOFT_404


def test_an_old_site_that_leads_all_it_had_to_one_page_of_another_has_lost_it(checked):
    check = checked((DEEP, 301), ("https://agence.example/bienvenue", 200), body=page("Bienvenue"))
    site = SiteAnswer(at=NIGHT, status=200, final_url="https://agence.example/bienvenue", title="Bienvenue")
    assert judge(Evidence(check=check, site=site, is_named=False)).verdict is Verdict.SOFT_404


def test_a_page_that_repeats_its_address_names_nothing_by_that(checked):
    body = page("Ville", f"Rien à l'adresse {DEEP.removeprefix('https://ville.example')}.")
    assert names_the_work(checked((DEEP, 200), body=body), []) is False
