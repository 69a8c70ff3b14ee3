"""What note and page cannot both be right about."""

import pytest

from sourcekeeper.citing.contradictions import contradictions
from sourcekeeper.citing.merge import merge
from sourcekeeper.model import Field, FieldValue, Item, Name, Origin, PartialDate


def day(*parts: int, end: tuple[int, ...] | None = None) -> PartialDate:
    return PartialDate(start=parts, end=end)


def person(given: str, family: str) -> tuple[Name, ...]:
    return (Name(given=given, family=family),)


def found(field: str, noted: FieldValue, paged: FieldValue) -> list[tuple[str, FieldValue, FieldValue]]:
    joined = merge(
        Item(fields={field: Field(value=noted, origin=Origin.NOTE)}),
        Item(fields={field: Field(value=paged, origin=Origin.PAGE)}),
    )
    return [(each.field, each.noted, each.paged) for each in contradictions(joined)]


@pytest.mark.parametrize(
    ("field", "noted", "paged"),
    [
        pytest.param("issued", day(2021, 4), day(2021, 6, 2), id="another month"),
        pytest.param("issued", day(2019, 4, 1), day(2021, 4, 1), id="another year"),
        pytest.param("issued", day(2021, 4, 1), day(2021, 4, 3), id="two days apart"),
        pytest.param("issued", day(2019, end=(2020,)), day(2021, 1, 1), id="outside the years named"),
        pytest.param("author", person("Ann", "Lee"), person("Jo", "Moor"), id="another person"),
        pytest.param("title", "Le bilan des caméras", "Une ville sous surveillance", id="another title"),
        pytest.param("DOI", "10.1000/a", "10.1000/b", id="another DOI"),
    ],
)
def test_what_cannot_both_be_true_is_told_with_both_values(field: str, noted: FieldValue, paged: FieldValue) -> None:
    assert found(field, noted, paged) == [(field, noted, paged)]


@pytest.mark.parametrize(
    ("field", "noted", "paged"),
    [
        pytest.param("issued", day(2021, 4), day(2021, 4, 30), id="the page knows the day"),
        pytest.param("issued", day(2021, 4, 30), day(2021, 5, 1), id="on the web the evening before"),
        pytest.param("issued", day(2019, end=(2021,)), day(2020, 5, 1), id="within the years named"),
        pytest.param("author", (Name(literal="Le Journal"),), person("Ann", "Lee"), id="a body and its writer"),
        pytest.param("author", person("A.", "Lee"), person("Ann", "LEE"), id="the same person, spelt otherwise"),
        pytest.param(
            "title", "Caméras : le bilan", "Caméras : le bilan d’une décennie | Le Journal", id="a longer title"
        ),
        pytest.param("container-title", "Le Monde", "Le Monde.fr", id="a name of a site"),
        pytest.param("DOI", "10.1000/ABC", "10.1000/abc", id="a DOI in capitals"),
    ],
)
def test_what_only_differs_is_none(field: str, noted: FieldValue, paged: FieldValue) -> None:
    assert found(field, noted, paged) == []


def test_what_a_person_decided_is_none_any_more() -> None:
    decided = Field(value=day(2020), origin=Origin.PERSON, other=day(1999))
    assert contradictions(Item(fields={"issued": decided})) == ()
