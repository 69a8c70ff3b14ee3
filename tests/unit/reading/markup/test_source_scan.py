"""The scanner of sources looks for the same thing once."""

from __future__ import annotations

import re
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.reading.markup.asciidoc_inline import AsciidocInline


class Counted:
    """A pattern that counts its searches."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        self.searches = 0

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        self.searches += 1
        return self._pattern.search(text, start, end)


def test_what_stands_far_ahead_or_nowhere_is_looked_for_once() -> None:
    scanner = AsciidocInline("a" * 50 + "]")
    closing, absent = Counted(r"\]"), Counted("b")
    for start in range(50):
        found = scanner.find(cast(Any, closing), start, 51)
        assert found is not None
        assert found.start() == 50
        assert scanner.find(cast(Any, absent), start, 51) is None
    assert (closing.searches, absent.searches) == (1, 1)


@given(
    st.text("ab\\]", max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=12),
)
def test_what_is_remembered_is_what_a_search_would_find(text: str, stretches: list[tuple[int, int]]) -> None:
    scanner = AsciidocInline(text)
    for pattern in map(re.compile, (r"(?<!\\)\]", "ab?")):
        for start, end in stretches:
            found, expected = scanner.find(pattern, start, end), pattern.search(scanner.source, start, end)
            assert (found and found.span()) == (expected and expected.span())
