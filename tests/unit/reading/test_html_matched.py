"""Notes that any labels give away, where the text calls them one by one; and lists that are none."""

from __future__ import annotations

import pytest
from tests.unit.reading.conftest import Read

_TEXTS = ("Ada Roe, <i>Ponds</i>, 2019.", "Minutes, 2021, p. 4.", "Bo Lind, <i>Moor</i>, 2020.", "Letter, 2022.")


def _page(call: str, note: str, labels: list[str]) -> str:
    """A page of one sentence a note; `call` and `note` are what stands round a label."""
    text = "".join(f"<p>The pond was sold{call.format(label)}.</p>" for label in labels)
    return f"<article>{text}{''.join(note.format(*each) for each in zip(labels, _TEXTS, strict=False))}</article>"


@pytest.mark.parametrize(
    ("call", "note", "labels"),
    [
        ("<sup>{}</sup>", "<p>{}) {}</p>", ["a", "b", "c"]),
        ("<sup>{}</sup>", "<p><b>{}</b> {}</p>", ["A", "B", "C"]),
        ("[{}]", "<p>{}. {}</p>", ["i", "ii", "iii", "iv"]),
        ("<sup>({})</sup>", "<p>({}) {}</p>", ["I", "II", "III"]),
        ("<sup>{}</sup>", "<p>{} {}</p>", ["*", "†", "‡", "§"]),
        ("<sup>{}</sup>", "<p>{} {}</p>", ["3.1", "3.2", "3.3"]),
        ("[{}]", "<p>[{}] {}</p>", ["1", "2", "2 bis", "3"]),
        ("<sup>{}</sup>", "<p>{}: {}</p>", ["12", "13", "14"]),
        ('<span class="x">{}</span>', "<p>{} – {}</p>", ["1", "2", "3"]),
        (" (source {})", "<p>Source {} : {}</p>", ["1", "2", "3"]),
        ("（注{}）", "<p>（注{}）{}</p>", ["1", "2", "3"]),
        ("<sup>{}</sup>", "<h5>{}</h5><p>{}</p>", ["1", "2", "3"]),
        (" {}\ufe0f\u20e3", "<p>{}\ufe0f\u20e3 {}</p>", ["1", "2", "3"]),
    ],
)
def test_labels_of_any_kind_that_are_called_in_order_are_notes(
    read_html: Read, call: str, note: str, labels: list[str]
) -> None:
    notes = read_html(_page(call, note, labels)).notes
    assert [found.number for found in notes] == labels
    assert [found.text for found in notes] == [
        text.replace("<i>", "").replace("</i>", "") for text in _TEXTS[: len(labels)]
    ]
    assert all(found.contexts == ("The pond was sold.",) for found in notes)


@pytest.mark.parametrize(
    "listed",
    [
        "<p>Sources: [1] One, 2019. [2] Two, 2020. [3] Three, 2021.</p>",
        "<p>[1] One, 2019. [2] Two, 2020. [3] Three, 2021.</p>",
        "<p><strong>Sources :</strong> <sup>1</sup> One, 2019. <sup>2</sup> Two, 2020. <sup>3</sup> Three, 2021.</p>",
    ],
)
def test_notes_that_run_on_in_one_paragraph_are_parted(read_html: Read, listed: str) -> None:
    notes = read_html(f"<p>A fact<sup>1</sup>, a second<sup>2</sup>, a third<sup>3</sup>.</p>{listed}").notes
    assert [note.text for note in notes] == ["One, 2019.", "Two, 2020.", "Three, 2021."]


def test_notes_below_each_paragraph_leave_the_next_paragraph_alone(read_html: Read) -> None:
    facts = {"1": "One pond is dry.", "2": "Two are full.", "3": "The third is sold."}
    text = "".join(f"<p>{fact[:-1]}<sup>{key}</sup>.</p><p>{key}. Note, 2019.</p>" for key, fact in facts.items())
    assert [(note.text, note.contexts) for note in read_html(text).notes] == [
        ("Note, 2019.", (fact,)) for fact in facts.values()
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<p>In case (a) we pay, in case (b) you do.</p><p>(a) Bring a pen.</p><p>(b) Bring the lease.</p>",
        "<p>Adding (1) and (2) gives three.</p><p>(1) Solve for x.</p><p>(2) Draw both lines.</p>",
        "<p>Step 1 takes a day, steps 2 and 3 a week.</p><ol><li>Ask.</li><li>Wait.</li><li>Pay.</li></ol>",
        "<p>(1) The wood is free.</p><p>(2) Paragraph (1) holds for all.</p><h2>Sale</h2><p>(1) None<sup>1</sup>.</p>",
        "<p><sup>1</sup> The first river rose. <sup>2</sup> The second came.</p><ol><li>Who?</li><li>Why?</li></ol>",
        "<p>Index: <a href='#A'>A</a> <a href='#B'>B</a> <a href='#C'>C</a></p><dl><dt>A</dt><dd>Alder</dd>"
        "<dt>B</dt><dd>Birch</dd><dt>C</dt><dd>Cedar</dd></dl>",
        "<p>Tests (a) and (b) failed.</p><p>A. Introduction</p><p>B. Methods</p>",
        "<p>1 | 2 | 3</p><p>Adding (1) to (2) gives three.</p>",
    ],
)
def test_lists_that_only_seem_to_be_called_are_no_notes(read_html: Read, page: str) -> None:
    assert read_html(f"<article>{page}</article>").notes == ()
