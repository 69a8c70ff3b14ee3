"""Pages with known metadata: what is read off them must not get worse. Floors may only rise.

`pages/` holds small pages of many engines in seven languages: ``labelled`` ones, whose labeller knew nothing of the
rules, and our ``own``. The first labelled pages are scored too where they lie beside the checkout.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.eval.biblio_scoring import Tally, score

from sourcekeeper.csl import item_to_csl
from sourcekeeper.web.page import read_page

OWN = Path(__file__).with_name("pages")
SHARED = Path(__file__).parents[3] / "shared" / "corpus" / "pages"

FLOORS = {"labelled": 1.0, "own": 1.0}
"""Share of items that are right as a whole."""
FIELD_FLOOR = 1.0


def read(folder: Path, cases: list[dict[str, Any]]) -> Tally:
    found = {}
    for case in cases:
        body = (folder / case["file"]).read_bytes()
        item = read_page(body, url=case["url"], status=200, content_type=case["http_content_type"]).item
        found[case["id"]] = [item_to_csl(item, case["id"])] if item.fields else []
    return score(cases, found)


@pytest.mark.parametrize("part", FLOORS)
def test_pages_are_read_as_well_as_before(part: str) -> None:
    cases = [case for case in json.loads((OWN / "truth.json").read_text("utf-8")) if case["set"] == part]
    tally = read(OWN, cases)
    assert tally.whole / tally.items >= FLOORS[part], tally.failures
    assert min(tally.share(name) for name in ("title", "author", "issued")) >= FIELD_FLOOR, tally.failures
    assert tally.silent == tally.to_be_silent, tally.failures


@pytest.mark.skipif(
    not (SHARED / "truth.json").exists(), reason="the first labelled pages do not lie beside the checkout"
)
def test_the_first_labelled_pages_are_read_as_well_as_before() -> None:
    tally = read(SHARED, json.loads((SHARED / "truth.json").read_text("utf-8")))
    assert tally.whole == tally.items, tally.failures
    assert tally.silent == tally.to_be_silent, tally.failures
