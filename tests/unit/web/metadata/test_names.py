"""Names as pages write them."""

import pytest

from sourcekeeper.model import Name
from sourcekeeper.web.metadata.names import read_names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee and Bo Ek", [Name(given="Ann", family="Lee"), Name(given="Bo", family="Ek")]),
        ("Ministère de l’Intérieur et des Outre-mer", [Name(literal="Ministère de l’Intérieur et des Outre-mer")]),
        (
            "Office of the Prime Minister and of the Cabinet",
            [Name(literal="Office of the Prime Minister and of the Cabinet")],
        ),
        ("admin", []),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_line_is_read_into_persons_and_bodies(line: str, names: list[Name]) -> None:
    assert list(read_names(line)) == names
