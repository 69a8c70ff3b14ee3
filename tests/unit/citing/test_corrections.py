from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.citing.corrections import LONGEST_VALUE, field_name, read_correction
from sourcekeeper.csl import FIELDS, value_text
from sourcekeeper.errors import UsageError
from sourcekeeper.model import Correction, Field, FieldValue, Item, Name, Origin, PartialDate


@pytest.mark.parametrize(
    ("written", "field", "value"),
    [
        ("title= L’été,  =  la suite ", "title", "L’été, = la suite"),
        ("TITLE=x", "title", "x"),
        ("doi=https://doi.org/10.1234/AB_c", "DOI", "10.1234/AB_c"),
        ("url=https://a.example/x?a=1", "URL", "https://a.example/x?a=1"),
        ("isbn=978-2-35872-196-7", "ISBN", "978-2-35872-196-7"),
        ("type=report", "type", "report"),
        ("language=pt-BR", "language", "pt-BR"),
        ("issued=2024", "issued", PartialDate(start=(2024,))),
        ("issued=2024-05", "issued", PartialDate(start=(2024, 5))),
        ("issued=2024-02-29", "issued", PartialDate(start=(2024, 2, 29))),
        ("issued=2022-01/2022-06", "issued", PartialDate(start=(2022, 1), end=(2022, 6))),
        ("issued=2011~", "issued", PartialDate(start=(2011,), circa=True)),
        ("issued=", "issued", ""),
        ("publisher=", "publisher", ""),
        ("author=Lovelace, Ada", "author", (Name(family="Lovelace", given="Ada"),)),
        (
            "author=van der Sloot, Ann; Cour des comptes ;; {Press, Radio; and TV}",
            "author",
            (
                Name(family="van der Sloot", given="Ann"),
                Name(literal="Cour des comptes"),
                Name(literal="Press, Radio; and TV"),
            ),
        ),
        ("author=", "author", ()),
    ],
)
def test_a_correction_reads_as_it_is_meant(written: str, field: str, value: FieldValue) -> None:
    assert read_correction(written) == (field, value)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("title", "field=value"),
        ("tittle=x", "title"),
        ("autor=x", "author"),
        ("=x", "Fields are those of CSL"),
        ("locator=70", "the text"),
        ("archive_location=https://web.archive.org/web/2020/x", "archive"),
        ("citation-key=x", "unknown field"),
        ("issued=May 2024", "2024-05"),
        ("issued=2023-02-29", "no day"),
        ("issued=2023-13", "no month"),
        ("issued=0000", "no month"),
        ("issued=2023/2021", "ends before it begins"),
        ("type=pamflet", "pamphlet"),
        ("URL=ftp://a.example/x", "https://"),
        ("URL=nowhere", "https://"),
        ("DOI=11.1/x", "10."),
        ("ISBN=978-2-35872-196-8", "check digit"),
        ("ISSN=0317-8472", "check digit"),
        ("language=French, I think", "pt-BR"),
        ("author=Lee, Ann, Jr", "two commas"),
        ("author={open", "do not pair"),
        (f"title={'x' * (LONGEST_VALUE + 1)}", "longer"),
    ],
)
def test_what_is_no_correction_is_refused_with_a_hint(written: str, hint: str) -> None:
    with pytest.raises(UsageError, match=r"(?s).*") as caught:
        read_correction(written)
    assert hint in str(caught.value)


@given(st.sampled_from([name for name in FIELDS if not name.startswith(("archive", "locator"))]), st.text(max_size=60))
def test_any_text_is_a_value_or_a_usage_error(name: str, value: str) -> None:
    try:
        field, read = read_correction(f"{name}={value}")
    except UsageError:
        return
    assert field == name
    assert not any(ord(sign) < 32 for sign in value_text(read))


@pytest.mark.parametrize("written", ["Title", " issued ", "doi"])
def test_a_field_is_known_in_any_case(written: str) -> None:
    assert field_name(written) in FIELDS


def test_a_correction_stands_over_the_value_and_keeps_it_beside() -> None:
    item = Item(fields={"title": Field(value="Wrong", origin=Origin.PAGE), "volume": Field(value="3")})
    at = datetime(2026, 3, 1, tzinfo=UTC)
    said = [
        Correction(field="title", value="Right", made_at=at),
        Correction(field="volume", value="", made_at=at),
        Correction(field="issue", value="2", made_at=at),
    ]
    after = item.corrected(said)
    assert after.fields == {
        "title": Field(value="Right", origin=Origin.PERSON, other="Wrong"),
        "issue": Field(value="2", origin=Origin.PERSON),
    }
