"""Pages with known metadata: what is read off them must not get worse. Floors may only rise."""

import importlib.util
import json
from pathlib import Path

import pytest

from sourcekeeper.model import Item, PartialDate
from sourcekeeper.web.page import read_page

SHARED = Path(__file__).parents[3] / "shared"
PAGES = SHARED / "corpus" / "pages"
SCORER = SHARED / "tools" / "score_biblio.py"

pytestmark = pytest.mark.skipif(
    not (PAGES / "truth.json").exists() or not SCORER.exists(), reason="no labelled pages here"
)


def csl(item: Item) -> dict[str, object]:
    made: dict[str, object] = {}
    for name, field in item.fields.items():
        if isinstance(field.value, PartialDate):
            made[name] = {"date-parts": [list(field.value.start)]}
        elif isinstance(field.value, tuple):
            parts = ("family", "given", "literal")
            made[name] = [{part: getattr(one, part) for part in parts if getattr(one, part)} for one in field.value]
        else:
            made[name] = field.value
    return made


def test_labelled_pages_are_read_as_well_as_before():
    spec = importlib.util.spec_from_file_location("score_biblio", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    truth = json.loads((PAGES / "truth.json").read_text("utf-8"))
    output = {}
    for case in truth:
        body = (PAGES / case["file"]).read_bytes()
        page = read_page(body, url=case["url"], status=200, content_type=case["http_content_type"])
        output[case["id"]] = [csl(page.item)] if page.item.fields else []
    tally, _groups, failures = scorer.score(truth, output)
    assert tally.whole / tally.items >= 1.0, failures
    assert tally.none_ok == tally.none_cases
