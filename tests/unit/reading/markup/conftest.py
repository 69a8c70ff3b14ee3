from __future__ import annotations

from collections.abc import Callable

import pytest

from sourcekeeper.model import Document
from sourcekeeper.plugins import load
from sourcekeeper.ports import RawDocument

Read = Callable[[str], Document]


def reading(name: str) -> Read:
    return lambda text: load("readers", name)().read(RawDocument(origin=f"a.{name}", data=text.encode()))


@pytest.fixture
def latex() -> Read:
    return reading("latex")


@pytest.fixture
def rst() -> Read:
    return reading("rst")


@pytest.fixture
def asciidoc() -> Read:
    return reading("asciidoc")


@pytest.fixture
def org() -> Read:
    return reading("org")


@pytest.fixture
def wikitext() -> Read:
    return reading("wikitext")


@pytest.fixture
def dokuwiki() -> Read:
    return reading("dokuwiki")


@pytest.fixture
def textile() -> Read:
    return reading("textile")


@pytest.fixture
def typst() -> Read:
    return reading("typst")


@pytest.fixture
def spip() -> Read:
    return reading("spip")
