"""The JSON of extract and cite: shapes that other programs rely on."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "csl-data.json").read_text(encoding="utf-8"))
TEXT = """A claim.1 Another.2 A third.3

1. Ann Lee, “A long title”, The Paper, 3 May 2021. https://example.org/a.
2. Ibid., p. 4.
3. See https://web.archive.org/web/20210304112233/https://example.org/b.
"""


@pytest.fixture
def letter(command):
    (command.folder / "letter.txt").write_text(TEXT, encoding="utf-8")
    return "letter.txt"


def test_extract_has_the_promised_shape(command, letter):
    document = json.loads(command("extract", letter, "--json").out)["documents"][0]
    assert set(document) >= {"origin", "format", "title", "language", "published", "problems", "notes"}
    first, second, third = document["notes"]
    assert set(first) >= {"id", "number", "text", "urls", "contexts", "problems", "citations"}
    assert first["urls"] == ["https://example.org/a"]
    assert first["contexts"] == ["A claim."]
    assert set(first["citations"][0]) >= {"text", "url", "locator", "item", "refers_to"}
    assert second["citations"][0]["refers_to"] == first["id"]
    assert second["citations"][0]["item"] is None
    assert third["urls"] == ["https://web.archive.org/web/20210304112233/https://example.org/b"]


def test_the_items_of_extract_are_valid_csl_with_ids_of_their_own(command, letter):
    document = json.loads(command("extract", letter, "--json").out)["documents"][0]
    items = [each["item"] for note in document["notes"] for each in note["citations"] if each["item"]]
    Draft7Validator(SCHEMA).validate(items)
    assert len({item["id"] for item in items}) == len(items)


def test_no_items_leaves_them_out(command, letter):
    document = json.loads(command("extract", letter, "--json", "--no-items").out)["documents"][0]
    assert all(each["item"] is None for note in document["notes"] for each in note["citations"])


def test_cite_answers_a_line_with_a_line_and_a_bad_one_with_its_error(command):
    lines = '{"id": 1, "text": "Ann Lee, “A title”, The Paper, 3 May 2021."}\nnot json\n{"id": 3}\n'
    result = command("cite", "--jsonl", stdin=lines)
    good, bad, empty = map(json.loads, result.out.splitlines())
    Draft7Validator(SCHEMA).validate(good["items"])
    assert good["items"][0]["title"] == "A title"
    assert good["provenance"][0]["title"]["span"] == [10, 17]
    assert "error" in bad
    assert (empty["id"], "error" in empty) == (3, True)
    assert result.code == 1
