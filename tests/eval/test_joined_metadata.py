"""Notes and the pages they cite, joined: better than either alone on every field, quiet where they agree.

`joined.json` holds notes on the labelled pages: whole, bare, with initials, ``et al.``, a shortened title, a title
with its site's name, a month for a day, a wrong year. Their truth is the page's, except where the note has precedence
(`truth`): a title it shortens, a day it gives.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from tests.eval.biblio_scoring import FIELDS, score

from sourcekeeper.citing.cite import cite_note
from sourcekeeper.citing.contradictions import contradictions
from sourcekeeper.citing.merge import merge
from sourcekeeper.csl import item_to_csl
from sourcekeeper.model import Item, Note
from sourcekeeper.web.page import read_page
from sourcekeeper.web.urls import find_addresses

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "joined.json").read_text("utf-8"))
PAGES = {case["id"]: case for case in json.loads((HERE / "pages" / "truth.json").read_text("utf-8"))}


@cache
def paged(id_: str) -> Item:
    case = PAGES[id_]
    body = (HERE / "pages" / case["file"]).read_bytes()
    return read_page(body, url=case["url"], status=200, content_type=case["http_content_type"]).item


@cache
def noted(text: str, language: str) -> Item:
    found = cite_note(Note(id="n", number="1", text=text, addresses=find_addresses(text)), language).citations
    return next((one.item for one in found if one.item is not None), Item())


def name_of(case: dict[str, Any]) -> str:
    return f"{case['page']}-{case['style']}"


def truth_of(case: dict[str, Any]) -> dict[str, Any]:
    page = PAGES[case["page"]]
    given = case.get("truth", {})
    accept = {name: also for name, also in page["accept"][0].items() if name not in given}
    return {"id": name_of(case), "items": [{**page["items"][0], **given}], "accept": [accept]}


def joined(case: dict[str, Any]) -> Item:
    return merge(noted(case["text"], case["lang"]), paged(case["page"]))


def test_note_and_page_joined_beat_each_alone_on_every_field() -> None:
    truths = [truth_of(case) for case in CASES]
    alone = [
        score(truths, {name_of(case): [item_to_csl(item, "x")] for case, item in zip(CASES, items, strict=True)})
        for items in (
            [noted(case["text"], case["lang"]) for case in CASES],
            [paged(case["page"]) for case in CASES],
        )
    ]
    both = score(truths, {name_of(case): [item_to_csl(joined(case), "x")] for case in CASES})
    for name in FIELDS:
        assert both.share(name) >= max(one.share(name) for one in alone), (name, both.failures)
    assert both.whole > max(one.whole for one in alone)
    assert both.whole / both.items >= 1.0, both.failures


def test_a_wrong_year_is_a_contradiction_and_no_other_pair_is_one() -> None:
    reported = {name_of(case) for case in CASES if contradictions(joined(case))}
    wrong = {name_of(case) for case in CASES if case["style"] == "wrongday"}
    assert wrong <= reported
    assert len(reported - wrong) <= 1
