"""Pages cut, doubled and mixed: nothing but NotReadable may come of it, and they are read to the end."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.traps import PAGES, READ_AS, trap

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.html.reader import HtmlReader

SEEDS = [path.read_bytes() for path in sorted(Path(__file__).parents[2].glob("eval/documents/html/*.html"))]
SWAPS = [
    (b"href", b"name"), (b"id=", b"data-note="), (b"<li", b"<td"), (b"</a>", b""), (b"<p>", b"<tr><td>"),
    (b"<sup", b"<button"), (b"class", b"role"), (b"<ol", b"<h5 id='x'"), (b">1<", b">*<"), (b"</", b"<"),
]  # fmt: skip


def read(data: bytes) -> Document:
    return HtmlReader().read(RawDocument(origin="page.html", data=data))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 2), st.floats(0, 1), st.integers(1, 600)), max_size=6),
    st.lists(st.sampled_from(SWAPS), max_size=3),
)
def test_mutated_pages_are_read_or_refused(
    page: bytes, other: bytes, cuts: list[tuple[int, float, int]], swaps: list[tuple[bytes, bytes]]
) -> None:
    for kind, where, length in cuts:
        start = int(where * len(page))
        piece = (b"", page[start : start + length] * 2, other[start : start + length])[kind]
        page = page[:start] + piece + page[start + length :]
    for old, new in swaps:
        page = page.replace(old, new)
    with contextlib.suppress(NotReadable):
        read(page)


@pytest.mark.parametrize("kind", PAGES)
def test_a_hostile_page_is_read_to_its_end(kind: str) -> None:
    assert read(f"<html><body>{PAGES[kind](1200)}</body></html>".encode()).format == "html"


@pytest.mark.parametrize("piece", READ_AS["html"])
def test_a_piece_repeated_is_read_to_its_end(piece: str) -> None:
    assert read(b"<html><body>" + trap(piece, 2000)).format == "html"
