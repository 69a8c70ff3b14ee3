"""Pages cut, doubled and mixed: nothing but NotReadable may come of it, in time that grows with the page."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.html.reader import HtmlReader

PAGES = [path.read_bytes() for path in sorted(Path(__file__).parents[2].glob("eval/documents/html/*.html"))]
SWAPS = [
    (b"href", b"name"), (b"id=", b"data-note="), (b"<li", b"<td"), (b"</a>", b""), (b"<p>", b"<tr><td>"),
    (b"<sup", b"<button"), (b"class", b"role"), (b"<ol", b"<h5 id='x'"), (b">1<", b">*<"), (b"</", b"<"),
]  # fmt: skip


def read(data: bytes) -> Document:
    return HtmlReader().read(RawDocument(origin="page.html", data=data))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(PAGES),
    st.sampled_from(PAGES),
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


def calls(count: int) -> str:
    return "".join(f'<p>Un fait<a href="#n{n}" id="c{n}">{n}</a>.</p>' for n in range(1, count + 1))


HOSTILE: dict[str, Callable[[int], str]] = {
    "nested headings": lambda n: (
        calls(n) + "".join(f'<h5 id="n{i}"><div>' for i in range(1, n + 1)) + "1" + "</div></h5>" * n
    ),
    "nested targets": lambda n: calls(n) + "".join(f'<div id="n{i}">' for i in range(1, n + 1)) + "t" + "</div>" * n,
    "deep lines": lambda n: (
        calls(n) + "<font>" * n + "".join(f'<a name="n{i}">{i}</a> t<br>' for i in range(1, n + 1))
    ),
    "lists of steps": lambda n: "<p>m<sup>1</sup> n<sup>2</sup></p><ol><li>a</li><li>b</li></ol>" * n,
    "titled lists": lambda n: "<p>m<sup>1</sup></p><h3>Notes</h3><ol><li>a</li><li>b</li></ol>" * n,
    "buttons": lambda n: "".join(
        f'<p>m<button aria-describedby="n{i}">{i}</button><span role="tooltip" id="n{i}">Un texte</span></p>'
        for i in range(1, n + 1)
    ),
    "one mark for all": lambda n: '<p>m<span data-note="1">1</span></p>' * n + '<div data-note="1">Un texte</div>' * n,
    "titles": lambda n: '<p>m<sup title="Un texte &lt;b&gt;plus long">1</sup></p>' * n,
    "rows": lambda n: "<table>" + "".join(f"<tr><td>{i}</td><td>t</td></tr>" for i in range(n)) + "</table>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_pages_are_read_in_linear_time(kind: str) -> None:
    def seconds(count: int) -> float:
        data = f"<html><body>{HOSTILE[kind](count)}</body></html>".encode()
        start = time.process_time()
        read(data)
        return time.process_time() - start

    # Eight times the page: eight times the work, and half as much again for a busy machine. Squared, it would be 64.
    assert seconds(2400) < 24 * max(seconds(300), 0.02)
