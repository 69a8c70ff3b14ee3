"""Lines for people are folded between words where a terminal ends, and nowhere else."""

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.cli.say import columns_of, fold, say

SHORT = "https://example.org/a"
LONG = "https://example.org/" + "a" * 60


@pytest.mark.parametrize(
    ("line", "columns", "folded"),
    [
        ("short", 40, "short"),
        ("one two three four five six", 20, "one two three four\nfive six"),
        ("      one two three four", 20, "      one two three\n      four"),
        (f"  1  gone  {SHORT}  (not found here)", 40, f"  1  gone  {SHORT}\n      (not found here)"),
        (f"   1  gone  {LONG}  (not found)", 40, f"   1  gone  {LONG}\n      (not found)"),
        ("\x1b[31mred\x1b[0m and green words", 21, "\x1b[31mred\x1b[0m and green words"),
        ("日本語の長い題名です です", 22, "日本語の長い題名です\nです"),
        ("one two three four five six", 0, "one two three four five six"),
        ("one two three four five six", 12, "one two three four five six"),
    ],
    ids=["short", "words", "set in", "reason", "long address", "colours", "ideographs", "no terminal", "no room"],
)  # fmt: skip
def test_a_line_is_folded_between_its_words(line, columns, folded):
    assert fold(line, columns) == folded


@given(st.text(alphabet="ab \u00e9\u8a9e", max_size=200), st.integers(20, 60))
def test_folding_loses_and_breaks_no_word(line, columns):
    assert fold(line, columns).split() == line.split()


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals on this system")
def test_a_terminal_tells_how_wide_it_is():
    termios = pytest.importorskip("termios")
    ours, theirs = os.openpty()
    with open(theirs, "w", closefd=True) as stream:
        assert columns_of(stream) == 0, "a terminal that does not know its width is not folded for"
        termios.tcsetwinsize(theirs, (24, 80))
        assert columns_of(stream) == 80
    os.close(ours)
    assert columns_of(io.StringIO()) == 0


def test_a_pipe_gets_whole_lines(capsys):
    say("word " * 60 + "end", err=True)
    say()
    assert capsys.readouterr() == ("\n", "word " * 60 + "end\n")
