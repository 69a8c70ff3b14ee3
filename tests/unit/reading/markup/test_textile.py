from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Document

Read = Callable[[str], Document]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("_The title_, *bold*, ??cited??, @code@", "The title, bold, cited, code"),
        ("%{color:red}red% and %(small)small%, +new+, 10^2^", "red and small, new, 10^2^"),
        ("5 * 3 * 2, a_b_c, 3 % of 4 %", "5 * 3 * 2, a_b_c, 3 % of 4 %"),
        ("==_raw_==, 12 &amp; 13", "_raw_, 12 & 13"),
        ("!plan.png(A plan)! Plan <b>A</b>", "Plan A"),
        ("over\ntwo lines", "over two lines"),
    ],
    ids=["faces", "spans", "no faces", "unread", "pictures and tags", "lines"],
)
def test_a_note_reads_as_it_is_printed(textile: Read, written: str, read: str) -> None:
    (note,) = textile(f"A sentence[1].\n\nfn1. {written}\n").notes
    assert (note.text, note.contexts) == (read, ("A sentence.",))


@pytest.mark.parametrize(
    ("written", "text", "cited"),
    [
        ('See "the list":https://x.example.org/a_b, p. 3.', "See the list, p. 3.", "https://x.example.org/a_b"),
        ('See "the list(a tip)":https://x.example.org/a.', "See the list.", "https://x.example.org/a"),
        ('("list":https://x.example.org/A_(b)).', "(list).", "https://x.example.org/A_(b)"),
        ('See "$":https://x.example.org/a?b=1.', "See https://x.example.org/a?b=1.", "https://x.example.org/a?b=1"),
        ('See "list":l.', "See list.", "https://x.example.org/list"),
        (
            '"A quotation": https://x.example.org/q',
            '"A quotation": https://x.example.org/q',
            "https://x.example.org/q",
        ),
    ],
    ids=["link", "with a tip", "in brackets", "itself", "alias", "no link"],
)
def test_addresses_of_links_and_in_the_text_are_found(textile: Read, written: str, text: str, cited: str) -> None:
    (note,) = textile(f"A sentence[1].\n\nfn1. {written}\n\n[l]https://x.example.org/list\n").notes
    assert note.text == text
    assert [address.url for address in note.addresses] == [cited]


def test_notes_of_one_paragraph_are_told_apart(textile: Read) -> None:
    notes = textile("One[1]. Two[2].\n\nfn1. First.\nfn2(small). Second,\ngoes on.\n").notes
    assert [(note.number, note.text) for note in notes] == [("1", "First."), ("2", "Second, goes on.")]


def test_notes_with_names_are_numbered_as_they_are_called(textile: Read) -> None:
    notes = textile("One[#b]. Two[#a]. Three[#b].\n\nnote#a. A.\n\nnote#b. B.\n\nnotelist.\n").notes
    assert [(note.number, note.text, len(note.calls)) for note in notes] == [("1", "B.", 2), ("2", "A.", 1)]


def test_headings_quotations_and_program_text_are_blocks(textile: Read) -> None:
    document = textile("h1(#top). The depot\n\nbq. Stay[1].\n\nbc. x[1] = fn(2)\n\nfn1. A note.\n")
    assert document.title == "The depot"
    assert [note.contexts for note in document.notes] == [("Stay.",)]


def test_a_call_without_a_note_is_told(textile: Read) -> None:
    document = textile("One[1]. Two[7].\n\nfn1. First.\n")
    assert [problem.reason.code for problem in document.problems] == ["call-without-note"]
