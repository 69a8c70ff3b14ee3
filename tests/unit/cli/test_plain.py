"""What comes from elsewhere only shows; what we advise keeps its lines."""

import pytest

from sourcekeeper.cli.plain import plain, told
from sourcekeeper.errors import DocumentNotFound, KeysMissing, StoreError


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Été à la plage", "Été à la plage"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("one\ntwo\r\tthree", "one\\ntwo\\r\\tthree"),
        ("a\x9b2Jb", "a\\x9b2Jb"),
        ("left\u202eright", "left\\u202eright"),
    ],
)
def test_nothing_moves_the_cursor_or_turns_the_writing(text, shown):
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            DocumentNotFound("/a\nb", "no such file", "Check the path."),
            "cannot read /a\\nb: no such file. Check the path.",
        ),
        (
            KeysMissing("no keys", "Get them there,\nand put them here."),
            "no keys. Get them there,\nand put them here.",
        ),
        (StoreError("the store is full"), "the store is full"),
    ],
    ids=["document", "advice of two lines", "no advice"],
)
def test_an_error_is_one_line_and_its_advice(error, text):
    assert told(error) == text
