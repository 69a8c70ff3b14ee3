from __future__ import annotations

import pytest

from sourcekeeper.citing.merge import merge
from sourcekeeper.model import Field, FieldValue, Item, Name, Origin, PartialDate

ADA, BODY = Name(family="Lovelace", given="Ada"), Name(literal="La Vigie")


def noted(name: str, value: FieldValue, confidence: float = 1.0) -> Item:
    return Item(fields={name: Field(value=value, confidence=confidence)})


def paged(name: str, value: FieldValue) -> Item:
    return Item(fields={name: Field(value=value, origin=Origin.PAGE)})


DAY, MONTH = PartialDate(start=(2018, 4, 3)), PartialDate(start=(2018, 4))


@pytest.mark.parametrize(
    ("name", "note", "page", "chosen", "other"),
    [
        ("title", "Le titre", "Autre chose", "Le titre", "Autre chose"),
        ("title", "Le titre | La Vigie", "Le titre", "Le titre", "Le titre | La Vigie"),
        ("title", "Le titre", "Le titre - La Vigie", "Le titre", None),
        ("title", "L'ete", "L’été", "L'ete", None),
        ("author", (BODY,), (ADA,), (ADA,), (BODY,)),
        ("author", (ADA,), (BODY,), (ADA,), (BODY,)),
        ("author", (ADA,), (Name(literal="Ada Lovelace"),), (ADA,), None),
        ("issued", MONTH, DAY, DAY, None),
        ("issued", DAY, MONTH, DAY, None),
        ("issued", MONTH, PartialDate(start=(2019, 1, 1)), MONTH, PartialDate(start=(2019, 1, 1))),
        ("type", "webpage", "article-newspaper", "article-newspaper", "webpage"),
        ("type", "report", "webpage", "report", "webpage"),
        ("URL", "https://a.example/x", "https://b.example/", "https://a.example/x", None),
        ("container-title", "La Vigie", "la vigie", "La Vigie", None),
        ("language", "fr", "en", "en", "fr"),
    ],
)
def test_each_field_has_its_precedence(
    name: str, note: FieldValue, page: FieldValue, chosen: FieldValue, other: FieldValue | None
) -> None:
    merged = merge(noted(name, note), paged(name, page)).fields[name]
    assert (merged.value, merged.other) == (chosen, other)


def test_the_page_fills_gaps_but_adds_no_address() -> None:
    merged = merge(
        noted("title", "T"), Item(fields={**paged("publisher", "P").fields, **paged("URL", "https://x").fields})
    )
    assert merged.text("publisher") == "P"
    assert merged.fields["publisher"].origin is Origin.PAGE
    assert merged.text("URL") == ""


def test_a_description_for_want_of_a_title_gives_way() -> None:
    assert (
        merge(noted("title", "rapport de la Cour", 0.4), paged("title", "Les polices")).text("title") == "Les polices"
    )


def test_a_persons_word_always_wins() -> None:
    theirs = Item(fields={"title": Field(value="Corrigé", origin=Origin.PERSON)})
    assert merge(noted("title", "T"), theirs).text("title") == "Corrigé"
    assert merge(theirs, paged("title", "Page")).text("title") == "Corrigé"


def test_an_empty_page_changes_nothing() -> None:
    item = noted("title", "T")
    assert merge(item, Item()).fields == item.fields


@pytest.mark.parametrize(
    ("note", "page", "chosen"),
    [
        ((Name(family="Lovelace", given="A."),), (ADA,), (ADA,)),
        ((ADA,), (Name(family="Lovelace", given="A."),), (ADA,)),
        ((ADA,), (ADA, Name(family="Ek", given="Bo")), (ADA, Name(family="Ek", given="Bo"))),
        ((ADA,), (Name(family="Lovelace", given="Byron"),), (ADA,)),
        ((ADA,), (Name(family="Ek", given="Bo"), ADA), (ADA,)),
    ],
    ids=["initials", "initials-on-the-page", "et-al", "another-given-name", "another-first-author"],
)
def test_of_two_that_name_the_same_persons_the_fuller_is_taken(
    note: FieldValue, page: FieldValue, chosen: FieldValue
) -> None:
    assert merge(noted("author", note), paged("author", page)).names() == chosen


@pytest.mark.parametrize(
    ("note", "page", "chosen"),
    [
        ("Arrêt, 10ème", "Arrêt, 10ème - chambres réunies, 446155", "Arrêt, 10ème - chambres réunies, 446155"),
        ("Le titre | La Vigie", "Un autre", "Le titre"),
        ("Le titre - suite", "Le titre - suite", "Le titre - suite"),
    ],
    ids=["cut-at-a-dash", "tail-is-the-site", "tail-is-the-titles"],
)
def test_a_tail_of_a_title_is_the_sites_or_its_own(note: str, page: str, chosen: str) -> None:
    site = Item(fields={**paged("title", page).fields, **paged("container-title", "La Vigie").fields})
    assert merge(noted("title", note), site).text("title") == chosen


def test_a_page_knows_whether_it_is_a_post() -> None:
    assert merge(noted("type", "post"), paged("type", "webpage")).text("type") == "webpage"
