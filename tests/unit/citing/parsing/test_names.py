from __future__ import annotations

import pytest

from sourcekeeper.citing.parsing.names import read_names
from sourcekeeper.model import Name


def person(given: str, family: str) -> Name:
    return Name(family=family, given=given)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jean-Marc Manach", [person("Jean-Marc", "Manach")]),
        ("Philippe Robert et Renée Zauberman", [person("Philippe", "Robert"), person("Renée", "Zauberman")]),
        ("Anna Biselli, Matthias Monroy", [person("Anna", "Biselli"), person("Matthias", "Monroy")]),
        ("Peter Ullrich / Tin Le", [person("Peter", "Ullrich"), person("Tin", "Le")]),
        ("MARTIN Louise", [person("Louise", "Martin")]),
        ("Louise MARTIN", [person("Louise", "Martin")]),
        ("Andrejevic, M.", [person("M.", "Andrejevic")]),
        ("Cox, J., Whitfield, D. & Hill, K.", [person("J.", "Cox"), person("D.", "Whitfield"), person("K.", "Hill")]),
        ("Müller, Anna", [person("Anna", "Müller")]),
        ("Anne-Sophie de La Motte", [person("Anne-Sophie", "de La Motte")]),
        ("Ines de Vries", [person("Ines", "de Vries")]),
        ("M. Merler et al.", [person("M.", "Merler")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_persons_are_parted_into_family_and_given_name(text: str, names: list[Name]) -> None:
    read = read_names(text)
    assert read is not None
    assert list(read.names) == names
    assert read.are_persons


@pytest.mark.parametrize(
    "text",
    [
        "La Quadrature du Net",
        "Ministère de l’Intérieur et des Outre-mer",
        "Inspection générale des services de la ville de Lyon",
        "Amnesty International",
        "Big Brother Watch",
        "UN Human Rights Council",
        "Collectif « Stop Caméras 38 »",
        "Technopolice",
        "INSEE",
        "Derechos Digitales",
        "Bundesministerium des Innern",
    ],
)
def test_a_body_stays_whole(text: str) -> None:
    read = read_names(text)
    assert read is not None
    assert read.names == (Name(literal=text),)
    assert not read.are_persons


def test_a_name_that_spells_the_host_is_a_body() -> None:
    assert read_names("Silver Lamp", host="www.silverlamp.example") == read_names("Silver Lamp", is_outlet=True)
    read = read_names("Silver Lamp")
    assert read is not None
    assert read.are_persons


def test_editors_are_told_by_their_mark() -> None:
    read = read_names("Laurent Mucchielli et Xavier Raufer (dir.)")
    assert read is not None
    assert read.are_editors
    assert len(read.names) == 2


@pytest.mark.parametrize("text", ["", "12", "...", "x" * 400])
def test_what_is_no_name_gives_none(text: str) -> None:
    assert read_names(text) is None
