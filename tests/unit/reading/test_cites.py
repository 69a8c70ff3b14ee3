"""Cite keys in running text: what is one, where it stands, which place in the work it gives."""

from __future__ import annotations

import pytest

from sourcekeeper.model import Note
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.cites import find_cites, parted_locator
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.markdown.reader import MarkdownReader


def markdown(text: str) -> tuple[Note, ...]:
    return MarkdownReader().read(RawDocument(origin="-", data=text.encode())).notes


@pytest.mark.parametrize(
    ("behind", "locator", "suffix"),
    [
        (", p. 70", "70", ""),
        (", pp. 33--35 and passim", "33-35", "and passim"),
        ("p.~12", "12", ""),
        ("12", "12", ""),
        (", S. 5 f.", "5 f.", ""),
        (", chap. 3", "chap. 3", ""),
        (", § 63", "§ 63", ""),
        (", {pp. iv, vi-xi, (xv)-(xvii)} with suffix here", "iv, vi-xi, (xv)-(xvii)", "with suffix here"),
        (", see the end", "", "see the end"),
        ("", "", ""),
    ],
)
def test_what_stands_behind_a_key_is_parted(behind: str, locator: str, suffix: str) -> None:
    assert parted_locator(behind) == (locator, suffix)


def test_each_citation_of_a_bracket_has_its_own_words_and_place() -> None:
    text = "A claim [see @lee2021, p. 70; -@roux:1999, chap. 3, and more; @doe]."
    found = find_cites(Flow(text=text))
    assert [(cite.key, cite.prefix, cite.locator, cite.suffix) for cite in found] == [
        ("lee2021", "see", "70", ""),
        ("roux:1999", "", "chap. 3", "and more"),
        ("doe", "", "", ""),
    ]
    assert [text[cite.start : cite.end] for cite in found] == [
        "see @lee2021, p. 70",
        "-@roux:1999, chap. 3, and more",
        "@doe",
    ]
    assert not any(cite.in_sentence for cite in found)


def test_a_key_that_is_a_word_of_the_sentence_is_told_apart() -> None:
    (found,) = find_cites(Flow(text="As @lee2021 [pp. 3-5] says."))
    assert (found.key, found.locator, found.in_sentence, found.marker) == ("lee2021", "3-5", True, None)


@pytest.mark.parametrize(
    "text",
    [
        "Write to ann@example.org or ann.lee@example.org.",
        "See https://example.org/@ann and https://example.org/a?b=@c",
        "`[@lee2021]`",
        "[@ann](https://example.org/ann)",
        "    [@lee2021] in program text",
    ],
)
def test_mail_addresses_links_and_program_text_are_no_citations(text: str) -> None:
    assert not [note for note in markdown(f"# A title\n\n{text}\n") if note.cited_keys]


def test_a_citation_in_a_note_belongs_to_the_note() -> None:
    (note,) = markdown("A claim.[^1]\n\n[^1]: As [@lee2021, 33--35] says.\n")
    assert note.number == "1"
    assert [(cited.key, cited.locator) for cited in note.cited_keys] == [("lee2021", "33-35")]


def test_a_citation_outside_a_note_is_a_note_of_its_own_behind_the_others() -> None:
    text = "First this [@lee2021, p. 70]. Then that.[^1]\n\n[^1]: A remark.\n"
    remark, bare = markdown(text)
    assert remark.text == "A remark."
    assert (bare.id, bare.number, bare.text, bare.contexts) == ("n2", "lee2021", "@lee2021, p. 70", ("First this.",))
    assert bare.place is not None
    assert text[bare.place.start : bare.place.end] == "@lee2021, p. 70"
    assert remark.contexts == ("Then that.",)


def test_a_key_in_a_sentence_stays_in_it() -> None:
    (note,) = markdown("As @lee2021 [p. 3] says, water is wet. More.\n")
    assert note.contexts == ("As @lee2021 [p. 3] says, water is wet.",)


@pytest.mark.parametrize("text", ["[" * 200_000, "[@a;" * 50_000, "@a.a" * 60_000, "[@a, p. " + "1," * 100_000 + "]"])
def test_traps_are_passed_in_linear_time(text: str) -> None:
    find_cites(Flow(text=text))
