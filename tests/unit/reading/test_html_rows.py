"""Rows of plain cells are gathered before a page is parsed; no reader of it may tell the difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.reading.html.cells import MARK, gathered
from sourcekeeper.reading.html.page import HtmlFlow
from sourcekeeper.reading.html.parse import parse_html

ROW = '<td class="n">1 000</td><td class="n">2 000</td><td class="n">3 000</td>'
PARTS = (
    "<td>1</td><td>x</td><td>2</td><td>3</td>", "<td>y</td><td>4</td><td>5</td>", "<dl><dd>",
    "<tr><td>3</td><td>x y</td></tr>", '<tr class="n"><td>a</td><td>7</td><td>9</td></tr>',
    "<tr>\n<td>a b</td> <td>4</td>\n</tr>\n",
    "<tr><td>1</td><td>2</td><td>3</td></tr>", '<tr><td class="ad">y</td><td class="ad">4</td></tr>',
    "<div>", "</div>", "<td>a</td>", "<td>1</td>", "<td>b c</td>", '<td class="n">2 000</td>',
    '<td class="sidebar">x</td>',
    '<td class="ad">y</td>', "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<p>", "</p>", "<li>", "<ol>",
    "<br>", "<h1>", "</h1>", "<dl><dt>1<dd>", "<pre>\n", "</pre>", "<a href='#x'>", "</a>", " ", "\n", "text", "&amp;",
    "<button>", "<!--", "-->", "<select>", "<sup>", "<em>",
)  # fmt: skip


def _read(page: str) -> tuple[object, ...]:
    return _facts(parse_html(page)[0])


def _facts(page: HtmlFlow) -> tuple[object, ...]:
    flow, nodes = page.flow, page.nodes
    columns = (nodes.tag, nodes.hint, list(nodes.parent), list(nodes.start), list(nodes.end), list(nodes.after))
    items = flow.item_numbers, flow.item_ends, flow.labels_alone
    spans = list(flow.blocks), flow.asides, flow.headings, flow.emphasised, flow.raised
    return flow.text, columns, spans, items, page.anchors, page.in_page, page.metadata


def _ungathered(page: str) -> str:
    """Return a page that says the same, whose cells are not gathered."""
    return page.replace("<td", "<TD").replace("<tr", "<TR")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(f"<table><tr>{ROW}</tr><tr>{ROW}</tr></table><p>end</p>", id="figures"),
        pytest.param("<table><tr><td>1</td><td>A note</td><td>x</td></tr></table>", id="the first is a label"),
        pytest.param(
            "<table><tr><td>7</td><td>8</td><td>9</td></tr><tr><td>1</td><td>2</td><td>3</td>", id="figures only"
        ),
        pytest.param(f"<table>\n<tr>\n{ROW.replace('<td', chr(10) + '  <td')}</tr></table>", id="each on its line"),
        pytest.param(f"<ol><li><table><tr>{ROW}</tr></table></li></ol>", id="the first of them begins an item"),
        pytest.param("<br>" + "<tr><td>3</td><td>x</td></tr>" * 3, id="rows after a line break"),
        pytest.param("<div>1" + "<tr><td>3</td><td>x</td></tr>" * 3 + "</div>", id="rows after a label"),
        pytest.param(f"<h1>Title <table><tr>{ROW}</tr></table></h1>", id="within the title"),
        pytest.param(f"<p>no table: {ROW} <b>end</b></p>", id="without a table"),
        pytest.param(f"<table><tr><td>open {ROW}</td></tr></table>", id="within an open cell"),
        pytest.param(f"<table><tr>{ROW.replace('n', 'ad')}</tr></table>", id="advertising"),
        pytest.param(f"<table><tr>{ROW.replace('n', 'sidebar')}</tr></table>", id="set aside"),
        pytest.param(f"<p>a<!-- {ROW} -->b</p><script>'{ROW}'</script>", id="in a comment and a script"),
        pytest.param(f"<button>{ROW}</button><p>a</p>", id="in a button"),
        pytest.param(f"<p _.._=0>a</p><table><tr>{ROW}</tr></table>", id="where the page bears the mark"),
        pytest.param(f"<table>{f'<tr>{ROW}</tr>' * 3}</table>", id="whole rows"),
        pytest.param("<table>" + "<tr><td>2</td><td>x</td></tr>" * 3 + "</table>", id="rows with a label"),
        pytest.param("<ol><li>" + "<tr><td>x</td><td>2</td></tr>" * 3 + "</ol>", id="rows that begin an item"),
        pytest.param(
            "<tr><td>x</td><td>2</td></tr><tr><td>3</td><td>y</td><td>z</td></tr>" * 3, id="rows of different length"
        ),
        pytest.param("<dl><dt>1<dd>" + "<tr><td>x</td><td>2</td></tr>" * 3, id="rows within a definition"),
        pytest.param("<h1>a" + "<tr>\n<td>x</td>\n<td>2</td>\n</tr>\n" * 3 + "b</h1>", id="rows within the title"),
        pytest.param('<tr class="sidebar"><td>x</td><td>2</td></tr>' * 3 + "<p>a", id="rows set aside"),
        pytest.param("<tr><td>x\u2003</td><td>\u2003</td><td>z</td><td>w</td>", id="one is empty"),
    ],
)
def test_a_page_reads_the_same_whether_its_cells_are_gathered_or_not(page: str) -> None:
    assert _read(page) == _read(_ungathered(page))


@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_no_page_reads_otherwise_for_its_cells_being_gathered(parts: list[str]) -> None:
    page = "<body>" + "".join(part * 3 if part.startswith(("<td", "<tr")) and "/" in part else part for part in parts)
    assert _read(page) == _read(_ungathered(page))


def test_tags_that_a_title_shows_are_left_as_they_are() -> None:
    assert parse_html(f"<title>{ROW}</title><p>a</p>")[0].metadata.title == ROW


def test_rows_that_a_page_shows_as_they_are_written_are_left_so() -> None:
    rows = f"<tr>{ROW}</tr>" * 3
    assert rows in parse_html(f"<p>a</p><xmp><b>{rows}</xmp>")[0].flow.text


def test_cells_are_given_out_once() -> None:
    """A page that bears our mark a million times must not get a million rows."""
    rows = gathered(f"<tr>{ROW}")
    taken = [rows.take({MARK: "0"}), rows.take({MARK: "0"}), rows.take({MARK: "?"})]
    assert [run and run.texts() for run in taken] == [["1 000", "2 000", "3 000"], None, None]


def test_rows_of_equally_many_cells_are_given_out_together() -> None:
    run = gathered(f"<tr>{ROW}</tr>\n<tr>{ROW}</tr>\n<tr>{ROW[:48]}</tr>").take({MARK: "0"})
    assert run is not None
    assert run.rows() == [(3, ["1 000", "2 000", "3 000"] * 2), (2, ["1 000", "2 000"])]
