"""Records of DOI registries: untidy, and only what an entry needs is taken."""

import json

import pytest

from sourcekeeper.citing.registered import item_of_record
from sourcekeeper.csl import item_to_csl

RECORD = {
    "DOI": "10.1000/xyz",
    "title": "Cameras &amp; <i>crime</i> in H<sub>2</sub>O towns",
    "type": "journal-article",
    "container-title": ["Journal of Streets", "J. Str."],
    "author": [
        {"given": "Ann", "family": "Lee", "sequence": "first", "affiliation": []},
        {"name": "Street Consortium", "sequence": "additional"},
    ],
    "issued": {"date-parts": [[2021, 4]]},
    "page": "3-21",
    "abstract": "<jats:p>Long.</jats:p>",
    "reference": [{"key": "r1"}],
    "ISSN": ["1234-5679"],
}


def test_a_record_becomes_a_valid_item_without_mark_up():
    assert item_to_csl(item_of_record(json.dumps(RECORD).encode()), "k") == {
        "id": "k",
        "type": "article-journal",
        "author": [{"family": "Lee", "given": "Ann"}, {"literal": "Street Consortium"}],
        "title": "Cameras & crime in H2O towns",
        "container-title": "Journal of Streets",
        "page": "3-21",
        "issued": {"date-parts": [[2021, 4]]},
        "DOI": "10.1000/xyz",
        "ISSN": "1234-5679",
    }


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"Resource not found.", id="no JSON"),
        pytest.param(b"[1]", id="no record"),
        pytest.param(b'{"DOI": "10.1000/x"}', id="no title"),
        pytest.param(b'{"title": null, "author": 3, "type": []}', id="wrong shapes"),
        pytest.param(b"[" * 100_000, id="nested without end"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
    ],
)
def test_what_is_no_record_gives_nothing(body):
    assert item_of_record(body).fields == {}


def test_a_type_nobody_knows_is_left_out():
    assert "type" not in item_of_record(json.dumps(RECORD | {"type": "grant"}).encode()).fields
