"""The law of the first look: whoever it leaves out would not have been the surest."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper import plugins
from sourcekeeper.ports import RawDocument, Reader
from sourcekeeper.reading.first_look import _HOLDS, _NAMED, likely_formats

READERS: dict[str, Reader] = {name: plugins.load("readers", name)() for name in plugins.names("readers")}
TESTS = Path(__file__).parents[2]
SHARED = TESTS.parents[1] / "shared" / "corpus" / "documents"
DOCUMENTS = sorted(
    path for folder in (TESTS / "eval" / "documents", SHARED) if folder.is_dir() for path in folder.rglob("*.*")
)
PIECES = st.sampled_from(
    [
        "a", " ", "\n", "Texte", ".", ",", ";", "\t", "# ", "= ", "== ", "* ", "- ", "[", "]", "]_", "[^1]", "[fn:1]",
        "[[", "{{", "<ref>", "<p>", "</p>", "<!doctype html>", "<html>", "\\footnote{", "\\documentclass{a}",
        "@book{a,",
        '{"type": "book"}', "TY  - JOUR\n", ".. [1] ", ".. _a: ", ":a:`b`", "`a <b>`_", "https://x.org/a",
        "footnote:[",
        "#+TITLE: a\n", ":PROPERTIES:\n", "---\n", "```\n", "1. ", "%PDF-1.4", "{\\rtf1",
        "\ufeff", "\r\n",
    ]
)  # fmt: skip


def surest(raw: RawDocument, names: tuple[str, ...]) -> str | None:
    best: tuple[float, str | None] = (0.0, None)
    for name in names:
        sure = READERS[name].recognise(raw)
        if sure > best[0]:
            best = sure, name
    return best[1]


def assert_nothing_is_lost(raw: RawDocument) -> None:
    names = tuple(READERS)
    assert surest(raw, likely_formats(raw, names)) == surest(raw, names)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_surest_reader_of_a_real_document_is_asked(path: Path) -> None:
    data = path.read_bytes()
    for origin in (str(path), "-", "document.txt"):
        assert_nothing_is_lost(RawDocument(origin=origin, data=data))


@given(
    st.lists(PIECES, max_size=40), st.sampled_from(["-", "a.txt", "a.md", "folder.d/a", "a.html", "a.csv", "a.tex"])
)
def test_the_surest_reader_is_asked_whatever_the_text(pieces: list[str], origin: str) -> None:
    assert_nothing_is_lost(RawDocument(origin=origin, data="".join(pieces).encode()))


def test_a_plain_text_loads_few_readers() -> None:
    raw = RawDocument(origin="a.txt", data=b"A claim.1\n\n1. https://example.org/a\n")
    assert likely_formats(raw, tuple(READERS)) == ("text", "urls")


def test_a_format_of_another_package_is_always_asked() -> None:
    for data in (b"%PDF-1.7", b"<!DOCTYPE html><p>a", b"PK\x03\x04", b"a"):
        assert "my-own" in likely_formats(RawDocument(origin="a", data=data), ("html", "my-own"))


def test_all_formats_in_the_table_exist() -> None:
    assert set(_HOLDS) <= set(READERS)


@pytest.mark.parametrize(("ending", "name"), _NAMED.items())
def test_an_ending_in_the_table_is_that_of_one_reader_only(ending: str, name: str) -> None:
    assert [other for other, reader in READERS.items() if ending in reader.suffixes] == [name]
