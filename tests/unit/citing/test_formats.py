from __future__ import annotations

import json

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.citing.exporters.biblatex import BiblatexExporter
from sourcekeeper.citing.exporters.bibtex import BibtexExporter
from sourcekeeper.citing.exporters.csl import to_csl
from sourcekeeper.citing.exporters.csl_json import CslJsonExporter
from sourcekeeper.citing.exporters.latex import escape, plain_url
from sourcekeeper.csl import item_from_csl, item_to_csl
from sourcekeeper.errors import OutputError
from sourcekeeper.model import Field, Item, Name, PartialDate
from sourcekeeper.testing.citing import an_entry, some_entries


def test_csl_keeps_the_order_of_its_keys_and_drops_the_locator_of_a_work() -> None:
    entry = an_entry("k", type="report", locator="70", title="T", author=(Name(literal="B"),), unknown="x")
    assert to_csl(entry) == {"id": "k", "type": "report", "author": [{"literal": "B"}], "title": "T"}
    assert item_to_csl(entry.work.item, "k")["locator"] == "70"


def test_a_snapshot_goes_where_csl_has_room_for_it() -> None:
    made = to_csl(an_entry("k", archived=True, type="webpage", title="T", URL="https://a.example/x"))
    assert made["archive"] == "Internet Archive"
    assert made["archive_location"] == "https://web.archive.org/web/20240720093000/https://a.example/x"
    assert made["accessed"] == {"date-parts": [[2024, 7, 20]]}
    assert made["custom"] == {
        "archive-date": "2024-07-20T09:30:00Z",
        "archive-urls": [made["archive_location"]],
        "url-status": "live",
    }


def test_the_authors_access_day_beats_the_visits() -> None:
    day = PartialDate(start=(2022, 1, 3))
    entry = an_entry("k", archived=True, type="webpage", title="T", URL="https://a.example/x", accessed=day)
    assert to_csl(entry)["accessed"] == {"date-parts": [[2022, 1, 3]]}
    assert "urldate = {2022-01-03}" in "".join(BiblatexExporter().export([entry]))


@pytest.mark.parametrize("entry", some_entries(), ids=lambda entry: entry.work.key)
def test_an_item_written_and_read_is_the_same(entry: object) -> None:
    item = entry.work.item  # type: ignore[attr-defined]
    read = item_from_csl(item_to_csl(item, "k"))
    assert {name: field.value for name, field in read.fields.items()} == {
        name: field.value for name, field in item.fields.items()
    }


def test_items_of_other_programs_are_read_leniently() -> None:
    read = item_from_csl(
        {
            "id": 1,
            "volume": 12,
            "author": [{"family": "Gogh", "non-dropping-particle": "van", "given": "V."}, "odd", {}],
            "issued": {"raw": "2018-04/2018-06"},
            "accessed": "2020-01-02",
            "title": None,
            "editor": "odd",
        }
    )
    assert read.text("volume") == "12"
    assert read.names() == (Name(family="van Gogh", given="V."),)
    assert read.date() == PartialDate(start=(2018, 4), end=(2018, 6))
    assert read.date("accessed") == PartialDate(start=(2020, 1, 2))
    assert "title" not in read.fields
    assert "editor" not in read.fields


def test_the_classic_dialect_has_year_month_and_notes_in_words() -> None:
    written = "".join(BibtexExporter().export(some_entries()[:1]))
    assert "year = {2018}" in written
    assert "month = apr" in written
    assert "Consulté le 20 juillet 2024. Archivé le 20 juillet 2024 : \\url{https://web.archive.org/" in written


def test_biblatex_writes_ranges_about_and_languages() -> None:
    written = "".join(BiblatexExporter().export(some_entries()))
    assert "date = {2022-01/2022-06}" in written
    assert "date = {2011~}" in written
    assert "langid = {french}" in written
    assert "author = {{Collectif des caméras éteintes}}" in written
    assert "{NASA}" in written


def test_for_want_of_a_title_the_end_of_the_address_is_given_in_brackets() -> None:
    entry = an_entry("k", type="webpage", URL="https://a.example/police-buys-drones.html")
    assert "title = {{[police buys drones]}}" in "".join(BiblatexExporter().export([entry]))
    assert "title" not in to_csl(entry)


def test_an_entry_that_would_not_read_back_is_refused() -> None:
    with pytest.raises(OutputError, match="not a cite key"):
        list(BiblatexExporter().export([an_entry("a,b", type="book", title="T")]))


@given(st.text(max_size=60))
def test_any_text_survives_in_bibtex(text: str) -> None:
    entry = an_entry("k", type="book", title=text, publisher=text, author=(Name(family=text, given=text),))
    for exporter in (BiblatexExporter(), BibtexExporter()):
        library = parse_string("".join(exporter.export([entry])))
        assert not library.failed_blocks
        assert len(library.entries) == 1


@given(st.text(alphabet=st.sampled_from("{}\\ab%_"), max_size=20))
def test_braces_of_escaped_text_always_pair(text: str) -> None:
    depth = 0
    for char in escape(text):
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0


@given(st.text(max_size=40))
def test_an_address_in_a_field_is_plain_ascii_and_cleaning_it_twice_changes_nothing(url: str) -> None:
    once = plain_url(url)
    assert once.isascii()
    assert plain_url(once) == once
    assert not set(once) & set(' {}\\"')


@given(st.text(max_size=60))
def test_any_text_survives_in_json(text: str) -> None:
    entry = an_entry("k", type="book", title=text, author=(Name(literal=text),))
    (read,) = json.loads("".join(CslJsonExporter().export([entry])).encode())
    assert read["id"] == "k"


def test_a_field_of_the_wrong_kind_is_left_out() -> None:
    item = Item(
        fields={
            "author": Field(value="Ada"),
            "issued": Field(value="2019"),
            "title": Field(value=(Name(literal="x"),)),
        }
    )
    assert item_to_csl(item, "k") == {"id": "k", "type": "document"}
