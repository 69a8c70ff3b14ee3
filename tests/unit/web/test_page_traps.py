from __future__ import annotations

import pytest
from tests.page_traps import TRAPS

from sourcekeeper.web.page import read_page
from sourcekeeper.web.page_text import MAX_TEXT_LENGTH


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_a_hostile_page_is_read_and_what_it_gives_is_bounded(trap):
    page = read_page(trap(60_000).encode(), url="https://a.example/x", status=200, content_type="text/html")
    assert len(page.title) <= 2000
    assert len(page.item.text("title")) <= 2000
    assert len(page.item.names()) <= 200
    assert len(page.text) <= MAX_TEXT_LENGTH
