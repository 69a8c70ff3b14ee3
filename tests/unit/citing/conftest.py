"""Notes as a reader gives them, made of a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.citing.cite import cite_note
from sourcekeeper.model import Citation, Note
from sourcekeeper.web.urls import find_addresses

MakeNote = Callable[..., Note]
Cite = Callable[..., tuple[Citation, ...]]


@pytest.fixture
def make_note() -> MakeNote:
    def make(text: str, id: str = "n1", number: str = "1", emphasised: str = "") -> Note:
        start = text.find(emphasised) if emphasised else -1
        spans = ((start, start + len(emphasised)),) if start >= 0 else ()
        return Note(id=id, number=number, text=text, addresses=find_addresses(text), emphasised=spans)

    return make


@pytest.fixture
def cite(make_note: MakeNote) -> Cite:
    def run(text: str, language: str = "fr", emphasised: str = "") -> tuple[Citation, ...]:
        return cite_note(make_note(text, emphasised=emphasised), language).citations

    return run
