import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.web.landing import is_error_address, is_home, is_market, is_same_place, is_shortened, place_of


@pytest.mark.parametrize(
    "url",
    [
        "https://a.fr",
        "https://a.fr/",
        "https://a.fr/fr",
        "https://a.fr/fr-FR/",
        "https://a.fr/en/home",
        "https://a.fr/index.php",
        "https://a.fr/de/index.html?utm_source=x",
        "https://a.fr/accueil/",
        "https://a.fr/Default.aspx?lang=fr",
        "https://a.fr/#contenu",
    ],
)
def test_a_front_page_is_home(url):
    assert is_home(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.fr/x",
        "https://a.fr/?p=3",
        "https://a.fr/fr/article",
        "https://a.fr/#!/a",
        "https://a.fr/#/a",
        "https://a.fr/2024",
    ],
)
def test_a_deep_address_is_not_home(url):
    assert not is_home(url)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.fr/x", "https://www.a.fr/x/"),
        ("https://a.fr:443/x", "https://a.fr/X#y"),
        ("https://a.fr/%C3%A9t%C3%A9", "https://a.fr/été"),
        ("https://a.fr/x/", "https://a.fr/x/index.html"),
    ],
)
def test_the_same_place_is_known_again(one, other):
    assert is_same_place(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.fr/x", "https://a.fr/y"),
        ("https://a.fr/x?a=1", "https://a.fr/x"),
        ("https://a.fr:8080/", "https://a.fr/"),
    ],
)
def test_another_place_is_another(one, other):
    assert not is_same_place(one, other)


@pytest.mark.parametrize(
    "path", ["404", "404.html", "404/", "fr/erreur-404", "not-found", "pagenotfound.aspx", "errors/notfound"]
)
def test_an_error_page_has_an_address_of_its_own(path):
    assert is_error_address(f"https://a.fr/{path}")


@pytest.mark.parametrize("path", ["error-in-budget", "articles/4041", "rapport-404-bis", "erreur-judiciaire", ""])
def test_an_article_is_no_error_page(path):
    assert not is_error_address(f"https://a.fr/{path}")


def test_markets_and_shorteners_are_known_by_host():
    assert is_market("https://www.sedo.com/search/details/?domain=a.fr")
    assert not is_market("https://notsedo.com.example/")
    assert is_shortened("https://bit.ly/x")


@given(st.text(max_size=80))
def test_any_text_has_a_place(text):
    assert place_of(text) == place_of(text)
    is_home(text)
    assert is_same_place(text, text)
