r"""Characters of RTF: a run that is read at one stroke says what it says piece by piece, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.reading.office.rtf_characters import Characters
from sourcekeeper.reading.office.rtf_scan import tokens
from sourcekeeper.reading.office.story import Span, Spread

_PIECES = (
    "mot ", "3", "?", " ", "{", "}", "\n", "\r\n", r"\'e9", r"\'E8", r"\'92", r"\u233?", r"\u233 ?", r"\u8217\'92",
    r"\u8217 ", r"\u54999?", r"\u55357?", r"\u56832?", r"\u-10179?", r"\u0?", r"\u99999?", r"\u8217", r"\'", r"\~",
    r"\i ", "\xe9",
)  # fmt: skip


def given_on(text: str, encoding: str, substitutes: int, *, piecewise: bool) -> list[tuple[str, Span]]:
    """What is given on of the runs and texts of an RTF text, piece by piece and with where each stands."""
    found: list[tuple[str, Span]] = []

    def emit(piece: str, where: Span | Spread) -> None:
        if not callable(where):
            found.append((piece, where))
            return
        reached = 0
        for length, span in where():
            found.append((piece[reached : reached + length], span))
            reached += length
        assert reached == len(piece)

    characters = Characters(emit)
    take = characters.piecewise if piecewise else characters.run
    for kind, run, number, start, end in tokens(text):
        if kind == "word" and number is not None:
            characters.unicode(number, (start, end), substitutes)
        elif kind == "run":
            take(run, start, encoding, substitutes)
        elif kind == "text":
            characters.text(run, start, end, encoding)
        else:
            characters.end_group()
    characters.flush()
    return found


@given(
    st.lists(st.sampled_from(_PIECES), max_size=12).map("".join),
    st.sampled_from(["cp1252", "cp1251", "mac-roman", "cp932", "utf-8"]),
    st.sampled_from([0, 1, 2]),
)
def test_a_run_says_at_one_stroke_what_it_says_piece_by_piece(text: str, encoding: str, substitutes: int) -> None:
    at_once = given_on(text, encoding, substitutes, piecewise=False)
    assert at_once == given_on(text, encoding, substitutes, piecewise=True)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param(r"d\'e9j\'e0 vu", "déjà vu", id="bytes"),
        pytest.param(r"l\u8217\'92eau", "l’eau", id="substitute in bytes"),
        pytest.param(r"l\u8217 ?eau", "l’eau", id="substitute behind a space"),
        pytest.param("d\\'e9\njà vu".replace("à", r"\'e0"), "déjà vu", id="over a line end"),
        pytest.param(r"l\u8217 {?}eau", "l’eau", id="the space belongs to the number"),
    ],
)
def test_characters_in_words(written: str, meant: str) -> None:
    text = "".join(piece for piece, _ in given_on(written, "cp1252", 1, piecewise=False))
    assert text.replace("?", "") == meant


def test_what_is_read_at_one_stroke_is_one_piece() -> None:
    found: list[str] = []
    characters = Characters(lambda text, _: found.append(text))
    [(_, run, _, start, _)] = tokens(r"Les cam\'e9ras, d\u233?j\u224 ? l\'e0")
    characters.run(run, start, "cp1252", 1)
    assert found == ["Les caméras, déjà là"]
