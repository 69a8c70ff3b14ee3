"""Every family of HTML notes in the reference is held by a labelled document, and every labelled page is in it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FAMILIES = tomllib.loads((ROOT / "docs" / "reference" / "families.toml").read_text(encoding="utf-8"))["family"]
KEYS = [family["key"] for family in FAMILIES]


def labelled_pages() -> dict[str, list[Path]]:
    """The labelled HTML documents of each family; tests/eval/test_extraction.py reads them all."""
    found: dict[str, list[Path]] = {}
    for path in sorted((ROOT / "tests" / "eval" / "documents").rglob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if truth["format"] == "html":
            found.setdefault(truth["family"], []).append(path.with_name(truth["doc"]))
    return found


PAGES = labelled_pages()


def test_no_family_is_told_twice() -> None:
    assert len(set(KEYS)) == len(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_every_family_has_a_labelled_document(key: str) -> None:
    assert PAGES.get(key)
    assert all(page.exists() for page in PAGES[key])


@pytest.mark.parametrize("key", sorted(PAGES))
def test_every_labelled_page_belongs_to_a_family_of_the_reference(key: str) -> None:
    assert key in KEYS


@pytest.mark.parametrize("family", FAMILIES, ids=KEYS)
def test_a_family_says_what_is_understood(family: dict[str, str]) -> None:
    assert set(family) <= {"key", "name", "understood", "not"}
    assert family["name"]
    assert family["understood"]
