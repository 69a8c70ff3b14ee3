"""What a worksheet shows of its layout is what lies inside it, and addresses are found where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.citing.parsing.placing import Placing
from sourcekeeper.citing.parsing.worksheet import Worksheet, lay_out
from sourcekeeper.model import Address, Note
from sourcekeeper.web.urls import find_addresses

TEXT = "A, « B », 3 mai 2019, https://a.example/x ; C, loi n° 2010-1 du 4 mai 2010 ; D (2011), 10.1234/abc."
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).filter(lambda span: span[0] < span[1]), max_size=6)


@given(SPANS, st.integers(0, 45), st.integers(0, 45))
def test_a_stretch_is_in_italics_where_any_of_its_spans_is(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    layout = lay_out(Note(id="n", number="1", text="a" * 45, emphasised=tuple(spans)), "fr")
    end = min(start + length, 45)
    shown = Worksheet.of(layout, start, end).emphasised
    in_italics = {place for first, last in spans for place in range(first, last)}
    assert [start + place for first, last in shown for place in range(first, last)] == [
        place for place in range(start, end) if place in in_italics
    ]


@given(st.integers(0, len(TEXT)), st.integers(1, len(TEXT)))
def test_a_part_has_the_dates_addresses_and_identifiers_that_begin_in_it(start: int, length: int) -> None:
    layout = lay_out(Note(id="n", number="1", text=TEXT, addresses=find_addresses(TEXT)), "fr")
    end = min(start + length, len(TEXT))
    sheet = Worksheet.of(layout, start, end)
    inside = range(start, end)
    assert layout.dates
    assert layout.placed
    assert len(layout.identifiers) > 1
    assert [each.start for each in sheet.addresses] == [each.start for each in layout.placed if each.start in inside]
    assert [each.start for each in sheet.identifiers] == [
        each.start for each in layout.identifiers if each.start in inside
    ]
    assert [each.start + start for each in sheet.dated] == [
        each.start for each in layout.dates if each.start in inside
    ]


@pytest.mark.parametrize(
    ("text", "marks", "stands"),
    [
        pytest.param("v. http://a.example/b.", (), "http://a.example/b", id="as it is cited"),
        pytest.param("v. http://a.exa\u00admple/\u200bb.", (), "http://a.exa\u00admple/\u200bb", id="invisible signs"),
        pytest.param("v. http://a.exam\n  ple/b.", ("joined-lines",), "http://a.exam\n  ple/b", id="over two lines"),
        pytest.param("v. http://a.exam\n  ple/b.", (), "", id="over two lines that nobody joined"),
        pytest.param("v. http://c.example/b.", ("joined-lines",), "", id="not there"),
    ],
)
def test_an_address_is_found_where_it_stands(text: str, marks: tuple[str, ...], stands: str) -> None:
    address = Address(url="http://a.example/b", cited="http://a.example/b", marks=marks)
    found = Placing(text).find(address, 0)
    assert (text[slice(*found)] if found else "") == stands
    assert found is None or Placing(text).find(address, found[0] + 1) is None
