"""Records to JSON and back: the law is that nothing changes."""

import json
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.model import (
    Address,
    Call,
    Citation,
    CitedKey,
    Field,
    Item,
    Name,
    Note,
    Origin,
    PartialDate,
    Place,
    Problem,
    Reason,
    Ticket,
)
from sourcekeeper.store import records

TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=30)  # lone surrogates and NUL too
NUMBERS = st.integers(0, 10**9)
SPANS = st.tuples(NUMBERS, NUMBERS)
REASONS = st.builds(
    Reason,
    code=TEXT,
    arguments=st.lists(st.tuples(TEXT, TEXT | st.integers() | st.floats(allow_nan=False)), max_size=3).map(tuple),
)
PLACES = st.builds(Place, start=st.none() | NUMBERS, end=st.none() | NUMBERS, path=st.none() | TEXT)
PROBLEMS = st.lists(st.builds(Problem, reason=REASONS, where=st.none() | PLACES), max_size=2).map(tuple)
DATE_PARTS = st.lists(st.integers(-9999, 9999), max_size=3).map(tuple)
VALUES = (
    TEXT
    | st.lists(st.builds(Name, family=TEXT, given=TEXT, literal=TEXT), max_size=3).map(tuple)
    | st.builds(PartialDate, start=DATE_PARTS, end=st.none() | DATE_PARTS, circa=st.booleans())
)
FIELDS = st.builds(
    Field,
    value=VALUES,
    origin=st.sampled_from(Origin),
    span=st.none() | SPANS,
    confidence=st.floats(0, 1),
    other=st.none() | VALUES,
)
ITEMS = st.builds(Item, fields=st.dictionaries(TEXT, FIELDS, max_size=4))
ADDRESSES = st.lists(
    st.builds(
        Address,
        cited=TEXT,
        url=TEXT,
        untrimmed=st.none() | TEXT,
        marks=st.lists(TEXT, max_size=2).map(tuple),
        place=st.none() | PLACES,
    ),
    max_size=2,
).map(tuple)
NOTES = st.builds(
    Note,
    id=TEXT,
    number=TEXT,
    text=TEXT,
    addresses=ADDRESSES,
    calls=st.lists(st.builds(Call, label=TEXT, context=TEXT, place=st.none() | PLACES), max_size=2).map(tuple),
    place=st.none() | PLACES,
    problems=PROBLEMS,
    emphasised=st.lists(SPANS, max_size=2).map(tuple),
    items=st.lists(ITEMS, max_size=2).map(tuple),
    cited_keys=st.lists(
        st.builds(
            CitedKey,
            key=TEXT,
            locator=TEXT,
            prefix=TEXT,
            suffix=TEXT,
            place=st.none() | PLACES,
            in_sentence=st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
)
CITATIONS = st.builds(
    Citation,
    text=TEXT,
    item=st.none() | ITEMS,
    addresses=ADDRESSES,
    locator=TEXT,
    refers_to=st.none() | TEXT,
    problems=PROBLEMS,
)
MOMENTS = st.datetimes(timezones=st.just(UTC))


def through_json(data: object) -> object:
    text = records.to_json(data)
    text.encode()
    return records.from_json(text)


@given(ITEMS)
def test_an_item_comes_back_as_it_was(item: Item) -> None:
    back = records.item_of(through_json(records.item_data(item)))
    assert back == item
    assert list(back.fields) == list(item.fields)


@given(NOTES)
def test_a_note_comes_back_as_it_was(note: Note) -> None:
    assert records.note_of(through_json(records.note_data(note))) == note


@given(CITATIONS)
def test_a_citation_comes_back_as_it_was(citation: Citation) -> None:
    assert records.citation_of(through_json(records.citation_data(citation))) == citation


@given(REASONS)
def test_a_reason_comes_back_as_it_was(reason: Reason) -> None:
    assert records.reason_of(through_json(records.reason_data(reason))) == reason


@given(st.builds(Ticket, job_id=TEXT, url=TEXT, submitted_at=MOMENTS, poll_after=st.timedeltas()))
def test_a_ticket_comes_back_as_it_was(ticket: Ticket) -> None:
    assert records.ticket_of(through_json(records.ticket_data(ticket))) == ticket


@given(MOMENTS, MOMENTS)
def test_times_come_back_and_sort_as_text(one: datetime, two: datetime) -> None:
    assert records.time_of(records.time_text(one)) == one
    assert (records.time_text(one) < records.time_text(two)) == (one < two)


@pytest.mark.parametrize(
    "moment",
    [datetime(2026, 7, 1, tzinfo=UTC).replace(tzinfo=None), datetime(2026, 7, 1, tzinfo=ZoneInfo("Europe/Paris"))],
    ids=["naive", "summer in Paris"],
)
def test_a_time_that_is_not_utc_is_refused(moment: datetime) -> None:
    with pytest.raises(ValueError):
        records.time_text(moment)


def test_utc_under_another_name_is_utc() -> None:
    assert records.time_text(datetime(2026, 1, 1, tzinfo=timezone(timedelta(0), "GMT"))).startswith("2026-01-01T00:00")


def test_what_is_at_its_default_takes_no_room() -> None:
    assert records.field_data(Field(value="x")) == {"value": "x"}
    assert records.citation_data(Citation(text="x")) == {"text": "x"}


def test_letters_stay_letters_and_only_the_impossible_is_escaped() -> None:
    assert records.to_json("é日") == '"é日"'
    assert json.loads(records.to_json("\ud800")) == "\ud800"
