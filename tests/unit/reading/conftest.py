from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.html.reader import HtmlReader
from sourcekeeper.reading.markdown.reader import MarkdownReader
from sourcekeeper.reading.text import TextReader

Read = Callable[[str], Document]


@pytest.fixture
def read_text() -> Read:
    return lambda text: TextReader().read(RawDocument(origin="t.txt", data=text.encode()))


@pytest.fixture
def read_markdown() -> Read:
    return lambda text: MarkdownReader().read(RawDocument(origin="t.md", data=text.encode()))


@pytest.fixture
def read_html() -> Read:
    return lambda text: HtmlReader().read(
        RawDocument(origin="t.html", data=text.encode(), base_url="https://journal.example/a/lettre.html")
    )
