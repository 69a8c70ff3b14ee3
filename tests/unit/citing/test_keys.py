from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.citing.keys import identities, next_free, propose_key
from sourcekeeper.model import Address, Citation, Field, FieldValue, Item, Name, PartialDate


def item(**fields: FieldValue) -> Item:
    return Item(fields={name.replace("_", "-"): Field(value=value) for name, value in fields.items()})


MANACH = item(
    type="article-newspaper",
    author=(Name(family="Manach", given="Jean-Marc"),),
    issued=PartialDate(start=(2018, 4)),
    title="Vidéo-protection : les 500 nouvelles caméras",
)


@pytest.mark.parametrize(
    ("made", "url", "key"),
    [
        (MANACH, "", "manach2018video"),
        (item(author=(Name(family="de La Motte"),), title="Le fichier"), "", "delamottendfichier"),
        (item(author=(Name(literal="La Quadrature du Net"),), title="La justice"), "", "laquadraturedunetndjustice"),
        (item(container_title="Süddeutsche Zeitung", issued=PartialDate(start=(2022,))), "", "suddeutschezeitung2022"),
        (item(title="L’œuvre d’Élodie"), "https://www.a.example/x", "andoeuvre"),
        (item(), "", "anonnd"),
        (item(author=(Name(literal="漢字"),), title="漢字"), "https://b.example/", "bnd"),
        (item(author=(Name(literal="20 Minutes"),)), "", "x20minutesnd"),
    ],
)
def test_a_key_is_name_year_and_a_word(made: Item, url: str, key: str) -> None:
    assert propose_key(made, url) == key


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_key_is_always_ascii_and_never_empty(name: str, title: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*", propose_key(item(author=(Name(literal=name),), title=title)))


def test_collisions_get_letters_and_never_meet() -> None:
    taken: set[str] = set()
    for _ in range(800):
        key = next_free("key", taken.__contains__)
        assert key not in taken
        taken.add(key)
    assert {"key", "keya", "keyz", "keyaa", "keyzz"} <= taken


def address(url: str) -> Address:
    return Address(cited=url, url=url)


def test_identities_come_strongest_first() -> None:
    made = item(type="book", DOI="10.1234/ABC", ISBN="978-2-35872-196-7", title="T")
    found = identities(Citation(text="", item=made, addresses=(address("https://a.example/x"),)))
    assert [identity.split(":")[0] for identity in found] == ["doi", "isbn", "url"]
    assert found[0] == "doi:10.1234/abc"


def test_the_two_forms_of_an_isbn_are_one_and_a_chapter_is_known_by_its_title_too() -> None:
    names = [
        identities(Citation(text="", item=item(type=kind, ISBN=isbn, title=title)))
        for kind, isbn, title in (
            ("book", "0-306-40615-2", "B"),
            ("book", "978-0-306-40615-7", "B, second printing"),
            ("chapter", "0306406152", "One"),
            ("chapter", "0306406152", "Two"),
        )
    ]
    assert names[0] == names[1] == ("isbn:9780306406157:book",)
    assert len(set(names)) == 3


@pytest.mark.parametrize(
    "url",
    ["https://doi.org/10.1234/AB_c", "http://dx.doi.org/10.1234/ab_C", "https://www.doi.org/10.1234/ab_c",
     "https://web.archive.org/web/2020/https://doi.org/10.1234/ab_c"],
)  # fmt: skip
def test_a_doi_is_known_by_its_number_wherever_it_stands(url: str) -> None:
    written = identities(Citation(text="", item=item(DOI="https://doi.org/10.1234/AB_c", title="T")))
    assert identities(Citation(text="", item=item(title="T"), addresses=(address(url),))) == written
    assert written == ("doi:10.1234/ab_c",)


def test_a_snapshot_is_known_as_its_original() -> None:
    live = identities(Citation(text="", item=MANACH, addresses=(address("https://a.example/x"),)))
    snapshot = "https://web.archive.org/web/20200101000000/https://a.example/x"
    assert identities(Citation(text="", item=MANACH, addresses=(address(snapshot),))) == live


def test_without_any_address_words_and_year_make_the_identity() -> None:
    (found,) = identities(Citation(text="", item=MANACH))
    assert found == "text:manach|videoprotectionles500nouvellescameras|2018"


def test_a_pointer_has_no_identity() -> None:
    assert identities(Citation(text="Ibid.", refers_to="n1")) == ()


def test_rulings_without_parties_are_told_apart_by_their_docket() -> None:
    rulings = [
        item(type="legal_case", authority="Cass. crim.", number=docket) for docket in ("18-82.365", "17-12.345")
    ]
    known = {identities(Citation(text="", item=ruling)) for ruling in rulings}
    assert known == {("text:casscrim|1882365|",), ("text:casscrim|1712345|",)}


def test_a_ruling_without_parties_has_a_key_of_its_court() -> None:
    ruling = item(type="legal_case", authority="BVerfG", number="1 BvR 1/20", issued=PartialDate(start=(2023,)))
    assert propose_key(ruling) == "bverfg2023"
