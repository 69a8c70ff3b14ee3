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


def test_cite_tells_where_the_note_and_the_page_cannot_both_be_right(command):
    meta = "<meta property='article:published_time' content='2019-02-03'><meta name='author' content='Jo Moor'>"
    page = (
        f"<html><head><title>A title</title>{meta}</head><body><h1>A title</h1><p>{'Word. ' * 300}</p></body></html>"
    )
    (command.folder / "page.html").write_text(page, encoding="utf-8")
    line = {
        "id": 1,
        "text": "Ann Lee, “A title”, The Paper, 3 May 2021.",
        "page": "page.html",
        "url": "https://a.example/x",
    }
    answer = json.loads(command("cite", "--jsonl", stdin=json.dumps(line)).out)
    assert answer["contradictions"] == [
        [
            {
                "field": "author",
                "note": [{"family": "Lee", "given": "Ann"}],
                "page": [{"family": "Moor", "given": "Jo"}],
            },
            {"field": "issued", "note": {"date-parts": [[2021, 5, 3]]}, "page": {"date-parts": [[2019, 2, 3]]}},
        ]
    ]


def test_a_dead_page_is_cited_from_its_snapshot_and_a_doi_from_its_registry(command):
    dead, doi = "https://gone.kinds.example/2021/05/03/a-title", "https://doi.org/10.1000/xyz"
    result = command("cite", dead, doi, "--sandbox", "--json")
    items = json.loads(result.out)["items"]
    assert [item["URL"] for item in items] == [dead, doi]
    assert items[0]["archive_location"].startswith("https://web.archive.org/web/")
    assert items[1]["DOI"] == "10.1000/xyz"
    assert f"{dead}: the server answered 404; read from its snapshot" in result.err
    assert result.code == 0
